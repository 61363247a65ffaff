package store_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

func TestGenerations(t *testing.T) {
	ctx := context.Background()
	onEach(t, func(t *testing.T, s *store.Store) {
		held, found := heldComponents(2500), findings(2500)
		if err := errors.Join(s.WriteInventory(ctx, "a", 5, held), s.WriteFindings(ctx, "a", 1<<63, found), s.WriteFindings(ctx, "a", 6, nil)); err != nil {
			t.Fatal(err)
		}
		check := func(wantHeld []domain.Held, wantFound []domain.Finding) {
			t.Helper()
			view(t, s, func(r *store.Read) error {
				gotHeld, err := r.Inventory("a", 5)
				same(t, "inventory", wantHeld, gotHeld)
				gotFound, errFound := r.Findings("a", 1<<63)
				wantFound = slices.Clone(wantFound)
				slices.SortStableFunc(wantFound, func(a, b domain.Finding) int { return strings.Compare(a.Component, b.Component) })
				same(t, "findings", wantFound, gotFound)
				empty, errEmpty := r.Findings("a", 6)
				zero, errZero := r.Findings("a", 0)
				if len(empty) != 0 || len(zero) != 0 {
					t.Error("an empty generation is not empty")
				}
				return errors.Join(err, errFound, errEmpty, errZero)
			})
		}
		check(held, found)
		if err := errors.Join(s.WriteInventory(ctx, "a", 5, held[:3]), s.WriteFindings(ctx, "a", 1<<63, found[:4])); err != nil {
			t.Fatal(err)
		}
		check(held[:3], found[:4])
		before := keys(t, s)
		if err := s.WriteInventory(ctx, "a", 7, held); err != nil {
			t.Fatal(err)
		}
		if err := s.DropInventory(ctx, "a", 7); err != nil {
			t.Fatal(err)
		}
		same(t, "keys after a drop", before, keys(t, s))
		view(t, s, func(r *store.Read) error {
			_, err := r.Inventory("a", 7)
			wantKind(t, err, domain.Corrupt)
			return nil
		})
		if err := s.WriteInventory(ctx, "a", 0, held); err == nil {
			t.Error("generation 0 can be written")
		}
	})
}

// TestGenerationsInPieces writes generations whose chunks do not fit into one
// value, replaces them by smaller ones and drops them: nothing is left over.
func TestGenerationsInPieces(t *testing.T) {
	ctx := context.Background()
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			s := newStoreWithin(t, engine.fresh(t), narrow)
			before := keys(t, s)
			for _, n := range []int{900, 40, 900} {
				held := heldComponents(n)
				for i := range held {
					held[i].Name = noise(i, 600) // it does not shrink
				}
				if err := s.WriteInventory(ctx, "a", 5, held); err != nil {
					t.Fatal(err)
				}
				view(t, s, func(r *store.Read) error {
					got, err := r.Inventory("a", 5)
					same(t, "inventory", held, got)
					return err
				})
				checkInvariants(t, s)
			}
			pieces := slices.ContainsFunc(keys(t, s), func(k string) bool { return strings.HasPrefix(k, "more/inventory/") })
			if !pieces {
				t.Fatal("no chunk was cut into pieces")
			}
			if err := s.DropInventory(ctx, "a", 5); err != nil {
				t.Fatal(err)
			}
			same(t, "keys left", before, keys(t, s))
		})
	}
}

// TestLargeRecords puts records that do not fit into one value, replaces them by
// others and deletes them: nothing is left over.
func TestLargeRecords(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		before := keys(t, s)
		for _, size := range []int{300 << 10, 100 << 10, 10, 300 << 10, 20 << 10} {
			notes := noise(size, size)
			update(t, s, func(w *store.Write) error {
				return w.PutAdvisory(store.AdvisoryRecord{Advisory: advisory, Title: notes, Revisions: []store.RevisionRecord{}})
			})
			view(t, s, func(r *store.Read) error {
				got, err := r.Advisory(advisory)
				if got.Title != notes {
					t.Errorf("a record of %d bytes comes back with %d", size, len(got.Title))
				}
				same(t, "advisories", 1, len(all(t, r.Advisories(""))))
				return err
			})
			checkInvariants(t, s)
		}
		update(t, s, func(w *store.Write) error { return w.DeleteAdvisory(advisory) })
		same(t, "keys left", before, keys(t, s))
	})
}

func TestTooLargeForATransaction(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		before := keys(t, s)
		err := s.Update(context.Background(), func(w *store.Write) error {
			return w.PutAdvisory(store.AdvisoryRecord{Advisory: advisory, Title: noise(1, 3<<20)})
		})
		if !errors.Is(err, store.ErrTooLarge) {
			t.Fatalf("error is %v, want ErrTooLarge", err)
		}
		same(t, "keys", before, keys(t, s))
	})
}

// TestUnchangedWritesNothing counts the writes of doing everything twice.
func TestUnchangedWritesNothing(t *testing.T) {
	counter := &storetest.Faults{}
	s := newStore(t, engines[0].fresh(t))
	counted := store.New(counter.Wrap(s.Engine()))
	put := func(w *store.Write) error {
		return first(w.PutAsset(domain.Asset{ID: "1", Name: "x"}), w.PutAdvisory(advisoryRecord()), w.PutMatchRows(openssl, advisory, matchRows(300)),
			w.PutAlias(cve, vendorID, advisory), w.PutTarget(domain.Target{Task: "T-1", Asset: "1"}), w.PutOriginal(digest(document), store.Compress(document)),
			w.DeleteKEV("absent"), w.DeleteAliases([]string{"absent"}, advisory))
	}
	update(t, counted, put)
	once := counter.Writes()
	if once == 0 {
		t.Fatal("no write was counted")
	}
	update(t, counted, put)
	if again := counter.Writes() - once; again != 0 {
		t.Errorf("the same again makes %d writes", again)
	}
}

// TestDamagedRecords spoils each value of a filled store in turn: reading it
// is an error of kind Corrupt, never a wrong answer or a panic.
func TestDamagedRecords(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	fillOne(t, s)
	for _, key := range keys(t, s) {
		good := raw(t, s, key)
		meddle(t, s, map[string][]byte{key: []byte("{")})
		err := readAll(s)
		if !domain.Is(err, domain.Corrupt) {
			t.Errorf("with %q spoiled: %v, want kind Corrupt", key, err)
		}
		meddle(t, s, map[string][]byte{key: good})
	}
	if err := readAll(s); err != nil {
		t.Fatal(err)
	}
}
