package csafcheck

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// cvssObjects goes through the CVSS objects of the document.
func (d *document) cvssObjects(found func(at *place)) {
	for _, v := range d.vulns {
		for _, content := range v.scores() {
			for _, name := range cvssMembers {
				if at := content.field(name); at.is(object) {
					found(at)
				}
			}
		}
	}
}

// ratingOf is the severity property of a score property.
func ratingOf(score string) string { return strings.TrimSuffix(score, "Score") + "Severity" }

// sameScore compares with half of the last decimal.
func sameScore(a, b float64) bool { return math.Abs(a-b) < 0.05 }

// wrongScore is 6.1.9. A metric that only the properties say may be counted or
// left out: publishers do either.
func wrongScore(d *document, report reporter) {
	d.cvssObjects(func(at *place) {
		v, ok := readVector(at)
		if !ok {
			if v.letters != nil {
				report(at.field("vectorString"), "check_cvss_vector", "vector", at.get("vectorString"))
			}
			return
		}
		plain, ok := v.scores()
		if !ok {
			report(at.field("vectorString"), "check_cvss_vector", "vector", at.get("vectorString"))
			return
		}
		full, _ := v.with(at).scores()
		for _, name := range v.version.scores {
			stated, has := at.field(name).float()
			rating := at.field(ratingOf(name))
			computed := plain[name]
			if has && !sameScore(stated, computed) && sameScore(stated, full[name]) {
				computed = full[name]
			}
			if has && !sameScore(stated, computed) {
				report(at.field(name), "check_cvss_score", "member", name, "stated", at.field(name).str, "computed", strconv.FormatFloat(computed, 'f', 1, 64))
			}
			if want := severity4(computed); v.version != cvss20 && rating.is(text) && rating.str != want && (has || rating.str != severity4(full[name])) {
				report(rating, "check_cvss_severity", "member", rating.name, "stated", rating.str, "computed", want)
			}
		}
	})
}

// inconsistentCVSS is 6.1.10.
func inconsistentCVSS(d *document, report reporter) {
	d.cvssObjects(func(at *place) {
		v, ok := readVector(at)
		if !ok {
			return
		}
		if stated := at.get("version"); v.version.prefix != "" && stated != "" && stated != v.version.version {
			report(at.field("version"), "check_cvss_inconsistent", "member", "version", "value", stated, "vector", at.get("vectorString"))
		}
		for _, m := range v.version.metrics {
			property := at.field(m.property)
			want, said := v.letters[m.key]
			if property.is(text) && said && m.letters[property.str] != want {
				report(property, "check_cvss_inconsistent", "member", m.property, "value", property.str, "vector", at.get("vectorString"))
			}
		}
	})
}

// invalidCVSSVersion names the version a CVSS object says, for tests that also
// look at versions the standard does not know.
func statedVersion(at *place) string {
	if v := at.get("version"); v != "" {
		return v
	}
	return at.name
}

// scoredTwice is 6.1.7.
func scoredTwice(d *document, report reporter) {
	for _, v := range d.vulns {
		seen := make(map[[3]string]bool)
		for item, content := range v.scores() {
			for _, name := range cvssMembers {
				at := content.field(name)
				if at == nil {
					continue
				}
				for id := range item.field("products").items() {
					key := [3]string{id.text(), statedVersion(at), item.get("source")}
					if seen[key] {
						report(id, "check_scored_twice", "product", id.text(), "version", key[1])
					}
					seen[key] = true
				}
			}
		}
	}
}

// ratedAndScored is 6.1.56.
func ratedAndScored(d *document, report reporter) {
	type key struct{ product, source string }
	for _, v := range d.vulns {
		scored, rated := make(map[key]bool), make(map[key]bool)
		for item, content := range v.scores() {
			isRated := content.field("qualitative_severity_rating") != nil
			isScored := slices.ContainsFunc(cvssMembers, func(name string) bool { return content.field(name) != nil })
			for id := range item.field("products").items() {
				k := key{id.text(), item.get("source")}
				scored[k] = scored[k] || isScored
				if both := (isRated && scored[k]) || (isScored && rated[k]); both {
					report(item, "check_rated_and_scored", "product", k.product)
				}
				rated[k] = rated[k] || isRated
			}
		}
	}
}

// scoreOfFixed is 6.2.19.
func scoreOfFixed(d *document, report reporter) {
	for _, v := range d.vulns {
		scores := make(map[string]*place) // a CVSS object that is not 0, by product
		for item, content := range v.scores() {
			for _, name := range cvssMembers {
				at := content.field(name)
				if !at.is(object) || neutralised(at) {
					continue
				}
				for id := range item.field("products").items() {
					scores[id.text()] = at
				}
			}
		}
		for _, s := range v.statuses {
			if statusGroups[s.name] == fixedGroup && scores[s.id] != nil {
				report(s.at(), "check_fixed_scored", "product", s.id)
			}
		}
	}
}

// neutralised reports whether a CVSS object comes to 0 over all.
func neutralised(at *place) bool {
	if f, ok := at.field("environmentalScore").float(); ok && f == 0 {
		return true
	}
	v, ok := readVector(at)
	if !ok {
		return false
	}
	s, ok := v.with(at).scores()
	if v.version == cvss40 {
		return ok && s["baseScore"] == 0
	}
	return ok && s["environmentalScore"] == 0
}

// onlyCVSS2 is 6.3.1.
func onlyCVSS2(d *document, report reporter) {
	for _, v := range d.vulns {
		better := make(map[string]bool)
		for item, content := range v.scores() {
			if content.field("cvss_v3") != nil || content.field("cvss_v4") != nil {
				for id := range item.field("products").items() {
					better[id.text()] = true
				}
			}
		}
		for item, content := range v.scores() {
			at := content.field("cvss_v2")
			if at == nil {
				continue
			}
			for id := range item.field("products").items() {
				if !better[id.text()] {
					report(at, "check_cvss2_only", "product", id.text())
					break
				}
			}
		}
	}
}

// cvss30Used is 6.3.2.
func cvss30Used(d *document, report reporter) {
	d.cvssObjects(func(at *place) {
		if at.name != "cvss_v3" {
			return
		}
		if at.get("version") == "3.0" {
			report(at.field("version"), "check_cvss30")
		} else if strings.HasPrefix(at.get("vectorString"), cvss30.prefix) {
			report(at.field("vectorString"), "check_cvss30")
		}
	})
}

// missingCVSS4 is 6.3.12.
func missingCVSS4(d *document, report reporter) {
	for _, v := range d.vulns {
		covered := make(map[string]bool)
		scored := false
		for item, content := range v.scores() {
			any, four := false, content.field("cvss_v4") != nil
			for _, name := range cvssMembers {
				any = any || content.field(name) != nil
			}
			scored = scored || any
			if any {
				for id := range item.field("products").items() {
					covered[id.text()] = true
				}
			}
			if any && !four {
				report(content, "check_cvss4_missing")
			}
		}
		for _, s := range v.statuses {
			if statusGroups[s.name] == affected && !covered[s.id] {
				report(s.at(), "check_cvss4_uncovered", "product", s.id)
			}
		}
	}
}

// ratingByIssuer is 6.2.47.
func ratingByIssuer(d *document, report reporter) {
	canonical := make(map[string]bool)
	for _, at := range d.canonical() {
		canonical[at.get("url")] = true
	}
	for item := range d.root.each("vulnerabilities", "*", "metrics", "*") {
		source := item.field("source")
		if at := item.field("content", "qualitative_severity_rating"); at != nil && (source == nil || canonical[source.text()]) {
			report(at, "check_rating_by_issuer")
		}
	}
}

// ratingUsed is 6.3.18.
func ratingUsed(d *document, report reporter) {
	for at := range d.root.each("vulnerabilities", "*", "metrics", "*", "content", "qualitative_severity_rating") {
		report(at, "check_rating_used")
	}
}
