package assess

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// TestUbuntuPro: of a release and Ubuntu Pro's longer support of it, what is said of
// the line that the installed version belongs to counts; where one of them alone
// speaks of a flaw, it counts for both.
func TestUbuntuPro(t *testing.T) {
	says := func(ecosystem, id string, badge domain.Badge, fixed string) domain.KeyedRow {
		events := []domain.Event{{Introduced: "0"}}
		if fixed != "" {
			events = append(events, domain.Event{Fixed: fixed})
		}
		a := domain.Advisory{Format: domain.FormatOSV, Namespace: ecosystem, ID: id, Revision: "1",
			Products:        []domain.Product{{Ref: "p", Ecosystem: ecosystem, Package: "curl"}},
			Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1"}},
			Statements: []domain.Statement{{Vulnerability: "CVE-2026-1", Product: "p", Status: domain.StatusAffected,
				Versions: domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: events}}}}}}
		row := Rows(&a)[0]
		row.Row.Badge = badge
		return row
	}
	const base, pro, fips = "Ubuntu:18.04:LTS", "Ubuntu:Pro:18.04:LTS", "Ubuntu:Pro:FIPS:18.04:LTS"
	unsigned, signed := domain.BadgeUnsigned, domain.BadgeSigned
	for _, tt := range []struct {
		name      string
		installed string
		rows      []domain.KeyedRow
		want      map[domain.AdvisoryKey]domain.Verdict
	}{
		{"Pro alone speaks of it", "7.58-2", []domain.KeyedRow{says(pro, "P", unsigned, "7.58-2+esm1")}, map[domain.AdvisoryKey]domain.Verdict{"P": domain.Affected}},
		{"the release has no fix, Pro has", "7.58-2+esm1", []domain.KeyedRow{says(base, "B", unsigned, ""), says(pro, "P", unsigned, "7.58-2+esm1")},
			map[domain.AdvisoryKey]domain.Verdict{"B": domain.NotAffected, "P": domain.NotAffected}},
		{"Pro's is not new enough", "7.58-2+esm1", []domain.KeyedRow{says(base, "B", unsigned, ""), says(pro, "P", unsigned, "7.58-2+esm2")},
			map[domain.AdvisoryKey]domain.Verdict{"B": domain.Affected, "P": domain.Affected}},
		{"mended in the release, later again by Pro", "7.58-2ubuntu3", []domain.KeyedRow{says(base, "B", unsigned, "7.58-2ubuntu3"), says(pro, "P", unsigned, "7.58-2ubuntu3+esm1")},
			map[domain.AdvisoryKey]domain.Verdict{"B": domain.NotAffected, "P": domain.NotAffected}},
		{"not mended in either", "7.58-1", []domain.KeyedRow{says(base, "B", unsigned, "7.58-2"), says(pro, "P", unsigned, "7.58-2+esm1")},
			map[domain.AdvisoryKey]domain.Verdict{"B": domain.Affected, "P": domain.Affected}},
		{"a less trusted word lowers nothing", "7.58-2+esm1", []domain.KeyedRow{says(base, "B", signed, ""), says(pro, "P", unsigned, "7.58-2+esm1")},
			map[domain.AdvisoryKey]domain.Verdict{"B": domain.Affected, "P": domain.NotAffected}},
		{"FIPS is another line", "7.58-2", []domain.KeyedRow{says(fips, "F", unsigned, "9")}, map[domain.AdvisoryKey]domain.Verdict{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := domain.Component{ID: "c", Name: "curl", PURL: "pkg:deb/ubuntu/curl@" + tt.installed + "?distro=ubuntu-18.04"}
			identity.Describe(&c, "")
			rows := map[domain.PackageKey][]domain.MatchRow{}
			for _, kr := range tt.rows {
				rows[kr.Key] = append(rows[kr.Key], kr.Row)
			}
			found := Match(MatchInput{Asset: "a", Components: []domain.Held{{Component: c}}, Rows: func(k domain.PackageKey) []domain.MatchRow { return rows[k] },
				Group: func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }})
			got := map[string]domain.Verdict{}
			for _, f := range found {
				got[string(f.Advisory[len(f.Advisory)-1:])] = f.Verdict
				if f.Verdict == domain.NotAffected && (f.Fixed != "" || f.FixKind != "") {
					t.Errorf("%s is not affected, and yet to be mended by %s", f.Advisory, f.Fixed)
				}
			}
			if len(got) != len(tt.want) {
				t.Errorf("found %v", got)
			}
			for id, want := range tt.want {
				if got[string(id)] != want {
					t.Errorf("%s is %s, want %s", id, got[string(id)], want)
				}
			}
		})
	}
}
