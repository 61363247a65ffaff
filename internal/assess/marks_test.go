package assess

import (
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// matchAdvisory matches one component with one advisory.
func matchAdvisory(a *domain.Advisory, c domain.Component) []domain.Finding {
	rows := map[domain.PackageKey][]domain.MatchRow{}
	for _, kr := range Rows(a) {
		rows[kr.Key] = append(rows[kr.Key], kr.Row)
	}
	return Match(MatchInput{Asset: "a", Components: []domain.Held{heldOf(c, "")}, Rows: func(k domain.PackageKey) []domain.MatchRow { return rows[k] },
		Group: func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }})
}

// TestMarks: what a thing bears itself goes before its names, and the words of
// confidence tell how sure it is.
func TestMarks(t *testing.T) {
	digest := strings.Repeat("0f", 32)
	product := func(p domain.Product) *domain.Advisory {
		p.Ref = "P"
		return &domain.Advisory{Format: domain.FormatCSAF, Namespace: "n", ID: "A", Revision: "1", Products: []domain.Product{p},
			Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1"}},
			Statements:      []domain.Statement{{Vulnerability: "CVE-2026-1", Product: "P", Status: domain.StatusAffected, Versions: textSet(p.VersionRange)}}}
	}
	file := domain.Component{Name: "engine.dll", Hashes: []domain.Hash{{Algorithm: "SHA-256", Value: digest}}}
	device := domain.Component{Name: "PX9", Vendor: "Acme Inc.", Type: "device", Version: "1.4", Serial: "SN-77310", Model: "PX9-0042"}
	for _, tt := range []struct {
		name       string
		advisory   *domain.Advisory
		component  domain.Component
		verdict    domain.Verdict // empty: no finding
		confidence domain.Confidence
	}{
		{"a digest is the product, whatever it is called", product(domain.Product{Name: "Engine 3", Vendor: "Acme", Product: "Engine", Version: "3.0",
			Hashes: []domain.Hash{{Algorithm: "sha256", Value: digest}}}), file, domain.Affected, domain.Certain},
		{"one file of several is likely", product(domain.Product{Name: "Suite", Hashes: []domain.Hash{{Algorithm: "sha256", Value: digest}, {Algorithm: "sha256", Value: strings.Repeat("1", 64)}}}),
			file, domain.Affected, domain.Likely},
		{"another digest", product(domain.Product{Vendor: "Acme", Product: "Engine", Hashes: []domain.Hash{{Algorithm: "sha256", Value: strings.Repeat("1", 64)}}}), file, "", ""},
		{"a serial number is certain", product(domain.Product{Vendor: "Acme", Product: "Pump", VersionRange: "< 2", Serials: []string{"SN-773*"}}), device, domain.Affected, domain.Certain},
		{"and the version counts", product(domain.Product{Vendor: "Acme", Product: "Pump", VersionRange: "< 1.4", Serials: []string{"SN-773*"}}), device, domain.NotAffected, domain.Certain},
		{"a model number is likely", product(domain.Product{Vendor: "Acme", Product: "Pump", VersionRange: "< 2", Models: []string{"PX9-00??"}}), device, domain.Affected, domain.Likely},
		{"a stock number is likely", product(domain.Product{Vendor: "Acme", Product: "Pump", VersionRange: "< 2", SKUs: []string{"PX9-*"}}), device, domain.Affected, domain.Likely},
		{"without a maker it has to be checked", product(domain.Product{Product: "Pump", VersionRange: "< 2", Models: []string{"PX9-*"}}), device, domain.Affected, domain.Check},
		{"the same number of another maker", product(domain.Product{Vendor: "Other", Product: "Pump", VersionRange: "< 2", Models: []string{"PX9-*"}}), device, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.component
			identity.Describe(&c, "")
			found := matchAdvisory(tt.advisory, c)
			if tt.verdict == "" {
				if len(found) > 0 {
					t.Fatalf("found %+v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Verdict != tt.verdict || found[0].Confidence != tt.confidence {
				t.Fatalf("found %+v", found)
			}
		})
	}
}

func textSet(text string) domain.VersionSet {
	if text == "" {
		return domain.VersionSet{}
	}
	return domain.VersionSet{Kind: domain.SetText, Text: text}
}
