package domain

// DateNote is something of the operator's calendar beside a due date. It never
// moves the date.
type DateNote struct {
	Code   Code   `json:"code"`
	Day    Day    `json:"day,omitzero"`    // of the window, or the first of the freeze
	To     Day    `json:"to,omitzero"`     // the last day of the freeze
	Window string `json:"window,omitzero"` // as written
	Reason string `json:"reason,omitzero"`
}

// Codes of notes beside a due date.
const (
	NoteFrozen     Code = "date_frozen"      // the day lies in a freeze or on a holiday
	NoteFreeze     Code = "date_freeze"      // a freeze or holiday lies between today and the day
	NoteLastWindow Code = "date_last_window" // the last window before the day is over
	NoteNoWindow   Code = "date_no_window"   // no window comes before; Day is that of the next, if there is one
)
