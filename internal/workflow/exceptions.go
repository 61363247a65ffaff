package workflow

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/words"
)

// checkException refuses an exception without an end, a reason to review it, a
// control that protects the asset meanwhile, or an approver who may approve.
func (d *Desk) checkException(ctx context.Context, m *domain.Move) error {
	e := &m.Exception
	bad := func(code domain.Code, value string) error {
		return &domain.Error{Kind: domain.Invalid, Op: "grant exception", Subject: joined(m.Tasks), Code: code, Params: domain.Params{"value": value}}
	}
	return d.store.View(ctx, func(r *store.Read) error {
		today, err := d.today(r)
		if err != nil {
			return err
		}
		for _, day := range []domain.Day{e.End, e.Review} {
			if _, err := domain.ParseDay(string(day)); day != "" && err != nil {
				return bad("day_unreadable", string(day))
			}
		}
		if e.Review == "" && e.End != "" {
			e.Review = today.Add(e.End.Sub(today) / 2)
		}
		switch {
		case e.Approver == "":
			return bad("approver_missing", "")
		case e.Control == "":
			return bad("control_missing", "")
		case e.End <= today:
			return bad("exception_without_end", string(e.End))
		case e.Review < today || e.Review > e.End:
			return bad("review_outside", string(e.Review))
		}
		acts, err := d.person(r)
		if err != nil {
			return err
		}
		if err := d.twoPersons(r, joined(m.Tasks), acts, e.Approver); err != nil {
			return err
		}
		e.Approved, err = d.approver(r, e.Approver, m.ApproverPassphrase)
		return err
	})
}

// endException marks an exception as over; its record stays.
func endException(w *store.Write, id, by string, code domain.Code, at time.Time) error {
	e, err := w.Exception(id)
	if err != nil {
		return err
	}
	e.Ended, e.EndedBy, e.EndCode = at, by, code
	return w.PutException(e)
}

// turnDay lets exceptions whose last day is over come back, once for each day the
// desk is open; a desk that reads a copy cannot, and shows them as they stand.
func (d *Desk) turnDay(ctx context.Context) error {
	if d.copied != "" || !d.writing.TryLock() { // who asks does not wait for an import; the next question looks again
		return nil
	}
	defer d.writing.Unlock()
	var over []domain.Exception
	var today domain.Day
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		over = over[:0]
		if today, err = d.today(r); err != nil || today == d.turned {
			return err
		}
		for e, err := range r.Exceptions() {
			if err != nil {
				return err
			}
			if e.Ended.IsZero() && e.End < today {
				over = append(over, e)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range over {
		if err := d.expire(ctx, e); err != nil {
			return err
		}
	}
	d.turned = today
	return nil
}

// expire takes one target back from an exception that is over: it is open again
// with the dates it had.
func (d *Desk) expire(ctx context.Context, e domain.Exception) error {
	at := d.now().UTC()
	return d.store.Update(ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		if err := endException(w, e.ID, person, domain.ExceptionExpired, at); err != nil {
			return err
		}
		t, err := w.Target(e.Task, e.Asset)
		if domain.Is(err, domain.NotFound) || err == nil && t.Exception != e.ID {
			return nil
		}
		if err != nil {
			return err
		}
		event := d.event(person, "target."+string(domain.StateOpen), e.Task)
		event.Asset, event.Before, event.After, event.Reason = e.Asset, string(t.State), string(domain.StateOpen), string(domain.ExceptionExpired)
		if !t.Take(&domain.Move{Intent: domain.IntentExpire}, person, at) {
			return nil
		}
		if err := w.PutTarget(t); err != nil {
			return err
		}
		if err := w.AppendEvent(event); err != nil {
			return err
		}
		return putSummary(w, e.Task)
	})
}

// putSummary stores what the targets of a task come to.
func putSummary(w *store.Write, task string) error {
	view, err := w.TaskView(task)
	if err != nil {
		return err
	}
	var targets []domain.Target
	for t, err := range w.Targets(task) {
		if err != nil {
			return err
		}
		targets = append(targets, t)
	}
	return w.PutTaskView(summarise(view.PatchTask, targets, view.KEV, view.Score))
}

// Exceptions is the register: those in force, the next to end first, or with
// ended set also those that are over.
func (d *Desk) Exceptions(ctx context.Context, ended bool) ([]domain.ExceptionView, error) {
	if err := d.turnDay(ctx); err != nil {
		return nil, err
	}
	var out []domain.ExceptionView
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = d.exceptionViews(r, ended)
		return err
	})
	return out, err
}

func (d *Desk) exceptionViews(r *store.Read, ended bool) ([]domain.ExceptionView, error) {
	today, err := d.today(r)
	if err != nil {
		return nil, err
	}
	var out []domain.ExceptionView
	for e, err := range r.Exceptions() {
		if err != nil {
			return nil, err
		}
		if !e.Ended.IsZero() && !ended {
			continue
		}
		view := domain.ExceptionView{Exception: e, ReviewDue: e.Ended.IsZero() && e.Review <= today}
		a, err := r.Asset(e.Asset)
		if err != nil {
			return nil, err
		}
		task, err := r.TaskView(e.Task)
		if err != nil {
			return nil, err
		}
		view.AssetName, view.Fix = a.Name, words.Fix(task.PatchTask)
		out = append(out, view)
	}
	slices.SortStableFunc(out, func(a, b domain.ExceptionView) int {
		over := func(e domain.ExceptionView) int {
			if e.Ended.IsZero() {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(over(a), over(b)), cmp.Compare(a.End, b.End), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}
