package assess

import (
	"slices"

	"fenceline/internal/domain"
)

// Elsewhere is what the targets of one task on assets that are not planned for
// come to, as far as planning for others rests on it.
type Elsewhere struct {
	Begun           bool     // somebody began on one of them
	Standing        bool     // one of them is still about something
	Vulnerabilities []string // what their findings are about, in any order
	Updates         []Brings // what brings the versions that clear them, in any order
}

// Brings is an update by its label and the version it brings.
type Brings struct{ Version, Label string }

// With is e with one more target.
func (e Elsewhere) With(s domain.State) Elsewhere {
	e.Begun = e.Begun || begun(s)
	e.Standing = e.Standing || s != domain.StateNotApplicable
	return e
}

// flawsMoved tells whether a task's targets are about other flaws than before.
func (p *planner) flawsMoved(task string) bool {
	return slices.ContainsFunc(p.outOf[task], func(t *domain.Target) bool {
		old := p.old[spot{task, t.Asset}]
		return old == nil || !slices.EqualFunc(old.Findings, t.Findings, func(a, b domain.TargetFinding) bool { return a.Vulnerability == b.Vulnerability })
	})
}

// elsewhere is what a task's targets on other assets come to.
func (p *planner) elsewhere(task string) Elsewhere {
	if p.in.Elsewhere == nil {
		return Elsewhere{}
	}
	return p.in.Elsewhere(task)
}

// vulnerabilities are the flaws a task clears, over all its targets.
func (p *planner) vulnerabilities(task string) []string {
	var all []string
	take := func(t *domain.Target) {
		for i := range t.Findings {
			all = append(all, t.Findings[i].Vulnerability)
		}
	}
	for _, t := range p.byTask[task] {
		if p.out[spot{task, t.Asset}] == nil {
			take(t)
		}
	}
	for _, t := range p.outOf[task] {
		take(t)
	}
	all = append(all, p.elsewhere(task).Vulnerabilities...)
	slices.Sort(all)
	all = slices.Compact(all)
	slices.SortFunc(all, CompareNames)
	return slices.Compact(all)
}
