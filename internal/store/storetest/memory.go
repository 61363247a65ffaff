// Package storetest holds the suite every engine passes, a memory engine, and a
// wrapper that makes any engine fail where a test wants it to.
package storetest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Memory is an engine without a disk. It runs every update's closure twice,
// unless the first run fails, and keeps the second run, so that a closure that
// counts outside itself is found out.
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
	t := store.NewTransaction(ctx, memoryBase(*m.items.Load()), m.limits)
	defer t.End()
	return fn(t)
}

// Update implements [store.Engine].
func (m *Memory) Update(ctx context.Context, fn func(store.Writer) error) error {
	m.writing.Lock()
	defer m.writing.Unlock()
	if err := m.ready(ctx); err != nil {
		return err
	}
	if _, err := m.run(ctx, fn); err != nil {
		return err
	}
	changes, err := m.run(ctx, fn)
	if err != nil {
		return err
	}
	merged := merged(*m.items.Load(), changes)
	m.items.Store(&merged)
	return nil
}

func (m *Memory) run(ctx context.Context, fn func(store.Writer) error) ([]store.Change, error) {
	t := store.NewTransaction(ctx, memoryBase(*m.items.Load()), m.limits)
	defer t.End()
	if err := fn(t); err != nil {
		return nil, err
	}
	return t.Changes()
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

// memoryBase is sorted by key.
type memoryBase []store.Item

func (b memoryBase) find(key string) (int, bool) {
	return slices.BinarySearchFunc(b, key, func(i store.Item, k string) int { return strings.Compare(i.Key, k) })
}

// Get implements [store.Base].
func (b memoryBase) Get(key string) ([]byte, error) {
	if at, ok := b.find(key); ok {
		return store.Owned(b[at].Value), nil
	}
	return nil, nil
}

// Scan implements [store.Base].
func (b memoryBase) Scan(from, to string, reverse bool) func() (store.Item, bool, error) {
	first, _ := b.find(from)
	end := len(b)
	if to != "" {
		end, _ = b.find(to)
	}
	rest := b[first:max(first, end)]
	return func() (store.Item, bool, error) {
		if len(rest) == 0 {
			return store.Item{}, false, nil
		}
		at := 0
		if reverse {
			at = len(rest) - 1
		}
		item := rest[at]
		if rest = rest[1:]; reverse {
			rest = b[first : first+at]
		}
		return store.Item{Key: item.Key, Value: store.Owned(item.Value)}, true, nil
	}
}

// merged gives base with the changes, as a new slice.
func merged(base memoryBase, changes []store.Change) []store.Item {
	all := make([]store.Item, 0, len(base)+len(changes))
	for _, c := range changes {
		at, same := base.find(c.Key)
		all = append(all, base[:at]...)
		if base = base[at:]; same {
			base = base[1:]
		}
		if !c.Gone {
			all = append(all, store.Item{Key: c.Key, Value: c.Value})
		}
	}
	return append(all, base...)
}
