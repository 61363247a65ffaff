package screen

import (
	"slices"
	"testing"
)

func TestReports(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewReports(d, q.run, func(ReportsState) {})
	s.Export("")
	s.Export("/x/report.pdf")
	s.Export("/x/again.pdf")
	if len(q.works) != 1 || s.State().Busy != "pdf" {
		t.Fatalf("%d works, busy %q", len(q.works), s.State().Busy)
	}
	q.all()
	if st := s.State(); st.Path != "/x/report.pdf" || st.Err != nil || st.Busy != "" {
		t.Errorf("%+v", st)
	}
	s.For("examiner")
	s.As("csv")
	s.As("docx")
	s.Export("/x/report.csv")
	q.all()
	if !slices.Contains(d.asked, "report csv examiner /x/report.csv") {
		t.Errorf("%v", d.asked)
	}
	d.err = errDisk
	s.Export("/x/report.csv")
	q.all()
	if s.State().Err == nil {
		t.Error("a failed export is not said")
	}
}

func TestReportPreview(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewReports(d, q.run, func(ReportsState) {})
	s.Refresh()
	s.For("public")
	s.For("nobody")
	if s.State().Preview != nil {
		t.Error("there is a preview before it came")
	}
	q.all()
	if st := s.State(); st.Preview == nil || st.Preview.Audience != "public" || st.Stats == nil {
		t.Errorf("%+v: the newest question alone counts", st)
	}
	d.err = errDisk
	s.For("inside")
	q.all()
	if st := s.State(); st.Preview != nil || st.Unseen == nil {
		t.Errorf("%+v: a preview of another audience is shown", st)
	}
}
