package workflow

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// revised is a CSAF document of Alder about npm packages, each with a flaw of its
// own, and one remediation for all of them.
func revised(id, revision, advice string, packages ...string) string {
	var products, flaws []string
	for i, name := range packages {
		products = append(products, fmt.Sprintf(`{"product_id":"P%d","name":%q,"product_identification_helper":{"purl":"pkg:npm/%s@1.0.0"}}`, i, name, name))
		flaws = append(flaws, fmt.Sprintf(`{"cve":"CVE-2026-9300%d","product_status":{"known_affected":["P%d"]},"remediations":[{"category":"vendor_fix","details":%q,"product_ids":["P%d"]}]}`, i, i, advice, i))
	}
	return fmt.Sprintf(`{"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":%q,"publisher":{"category":"vendor","name":"Alder","namespace":%q},
"tracking":{"id":%q,"status":"final","version":%q,"initial_release_date":"2026-11-01T00:00:00Z","current_release_date":"2026-11-02T00:00:00Z","revision_history":[{"date":"2026-11-01T00:00:00Z","number":%q,"summary":"x"}]}},
"product_tree":{"full_product_names":[%s]},"vulnerabilities":[%s]}`, id, alder, id, revision, revision, strings.Join(products, ","), strings.Join(flaws, ","))
}

// twoAssets are WEB with the packages one and two and DB with one alone, each
// with an SBOM of its own.
func twoAssets(t testing.TB, d *Desk) {
	t.Helper()
	for name, packages := range map[string][]string{"WEB": {"one", "two"}, "DB": {"one"}} {
		if _, err := d.AddAsset(t.Context(), domain.Asset{Name: name}); err != nil {
			t.Fatal(err)
		}
		putSBOM(t, d, name, packages...)
	}
}

func npmSBOM(asset string, packages ...string) string {
	var parts []string
	for _, p := range packages {
		parts = append(parts, fmt.Sprintf(`{"bom-ref":%q,"type":"library","name":%q,"version":"1.0.0","purl":"pkg:npm/%s@1.0.0"}`, p, p, p))
	}
	return `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{"component":{"type":"application","name":"` + asset + `"}},"components":[` + strings.Join(parts, ",") + `]}`
}

func putSBOM(t testing.TB, d *Desk, asset string, packages ...string) {
	t.Helper()
	file := strings.ToLower(asset) + ".cdx.json"
	folder := files(t, map[string]string{file: npmSBOM(asset, packages...)})
	if _, err := d.ImportSBOM(t.Context(), asset, filepath.Join(folder, file), ""); err != nil {
		t.Fatal(err)
	}
}

func matchDesk(t testing.TB) *Desk {
	t.Helper()
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	twoAssets(t, d)
	mustImport(t, d, map[string]string{"a.json": revised("A", "1.0.0", "Update to 2.", "one", "two"), "b.json": revised("B", "1", "Update to 3.", "one")})
	return d
}

// pairs lists "advisory: subject" of matches, sorted.
func pairs(t testing.TB, d *Desk, f domain.MatchFilter) string {
	t.Helper()
	list, err := d.Matches(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if list.Total != len(list.Lines) {
		t.Fatalf("%d of %d lines", len(list.Lines), list.Total)
	}
	var out []string
	for _, l := range list.Lines {
		name := l.Name
		if l.Asset != "" {
			name += " on " + l.Asset
		}
		out = append(out, l.AdvisoryID+": "+name)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// TestMatchesBothWays asks for the lists of clauses 13 and 17, from the side of
// the documents and from that of products, assets, SBOMs and components.
func TestMatchesBothWays(t *testing.T) {
	d := matchDesk(t)
	for _, c := range []struct {
		name   string
		filter domain.MatchFilter
		want   string
	}{
		{"advisories of each product", domain.MatchFilter{Side: domain.SideProduct}, "A: one, A: two, B: one"},
		{"advisories of one product", domain.MatchFilter{Side: domain.SideProduct, Products: []string{"npm/two"}}, "A: two"},
		{"advisories of each asset", domain.MatchFilter{Side: domain.SideAsset}, "A: DB, A: WEB, B: DB, B: WEB"},
		{"advisories of one asset", domain.MatchFilter{Side: domain.SideAsset, Assets: []string{"DB"}}, "A: DB, B: DB"},
		{"products of a document", domain.MatchFilter{Side: domain.SideProduct, Advisories: []domain.AdvisoryKey{"A"}}, "A: one, A: two"},
		{"assets of a document", domain.MatchFilter{Side: domain.SideAsset, Advisories: []domain.AdvisoryKey{"B"}}, "B: DB, B: WEB"},
		{"advisories of each SBOM", domain.MatchFilter{Side: domain.SideSBOM}, "A: db.cdx.json on DB, A: web.cdx.json on WEB, B: db.cdx.json on DB, B: web.cdx.json on WEB"},
		{"advisories of one SBOM", domain.MatchFilter{Side: domain.SideSBOM, SBOMs: []string{"db.cdx.json"}}, "A: db.cdx.json on DB, B: db.cdx.json on DB"},
		{"advisories of each component", domain.MatchFilter{Side: domain.SideComponent, SBOMs: []string{"web.cdx.json"}}, "A: one on WEB, A: two on WEB, B: one on WEB"},
		{"SBOMs of a document", domain.MatchFilter{Side: domain.SideSBOM, Advisories: []domain.AdvisoryKey{"B"}}, "B: db.cdx.json on DB, B: web.cdx.json on WEB"},
		{"components of a document", domain.MatchFilter{Side: domain.SideComponent, Advisories: []domain.AdvisoryKey{"A"}}, "A: one on DB, A: one on WEB, A: two on WEB"},
		{"one vulnerability", domain.MatchFilter{Side: domain.SideComponent, Vulnerability: "CVE-2026-93001"}, "A: two on WEB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := pairs(t, d, c.filter); got != c.want {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
		})
	}
	list, err := d.Matches(t.Context(), domain.MatchFilter{Side: domain.SideComponent, Components: []string{"no such"}})
	if err != nil || list.Total != 0 {
		t.Errorf("an unknown component has %d matches, %v", list.Total, err)
	}
	one, err := d.Matches(t.Context(), domain.MatchFilter{Side: domain.SideComponent, Offset: 1, Limit: 1})
	if err != nil || len(one.Lines) != 1 || one.Total != 5 || one.Count.Components != 3 {
		t.Errorf("a page: %+v, %v", one, err)
	}
}

// TestMatchConfidence broadens and narrows: a component known by name alone.
func TestMatchConfidence(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "WEB"}); err != nil {
		t.Fatal(err)
	}
	folder := files(t, map[string]string{"a.cdx.json": `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[{"type":"application","name":"Gate","version":"1.0.0"}]}`})
	if _, err := d.ImportSBOM(t.Context(), "WEB", filepath.Join(folder, "a.cdx.json"), ""); err != nil {
		t.Fatal(err)
	}
	mustImport(t, d, map[string]string{"a.json": strings.ReplaceAll(strings.ReplaceAll(revised("A", "1", "x", "Gate"),
		`,"product_identification_helper":{"purl":"pkg:npm/Gate@1.0.0"}`, ""), "npm", "")})
	narrow, err := d.Matches(t.Context(), domain.MatchFilter{})
	if err != nil || narrow.Total != 0 || narrow.Weaker != 1 {
		t.Errorf("by default: %+v, %v", narrow, err)
	}
	_, broad, err := d.RunMatching(t.Context(), domain.MatchFilter{Confidence: domain.NameOnly})
	if err != nil || broad.Total != 1 || broad.Weaker != 0 || broad.Lines[0].Confidence != domain.NameOnly {
		t.Errorf("broadened: %+v, %v", broad, err)
	}
}

func statusLine(t testing.TB, d *Desk, f domain.MatchFilter) string {
	t.Helper()
	list, err := d.Matches(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range list.Lines {
		out = append(out, fmt.Sprintf("%s %s %s", l.AdvisoryID, l.Name, l.Status))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// TestMarkMatches marks one asset, one component and all at once, and counts.
func TestMarkMatches(t *testing.T) {
	d := matchDesk(t)
	a := domain.MatchFilter{Advisories: []domain.AdvisoryKey{"A"}}
	if got := statusLine(t, d, a); got != "A DB not_remediated, A WEB not_remediated" {
		t.Fatalf("unmarked: %s", got)
	}
	mark := func(f domain.MatchFilter, status domain.Remedied, want int) {
		t.Helper()
		if n, err := d.MarkMatches(t.Context(), f, status); err != nil || n != want {
			t.Errorf("%d marks, want %d, %v", n, want, err)
		}
	}
	one := a
	one.Assets = []string{"WEB"}
	one.Vulnerability = "CVE-2026-93000"
	mark(one, domain.RemediationDone, 1)
	mark(one, domain.RemediationDone, 0)
	if got := statusLine(t, d, a); got != "A DB not_remediated, A WEB not_remediated" {
		t.Errorf("the other vulnerability of WEB is still open: %s", got)
	}
	one.Vulnerability = "CVE-2026-93001"
	mark(one, domain.RemediationBegun, 1)
	if got := statusLine(t, d, a); got != "A DB not_remediated, A WEB in_progress" {
		t.Errorf("marked one by one: %s", got)
	}
	list, err := d.Matches(t.Context(), a)
	if err != nil || list.Count.Assets != 2 || list.Count.AssetStatus[domain.NotRemediated] != 1 || list.Count.AssetStatus[domain.RemediationBegun] != 1 ||
		list.Count.Components != 3 || list.Count.ComponentStatus[domain.RemediationDone] != 1 {
		t.Errorf("counts %+v, %v", list.Count, err)
	}
	mark(a, domain.RemediationDone, 2) // the mark on CVE-2026-93000 of WEB says so already
	if got := statusLine(t, d, a); got != "A DB done, A WEB done" {
		t.Errorf("all at once: %s", got)
	}
	if got := statusLine(t, d, domain.MatchFilter{Advisories: []domain.AdvisoryKey{"B"}}); got != "B DB not_remediated, B WEB not_remediated" {
		t.Errorf("another advisory about the same component: %s", got)
	}
	component := domain.MatchFilter{Side: domain.SideComponent, Advisories: []domain.AdvisoryKey{"B"}, Assets: []string{"WEB"}}
	mark(component, domain.RemediationBegun, 1)
	component.Assets = nil
	if got := statusLine(t, d, component); got != "B one in_progress, B one not_remediated" {
		t.Errorf("a component: %s", got)
	}
	list, err = d.Matches(t.Context(), domain.MatchFilter{Status: domain.RemediationDone})
	if err != nil || list.Total != 2 {
		t.Errorf("%d lines are done, %v", list.Total, err)
	}
	if v := verifiedTargets(t, d); v != 0 {
		t.Errorf("a mark closed %d targets", v)
	}
	before := decisions(t, d)
	mustRebuild(t, d)
	after := decisions(t, d)
	if before["match-mark"] == "" || after["match-mark"] != before["match-mark"] {
		t.Errorf("building anew changed the marks: %q, %q", before["match-mark"], after["match-mark"])
	}
}

func verifiedTargets(t testing.TB, d *Desk) int {
	t.Helper()
	n := 0
	all, err := d.Tasks(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		n += v.Done
	}
	return n
}

func TestMarkMatchesRefuses(t *testing.T) {
	d := matchDesk(t)
	for _, c := range []struct {
		filter domain.MatchFilter
		status domain.Remedied
		code   domain.Code
	}{
		{domain.MatchFilter{}, domain.RemediationDone, "match_without_advisory"},
		{domain.MatchFilter{Advisories: []domain.AdvisoryKey{"A"}}, "finished", "match_status_unknown"},
		{domain.MatchFilter{Advisories: []domain.AdvisoryKey{"A"}, Vulnerability: "CVE-1"}, domain.RemediationDone, "nothing_matched"},
		{domain.MatchFilter{Advisories: []domain.AdvisoryKey{"X"}}, domain.RemediationDone, "no_such_advisory"},
	} {
		_, err := d.MarkMatches(t.Context(), c.filter, c.status)
		var e *domain.Error
		if !errors.As(err, &e) || e.Code != c.code {
			t.Errorf("%v: %v", c.filter, err)
		}
	}
}

// TestMatchStatusFollowsTheWork: without a mark, evidence says what is done.
func TestMatchStatusFollowsTheWork(t *testing.T) {
	d := matchDesk(t)
	d.now = func() time.Time { return dayOne.AddDate(0, 0, 1) }
	folder := files(t, map[string]string{"db.cdx.json": strings.ReplaceAll(npmSBOM("DB", "one"), "1.0.0", "2.0.0")})
	if _, err := d.ImportSBOM(t.Context(), "DB", filepath.Join(folder, "db.cdx.json"), ""); err != nil {
		t.Fatal(err)
	}
	if got := statusLine(t, d, domain.MatchFilter{Advisories: []domain.AdvisoryKey{"A"}}); got != "A DB done, A WEB not_remediated" {
		t.Errorf("after the update: %s", got)
	}
}
