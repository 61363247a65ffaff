package screen

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// queue is a runner whose work waits until the test lets it go, in any order.
type queue struct{ works []func() }

func (q *queue) run(work func(context.Context, func(func()))) {
	q.works = append(q.works, func() { work(context.Background(), func(f func()) { f() }) })
}

// do lets the i-th waiting work go.
func (q *queue) do(i int) {
	w := q.works[i]
	q.works = append(q.works[:i:i], q.works[i+1:]...)
	w()
}

// all lets everything go, what comes up meanwhile too.
func (q *queue) all() {
	for len(q.works) > 0 {
		q.do(0)
	}
}

var errDisk = &domain.Error{Kind: domain.Storage, Op: "read desk", Err: errors.New("input/output error")}

// desk is a source in memory.
type desk struct {
	touches      domain.Touches
	csaf         domain.CSAFStanding
	status       domain.DeskStatus
	today        domain.Today
	open, closed []domain.TaskView
	gaps         []domain.Gap
	payloads     []domain.Payload
	assets       []domain.AssetView
	advisories   []domain.AdvisoryView
	findings     []domain.FindingView
	receipts     []domain.Receipt
	people       []domain.PersonView
	keys         []domain.TrustKey
	ready        domain.Readiness
	aside        []domain.QuarantineItem
	guess        domain.Guess
	err          error
	asked        []string
	progress     []domain.Progress
	plan         domain.Schedule
	settings     domain.PlanSettings
	work         map[string]domain.TaskWork
	moved        []domain.Move
	result       domain.MoveResult
	exceptions   []domain.ExceptionView
	detail       map[string]domain.TaskDetail
	policies     []domain.PolicyView
	decisions    []domain.VEXView
}

func (d *desk) note(what string) { d.asked = append(d.asked, what) }

func (d *desk) Today(context.Context) (domain.Today, error)       { return d.today, d.err }
func (d *desk) Status(context.Context) (domain.DeskStatus, error) { return d.status, d.err }

func (d *desk) Tasks(_ context.Context, closed bool) ([]domain.TaskView, error) {
	if closed {
		return append(d.open[:len(d.open):len(d.open)], d.closed...), d.err
	}
	return d.open, d.err
}

func (d *desk) Task(_ context.Context, id string) (domain.TaskDetail, error) {
	d.note("task " + id)
	if detail, ok := d.detail[id]; ok {
		return detail, d.err
	}
	for _, t := range d.open {
		if t.ID == id {
			return domain.TaskDetail{TaskView: t}, d.err
		}
	}
	return domain.TaskDetail{}, &domain.Error{Kind: domain.NotFound, Subject: id}
}
func (d *desk) Assets(context.Context) ([]domain.AssetView, error) { return d.assets, d.err }

func (d *desk) Asset(_ context.Context, id string) (domain.AssetView, error) {
	d.note("asset " + id)
	for _, a := range d.assets {
		if a.ID == id {
			return a, d.err
		}
	}
	return domain.AssetView{}, &domain.Error{Kind: domain.NotFound, Subject: id}
}

func (d *desk) Advisories(_ context.Context, query string, offset, limit int) ([]domain.AdvisoryView, int, error) {
	d.note("advisories " + query)
	end := min(len(d.advisories), offset+limit)
	return d.advisories[min(offset, end):end], len(d.advisories), d.err
}

func (d *desk) FindAdvisories(ctx context.Context, q domain.AdvisoryQuery) (page domain.AdvisoryPage, err error) {
	page.Rows, page.Total, err = d.Advisories(ctx, q.Text, q.Offset, q.Limit)
	return page, err
}

func (d *desk) Mark(_ context.Context, key domain.AdvisoryKey) (domain.AdvisoryMark, error) {
	return domain.AdvisoryMark{Advisory: key}, d.err
}

func (d *desk) Touches(context.Context, domain.AdvisoryKey, int) (domain.Touches, error) {
	return d.touches, d.err
}

func (d *desk) Revisions(context.Context, domain.AdvisoryKey) ([]domain.RevisionView, error) {
	return []domain.RevisionView{{Revision: "1"}, {Revision: "2", InForce: true}}, d.err
}

func (d *desk) Difference(_ context.Context, key domain.AdvisoryKey, _, _ string) (domain.Difference, error) {
	d.note("difference " + string(key))
	return domain.Difference{Advisory: key}, d.err
}

func (d *desk) MarkRead(_ context.Context, keys []domain.AdvisoryKey, read bool) error {
	d.note(fmt.Sprint("read ", keys, read))
	return d.err
}

func (d *desk) Comment(_ context.Context, key domain.AdvisoryKey, text string) error {
	d.note(fmt.Sprint("comment ", key, " ", text))
	return d.err
}

func (d *desk) NotForUs(_ context.Context, keys []domain.AdvisoryKey, reason string) error {
	d.note(fmt.Sprint("not for us ", keys, " ", reason))
	return d.err
}

func (d *desk) DeleteAdvisory(_ context.Context, key domain.AdvisoryKey, _ string) error {
	d.note("delete " + string(key))
	return d.err
}

func (d *desk) RestoreAdvisory(_ context.Context, key domain.AdvisoryKey) error {
	d.note("restore " + string(key))
	return d.err
}

func (d *desk) Advisory(_ context.Context, key domain.AdvisoryKey) (domain.Advisory, error) {
	return domain.Advisory{ID: string(key)}, d.err
}

func (d *desk) Findings(_ context.Context, v domain.Verdict, offset, limit int) ([]domain.FindingView, int, error) {
	var all []domain.FindingView
	for _, f := range d.findings {
		if v == "" || f.Verdict == v {
			all = append(all, f)
		}
	}
	end := min(len(all), offset+limit)
	return all[min(offset, end):end], len(all), d.err
}

func (d *desk) Explain(_ context.Context, id string) (domain.Explanation, error) {
	return domain.Explanation{Sentence: domain.Reason{Code: domain.Code(id)}}, d.err
}

func (d *desk) Receipts(context.Context, int) ([]domain.Receipt, error) { return d.receipts, nil }

func (d *desk) Import(ctx context.Context, paths []string, progress func(domain.Progress)) (domain.Receipt, error) {
	d.note("import " + paths[0])
	for _, p := range d.progress {
		progress(p)
	}
	if ctx.Err() != nil {
		return domain.Receipt{}, ctx.Err()
	}
	return domain.Receipt{ID: "r-new"}, d.err
}

func (d *desk) ImportSBOM(_ context.Context, asset, path string) (domain.SnapshotView, error) {
	d.note("sbom " + asset + " " + path)
	return domain.SnapshotView{File: path}, d.err
}

func (d *desk) OpenSample(context.Context, func(domain.Progress)) error {
	d.note("sample")
	return d.err
}

func (d *desk) ExportReport(_ context.Context, format, audience, path string) error {
	d.note("report " + format + " " + audience + " " + path)
	return d.err
}

func (d *desk) Relations(_ context.Context, kind domain.RelationKind, key string, most int) (domain.Relations, error) {
	var w domain.RelationWeb
	center := w.Node(kind, key, key, "")
	for _, asset := range []string{"A", "B", "C"} {
		w.Join(w.Node(domain.RelAsset, asset, asset, ""), center, "", false)
	}
	return w.Around(center, most), d.err
}

func (d *desk) ReportPreview(_ context.Context, audience string) (domain.ReportPreview, error) {
	d.note("preview " + audience)
	return domain.ReportPreview{Audience: audience}, d.err
}

func ids(groups []TaskGroup) (out []string) {
	for _, g := range groups {
		for _, t := range g.Tasks {
			out = append(out, t.ID)
		}
	}
	return out
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %v, not %v", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: %v, not %v", what, got, want)
			return
		}
	}
}

func task(id, name, owner string, tier domain.Tier, due domain.Day, total, done int) domain.TaskView {
	return domain.TaskView{PatchTask: domain.PatchTask{ID: id, Name: name, Owner: owner}, Tier: tier, Due: due, Total: total, Done: done}
}

func sampleDesk() *desk {
	late := task("T-2", "firewall", "J.M.", domain.Tier3Days, "2026-11-23", 1, 0)
	late.Overdue = true
	return &desk{
		status: domain.DeskStatus{Desk: domain.Desk{Zone: "America/Chicago", Person: "J.M."}, At: time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)},
		open: []domain.TaskView{
			task("T-4", "zip", "R.T.", domain.Tier14Days, "", 9, 0), task("T-3", "browser", "J.M.", domain.Tier14Days, "2026-11-27", 14, 9), late,
			task("T-1", "tomcat", "J.M.", domain.TierForensic, "2026-11-27", 2, 1), task("T-5", "archive", "", domain.Tier14Days, "2026-12-20", 3, 0),
		},
		closed: []domain.TaskView{task("T-0", "editor", "R.T.", domain.TierNone, "", 4, 4)},
	}
}

func TestTasksAreGroupedAndCounted(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	var states []TasksState
	s := NewTasks(d, q.run, untold(q), func(st TasksState) { states = append(states, st) })
	s.Refresh()
	if len(states) != 0 {
		t.Fatal("the state changed before the source answered")
	}
	q.all()
	st := s.State()
	equal(t, "order by tier, then date, no date last", ids(st.Groups), []string{"T-1", "T-2", "T-3", "T-5", "T-4"})
	if st.Open != 5 || st.Mine != 3 || st.Closed != 1 || st.Targets != 19 {
		t.Errorf("open %d mine %d closed %d targets %d", st.Open, st.Mine, st.Closed, st.Targets)
	}
	if st.Today != "2026-11-24" {
		t.Errorf("today in the desk's zone is %s", st.Today)
	}
	if g := st.Groups[2]; g.Count != 3 || g.DueSoon != 1 || g.Overdue != 0 || st.Groups[1].Overdue != 1 || st.Groups[1].DueSoon != 0 {
		t.Errorf("groups %+v", st.Groups)
	}
	if st.Selected != "T-1" || st.Detail == nil || st.Detail.ID != "T-1" {
		t.Errorf("the first task is not chosen and read: %q", st.Selected)
	}
	if len(states) != 3 || states[0].Detail != nil {
		t.Errorf("%d states; the list comes before the detail, and its clocks after it", len(states))
	}
}

func TestTasksFilterSortFold(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewTasks(d, q.run, untold(q), func(TasksState) {})
	s.Refresh()
	q.all()
	s.ShowOnly(TasksMine)
	equal(t, "mine", ids(s.State().Groups), []string{"T-1", "T-2", "T-3"})
	s.ShowOnly(TasksClosed)
	equal(t, "closed", ids(s.State().Groups), []string{"T-0"})
	s.ShowOnly(TasksOpen)
	s.SortBy("assets")
	equal(t, "most assets first", ids(s.State().Groups), []string{"T-1", "T-2", "T-3", "T-4", "T-5"})
	s.SortBy("assets")
	equal(t, "fewest assets first", ids(s.State().Groups), []string{"T-1", "T-2", "T-5", "T-4", "T-3"})
	s.SortBy("assets")
	if s.State().Sort != (Sort{}) {
		t.Error("the third time does not give the own order back")
	}
	s.Fold(domain.Tier14Days)
	equal(t, "folded", ids(s.State().Groups), []string{"T-1", "T-2"})
	if g := s.State().Groups[2]; g.Count != 3 || !g.Folded {
		t.Errorf("a folded group loses its count: %+v", g)
	}
	if d.open[0].ID != "T-4" {
		t.Error("the source's slice was put in another order")
	}
}

func TestOvertakenAnswersAreDropped(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewTasks(d, q.run, untold(q), func(TasksState) {})
	s.Refresh()
	q.all()
	s.Select("T-2")
	s.Select("T-3")
	q.do(1)
	if got := s.State().Detail; got == nil || got.ID != "T-3" {
		t.Fatalf("detail %+v", got)
	}
	q.do(0)
	if got := s.State().Detail; got.ID != "T-3" {
		t.Errorf("the overtaken answer replaced the newer one: %s", got.ID)
	}
}

func TestTaskErrors(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewTasks(d, q.run, untold(q), func(TasksState) {})
	d.err = errDisk
	s.Refresh()
	q.all()
	if st := s.State(); st.Stage != Failed || st.Err == nil {
		t.Fatalf("stage %v", st.Stage)
	}
	d.err = nil
	s.Refresh()
	q.all()
	s.Select("T-404")
	q.all()
	if st := s.State(); st.Stage != Ready || st.Detail != nil || !domain.Is(st.Missing, domain.NotFound) {
		t.Errorf("a missing task: %+v", st.Missing)
	}
	d.err = errDisk
	s.Refresh()
	q.all()
	if st := s.State(); st.Stage != Failed || st.Shown != 5 {
		t.Error("what was read before a failure is gone")
	}
}

func TestTodayStates(t *testing.T) {
	receipt := domain.Receipt{Effect: domain.Effect{NewTasks: []string{"T-1"}}}
	source := []domain.SourceAge{{Name: "KEV"}}
	for name, c := range map[string]struct {
		today        domain.Today
		first, quiet bool
	}{
		"nothing was brought in":     {domain.Today{}, true, true},
		"assets only":                {domain.Today{Coverage: domain.Coverage{Assets: 3}}, false, true},
		"sources only":               {domain.Today{Sources: source}, false, true},
		"a failed import":            {domain.Today{Last: &domain.Receipt{}}, false, true},
		"overdue":                    {domain.Today{Sources: source, Overdue: []domain.TaskView{{}}}, false, false},
		"only what cannot be told":   {domain.Today{Sources: source, CannotTell: 1}, false, false},
		"new tasks give their names": {domain.Today{Sources: source, Last: &receipt}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			q, d := &queue{}, sampleDesk()
			d.today = c.today
			s := NewToday(d, q.run, untold(q), func(TodayState) {})
			s.Refresh()
			q.all()
			st := s.State()
			if st.FirstRun != c.first || st.Quiet != c.quiet {
				t.Errorf("first run %v, quiet %v", st.FirstRun, st.Quiet)
			}
			if c.today.Last == &receipt && st.Names["T-1"].Name != "tomcat" {
				t.Errorf("names %v", st.Names)
			}
		})
	}
}

func TestTodayKeepsWhatItHadWhenASecondReadFails(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.today = domain.Today{Day: "2026-11-24", Sources: []domain.SourceAge{{}}}
	s := NewToday(d, q.run, untold(q), func(TodayState) {})
	s.Refresh()
	q.all()
	d.err = errDisk
	s.Refresh()
	q.all()
	if st := s.State(); st.Stage != Failed || st.Today.Day != "2026-11-24" {
		t.Errorf("%+v", st)
	}
}
