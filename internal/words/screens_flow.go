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
	lines := []string{Text("Week of {planweek}: {open}", "planweek", PlanWeek(w.Monday), "open", several(w.Backlog, "open target", "open targets"))}
	for _, t := range domain.Tiers() {
		if n := w.ByTier[t]; n > 0 {
			lines = append(lines, TierShort(t)+": "+Number(n))
		}
	}
	return strings.Join(append(lines, Text("By the tier that each has now")), "\n")
}

// WorkTitle heads the chart of work against capacity.
func WorkTitle() string { return Text("Hours of work per week") }

// WorkSay is what a week of work says under the pointer.
func WorkSay(w *domain.FlowWeek, capacity int) string {
	return Text("Week of {planweek}\nNew: {hours}, {targets}\nClosed: {otherhours}, {othertargets}\nTime there was, as it is set now: {thirdhours}", "planweek", PlanWeek(w.Monday), "hours", Hours(w.InMinutes), "targets", several(w.In, "target", "targets"), "otherhours", Hours(w.ClosedMinutes), "othertargets", several(w.Closed, "target", "targets"), "thirdhours", Hours(capacity))
}

// CapacityLegend names the line of capacity.
func CapacityLegend(assumed bool) string {
	if assumed {
		return Text("Capacity, assumed")
	}
	return Text("Capacity")
}

// SectionReviews heads exceptions that are to be looked at again.
func SectionReviews() string { return Text("Exceptions to look at") }

// ReviewTitle says which exception is to be looked at.
func ReviewTitle(e *domain.ExceptionView) string {
	return Text("{fix} on {assetname}", "fix", e.Fix, "assetname", e.AssetName)
}

// ReviewSub says who approved it and what it rests on.
func ReviewSub(e *domain.ExceptionView) string {
	return dotted(Text("Approved by {approver}", "approver", e.Approver), Text("protected by {control}", "control", e.Control))
}

// ReviewWhen says when it is to be looked at, or when it ends, and the other day.
func ReviewWhen(e *domain.ExceptionView, today domain.Day) (when, note string) {
	if e.ReviewDue {
		return Text("Review {sinceortoday}", "sinceortoday", sinceOrToday(e.Review, today)), Text("ends {day}", "day", shortDay(e.End, today))
	}
	return Text("Ends {indays}", "indays", inDays(e.End, today)), shortDay(e.End, today)
}

func sinceOrToday(d, today domain.Day) string {
	if d == today {
		return Text("today")
	}
	return Text("overdue")
}

// ClockTitle says what a forensic step asks for, on which asset.
func ClockTitle(step domain.TriageStep, asset string) string {
	switch step {
	case domain.TriageScope:
		return Text("Record what {asset} can reach", "asset", asset)
	case domain.TriageVolatile:
		return Text("Keep memory, sessions and logs of {asset}", "asset", asset)
	}
	return Text("Decide about {asset}: none, suspected or confirmed", "asset", asset)
}

// ClockSub says which of the steps it is, and of which task.
func ClockSub(place int, t *domain.PatchTask) string {
	return Text("Triage step {place} of 3, for {planfix}", "place", Number(place), "planfix", PlanFix(Fix(*t)))
}
