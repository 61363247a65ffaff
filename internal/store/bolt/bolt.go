// Package bolt keeps the desk in one file through bbolt.
//
// It is the only room that knows bbolt: its errors are told as the kinds of
// package domain, its panics on damaged pages as kind Corrupt, and its slices
// are copied before anybody sees them. One process at a time has the file; see
// [CopyLive] for reading beside it.
package bolt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
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
	RunFrom  int           // bytes of changes from which on a transaction becomes a run; a megabyte where zero
}

// filled is how much of a page a split leaves in use: keys come sorted and many
// at a time, so little would be gained from more room in each page.
const filled = 0.9

// bucket holds what small transactions wrote; see runs.go and block.go for what lies
// beneath it.
var bucket = []byte("desk")

type engine struct {
	db       *bbolt.DB
	path     string
	limits   store.Limits
	readOnly bool
	shelf    *shelf
	backup   sync.Mutex // copies share the file's position
	file     *os.File
	broken   atomic.Pointer[errDamaged] // bbolt gave up amid a write and may still hold its locks
	written  int                        // bytes of changes since the mapped pages were last given back
	room     []byte                     // for the blocks of a run; of whoever updates
	runFrom  int                        // bytes of changes from which on a transaction becomes a run
	merging  sync.Mutex                 // one merging of runs at a time
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

		PageSize:        pageSize,
		InitialMmapSize: addressSpace(),
		OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
			f, err = os.OpenFile(name, flag, mode)
			if file = f; err == nil {
				err = checkLength(f)
			}
			return f, err
		},
	})
	if err != nil {
		if file != nil {
			unlock(file)
			_ = file.Close() // bbolt leaves it open, and locked, when it panics
		}
		return nil, told("open", path, err)
	}
	e := &engine{db: db, path: path, limits: opts.Limits.OrDefault(), readOnly: opts.ReadOnly, shelf: newShelf(), file: file, runFrom: opts.RunFrom}
	if e.runFrom == 0 {
		e.runFrom = runFrom
	}
	if err := e.prepare(); err != nil {
		return nil, errors.Join(told("open", path, err), e.Close())
	}
	return e, nil
}

// pageSize is that of new files, whatever the computer's is, so that a desk is the
// same everywhere. Four times the usual size makes a large import write a quarter
// of the pages, each of which is a call of the system, for about a third more bytes.
const pageSize = 16 << 10

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

// checkLength refuses a file that is shorter than it says, before its pages are
// mapped. It only grows while somebody else has it open.
func checkLength(f *os.File) error {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 || !info.Mode().IsRegular() {
		return err
	}
	m, err := newestMeta(f)
	if err != nil {
		return err
	}
	if info, err = f.Stat(); err == nil && info.Size() < m.size {
		err = errCutShort
	}
	return err
}

// prepare makes the bucket where there is none.
func (e *engine) prepare() (err error) {
	defer e.giveUp(&err)
	defer recovered(&err)
	tx, err := e.begin(!e.readOnly)
	if err != nil {
		return err
	}
	defer e.rollback(tx)
	if err := known(tx); err != nil || e.readOnly {
		return err
	}
	tidy, err := leftOver(tx)
	if err != nil || tidy && tx.Bucket(bucket) != nil {
		return err
	}
	if _, err := tx.CreateBucketIfNotExists(bucket); err != nil {
		return err
	}
	return tx.Commit()
}

// known refuses buckets that are not ours: one that was is missing then.
func known(tx *bbolt.Tx) error {
	names := [][]byte{bucket, blocksBucket, streamBucket, patternsBucket, goneBucket, runsBucket}
	return tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
		if !slices.ContainsFunc(names, func(one []byte) bool { return bytes.Equal(one, name) }) {
			return errDamaged{"it has a bucket of another name"}
		}
		return nil
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
	defer e.rollback(tx)
	t := store.NewTransaction(ctx, e.baseOf(tx), e.limits)
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
	defer e.rollback(tx)
	t := store.NewTransaction(ctx, e.baseOf(tx), e.limits)
	defer t.End()
	if err := fn(t); err != nil {
		return err
	}
	changes, err := t.Changes()
	if err != nil || len(changes) == 0 {
		return err
	}
	size := 0
	for _, c := range changes {
		size += len(c.Key) + len(c.Value)
	}
	if err := told("update", e.path, e.commit(tx, changes, size)); err != nil {
		return err
	}
	e.written += size
	if size >= e.runFrom {
		e.merge(ctx)
	}
	if e.written > resident {
		e.written = 0
		return e.release()
	}
	return nil
}

// release gives the pages of the file back.
func (e *engine) release() error {
	tx, err := e.begin(false)
	if err != nil {
		return told("update", e.path, err)
	}
	defer e.rollback(tx)
	release(e.db, tx)
	return nil
}

// resident is after how many bytes of changes the pages of the file that were read
// meanwhile are given back: they stay in the system's cache, but no longer count as
// memory of this process. A large import reads all of the file.
const resident = 32 << 20

func (e *engine) begin(writable bool) (tx *bbolt.Tx, err error) {
	if damaged := e.broken.Load(); damaged != nil {
		return nil, *damaged
	}
	defer e.giveUp(&err)
	defer recovered(&err)
	return e.db.Begin(writable)
}

// giveUp makes every later transaction fail after a panic that may have left
// bbolt's locks behind.
func (e *engine) giveUp(err *error) {
	var damaged errDamaged
	if errors.As(*err, &damaged) {
		e.broken.CompareAndSwap(nil, &damaged)
	}
}

// rollback ends a transaction; after a commit it does nothing.
func (e *engine) rollback(tx *bbolt.Tx) {
	var err error
	defer e.giveUp(&err)
	defer recovered(&err)
	_ = tx.Rollback() // it fails only after a commit
}

// commit writes the changes, size bytes, in the order of keys.
func (e *engine) commit(tx *bbolt.Tx, changes []store.Change, size int) (err error) {
	defer e.giveUp(&err)
	defer recovered(&err)
	b := tx.Bucket(bucket)
	if b == nil {
		return errDamaged{"its bucket is gone"}
	}
	b.FillPercent = filled
	under := layerOf(tx, e.shelf)
	if size >= e.runFrom {
		err = e.asRun(tx, b, under, changes)
	} else {
		err = e.asItems(tx, b, under, changes)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// asItems writes changes into the ordinary bucket.
func (e *engine) asItems(tx *bbolt.Tx, b *bbolt.Bucket, under *layer, changes []store.Change) (err error) {
	for _, c := range changes {
		if c.Gone {
			err = e.drop(tx, b, under, c.Key)
		} else {
			err = b.Put([]byte(c.Key), c.Value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// drop takes a key away.
func (e *engine) drop(tx *bbolt.Tx, b *bbolt.Bucket, under *layer, key string) error {
	if err := b.Delete([]byte(key)); err != nil || under == nil {
		return err
	}
	return under.hide(tx, key)
}

// Close implements [store.Engine].
func (e *engine) Close() error {
	if e.broken.Load() != nil {
		unlock(e.file)
		return told("close", e.path, e.file.Close())
	}
	return told("close", e.path, e.db.Close())
}

// Backup writes a copy of the file as it is at this moment; updates go on
// beside it.
func (e *engine) Backup(w io.Writer) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	tx, err := e.begin(false)
	if err != nil {
		return told("back up", e.path, err)
	}
	defer e.rollback(tx)
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
	defer e.rollback(tx)
	if err := checkPages(e.file); err != nil {
		return told("check", e.path, err)
	}
	for fault := range tx.Check() {
		if err == nil {
			err = errDamaged{fault.Error()}
		}
	}
	if under := layerOf(tx, e.shelf); under != nil && err == nil {
		err = under.check()
	}
	if ctx.Err() != nil {
		return store.Cancelled("check", ctx.Err())
	}
	return told("check", e.path, err)
}
