package screen

import (
	"context"

	"fenceline/internal/domain"
)

// ReadinessSource computes the checks and keeps the card of contacts.
type ReadinessSource interface {
	Readiness(ctx context.Context) (domain.Readiness, error)
	SetContact(ctx context.Context, c domain.Contact) error
}

// ReadinessState is what the Readiness screen shows.
type ReadinessState struct {
	Stage    Stage
	Err      error
	Ready    domain.Readiness
	GapsOnly bool
	Editing  domain.ContactRole // whose card is being written; "" none
	Busy     bool
	ActErr   error
}

// Checks lists the checks of a part that are to be shown.
func (s *ReadinessState) Checks(group domain.CheckGroup) []domain.ReadinessCheck {
	var out []domain.ReadinessCheck
	for _, c := range s.Ready.Checks {
		if c.Group == group && (!s.GapsOnly || c.Mark != domain.CheckMet) {
			out = append(out, c)
		}
	}
	return out
}

// Readiness is the screen of how well prepared the operator is.
type Readiness struct {
	source  ReadinessSource
	run     Run
	changed func(ReadinessState)
	state   ReadinessState
	asked   turn
}

// NewReadiness makes the screen; it asks nothing before Refresh.
func NewReadiness(source ReadinessSource, run Run, changed func(ReadinessState)) *Readiness {
	return &Readiness{source: source, run: run, changed: changed}
}

// State is the newest state.
func (s *Readiness) State() ReadinessState { return s.state }

// Refresh asks again.
func (s *Readiness) Refresh() {
	ask(s.run, &s.asked, s.source.Readiness, func(found domain.Readiness, err error) {
		s.state.Stage, s.state.Err = Ready, err
		if err != nil {
			s.state.Stage = Failed
		} else {
			s.state.Ready = found
		}
		s.changed(s.state)
	})
}

// ShowGaps lists only what is not met, or everything.
func (s *Readiness) ShowGaps(only bool) {
	s.state.GapsOnly = only
	s.changed(s.state)
}

// Edit opens the card of a role, "" closes it.
func (s *Readiness) Edit(role domain.ContactRole) {
	s.state.Editing, s.state.ActErr = role, nil
	s.changed(s.state)
}

// Save stores a card and closes it.
func (s *Readiness) Save(c domain.Contact) {
	if s.state.Busy {
		return
	}
	s.state.Busy, s.state.ActErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := s.source.SetContact(ctx, c)
		post(func() {
			s.state.Busy, s.state.ActErr = false, err
			if err == nil {
				s.state.Editing = ""
				s.Refresh()
			}
			s.changed(s.state)
		})
	})
}
