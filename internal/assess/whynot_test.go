package assess

import (
	"testing"

	"fenceline/internal/domain"
)

// TestWhyNot asks about one product that is missed for each reason.
func TestWhyNot(t *testing.T) {
	group := func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }
	advisoryOf := func(p domain.Product, status domain.Status, set domain.VersionSet) *domain.Advisory {
		p.Ref = "P"
		return &domain.Advisory{Format: domain.FormatCSAF, Namespace: "m", ID: "1", Revision: "1", Vulnerabilities: []domain.Vulnerability{{ID: "CVE-1"}},
			Products: []domain.Product{p}, Statements: []domain.Statement{{Vulnerability: "CVE-1", Product: "P", Status: status, Versions: set}}}
	}
	all := domain.VersionSet{Kind: domain.SetAll}
	gate := domain.Product{Name: "Gate", Vendor: "Maker", Product: "Gate"}
	deb := domain.Product{PURLs: []string{"pkg:deb/debian/zlib?arch=amd64&distro=debian-12"}}
	withdrawn := advisoryOf(gate, domain.StatusAffected, all)
	withdrawn.Withdrawn = withdrawn.Withdrawn.AddDate(2025, 0, 0)
	for _, c := range []struct {
		name       string
		components []domain.Held
		advisory   *domain.Advisory
		verdict    domain.Verdict
		code       domain.Code
	}{
		{"met", []domain.Held{heldOf(domain.Component{Name: "Gate", Vendor: "Maker", Version: "1"}, "")}, advisoryOf(gate, domain.StatusAffected, all), domain.Affected, domain.ReasonAllVersions},
		{"met, and outside", []domain.Held{heldOf(domain.Component{Name: "Gate", Vendor: "Maker", Version: "3"}, "")}, advisoryOf(gate, domain.StatusAffected, domain.VersionSet{Kind: domain.SetText, Text: "<2"}), domain.NotAffected, domain.ReasonFixedReached},
		{"nothing known", nil, advisoryOf(gate, domain.StatusAffected, all), "", domain.WhyNoSoftware},
		{"another product", []domain.Held{heldOf(domain.Component{Name: "Gate Keeper", Vendor: "Maker", Version: "1"}, "")}, advisoryOf(gate, domain.StatusAffected, all), "", domain.WhyNotHeld},
		{"another release", []domain.Held{heldOf(domain.Component{Name: "zlib", PURL: "pkg:deb/debian/zlib@1-1?arch=amd64&distro=debian-11"}, "")}, advisoryOf(deb, domain.StatusAffected, all), "", domain.WhyOtherStream},
		{"another architecture", []domain.Held{heldOf(domain.Component{Name: "zlib", PURL: "pkg:deb/debian/zlib@1-1?arch=arm64&distro=debian-12"}, "")}, advisoryOf(deb, domain.StatusAffected, all), "", domain.WhyOtherArch},
		{"only cleared, and not this version", []domain.Held{heldOf(domain.Component{Name: "Gate", Vendor: "Maker", Version: "1"}, "")}, advisoryOf(gate, domain.StatusFixed, domain.VersionSet{Kind: domain.SetExact, Exact: []string{"2"}}), "", domain.WhyClearsOther},
		{"no identity", []domain.Held{heldOf(domain.Component{Name: "Gate", Vendor: "Maker", Version: "1"}, "")}, advisoryOf(domain.Product{Name: "---"}, domain.StatusAffected, all), "", domain.WhyNoIdentity},
		{"withdrawn", nil, withdrawn, "", domain.WhyWithdrawn},
		{"informs", nil, &domain.Advisory{ID: "1"}, "", domain.WhyNoProduct},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := WhyNot(MatchInput{Asset: "a", Components: c.components, Group: group}, c.advisory)
			if len(got) != 1 || got[0].Verdict != c.verdict || got[0].Reason.Code != c.code {
				t.Errorf("got %+v, want %s %s", got, c.verdict, c.code)
			}
		})
	}
	near := WhyNot(MatchInput{Asset: "a", Components: []domain.Held{heldOf(domain.Component{Name: "Gate Keeper", Vendor: "Maker", Version: "1"}, ""), heldOf(domain.Component{Name: "Door"}, "")}, Group: group}, advisoryOf(gate, domain.StatusAffected, all))
	if near[0].Reason.Params["name"] != "Gate Keeper 1" {
		t.Errorf("nearest is %q", near[0].Reason.Params["name"])
	}
}
