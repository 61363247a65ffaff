package screen

import (
	"context"
	"slices"

	"fenceline/internal/domain"
)

// TaskFilter narrows the list; the zero value lets everything through.
type TaskFilter struct {
	KEV     bool
	Overdue bool
	Assumed bool
	Blocked bool
	Owner   string // "": any
	NoOwner bool
}

// Count is how many conditions the filter has.
func (f *TaskFilter) Count() int {
	n := 0
	for _, on := range []bool{f.KEV, f.Overdue, f.Assumed, f.Blocked, f.Owner != "", f.NoOwner} {
		if on {
			n++
		}
	}
	return n
}

func (f *TaskFilter) lets(t *domain.TaskView) bool {
	return (!f.KEV || t.KEV) && (!f.Overdue || t.Overdue) && (!f.Assumed || t.Assumed) && (!f.Blocked || t.State == domain.StateBlocked) &&
		(f.Owner == "" || t.Owner == f.Owner) && (!f.NoOwner || t.Owner == "")
}

// Narrow changes the filter. What it hides is not left standing beside the list: the
// first task that it lets through is chosen then.
func (s *Tasks) Narrow(f TaskFilter) {
	s.state.Filter = f
	s.arrange(func() {
		if first := s.first(); first != "" && !s.state.lists(s.state.Selected) && s.state.Form == nil {
			s.Select(first)
			return
		}
		s.changed(s.state)
	})
}

// lists tells whether a task stands in the list.
func (s *TasksState) lists(id string) bool {
	for i := range s.Groups {
		if slices.ContainsFunc(s.Groups[i].Tasks, func(t *domain.TaskView) bool { return t.ID == id }) {
			return true
		}
	}
	return false
}

// Among is how many tasks there are before the filter.
func (s *TasksState) Among() int {
	switch s.Show {
	case TasksMine:
		return s.Mine
	case TasksClosed:
		return s.Closed
	}
	return s.Open
}

// Mark marks a task for a bulk edit, or unmarks it.
func (s *Tasks) Mark(id string) {
	if i := slices.Index(s.state.Marked, id); i >= 0 {
		s.state.Marked = slices.Delete(slices.Clone(s.state.Marked), i, i+1)
	} else {
		s.state.Marked = append(slices.Clone(s.state.Marked), id)
	}
	s.marksChanged()
}

// MarkTo marks every task from the chosen one to this one, as they are listed.
func (s *Tasks) MarkTo(id string) {
	var order []string
	for _, g := range s.state.Groups {
		for i := range g.Tasks {
			order = append(order, g.Tasks[i].ID)
		}
	}
	from, to := slices.Index(order, s.state.Selected), slices.Index(order, id)
	if from < 0 || to < 0 {
		s.Mark(id)
		return
	}
	for _, one := range order[min(from, to) : max(from, to)+1] {
		if !slices.Contains(s.state.Marked, one) {
			s.state.Marked = append(slices.Clone(s.state.Marked), one)
		}
	}
	s.marksChanged()
}

// MarkAll marks every listed task.
func (s *Tasks) MarkAll() {
	s.state.Marked = nil
	for _, g := range s.state.Groups {
		for i := range g.Tasks {
			s.state.Marked = append(s.state.Marked, g.Tasks[i].ID)
		}
	}
	s.marksChanged()
}

// Unmark takes all marks away.
func (s *Tasks) Unmark() {
	s.state.Marked = nil
	s.marksChanged()
}

// marksChanged closes a form that was meant for other tasks.
func (s *Tasks) marksChanged() {
	if !s.state.Busy {
		s.state.Form = nil
	}
	s.changed(s.state)
}

// keepMarks forgets marks of tasks that are not listed any more.
func (s *Tasks) keepMarks() {
	if len(s.state.Marked) == 0 {
		return
	}
	listed := map[string]bool{}
	for _, all := range [][]domain.TaskView{s.open, s.closed} {
		for i := range all {
			listed[all[i].ID] = true
		}
	}
	s.state.Marked = slices.DeleteFunc(slices.Clone(s.state.Marked), func(id string) bool { return !listed[id] })
}

// Meant are the tasks an act is for: the marked ones, or the chosen one where none
// is marked.
func (s *TasksState) Meant() []string {
	if len(s.Marked) > 0 {
		return s.Marked
	}
	if s.Selected == "" {
		return nil
	}
	return []string{s.Selected}
}

// owners are the people of the desk and those who own tasks, each once.
func (s *Tasks) owners(people []domain.PersonView) []string {
	var out []string
	add := func(name string) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, p := range people {
		add(p.Name)
	}
	add(s.state.Status.Desk.Person)
	for i := range s.open {
		add(s.open[i].Owner)
	}
	slices.Sort(out)
	return out
}

// lookFurther asks for what stands beside a task: its forensic clocks.
func (s *Tasks) lookFurther(d *domain.TaskDetail) {
	s.state.Sheet = nil
	if d == nil || !forensic(d) {
		return
	}
	ask(s.run, &s.sheets, func(ctx context.Context) (domain.TriageSheet, error) {
		return s.source.Triage(ctx, d.ID)
	}, func(sheet domain.TriageSheet, err error) {
		if err == nil && s.state.Selected == d.ID {
			s.state.Sheet = &sheet
			s.changed(s.state)
		}
	})
}

// forensic tells whether a task has, had, or might have the forensic duty.
func forensic(d *domain.TaskDetail) bool {
	return d.Tier == domain.TierForensic || d.Why.ForensicSuggested || slices.ContainsFunc(d.Targets, func(t domain.TargetView) bool {
		return !t.Triage.Held.IsZero() || t.Due.ForensicSuggested
	})
}
