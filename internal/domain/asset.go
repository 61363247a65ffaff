package domain

import "time"

// Answer is yes, no or not answered; unknown is a value of its own.
type Answer string

// Answers.
const (
	Unanswered Answer = ""
	Yes        Answer = "yes"
	No         Answer = "no"
)

// Stated is what a person answered, with who and when.
type Stated struct {
	Value Answer    `json:"value,omitzero"`
	By    string    `json:"by,omitzero"`
	At    time.Time `json:"at,omitzero"`
}

// Asset is one machine or device of the operator. Every field but Name may be
// empty, which means not known.
type Asset struct {
	ID           string    `json:"id"`
	Revision     int       `json:"revision"`
	Name         string    `json:"name"`
	Kind         string    `json:"kind,omitzero"` // workstation, server, medical device, network, ...
	Role         string    `json:"role,omitzero"`
	Manufacturer string    `json:"manufacturer,omitzero"`
	Model        string    `json:"model,omitzero"`
	Serial       string    `json:"serial,omitzero"`
	Firmware     string    `json:"firmware,omitzero"` // version of the device's own software
	OS           string    `json:"os,omitzero"`
	Location     string    `json:"location,omitzero"`
	Zone         string    `json:"zone,omitzero"` // network zone
	Owner        string    `json:"owner,omitzero"`
	Hostnames    []string  `json:"hostnames,omitzero"`
	Exposure     []Stated  `json:"exposure,omitzero"`    // publicly exposed? every answer ever given, oldest first
	Criticality  string    `json:"criticality,omitzero"` // low, medium, high
	Safety       Stated    `json:"safety,omitzero"`      // can a failure hurt people?
	Mission      Stated    `json:"mission,omitzero"`     // does the mission stop without it?
	NextUpgrade  Day       `json:"next_upgrade,omitzero"`
	SupportEnd   Day       `json:"support_end,omitzero"`
	Tags         []string  `json:"tags,omitzero"`
	Notes        string    `json:"notes,omitzero"`
	Created      time.Time `json:"created"`
	Retired      time.Time `json:"retired,omitzero"`
}

// Exposed is the newest answer to "publicly exposed?".
func (a *Asset) Exposed() Stated {
	if n := len(a.Exposure); n > 0 {
		return a.Exposure[n-1]
	}
	return Stated{}
}
