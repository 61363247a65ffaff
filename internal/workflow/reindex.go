package workflow

import (
	"context"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// Rebuilt says what a reindex found.
type Rebuilt struct {
	Arrivals  int    `json:"arrivals"`
	Before    string `json:"before"` // digest of all derived records before and after
	After     string `json:"after"`
	Identical bool   `json:"identical"`
}

// Reindex drops every derived record and builds it again from the kept originals
// and the recorded decisions, in the order in which they came. The outcome is
// byte-identical where nothing was lost. An interrupted reindex goes on with the
// next opening of the desk. Progress may be nil.
func (d *Desk) Reindex(ctx context.Context, progress func(domain.Progress)) (Rebuilt, error) {
	if progress == nil {
		progress = func(domain.Progress) {}
	}
	done, err := d.writer()
	if err != nil {
		return Rebuilt{}, err
	}
	defer done()
	return d.reindex(ctx, progress)
}

func (d *Desk) reindex(ctx context.Context, progress func(domain.Progress)) (out Rebuilt, err error) {
	if out.Before, err = d.store.DerivedDigest(ctx); err != nil {
		return out, err
	}
	if out.Arrivals, err = d.rederive(ctx, progress); err != nil {
		return out, err
	}
	if err := d.pendAll(ctx); err != nil {
		return out, err
	}
	if _, err := d.settleRun(ctx, nil, progress); err != nil {
		return out, err
	}
	e := d.event("", "reindex", "desk")
	err = d.store.Update(ctx, func(w *store.Write) error {
		if err := w.DeletePending(store.PendingReindex, "all"); err != nil {
			return err
		}
		if err := w.PutDerived(d.program); err != nil {
			return err
		}
		return d.log(w, e, nil, nil)
	})
	if err != nil {
		return out, err
	}
	out.After, err = d.store.DerivedDigest(ctx)
	out.Identical = out.Before == out.After
	return out, err
}

// rederive drops every derived record and derives again what each arrival brought,
// but for findings. It counts the arrivals.
func (d *Desk) rederive(ctx context.Context, progress func(domain.Progress)) (int, error) {
	if err := d.store.DropDerived(ctx, nil); err != nil {
		return 0, err
	}
	var arrivals []store.Arrival
	err := d.store.View(ctx, func(r *store.Read) error {
		arrivals = arrivals[:0]
		for a, err := range r.Arrivals() {
			if err != nil {
				return err
			}
			arrivals = append(arrivals, a)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for i, a := range arrivals {
		if err := ctx.Err(); err != nil {
			return 0, asCancelled(ctx, err)
		}
		progress(domain.Progress{Stage: "reindex", Done: int64(i), Total: int64(len(arrivals)), Name: a.File})
		if err := d.replay(ctx, a); err != nil {
			return 0, err
		}
	}
	return len(arrivals), nil
}

// replay derives again what one arrival brought.
func (d *Desk) replay(ctx context.Context, a store.Arrival) error {
	var data []byte
	var cur store.Current
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if data, err = r.Original(a.Digest); err != nil {
			return err
		}
		if a.Asset != "" {
			cur, err = nextCurrent(r, a.Asset)
		}
		return err
	})
	if err != nil {
		return err
	}
	doc := ingest.Document{File: a.File, Format: a.Format, Size: a.Size, Digest: a.Digest, Data: data}
	if a.Asset != "" {
		snapshot, err := decodeInventory(doc, a.Part, a.OS)
		if err != nil {
			return err
		}
		_, err = d.applyInventory(ctx, a, snapshot, cur, false)
		return err
	}
	p := &prepared{doc: doc}
	p.decodeInto()
	if p.err != nil {
		return p.err
	}
	if _, err := d.applyAdvisories(ctx, p.advisories, a); err != nil {
		return err
	}
	if _, err = d.applySignalSteps(ctx, p.signals, a); err != nil {
		return err
	}
	_, err = d.applyScores(ctx, &p.scores, a)
	return err
}

// pendAll notes that every asset has to be matched.
func (d *Desk) pendAll(ctx context.Context) error {
	var ids []string
	err := d.store.View(ctx, func(r *store.Read) error {
		ids = ids[:0]
		for a, err := range r.Assets() {
			if err != nil {
				return err
			}
			ids = append(ids, a.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return inSteps(ctx, d.store, ids, pendAsset)
}
