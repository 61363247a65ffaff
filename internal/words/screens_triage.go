package words

import (
	"fmt"
	"time"

	"fenceline/internal/domain"
)

// TimeLeft says how much time is left until an instant, or by how much it is over:
// "1 h 25 min left", "2 days left", "3 h over".
func TimeLeft(due, now time.Time) string {
	d := due.Sub(now).Round(time.Minute)
	word := " left"
	if d < 0 {
		d, word = -d, " over"
	}
	return span(d) + word
}

func span(d time.Duration) string {
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h >= 100:
		return several(h/24, "day", "days")
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0 || h >= 48:
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %d min", h, m)
}

// TriageHeld says since when a target has had the forensic duty.
func TriageHeld(t *domain.TriageTarget, zone *time.Location, now time.Time) string {
	if t.Triage.Held.IsZero() {
		return "suggested"
	}
	return "held since " + Moment(t.Triage.Held, zone, now)
}

// TriageSuggested says what it means that a triage is suggested.
func TriageSuggested() string {
	return "No clock runs: a fact is missing that could make it a duty. What is recorded stays."
}

// TriageClocks says both clocks of a step: "2 h · desk until 17:05 · policy ended
// 02:00"; of a recorded one, by whom and when.
func TriageClocks(c *domain.TriageClock, zone *time.Location, now time.Time) string {
	if r := c.Record; r != nil {
		late := ""
		if c.Late {
			late = "after its time"
		}
		after := ""
		if c.AfterInstall {
			after = "after the fix was put in"
		}
		return dotted(TriageRecord(*r), r.By, Moment(r.At, zone, now), late, after)
	}
	within := fmt.Sprintf("%d h", int(c.Step.Within().Hours()))
	if c.Due.IsZero() {
		return within
	}
	desk, policy := "desk until "+clockMoment(c.Due, zone, now), ""
	if c.Late {
		desk = "desk ended " + clockMoment(c.Due, zone, now)
	}
	switch {
	case c.PolicyDue.IsZero():
	case c.OverOnArrival:
		policy = "policy over on arrival"
	case c.PolicyLate:
		policy = "policy ended " + clockMoment(c.PolicyDue, zone, now)
	default:
		policy = "policy until " + clockMoment(c.PolicyDue, zone, now)
	}
	return dotted(within, desk, policy)
}

// clockMoment is an instant near now: "17:05", "Wed 15:05".
func clockMoment(t time.Time, zone *time.Location, now time.Time) string {
	switch n := domain.DayOf(t, zone).Sub(domain.DayOf(now, zone)); {
	case n == 0:
		return t.In(zone).Format("15:04")
	case n > -7 && n < 7:
		return t.In(zone).Format("Mon 15:04")
	}
	return t.In(zone).Format("Mon 2 Jan 15:04")
}

// TriageDone is a word for a step that is recorded.
func TriageDone(c *domain.TriageClock) string {
	switch {
	case c.Record.Waived:
		return "Waived"
	case c.Late:
		return "Done late"
	}
	return "Done"
}

// TriageAct is on the button that records a step.
func TriageAct(s domain.TriageStep) string {
	if s == domain.TriageDecision {
		return "Decide…"
	}
	return "Record…"
}

// ClockUntil says until when, by the desk's clock: "until 17:05 today".
func ClockUntil(c *domain.TriageClock, zone *time.Location, now time.Time) string {
	word := "until "
	if c.Late {
		word = "ended "
	}
	at := clockMoment(c.Due, zone, now)
	if domain.DayOf(c.Due, zone) == domain.DayOf(now, zone) {
		at += " today"
	}
	return word + at
}
