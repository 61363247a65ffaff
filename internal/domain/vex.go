package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// VEXDecision is the desk's own word about one flaw in one product: what a person
// found out about it here. It goes before what publishers state, is bound to a
// product and, where assets are named, to these alone, and every one ever made
// is kept.
type VEXDecision struct {
	ID              string     `json:"id"`              // "V-3"
	Vulnerabilities []string   `json:"vulnerabilities"` // all names of the flaw when it was decided, the one shown first
	Product         VEXProduct `json:"product"`
	Assets          []string   `json:"assets,omitzero"` // ids, sorted; none: every asset
	Status          Status     `json:"status"`
	Justification   string     `json:"justification,omitzero"` // one of [Justifications], for StatusNotAffected
	Impact          string     `json:"impact,omitzero"`        // why it does no harm, in words for readers elsewhere
	Action          string     `json:"action,omitzero"`        // what to do about it, for StatusAffected
	Reason          string     `json:"reason"`                 // why it was decided; stays on this desk
	By              string     `json:"by"`
	Assurance       Assurance  `json:"assurance,omitzero"`
	At              time.Time  `json:"at"`
	Review          Day        `json:"review"`       // to be looked at again from this day on; it holds until somebody does
	TLP             TLP        `json:"tlp,omitzero"` // most restricted label of the advisories it answered
	Ended           time.Time  `json:"ended,omitzero"`
	EndedBy         string     `json:"ended_by,omitzero"`
	EndCode         Code       `json:"end_code,omitzero"`
	EndReason       string     `json:"end_reason,omitzero"`
}

// VEXProduct is what a decision is about: a component by its identity, in some
// versions or in all.
type VEXProduct struct {
	Key      PackageKey `json:"key"`
	Name     string     `json:"name"`
	Vendor   string     `json:"vendor,omitzero"`
	Stream   string     `json:"stream,omitzero"`   // distribution release, "Debian:12"
	Versions []string   `json:"versions,omitzero"` // sorted; none: every version
	PURL     string     `json:"purl,omitzero"`     // without version
	CPE      string     `json:"cpe,omitzero"`      // without version, where there is no PURL
}

// Why a decision ended.
const (
	VEXUndone   Code = "vex_undone"   // a person took it back
	VEXReplaced Code = "vex_replaced" // a later decision about the same took its place
)

// Justifications are the machine-readable reasons for StatusNotAffected: the labels
// of CSAF 2.0, section 3.2.3.5, which are those of OpenVEX 0.2.0 too.
func Justifications() []string {
	return []string{"component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path",
		"vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist"}
}

// VEXStatuses are what a decision can say, in the order of CSAF's product status.
func VEXStatuses() []Status {
	return []Status{StatusNotAffected, StatusFixed, StatusAffected, StatusUnderInvestigation}
}

// Clears tells whether the decision says that there is nothing to mend.
func (d *VEXDecision) Clears() bool { return d.Status == StatusNotAffected || d.Status == StatusFixed }

// Covers tells whether the decision speaks of a component on an asset.
func (d *VEXDecision) Covers(asset string, c *Component) bool {
	p := &d.Product
	switch {
	case !d.Ended.IsZero(), c.Key != p.Key, p.Stream != c.Stream:
		return false
	case len(p.Versions) > 0 && !slices.Contains(p.Versions, c.Version):
		return false
	}
	return len(d.Assets) == 0 || slices.Contains(d.Assets, asset)
}

// About tells whether the decision is about the flaw of these names: any shared
// one is enough, so that it follows a merge or split of aliases.
func (d *VEXDecision) About(names []string) bool {
	return slices.ContainsFunc(d.Vulnerabilities, func(n string) bool { return slices.Contains(names, n) })
}

// SameSubject tells whether two decisions speak of the same flaw, product and
// assets.
func (d *VEXDecision) SameSubject(o *VEXDecision) bool {
	return d.About(o.Vulnerabilities) && d.Product.Key == o.Product.Key && d.Product.Stream == o.Product.Stream &&
		slices.Equal(d.Product.Versions, o.Product.Versions) && slices.Equal(d.Assets, o.Assets)
}

// Before tells whether another decision goes before this one where both speak of
// the same component: one about named assets before one about all, one about
// versions before one about any, the later before the earlier.
func (d *VEXDecision) Before(o *VEXDecision) bool {
	rank := func(v *VEXDecision) int {
		n := 0
		if len(v.Assets) > 0 {
			n += 2
		}
		if len(v.Product.Versions) > 0 {
			n++
		}
		return n
	}
	if a, b := rank(d), rank(o); a != b {
		return a < b
	}
	if !d.At.Equal(o.At) {
		return d.At.Before(o.At)
	}
	return len(d.ID) < len(o.ID) || len(d.ID) == len(o.ID) && d.ID < o.ID
}

// AssetURN names an asset in documents for others without telling its name:
// "urn:uuid:" and a UUID (RFC 9562, version 8) made from its id.
func AssetURN(id string) string {
	sum := sha256.Sum256([]byte("fenceline asset " + id))
	b := sum[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	text := hex.EncodeToString(b)
	return "urn:uuid:" + text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}

// VEXView is a decision with what it does now.
type VEXView struct {
	VEXDecision
	AssetNames []string      `json:"asset_names,omitzero"`
	ReviewDue  bool          `json:"review_due,omitzero"`
	Findings   int           `json:"findings"`         // whose verdict it decides now
	Against    []VEXConflict `json:"against,omitzero"` // what publishers say to the contrary, strongest badge first
}

// VEXConflict is a statement of a publisher that a decision outranks.
type VEXConflict struct {
	Advisory AdvisoryKey `json:"advisory"`
	Verdict  Verdict     `json:"verdict"`
	Badge    Badge       `json:"badge"`
	Received time.Time   `json:"received"`
	Later    bool        `json:"later,omitzero"` // it came in, or was revised, after the decision was made
}

// VEXRequest is a decision to be made: what a person says of one flaw. The product
// is found by Finding, or by the vulnerability and the component on the assets.
type VEXRequest struct {
	Vulnerability string   // any of its names
	Component     string   // name, identity or package URL; "" where the flaw is on one product alone
	Assets        []string // ids or names
	Everywhere    bool     // every asset; else Assets must name some
	AnyVersion    bool     // every version; else those that are installed now
	Status        Status
	Justification string
	Impact        string
	Action        string
	Reason        string
	Review        Day // "": a year from now
}

// VEXDocument is what is exported: the desk's own decisions for one audience.
type VEXDocument struct {
	Operator   string         `json:"operator"`
	Namespace  string         `json:"namespace"`
	Program    string         `json:"program"`
	Audience   string         `json:"audience"`
	TLP        TLP            `json:"tlp"`
	Changes    []VEXChange    `json:"changes"`    // oldest first; each is a revision of the document
	Statements []VEXStatement `json:"statements"` // by flaw, product and asset
	Withheld   int            `json:"withheld,omitzero"`
	Unnamed    int            `json:"unnamed,omitzero"` // decisions about software that has no name others could bind it by
}

// VEXChange is one revision of a [VEXDocument]. Decision is the number of the one
// that was made, taken back or replaced.
type VEXChange struct {
	At       time.Time `json:"at"`
	Decision string    `json:"decision"`
	Undone   bool      `json:"undone,omitzero"`
}

// VEXStatement is one decision about one product on one asset, or on all.
type VEXStatement struct {
	Decision      string     `json:"decision"`
	Vulnerability string     `json:"vulnerability"`
	Aliases       []string   `json:"aliases,omitzero"` // its other names, sorted
	Product       VEXProduct `json:"product"`          // of at most one version
	Asset         string     `json:"asset,omitzero"`   // id; "": every asset
	AssetName     string     `json:"asset_name,omitzero"`
	Status        Status     `json:"status"`
	Justification string     `json:"justification,omitzero"`
	Impact        string     `json:"impact,omitzero"`
	Action        string     `json:"action,omitzero"`
	Said          time.Time  `json:"said"`
	Undone        bool       `json:"undone,omitzero"` // taken back: it is being looked into again
}
