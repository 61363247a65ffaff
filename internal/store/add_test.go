package store_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/store"
)

// TestAddIsPut is the law that writing without looking leaves what writing with a
// look leaves, whatever lay there before, in pieces or not.
func TestAddIsPut(t *testing.T) {
	sizes := rapid.SliceOfN(rapid.SampledFrom([]int{1, 3, 200, 700}), 1, 4)
	random := noise(1, 200<<10)
	part := func(seed, n int) string { return random[seed*7 : seed*7+n] }
	rapid.Check(t, func(rt *rapid.T) {
		put, add := newStore(t, engines[1].fresh(t)), newStore(t, engines[1].fresh(t))
		for step, n := range sizes.Draw(rt, "sizes") {
			rows := matchRows(n)
			for i := range rows {
				rows[i].Vulnerability += part(i*15+step, 120)
			}
			record := advisoryRecord()
			record.Title = part(step, 150*n)
			arrival := store.Arrival{ID: "01", Digest: "d", File: part(2, n)}
			for range rapid.IntRange(1, 2).Draw(rt, "times") {
				update(t, put, func(w *store.Write) error {
					return first(w.PutMatchRows(openssl, advisory, rows), w.PutAdvisory(record), w.PutAlias(cve, vendorID, advisory), w.PutArrival(arrival))
				})
				update(t, add, func(w *store.Write) error {
					return first(w.AddMatchRows(openssl, advisory, rows), w.AddAdvisory(record), w.AddAlias(cve, vendorID, advisory), w.AddArrival(arrival))
				})
			}
			same(t, "keys", keys(t, put), keys(t, add))
			for _, key := range keys(t, put) {
				if !bytes.Equal(raw(t, put, key), raw(t, add, key)) {
					rt.Fatalf("%s differs", key)
				}
			}
		}
	})
}

// TestAddTrims adds a small value over one in pieces, in the transaction that cut
// it up and in a later one.
func TestAddTrims(t *testing.T) {
	for _, once := range []bool{true, false} {
		s := newStore(t, engines[0].fresh(t))
		large, small := advisoryRecord(), advisoryRecord()
		large.Title = noise(1, 150<<10)
		if once {
			update(t, s, func(w *store.Write) error { return first(w.AddAdvisory(large), w.AddAdvisory(small)) })
		} else {
			update(t, s, func(w *store.Write) error { return w.AddAdvisory(large) })
			update(t, s, func(w *store.Write) error { return w.AddAdvisory(small) })
		}
		if have := keys(t, s); len(have) != 3 { // the advisory, the schema and the versions of what is derived
			t.Errorf("in one transaction %v: %v", once, have)
		}
	}
}
