package store

import (
	"context"
	"errors"
	"iter"

	"fenceline/internal/domain"
)

// Base is the committed data under a [Transaction]; it does not change while
// the transaction lasts. Errors must have their kind already.
type Base interface {
	// Get gives a copy of the value, never nil, or nil for an absent key.
	Get(key string) ([]byte, error)
	// Scan gives a function that returns a copy of the next item with a key in
	// [from, to), upwards or downwards, until ok is false. An empty to has no
	// end.
	Scan(from, to string, reverse bool) (next func() (item Item, ok bool, err error))
}

// Transaction gives the promises of [Reader] and [Writer] to an engine that can
// read committed data and write a sorted list of changes: it keeps what is
// written beside the base until the engine commits [Transaction.Changes].
type Transaction struct {
	ctx     context.Context
	base    Base
	meter   Meter
	changes map[string]Change
	sorted  sortedKeys // keys of changes
	failed  error      // a write that was refused: the update cannot succeed any more
	over    bool
}

// Change is what a transaction made of a key.
type Change struct {
	Key   string
	Value []byte
	Gone  bool
}

// NewTransaction begins a transaction over base. End it with
// [Transaction.End].
func NewTransaction(ctx context.Context, base Base, limits Limits) *Transaction {
	return &Transaction{ctx: ctx, base: base, meter: Meter{Limits: limits}, changes: map[string]Change{}}
}

// Changes gives what is to be committed, in the order of keys, or the error that
// forbids it.
func (t *Transaction) Changes() ([]Change, error) {
	if t.failed != nil {
		return nil, t.failed
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	all := make([]Change, 0, t.sorted.len())
	for key := range t.sorted.all() {
		all = append(all, t.changes[key])
	}
	return all, nil
}

// End makes every later use fail.
func (t *Transaction) End() { t.over = true }

var errOver = errors.New("used after its transaction has ended")

// check says why nothing can be done any more.
func (t *Transaction) check() error {
	if t.over {
		return &domain.Error{Kind: domain.Internal, Op: "transaction", Err: errOver}
	}
	if err := t.ctx.Err(); err != nil {
		return Cancelled("transaction", err)
	}
	return nil
}

// Get implements [Reader].
func (t *Transaction) Get(key string) ([]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	value, err := t.lookup(key)
	if err == nil && value == nil {
		err = NotFoundKey(key)
	}
	return value, err
}

// GetMany implements [Reader].
func (t *Transaction) GetMany(keys []string) ([][]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		value, err := t.lookup(key)
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	return values, nil
}

func (t *Transaction) lookup(key string) ([]byte, error) {
	if change, ok := t.changes[key]; ok {
		if change.Gone {
			return nil, nil
		}
		return Owned(change.Value), nil
	}
	return t.base.Get(key)
}

// Owned copies a value; the copy is never nil.
func Owned(value []byte) []byte { return append(make([]byte, 0, len(value)), value...) }

// Put implements [Writer].
func (t *Transaction) Put(key string, value []byte) error {
	return t.write(Change{Key: key, Value: Owned(value)}, t.meter.Put(key, value))
}

// Delete implements [Writer].
func (t *Transaction) Delete(key string) error {
	return t.write(Change{Key: key, Gone: true}, t.meter.Delete(key))
}

// write notes a change, unless this or an earlier one was refused: a closure
// that swallows an error must not be kept in part.
func (t *Transaction) write(change Change, refused error) error {
	if err := t.check(); err != nil {
		return err
	}
	if t.failed == nil {
		t.failed = refused
	}
	if t.failed != nil {
		return t.failed
	}
	before := len(t.changes)
	if t.changes[change.Key] = change; len(t.changes) > before {
		t.sorted.insert(change.Key)
	}
	return nil
}

// Scan implements [Reader].
func (t *Transaction) Scan(over Range) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		from, to := over.Bounds()
		m := &merge{t: t, from: from, to: to, reverse: over.Reverse}
		for n := 0; over.Limit == 0 || n < over.Limit; n++ {
			err := t.check()
			var item Item
			var ok bool
			if err == nil {
				item, ok, err = m.step()
			}
			if err != nil {
				yield(Item{}, err)
				return
			}
			if !ok || !yield(item, nil) {
				return
			}
		}
	}
}

// merge walks the base and the changes side by side. Changes made meanwhile
// are met where they lie ahead.
type merge struct {
	t        *Transaction
	from, to string // what is left; an empty to has no end
	reverse  bool
	next     func() (Item, bool, error)
	ahead    Item // of the base, where held
	held     bool
	ended    bool // the base has no more
}

// step gives the next item that is there.
func (m *merge) step() (Item, bool, error) {
	for {
		if m.next == nil {
			m.next = m.t.base.Scan(m.from, m.to, m.reverse)
		}
		if !m.held && !m.ended {
			var err error
			if m.ahead, m.held, err = m.next(); err != nil {
				return Item{}, false, err
			}
			m.ended = !m.held
		}
		key, changed := m.change()
		switch {
		case m.held && (!changed || m.before(m.ahead.Key, key)):
			m.held = false
			m.pass(m.ahead.Key)
			return m.ahead, true, nil
		case !changed:
			return Item{}, false, nil
		}
		if m.held && m.ahead.Key == key {
			m.held = false
		}
		m.pass(key)
		if change := m.t.changes[key]; !change.Gone {
			return Item{Key: key, Value: Owned(change.Value)}, true, nil
		}
	}
}

// change finds the next changed key in what is left.
func (m *merge) change() (key string, ok bool) {
	if m.reverse {
		key, ok = m.t.sorted.below(m.to)
		return key, ok && key >= m.from
	}
	key, ok = m.t.sorted.from(m.from)
	return key, ok && (m.to == "" || key < m.to)
}

// before reports whether a is met earlier than b.
func (m *merge) before(a, b string) bool {
	if m.reverse {
		return a > b
	}
	return a < b
}

// pass leaves key behind; keys are never empty.
func (m *merge) pass(key string) {
	if m.reverse {
		m.to = key
	} else {
		m.from = key + "\x00"
	}
}
