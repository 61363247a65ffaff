package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// counted is an engine that counts its commits.
type counted struct {
	store.Engine
	commits int
}

func (c *counted) Update(ctx context.Context, do func(store.Writer) error) error {
	c.commits++
	return c.Engine.Update(ctx, do)
}

func TestTogetherCommitsOnce(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		engine := &counted{Engine: s.Engine()}
		s = store.New(engine)
		err := s.Together(context.Background(), func(ctx context.Context) error {
			for i := range 100 {
				if err := s.Update(ctx, putCovers(fmt.Sprint(i), 3)); err != nil {
					return err
				}
			}
			if n := covered(t, s); n != 0 {
				t.Errorf("others see %d records that are not committed", n)
			}
			return s.View(ctx, func(r *store.Read) error {
				all, err := r.CoversAll()
				if len(all) != 300 {
					t.Errorf("%d records are seen, want 300", len(all))
				}
				return err
			})
		})
		if err != nil || engine.commits != 1 || covered(t, s) != 300 {
			t.Fatalf("%d commits, %d records, %v", engine.commits, covered(t, s), err)
		}
	})
}

// TestTogetherKeepsToTheLimits: what does not fit into one transaction makes
// several, and what is large goes alone.
func TestTogetherKeepsToTheLimits(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		engine := &counted{Engine: s.Engine()}
		s = store.New(engine)
		err := s.Together(context.Background(), func(ctx context.Context) error {
			for i, keys := range []int{300, 300, 1900, 1900, 1, 1, 1500, 1} {
				if err := s.Update(ctx, putCovers(fmt.Sprint(i), keys)); err != nil {
					return err
				}
			}
			return s.Update(ctx, putCovers("more", 2001))
		})
		if !errors.Is(err, store.ErrTooLarge) {
			t.Fatal(err)
		}
		if n := covered(t, s); n != 5903 || engine.commits > 6 {
			t.Fatalf("%d records in %d commits", n, engine.commits)
		}
	})
}

func TestTogetherEndsWell(t *testing.T) {
	wrong := errors.New("wrong")
	tests := []struct {
		name string
		do   func(ctx context.Context, s *store.Store) error
		want int
	}{
		{"a failure keeps what was before it", func(ctx context.Context, s *store.Store) error {
			if err := s.Update(ctx, putCovers("a", 2)); err != nil {
				return err
			}
			return wrong
		}, 2},
		{"an update that fails is undone", func(ctx context.Context, s *store.Store) error {
			if err := s.Update(ctx, putCovers("a", 2)); err != nil {
				return err
			}
			return s.Update(ctx, func(w *store.Write) error {
				if err := putCovers("b", 2)(w); err != nil {
					return err
				}
				return wrong
			})
		}, 2},
		{"inside of another", func(ctx context.Context, s *store.Store) error {
			err := s.Together(ctx, func(ctx context.Context) error { return s.Update(ctx, putCovers("a", 1)) })
			if err != nil {
				return err
			}
			if n := covered(t, s); n != 0 {
				t.Errorf("%d records are committed early", n)
			}
			return wrong
		}, 1},
		{"cancelled", func(ctx context.Context, s *store.Store) error {
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			if err := s.Update(ctx, putCovers("a", 1)); err != nil {
				return err
			}
			cancel()
			if err := s.Update(ctx, putCovers("b", 1)); !domain.Is(err, domain.Cancelled) {
				t.Errorf("error is %v", err)
			}
			return wrong
		}, 1},
		{"a panic gives the store back", func(ctx context.Context, s *store.Store) error {
			defer func() { _ = recover() }()
			_ = s.Together(context.Background(), func(ctx context.Context) error {
				if err := s.Update(ctx, putCovers("a", 1)); err != nil {
					return err
				}
				panic("in the midst of it")
			})
			return nil
		}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onEach(t, func(t *testing.T, s *store.Store) {
				var late context.Context
				err := s.Together(context.Background(), func(ctx context.Context) error {
					late = ctx
					return tt.do(ctx, s)
				})
				if err != nil && !errors.Is(err, wrong) {
					t.Fatal(err)
				}
				if n := covered(t, s); n != tt.want {
					t.Errorf("%d records, want %d", n, tt.want)
				}
				if err := s.Update(late, putCovers("late", 1)); err != nil || covered(t, s) != tt.want+1 {
					t.Errorf("afterwards: %v", err)
				}
			})
		})
	}
}

// TestTogetherIsOneByOne: the store is after random updates and views what it is
// without company, while others read and write beside it.
func TestTogetherIsOneByOne(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			dir := t
			rapid.Check(t, func(t *rapid.T) {
				e, err := engine.fresh(dir)(store.Limits{Keys: 40, Bytes: 4000})
				if err != nil {
					t.Fatal(err)
				}
				s := store.New(e)
				defer s.Close()
				model := map[string]bool{}
				var beside sync.WaitGroup
				err = s.Together(context.Background(), func(ctx context.Context) error {
					for range rapid.IntRange(1, 12).Draw(t, "updates") {
						oneUpdate(ctx, t, s, model)
						want := slices.Sorted(maps.Keys(model))
						beside.Go(func() { namedAre(ctx, t, s, nil) })
						if got := namedAre(ctx, t, s, nil); !slices.Equal(got, want) {
							t.Fatalf("seen: %v", cmp.Diff(want, got))
						}
					}
					return nil
				})
				beside.Wait()
				if err != nil {
					t.Fatal(err)
				}
				if got, want := namedAre(context.Background(), t, s, nil), slices.Sorted(maps.Keys(model)); !slices.Equal(got, want) {
					t.Fatalf("kept: %v", cmp.Diff(want, got))
				}
			})
		})
	}
}

// oneUpdate puts and deletes assets under a name, and does the same to the model
// unless the update fails.
func oneUpdate(ctx context.Context, t *rapid.T, s *store.Store, model map[string]bool) {
	put := rapid.SliceOfN(rapid.StringMatching(`[a-d][a-z]?`), 0, 30).Draw(t, "put")
	drop := rapid.SliceOfN(rapid.StringMatching(`[a-d][a-z]?`), 0, 4).Draw(t, "drop")
	fails := rapid.IntRange(0, 5).Draw(t, "fails") == 0
	wrong := errors.New("wrong")
	err := s.Update(ctx, func(w *store.Write) error {
		for _, asset := range put {
			if err := w.PutNamed("CVE-1", asset); err != nil {
				return err
			}
		}
		for _, asset := range drop {
			if err := w.DeleteNamed("CVE-1", asset); err != nil {
				return err
			}
		}
		namedAre(ctx, t, s, &w.Read)
		if fails {
			return wrong
		}
		return nil
	})
	if fails {
		if !errors.Is(err, wrong) {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, asset := range put {
		model[asset] = true
	}
	for _, asset := range drop {
		delete(model, asset)
	}
}

// namedAre are the assets under the name, in a view of their own where r is nil.
func namedAre(ctx context.Context, t *rapid.T, s *store.Store, r *store.Read) (all []string) {
	read := func(r *store.Read) (err error) {
		all, err = r.NamedAssets("CVE-1")
		return err
	}
	var err error
	if r != nil {
		err = read(r)
	} else {
		err = s.View(ctx, read)
	}
	if err != nil {
		t.Error(err)
	}
	return all
}

// TestTogetherLeavesAFirstPart: a crash in the middle leaves what a number of the
// first updates wrote, whole.
func TestTogetherLeavesAFirstPart(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			for crash := 1; ; crash++ {
				open := engine.fresh(t)
				s := newStoreWithin(t, open, store.Limits{Keys: 40})
				fault := &storetest.Faults{CrashWrite: crash}
				broken := store.New(fault.Wrap(s.Engine()))
				_ = broken.Together(context.Background(), func(ctx context.Context) error {
					for i := range 20 {
						if err := broken.Update(ctx, putCovers(fmt.Sprintf("%02d", i), 5)); err != nil {
							return err
						}
					}
					return nil
				})
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				s = newStoreWithin(t, open, store.Limits{Keys: 40})
				if n := covered(t, s); n%5 != 0 || n > crash {
					t.Fatalf("crash at write %d leaves %d records", crash, n)
				}
				if !fault.Crashed() {
					break
				}
			}
		})
	}
}
