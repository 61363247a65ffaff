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
	put, rows := w.PutMatchRows, c.rowsOf(at)
	if c.first && len(rows) > 0 {
		put = w.AddMatchRows
	}
	if err := put(c.keys[at], c.record.Advisory, rows); err != nil {
		return err
	}
	return pendKey(w, c.keys[at])
}

// rowsOf unpacks the rows under one of the change's keys.
func (c *change) rowsOf(at int) []domain.MatchRow {
	rows := c.rows[at].Rows()
	if c.fill != nil {
		for i := range rows {
			c.fill(c.keys[at], &rows[i])
		}
	}
	return rows
}
