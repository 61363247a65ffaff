package storetest

import (
	"context"
	"errors"
	"iter"
	"sync"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// ErrInjected is the cause of every failure [Faults] makes.
var ErrInjected = errors.New("injected by the test")

// Faults says where an engine wrapped by [Faults.Wrap] fails; counts go over all
// transactions, and 0 means never.
type Faults struct {
	FailWrite   int // the put or delete of this number fails, once
	CrashWrite  int // at this put or delete the process is as good as dead
	CrashCommit int // after this commit it is, though what was committed is kept
	FailScan    int // the item of this number is an error instead

	mu      sync.Mutex
	writes  int
	commits int
	items   int
	crashed bool
}

// Crashed reports whether a crash has happened: everything fails from then on,
// until the data is opened again through a new wrapper.
func (f *Faults) Crashed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.crashed
}

// Writes is how many puts and deletes were let through or made to fail.
func (f *Faults) Writes() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.writes
}

// Wrap gives engine the faults.
func (f *Faults) Wrap(engine store.Engine) store.Engine { return &faulty{Engine: engine, faults: f} }

func (f *Faults) write() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.writes++
	if f.writes == f.CrashWrite {
		f.crashed = true
	}
	if f.crashed || f.writes == f.FailWrite {
		return injected("write")
	}
	return nil
}

func (f *Faults) item() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.items++
	if f.crashed || f.items == f.FailScan {
		return injected("scan")
	}
	return nil
}

func (f *Faults) alive() error {
	if f.Crashed() {
		return injected("begin")
	}
	return nil
}

// committed counts a commit and tells the caller of a crash right after it.
func (f *Faults) committed() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.commits++
	if f.commits == f.CrashCommit {
		f.crashed = true
		return injected("commit")
	}
	return nil
}

func injected(op string) error {
	return &domain.Error{Kind: domain.Storage, Op: op, Code: store.CodeStoreFailed, Err: ErrInjected}
}

type faulty struct {
	store.Engine
	faults *Faults
}

// View implements [store.Engine].
func (e *faulty) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := e.faults.alive(); err != nil {
		return err
	}
	return e.Engine.View(ctx, func(r store.Reader) error { return fn(&faultyReader{r, e.faults}) })
}

// Update implements [store.Engine].
func (e *faulty) Update(ctx context.Context, fn func(store.Writer) error) error {
	if err := e.faults.alive(); err != nil {
		return err
	}
	err := e.Engine.Update(ctx, func(w store.Writer) error {
		t := &faultyWriter{Writer: w, faultyReader: faultyReader{w, e.faults}}
		if err := fn(t); err != nil {
			return err
		}
		return t.failed // a closure must not get away with swallowing it
	})
	if err != nil {
		return err
	}
	return e.faults.committed()
}

type faultyReader struct {
	store.Reader
	faults *Faults
}

// Scan implements [store.Reader].
func (r *faultyReader) Scan(over store.Range) iter.Seq2[store.Item, error] {
	return func(yield func(store.Item, error) bool) {
		for item, err := range r.Reader.Scan(over) {
			if err == nil {
				err = r.faults.item()
			}
			if err != nil {
				yield(store.Item{}, err)
				return
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

type faultyWriter struct {
	store.Writer
	faultyReader
	failed error
}

func (w *faultyWriter) Get(key string) ([]byte, error) { return w.Writer.Get(key) }

func (w *faultyWriter) GetMany(keys []string) ([][]byte, error) { return w.Writer.GetMany(keys) }

func (w *faultyWriter) Scan(over store.Range) iter.Seq2[store.Item, error] {
	return w.faultyReader.Scan(over)
}

func (w *faultyWriter) Put(key string, value []byte) error {
	return w.write(func() error { return w.Writer.Put(key, value) })
}

func (w *faultyWriter) Delete(key string) error {
	return w.write(func() error { return w.Writer.Delete(key) })
}

func (w *faultyWriter) write(do func() error) error {
	if err := w.faults.write(); err != nil {
		w.failed = err
		return err
	}
	return do()
}
