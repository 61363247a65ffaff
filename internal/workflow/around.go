package workflow

import (
	"cmp"
	"maps"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// planned is what planning needs of one asset.
type planned struct {
	finds   []domain.Finding
	targets []domain.Target
	held    map[string]domain.Held
}

// gather puts together what planning a batch needs: findings, components and targets
// of its assets, and the tasks that these are of or that cure what was found.
func (m *matcher) gather(r *store.Read, batch []*matched, in *assess.PlanInput) error {
	in.Held, in.Findings, in.Targets, in.Tasks = map[string]domain.Held{}, nil, nil, nil
	ids := map[string]bool{}
	m.atHand = map[string]map[string]standing{}
	for _, one := range batch {
		var p planned
		var err error
		if one.part != nil {
			p, err = m.around(r, one)
		} else {
			p, err = one.whole(r)
		}
		if err != nil {
			return err
		}
		maps.Copy(in.Held, p.held)
		in.Findings, in.Targets = append(in.Findings, p.finds...), append(in.Targets, p.targets...)
		for i := range p.targets {
			t := &p.targets[i]
			ids[t.Task] = true
			if m.atHand[t.Task] == nil {
				m.atHand[t.Task] = map[string]standing{}
			}
			m.atHand[t.Task][t.Asset] = standingOf(t)
		}
		for key := range curedUnder(p.finds, p.held) {
			for _, id := range m.byKey[key] {
				ids[id] = true
			}
		}
	}
	for id := range ids {
		v, err := m.task(id)
		if err != nil {
			return err
		}
		in.Tasks = append(in.Tasks, v.PatchTask)
	}
	slices.SortFunc(in.Tasks, func(a, b domain.PatchTask) int { return compareText(a.ID, b.ID) })
	slices.SortFunc(in.Targets, func(a, b domain.Target) int {
		return cmp.Or(compareText(a.Task, b.Task), compareText(a.Asset, b.Asset))
	})
	return nil
}

// curedUnder are the identities under which a task for one of the findings may stand.
func curedUnder(finds []domain.Finding, held map[string]domain.Held) map[domain.PackageKey]bool {
	keys := map[domain.PackageKey]bool{}
	for i := range finds {
		f := &finds[i]
		if f.Verdict != domain.Affected || i > 0 && finds[i-1].Component == f.Component && finds[i-1].Key == f.Key && finds[i-1].Verdict == f.Verdict {
			continue // it takes no task, or was looked at
		}
		keys[f.Key] = true
		h := held[f.Component]
		keys[h.Key] = true
		for _, key := range h.Also {
			keys[key] = true
		}
	}
	return keys
}

// task is a task, decoded when it is first asked for; the zero view where there is none.
func (m *matcher) task(id string) (domain.TaskView, error) {
	if v, ok := m.tasks[id]; ok {
		return v, nil
	}
	text, ok := m.texts[id]
	if !ok {
		return domain.TaskView{}, nil
	}
	v, err := text.View()
	if err == nil {
		m.tasks[id] = v
	}
	return v, err
}

// whole is what planning needs of an asset that was judged whole.
func (one *matched) whole(r *store.Read) (planned, error) {
	out := planned{finds: one.finds, held: make(map[string]domain.Held, len(one.held))}
	for _, h := range one.held {
		out.held[h.ID] = h
	}
	for t, err := range r.TargetsOf(one.asset.ID) {
		if err != nil {
			return out, err
		}
		out.targets = append(out.targets, t)
	}
	return out, nil
}

// around is what planning needs of an asset of which only some components were
// judged: these, the targets that speak of them, of what was touched by name, or
// that are of tasks about the same packages, and whatever else stands on those. What
// is not among it shares neither a task nor a flaw of a component with what was
// judged, and planning it would change nothing.
func (m *matcher) around(r *store.Read, one *matched) (planned, error) {
	out := planned{held: map[string]domain.Held{}}
	for _, h := range one.judged {
		out.held[h.ID] = h
	}
	texts, err := r.TargetTexts(one.asset.ID)
	if err != nil {
		return out, err
	}
	a := &surroundings{components: maps.Clone(one.part), keys: map[domain.PackageKey]bool{}}
	for id := range a.components {
		a.asked = append(a.asked, store.Quote(id))
	}
	for _, name := range m.touched[one.asset.ID].names {
		a.asked = append(a.asked, store.Quote(name))
	}
	for more := true; more; {
		if err := out.read(r, one, a); err != nil {
			return out, err
		}
		if texts, more, err = m.take(texts, a, &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// surroundings is what grows around the components that were judged.
type surroundings struct {
	components map[string]bool
	asked      []store.Quoted // what a target of theirs names
	keys       map[domain.PackageKey]bool
}

// read decodes the components and their findings, and notes the identities under
// which a task may stand.
func (out *planned) read(r *store.Read, one *matched, a *surroundings) error {
	var missing []string
	for id := range a.components {
		if _, ok := out.held[id]; !ok {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		some, err := one.text.Naming(r, missing)
		if err != nil {
			return err
		}
		for _, h := range some {
			if a.components[h.ID] {
				out.held[h.ID] = h
			}
		}
	}
	var err error
	if out.finds, err = one.set.Of(r, a.components); err != nil {
		return err
	}
	for i := range out.finds {
		a.keys[out.finds[i].Key] = true
	}
	for id := range a.components {
		h := out.held[id]
		a.keys[h.Key] = true
		for _, key := range h.Also {
			a.keys[key] = true
		}
	}
	delete(a.keys, "")
	return nil
}

// take decodes the targets that belong to it, and tells whether they brought in
// components that were not there yet. It gives those that are left.
func (m *matcher) take(texts []store.TargetText, a *surroundings, out *planned) (rest []store.TargetText, more bool, err error) {
	for i := range texts {
		t := &texts[i]
		if !a.keys[m.keyOf[t.Task]] && !t.Names(a.asked) {
			rest = append(rest, *t)
			continue
		}
		target, err := t.Target()
		if err != nil {
			return rest, false, err
		}
		out.targets = append(out.targets, target)
		for j := range target.Findings {
			if id := target.Findings[j].Component; !a.components[id] {
				a.components[id] = true
				a.asked = append(a.asked, store.Quote(id))
				more = true
			}
		}
	}
	return rest, more, nil
}
