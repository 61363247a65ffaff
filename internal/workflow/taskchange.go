package workflow

import (
	"cmp"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// found keeps how a task stood before this run first touched it; the zero view for
// one that the run makes.
func (m *matcher) found(id string) {
	if _, ok := m.was[id]; !ok {
		m.was[id] = m.tasks[id]
	}
}

// changes are the tasks that the run touched, as found and as left: what is due
// first goes first, and what has no date any more last.
func (m *matcher) changes() []domain.TaskChange {
	out := make([]domain.TaskChange, 0, len(m.was))
	for id, was := range m.was {
		now := m.tasks[id]
		if now.ID == "" {
			continue
		}
		out = append(out, domain.TaskChange{
			Task: id, Name: now.Name, New: was.ID == "", Closed: now.Total > 0 && now.Done == now.Total,
			WasDue: was.Due, Due: now.Due, Tier: now.Tier, KEV: now.KEV && !was.KEV, WasOpen: was.Total - was.Done, Open: now.Total - now.Done,
		})
	}
	slices.SortFunc(out, func(a, b domain.TaskChange) int {
		return cmp.Or(later(a.Closed, b.Closed), later(a.Due == "", b.Due == ""), strings.Compare(string(a.Due), string(b.Due)),
			cmp.Compare(a.Tier.Rank(), b.Tier.Rank()), compareIDs(a.Task, b.Task))
	})
	return slices.Clip(out[:min(len(out), domain.MostChanges)])
}

// later orders what is so behind what is not.
func later(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
