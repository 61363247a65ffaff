package screen

import (
	"context"
	"errors"
	"strings"

	"fenceline/internal/domain"
)

// VEXSource takes and lists the desk's own decisions about flaws. WriteVEX replaces
// a file that exists: the window has asked.
type VEXSource interface {
	VEXDecisions(ctx context.Context, ended bool) ([]domain.VEXView, error)
	DecideVEX(ctx context.Context, q domain.VEXRequest) (domain.VEXDecision, error)
	UndoVEX(ctx context.Context, id, reason string) error
	WriteVEX(ctx context.Context, format, audience, path string) (domain.VEXDocument, error)
}

// DecisionsState is what is shown of the desk's own decisions.
type DecisionsState struct {
	Stage    Stage
	Err      error
	Shown    bool             // they stand in the place of the findings
	All      []domain.VEXView // the newest first
	Ended    bool             // those that are over too
	Selected string
	Form     *DecideForm // a decision that is being made
	Undoing  bool        // the chosen one is being taken back
	Reason   string      // why, as far as it was typed
	Export   *VEXExport  // an export that is being chosen
	Busy     bool
	ActErr   error // why the last act failed, where no field of a form is to blame
	Drawn    int   // counts what is to be drawn anew; typing is not
}

// InForce counts the decisions that hold.
func (s *DecisionsState) InForce() int {
	n := 0
	for i := range s.All {
		if s.All[i].Ended.IsZero() {
			n++
		}
	}
	return n
}

// NoAuthor tells whether an export failed for want of the operator's name or website.
func (s *DecisionsState) NoAuthor() bool {
	var e *domain.Error
	return errors.As(s.ActErr, &e) && e.Code == "vex_no_author"
}

// VEXExport is for whom the decisions are written, and how; Done is what was.
type VEXExport struct {
	Format   string // "openvex" or "csaf"
	Audience string
	Done     *domain.VEXDocument
}

// Chosen is the decision in sight, nil where there is none.
func (s *DecisionsState) Chosen() *domain.VEXView {
	for i := range s.All {
		if s.All[i].ID == s.Selected {
			return &s.All[i]
		}
	}
	return nil
}

// Decisions is the list of the desk's own decisions, and the forms that make one,
// take one back and write them for others.
type Decisions struct {
	source  VEXSource
	run     Run
	deeds   *Deeds
	today   func() domain.Day
	changed func(DecisionsState)
	settled func()
	state   DecisionsState
	asked   turn
}

// NewDecisions makes it; it asks nothing before Refresh. settled is called after
// every change, so that other screens ask again.
func NewDecisions(source VEXSource, run Run, deeds *Deeds, today func() domain.Day, changed func(DecisionsState), settled func()) *Decisions {
	return &Decisions{source: source, run: run, deeds: deeds, today: today, changed: changed, settled: settled}
}

// State is the newest state.
func (s *Decisions) State() DecisionsState { return s.state }

// Today is the day on which a decision would be made.
func (s *Decisions) Today() domain.Day { return s.today() }

func (s *Decisions) draw() {
	s.state.Drawn++
	s.changed(s.state)
}

// Refresh asks for the decisions again.
func (s *Decisions) Refresh() {
	ended := s.state.Ended
	ask(s.run, &s.asked, func(ctx context.Context) ([]domain.VEXView, error) {
		return s.source.VEXDecisions(ctx, ended)
	}, func(all []domain.VEXView, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.draw()
			return
		}
		s.state.Stage, s.state.Err, s.state.All = Ready, nil, all
		if s.state.Chosen() == nil {
			s.state.Selected, s.state.Undoing = "", false
			if len(all) > 0 {
				s.state.Selected = all[0].ID
			}
		}
		s.draw()
	})
}

// Show puts the decisions in the place of the findings, or takes them away; id is
// the one to choose, "" leaves the choice.
func (s *Decisions) Show(on bool, id string) {
	s.state.Shown, s.state.Export, s.state.Undoing, s.state.ActErr = on, nil, false, nil
	if id != "" {
		s.state.Selected = id
		if s.state.Stage == Ready && s.state.Chosen() == nil {
			s.state.Ended = true
			s.draw()
			s.Refresh()
			return
		}
	}
	s.draw()
}

// Select chooses a decision.
func (s *Decisions) Select(id string) {
	if id == s.state.Selected && s.state.Export == nil {
		return
	}
	s.state.Selected, s.state.Undoing, s.state.Reason, s.state.Export, s.state.ActErr = id, false, "", nil, nil
	s.draw()
}

// WithEnded lists those that are over too, or not.
func (s *Decisions) WithEnded(on bool) {
	s.state.Ended = on
	s.draw()
	s.Refresh()
}

// AskUndo opens or closes the question why the chosen one is taken back.
func (s *Decisions) AskUndo(on bool) {
	s.state.Undoing, s.state.Reason, s.state.ActErr, s.state.Export = on, "", nil, nil
	s.draw()
}

// WhyUndo keeps what is typed as the reason; nothing is drawn for it.
func (s *Decisions) WhyUndo(reason string) { s.state.Reason = reason }

// Undo takes the chosen decision back.
func (s *Decisions) Undo() {
	id, reason := s.state.Selected, strings.TrimSpace(s.state.Reason)
	s.act(func(ctx context.Context) (func(), error) {
		err := s.source.UndoVEX(ctx, id, reason)
		return func() {
			s.state.Undoing, s.state.Reason = false, ""
			s.deeds.Tell(Deed{Code: DeedVEXUndone, Name: id})
		}, err
	}, func(err error) { s.state.ActErr = err }, true)
}

// ChooseExport opens the choice of an export or changes it; nil closes it.
func (s *Decisions) ChooseExport(e *VEXExport) {
	s.state.Export, s.state.Undoing, s.state.ActErr = e, false, nil
	s.draw()
}

// Write writes the decisions to a file as it was chosen.
func (s *Decisions) Write(path string) {
	e := s.state.Export
	if e == nil || path == "" {
		return
	}
	s.act(func(ctx context.Context) (func(), error) {
		doc, err := s.source.WriteVEX(ctx, e.Format, e.Audience, path)
		return func() {
			s.state.Export = &VEXExport{Format: e.Format, Audience: e.Audience, Done: &doc}
			s.deeds.Tell(Deed{Code: DeedWritten, Name: path})
		}, err
	}, func(err error) { s.state.ActErr = err }, false)
}

// act does something off the drawing goroutine: then is done where it went well,
// blame where it did not. moves says that other screens show something else now.
func (s *Decisions) act(do func(context.Context) (func(), error), blame func(error), moves bool) {
	if s.state.Busy {
		return
	}
	s.state.Busy, s.state.ActErr = true, nil
	s.draw()
	s.run(func(ctx context.Context, post func(func())) {
		then, err := do(ctx)
		post(func() {
			s.state.Busy = false
			if err != nil {
				blame(err)
				s.draw()
				return
			}
			then()
			s.draw()
			if moves {
				s.Refresh()
				s.settled()
			}
		})
	})
}

// What is told of own decisions.
const (
	DeedVEX       domain.Code = "deed_vex"
	DeedVEXUndone domain.Code = "deed_vex_undone"
)
