package screen

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) Schedule(context.Context, int, int) (domain.Schedule, error) {
	d.note("plan")
	return d.plan, d.err
}

func (d *desk) PlanSettings(context.Context) (domain.PlanSettings, error) { return d.settings, d.err }
func (d *desk) Statistics(context.Context) (domain.Statistics, error) {
	return domain.Statistics{}, d.err
}

func (d *desk) SetTasks(_ context.Context, tasks []string, edit func(*domain.TaskWork)) error {
	if d.err != nil {
		return d.err
	}
	for _, id := range tasks {
		w := d.work[id]
		again := w
		edit(&w)
		edit(&again) // it may run twice
		if d.work == nil {
			d.work = map[string]domain.TaskWork{}
		}
		d.work[id] = w
		d.note("set " + id + " " + string(w.Week))
	}
	return nil
}

func (d *desk) SetCapacity(_ context.Context, who string, minutes int, monday domain.Day) error {
	d.note("capacity " + who + " " + strconv.Itoa(minutes) + " " + string(monday))
	return d.err
}

func (d *desk) SetWindows(_ context.Context, group string, windows []string) error {
	d.note("windows " + group + " " + strings.Join(windows, "|"))
	return d.err
}

func (d *desk) SetFreeze(_ context.Context, f domain.Freeze, end bool) error {
	word := "freeze "
	if end {
		word = "end "
	}
	d.note(word + string(f.From) + " " + string(f.To))
	return d.err
}

func (d *desk) SetEfforts(_ context.Context, restart, effort int) error {
	d.note("efforts " + strconv.Itoa(restart) + " " + strconv.Itoa(effort))
	return d.err
}

func (d *desk) WriteRunSheet(_ context.Context, monday domain.Day, path string) error {
	d.note("sheet " + string(monday) + " " + path)
	return d.err
}

func (d *desk) WriteToday(_ context.Context, path string) error {
	d.note("today " + path)
	return d.err
}

func (d *desk) WriteCalendar(_ context.Context, path string) error {
	d.note("calendar " + path)
	return d.err
}

// planDesk has two weeks: one that is full, with a restart that two targets share,
// and one that a person moved more into than it holds.
func planDesk() *desk {
	d := sampleDesk()
	item := func(task, asset string, minutes int, restart bool, due domain.Day, late int, why domain.Code, hand bool) domain.PlanItem {
		return domain.PlanItem{Task: task, Asset: asset, AssetName: asset, Fix: "Update " + task, Minutes: minutes, Restart: restart,
			Tier: domain.Tier14Days, Due: due, Late: late, Why: why, Hand: hand}
	}
	first, second := domain.Day("2026-11-23"), domain.Day("2026-11-30")
	d.settings = domain.PlanSettings{Capacity: map[string]int{"": 240}, Restart: 20,
		Windows: map[string][]string{"servers": {"Wed 20:00-23:00", "nonsense"}}, Freezes: []domain.Freeze{{From: "2026-12-04", To: "2026-12-20"}}}
	d.plan = domain.Schedule{From: "2026-11-24", Weeks: []domain.PlanWeek{
		{Monday: first, Minutes: map[string]int{"": 240}, Used: map[string]int{"": 200}, Slots: []domain.PlanSlot{
			{Items: []domain.PlanItem{item("T-1", "A", 30, true, "2026-11-27", 0, domain.PlanFits, false), item("T-2", "A", 60, true, "2026-11-23", 2, domain.PlanOverdue, false)}},
			{Day: "2026-11-25", Group: "servers", Window: "Wed 20:00-23:00", Items: []domain.PlanItem{item("T-1", "B", 30, true, "2026-11-26", 0, domain.PlanFits, false)}}}},
		{Monday: second, Minutes: map[string]int{"": 240}, Used: map[string]int{"": 300}, Slots: []domain.PlanSlot{
			{Items: []domain.PlanItem{item("T-3", "C", 300, false, "", 0, domain.PlanFits, true)}}}},
	}, Unplanned: []domain.PlanItem{item("T-9", "D", 600, false, "2026-12-03", 0, domain.PlanTooLarge, false), item("T-10", "D", 600, false, "", 0, domain.PlanNoRoom, false)}}
	return d
}

func newPlan(d *desk) (*Plan, *Deeds, *queue) {
	q := &queue{}
	deeds := NewDeeds(q.run, func(DeedsState) {}, func() { d.note("settled") })
	s := NewPlan(d, q.run, deeds, func(PlanState) {})
	s.Refresh()
	q.all()
	return s, deeds, q
}

func TestPlanBecomesCards(t *testing.T) {
	s, _, _ := newPlan(planDesk())
	st := s.State()
	if len(st.Columns) != 2 {
		t.Fatalf("%d weeks", len(st.Columns))
	}
	first := st.Columns[0]
	if len(first.Cards) != 2 || first.Cards[0].Task != "T-2" || first.Cards[1].Task != "T-1" {
		t.Fatalf("cards %+v", first.Cards)
	}
	if two, one := first.Cards[0], first.Cards[1]; one.Minutes != 100 || two.Minutes != 60 || one.Day != "" || len(one.Assets) != 2 || one.Due != "2026-11-26" {
		t.Errorf("one restart counts once, with the first on the asset: %+v %+v", one, two)
	}
	if len(first.Notes) != 1 || first.Notes[0].From != "2026-11-25" {
		t.Errorf("notes %+v", first.Notes)
	}
	second := st.Columns[1]
	if second.Wanted() != 900 || len(second.Beyond) != 1 || second.Beyond[0].Task != "T-9" || len(second.Notes) != 2 {
		t.Errorf("what has no place stands in the week it is due in: %+v", second)
	}
	sums := st.Sums
	if sums.Tasks != 5 || sums.Fits != 2 || len(sums.Late) != 1 || len(sums.NoPlace) != 2 || len(sums.Hand) != 1 || len(sums.EarlyLate) != 1 {
		t.Errorf("sums %+v", sums)
	}
}

func TestMoveAndUndo(t *testing.T) {
	d := planDesk()
	d.work = map[string]domain.TaskWork{"T-3": {Week: "2026-11-30"}}
	s, deeds, q := newPlan(d)
	s.Choose(CardKey{"T-3", "2026-11-30"})
	s.MoveBy(1) // the plan ends there
	s.MoveBy(-1)
	if !s.State().Busy {
		t.Error("nothing says that it is being stored")
	}
	s.Move("T-1", "2026-11-30") // not while the other is being stored
	q.all()
	if d.work["T-3"].Week != "2026-11-23" || d.work["T-1"].Week != "" {
		t.Errorf("work %+v", d.work)
	}
	if got := deeds.State().Deed; got == nil || got.Code != DeedWeek || got.Day != "2026-11-23" || !got.CanUndo() {
		t.Fatalf("told %+v", got)
	}
	deeds.Undo()
	deeds.Undo() // once
	q.all()
	if d.work["T-3"].Week != "2026-11-30" || deeds.State().Deed.Code != DeedUndone {
		t.Errorf("after undo %+v, told %+v", d.work, deeds.State().Deed)
	}
	s.Free()
	q.all()
	if d.work["T-3"].Week != "" || deeds.State().Deed.Code != DeedFreed {
		t.Errorf("after giving it back to the planner %+v", d.work)
	}
}

func TestPlanFailures(t *testing.T) {
	d := planDesk()
	s, deeds, q := newPlan(d)
	d.err = errDisk
	s.Move("T-1", "2026-11-30")
	q.all()
	if st := s.State(); !errors.Is(st.ActErr, errDisk) || st.Busy || deeds.State().Deed != nil || len(st.Columns) != 2 {
		t.Errorf("after a failed move: %+v", st.ActErr)
	}
	s.Refresh()
	q.all()
	if st := s.State(); st.Stage != Failed || len(st.Columns) != 2 {
		t.Error("a failed question takes away what was there")
	}
}

func TestPlanSettings(t *testing.T) {
	d := planDesk()
	s, deeds, q := newPlan(d)
	last := func(want string) {
		t.Helper()
		q.all()
		got := ""
		for _, a := range d.asked {
			if a != "plan" && a != "settled" {
				got = a
			}
		}
		if got != want {
			t.Errorf("asked %q, not %q", got, want)
		}
	}
	s.Open(PlanForm{Field: PlanFieldCapacity})
	s.SetCapacity("", "lots")
	if st := s.State(); st.ActErr == nil || st.ActOn != PlanFieldCapacity || st.Form.Field == "" {
		t.Errorf("nonsense was taken: %+v", st)
	}
	s.SetCapacity("", "6h30")
	last("capacity  390 ")
	deeds.Undo()
	last("capacity  240 ")
	s.Open(PlanForm{Field: PlanFieldCapacity, New: true})
	s.SetCapacity(" ", "6")
	if s.State().ActErr == nil {
		t.Error("a person without a name was taken")
	}
	s.SetCapacity("R.T.", "")
	last("capacity R.T. -1 ")
	s.Open(PlanForm{Field: PlanFieldWindows, Group: "servers"})
	s.SetWindows("other", "Sun 02:00-05:00, 2nd Tue 22:00-02:00")
	last("windows servers Sun 02:00-05:00|2nd Tue 22:00-02:00")
	deeds.Undo()
	last("windows servers Wed 20:00-23:00|nonsense")
	s.AddFreeze("23 Dec", "3 Jan", "", "")
	last("freeze 2026-12-23 2027-01-03")
	deeds.Undo()
	last("end 2026-12-23 2027-01-03")
	s.SetEffort(PlanFieldRestart, "45 min")
	last("efforts 45 -1")
	deeds.Undo()
	last("efforts 20 -1")
	s.WriteRunSheet("2026-11-23", "/a.html")
	last("sheet 2026-11-23 /a.html")
	s.WriteCalendar("/a.ics")
	last("calendar /a.ics")
}

func TestParseWhenInSpanish(t *testing.T) {
	for text, want := range map[string]domain.Day{"27 dic 2026": "2026-12-27", "27 de diciembre": "2026-12-27", "vie 27 nov": "2026-11-27", "5 ENE": "2027-01-05",
		"2 abr 2027": "2027-04-02", "30 ago": "2027-08-30", "mar 3 2027": "2027-03-03", "12 marzo": ""} {
		got, err := ParseWhen(text, "2026-11-24")
		if want == "" && err == nil || want != "" && (err != nil || got.Day != want) {
			t.Errorf("%q: %v, %v; not %s", text, got, err, want)
		}
	}
}

func TestParseWhen(t *testing.T) {
	const today = domain.Day("2026-11-24")
	for text, want := range map[string]When{
		"2026-12-18": {Day: "2026-12-18"}, "18 Dec": {Day: "2026-12-18"}, "Fri 18 Dec 2026": {Day: "2026-12-18"}, "Friday, 18 December": {Day: "2026-12-18"},
		"3 Jan": {Day: "2027-01-03"}, "Jan 3 2027": {Day: "2027-01-03"}, "+14": {Day: "2026-12-08"}, "+ 0": {Day: today}, "24 nov": {Day: today},
		"2026-w49": {Day: "2026-11-30", Week: true},
	} {
		if got, err := ParseWhen(text, today); err != nil || got != want {
			t.Errorf("%q: %v %v, not %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "soon", "31 Feb", "2026-02-30", "+-3", "+x", "2026-W60", "32 Dec"} {
		if got, err := ParseWhen(text, today); err == nil || !domain.Is(err, domain.Invalid) {
			t.Errorf("%q gives %v, %v", text, got, err)
		}
	}
}

func TestParseMinutes(t *testing.T) {
	for text, want := range map[string]int{"6": 360, "6 h": 360, "4.5": 270, "4,5h": 270, "4h30m": 270, "4h30": 270, "4:30": 270, "45 min": 45, "45m": 45, "0": 0, "2 hours": 120, "168": 10080} {
		if got, err := ParseMinutes(text); err != nil || got != want {
			t.Errorf("%q: %d %v, not %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "x", "-1", "169", "4h-3", "h", "NaN", "1e9", "167h99m"} {
		if got, err := ParseMinutes(text); err == nil {
			t.Errorf("%q gives %d", text, got)
		}
	}
}
