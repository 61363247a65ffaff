package workflow

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// Backup writes a consistent copy of the whole desk to a file, readable by its
// owner only; an existing file is replaced in one step. Errors: Storage.
func (d *Desk) Backup(ctx context.Context, path string) error {
	if err := d.backupTo(ctx, path); err != nil {
		return err
	}
	if d.copied != "" {
		return nil
	}
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	e := d.event("", "backup", "desk")
	return d.store.Update(ctx, func(w *store.Write) error { return d.log(w, e, nil, nil) })
}

func (d *Desk) backupTo(ctx context.Context, path string) error {
	copier, ok := d.engine.(interface {
		Backup(io.Writer) error
	})
	if !ok {
		return &domain.Error{Kind: domain.Unsupported, Op: "back up", Subject: path, Code: "no_backup"}
	}
	return writeFile(path, func(w io.Writer) error { return copier.Backup(w) })
}

// writeFile writes a file beside its place, syncs it, and moves it there, so
// that a crash leaves the old file or the new one.
func writeFile(path string, write func(io.Writer) error) (err error) {
	fault := func(err error) error {
		return &domain.Error{Kind: domain.Storage, Op: "write file", Subject: path, Code: "file_not_written", Params: domain.Params{"file": path}, Err: err}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".fenceline-*")
	if err != nil {
		return fault(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	if err := f.Chmod(0o600); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return fault(err)
	}
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return fault(err)
	}
	if err := f.Close(); err != nil {
		return fault(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fault(err)
	}
	return nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// BackupFacts is what a backup file holds.
type BackupFacts struct {
	Operator string         `json:"operator"`
	Assets   int            `json:"assets"`
	Log      domain.LogHead `json:"log"`
}

// VerifyBackup opens a backup without changing it, reads every record,
// every original and the whole log, and says what it holds. Errors: Corrupt, Unsupported (newer
// program), NotFound.
func VerifyBackup(ctx context.Context, path string) (BackupFacts, error) {
	var out BackupFacts
	if _, err := os.Stat(path); err != nil {
		return out, &domain.Error{Kind: domain.NotFound, Op: "verify backup", Subject: path, Code: "no_such_file", Err: err}
	}
	engine, err := bolt.Open(path, bolt.Options{ReadOnly: true})
	if err != nil {
		return out, err
	}
	s := store.New(engine)
	err = s.Open(ctx)
	if err == nil {
		err = s.View(ctx, func(r *store.Read) (err error) {
			desk, err := r.Desk()
			if err != nil && !domain.Is(err, domain.NotFound) {
				return err
			}
			out.Operator, out.Assets = desk.Operator, 0
			for _, err := range r.Assets() {
				if err != nil {
					return err
				}
				out.Assets++
			}
			out.Log, err = r.VerifyLog()
			return err
		})
	}
	if err == nil {
		err = s.Verify(ctx)
	}
	return out, errors.Join(err, engine.Close())
}

// Restore checks a backup and puts it in the place of the desk in folder, which
// must not be open; what was there before is kept beside it and named in the
// answer. Errors: as VerifyBackup, Busy, Storage.
func Restore(ctx context.Context, o Options, backup string) (facts BackupFacts, kept string, err error) {
	if facts, err = VerifyBackup(ctx, backup); err != nil {
		return facts, "", err
	}
	folder, err := preparePlace(o.Folder)
	if err != nil {
		return facts, "", err
	}
	d := newDesk(folder, o)
	lock, _, err := hold(ctx, folder, d.who, 2*time.Second)
	if err != nil {
		return facts, "", err
	}
	defer func() { err = errors.Join(err, release(folder, lock)) }()
	from, err := os.Open(backup)
	if err != nil {
		return facts, "", &domain.Error{Kind: domain.Storage, Op: "restore", Subject: backup, Code: "file_unreadable", Err: err}
	}
	defer from.Close()
	to := filepath.Join(folder, storeFile)
	if _, statErr := os.Stat(to); statErr == nil {
		kept = to + ".before-restore-" + d.now().UTC().Format("20060102-150405")
		if err := copyFile(to, kept); err != nil {
			return facts, "", err
		}
	}
	err = writeFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, from)
		return err
	})
	return facts, kept, err
}

func copyFile(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return &domain.Error{Kind: domain.Storage, Op: "copy file", Subject: from, Code: "file_unreadable", Err: err}
	}
	defer f.Close()
	return writeFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return err
	})
}
