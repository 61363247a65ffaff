package store_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

var rewrite = flag.Bool("rewrite", false, "write golden files anew")

// longKey does not fit into a key.
var longKey = domain.PackageKey("vp/" + strings.Repeat("long name ", 30))

// fillOne puts one record of every sort, with names that need escaping.
func fillOne(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := context.Background()
	s.Stamp = stampedAt(3)
	for _, step := range steps {
		if step.many != nil {
			if err := step.many(ctx, s); err != nil {
				t.Fatal(err)
			}
		} else {
			update(t, s, step.once)
		}
	}
	update(t, s, func(w *store.Write) error {
		_, err := w.NextID("task")
		return first(err,
			w.PutPending("asset", assetID, store.Pending{Asset: assetID}),
			w.PutCovers("Alpine:v3.20/~edge"),
			w.PutHolder(longKey, assetID),
			w.PutAsset(domain.Asset{ID: "02LARGE", Name: "Notes", Notes: noise(4, 100<<10)}))
	})
}

// TestLayout compares the keys of a filled store with the golden list; a change
// there is a change of the schema number.
func TestLayout(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		fillOne(t, s)
		golden(t, "layout.golden", strings.Join(keys(t, s), "\n")+"\n")
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestLayoutIsDrawn holds the tree in the comment of keys.go against a filled
// store: each drawn path has a key, and each key's path is drawn.
func TestLayoutIsDrawn(t *testing.T) {
	source, err := os.ReadFile("keys.go")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^//\t([a-z-]+)[/ ]`).FindAllStringSubmatch(string(source), -1) {
		drawn[m[1]] = true
	}
	if len(drawn) < 20 {
		t.Fatalf("only %d paths are drawn: %v", len(drawn), drawn)
	}
	s := newStore(t, engines[1].fresh(t))
	fillOne(t, s)
	filled := map[string]bool{}
	for _, key := range keys(t, s) {
		first, _, _ := strings.Cut(key, "/")
		filled[first] = true
	}
	if diff := cmp.Diff(drawn, filled); diff != "" {
		t.Errorf("paths (-drawn +filled):\n%s", diff)
	}
}
