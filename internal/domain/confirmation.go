package domain

import "time"

// ConfirmKind is for how long a person's word that the list of assets is true holds.
type ConfirmKind string

// Kinds of confirmations. One for the year is one for the month too: whoever goes
// through every fact of the list has seen that it is complete.
const (
	ConfirmMonthly ConfirmKind = "monthly" // nothing is missing, nothing is too much
	ConfirmYearly  ConfirmKind = "yearly"  // and every asset's owner, place and answers are true
)

// ConfirmKinds lists them, the frequent one first.
func ConfirmKinds() []ConfirmKind { return []ConfirmKind{ConfirmMonthly, ConfirmYearly} }

// Days is how many days a confirmation holds.
func (k ConfirmKind) Days() int {
	if k == ConfirmYearly {
		return 366
	}
	return 31
}

// Confirmation is a person's word that the list of assets is complete and true.
type Confirmation struct {
	Kind   ConfirmKind `json:"kind,omitzero"` // "" in what older programs wrote: monthly
	By     string      `json:"by,omitzero"`
	At     time.Time   `json:"at,omitzero"`
	Assets int         `json:"assets,omitzero"` // in use
	Digest string      `json:"digest,omitzero"` // SHA-256 of the list that was confirmed, see the event
	Note   string      `json:"note,omitzero"`
}

// HoldsUntil is the last day on which it stands for a kind, in the desk's zone; ""
// where nobody confirmed anything.
func (c *Confirmation) HoldsUntil(kind ConfirmKind, zone *time.Location) Day {
	if c.At.IsZero() {
		return ""
	}
	return DayOf(c.At, zone).Add(kind.Days())
}

// ConfirmedFor is the last confirmation that stands for a kind.
func (d *Desk) ConfirmedFor(kind ConfirmKind) Confirmation {
	if kind == ConfirmYearly {
		return d.ConfirmedYearly
	}
	return d.Confirmed
}

// ConfirmDue reports whether the list should be confirmed again, for the month or for
// the year.
func (d *Desk) ConfirmDue(kind ConfirmKind, now time.Time, zone *time.Location) bool {
	c := d.ConfirmedFor(kind)
	return c.At.IsZero() || c.HoldsUntil(kind, zone) < DayOf(now, zone)
}
