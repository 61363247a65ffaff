package screen

import (
	"context"

	"fenceline/internal/domain"
)

// TodayState is what the Today screen shows.
type TodayState struct {
	Stage    Stage
	Err      error
	Today    domain.Today
	FirstRun bool                        // nothing was brought in yet: the three steps are shown
	Quiet    bool                        // there is data, and nothing must happen now
	Names    map[string]domain.PatchTask // tasks by id, for what the last import changed
}

// Today is the screen of what must happen now.
type Today struct {
	source  TodaySource
	run     Run
	changed func(TodayState)
	state   TodayState
	asked   turn
}

// NewToday makes the screen; it asks nothing before Refresh.
func NewToday(source TodaySource, run Run, changed func(TodayState)) *Today {
	return &Today{source: source, run: run, changed: changed}
}

// State is the newest state.
func (s *Today) State() TodayState { return s.state }

// Refresh asks again.
func (s *Today) Refresh() {
	ask(s.run, &s.asked, s.look, func(found TodayState, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
		} else {
			s.state = found
		}
		s.changed(s.state)
	})
}

func (s *Today) look(ctx context.Context) (TodayState, error) {
	t, err := s.source.Today(ctx)
	if err != nil {
		return TodayState{}, err
	}
	names := map[string]domain.PatchTask{}
	if t.Last != nil && len(t.Last.Effect.NewTasks)+len(t.Last.Effect.ChangedTasks) > 0 {
		tasks, err := s.source.Tasks(ctx, false)
		if err != nil {
			return TodayState{}, err
		}
		for i := range tasks {
			names[tasks[i].ID] = tasks[i].PatchTask
		}
	}
	return TodayState{Stage: Ready, Today: t, FirstRun: firstRun(&t), Quiet: quiet(&t), Names: names}, nil
}

func firstRun(t *domain.Today) bool {
	return t.Coverage.Assets == 0 && len(t.Sources) == 0 && t.Last == nil
}

func quiet(t *domain.Today) bool {
	return len(t.Forensic)+len(t.Overdue)+len(t.ThisWeek)+len(t.Questions)+t.CannotTell+t.NameOnly == 0
}
