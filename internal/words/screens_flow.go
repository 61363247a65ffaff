package words

import (
	"strings"

	"fenceline/internal/domain"
)

// ChartDay labels a week of a chart by its Monday: "7 Sep".
func ChartDay(monday domain.Day) string { return planDayShort(monday) }

// WeeksNote says how long a chart looks back.
func WeeksNote(n int) string { return several(n, "week", "weeks") }

// BacklogSay is what a week of open targets says under the pointer.
func BacklogSay(w *domain.FlowWeek) string {
	lines := []string{"Week of " + PlanWeek(w.Monday) + ": " + several(w.Backlog, "open target", "open targets")}
	for _, t := range domain.Tiers() {
		if n := w.ByTier[t]; n > 0 {
			lines = append(lines, TierShort(t)+": "+Number(n))
		}
	}
	return strings.Join(append(lines, "By the tier that each has now"), "\n")
}

// WorkTitle heads the chart of work against capacity.
func WorkTitle() string { return "Hours of work per week" }

// WorkSay is what a week of work says under the pointer.
func WorkSay(w *domain.FlowWeek, capacity int) string {
	return "Week of " + PlanWeek(w.Monday) + "\nNew: " + Hours(w.InMinutes) + ", " + several(w.In, "target", "targets") +
		"\nClosed: " + Hours(w.ClosedMinutes) + ", " + several(w.Closed, "target", "targets") + "\nTime there was, as it is set now: " + Hours(capacity)
}

// CapacityLegend names the line of capacity.
func CapacityLegend(assumed bool) string {
	if assumed {
		return "Capacity, assumed"
	}
	return "Capacity"
}

// SectionReviews heads exceptions that are to be looked at again.
func SectionReviews() string { return "Exceptions to look at" }

// ReviewTitle says which exception is to be looked at.
func ReviewTitle(e *domain.ExceptionView) string { return e.Fix + " on " + e.AssetName }

// ReviewSub says who approved it and what it rests on.
func ReviewSub(e *domain.ExceptionView) string {
	return dotted("Approved by "+e.Approver, "protected by "+e.Control)
}

// ReviewWhen says when it is to be looked at, or when it ends, and the other day.
func ReviewWhen(e *domain.ExceptionView, today domain.Day) (when, note string) {
	if e.ReviewDue {
		return "Review " + sinceOrToday(e.Review, today), "ends " + shortDay(e.End, today)
	}
	return "Ends " + inDays(e.End, today), shortDay(e.End, today)
}

func sinceOrToday(d, today domain.Day) string {
	if d == today {
		return "today"
	}
	return "overdue"
}

// ClockTitle says what a forensic step asks for, on which asset.
func ClockTitle(step domain.TriageStep, asset string) string {
	switch step {
	case domain.TriageScope:
		return "Record what " + asset + " can reach"
	case domain.TriageVolatile:
		return "Keep memory, sessions and logs of " + asset
	}
	return "Decide about " + asset + ": none, suspected or confirmed"
}

// ClockSub says which of the steps it is, and of which task.
func ClockSub(place int, t *domain.PatchTask) string {
	return "Step " + Number(place) + " of 3 of the triage that belongs to " + PlanFix(Fix(*t))
}
