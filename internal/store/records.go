package store

import (
	"time"

	"fenceline/internal/domain"
)

// Arrival records that bytes came in: it is a decision, never derived. Reindex
// replays arrivals in the order of their ids.
type Arrival struct {
	ID      string        `json:"id"` // ULID, ordered by time of arrival
	Digest  string        `json:"digest"`
	Size    int64         `json:"size"`
	Format  domain.Format `json:"format"`
	File    string        `json:"file"`
	At      time.Time     `json:"at"`
	By      string        `json:"by"`
	Badge   domain.Badge  `json:"badge"`
	Receipt string        `json:"receipt,omitzero"`
	Asset   string        `json:"asset,omitzero"` // for an inventory: whose
	Slot    string        `json:"slot,omitzero"`  // and which of its inventories
	Part    int           `json:"part,omitzero"`  // which machine of a document that speaks of several, from 0
	OS      string        `json:"os,omitzero"`    // the distribution a person stated for it

	Proofs   []domain.Proof `json:"proofs,omitzero"`   // what came with it and is kept; Badge says what it is worth
	Owners   []string       `json:"owners,omitzero"`   // namespaces it speaks in, where it has proofs
	Released string         `json:"released,omitzero"` // why it was let in although a proof fails
}

// AdvisoryRecord is what lists and matching need of an advisory; the document
// itself is decoded again from its original.
type AdvisoryRecord struct {
	Advisory  domain.AdvisoryKey  `json:"key"`
	Format    domain.Format       `json:"format"`
	Namespace string              `json:"namespace"`
	ID        string              `json:"id"`
	Title     string              `json:"title,omitzero"`
	Publisher string              `json:"publisher,omitzero"`
	Status    string              `json:"status,omitzero"`
	Published time.Time           `json:"published,omitzero"`
	Modified  time.Time           `json:"modified,omitzero"`
	Withdrawn time.Time           `json:"withdrawn,omitzero"`
	TLP       domain.TLP          `json:"tlp,omitzero"`
	Names     []string            `json:"names,omitzero"` // vulnerability ids, CVE first
	Score     float64             `json:"score,omitzero"`
	Keys      []domain.PackageKey `json:"keys,omitzero"` // sorted; where its match rows lie
	Received  time.Time           `json:"received"`      // first revision
	Revisions []RevisionRecord    `json:"revisions"`     // oldest first; the last one is in force
}

// RevisionRecord is one revision of an advisory kept here.
type RevisionRecord struct {
	Revision string       `json:"revision"`
	Digest   string       `json:"digest"` // of the original
	Received time.Time    `json:"received"`
	Badge    domain.Badge `json:"badge"`
	Arrival  string       `json:"arrival"`
	Raises   int          `json:"raises,omitzero"` // newer and less proven: the number under which its alarms stand beside those of the one in force
}

// Current points at the generations of an asset that belong together, so its
// inventory and findings can never disagree.
type Current struct {
	Asset      string                 `json:"asset"`
	Inventory  uint64                 `json:"inventory"`          // generation; 0: none
	Findings   uint64                 `json:"findings"`           // generation; 0: none
	Snapshots  []domain.SnapshotView  `json:"snapshots,omitzero"` // every stored inventory, oldest first
	Components int                    `json:"components"`
	NoVersion  int                    `json:"no_version"`
	NoIdentity int                    `json:"no_identity"`
	Ecosystems map[string]int         `json:"ecosystems,omitzero"` // components by what a source must speak about; "" where nothing could
	Verdicts   map[domain.Verdict]int `json:"verdicts,omitzero"`
	NameOnly   int                    `json:"name_only"`
}

// SourceRecord counts what one source brought.
type SourceRecord struct {
	Name    string        `json:"name"`
	Format  domain.Format `json:"format"`
	Count   int           `json:"count"`
	Newest  time.Time     `json:"newest"`
	Arrived time.Time     `json:"arrived"`
	Badge   domain.Badge  `json:"badge,omitzero"` // of the catalogue that Newest speaks of
}

// Pending is one piece of matching that is still to be done.
type Pending struct {
	Keys  []domain.PackageKey `json:"keys,omitzero"`  // an advisory: where it was or is spoken of
	Names []string            `json:"names,omitzero"` // vulnerability ids whose facts or aliases changed
	Asset string              `json:"asset,omitzero"` // an inventory: whose
	Next  *Current            `json:"next,omitzero"`  // what becomes current once it is matched
}
