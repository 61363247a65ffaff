package domain

import "time"

// AdvisoryKey identifies an advisory across its revisions:
// "format|namespace|id". For CSAF the namespace is publisher.namespace, for OSV
// the database's ecosystem, for CVE "cve.org".
type AdvisoryKey string

// Advisory is one document of one publisher in one revision, with its tree kept
// as data for the matcher.
type Advisory struct {
	Format            Format          `json:"format"`
	Namespace         string          `json:"namespace"`
	ID                string          `json:"id"`
	Revision          string          `json:"revision"` // CSAF tracking.version, OSV modified, CVE dateUpdated; ordered by RevisionLess
	Status            string          `json:"status,omitzero"`
	Category          string          `json:"category,omitzero"`
	Title             string          `json:"title,omitzero"`
	Summary           string          `json:"summary,omitzero"`
	Publisher         string          `json:"publisher,omitzero"`
	Standard          string          `json:"standard,omitzero"`           // version of the format as the document states it: csaf_version
	PublisherCategory string          `json:"publisher_category,omitzero"` // CSAF: vendor, coordinator, ...
	Language          string          `json:"language,omitzero"`
	Published         time.Time       `json:"published,omitzero"`
	Modified          time.Time       `json:"modified,omitzero"`
	Withdrawn         time.Time       `json:"withdrawn,omitzero"` // zero: in force
	TLP               TLP             `json:"tlp,omitzero"`
	Severity          string          `json:"severity,omitzero"` // the publisher's aggregate word
	Vulnerabilities   []Vulnerability `json:"vulnerabilities,omitzero"`
	Products          []Product       `json:"products,omitzero"`
	Statements        []Statement     `json:"statements,omitzero"`
	References        []Reference     `json:"references,omitzero"`
	Revisions         []RevisionNote  `json:"revisions,omitzero"`
	Notes             []Note          `json:"notes,omitzero"`
	Credits           []Credit        `json:"credits,omitzero"`
	Threats           []ThreatLink    `json:"threats,omitzero"` // STIX
	Warnings          []Warning       `json:"warnings,omitzero"`
}

// ThreatLink is what threat intelligence says about a flaw beside its being there:
// who uses it, and how. Nothing follows from it for what is affected.
type ThreatLink struct {
	Sort          string `json:"sort"`                   // the type of the STIX object: attack-pattern, campaign, intrusion-set, threat-actor, malware, tool
	Name          string `json:"name"`                   // as written
	ID            string `json:"id,omitzero"`            // in the catalogue it comes from: T1190
	Says          string `json:"says,omitzero"`          // the relationship, as written: targets, exploits
	Vulnerability string `json:"vulnerability,omitzero"` // the flaw it is said of; empty: of the report as a whole
}

// Key identifies the advisory across revisions.
func (a *Advisory) Key() AdvisoryKey {
	return AdvisoryKey(string(a.Format) + "|" + a.Namespace + "|" + a.ID)
}

// Vulnerability is one flaw as an advisory names it. Aliases hold every other
// name of the same flaw the document states.
type Vulnerability struct {
	ID      string   `json:"id"` // CVE id where there is one, else the publisher's
	Aliases []string `json:"aliases,omitzero"`
	Related []string `json:"related,omitzero"` // named beside it, not the same flaw
	Title   string   `json:"title,omitzero"`
	Text    string   `json:"text,omitzero"`
	CWEs    []string `json:"cwes,omitzero"`
	Scores  []Score  `json:"scores,omitzero"`

	// No reader sets these: the desk does, when it shows an advisory.
	EPSS     *EPSS     `json:"epss,omitzero"`
	Mentions []Mention `json:"mentions,omitzero"`
}

// EPSS is FIRST's estimate of the probability that a vulnerability is exploited
// within 30 days of the date.
type EPSS struct {
	Vulnerability string  `json:"vulnerability"` // the CVE it was estimated for
	Score         float64 `json:"score"`         // 0 to 1
	Percentile    float64 `json:"percentile,omitzero"`
	Date          Day     `json:"date"`
	Model         string  `json:"model,omitzero"`
}

// Score is one CVSS score as published; the vector goes before the number.
type Score struct {
	Version  string  `json:"version"` // "2.0", "3.0", "3.1", "4.0"
	Vector   string  `json:"vector,omitzero"`
	Base     float64 `json:"base,omitzero"` // 0.0 to 10.0
	Severity string  `json:"severity,omitzero"`
	Source   string  `json:"source,omitzero"`
}

// Product is what an advisory names: an entry of a CSAF product tree, an OSV
// "affected" package, a CVE "affected" product. Ref is unique in the document.
type Product struct {
	Ref          string        `json:"ref"`
	Name         string        `json:"name,omitzero"` // full name as found
	Vendor       string        `json:"vendor,omitzero"`
	Product      string        `json:"product,omitzero"`
	Version      string        `json:"version,omitzero"`       // a product_version branch
	VersionRange string        `json:"version_range,omitzero"` // a product_version_range branch, as found
	Ecosystem    string        `json:"ecosystem,omitzero"`     // OSV ecosystem with suffix, "Debian:12"
	Package      string        `json:"package,omitzero"`       // OSV package name in the ecosystem
	PURLs        []string      `json:"purls,omitzero"`
	CPEs         []string      `json:"cpes,omitzero"`
	Hashes       []Hash        `json:"hashes,omitzero"`
	Models       []string      `json:"models,omitzero"`
	Serials      []string      `json:"serials,omitzero"`
	SKUs         []string      `json:"skus,omitzero"`
	Path         []Branch      `json:"path,omitzero"`
	Relationship *Relationship `json:"relationship,omitzero"`
}

// Branch is one step of a product tree: the category and name as found.
type Branch struct {
	Category string `json:"category"`
	Name     string `json:"name"`
}

// Relationship says that a product is Ref standing in relation to another:
// both must be on the asset (CSAF 2.0 section 3.2.2.4).
type Relationship struct {
	Category  string `json:"category"`
	Product   string `json:"product"`    // Ref
	RelatesTo string `json:"relates_to"` // Ref

	Alternatives []string `json:"alternatives,omitzero"` // Refs: any of them will do in the place of RelatesTo
}

// RelationPart is the category of a product that is a component inside another
// one: what is stated of it holds only where both are (OpenVEX subcomponents, the
// components of a CycloneDX document).
const RelationPart = "part_of"

// Hash is a digest of a product's file.
type Hash struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"value"` // lower-case hexadecimal
}

// Status is what a statement claims.
type Status string

// Statuses, in the words of CSAF and VEX reduced to four. CSAF's
// first_affected, last_affected and known_affected are Affected; fixed and
// first_fixed are Fixed; recommended claims nothing and makes no statement.
const (
	StatusAffected           Status = "affected"
	StatusNotAffected        Status = "not_affected"
	StatusFixed              Status = "fixed"
	StatusUnderInvestigation Status = "under_investigation"
)

// Statement is one claim of an advisory: this vulnerability, this product,
// these versions, this status.
type Statement struct {
	Vulnerability string        `json:"vulnerability"` // Vulnerability.ID in the same advisory
	Product       string        `json:"product"`       // Product.Ref in the same advisory
	Status        Status        `json:"status"`
	Versions      VersionSet    `json:"versions,omitzero"`
	Fixed         []string      `json:"fixed,omitzero"` // fixed versions the document states apart from ranges
	Remediations  []Remediation `json:"remediations,omitzero"`
	Justification string        `json:"justification,omitzero"` // VEX flag label
	Impact        string        `json:"impact,omitzero"`
	Said          time.Time     `json:"said,omitzero"` // when the claim was made, where formats date each one (VEX)
}

// SetKind says how a [VersionSet] is written.
type SetKind string

// The ways a set of versions is written. The zero kind says nothing about
// versions: whether a component is in the set cannot be told.
const (
	SetNone  SetKind = ""      // no version was stated
	SetAll   SetKind = "all"   // every version, unknown ones too
	SetExact SetKind = "exact" // the listed versions and no other
	SetOSV   SetKind = "osv"   // OSV ranges and versions
	SetVers  SetKind = "vers"  // a vers: string, read strictly
	SetText  SetKind = "text"  // a sentence, kept for a reader that can read it
	SetCVE   SetKind = "cve"   // CVE JSON 5 versions
	SetCPE   SetKind = "cpe"   // a CPE match range
)

// VersionSet is a set of versions as data. Scheme names the order of versions:
// an OSV ecosystem name for SetOSV, empty where not known.
type VersionSet struct {
	Kind   SetKind  `json:"kind,omitzero"`
	Scheme string   `json:"scheme,omitzero"`
	Exact  []string `json:"exact,omitzero"`
	Ranges []Range  `json:"ranges,omitzero"`
	Text   string   `json:"text,omitzero"` // the statement as found, for SetVers, SetText, SetCPE
}

// Range is one OSV range: events in the document's order (OSV schema 1.7,
// "affected[].ranges[]").
type Range struct {
	Type   string  `json:"type"` // SEMVER, ECOSYSTEM, GIT; CVE versionType in lower case for SetCVE
	Events []Event `json:"events"`
}

// Event is one OSV event; exactly one field is set.
type Event struct {
	Introduced   string `json:"introduced,omitzero"` // "0" sorts before everything
	Fixed        string `json:"fixed,omitzero"`
	LastAffected string `json:"last_affected,omitzero"`
	Limit        string `json:"limit,omitzero"`
}

// Remediation is a publisher's advice in CSAF's words (CSAF 2.0 section
// 3.2.3.12): mitigation, no_fix_planned, none_available, vendor_fix, workaround.
type Remediation struct {
	Category     string    `json:"category"`
	Details      string    `json:"details,omitzero"`
	URL          string    `json:"url,omitzero"`
	Date         time.Time `json:"date,omitzero"`
	Restart      string    `json:"restart,omitzero"` // restart_required.category
	Entitlements []string  `json:"entitlements,omitzero"`
}

// Reference is a link, kept as plain text and never opened.
type Reference struct {
	Category string `json:"category,omitzero"`
	Summary  string `json:"summary,omitzero"`
	URL      string `json:"url"`
}

// RevisionNote is one line of a document's own history.
type RevisionNote struct {
	Number string    `json:"number"`
	Date   time.Time `json:"date,omitzero"`
	Text   string    `json:"text,omitzero"`
}

// Note is a titled text of a document; markup in it is inert.
type Note struct {
	Category string `json:"category,omitzero"`
	Title    string `json:"title,omitzero"`
	Text     string `json:"text"`
}

// Credit names who found, reported or validated a flaw, tools included.
type Credit struct {
	Name      string `json:"name"`
	Role      string `json:"role,omitzero"`
	Summary   string `json:"summary,omitzero"`
	Validated bool   `json:"validated,omitzero"` // looked the flaw or its fix over; else found it or helped otherwise
}

// SignalKind names a fact about a vulnerability that no product is bound to.
type SignalKind string

// Signals and the facts they speak of.
const (
	SignalKEV         SignalKind = "kev"         // Value: CISA's dateAdded, a Day
	SignalAutomatable SignalKind = "automatable" // Value: yes or no
	SignalImpact      SignalKind = "impact"      // Value: partial or total
	SignalExploit     SignalKind = "exploitation"
	SignalSTIX        SignalKind = "stix" // Value: reported or sighted
	SignalEPSS        SignalKind = "epss" // Value: the probability, a number from 0 to 1 as written
)

// Signal is one fact about one vulnerability id. A KEV catalogue is a set: an id
// that a newer complete catalogue leaves out was removed (see Receipt).
type Signal struct {
	Kind          SignalKind `json:"kind"`
	Vulnerability string     `json:"vulnerability"`
	Value         string     `json:"value"`
	Source        string     `json:"source"` // "CISA KEV", "CISA SSVC", "NVD SSVC", a publisher's name
	Published     time.Time  `json:"published,omitzero"`
	Due           Day        `json:"due,omitzero"`  // KEV dueDate
	Name          string     `json:"name,omitzero"` // KEV vulnerabilityName
	Action        string     `json:"action,omitzero"`
	Ransomware    string     `json:"ransomware,omitzero"`
	Forensic      string     `json:"forensic,omitzero"`   // KEV forensicTriage as found, text or boolean
	Percentile    string     `json:"percentile,omitzero"` // EPSS, as written
	Model         string     `json:"model,omitzero"`      // EPSS model_version
	Warnings      []Warning  `json:"warnings,omitzero"`
}
