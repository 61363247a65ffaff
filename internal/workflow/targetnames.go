package workflow

import (
	"context"
	"maps"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// needing are the components of which planning asks more than their findings say.
func needing(finds []domain.Finding) map[string]bool {
	ids := map[string]bool{}
	for i := range finds {
		if finds[i].Verdict != domain.NotAffected {
			ids[finds[i].Component] = true
		}
	}
	return ids
}

// holdTargets puts the components that targets are about into held.
func holdTargets(held map[string]domain.Held, batch []*matched, targets []domain.Target) error {
	ids := map[string]map[string]bool{}
	for i := range targets {
		t := &targets[i]
		for j := range t.Findings {
			if ids[t.Asset] == nil {
				ids[t.Asset] = map[string]bool{}
			}
			ids[t.Asset][t.Findings[j].Component] = true
		}
	}
	for _, one := range batch {
		if one.held != nil {
			continue // all of them are there
		}
		if err := one.hold(held, ids[one.asset.ID]); err != nil {
			return err
		}
	}
	return nil
}

// nameTargets notes under which names the assets have targets, beside those of
// their findings: where the names of a flaw part, a target still carries those that
// no finding has any more, and what becomes known of one of them may move its date.
func (d *Desk) nameTargets(ctx context.Context, batch []*matched, before, changed []domain.Target) error {
	was, now := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, one := range batch {
		was[one.asset.ID], now[one.asset.ID] = map[string]bool{}, map[string]bool{}
	}
	type place struct{ task, asset string }
	newer := map[place]bool{}
	for i := range changed {
		newer[place{changed[i].Task, changed[i].Asset}] = true
		note(now[changed[i].Asset], &changed[i])
	}
	for i := range before {
		t := &before[i]
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
		one.oldFind = slices.Sorted(maps.Keys(gone))
	}
	return b.Flush()
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
