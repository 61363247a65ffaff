// Package storetest holds the suite every engine passes, a memory engine, and a
// wrapper that makes any engine fail where a test wants it to.
package storetest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Memory is an engine without a disk. It runs every update's closure twice and
// keeps the second run, so that a closure that counts outside itself is found
// out.
type Memory struct {
	limits  store.Limits
	writing sync.Mutex
	items   atomic.Pointer[[]store.Item] // sorted by key; never changed once stored
	closed  atomic.Bool
}

// NewMemory is an empty memory engine; zero fields of limits are filled from
// store.DefaultLimits.
func NewMemory(limits store.Limits) *Memory {
	m := &Memory{limits: limits.OrDefault()}
	m.items.Store(&[]store.Item{})
	return m
}

// Limits implements [store.Engine].
func (m *Memory) Limits() store.Limits { return m.limits }

// Close implements [store.Engine].
func (m *Memory) Close() error {
	m.writing.Lock()
	defer m.writing.Unlock()
	m.closed.Store(true)
	return nil
}

// Reopen undoes Close, as opening the same file again does for an engine on a
// disk.
func (m *Memory) Reopen() { m.closed.Store(false) }

// View implements [store.Engine].
func (m *Memory) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := m.ready(ctx); err != nil {
		return err
	}
	t := &memoryTx{ctx: ctx, base: *m.items.Load()}
	defer func() { t.over = true }()
	return fn(t)
}

// Update implements [store.Engine].
func (m *Memory) Update(ctx context.Context, fn func(store.Writer) error) error {
	m.writing.Lock()
	defer m.writing.Unlock()
	if err := m.ready(ctx); err != nil {
		return err
	}
	if _, err := m.run(ctx, fn); domain.Is(err, domain.Cancelled) {
		return err
	}
	t, err := m.run(ctx, fn)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return store.Cancelled("update", err)
	}
	merged := t.merge()
	m.items.Store(&merged)
	return nil
}

func (m *Memory) run(ctx context.Context, fn func(store.Writer) error) (*memoryTx, error) {
	t := &memoryTx{ctx: ctx, base: *m.items.Load(), meter: store.Meter{Limits: m.limits}}
	defer func() { t.over = true }()
	if err := fn(t); err != nil {
		return nil, err
	}
	return t, t.failed
}

func (m *Memory) ready(ctx context.Context) error {
	if m.closed.Load() {
		return &domain.Error{Kind: domain.Storage, Op: "begin", Code: store.CodeStoreClosed}
	}
	if err := ctx.Err(); err != nil {
		return store.Cancelled("begin", err)
	}
	return nil
}

// change is what a transaction made of a key.
type change struct {
	store.Item
	gone bool
}

// memoryTx reads base under its own changes.
type memoryTx struct {
	ctx     context.Context
	base    []store.Item
	changes []change // sorted by key
	meter   store.Meter
	failed  error
	over    bool
}

func (t *memoryTx) check() error {
	if t.over {
		return &domain.Error{Kind: domain.Internal, Op: "transaction", Err: errOver}
	}
	if err := t.ctx.Err(); err != nil {
		return store.Cancelled("transaction", err)
	}
	return nil
}

var errOver = errors.New("used after its transaction has ended")

func (t *memoryTx) inBase(key string) (int, bool) {
	return slices.BinarySearchFunc(t.base, key, func(i store.Item, k string) int { return strings.Compare(i.Key, k) })
}

func (t *memoryTx) inChanges(key string) (int, bool) {
	return slices.BinarySearchFunc(t.changes, key, func(c change, k string) int { return strings.Compare(c.Key, k) })
}

// Get implements [store.Reader].
func (t *memoryTx) Get(key string) ([]byte, error) {
	values, err := t.GetMany([]string{key})
	if err != nil {
		return nil, err
	}
	if values[0] == nil {
		return nil, store.NotFoundKey(key)
	}
	return values[0], nil
}

// GetMany implements [store.Reader].
func (t *memoryTx) GetMany(keys []string) ([][]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		if at, ok := t.inChanges(key); ok {
			if !t.changes[at].gone {
				values[i] = owned(t.changes[at].Value)
			}
		} else if at, ok := t.inBase(key); ok {
			values[i] = owned(t.base[at].Value)
		}
	}
	return values, nil
}

func owned(v []byte) []byte { return append(make([]byte, 0, len(v)), v...) }

// Put implements [store.Writer].
func (t *memoryTx) Put(key string, value []byte) error {
	return t.write(t.meter.Put(key, value), change{Item: store.Item{Key: key, Value: owned(value)}})
}

// Delete implements [store.Writer].
func (t *memoryTx) Delete(key string) error {
	return t.write(t.meter.Delete(key), change{Item: store.Item{Key: key}, gone: true})
}

func (t *memoryTx) write(metered error, c change) error {
	if err := t.check(); err != nil {
		return err
	}
	if t.failed == nil {
		t.failed = metered
	}
	if t.failed != nil {
		return t.failed
	}
	at, ok := t.inChanges(c.Key)
	if ok {
		t.changes[at] = c
	} else {
		t.changes = slices.Insert(t.changes, at, c)
	}
	return nil
}

// Scan implements [store.Reader].
func (t *memoryTx) Scan(over store.Range) iter.Seq2[store.Item, error] {
	return func(yield func(store.Item, error) bool) {
		from, to := over.Bounds()
		for n := 0; over.Limit == 0 || n < over.Limit; n++ {
			if err := t.check(); err != nil {
				yield(store.Item{}, err)
				return
			}
			item, ok := t.step(from, to, over.Reverse)
			if !ok || !yield(store.Item{Key: item.Key, Value: owned(item.Value)}, nil) {
				return
			}
			if over.Reverse {
				to = item.Key
				if to == "" || to <= from {
					return
				}
			} else {
				from = item.Key + "\x00"
			}
		}
	}
}

// step finds the first item of [from, to), or the last one in reverse; an empty
// to has no end.
func (t *memoryTx) step(from, to string, reverse bool) (store.Item, bool) {
	for {
		c, ok := t.peek(from, to, reverse)
		if !ok || !c.gone {
			return c.Item, ok
		}
		if reverse {
			to = c.Key
		} else {
			from = c.Key + "\x00"
		}
	}
}

// peek is step without regard to deletions.
func (t *memoryTx) peek(from, to string, reverse bool) (change, bool) {
	b, _ := t.inBase(from)
	c, _ := t.inChanges(from)
	if reverse {
		b, c = len(t.base)-1, len(t.changes)-1
		if to != "" {
			b, _ = t.inBase(to)
			c, _ = t.inChanges(to)
			b, c = b-1, c-1
		}
	}
	hasB := b >= 0 && b < len(t.base) && within(t.base[b].Key, from, to)
	hasC := c >= 0 && c < len(t.changes) && within(t.changes[c].Key, from, to)
	switch {
	case hasB && hasC:
		order := strings.Compare(t.changes[c].Key, t.base[b].Key)
		if order == 0 || order < 0 != reverse {
			return t.changes[c], true
		}
		return change{Item: t.base[b]}, true
	case hasC:
		return t.changes[c], true
	case hasB:
		return change{Item: t.base[b]}, true
	}
	return change{}, false
}

func within(key, from, to string) bool { return key >= from && (to == "" || key < to) }

// merge gives base with the changes, as a new slice.
func (t *memoryTx) merge() []store.Item {
	merged := make([]store.Item, 0, len(t.base)+len(t.changes))
	rest := t.base
	for _, c := range t.changes {
		at, same := slices.BinarySearchFunc(rest, c.Key, func(i store.Item, k string) int { return strings.Compare(i.Key, k) })
		merged = append(merged, rest[:at]...)
		rest = rest[at:]
		if same {
			rest = rest[1:]
		}
		if !c.gone {
			merged = append(merged, c.Item)
		}
	}
	return append(merged, rest...)
}
