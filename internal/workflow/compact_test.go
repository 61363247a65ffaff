package workflow

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// filledFolder is a desk with records of which half were put twice.
func filledFolder(t *testing.T) (folder, digest string, o Options) {
	t.Helper()
	folder = t.TempDir()
	c := &clock{now: dayOne}
	o = Options{Folder: folder, Person: "J.M.", Now: c.Now}
	d, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	writeRecords(t, root, 0, 400, "first")
	if _, err := d.Import(t.Context(), []string{root}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Reindex(t.Context(), nil); err != nil { // leaves free room
		t.Fatal(err)
	}
	if digest, _, err = d.store.Digest(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return folder, digest, o
}

func digestOf(t *testing.T, o Options) string {
	t.Helper()
	d, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	digest, _, err := d.store.Digest(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.VerifyLog(t.Context()); err != nil {
		t.Error(err)
	}
	if err := d.store.Engine().(store.Checker).Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return digest
}

func TestCompact(t *testing.T) {
	folder, want, o := filledFolder(t)
	out, err := Compact(t.Context(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if out.After >= out.Before {
		t.Errorf("%d bytes became %d", out.Before, out.After)
	}
	if digestOf(t, o) != want {
		t.Error("something changed")
	}
	if _, err := os.Stat(filepath.Join(folder, compactFile)); !os.IsNotExist(err) {
		t.Errorf("the other file is left: %v", err)
	}
}

// TestCompactStopped holds that the desk stays as it was where a rewriting is
// cancelled, cannot write, or the desk is open elsewhere.
func TestCompactStopped(t *testing.T) {
	folder, want, o := filledFolder(t)
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := Compact(ctx, o, func(domain.Progress) { cancel() }); !domain.Is(err, domain.Cancelled) {
		t.Errorf("cancelled: %v", err)
	}
	if digestOf(t, o) != want {
		t.Error("a cancelled one changed something")
	}
	blocked := filepath.Join(folder, compactFile, "in the way")
	if err := os.MkdirAll(blocked, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Compact(t.Context(), o, nil); err == nil {
		t.Error("a folder in the way was no error")
	}
	if err := os.RemoveAll(filepath.Join(folder, compactFile)); err != nil {
		t.Fatal(err)
	}
	if digestOf(t, o) != want {
		t.Error("a failed one changed something")
	}
	d, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Wait = 1
	if _, err := Compact(t.Context(), o, nil); !domain.Is(err, domain.Busy) {
		t.Error(fmt.Sprint("open elsewhere: ", err))
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}
