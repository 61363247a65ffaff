package domain

import "time"

// Difference is what two revisions of an advisory say differently.
type Difference struct {
	Advisory AdvisoryKey  `json:"advisory"`
	Older    RevisionView `json:"older"`
	Newer    RevisionView `json:"newer"`
	Said     []Said       `json:"said,omitzero"` // what that means for a reader, the publisher's own words first
	Changes  []Change     `json:"changes"`       // every place that differs
}

// SaidSort names what a reader is told of two revisions.
type SaidSort string

// What a reader is told, in the order in which it is.
const (
	SaidHistory       SaidSort = "history"       // an entry of the revision history: Of its number, After its text
	SaidStatus        SaidSort = "status"        // of the document
	SaidWithdrawn     SaidSort = "withdrawn"     // on the day After, or no longer
	SaidTitle         SaidSort = "title"         // of the document, or of the vulnerability Of
	SaidSeverity      SaidSort = "severity"      // the publisher's aggregate word
	SaidTLP           SaidSort = "tlp"           //
	SaidVulnerability SaidSort = "vulnerability" // Of: one more, with its title and the score in Names, or one less
	SaidScore         SaidSort = "score"         // CVSS base score of the vulnerability Of, and its version: "9.8 (3.1)"
	SaidText          SaidSort = "text"          // what is said of the vulnerability Of, or in the summary
	SaidProducts      SaidSort = "products"      // Names went from the statuses Before to After, for the vulnerability Of; "" is none
	SaidVersions      SaidSort = "versions"      // of the product Of that are affected
	SaidFix           SaidSort = "fix"           // advice for the vulnerability Of
	SaidNote          SaidSort = "note"          // with the title Of
	SaidReference     SaidSort = "reference"     // Names are the addresses
	SaidCredit        SaidSort = "credit"        // Names
)

// Said is one thing two revisions of an advisory say differently, for a reader.
type Said struct {
	What   SaidSort   `json:"what"`
	Sort   ChangeSort `json:"sort"`
	Of     string     `json:"of,omitzero"`
	Before string     `json:"before,omitzero"`
	After  string     `json:"after,omitzero"`
	Names  []string   `json:"names,omitzero"`
}

// RevisionView is one kept revision of an advisory.
type RevisionView struct {
	Revision   string     `json:"revision"`
	Versioning Versioning `json:"versioning,omitzero"` // how CSAF counts: integer or semantic
	Digest     string     `json:"digest"`
	Received   time.Time  `json:"received"`
	Badge      Badge      `json:"badge"`
	File       string     `json:"file,omitzero"`
	InForce    bool       `json:"in_force,omitzero"`
}

// ChangeSort says what became of a part of a document.
type ChangeSort string

// What became of it.
const (
	ChangeAdded   ChangeSort = "added"
	ChangeRemoved ChangeSort = "removed"
	ChangeChanged ChangeSort = "changed"
)

// Change is one part of a document that differs. Path goes from the document's
// root; entries of lists stand in it as their names in square brackets.
type Change struct {
	Sort   ChangeSort `json:"sort"`
	Path   []string   `json:"path"`
	Before string     `json:"before,omitzero"`
	After  string     `json:"after,omitzero"`
}
