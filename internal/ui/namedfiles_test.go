package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/storage"
)

// TestNamingAFileLeavesItAlone: the dialog for saving opens what was named; a file
// that is there keeps its bytes, and one that is not there does not come to be.
func TestNamingAFileLeavesItAlone(t *testing.T) {
	open(t, cedarHollow(), Light, 960, 600)
	old, fresh := filepath.Join(t.TempDir(), "old.pdf"), filepath.Join(t.TempDir(), "new.pdf")
	if err := os.WriteFile(old, []byte("last year's report"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{old, fresh} {
		out, err := storage.Writer(storage.NewFileURI(path))
		if err != nil {
			t.Fatal(err)
		}
		if err := out.Close(); err != nil {
			t.Error(err)
		}
	}
	if kept, err := os.ReadFile(old); err != nil || string(kept) != "last year's report" {
		t.Errorf("the old file holds %q, %v", kept, err)
	}
	if _, err := os.Stat(fresh); !os.IsNotExist(err) {
		t.Errorf("a file came to be: %v", err)
	}
	out, err := storage.Writer(storage.NewFileURI(fresh))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.Write([]byte("new")); err != nil {
		t.Error(err)
	}
	if err := out.Close(); err != nil {
		t.Error(err)
	}
	if written, err := os.ReadFile(fresh); err != nil || string(written) != "new" {
		t.Errorf("%q, %v", written, err)
	}
}
