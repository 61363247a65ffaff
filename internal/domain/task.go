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
	Version         string        `json:"version,omitzero"` // smallest version that clears all, where one is to be installed
	Updates         []string      `json:"updates,omitzero"` // labels of updates that bring it, any of them: "KB5044273"; sorted
	Branch          string        `json:"branch,omitzero"`  // release or branch the version belongs to
	Vulnerabilities []string      `json:"vulnerabilities"`  // alias groups by their chosen id, sorted
	Advisories      []AdvisoryKey `json:"advisories"`
	Created         time.Time     `json:"created"`
	Owner           string        `json:"owner,omitzero"`       // who does it
	Change          string        `json:"change,omitzero"`      // reference of the change, as the operator numbers them
	Asked           Stated        `json:"asked,omitzero"`       // by whom and when approval of the change was asked for
	Approved        Stated        `json:"approved,omitzero"`    // by whom and when the change was approved
	Tested          string        `json:"tested,omitzero"`      // what a test before the roll-out showed
	Effort          int           `json:"effort,omitzero"`      // minutes per target, as a person estimated
	Restart         Answer        `json:"restart,omitzero"`     // does the asset restart? a person's word, before the publisher's
	Rollback        string        `json:"rollback,omitzero"`    // how to go back
	Week            Day           `json:"week,omitzero"`        // Monday of the week a person moved the task to; the planner keeps it
	Part            string        `json:"part,omitzero"`        // split off by hand: the task that began this line; "" the rest of the fix
	Hand            []string      `json:"hand,omitzero"`        // assets that a person put here, where the task began such a line; sorted
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
	Planned    Day             `json:"planned,omitzero"` // the day it is planned for, or the Monday of its week
	Week       bool            `json:"week,omitzero"`    // Planned stands for its whole week
	Took       int             `json:"took,omitzero"`    // minutes the work took, as said
	Person     string          `json:"person,omitzero"`  // who does it here, where not the task's owner
	Exception  string          `json:"exception,omitzero"`
	Dismissed  *Dismissal      `json:"dismissed,omitzero"`
	Triage     Triage          `json:"triage,omitzero"`
	Restarted  time.Time       `json:"restarted,omitzero"` // when a person saw the restart
}

// Decided tells whether a person settled the target for what is on it: by an
// exception or by saying that it does not apply. What comes later is not covered.
func (t *Target) Decided() bool {
	return t.State == StateException || t.State == StateNotApplicable && t.Dismissed != nil
}

// EvidenceMoved is the code of what ends a target whose flaws another task took over.
const EvidenceMoved Code = "moved"

// Moved tells whether another task took over what the target was for: its asset is
// counted there.
func (t *Target) Moved() bool {
	n := len(t.Evidence)
	return t.State == StateNotApplicable && t.Dismissed == nil && n > 0 && t.Evidence[n-1].Code == EvidenceMoved
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
	Version       string    `json:"version,omitzero"`  // installed when last seen affected
	Fixed         string    `json:"fixed,omitzero"`    // smallest version that clears it
	Decision      string    `json:"decision,omitzero"` // the desk's own decision that closed it; its clock runs on
	Raised        []string  `json:"raised,omitzero"`   // Finding.ID of the statements that say affected, sorted
	Updates       []string  `json:"updates,omitzero"`  // labels of updates that bring Fixed, any of them; sorted
	// Noted are the facts whose history no source keeps, as the desk came to know
	// them: severity, and what people say of the asset. Kept where the policy asks.
	Noted map[FactName][]Known `json:"noted,omitzero"`
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

// TaskWork is what people keep of a task; the rest of it follows from findings.
type TaskWork struct {
	Owner    string `json:"owner,omitzero"`
	Change   string `json:"change,omitzero"`
	Asked    Stated `json:"asked,omitzero"`
	Approved Stated `json:"approved,omitzero"`
	Tested   string `json:"tested,omitzero"`
	Effort   int    `json:"effort,omitzero"` // minutes per target
	Restart  Answer `json:"restart,omitzero"`
	Rollback string `json:"rollback,omitzero"`
	Week     Day    `json:"week,omitzero"` // Monday of the week it was moved to
}

// TaskWork is what people keep of the task.
func (t *PatchTask) TaskWork() TaskWork {
	return TaskWork{Owner: t.Owner, Change: t.Change, Asked: t.Asked, Approved: t.Approved, Tested: t.Tested, Effort: t.Effort, Restart: t.Restart, Rollback: t.Rollback, Week: t.Week}
}

// SetTaskWork puts it in place.
func (t *PatchTask) SetTaskWork(w TaskWork) {
	t.Owner, t.Change, t.Asked, t.Approved, t.Tested, t.Effort, t.Restart, t.Rollback, t.Week = w.Owner, w.Change, w.Asked, w.Approved, w.Tested, w.Effort, w.Restart, w.Rollback, w.Week
}
