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
	under  *layer        // what a rewriting put into blocks; nil where there is none
}

// baseOf is what the transaction sees.
func (e *engine) baseOf(tx *bbolt.Tx) *base {
	return &base{path: e.path, bucket: tx.Bucket(bucket), under: layerOf(tx, e.shelf)}
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
	if k, v := b.lookup.Seek([]byte(key)); k != nil && string(k) == key {
		return store.Owned(v), nil
	}
	if b.under == nil || b.under.deleted(key) {
		return nil, nil
	}
	if value, err = b.under.get(key); value == nil || err != nil {
		return nil, err
	}
	return store.Owned(value), nil
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
	if b.under == nil {
		return c.next
	}
	var below func() (store.Item, bool, error)
	m := &layered{above: c.next, reverse: reverse, below: func() (item store.Item, ok bool, err error) {
		defer func() { err = told("scan", b.path, err) }()
		defer recovered(&err)
		if below == nil {
			below = b.under.scan(from, to, reverse)
		}
		return below()
	}}
	return m.next
}

// layered walks what was written since and the blocks side by side; of two items
// with one key the former counts.
type layered struct {
	above, below func() (store.Item, bool, error) // nil: at its end
	a, b         store.Item                       // ahead, where held
	haveA, haveB bool
	reverse      bool
}

func (m *layered) next() (item store.Item, ok bool, err error) {
	if m.above != nil && !m.haveA {
		if m.a, m.haveA, err = m.above(); err != nil {
			return store.Item{}, false, err
		}
		if !m.haveA {
			m.above = nil
		}
	}
	if m.below != nil && !m.haveB {
		if m.b, m.haveB, err = m.below(); err != nil {
			return store.Item{}, false, err
		}
		if !m.haveB {
			m.below = nil
		}
	}
	switch {
	case m.haveA && m.haveB && m.a.Key == m.b.Key:
		m.haveA, m.haveB = false, false
		return m.a, true, nil
	case m.haveA && (!m.haveB || (m.a.Key < m.b.Key) != m.reverse):
		m.haveA = false
		return m.a, true, nil
	case m.haveB:
		m.haveB = false
		return m.b, true, nil
	}
	return store.Item{}, false, nil
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
