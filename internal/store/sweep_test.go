package store_test

import (
	"context"
	"errors"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// TestSweep interrupts every kind of large write at every place and sweeps: the
// store is as it was before.
func TestSweep(t *testing.T) {
	ctx := context.Background()
	writes := map[string]func(s *store.Store) error{
		"original":  func(s *store.Store) error { return s.PutOriginal(ctx, digest(inventory), inventory) },
		"inventory": func(s *store.Store) error { return s.WriteInventory(ctx, "b", 3, heldComponents(4000)) },
		"findings":  func(s *store.Store) error { return s.WriteFindings(ctx, "b", 3, findings(4000)) },
	}
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			s := newStoreWithin(t, engines[0].fresh(t), narrow)
			held := heldComponents(300)
			if err := errors.Join(s.WriteInventory(ctx, assetID, 7, held), s.WriteInventory(ctx, assetID, 8, held), s.WriteFindings(ctx, assetID, 9, nil)); err != nil {
				t.Fatal(err)
			}
			update(t, s, func(w *store.Write) error {
				return first(w.PutCurrent(store.Current{Asset: assetID, Inventory: 7, Findings: 9, Components: len(held)}),
					w.PutPending("asset", assetID, store.Pending{Asset: assetID, Next: &store.Current{Asset: assetID, Inventory: 8}}),
					w.PutOriginal(digest(document), store.Compress(document)))
			})
			before := keys(t, s)
			left := 0
			for n := 1; ; n++ {
				fault := &storetest.Faults{CrashWrite: n}
				if err := write(store.New(fault.Wrap(s.Engine()))); err == nil {
					break
				}
				if len(keys(t, s)) > len(before) {
					left++
				}
				if err := s.Sweep(ctx); err != nil {
					t.Fatal(err)
				}
				same(t, "keys", before, keys(t, s))
			}
			if left == 0 {
				t.Error("no interrupted write left anything behind")
			}
			view(t, s, func(r *store.Read) error {
				_, err := r.Inventory(assetID, 8)
				return err
			})
		})
	}
}

func TestSweepKeepsWhatIsWhole(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		fillOne(t, s)
		before := keys(t, s)
		if err := s.Sweep(context.Background()); err != nil {
			t.Fatal(err)
		}
		same(t, "keys", before, keys(t, s))
		update(t, s, func(w *store.Write) error { return w.PutCurrent(store.Current{Asset: assetID}) })
		if err := s.Sweep(context.Background()); err != nil {
			t.Fatal(err)
		}
		err := s.View(context.Background(), func(r *store.Read) error {
			_, err := r.Inventory(assetID, 7)
			return err
		})
		wantKind(t, err, domain.Corrupt)
	})
}
