package store

import (
	"context"
	"sync"
	"sync/atomic"
)

// Together commits the updates that do makes with the context it is handed in as
// few transactions as the engine's limits allow: each commit waits for the disk,
// whatever it holds. Updates are kept in the order in which they were made, so that
// a crash leaves a first part of them, as it does without; none of them is sure to
// be durable before Together has returned. Views with that context see what was
// written with it, all others only what is committed. What was written before do
// failed is kept. A large update is committed by itself.
func (s *Store) Together(ctx context.Context, do func(ctx context.Context) error) error {
	if s.companyOf(ctx) != nil {
		return do(ctx)
	}
	c := &company{store: s}
	defer c.end()
	err := do(context.WithValue(ctx, companyKey{}, c))
	c.turn.Lock()
	defer c.turn.Unlock()
	if lost := c.commit(context.WithoutCancel(ctx)); err == nil {
		err = lost
	}
	return err
}

type companyKey struct{}

// companyOf is the company that an update with the context goes with, or nil.
func (s *Store) companyOf(ctx context.Context) *company {
	c, ok := ctx.Value(companyKey{}).(*company)
	if !ok || c.store != s || c.ended.Load() {
		return nil
	}
	return c
}

// company holds updates that are not committed yet. While there are any, nobody
// else updates the store: they would write over each other.
type company struct {
	store *Store
	ended atomic.Bool
	turn  sync.Mutex // one update at a time
	large bool       // the last update was; the next one goes alone

	mu      sync.Mutex // of what follows
	held    *layer     // nil: nothing is held
	readers int        // of held
	commits int
}

// end gives up what is held, which is nothing unless something panicked.
func (c *company) end() {
	c.ended.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held != nil {
		c.held = nil
		c.store.leave()
	}
}

// layer are changes above what is committed.
type layer struct {
	changes map[string]Change
	sorted  sortedKeys
	bytes   int
}

// copied is a layer that can be changed while the first one is read.
func (l *layer) copied() *layer {
	out := &layer{changes: make(map[string]Change, len(l.changes)+16), bytes: l.bytes}
	for key, change := range l.changes {
		out.changes[key] = change
	}
	out.sorted.runs = make([][]string, len(l.sorted.runs))
	for i, run := range l.sorted.runs {
		out.sorted.runs[i] = append(make([]string, 0, runLen), run...)
	}
	return out
}

func (l *layer) add(change Change) {
	if old, ok := l.changes[change.Key]; ok {
		l.bytes -= len(old.Key) + len(old.Value)
	} else {
		l.sorted.insert(change.Key)
	}
	l.bytes += len(change.Key) + len(change.Value)
	l.changes[change.Key] = change
}

// view runs fn on what is committed with what is held above it.
func (c *company) view(ctx context.Context, fn func(Reader) error) error {
	for {
		held, commits := c.borrow()
		again := false
		err := c.store.engine.View(ctx, func(r Reader) error {
			if again = c.committedSince(commits); again {
				return nil
			}
			if held == nil {
				return fn(r)
			}
			t := above(ctx, held, r, c.store.engine.Limits())
			defer t.End()
			return fn(t)
		})
		c.giveBack(held)
		if !again {
			return err
		}
	}
}

func (c *company) borrow() (held *layer, commits int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held != nil {
		c.readers++
	}
	return c.held, c.commits
}

func (c *company) giveBack(held *layer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if held != nil && held == c.held {
		c.readers--
	}
}

func (c *company) committedSince(commits int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.commits != commits
}

// update runs fn above what is held and adds what it wrote.
func (c *company) update(ctx context.Context, fn func(Writer) error) error {
	c.turn.Lock()
	defer c.turn.Unlock()
	limits := c.store.engine.Limits()
	if c.large {
		return c.updateAlone(ctx, limits, fn)
	}
	if err := c.begin(ctx); err != nil {
		return err
	}
	var changes []Change
	var meter Meter
	err := c.view(ctx, func(r Reader) error {
		t := NewTransaction(ctx, readBase{r}, limits)
		defer t.End()
		err := fn(t)
		if err == nil {
			changes, err = t.Changes()
		}
		meter = t.meter
		return err
	})
	if err == nil {
		c.large = large(meter)
		err = c.add(ctx, changes, limits)
	}
	return c.leave(err)
}

// updateAlone commits what is held, then fn in a transaction of its own.
func (c *company) updateAlone(ctx context.Context, limits Limits, fn func(Writer) error) error {
	if err := c.commit(ctx); err != nil {
		return err
	}
	if err := c.store.take(ctx); err != nil {
		return err
	}
	defer c.store.leave()
	return c.store.engine.Update(ctx, func(w Writer) error {
		metered := &meteredWriter{Writer: w, meter: Meter{Limits: limits}}
		err := fn(metered)
		c.large = large(metered.meter)
		return err
	})
}

// large reports whether an update is so large that company would save little.
func large(m Meter) bool { return m.Keys > m.Limits.Keys/4 || m.Bytes > m.Limits.Bytes/4 }

// begin keeps everybody else from updating, until what is held is committed.
func (c *company) begin(ctx context.Context) error {
	if c.held != nil {
		return nil
	}
	if err := c.store.take(ctx); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held, c.readers = &layer{changes: map[string]Change{}}, 0
	return nil
}

// leave lets everybody else update again where nothing is held.
func (c *company) leave(err error) error {
	if c.held == nil || len(c.held.changes) > 0 {
		return err
	}
	c.mu.Lock()
	c.held = nil
	c.mu.Unlock()
	c.store.leave()
	return err
}

// add puts changes above what is held, and commits that before where the two do
// not fit into one transaction.
func (c *company) add(ctx context.Context, changes []Change, limits Limits) error {
	bytes := 0
	for _, change := range changes {
		bytes += len(change.Key) + len(change.Value)
	}
	if len(c.held.changes)+len(changes) > limits.Keys || c.held.bytes+bytes > limits.Bytes {
		if err := c.commit(ctx); err != nil {
			return err
		}
		if err := c.begin(ctx); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.readers > 0 {
		c.held, c.readers = c.held.copied(), 0
	}
	for _, change := range changes {
		c.held.add(change)
	}
	c.held.sorted.settle() // now, since views side by side read them
	return nil
}

// commit writes what is held in one transaction.
func (c *company) commit(ctx context.Context) error {
	if c.held == nil {
		return nil
	}
	held := c.held
	err := c.store.engine.Update(ctx, func(w Writer) error {
		for key := range held.sorted.all() {
			if err := settled(w, held.changes[key]); err != nil {
				return err
			}
		}
		return nil
	})
	c.mu.Lock()
	c.held, c.readers = nil, 0
	c.commits++
	c.mu.Unlock()
	c.store.changes.Add(1)
	for key := range held.changes {
		if isDuty(key) {
			c.store.duties.Add(1)
			break
		}
	}
	c.store.leave()
	return err
}

// settled writes one change; what came and went before it was committed never was.
func settled(w Writer, change Change) error {
	if !change.Gone {
		return w.Put(change.Key, change.Value)
	}
	if there, err := get(w, change.Key); err != nil || there == nil {
		return err
	}
	return w.Delete(change.Key)
}

// take waits until nobody holds updates back.
func (s *Store) take(ctx context.Context) error {
	select {
	case s.alone <- struct{}{}:
		return nil
	case <-ctx.Done():
		return Cancelled("update", ctx.Err())
	}
}

func (s *Store) leave() { <-s.alone }

// above is a transaction over a reader in which a layer's changes are made already.
func above(ctx context.Context, held *layer, r Reader, limits Limits) *Transaction {
	return &Transaction{ctx: ctx, base: readBase{r}, meter: Meter{Limits: limits}, changes: held.changes, sorted: held.sorted}
}

// readBase makes a [Base] of a reader.
type readBase struct{ r Reader }

// Get implements [Base].
func (b readBase) Get(key string) ([]byte, error) { return get(b.r, key) }

// Scan implements [Base]. It reads ahead in pages: most scans are short.
func (b readBase) Scan(from, to string, reverse bool) func() (Item, bool, error) {
	var page []Item
	size, ended := 2, false
	var failed error
	return func() (Item, bool, error) {
		if len(page) == 0 && !ended && failed == nil {
			page = page[:0]
			for item, err := range b.r.Scan(Range{From: from, To: to, Reverse: reverse, Limit: size}) {
				if err != nil {
					failed = err
					break
				}
				page = append(page, item)
			}
			ended = len(page) < size
			if n := len(page); n > 0 && reverse {
				to = page[n-1].Key
			} else if n > 0 {
				from = page[n-1].Key + "\x00"
			}
			size = min(size*4, 128)
		}
		if len(page) == 0 {
			return Item{}, false, failed
		}
		item := page[0]
		page = page[1:]
		return item, true, nil
	}
}

var _ Base = readBase{}
