package domain

import "time"

// State is where a target stands.
type State string

// States of a target. The table of allowed steps is in [Steps].
const (
	StateOpen          State = "open"
	StatePlanned       State = "planned"
	StateProgress      State = "in_progress"
	StateClaimed       State = "claimed" // a person says it is done; evidence is still to come
	StateRestart       State = "restart_pending"
	StateTriage        State = "fixed_triage_outstanding"
	StateVerified      State = "verified"
	StateBlocked       State = "blocked"
	StateException     State = "exception"
	StateNotApplicable State = "not_applicable" // no longer affected for another reason than the fix
	StateReopened      State = "reopened"
)

// Done reports whether nothing is left to do in the state.
func (s State) Done() bool {
	return s == StateVerified || s == StateNotApplicable
}

// PatchTask is one fix: what to do once, for all assets it cures.
type PatchTask struct {
	ID              string        `json:"id"` // "T-12"
	Revision        int           `json:"revision"`
	Key             PackageKey    `json:"key"`
	Name            string        `json:"name"` // of the component
	Kind            FixKind       `json:"kind"`
	Version         string        `json:"version,omitzero"` // smallest version that clears all, for FixUpdate
	Branch          string        `json:"branch,omitzero"`  // release or branch the version belongs to
	Vulnerabilities []string      `json:"vulnerabilities"`  // alias groups by their chosen id, sorted
	Advisories      []AdvisoryKey `json:"advisories"`
	Created         time.Time     `json:"created"`
	Owner           string        `json:"owner,omitzero"`
	Predecessor     string        `json:"predecessor,omitzero"` // the task this one follows
	Successor       string        `json:"successor,omitzero"`
}

// Target is one asset of a task.
type Target struct {
	Task       string          `json:"task"`
	Asset      string          `json:"asset"`
	Revision   int             `json:"revision"`
	State      State           `json:"state"`
	Components []string        `json:"components"` // Component.ID, sorted
	Findings   []TargetFinding `json:"findings"`
	Detected   time.Time       `json:"detected"`        // first held by this desk
	Due        Due             `json:"due"`             // of its most urgent open finding
	Before     string          `json:"before,omitzero"` // version when the target was made
	Claimed    Stated          `json:"claimed,omitzero"`
	Note       string          `json:"note,omitzero"`
	Evidence   []Evidence      `json:"evidence,omitzero"` // oldest first
	Closed     time.Time       `json:"closed,omitzero"`
}

// TargetFinding is what a target keeps of a finding: clocks hang on component
// and any alias, so they survive a merge or split of aliases.
type TargetFinding struct {
	Component     string    `json:"component"`
	Vulnerability string    `json:"vulnerability"`
	Aliases       []string  `json:"aliases,omitzero"`
	Received      time.Time `json:"received"` // when the statement first reached this desk
	Detected      time.Time `json:"detected"` // when the component was first seen here
	Open          bool      `json:"open"`
	Due           Due       `json:"due"`
	Version       string    `json:"version,omitzero"` // installed when last seen affected
	Fixed         string    `json:"fixed,omitzero"`   // smallest version that clears it
	Raised        []string  `json:"raised,omitzero"`  // Finding.ID of the statements that say affected, sorted
}

// Evidence is what a newer snapshot showed of a target.
type Evidence struct {
	Snapshot string    `json:"snapshot"` // digest of the original bytes, lower-case SHA-256
	Format   Format    `json:"format"`
	Seen     string    `json:"seen,omitzero"` // version seen; empty: component gone
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	Badge    Badge     `json:"badge"`
	Code     Code      `json:"code"` // what it proves: verified, partly, gone, regressed
	Params   Params    `json:"params,omitzero"`
}
