package words

import (
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// OnTimeNote says what the table of shares counts.
func OnTimeNote() string {
	return Text("closed with evidence by their day, by tier and importance of the asset; median and mean days")
}

// NothingClosed is said where there is no share to show.
func NothingClosed() string {
	return Text("Nothing was closed with evidence yet, so there is no share to show.")
}

// NoneClosedHere stands in a cell without anything closed.
func NoneClosedHere() string { return Text("none closed") }

// FewClosed is how many closed targets a share in percent takes: "100 %" of one says more
// than is known.
const FewClosed = 5

// OnTimeCell says the share closed on time and how long it took: "92 % (11 of 12)", of
// few "3 of 4"; "median 6 d, mean 9.5 d"; nothing where nothing was closed.
func OnTimeCell(c *domain.StatCell) (share, days string) {
	if c.Days != nil {
		days = Text("median {median} d, mean {mean} d", "median", Decimal(c.Days.Median), "mean", Decimal(c.Days.Mean))
	}
	switch {
	case c.Closed > 0 && c.Closed < FewClosed:
		share = OutOf(c.OnTime, c.Closed)
	case c.Closed > 0:
		share = Text("{ontime} % ({otherontime} of {closed})", "ontime", strconv.Itoa(c.OnTime*100/c.Closed), "otherontime", Number(c.OnTime), "closed", Number(c.Closed))
	case days != "":
		share = Text("late on arrival")
	}
	return share, days
}

// OnTimeAside say what stands outside the shares.
func OnTimeAside(s *domain.Statistics) []string {
	var out []string
	switch {
	case s.LateOnArrival == 1:
		out = append(out, Text("1 closed target was late on arrival and is in no share."))
	case s.LateOnArrival > 1:
		out = append(out, Text("{lateonarrival} closed targets were late on arrival and are in no share.", "lateonarrival", Number(s.LateOnArrival)))
	}
	if d := s.IntakeDelay; d != nil {
		out = append(out, Text("From CISA's day to this desk: median {median} days, mean {mean}.", "median", Decimal(d.Median), "mean", Decimal(d.Mean)))
	}
	return out
}

// FlowNote says what the weeks count.
func FlowNote() string { return Text("one fix on one asset each; the newest week first") }

// FlowWeek names a week of the table: "2026-W48, from 23 Nov".
func FlowWeek(w *domain.FlowWeek) string {
	return Text("{week}, from {plandayshort}", "week", w.Week, "plandayshort", strings.TrimSpace(planDayShort(w.Monday)))
}

// Pace says how fast targets come and go, and where that leads.
func Pace(s *domain.Statistics) string {
	text := Text("In the last four whole weeks {in} came in a week and {closed} were closed", "in", Decimal(s.PerWeek.In), "closed", Decimal(s.PerWeek.Closed))
	switch {
	case s.ClearBy != "":
		text += Text("; at that pace nothing is left by {daylong}", "daylong", DayLong(s.ClearBy))
	case s.Backlog > 0:
		text += Text("; at that pace the open ones do not become fewer")
	}
	return text + "."
}
