package workflow

import (
	"context"
	"maps"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// nameTargets notes under which names the assets have targets, beside those of
// their findings: where the names of a flaw part, a target still carries those that
// no finding has any more, and what becomes known of one of them may move its date.
func (d *Desk) nameTargets(ctx context.Context, batch []*matched, before, changed []domain.Target) error {
	was, now := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, one := range batch {
		was[one.asset.ID], now[one.asset.ID] = map[string]bool{}, map[string]bool{}
	}
	type place struct{ task, asset string }
	newer, planned := map[place]bool{}, map[place]bool{}
	for i := range changed {
		planned[place{changed[i].Task, changed[i].Asset}] = true
		newer[place{changed[i].Task, changed[i].Asset}] = true
		note(now[changed[i].Asset], &changed[i])
	}
	for i := range before {
		t := &before[i]
		planned[place{t.Task, t.Asset}] = true
		note(was[t.Asset], t)
		if !newer[place{t.Task, t.Asset}] {
			note(now[t.Asset], t)
		}
	}
	b := d.store.Batch(ctx)
	for _, one := range batch {
		id := one.asset.ID
		found := map[string]bool{}
		for _, name := range one.names {
			found[name] = true
		}
		for _, name := range slices.Sorted(maps.Keys(now[id])) {
			if found[name] {
				continue
			}
			if err := b.Do(func(w *store.Write) error { return w.PutNamed(name, id) }); err != nil {
				return err
			}
		}
		gone := was[id]
		for _, name := range one.oldFind {
			gone[name] = true
		}
		maps.DeleteFunc(gone, func(name string, _ bool) bool { return found[name] || now[id][name] })
		if one.part != nil && len(gone) > 0 {
			if err := d.keepElsewhere(ctx, one, gone, func(task string) bool { return planned[place{task, id}] }); err != nil {
				return err
			}
		}
		one.oldFind = slices.Sorted(maps.Keys(gone))
	}
	return b.Flush()
}

// keepElsewhere takes from the names that are gone those that the asset still has on
// what was neither judged nor planned.
func (d *Desk) keepElsewhere(ctx context.Context, one *matched, gone map[string]bool, planned func(task string) bool) error {
	names := slices.Sorted(maps.Keys(gone))
	return d.store.View(ctx, func(r *store.Read) error {
		finds, err := one.set.Naming(r, names)
		if err != nil {
			return err
		}
		for i := range finds {
			for _, name := range finds[i].Aliases {
				delete(gone, name)
			}
		}
		have := map[string]bool{}
		for t, err := range r.TargetsOf(one.asset.ID) {
			if err != nil {
				return err
			}
			if !planned(t.Task) {
				note(have, &t)
			}
		}
		maps.DeleteFunc(gone, func(name string, _ bool) bool { return have[name] })
		return nil
	})
}

// note adds the names of a target's flaws.
func note(names map[string]bool, t *domain.Target) {
	for i := range t.Findings {
		f := &t.Findings[i]
		names[f.Vulnerability] = true
		for _, name := range f.Aliases {
			names[name] = true
		}
	}
}
