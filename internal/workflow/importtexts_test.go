package workflow

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/search"
)

// asked are questions whose answers depend on everything a segment holds.
var asked = []domain.AdvisoryQuery{{}, {Text: "first"}, {Text: "second"}, {Text: "tale flaw"}, {Text: "OSV-2026-00007"}, {Text: "product:pkg70"}, {Text: "badge:unsigned"},
	{Text: "revisions>1"}, {Text: "is:unread -second", Sort: "id", Reverse: true}, {Text: "source:b"}, {Sort: "received"}, {Sort: "title"}}

func answers(t *testing.T, d *Desk) string {
	t.Helper()
	var out strings.Builder
	for _, q := range asked {
		page, err := d.FindAdvisories(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%+v: %d, %d briefly\n", q, page.Total, page.Brief)
		for _, row := range page.Rows {
			fmt.Fprintf(&out, "%+v\n", row)
		}
	}
	return out.String()
}

// sameAsBuiltAnew holds that what imports put into the text index answers as one does that
// is built of the same desk at once.
func sameAsBuiltAnew(t *testing.T, d *Desk) {
	t.Helper()
	have := answers(t, d)
	if _, err := d.store.DropText(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := answers(t, d); have != want {
		t.Errorf("the import's index answers\n%.3000s\none that is built anew\n%.3000s", have, want)
	}
}

func imports(t *testing.T, d *Desk, path string) {
	t.Helper()
	if _, err := d.Import(t.Context(), []string{path}, nil); err != nil {
		t.Fatal(err)
	}
}

// TestImportBringsTexts imports enough to fill segments: new ones, changed ones, the same
// twice, what was deleted, and an older revision behind a newer one.
func TestImportBringsTexts(t *testing.T) {
	d, root := openDesk(t, t.TempDir(), &clock{now: dayOne}), t.TempDir()
	a, b := filepath.Join(root, "a"), filepath.Join(root, "b")
	writeRecords(t, a, 0, 3000, "first")
	writeRecords(t, filepath.Join(a, "again"), 100, 110, "first") // the same bytes
	imports(t, d, a)
	index, waiting := segments(t, d)
	if len(index.Segments) != 1 || index.Segments[0].Docs-len(index.Segments[0].Struck) != 3000 || waiting != 0 {
		t.Fatalf("%+v, %d waiting", index, waiting)
	}
	if err := d.DeleteAdvisory(t.Context(), "OSV-2026-00007", ""); err != nil {
		t.Fatal(err)
	}
	writeRecords(t, b, 5, 8, "first") // nothing new, and one of them deleted
	writeRecords(t, filepath.Join(b, "later"), 800, 3200, "second")
	older := `{"schema_version":"1.6.0","id":"OSV-2026-00010","modified":"2020-01-01T00:00:00Z","summary":"Older","affected":[{"package":{"ecosystem":"npm","name":"p"},"versions":["1"]}]}`
	if err := os.WriteFile(filepath.Join(b, "older.json"), []byte(older), 0o600); err != nil {
		t.Fatal(err)
	}
	imports(t, d, b)
	if index, waiting = segments(t, d); len(index.Segments) != 2 || waiting == 0 || waiting > 5 {
		t.Fatalf("%+v, %d waiting", index, waiting)
	}
	for text, want := range map[string]int{"": 3199, "first": 799, "second": 2400, "older": 0, "OSV-2026-00007": 0, "revisions>1": 2201} {
		if page := found(t, d, text); page.Total != want || page.Brief != 0 {
			t.Errorf("%q: %d, %d of them briefly, want %d", text, page.Total, page.Brief, want)
		}
	}
	sameAsBuiltAnew(t, d)
}

// TestImportStoppedBringsTexts stops an import and imports again, over what such a run may
// have left of a segment.
func TestImportStoppedBringsTexts(t *testing.T) {
	d, root := openDesk(t, t.TempDir(), &clock{now: dayOne}), t.TempDir()
	writeRecords(t, root, 0, 5000, "first")
	ctx, cancel := context.WithCancel(t.Context())
	_, err := d.Import(ctx, []string{root}, func(p domain.Progress) {
		if p.Stage == "read" && p.Done > p.Total/2 {
			cancel()
		}
	})
	if !domain.Is(err, domain.Cancelled) {
		t.Fatalf("%v, want Cancelled", err)
	}
	index, _ := segments(t, d)
	if len(index.Segments) != 0 {
		t.Fatalf("%+v", index)
	}
	left := search.NewBuilder()
	for i := range 20_000 { // of which a block of the dictionary begins with one
		left.Describe(&domain.Advisory{ID: fmt.Sprint("LEFT-", i), Title: fmt.Sprintf("first zebra%d", i)}, search.Known{})
	}
	if err := d.putSegment(t.Context(), index.Next, left); err != nil {
		t.Fatal(err)
	}
	imports(t, d, root)
	for text, want := range map[string]int{"first": 5000, "zebra": 0} {
		if page := found(t, d, text); page.Total != want || page.Brief != 0 {
			t.Errorf("%q: %d, %d of them briefly, want %d", text, page.Total, page.Brief, want)
		}
	}
	sameAsBuiltAnew(t, d)
}

// TestManySegments brings a day's changes many times: segments do not gather.
func TestManySegments(t *testing.T) {
	full := search.Head{Docs: search.MostDocs}
	half := search.Head{Docs: 3000}
	var heads []search.Head
	for range manyHalves - 1 {
		heads = append(heads, full, half)
	}
	count := func() (n int) {
		for _, gone := range goneSegments(heads) {
			if gone {
				n++
			}
		}
		return n
	}
	if n := count(); n != 0 {
		t.Errorf("%d of %d go", n, len(heads))
	}
	heads = append(heads, half)
	if n := count(); n != search.MostDocs/3000 {
		t.Errorf("%d go, want as many as make a full one", n)
	}
	heads = []search.Head{full, {Docs: 10, Struck: []uint32{1, 2, 3, 4, 5, 6}}}
	if n := count(); n != 1 {
		t.Errorf("%d go, want the thinned one", n)
	}
}
