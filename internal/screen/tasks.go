package screen

import (
	"context"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// TaskShow says which tasks are listed.
type TaskShow int

// What the list of tasks can show.
const (
	TasksOpen TaskShow = iota
	TasksMine
	TasksClosed
	TasksExceptions // the register: decisions not to patch, and what no update mends
)

// TaskTab is a page of a task's detail.
type TaskTab int

// Pages of a task's detail.
const (
	TabOverview TaskTab = iota
	TabRemediation
	TabNotes
	TabHistory
)

// Sort is a column and a direction; the zero value is the screen's own order.
type Sort struct {
	Column string
	Down   bool
}

// TaskGroup is the tasks of one tier.
type TaskGroup struct {
	Tier     domain.Tier
	Tasks    []*domain.TaskView // empty while folded
	Count    int
	Overdue  int
	DueSoon  int // due within 7 days and not overdue
	Folded   bool
	Forensic bool
}

// TasksState is what the Tasks screen shows.
type TasksState struct {
	Stage    Stage
	Err      error
	Status   domain.DeskStatus
	Today    domain.Day
	Show     TaskShow
	Sort     Sort
	Open     int // tasks
	Mine     int
	Closed   int
	Targets  int // open targets of all open tasks
	Groups   []TaskGroup
	Shown    int // tasks in Groups, folded ones included
	Arranged int // counts how often Groups was made anew
	Selected string
	Detail   *domain.TaskDetail // nil until it came
	Missing  error              // why the detail could not be had
	Tab      TaskTab
	Form     *TaskForm // what is about to be done; nil for nothing
	Busy     bool      // it is being stored
	ActErr   error     // why the last act without a form failed
	Marked   []string  // tasks of a bulk edit
	Filter   TaskFilter
	Sheet    *domain.TriageSheet // forensic clocks of the chosen task; nil for none
	Owners   []string            // names that can be chosen for owners and approvers
	People   []domain.PersonView // the people of the desk
	Register Register
	Chosen   string // exception chosen in the register
}

// Tasks is the screen of fixes to do.
type Tasks struct {
	source  TasksSource
	run     Run
	changed func(TasksState)
	state   TasksState
	asked   turn
	looked  turn
	sheets  turn
	deeds   *Deeds
	open    []domain.TaskView
	closed  []domain.TaskView
	folded  map[domain.Tier]bool
	orders  turn
	ordered []func() // what waits for the newest order
}

// NewTasks makes the screen; it asks nothing before Refresh. What a person does on
// it is told to deeds.
func NewTasks(source TasksSource, run Run, deeds *Deeds, changed func(TasksState)) *Tasks {
	return &Tasks{source: source, run: run, deeds: deeds, changed: changed, folded: map[domain.Tier]bool{}}
}

// State is the newest state.
func (s *Tasks) State() TasksState { return s.state }

type taskLists struct {
	status       domain.DeskStatus
	open, closed []domain.TaskView
	people       []domain.PersonView
	register     Register
}

// Refresh asks for the lists and the chosen task again.
func (s *Tasks) Refresh() {
	ask(s.run, &s.asked, s.lists, func(l taskLists, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		s.state.Stage, s.state.Err = Ready, nil
		s.state.Status = l.status
		s.state.Today = domain.DayOf(l.status.At, zoneOf(l.status.Desk))
		s.open, s.closed = l.open, l.closed
		s.state.People, s.state.Owners, s.state.Register = l.people, s.owners(l.people), l.register
		s.keepMarks()
		s.arrange(func() {
			if task := s.excepted(); task != "" {
				s.state.Selected = task
			}
			if s.state.Selected == "" {
				s.state.Selected = s.first()
			}
			s.changed(s.state)
			s.look()
		})
	})
}

func (s *Tasks) lists(ctx context.Context) (taskLists, error) {
	var l taskLists
	var err error
	if l.status, err = s.source.Status(ctx); err != nil {
		return l, err
	}
	if l.open, err = s.source.Tasks(ctx, false); err != nil {
		return l, err
	}
	all, err := s.source.Tasks(ctx, true)
	if err != nil {
		return l, err
	}
	isOpen := make(map[string]bool, len(l.open))
	for _, t := range l.open {
		isOpen[t.ID] = true
	}
	for _, t := range all {
		if !isOpen[t.ID] {
			l.closed = append(l.closed, t)
		}
	}
	if l.people, err = s.source.People(ctx, false); err != nil {
		return l, err
	}
	l.register, err = s.registerOf(ctx, &l)
	return l, err
}

// zoneOf gives the desk's zone, UTC where its name is not known here.
func zoneOf(d domain.Desk) *time.Location {
	if zone, err := time.LoadLocation(d.Zone); err == nil {
		return zone
	}
	return time.UTC
}

// ShowOnly chooses which tasks are listed.
func (s *Tasks) ShowOnly(show TaskShow) {
	s.state.Show, s.state.Marked, s.state.Form = show, nil, nil
	s.arrange(func() {
		if show == TasksExceptions {
			s.openFirst()
			return
		}
		s.changed(s.state)
	})
}

// SortBy orders the tasks of each group by a column; the same column again
// turns the order round, a third time gives the screen's own order back.
func (s *Tasks) SortBy(column string) {
	s.state.Sort = s.state.Sort.next(column)
	s.arrange(func() { s.changed(s.state) })
}

func (o Sort) next(column string) Sort {
	switch {
	case o.Column != column:
		return Sort{Column: column}
	case !o.Down:
		return Sort{Column: column, Down: true}
	}
	return Sort{}
}

// Fold hides or shows the tasks of a group.
func (s *Tasks) Fold(tier domain.Tier) {
	s.folded[tier] = !s.folded[tier]
	s.arrange(func() { s.changed(s.state) })
}

// Select chooses a task and asks for it whole.
func (s *Tasks) Select(id string) {
	if id == s.state.Selected && s.state.Detail != nil {
		return
	}
	s.state.Selected, s.state.Detail, s.state.Missing = id, nil, nil
	s.state.Sheet, s.state.Tab = nil, TabOverview
	if !s.state.Busy {
		s.state.Form = nil
	}
	s.changed(s.state)
	s.look()
}

// OpenTab shows another page of the detail.
func (s *Tasks) OpenTab(tab TaskTab) {
	s.state.Tab = tab
	s.changed(s.state)
}

// look asks for the chosen task.
func (s *Tasks) look() {
	id := s.state.Selected
	if id == "" {
		s.state.Detail = nil
		return
	}
	ask(s.run, &s.looked, func(ctx context.Context) (domain.TaskDetail, error) {
		return s.source.Task(ctx, id)
	}, func(d domain.TaskDetail, err error) {
		if err != nil {
			s.state.Detail, s.state.Missing = nil, err
		} else {
			s.state.Detail, s.state.Missing = &d, nil
			s.lookFurther(&d)
		}
		s.changed(s.state)
	})
}

func (s *Tasks) first() string {
	for _, g := range s.state.Groups {
		for _, t := range g.Tasks {
			return t.ID
		}
	}
	return ""
}

// compareDue puts no date last.
func compareDue(a, b domain.Day) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	return strings.Compare(string(a), string(b))
}

func share(t *domain.TaskView) float64 {
	if t.Total == 0 {
		return 0
	}
	return float64(t.Done) / float64(t.Total)
}
