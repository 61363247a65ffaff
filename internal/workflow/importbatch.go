package workflow

import (
	"errors"
	"strconv"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// take adds one decoded document to the batch and writes the batch when it is
// full.
func (run *importRun) take(p *prepared) error {
	if err := run.ctx.Err(); err != nil {
		return err
	}
	run.read += p.doc.Size
	run.show(p.doc.File)
	keys := p.keys()
	if len(run.batch) > 0 && (run.weight+keys > mostKeys || run.size+p.size() > mostBytes || run.held+p.doc.Size > mostHeld) {
		if err := run.flush(); err != nil {
			return err
		}
	}
	run.batch = append(run.batch, p)
	run.weight += keys
	run.size += p.size()
	run.held += p.doc.Size
	return nil
}

// What one batch may write, as estimated beforehand: below what the desk's engine
// allows. Larger batches write fewer pages twice; what a batch may hold in memory
// bounds them.
const (
	mostKeys  = 24_000
	mostBytes = 12 << 20
	mostHeld  = 16 << 20
)

// flush writes the batch and its receipt lines. Documents that are too large for
// one transaction go alone and in steps.
func (run *importRun) flush() error {
	batch := run.batch
	large := run.weight > mostKeys || run.size > mostBytes
	run.batch, run.weight, run.size, run.held = nil, 0, 0, 0
	if len(batch) == 0 {
		return nil
	}
	arrivals, err := run.arrivals(batch)
	if err != nil {
		return err
	}
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	last := batch[len(batch)-1].doc.File
	err = telling(ticker.C, func() { run.tell(last) }, func() error { return run.writeBatch(batch, arrivals, large && len(batch) == 1) })
	if err != nil {
		return err
	}
	return run.texts.wrote(batch)
}

// arrivals notes how each document came; one that brings nothing has none.
func (run *importRun) arrivals(batch []*prepared) ([]store.Arrival, error) {
	at := run.desk.now().UTC()
	out := make([]store.Arrival, len(batch))
	for i, p := range batch {
		if p.records() == 0 || p.payload != nil || p.err != nil || p.quarantined() {
			continue
		}
		id, err := run.desk.ids.next()
		if err != nil {
			return nil, err
		}
		out[i] = store.Arrival{ID: id, Digest: p.doc.Digest, Size: p.doc.Size, Format: p.doc.Format, File: p.doc.File,
			At: at, By: run.receipt.By, Badge: p.verdict.Badge, Receipt: run.receipt.ID, Proofs: p.proofs, Released: p.released}
		if len(p.proofs) > 0 {
			out[i].Owners = p.owners
		}
	}
	return out, nil
}

// writeBatch writes documents and their receipt lines in one transaction; where
// that turns out too small, half of them in each of two, and one alone in steps.
func (run *importRun) writeBatch(batch []*prepared, arrivals []store.Arrival, steps bool) error {
	if steps {
		line, err := run.desk.applyLarge(run.ctx, batch[0], arrivals[0], run.receipt.ID)
		if err != nil {
			return err
		}
		return run.writeLines(func(w *store.Write) ([]domain.FileReceipt, error) {
			lines := []domain.FileReceipt{line}
			return lines, noteCSAF(w, batch, lines, run.listName())
		})
	}
	err := run.writeLines(func(w *store.Write) ([]domain.FileReceipt, error) {
		lines := make([]domain.FileReceipt, 0, len(batch))
		for i, p := range batch {
			line, err := run.desk.applyDocument(w, p, arrivals[i], run.receipt.ID)
			if err != nil {
				return nil, err
			}
			lines = append(lines, line)
		}
		return lines, noteCSAF(w, batch, lines, run.listName())
	})
	if !errors.Is(err, store.ErrTooLarge) {
		return err
	}
	if len(batch) == 1 {
		return run.writeBatch(batch, arrivals, true)
	}
	half := len(batch) / 2
	if err := run.writeBatch(batch[:half], arrivals[:half], false); err != nil {
		return err
	}
	return run.writeBatch(batch[half:], arrivals[half:], false)
}

// listName names the list of what waits for a check out of the chunk being written.
func (run *importRun) listName() string { return run.receipt.ID + "." + strconv.Itoa(run.chunk) }

// writeLines puts lines on the receipt in the transaction in which write makes
// them.
func (run *importRun) writeLines(write func(*store.Write) ([]domain.FileReceipt, error)) error {
	var lines []domain.FileReceipt
	totals := run.receipt.Totals
	err := run.desk.store.Update(run.ctx, func(w *store.Write) (err error) {
		if lines, err = write(w); err != nil {
			return err
		}
		run.receipt.Totals = totals
		for _, line := range lines {
			count(&run.receipt.Totals, line)
		}
		if err := w.AppendReceiptFiles(run.receipt.ID, run.chunk, lines); err != nil {
			return err
		}
		return w.PutReceipt(run.receipt)
	})
	if err != nil {
		run.receipt.Totals = totals
		return err
	}
	run.chunk++
	run.hold(lines)
	return nil
}
