package csafcheck

import (
	"iter"
	"net/url"
	"strings"
)

var notInName = pattern(`[^+\-a-z0-9]+`)

// filename is the name a document must be published under (section 5.1).
func (d *document) filename() string {
	return notInName.ReplaceAllString(strings.ToLower(d.root.get("document", "tracking", "id")), "_") + ".json"
}

// canonical gives the references that are the document's canonical address.
func (d *document) canonical() []*place {
	var out []*place
	for ref := range d.root.each("document", "references", "*") {
		address := ref.get("url")
		if ref.get("category") == "self" && strings.HasPrefix(address, "https://") && strings.HasSuffix(address, "/"+d.filename()) {
			out = append(out, ref)
		}
	}
	return out
}

// canonicalURL is 6.2.11.
func canonicalURL(d *document, report reporter) {
	if len(d.canonical()) == 0 {
		report(or(d.root.field("document", "references"), d.root.field("document")), "check_canonical", "name", d.filename())
	}
}

// idInTitle is 6.2.22.
func idInTitle(d *document, report reporter) {
	id, title := d.root.get("document", "tracking", "id"), d.root.field("document", "title")
	if id != "" && strings.Contains(title.text(), id) {
		report(title, "check_id_in_title", "id", id)
	}
}

// cveTwice is 6.1.23.
func cveTwice(d *document, report reporter) {
	seen := make(map[string]bool)
	for at := range d.root.each("vulnerabilities", "*", "cve") {
		if at.is(text) && seen[at.str] {
			report(at, "check_cve_twice", "cve", at.str)
		}
		seen[at.text()] = true
	}
}

// cveInIDs is 6.2.17.
func cveInIDs(d *document, report reporter) {
	for at := range d.root.each("vulnerabilities", "*", "ids", "*", "text") {
		if at.is(text) && cvePattern.MatchString(at.str) {
			report(at, "check_cve_in_ids", "cve", at.str)
		}
	}
}

// missingCVE is 6.3.3.
func missingCVE(d *document, report reporter) {
	for _, v := range d.vulns {
		if v.at.is(object) && v.at.field("cve") == nil {
			report(v.at, "check_cve_missing")
		}
	}
}

// idSystems is the register of systems of vulnerability ids for CSAF (RVISC), with
// the form of their ids.
var idSystems = map[string]*lazyRE{
	"https://github.com/oasis-tcs/csaf": pattern(`^#[1-9]\d*$`),
	"https://euvd.enisa.europa.eu":      pattern(`^EUVD-[1-9][0-9]{3}-[0-9]{4,}$`),
}

// idForm is 6.2.53.
func idForm(d *document, report reporter) {
	for item := range d.root.each("vulnerabilities", "*", "ids", "*") {
		form := idSystems[item.get("system_name")]
		if at := item.field("text"); form != nil && at.is(text) && !form.MatchString(at.str) {
			report(at, "check_id_form", "id", at.str, "system", item.get("system_name"))
		}
	}
}

// idSystem is 6.3.20.
func idSystem(d *document, report reporter) {
	for at := range d.root.each("vulnerabilities", "*", "ids", "*", "system_name") {
		if at.is(text) && idSystems[at.str] == nil {
			report(at, "check_id_system", "system", at.str)
		}
	}
}

// keyOrder is 6.2.13. An object is told once, at the first member out of place.
func keyOrder(d *document, report reporter) { ordered(d.root, report) }

func ordered(p *place, report reporter) {
	told := false
	before := ""
	for member := range p.members() {
		if member.name < before && !told {
			told = true
			report(member, "check_key_order", "member", member.name, "before", before)
		}
		before = member.name
		ordered(member, report)
	}
	for item := range p.items() {
		ordered(item, report)
	}
}

// addresses goes through the links of the document that are no self reference.
func (d *document) addresses() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		for _, path := range [][]string{
			{"document", "acknowledgments", "*", "urls", "*"}, {"document", "aggregate_severity", "namespace"},
			{"document", "distribution", "tlp", "url"}, {"document", "publisher", "namespace"},
			{"vulnerabilities", "*", "acknowledgments", "*", "urls", "*"}, {"vulnerabilities", "*", "remediations", "*", "url"},
		} {
			for at := range d.root.each(path...) {
				if !yield(at) {
					return
				}
			}
		}
		for ref := range d.references() {
			if at := ref.field("url"); ref.get("category") != "self" && at != nil && !yield(at) {
				return
			}
		}
		for _, p := range d.products {
			for _, path := range [][]string{{"sbom_urls", "*"}, {"x_generic_uris", "*", "namespace"}, {"x_generic_uris", "*", "uri"}} {
				for at := range p.helper().each(path...) {
					if !yield(at) {
						return
					}
				}
			}
		}
	}
}

// references goes through the references of the document and its vulnerabilities.
func (d *document) references() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		for _, path := range [][]string{{"document", "references", "*"}, {"vulnerabilities", "*", "references", "*"}} {
			for ref := range d.root.each(path...) {
				if !yield(ref) {
					return
				}
			}
		}
	}
}

// neverResolves reports whether a link's host is of a name that is promised never
// to exist (RFC 6761, section 6.4; .test and .example exist in no public DNS
// either, but example.com does).
func neverResolves(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	return host == "invalid" || strings.HasSuffix(host, ".invalid")
}

// deadLink is 6.3.6 as far as it can be known offline.
func deadLink(d *document, report reporter) {
	for at := range d.addresses() {
		if neverResolves(at.text()) {
			report(at, "check_link_dead", "url", at.str)
		}
	}
}

// deadSelf is 6.3.7 as far as it can be known offline.
func deadSelf(d *document, report reporter) {
	for ref := range d.references() {
		if at := ref.field("url"); ref.get("category") == "self" && neverResolves(at.text()) {
			report(at, "check_link_dead", "url", at.str)
		}
	}
}
