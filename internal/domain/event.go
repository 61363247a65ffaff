package domain

import "time"

// LogEvent is one decision or change in the append-only, hash-chained log. Its
// stored bytes are never rewritten.
type LogEvent struct {
	Seq       uint64    `json:"seq"`
	At        time.Time `json:"at"`
	Person    string    `json:"person"`             // as said
	Assurance Assurance `json:"assurance,omitzero"` // how surely Person is who they say; absent in entries of older programs
	Account   string    `json:"account"`            // as the operating system knows
	Host      string    `json:"host"`
	Verb      string    `json:"verb"` // asset.add, import, target.verified ...
	Subject   string    `json:"subject"`
	Asset     string    `json:"asset,omitzero"` // id, where the subject is a task and one target is meant
	Before    string    `json:"before,omitzero"`
	After     string    `json:"after,omitzero"`
	Reason    string    `json:"reason,omitzero"`
	Prev      string    `json:"prev"` // hash of the previous event's bytes; 64 zeros for the first

	Changes *RecordChanges `json:"changes,omitzero"` // what its transaction made of tasks and targets
	Purged  uint64         `json:"purged,omitzero"`  // number of the entry that purged this one, of which nothing else is left
	Hash    string         `json:"hash,omitzero"`    // of a purged event's bytes
}

// RecordChanges counts the records of tasks and targets that one transaction
// wrote; they are kept beside the log under their digest, so that the log
// rebuilds tasks and targets.
type RecordChanges struct {
	Tasks   int    `json:"tasks"`
	Targets int    `json:"targets"`
	SHA256  string `json:"sha256"`        // of the kept lines
	Base    bool   `json:"base,omitzero"` // no change: a part of the records as they were at one entry
}

// Verbs of events that are about the log itself.
const (
	VerbRecords = "log.records" // records of tasks and targets, where no other event goes with them
	VerbBase    = "log.base"    // the records before it, as of the entry LogBase.At
	VerbPurge   = "log.purge"
	VerbMoved   = "log.moved" // the log goes on at another computer
	VerbClock   = "log.clock" // the computer's clock was set back
)

// LogBase is what a [VerbBase] event says: the parts lie in the entries from From
// to its own, and hold the records as they were with entry At.
type LogBase struct {
	At   uint64 `json:"at"`
	From uint64 `json:"from"`
}

// FindingCount is what a "findings" event says of assets whose findings changed.
type FindingCount struct {
	Assets      int    `json:"assets"`
	Affected    int    `json:"affected"`
	NotAffected int    `json:"not_affected"`
	CannotTell  int    `json:"cannot_tell"`
	SHA256      string `json:"sha256"` // of a line for each asset, by id: the id and the generation of its findings in 16 hexadecimal digits
}

// LogApproval is who approved a purge, as its event keeps it under Reason.
type LogApproval struct {
	By  string    `json:"approver"`
	How Assurance `json:"approved"`
	Why string    `json:"reason,omitzero"`
}

// LogPurge is what a [VerbPurge] event says of the entries it took away.
type LogPurge struct {
	Count  int    `json:"count"`
	First  uint64 `json:"first"`
	Last   uint64 `json:"last"`
	Before Day    `json:"before"` // they had not been in effect since
	SHA256 string `json:"sha256"` // of their numbers and hashes, a line each
}
