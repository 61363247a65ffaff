package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// TestInventoryTextFindsComponents: what is found by a string are all components
// that hold it, as they were written, whatever characters names are made of.
func TestInventoryTextFindsComponents(t *testing.T) {
	s := newStore(t, engines[1].fresh(t))
	ctx := context.Background()
	gen := uint64(0)
	odd := rapid.SampledFrom([]string{"npm/a", "npm/ab", "a", `},{"id":"`, `"`, `\`, "ü", "<&>", "\u2028", "\x7f", "\xff", "", `","owner":"npm/a`, "],[", "line\nline"})
	rapid.Check(t, func(t *rapid.T) {
		var held []domain.Held
		for i := range rapid.IntRange(0, 400).Draw(t, "components") {
			c := domain.Component{ID: fmt.Sprintf("%020x", i*7919%1000), Key: domain.PackageKey("npm/" + odd.Draw(t, "key")), Name: odd.Draw(t, "name"),
				Version: "1.0", Owner: domain.PackageKey(odd.Draw(t, "owner")), Place: odd.Draw(t, "place")}
			if also := odd.Draw(t, "also"); also != "" {
				c.Also = []domain.PackageKey{domain.PackageKey(also), "vp/x/" + domain.PackageKey(also)}
			}
			held = append(held, domain.Held{Component: c, FirstSeen: time.Unix(int64(i), 0).UTC(), Slot: "software"})
		}
		gen++
		if err := s.WriteInventory(ctx, "A", gen, held); err != nil {
			t.Fatal(err)
		}
		text := odd.Draw(t, "asked")
		if rapid.Bool().Draw(t, "as key") {
			text = "npm/" + text
		}
		var got, all []domain.Held
		var want []domain.Held
		err := s.View(ctx, func(r *store.Read) error {
			var err error
			if want, err = r.Inventory("A", gen); err != nil {
				return err
			}
			it, err := r.InventoryText("A", gen)
			if err != nil {
				return err
			}
			if it.Len() != len(want) {
				t.Fatalf("%d components, want %d", it.Len(), len(want))
			}
			if all, err = it.All(r); err != nil {
				return err
			}
			if it, err = r.InventoryText("A", gen); err != nil { // of which nothing was read yet
				return err
			}
			got, err = it.Naming(r, []string{text})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, all); diff != "" {
			t.Fatal(diff)
		}
		most := 0 // in which it stands as any string
		for _, h := range want {
			if slices.Contains(append([]string{h.ID, string(h.Key), h.Name, string(h.Owner), h.Place, h.Version, h.Slot}, texts(h.Also)...), string([]rune(text))) {
				most++
			}
		}
		want = slices.DeleteFunc(want, func(h domain.Held) bool {
			texts := []string{h.ID, string(h.Key), string(h.Owner)}
			for _, also := range h.Also {
				texts = append(texts, string(also))
			}
			return !slices.Contains(texts, string([]rune(text)))
		})
		if text == "" { // members that are empty are not written
			return
		}
		for _, h := range want {
			at := slices.IndexFunc(got, func(g domain.Held) bool { return g.ID == h.ID })
			if at < 0 || !cmp.Equal(got[at], h) {
				t.Fatalf("%q: %s is not found, or is another", text, h.ID)
			}
		}
		if len(got) > most && !strings.Contains(fmt.Sprint(got), `"`) { // a string that ends in the text looks like it
			t.Fatalf("%q: %d components are found, want %d at most", text, len(got), most)
		}
	})
}

func texts(keys []domain.PackageKey) []string {
	var out []string
	for _, key := range keys {
		out = append(out, string(key))
	}
	return out
}
