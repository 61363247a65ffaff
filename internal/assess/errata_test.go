package assess

import (
	"testing"

	"fenceline/internal/domain"
)

// TestPlainErrata: errata about bugs and new things count only where they name a CVE.
func TestPlainErrata(t *testing.T) {
	erratum := func(id string, v domain.Vulnerability) *domain.Advisory {
		v.ID = id
		return &domain.Advisory{Format: domain.FormatOSV, Namespace: "AlmaLinux", ID: id, Revision: "1",
			Products:        []domain.Product{{Ref: "p", Ecosystem: "AlmaLinux:8", Package: "bash"}},
			Vulnerabilities: []domain.Vulnerability{v},
			Statements:      []domain.Statement{{Vulnerability: id, Product: "p", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}}}}
	}
	for _, tt := range []struct {
		name  string
		a     *domain.Advisory
		count bool
	}{
		{"about bugs", erratum("ALBA-2021:1099", domain.Vulnerability{}), false},
		{"about something new", erratum("ALEA-2021:1099", domain.Vulnerability{Related: []string{"RHEA-2021:1"}}), false},
		{"about bugs, with a CVE", erratum("ALBA-2021:1099", domain.Vulnerability{Related: []string{"CVE-2021-1"}}), true},
		{"about a flaw", erratum("ALSA-2021:1099", domain.Vulnerability{}), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if rows := Rows(tt.a); len(rows) > 0 != tt.count {
				t.Errorf("%d rows", len(rows))
			}
			why := WhyNot(MatchInput{Asset: "a", Components: []domain.Held{heldOf(domain.Component{Name: "x"}, "")}}, tt.a)
			if (why[0].Reason.Code == domain.WhyNoFlaw) == tt.count {
				t.Errorf("because of %s", why[0].Reason.Code)
			}
		})
	}
}
