package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// drawnFindings are what is found of some of 30 components: of each up to nine.
func drawnFindings(t *rapid.T, asset string, changed map[string]bool) map[string][]domain.Finding {
	out := map[string][]domain.Finding{}
	for range rapid.IntRange(1, 12).Draw(t, "components") {
		sum := sha256.Sum256([]byte{byte(rapid.IntRange(0, 30).Draw(t, "component"))})
		id := hex.EncodeToString(sum[:10])
		changed[id] = true
		out[id] = nil
		for i := range rapid.IntRange(0, 9).Draw(t, "findings") {
			f := findings(1)[0]
			f.Asset, f.ID, f.Component, f.Statement = asset, fmt.Sprint(id, i), id, i
			f.Name = rapid.SampledFrom([]string{"plain", `a"b`, `},{"id":"`, `,"component":"x"`, "ü"}).Draw(t, "name")
			f.Version = fmt.Sprint(rapid.IntRange(1, 2).Draw(t, "version"))
			out[id] = append(out[id], f)
		}
	}
	return out
}

// byComponents are all of them in the order of components.
func byComponents(all map[string][]domain.Finding) []domain.Finding {
	out := []domain.Finding{}
	for _, finds := range all {
		out = append(out, finds...)
	}
	slices.SortStableFunc(out, func(a, b domain.Finding) int { return strings.Compare(a.Component+a.ID, b.Component+b.ID) })
	return out
}

// TestFindingSetsAreOneWhateverTheWay: putting other findings of some components in
// the place of theirs gives what putting all of them into parts gives, to the byte,
// step after step; what is found is what was written; and dropping leaves what is
// needed and nothing else.
func TestFindingSetsAreOneWhateverTheWay(t *testing.T) {
	ctx := context.Background()
	s := newStore(t, engines[1].fresh(t))
	count := 0
	rapid.Check(t, func(t *rapid.T) {
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		count++
		asset := fmt.Sprint("A", count)
		now := map[string][]domain.Finding{}
		cur := &store.FindingSet{}
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			changed := map[string]bool{}
			for id, finds := range drawnFindings(t, asset, changed) {
				now[id] = finds
			}
			part := map[string][]domain.Finding{}
			for id := range changed {
				part[id] = now[id]
			}
			want, err := store.NewFindingSet(asset, byComponents(now))
			must(err)
			var next *store.FindingSet
			must(s.View(ctx, func(r *store.Read) (err error) {
				if cur, err = r.FindingSet(asset, cur.Generation()); err == nil { // of which nothing was read yet
					next, err = cur.With(r, changed, byComponents(part))
				}
				return err
			}))
			if next.Generation() != want.Generation() || next.Len() != want.Len() {
				t.Fatalf("generation %x of %d, want %x of %d", next.Generation(), next.Len(), want.Generation(), want.Len())
			}
			b := s.Batch(ctx)
			if next.Generation() != 0 && next.Generation() != cur.Generation() {
				must(b.WriteFindings(next))
			}
			must(b.DropFindings(cur, next))
			must(b.Flush())
			must(s.View(ctx, func(r *store.Read) error {
				all, err := r.Findings(asset, next.Generation())
				must(err)
				if diff := cmp.Diff(byComponents(now), append([]domain.Finding{}, all...)); diff != "" {
					t.Fatal(diff)
				}
				set, err := r.FindingSet(asset, next.Generation())
				must(err)
				some, err := set.Of(r, changed)
				if diff := cmp.Diff(byComponents(part), append([]domain.Finding{}, some...)); diff != "" {
					t.Fatal(diff)
				}
				return err
			}))
			cur = next
		}
		again, fresh := storedUnder(t, s, asset), newStoreOf(t, asset, byComponents(now))
		if diff := cmp.Diff(fresh, again); diff != "" {
			t.Fatalf("what is stored differs from what was written at once:\n%s", diff)
		}
	})
}

// newStoreOf gives the keys of findings that were written at once.
func newStoreOf(t *rapid.T, asset string, all []domain.Finding) []string {
	s := store.New(storetest.NewMemory(store.Limits{}))
	set, err := store.NewFindingSet(asset, all)
	if err == nil && set.Generation() != 0 {
		b := s.Batch(context.Background())
		if err = b.WriteFindings(set); err == nil {
			err = b.Flush()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return storedUnder(t, s, asset)
}

func storedUnder(t *rapid.T, s *store.Store, asset string) []string {
	all := []string{}
	err := s.Engine().View(context.Background(), func(r store.Reader) error {
		all = all[:0]
		for item, err := range r.Scan(store.Range{Prefix: "finding/" + asset + "/"}) {
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
