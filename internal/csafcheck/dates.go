package csafcheck

import (
	"iter"
	"slices"
	"time"

	"fenceline/internal/domain"
)

// times goes through every instant of the document (paths of 6.1.37).
func (d *document) times() iter.Seq[*place] {
	tracking := []string{"document", "tracking"}
	paths := [][]string{
		append(slices.Clone(tracking), "current_release_date"),
		append(slices.Clone(tracking), "generator", "date"),
		append(slices.Clone(tracking), "initial_release_date"),
		append(slices.Clone(tracking), "revision_history", "*", "date"),
	}
	for _, path := range [][]string{
		{"disclosure_date"}, {"discovery_date"},
		{"first_known_exploitation_dates", "*", "date"}, {"first_known_exploitation_dates", "*", "exploitation_date"},
		{"flags", "*", "date"}, {"involvements", "*", "date"},
		{"metrics", "*", "content", "epss", "timestamp"}, {"metrics", "*", "content", "ssvc_v2", "timestamp"},
		{"remediations", "*", "date"}, {"threats", "*", "date"},
	} {
		paths = append(paths, append([]string{"vulnerabilities", "*"}, path...))
	}
	return func(yield func(*place) bool) {
		for _, path := range paths {
			for at := range d.root.each(path...) {
				if !yield(at) {
					return
				}
			}
		}
	}
}

// dateRules is 6.1.37.
func dateRules(d *document, report reporter) {
	for at := range d.times() {
		if at.is(text) && !strictInstant(at.str) {
			report(at, "check_date", "value", at.str)
		}
	}
}

// notAfterNewest reports instants behind the newest revision of a released document.
func notAfterNewest(code domain.Code, paths ...[]string) func(*document, reporter) {
	return func(d *document, report reporter) {
		newest, ok := d.newest()
		if !ok || !d.released() {
			return
		}
		for _, path := range paths {
			for at := range d.root.each(append([]string{"vulnerabilities", "*"}, path...)...) {
				if t, ok := at.at(); ok && t.After(newest) {
					report(at, code, "date", at.str, "newest", newest.Format(time.RFC3339))
				}
			}
		}
	}
}

// disclosure is 6.1.45.
func disclosure(d *document, report reporter) {
	if d.label() == "CLEAR" {
		notAfterNewest("check_disclosure_newer", []string{"disclosure_date"})(d, report)
	}
}

// disclosurePast is 6.2.33. It alone depends on the time of the judgement.
func disclosurePast(d *document, report reporter) {
	newest, ok := d.newest()
	if !ok {
		return
	}
	for at := range d.root.each("vulnerabilities", "*", "disclosure_date") {
		if t, ok := at.at(); ok && !t.After(d.now) && t.After(newest) {
			report(at, "check_disclosure_newer", "date", at.str, "newest", newest.Format(time.RFC3339))
		}
	}
}

// exploitationOrder is 6.1.53.
func exploitationOrder(d *document, report reporter) {
	for item := range d.root.each("vulnerabilities", "*", "first_known_exploitation_dates", "*") {
		known, ok := item.field("date").at()
		exploited, ok2 := item.field("exploitation_date").at()
		if ok && ok2 && exploited.After(known) {
			report(item.field("exploitation_date"), "check_exploitation_newer", "date", item.get("exploitation_date"), "known", item.get("date"))
		}
	}
}

// oldEPSS is 6.2.41.
func oldEPSS(d *document, report reporter) {
	const most = 15 * 24 * time.Hour
	newest, ok := d.newest()
	if !ok || !d.released() {
		return
	}
	for _, v := range d.vulns {
		var youngest *place
		var youngestAt time.Time
		for at := range v.at.each("metrics", "*", "content", "epss", "timestamp") {
			if t, ok := at.at(); ok && (youngest == nil || t.After(youngestAt)) {
				youngest, youngestAt = at, t
			}
		}
		if youngest != nil && newest.Sub(youngestAt) > most {
			report(youngest, "check_epss_old", "date", youngest.str, "newest", newest.Format(time.RFC3339))
		}
	}
}

// involvedTwice is 6.1.24. Dates are instants, whatever their zone; an involvement
// without one is at no date.
func involvedTwice(d *document, report reporter) {
	for _, v := range d.vulns {
		seen := make(map[string]bool)
		for item := range v.at.field("involvements").items() {
			when := item.get("date")
			if when == "" {
				continue
			}
			if t, ok := item.field("date").at(); ok {
				when = t.UTC().Format(time.RFC3339Nano)
			}
			key := item.get("party") + "\x00" + when
			if seen[key] {
				report(item, "check_involvement_twice", "party", item.get("party"), "date", item.get("date"))
			}
			seen[key] = true
		}
	}
}

// involvementDate is 6.2.7.
func involvementDate(d *document, report reporter) {
	for item := range d.root.each("vulnerabilities", "*", "involvements", "*") {
		if item.is(object) && item.field("date") == nil {
			report(item, "check_involvement_date")
		}
	}
}
