package workflow

import (
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// TestImportWithoutAWord: an import whose process ended in the middle is in the
// log once, however often the desk is opened afterwards; one that said that it
// stopped is not told again.
func TestImportWithoutAWord(t *testing.T) {
	c := &clock{now: time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC)}
	folder := t.TempDir()
	d := openDesk(t, folder, c)
	receipt := domain.Receipt{ID: "01KILLED", Source: "/stick", Started: c.now, By: "R.T.", Totals: domain.Totals{Files: 7, Imported: 5, Unchanged: 1, Rejected: 1}}
	said := domain.Receipt{ID: "01STOPPED", Source: "/stick", Started: c.now, By: "R.T."}
	err := d.store.Update(t.Context(), func(w *store.Write) error {
		if err := w.PutReceipt(receipt); err != nil {
			return err
		}
		if err := w.PutReceipt(said); err != nil {
			return err
		}
		return w.AppendEvent(d.importEvent(&said))
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		d = openDesk(t, folder, c)
	}
	events, err := d.EventsFrom(t.Context(), 0, receipt.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(events) != 1 || events[0].Verb != verbImportStopped || events[0].Person != "R.T." || !strings.HasPrefix(events[0].After, "7 files: 5 imported, 1 unchanged, 1 rejected") {
		t.Errorf("the log says %+v", events)
	}
	if events, err = d.EventsFrom(t.Context(), 0, said.ID); err != nil || len(events) != 1 {
		t.Errorf("the import that said it stopped is in the log %d times: %v", len(events), err)
	}
	if _, err := d.VerifyLog(t.Context()); err != nil {
		t.Error(err)
	}
}
