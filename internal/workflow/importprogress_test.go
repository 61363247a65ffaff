package workflow

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// zipOfRecords is a feed of n small records.
func zipOfRecords(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "all.zip")
	file, err := os.Create(path)
	noError(t, err)
	out := zip.NewWriter(file)
	for i := range n {
		w, err := out.Create(fmt.Sprintf("TEST-%d.json", i))
		noError(t, err)
		_, err = fmt.Fprintf(w, `{"id":"TEST-%d","modified":"2026-01-02T03:04:05Z","affected":[{"package":{"ecosystem":"npm","name":"part-%d"},"versions":["1"]}]}`, i, i)
		noError(t, err)
	}
	noError(t, out.Close())
	noError(t, file.Close())
	return path
}

// TestImportTellsWhileItWrites: what waits for a transaction is told between.
func TestImportTellsWhileItWrites(t *testing.T) {
	every, told := make(chan time.Time), make(chan bool)
	n := 0
	failed := errors.New("in the end")
	err := telling(every, func() { n++; told <- true }, func() error {
		for range 3 {
			every <- time.Time{}
			<-told
		}
		return failed
	})
	if n != 3 || err != failed {
		t.Errorf("told %d times, %v", n, err)
	}
}

// TestImportCancelled stops at the first word of progress: what follows is not read, and
// comes with the next import.
func TestImportCancelled(t *testing.T) {
	const all = 4000
	path := zipOfRecords(t, all)
	d := openDesk(t, t.TempDir(), &clock{now: time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC)})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	receipt, err := d.Import(ctx, []string{path}, func(domain.Progress) { cancel() })
	if !domain.Is(err, domain.Cancelled) {
		t.Fatalf("%v, want Cancelled", err)
	}
	// What was on its way through the pipeline may have been decoded; it is not written.
	if receipt.Totals.Files > 0 {
		t.Errorf("%d files were written after the cancel", receipt.Totals.Files)
	}
	told := 0
	receipt, err = d.Import(t.Context(), []string{path}, func(p domain.Progress) {
		if told++; p.Total < p.Done {
			t.Errorf("%d of %d", p.Done, p.Total)
		}
	})
	if err != nil || receipt.Totals.Imported != all || told == 0 {
		t.Errorf("%+v, told %d times, %v", receipt.Totals, told, err)
	}
}
