package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// rederive puts again what is derived in a store that fillOne filled.
func rederive(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := context.Background()
	update(t, s, func(w *store.Write) error {
		return first(w.PutAdvisory(advisoryRecord()), w.PutMatchRows(openssl, advisory, matchRows(40)), w.PutAlias(cve, vendorID, advisory),
			w.PutFacts(cve, domain.SignalKEV, "CISA KEV", []domain.Known{{Value: "2026-10-30", At: at(2)}}),
			w.PutKEV(domain.Signal{Kind: domain.SignalKEV, Vulnerability: cve, Value: "2026-10-30"}),
			w.PutSource(store.SourceRecord{Name: "https://vendor.example/psirt", Format: domain.FormatCSAF, Count: 1}),
			w.PutCovers("Debian:12"), w.PutCovers("Alpine:v3.20/~edge"), w.PutHolder(openssl, assetID), w.PutHolder(longKey, assetID),
			w.PutNamed(cve, assetID), w.PutCurrent(store.Current{Asset: assetID, Inventory: 7, Findings: 9, Components: 300}))
	})
	if err := errors.Join(s.WriteInventory(ctx, assetID, 7, heldComponents(300)), s.PutScores(ctx, scoreDay, dayScores()), s.WriteFindings(ctx, assetID, 9, findings(40))); err != nil {
		t.Fatal(err)
	}
}

func isDerived(key string) bool {
	key = strings.TrimPrefix(key, "more/")
	first, _, _ := strings.Cut(key, "/")
	return slices.Contains(store.Derived(), first) || first == "pending" || strings.HasPrefix(first, "text")
}

func TestDropDerived(t *testing.T) {
	ctx := context.Background()
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			s := newStoreWithin(t, engine.fresh(t), narrow) // several transactions, spilled chunks
			fillOne(t, s)
			covers := s.Batch(ctx) // more keys under one path than a transaction takes
			for i := range 250 {
				if err := covers.Do(putCovers(fmt.Sprint(i), 1)); err != nil {
					t.Fatal(err)
				}
			}
			if err := covers.Flush(); err != nil {
				t.Fatal(err)
			}
			before := keys(t, s)
			want, wantPaths, err := s.Digest(ctx, true)
			if err != nil {
				t.Fatal(err)
			}
			var last domain.Progress
			if err := s.DropDerived(ctx, func(p domain.Progress) { last = p }); err != nil {
				t.Fatal(err)
			}
			kept := slices.DeleteFunc(slices.Clone(before), isDerived)
			same(t, "kept keys", kept, slices.DeleteFunc(keys(t, s), func(k string) bool { return k == "pending/reindex/all" }))
			if dropped := int64(len(before) - len(kept)); last.Done != dropped {
				t.Errorf("progress ends with %d keys, %d were dropped", last.Done, dropped)
			}
			empty, err := s.DerivedDigest(ctx)
			if err != nil || empty == want {
				t.Errorf("the digest does not change when everything is dropped (%v)", err)
			}
			rederive(t, s)
			for i := range 250 {
				update(t, s, putCovers(fmt.Sprint(i), 1))
			}
			got, gotPaths, err := s.Digest(ctx, true)
			same(t, "digests by path", wantPaths, gotPaths)
			if err != nil || got != want {
				t.Errorf("the digest after deriving again is %s, want %s (%v)", got, want, err)
			}
		})
	}
}

// TestDropDerivedCrashes ends the process at every write: from the first delete
// on the store says that it must be derived again.
func TestDropDerivedCrashes(t *testing.T) {
	ctx := context.Background()
	open := engines[1].fresh(t)
	for n := 1; ; n++ {
		s := newStoreWithin(t, open, narrow)
		if n == 1 {
			fillOne(t, s)
		} else {
			rederive(t, s)
			update(t, s, func(w *store.Write) error { return w.DeletePending(store.PendingReindex, store.PendingAll) })
		}
		before, err := s.DerivedDigest(ctx)
		if err != nil {
			t.Fatal(err)
		}
		fault := &storetest.Faults{CrashWrite: n * 7}
		err = store.New(fault.Wrap(s.Engine())).DropDerived(ctx, nil)
		if (err != nil) != fault.Crashed() {
			t.Fatalf("write %d: %v", n, err)
		}
		after, err := s.DerivedDigest(ctx)
		if err != nil {
			t.Fatal(err)
		}
		view(t, s, func(r *store.Read) error {
			_, err := r.Pending(store.PendingReindex, store.PendingAll)
			if after == before && domain.Is(err, domain.NotFound) {
				return nil // nothing was dropped yet
			}
			return err
		})
		if !fault.Crashed() {
			if n < 5 {
				t.Fatalf("only %d crashes", n-1)
			}
			return
		}
	}
}

// TestDigestSeesEverything changes each key of a filled store in turn.
func TestDigestSeesEverything(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, engines[1].fresh(t))
	fillOne(t, s)
	want, _, err := s.Digest(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys(t, s) {
		if strings.HasPrefix(key, "more/") {
			continue // reading it goes through its owner, which then fails
		}
		good := raw(t, s, key)
		meddle(t, s, map[string][]byte{key: nil})
		if got, _, err := s.Digest(ctx, false); err == nil && got == want {
			t.Errorf("the digest is the same without %q", key)
		}
		meddle(t, s, map[string][]byte{key: []byte(`"other"`)})
		if got, _, err := s.Digest(ctx, false); err == nil && got == want {
			t.Errorf("the digest is the same with %q changed", key)
		}
		meddle(t, s, map[string][]byte{key: nil, key + "0": good}) // it stays the last of its kind, or nearly
		if got, _, err := s.Digest(ctx, false); err == nil && got == want && key != "log-head" {
			t.Errorf("the digest is the same with %q under another key", key)
		}
		meddle(t, s, map[string][]byte{key: good, key + "0": nil})
	}
	if got, _, err := s.Digest(ctx, false); err != nil || got != want {
		t.Errorf("the digest of the same store is another one (%v)", err)
	}
}
