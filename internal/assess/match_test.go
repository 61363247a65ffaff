package assess

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// index is a set of rows as the store keeps them.
type index map[domain.PackageKey][]domain.MatchRow

func indexOf(badge domain.Badge, advisories ...domain.Advisory) index {
	x := index{}
	x.add(badge, advisories...)
	return x
}

func (x index) add(badge domain.Badge, advisories ...domain.Advisory) {
	for i := range advisories {
		for _, row := range Rows(&advisories[i]) {
			row.Row.Badge = badge
			x[row.Key] = append(x[row.Key], row.Row)
		}
	}
}

func (x index) rows(key domain.PackageKey) []domain.MatchRow { return x[key] }

func alone(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }

// grouping answers for the groups of edges.
func grouping(edges ...[2]string) func(string) domain.AliasGroup {
	by := map[string]domain.AliasGroup{}
	for _, g := range Groups(edges) {
		for _, name := range g.Names {
			by[name] = g
		}
	}
	return func(name string) domain.AliasGroup {
		if g, ok := by[name]; ok {
			return g
		}
		return alone(name)
	}
}

func held(id string, c domain.Component) domain.Held {
	c.ID = id
	identity.Describe(&c, "")
	return domain.Held{Component: c}
}

func osvRange(events ...domain.Event) domain.VersionSet {
	return domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: events}}}
}

func osvAdvisory(id, ecosystem, name string, set domain.VersionSet) domain.Advisory {
	return domain.Advisory{
		Format: domain.FormatOSV, Namespace: ecosystem, ID: id, Revision: "2026-06-01T00:00:00Z",
		Vulnerabilities: []domain.Vulnerability{{ID: id}},
		Products:        []domain.Product{{Ref: "0", Ecosystem: ecosystem, Package: name}},
		Statements:      []domain.Statement{{Vulnerability: id, Product: "0", Status: domain.StatusAffected, Versions: set}},
	}
}

func csafAdvisory(id string, product domain.Product, statements ...domain.Statement) domain.Advisory {
	product.Ref = "p"
	for i := range statements {
		statements[i].Product = "p"
	}
	return domain.Advisory{
		Format: domain.FormatCSAF, Namespace: "https://psirt.example", ID: id, Revision: "1",
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1000", Scores: []domain.Score{{Base: 5}, {Base: 8.1}}}},
		Products:        []domain.Product{product}, Statements: statements,
	}
}

var fixedIn2 = osvRange(domain.Event{Introduced: "0"}, domain.Event{Fixed: "2.0.0"})

func TestMatch(t *testing.T) {
	debian := func(name, version, rest string) domain.Component {
		return domain.Component{Name: name, Version: version, PURL: "pkg:deb/debian/" + name + "@" + version + "?arch=amd64" + rest}
	}
	pump := domain.Component{Name: "Lifeline 3", Vendor: "Acme Medical GmbH", Version: "4.1.2"}
	tests := []struct {
		name      string
		component domain.Component
		advisory  domain.Advisory
		want      string // verdict reason fixed kind confidence; empty: no finding
	}{
		{
			"a source package of the same name", debian("openssl", "3.0.15-1", "&distro=debian-12.11"),
			osvAdvisory("DSA-1", "Debian:12", "openssl", osvRange(domain.Event{Introduced: "0"}, domain.Event{Fixed: "3.0.16-1"})),
			"affected in_range 3.0.16-1 update certain",
		},
		{
			"a binary of a source of another name", debian("libssl3", "3.0.15-1", "&distro=debian-12.11&upstream=openssl"),
			osvAdvisory("DSA-1", "Debian:12", "openssl", osvRange(domain.Event{Introduced: "0"}, domain.Event{Fixed: "3.0.16-1"})),
			"affected in_range 3.0.16-1 update certain",
		},
		{
			"a binary called like a foreign source", debian("zstd", "1.5.4", "&distro=debian-12.11&upstream=libzstd"),
			osvAdvisory("DSA-2", "Debian:12", "zstd", fixedIn2), "",
		},
		{
			"the version of the source decides", debian("bsdutils", "1:2.38.1-5", "&distro=debian-12&upstream=util-linux%402.38.1-5"),
			osvAdvisory("DSA-3", "Debian:12", "util-linux", osvRange(domain.Event{Introduced: "0"}, domain.Event{Fixed: "2.38.1-6"})),
			"affected in_range 2.38.1-6 update certain",
		},
		{
			"another release is another matter", debian("openssl", "3.0.15-1", "&distro=debian-11"),
			osvAdvisory("DSA-1", "Debian:12", "openssl", fixedIn2), "",
		},
		{
			"an unknown release cannot be told", debian("openssl", "3.0.15-1", ""),
			osvAdvisory("DSA-1", "Debian:12", "openssl", fixedIn2), "cannot_tell other_stream  watch certain",
		},
		{
			"past the fix", domain.Component{Name: "left", PURL: "pkg:npm/left@2.1.0"},
			osvAdvisory("GHSA-1", "npm", "left", fixedIn2), "not_affected fixed_reached   certain",
		},
		{
			"before the first affected", domain.Component{Name: "left", PURL: "pkg:npm/left@0.9.0"},
			osvAdvisory("GHSA-1", "npm", "left", osvRange(domain.Event{Introduced: "1.0.0"}, domain.Event{Fixed: "2.0.0"})),
			"not_affected below_range   certain",
		},
		{
			"no version", domain.Component{Name: "left", PURL: "pkg:npm/left"},
			osvAdvisory("GHSA-1", "npm", "left", fixedIn2), "cannot_tell no_version  watch certain",
		},
		{
			"junk is not ordered", domain.Component{Name: "left", PURL: "pkg:npm/left@latest"},
			osvAdvisory("GHSA-1", "npm", "left", fixedIn2), "cannot_tell version_unreadable  watch certain",
		},
		{
			"commits are not versions", domain.Component{Name: "left", PURL: "pkg:npm/left@1.0.0"},
			osvAdvisory("GHSA-1", "npm", "left", domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "GIT", Events: []domain.Event{{Introduced: "0"}}}}}),
			"cannot_tell git_range  watch certain",
		},
		{
			"vendor and product, an exact version", pump,
			csafAdvisory("A-1", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{"V4.1.2"}}}),
			"affected version_listed  watch likely",
		},
		{
			"vendor and product, a strict range", pump,
			csafAdvisory("A-2", domain.Product{Vendor: "Acme Medical", Product: "Acme Medical Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetVers, Text: "vers:intdot/<4.2"},
					Remediations: []domain.Remediation{{Category: "mitigation"}, {Category: "vendor_fix"}}}),
			"affected in_range 4.2 update likely",
		},
		{
			"a sentence for a range", pump,
			csafAdvisory("A-3", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: "4.1.5 and earlier"},
					Remediations: []domain.Remediation{{Category: "workaround"}}}),
			"affected in_range  mitigation likely",
		},
		{
			"a sentence that ends before", pump,
			csafAdvisory("A-3", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: "4.1 and earlier"},
					Remediations: []domain.Remediation{{Category: "workaround"}}}),
			"not_affected outside_range   likely",
		},
		{
			"a sentence with a fix", pump,
			csafAdvisory("A-3", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: "All versions < 4.2"},
					Remediations: []domain.Remediation{{Category: "workaround"}}}),
			"affected in_range 4.2 update likely",
		},
		{
			"a sentence with a condition", pump,
			csafAdvisory("A-3", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: "All versions < 4.2 with option G28"},
					Remediations: []domain.Remediation{{Category: "workaround"}}}),
			"cannot_tell condition_unchecked 4.2 update likely",
		},
		{
			"a sentence nobody can read", pump,
			csafAdvisory("A-3", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: "serial numbers below 26061"},
					Remediations: []domain.Remediation{{Category: "workaround"}}}),
			"cannot_tell range_unread  mitigation likely",
		},
		{
			"a name and nothing else", domain.Component{Name: "Lifeline 3", Version: "4.1.2"},
			csafAdvisory("A-4", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}}),
			"cannot_tell name_only  watch name_only",
		},
		{
			"a second product is needed", pump,
			csafAdvisory("A-5", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3", Relationship: &domain.Relationship{Product: "q", RelatesTo: "r"}},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}}),
			"cannot_tell relationship_unread  watch likely",
		},
		{
			"nobody knows yet", pump,
			csafAdvisory("A-6", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusUnderInvestigation, Versions: domain.VersionSet{Kind: domain.SetAll}}),
			"cannot_tell under_investigation  watch likely",
		},
		{
			"stated fixed", pump,
			csafAdvisory("A-7", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusFixed, Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{"4.1.2"}}}),
			"not_affected stated_fixed   likely",
		},
		{
			"a fixed version that is not this one says nothing", pump,
			csafAdvisory("A-8", domain.Product{Vendor: "Acme Medical", Product: "Lifeline 3"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusFixed, Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{"4.1.3"}}}),
			"",
		},
		{
			"a guessed CPE name of a registry package is only worth a look",
			domain.Component{Name: "jenkins", PURL: "pkg:pypi/jenkins@1.0.2", CPEs: []string{"cpe:2.3:a:jenkins:jenkins:1.0.2:*:*:*:*:*:*:*"}},
			csafAdvisory("A-9", domain.Product{Vendor: "Jenkins", Product: "Jenkins"},
				domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}}),
			"affected all_versions  watch check",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := indexOf(domain.BadgeHash, tt.advisory)
			found := Match(MatchInput{Asset: "a", Components: []domain.Held{held("c", tt.component)}, Rows: x.rows, Group: alone})
			if tt.want == "" {
				if len(found) != 0 {
					t.Fatalf("found %+v, want nothing", found)
				}
				return
			}
			if len(found) != 1 {
				t.Fatalf("found %d, want one: %+v", len(found), found)
			}
			f := found[0]
			got := fmt.Sprintf("%s %s %s %s %s", f.Verdict, f.Reason.Code, f.Fixed, f.FixKind, f.Confidence)
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if f.Badge != domain.BadgeHash || f.Asset != "a" || f.Component != "c" || f.ID == "" {
				t.Errorf("not filled in: %+v", f)
			}
		})
	}
}

func TestStickCannotSilence(t *testing.T) {
	pump := held("c", domain.Component{Name: "Lifeline 3", Vendor: "Acme", Version: "4.1.2"})
	product := domain.Product{Vendor: "Acme", Product: "Lifeline 3"}
	all := domain.VersionSet{Kind: domain.SetAll}
	raise := csafAdvisory("RAISE", product, domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: all})
	lower := csafAdvisory("LOWER", product, domain.Statement{Vulnerability: "ACME-7", Status: domain.StatusNotAffected, Versions: all})
	other := csafAdvisory("OTHER", product, domain.Statement{Vulnerability: "CVE-2026-2000", Status: domain.StatusNotAffected, Versions: all})
	named := csafAdvisory("NAMED", domain.Product{Name: "Lifeline 3"}, domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusNotAffected, Versions: all})
	tests := []struct {
		name           string
		raised, stated domain.Badge
		lowering       domain.Advisory
		want           string // verdict code disputed
	}{
		{"a stronger word clears", domain.BadgeHash, domain.BadgeVerified, lower, "not_affected stated_not_affected false"},
		{"an equal word clears", domain.BadgeSigned, domain.BadgeSigned, lower, "not_affected stated_not_affected false"},
		{"unchecked and unsigned are equal", domain.BadgeUnsigned, domain.BadgeUnchecked, lower, "not_affected stated_not_affected false"},
		{"a weaker word disputes", domain.BadgeSigned, domain.BadgeUnsigned, lower, "affected all_versions true"},
		{"a failed word disputes", domain.BadgeUnsigned, domain.BadgeFailed, lower, "affected all_versions true"},
		{"a word about another flaw is none", domain.BadgeHash, domain.BadgeVerified, other, "affected all_versions false"},
		{"a word about a name is none", domain.BadgeHash, domain.BadgeVerified, named, "affected all_versions false"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := indexOf(tt.raised, raise)
			x.add(tt.stated, tt.lowering)
			found := Match(MatchInput{Components: []domain.Held{pump}, Rows: x.rows, Group: grouping([2]string{"CVE-2026-1000", "ACME-7"})})
			at := slices.IndexFunc(found, func(f domain.Finding) bool { return f.Advisory == raise.Key() })
			if at < 0 {
				t.Fatal("the raised finding is gone")
			}
			f := found[at]
			if got := fmt.Sprintf("%s %s %v", f.Verdict, f.Reason.Code, f.Disputed); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if f.Verdict == domain.NotAffected && f.Reason.Params["advisory"] != string(lower.Key()) {
				t.Errorf("cleared by %q", f.Reason.Params["advisory"])
			}
		})
	}
}

// world draws components and rows that meet each other often.
func world(t *rapid.T) ([]domain.Held, index) {
	versions := rapid.SampledFrom([]string{"", "0.9.0", "1.0.0", "1.5.0", "2.0.0", "3.0.0", "latest"})
	names := rapid.SampledFrom([]string{"a", "b", "c"})
	badges := rapid.SampledFrom([]domain.Badge{domain.BadgeUnsigned, domain.BadgeHash, domain.BadgeVerified})
	statuses := rapid.SampledFrom([]domain.Status{domain.StatusAffected, domain.StatusAffected, domain.StatusNotAffected, domain.StatusFixed, domain.StatusUnderInvestigation})
	var components []domain.Held
	for i := range rapid.IntRange(1, 5).Draw(t, "components") {
		components = append(components, held(fmt.Sprintf("c%d", i), domain.Component{
			Name: "x", PURL: "pkg:npm/" + names.Draw(t, "name"), Version: versions.Draw(t, "version"),
		}))
	}
	x := index{}
	for i := range rapid.IntRange(1, 12).Draw(t, "advisories") {
		set := osvRange(domain.Event{Introduced: "1.0.0"}, domain.Event{Fixed: "2.0.0"})
		if rapid.Bool().Draw(t, "all") {
			set = domain.VersionSet{Kind: domain.SetAll}
		}
		a := osvAdvisory(fmt.Sprintf("V-%d", i), "npm", names.Draw(t, "package"), set)
		a.Statements[0].Status = statuses.Draw(t, "status")
		x.add(badges.Draw(t, "badge"), a)
	}
	return components, x
}

func edgesIn(t *rapid.T) [][2]string {
	name := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("V-%d", rapid.IntRange(0, 11).Draw(t, "n")) })
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]string {
		return [2]string{name.Draw(t, "a"), name.Draw(t, "b")}
	}), 0, 8).Draw(t, "edges")
}

func TestOrderOfInputDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		components, x := world(t)
		group := grouping(edgesIn(t)...)
		want := Match(MatchInput{Asset: "a", Components: components, Rows: x.rows, Group: group})
		shuffled := index{}
		for key, rows := range x {
			shuffled[key] = rapid.Permutation(rows).Draw(t, "rows")
		}
		got := Match(MatchInput{
			Asset: "a", Components: rapid.Permutation(components).Draw(t, "components"),
			Rows: shuffled.rows, Group: group, Versions: version.NewMemo(),
		})
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
	})
}

func TestAliasesLoseNoFinding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		components, x := world(t)
		split := Match(MatchInput{Components: components, Rows: x.rows, Group: alone})
		merged := Match(MatchInput{Components: components, Rows: x.rows, Group: grouping(edgesIn(t)...)})
		ids := func(found []domain.Finding) map[string]domain.Verdict {
			m := map[string]domain.Verdict{}
			for _, f := range found {
				m[f.ID] = f.Verdict
				if !slices.Contains(f.Aliases, f.Vulnerability) {
					t.Fatalf("%s is not among its aliases %v", f.Vulnerability, f.Aliases)
				}
			}
			return m
		}
		before, after := ids(split), ids(merged)
		if len(before) != len(after) || len(after) != len(merged) {
			t.Fatalf("%d findings apart, %d together", len(before), len(after))
		}
		for id, verdict := range before {
			now, ok := after[id]
			if !ok {
				t.Fatalf("finding %s is lost", id)
			}
			if severityOf(now) > severityOf(verdict) {
				t.Fatalf("finding %s went from %s to %s", id, verdict, now)
			}
		}
	})
}
