package bolt

import (
	"fmt"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

func TestFilter(t *testing.T) {
	const n = 20_000
	f := newFilter(n)
	for i := range n {
		f.add(hashOf(fmt.Sprintf("alias/CVE-2026-%d/", i)))
	}
	again, ok := readFilter(f.stored())
	if !ok {
		t.Fatal("a stored filter cannot be read")
	}
	passed := 0
	for i := range n {
		if !again.maybe(hashOf(fmt.Sprintf("alias/CVE-2026-%d/", i))) {
			t.Fatalf("entry %d is not known", i)
		}
		if again.maybe(hashOf(fmt.Sprintf("alias/CVE-2025-%d/", i))) {
			passed++
		}
	}
	if passed > n/200 {
		t.Errorf("%d of %d that are not there passed", passed, n)
	}
	stored := f.stored()
	stored[len(stored)/2] ^= 4
	if _, ok := readFilter(stored); ok {
		t.Error("a damaged filter was read")
	}
	for _, short := range [][]byte{nil, stored[:8]} {
		if _, ok := readFilter(short); ok {
			t.Errorf("%d bytes were read as a filter", len(short))
		}
	}
}

// TestStemOfScan holds that a scan which is answered by its stem never meets a key with
// another one.
func TestStemOfScan(t *testing.T) {
	keys := rapid.StringMatching(`[ab]{0,2}(/[ab0.]{0,2}){0,4}`)
	rapid.Check(t, func(t *rapid.T) {
		from, to, key := keys.Draw(t, "from"), keys.Draw(t, "to"), keys.Draw(t, "key")
		stem := stemOfScan(from, to)
		if stem == "" || key < from || key >= to {
			return
		}
		if stemOf(key) != stem {
			t.Fatalf("[%q, %q) has the stem %q and holds %q", from, to, stem, key)
		}
	})
	for _, test := range []struct{ from, to, want string }{
		{"match/npm%2Fa/", "match/npm%2Fa0", "match/npm%2Fa/"},
		{"match/npm%2Fa/x\x00", "match/npm%2Fa0", "match/npm%2Fa/"},
		{"match/", "match0", ""},
		{"match/a/", "match/b0", ""},
		{"match/a/", "", ""},
		{"", "", ""},
	} {
		if got := stemOfScan(test.from, test.to); got != test.want {
			t.Errorf("[%q, %q): %q, want %q", test.from, test.to, got, test.want)
		}
	}
}

func TestCrowded(t *testing.T) {
	runs := func(levels ...uint64) (all []listed) {
		for i, level := range levels {
			all = append(all, listed{uint64(i + 1), level, 1})
		}
		return all
	}
	many := func(level uint64, n int) (levels []uint64) {
		for range n {
			levels = append(levels, level)
		}
		return levels
	}
	for name, test := range map[string]struct {
		all         []listed
		first, last uint64 // numbers of what is merged; 0: nothing
	}{
		"nothing":          {},
		"few":              {all: runs(many(0, mergeFrom-1)...)},
		"enough":           {runs(many(0, mergeFrom)...), 1, mergeFrom},
		"behind others":    {runs(append(many(1, 3), many(0, mergeFrom)...)...), 4, mergeFrom + 3},
		"of a higher one":  {runs(append(many(1, mergeFrom), many(0, 2)...)...), 1, mergeFrom},
		"the lowest first": {runs(append(many(1, mergeFrom), many(0, mergeFrom)...)...), mergeFrom + 1, 2 * mergeFrom},
	} {
		due := crowded(test.all)
		switch {
		case len(due) == 0 && test.first == 0:
		case len(due) == 0 || due[0].number != test.first || due[len(due)-1].number != test.last:
			t.Errorf("%s: %v", name, due)
		}
	}
}

// TestLeftOver holds that a run which the list does not name goes with the next opening.
func TestLeftOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	opened := func() *engine {
		t.Helper()
		e, err := Open(path, Options{NoSync: true, RunFrom: 1})
		if err != nil {
			t.Fatal(err)
		}
		return e.(*engine)
	}
	runs := func(e *engine) (n int) {
		t.Helper()
		err := e.read(func(tx *bbolt.Tx) error {
			top := tx.Bucket(runsBucket)
			if top == nil {
				return nil
			}
			return top.ForEachBucket(func([]byte) error { n++; return nil })
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	e := opened()
	err := e.write(func(tx *bbolt.Tx) error {
		made := newRun(tx, nil)
		if err := made.add("match/a/1", []byte("kept")); err != nil {
			return err
		}
		if err := made.end(); err != nil {
			return err
		}
		_, _, err := makeRun(made.runs)
		return err
	})
	if err != nil || runs(e) != 2 {
		t.Fatalf("%d runs, %v", runs(e), err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	e = opened()
	defer func() { _ = e.Close() }()
	if n := runs(e); n != 1 {
		t.Errorf("%d runs after the opening", n)
	}
}
