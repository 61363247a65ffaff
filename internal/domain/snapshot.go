package domain

import (
	"slices"
	"time"
)

// PackageKey is the identity of a piece of software or hardware without its
// version: "deb/debian/openssl", "vp/siemens/simatic s7-1500". Made by package
// identity alone; equal keys mean the same thing on both sides of a match.
type PackageKey string

// Component is a PackageKey at a place on an asset. Its version is an
// attribute: an upgrade changes Version and keeps ID.
type Component struct {
	ID            string       `json:"id,omitzero"` // set by the desk: hash of asset, key, place
	Key           PackageKey   `json:"key,omitzero"`
	Also          []PackageKey `json:"also,omitzero"` // weaker identities of the same component, strongest first
	Name          string       `json:"name"`
	Vendor        string       `json:"vendor,omitzero"`
	Version       string       `json:"version,omitzero"`        // empty: not known
	SourceVersion string       `json:"source_version,omitzero"` // version of the source package where it differs from Version
	Type          string       `json:"type,omitzero"`           // library, application, operating-system, device, firmware ...
	PURL          string       `json:"purl,omitzero"`
	CPEs          []string     `json:"cpes,omitzero"`
	Scheme        string       `json:"scheme,omitzero"` // version order: an OSV ecosystem name, empty where not known
	Stream        string       `json:"stream,omitzero"` // distribution release: "Debian:12"
	Module        string       `json:"module,omitzero"` // module stream of an rpm: "nodejs:18"
	Edition       string       `json:"edition,omitzero"`
	Model         string       `json:"model,omitzero"`  // model or order number of a device
	Serial        string       `json:"serial,omitzero"` // its serial number
	Arch          string       `json:"arch,omitzero"`   // where its name or its list says so: x64, x86, arm64
	Source        string       `json:"source,omitzero"` // how it was installed: registry, winget, msi ...
	Place         string       `json:"place,omitzero"`  // path, or reference inside the SBOM
	Owner         PackageKey   `json:"owner,omitzero"`  // the distribution's package that its files belong to, where the document tells
	Hashes        []Hash       `json:"hashes,omitzero"`
}

// Census counts what a document held, beside what could be used. All numbers
// are counts of entries:
//
//	Read = Identifiable + WithoutIdentity + NotSoftware
//
// WithoutVersion counts among Identifiable; Dropped those of Read that the
// decoding library passed over without a word.
type Census struct {
	Read            int            `json:"read"`
	Identifiable    int            `json:"identifiable"`
	WithoutVersion  int            `json:"without_version"`
	WithoutIdentity int            `json:"without_identity"`
	NotSoftware     int            `json:"not_software"`
	Dropped         int            `json:"dropped"`
	ByType          map[string]int `json:"by_type,omitzero"`
}

// Snapshot is one inventory of an asset at a time, from one document.
type Snapshot struct {
	Format     Format      `json:"format"`
	Spec       string      `json:"spec,omitzero"`    // version of the format as found
	Subject    string      `json:"subject,omitzero"` // what the document says it describes
	Serial     string      `json:"serial,omitzero"`  // UUID of the document, by which others refer to it (CycloneDX BOM-Link)
	Taken      time.Time   `json:"taken,omitzero"`   // the document's own time
	Tool       string      `json:"tool,omitzero"`
	OS         string      `json:"os,omitzero"`    // "Debian:12" where the document tells
	About      Asset       `json:"about,omitzero"` // what it says about the machine itself
	Components []Component `json:"components,omitzero"`
	Restart    *Restart    `json:"restart,omitzero"` // nil where the document does not tell what runs
	Census     Census      `json:"census"`
	Warnings   []Warning   `json:"warnings,omitzero"`
}

// TellsSoftware reports whether the inventory says which software runs: it holds some,
// and where a person typed it, its version too. A maker and a model alone are no software.
func (s *SnapshotView) TellsSoftware() bool {
	if s.Format == FormatStated && s.Census.WithoutVersion > 0 {
		return false
	}
	return s.Census.Identifiable+s.Census.WithoutIdentity > 0
}

// Restart is what an inventory tells of what runs against what is installed: what
// waits for the machine's, or a program's, next start.
type Restart struct {
	At     time.Time `json:"at,omitzero"`     // when the desk received the inventory; set by the desk
	Booted time.Time `json:"booted,omitzero"` // the last start of the machine
	Why    []string  `json:"why,omitzero"`    // as the collector puts it; none: nothing waits
	Of     []string  `json:"of,omitzero"`     // names of the packages that wait; none, with Why: any may
}

// Waits tells whether what is installed under the name may not run yet.
func (r *Restart) Waits(name string) bool {
	return r != nil && len(r.Why) > 0 && (len(r.Of) == 0 || slices.Contains(r.Of, name))
}

// Since tells whether the inventory shows a machine that was started after a
// moment and waits for nothing under the name. Where the last start is not known,
// that nothing waits is enough.
func (r *Restart) Since(moment time.Time, name string) bool {
	return r != nil && !r.Waits(name) && r.At.After(moment) && (r.Booted.IsZero() || r.Booted.After(moment))
}
