package archtest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// shared are rooms under ingest that read no format of their own.
var shared = []string{"cpematch", "csvdoc", "cvss", "jsondoc", "table", "testdata", "versiontext"}

// TestEveryReaderHasWhatItNeeds walks the table of docs/importers.md: the sample, the
// golden, the fuzz target, the page and the picture of each row are there, the page
// shows the picture, and no reader and none of its samples is without a row.
func TestEveryReaderHasWhatItNeeds(t *testing.T) {
	top := filepath.Join("..", "..")
	table := read(t, filepath.Join(top, "docs", "importers.md"))
	rooms, samples := map[string]bool{}, map[string]bool{}
	for _, line := range strings.Split(table, "\n") {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) != 6 {
			t.Errorf("%d cells in %q", len(cells), line)
			continue
		}
		room := strings.Split(cells[0], "`")[1]
		rooms[room], samples[cells[1]] = true, true
		file, target, _ := strings.Cut(cells[3], " ")
		for _, path := range []string{filepath.Join("internal", "ingest", room), cells[1], cells[2], file, cells[4], cells[5]} {
			if info, err := os.Stat(filepath.Join(top, path)); err != nil || !info.IsDir() && info.Size() == 0 {
				t.Errorf("%s: %q is not there, or empty", cells[0], path)
			}
		}
		if !regexp.MustCompile(`(?m)^func ` + target + `\(\w+ \*testing\.F\)`).MatchString(read(t, filepath.Join(top, file))) {
			t.Errorf("%s: %s has no fuzz target %s", cells[0], file, target)
		}
		picture := strings.TrimPrefix(cells[5], "docs/")
		if page := read(t, filepath.Join(top, cells[4])); !strings.Contains(page, picture+")") {
			t.Errorf("%s: %s does not show %s", cells[0], cells[4], cells[5])
		}
	}
	for _, e := range entries(t, filepath.Join(top, "internal", "ingest")) {
		if e.IsDir() && !slices.Contains(shared, e.Name()) && !rooms[e.Name()] {
			t.Errorf("the reader %s has no row in docs/importers.md", e.Name())
		}
	}
	for _, room := range []string{"assetlist", "ticketlist", "sbom"} {
		folder := filepath.Join("internal", "ingest", room, "testdata")
		for _, e := range entries(t, filepath.Join(top, folder)) {
			if path := filepath.ToSlash(filepath.Join(folder, e.Name())); !e.IsDir() && !samples[path] {
				t.Errorf("the sample %s has no row in docs/importers.md", path)
			}
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

func entries(t *testing.T, folder string) []os.DirEntry {
	t.Helper()
	out, err := os.ReadDir(folder)
	if err != nil || len(out) == 0 {
		t.Errorf("%s: %d entries, %v", folder, len(out), err)
	}
	return out
}
