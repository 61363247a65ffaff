package screen

import (
	"context"

	"fenceline/internal/domain"
)

// Deed is something a person just did, told once, with the way back where the
// desk knows one.
type Deed struct {
	Code    domain.Code // what was done
	Tasks   []string
	Done    int        // targets or tasks it was done to
	Refused int        // targets that could not take the step
	Day     domain.Day // of a plan: the day, or the Monday of a week
	Week    bool       // Day stands for its week
	Name    string     // a person, a group, a file
	undo    func(context.Context) error
}

// CanUndo reports whether there is a way back.
func (d *Deed) CanUndo() bool { return d != nil && d.undo != nil }

// DeedsState is the message about the last deed.
type DeedsState struct {
	Deed *Deed // nil once read
	Err  error // why it could not be undone
	Busy bool  // it is being undone
}

// Deeds tells what was done last, and takes it back.
type Deeds struct {
	run     Run
	changed func(DeedsState)
	settled func()
	state   DeedsState
}

// NewDeeds makes it; settled is called after something was taken back, so that
// the screens ask again.
func NewDeeds(run Run, changed func(DeedsState), settled func()) *Deeds {
	return &Deeds{run: run, changed: changed, settled: settled}
}

// State is the newest state.
func (s *Deeds) State() DeedsState { return s.state }

// Tell shows a deed in place of the one before.
func (s *Deeds) Tell(d Deed) {
	s.state = DeedsState{Deed: &d}
	s.changed(s.state)
}

// Read takes the message away.
func (s *Deeds) Read() {
	s.state = DeedsState{}
	s.changed(s.state)
}

// Undo takes the last deed back.
func (s *Deeds) Undo() {
	d := s.state.Deed
	if !d.CanUndo() || s.state.Busy {
		return
	}
	s.state.Busy, s.state.Err = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := d.undo(ctx)
		post(func() {
			if s.state.Deed != d { // another one was told meanwhile
				return
			}
			if err != nil {
				s.state.Busy, s.state.Err = false, err
			} else {
				s.state = DeedsState{Deed: &Deed{Code: DeedUndone, Tasks: d.Tasks}}
			}
			s.changed(s.state)
			s.settled()
		})
	})
}

// Deeds of planning, and the one of going back.
const (
	DeedUndone   domain.Code = "deed_undone"
	DeedWeek     domain.Code = "deed_week"
	DeedFreed    domain.Code = "deed_freed"
	DeedCapacity domain.Code = "deed_capacity"
	DeedWindows  domain.Code = "deed_windows"
	DeedFreeze   domain.Code = "deed_freeze"
	DeedEfforts  domain.Code = "deed_efforts"
	DeedRestarts domain.Code = "deed_restarts"
	DeedWritten  domain.Code = "deed_written"
)

// Deeds about assets.
const (
	DeedAdded         domain.Code = "deed_asset_added"
	DeedFacts         domain.Code = "deed_asset_facts"
	DeedMerged        domain.Code = "deed_asset_merged"
	DeedRetired       domain.Code = "deed_asset_retired"
	DeedRestored      domain.Code = "deed_asset_restored"
	DeedConfirmed     domain.Code = "deed_assets_confirmed"
	DeedConfirmedYear domain.Code = "deed_assets_confirmed_year"
)
