package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// DeleteAdvisory takes an advisory off the desk with everything it says about the
// inventory; facts about vulnerabilities that came with it stay. The original bytes
// stay too, so that [Desk.RestoreAdvisory] undoes it, and the same bytes that come
// again change nothing. A newer revision that comes later counts. Errors: NotFound,
// Conflict.
func (d *Desk) DeleteAdvisory(ctx context.Context, key domain.AdvisoryKey, reason string) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	var rec store.AdvisoryRecord
	var last store.Arrival
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		if rec, err = advisoryByRef(r, key); err != nil {
			return err
		}
		last, _, err = r.LastArrival()
		return err
	})
	if err != nil {
		return err
	}
	_, documents, err := d.broughtBy(ctx, arrivalIDs(&rec))
	if err != nil {
		return err
	}
	err = d.store.Update(ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		mark, err := w.Mark(rec.Advisory)
		if err != nil {
			return err
		}
		ids := arrivalIDs(&rec)
		if mark.Deleted != nil {
			ids = append(slices.Clone(mark.Deleted.Arrivals), ids...)
		}
		mark.Deleted = &domain.Deletion{By: person, At: d.now().UTC(), Reason: strings.TrimSpace(reason), Through: last.ID, Arrivals: ids, Title: rec.Title}
		e := d.event(person, "advisory.delete", string(rec.Advisory))
		e.Before, e.Reason = rec.Title, mark.Deleted.Reason
		if err := w.PutMark(mark); err != nil {
			return err
		}
		if err := w.AppendEvent(e); err != nil {
			return err
		}
		return w.PutPending(store.PendingReindex, store.PendingAll, store.Pending{})
	})
	if err != nil {
		return err
	}
	if err := d.takeOut(ctx, rec, documents); err != nil {
		return err
	}
	return d.settleAnew(ctx)
}

// RestoreAdvisory undoes a deletion: everything that arrived of the advisory counts
// again, as if it had never been gone. The key may be the id alone. Errors:
// NotFound (it was not deleted), Conflict.
func (d *Desk) RestoreAdvisory(ctx context.Context, key domain.AdvisoryKey) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	var mark domain.AdvisoryMark
	var rec store.AdvisoryRecord
	here := false
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		if mark, err = deletedByRef(r, key); err != nil {
			return err
		}
		rec, err = r.Advisory(mark.Advisory)
		here = err == nil
		if domain.Is(err, domain.NotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		return err
	}
	ids := slices.Clone(mark.Deleted.Arrivals)
	if here {
		ids = append(ids, arrivalIDs(&rec)...)
	}
	arrivals, documents, err := d.broughtBy(ctx, ids)
	if err != nil {
		return err
	}
	err = d.store.Update(ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		e := d.event(person, "advisory.restore", string(mark.Advisory))
		e.After = mark.Deleted.Title
		after := mark
		after.Deleted = nil
		if err := w.PutMark(after); err != nil {
			return err
		}
		if err := w.AppendEvent(e); err != nil {
			return err
		}
		return w.PutPending(store.PendingReindex, store.PendingAll, store.Pending{})
	})
	if err != nil {
		return err
	}
	if here {
		if err := d.takeOut(ctx, rec, documents); err != nil {
			return err
		}
	}
	if err := d.applyAgain(ctx, mark.Advisory, arrivals, documents); err != nil {
		return err
	}
	return d.settleAnew(ctx)
}

// DeletedAdvisories lists what was deleted and can be restored, the newest first.
func (d *Desk) DeletedAdvisories(ctx context.Context) ([]domain.AdvisoryMark, error) {
	var out []domain.AdvisoryMark
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		for mark, err := range r.Marks() {
			if err != nil {
				return err
			}
			if mark.Deleted != nil {
				out = append(out, mark)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b domain.AdvisoryMark) int {
		return cmp.Or(b.Deleted.At.Compare(a.Deleted.At), cmp.Compare(a.Advisory, b.Advisory))
	})
	return out, err
}

// deletedByRef finds a deleted advisory by its key or by its id alone.
func deletedByRef(r *store.Read, ref domain.AdvisoryKey) (domain.AdvisoryMark, error) {
	var found []domain.AdvisoryMark
	keys := ""
	for mark, err := range r.Marks() {
		if err != nil {
			return mark, err
		}
		id := string(mark.Advisory)[strings.LastIndexByte(string(mark.Advisory), '|')+1:]
		switch {
		case mark.Deleted == nil:
		case mark.Advisory == ref:
			return mark, nil
		case strings.EqualFold(id, string(ref)):
			found = append(found, mark)
			keys += ", " + string(mark.Advisory)
		}
	}
	switch len(found) {
	case 0:
		return domain.AdvisoryMark{}, &domain.Error{Kind: domain.NotFound, Op: "restore advisory", Subject: string(ref), Code: "not_deleted"}
	case 1:
		return found[0], nil
	}
	return found[0], &domain.Error{Kind: domain.Conflict, Op: "restore advisory", Subject: string(ref), Code: "several_advisories", Params: domain.Params{"keys": keys[2:]}}
}

func arrivalIDs(rec *store.AdvisoryRecord) []string {
	var ids []string
	for _, revision := range rec.Revisions {
		ids = append(ids, revision.Arrival)
	}
	return ids
}

// broughtBy gives arrivals in their order, each once, with their documents.
func (d *Desk) broughtBy(ctx context.Context, ids []string) ([]store.Arrival, []*prepared, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var arrivals []store.Arrival
	err := d.store.View(ctx, func(r *store.Read) error {
		arrivals = arrivals[:0]
		for _, id := range ids {
			a, err := r.Arrival(id)
			if err != nil {
				return err
			}
			arrivals = append(arrivals, a)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	documents := make([]*prepared, len(arrivals))
	for i, a := range arrivals {
		if documents[i], err = d.readBack(ctx, a); err != nil {
			return nil, nil, err
		}
	}
	return arrivals, documents, nil
}

// applyAgain applies an advisory once more out of documents, in their order.
func (d *Desk) applyAgain(ctx context.Context, key domain.AdvisoryKey, arrivals []store.Arrival, documents []*prepared) error {
	for i, p := range documents {
		for j := range p.advisories {
			if p.advisories[j].advisory.Key() != key {
				continue
			}
			if _, err := d.applyAdvisorySteps(ctx, &p.advisories[j], arrivals[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// settleAnew matches what was touched and strikes off the note that a crash
// meanwhile would need everything built anew.
func (d *Desk) settleAnew(ctx context.Context) error {
	err := d.store.Update(ctx, func(w *store.Write) error { return w.DeletePending(store.PendingReindex, store.PendingAll) })
	if err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}
