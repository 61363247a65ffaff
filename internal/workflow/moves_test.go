package workflow

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/testdata/sample"
)

// oneTask gives a task of the sample with several targets.
func oneTask(t testing.TB, d *Desk) domain.TaskDetail {
	t.Helper()
	tasks, err := d.Tasks(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range tasks {
		if v.Total >= 4 {
			detail, err := d.Task(t.Context(), v.ID)
			if err != nil {
				t.Fatal(err)
			}
			return detail
		}
	}
	t.Fatal("the sample has no task with four targets")
	return domain.TaskDetail{}
}

// TestMovesAreTheTable takes random steps on random targets: each is taken or
// refused as the table says, a refusal changes nothing, the summary follows, and
// the log alone tells where every target stands.
func TestMovesAreTheTable(t *testing.T) {
	d, c, _ := openSample(t)
	task := oneTask(t, d)
	ctx := t.Context()
	now := map[string]domain.State{}
	for _, target := range task.Targets {
		now[target.Asset] = target.State
	}
	rapid.Check(t, func(rt *rapid.T) {
		c.now = c.now.Add(time.Minute)
		m := domain.Move{Intent: rapid.SampledFrom(domain.PersonSteps()).Draw(rt, "intent"), Tasks: []string{task.ID}, Reason: "as planned",
			Planned: "2026-12-01", Exception: domain.Exception{Approver: "B.K.", Control: "own segment", End: "2027-02-01"}}
		for _, target := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(task.Targets)-1), 0, 3, rapid.ID).Draw(rt, "targets") {
			m.Assets = append(m.Assets, task.Targets[target].AssetName)
		}
		out, err := d.Move(ctx, m)
		if err != nil && (!domain.Is(err, domain.Conflict) || len(out.Moved) > 0) {
			rt.Fatal(err)
		}
		if meant := len(out.Moved) + len(out.Refused); len(m.Assets) > 0 && meant != len(m.Assets) || len(m.Assets) == 0 && meant != len(task.Targets) {
			rt.Fatalf("%d targets answered", meant)
		}
		for _, moved := range out.Moved {
			if to, ok := domain.Next(now[moved.Asset], m.Intent); !ok || to != moved.To || moved.From != now[moved.Asset] {
				rt.Fatalf("%s by %s became %s", now[moved.Asset], m.Intent, moved.To)
			}
			now[moved.Asset] = moved.To
		}
		for _, refused := range out.Refused {
			if to, ok := domain.Next(now[refused.Asset], m.Intent); ok {
				rt.Fatalf("%s by %s was refused, the table says %s", now[refused.Asset], m.Intent, to)
			}
		}
		after, err := d.Task(ctx, task.ID)
		if err != nil {
			rt.Fatal(err)
		}
		for _, target := range after.Targets {
			if m.Intent != domain.IntentSeen && target.State != now[target.Asset] {
				rt.Fatalf("%s is %s, not %s", target.AssetName, target.State, now[target.Asset])
			}
			now[target.Asset] = target.State // evidence may count after a restart
		}
		if replayed := replay(rt, d, task.ID); !sameStates(replayed, now) {
			rt.Fatalf("the log tells %v, the targets %v", replayed, now)
		}
		if want := summaryOf(rt, d, task.ID); want.State != after.State || want.Done != after.Done || want.Due != after.Due {
			rt.Fatalf("summary %s %d %s, targets come to %s %d %s", after.State, after.Done, after.Due, want.State, want.Done, want.Due)
		}
	})
	if _, err := d.VerifyLog(ctx); err != nil {
		t.Error(err)
	}
}

type failer interface{ Fatal(...any) }

// replay reads from the log alone where the targets of a task stand.
func replay(t failer, d *Desk, task string) map[string]domain.State {
	out := map[string]domain.State{}
	err := d.store.View(context.Background(), func(r *store.Read) error {
		events, err := history(r, task, 1<<20)
		slices.Reverse(events)
		for _, e := range events {
			if state, ok := strings.CutPrefix(e.Verb, "target."); ok && e.Asset != "" && state != "due" && state != "tier" {
				out[e.Asset] = domain.State(state)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sameStates compares what the log says with what is; what the log never spoke of
// is open.
func sameStates(log, is map[string]domain.State) bool {
	for asset, state := range is {
		said := log[asset]
		if said == "" {
			said = domain.StateOpen
		}
		if said != state {
			return false
		}
	}
	return true
}

func summaryOf(t failer, d *Desk, task string) domain.TaskView {
	var out domain.TaskView
	err := d.store.View(context.Background(), func(r *store.Read) error {
		view, err := r.TaskView(task)
		if err != nil {
			return err
		}
		var targets []domain.Target
		for target, err := range r.Targets(task) {
			if err != nil {
				return err
			}
			targets = append(targets, target)
		}
		out = summarise(view.PatchTask, targets, view.KEV, view.Score)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMovesThatAreRefused(t *testing.T) {
	d, _, _ := openSample(t)
	task := oneTask(t, d)
	good := domain.Exception{Approver: "B.K.", Control: "own segment", End: "2027-02-01"}
	tests := []struct {
		name string
		edit func(*domain.Move)
		kind domain.Kind
		code domain.Code
	}{
		{"evidence's own step", func(m *domain.Move) { m.Intent = domain.IntentVerify }, domain.Invalid, "step_not_a_persons"},
		{"no task", func(m *domain.Move) { m.Tasks = nil }, domain.Invalid, "no_task_named"},
		{"a task that is not there", func(m *domain.Move) { m.Tasks = []string{"T-999"} }, domain.NotFound, "no_such_task"},
		{"an asset that is not there", func(m *domain.Move) { m.Assets = []string{"NOBODY"} }, domain.NotFound, "no_such_asset"},
		{"an asset that is no target", func(m *domain.Move) { m.Assets = []string{"PUMP-01"} }, domain.NotFound, "not_a_target"},
		{"blocked without a reason", func(m *domain.Move) { m.Intent, m.Reason = domain.IntentBlock, "" }, domain.Invalid, "step_without_reason"},
		{"planned for no day", func(m *domain.Move) { m.Intent, m.Planned = domain.IntentPlan, "soon" }, domain.Invalid, "day_unreadable"},
		{"taken up though open", func(m *domain.Move) { m.Intent = domain.IntentReopen }, domain.Conflict, "nothing_to_move"},
		{"one target, not allowed", func(m *domain.Move) {
			m.Intent, m.Assets = domain.IntentUnblock, []string{task.Targets[0].AssetName}
		}, domain.Conflict, "step_not_allowed"},
		{"an exception nobody approves", func(m *domain.Move) { m.Exception.Approver = "" }, domain.Invalid, "approver_missing"},
		{"an exception without protection", func(m *domain.Move) { m.Exception.Control = "" }, domain.Invalid, "control_missing"},
		{"an exception without an end", func(m *domain.Move) { m.Exception.End = "" }, domain.Invalid, "exception_without_end"},
		{"an exception that ends today", func(m *domain.Move) { m.Exception.End = "2026-11-24" }, domain.Invalid, "exception_without_end"},
		{"a review after the end", func(m *domain.Move) { m.Exception.Review = "2027-02-02" }, domain.Invalid, "review_outside"},
		{"an end that is no day", func(m *domain.Move) { m.Exception.End = "31.12." }, domain.Invalid, "day_unreadable"},
	}
	before := taskLines(t, d)
	for _, tc := range tests {
		m := domain.Move{Intent: domain.IntentExcept, Tasks: []string{task.ID}, Reason: "because", Exception: good}
		tc.edit(&m)
		_, err := d.Move(t.Context(), m)
		if e, ok := err.(*domain.Error); !ok || e.Kind != tc.kind || e.Code != tc.code {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	if after := taskLines(t, d); after != before {
		t.Error("a refused move changed something")
	}
}

// TestExceptionRunsOut: the clock of a target runs on under its exception; on the
// day after the last one it is open again with the date it had, and overdue.
func TestExceptionRunsOut(t *testing.T) {
	d, c, _ := openSample(t)
	task := oneTask(t, d)
	ctx := t.Context()
	before := task.Targets[0]
	end := before.Due.Date.Add(3)
	if end <= "2026-11-24" {
		end = "2026-12-24"
	}
	_, err := d.Move(ctx, domain.Move{Intent: domain.IntentExcept, Tasks: []string{task.ID}, Assets: []string{before.AssetName}, Reason: "no window",
		Exception: domain.Exception{Approver: "B.K., director", Control: "own segment", End: end}})
	if err != nil {
		t.Fatal(err)
	}
	register, err := d.Exceptions(ctx, false)
	if err != nil || len(register) != 1 || register[0].Approver != "B.K., director" || register[0].Due != before.Due.Date || len(register[0].Vulnerabilities) == 0 {
		t.Fatalf("%+v %v", register, err)
	}
	stands := func(day domain.Day) domain.TargetView {
		t.Helper()
		zone, _ := time.LoadLocation("America/Chicago")
		c.now = day.Start(zone).Add(8 * time.Hour)
		if _, err := d.Tasks(ctx, false); err != nil {
			t.Fatal(err)
		}
		detail, err := d.Task(ctx, task.ID)
		if err != nil {
			t.Fatal(err)
		}
		return detail.Targets[0]
	}
	if on := stands(end); on.State != domain.StateException || on.Overdue {
		t.Errorf("on its last day: %s, overdue %v", on.State, on.Overdue)
	}
	after := stands(end.Add(1))
	if after.State != domain.StateOpen || after.Due.Date != before.Due.Date || !after.Overdue || after.Exception != "" {
		t.Errorf("after it: %s due %s overdue %v", after.State, after.Due.Date, after.Overdue)
	}
	register, err = d.Exceptions(ctx, true)
	if err != nil || len(register) != 1 || register[0].EndCode != domain.ExceptionExpired {
		t.Errorf("%+v %v", register, err)
	}
	if _, err := d.VerifyLog(ctx); err != nil {
		t.Error(err)
	}
}

// TestQuestionsDoNotWait: lists answer while somebody writes, also on the day an
// exception ends; it comes back with the next question.
func TestQuestionsDoNotWait(t *testing.T) {
	d, c, _ := openSample(t)
	ctx := t.Context()
	task := oneTask(t, d)
	_, err := d.Move(ctx, domain.Move{Intent: domain.IntentExcept, Tasks: []string{task.ID}, Reason: "no window", Exception: domain.Exception{Approver: "B.K.", Control: "own segment", End: "2026-11-25"}})
	if err != nil {
		t.Fatal(err)
	}
	c.now = dayOne.Add(72 * time.Hour)
	done, err := d.writer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Status(ctx); err != nil {
		t.Error(err)
	}
	done()
	if _, err := d.Status(ctx); err != nil {
		t.Error(err)
	}
	after, err := d.Task(ctx, task.ID)
	if err != nil || after.Targets[0].State != domain.StateOpen {
		t.Errorf("%s, %v", after.Targets[0].State, err)
	}
}

// TestTriage: evidence of a fix is never refused; the target waits for its
// forensic steps, and closes with the last of them, recorded or waived by name.
func TestTriage(t *testing.T) {
	d, c, _ := openSample(t)
	ctx := t.Context()
	tasks, err := d.Tasks(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(tasks, func(v domain.TaskView) bool { return v.Name == "tomcat-catalina" })
	if at < 0 {
		t.Fatal("no task about tomcat")
	}
	id := tasks[at].ID
	const asset = "PORTAL-TEST"
	for _, bad := range []struct {
		r    domain.TriageRecord
		code domain.Code
	}{
		{domain.TriageRecord{Step: "coffee", Note: "n"}, "triage_step_unknown"},
		{domain.TriageRecord{Step: domain.TriageScope}, "triage_note_missing"},
		{domain.TriageRecord{Step: domain.TriageDecision, Outcome: "maybe"}, "triage_outcome_unknown"},
		{domain.TriageRecord{Step: domain.TriageVolatile, Waived: true}, "step_without_reason"},
		{domain.TriageRecord{Step: domain.TriageScope, Note: "n", At: dayOne.Add(time.Hour)}, "time_ahead"},
	} {
		if e, ok := d.RecordTriage(ctx, id, asset, bad.r).(*domain.Error); !ok || e.Code != bad.code {
			t.Errorf("%s: %v", bad.code, e)
		}
	}
	if e, ok := d.RecordTriage(ctx, oneTask(t, d).ID, "", domain.TriageRecord{Step: domain.TriageScope, Note: "n"}).(*domain.Error); !ok || e.Code != "no_forensic_duty" {
		t.Errorf("no duty: %v", e)
	}
	state := func() domain.State {
		t.Helper()
		detail, err := d.Task(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return detail.Targets[slices.IndexFunc(detail.Targets, func(v domain.TargetView) bool { return v.AssetName == asset })].State
	}
	if err := d.RecordTriage(ctx, id, asset, domain.TriageRecord{Step: domain.TriageScope, Note: "this server alone"}); err != nil {
		t.Fatal(err)
	}
	c.now = dayOne.Add(48 * time.Hour)
	if _, err := d.importSBOMFS(ctx, asset, sample.FS, "later/"+asset+".cdx.json"); err != nil {
		t.Fatal(err)
	}
	if got := state(); got != domain.StateTriage {
		t.Fatalf("with the fix in: %s", got)
	}
	if err := d.RecordTriage(ctx, id, asset, domain.TriageRecord{Step: domain.TriageVolatile, Waived: true, Note: "rebuilt before anybody knew"}); err != nil {
		t.Fatal(err)
	}
	if got := state(); got != domain.StateTriage {
		t.Fatalf("with one step outstanding: %s", got)
	}
	if err := d.RecordTriage(ctx, id, asset, domain.TriageRecord{Step: domain.TriageDecision, Outcome: domain.TriageNoEvidence, Note: "logs of a month"}); err != nil {
		t.Fatal(err)
	}
	if got := state(); got != domain.StateVerified {
		t.Fatalf("with all steps: %s", got)
	}
	sheet, err := d.Triage(ctx, id)
	if err != nil || len(sheet.Targets) != 2 {
		t.Fatal(len(sheet.Targets), err)
	}
	got := sheet.Targets[slices.IndexFunc(sheet.Targets, func(v domain.TriageTarget) bool { return v.Asset.Name == asset })]
	if !got.Triage.Held.Equal(dayOne) || got.Triage.Listed != "2026-11-24" || got.Clocks[0].Late || !got.Clocks[1].Late || got.Clocks[2].Late {
		t.Errorf("%+v", got)
	}
	mustRebuild(t, d)
}

func TestTaskWork(t *testing.T) {
	d, _, _ := openSample(t)
	ctx := t.Context()
	task := oneTask(t, d)
	edit := func(w *domain.TaskWork) { w.Change, w.Effort = "CHG-4711", 45 }
	for range 2 {
		if err := d.SetTasks(ctx, []string{task.ID}, edit); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Approve(ctx, []string{task.ID}, false); err != nil {
		t.Fatal(err)
	}
	if err := d.Assign(ctx, []string{task.ID}, nil, "R.T."); err != nil {
		t.Fatal(err)
	}
	if err := d.Assign(ctx, []string{task.ID}, []string{task.Targets[1].AssetName}, "J.M."); err != nil {
		t.Fatal(err)
	}
	if err := d.Note(ctx, []string{task.ID}, []string{task.Targets[1].AssetName}, "the vendor called"); err != nil {
		t.Fatal(err)
	}
	if err := d.Note(ctx, []string{task.ID}, nil, "  "); !domain.Is(err, domain.Invalid) {
		t.Error(err)
	}
	if err := d.SetTasks(ctx, []string{task.ID}, func(w *domain.TaskWork) { w.Effort = -1 }); !domain.Is(err, domain.Invalid) {
		t.Error(err)
	}
	got, err := d.Task(ctx, task.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Owner != "R.T." || got.Change != "CHG-4711" || got.Effort != 45 || got.Approved.By != "J.M., IT lead" || got.Targets[1].Person != "J.M." || got.Targets[0].Person != "" {
		t.Errorf("%+v", got.PatchTask)
	}
	var verbs []string
	for _, e := range got.History[:5] {
		verbs = append(verbs, e.Verb)
	}
	if want := []string{"task.note", "task.assign", "task.set", "task.set", "task.set"}; !slices.Equal(verbs, want) {
		t.Errorf("events %v", verbs)
	}
	mustRebuild(t, d)
}
