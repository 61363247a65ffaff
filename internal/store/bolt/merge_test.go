package bolt

import (
	"fmt"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

// TestMergeForgets holds that what is written and deleted again and again by large
// transactions leaves little behind: neither items nor notes of their deletion.
func TestMergeForgets(t *testing.T) {
	opened, err := Open(filepath.Join(t.TempDir(), "desk.db"), Options{NoSync: true, RunFrom: 1})
	if err != nil {
		t.Fatal(err)
	}
	e := opened.(*engine)
	defer func() { _ = e.Close() }()
	const rounds, each = 8 * mergeFrom, 20
	for round := range rounds {
		err := e.Update(t.Context(), func(w store.Writer) error {
			for i := range each {
				if err := w.Put(fmt.Sprintf("finding/asset/%04d/%d", round, i), []byte("a finding")); err != nil {
					return err
				}
				if round == 0 {
					continue
				}
				if err := w.Delete(fmt.Sprintf("finding/asset/%04d/%d", round-1, i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	there, stored, notes := 0, 0, 0
	err = e.View(t.Context(), func(r store.Reader) error {
		for _, err := range r.Scan(store.Range{}) {
			if err != nil {
				return err
			}
			there++
		}
		return nil
	})
	if err != nil || there != each {
		t.Errorf("%d keys, %v, want %d", there, err, each)
	}
	err = e.read(func(tx *bbolt.Tx) error {
		l := layerOf(tx, e.shelf)
		gone := l.gone
		if gone != nil {
			if err := gone.ForEach(func(_, _ []byte) error { notes++; return nil }); err != nil {
				return err
			}
		}
		l.gone = nil
		next := l.scan("", "", false)
		for {
			_, ok, err := next()
			if err != nil || !ok {
				return err
			}
			stored++
		}
	})
	if most := 2 * mergeFrom * each; err != nil || stored > most || notes > most {
		t.Errorf("%d items lie in runs and %d keys are noted as deleted after %d, want at most %d (%v)", stored, notes, rounds*each, most, err)
	}
	if err := e.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
