package screen

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) AskApproval(_ context.Context, tasks []string) error {
	d.note("ask " + strings.Join(tasks, " "))
	return d.err
}

func (d *desk) Attach(_ context.Context, tasks []string, file, note string) ([]domain.Attachment, error) {
	d.note("attach " + strings.Join(tasks, " ") + " " + file + " " + note)
	if d.err != nil {
		return nil, d.err
	}
	return []domain.Attachment{{ID: "A-1", Name: file}}, nil
}

func (d *desk) SaveAttachment(_ context.Context, task, id, path string) error {
	d.note("save " + task + " " + id + " " + path)
	return d.err
}

func (d *desk) SplitTask(_ context.Context, task string, assets []string, reason string) (string, error) {
	d.note("split " + task + " " + strings.Join(assets, " ") + " " + reason)
	return "T-9", d.err
}

func (d *desk) MergeTasks(_ context.Context, from []string, into, reason string) error {
	d.note("merge " + strings.Join(from, " ") + " " + into + " " + reason)
	return d.err
}

func parted(d *desk) {
	target := func(asset string, state domain.State) domain.TargetView {
		return domain.TargetView{Target: domain.Target{Task: "T-1", Asset: asset, State: state}, AssetName: "NAME-" + asset}
	}
	detail := domain.TaskDetail{TaskView: d.open[3]}
	detail.Key = "k"
	detail.Targets = []domain.TargetView{target("a", domain.StateOpen), target("b", domain.StatePlanned), target("c", domain.StateClaimed)}
	d.detail = map[string]domain.TaskDetail{"T-1": detail}
	d.open[3].Key = "k"
	part := d.open[3]
	part.ID, part.Part = "T-7", "T-7"
	d.open = append(d.open, part)
}

func TestSplit(t *testing.T) {
	d := sampleDesk()
	parted(d)
	s, deeds, q := newTasks(d)
	s.Select("T-1")
	q.all()
	s.Begin(ActSplit, []string{"T-1"}, "b", "")
	f := s.State().Form
	if f == nil || f.Asset != "" || len(f.Free) != 2 || !slices.Equal(f.Chosen("assets"), []string{"b"}) {
		t.Fatalf("form %+v", f)
	}
	s.Send()
	if f.Errs["reason"] == nil {
		t.Error("no reason is asked for")
	}
	s.Toggle("assets", "a")
	s.Toggle("assets", "b")
	s.Enter("reason", "another window")
	s.Send()
	q.all()
	if !slices.Contains(d.asked, "split T-1 a another window") {
		t.Errorf("asked %q", d.asked)
	}
	if got := deeds.State().Deed; got == nil || got.Code != "deed_split" || got.Name != "T-9" || got.Done != 1 {
		t.Errorf("told %+v", got)
	}
}

func TestMergeOffersThePartsOfOneFix(t *testing.T) {
	d := sampleDesk()
	parted(d)
	s, _, q := newTasks(d)
	s.Select("T-1")
	q.all()
	s.Begin(ActMerge, []string{"T-1"}, "", "")
	if f := s.State().Form; !slices.Equal(f.Into, []string{"T-7"}) || f.Values["into"] != "T-7" {
		t.Fatalf("form %+v", f)
	}
	s.Enter("reason", "one window after all")
	s.Send()
	q.all()
	if !slices.Contains(d.asked, "merge T-1 T-7 one window after all") {
		t.Errorf("asked %q", d.asked)
	}
	if st := s.State(); st.Selected != "T-7" || st.Detail == nil || st.Detail.ID != "T-7" {
		t.Errorf("chosen %q", st.Selected)
	}
}

func TestAttachSaysWhatIsWrongBesideTheFile(t *testing.T) {
	d := sampleDesk()
	s, deeds, q := newTasks(d)
	s.Begin(ActAttach, []string{"T-1"}, "", "")
	s.Enter("file", "files/large.bin")
	d.err = &domain.Error{Kind: domain.Invalid, Code: "attachment_too_large"}
	s.Send()
	q.all()
	if f := s.State().Form; f == nil || f.Errs["file"] == nil {
		t.Fatalf("form %+v", f)
	}
	d.err = nil
	s.Enter("file", "files/letter.pdf")
	s.Send()
	q.all()
	if got := deeds.State().Deed; got == nil || got.Code != "deed_attached" || got.Name != "files/letter.pdf" {
		t.Errorf("told %+v", got)
	}
	s.Select("T-1")
	q.all()
	s.SaveAttachment("A-1", "files/copy.pdf")
	q.all()
	if !slices.Contains(d.asked, "save T-1 A-1 files/copy.pdf") {
		t.Errorf("asked %q", d.asked)
	}
	if got := deeds.State().Deed; got == nil || got.Code != "deed_saved" {
		t.Errorf("told %+v", got)
	}
}

func TestAskForApproval(t *testing.T) {
	d := sampleDesk()
	s, deeds, q := newTasks(d)
	s.Begin(ActAsk, []string{"T-1"}, "", "")
	q.all()
	if got := deeds.State().Deed; got == nil || got.Code != "deed_asked" || !slices.Contains(d.asked, "ask T-1") {
		t.Errorf("told %+v, asked %q", got, d.asked)
	}
}

func TestReportsShowFiguresAndKeepThemWhileExporting(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewReports(d, q.run, func(ReportsState) {})
	s.Refresh()
	q.all()
	if st := s.State(); st.Stats == nil || st.Failed != nil {
		t.Fatalf("state %+v", st)
	}
	s.As("csv")
	s.Export("r.csv")
	if st := s.State(); st.Busy != "csv" || st.Stats == nil {
		t.Errorf("state %+v", st)
	}
	q.all()
	d.err = errDisk
	s.Refresh()
	q.all()
	if st := s.State(); st.Failed == nil || st.Stats == nil || st.Path != "r.csv" {
		t.Errorf("state %+v", st)
	}
}

func TestSplitIsOfferedWhereSomethingIsLeft(t *testing.T) {
	with := func(states ...domain.State) *domain.TaskDetail {
		var d domain.TaskDetail
		for _, s := range states {
			d.Targets = append(d.Targets, domain.TargetView{Target: domain.Target{State: s}})
		}
		return &d
	}
	for _, c := range []struct {
		task *domain.TaskDetail
		want bool
	}{
		{with(domain.StateOpen), false}, {with(domain.StateOpen, domain.StateVerified), false}, {with(domain.StateClaimed, domain.StateException), false},
		{with(domain.StateOpen, domain.StateClaimed), true}, {with(domain.StateBlocked, domain.StateReopened), true},
	} {
		if got := CanSplit(c.task); got != c.want {
			t.Errorf("%+v: %v", c.task.Targets, got)
		}
	}
}
