package domain

import "time"

// FetchOutcome is what became of one document of a fetch.
type FetchOutcome string

// Outcomes of a fetch.
const (
	FetchNew       FetchOutcome = "new"
	FetchChanged   FetchOutcome = "changed"
	FetchUnchanged FetchOutcome = "unchanged" // the publisher says that it is what the bundle holds
	FetchFailed    FetchOutcome = "failed"
)

// FetchWish is what a person asks to be fetched.
type FetchWish struct {
	Kind  string   `json:"kind"`           // one of [FetchKinds]
	Names []string `json:"names,omitzero"` // domains or addresses of csaf, addresses of url, ecosystems of osv
}

// FetchKinds are the sorts of source there are: csaf is a provider or aggregator,
// url any address; the others are tables of one publisher.
func FetchKinds() []string { return []string{"csaf", "kev", "epss", "osv", "cve", "url"} }

// FetchReceipt says what one fetch brought, and where it lies.
type FetchReceipt struct {
	Kind     string        `json:"kind"`
	Names    []string      `json:"names"`
	Bundle   string        `json:"bundle"`          // folder
	Packed   string        `json:"packed,omitzero"` // archive of the whole folder
	Started  time.Time     `json:"started"`
	Finished time.Time     `json:"finished"`
	Origins  []FetchOrigin `json:"origins,omitzero"`
	Files    []FetchedFile `json:"files"` // new, changed and failed ones; what is unchanged is counted
	Totals   FetchTotals   `json:"totals"`
}

// FetchOrigin is one provider of CSAF documents and how it was read.
type FetchOrigin struct {
	Name   string `json:"name"`            // of the publisher
	URL    string `json:"url"`             // of its metadata
	Role   string `json:"role,omitzero"`   // csaf_publisher, csaf_provider or csaf_trusted_provider
	Way    string `json:"way,omitzero"`    // rolie, changes or index
	Folder string `json:"folder,omitzero"` // below the bundle
	Listed int    `json:"listed"`          // documents its lists name
	Keys   int    `json:"keys"`            // public keys that were fetched
	Reason string `json:"reason,omitzero"` // the sentence of Error
	Error  *Error `json:"error,omitzero"`  // why it could not be read, or not wholly
}

// FetchedFile is one document of a fetch.
type FetchedFile struct {
	URL      string       `json:"url"`
	File     string       `json:"file,omitzero"` // below the bundle, slashes
	Outcome  FetchOutcome `json:"outcome"`
	Size     int64        `json:"size"`
	Digest   string       `json:"digest,omitzero"` // SHA-256
	Proofs   int          `json:"proofs"`          // hashes and signatures that came with it
	Reason   string       `json:"reason,omitzero"` // the sentence of Error
	Error    *Error       `json:"error,omitzero"`
	Warnings []Warning    `json:"warnings,omitzero"`
}

// FetchTotals counts documents by outcome, and what it took.
type FetchTotals struct {
	Listed    int   `json:"listed"`
	New       int   `json:"new"`
	Changed   int   `json:"changed"`
	Unchanged int   `json:"unchanged"`
	Failed    int   `json:"failed"`
	Older     int   `json:"older"`    // left out: last changed before the day that was asked for
	Proofs    int   `json:"proofs"`   // hashes and signatures
	Unproven  int   `json:"unproven"` // new or changed CSAF documents without any
	Wrong     int   `json:"wrong"`    // documents that do not fit their hash
	Requests  int64 `json:"requests"`
	Bytes     int64 `json:"bytes"` // received
}

// FetchStateFolder is the folder of a bundle in which a fetch keeps what it needs to
// go on. There is nothing to import in it.
const FetchStateFolder = ".fenceline-fetch"
