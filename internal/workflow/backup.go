package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// Backup writes a consistent copy of the whole desk, with a seal. Errors: as
// [Destination.Write], and Untrusted: a reader makes no copy of everything.
func (d *Desk) Backup(ctx context.Context, to Destination) error {
	err := d.store.View(ctx, func(r *store.Read) error { return d.may(r, domain.RoleEdit) })
	if err != nil {
		return err
	}
	write, err := d.copier(to.Path)
	if err != nil {
		return err
	}
	if err := to.Write(d.folder, sealed(write)); err != nil {
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

// copier writes the copy that a backup is.
func (d *Desk) copier(path string) (func(io.Writer) error, error) {
	copier, ok := d.engine.(interface {
		Backup(io.Writer) error
	})
	if !ok {
		return nil, &domain.Error{Kind: domain.Unsupported, Op: "back up", Subject: path, Code: "no_backup"}
	}
	return copier.Backup, nil
}

// BackupFacts is what a backup file holds.
type BackupFacts struct {
	Operator string         `json:"operator"`
	Assets   int            `json:"assets"`
	Log      domain.LogHead `json:"log"`
	Sealed   bool           `json:"sealed"`          // what it holds was compared with its seal; older backups have none
	SHA256   string         `json:"sha256,omitzero"` // of what is sealed

	content backupContent
}

// VerifyBackup opens a backup without changing it, compares it with its seal,
// reads every record, every original and the whole log, and says what it holds.
// Errors: Corrupt (damaged or altered), Unsupported (no backup, or of a newer
// program), NotFound, Storage.
func VerifyBackup(ctx context.Context, path string) (BackupFacts, error) {
	var out BackupFacts
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return out, &domain.Error{Kind: domain.NotFound, Op: "verify backup", Subject: path, Code: "no_such_file", Err: err}
	}
	if err != nil {
		return out, unreadable(path, err)
	}
	out.content, err = readSeal(ctx, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return out, err
	}
	out.SHA256, out.Sealed = out.content.digest, out.content.digest != ""
	err = readBackup(ctx, path, &out)
	var own *domain.Error
	switch {
	case domain.Is(err, domain.Corrupt):
		return out, damagedBackup(path, err)
	case errors.As(err, &own) && own.Code == store.CodeNotAStore:
		return out, noBackup(path, err)
	}
	return out, err
}

// readBackup reads all of a backup and fills in what it holds.
func readBackup(ctx context.Context, path string, out *BackupFacts) error {
	engine, err := bolt.Open(path, bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	s := store.New(engine)
	if checker, ok := engine.(store.Checker); ok { // before anything follows what its pages say
		err = checker.Check(ctx)
	}
	if err == nil {
		err = s.Open(ctx)
	}
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
	return errors.Join(err, engine.Close())
}

// Restore checks a backup and puts it in the place of the desk in folder, which
// must not be open; what was there before is kept beside it and named in the
// answer, and the restored log says that it was put back. Errors: as VerifyBackup,
// Busy, Storage, Untrusted (who may not approve on the desk that is there).
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
	var before domain.LogHead
	if _, statErr := os.Stat(to); statErr == nil {
		if before, err = d.mayRestore(ctx, o.Passphrase); err != nil {
			return facts, "", err
		}
		if kept, err = keptName(to, d.now()); err != nil {
			return facts, "", err
		}
		if err := copyFile(to, kept); err != nil {
			return facts, "", err
		}
	}
	err = writeFile(to, func(w io.Writer) error {
		sum := sha256.New()
		_, err := io.CopyN(io.MultiWriter(w, sum), from, facts.content.length)
		if err == nil && facts.Sealed && hex.EncodeToString(sum.Sum(nil)) != facts.SHA256 {
			return damagedBackup(backup, errors.New("it changed after it was checked"))
		}
		return err
	})
	if err != nil {
		return facts, kept, err
	}
	if err := restorePayloads(ctx, backup, folder); err != nil {
		return facts, kept, err
	}
	return facts, kept, d.noteRestore(ctx, facts, before)
}

// mayRestore asks the desk that is to be replaced whether the person may: where
// people are defined, who approves. It gives the head of its log. A desk that
// cannot be read any more is replaced by whoever can write there.
func (d *Desk) mayRestore(ctx context.Context, passphrase string) (head domain.LogHead, err error) {
	if d.openStore(ctx) != nil {
		return head, nil
	}
	defer func() { err = errors.Join(err, d.engine.Close()) }()
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		if defined, err := anybody(r); err != nil || !defined {
			return err
		}
		return d.may(r, domain.RoleApprove)
	})
	if domain.Is(err, domain.Corrupt) {
		return head, nil
	}
	if err == nil {
		err = d.assure(ctx, passphrase)
	}
	if err != nil {
		return head, err
	}
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		head, err = r.LogHead()
		return err
	})
	if domain.Is(err, domain.Corrupt) {
		err = nil
	}
	return head, err
}

// noteRestore writes into the restored log that it was put back, and what it took
// the place of.
func (d *Desk) noteRestore(ctx context.Context, facts BackupFacts, before domain.LogHead) (err error) {
	if err := d.openStore(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.engine.Close()) }()
	if d.assurance == "" {
		d.assurance = domain.Asserted
	}
	e := d.event("", "restore", "desk")
	return d.store.Update(ctx, func(w *store.Write) error {
		event := e
		var err error
		if event.Person, err = d.person(&w.Read); err != nil {
			return err
		}
		event.Before, event.After = before.String(), facts.Log.String()
		return w.AppendEvent(event)
	})
}

// keptName is a name for the copy of a store that nothing has yet; the desk's
// lock is held, so nobody else takes it.
func keptName(of string, at time.Time) (string, error) {
	first := of + ".before-restore-" + at.UTC().Format("20060102-150405")
	for n := 2; ; n++ {
		name := first
		if n > 2 {
			name = fmt.Sprintf("%s-%d", first, n-1)
		}
		_, err := os.Lstat(name)
		if errors.Is(err, os.ErrNotExist) {
			return name, nil
		}
		if err != nil {
			return "", notWritten(name, err)
		}
	}
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
