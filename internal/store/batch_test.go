package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// putCovers writes keys of about size bytes; each call counts as that many keys.
func putCovers(name string, keys int) func(*store.Write) error {
	return func(w *store.Write) error {
		for i := range keys {
			if err := w.PutCovers(fmt.Sprintf("%s-%04d", name, i)); err != nil {
				return err
			}
		}
		return nil
	}
}

func covered(t *testing.T, s *store.Store) int {
	t.Helper()
	n := 0
	view(t, s, func(r *store.Read) error {
		all, err := r.CoversAll()
		n = len(all)
		return err
	})
	return n
}

func TestBatch(t *testing.T) {
	tests := []struct {
		name  string
		sizes []int // keys of each write
	}{
		{"nothing", nil},
		{"one", []int{1}},
		{"small ones", repeat(1, 5000)},
		{"one that fills a transaction", []int{2000}},
		{"large behind small", append(repeat(1, 1400), 1900, 1, 1900)},
		{"each half a transaction", repeat(1000, 7)},
		{"just too large for the rest", []int{1499, 600, 1499, 600}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onEach(t, func(t *testing.T, s *store.Store) {
				b, want := s.Batch(context.Background()), 0
				for i, size := range tt.sizes {
					want += size
					if err := b.Do(putCovers(fmt.Sprint(i), size)); err != nil {
						t.Fatal(err)
					}
				}
				if err := b.Flush(); err != nil {
					t.Fatal(err)
				}
				if got := covered(t, s); got != want {
					t.Errorf("%d keys are there, want %d", got, want)
				}
			})
		})
	}
}

func repeat(n, times int) []int {
	all := make([]int, times)
	for i := range all {
		all[i] = n
	}
	return all
}

// TestBatchRunsWritesOnce counts runs on an engine that runs closures once: a
// batch that overfilled its transactions would repeat them.
func TestBatchRunsWritesOnce(t *testing.T) {
	s := newStore(t, engines[0].fresh(t))
	b, runs := s.Batch(context.Background()), 0
	const writes = 1200
	for i := range writes {
		put := putCovers(fmt.Sprint(i), 10)
		if err := b.Do(func(w *store.Write) error { runs++; return put(w) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	if runs != writes {
		t.Errorf("%d writes were run %d times", writes, runs)
	}
}

func TestBatchRefusesWhatFitsNowhere(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	b := s.Batch(context.Background())
	for _, size := range []int{5, 2001, 5} {
		if err := b.Do(putCovers(fmt.Sprint(size), size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Flush(); !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("error is %v, want ErrTooLarge", err)
	}
	if got := covered(t, s); got != 5 {
		t.Errorf("%d keys are there, want the 5 before", got)
	}
	if err := b.Flush(); err != nil {
		t.Errorf("an empty batch: %v", err)
	}
}

// TestBatchKeepsItsOrder crashes at every commit: what is there is a first
// part of the writes.
func TestBatchKeepsItsOrder(t *testing.T) {
	for n := 1; n <= 4; n++ {
		s := newStore(t, engines[0].fresh(t))
		fault := &storetest.Faults{CrashWrite: n * 900}
		b := store.New(fault.Wrap(s.Engine())).Batch(context.Background())
		var err error
		for i := 0; i < 500 && err == nil; i++ {
			err = b.Do(putCovers(fmt.Sprintf("%03d", i), 10))
		}
		if err == nil {
			err = b.Flush()
		}
		if !errors.Is(err, storetest.ErrInjected) {
			t.Fatalf("write %d: %v", n*900, err)
		}
		got := covered(t, s)
		if got%10 != 0 {
			t.Errorf("a write is there in part: %d keys", got)
		}
		view(t, s, func(r *store.Read) error {
			last, err := r.Covers(fmt.Sprintf("%03d-0000", got/10-1))
			next, errNext := r.Covers(fmt.Sprintf("%03d-0000", got/10))
			if got > 0 && !last || next {
				t.Errorf("%d keys are there, but not the first ones", got)
			}
			return errors.Join(err, errNext)
		})
	}
}

func TestFull(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	update(t, s, func(w *store.Write) error {
		for i := range 1500 {
			if w.Full() {
				t.Errorf("full after %d of 2,000 keys", i)
				return nil
			}
			if err := w.PutCovers(fmt.Sprint(i)); err != nil {
				return err
			}
		}
		if !w.Full() {
			t.Error("not full after 1,500 of 2,000 keys")
		}
		return nil
	})
	update(t, s, func(w *store.Write) error {
		for i := range 13 {
			if err := w.PutAsset(domain.Asset{ID: fmt.Sprint(i), Name: "n", Notes: noise(i, 62<<10)}); err != nil {
				return err
			}
		}
		if !w.Full() {
			t.Error("not full after 800 KB of 1 MB")
		}
		return nil
	})
}
