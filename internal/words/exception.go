package words

import (
	"math"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// TaskWork says what people keep of a task: owner, change, approval, test, effort;
// "" where nothing is kept. Days are those of the zone.
func TaskWork(t *domain.PatchTask, zone *time.Location) string {
	var parts []string
	add := func(code domain.Code, value string) {
		if value != "" {
			parts = append(parts, say(code, "value", value))
		}
	}
	add("work_owner", t.Owner)
	add("work_change", t.Change)
	if t.Approved.Value == domain.Yes {
		parts = append(parts, say("work_approved", "value", t.Approved.By, "day", DayPlain(domain.DayOf(t.Approved.At, zone))))
	}
	add("work_tested", t.Tested)
	if t.Effort > 0 {
		add("work_effort", Number(t.Effort))
	}
	if t.Week != "" {
		add("work_week", t.Week.Week())
	}
	return strings.Join(parts, "; ")
}

// Exception says a dated decision not to patch in one line; days are those of the zone.
func Exception(e *domain.Exception, zone *time.Location) string {
	return say("exception_line", "reason", e.Reason, "control", e.Control, "approver", e.Approver, "approved", Assurance(e.Approved), "day", DayPlain(domain.DayOf(e.At, zone)), "end", DayPlain(e.End))
}

// Dismissal says why a person said that a target does not apply.
func Dismissal(d *domain.Dismissal, zone *time.Location) string {
	return say("dismissal_line", "reason", d.Reason, "by", d.By, "day", DayPlain(domain.DayOf(d.At, zone)))
}

// Statistics says by tier and importance what was on time and how long it took,
// and how fast targets come and go.
func Statistics(s *domain.Statistics) []string {
	var lines []string
	for _, c := range s.Cells {
		if c.Closed == 0 && c.Days == nil {
			continue
		}
		median, mean := "", ""
		if c.Days != nil {
			median, mean = Decimal(c.Days.Median), Decimal(c.Days.Mean)
		}
		lines = append(lines, say("stat_cell", "tier", TierShort(c.Tier), "importance", Importance(c.Importance), "yes", Number(c.OnTime), "all", Number(c.Closed), "median", median, "mean", mean))
	}
	return append(lines, StatisticsNotes(s)...)
}

// StatisticsNotes are what stands in no share, and the pace.
func StatisticsNotes(s *domain.Statistics) []string {
	var lines []string
	if s.LateOnArrival > 0 {
		lines = append(lines, count("stat_late", s.LateOnArrival))
	}
	return append(lines, say("stat_pace", "in", Decimal(s.PerWeek.In), "closed", Decimal(s.PerWeek.Closed), "day", DayPlain(s.ClearBy)))
}

// Importance names how much hangs on an asset.
func Importance(criticality string) string {
	if criticality == "" {
		return say("importance_none")
	}
	return criticality
}

// Share is a part of a whole, counted and in percent: "1 of 2 (50 %)".
func Share(part, whole int) string {
	return say("share", "part", Number(part), "whole", Number(whole), "percent", Number(int(math.Round(100*float64(part)/float64(whole)))))
}

// Decimal writes a number with one figure behind the point where it has one.
func Decimal(f float64) string { return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0") }

// Unpatchable says why no update will mend an asset.
func Unpatchable(u *domain.Unpatchable) string {
	return say(u.Why, "day", DayPlain(u.Since), "tasks", strings.Join(u.Tasks, ", "), "release", u.Release, "longer", longerSupport(u.Longer, u.LongerEnd))
}

// Role says what a role may do.
func Role(r domain.Role) string { return word("role_", string(r), string(r)) }

// Assurance says how surely a person is who they say.
func Assurance(a domain.Assurance) string { return word("assurance_", string(a), say("not_known")) }

// ExceptionStands says whether an exception holds, is to be reviewed, or is over
// and why.
func ExceptionStands(e *domain.ExceptionView) string {
	switch {
	case !e.Ended.IsZero():
		return say("exception_ended", "reason", say(e.EndCode))
	case e.ReviewDue:
		return say("exception_review", "day", DayPlain(e.Review))
	}
	return say("exception_holds", "day", DayPlain(e.Review))
}
