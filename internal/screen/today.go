package screen

import (
	"context"
	"slices"

	"fenceline/internal/domain"
)

// TodayState is what the Today screen shows.
type TodayState struct {
	Stage    Stage
	Err      error
	Today    domain.Today
	FirstRun bool                       // nothing was brought in yet: the three steps are shown
	Quiet    bool                       // there is data, and nothing must happen now
	Names    map[string]domain.TaskView // tasks by id, for what the last import changed
	Busy     bool                       // the page of the day is being written
	ActErr   error                      // why that failed

	Clocks   map[string]domain.TriageSheet // forensic clocks by task; what comes after the rest
	Stats    *domain.Statistics            // what came and went week by week; nil until it came
	Capacity []int                         // minutes of each week of Stats
	Assumed  bool                          // nobody said how much time there is
}

// Today is the screen of what must happen now.
type Today struct {
	source  TodaySource
	run     Run
	changed func(TodayState)
	deeds   *Deeds
	state   TodayState
	asked   turn
	further turn
}

// NewToday makes the screen; it asks nothing before Refresh. What a person does on
// it is told to deeds.
func NewToday(source TodaySource, run Run, deeds *Deeds, changed func(TodayState)) *Today {
	return &Today{source: source, run: run, deeds: deeds, changed: changed}
}

// State is the newest state.
func (s *Today) State() TodayState { return s.state }

// Refresh asks again.
func (s *Today) Refresh() {
	ask(s.run, &s.asked, s.look, func(found TodayState, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
		} else {
			found.Busy, found.ActErr = s.state.Busy, s.state.ActErr
			found.Clocks, found.Stats, found.Capacity, found.Assumed = s.state.Clocks, s.state.Stats, s.state.Capacity, s.state.Assumed
			s.state = found
		}
		s.changed(s.state)
		if err == nil && !found.FirstRun {
			s.more()
		}
	})
}

func (s *Today) look(ctx context.Context) (TodayState, error) {
	t, err := s.source.Today(ctx)
	if err != nil {
		return TodayState{}, err
	}
	names := map[string]domain.TaskView{}
	if t.Last != nil && len(t.Last.Effect.NewTasks)+len(t.Last.Effect.ChangedTasks) > 0 {
		for _, closed := range []bool{false, true} { // what came new may have been closed since
			tasks, err := s.source.Tasks(ctx, closed)
			if err != nil {
				return TodayState{}, err
			}
			for i := range tasks {
				names[tasks[i].ID] = tasks[i]
			}
		}
	}
	alsoDue(&t)
	return TodayState{Stage: Ready, Today: t, FirstRun: firstRun(&t), Quiet: quiet(&t), Names: names}, nil
}

// alsoDue puts tasks with the forensic duty among those that are overdue or due this
// week too: the steps are one thing to do, the fix another.
func alsoDue(t *domain.Today) {
	there := func(all []domain.TaskView, id string) bool {
		return slices.ContainsFunc(all, func(v domain.TaskView) bool { return v.ID == id })
	}
	var overdue, week []domain.TaskView
	for _, v := range t.Forensic {
		switch {
		case v.State == domain.StateTriage || v.Due == "":
		case v.Overdue && !there(t.Overdue, v.ID):
			overdue = append(overdue, v)
		case !v.Overdue && v.Due <= t.Day.Add(7) && !there(t.ThisWeek, v.ID):
			week = append(week, v)
		}
	}
	t.Overdue, t.ThisWeek = append(overdue, t.Overdue...), append(week, t.ThisWeek...)
}

// clockLimit is how many tasks' forensic clocks are read.
const clockLimit = 6

type todayMore struct {
	clocks   map[string]domain.TriageSheet
	stats    domain.Statistics
	settings domain.PlanSettings
}

// more asks for the clocks and the figures, which take longer than the rest.
func (s *Today) more() {
	forensic := s.state.Today.Forensic
	ask(s.run, &s.further, func(ctx context.Context) (m todayMore, err error) {
		m.clocks = map[string]domain.TriageSheet{}
		for i := range forensic[:min(clockLimit, len(forensic))] {
			if m.clocks[forensic[i].ID], err = s.source.Triage(ctx, forensic[i].ID); err != nil {
				return m, err
			}
		}
		if m.settings, err = s.source.PlanSettings(ctx); err != nil {
			return m, err
		}
		m.stats, err = s.source.Statistics(ctx)
		return m, err
	}, func(m todayMore, err error) {
		if err != nil {
			s.state.Err = err
		} else {
			s.state.Clocks, s.state.Stats = m.clocks, &m.stats
			s.state.Capacity, s.state.Assumed = capacities(&m.stats, &m.settings)
		}
		s.changed(s.state)
	})
}

// WriteSheet writes the day to a file, as a page to print.
func (s *Today) WriteSheet(path string) {
	if path == "" || s.state.Busy {
		return
	}
	s.state.Busy, s.state.ActErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := s.source.WriteToday(ctx, path)
		post(func() {
			s.state.Busy, s.state.ActErr = false, err
			if err == nil {
				s.deeds.Tell(Deed{Code: DeedWritten, Name: path})
			}
			s.changed(s.state)
		})
	})
}

// capacities are the minutes of everybody together in each week.
func capacities(stats *domain.Statistics, set *domain.PlanSettings) (out []int, assumed bool) {
	assumed = len(set.Capacity) == 0 && len(set.Weeks) == 0
	people := map[string]bool{}
	for who := range set.Capacity {
		people[who] = true
	}
	for who := range set.Weeks {
		people[who] = true
	}
	for i := range stats.Weeks {
		n := 0
		for who := range people {
			n += set.Minutes(who, stats.Weeks[i].Monday)
		}
		if assumed {
			n = domain.DefaultCapacity
		}
		out = append(out, n)
	}
	return out, assumed
}

func firstRun(t *domain.Today) bool {
	return t.Coverage.Assets == 0 && len(t.Sources) == 0 && t.Last == nil
}

func quiet(t *domain.Today) bool {
	return len(t.Forensic)+len(t.Overdue)+len(t.ThisWeek)+len(t.Reviews)+len(t.Questions)+t.CannotTell+t.NameOnly == 0
}
