package archtest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTopLevel fails where something lies at the top that has no business there,
// such as a report written by hand. Hidden entries and what .gitignore keeps out
// (bin, dist, the sample's report, test programs, profiles) do not count.
func TestTopLevel(t *testing.T) {
	wanted := []string{"app", "internal", "assets", "fyne-cross", "testdata", "docs", "go.mod", "go.sum", "FyneApp.toml", "run", "test",
		"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		ignored := strings.HasPrefix(name, ".") || name == "bin" || name == "dist" || name == "fenceline-sample.html" || strings.HasSuffix(name, ".test") || strings.HasSuffix(name, ".prof")
		if !ignored && !slices.Contains(wanted, name) {
			t.Errorf("%s lies at the top of the house", name)
		}
	}
}
