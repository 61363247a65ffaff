package screen

import (
	"context"
	"slices"

	"fenceline/internal/domain"
)

// PlanSource makes the plan, keeps what people say of their time, and writes
// run sheets and calendars. A file that exists is replaced: the window has asked.
type PlanSource interface {
	StatusSource
	Schedule(ctx context.Context, weeks, capacity int) (domain.Schedule, error)
	PlanSettings(ctx context.Context) (domain.PlanSettings, error)
	Statistics(ctx context.Context) (domain.Statistics, error)
	SetTasks(ctx context.Context, tasks []string, edit func(*domain.TaskWork)) error
	SetCapacity(ctx context.Context, who string, minutes int, monday domain.Day) error
	SetWindows(ctx context.Context, group string, windows []string) error
	SetFreeze(ctx context.Context, f domain.Freeze, end bool) error
	SetEfforts(ctx context.Context, restart, effort int) error
	WriteRunSheet(ctx context.Context, monday domain.Day, path string) error
	WriteCalendar(ctx context.Context, path string) error
}

// PlanMode is what the Plan screen shows.
type PlanMode int

// Modes of the Plan screen.
const (
	PlanWeeks PlanMode = iota
	PlanWindows
	PlanPeople
)

// PlanState is what the Plan screen shows.
type PlanState struct {
	Stage    Stage
	Err      error
	Status   domain.DeskStatus
	Today    domain.Day
	Plan     domain.Schedule
	Settings domain.PlanSettings
	Stats    domain.Statistics
	Mode     PlanMode
	Columns  []PlanColumn // every week of the plan
	First    int          // place in Columns of the first week in sight
	Sums     PlanSums
	Chosen   CardKey // the card that keys and buttons act on
	Trial    int     // minutes a week that are tried; below zero: what is set
	Asking   bool    // the plan is being worked out again
	Busy     bool    // something is being stored or written
	ActErr   error   // why the last act failed
	ActOn    string  // what that act was about: a field's name
	Form     PlanForm
}

// CardKey names one card of the board.
type CardKey struct {
	Task string
	Week domain.Day // Monday
}

// Plan is the screen of the weeks ahead.
type Plan struct {
	source  PlanSource
	run     Run
	changed func(PlanState)
	deeds   *Deeds
	state   PlanState
	asked   turn
}

// NewPlan makes the screen; it asks nothing before Refresh. What a person does
// on it is told to deeds.
func NewPlan(source PlanSource, run Run, deeds *Deeds, changed func(PlanState)) *Plan {
	return &Plan{source: source, run: run, deeds: deeds, changed: changed, state: PlanState{Trial: -1}}
}

// State is the newest state.
func (s *Plan) State() PlanState { return s.state }

type planAnswer struct {
	status   domain.DeskStatus
	plan     domain.Schedule
	settings domain.PlanSettings
	stats    domain.Statistics
	columns  []PlanColumn
	sums     PlanSums
}

// Refresh has the plan worked out again.
func (s *Plan) Refresh() {
	trial := s.state.Trial
	if s.state.Stage != Loading {
		s.state.Asking = true
		s.changed(s.state)
	}
	ask(s.run, &s.asked, func(ctx context.Context) (a planAnswer, err error) {
		if a.status, err = s.source.Status(ctx); err != nil {
			return a, err
		}
		if a.settings, err = s.source.PlanSettings(ctx); err != nil {
			return a, err
		}
		if a.plan, err = s.source.Schedule(ctx, 0, trial); err != nil {
			return a, err
		}
		// What the board shows of very many things is put together here, beside the drawing.
		a.columns = planColumns(&a.plan, &a.settings)
		a.sums = sumPlan(&a.plan, a.columns)
		a.stats, err = s.source.Statistics(ctx)
		return a, err
	}, s.answer)
}

func (s *Plan) answer(a planAnswer, err error) {
	s.state.Asking = false
	if err != nil {
		s.state.Stage, s.state.Err = Failed, err
		s.changed(s.state)
		return
	}
	s.state.Stage, s.state.Err = Ready, nil
	s.state.Status, s.state.Plan, s.state.Settings, s.state.Stats = a.status, a.plan, a.settings, a.stats
	s.state.Today = domain.DayOf(a.status.At, zoneOf(a.status.Desk))
	s.state.Columns, s.state.Sums = a.columns, a.sums
	s.state.First = min(s.state.First, max(0, len(s.state.Columns)-1))
	s.keepChoice()
	s.changed(s.state)
}

// keepChoice follows the chosen task to the week it is in now.
func (s *Plan) keepChoice() {
	k := s.state.Chosen
	if k.Task == "" {
		return
	}
	s.state.Chosen = CardKey{}
	for i := range s.state.Columns {
		c := &s.state.Columns[i]
		if slices.ContainsFunc(c.All(), func(p PlanCard) bool { return p.Task == k.Task }) {
			if s.state.Chosen.Task == "" || c.Week.Monday == k.Week {
				s.state.Chosen = CardKey{k.Task, c.Week.Monday}
			}
		}
	}
}

// Show chooses what the screen shows.
func (s *Plan) Show(m PlanMode) {
	s.state.Mode, s.state.ActErr, s.state.Form = m, nil, PlanForm{}
	s.changed(s.state)
}

// Shift moves the weeks in sight, n of which fit.
func (s *Plan) Shift(by, n int) {
	s.state.First = max(0, min(s.state.First+by, len(s.state.Columns)-n))
	s.changed(s.state)
}

// Choose marks a card; the zero key unmarks.
func (s *Plan) Choose(k CardKey) {
	s.state.Chosen = k
	s.changed(s.state)
}

// Find chooses the first card of a task, and shows its week. Before the plan is
// known it is kept for then.
func (s *Plan) Find(task string) {
	s.state.Chosen = CardKey{Task: task}
	s.keepChoice()
	if s.state.Chosen.Task == "" && s.state.Stage == Loading {
		s.state.Chosen = CardKey{Task: task}
	}
	for i := range s.state.Columns {
		if s.state.Columns[i].Week.Monday == s.state.Chosen.Week {
			s.state.First = max(0, i-1)
		}
	}
	s.changed(s.state)
}

// Card is the chosen card; nil where none is.
func (s *PlanState) Card() *PlanCard {
	for i := range s.Columns {
		if s.Columns[i].Week.Monday != s.Chosen.Week {
			continue
		}
		for _, c := range s.Columns[i].All() {
			if c.Task == s.Chosen.Task {
				return &c
			}
		}
	}
	return nil
}

// Try plans with another number of minutes a week for the pool; nothing is kept.
// Below zero plans with what is set.
func (s *Plan) Try(minutes int) {
	s.state.Trial = minutes
	s.Refresh()
}

// Move puts a task into the week that begins with a Monday, by hand; "" lets the
// planner choose again. It can be undone.
func (s *Plan) Move(task string, monday domain.Day) {
	s.moveAll([]string{task}, monday)
	if monday != "" {
		s.state.Chosen = CardKey{task, monday}
	}
}

// MoveBy moves the chosen card by weeks, within the plan.
func (s *Plan) MoveBy(weeks int) {
	k := s.state.Chosen
	at := slices.IndexFunc(s.state.Columns, func(c PlanColumn) bool { return c.Week.Monday == k.Week })
	if k.Task == "" || at < 0 || at+weeks < 0 || at+weeks >= len(s.state.Columns) {
		return
	}
	s.Move(k.Task, s.state.Columns[at+weeks].Week.Monday)
}

// Free lets the planner choose the week of every task that was moved by hand.
func (s *Plan) Free() { s.moveAll(s.state.Sums.Hand, "") }

func (s *Plan) moveAll(tasks []string, monday domain.Day) {
	if len(tasks) == 0 || s.state.Busy {
		return
	}
	deed := Deed{Code: DeedWeek, Tasks: tasks, Done: len(tasks), Day: monday}
	if monday == "" {
		deed.Code = DeedFreed
	}
	was := map[string]domain.Day{}
	s.act("", func(ctx context.Context) error {
		for _, id := range tasks { // one by one, since each comes from a week of its own
			err := s.source.SetTasks(ctx, []string{id}, func(w *domain.TaskWork) { was[id], w.Week = w.Week, monday })
			if err != nil {
				return err
			}
		}
		return nil
	}, func() {
		deed.undo = func(ctx context.Context) error {
			for _, id := range tasks {
				if err := s.source.SetTasks(ctx, []string{id}, func(w *domain.TaskWork) { w.Week = was[id] }); err != nil {
					return err
				}
			}
			return nil
		}
		s.deeds.Tell(deed)
	})
}

// act does something off the drawing goroutine, then has the plan worked out
// again. on names what it is about, for the place of an error.
func (s *Plan) act(on string, work func(context.Context) error, done func()) {
	if s.state.Busy {
		return
	}
	s.state.Busy, s.state.ActErr, s.state.ActOn = true, nil, on
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := work(ctx)
		post(func() {
			s.state.Busy, s.state.ActErr = false, err
			if err == nil {
				done()
				s.Refresh()
				return
			}
			s.changed(s.state)
		})
	})
}

// WriteRunSheet writes the run sheet of a week to a file, as a page to print.
func (s *Plan) WriteRunSheet(monday domain.Day, path string) {
	s.write(path, func(ctx context.Context) error { return s.source.WriteRunSheet(ctx, monday, path) })
}

// WriteCalendar writes the plan to a calendar file.
func (s *Plan) WriteCalendar(path string) {
	s.write(path, func(ctx context.Context) error { return s.source.WriteCalendar(ctx, path) })
}

func (s *Plan) write(path string, work func(context.Context) error) {
	if path == "" {
		return
	}
	s.act("", work, func() { s.deeds.Tell(Deed{Code: DeedWritten, Name: path}) })
}

// ReadError takes the message about the last act away.
func (s *Plan) ReadError() {
	s.state.ActErr, s.state.ActOn = nil, ""
	s.changed(s.state)
}
