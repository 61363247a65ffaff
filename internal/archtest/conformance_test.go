package archtest

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestConformanceNamesTests holds that each test docs/conformance.md and docs/fuzzing.md
// name is there; what stands behind a slash is a script.
func TestConformanceNamesTests(t *testing.T) {
	root := filepath.Join("..", "..")
	var text []byte
	for _, name := range []string{"conformance.md", "fuzzing.md"} {
		part, err := os.ReadFile(filepath.Join(root, "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, part...)
	}
	tests := map[string]bool{}
	for _, f := range house(t) {
		if !f.test() {
			continue
		}
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllStringSubmatch(f.text, -1) {
			tests[path.Base(f.room())+"."+m[1]] = true
		}
	}
	named := regexp.MustCompile("`([a-z]+\\.(?:Test|Fuzz)\\w+)(/\\w+)?`").FindAllStringSubmatch(string(text), -1)
	if len(named) < 20 {
		t.Fatalf("only %d tests are named", len(named))
	}
	for _, m := range named {
		if !tests[m[1]] {
			t.Errorf("there is no test %s", m[1])
		}
		if m[2] == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(root, "testdata", "script", strings.TrimPrefix(m[2], "/")+".txtar")); err != nil {
			t.Error(err)
		}
	}
}
