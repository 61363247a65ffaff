package workflow

import (
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/testdata/sample"
)

// TestRecognise: what files are is told by what they hold, whatever they are called.
func TestRecognise(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	bundle := filepath.Join(dir, "bundle")
	if err := os.CopyFS(bundle, sample.FS); err != nil {
		t.Fatal(err)
	}
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	backup := filepath.Join(dir, "copy.json")
	if err := d.Backup(ctx, Destination{Path: backup}); err != nil {
		t.Fatal(err)
	}
	winget := `{"$schema":"https://aka.ms/winget-packages.schema.2.0.json","Sources":[{"Packages":[{"PackageIdentifier":"Mozilla.Firefox","Version":"128.0"}],"SourceDetails":{"Name":"winget"}}]}`
	for name, c := range map[string]struct {
		path string
		want domain.GuessKind
	}{
		"a bundle of advisories":               {filepath.Join(bundle, "bundle"), domain.GuessAdvisories},
		"an SBOM under another name":           {put("note.txt", `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[]}`), domain.GuessSBOM},
		"several SBOMs":                        {filepath.Join(bundle, "later"), domain.GuessMachines},
		"a list of a machine":                  {put("WS-014.json", winget), domain.GuessMachines},
		"a list of assets":                     {put("computers.csv", "Asset Name,Serial\nWS-014,5CG1\n"), domain.GuessAssets},
		"a list of tickets":                    {put("tickets.csv", "Number,CVE,Host,State\nC-1,CVE-2026-1001,WS-014,Open\n"), domain.GuessTickets},
		"tickets whose days are read two ways": {put("risks.csv", "CVE,Host,Approver,Valid until\nCVE-2026-1001,WS-014,S.R.,3/4/2027\n"), domain.GuessTickets},
		"assets with a status":                 {put("fleet.csv", "Asset Name,Serial,Status,Notes\nWS-014,5CG1,Deployed,patched\n"), domain.GuessAssets},
		"one whose columns are nobody's":       {put("strange.csv", "Foo;Bar\n1;2\n"), domain.GuessAssets},
		"a copy of a desk":                     {backup, domain.GuessBackup},
		"a picture":                            {put("photo.png", "\x89PNG\r\n\x1a\n\x00\x00\x00"), domain.GuessNothing},
	} {
		got, err := Recognise(ctx, []string{c.path})
		if err != nil || got.Kind != c.want {
			t.Errorf("%s: %q %v, %v", name, got.Kind, got.Formats, err)
		}
	}
	if _, err := Recognise(ctx, []string{filepath.Join(dir, "gone")}); !domain.Is(err, domain.NotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
}
