package compare

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func exact(set *domain.VersionSet) string { return strings.Join(set.Exact, ", ") }

func router() domain.Advisory {
	return domain.Advisory{
		ID: "AL-1", Title: "Overflow", Status: "interim", Severity: "Moderate", TLP: domain.TLPGreen,
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1", Scores: []domain.Score{{Version: "3.1", Base: 7.5}}}, {ID: "CVE-2026-2", Title: "Second"}},
		Products:        []domain.Product{{Ref: "P1", Name: "Router 4.1"}, {Ref: "P2", Name: "Router 4.2"}, {Ref: "P3", Package: "django", Ecosystem: "PyPI"}},
		Statements: []domain.Statement{
			{Vulnerability: "CVE-2026-1", Product: "P1", Status: domain.StatusUnderInvestigation},
			{Vulnerability: "CVE-2026-1", Product: "P2", Status: domain.StatusUnderInvestigation},
			{Vulnerability: "CVE-2026-1", Product: "P3", Status: domain.StatusAffected, Versions: domain.VersionSet{Exact: []string{"1"}},
				Remediations: []domain.Remediation{{Details: "Wait."}}},
		},
		Revisions: []domain.RevisionNote{{Number: "1", Text: "Begun"}},
		Notes:     []domain.Note{{Title: "Summary", Text: "One."}}, References: []domain.Reference{{URL: "https://a.example"}},
		Credits: []domain.Credit{{Name: "Finder"}},
	}
}

// TestAdvisories changes an advisory in every way that is told, and renumbers its products.
func TestAdvisories(t *testing.T) {
	older, newer := router(), router()
	newer.Status, newer.Title, newer.Severity, newer.TLP = "final", "Heap overflow", "", domain.TLPClear
	newer.Withdrawn = time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC)
	newer.Vulnerabilities = []domain.Vulnerability{{ID: "CVE-2026-1", Scores: []domain.Score{{Version: "3.1", Base: 9.8}, {Version: "2.0", Base: 5}}}, {ID: "CVE-2026-3", Text: "Third."}}
	newer.Products = []domain.Product{{Ref: "Q1", Name: "Router 4.1"}, {Ref: "Q2", Name: "Router 4.2"}, {Ref: "Q3", Package: "django", Ecosystem: "PyPI"}, {Ref: "Q4", Name: "Switch"}}
	newer.Statements = []domain.Statement{
		{Vulnerability: "CVE-2026-1", Product: "Q1", Status: domain.StatusAffected}, {Vulnerability: "CVE-2026-1", Product: "Q2", Status: domain.StatusAffected},
		{Vulnerability: "CVE-2026-1", Product: "Q3", Status: domain.StatusAffected, Versions: domain.VersionSet{Exact: []string{"1", "2"}}, Remediations: []domain.Remediation{{Details: "Upgrade."}}},
		{Vulnerability: "CVE-2026-3", Product: "Q4", Status: domain.StatusFixed},
	}
	newer.Revisions = append(newer.Revisions, domain.RevisionNote{Number: "2", Text: "Two routers are affected"})
	newer.Notes = append(newer.Notes, domain.Note{Title: "Legal", Text: "None."})
	newer.References = []domain.Reference{{URL: "https://b.example"}, {URL: "https://c.example"}}
	newer.Credits = nil
	want := []string{
		"history added 2: > Two routers are affected", "status changed : interim > final", "withdrawn added : > 2026-05-02", "title changed : Overflow > Heap overflow",
		"severity removed : Moderate >", "tlp changed : GREEN > CLEAR", "score changed CVE-2026-1: 7.5 (3.1) > 9.8 (3.1)", "vulnerability added CVE-2026-3: > CVE-2026-3",
		"vulnerability removed CVE-2026-2: Second >", "products changed CVE-2026-1: under_investigation > affected [Router 4.1 Router 4.2]",
		"products added CVE-2026-3: > fixed [Switch]", "versions changed django (PyPI): 1 > 1, 2", "fix changed CVE-2026-1: Wait. > Upgrade.", "note added Legal: > None.",
		"reference added : > [https://b.example https://c.example]", "reference removed : > [https://a.example]", "credit removed : > [Finder]",
	}
	var have []string
	for _, s := range Advisories(&older, &newer, exact) {
		line := fmt.Sprintf("%s %s %s: %s > %s", s.What, s.Sort, s.Of, s.Before, s.After)
		line = strings.ReplaceAll(strings.TrimSpace(line), ":  >", ": >")
		if s.Names != nil {
			line += fmt.Sprintf(" %v", s.Names)
		}
		have = append(have, line)
	}
	for i := range max(len(have), len(want)) {
		x, y := "", ""
		if i < len(have) {
			x = have[i]
		}
		if i < len(want) {
			y = want[i]
		}
		if x != y {
			t.Errorf("%d: %q, want %q", i, x, y)
		}
	}
	if same := Advisories(&newer, &newer, exact); len(same) != 0 {
		t.Errorf("the same differs from itself: %+v", same)
	}
}

// TestAdvisoriesTurned holds that the way back tells the same, the other way round.
func TestAdvisoriesTurned(t *testing.T) {
	turned := map[domain.ChangeSort]domain.ChangeSort{domain.ChangeAdded: domain.ChangeRemoved, domain.ChangeRemoved: domain.ChangeAdded, domain.ChangeChanged: domain.ChangeChanged}
	type key struct {
		what domain.SaidSort
		sort domain.ChangeSort
		of   string
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) domain.Advisory {
			a := router()
			a.Title = rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, label)
			a.Revisions = nil // only what is new of a history is told
			n := rapid.IntRange(0, 2).Draw(t, label)
			a.Vulnerabilities = a.Vulnerabilities[:n]
			a.Statements = a.Statements[:rapid.IntRange(0, 3).Draw(t, label)]
			for i := range a.Statements {
				a.Statements[i].Status = rapid.SampledFrom([]domain.Status{domain.StatusAffected, domain.StatusFixed}).Draw(t, label)
			}
			a.Notes = a.Notes[:rapid.IntRange(0, 1).Draw(t, label)]
			return a
		}
		a, b := draw("a"), draw("b")
		there, back := map[key]int{}, map[key]int{}
		for _, s := range Advisories(&a, &b, exact) {
			there[key{s.What, s.Sort, s.Of}]++
		}
		for _, s := range Advisories(&b, &a, exact) {
			back[key{s.What, turned[s.Sort], s.Of}]++
		}
		if !reflect.DeepEqual(there, back) {
			t.Fatalf("there %v, back %v", there, back)
		}
	})
}

// TestDiffering holds that what is cut off both texts is the same, and whole letters.
func TestDiffering(t *testing.T) {
	word := rapid.SampledFrom([]string{"ä", "upgrade", "to", "1.2", "now…", "日本"})
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string {
			return strings.Join(rapid.SliceOfN(word, 0, 80).Draw(t, label), " ")
		}
		head, tail := text("head"), text("tail")
		a, b := head+" "+text("a")+" "+tail, head+" "+text("b")+" "+tail
		x, y := differing(a, b)
		if !utf8.ValidString(x) || !utf8.ValidString(y) {
			t.Fatalf("%q, %q", x, y)
		}
		if (a == b) != (x == y) {
			t.Fatalf("%q, %q", x, y)
		}
		if len(a) > longText && strings.HasPrefix(x, "…") {
			cut := strings.TrimPrefix(x, "…")
			if end, dots := strings.CutSuffix(cut, "…"); dots && strings.Contains(a, end) {
				cut = end
			}
			if !strings.Contains(a, cut) {
				t.Fatalf("%q is no part of %q", cut, a)
			}
		}
	})
}
