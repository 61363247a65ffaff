package words

import (
	"fmt"
	"strconv"
	"time"

	"fenceline/internal/domain"
)

// TimeLeft says how much time is left until an instant, or by how much it is over:
// "1 h 25 min left", "2 days left", "3 h over".
func TimeLeft(due, now time.Time) string {
	d := due.Sub(now).Round(time.Minute)
	if d < 0 {
		return Text("{span} over", "span", span(-d))
	}
	return Text("{span} left", "span", span(d))
}

func span(d time.Duration) string {
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h >= 100:
		return several(h/24, "day", "days")
	case h == 0:
		return Text("{m} min", "m", strconv.Itoa(m))
	case m == 0:
		return fmt.Sprintf("%d h", h)
	}
	return Text("{h} h {m} min", "h", strconv.Itoa(h), "m", strconv.Itoa(m))
}

// TriageHeld says since when a target has had the forensic duty.
func TriageHeld(t *domain.TriageTarget, zone *time.Location, now time.Time) string {
	if t.Triage.Held.IsZero() {
		return Text("suggested")
	}
	return Text("held since {time}", "time", Moment(t.Triage.Held, zone, now))
}

// TriageSuggested says what it means that a triage is suggested.
func TriageSuggested() string {
	return Text("No clock runs: a fact is missing that could make it a duty. What is recorded stays.")
}

// TriageClocks says both clocks of a step: "2 h · desk until 17:05 · policy ended
// 02:00"; of a recorded one, by whom and when.
func TriageClocks(c *domain.TriageClock, zone *time.Location, now time.Time) string {
	if r := c.Record; r != nil {
		late := ""
		if c.Late {
			late = Text("after its time")
		}
		after := ""
		if c.AfterInstall {
			after = Text("after the fix was put in")
		}
		return dotted(TriageRecord(*r), r.By, Moment(r.At, zone, now), late, after)
	}
	within := fmt.Sprintf("%d h", int(c.Step.Within().Hours()))
	if c.Due.IsZero() {
		return within
	}
	desk, policy := Text("desk {clockmoment}", "clockmoment", clockMoment(c.Due, zone, now)), ""
	if c.Late {
		desk = Text("desk ended {clockmoment}", "clockmoment", clockMoment(c.Due, zone, now))
	}
	switch {
	case c.PolicyDue.IsZero():
	case c.OverOnArrival:
		policy = Text("policy over on arrival")
	case c.PolicyLate:
		policy = Text("policy ended {clockmoment}", "clockmoment", clockMoment(c.PolicyDue, zone, now))
	default:
		policy = Text("policy {clockmoment}", "clockmoment", clockMoment(c.PolicyDue, zone, now))
	}
	return dotted(within, desk, policy)
}

// clockMoment is an instant near now: "17:05", "Wed 15:05".
func clockMoment(t time.Time, zone *time.Location, now time.Time) string {
	switch n := domain.DayOf(t, zone).Sub(domain.DayOf(now, zone)); {
	case n == 0:
		return t.In(zone).Format("15:04")
	case n > -7 && n < 7:
		return dated(t.In(zone), "Mon 15:04")
	}
	return dated(t.In(zone), "Mon 2 Jan 15:04")
}

// TriageDone is a word for a step that is recorded.
func TriageDone(c *domain.TriageClock) string {
	switch {
	case c.Record.Waived:
		return Text("Waived")
	case c.Late:
		return Text("Done late")
	}
	return Text("Done")
}

// TriageAct is on the button that records a step.
func TriageAct(s domain.TriageStep) string {
	if s == domain.TriageDecision {
		return Text("Decide…")
	}
	return Text("Record…")
}

// ClockUntil says until when, by the desk's clock: "until 17:05 today".
func ClockUntil(c *domain.TriageClock, zone *time.Location, now time.Time) string {
	at, today := clockMoment(c.Due, zone, now), domain.DayOf(c.Due, zone) == domain.DayOf(now, zone)
	switch {
	case c.Late && today:
		return Text("ended {at} today", "at", at)
	case c.Late:
		return Text("ended {at}", "at", at)
	case today:
		return Text("until {at} today", "at", at)
	}
	return Text("until {at}", "at", at)
}
