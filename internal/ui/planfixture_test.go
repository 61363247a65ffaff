package ui

import (
	"context"
	"fmt"

	"fenceline/internal/domain"
)

func (f *fixture) note(format string, args ...any) {
	f.done = append(f.done, fmt.Sprintf(format, args...))
}

func (f *fixture) Schedule(_ context.Context, _, capacity int) (domain.Schedule, error) {
	if capacity >= 0 {
		f.note("try %d", capacity)
	}
	return f.plan, f.err
}

func (f *fixture) PlanSettings(context.Context) (domain.PlanSettings, error) {
	return f.settings, f.err
}
func (f *fixture) Statistics(context.Context) (domain.Statistics, error) { return f.stats, f.err }

func (f *fixture) SetTasks(_ context.Context, tasks []string, edit func(*domain.TaskWork)) error {
	var w domain.TaskWork
	edit(&w)
	f.note("set %v week %s owner %s change %s", tasks, w.Week, w.Owner, w.Change)
	return f.err
}

func (f *fixture) SetCapacity(_ context.Context, who string, minutes int, monday domain.Day) error {
	f.note("capacity %q %d %s", who, minutes, monday)
	return f.err
}

func (f *fixture) SetWindows(_ context.Context, group string, windows []string) error {
	f.note("windows %q %q", group, windows)
	return f.err
}

func (f *fixture) SetFreeze(_ context.Context, z domain.Freeze, end bool) error {
	f.note("freeze %s %s %v", z.From, z.To, end)
	return f.err
}

func (f *fixture) SetEfforts(_ context.Context, restart, effort int) error {
	f.note("efforts %d %d", restart, effort)
	return f.err
}

func (f *fixture) WriteRunSheet(_ context.Context, monday domain.Day, path string) error {
	f.note("sheet %s %s", monday, path)
	return f.err
}

func (f *fixture) WriteToday(_ context.Context, path string) error {
	f.note("today %s", path)
	return f.err
}

func (f *fixture) WriteCalendar(_ context.Context, path string) error {
	f.note("calendar %s", path)
	return f.err
}

// cedarPlan is the plan of Cedar Hollow: windows, a freeze, a week with too much in
// it, tasks that will be late.
func cedarPlan() (domain.Schedule, domain.PlanSettings, domain.Statistics) {
	settings := domain.PlanSettings{
		Capacity: map[string]int{"": 9 * 60}, Weeks: map[string]map[domain.Day]int{"": {"2026-12-21": 4 * 60}},
		Windows: map[string][]string{"servers": {"Wed 20:00-23:00"}, "network": {"2nd Wed 05:00-06:00"}},
		Freezes: []domain.Freeze{{From: "2026-12-24", To: "2026-12-27", Reason: "holidays"}},
	}
	plan := domain.Schedule{From: "2026-11-24", Help: 10 * 60, HelpBy: "2027-01-02", Waiting: map[domain.State]int{domain.StateClaimed: 3, domain.StateBlocked: 1}, NoRestart: 4}
	monday := domain.Day("2026-11-23")
	for i := range 13 {
		first := monday.Add(7 * i)
		week := domain.PlanWeek{Monday: first, Week: first.Week(), Minutes: map[string]int{"": settings.Minutes("", first)}, Used: map[string]int{}}
		if i >= 1 && i <= 3 {
			week.Minutes[""] = 12 * 60
		}
		plan.Weeks = append(plan.Weeks, week)
	}
	add := func(week int, task, fix string, tier domain.Tier, due domain.Day, minutes, late int, why domain.Code, hand bool, slot domain.PlanSlot, assets ...string) {
		w := &plan.Weeks[week]
		for i, asset := range assets {
			each := minutes / len(assets)
			item := domain.PlanItem{Task: task, Asset: fmt.Sprint(task, i), AssetName: asset, Fix: fix, Minutes: each, Tier: tier, Due: due, Late: late, Why: why, Hand: hand}
			slot.Items = append(slot.Items, item)
			w.Used[""] += each
			if late > 0 {
				plan.Late = append(plan.Late, item)
			} else {
				plan.Fits++
			}
		}
		w.Slots = append(w.Slots, slot)
	}
	any := domain.PlanSlot{}
	servers := domain.PlanSlot{Day: "2026-12-02", Group: "servers", Window: "Wed 20:00-23:00", Outages: []string{"PACS-SRV-01"}}
	add(0, "T-118", "Update Apache Tomcat to 10.1.52", domain.TierForensic, "2026-11-27", 240, 0, domain.PlanFits, false, any, "PORTAL-01", "LAB-IF-01")
	add(0, "T-117", "Update Palisade OS to 7.4.11", domain.Tier3Days, "2026-11-23", 150, 2, domain.PlanOverdue, false, any, "FW-EDGE-01")
	add(0, "T-112", "Update Mozilla Firefox ESR to 128.14", domain.Tier14Days, "2026-11-27", 120, 0, domain.PlanFits, false, any, "WS-01", "WS-02", "WS-03", "WS-04", "WS-05")
	add(1, "T-109", "Install Windows update KB5071204", domain.Tier14Days, "2026-12-01", 300, 1, domain.PlanWindow, false, servers, "PACS-SRV-01", "FILE-01", "PRINT-01", "DC-01", "DC-02", "EHR-01")
	add(1, "T-115", "Update OpenSSL to 3.0.19", domain.Tier14Days, "2026-12-04", 150, 0, domain.PlanFits, false, any, "PACS-SRV-01", "MAIL-01")
	add(1, "T-103", "Update 7-Zip to 26.01", domain.Tier60Days, "2026-12-17", 180, 0, domain.PlanFits, false, any, "WS-01", "WS-02", "WS-03")
	add(2, "T-099", "Update switch software to 12.2.9", domain.Tier14Days, "2026-12-03", 300, 6, domain.PlanHand, true, any, "SW-01", "SW-02", "SW-03", "SW-04", "SW-05")
	add(2, "T-104", "Update Hematek middleware to 2.14", domain.Tier60Days, "2027-01-11", 240, 0, domain.PlanFits, false, any, "LAB-ANALYZER-01", "LAB-ANALYZER-02")
	add(2, "T-091", "Update PuTTY to 0.84", domain.TierUpgrade, "", 60, 0, domain.PlanFits, false, any, "WS-01", "WS-02", "WS-03", "WS-04", "WS-05", "WS-06")
	add(3, "T-088", "Update PostgreSQL to 16.11", domain.TierUpgrade, "", 180, 0, domain.PlanFits, false, any, "PACS-SRV-01")
	add(3, "T-090", "Update Acrobat Reader to 26.002", domain.TierUpgrade, "", 110, 0, domain.PlanFits, false, any, "WS-01", "WS-02", "WS-03", "WS-04")
	for i, minutes := range []int{10, 15} {
		add(3, fmt.Sprintf("T-12%d", i), "Update curl to 8.11.1", domain.Tier60Days, "2027-01-18", minutes, 0, domain.PlanFits, false, any, "DNS-01")
	}
	add(4, "T-096", "Update LVP-8 pumps to 3.8.1", domain.Tier60Days, "2026-12-29", 600, 0, domain.PlanFits, true, any, "PUMP-2F-01", "PUMP-2F-02", "PUMP-2F-03", "PUMP-2F-04")
	plan.Unplanned = []domain.PlanItem{{Task: "T-130", Asset: "a", AssetName: "EHR-01", Fix: "Update Chart Server to 9.2.4", Minutes: 240, Tier: domain.Tier60Days, Due: "2027-01-02", Why: domain.PlanTooLarge}}
	plan.HelpFor = []domain.PlanHelp{{Monday: "2026-12-21", Minutes: 360, By: "2026-12-27"},
		{Task: "T-130", Fix: "Update Chart Server to 9.2.4", Why: domain.PlanTooLarge, Minutes: 240, By: "2027-01-02"}}
	stats := domain.Statistics{Backlog: 65, PerWeek: domain.Flow{In: 9.3, Closed: 11.5}, ClearBy: "2027-05-18", LateOnArrival: 3, IntakeDelay: &domain.Span{Count: 18, Median: 2, Mean: 3.4},
		Cells: []domain.StatCell{{Tier: domain.Tier3Days, Importance: "high", Closed: 4, OnTime: 3, Days: &domain.Span{Count: 4, Median: 2, Mean: 2.3}},
			{Tier: domain.Tier14Days, Importance: "high", Closed: 12, OnTime: 12, Days: &domain.Span{Count: 12, Median: 6, Mean: 7.1}},
			{Tier: domain.Tier14Days, Importance: "low", Open: 4, Closed: 31, OnTime: 27, Days: &domain.Span{Count: 33, Median: 9, Mean: 10.8}},
			{Tier: domain.Tier60Days, Days: &domain.Span{Count: 1, Median: 70, Mean: 70}}, {Tier: domain.TierUpgrade, Importance: "low", Open: 2}}}
	for i := range 13 {
		first := monday.Add(7 * (i - 12))
		w := domain.FlowWeek{Monday: first, Week: first.Week(), In: 6 + i*5%9, Closed: 5 + i*7%8, ByTier: map[domain.Tier]int{
			domain.TierForensic: i % 6 / 4, domain.Tier3Days: i % 3, domain.Tier14Days: 6 + i, domain.Tier60Days: 14 + i + i*3%5, domain.TierUpgrade: 22 - i%4}}
		for _, n := range w.ByTier {
			w.Backlog += n
		}
		w.InMinutes, w.ClosedMinutes = w.In*63, w.Closed*66
		stats.Weeks = append(stats.Weeks, w)
	}
	return plan, settings, stats
}
