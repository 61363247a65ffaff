package workflow

import (
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// dropped are the keys the older revision spoke of and the newer one does not.
func (c *change) dropped() []domain.PackageKey {
	var gone []domain.PackageKey
	for _, key := range c.oldKeys {
		if _, ok := slices.BinarySearch(c.keys, key); !ok {
			gone = append(gone, key)
		}
	}
	return gone
}

func dropRows(w *store.Write, c *change, key domain.PackageKey) error {
	if err := w.DeleteMatchRows(key, c.record.Advisory); err != nil {
		return err
	}
	return pendKey(w, key)
}

// putRows writes the rows under one of the change's keys.
func putRows(w *store.Write, c *change, at int) error {
	put := w.PutMatchRows
	if c.first && len(c.rows[at]) > 0 {
		put = w.AddMatchRows
	}
	if err := put(c.keys[at], c.record.Advisory, c.rows[at]); err != nil {
		return err
	}
	return pendKey(w, c.keys[at])
}
