package words

import (
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// OnTimeNote says what the table of shares counts.
func OnTimeNote() string {
	return "closed with evidence by their day, by tier and importance of the asset; median and mean days"
}

// NothingClosed is said where there is no share to show.
func NothingClosed() string {
	return "Nothing was closed with evidence yet, so there is no share to show."
}

// NoneClosedHere stands in a cell without anything closed.
func NoneClosedHere() string { return "none closed" }

// OnTimeCell says the share closed on time and how long it took: "92 % (11 of 12)",
// "median 6 d, mean 9.5 d"; nothing where nothing was closed.
func OnTimeCell(c *domain.StatCell) (share, days string) {
	if c.Days != nil {
		days = "median " + Decimal(c.Days.Median) + " d, mean " + Decimal(c.Days.Mean) + " d"
	}
	switch {
	case c.Closed > 0:
		share = strconv.Itoa(c.OnTime*100/c.Closed) + " % (" + Number(c.OnTime) + " of " + Number(c.Closed) + ")"
	case days != "":
		share = "late on arrival"
	}
	return share, days
}

// OnTimeAside say what stands outside the shares.
func OnTimeAside(s *domain.Statistics) []string {
	var out []string
	switch {
	case s.LateOnArrival == 1:
		out = append(out, "1 closed target was late on arrival and is in no share.")
	case s.LateOnArrival > 1:
		out = append(out, Number(s.LateOnArrival)+" closed targets were late on arrival and are in no share.")
	}
	if d := s.IntakeDelay; d != nil {
		out = append(out, "From CISA's day to this desk: median "+Decimal(d.Median)+" days, mean "+Decimal(d.Mean)+".")
	}
	return out
}

// FlowNote says what the weeks count.
func FlowNote() string { return "one fix on one asset each; the newest week first" }

// FlowWeek names a week of the table: "2026-W48, from 23 Nov".
func FlowWeek(w *domain.FlowWeek) string {
	return w.Week + ", from " + strings.TrimSpace(planDayShort(w.Monday))
}

// Pace says how fast targets come and go, and where that leads.
func Pace(s *domain.Statistics) string {
	text := "In the last four whole weeks " + Decimal(s.PerWeek.In) + " came in a week and " + Decimal(s.PerWeek.Closed) + " were closed"
	switch {
	case s.ClearBy != "":
		text += "; at that pace nothing is left by " + DayLong(s.ClearBy)
	case s.Backlog > 0:
		text += "; at that pace the open ones do not become fewer"
	}
	return text + "."
}
