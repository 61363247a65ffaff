package workflow

import (
	"context"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// VerifyLog checks the chain of the event log from the first event to the
// newest and gives the head. A broken link is a Corrupt error that names the
// first event that does not fit.
func (d *Desk) VerifyLog(ctx context.Context) (domain.LogHead, error) {
	var head domain.LogHead
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		head, err = r.VerifyLog()
		return err
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
