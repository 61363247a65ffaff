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
}
