package assess

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// TestStatisticsByHand counts a few lines with pencil and paper.
func TestStatisticsByHand(t *testing.T) {
	day := func(d domain.Day) time.Time { return d.Start(chicago(t)).Add(9 * time.Hour) }
	open := domain.ReportLine{State: domain.StateOpen, Criticality: "high", DaysToFix: -1, OnTime: "open", Due: domain.Due{Tier: domain.Tier14Days}, Detected: day("2026-11-20")}
	fixed := func(days int, onTime string, late bool, closed domain.Day) domain.ReportLine {
		return domain.ReportLine{State: domain.StateVerified, Criticality: "high", DaysToFix: days, OnTime: onTime, Detected: day(closed.Add(-days)), Closed: day(closed),
			Due: domain.Due{Tier: domain.Tier14Days, LateOnArrival: late, PolicyStart: closed.Add(-days - 5)}}
	}
	gone := fixed(3, "open", false, "2026-11-12")
	gone.State, gone.DaysToFix, gone.Due.PolicyStart = domain.StateNotApplicable, -1, ""
	lines := []domain.ReportLine{open, open, fixed(4, "yes", false, "2026-11-10"), fixed(20, "no", false, "2026-11-18"), fixed(9, "no", true, "2026-11-11"), gone}
	got := Statistics(lines, "2026-11-24", chicago(t))
	if len(got.Cells) != 1 {
		t.Fatalf("%+v", got.Cells)
	}
	c := got.Cells[0]
	if c.Open != 2 || c.Closed != 2 || c.OnTime != 1 || c.Days.Count != 3 || c.Days.Median != 9 || c.Days.Mean != 11 || got.LateOnArrival != 1 || got.Backlog != 2 {
		t.Errorf("%+v %+v, %d late on arrival", c, c.Days, got.LateOnArrival)
	}
	if got.IntakeDelay.Median != 5 || got.IntakeDelay.Count != 3 {
		t.Errorf("intake %+v", got.IntakeDelay)
	}
	// Whole weeks before that of 23 November: in 6 Nov, 29 Oct, 2 Nov, 9 Nov, and twice 20 Nov; closed on the 10th, 11th, 12th and 18th.
	last := got.Weeks[len(got.Weeks)-1]
	if last.Monday != "2026-11-23" || last.Backlog != 2 || got.PerWeek.Closed != 1 || got.PerWeek.In != 1.5 || got.ClearBy != "" {
		t.Errorf("%+v %+v %s", last, got.PerWeek, got.ClearBy)
	}
	fewer := Statistics(lines[1:], "2026-11-24", chicago(t))
	if fewer.ClearBy != "" || fewer.PerWeek.In != 1.25 {
		t.Errorf("what does not shrink is clear by %s", fewer.ClearBy)
	}
	shrinking := Statistics(append(lines[1:], fixed(40, "no", false, "2026-11-19"), fixed(41, "no", false, "2026-11-19")), "2026-11-24", chicago(t))
	if shrinking.ClearBy != "2026-12-22" { // one left, a quarter a week
		t.Errorf("clear by %s", shrinking.ClearBy)
	}
}

// TestStatisticsLaws: each line is counted once, shares are shares, and the
// backlog is what came in less what was closed.
func TestStatisticsLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var lines []domain.ReportLine
		open, verified := 0, 0
		for range rapid.IntRange(0, 30).Draw(rt, "lines") {
			detected := domain.Day("2026-11-24").Add(-rapid.IntRange(0, 200).Draw(rt, "age"))
			l := domain.ReportLine{State: rapid.SampledFrom([]domain.State{domain.StateOpen, domain.StateVerified, domain.StateNotApplicable, domain.StateException}).Draw(rt, "state"),
				Criticality: rapid.SampledFrom([]string{"high", "low", "", "odd"}).Draw(rt, "importance"), Detected: detected.Start(time.UTC), DaysToFix: -1, OnTime: "open",
				Due: domain.Due{Tier: rapid.SampledFrom(append(domain.Tiers(), "")).Draw(rt, "tier"), LateOnArrival: rapid.Bool().Draw(rt, "late")}}
			if l.State.Done() {
				l.Closed = detected.Add(rapid.IntRange(0, domain.Day("2026-11-24").Sub(detected)).Draw(rt, "days")).Start(time.UTC)
			} else {
				open++
			}
			if l.State == domain.StateVerified {
				l.DaysToFix = int(l.Closed.Sub(l.Detected).Hours() / 24)
				l.OnTime = rapid.SampledFrom([]string{"yes", "no"}).Draw(rt, "on time")
				verified++
			}
			lines = append(lines, l)
		}
		got := Statistics(lines, "2026-11-24", time.UTC)
		sumOpen, sumClosed := 0, got.LateOnArrival
		for _, c := range got.Cells {
			sumOpen += c.Open
			sumClosed += c.Closed
			if c.OnTime > c.Closed || c.Days != nil && (c.Days.Count < c.Closed || c.Days.Median < 0) {
				rt.Fatalf("%+v", c)
			}
		}
		if sumOpen != open || sumClosed != verified || got.Backlog != open || got.Weeks[len(got.Weeks)-1].Backlog != open {
			rt.Fatalf("%d open of %d, %d verified of %d, backlog %d", sumOpen, open, sumClosed, verified, got.Weeks[len(got.Weeks)-1].Backlog)
		}
		for i := 1; i < len(got.Weeks); i++ {
			if w := got.Weeks[i]; w.Backlog != got.Weeks[i-1].Backlog+w.In-w.Closed {
				rt.Fatalf("week %s: %d from %d with %d in and %d closed", w.Week, w.Backlog, got.Weeks[i-1].Backlog, w.In, w.Closed)
			}
		}
	})
}

func TestFlowCountsTiersAndMinutes(t *testing.T) {
	at := func(day domain.Day) time.Time { return day.Start(time.UTC) }
	lines := []domain.ReportLine{
		{State: domain.StateOpen, Detected: at("2026-11-17"), Due: domain.Due{Tier: domain.Tier14Days}, Minutes: 30},
		{State: domain.StateVerified, Detected: at("2026-11-10"), Closed: at("2026-11-24"), Due: domain.Due{Tier: domain.Tier3Days}, Minutes: 45},
	}
	weeks := Statistics(lines, "2026-11-24", time.UTC).Weeks
	last, before := weeks[len(weeks)-1], weeks[len(weeks)-2]
	if last.ClosedMinutes != 45 || last.InMinutes != 0 || last.ByTier[domain.Tier14Days] != 1 || last.ByTier[domain.Tier3Days] != 0 {
		t.Errorf("the running week: %+v", last)
	}
	if before.InMinutes != 30 || before.Backlog != 2 || before.ByTier[domain.Tier3Days] != 1 {
		t.Errorf("the week before: %+v", before)
	}
}
