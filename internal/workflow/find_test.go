package workflow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// writeRecords writes OSV records with the numbers from..to-1 into a folder.
func writeRecords(t *testing.T, folder string, from, to int, word string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := from; i < to; i++ {
		text := fmt.Sprintf(`{"schema_version":"1.6.0","id":"OSV-2026-%05d","modified":"2026-05-%02dT00:00:00Z","summary":"Flaw %d %s","details":"A %s long tale.","affected":[{"package":{"ecosystem":"npm","name":"pkg%d"},"versions":["1"]}]}`, i, 1+i%28, i, word, word, i)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%05d.json", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func found(t *testing.T, d *Desk, text string) domain.AdvisoryPage {
	t.Helper()
	page, err := d.FindAdvisories(t.Context(), domain.AdvisoryQuery{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func segments(t *testing.T, d *Desk) (index store.TextIndex, waiting int) {
	t.Helper()
	err := d.store.View(t.Context(), func(r *store.Read) error {
		var ok bool
		var err error
		if index, ok, err = r.TextIndex(); err != nil {
			return err
		}
		keys, err := waitingTexts(r, ok, 0)
		waiting = len(keys)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return index, waiting
}

// TestTextIndexFollowsTheDesk builds the stored index at the first question of a
// desk that is large enough, and keeps finding what came, changed and went since.
func TestTextIndexFollowsTheDesk(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	root := t.TempDir()
	bring := func(name string, from, to int, word string) {
		writeRecords(t, filepath.Join(root, name), from, to, word)
		if _, err := d.Import(t.Context(), []string{filepath.Join(root, name)}, nil); err != nil {
			t.Fatal(err)
		}
	}
	bring("a", 0, 700, "first")
	if index, _ := segments(t, d); len(index.Segments) != 0 {
		t.Fatal("an import pays for the index")
	}
	if page := found(t, d, "first"); page.Total != 700 || page.Brief != 0 {
		t.Fatalf("%d, %d of them briefly", page.Total, page.Brief)
	}
	index, waiting := segments(t, d)
	if len(index.Segments) != 1 || index.Segments[0].Docs != 700 || waiting != 0 {
		t.Fatalf("%+v, %d waiting", index, waiting)
	}
	bring("b", 690, 710, "second") // ten again in another form, ten new
	if page := found(t, d, "second"); page.Total != 20 {
		t.Fatalf("%d with the new word: ten new, ten changed", page.Total)
	}
	if page := found(t, d, "first"); page.Total != 690 {
		t.Fatalf("%d with the old word: ten changed", page.Total)
	}
	if _, waiting := segments(t, d); waiting == 0 {
		t.Fatal("few new ones are stored at once")
	}
	for i := range 9 {
		bring(fmt.Sprint("c", i), 1000*(i+1), 1000*(i+1)+600, fmt.Sprint("batch", i))
		if page := found(t, d, fmt.Sprint("batch", i)); page.Total != 600 {
			t.Fatalf("batch %d: %d", i, page.Total)
		}
	}
	if index, _ = segments(t, d); len(index.Segments) >= manySmall {
		t.Errorf("%d small segments were not made one", len(index.Segments))
	}
	if page := found(t, d, ""); page.Total != 710+9*600 {
		t.Errorf("%d in all", page.Total)
	}
	if err := d.DeleteAdvisory(t.Context(), "OSV-2026-00003", ""); err != nil {
		t.Fatal(err)
	}
	if page := found(t, d, "OSV-2026-00003"); page.Total != 0 {
		t.Error("a deleted advisory is found")
	}
	if _, err := d.Reindex(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if index, _ := segments(t, d); len(index.Segments) != 0 {
		t.Error("a reindex leaves the text index of before")
	}
	if page := found(t, d, "batch3 product:pkg4000"); page.Total != 1 {
		t.Errorf("after the reindex %d", page.Total)
	}
}

// TestFindingWhileSomebodyWrites asks while the turn to write is taken: the answer
// comes at once, and says how much was looked at briefly.
func TestFindingWhileSomebodyWrites(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	root := t.TempDir()
	writeRecords(t, root, 0, fewTexts+100, "word")
	if _, err := d.Import(t.Context(), []string{root}, nil); err != nil {
		t.Fatal(err)
	}
	d.writing.Lock()
	page := found(t, d, "")
	d.writing.Unlock()
	if page.Total != fewTexts+100 || page.Brief != 100 {
		t.Errorf("%d, %d of them briefly", page.Total, page.Brief)
	}
	if page = found(t, d, "tale"); page.Total != fewTexts+100 || page.Brief != 0 {
		t.Errorf("afterwards %d, %d of them briefly", page.Total, page.Brief)
	}
}

// TestDeletedStaysDeletedUntilNewer deletes an advisory, brings its old and a newer
// revision, and undoes.
func TestDeletedStaysDeletedUntilNewer(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	root := t.TempDir()
	write := func(name, modified string) string {
		path := filepath.Join(root, name)
		text := fmt.Sprintf(`{"schema_version":"1.6.0","id":"OSV-1","modified":"%s","summary":"%s","affected":[{"package":{"ecosystem":"npm","name":"left"},"versions":["1"]}]}`, modified, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	old, newer := write("old.json", "2026-01-01T00:00:00Z"), write("newer.json", "2026-02-01T00:00:00Z")
	bring := func(path string) domain.Receipt {
		receipt, err := d.Import(t.Context(), []string{path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return receipt
	}
	bring(old)
	if err := d.DeleteAdvisory(t.Context(), "OSV-1", "twice"); err != nil {
		t.Fatal(err)
	}
	if r := bring(old); r.Totals.Unchanged != 1 || found(t, d, "").Total != 0 {
		t.Errorf("the same bytes: %+v", r.Totals)
	}
	bring(newer)
	if page := found(t, d, ""); page.Total != 1 || page.Rows[0].Revisions != 1 {
		t.Errorf("a newer revision: %+v", page)
	}
	if err := d.RestoreAdvisory(t.Context(), "osv-1"); err != nil {
		t.Fatal(err)
	}
	if page := found(t, d, ""); page.Total != 1 || page.Rows[0].Revisions != 2 || page.Rows[0].Title != "newer.json" {
		t.Errorf("after undoing: %+v", page)
	}
	if out, err := d.Reindex(t.Context(), nil); err != nil || !out.Identical {
		t.Errorf("reindex: %+v %v", out, err)
	}
	events, err := d.Events(t.Context(), 50)
	var verbs []string
	for _, e := range events {
		verbs = append(verbs, e.Verb)
	}
	if err != nil || !slices.Contains(verbs, "advisory.delete") || !slices.Contains(verbs, "advisory.restore") {
		t.Errorf("events %s: %v", strings.Join(verbs, " "), err)
	}
}
