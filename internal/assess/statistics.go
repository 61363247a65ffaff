package assess

import (
	"math"
	"slices"
	"time"

	"fenceline/internal/domain"
)

// flowWeeks is how many weeks of a desk's history are counted, the running one
// included; paceWeeks how many whole ones give its pace.
const (
	flowWeeks = 13
	paceWeeks = 4
)

// importances of assets, the highest first.
var importances = []string{"high", "medium", "low", ""}

// Statistics counts the lines of a report; days are those of the zone.
func Statistics(lines []domain.ReportLine, today domain.Day, zone *time.Location) domain.Statistics {
	var out domain.Statistics
	type key struct {
		tier       domain.Tier
		importance string
	}
	cells := map[key]*domain.StatCell{}
	took := map[key][]int{}
	var delays []int
	for i := range lines {
		l := &lines[i]
		if l.Moved {
			continue
		}
		k := key{l.Due.Tier, l.Criticality}
		if !slices.Contains(importances, k.importance) {
			k.importance = ""
		}
		c := cells[k]
		if c == nil {
			c = &domain.StatCell{Tier: k.tier, Importance: k.importance}
			cells[k] = c
		}
		if start := l.Due.PolicyStart; start != "" && !l.Detected.IsZero() {
			if delay := domain.DayOf(l.Detected, zone).Sub(start); delay > 0 {
				delays = append(delays, delay)
			}
		}
		switch {
		case !l.State.Done():
			c.Open++
			out.Backlog++
			continue
		case l.State != domain.StateVerified:
			continue
		}
		if l.DaysToFix >= 0 {
			took[k] = append(took[k], l.DaysToFix)
		}
		if l.Due.LateOnArrival {
			out.LateOnArrival++
			continue
		}
		c.Closed++
		if l.OnTime == "yes" {
			c.OnTime++
		}
	}
	used := make([]domain.Tier, 0, len(cells))
	for k := range cells {
		used = append(used, k.tier)
	}
	for _, tier := range append(domain.TiersWith(used...), domain.TierNone) {
		for _, importance := range importances {
			k := key{tier, importance}
			if c := cells[k]; c != nil && (c.Open > 0 || c.Closed > 0 || len(took[k]) > 0) {
				c.Days = span(took[k])
				out.Cells = append(out.Cells, *c)
			}
		}
	}
	out.IntakeDelay = span(delays)
	out.Weeks = flow(lines, today, zone)
	pace(&out, today)
	return out
}

func span(days []int) *domain.Span {
	if len(days) == 0 {
		return nil
	}
	return &domain.Span{Count: len(days), Median: Median(days), Mean: math.Round(Mean(days)*10) / 10}
}

// flow counts week by week what came in and what was closed.
func flow(lines []domain.ReportLine, today domain.Day, zone *time.Location) []domain.FlowWeek {
	first := today.Monday().Add(-7 * (flowWeeks - 1))
	out := make([]domain.FlowWeek, flowWeeks)
	for i := range out {
		monday := first.Add(7 * i)
		out[i] = domain.FlowWeek{Monday: monday, Week: monday.Week()}
	}
	week := func(day domain.Day) int { return int(math.Floor(float64(day.Sub(first)) / 7)) }
	for i := range lines {
		l := &lines[i]
		if l.Detected.IsZero() || l.Moved {
			continue
		}
		in, closed := week(domain.DayOf(l.Detected, zone)), flowWeeks
		if l.State.Done() {
			closed = in
			if !l.Closed.IsZero() {
				closed = max(in, week(domain.DayOf(l.Closed, zone)))
			}
		}
		if in >= 0 && in < flowWeeks {
			out[in].In++
			out[in].InMinutes += l.Minutes
		}
		if closed >= 0 && closed < flowWeeks {
			out[closed].Closed++
			out[closed].ClosedMinutes += l.Minutes
		}
		for w := max(in, 0); w < min(closed, flowWeeks); w++ {
			out[w].Backlog++
			if out[w].ByTier == nil {
				out[w].ByTier = map[domain.Tier]int{}
			}
			out[w].ByTier[l.Due.Tier]++
		}
	}
	return out
}

// pace is the mean of the last whole weeks, and the day on which nothing would be
// left at that pace.
func pace(s *domain.Statistics, today domain.Day) {
	whole := s.Weeks[flowWeeks-1-paceWeeks : flowWeeks-1]
	in, closed := 0, 0
	for _, w := range whole {
		in += w.In
		closed += w.Closed
	}
	s.PerWeek = domain.Flow{In: float64(in) / paceWeeks, Closed: float64(closed) / paceWeeks}
	if shrinks := closed - in; shrinks > 0 && s.Backlog > 0 {
		s.ClearBy = today.Add((s.Backlog*7*paceWeeks + shrinks - 1) / shrinks)
	}
}
