package assess

import (
	"testing"
	"time"

	"fenceline/internal/domain"
)

// saying is a VEX document of one statement: format, publisher and id, what it says
// of which product, inside which other one, and on which day of June.
type saying struct {
	key     [2]string // publisher, id
	status  domain.Status
	purl    string
	inside  string // purl of the whole, or urn:cdx:serial
	day     int
	badge   domain.Badge
	cyclone bool
}

func (s saying) advisory() domain.Advisory {
	a := domain.Advisory{Format: domain.FormatOpenVEX, Namespace: s.key[0], ID: s.key[1], Revision: "1",
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1000"}},
		Products:        []domain.Product{{Ref: "part", PURLs: []string{s.purl}}}}
	if s.cyclone {
		a.Format = domain.FormatCycloneDX
	}
	st := domain.Statement{Vulnerability: "CVE-2026-1000", Product: "part", Status: s.status, Said: time.Date(2026, 6, s.day, 0, 0, 0, 0, time.UTC)}
	if rest := s.purl[len(s.purl)-2:]; rest != "@1" && rest != "@9" {
		st.Versions = domain.VersionSet{Kind: domain.SetAll}
	}
	if s.inside != "" {
		whole := domain.Product{Ref: s.inside}
		if s.inside[:4] == "pkg:" {
			whole.PURLs = []string{s.inside}
		}
		a.Products = append(a.Products, whole, domain.Product{Ref: "both", Relationship: &domain.Relationship{
			Category: domain.RelationPart, Product: "part", RelatesTo: s.inside}})
		st.Product = "both"
	}
	a.Statements = []domain.Statement{st}
	return a
}

func TestVEX(t *testing.T) {
	const (
		affected, not = domain.StatusAffected, domain.StatusNotAffected
		fixed, looks  = domain.StatusFixed, domain.StatusUnderInvestigation
		unsigned      = domain.BadgeUnsigned
		signed        = domain.BadgeSigned
	)
	maker, other := "Maker", "Other"
	tests := []struct {
		name string
		said []saying
		osv  domain.Badge // of an OSV record that says that x below 2.0.0 is affected; "": none
		want string       // verdict of the finding that matters, and disputed
	}{
		{"not affected answers an advisory of the same badge", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x@1", badge: unsigned}}, unsigned, "not_affected"},
		{"fixed does, too", []saying{{key: [2]string{maker, "1"}, status: fixed, purl: "pkg:npm/x@1", badge: signed}}, unsigned, "not_affected"},
		{"a product without version speaks of all", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x", badge: unsigned}}, unsigned, "not_affected"},
		{"a weaker badge silences nothing", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x@1", badge: unsigned}}, signed, "affected disputed"},
		{"another version", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x@9", badge: unsigned}}, unsigned, "affected"},
		{"another product", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/y@1", badge: unsigned}}, unsigned, "affected"},
		{"under investigation answers nothing", []saying{{key: [2]string{maker, "1"}, status: looks, purl: "pkg:npm/x@1", badge: signed}}, unsigned, "affected"},
		{"under investigation alone is no clean bill", []saying{{key: [2]string{maker, "1"}, status: looks, purl: "pkg:npm/x@1", badge: signed}}, "", "cannot_tell"},
		{"affected alone raises", []saying{{key: [2]string{maker, "1"}, status: affected, purl: "pkg:npm/x@1", badge: unsigned}}, "", "affected"},

		{"inside a product that is here", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x", inside: "pkg:oci/pump@sha256:aa", badge: unsigned}}, unsigned, "not_affected"},
		{"inside any version of it", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x", inside: "pkg:oci/pump", badge: unsigned}}, unsigned, "not_affected"},
		{"inside another version of it", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x", inside: "pkg:oci/pump@sha256:bb", badge: unsigned}}, unsigned, "affected"},
		{"inside a product that is not here", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x", inside: "pkg:oci/other", badge: signed}}, unsigned, "affected"},
		{"affected inside a product that is not here", []saying{{key: [2]string{maker, "1"}, status: affected, purl: "pkg:npm/x", inside: "pkg:oci/other", badge: signed}}, "", ""},
		{"inside an SBOM of this asset", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x@1", inside: "urn:cdx:11AA", badge: unsigned, cyclone: true}}, unsigned, "not_affected"},
		{"inside an SBOM of another asset", []saying{{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x@1", inside: "urn:cdx:22bb", badge: signed, cyclone: true}}, unsigned, "affected"},

		{"what says more wins: the product", []saying{
			{key: [2]string{maker, "1"}, status: affected, purl: "pkg:npm/x", inside: "pkg:oci/pump", day: 1, badge: unsigned},
			{key: [2]string{maker, "2"}, status: not, purl: "pkg:npm/x@1", day: 2, badge: unsigned}}, "", "affected disputed"},
		{"what says more wins: the version", []saying{
			{key: [2]string{maker, "1"}, status: affected, purl: "pkg:npm/x@1", day: 1, badge: unsigned},
			{key: [2]string{maker, "2"}, status: not, purl: "pkg:npm/x", day: 2, badge: signed}}, "", "affected disputed"},
		{"what says more lowers", []saying{
			{key: [2]string{maker, "1"}, status: affected, purl: "pkg:npm/x", day: 2, badge: unsigned},
			{key: [2]string{maker, "2"}, status: not, purl: "pkg:npm/x@1", day: 1, badge: unsigned}}, "", "not_affected"},
		{"the later one of one publisher lowers", []saying{
			{key: [2]string{maker, "1"}, status: affected, purl: "pkg:npm/x@1", day: 1, badge: unsigned},
			{key: [2]string{maker, "2"}, status: fixed, purl: "pkg:npm/x@1", day: 2, badge: unsigned}}, "", "not_affected"},
		{"the later one of one publisher raises", []saying{
			{key: [2]string{maker, "1"}, status: not, purl: "pkg:npm/x@1", day: 1, badge: signed},
			{key: [2]string{maker, "2"}, status: affected, purl: "pkg:npm/x@1", day: 2, badge: unsigned}}, "", "affected disputed"},
		{"two publishers: the badge decides", []saying{
			{key: [2]string{maker, "1"}, status: affected, purl: "pkg:npm/x@1", day: 2, badge: signed},
			{key: [2]string{other, "2"}, status: not, purl: "pkg:npm/x@1", day: 3, badge: unsigned}}, "", "affected disputed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			x := index{}
			if test.osv != "" {
				a := osvAdvisory("CVE-2026-1000", "npm", "x", fixedIn2)
				x.add(test.osv, a)
			}
			for _, s := range test.said {
				x.add(s.badge, s.advisory())
			}
			got := Match(MatchInput{
				Asset: "PUMP-1", BOMs: []string{"11aa"}, Rows: x.rows, Group: alone,
				Components: []domain.Held{
					held("a", domain.Component{Name: "x", Version: "1", PURL: "pkg:npm/x@1"}),
					held("b", domain.Component{Name: "pump", Version: "sha256:aa", PURL: "pkg:oci/pump@sha256:aa"}),
				},
			})
			if text := worst(got); text != test.want {
				t.Errorf("got %q of %+v, want %q", text, got, test.want)
			}
		})
	}
}

// worst is the verdict a person would see.
func worst(found []domain.Finding) string {
	best := ""
	rank := -1
	for i := range found {
		text := string(found[i].Verdict)
		if found[i].Disputed {
			text += " disputed"
		}
		if r := severityOf(found[i].Verdict); r > rank {
			best, rank = text, r
		}
	}
	return best
}

func TestVEXCoversNoEcosystem(t *testing.T) {
	a := saying{key: [2]string{"Maker", "1"}, status: domain.StatusNotAffected, purl: "pkg:npm/x@1"}.advisory()
	if got := SpeaksOf(&a); len(got) != 0 {
		t.Errorf("a VEX statement covers %v", got)
	}
}
