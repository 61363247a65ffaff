package workflow

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"fenceline/internal/domain"
)

// nobody is an account without rights, as most systems number it.
const nobody = 65534

// asNobody does what root may do as well without root's rights, on this thread
// alone; other accounts need no such step.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Getuid() != 0 {
		do()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := unix.Setfsuid(0); err != nil {
			panic(err)
		}
	}()
	do()
}

// TestFolderWithoutWritePermission: questions are answered from a copy, changes
// are refused with the reason, and nothing in the folder changes.
func TestFolderWithoutWritePermission(t *testing.T) {
	root, err := os.MkdirTemp("", "fenceline-test-")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(root, "desk")
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700); _ = os.RemoveAll(root) })
	d, err := Open(t.Context(), Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "WS-001", Kind: "workstation"}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]fs.FileMode{root: 0o755, filepath.Join(folder, storeFile): 0o444, filepath.Join(folder, lockFile): 0o444, folder: 0o555} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	asNobody(t, func() {
		d, err := Open(t.Context(), Options{Folder: folder, Reading: true})
		if err != nil {
			t.Errorf("a question: %v", err)
			return
		}
		if _, forbidden, copied := d.Copied(); !forbidden || !copied {
			t.Errorf("it does not say that nothing may be written there: %v %v", forbidden, copied)
		}
		list, err := d.Assets(t.Context())
		if err != nil || len(list) != 1 {
			t.Errorf("%d assets, %v", len(list), err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if _, err := Open(t.Context(), Options{Folder: folder}); !domain.Is(err, domain.Storage) {
			t.Errorf("to change something: %v, want kind Storage", err)
		}
	})
	if err := os.Chmod(filepath.Join(folder, storeFile), 0); err != nil {
		t.Fatal(err)
	}
	asNobody(t, func() {
		_, err := Open(t.Context(), Options{Folder: folder, Reading: true})
		if !domain.Is(err, domain.Storage) || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("a store that may not be read: %v, want kind Storage", err)
		}
	})
}
