package workflow

import (
	"context"
	"maps"
	"slices"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// putListReceipt writes the receipt of a list that was imported at an instant, with
// its one line and the event of the log that says so.
func (d *Desk) putListReceipt(ctx context.Context, id string, at time.Time, line domain.FileReceipt, e domain.LogEvent) error {
	receipt := domain.Receipt{ID: id, Source: line.File, Started: at, Finished: d.at(), By: e.Person,
		Totals: domain.Totals{Files: 1, Imported: 1, Warnings: len(line.Warnings), Bytes: line.Size}}
	return d.store.Update(ctx, func(w *store.Write) error {
		if err := w.AppendReceiptFiles(id, 0, []domain.FileReceipt{line}); err != nil {
			return err
		}
		if err := w.PutReceipt(receipt); err != nil {
			return err
		}
		return w.AppendEvent(e)
	})
}

// listsOf are what was said about lists of tickets, or about those of assets.
func listsOf(all []domain.ListMapping, tickets bool) []domain.ListMapping {
	var out []domain.ListMapping
	for _, m := range all {
		if m.Tickets == tickets {
			out = append(out, m)
		}
	}
	return out
}

// rememberList keeps what a person said about lists with such a header, where they
// said anything.
func (d *Desk) rememberList(ctx context.Context, said domain.ListMapping) error {
	if len(said.Map) == 0 && len(said.States) == 0 && said.Dates == "" || len(said.Header) == 0 {
		return nil
	}
	e := d.event("", "desk.set", "desk")
	return d.store.Update(ctx, func(w *store.Write) error {
		before, err := w.Desk()
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		after := before
		after.Lists = nil
		for _, known := range before.Lists {
			if known.Tickets != said.Tickets || !slices.Equal(known.Header, said.Header) {
				after.Lists = append(after.Lists, known)
			} else if maps.Equal(known.Map, said.Map) && maps.Equal(known.States, said.States) && known.Dates == said.Dates {
				return nil
			}
		}
		after.Lists = append(after.Lists, said)
		if err := w.PutDesk(after); err != nil {
			return err
		}
		return d.log(w, e, before, after)
	})
}
