package screen

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) Move(_ context.Context, m domain.Move) (domain.MoveResult, error) {
	d.moved = append(d.moved, m)
	return d.result, d.err
}

func (d *desk) Approve(_ context.Context, tasks []string, take bool) error {
	word := "approve "
	if take {
		word = "unapprove "
	}
	d.note(word + strings.Join(tasks, " "))
	return d.err
}

func (d *desk) Assign(_ context.Context, tasks, assets []string, person string) error {
	d.note("assign " + strings.Join(append(tasks, assets...), " ") + " to " + person)
	return d.err
}

func (d *desk) Note(_ context.Context, tasks, assets []string, text string) error {
	d.note("note " + strings.Join(append(tasks, assets...), " ") + " " + text)
	return d.err
}

func (d *desk) RecordTriage(_ context.Context, task, asset string, r domain.TriageRecord) error {
	d.note("triage " + task + " " + asset + " " + string(r.Step) + " " + r.Outcome + " " + r.Note)
	return d.err
}

func (d *desk) Triage(_ context.Context, task string) (domain.TriageSheet, error) {
	d.note("clocks " + task)
	return domain.TriageSheet{Task: domain.PatchTask{ID: task}}, d.err
}

func (d *desk) WriteTriage(_ context.Context, task, path string) error {
	d.note("sheet " + task + " " + path)
	return d.err
}

func (d *desk) CopyPayload(_ context.Context, digest, path string) error {
	d.note("payload " + digest + " " + path)
	return d.err
}

func (d *desk) Exceptions(context.Context, bool) ([]domain.ExceptionView, error) {
	return d.exceptions, d.err
}

func (d *desk) Unpatchable(context.Context) ([]domain.Unpatchable, error) { return nil, d.err }

// untold are deeds nobody looks at.
func untold(q *queue) *Deeds { return NewDeeds(q.run, func(DeedsState) {}, func() {}) }

func newTasks(d *desk) (*Tasks, *Deeds, *queue) {
	q := &queue{}
	deeds := untold(q)
	s := NewTasks(d, q.run, deeds, func(TasksState) {})
	s.Refresh()
	q.all()
	return s, deeds, q
}

func TestStepsFollowTheTable(t *testing.T) {
	for _, c := range []struct {
		state domain.State
		want  []TaskAct
	}{
		{domain.StateOpen, []TaskAct{ActStart, ActPlan, ActClaim, ActInstalled, ActBlock, ActExcept, ActDismiss}},
		{domain.StateBlocked, []TaskAct{ActStart, ActPlan, ActInstalled, ActUnblock, ActExcept, ActDismiss}},
		{domain.StateException, []TaskAct{ActInstalled, ActEndException, ActDismiss}},
		{domain.StateVerified, []TaskAct{ActReopen}},
	} {
		if got := Steps([]domain.State{c.state}); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", c.state, got, c.want)
		}
	}
	for _, intent := range domain.PersonSteps() {
		if !slices.ContainsFunc(steps, func(x taskStep) bool { return x.intent == intent }) {
			t.Errorf("no act takes the step %s", intent)
		}
	}
}

func TestStartIsDoneAtOnce(t *testing.T) {
	d := sampleDesk()
	s, deeds, q := newTasks(d)
	d.result = domain.MoveResult{Moved: make([]domain.Moved, 2), Refused: make([]domain.Moved, 1)}
	s.Begin(ActStart, []string{"T-1"}, "", "")
	if st := s.State(); !st.Busy {
		t.Error("nothing says that it is being stored")
	}
	q.all()
	if len(d.moved) != 1 || d.moved[0].Intent != domain.IntentStart || d.moved[0].Tasks[0] != "T-1" {
		t.Errorf("moved %+v", d.moved)
	}
	if got := deeds.State().Deed; got == nil || got.Code != "deed_started" || got.Done != 2 || got.Refused != 1 || got.CanUndo() {
		t.Errorf("told %+v", got)
	}
}

func TestExceptionForm(t *testing.T) {
	d := sampleDesk()
	s, deeds, q := newTasks(d)
	s.Begin(ActExcept, []string{"T-1"}, "a-1", "")
	s.Send()
	f := s.State().Form
	for _, name := range []string{"reason", "control", "approver", "end"} {
		if f.Errs[name] == nil {
			t.Errorf("%s may be missing", name)
		}
	}
	if f.Errs["review"] != nil || f.Errs["proof"] != nil || len(d.moved) > 0 {
		t.Errorf("errors %v, moved %v", f.Errs, d.moved)
	}
	for name, text := range map[string]string{"reason": "no firmware", "control": "own segment", "approver": "Dr. H.", "end": "soon", "review": "10 Dec"} {
		s.Enter(name, text)
	}
	s.Send()
	if err := s.State().Form.Errs["end"]; err == nil || s.State().Form.Values["reason"] != "no firmware" {
		t.Error("a day that is none was taken, or what was typed is lost")
	}
	s.Enter("end", "18 Dec")
	d.err = &domain.Error{Kind: domain.Invalid, Code: "approval_unproven", Subject: "Dr. H."}
	s.Send()
	q.all()
	if st := s.State(); st.Busy || st.Form == nil || st.Form.Errs["proof"] == nil {
		t.Fatalf("what the desk refused is not beside its field: %+v", st.Form)
	}
	d.err = nil
	d.result = domain.MoveResult{Moved: []domain.Moved{{Task: "T-1", Asset: "a-1", From: domain.StateOpen}}}
	s.Enter("proof", "four words are enough")
	s.Send()
	s.Send() // once
	q.all()
	m := d.moved[len(d.moved)-1]
	if e := m.Exception; len(d.moved) != 2 || e.End != "2026-12-18" || e.Review != "2026-12-10" || e.Approver != "Dr. H." || e.Control != "own segment" ||
		m.Reason != "no firmware" || m.ApproverPassphrase != "four words are enough" || m.Assets[0] != "a-1" {
		t.Errorf("moved %+v", d.moved)
	}
	if s.State().Form != nil {
		t.Error("the form is still open")
	}
	deeds.Undo()
	q.all()
	if back := d.moved[len(d.moved)-1]; back.Intent != domain.IntentExpire || back.Assets[0] != "a-1" || deeds.State().Deed.Code != DeedUndone {
		t.Errorf("taken back by %+v", back)
	}
}

func TestOnlyWhatWasOpenGoesBack(t *testing.T) {
	d := sampleDesk()
	s, deeds, q := newTasks(d)
	d.result = domain.MoveResult{Moved: []domain.Moved{{Task: "T-1", Asset: "a", From: domain.StateOpen}, {Task: "T-1", Asset: "b", From: domain.StateProgress}}}
	s.Begin(ActBlock, []string{"T-1"}, "", "")
	s.Enter("reason", "waiting")
	s.Send()
	q.all()
	if deeds.State().Deed.CanUndo() {
		t.Error("unblocking would not lead back to where it was")
	}
}

func TestPlanClaimAndTriageForms(t *testing.T) {
	d := sampleDesk()
	s, _, q := newTasks(d)
	send := func(act TaskAct, step domain.TriageStep, values ...string) *domain.Move {
		t.Helper()
		s.Begin(act, []string{"T-1"}, "a-1", step)
		for i := 0; i < len(values); i += 2 {
			s.Enter(values[i], values[i+1])
		}
		s.Send()
		q.all()
		if f := s.State().Form; f != nil {
			t.Fatalf("%s: %v", act, f.Errs)
		}
		if len(d.moved) == 0 {
			return nil
		}
		return &d.moved[len(d.moved)-1]
	}
	if m := send(ActPlan, "", "when", "2026-W49"); m.Planned != "2026-11-30" || !m.Week {
		t.Errorf("planned %+v", m)
	}
	if m := send(ActPlan, "", "when", "+3"); m.Planned != "2026-11-27" || m.Week {
		t.Errorf("planned %+v", m)
	}
	if m := send(ActClaim, "", "done", "CHG-7", "took", "40"); m.Reason != "CHG-7" || m.Took != 40 {
		t.Errorf("claimed %+v", m)
	}
	if m := send(ActInstalled, "", "took", "2"); m.Took != 120 {
		t.Errorf("installed %+v", m)
	}
	send(ActTriage, domain.TriageScope, "note", "one host")
	send(ActTriage, domain.TriageDecision, "outcome", "suspected")
	send(ActNote, "", "note", "called them")
	send(ActAssign, "", "owner", "R.T.")
	send(ActUnapprove, "")
	for _, want := range []string{"triage T-1 a-1 scope  one host", "triage T-1 a-1 decision suspected ", "note T-1 a-1 called them", "assign T-1 a-1 to R.T.", "unapprove T-1"} {
		if !slices.Contains(d.asked, want) {
			t.Errorf("%q was not asked: %q", want, d.asked)
		}
	}
	s.Begin(ActTriage, []string{"T-1"}, "", domain.TriageDecision)
	s.Send()
	if s.State().Form.Errs["outcome"] == nil {
		t.Error("a decision without an outcome was taken")
	}
	s.GiveUp()
	if s.State().Form != nil {
		t.Error("the form is still open")
	}
}

func TestBulkKeepsWhatIsLeftEmpty(t *testing.T) {
	d := sampleDesk()
	d.work = map[string]domain.TaskWork{"T-1": {Change: "CHG-1", Effort: 10, Owner: "J.M."}, "T-2": {Tested: "yes"}}
	s, deeds, q := newTasks(d)
	s.Begin(ActDetails, []string{"T-1", "T-2"}, "", "")
	s.Enter("effort", "45 min")
	s.Send()
	q.all()
	if a, b := d.work["T-1"], d.work["T-2"]; a.Change != "CHG-1" || a.Effort != 45 || b.Tested != "yes" || b.Effort != 45 {
		t.Errorf("kept %+v %+v", a, b)
	}
	deeds.Undo()
	q.all()
	if a, b := d.work["T-1"], d.work["T-2"]; a.Effort != 10 || b.Effort != 0 || a.Owner != "J.M." {
		t.Errorf("after undo %+v %+v", a, b)
	}
	d.detail = map[string]domain.TaskDetail{"T-1": {TaskView: domain.TaskView{PatchTask: domain.PatchTask{ID: "T-1", Change: "CHG-1", Effort: 10}}}}
	s.Select("T-1")
	s.Refresh()
	q.all()
	s.Begin(ActDetails, []string{"T-1"}, "", "")
	if f := s.State().Form; f.Values["change"] != "CHG-1" || f.Values["effort"] != "10 min" {
		t.Errorf("the form does not hold what is there: %v", f.Values)
	}
	s.Enter("change", "")
	s.Send()
	q.all()
	if d.work["T-1"].Change != "" {
		t.Error("what was emptied is still there")
	}
}

func TestMarks(t *testing.T) {
	d := sampleDesk()
	s, _, q := newTasks(d)
	s.Select("T-2")
	s.MarkTo("T-5")
	equal(t, "marked from the chosen one", s.State().Marked, []string{"T-2", "T-3", "T-5"})
	s.Mark("T-3")
	st := s.State()
	equal(t, "meant", st.Meant(), []string{"T-2", "T-5"})
	d.open = d.open[:3] // T-5 is gone
	s.Refresh()
	q.all()
	equal(t, "a task that is gone is not marked", s.State().Marked, []string{"T-2"})
	s.MarkAll()
	equal(t, "all", s.State().Marked, []string{"T-2", "T-3", "T-4"})
	s.Begin(ActNote, s.State().Marked, "", "")
	s.Unmark()
	if st := s.State(); st.Form != nil || len(st.Marked) > 0 {
		t.Error("a form of marked tasks outlives the marks")
	}
}

func TestFilter(t *testing.T) {
	s, _, _ := newTasks(sampleDesk())
	s.Narrow(TaskFilter{Owner: "J.M."})
	equal(t, "of one owner", ids(s.State().Groups), []string{"T-1", "T-2", "T-3"})
	s.Narrow(TaskFilter{Overdue: true})
	equal(t, "overdue", ids(s.State().Groups), []string{"T-2"})
	s.Narrow(TaskFilter{NoOwner: true, KEV: true})
	if st := s.State(); st.Shown != 0 || st.Filter.Count() != 2 || st.Open != 5 {
		t.Errorf("%+v", st)
	}
	s.Narrow(TaskFilter{})
	if s.State().Shown != 5 {
		t.Error("without a filter not all is listed")
	}
}

func TestRegisterOfExceptions(t *testing.T) {
	d := sampleDesk()
	one := func(id string, end, review domain.Day, due bool) domain.ExceptionView {
		return domain.ExceptionView{Exception: domain.Exception{ID: id, Task: "T-3", End: end, Review: review}, ReviewDue: due}
	}
	ended := one("x-4", "2026-10-01", "", false)
	ended.Ended = d.status.At
	d.exceptions = []domain.ExceptionView{one("x-1", "2027-01-01", "2026-12-01", false), one("x-2", "2026-12-01", "2026-11-28", false), one("x-3", "2027-01-01", "2026-11-20", true), ended}
	d.people = []domain.PersonView{{Name: "Dr. H."}}
	s, _, q := newTasks(d)
	r := s.State().Register
	if len(r.Holds) != 1 || len(r.Review) != 2 || len(r.Ended) != 1 || r.Standing() != 3 {
		t.Fatalf("register %+v", r)
	}
	s.ShowOnly(TasksExceptions)
	q.all()
	if st := s.State(); st.Chosen != "x-2" || st.Selected != "T-3" || st.Detail == nil {
		t.Errorf("chosen %q, task %q", st.Chosen, st.Selected)
	}
	if got := s.State().Owners; !slices.Contains(got, "Dr. H.") || !slices.Contains(got, "R.T.") {
		t.Errorf("owners %q", got)
	}
}

func TestFailedActSaysSo(t *testing.T) {
	d := sampleDesk()
	s, deeds, q := newTasks(d)
	d.err = errDisk
	s.Begin(ActStart, []string{"T-1"}, "", "")
	q.all()
	if f := s.State().Form; f == nil || !errors.Is(f.Errs[""], errDisk) || deeds.State().Deed != nil {
		t.Errorf("a failed step is not told: %+v", f)
	}
	s.GiveUp()
	s.WriteTriage("/x.html")
	q.all()
	if !errors.Is(s.State().ActErr, errDisk) {
		t.Error("a sheet that could not be written is not told")
	}
}

func TestTodayTellsClocksAndFigures(t *testing.T) {
	d := planDesk()
	forensic := d.open[3]
	d.today = domain.Today{Day: "2026-11-24", Forensic: []domain.TaskView{forensic}, Sources: make([]domain.SourceAge, 1),
		ThisWeek: []domain.TaskView{d.open[1]}}
	q := &queue{}
	s := NewToday(d, q.run, untold(q), func(TodayState) {})
	s.Refresh()
	q.all()
	st := s.State()
	if st.Clocks["T-1"].Task.ID != "T-1" || st.Stats == nil || st.Assumed {
		t.Errorf("clocks %v, figures %v", st.Clocks, st.Stats)
	}
	if len(st.Today.ThisWeek) != 2 || st.Today.ThisWeek[0].ID != "T-1" {
		t.Errorf("the fix of a forensic task is not due this week: %+v", st.Today.ThisWeek)
	}
	d.err = errDisk
	s.Refresh()
	q.all()
	if st := s.State(); st.Stage != Failed || len(st.Clocks) != 1 {
		t.Error("a failed question takes away what was there")
	}
}

func TestCapacities(t *testing.T) {
	stats := &domain.Statistics{Weeks: []domain.FlowWeek{{Monday: "2026-11-16"}, {Monday: "2026-11-23"}}}
	set := &domain.PlanSettings{Capacity: map[string]int{"": 120, "R.T.": 60}, Weeks: map[string]map[domain.Day]int{"": {"2026-11-23": 0}, "J.M.": {"2026-11-16": 30}}}
	if got, assumed := capacities(stats, set); assumed || got[0] != 210 || got[1] != 60 {
		t.Errorf("%v %v", got, assumed)
	}
	if got, assumed := capacities(stats, &domain.PlanSettings{}); !assumed || got[1] != domain.DefaultCapacity {
		t.Errorf("%v %v", got, assumed)
	}
}
