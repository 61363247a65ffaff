//go:build corpora

package ingest

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fenceline/internal/domain"
)

// checkKEV compares the JSON of the catalogue with the CSV of the same day.
func checkKEV(t *testing.T, n *tally) {
	n.only(t, map[string]int{"format_unknown": 1, "format_unread": 1}) // its notes and its schema
	fromJSON, fromCSV := n.items["known_exploited_vulnerabilities.json"], n.items["known_exploited_vulnerabilities.csv"]
	if len(fromJSON) != 1404 {
		t.Errorf("%d entries", len(fromJSON))
	}
	if diff := cmp.Diff(fromJSON, fromCSV, cmpopts.IgnoreFields(domain.Signal{}, "Published")); diff != "" {
		t.Errorf("-json +csv:\n%s", diff)
	}
}

// checkEPSS compares the scores with the rows that come with the set.
func checkEPSS(t *testing.T, n *tally) {
	for file, golden := range map[string]string{
		"fixtures/epss_scores-2021-04-14.csv.gz": "2021/2021-04-14.json",
		"fixtures/epss_scores-2023-03-07.csv.gz": "2023/2023-03-07.json",
	} {
		raw, err := os.ReadFile(corpora(t, "epss", "golden", golden))
		if err != nil {
			t.Fatal(err)
		}
		type row struct {
			ID               string
			EPSS, Percentile float64
		}
		var want struct {
			Model string
			Date  string `json:"score_date"`
			Data  []row
		}
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		var got []row
		for _, item := range n.items[file] {
			s := item.(domain.Signal)
			score, _ := strconv.ParseFloat(s.Value, 64)
			percentile, _ := strconv.ParseFloat(s.Percentile, 64)
			got = append(got, row{s.Vulnerability, score, percentile})
			if s.Model != want.Model || !strings.HasPrefix(want.Date, s.Published.Format("2006-01-02")) {
				t.Errorf("%s: model %q, day %v", file, s.Model, s.Published)
			}
		}
		if diff := cmp.Diff(want.Data, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// checkOpenVEX counts with the standard library alone: one statement for each
// vulnerability and product, or subcomponent in a product.
func checkOpenVEX(t *testing.T, n *tally) {
	n.only(t, map[string]int{"format_unknown": 5, "format_unread": 1, "member_missing": 1}) // notes, a schema, a statement without product
	compareDocuments(t, corpora(t, "openvex"), func(doc Document, raw map[string]any) {
		if doc.Format != domain.FormatOpenVEX || len(n.items[doc.File]) == 0 {
			return
		}
		a := n.items[doc.File][0].(domain.Advisory)
		want := map[string]bool{}
		for _, s := range list(raw["statements"]) {
			statement := s.(map[string]any)
			also := list(statement["subcomponents"])
			for _, p := range list(statement["products"]) {
				product, _ := p.(map[string]any)
				parts := append(list(product["subcomponents"]), also...)
				if len(parts) == 0 {
					parts = []any{""}
				}
				for _, part := range parts {
					want[fmt.Sprint(text(statement["vulnerability"], "name"), text(p, "@id"), product["identifiers"], part)] = true
				}
			}
		}
		if len(a.Statements) != len(want) || a.Publisher != raw["author"] {
			t.Errorf("%s: %d statements by %q, want %d by %v", doc.File, len(a.Statements), a.Publisher, len(want), raw["author"])
		}
	})
}

// checkCycloneDXVEX holds every JSON document with vulnerabilities, and no other, to
// come in with the states its analyses have.
func checkCycloneDXVEX(t *testing.T, n *tally) {
	words := map[string]domain.Status{"not_affected": domain.StatusNotAffected, "false_positive": domain.StatusNotAffected,
		"resolved": domain.StatusFixed, "resolved_with_pedigree": domain.StatusFixed, "exploitable": domain.StatusAffected,
		"in_triage": domain.StatusUnderInvestigation, "": domain.StatusAffected}
	seen := 0
	compareDocuments(t, corpora(t, "cyclonedx-boms"), func(doc Document, raw map[string]any) {
		flaws := list(raw["vulnerabilities"])
		items := n.items[doc.File]
		if (len(flaws) > 0) != (len(items) > 0) {
			t.Errorf("%s: %d vulnerabilities, %d items", doc.File, len(flaws), len(items))
		}
		if len(items) == 0 {
			return
		}
		seen++
		said := map[string]map[domain.Status]bool{}
		for _, s := range items[0].(domain.Advisory).Statements {
			if said[s.Vulnerability] == nil {
				said[s.Vulnerability] = map[domain.Status]bool{}
			}
			said[s.Vulnerability][s.Status] = true
		}
		for _, f := range flaws {
			flaw := f.(map[string]any)
			id, state := text(flaw, "id"), text(flaw["analysis"], "state")
			ownWords := strings.Contains(fmt.Sprint(flaw["affects"]), "status:") // of single versions
			if len(list(flaw["affects"])) > 0 && !ownWords && !said[id][words[state]] {
				t.Errorf("%s: %s is %q, read %v", doc.File, id, state, said[id])
			}
		}
	})
	if seen += checkXMLVEX(t, n); seen != n.imported {
		t.Errorf("%d documents with vulnerabilities, %d imported", seen, n.imported)
	}
}

// checkXMLVEX holds every XML document with vulnerabilities, and no other, to come in
// with as many as it has, and tells how many there are.
func checkXMLVEX(t *testing.T, n *tally) (seen int) {
	err := Walk(context.Background(), corpora(t, "cyclonedx-boms"), DefaultLimits(), func(doc Document, err error) error {
		var bom struct {
			XMLName xml.Name `xml:"bom"`
			Flaws   []struct {
				ID string `xml:"id"`
			} `xml:"vulnerabilities>vulnerability"`
		}
		if err != nil || xml.Unmarshal(doc.Data, &bom) != nil {
			return err
		}
		items := n.items[doc.File]
		if len(bom.Flaws) == 0 != (len(items) == 0) {
			t.Errorf("%s: %d vulnerabilities, %d items", doc.File, len(bom.Flaws), len(items))
		}
		if len(items) == 0 {
			return nil
		}
		seen++
		if have := len(items[0].(domain.Advisory).Vulnerabilities); have != len(bom.Flaws) {
			t.Errorf("%s: %d vulnerabilities, read %d", doc.File, len(bom.Flaws), have)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

// checkSTIX counts with the standard library: every bundle comes in, with one
// vulnerability per name, a signal per CVE, and every object it does not read counted.
func checkSTIX(t *testing.T, n *tally) {
	bundles := 0
	compareDocuments(t, corpora(t, "stix"), func(doc Document, raw map[string]any) {
		if raw["type"] != "bundle" {
			return
		}
		bundles++
		if doc.Format != domain.FormatSTIX {
			t.Errorf("%s: %s", doc.File, doc.Format)
		}
		names, cves, worth, passed := map[string]bool{}, map[string]bool{}, false, 0
		for _, o := range list(raw["objects"]) {
			object := o.(map[string]any)
			switch kind := text(object, "type"); kind {
			case "vulnerability":
				if object["revoked"] != true {
					worth = true
					name := text(object, "name")
					for _, ref := range list(object["external_references"]) {
						if text(ref, "source_name") == "cve" {
							name = text(ref, "external_id")
						}
					}
					names[name] = true
					if strings.HasPrefix(name, "CVE-") {
						cves[name] = true
					}
				}
			case "course-of-action", "infrastructure", "note", "report", "software", "sighting":
				worth = worth || object["revoked"] != true || kind == "report"
			case "identity", "attack-pattern", "relationship", "marking-definition":
			default:
				passed++
			}
		}
		items := n.items[doc.File]
		if worth != (len(items) > 0) {
			t.Errorf("%s: %d items", doc.File, len(items))
		}
		if len(items) == 0 {
			return
		}
		a, counted := items[0].(domain.Advisory), 0
		for _, w := range a.Warnings {
			if w.Code == "stix_passed" {
				n, _ := strconv.Atoi(w.Params["count"])
				counted += n
			}
		}
		if len(a.Vulnerabilities) != len(names) || len(items)-1 != len(cves) || counted != passed || len(a.Statements) != 0 {
			t.Errorf("%s: %d vulnerabilities of %v, %d signals of %v, %d of %d passed over", doc.File, len(a.Vulnerabilities), names, len(items)-1, cves, counted, passed)
		}
	})
	if bundles == 0 || n.byFormat[domain.FormatSTIX] != bundles || len(n.reasons["json_syntax"]) > 0 {
		t.Errorf("%d bundles, %d recognised", bundles, n.byFormat[domain.FormatSTIX])
	}
}

// compareDocuments hands on every JSON object under path as the standard library
// reads it.
func compareDocuments(t *testing.T, path string, compare func(Document, map[string]any)) {
	t.Helper()
	err := Walk(context.Background(), path, DefaultLimits(), func(doc Document, err error) error {
		if err != nil {
			return err
		}
		var raw map[string]any
		if json.Unmarshal(doc.Data, &raw) == nil {
			compare(doc, raw)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func list(v any) []any {
	all, _ := v.([]any)
	return all
}

// text is a member of an object, or the text that stands in its place.
func text(v any, member string) string {
	if object, ok := v.(map[string]any); ok {
		v = object[member]
	}
	s, _ := v.(string)
	return s
}
