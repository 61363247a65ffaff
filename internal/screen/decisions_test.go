package screen

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func (d *desk) VEXDecisions(_ context.Context, ended bool) ([]domain.VEXView, error) {
	return slices.DeleteFunc(slices.Clone(d.decisions), func(v domain.VEXView) bool { return !ended && !v.Ended.IsZero() }), d.err
}

func (d *desk) DecideVEX(_ context.Context, q domain.VEXRequest) (domain.VEXDecision, error) {
	d.note(fmt.Sprintf("%s of %s in %s on %v everywhere %v any %v because %s, action %q, reason %q, until %s",
		q.Status, q.Vulnerability, q.Component, q.Assets, q.Everywhere, q.AnyVersion, q.Justification, q.Action, q.Reason, q.Review))
	return domain.VEXDecision{ID: "V-9"}, d.err
}

func (d *desk) UndoVEX(_ context.Context, id, reason string) error {
	d.note(fmt.Sprintf("undo %s %q", id, reason))
	return d.err
}

func (d *desk) WriteVEX(_ context.Context, format, audience, path string) (domain.VEXDocument, error) {
	d.note("write " + format + " for " + audience + " to " + path)
	return domain.VEXDocument{Withheld: 2}, d.err
}

func newTestDecisions(d *desk, q *queue) (*Decisions, *Deeds, *int) {
	settled := 0
	deeds := NewDeeds(q.run, func(DeedsState) {}, func() {})
	s := NewDecisions(d, q.run, deeds, func() domain.Day { return "2026-11-24" }, func(DecisionsState) {}, func() { settled++ })
	return s, deeds, &settled
}

var aboutTomcat = DecideSubject{Finding: "f-1", Vulnerability: "CVE-2026-1", Component: "generic/tomcat", Name: "Tomcat", Assets: []string{"a-1"}, AssetNames: []string{"PORTAL-01"}}

func TestADecisionSaysWhatItLacks(t *testing.T) {
	for _, c := range []struct {
		name   string
		values map[string]string
		wrong  []string
	}{
		{"nothing said", nil, []string{DecideStatus, DecideReason}},
		{"not affected without why", map[string]string{DecideStatus: "not_affected", DecideReason: "off"}, []string{DecideJustification}},
		{"affected without what to do", map[string]string{DecideStatus: "affected", DecideReason: "seen", DecideAction: "  "}, []string{DecideAction}},
		{"no day", map[string]string{DecideStatus: "fixed", DecideReason: "built here", DecideReview: "soon"}, []string{DecideReview}},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, d := &queue{}, sampleDesk()
			s, _, _ := newTestDecisions(d, q)
			s.Begin(aboutTomcat)
			for field, value := range c.values {
				s.Enter(field, value)
			}
			s.Send()
			f := s.State().Form
			if len(f.Errs) != len(c.wrong) || len(q.works) != 0 {
				t.Errorf("wrong are %v, asked %d", f.Errs, len(q.works))
			}
			for _, field := range c.wrong {
				if f.Errs[field] == nil {
					t.Errorf("nothing is said at %s", field)
				}
			}
		})
	}
}

func TestADecisionAsksForWhatTheFormSays(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, deeds, settled := newTestDecisions(d, q)
	send := func(values map[string]string) {
		s.Begin(aboutTomcat)
		for field, value := range values {
			s.Choose(field, value)
		}
		s.Send()
		q.all()
	}
	send(map[string]string{DecideStatus: "not_affected", DecideJustification: "component_not_present", DecideReason: " gone ", DecideAction: "typed before", DecideReview: "+30"})
	send(map[string]string{DecideStatus: "affected", DecideAction: "close it", DecideReason: "seen", DecideWhere: WhereAll, DecideVersions: VersionsAll, DecideJustification: "chosen before"})
	send(map[string]string{DecideStatus: "fixed", DecideReason: "built here", DecideVersions: VersionsAll})
	want := []string{
		`not_affected of CVE-2026-1 in generic/tomcat on [a-1] everywhere false any false because component_not_present, action "", reason "gone", until 2026-12-24`,
		`affected of CVE-2026-1 in generic/tomcat on [] everywhere true any true because , action "close it", reason "seen", until `,
		`fixed of CVE-2026-1 in generic/tomcat on [a-1] everywhere false any false because , action "", reason "built here", until `,
	}
	if !slices.Equal(d.asked, want) {
		t.Errorf("asked\n%q\nnot\n%q", d.asked, want)
	}
	if s.State().Form != nil || *settled != 3 || deeds.State().Deed == nil || deeds.State().Deed.Name != "V-9" {
		t.Errorf("afterwards %+v, settled %d", s.State(), *settled)
	}
	d.err = &domain.Error{Kind: domain.Invalid, Op: "decide", Code: "vex_review_past"}
	send(map[string]string{DecideStatus: "fixed", DecideReason: "built here", DecideReview: "2026-11-01"})
	if f := s.State().Form; f == nil || f.Errs[DecideReview] == nil || s.State().Busy || *settled != 3 {
		t.Errorf("what the desk refused is not said at its field: %+v", f)
	}
}

func TestADecisionIsTakenBackWithAReason(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.decisions = []domain.VEXView{{VEXDecision: domain.VEXDecision{ID: "V-3"}}, {VEXDecision: domain.VEXDecision{ID: "V-2", Ended: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)}}}
	s, deeds, settled := newTestDecisions(d, q)
	s.Refresh()
	q.all()
	if st := s.State(); st.Selected != "V-3" || len(st.All) != 1 || st.InForce() != 1 {
		t.Fatalf("%+v", st)
	}
	s.Show(true, "V-2") // it is over: those that are over are listed too
	q.all()
	if st := s.State(); !st.Ended || st.Chosen() == nil || st.Chosen().ID != "V-2" || st.InForce() != 1 {
		t.Errorf("a decision that is over is not found: %+v", st)
	}
	s.Select("V-3")
	s.AskUndo(true)
	s.WhyUndo(" needed again ")
	d.err = errDisk
	s.Undo()
	q.all()
	if st := s.State(); st.ActErr == nil || !st.Undoing || st.Reason != " needed again " || *settled != 0 {
		t.Errorf("after a failure %+v", st)
	}
	d.err = nil
	s.Undo()
	q.all()
	if st := s.State(); st.ActErr != nil || st.Undoing || *settled != 1 || deeds.State().Deed.Code != DeedVEXUndone || d.asked[len(d.asked)-1] != `undo V-3 "needed again"` {
		t.Errorf("afterwards %+v, asked %q", st, d.asked)
	}
	s.Write("nowhere")
	s.ChooseExport(&VEXExport{Format: "csaf", Audience: "public"})
	s.Write("own.json")
	q.all()
	if st := s.State(); st.Export == nil || st.Export.Done == nil || st.Export.Done.Withheld != 2 || d.asked[len(d.asked)-1] != "write csaf for public to own.json" || *settled != 1 {
		t.Errorf("written %+v, asked %q", st.Export, d.asked)
	}
}

func TestADecisionTurnsToAnotherFlawOfTheFix(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, _, _ := newTestDecisions(d, q)
	s.Turn("CVE-2026-2") // nothing is being decided
	about := aboutTomcat
	about.Among = []string{"CVE-2026-1", "CVE-2026-2"}
	s.Begin(about)
	s.Enter(DecideReason, "built without it")
	s.Turn("CVE-2026-9") // not one of them
	if f := s.State().Form; f.Vulnerability != "CVE-2026-1" {
		t.Fatalf("it is about %s", f.Vulnerability)
	}
	s.Turn("CVE-2026-2")
	if f := s.State().Form; f.Vulnerability != "CVE-2026-2" || f.Values[DecideReason] != "built without it" {
		t.Errorf("%+v", f)
	}
}
