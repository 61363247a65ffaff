package screen

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// DecideSubject is what a decision is about: a flaw of one product, and the assets
// it was begun from.
type DecideSubject struct {
	Finding       string // it was begun at this finding,
	Task          string // or at this task
	Vulnerability string
	Among         []string // flaws it could be about, where there are several
	Component     string   // identity or name
	Name          string   // of the component, as people read it
	Assets        []string
	AssetNames    []string
}

// DecideForm is a decision that is being made, and what was typed so far.
type DecideForm struct {
	DecideSubject
	Values map[string]string
	Errs   map[string]error // by field; "" for the whole form
}

// Fields of a [DecideForm], and the values of those that are chosen.
const (
	DecideStatus        = "status" // a [domain.Status]
	DecideJustification = "justification"
	DecideAction        = "action"
	DecideImpact        = "impact"
	DecideReason        = "reason"
	DecideReview        = "review"
	DecideWhere         = "where"    // "" the assets it was begun from, or WhereAll
	DecideVersions      = "versions" // "" those installed now, or VersionsAll
	WhereAll            = "everywhere"
	VersionsAll         = "any"
)

// Status is the status that was chosen, "" for none.
func (f *DecideForm) Status() domain.Status { return domain.Status(f.Values[DecideStatus]) }

// Begin opens the form of a decision.
func (s *Decisions) Begin(about DecideSubject) {
	if s.state.Busy {
		return
	}
	s.state.Form = &DecideForm{DecideSubject: about, Values: map[string]string{}}
	s.state.ActErr = nil
	s.draw()
}

// Enter keeps what was typed into a field; nothing is drawn for it.
func (s *Decisions) Enter(field, text string) {
	if s.state.Form != nil {
		s.state.Form.Values[field] = text
	}
}

// Choose picks a value of a field and draws it.
func (s *Decisions) Choose(field, value string) {
	if s.state.Form == nil {
		return
	}
	s.Enter(field, value)
	delete(s.state.Form.Errs, field)
	s.draw()
}

// Turn makes the decision one about another of the flaws it was begun among.
func (s *Decisions) Turn(vulnerability string) {
	if f := s.state.Form; f != nil && slices.Contains(f.Among, vulnerability) {
		f.Vulnerability = vulnerability
		s.draw()
	}
}

// GiveUp closes the form.
func (s *Decisions) GiveUp() {
	if s.state.Form != nil && !s.state.Busy {
		s.state.Form = nil
		s.draw()
	}
}

// Send makes the decision. What is missing or cannot be read is said beside its
// field before the desk is asked; what the desk refuses, too.
func (s *Decisions) Send() {
	f := s.state.Form
	if f == nil || s.state.Busy {
		return
	}
	q := f.request(s.today())
	if len(f.Errs) > 0 {
		s.draw()
		return
	}
	s.act(func(ctx context.Context) (func(), error) {
		made, err := s.source.DecideVEX(ctx, q)
		return func() {
			s.state.Form = nil
			s.state.Selected = made.ID
			s.deeds.Tell(Deed{Code: DeedVEX, Name: made.ID})
		}, err
	}, func(err error) { f.Errs[decideField(err)] = err }, true)
}

// request reads the form; what is wrong with it stands in Errs afterwards.
func (f *DecideForm) request(today domain.Day) domain.VEXRequest {
	f.Errs = map[string]error{}
	text := func(field string, must bool, code domain.Code) string {
		value := strings.TrimSpace(f.Values[field])
		if value == "" && must {
			f.Errs[field] = &domain.Error{Kind: domain.Invalid, Op: "decide", Code: code}
		}
		return value
	}
	status := domain.Status(text(DecideStatus, true, "field_missing"))
	q := domain.VEXRequest{Vulnerability: f.Vulnerability, Component: f.Component, Status: status, Reason: text(DecideReason, true, "field_missing")}
	switch status {
	case domain.StatusNotAffected:
		q.Justification = text(DecideJustification, true, "field_missing")
		q.Impact = text(DecideImpact, false, "")
	case domain.StatusAffected:
		q.Action = text(DecideAction, true, "field_missing")
	}
	if q.Everywhere = f.Values[DecideWhere] == WhereAll; !q.Everywhere {
		q.Assets = slices.Clone(f.Assets)
	}
	q.AnyVersion = f.Values[DecideVersions] == VersionsAll && status != domain.StatusFixed
	if typed := text(DecideReview, false, ""); typed != "" {
		when, err := ParseWhen(typed, today)
		if err != nil {
			f.Errs[DecideReview] = err
		}
		q.Review = when.Day
	}
	return q
}

// decideField is the field an error of the desk is about; "" for the whole form.
func decideField(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return ""
	}
	return map[domain.Code]string{
		"field_missing": DecideReason, "vex_justification": DecideJustification, "vex_action_missing": DecideAction, "vex_status_unknown": DecideStatus,
		"vex_scope_missing": DecideWhere, "vex_fixed_version": DecideVersions, "vex_version_unknown": DecideVersions,
		"vex_review_past": DecideReview, "day_unreadable": DecideReview,
	}[e.Code]
}
