package cli_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestManyRejected: of very many files that did not come in the first are listed,
// it is said how to see all, and what came of the import stands last.
func TestManyRejected(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	for i := range 50 {
		writeFile(t, filepath.Join(folder, fmt.Sprintf("bad%02d.json", i)), []byte("{"))
	}
	writeFile(t, filepath.Join(folder, "good.json"), []byte(osvRecord("GOOD-1")))
	code, stdout, _ := d.run("import", folder)
	if n := strings.Count(stdout, "  rejected "); code != 3 || n != 20 {
		t.Errorf("exit code %d, %d lines of rejected files", code, n)
	}
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if last := strings.Join(lines[len(lines)-3:], "\n"); !strings.Contains(last, "1 advisory read") || !strings.Contains(last, "51 files: 1 imported") {
		t.Errorf("it ends with\n%s", last)
	}
	if !strings.Contains(stdout, "30 more that did not come in. All of them: fenceline receipt") {
		t.Errorf("it is not said how to see the others:\n%s", stdout)
	}
	if _, stdout, _ = d.run("import", folder, filepath.Join(folder, "nowhere")); !strings.Contains(stdout, "There is no file or folder") {
		t.Errorf("the mistyped path is lost among the files:\n%s", stdout)
	}
	if _, all, _ := d.run("receipt", "--count", "2"); strings.Count(all, "  rejected ") != 101 {
		t.Errorf("the receipt does not list all:\n%s", all)
	}
}

var several = regexp.MustCompile(`(?i)\b1 (files|entries|assets|warnings|components|findings|advisories|tasks|open tasks|open targets|targets|machines|records|days|hashes)\b`)

// TestOneOfEach: one of a thing is not called several.
func TestOneOfEach(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	sbom, record := filepath.Join(folder, "a.cdx.json"), filepath.Join(folder, "good.json")
	writeFile(t, sbom, []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library","name":"good-1","version":"4.17.20","purl":"pkg:npm/good-1@4.17.20"}]}`))
	writeFile(t, record, []byte("\xef\xbb\xbf"+osvRecord("GOOD-1")))
	var said strings.Builder
	for _, args := range [][]string{{"asset", "add", "A"}, {"sbom", "import", "--asset", "A", sbom}, {"import", record}, {"receipt"}, {"asset", "list"}, {"asset", "show", "A"},
		{"advisory", "list"}, {"finding", "list"}, {"status"}, {"today"}, {"inventory", "import", "--asset", "A", sbom}} {
		code, stdout, stderr := d.run(args...)
		if code != 0 {
			t.Fatalf("%v: exit code %d: %s", args, code, stderr)
		}
		said.WriteString(stdout)
	}
	if bad := several.FindString(said.String()); bad != "" {
		t.Errorf("it says %q in\n%s", bad, said.String())
	}
	_, stdout, _ := d.run("sbom", "import", "--asset", "A", sbom)
	if !strings.Contains(stdout, "unchanged: nothing was written") {
		t.Errorf("the same inventory again: %s", stdout)
	}
	if _, stdout, _ = d.run("advisory", "list", "zzz"); !strings.Contains(stdout, `Nothing matches "zzz" among 1 advisory`) {
		t.Errorf("words that fit nothing: %s", stdout)
	}
}
