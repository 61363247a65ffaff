package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
	"fenceline/internal/store/storetest"
)

// program is the name written beside the schema number.
const program = "Fenceline 0.1.0"

// engines are those every test of records runs on: fresh gives an opener for
// data that does not exist yet.
var engines = []struct {
	name  string
	fresh func(t testing.TB) storetest.Opener
}{
	{"bolt", func(t testing.TB) storetest.Opener {
		path := filepath.Join(t.TempDir(), "desk.db")
		return func(limits store.Limits) (store.Engine, error) {
			return bolt.Open(path, bolt.Options{Limits: limits, NoSync: true})
		}
	}},
	{"memory", func(testing.TB) storetest.Opener {
		var m *storetest.Memory
		return func(limits store.Limits) (store.Engine, error) {
			if m == nil {
				m = storetest.NewMemory(limits)
			}
			m.Reopen()
			return m, nil
		}
	}},
	{"bolt in runs", func(t testing.TB) storetest.Opener {
		path := filepath.Join(t.TempDir(), "desk.db")
		return func(limits store.Limits) (store.Engine, error) {
			return bolt.Open(path, bolt.Options{Limits: limits, NoSync: true, RunFrom: 1})
		}
	}},
}

// onEach runs the test on an empty store of every engine.
func onEach(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) { test(t, newStore(t, engine.fresh(t))) })
	}
}

func newStore(t testing.TB, open storetest.Opener) *store.Store {
	t.Helper()
	return newStoreWithin(t, open, store.Limits{})
}

func newStoreWithin(t testing.TB, open storetest.Opener, limits store.Limits) *store.Store {
	t.Helper()
	e, err := open(limits)
	if err != nil {
		t.Fatal(err)
	}
	s := store.New(e)
	s.Program = program
	t.Cleanup(func() { _ = s.Close() }) // some tests close it themselves
	if err := s.Open(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

func update(t testing.TB, s *store.Store, fn func(*store.Write) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func view(t testing.TB, s *store.Store, fn func(*store.Read) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatalf("view: %v", err)
	}
}

func wantKind(t testing.TB, err error, kind domain.Kind) {
	t.Helper()
	if !domain.Is(err, kind) {
		t.Fatalf("error is %v (kind %q), want kind %q", err, domain.KindOf(err), kind)
	}
}

// keys lists every key of the store.
func keys(t testing.TB, s *store.Store) []string {
	t.Helper()
	var all []string
	err := s.Engine().View(context.Background(), func(r store.Reader) error {
		all = nil
		for item, err := range r.Scan(store.Range{}) {
			if err != nil {
				return err
			}
			all = append(all, item.Key)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// meddle writes keys behind the store's back; nil deletes.
func meddle(t testing.TB, s *store.Store, pairs map[string][]byte) {
	t.Helper()
	err := s.Engine().Update(context.Background(), func(w store.Writer) error {
		for key, value := range pairs {
			var err error
			if value == nil {
				err = w.Delete(key)
			} else {
				err = w.Put(key, value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// raw is the stored value under key.
func raw(t testing.TB, s *store.Store, key string) []byte {
	t.Helper()
	var value []byte
	err := s.Engine().View(context.Background(), func(r store.Reader) (err error) {
		value, err = r.Get(key)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// noise is text that does not compress well, the same for the same seed.
func noise(seed, n int) string {
	b := make([]byte, n)
	x := uint64(seed)*2862933555777941757 + 3037000493
	for i := range b {
		x = x*6364136223846793005 + 1442695040888963407
		b[i] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"[x>>58]
	}
	return string(b)
}
