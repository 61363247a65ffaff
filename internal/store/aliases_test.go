package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

func TestGroup(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(w *store.Write) error {
			return first(w.PutAlias("GHSA-x", "CVE-2026-10000", "1"), w.PutAlias("CVE-2026-9999", "GHSA-x", "2"),
				w.PutAlias("VX-1", "VX-1", "1"), w.PutAlias("PYSEC-1", "GHSA-y", "1"))
		})
		tests := []struct {
			name string
			want domain.AliasGroup
		}{
			{"GHSA-x", domain.AliasGroup{ID: "CVE-2026-9999", Names: []string{"CVE-2026-10000", "CVE-2026-9999", "GHSA-x"}}},
			{"CVE-2026-10000", domain.AliasGroup{ID: "CVE-2026-9999", Names: []string{"CVE-2026-10000", "CVE-2026-9999", "GHSA-x"}}},
			{"GHSA-y", domain.AliasGroup{ID: "GHSA-y", Names: []string{"GHSA-y", "PYSEC-1"}}},
			{"VX-1", domain.AliasGroup{ID: "VX-1", Names: []string{"VX-1"}}},
		}
		view(t, s, func(r *store.Read) error {
			for _, tt := range tests {
				got, err := r.Group(tt.name)
				if err != nil {
					return err
				}
				same(t, tt.name, tt.want, got)
			}
			return nil
		})
	})
}

// TestGroupsAgainstModel says and takes back at random that names mean the same
// and compares groups with a plain list of what was said.
func TestGroupsAgainstModel(t *testing.T) {
	type word struct {
		a, b     string
		advisory domain.AdvisoryKey
	}
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		s := newStore(t, engines[1].fresh(t))
		said := map[word]bool{}
		name := rapid.Custom(func(rt *rapid.T) string { return fmt.Sprint("CVE-2026-", rapid.IntRange(1, 8).Draw(rt, "n")) })
		adv := rapid.SampledFrom([]domain.AdvisoryKey{"x|y|1", "x|y|2", "x|y|3"})
		rt.Repeat(map[string]func(*rapid.T){
			"say": func(rt *rapid.T) {
				w := word{name.Draw(rt, "a"), name.Draw(rt, "b"), adv.Draw(rt, "advisory")}
				if w.a > w.b {
					w.a, w.b = w.b, w.a
				}
				said[w] = true
				if err := s.Update(ctx, func(tx *store.Write) error { return tx.PutAlias(w.a, w.b, w.advisory) }); err != nil {
					rt.Fatal(err)
				}
			},
			"take back": func(rt *rapid.T) {
				names := rapid.SliceOfDistinct(name, rapid.ID).Draw(rt, "names")
				a := adv.Draw(rt, "advisory")
				for w := range said {
					if w.advisory == a && (slices.Contains(names, w.a) || slices.Contains(names, w.b)) {
						delete(said, w)
					}
				}
				if err := s.Update(ctx, func(tx *store.Write) error { return tx.DeleteAliases(names, a) }); err != nil {
					rt.Fatal(err)
				}
			},
			"": func(rt *rapid.T) {
				group := map[string]int{} // union by relabelling
				for i := range 9 {
					group[fmt.Sprint("CVE-2026-", i)] = i
				}
				for w := range said {
					from, to := group[w.a], group[w.b]
					for n, g := range group {
						if g == from {
							group[n] = to
						}
					}
				}
				err := s.View(ctx, func(r *store.Read) error {
					for i := 1; i < 9; i++ {
						one := fmt.Sprint("CVE-2026-", i)
						got, err := r.Group(one)
						if err != nil {
							return err
						}
						for n, g := range group {
							if slices.Contains(got.Names, n) != (g == group[one]) {
								return fmt.Errorf("group of %s is %v, where %v was said", one, got.Names, said)
							}
						}
					}
					return nil
				})
				if err != nil {
					rt.Fatal(err)
				}
			},
		})
	})
}
