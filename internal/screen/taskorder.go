package screen

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// atOnce is how many rows are filtered and sorted where they are wanted; more of
// them would hold up the drawing.
const atOnce = 2_000

// taskOrder is what the list is made from: it changes nothing and is read away from
// the drawing goroutine.
type taskOrder struct {
	open, closed []domain.TaskView
	show         TaskShow
	sort         Sort
	filter       TaskFilter
	folded       map[domain.Tier]bool
	today        domain.Day
	me           string
}

// taskList is the list in order, and its counts.
type taskList struct {
	groups              []TaskGroup
	shown, mine, target int
}

// arrange makes groups and counts from the lists and then calls what waits for them;
// of long lists elsewhere, so that only the newest order counts.
func (s *Tasks) arrange(then func()) {
	s.ordered = append(s.ordered, then)
	o := taskOrder{s.open, s.closed, s.state.Show, s.state.Sort, s.state.Filter, maps.Clone(s.folded), s.state.Today, s.state.Status.Desk.Person}
	answer := func(l taskList, _ error) {
		s.state.Open, s.state.Closed, s.state.Mine, s.state.Targets = len(s.open), len(s.closed), l.mine, l.target
		s.state.Groups, s.state.Shown = l.groups, l.shown
		s.state.Arranged++
		waiting := s.ordered
		s.ordered = nil
		for _, f := range waiting {
			f()
		}
	}
	if len(s.open)+len(s.closed) <= atOnce {
		s.orders.pass() // an order still on its way is of older lists
		answer(o.list(), nil)
		return
	}
	ask(s.run, &s.orders, func(context.Context) (taskList, error) { return o.list(), nil }, answer)
}

func (o *taskOrder) list() taskList {
	var l taskList
	for i := range o.open {
		l.target += o.open[i].Total - o.open[i].Done
		if o.me != "" && o.open[i].Owner == o.me {
			l.mine++
		}
	}
	from := o.open
	if o.show == TasksClosed {
		from = o.closed
	}
	chosen := make([]namedTask, 0, len(from))
	for i := range from {
		t := &from[i]
		if o.show == TasksMine && (o.me == "" || t.Owner != o.me) || !o.filter.lets(t) {
			continue
		}
		chosen = append(chosen, namedTask{t, strings.ToLower(t.Name), t.Tier.Rank()})
	}
	slices.SortFunc(chosen, func(a, b namedTask) int { return cmp.Or(cmp.Compare(a.rank, b.rank), o.sort.tasks(&a, &b)) })
	l.shown, l.groups = len(chosen), o.groups(chosen)
	return l
}

// namedTask is a task with what it is compared by again and again.
type namedTask struct {
	*domain.TaskView
	low  string // its name in small letters
	rank int    // of its tier
}

func (o *taskOrder) groups(sorted []namedTask) []TaskGroup {
	var groups []TaskGroup
	for _, t := range sorted {
		if n := len(groups); n == 0 || groups[n-1].Tier != t.Tier {
			groups = append(groups, TaskGroup{Tier: t.Tier, Folded: o.folded[t.Tier], Forensic: t.Tier == domain.TierForensic})
		}
		g := &groups[len(groups)-1]
		g.Count++
		switch {
		case t.Overdue:
			g.Overdue++
		case t.Due != "" && t.Due.Sub(o.today) <= 7:
			g.DueSoon++
		}
		if !g.Folded {
			g.Tasks = append(g.Tasks, t.TaskView)
		}
	}
	return groups
}

// tasks compares two tasks of one tier: by the column, then by date and order, by
// name and number at last, so that no two are equal.
func (o Sort) tasks(a, b *namedTask) int {
	var c int
	switch o.Column {
	case "fix":
		c = strings.Compare(a.low, b.low)
	case "assets":
		c = cmp.Compare(b.Total, a.Total)
	case "clears":
		c = cmp.Compare(len(b.Vulnerabilities), len(a.Vulnerabilities))
	case "owner":
		c = strings.Compare(a.Owner, b.Owner)
	case "state":
		c = cmp.Compare(share(a.TaskView), share(b.TaskView))
	}
	if o.Column == "due" || c == 0 {
		c = cmp.Or(c, compareDue(a.Due, b.Due), a.TaskView.Order.Compare(b.TaskView.Order))
	}
	if o.Down {
		c = -c
	}
	return cmp.Or(c, strings.Compare(a.low, b.low), strings.Compare(a.ID, b.ID))
}
