package assess

import (
	"slices"

	"fenceline/internal/domain"
)

// taskFor finds the task for what a component needs together: the one it stands
// on, one on which other flaws of it stand, the one it came back from, the oldest
// of the chain that is enough; else it raises a task nobody has begun, or adds a
// successor, or a new task.
func (p *planner) taskFor(n *node, needs []*need, from, standing []*domain.Target) *domain.PatchTask {
	want := p.highest(needs)
	if t := p.homeTask(n, want, from); t != nil {
		return p.follow(t, n, want)
	}
	for _, home := range standing {
		if t := p.tasks[home.Task]; p.sameFix(t, n) && p.accepts(t, n.asset) && p.clears(n.held.Scheme, t.Version, want) {
			return t
		}
	}
	if t := p.homeTask(n, want, standing); t != nil {
		return p.follow(t, n, want)
	}
	if t := p.cameFrom(n, needs, want); t != nil {
		return t
	}
	chain := p.chains[n.fix]
	for _, t := range chain {
		if p.clears(n.held.Scheme, t.Version, want) && p.accepts(t, n.asset) {
			return t
		}
	}
	for _, t := range slices.Backward(chain) {
		if t.Version == want || p.ordered(n, t.Version, want) {
			return p.follow(t, n, want)
		}
	}
	return p.newTask(n, want, nil)
}

// homeTask is the newest task on which one of the needs stands open. A component
// that went to another branch by itself leaves its task: that task's version must
// not follow it there.
func (p *planner) homeTask(n *node, want string, homes []*domain.Target) *domain.PatchTask {
	var best *domain.PatchTask
	for _, home := range homes {
		if t := p.tasks[home.Task]; p.sameFix(t, n) && (best == nil || compareTasks(t, best) > 0) {
			best = t
		}
	}
	switch {
	case best == nil || want == "":
		return best
	case n.apart != "":
		if !p.clears(n.held.Scheme, best.Version, want) {
			return nil
		}
		return best
	case n.held.Stream != "" || best.Version == "" || p.branch(n.held, best.Version) == n.fix.branch:
		return best
	}
	for _, k := range p.kept[n.component] {
		if k.finding.Open && k.target.Task == best.ID && k.finding.Version != n.held.Version {
			return nil
		}
	}
	if !p.ordered(n, best.Version, want) {
		return nil
	}
	return best
}

// follow goes along the chain from a task to the one that is enough.
func (p *planner) follow(t *domain.PatchTask, n *node, want string) *domain.PatchTask {
	for range len(p.tasks) {
		if p.accepts(t, n.asset) {
			if p.clears(n.held.Scheme, t.Version, want) {
				return t
			}
			if p.mayRaise(t) && p.ordered(n, t.Version, want) {
				p.setVersion(t, n, want)
				return t
			}
		}
		next := p.tasks[t.Successor]
		if next == nil {
			break
		}
		t = next
	}
	return p.newTask(n, p.later(n.held.Scheme, t.Version, want), t)
}

// cameFrom is the task whose target was closed over the same flaws: they are back.
func (p *planner) cameFrom(n *node, needs []*need, want string) *domain.PatchTask {
	var best *domain.PatchTask
	for _, k := range p.kept[n.component] {
		t := p.tasks[k.target.Task]
		if k.finding.Open || !p.sameFix(t, n) || k.target.Decided() || !p.clears(n.held.Scheme, t.Version, want) {
			continue
		}
		if slices.ContainsFunc(needs, func(one *need) bool { return sameFlaw(k.finding, one.group.Names) }) && (best == nil || compareTasks(t, best) > 0) {
			best = t
		}
	}
	return best
}

// ordered tells whether two versions have an order; a task without a version may
// get any that has one.
func (p *planner) ordered(n *node, a, b string) bool {
	if a == "" {
		return p.in.Versions.Reads(n.held.Scheme, b)
	}
	_, err := p.in.Versions.Compare(n.held.Scheme, a, b)
	return err == nil
}

// accepts tells whether a flaw that is new to an asset may go on a task: a
// decision covers what it was given for and nothing that came later, and what was
// closed without a version to reach stays closed.
func (p *planner) accepts(t *domain.PatchTask, asset string) bool {
	target := p.old[spot{t.ID, asset}]
	return target == nil || !target.Decided() && (t.Version != "" || !closed(target.State))
}

// mayRaise: a task's fix is raised only while nobody has begun on a target.
func (p *planner) mayRaise(t *domain.PatchTask) bool {
	return !slices.ContainsFunc(p.byTask[t.ID], func(target *domain.Target) bool { return begun(target.State) }) && !p.elsewhere(t.ID).Begun
}

func begun(s domain.State) bool {
	return s != domain.StateOpen && s != domain.StatePlanned && s != domain.StateNotApplicable
}

// setVersion gives a task another version and, without a distribution's release,
// the branch that goes with it.
func (p *planner) setVersion(t *domain.PatchTask, n *node, version string) {
	t.Version = version
	if n.held.Stream != "" || t.Branch == n.fix.branch {
		return
	}
	was := fixOf(t)
	p.chains[was] = slices.DeleteFunc(p.chains[was], func(o *domain.PatchTask) bool { return o == t })
	t.Branch = n.fix.branch
	p.chains[n.fix] = append(p.chains[n.fix], t)
	slices.SortFunc(p.chains[n.fix], compareTasks)
}

func (p *planner) newTask(n *node, version string, after *domain.PatchTask) *domain.PatchTask {
	t := &domain.PatchTask{ID: p.in.NextTask(), Key: n.fix.key, Name: nameOf(n), Kind: n.fix.kind, Version: version, Branch: n.fix.branch, Part: n.fix.part, Created: p.in.Now}
	if after != nil {
		t.Predecessor, after.Successor = after.ID, t.ID
	}
	p.tasks[t.ID] = t
	p.chains[n.fix] = append(p.chains[n.fix], t)
	return t
}

// lower takes a task's version back where nobody has begun, every open target was
// planned for just now, and all of them need less: a publisher corrected itself.
func (p *planner) lower() {
	type wish struct{ scheme, version string }
	wishes := map[string]wish{}
	for at, needs := range p.placed {
		w := wishes[at.task]
		w.scheme = needs[0].scheme
		w.version = p.later(w.scheme, w.version, p.highest(needs))
		wishes[at.task] = w
	}
	for id, w := range wishes {
		t := p.tasks[id]
		if w.version != "" && !p.clears(w.scheme, w.version, t.Version) && p.clears(w.scheme, t.Version, w.version) && p.freeToLower(id) {
			t.Version = w.version
		}
	}
}

// freeToLower tells whether all that is open on a task was placed there just now
// and nobody has begun.
func (p *planner) freeToLower(task string) bool {
	if p.elsewhere(task).Standing {
		return false
	}
	for _, t := range p.byTask[task] {
		if now := p.out[spot{task, t.Asset}]; now != nil {
			t = now
		} else if t.State != domain.StateNotApplicable {
			return false
		}
		if begun(t.State) || t.State != domain.StateNotApplicable && !p.allPlaced(t) {
			return false
		}
	}
	return true
}

// allPlaced tells whether every open finding of a target was placed on it.
func (p *planner) allPlaced(t *domain.Target) bool {
	here := p.placed[spot{t.Task, t.Asset}]
	return !slices.ContainsFunc(t.Findings, func(f domain.TargetFinding) bool {
		return f.Open && !slices.ContainsFunc(here, func(n *need) bool { return n.component == f.Component && sameFlaw(&f, n.group.Names) })
	})
}
