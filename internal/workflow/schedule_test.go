package workflow

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/testdata/sample"
)

// TestPlanOfTheSample: every open target has a place, waits, or is watched; what
// people say of time, windows, freezes and weeks moves it; nothing is stored by
// looking.
func TestPlanOfTheSample(t *testing.T) {
	d, _, _ := openSample(t)
	ctx := t.Context()
	status, err := d.Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	plan := func(weeks, capacity int) domain.Schedule {
		t.Helper()
		p, err := d.Schedule(ctx, weeks, capacity)
		if err != nil {
			t.Fatal(err)
		}
		planned := len(p.Unplanned) + p.Watch
		for _, n := range p.Waiting {
			planned += n
		}
		for _, w := range p.Weeks {
			for _, s := range w.Slots {
				planned += len(s.Items)
			}
			for who, used := range w.Used {
				if used > w.Minutes[who] && !slices.ContainsFunc(w.Slots, func(s domain.PlanSlot) bool {
					return slices.ContainsFunc(s.Items, func(i domain.PlanItem) bool { return i.Hand })
				}) {
					t.Errorf("%s holds %d minutes of %d", w.Week, used, w.Minutes[who])
				}
			}
		}
		help := 0
		for i := range p.HelpFor {
			help += p.HelpFor[i].Minutes
		}
		if help != p.Help {
			t.Errorf("%d minutes of help, its parts come to %d: %+v", p.Help, help, p.HelpFor)
		}
		if planned != status.Targets {
			t.Errorf("%d targets in the plan, %d are open", planned, status.Targets)
		}
		return p
	}
	first := plan(0, -1)
	if !first.Assumed || first.Weeks[0].Week != "2026-W48" || first.Weeks[0].Minutes[""] != domain.DefaultCapacity*6/7 {
		t.Errorf("%v, %s, %d minutes", first.Assumed, first.Weeks[0].Week, first.Weeks[0].Minutes[""])
	}
	if none := plan(4, 0); len(none.Unplanned) == 0 || none.Help == 0 || none.HelpBy == "" {
		t.Errorf("without time: %d unplanned, %d of help", len(none.Unplanned), none.Help)
	}
	if much := plan(0, 40*60); len(much.Late)+len(much.Unplanned) > 0 || much.Help > 0 {
		t.Errorf("with a week's work: %v late", much.Late)
	}
	for _, err := range []error{
		d.SetCapacity(ctx, "", 10*60, ""), d.SetCapacity(ctx, "R.T.", 60, ""), d.SetCapacity(ctx, "", 0, "2026-11-23"),
		d.SetWindows(ctx, "front", []string{"Sat 06:00-08:00"}), d.SetFreeze(ctx, domain.Freeze{From: "2026-11-28", To: "2026-11-28", Reason: "count"}, false),
		d.SetEfforts(ctx, 10, 20),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.SetAsset(ctx, "PORTAL-01", func(a *domain.Asset) error { a.WindowGroup = "front"; return nil }); err != nil {
		t.Fatal(err)
	}
	urgent := first.Weeks[0].Slots[0].Items[0]
	if err := d.SetTasks(ctx, []string{urgent.Task}, func(w *domain.TaskWork) { w.Owner, w.Effort, w.Restart = "R.T.", 50, domain.Yes }); err != nil {
		t.Fatal(err)
	}
	got := plan(0, -1)
	if got.Assumed || got.Weeks[0].Used[""] != 0 || got.Weeks[1].Minutes["R.T."] != 60 {
		t.Errorf("the week without time holds %v, R.T. has %v", got.Weeks[0].Used, got.Weeks[1].Minutes)
	}
	for _, w := range got.Weeks {
		for _, s := range w.Slots {
			for _, item := range s.Items {
				if item.AssetName == "PORTAL-01" && (s.Group != "front" || s.Day == "" || s.Day == "2026-11-28") {
					t.Errorf("PORTAL-01 is in %+v", s)
				}
				if item.Task == urgent.Task && (item.Who != "R.T." || item.Minutes != 50 || item.Learned != domain.EffortStated || !slices.Contains(s.Outages, item.AssetName)) {
					t.Errorf("%+v", item)
				}
			}
		}
	}
	if err := d.SetTasks(ctx, []string{urgent.Task}, func(w *domain.TaskWork) { w.Owner, w.Effort, w.Week = "", 700, "2026-11-23" }); err != nil {
		t.Fatal(err)
	}
	over := plan(0, -1)
	if w := over.Weeks[0]; !slices.Contains(over.HelpFor, domain.PlanHelp{Monday: w.Monday, Minutes: w.Used[""], By: w.Monday.Add(6)}) {
		t.Errorf("a week without time holds %v, help is for %+v", w.Used, over.HelpFor)
	}
	for what, err := range map[string]error{
		"week_unreadable": d.SetCapacity(ctx, "", 60, "2026-11-24"), "capacity_too_large": d.SetCapacity(ctx, "", 1<<20, ""), "group_missing": d.SetWindows(ctx, " ", nil),
		"window_unreadable": d.SetWindows(ctx, "x", []string{"soon"}), "freeze_backwards": d.SetFreeze(ctx, domain.Freeze{From: "2026-12-02", To: "2026-12-01"}, false),
		"no_such_freeze": d.SetFreeze(ctx, domain.Freeze{From: "2026-12-01", To: "2026-12-02"}, true), "day_unreadable": d.SetFreeze(ctx, domain.Freeze{From: "x", To: "2026-12-02"}, false),
	} {
		if codeOf(err) != domain.Code(what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := d.Schedule(ctx, 500, -1); codeOf(err) != "weeks_out_of_range" {
		t.Error(err)
	}
	mustRebuild(t, d)
}

// TestPlanLearns: what work took is what the same work is planned with.
func TestPlanLearns(t *testing.T) {
	d, c, _ := openSample(t)
	ctx := t.Context()
	task := oneTask(t, d)
	for i, took := range []int{10, 90, 20} {
		c.now = c.now.Add(time.Minute)
		_, err := d.Move(ctx, domain.Move{Intent: domain.IntentClaim, Tasks: []string{task.ID}, Assets: []string{task.Targets[i].AssetName}, Took: took})
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := d.Schedule(ctx, 26, -1)
	if err != nil {
		t.Fatal(err)
	}
	same, others := 0, 0
	for _, w := range p.Weeks {
		for _, s := range w.Slots {
			for _, item := range s.Items {
				if item.Learned == domain.EffortHistory && item.Minutes == 20 {
					if others++; item.Task == task.ID {
						same++
					}
				}
			}
		}
	}
	if same != task.Total-3 || others <= same || p.Waiting[domain.StateClaimed] != 3 {
		t.Errorf("%d of the task, %d like it, waiting %v", same, others, p.Waiting)
	}
}

// TestStatisticsAreTheReports: the figures of the status are those of the report.
func TestStatisticsAreTheReports(t *testing.T) {
	d, c, _ := openSample(t)
	ctx := t.Context()
	c.now = dayOne.Add(48 * time.Hour)
	for _, name := range []string{"PORTAL-TEST", "WS-002", "WS-013"} {
		if _, err := d.importSBOMFS(ctx, name, sample.FS, "later/"+name+".cdx.json"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := d.Statistics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	data, err := d.ReportData(ctx, "inside")
	if err != nil {
		t.Fatal(err)
	}
	if data.Withheld > 0 {
		t.Fatalf("%d lines are withheld inside", data.Withheld)
	}
	if diff := cmp.Diff(got, data.Statistics); diff != "" {
		t.Errorf("status and report differ:\n%s", diff)
	}
	closed := 0
	for _, cell := range got.Cells {
		closed += cell.Closed
	}
	if closed == 0 || got.Backlog == 0 {
		t.Errorf("%d closed, %d open", closed, got.Backlog)
	}
}
