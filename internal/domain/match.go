package domain

import "time"

// MatchRow is one statement of one advisory as the matcher needs it: small,
// kept under the PackageKey it speaks of, apart from the document.
type MatchRow struct {
	Advisory      AdvisoryKey `json:"a"`
	Revision      string      `json:"r"`
	Statement     int         `json:"s"` // index in Advisory.Statements
	Vulnerability string      `json:"v"` // as the advisory names it
	Status        Status      `json:"t"`
	Versions      VersionSet  `json:"e,omitzero"`
	Fixed         []string    `json:"f,omitzero"`
	Stream        string      `json:"d,omitzero"` // the only release it speaks of: "Debian:12"
	Arch          string      `json:"h,omitzero"` // the only architecture it speaks of
	Module        string      `json:"l,omitzero"` // the only module stream of rpms it speaks of: "nodejs:18"; "?": one that is not named
	Number        string      `json:"p,omitzero"` // the number on the thing that the key stands for, with its vendor
	Confidence    Confidence  `json:"c"`          // that this key is the product named
	Needs         bool        `json:"n,omitzero"` // a relationship: a second product must be there too
	With          [][]Beside  `json:"w,omitzero"` // what that product is: one of each list must be on the asset; none: it cannot be looked for
	Remedy        string      `json:"m,omitzero"` // strongest remediation category for the product, CSAF words
	Cure          string      `json:"u,omitzero"` // fingerprint of all advice for the product
	Updates       []string    `json:"k,omitzero"` // labels of updates that the advice names, any of which cures: "KB5044273"; sorted
	Score         float64     `json:"b,omitzero"` // highest CVSS base
	Badge         Badge       `json:"g,omitzero"`
	Received      time.Time   `json:"i,omitzero"` // when this claim first reached the desk, over all revisions
	Claim         *VEXClaim   `json:"x,omitzero"` // for a statement of a VEX document
}

// Beside is a product that must be on an asset for a statement to hold there: one
// held under any of the keys, in one of the versions, or the release itself.
type Beside struct {
	Name     string       `json:"n"`
	Keys     []PackageKey `json:"k,omitzero"`
	Versions VersionSet   `json:"e,omitzero"`
	Stream   string       `json:"d,omitzero"`
}

// VEXClaim is what decides between VEX statements that contradict each other, and
// what one is bound to besides its own product.
type VEXClaim struct {
	Said        time.Time    `json:"s,omitzero"` // when it was made
	BOM         string       `json:"b,omitzero"` // serial number of the SBOM the component is part of, or
	With        []PackageKey `json:"w,omitzero"` // the product it is part of: one of the two must be on the asset
	WithVersion string       `json:"v,omitzero"` // in this version; empty: in any
	WithScheme  string       `json:"o,omitzero"` // the order of its versions
}

// Bound reports whether the claim is about a component inside something that could
// be met.
func (c *VEXClaim) Bound() bool { return c.BOM != "" || len(c.With) > 0 }

// KeyedRow is a MatchRow under the identity it speaks of.
type KeyedRow struct {
	Key PackageKey `json:"key"`
	Row MatchRow   `json:"row"`
}

// AliasGroup is all names of one flaw, sorted; ID is the one people are shown:
// the smallest CVE id, or the smallest name where there is none.
type AliasGroup struct {
	ID    string   `json:"id"`
	Names []string `json:"names"`
}

// Held is a component as the desk holds it: with the instant it was first seen
// on its asset.
type Held struct {
	Component
	FirstSeen   time.Time `json:"first_seen"`
	VersionSeen time.Time `json:"version_seen,omitzero"` // first seen at its present version; zero: FirstSeen
	Slot        string    `json:"slot"`                  // which of the asset's inventories brought it
}

// Explanation says why a finding has its verdict: one sentence, and under it the
// evidence line by line, all as codes for package words.
type Explanation struct {
	Sentence Reason       `json:"sentence"`
	Evidence []Reason     `json:"evidence"`
	Versions *VersionLine `json:"versions,omitzero"` // nil where no statement of a document speaks

	Question *IdentityQuestion `json:"question,omitzero"` // to be answered once, where only the names agree; without counts
}
