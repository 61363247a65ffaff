package assess

import (
	"slices"
	"time"

	"fenceline/internal/domain"
)

// clocked gives a need its clocks: those under which the flaw stands open, whatever
// its names were and whichever task it stood on; a new start where it was closed
// and is back; else from when the statement came in and the version was seen.
func (p *planner) clocked(t *domain.Target, n *need) (f domain.TargetFinding, how domain.Code) {
	held, _ := p.held(n.component)
	f = domain.TargetFinding{Component: n.component, Vulnerability: n.group.ID, Aliases: p.own(t, n), Version: held.Version, Fixed: n.version, Updates: bringing(n), Open: true}
	f.Raised = make([]string, 0, len(n.findings))
	for _, finding := range n.findings {
		f.Raised = append(f.Raised, finding.ID)
	}
	slices.Sort(f.Raised)
	f.Detected = held.FirstSeen
	if !held.VersionSeen.IsZero() {
		f.Detected = held.VersionSeen
	}
	open, closed, here := p.earlier(t, n)
	if len(open) == 0 {
		f.Received = p.received(n)
	}
	switch {
	case len(open) > 0:
		if !slices.ContainsFunc(open, func(was *domain.TargetFinding) bool { return was.Open }) {
			how = EvidenceUndone
		}
		f.Received, f.Detected = open[0].Received, open[0].Detected
		for _, was := range open {
			f.Received, f.Detected = earliest(f.Received, was.Received), earliest(f.Detected, was.Detected)
		}
		if how == "" && !here {
			how = EvidenceMoved
		}
	case len(closed) > 0:
		f.Detected, how = p.in.Now, EvidenceRegressed
		for _, was := range closed {
			f.Received = earliest(f.Received, was.Received)
		}
	}
	if a := p.assets[t.Asset]; p.in.Rules.For(a).notes {
		f.Noted = joinNoted(open)
		p.note(a, &f, n)
	}
	f.Due = p.due(t.Asset, &f, n.group.Names)
	return f, how
}

// received is when a claim of a need first reached this desk.
func (p *planner) received(n *need) time.Time {
	var first time.Time
	for _, finding := range n.findings {
		if at := p.in.Received(finding); first.IsZero() || at.Before(first) {
			first = at
		}
	}
	return first
}

// own are the names a target's finding answers to: all of the group, but those
// under which the flaw stood on another target before its names were joined and
// stands there still. When they are parted again, each part is where it was. Names
// of a target that it left go with the one that took it, and names that stood
// nowhere with the first of the targets.
func (p *planner) own(t *domain.Target, n *need) []string {
	var mine, others []string
	first := true
	for _, k := range p.kept[n.component] {
		if !k.finding.Open || !sameFlaw(k.finding, n.group.Names) {
			continue
		}
		stays := slices.Contains(p.placed[spot{k.target.Task, t.Asset}], n)
		switch {
		case k.target.Task == t.Task, !stays && n.taken == t.Task:
			mine = append(mine, namesOf(k.finding)...)
		case stays, n.taken != "":
			others = append(others, namesOf(k.finding)...)
			first = first && !(stays && compareIDs(k.target.Task, t.Task) < 0)
		}
	}
	if len(others) == 0 {
		return n.group.Names
	}
	out := make([]string, 0, len(n.group.Names))
	for _, name := range n.group.Names {
		if slices.Contains(mine, name) || first && !slices.Contains(others, name) {
			out = append(out, name)
		}
	}
	return out
}

// earlier are the findings of this and other targets that the need continues. What
// was closed by a decision of this desk alone was never mended: its clock runs on
// when the decision no longer holds.
func (p *planner) earlier(t *domain.Target, n *need) (open, closed []*domain.TargetFinding, here bool) {
	for _, k := range p.kept[n.component] {
		if !sameFlaw(k.finding, n.group.Names) {
			continue
		}
		if k.finding.Open || k.finding.Decision != "" {
			open = append(open, k.finding)
			here = here || k.target.Task == t.Task
		} else {
			closed = append(closed, k.finding)
		}
	}
	return open, closed, here
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
