package screen

import (
	"slices"
	"testing"

	"fenceline/internal/domain"
)

// TestAdvisoryWork does everything a person can do to one advisory.
func TestAdvisoryWork(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.advisories = []domain.AdvisoryView{{Key: "A", ID: "A"}, {Key: "B"}}
	deeds := NewDeeds(q.run, func(DeedsState) {}, func() {})
	s := NewAdvisories(d, q.run, deeds, func(AdvisoriesState) {})
	d.touches = domain.Touches{Affected: 2}
	s.Refresh()
	q.all()
	if got := s.State().Touches; got.Affected != 2 {
		t.Errorf("it touches %+v", got)
	}
	did := func(want string, do func()) {
		t.Helper()
		d.asked = nil
		do()
		q.all()
		if !slices.Contains(d.asked, want) {
			t.Errorf("%q is not among %q", want, d.asked)
		}
	}
	did("read [A] true", func() { s.MarkRead(true) })
	did("comment A called", func() { s.Ask(AskComment); s.Answer(" called ") })
	if s.State().Asking != "" {
		t.Error("the form stays open")
	}
	did("read all", func() { s.Ask(AskAllRead); s.Answer("") })
	s.Ask(AskNotForUs)
	s.Answer("  ")
	if st := s.State(); st.ActErr == nil || st.Asking != AskNotForUs || st.Busy {
		t.Errorf("without a reason: %+v", st.ActErr)
	}
	did("not for us [A] none here", func() { s.Answer("none here") })
	did("not for us [A] ", s.ForUs)
	did("difference A", func() { s.OpenPage(PageRevisions) })
	if s.State().Changes == nil {
		t.Error("no difference is shown")
	}
	did("advisories is:unread", func() { s.ShowOnly("unread") })
	did("advisories ", func() { s.ShowOnly("") })
	did("delete A", func() { s.Ask(AskDelete); s.Answer("") })
	if got := deeds.State().Deed; got == nil || got.Code != DeedDeleted || !got.CanUndo() {
		t.Fatalf("told %+v", got)
	}
	did("restore A", deeds.Undo)
	d.err = errDisk
	s.Select("B")
	q.all()
	s.MarkRead(false)
	q.all()
	if st := s.State(); st.ActErr == nil || st.Busy {
		t.Errorf("a failure is not told: %+v", st)
	}
}
