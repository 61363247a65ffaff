package workflow

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// resume takes up what an interrupted run left over.
func (d *Desk) resume(ctx context.Context) error {
	var pending, rebuild bool
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if pending, err = r.AnyPending(); err != nil {
			return err
		}
		_, err = r.Pending("reindex", "all")
		rebuild = err == nil
		if domain.Is(err, domain.NotFound) {
			err = nil
		}
		return err
	})
	if err != nil || !pending {
		return err
	}
	if rebuild {
		_, err = d.Reindex(ctx, nil)
		return err
	}
	if err := errors.Join(d.resumeStated(ctx), d.applyBadges(ctx, func(domain.Progress) {})); err != nil {
		return err
	}
	if _, err = d.settle(ctx, func(domain.Progress) {}); err != nil {
		return err
	}
	return d.resummarise(ctx)
}

// resummarise brings the summaries of tasks up to date where a run stopped
// between writing targets and writing what they come to: planning again finds
// nothing changed and would leave them as they are.
func (d *Desk) resummarise(ctx context.Context) error {
	m := newMatcher(d)
	if err := m.load(ctx); err != nil {
		return err
	}
	for id := range m.texts {
		if _, err := m.task(id); err != nil {
			return err
		}
	}
	before := maps.Clone(m.tasks)
	ids := slices.Sorted(maps.Keys(before))
	if err := d.store.View(ctx, func(r *store.Read) error { return m.loadScores(r, ids) }); err != nil {
		return err
	}
	stale := slices.DeleteFunc(ids, func(id string) bool { return reflect.DeepEqual(before[id], m.tasks[id]) })
	return inSteps(ctx, d.store, stale, func(w *store.Write, id string) error { return w.PutTaskView(m.tasks[id]) })
}
