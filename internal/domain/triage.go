package domain

import (
	"slices"
	"time"
)

// TriageStep is one of the three forensic steps of BOD 26-04.
type TriageStep string

// The forensic steps, in their order.
const (
	TriageScope    TriageStep = "scope"    // which systems are concerned, within 2 hours
	TriageVolatile TriageStep = "volatile" // volatile evidence kept, within 24 hours and before patching
	TriageDecision TriageStep = "decision" // no evidence, suspected or confirmed, within 72 hours
)

// TriageSteps lists the steps in their order.
func TriageSteps() []TriageStep { return []TriageStep{TriageScope, TriageVolatile, TriageDecision} }

// Within is how long after the duty began the step is due; 0 for no step.
func (s TriageStep) Within() time.Duration {
	switch s {
	case TriageScope:
		return 2 * time.Hour
	case TriageVolatile:
		return 24 * time.Hour
	case TriageDecision:
		return 72 * time.Hour
	}
	return 0
}

// Outcomes of the decision.
const (
	TriageNoEvidence = "no_evidence"
	TriageSuspected  = "suspected"
	TriageConfirmed  = "confirmed"
)

// TriageOutcomes lists what can be decided.
func TriageOutcomes() []string { return []string{TriageNoEvidence, TriageSuspected, TriageConfirmed} }

// Triage is the forensic duty of a target and what was done for it.
type Triage struct {
	Held    time.Time      `json:"held,omitzero"`    // since when this desk has held the duty; zero: never
	Listed  Day            `json:"listed,omitzero"`  // CISA's day of the KEV entry: the policy clock starts with it
	Records []TriageRecord `json:"records,omitzero"` // oldest first; the newest of a step counts
}

// TriageRecord is one step recorded, or waived by name.
type TriageRecord struct {
	Step      TriageStep `json:"step"`
	Outcome   string     `json:"outcome,omitzero"` // of the decision
	Waived    bool       `json:"waived,omitzero"`
	Note      string     `json:"note"` // what was found or kept; for a waiver its reason
	By        string     `json:"by"`
	Assurance Assurance  `json:"assurance,omitzero"`
	At        time.Time  `json:"at"`
}

// Record is the newest record of a step; ok is false where there is none.
func (t *Triage) Record(step TriageStep) (TriageRecord, bool) {
	for _, r := range slices.Backward(t.Records) {
		if r.Step == step {
			return r, true
		}
	}
	return TriageRecord{}, false
}

// Outstanding lists the steps that are neither recorded nor waived, in their order.
func (t *Triage) Outstanding() []TriageStep {
	return slices.DeleteFunc(TriageSteps(), func(s TriageStep) bool {
		_, ok := t.Record(s)
		return ok
	})
}

// TriageClock is one step with its two clocks: the desk's, which runs from the
// instant the duty was first held here, and the policy's, which runs from the
// start of the day CISA listed the vulnerability and may be over on arrival.
type TriageClock struct {
	Step          TriageStep    `json:"step"`
	Due           time.Time     `json:"due"`
	PolicyDue     time.Time     `json:"policy_due,omitzero"`
	Record        *TriageRecord `json:"record,omitzero"`
	Late          bool          `json:"late,omitzero"`            // by the desk's clock: recorded late, or open and over
	PolicyLate    bool          `json:"policy_late,omitzero"`     // by the policy's clock
	AfterInstall  bool          `json:"after_install,omitzero"`   // volatile evidence was kept after the fix was put in
	OverOnArrival bool          `json:"over_on_arrival,omitzero"` // the policy's clock was over before the desk held the duty
}

// Clocks shows the three steps as they stand at an instant; installed is when the
// fix was first said or seen to be in, zero where it is not. Nothing for a target
// that never had the duty.
func (t *Triage) Clocks(zone *time.Location, installed, now time.Time) []TriageClock {
	if t.Held.IsZero() {
		return nil
	}
	var out []TriageClock
	for _, step := range TriageSteps() {
		c := TriageClock{Step: step, Due: t.Held.Add(step.Within())}
		if t.Listed != "" {
			c.PolicyDue = t.Listed.Start(zone).Add(step.Within())
			c.OverOnArrival = c.PolicyDue.Before(t.Held)
		}
		at := now
		if r, ok := t.Record(step); ok {
			c.Record, at = &r, r.At
			c.AfterInstall = step == TriageVolatile && !r.Waived && !installed.IsZero() && installed.Before(r.At)
		}
		c.Late = at.After(c.Due)
		c.PolicyLate = !c.PolicyDue.IsZero() && at.After(c.PolicyDue)
		out = append(out, c)
	}
	return out
}

// TriageSheet is all a printed triage sheet shows.
type TriageSheet struct {
	Made       time.Time      `json:"made"`
	By         string         `json:"by"`
	Program    string         `json:"program"`
	Desk       Desk           `json:"desk"`
	Task       PatchTask      `json:"task"`
	Fix        string         `json:"fix"`
	Advisories []string       `json:"advisories"`
	TLP        TLP            `json:"tlp"`
	Targets    []TriageTarget `json:"targets"`
	Log        LogHead        `json:"log"`
}

// TriageTarget is one asset of a triage sheet. Suggested is true where no duty
// stands, but a missing fact could make one.
type TriageTarget struct {
	Asset     Asset         `json:"asset"`
	State     State         `json:"state"`
	Due       Due           `json:"due"`
	Triage    Triage        `json:"triage"`
	Suggested bool          `json:"suggested,omitzero"`
	Installed time.Time     `json:"installed,omitzero"`
	Clocks    []TriageClock `json:"clocks"`
}
