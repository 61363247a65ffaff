package workflow

import (
	"testing"

	"pgregory.net/rapid"
)

// TestTellsApart: the name of a file is remembered only where other machines' files of
// the same sort are called otherwise.
func TestTellsApart(t *testing.T) {
	for _, one := range []struct {
		file, subject, fold string
		tells               bool
	}{
		{"winget.json", "", "winget", false},
		{"winget-export-2026-11-03.json", "", "winget-export", false},
		{"dpkg.list", "", "dpkg", false},
		{"stick.zip!lists/sbom (2).cdx.json", "", "sbom (2)", false},
		{"2026-11-03.json", "", "", false},
		{"sbom.cdx.json", "patient portal", "sbom", true},
		{"sbom.cdx.json", "/", "sbom", false},
		{"Lab interface packages 20261119.txt", "", "lab interface packages", true},
		{"dpkg-LAB-IF-01.txt", "", "dpkg-lab-if-01", true},
		{"ws-014.2026-11-19T08-30-00.json", "", "ws-014", true},
		{`E:\lists\pacs.csv`, "", `e:\lists\pacs`, true},
	} {
		if got := foldFile(one.file); got != one.fold {
			t.Errorf("%s folds to %q, not %q", one.file, got, one.fold)
		}
		if got := tellsApart(one.file, one.subject); got != one.tells {
			t.Errorf("%s of %q tells apart: %v", one.file, one.subject, got)
		}
	}
}

// TestBareName: a file may be named after its machine and its tool.
func TestBareName(t *testing.T) {
	for file, want := range map[string]string{
		"portal-01 dpkg 2026-11-03.txt": "portal-01", "dpkg_PORTAL-01.txt": "portal-01", "WS-014.winget.json": "ws-014", "WS-014.json": "ws-014",
		"winget-export.json": "", "sbom.cdx.json": "", "2026-11-03.json": "", "lab interface packages.txt": "lab interface", "list-of-programs-nurse-03.csv": "nurse-03",
		"rpm-server.txt": "",
	} {
		if got := bareName(file); got != want {
			t.Errorf("%s is named after %q, not %q", file, got, want)
		}
	}
}

// TestFoldFile: a day in the name of a file changes nothing, and folding twice neither.
func TestFoldFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z]{2,8}(-[a-z]{2,8})?`).Draw(t, "name")
		day := rapid.StringMatching(`20[23][0-9]-?(0[1-9]|1[0-2])-?(0[1-9]|[12][0-9])`).Draw(t, "day")
		plain := foldFile(name)
		for _, file := range []string{name + "-" + day + ".json", name + "_" + day, day + " " + name + ".csv", "folder/" + name + "." + day + ".list.gz"} {
			if got := foldFile(file); got != plain {
				t.Fatalf("%s folds to %q, %s to %q", file, got, name, plain)
			}
		}
		if again := foldFile(plain); again != plain {
			t.Fatalf("%q folds to %q", plain, again)
		}
	})
}
