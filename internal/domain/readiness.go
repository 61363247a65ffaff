package domain

import (
	"slices"
	"time"
)

// ContactRole says whom a card of the contacts is about.
type ContactRole string

// Whom an operator calls when it gets serious, in the order of the card.
const (
	ContactCISA    ContactRole = "cisa"
	ContactISAC    ContactRole = "isac"    // the sector's information sharing centre
	ContactVendor  ContactRole = "vendor"  // of the system that must not stop
	ContactInsurer ContactRole = "insurer" // against damage by attacks
)

// ContactRoles lists them in the order of the card.
func ContactRoles() []ContactRole {
	return []ContactRole{ContactCISA, ContactISAC, ContactVendor, ContactInsurer}
}

// Contact is who to call, as a person wrote it down.
type Contact struct {
	Role    ContactRole `json:"role"`
	Name    string      `json:"name"`
	Phone   string      `json:"phone,omitzero"`
	Mail    string      `json:"mail,omitzero"`
	Note    string      `json:"note,omitzero"` // contract number, hours
	Changed time.Time   `json:"changed,omitzero"`
	By      string      `json:"by,omitzero"`
}

// Reachable tells whether the card says who it is and one way to reach them.
func (c *Contact) Reachable() bool { return c.Name != "" && (c.Phone != "" || c.Mail != "") }

// ContactOf is the card of a role; an empty one where nobody wrote it.
func ContactOf(all []Contact, role ContactRole) Contact {
	if i := slices.IndexFunc(all, func(c Contact) bool { return c.Role == role }); i >= 0 {
		return all[i]
	}
	return Contact{Role: role}
}

// CheckMark is how a check of readiness stands.
type CheckMark string

// The marks. Unknown is not met: it says that the desk holds nothing to tell by.
const (
	CheckMet     CheckMark = "met"
	CheckGap     CheckMark = "gap"
	CheckUnknown CheckMark = "unknown"
)

// CheckGroup is a part of the readiness page.
type CheckGroup string

// The parts, in the order of the page.
const (
	GroupKnow    CheckGroup = "know"    // what there is
	GroupRead    CheckGroup = "read"    // what is said about it
	GroupAct     CheckGroup = "act"     // what is done in time
	GroupRecover CheckGroup = "recover" // what holds when it goes wrong
)

// CheckGroups lists them in the order of the page.
func CheckGroups() []CheckGroup {
	return []CheckGroup{GroupKnow, GroupRead, GroupAct, GroupRecover}
}

// Place is where the evidence of a check lies: a screen of the window, and what
// to look at on it: the id of a thing or of a page, or one of the Only… below.
// Things are the ids of what the check is about where no column of the screen
// tells them apart.
type Place struct {
	Screen string   `json:"screen"`
	ID     string   `json:"id,omitzero"`
	Things []string `json:"things,omitzero"`
}

// What a screen is narrowed to, so that it shows the evidence and nothing else.
const (
	OnlyWithoutSoftware = "without-inventory"
	OnlyExposureOpen    = "exposure-open"
	OnlyImportanceOpen  = "importance-open"
	OnlyThings          = "things" // those of [Place.Things]
	OnlyGaps            = "gaps"   // findings that no advisory makes; of the kind in Place.Things where there is one
	OnlyOverdue         = "overdue"
	OnlyWithoutOwner    = "no-owner"
	OnlyExceptions      = "exceptions" // the register of exceptions and of what nothing mends
	OnlyHours           = "hours"      // who has how many hours a week
	OnlyConfirm         = "confirm"    // the list of assets, to be confirmed for the month
	OnlyConfirmYearly   = "confirm-yearly"
)

// ReadinessCheck is one check, computed from what the desk holds. What Have and
// Of count is said by the check's sentence; Of is 0 where there is no whole.
type ReadinessCheck struct {
	Code     Code       `json:"check"`
	Group    CheckGroup `json:"group"`
	Mark     CheckMark  `json:"mark"`
	Have     int        `json:"have"`
	Of       int        `json:"of,omitzero"`
	At       time.Time  `json:"at,omitzero"`
	Name     string     `json:"name,omitzero"`
	Evidence Place      `json:"evidence"`
}

// Readiness is how well prepared the operator is, as far as this desk can tell.
type Readiness struct {
	At       time.Time        `json:"at"`
	Operator string           `json:"operator,omitzero"`
	Zone     string           `json:"zone"`
	Pending  bool             `json:"matching_pending"`
	Checks   []ReadinessCheck `json:"checks"`
	Contacts []Contact        `json:"contacts"` // one for each role, in their order
}

// Count counts the checks with a mark.
func (r *Readiness) Count(mark CheckMark) int {
	n := 0
	for i := range r.Checks {
		if r.Checks[i].Mark == mark {
			n++
		}
	}
	return n
}
