package bolt

import (
	"bytes"

	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

// base is what the file held when a transaction began. It is only read while
// nothing has been written to the bucket in the same transaction: bbolt's
// cursors lose their way in pages that deletes have emptied.
type base struct {
	path   string
	bucket *bbolt.Bucket // nil when reading a file that nobody has written to
	lookup *bbolt.Cursor // of every Get: a cursor keeps the room it needs for its way down
}

// Get implements [store.Base].
func (b *base) Get(key string) (value []byte, err error) {
	if b.bucket == nil || key == "" {
		return nil, nil
	}
	defer func() { err = told("get", b.path, err) }()
	defer recovered(&err)
	if b.lookup == nil {
		b.lookup = b.bucket.Cursor()
	}
	k, v := b.lookup.Seek([]byte(key))
	if k == nil || string(k) != key {
		return nil, nil
	}
	return store.Owned(v), nil
}

// Scan implements [store.Base].
func (b *base) Scan(from, to string, reverse bool) func() (store.Item, bool, error) {
	if b.bucket == nil {
		return func() (store.Item, bool, error) { return store.Item{}, false, nil }
	}
	c := &cursor{path: b.path, c: b.bucket.Cursor(), from: []byte(from), reverse: reverse}
	if to != "" {
		c.to = []byte(to)
	}
	return c.next
}

// cursor walks the keys in [from, to).
type cursor struct {
	path     string
	c        *bbolt.Cursor
	from, to []byte // to nil: no end
	reverse  bool
	begun    bool
}

// next gives a copy of the next item; ok is false at the end.
func (c *cursor) next() (item store.Item, ok bool, err error) {
	defer func() { err = told("scan", c.path, err) }()
	defer recovered(&err)
	k, v := c.step()
	c.begun = true
	if k == nil || bytes.Compare(k, c.from) < 0 || c.to != nil && bytes.Compare(k, c.to) >= 0 {
		return store.Item{}, false, nil
	}
	return store.Item{Key: string(k), Value: store.Owned(v)}, true, nil
}

func (c *cursor) step() (k, v []byte) {
	switch {
	case c.begun && c.reverse:
		return c.c.Prev()
	case c.begun:
		return c.c.Next()
	case !c.reverse:
		return c.c.Seek(c.from)
	case c.to != nil:
		if k, _ = c.c.Seek(c.to); k != nil {
			return c.c.Prev()
		}
	}
	return c.c.Last()
}
