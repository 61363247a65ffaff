package workflow

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// findPlace gives the folder of the desk. Questions make nothing: without a desk
// they are answered with NotFound.
func findPlace(folder string, reading bool) (string, error) {
	if !reading {
		return preparePlace(folder)
	}
	full, err := checkPlace(folder)
	if err != nil {
		return "", err
	}
	_, err = os.Stat(filepath.Join(full, storeFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", &domain.Error{Kind: domain.NotFound, Op: "open desk", Subject: full, Code: "no_desk_here"}
	case err != nil:
		return "", unusable(full, err)
	}
	return full, nil
}

// notEmptied refuses a store without a byte: bbolt would take it for a new one,
// and what the desk held would silently be gone. createStore never leaves one.
func notEmptied(folder string) error {
	path := filepath.Join(folder, storeFile)
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return &domain.Error{Kind: domain.Corrupt, Op: "open desk", Subject: path, Code: "store_empty"}
	}
	return nil
}

// createStore makes the store of a new desk under another name first, so that
// no crash leaves half a one in its place.
func createStore(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil // opening it will tell what is wrong with it
	}
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unusable(filepath.Dir(path), err)
	}
	engine, err := bolt.Open(fresh, bolt.Options{})
	if err != nil {
		return err
	}
	if err := engine.Close(); err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return unusable(filepath.Dir(path), err)
	}
	return nil
}

// forbidden reports whether an error says that nothing may be written there.
func forbidden(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// openCopy lets one read who cannot have the store: it is copied, also while
// another process writes to it, and the copy answers.
func (d *Desk) openCopy(ctx context.Context) error {
	temp, err := os.MkdirTemp("", "fenceline-read-")
	if err != nil {
		return unusable(os.TempDir(), err)
	}
	d.copied, d.copyAt = temp, d.now().UTC()
	from, to := filepath.Join(d.folder, storeFile), filepath.Join(temp, storeFile)
	if f, err := os.Open(from); err != nil {
		return errors.Join(unusable(d.folder, err), d.Close())
	} else if err := f.Close(); err != nil {
		return errors.Join(unusable(d.folder, err), d.Close())
	}
	if err := bolt.CopyLive(ctx, from, to); err != nil {
		return errors.Join(err, d.Close())
	}
	engine, err := bolt.Open(to, bolt.Options{ReadOnly: true})
	if err != nil {
		return errors.Join(err, d.Close())
	}
	d.engine = engine
	d.store = store.New(engine)
	if err := d.store.Open(ctx); err != nil {
		return errors.Join(err, d.Close())
	}
	return nil
}
