package bolt

import (
	"slices"

	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

// layer is what lies in blocks, as one transaction sees it.
type layer struct {
	shelf *shelf
	runs  []*run        // the latest first; what a rewriting made comes last
	gone  *bbolt.Bucket // nil: nothing of it was deleted
	wrong error         // the list of runs cannot be read

	passed func(key string) // where set, told of each key that a deletion hides
}

// layerOf is the layer of blocks of a file, nil where it has none.
func layerOf(tx *bbolt.Tx, s *shelf) *layer {
	l := &layer{shelf: s, gone: tx.Bucket(goneBucket)}
	if top := tx.Bucket(runsBucket); top != nil {
		all, ok := readList(top.Get(listKey))
		if !ok {
			l.wrong = errList
		}
		for _, r := range slices.Backward(all) {
			l.runs = append(l.runs, &run{shelf: s, number: r.number, top: top})
		}
	}
	if blocks := tx.Bucket(blocksBucket); blocks != nil {
		l.runs = append(l.runs, &run{shelf: s, blocks: blocks, stream: tx.Bucket(streamBucket), patterns: tx.Bucket(patternsBucket), lookup: blocks.Cursor()})
	}
	if len(l.runs) == 0 && l.wrong == nil {
		return nil
	}
	return l
}

// get gives the value, nil where no block has the key; it must not be changed.
func (l *layer) get(key string) ([]byte, error) {
	if l.wrong != nil {
		return nil, l.wrong
	}
	hash := hashOf(key)
	for _, r := range l.runs {
		if has, err := r.maybe(hash); err != nil || !has {
			if err != nil {
				return nil, err
			}
			continue
		}
		if value, err := r.get(key); value != nil || err != nil {
			return value, err
		}
	}
	return nil, nil
}

// deleted reports whether the key was deleted since the blocks were made.
func (l *layer) deleted(key string) bool {
	return l != nil && l.gone != nil && l.gone.Get([]byte(key)) != nil
}

// hide notes that the key was deleted, where a block has it.
func (l *layer) hide(tx *bbolt.Tx, key string) error {
	value, err := l.get(key)
	if value == nil || err != nil {
		return err
	}
	if l.gone == nil {
		if l.gone, err = tx.CreateBucketIfNotExists(goneBucket); err != nil {
			return err
		}
		l.gone.FillPercent = filled
	}
	return l.gone.Put([]byte(key), []byte{})
}

// scan walks the items with keys in [from, to) that no deletion hides; an empty to has no end.
func (l *layer) scan(from, to string, reverse bool) func() (store.Item, bool, error) {
	failed := func(err error) func() (store.Item, bool, error) {
		return func() (store.Item, bool, error) { return store.Item{}, false, err }
	}
	if l.wrong != nil {
		return failed(l.wrong)
	}
	stem := stemOfScan(from, to)
	hash := hashOf(stem)
	var parts []func() (store.Item, bool, error)
	for _, r := range l.runs {
		if stem != "" {
			has, err := r.maybe(hash)
			if err != nil {
				return failed(err)
			}
			if !has {
				continue
			}
		}
		next, err := r.scan(from, to, reverse)
		if err != nil {
			return failed(err)
		}
		parts = append(parts, next)
	}
	next := merged(parts, reverse)
	if l.gone == nil {
		return next
	}
	return func() (store.Item, bool, error) {
		for {
			item, ok, err := next()
			if err != nil || !ok || !l.deleted(item.Key) {
				return item, ok, err
			}
			if l.passed != nil {
				l.passed(item.Key)
			}
		}
	}
}

// merged walks parts side by side; of two items with one key that of the former part
// counts.
func merged(parts []func() (store.Item, bool, error), reverse bool) func() (store.Item, bool, error) {
	switch n := len(parts); n {
	case 0:
		return func() (store.Item, bool, error) { return store.Item{}, false, nil }
	case 1:
		return parts[0]
	default:
		m := &layered{above: merged(parts[:n/2], reverse), below: merged(parts[n/2:], reverse), reverse: reverse}
		return m.next
	}
}

// check reads every run.
func (l *layer) check() error {
	if l.wrong != nil {
		return l.wrong
	}
	for _, r := range l.runs {
		if err := r.check(); err != nil {
			return err
		}
	}
	return nil
}
