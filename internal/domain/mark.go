package domain

import "time"

// CSAFSetting says what an import does with a CSAF document that fails the schema or a
// mandatory test of the standard (section 6.1).
type CSAFSetting string

// What an import does. Real publishers ship many such documents.
const (
	CSAFOff        CSAFSetting = "off"  // it does not look
	CSAFWarn       CSAFSetting = "warn" // it takes them in, warns and counts; so without a setting
	CSAFQuarantine CSAFSetting = "quarantine"
)

// AdvisoryMark is what people noted of an advisory. It belongs to the advisory,
// not to one revision; what it says of a revision names it.
type AdvisoryMark struct {
	Advisory AdvisoryKey `json:"advisory"`
	Read     *ReadMark   `json:"read,omitzero"`
	NotForUs *Decision   `json:"not_for_us,omitzero"` // out of the list; what it says about the inventory counts on
	Comments []Comment   `json:"comments,omitzero"`   // oldest first
	Deleted  *Deletion   `json:"deleted,omitzero"`
}

// Empty reports whether the mark says nothing.
func (m *AdvisoryMark) Empty() bool {
	return m.Read == nil && m.NotForUs == nil && len(m.Comments) == 0 && m.Deleted == nil
}

// ReadMark says which revision was read last, or that the advisory counts as
// unread although it was.
type ReadMark struct {
	Revision string    `json:"revision"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Unread   bool      `json:"unread,omitzero"` // marked as unread again
}

// Decision is who decided something, when and why.
type Decision struct {
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// Comment is one remark of a person.
type Comment struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Deletion takes an advisory off the desk: what arrived of it up to Through says
// nothing any more. The original bytes stay, so that it can be undone; a newer
// revision that comes later counts again.
type Deletion struct {
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Reason   string    `json:"reason,omitzero"`
	Through  string    `json:"through"` // id of the last arrival that is out
	Arrivals []string  `json:"arrivals"`
	Title    string    `json:"title,omitzero"`
}

// ReadThrough says that everything that came up to an instant counts as read.
type ReadThrough struct {
	At time.Time `json:"at"`
	By string    `json:"by"`
}
