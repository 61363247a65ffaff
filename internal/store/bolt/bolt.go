// Package bolt keeps the desk in one file through bbolt.
//
// It is the only room that knows bbolt: its errors are told as the kinds of
// package domain, its panics on damaged pages as kind Corrupt, and its slices
// are copied before anybody sees them. One process at a time has the file; see
// [CopyLive] for reading beside it.
package bolt

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Options say how the file is opened; the zero Options are good for a desk.
type Options struct {
	ReadOnly bool          // take a shared lock and refuse updates
	Timeout  time.Duration // how long to wait for the lock; zero asks once
	Limits   store.Limits  // zero fields are filled from store.DefaultLimits
	NoSync   bool          // do not wait for the disk: only for data that may be lost
}

// bucket is the only bucket of the file.
var bucket = []byte("desk")

type engine struct {
	db       *bbolt.DB
	path     string
	limits   store.Limits
	readOnly bool
	backup   sync.Mutex // copies share the file's position
}

// Open opens the file at path, which only its owner may read, and makes it
// where there is none. Errors: Busy (somebody else has it open), Corrupt (not
// such a file, cut short or damaged), Storage (the system refuses).
func Open(path string, opts Options) (store.Engine, error) {
	var file *os.File
	db, err := openFile(path, &bbolt.Options{
		Timeout:      max(opts.Timeout, time.Millisecond), // zero would wait for ever
		ReadOnly:     opts.ReadOnly,
		FreelistType: bbolt.FreelistMapType,
		NoSync:       opts.NoSync,
		NoStatistics: true,

		InitialMmapSize: addressSpace(),
		OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
			f, err = os.OpenFile(name, flag, mode)
			file = f
			return f, err
		},
	})
	if err != nil {
		if file != nil {
			_ = file.Close() // bbolt leaves it open, and locked, when it panics
		}
		return nil, told("open", path, err)
	}
	e := &engine{db: db, path: path, limits: opts.Limits.OrDefault(), readOnly: opts.ReadOnly}
	if err := e.prepare(file); err != nil {
		return nil, errors.Join(told("open", path, err), db.Close())
	}
	return e, nil
}

// addressSpace is how much of the file is mapped from the start. Mapping more
// makes an update wait for all views, so a gigabyte is set aside where that
// costs no memory and no room on the disk.
func addressSpace() int {
	if strconv.IntSize < 64 || runtime.GOOS == "windows" {
		return 0
	}
	return 1 << 30
}

// openFile turns a panic on damaged pages into an error.
func openFile(path string, opts *bbolt.Options) (db *bbolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer recovered(&err)
	return bbolt.Open(path, 0o600, opts)
}

// prepare refuses a file that is shorter than it says and makes the bucket.
func (e *engine) prepare(file *os.File) (err error) {
	defer recovered(&err)
	info, err := file.Stat()
	if err != nil {
		return err
	}
	found := false
	err = e.db.View(func(tx *bbolt.Tx) error {
		found = tx.Bucket(bucket) != nil
		if tx.Size() > info.Size() {
			return errDamaged{"the file is cut short"}
		}
		return nil
	})
	if err != nil || found || e.readOnly {
		return err
	}
	return e.db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(bucket)
		return err
	})
}

// Limits implements [store.Engine].
func (e *engine) Limits() store.Limits { return e.limits }

// View implements [store.Engine].
func (e *engine) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return store.Cancelled("view", err)
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	tx, err := e.begin(false)
	if err != nil {
		return told("view", e.path, err)
	}
	defer func() { _ = tx.Rollback() }() // it ends a view and cannot fail
	t := store.NewTransaction(ctx, &base{path: e.path, bucket: tx.Bucket(bucket)}, e.limits)
	defer t.End()
	return fn(t)
}

// Update implements [store.Engine]; fn runs once.
func (e *engine) Update(ctx context.Context, fn func(store.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return store.Cancelled("update", err)
	}
	if e.readOnly {
		return &domain.Error{Kind: domain.Busy, Op: "update", Subject: e.path, Code: store.CodeStoreReadOnly}
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	tx, err := e.begin(true)
	if err != nil {
		return told("update", e.path, err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	t := store.NewTransaction(ctx, &base{path: e.path, bucket: tx.Bucket(bucket)}, e.limits)
	defer t.End()
	if err := fn(t); err != nil {
		return err
	}
	changes, err := t.Changes()
	if err != nil || len(changes) == 0 {
		return err
	}
	return told("update", e.path, commit(tx, changes))
}

func (e *engine) begin(writable bool) (tx *bbolt.Tx, err error) {
	defer recovered(&err)
	tx, err = e.db.Begin(writable)
	if err == nil && tx.Bucket(bucket) == nil && writable {
		_ = tx.Rollback()
		return nil, errDamaged{"its bucket is gone"}
	}
	return tx, err
}

// commit writes the changes in the order of keys.
func commit(tx *bbolt.Tx, changes []store.Change) (err error) {
	defer recovered(&err)
	b := tx.Bucket(bucket)
	for _, c := range changes {
		if c.Gone {
			err = b.Delete([]byte(c.Key))
		} else {
			err = b.Put([]byte(c.Key), c.Value)
		}
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Close implements [store.Engine].
func (e *engine) Close() error { return told("close", e.path, e.db.Close()) }

// Backup writes a copy of the file as it is at this moment; updates go on
// beside it.
func (e *engine) Backup(w io.Writer) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	tx, err := e.begin(false)
	if err != nil {
		return told("back up", e.path, err)
	}
	defer func() { _ = tx.Rollback() }()
	e.backup.Lock()
	defer e.backup.Unlock()
	defer func() { err = told("back up", e.path, err) }()
	defer recovered(&err)
	_, err = tx.WriteTo(w)
	return err
}

// Check reads every page of the file and compares what they say of each other.
func (e *engine) Check(ctx context.Context) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	tx, err := e.begin(!e.readOnly) // no other update may run beside it
	if err != nil {
		return told("check", e.path, err)
	}
	defer func() { _ = tx.Rollback() }()
	for fault := range tx.Check() {
		if err == nil {
			err = errDamaged{fault.Error()}
		}
	}
	if ctx.Err() != nil {
		return store.Cancelled("check", ctx.Err())
	}
	return told("check", e.path, err)
}
