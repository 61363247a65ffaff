package assess

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func TestRows(t *testing.T) {
	a := domain.Advisory{
		Format: domain.FormatCSAF, Namespace: "https://psirt.example", ID: "A-1", Revision: "3",
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1000", Scores: []domain.Score{{Base: 5.5}, {Base: 9.1}}}, {ID: "CVE-2026-2000"}},
		Products: []domain.Product{
			{Ref: "old", Vendor: "Acme", Product: "Lifeline", VersionRange: "vers:intdot/<4.2"},
			{Ref: "new", Vendor: "Acme", Product: "Lifeline", Version: "4.2.1"},
			{Ref: "newer", Vendor: "Acme", Product: "Lifeline", Version: "4.2.0"},
			{Ref: "lib", PURLs: []string{"pkg:deb/debian/openssl@3.0.15-1?distro=debian-12&arch=amd64"}},
			{Ref: "os", Vendor: "Debian", Product: "Debian", Version: "12"},
			{Ref: "both", Name: "openssl as a part of Debian", Relationship: &domain.Relationship{Category: "default_component_of", Product: "lib", RelatesTo: "os"}},
		},
		Statements: []domain.Statement{
			{
				Vulnerability: "CVE-2026-1000", Product: "old", Status: domain.StatusAffected,
				Versions:     domain.VersionSet{Kind: domain.SetVers, Text: "vers:intdot/<4.2"},
				Remediations: []domain.Remediation{{Category: "workaround"}, {Category: "vendor_fix"}, {Category: "none_available"}},
			},
			{Vulnerability: "CVE-2026-1000", Product: "new", Status: domain.StatusFixed, Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{"4.2.1"}}},
			{Vulnerability: "CVE-2026-1000", Product: "newer", Status: domain.StatusFixed},
			{Vulnerability: "CVE-2026-2000", Product: "old", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: "some"}},
			{Vulnerability: "CVE-2026-2000", Product: "both", Status: domain.StatusAffected},
			{Vulnerability: "CVE-2026-2000", Product: "gone", Status: domain.StatusAffected},
		},
	}
	rows := Rows(&a)
	type line struct {
		key       domain.PackageKey
		statement int
		status    domain.Status
		kind      domain.SetKind
		scheme    string
		stream    string
		needs     bool
		remedy    string
		score     float64
	}
	var got []line
	for _, r := range rows {
		got = append(got, line{r.Key, r.Row.Statement, r.Row.Status, r.Row.Versions.Kind, r.Row.Versions.Scheme, r.Row.Stream, r.Row.Needs, r.Row.Remedy, r.Row.Score})
	}
	want := []line{
		{"vp/acme/lifeline", 0, domain.StatusAffected, domain.SetVers, "", "", false, "vendor_fix", 9.1},
		{"name/lifeline", 0, domain.StatusAffected, domain.SetVers, "", "", false, "vendor_fix", 9.1},
		{"vp/acme/lifeline", 1, domain.StatusFixed, domain.SetExact, "", "", false, "", 9.1},
		{"name/lifeline", 1, domain.StatusFixed, domain.SetExact, "", "", false, "", 9.1},
		{"vp/acme/lifeline", 2, domain.StatusFixed, domain.SetExact, "", "", false, "", 9.1},
		{"name/lifeline", 2, domain.StatusFixed, domain.SetExact, "", "", false, "", 9.1},
		{"vp/acme/lifeline", 3, domain.StatusAffected, domain.SetText, "", "", false, "", 0},
		{"name/lifeline", 3, domain.StatusAffected, domain.SetText, "", "", false, "", 0},
		{"deb/debian/openssl", 4, domain.StatusAffected, domain.SetExact, "Debian", "Debian:12", true, "", 0},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if fixed := rows[0].Row.Fixed; !slices.Equal(fixed, []string{"4.2.0", "4.2.1"}) {
		t.Errorf("fixed in %v", fixed)
	}
	if keys := Keys(rows); !slices.Equal(keys, []domain.PackageKey{"deb/debian/openssl", "name/lifeline", "vp/acme/lifeline"}) {
		t.Errorf("keys %v", keys)
	}
	a.Withdrawn = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	if rows := Rows(&a); rows != nil {
		t.Errorf("a withdrawn advisory gives %d rows", len(rows))
	}
}

func TestRelationshipInACircleEnds(t *testing.T) {
	a := domain.Advisory{
		Products: []domain.Product{
			{Ref: "a", Relationship: &domain.Relationship{Product: "b", RelatesTo: "b"}},
			{Ref: "b", Relationship: &domain.Relationship{Product: "a", RelatesTo: "a"}},
		},
		Statements: []domain.Statement{{Vulnerability: "V", Product: "a", Status: domain.StatusAffected}},
	}
	if rows := Rows(&a); len(rows) != 0 {
		t.Errorf("got %+v", rows)
	}
}

func TestCoverage(t *testing.T) {
	covers := map[string]bool{}
	for _, a := range []domain.Advisory{
		osvAdvisory("1", "Debian:12", "openssl", fixedIn2),
		osvAdvisory("2", "npm", "left", fixedIn2),
		csafAdvisory("3", domain.Product{Vendor: "Siemens AG", Product: "SIMATIC"}, domain.Statement{Status: domain.StatusAffected}),
	} {
		for _, e := range SpeaksOf(&a) {
			covers[e] = true
		}
	}
	tests := []struct {
		name      string
		component domain.Component
		ecosystem string
		covered   bool
	}{
		{"its release", domain.Component{Name: "bash", PURL: "pkg:deb/debian/bash@1?distro=debian-12"}, "Debian:12", true},
		{"another release", domain.Component{Name: "bash", PURL: "pkg:deb/debian/bash@1?distro=debian-11"}, "Debian:11", false},
		{"a release nobody named", domain.Component{Name: "bash", PURL: "pkg:deb/debian/bash@1"}, "Debian", true},
		{"a language", domain.Component{Name: "x", PURL: "pkg:npm/x@1"}, "npm", true},
		{"another language", domain.Component{Name: "x", PURL: "pkg:gem/x@1"}, "RubyGems", false},
		{"a vendor", domain.Component{Name: "LOGO!", Vendor: "Siemens"}, "vendor:siemens", true},
		{"another vendor", domain.Component{Name: "LOGO!", Vendor: "Acme"}, "vendor:acme", false},
		{"a generic package of a vendor", domain.Component{Name: "x", Vendor: "Siemens", PURL: "pkg:generic/x@1"}, "vendor:siemens", true},
		{"a name", domain.Component{Name: "LOGO!"}, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := held("c", tt.component).Component
			if got := Ecosystem(&c); got != tt.ecosystem {
				t.Errorf("ecosystem %q, want %q", got, tt.ecosystem)
			}
			if got := Covered(&c, func(e string) bool { return covers[e] }); got != tt.covered {
				t.Errorf("covered %v, want %v", got, tt.covered)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	a := osvAdvisory("GHSA-1", "npm", "left", fixedIn2)
	a.Title, a.Publisher = "Left goes right", "GitHub"
	x := indexOf(domain.BadgeUnsigned, a)
	c := held("c", domain.Component{Name: "left", PURL: "pkg:npm/left@1.0.0", Place: "app/package.json"})
	c.FirstSeen = time.Date(2026, 6, 2, 23, 0, 0, 0, time.UTC)
	found := Match(MatchInput{Asset: "a", Components: []domain.Held{c}, Rows: x.rows, Group: grouping([2]string{"GHSA-1", "CVE-2026-7"})})
	if len(found) != 1 {
		t.Fatalf("found %+v", found)
	}
	f := found[0]
	f.Disputed, f.Severity = true, 9.8
	got := Explain(&domain.Asset{Name: "portal"}, &c, &a, &f, time.UTC)
	want := domain.Explanation{
		Sentence: domain.Reason{Code: domain.ReasonInRange, Params: domain.Params{"version": "1.0.0", "range": ">= 0, < 2.0.0"}},
		Evidence: []domain.Reason{
			{Code: LineStatement, Params: domain.Params{"advisory": "GHSA-1", "title": "Left goes right", "publisher": "GitHub", "revision": a.Revision, "status": "affected", "product": "left", "vulnerability": "GHSA-1"}},
			{Code: LineVersion, Params: domain.Params{"version": "1.0.0", "range": ">= 0, < 2.0.0", "scheme": "npm"}},
			{Code: LineHeld, Params: domain.Params{"asset": "portal", "component": "left", "place": "app/package.json", "day": "2026-06-02"}},
			{Code: LineIdentity, Params: domain.Params{"component": "left", "key": "npm/left", "confidence": "certain"}},
			{Code: LineAliases, Params: domain.Params{"vulnerability": "CVE-2026-7", "names": "GHSA-1"}},
			{Code: LineFix, Params: domain.Params{"kind": "update", "fixed": "2.0.0"}},
			{Code: LineScore, Params: domain.Params{"score": "9.8"}},
			{Code: LineTrust, Params: domain.Params{"badge": "unsigned"}},
			{Code: LineDisputed, Params: domain.Params{"badge": "unsigned"}},
		},
		Versions: &domain.VersionLine{Scheme: "npm", Status: domain.StatusAffected, Installed: "1.0.0", In: true,
			Points: []domain.VersionPoint{{Version: "1.0.0", Installed: true}, {Version: "2.0.0", Fixed: true}}, Spans: []domain.VersionSpan{{From: -1, To: 1}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestRangeText(t *testing.T) {
	for _, tt := range []struct {
		set  domain.VersionSet
		want string
	}{
		{domain.VersionSet{Kind: domain.SetAll}, "*"},
		{domain.VersionSet{Kind: domain.SetText, Text: "4.1 and earlier"}, "4.1 and earlier"},
		{domain.VersionSet{Kind: domain.SetExact, Exact: []string{"1", "2"}}, "1, 2"},
		{domain.VersionSet{Kind: domain.SetExact, Exact: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}}, "1, 2, 3, 4, 5, 6, 7, 8, …"},
		{osvRange(domain.Event{Introduced: "1"}, domain.Event{Fixed: "2"}, domain.Event{Introduced: "3"}, domain.Event{LastAffected: "4"}), ">= 1, < 2 or >= 3, <= 4"},
		{domain.VersionSet{Kind: domain.SetOSV, Exact: []string{"1"}, Ranges: []domain.Range{{Type: "GIT", Events: []domain.Event{{Introduced: "0"}}}}}, "1"},
	} {
		if got := RangeText(&tt.set); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
