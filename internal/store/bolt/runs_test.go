package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// inRuns is the file of a store of n keys in runs, some of them merged.
func inRuns(t *testing.T, n int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "whole.db")
	e := open(t, path, bolt.Options{NoSync: true, RunFrom: 1})
	random := rand.New(rand.NewPCG(5, 6)).Perm(n)
	for from := 0; from < n; from += 100 {
		err := e.Update(t.Context(), func(w store.Writer) error {
			for _, i := range random[from:min(n, from+100)] {
				if err := w.Put(fmt.Sprintf("match/pkg%03d/%06d", i%50, i), fmt.Appendf(nil, "%0200d", i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	used := path + ".used"
	if err := errors.Join(e.Close(), withoutFreePages(path, used)); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(used)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRunsDamaged spoils files of runs: whatever is noticed is of kind Corrupt, and what is
// not noticed has every key.
func TestRunsDamaged(t *testing.T) {
	const keys = 3000
	whole := inRuns(t, keys)
	random := rand.New(rand.NewPCG(7, 8))
	path := filepath.Join(t.TempDir(), "desk.db")
	noticed := 0
	for range 200 {
		spoiled := bytes.Clone(whole)
		at := random.IntN(len(spoiled) - 300)
		for i := at; i < at+1+random.IntN(300); i++ {
			spoiled[i] ^= byte(1 + random.IntN(255))
		}
		if err := os.WriteFile(path, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		n, err := openAndCount(path)
		switch {
		case err == nil && n != keys:
			t.Errorf("spoiled at %d: %d keys and no error", at, n)
		case err != nil && !domain.Is(err, domain.Corrupt):
			t.Errorf("spoiled at %d: %v, want kind Corrupt", at, err)
		case err != nil:
			noticed++
		}
		if err := openAndWrite(path); err != nil && !domain.Is(err, domain.Corrupt) {
			t.Errorf("spoiled at %d and written to: %v, want kind Corrupt", at, err)
		}
	}
	if noticed < 30 {
		t.Errorf("%d of 200 damages were noticed", noticed)
	}
}

// TestRunsSmall holds what runs are for: keys that come in no order take a file of about the size
// of what is compressed, not many times that.
func TestRunsSmall(t *testing.T) {
	sizes := map[int]int64{}
	for _, from := range []int{1, 1 << 30} {
		path := filepath.Join(t.TempDir(), "desk.db")
		e := open(t, path, bolt.Options{NoSync: true, RunFrom: from})
		random := rand.New(rand.NewPCG(9, 10))
		for range 40 {
			err := e.Update(t.Context(), func(w store.Writer) error {
				for range 1000 {
					if err := w.Put(fmt.Sprintf("original/%016x/h", random.Uint64()), bytes.Repeat([]byte("a value of one of many "), 8)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if n, err := count(e); n != 40_000 || err != nil {
			t.Errorf("%d keys, %v", n, err)
		}
		if err := e.(store.Checker).Check(t.Context()); err != nil {
			t.Error(err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		sizes[from] = size(t, path)
	}
	if sizes[1]*2 > sizes[1<<30] {
		t.Errorf("%d bytes in runs, %d without", sizes[1], sizes[1<<30])
	}
}

// TestRunsCancelled stops while runs are merged: nothing of what was kept is lost, and what the merging
// left does not stay.
func TestRunsCancelled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	e := open(t, path, bolt.Options{NoSync: true, RunFrom: 1, Limits: store.Limits{Keys: 100_000, Bytes: 64 << 20}})
	want := map[string]string{}
	stopped := 0
	for round := range 60 {
		changes := map[string]string{}
		for i := range 200 {
			changes[fmt.Sprintf("match/%d/%d", i%7, (round*131+i*17)%5000)] = fmt.Sprintf("%0100d in round %d", i, round)
		}
		ctx := &endsAfter{Context: t.Context(), left: 3 + round%23}
		err := e.Update(ctx, func(w store.Writer) error {
			for key, value := range changes {
				if err := w.Put(key, []byte(value)); err != nil {
					return err
				}
			}
			ctx.armed = true
			return nil
		})
		if err != nil && !domain.Is(err, domain.Cancelled) {
			t.Fatal(err)
		}
		if err != nil {
			stopped++
			continue
		}
		for key, value := range changes {
			want[key] = value
		}
	}
	if stopped == 60 {
		t.Fatal("nothing was kept")
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	e = open(t, path, bolt.Options{NoSync: true})
	n, err := count(e)
	if n != len(want) || err != nil {
		t.Errorf("%d keys, %v, want %d", n, err, len(want))
	}
	for key, value := range want {
		if got, err := get(t, e, key); string(got) != value || err != nil {
			t.Fatalf("%s: %q, %v, want %q", key, got, err, value)
		}
	}
	if err := e.(store.Checker).Check(context.Background()); err != nil {
		t.Error(err)
	}
}

// endsAfter is done after so many questions whether it is, once it is armed.
type endsAfter struct {
	context.Context
	armed bool
	left  int
}

func (c *endsAfter) Err() error {
	if c.armed {
		c.left--
	}
	if c.left <= 0 {
		return context.Canceled
	}
	return c.Context.Err()
}

// TestRunsRewritten rewrites a file of runs with deletions among them.
func TestRunsRewritten(t *testing.T) {
	folder := t.TempDir()
	path, next := filepath.Join(folder, "desk.db"), filepath.Join(folder, "next.db")
	if err := os.WriteFile(path, inRuns(t, 3000), 0o600); err != nil {
		t.Fatal(err)
	}
	e := open(t, path, bolt.Options{NoSync: true, RunFrom: 1})
	err := e.Update(t.Context(), func(w store.Writer) error {
		return errors.Join(w.Delete("match/pkg010/000010"), w.Put("match/pkg011/000011", []byte("new")), w.Put("match/pkg011/000011b", nil))
	})
	if err := errors.Join(err, e.Close(), bolt.Rewrite(t.Context(), path, next, same)); err != nil {
		t.Fatal(err)
	}
	e = open(t, next, bolt.Options{NoSync: true})
	if n, err := count(e); n != 3000 || err != nil {
		t.Errorf("%d keys, %v", n, err)
	}
	if value, err := get(t, e, "match/pkg011/000011"); string(value) != "new" || err != nil {
		t.Errorf("%q, %v", value, err)
	}
	if _, err := get(t, e, "match/pkg010/000010"); !domain.Is(err, domain.NotFound) {
		t.Errorf("a deleted key: %v", err)
	}
}
