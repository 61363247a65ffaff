package bolt

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

const (
	// mergeFrom is how many runs of a level are merged into one of the next: each is one
	// more place to look at, and each merging writes all of them again.
	mergeFrom = 24

	// mergeStep is how many bytes of blocks one transaction of a merging writes.
	mergeStep = 4 << 20

	// clearStep is how many entries the runs have that one transaction takes away.
	clearStep = 400_000
)

// merge merges runs until there are few of each level. It changes nothing that can be
// read, so it may fail, or be cancelled, and is tried again after the next run.
func (e *engine) merge(ctx context.Context) {
	if !e.merging.TryLock() {
		return
	}
	defer e.merging.Unlock()
	for ctx.Err() == nil {
		if more, err := e.mergeOnce(ctx); err != nil || !more {
			return
		}
	}
}

// mergeOnce merges the runs of the lowest level that has too many.
func (e *engine) mergeOnce(ctx context.Context) (more bool, err error) {
	var due []listed
	err = e.read(func(tx *bbolt.Tx) error {
		if top := tx.Bucket(runsBucket); top != nil {
			all, ok := readList(top.Get(listKey))
			if !ok {
				return errList
			}
			due = crowded(all)
		}
		return nil
	})
	if err != nil || len(due) == 0 {
		return false, err
	}
	m := &merger{engine: e, due: due, writer: &blockWriter{pack: packQuick}}
	for _, r := range due {
		m.level = max(m.level, r.level+1)
		m.entries += r.entries
	}
	m.filter = newFilter(int(min(m.entries, mostBlock)))
	if err := m.copy(ctx); err != nil {
		return false, errors.Join(err, m.discard())
	}
	e.shelf.forget(due)
	return true, m.clear()
}

// crowded gives the runs of the lowest level that has so many that they are merged.
// Those of a level lie side by side: a later one never has a higher level.
func crowded(all []listed) []listed {
	for end := len(all); end > 0; {
		begin := end - 1
		for begin > 0 && all[begin-1].level == all[begin].level {
			begin--
		}
		if end-begin >= mergeFrom {
			return all[begin:end:end]
		}
		end = begin
	}
	return nil
}

// merger makes one run of several. It reads and writes in turns: a transaction that
// makes the file grow waits for everybody who reads.
type merger struct {
	engine  *engine
	due     []listed // the earliest first
	number  uint64   // of the run being made; 0: none yet
	level   uint64
	entries uint64
	filter  filter
	stem    string // of the item before
	writer  *blockWriter
	from    string   // where the next step begins
	size    int      // of the stream, that the step writes
	hidden  []string // keys that were deleted: the new run does not have them
	over    bool
}

func (m *merger) copy(ctx context.Context) error {
	for !m.over {
		if err := m.engine.read(func(tx *bbolt.Tx) error { return m.gather(ctx, tx) }); err != nil {
			return err
		}
		if err := m.engine.write(m.store); err != nil {
			return err
		}
		m.writer.passed(m.size)
		if err := m.engine.release(); err != nil { // it read the runs
			return err
		}
	}
	return nil
}

// gather packs items up to what one step writes.
func (m *merger) gather(ctx context.Context, tx *bbolt.Tx) error {
	l := layerOf(tx, m.engine.shelf)
	if l == nil || l.wrong != nil {
		return errList
	}
	for len(l.runs) > 0 && l.runs[0].number != m.due[len(m.due)-1].number { // made since
		l.runs = l.runs[1:]
	}
	if len(l.runs) < len(m.due) {
		return errList
	}
	l.runs = l.runs[:len(m.due)]
	for _, r := range l.runs {
		r.passing = true
	}
	l.passed = func(key string) { m.hidden = append(m.hidden, key) }
	next, last := l.scan(m.from, "", false), ""
	for n := 0; len(m.writer.stream) < mergeStep; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return store.Cancelled("merge", ctx.Err())
		}
		item, ok, err := next()
		if err != nil {
			return err
		}
		if !ok {
			m.over = true
			return m.writer.end()
		}
		m.filter.add(hashOf(item.Key))
		if stem := stemOf(item.Key); stem != m.stem {
			m.stem = stem
			m.filter.add(hashOf(stem))
		}
		if err := m.writer.add(item.Key, item.Value); err != nil {
			return err
		}
		last = item.Key
	}
	m.from = last + "\x00"
	return nil
}

// store writes what was packed; with the last of it the new run takes the place of the
// others.
func (m *merger) store(tx *bbolt.Tx) error {
	top := tx.Bucket(runsBucket)
	if top == nil {
		return errList
	}
	if m.number == 0 {
		number, _, err := makeRun(top)
		if err != nil {
			return err
		}
		m.number = number
	}
	own := top.Bucket(pieceKey(m.number))
	if own == nil {
		return errRun
	}
	if m.size = len(m.writer.stream); !m.over {
		m.size = m.size / pieceLen * pieceLen
	}
	if err := m.writer.put(own.Bucket(blocksBucket), own.Bucket(streamBucket), m.size); err != nil || !m.over {
		return err
	}
	return m.replace(tx, top, own)
}

func (m *merger) replace(tx *bbolt.Tx, top, own *bbolt.Bucket) error {
	if err := own.Put(filterKey, m.filter.stored()); err != nil {
		return err
	}
	all, ok := readList(top.Get(listKey))
	if !ok {
		return errList
	}
	made := listed{m.number, m.level, m.entries}
	var now []listed
	for _, r := range all {
		switch r.number {
		case m.due[0].number:
			now = append(now, made)
		default:
			if !m.merges(r) {
				now = append(now, r)
			}
		}
	}
	if err := writeList(top, now); err != nil {
		return err
	}
	return m.unhide(tx)
}

// clear takes away the runs that do not count any more, some in each transaction: freeing
// pages reads them.
func (m *merger) clear() error {
	for rest := m.due; len(rest) > 0; {
		n, entries := 0, uint64(0)
		for n < len(rest) && (n == 0 || entries+rest[n].entries <= clearStep) {
			entries += rest[n].entries
			n++
		}
		err := m.engine.write(func(tx *bbolt.Tx) error {
			for _, r := range rest[:n] {
				if err := tx.Bucket(runsBucket).DeleteBucket(pieceKey(r.number)); err != nil {
					return err
				}
			}
			return nil
		})
		if err = errors.Join(err, m.engine.release()); err != nil {
			return err // the next opening takes them away
		}
		rest = rest[n:]
	}
	return nil
}

// unhide forgets deletions that hide nothing any more: what is deleted daily would
// be remembered for ever.
func (m *merger) unhide(tx *bbolt.Tx) error {
	l := layerOf(tx, m.engine.shelf)
	// The new run has none of them; what is read of it now would be held although it may never count.
	l.runs = slices.DeleteFunc(l.runs, func(r *run) bool { return r.number == m.number })
	for _, key := range m.hidden {
		if !l.deleted(key) {
			continue
		}
		value, err := l.get(key)
		if err == nil && value == nil {
			err = l.gone.Delete([]byte(key))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// merges reports whether the run goes into the new one.
func (m *merger) merges(r listed) bool {
	return slices.ContainsFunc(m.due, func(d listed) bool { return d.number == r.number })
}

// discard takes away what a merging wrote that did not end.
func (m *merger) discard() error {
	if m.number == 0 {
		return nil
	}
	return m.engine.write(func(tx *bbolt.Tx) error { return tx.Bucket(runsBucket).DeleteBucket(pieceKey(m.number)) })
}

// leftOver takes away runs that do not count; tidy tells that there was none.
func leftOver(tx *bbolt.Tx) (tidy bool, err error) {
	top := tx.Bucket(runsBucket)
	if top == nil {
		return true, nil
	}
	all, ok := readList(top.Get(listKey))
	if !ok {
		return false, errList
	}
	counts := map[string]bool{}
	for _, r := range all {
		counts[string(pieceKey(r.number))] = true
	}
	var extra [][]byte
	err = top.ForEachBucket(func(name []byte) error {
		if !counts[string(name)] {
			extra = append(extra, bytes.Clone(name))
		}
		return nil
	})
	for _, name := range extra {
		err = errors.Join(err, top.DeleteBucket(name))
	}
	return len(extra) == 0, err
}

// read runs fn on what is committed.
func (e *engine) read(fn func(*bbolt.Tx) error) (err error) {
	tx, err := e.begin(false)
	if err != nil {
		return err
	}
	defer e.rollback(tx)
	defer recovered(&err)
	return fn(tx)
}

// write keeps what fn writes where it returns nil.
func (e *engine) write(fn func(*bbolt.Tx) error) (err error) {
	tx, err := e.begin(true)
	if err != nil {
		return err
	}
	defer e.rollback(tx)
	defer e.giveUp(&err)
	defer recovered(&err)
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}
