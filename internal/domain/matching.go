package domain

import "time"

// Remedied is how far the remediation of a matched asset or SBOM component is, in
// the words of CSAF's matching systems (CSAF 2.1, clauses 13 and 17).
type Remedied string

// The three statuses a match can be marked with.
const (
	NotRemediated    Remedied = "not_remediated"
	RemediationBegun Remedied = "in_progress"
	RemediationDone  Remedied = "done"
)

// Remedies lists the statuses, the one with most left to do first.
func Remedies() []Remedied { return []Remedied{NotRemediated, RemediationBegun, RemediationDone} }

// RemediedBy is the status that follows from where a target stands, for a match
// nobody marked.
func RemediedBy(s State) Remedied {
	switch s {
	case StateVerified, StateNotApplicable:
		return RemediationDone
	case StateProgress, StateClaimed, StateRestart, StateTriage:
		return RemediationBegun
	}
	return NotRemediated
}

// MatchMark is a person's word on one match: a vulnerability of an advisory on an
// asset, or on one component of it. It closes no target and lowers no verdict.
type MatchMark struct {
	Advisory      AdvisoryKey `json:"advisory"`
	Asset         string      `json:"asset"`
	Component     string      `json:"component,omitzero"` // Component.ID; empty: the whole asset
	Vulnerability string      `json:"vulnerability"`
	Aliases       []string    `json:"aliases,omitzero"` // its names when it was marked; the mark holds for any of them
	Status        Remedied    `json:"status"`
	By            string      `json:"by"`
	At            time.Time   `json:"at"`
}

// Side is what an advisory is matched with.
type Side string

// The sides of a match: a product of the asset database (one identity in one
// version, wherever it is installed), an asset, an SBOM, a component of one.
const (
	SideProduct   Side = "product"
	SideAsset     Side = "asset"
	SideSBOM      Side = "sbom"
	SideComponent Side = "component"
)

// MatchFilter narrows a list of matches; empty fields do not.
type MatchFilter struct {
	Side          Side
	Advisories    []AdvisoryKey // keys or ids
	Assets        []string      // ids or names
	Products      []string      // package keys, or words of a component's name
	SBOMs         []string      // digest, serial number or file name
	Components    []string      // Component.ID
	Vulnerability string        // any of its names
	Status        Remedied
	Confidence    Confidence // the weakest that still counts; empty: Check
	Offset, Limit int        // Limit 0: all
}

// MatchLine is one advisory matched with one subject of the side asked for.
type MatchLine struct {
	Advisory   AdvisoryKey  `json:"advisory"`
	AdvisoryID string       `json:"advisory_id"`
	Revision   string       `json:"revision"`
	Title      string       `json:"title,omitzero"`
	Subject    string       `json:"subject"`          // id of the asset or component, "asset/slot" of an SBOM, key of a product
	Name       string       `json:"name"`             // of the subject, for people
	Version    string       `json:"version,omitzero"` // of a product or component
	Asset      string       `json:"asset,omitzero"`   // name of the asset, for an SBOM or component
	File       string       `json:"file,omitzero"`    // of an SBOM
	Place      string       `json:"place,omitzero"`   // of a component
	Assets     int          `json:"assets"`           // that the matches of this line lie on
	Components int          `json:"components"`
	Verdict    Verdict      `json:"verdict"`    // the worst of its matches
	Confidence Confidence   `json:"confidence"` // the surest of its matches
	Status     Remedied     `json:"status"`     // what is least done of its matches
	Matches    []MatchState `json:"matches"`
}

// MatchState is one vulnerability of an advisory in a [MatchLine].
type MatchState struct {
	Vulnerability string     `json:"vulnerability"`
	Verdict       Verdict    `json:"verdict"`
	Confidence    Confidence `json:"confidence"`
	Status        Remedied   `json:"status"`
	Marked        *MatchMark `json:"marked,omitzero"` // the mark the status rests on; nil: it follows from the target
}

// MatchList is a page of matches and what it leaves out.
type MatchList struct {
	Side       Side             `json:"side"`
	Total      int              `json:"total"`
	Confidence Confidence       `json:"confidence"` // the weakest that counts
	Weaker     int              `json:"weaker"`     // matches left out for a weaker identity
	Lines      []MatchLine      `json:"lines"`
	Count      MatchCount       `json:"count"`
	Of         map[Remedied]int `json:"lines_by_status"`
}

// MatchCount is how many subjects the matches listed lie on, and how many of
// them have each status.
type MatchCount struct {
	Assets           int              `json:"assets"`
	AssetStatus      map[Remedied]int `json:"assets_by_status"`
	SBOMs            int              `json:"sboms"`
	Components       int              `json:"components"`
	ComponentStatus  map[Remedied]int `json:"components_by_status"`
	Advisories       int              `json:"advisories"`
	Vulnerabilities  int              `json:"vulnerabilities"`
	NotRemediatedNow int              `json:"not_remediated_matches"`
}

// RunCause says why the matching module ran.
type RunCause string

// Causes of a run. Only the first was triggered by a person.
const (
	RunManual    RunCause = "manual"
	RunDocuments RunCause = "documents" // an import brought documents
	RunInventory RunCause = "inventory" // an asset or its inventory is new or changed
	RunOther     RunCause = "other"     // trust, rules, facts, or what an interrupted run left
)

// MatchRun is one run of the matching module: what triggered it, and what it
// brought up that was no match before.
type MatchRun struct {
	ID         string           `json:"id"` // ULID
	At         time.Time        `json:"at"`
	By         string           `json:"by,omitzero"`
	Cause      RunCause         `json:"cause"`
	Advisories []AdvisoryKey    `json:"advisories,omitzero"` // of a manual run: what it was asked for
	Assets     []string         `json:"assets,omitzero"`     // ids: asked for, or with a new inventory
	Components []string         `json:"components,omitzero"`
	Documents  []DocumentChange `json:"documents,omitzero"` // CSAF documents that came in, the first of them
	Triggers   int              `json:"triggers"`           // documents that are new or of a new major version
	Matched    int              `json:"matched_assets"`     // assets compared
	New        int              `json:"new_matches"`
}

// Automatic reports whether no person triggered the run.
func (r *MatchRun) Automatic() bool { return r.Cause != RunManual }

// Versioning is how a CSAF document counts its revisions (CSAF 2.0, 3.1.11).
type Versioning string

// The two ways; a number of neither form has none.
const (
	VersioningSemantic Versioning = "semantic"
	VersioningInteger  Versioning = "integer"
)

// DocumentChange is what one arriving CSAF document was to the desk.
type DocumentChange struct {
	Advisory   AdvisoryKey    `json:"advisory"`
	Before     string         `json:"before,omitzero"` // revision held before
	Revision   string         `json:"revision"`
	Versioning Versioning     `json:"versioning,omitzero"`
	Change     RevisionChange `json:"change"`
}

// RevisionChange is what a revision is to the one before it.
type RevisionChange string

// Changes of a revision. The first two trigger a run for the document; every
// revision is compared with the inventory all the same.
const (
	ChangeInserted RevisionChange = "inserted" // the first revision here
	ChangeMajor    RevisionChange = "major"    // semantic: a new major version; integer: any new version, since it tells no more
	ChangeMinor    RevisionChange = "minor"    // semantic: minor or patch
	ChangeOlder    RevisionChange = "older"    // not newer than what is here
)

// Triggers reports whether the change is one that a run is made for.
func (c RevisionChange) Triggers() bool { return c == ChangeInserted || c == ChangeMajor }

// MatchNews is a match that was none before: an advisory and a component of an
// asset, with the vulnerabilities it is about.
type MatchNews struct {
	Run             string      `json:"run,omitzero"`
	Asset           string      `json:"asset"`
	AssetName       string      `json:"asset_name,omitzero"` // filled for people, not kept
	Component       string      `json:"component"`
	Name            string      `json:"name"`
	Version         string      `json:"version,omitzero"`
	Advisory        AdvisoryKey `json:"advisory"`
	Revision        string      `json:"revision"`
	Vulnerabilities []string    `json:"vulnerabilities"`
	Remediation     bool        `json:"remediation_changed,omitzero"` // it was a match already; what to do about it changed
}

// MatchRunView is a run with the matches it brought up.
type MatchRunView struct {
	MatchRun
	News []MatchNews `json:"news,omitzero"`
}

// Why no component of an asset is met by a statement, for [WhyNot]. Parameters:
// product, name (of the nearest component), have, want.
const (
	WhyNoSoftware  Code = "why_no_software"  // nothing is known of the asset's software
	WhyNotHeld     Code = "why_not_held"     // no component goes by any identity of the product
	WhyNoIdentity  Code = "why_no_identity"  // the advisory gives the product no identity to look for
	WhyOtherStream Code = "why_other_stream" // the component belongs to another release
	WhyOtherArch   Code = "why_other_arch"   // the component is built for another architecture
	WhyOtherModule Code = "why_other_module" // the component is from another stream of a module, or from none
	WhyClearsOther Code = "why_clears_other" // the statement clears versions, and not surely this one
	WhyWithdrawn   Code = "why_withdrawn"    // the advisory was taken back
	WhyNoProduct   Code = "why_no_product"   // the advisory names no product: it informs
	WhyNoFlaw      Code = "why_no_flaw"      // an erratum about bugs or new things, which names no CVE
	WhyDenied      Code = "why_denied"       // a person said that they are two products
	WhyUnbound     Code = "why_unbound"      // the statement is about a component inside a product that is not here
)

// WhyNot is what one product of an advisory means for an asset: a verdict where a
// component of the asset is met, and why there is none where nothing is.
type WhyNot struct {
	Product         string       `json:"product"`
	Vulnerabilities []string     `json:"vulnerabilities,omitzero"`
	Keys            []PackageKey `json:"keys,omitzero"` // what it was looked for by, strongest first
	Component       string       `json:"component,omitzero"`
	Version         string       `json:"version,omitzero"`
	Verdict         Verdict      `json:"verdict,omitzero"` // empty: no component of the asset is met
	Reason          Reason       `json:"reason"`
}

// WhyNotView is the answer for one asset and one advisory.
type WhyNotView struct {
	Asset    string   `json:"asset"`
	Advisory string   `json:"advisory"`
	Title    string   `json:"title,omitzero"`
	Revision string   `json:"revision"`
	Software int      `json:"components"` // how many the asset has
	Lines    []WhyNot `json:"lines"`      // products that met something first
}
