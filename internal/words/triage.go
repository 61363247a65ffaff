package words

import (
	"time"

	"fenceline/internal/domain"
)

// TriageClock says how a forensic step stands by both clocks.
func TriageClock(c domain.TriageClock, zone *time.Location) string {
	code := domain.Code("triage_open")
	stands := ""
	switch {
	case c.Record != nil && c.Late:
		code = "triage_recorded_late"
	case c.Record != nil:
		code = "triage_recorded_by"
	case c.Late:
		code = "triage_open_late"
	}
	if c.Record != nil {
		stands = say(code, "record", TriageRecord(*c.Record), "by", c.Record.By, "at", Instant(c.Record.At, zone))
	} else {
		stands = say(code)
	}
	if c.AfterInstall {
		stands += say("triage_after")
	}
	policy := Instant(c.PolicyDue, zone)
	if c.OverOnArrival {
		policy = say("triage_clock_over", "policy", policy)
	}
	return say("triage_clock", "step", TriageStep(c.Step), "stands", stands, "due", Instant(c.Due, zone), "policy", policy)
}

// TriageStep names a forensic step with its time.
func TriageStep(s domain.TriageStep) string { return word("triage_step_", string(s), string(s)) }

// TriageRecord says what was recorded of a forensic step.
func TriageRecord(r domain.TriageRecord) string {
	switch {
	case r.Waived:
		return say("triage_waived", "note", r.Note)
	case r.Outcome != "":
		return say("triage_decided", "outcome", word("triage_", r.Outcome, r.Outcome), "note", r.Note)
	}
	return say("triage_done", "note", r.Note)
}
