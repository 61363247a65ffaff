package assess

import (
	"testing"
	"time"

	"fenceline/internal/domain"
)

func ownDecision(id string, edit func(*domain.VEXDecision)) *domain.VEXDecision {
	d := &domain.VEXDecision{ID: id, Vulnerabilities: []string{"CVE-2026-1", "GHSA-1"}, Product: domain.VEXProduct{Key: "npm/x", Name: "x", Versions: []string{"1.0.0"}},
		Status: domain.StatusNotAffected, Justification: "component_not_present", At: monday}
	if edit != nil {
		edit(d)
	}
	return d
}

// TestOwnDecisions holds which decision answers a finding, and how.
func TestOwnDecisions(t *testing.T) {
	affected := func(d *domain.VEXDecision) {
		d.Status, d.Justification, d.Action = domain.StatusAffected, "", "block it"
	}
	for _, one := range []struct {
		name     string
		row      domain.MatchRow
		own      []*domain.VEXDecision
		verdict  domain.Verdict
		decision string
	}{
		{"none", domain.MatchRow{}, nil, domain.Affected, ""},
		{"lowers whatever the badge", domain.MatchRow{Badge: domain.BadgeVerified}, []*domain.VEXDecision{ownDecision("V-1", nil)}, domain.NotAffected, "V-1"},
		{"by another name of the flaw", domain.MatchRow{Vulnerability: "GHSA-1"}, []*domain.VEXDecision{ownDecision("V-1", nil)}, domain.NotAffected, "V-1"},
		{"another flaw", domain.MatchRow{Vulnerability: "CVE-2026-2"}, []*domain.VEXDecision{ownDecision("V-1", nil)}, domain.Affected, ""},
		{"another version", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { d.Product.Versions = []string{"1.0.1"} })}, domain.Affected, ""},
		{"any version", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { d.Product.Versions = nil })}, domain.NotAffected, "V-1"},
		{"another release", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { d.Product.Stream = "Debian:12" })}, domain.Affected, ""},
		{"another asset", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { d.Assets = []string{"db"} })}, domain.Affected, ""},
		{"this asset", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { d.Assets = []string{"db", "web"} })}, domain.NotAffected, "V-1"},
		{"taken back", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { d.Ended = monday })}, domain.Affected, ""},
		{"being looked into lowers nothing", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { d.Status = domain.StatusUnderInvestigation })}, domain.Affected, ""},
		{"raises what a publisher clears", domain.MatchRow{Status: domain.StatusNotAffected, Badge: domain.BadgeVerified}, []*domain.VEXDecision{ownDecision("V-1", affected)}, domain.Affected, "V-1"},
		{"answers a match by name", domain.MatchRow{Confidence: domain.NameOnly}, []*domain.VEXDecision{ownDecision("V-1", affected)}, domain.Affected, "V-1"},
		{"named assets before all", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", func(d *domain.VEXDecision) { affected(d); d.Assets = []string{"web"} }),
			ownDecision("V-2", func(d *domain.VEXDecision) { d.At = monday.Add(time.Hour) })}, domain.Affected, ""},
		{"the later of two", domain.MatchRow{}, []*domain.VEXDecision{ownDecision("V-1", affected), ownDecision("V-2", func(d *domain.VEXDecision) { d.At = monday.Add(time.Hour) })}, domain.NotAffected, "V-2"},
	} {
		t.Run(one.name, func(t *testing.T) {
			row := one.row
			row.Advisory, row.Versions = "osv|npm|A", domain.VersionSet{Kind: domain.SetAll}
			if row.Status == "" {
				row.Status = domain.StatusAffected
			}
			if row.Confidence == "" {
				row.Confidence = domain.Certain
			}
			if row.Vulnerability == "" {
				row.Vulnerability = "CVE-2026-1"
			}
			found := Match(MatchInput{Asset: "web", Components: []domain.Held{{Component: domain.Component{ID: "web/x", Key: "npm/x", Name: "x", Version: "1.0.0", Scheme: "npm"}}},
				Rows:  func(domain.PackageKey) []domain.MatchRow { return []domain.MatchRow{row} },
				Group: func(name string) domain.AliasGroup { return domain.AliasGroup{} },
				Own:   func(domain.PackageKey) []*domain.VEXDecision { return one.own }})
			if len(found) != 1 || found[0].Verdict != one.verdict || found[0].Decision != one.decision {
				t.Fatalf("got %+v, want %s by %q", found, one.verdict, one.decision)
			}
			if f := found[0]; f.Decision != "" && (f.Stated == "" || f.Stated == f.Verdict) {
				t.Errorf("what the publishers come to is lost: %+v", f)
			}
			if f := found[0]; f.Verdict == domain.Affected && (f.FixKind == "" || f.Confidence == domain.NameOnly) {
				t.Errorf("an affected finding makes no task: %+v", f)
			}
		})
	}
}

// TestOwnDecisionTakenBack holds that a decision never gives time: when it is taken
// back, the target has the dates it would have had without it.
func TestOwnDecisionTakenBack(t *testing.T) {
	for _, upgraded := range []bool{false, true} {
		with, without := newPlans("web"), newPlans("web")
		for _, p := range []*plans{with, without} {
			x := p.hold("web", "x", "1.0.0")
			p.find(p.affected(x, "A", "2.0.0"))
			p.plan()
			first := p.target("T-1", "web").Due.Date
			p.later()
			if p == with {
				f := p.affected(x, "A", "")
				f.Verdict, f.FixKind, f.Decision, f.Stated = domain.NotAffected, "", "V-1", domain.Affected
				p.find(f)
				p.plan()
				got := p.target("T-1", "web")
				if got.State != domain.StateNotApplicable || got.Evidence[0].Code != EvidenceOwn || got.Evidence[0].Params["decision"] != "V-1" {
					t.Fatalf("closed as %s: %+v", got.State, got.Evidence)
				}
				p.plan()
				if n := len(p.target("T-1", "web").Evidence); n != 1 {
					t.Fatalf("planning again told %d things", n)
				}
			}
			p.later()
			if upgraded {
				p.hold("web", "x", "1.0.1")
			}
			p.find(p.affected(x, "A", "2.0.0"))
			p.plan()
			got := p.target("T-1", "web")
			if got.Due.Date != first {
				t.Errorf("upgraded %t: due %s, was %s", upgraded, got.Due.Date, first)
			}
			if p == with && (got.State != domain.StateReopened || got.Evidence[len(got.Evidence)-1].Code != EvidenceUndone) {
				t.Errorf("taken back, it is %s: %+v", got.State, got.Evidence)
			}
		}
	}
}
