package screen

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) AnswerIdentity(_ context.Context, component, product domain.PackageKey, same bool, reason string) error {
	d.note(fmt.Sprint("answer ", component, " ", product, " ", same, " ", reason))
	return d.err
}

func (d *desk) ForgetIdentity(_ context.Context, component, product domain.PackageKey) error {
	d.note(fmt.Sprint("forget ", component, " ", product))
	return d.err
}

// TestAnswerIdentity answers the question of a finding by name only, fails at it, and takes
// the answer back.
func TestAnswerIdentity(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	deeds := NewDeeds(q.run, func(DeedsState) {}, func() {})
	s := NewFindings(d, q.run, deeds, func(FindingsState) {})
	s.Answer(true, "") // nothing is asked
	d.asked = nil
	s.state.Selected = "f"
	s.state.Detail = &domain.Explanation{Question: &domain.IdentityQuestion{Component: "a", Product: "b", Name: "PDF Reader"}}
	d.err = errDisk
	s.Answer(false, "seen")
	s.Answer(false, "twice")
	q.all()
	if st := s.State(); st.AnswerErr == nil || st.Answering || st.Detail == nil || deeds.State().Deed != nil {
		t.Errorf("after a failure: %v", st.AnswerErr)
	}
	d.err = nil
	s.Answer(true, "seen")
	q.all()
	if !slices.Equal(d.asked[:2], []string{"answer a b false seen", "answer a b true seen"}) || s.State().AnswerErr != nil {
		t.Errorf("%q", d.asked)
	}
	if deed := deeds.State().Deed; deed == nil || deed.Code != DeedIdentity || !deed.CanUndo() {
		t.Fatalf("%+v", deed)
	}
	deeds.Undo()
	q.all()
	if !slices.Contains(d.asked, "forget a b") {
		t.Errorf("%q", d.asked)
	}
}
