package screen

import (
	"testing"

	"fenceline/internal/domain"
)

func TestTodayIsWrittenAsAPage(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.today = domain.Today{Day: "2026-11-24", Sources: []domain.SourceAge{{}}}
	deeds := NewDeeds(q.run, func(DeedsState) {}, func() {})
	s := NewToday(d, q.run, deeds, func(TodayState) {})
	s.Refresh()
	q.all()
	s.WriteSheet("")
	if s.State().Busy {
		t.Error("nothing was chosen, and something is written")
	}
	s.WriteSheet("/day.html")
	if !s.State().Busy {
		t.Error("nothing says that the page is being written")
	}
	s.WriteSheet("/again.html") // while the first is on its way
	s.Refresh()                 // an answer in between forgets nothing
	q.all()
	if st := s.State(); st.Busy || st.ActErr != nil {
		t.Errorf("%v %v", st.Busy, st.ActErr)
	}
	if deed := deeds.State().Deed; deed == nil || deed.Code != DeedWritten || deed.Name != "/day.html" {
		t.Errorf("told %+v", deed)
	}
	d.err = errDisk
	s.WriteSheet("/day.html")
	q.all()
	if st := s.State(); st.ActErr == nil || st.Stage != Ready || st.Today.Day != "2026-11-24" {
		t.Errorf("a page that could not be written: %+v", st.ActErr)
	}
}
