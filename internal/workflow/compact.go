package workflow

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// Compacted says what a rewriting of a desk's file came to.
type Compacted struct {
	Before int64 `json:"before"` // bytes of the file
	After  int64 `json:"after"`
}

// compactFile is what the file is rewritten to before it takes the other's place.
const compactFile = storeFile + ".compact"

// Compact rewrites the file of the desk in o.Folder without the room that is free in
// it; nobody else may have it open. What it holds is compared before the new file
// takes the place of the old one, so that a failure or a crash at any moment leaves
// the old one. It needs as much room on the disk as the desk takes. Errors: those of
// [Open]; Corrupt, Storage, Cancelled.
func Compact(ctx context.Context, o Options, progress func(domain.Progress)) (Compacted, error) {
	var out Compacted
	if progress == nil {
		progress = func(domain.Progress) {}
	}
	o.Reading = false
	d, err := Open(ctx, o)
	if err != nil {
		return out, err
	}
	out, err = d.compact(ctx, progress)
	return out, errors.Join(err, d.Close())
}

func (d *Desk) compact(ctx context.Context, progress func(domain.Progress)) (out Compacted, err error) {
	done, err := d.writer()
	if err != nil {
		return out, err
	}
	defer done()
	path, fresh := filepath.Join(d.folder, storeFile), filepath.Join(d.folder, compactFile)
	progress(domain.Progress{Stage: "compact"})
	if out.Before, err = fileSize(path); err != nil {
		return out, err
	}
	want, _, err := d.store.Digest(ctx, false)
	if err != nil {
		return out, err
	}
	if err := d.engine.Close(); err != nil {
		return out, err
	}
	d.engine = nil
	if err := rewritten(ctx, path, fresh, want); err != nil {
		return out, errors.Join(err, takenAway(fresh), d.openStore(context.WithoutCancel(ctx)))
	}
	if err := os.Rename(fresh, path); err != nil {
		return out, errors.Join(unusable(d.folder, err), takenAway(fresh), d.openStore(context.WithoutCancel(ctx)))
	}
	if err := d.openStore(ctx); err != nil {
		return out, err
	}
	if out.After, err = fileSize(path); err != nil {
		return out, err
	}
	return out, d.store.Update(ctx, func(w *store.Write) error { return d.log(w, d.event("", "compact", "desk"), nil, nil) })
}

// rewritten makes the fresh file and holds it against the digest of the old one.
func rewritten(ctx context.Context, path, fresh, want string) error {
	if err := bolt.Rewrite(ctx, path, fresh, store.Loosened); err != nil {
		return err
	}
	engine, err := bolt.Open(fresh, bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	have, _, err := store.New(engine).Digest(ctx, false)
	if err := errors.Join(err, engine.Close()); err != nil {
		return err
	}
	if have != want {
		return &domain.Error{Kind: domain.Corrupt, Op: "compact", Subject: fresh, Code: "compact_differs"}
	}
	return nil
}

func fileSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, unusable(path, err)
	}
	return info.Size(), nil
}

// takenAway takes a file away that may not be there.
func takenAway(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return unusable(path, err)
	}
	return nil
}
