package workflow

import (
	"context"
	"fmt"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// importEvent is the log's entry for an import that is done, or for one that
// was stopped: its receipt has no end.
func (d *Desk) importEvent(head *domain.Receipt) domain.LogEvent {
	t := &head.Totals
	e := d.event(head.By, verbImport, head.ID)
	if head.Finished.IsZero() {
		e.Verb = verbImportStopped
	}
	e.After = fmt.Sprintf("%d %s: %d imported, %d unchanged, %d rejected", t.Files, oneOrMany(t.Files, "file", "files"), t.Imported, t.Unchanged, t.Rejected)
	if t.Quarantined > 0 {
		e.After += fmt.Sprintf(", %d in quarantine", t.Quarantined)
	}
	return e
}

const (
	verbImport        = "import"
	verbImportStopped = "import.stopped"
)

func oneOrMany(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// recentReceipts is how many of the newest receipts are looked through for one
// without an end: nothing else imports between a stop and the next opening.
const recentReceipts = 20

// noteStopped writes into the log, once, each import that ended without a word:
// its process was killed or the computer went off. What such an import brought
// in is in the desk, and importing the same again calls it unchanged, so without
// this entry the log would never say that it came in. Call it only while no
// import can be running.
func (d *Desk) noteStopped(ctx context.Context) error {
	var stopped []domain.Receipt
	err := d.store.View(ctx, func(r *store.Read) error {
		stopped = nil
		receipts, err := r.Receipts(recentReceipts)
		if err != nil {
			return err
		}
		for i := len(receipts) - 1; i >= 0; i-- { // the older first
			if !receipts[i].Finished.IsZero() {
				continue
			}
			noted, err := hasEvent(r, receipts[i].ID)
			if err != nil {
				return err
			}
			if !noted {
				stopped = append(stopped, receipts[i])
			}
		}
		return nil
	})
	if err != nil || len(stopped) == 0 {
		return err
	}
	return d.store.Update(ctx, func(w *store.Write) error {
		for i := range stopped {
			e := d.importEvent(&stopped[i])
			e.Assurance = domain.Asserted // who acts now need not be who imported
			e.Reason = "it ended without a word; noted at the next opening"
			if err := w.AppendEvent(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// hasEvent reports whether the log has an entry about the subject.
func hasEvent(r *store.Read, subject string) (bool, error) {
	for _, err := range r.EventsOf(subject) {
		return err == nil, err
	}
	return false, nil
}
