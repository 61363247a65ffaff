package domain

import "time"

// TicketFields is what the columns of a list of tickets and exceptions can hold.
var TicketFields = []string{"about", "ticket", "asset", "serial", "asset-tag", "ip", "state", "owner", "planned", "approver", "end", "review", "control", "reason", "note", "summary"}

// Stand is where a ticket stands in the system it comes from.
type Stand string

// The ways a ticket can stand.
const (
	StandOpen          Stand = "open"
	StandPlanned       Stand = "planned"
	StandStarted       Stand = "started"
	StandBlocked       Stand = "blocked"
	StandDone          Stand = "done" // somebody says so; evidence is still to come
	StandException     Stand = "exception"
	StandNotApplicable Stand = "not-applicable"
)

// Stands lists them as they are listed to a person.
var Stands = []Stand{StandOpen, StandPlanned, StandStarted, StandBlocked, StandDone, StandException, StandNotApplicable}

// Intent is the step of a target that a ticket stands for; "" for none.
func (s Stand) Intent() Intent {
	switch s {
	case StandPlanned:
		return IntentPlan
	case StandStarted:
		return IntentStart
	case StandBlocked:
		return IntentBlock
	case StandDone:
		return IntentClaim
	case StandException:
		return IntentExcept
	case StandNotApplicable:
		return IntentNotApply
	}
	return ""
}

// What became of one row of a list of tickets, beside [RowUnchanged] and
// [RowRefused].
const (
	RowTaken     = "taken"     // it changed something
	RowUnmatched = "unmatched" // the desk has no such asset, or no task for it
)

// TicketReceipt says what the import of a list of tickets and exceptions did or, in
// a dry run, would do, row by row. Rows = Taken + Unchanged + Unmatched + Refused.
type TicketReceipt struct {
	ID        string       `json:"id,omitzero"` // of the receipt; "" where nothing was written
	Source    string       `json:"source"`
	Digest    string       `json:"digest"`
	At        time.Time    `json:"at"`
	By        string       `json:"by"`
	DryRun    bool         `json:"dry_run,omitzero"`
	Tool      string       `json:"tool,omitzero"`
	Sheet     string       `json:"sheet,omitzero"`
	Columns   []ListColumn `json:"columns,omitzero"`
	DateOrder string       `json:"date_order,omitzero"`
	// States are words for where a ticket stands as a person explained them, now or
	// of such a list before, by word; Unknown those that nobody explained.
	States    map[string]string `json:"states,omitzero"`
	Unknown   []string          `json:"unknown_states,omitzero"`
	Rows      int               `json:"rows"`
	Taken     int               `json:"taken"`
	Unchanged int               `json:"unchanged"`
	Unmatched int               `json:"unmatched"`
	Refused   int               `json:"refused"`
	Targets   int               `json:"targets"`    // that changed
	Granted   int               `json:"exceptions"` // of them by an exception
	Lines     []TicketLine      `json:"lines,omitzero"`
	Warnings  []Warning         `json:"warnings,omitzero"`
}

// TicketLine is one row of the list.
type TicketLine struct {
	Line    int          `json:"line"`
	Name    string       `json:"name,omitzero"` // the ticket's number, else what it is about
	About   []string     `json:"about,omitzero"`
	Asset   string       `json:"asset,omitzero"` // name of the asset it speaks of, as here; else as the list has it
	Outcome string       `json:"outcome"`
	Steps   []TicketStep `json:"steps,omitzero"` // what changed
	Error   *Error       `json:"error,omitzero"` // for a row that was refused or not matched
	Reason  string       `json:"reason,omitzero"`
}

// TicketStep is what a row changed of one target: its state where From and To
// differ, and what is kept beside it.
type TicketStep struct {
	Task      string `json:"task"`
	Asset     string `json:"asset"`
	AssetName string `json:"asset_name"`
	From      State  `json:"from"`
	To        State  `json:"to"`
	Person    string `json:"person,omitzero"` // who does it now
	Note      string `json:"note,omitzero"`   // that was put into its history
	Change    string `json:"change,omitzero"` // reference that was put on the task
}
