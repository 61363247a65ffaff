package domain

import "time"

// IdentityRule is a person's answer to the question whether a component is the
// product that advisories speak of. It holds for every component with the one
// identity and every statement under the other, on all assets, now and later.
type IdentityRule struct {
	Component PackageKey `json:"component"` // Component.Key
	Product   PackageKey `json:"product"`   // the key the statements stand under
	Same      bool       `json:"same"`      // an alias; false: they are two products, and nothing is matched
	Reason    string     `json:"reason,omitzero"`
	By        string     `json:"by"` // who answered
	At        time.Time  `json:"at"`
	Operator  string     `json:"operator,omitzero"` // at which desk, for one that was imported

	ImportedBy string    `json:"imported_by,omitzero"`
	ImportedAt time.Time `json:"imported_at,omitzero"`
}

// IdentityQuestion is a pair nobody answered for yet: only the names agree.
type IdentityQuestion struct {
	Component  PackageKey  `json:"component"`
	Product    PackageKey  `json:"product"`
	Name       string      `json:"name"` // of the component
	Vendor     string      `json:"vendor,omitzero"`
	Assets     int         `json:"assets"`
	Findings   int         `json:"findings"`
	Advisories int         `json:"advisories"`
	Advisory   AdvisoryKey `json:"advisory"` // one of them
	Says       string      `json:"says"`     // its title
}

// IdentityImport says what an import of rules did.
type IdentityImport struct {
	Added    int `json:"added"`
	Known    int `json:"known"`    // the same answer is here already
	Disputed int `json:"disputed"` // this desk answered otherwise, and its answer stays
}
