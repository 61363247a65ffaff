package workflow

import (
	"context"
	"errors"
	"path/filepath"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// renewFile is the copy in which everything is derived again.
const renewFile = storeFile + ".renew"

// renewAtOpening brings a desk that an older program derived up to date, unless
// that is put off or this person may only read.
func (d *Desk) renewAtOpening(ctx context.Context, o Options) error {
	if o.RenewLater {
		return nil
	}
	older, err := d.older(ctx)
	if err != nil || len(older) == 0 {
		return err
	}
	progress := o.Progress
	if progress == nil {
		progress = func(domain.Progress) {}
	}
	err = d.Renew(ctx, progress)
	if domain.Is(err, domain.Untrusted) || err == nil {
		return nil
	}
	if o.NotRenewed == nil || domain.Is(err, domain.Cancelled) {
		return err
	}
	o.NotRenewed(err) // the desk is as usable as before
	return nil
}

// older are the groups of what is derived that an older program derived.
func (d *Desk) older(ctx context.Context) (older []string, err error) {
	err = d.store.View(ctx, func(r *store.Read) error {
		older, err = r.OlderDerived()
		return err
	})
	return older, err
}

// Older tells whether an older program derived some of what the desk shows, so that
// something may be missing until [Desk.Renew]. Errors: Storage.
func (d *Desk) Older(ctx context.Context) (bool, error) {
	older, err := d.older(ctx)
	return len(older) > 0, err
}

// Renew brings up to date what an older program derived from the kept documents, in
// which what this one looks for may be missing. It does nothing where nothing is
// older. Documents are derived again in a copy beside the desk: a failure or a cancel
// before that is done changes nothing; one while assets are matched leaves those that
// are left waiting for it. Either way the desk stays as usable as it was and counts as
// older. It needs as much room on the disk as the desk takes. Errors: Untrusted,
// Storage, Corrupt, Cancelled.
func (d *Desk) Renew(ctx context.Context, progress func(domain.Progress)) error {
	if progress == nil {
		progress = func(domain.Progress) {}
	}
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	older, err := d.older(ctx)
	if err != nil || len(older) == 0 {
		return err
	}
	if len(older) > 1 || older[0] != store.DerivedFindings {
		if err := d.renewDocuments(ctx, progress); err != nil {
			return asCancelled(ctx, err)
		}
	}
	if err := d.pendAll(ctx); err != nil {
		return asCancelled(ctx, err)
	}
	run := &matchRun{MatchRun: domain.MatchRun{Cause: domain.RunOther}}
	if _, err := d.settleRun(ctx, run, progress); err != nil {
		return asCancelled(ctx, err)
	}
	e := d.event("", "renew", "desk")
	return d.store.Update(ctx, func(w *store.Write) error {
		if err := w.PutDerived(d.program); err != nil {
			return err
		}
		return d.log(w, e, older, nil)
	})
}

// renewDocuments derives again what documents say and what assets hold, in a copy, and
// brings it over.
func (d *Desk) renewDocuments(ctx context.Context, progress func(domain.Progress)) (err error) {
	if _, err := d.settle(ctx, progress); err != nil { // what waits is of the old
		return err
	}
	path := filepath.Join(d.folder, renewFile)
	write, err := d.copier(path)
	if err != nil {
		return err
	}
	if err := takenAway(path); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, takenAway(path)) }()
	if err := writeFile(path, write); err != nil {
		return err
	}
	engine, err := bolt.Open(path, bolt.Options{Limits: deskLimits, NoSync: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	copied := &Desk{folder: d.folder, program: d.program, now: d.now, ids: d.ids, who: d.who, engine: engine, store: store.New(engine)}
	copied.store.Program = d.program
	if _, err := copied.rederive(ctx, progress); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	changed, err := d.store.Transplant(context.WithoutCancel(ctx), copied.store)
	if err == nil && changed {
		_, err = d.store.DropText(context.WithoutCancel(ctx))
	}
	return err
}

// isOlder tells whether an older program derived some of what the desk holds.
func isOlder(r *store.Read) (bool, error) {
	older, err := r.OlderDerived()
	return len(older) > 0, err
}
