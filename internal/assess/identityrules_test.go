package assess

import (
	"testing"

	"fenceline/internal/domain"
)

// TestRulesOfIdentity: an answer lifts or removes what stands under its pair of
// keys, and nothing else.
func TestRulesOfIdentity(t *testing.T) {
	gate := heldOf(domain.Component{Name: "Gate", Vendor: "Acme", Version: "1"}, "")
	rows := map[domain.PackageKey][]domain.MatchRow{
		"name/gate":    {{Advisory: "csaf|m|1", Vulnerability: "CVE-1", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}, Confidence: domain.NameOnly}},
		"vp/acme/gate": {{Advisory: "csaf|m|2", Vulnerability: "CVE-2", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}, Confidence: domain.Likely}},
	}
	pair := RulePair{"vp/acme/gate", "name/gate"}
	for _, c := range []struct {
		name  string
		rules Answers
		want  map[string]domain.Verdict
	}{
		{"nobody answered", nil, map[string]domain.Verdict{"CVE-1": domain.CannotTell, "CVE-2": domain.Affected}},
		{"the same", Answers{pair: true}, map[string]domain.Verdict{"CVE-1": domain.Affected, "CVE-2": domain.Affected}},
		{"another", Answers{pair: false}, map[string]domain.Verdict{"CVE-2": domain.Affected}},
		{"an answer about another component", Answers{{"vp/other/gate", "name/gate"}: false}, map[string]domain.Verdict{"CVE-1": domain.CannotTell, "CVE-2": domain.Affected}},
		{"another, under a surer identity", Answers{{"vp/acme/gate", "vp/acme/gate"}: false}, map[string]domain.Verdict{"CVE-1": domain.CannotTell}},
	} {
		t.Run(c.name, func(t *testing.T) {
			finds := Match(MatchInput{Asset: "a", Components: []domain.Held{gate}, Answers: c.rules, Rows: func(k domain.PackageKey) []domain.MatchRow { return rows[k] },
				Group: func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }})
			if len(finds) != len(c.want) {
				t.Fatalf("got %+v", finds)
			}
			for _, f := range finds {
				if c.want[f.Vulnerability] != f.Verdict {
					t.Errorf("%s is %s, want %s", f.Vulnerability, f.Verdict, c.want[f.Vulnerability])
				}
			}
		})
	}
}
