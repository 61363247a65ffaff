package csafcheck

import (
	"slices"
	"strings"
	"unicode"
)

// Profiles, as document categories.
const (
	base             = "csaf_base"
	informational    = "csaf_informational_advisory"
	incidentResponse = "csaf_security_incident_response"
	securityAdvisory = "csaf_security_advisory"
	oldAdvisory      = "csaf_deprecated_security_advisory"
	vex              = "csaf_vex"
	withdrawn        = "csaf_withdrawn"
	superseded       = "csaf_superseded"
)

// profiles are those of an edition other than the base.
func (e *edition) profiles() []string {
	list := []string{informational, incidentResponse, securityAdvisory, vex}
	if e.v21 {
		list = append(list, oldAdvisory, withdrawn, superseded)
	}
	return list
}

// advisoryCategories are the profiles that hold products and vulnerabilities.
var advisoryCategories = []string{securityAdvisory, vex, oldAdvisory}

// bare is a category for comparison: lower case, without dashes, underscores and
// white space of any script.
func bare(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Pd, c) || unicode.Is(unicode.Pc, c) || unicode.IsSpace(c) || strings.ContainsRune("\u2212\u0332\u00ad\u2011\u200b\ufeff", c) {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}

// categoryName is 6.1.26.
func categoryName(d *document, report reporter) {
	at := d.root.field("document", "category")
	if !at.is(text) || d.is(base) || d.is(d.profiles()...) {
		return
	}
	if strings.HasPrefix(strings.ToLower(at.str), "csaf_") {
		report(at, "check_category_prefix", "category", at.str)
		return
	}
	for _, profile := range d.profiles() {
		if b := bare(at.str); b == bare(profile) || b == bare(strings.TrimPrefix(profile, "csaf_")) {
			report(at, "check_category_profile", "category", at.str, "profile", profile)
		}
	}
}

// hasNote reports whether some note of the document has one of the categories.
func (d *document) hasNote(categories ...string) bool {
	for note := range d.root.each("document", "notes", "*") {
		if slices.Contains(categories, note.get("category")) {
			return true
		}
	}
	return false
}

// or gives the first place that is there.
func or(places ...*place) *place {
	for _, p := range places {
		if p != nil {
			return p
		}
	}
	return nil
}

// profileNotes is 6.1.27.1.
func profileNotes(d *document, report reporter) {
	if d.is(informational, incidentResponse) && !d.hasNote("description", "details", "general", "summary") {
		report(or(d.root.field("document", "notes"), d.root.field("document")), "check_profile_note")
	}
}

// profileReferences is 6.1.27.2. A reference without a category is external.
func profileReferences(d *document, report reporter) {
	if !d.is(informational, incidentResponse) {
		return
	}
	for ref := range d.root.each("document", "references", "*") {
		if c := ref.get("category"); c == "external" || c == "" {
			return
		}
	}
	report(or(d.root.field("document", "references"), d.root.field("document")), "check_profile_reference")
}

// profileNoVulnerabilities is 6.1.27.3.
func profileNoVulnerabilities(d *document, report reporter) {
	at := d.root.field("vulnerabilities")
	if at != nil && (d.is(informational) || d.v21 && d.is(withdrawn, superseded)) {
		report(at, "check_profile_excess", "member", "vulnerabilities", "profile", d.category)
	}
}

// profileTree is 6.1.27.4.
func profileTree(d *document, report reporter) {
	if d.is(d.advisories()...) && d.root.field("product_tree") == nil {
		report(d.root, "check_profile_lacks", "member", "product_tree", "profile", d.category)
	}
}

// advisories are the profiles of an edition that hold products and vulnerabilities.
func (d *document) advisories() []string {
	if d.v21 {
		return advisoryCategories
	}
	return []string{securityAdvisory, vex}
}

// eachLacks reports vulnerabilities without a member, in documents of the profiles.
func eachLacks(d *document, report reporter, member string, profiles ...string) {
	if !d.is(profiles...) {
		return
	}
	for _, v := range d.vulns {
		if v.at.is(object) && v.at.field(member) == nil {
			report(v.at, "check_profile_lacks", "member", member, "profile", d.category)
		}
	}
}

// profileVulnerabilityNotes is 6.1.27.5.
func profileVulnerabilityNotes(d *document, report reporter) {
	eachLacks(d, report, "notes", d.advisories()...)
}

// profileProductStatus is 6.1.27.6.
func profileProductStatus(d *document, report reporter) {
	profiles := []string{securityAdvisory}
	if d.v21 {
		profiles = append(profiles, oldAdvisory)
	}
	eachLacks(d, report, "product_status", profiles...)
}

// vexStatus is 6.1.27.7.
func vexStatus(d *document, report reporter) {
	if !d.is(vex) {
		return
	}
	for _, v := range d.vulns {
		status := v.at.field("product_status")
		if or(status.field("fixed"), status.field("known_affected"), status.field("known_not_affected"), status.field("under_investigation")) == nil {
			report(or(status, v.at), "check_vex_status")
		}
	}
}

// vexID is 6.1.27.8. In 2.1 ids may be tied to products; then each product needs one.
func vexID(d *document, report reporter) {
	if !d.is(vex) {
		return
	}
	for _, v := range d.vulns {
		ids := v.at.field("ids")
		if v.at.field("cve") != nil {
			continue
		}
		if ids == nil {
			report(v.at, "check_vex_id")
			continue
		}
		tied := true
		for id := range ids.items() {
			tied = tied && (id.field("product_ids") != nil || id.field("group_ids") != nil)
		}
		if !d.v21 || !tied {
			continue
		}
		have, told := d.covered(ids.items()), make(map[string]bool)
		for _, s := range v.statuses {
			if !have[s.id] && !told[s.id] {
				told[s.id] = true
				report(s.at(), "check_vex_id_of_product", "product", s.id)
			}
		}
	}
}

// vexImpact is 6.1.27.9.
func vexImpact(d *document, report reporter) {
	if !d.is(vex) {
		return
	}
	for _, v := range d.vulns {
		have := d.covered(func(yield func(*place) bool) {
			for flag := range v.at.field("flags").items() {
				if !yield(flag) {
					return
				}
			}
			for threat := range v.at.field("threats").items() {
				if threat.get("category") == "impact" && !yield(threat) {
					return
				}
			}
		})
		for _, s := range v.statuses {
			if s.name == "known_not_affected" && !have[s.id] {
				report(s.at(), "check_vex_impact", "product", s.id)
			}
		}
	}
}

// vexAction is 6.1.27.10.
func vexAction(d *document, report reporter) {
	if !d.is(vex) {
		return
	}
	for _, v := range d.vulns {
		have := d.covered(v.at.field("remediations").items())
		for _, s := range v.statuses {
			if s.name == "known_affected" && !have[s.id] {
				report(s.at(), "check_vex_action", "product", s.id)
			}
		}
	}
}

// profileVulnerabilities is 6.1.27.11.
func profileVulnerabilities(d *document, report reporter) {
	if d.is(d.advisories()...) && d.root.field("vulnerabilities") == nil {
		report(d.root, "check_profile_lacks", "member", "vulnerabilities", "profile", d.category)
	}
}

// affectedProducts is 6.1.27.12.
func affectedProducts(d *document, report reporter) {
	if !d.is(securityAdvisory) {
		return
	}
	for _, v := range d.vulns {
		if v.at.field("product_status", "known_affected") == nil {
			report(or(v.at.field("product_status"), v.at), "check_profile_lacks", "member", "product_status/known_affected", "profile", d.category)
		}
	}
}

// withdrawnNotes is 6.1.27.14.
func withdrawnNotes(d *document, report reporter) {
	if d.is(withdrawn, superseded) && !d.hasNote("description") {
		report(or(d.root.field("document", "notes"), d.root.field("document")), "check_profile_description")
	}
}

// withdrawnTree is 6.1.27.15.
func withdrawnTree(d *document, report reporter) {
	if at := d.root.field("product_tree"); at != nil && d.is(withdrawn, superseded) {
		report(at, "check_profile_excess", "member", "product_tree", "profile", d.category)
	}
}

// withdrawnHistory is 6.1.27.16.
func withdrawnHistory(d *document, report reporter) {
	if d.is(withdrawn, superseded) && len(d.history) < 2 {
		report(or(d.root.field("document", "tracking", "revision_history"), d.root), "check_profile_history", "profile", d.category)
	}
}

// deprecatedProfile is 6.2.38.
func deprecatedProfile(d *document, report reporter) {
	if strings.HasPrefix(d.category, "csaf_deprecated_") {
		report(d.root.field("document", "category"), "check_profile_deprecated", "category", d.category)
	}
}

// extensionInWithdrawn is 6.2.39.5.
func extensionInWithdrawn(d *document, report reporter) {
	if !d.is(withdrawn, superseded) {
		return
	}
	for _, at := range []*place{d.root.field("document", "x_extensions"), d.root.field("x_extensions")} {
		if at != nil {
			report(at, "check_profile_excess", "member", "x_extensions", "profile", d.category)
		}
	}
}
