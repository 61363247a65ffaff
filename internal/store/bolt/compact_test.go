package bolt_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// rewritten is the file of a store of n keys in blocks.
func rewritten(t *testing.T, n int) []byte {
	t.Helper()
	from, to := filepath.Join(t.TempDir(), "desk.db"), filepath.Join(t.TempDir(), "new.db")
	if err := os.WriteFile(from, stored(t, n), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := bolt.Rewrite(t.Context(), from, to, same); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestRewriteDamaged spoils rewritten files: whatever is noticed is of kind Corrupt, and what
// is not noticed has every key.
func TestRewriteDamaged(t *testing.T) {
	whole := rewritten(t, 3000)
	random := rand.New(rand.NewPCG(3, 4))
	path := filepath.Join(t.TempDir(), "desk.db")
	noticed := 0
	for range 150 {
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
		case err == nil && n != 3000:
			t.Errorf("spoiled at %d: %d keys and no error", at, n)
		case err != nil && !domain.Is(err, domain.Corrupt):
			t.Errorf("spoiled at %d: %v, want kind Corrupt", at, err)
		case err != nil:
			noticed++
		}
	}
	if noticed < 20 {
		t.Errorf("%d of 150 damages were noticed", noticed)
	}
}

// TestRewriteSmaller holds that neighbours are compressed together, whatever lies above
// them, and that a second rewriting takes in what was written since.
func TestRewriteSmaller(t *testing.T) {
	folder := t.TempDir()
	path, next := filepath.Join(folder, "desk.db"), filepath.Join(folder, "next.db")
	e := open(t, path, bolt.Options{NoSync: true})
	put := func(e store.Engine, from, to int, say string) {
		t.Helper()
		for ; from < to; from += 1000 {
			err := e.Update(t.Context(), func(w store.Writer) error {
				for i := from; i < from+1000; i++ {
					if err := w.Put(fmt.Sprintf("match/pkg%06d", i), fmt.Appendf(nil, "package %d %s, as the one before it and the one after it", i, say)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	put(e, 0, 40_000, "is affected")
	for round := range 2 {
		put(e, 1000, 2000, fmt.Sprintf("was said to be fixed %d times", round))
		err := e.Update(t.Context(), func(w store.Writer) error { return w.Delete(fmt.Sprintf("match/pkg%06d", 30_000+round)) })
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		before := size(t, path)
		if err := bolt.Rewrite(t.Context(), path, next, same); err != nil {
			t.Fatal(err)
		}
		if after := size(t, next); round == 0 && after > before/5 {
			t.Errorf("%d bytes became %d", before, after)
		}
		if err := os.Rename(next, path); err != nil {
			t.Fatal(err)
		}
		e = open(t, path, bolt.Options{NoSync: true})
		if n, err := count(e); n != 40_000-1-round || err != nil {
			t.Errorf("%d keys, %v", n, err)
		}
		value, err := get(t, e, "match/pkg001500")
		if want := fmt.Sprintf("package 1500 was said to be fixed %d times", round); err != nil || !bytes.HasPrefix(value, []byte(want)) {
			t.Errorf("%q, %v, want %q", value, err, want)
		}
		if _, err := get(t, e, fmt.Sprintf("match/pkg%06d", 30_000+round)); !domain.Is(err, domain.NotFound) {
			t.Errorf("a deleted key: %v", err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, e store.Engine, key string) (value []byte, err error) {
	t.Helper()
	err = e.View(t.Context(), func(r store.Reader) (err error) {
		value, err = r.Get(key)
		return err
	})
	return value, err
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
