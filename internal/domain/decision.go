package domain

import "time"

// Exception is a dated decision not to patch one asset of a task. The clock of
// the target runs on under it; when it ends, the target is open again with the
// dates it had. Every exception ever granted is kept.
type Exception struct {
	ID              string    `json:"id"`
	Task            string    `json:"task"`
	Asset           string    `json:"asset"`           // id
	Vulnerabilities []string  `json:"vulnerabilities"` // what it was granted for; it covers nothing newer
	Reason          string    `json:"reason"`
	Control         string    `json:"control"` // what protects the asset meanwhile
	Approver        string    `json:"approver"`
	Approved        Assurance `json:"approved"` // how surely the approver is who approved
	By              string    `json:"by"`       // who entered it
	At              time.Time `json:"at"`
	End             Day       `json:"end"`    // last day on which it holds
	Review          Day       `json:"review"` // to be looked at again from this day on
	Due             Day       `json:"due,omitzero"`
	Ended           time.Time `json:"ended,omitzero"`
	EndedBy         string    `json:"ended_by,omitzero"`
	EndCode         Code      `json:"end_code,omitzero"`
}

// Why an exception ended.
const (
	ExceptionExpired   Code = "exception_expired"   // its last day is over
	ExceptionWithdrawn Code = "exception_withdrawn" // a person took it back
	ExceptionOver      Code = "exception_over"      // the target needs none any more: fixed, gone or moved
)

// ExceptionView is an exception with the names of what it is about.
type ExceptionView struct {
	Exception
	AssetName string `json:"asset_name"`
	Fix       string `json:"fix"`
	ReviewDue bool   `json:"review_due,omitzero"`
}

// Dismissal is a person's word that a target is not to be patched because the
// finding does not apply: it holds for the findings it was given for.
type Dismissal struct {
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// Assurance says how surely the person of an event is who they say.
type Assurance string

// The two assurances a local file can give.
const (
	Asserted   Assurance = "asserted"   // the name as given; nobody checked it
	Passphrase Assurance = "passphrase" // the person's passphrase was given
)

// Move is one step of the state table for many targets, with one reason.
type Move struct {
	Intent    Intent    `json:"intent"`
	Tasks     []string  `json:"tasks"`
	Assets    []string  `json:"assets,omitzero"` // ids or names; none: every target of the tasks
	Reason    string    `json:"reason,omitzero"`
	Planned   Day       `json:"planned,omitzero"` // IntentPlan: the day, or the Monday of the week
	Week      bool      `json:"week,omitzero"`    // Planned stands for its whole week
	Took      int       `json:"took,omitzero"`    // IntentClaim, IntentRestart: minutes the work took
	Exception Exception `json:"exception,omitzero"`

	ApproverPassphrase string `json:"-"` // of the approver, where they are not the one who acts
}

// MoveResult says which targets took the step and which could not.
type MoveResult struct {
	Moved   []Moved `json:"moved"`
	Refused []Moved `json:"refused,omitzero"`
}

// Moved is one target of a [MoveResult]: for a refused one, To is where the step
// leads from other states.
type Moved struct {
	Task      string `json:"task"`
	Asset     string `json:"asset"`
	AssetName string `json:"asset_name"`
	From      State  `json:"from"`
	To        State  `json:"to"`
}
