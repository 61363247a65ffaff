package workflow

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// VerifyLog checks the chain of the event log from the first event to the
// newest, replays it, compares what comes out with the tasks and targets of the
// desk, and gives the head. A broken link is a Corrupt error that names the first
// event that does not fit, a task or target that is not as logged one that names it.
func (d *Desk) VerifyLog(ctx context.Context) (domain.LogHead, error) {
	var head domain.LogHead
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if head, err = r.VerifyLog(); err != nil {
			return err
		}
		return r.VerifyRecords()
	})
	return head, err
}

// Events lists the newest events first, at most limit.
func (d *Desk) Events(ctx context.Context, limit int) ([]domain.LogEvent, error) {
	var out []domain.LogEvent
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		for e, err := range r.Events(0, limit, true) {
			if err != nil {
				return err
			}
			out = append(out, e)
		}
		return nil
	})
	return out, err
}

// Receipts lists the newest imports first, at most limit, with their files.
func (d *Desk) Receipts(ctx context.Context, limit int) ([]domain.Receipt, error) {
	var out []domain.Receipt
	err := d.store.View(ctx, func(r *store.Read) error {
		heads, err := r.Receipts(limit)
		if err != nil {
			return err
		}
		out = out[:0]
		for _, head := range heads {
			whole, err := r.Receipt(head.ID)
			if err != nil {
				return err
			}
			out = append(out, whole)
		}
		return nil
	})
	return out, err
}

// ReceiptHeads lists the newest receipts without their files, of which there may be
// some hundred thousand; [Desk.Receipt] gives them.
func (d *Desk) ReceiptHeads(ctx context.Context, limit int) ([]domain.Receipt, error) {
	var out []domain.Receipt
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = r.Receipts(limit)
		return err
	})
	return out, err
}

// Receipt gives one receipt with its files. Errors: NotFound.
func (d *Desk) Receipt(ctx context.Context, id string) (domain.Receipt, error) {
	var out domain.Receipt
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = r.Receipt(id)
		return err
	})
	return out, err
}

// EventsFrom lists the events in the order of their numbers, beginning with
// number from, only those about one subject where about is not "".
func (d *Desk) EventsFrom(ctx context.Context, from uint64, about string) ([]domain.LogEvent, error) {
	var out []domain.LogEvent
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		for e, err := range r.Events(from, 0, false) {
			if err != nil {
				return err
			}
			if about == "" || e.Subject == about {
				out = append(out, e)
			}
		}
		return nil
	})
	return out, err
}

// ExportEvents writes the log as JSON lines: of each event the very bytes whose
// hash the next one carries, so that anyone can check the chain. Errors: Storage,
// and those of reading.
func (d *Desk) ExportEvents(ctx context.Context, w io.Writer, from uint64, about string) error {
	out := bufio.NewWriter(w)
	err := d.store.View(ctx, func(r *store.Read) error {
		out.Reset(w)
		for line, err := range r.EventBytes(from) {
			if err != nil {
				return err
			}
			if about != "" {
				var e domain.LogEvent
				if err := json.Unmarshal(line, &e); err != nil || e.Subject != about {
					continue
				}
			}
			if _, err := out.Write(append(line, '\n')); err != nil {
				return &domain.Error{Kind: domain.Storage, Op: "export events", Code: "file_not_written", Err: err}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return &domain.Error{Kind: domain.Storage, Op: "export events", Code: "file_not_written", Err: err}
	}
	return nil
}

// HoldsHead checks that the log still holds a head that left the house, written
// NUMBER:HASH: cut off and written on, it would not. Errors: Invalid (not written
// so), Corrupt.
func (d *Desk) HoldsHead(ctx context.Context, head string) error {
	number, hash, _ := strings.Cut(head, ":")
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil || seq == 0 || len(hash) != 64 {
		return &domain.Error{Kind: domain.Invalid, Op: "verify log", Subject: head, Code: "head_unreadable", Params: domain.Params{"value": head}}
	}
	return d.store.View(ctx, func(r *store.Read) error {
		is := ""
		for line, err := range r.EventBytes(seq) {
			if err != nil {
				return err
			}
			var e domain.LogEvent
			if err := json.Unmarshal(line, &e); err == nil && e.Seq == seq {
				sum := sha256.Sum256(line)
				is = hex.EncodeToString(sum[:])
				if e.Purged != 0 {
					is = e.Hash
				}
			}
			break
		}
		if !strings.EqualFold(is, hash) {
			return &domain.Error{Kind: domain.Corrupt, Op: "verify log", Subject: number, Code: "head_not_held", Params: domain.Params{"value": head}}
		}
		return nil
	})
}
