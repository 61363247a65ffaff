package csafcheck

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// cweTable lists the weaknesses of every CWE release (MITRE; categories and views
// are left out). The first line holds the releases with their days, oldest first;
// each further line an id and its spans: first and last release (indexes into the
// first line), the mapping usage (a, r, d, p; empty before it existed) with x for
// deprecated, and the name ("" for that of the span before), comma-separated.
//
//go:embed data/cwe.tsv
var cweTable string

// cweRelease is a release of CWE.
type cweReleaseDay struct {
	version string
	day     time.Time
}

// cweSpan is how a weakness read from one release to another.
type cweSpan struct {
	first, last int
	usage       byte // 0 where the release says none
	deprecated  bool
	name        string
}

// cweList is the table, read once.
type cweList struct {
	releases   []cweReleaseDay
	weaknesses map[string][]cweSpan // by "CWE-79"
}

var cwes = sync.OnceValue(readCWE)

func readCWE() *cweList {
	l := &cweList{weaknesses: make(map[string][]cweSpan, 1000)}
	head, rest, _ := strings.Cut(cweTable, "\n")
	for field := range strings.SplitSeq(head, "\t") {
		version, day, _ := strings.Cut(field, " ")
		t, _ := time.Parse(time.DateOnly, day)
		l.releases = append(l.releases, cweReleaseDay{version, t})
	}
	for line := range strings.Lines(rest) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		spans := make([]cweSpan, 0, len(fields)-1)
		for i, field := range fields[1:] {
			p := strings.SplitN(field, ",", 4)
			s := cweSpan{deprecated: strings.Contains(p[2], "x"), name: p[3]}
			s.first, _ = strconv.Atoi(p[0])
			s.last, _ = strconv.Atoi(p[1])
			if u := strings.TrimSuffix(p[2], "x"); u != "" {
				s.usage = u[0]
			}
			if s.name == "" && i > 0 {
				s.name = spans[i-1].name
			}
			spans = append(spans, s)
		}
		l.weaknesses["CWE-"+fields[0]] = spans
	}
	return l
}

// release gives the index of a version, -1 for an unknown one.
func (l *cweList) release(version string) int {
	return slices.IndexFunc(l.releases, func(r cweReleaseDay) bool { return r.version == version })
}

// in gives how a weakness reads in a release.
func (l *cweList) in(id string, release int) (cweSpan, bool) {
	for _, s := range l.weaknesses[id] {
		if s.first <= release && release <= s.last {
			return s, true
		}
	}
	return cweSpan{}, false
}

// eachCWE goes through the cwes of 2.1 with how the named release reads them.
func eachCWE(d *document, found func(at *place, s cweSpan)) {
	l := cwes()
	for at := range d.root.each("vulnerabilities", "*", "cwes", "*") {
		if s, ok := l.in(at.get("id"), l.release(at.get("version"))); ok {
			found(at, s)
		}
	}
}

// cweKnown is 6.1.11. CSAF 2.0 names no release: the name of any will do, and MITRE
// itself publishes one with a blank behind it.
func cweKnown(d *document, report reporter) {
	l := cwes()
	for at := range d.root.each("vulnerabilities", "*", "cwe") {
		spans, id := l.weaknesses[at.get("id")], at.get("id")
		switch {
		case !at.is(object) || id == "":
		case spans == nil:
			report(at.field("id"), "check_cwe_unknown", "cwe", id)
		case !slices.ContainsFunc(spans, func(s cweSpan) bool { return s.name == strings.TrimSpace(at.get("name")) }):
			report(or(at.field("name"), at), "check_cwe_name", "cwe", id, "name", spans[len(spans)-1].name)
		}
	}
	for at := range d.root.each("vulnerabilities", "*", "cwes", "*") {
		id, version := at.get("id"), at.get("version")
		if id == "" || version == "" {
			continue
		}
		release := l.release(version)
		s, ok := l.in(id, release)
		switch {
		case release < 0:
			report(at.field("version"), "check_cwe_release", "version", version)
		case !ok:
			report(at.field("id"), "check_cwe_unknown", "cwe", id, "version", version)
		case s.name != at.get("name"):
			report(or(at.field("name"), at), "check_cwe_name", "cwe", id, "version", version, "name", s.name)
		}
	}
}

// cweDeprecated is 6.2.23.
func cweDeprecated(d *document, report reporter) {
	eachCWE(d, func(at *place, s cweSpan) {
		if s.deprecated || strings.HasPrefix(s.name, "DEPRECATED") {
			report(at, "check_cwe_deprecated", "cwe", at.get("id"), "version", at.get("version"))
		}
	})
}

// cweLatest is 6.2.24.
func cweLatest(d *document, report reporter) {
	when, ok := d.root.field("document", "tracking", "current_release_date").at()
	if !ok {
		return
	}
	l := cwes()
	latest := ""
	for _, r := range l.releases {
		if !r.day.After(when) {
			latest = r.version
		}
	}
	for at := range d.root.each("vulnerabilities", "*", "cwes", "*") {
		if v := at.get("version"); v != "" && v != latest {
			report(at.field("version"), "check_cwe_latest", "version", v, "latest", latest)
		}
	}
}

// cweNotForMapping is 6.2.25.
func cweNotForMapping(d *document, report reporter) {
	eachCWE(d, func(at *place, s cweSpan) {
		if s.usage == 'd' || s.usage == 'p' {
			report(at, "check_cwe_mapping", "cwe", at.get("id"), "version", at.get("version"))
		}
	})
}

// cweWithReview is 6.2.26.
func cweWithReview(d *document, report reporter) {
	eachCWE(d, func(at *place, s cweSpan) {
		if s.usage == 'r' {
			report(at, "check_cwe_review", "cwe", at.get("id"), "version", at.get("version"))
		}
	})
}

// missingCWE is 6.3.4.
func missingCWE(d *document, report reporter) {
	for _, v := range d.vulns {
		if v.at.field("cwe") == nil && v.at.field("cwes") == nil {
			report(v.at, "check_cwe_missing")
		}
	}
}
