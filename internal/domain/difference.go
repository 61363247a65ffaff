package domain

import "time"

// Difference is what two revisions of an advisory say differently.
type Difference struct {
	Advisory AdvisoryKey  `json:"advisory"`
	Older    RevisionView `json:"older"`
	Newer    RevisionView `json:"newer"`
	Changes  []Change     `json:"changes"`
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
