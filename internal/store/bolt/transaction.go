package bolt

import (
	"bytes"
	"context"
	"errors"
	"iter"

	"go.etcd.io/bbolt"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// transaction is both reader and writer; a view never hands it out as a writer.
type transaction struct {
	ctx    context.Context
	engine *engine
	bucket *bbolt.Bucket // nil when reading a file that nobody has written to
	meter  store.Meter
	writes int   // puts and deletes so far: a cursor must seek again after one
	failed error // a write that was refused: the update cannot succeed any more
	over   bool
}

var errOver = errors.New("used after its transaction has ended")

// check says why nothing can be done any more.
func (t *transaction) check() error {
	if t.over {
		return &domain.Error{Kind: domain.Internal, Op: "transaction", Err: errOver}
	}
	if err := t.ctx.Err(); err != nil {
		return store.Cancelled("transaction", err)
	}
	return nil
}

// Get implements [store.Reader].
func (t *transaction) Get(key string) ([]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	value, err := t.lookup(key)
	if err != nil {
		return nil, told("get", t.engine.path, err)
	}
	if value == nil {
		return nil, store.NotFoundKey(key)
	}
	return value, nil
}

// GetMany implements [store.Reader].
func (t *transaction) GetMany(keys []string) ([][]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		value, err := t.lookup(key)
		if err != nil {
			return nil, told("get", t.engine.path, err)
		}
		values[i] = value
	}
	return values, nil
}

// lookup gives a copy of the value, which is never nil, or nil for an absent key.
func (t *transaction) lookup(key string) (value []byte, err error) {
	if t.bucket == nil || key == "" {
		return nil, nil
	}
	defer recovered(&err)
	k, v := t.bucket.Cursor().Seek([]byte(key))
	if string(k) != key || k == nil {
		return nil, nil
	}
	return owned(v), nil
}

// owned copies a slice of bbolt, never giving nil.
func owned(v []byte) []byte { return append(make([]byte, 0, len(v)), v...) }

// Put implements [store.Writer].
func (t *transaction) Put(key string, value []byte) error {
	return t.write(t.meter.Put(key, value), func() error { return t.bucket.Put([]byte(key), owned(value)) })
}

// Delete implements [store.Writer].
func (t *transaction) Delete(key string) error {
	return t.write(t.meter.Delete(key), func() error { return t.bucket.Delete([]byte(key)) })
}

// write does one write, unless an earlier one was refused: a closure that
// swallows an error must not be kept in part.
func (t *transaction) write(metered error, do func() error) error {
	if err := t.check(); err != nil {
		return err
	}
	if t.failed == nil {
		t.failed = metered
	}
	if t.failed == nil {
		t.writes++
		t.failed = told("write", t.engine.path, guarded(do))
	}
	return t.failed
}

func guarded(do func() error) (err error) {
	defer recovered(&err)
	return do()
}

// Scan implements [store.Reader].
func (t *transaction) Scan(over store.Range) iter.Seq2[store.Item, error] {
	return func(yield func(store.Item, error) bool) {
		if err := t.check(); err != nil {
			yield(store.Item{}, err)
			return
		}
		if t.bucket == nil {
			return
		}
		c := newCursor(t, over)
		for n := 0; over.Limit == 0 || n < over.Limit; n++ {
			item, ok, err := c.next()
			if err == nil && ok && n%256 == 255 {
				err = t.check()
			}
			if err != nil {
				yield(store.Item{}, err)
				return
			}
			if !ok || !yield(item, nil) {
				return
			}
			if t.over {
				yield(store.Item{}, t.check())
				return
			}
		}
	}
}

// cursor walks a range and finds its place again after a write.
type cursor struct {
	t        *transaction
	c        *bbolt.Cursor
	from, to []byte // to nil: no end
	reverse  bool
	last     []byte // key given last; nil at the start
	writes   int    // of the transaction when last was found
}

func newCursor(t *transaction, over store.Range) *cursor {
	from, to := over.Bounds()
	c := &cursor{t: t, c: t.bucket.Cursor(), from: []byte(from), reverse: over.Reverse}
	if to != "" {
		c.to = []byte(to)
	}
	return c
}

// next gives a copy of the next item; ok is false at the end.
func (c *cursor) next() (item store.Item, ok bool, err error) {
	defer func() { err = told("scan", c.t.engine.path, err) }()
	defer recovered(&err)
	k, v := c.step()
	if k == nil || bytes.Compare(k, c.from) < 0 || c.to != nil && bytes.Compare(k, c.to) >= 0 {
		return store.Item{}, false, nil
	}
	c.last = append(c.last[:0], k...)
	c.writes = c.t.writes
	return store.Item{Key: string(k), Value: owned(v)}, true, nil
}

func (c *cursor) step() (k, v []byte) {
	moved := c.last != nil && c.writes == c.t.writes
	switch {
	case moved && c.reverse:
		return c.c.Prev()
	case moved:
		return c.c.Next()
	case c.reverse:
		return c.before()
	}
	at := c.from
	if c.last != nil {
		at = c.last
	}
	k, v = c.c.Seek(at)
	if c.last != nil && bytes.Equal(k, c.last) {
		return c.c.Next()
	}
	return k, v
}

// before seeks the last key before the one given last, or before the end.
func (c *cursor) before() (k, v []byte) {
	at := c.to
	if c.last != nil {
		at = c.last
	}
	if at == nil {
		return c.c.Last()
	}
	if k, _ = c.c.Seek(at); k == nil {
		return c.c.Last()
	}
	return c.c.Prev()
}
