//go:build corpora

package ingest

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func checkCISA(t *testing.T, n *tally) {
	n.only(t, map[string]int{"format_unknown": 2}) // the notes that come with the set
	want := map[domain.Format]int{domain.FormatCSAF: 1574 + 25, domain.FormatHash: 25, domain.FormatSignature: 25, domain.FormatProvider: 6}
	for format, count := range want {
		if n.byFormat[format] != count {
			t.Errorf("%d files of %s, want %d", n.byFormat[format], format, count)
		}
	}
	if n.advisories != want[domain.FormatCSAF] {
		t.Errorf("%d advisories", n.advisories)
	}
	for file, items := range n.items {
		a := items[0].(domain.Advisory)
		base := strings.TrimSuffix(path.Base(file), ".json")
		if strings.ToLower(a.ID) != base || a.TLP != domain.TLPClear || a.Namespace != "https://www.cisa.gov/" {
			t.Errorf("%s: id %s, label %s, namespace %s", file, a.ID, a.TLP, a.Namespace)
		}
	}
	recount(t, n, corpora(t, "cisa-csaf", "cisa-csaf-dev.tar.gz"))
}

// recount counts products and claims of every CSAF document of a pack with the
// standard library alone and compares.
func recount(t *testing.T, n *tally, pack string) {
	t.Helper()
	err := Walk(context.Background(), pack, DefaultLimits(), func(doc Document, err error) error {
		if err != nil {
			return err
		}
		var raw map[string]any
		if err := json.Unmarshal(doc.Data, &raw); err != nil {
			return err
		}
		a, ok := n.advisory(t, doc.File)
		if !ok {
			return nil
		}
		ids := map[string]bool{}
		productIDs(raw["product_tree"], ids)
		if len(ids) != len(a.Products) {
			t.Errorf("%s: %d products, want %d", doc.File, len(a.Products), len(ids))
		}
		if want := claimsOf(raw); want != len(a.Statements) {
			t.Errorf("%s: %d statements, want %d", doc.File, len(a.Statements), want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func productIDs(v any, ids map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		if id, ok := v["product_id"].(string); ok {
			ids[id] = true
		}
		for _, child := range v {
			productIDs(child, ids)
		}
	case []any:
		for _, child := range v {
			productIDs(child, ids)
		}
	}
}

func claimsOf(raw map[string]any) int {
	kinds := map[string]string{"first_affected": "a", "known_affected": "a", "last_affected": "a",
		"known_not_affected": "n", "first_fixed": "f", "fixed": "f", "under_investigation": "u"}
	count := 0
	vulnerabilities, _ := raw["vulnerabilities"].([]any)
	for _, v := range vulnerabilities {
		claims := map[string]bool{}
		status, _ := v.(map[string]any)["product_status"].(map[string]any)
		for name, list := range status {
			for _, id := range list.([]any) {
				if kinds[name] != "" {
					claims[kinds[name]+id.(string)] = true
				}
			}
		}
		count += len(claims)
	}
	return count
}

func checkVendors(t *testing.T, n *tally) {
	n.only(t, map[string]int{"format_unknown": 2, "json_trailing": 1, "json_type": 1})
	rows, err := os.ReadFile(corpora(t, "csaf-vendors", "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, row := range strings.Split(strings.TrimSpace(string(rows)), "\n")[1:] {
		field := strings.Split(row, "\t")
		file := field[0]
		if size, _ := strconv.Atoi(field[1]); size > 150_000 {
			file = "large-dev.tar.gz!" + file
		}
		if strings.Contains(file, "fg-ir-25-771") || strings.HasPrefix(file, "unparsable/") {
			continue
		}
		if a, ok := n.advisory(t, file); ok {
			checked++
			if a.ID != field[5] || a.Publisher != field[4] || a.Category != field[3] {
				t.Errorf("%s: got %s by %s (%s), want %s by %s (%s)", file, a.ID, a.Publisher, a.Category, field[5], field[4], field[3])
			}
		}
	}
	if checked != n.imported {
		t.Errorf("checked %d of %d", checked, n.imported)
	}
}

// checkConformance holds the reader to the validator's verdicts: what is valid
// must come in; what is not may.
func checkConformance(t *testing.T, n *tally) {
	for _, version := range []string{"csaf_2.0", "csaf_2.1"} {
		raw, err := os.ReadFile(corpora(t, "csaf-conformance", version, "validator", "testcases.json"))
		if err != nil {
			t.Fatal(err)
		}
		type named struct {
			Name  string
			Valid bool
		}
		var cases struct {
			Tests []struct{ Failures, Valid []named }
		}
		if err := json.Unmarshal(raw, &cases); err != nil {
			t.Fatal(err)
		}
		valid := 0
		for _, test := range cases.Tests {
			for _, doc := range append(test.Failures, test.Valid...) {
				if doc.Valid {
					valid++
					n.advisory(t, version+"/validator/"+doc.Name)
				}
			}
		}
		if valid == 0 {
			t.Errorf("%s: nothing to look at", version)
		}
		t.Logf("%s: %d valid documents came in", version, valid)
	}
}

func checkOSV(t *testing.T, n *tally) {
	n.only(t, map[string]int{"format_unknown": 2, "format_unread": 7}) // notes, schemas, GitHub's own format
	packs := map[string]int{}
	for file, items := range n.items {
		pack, _, packed := strings.Cut(file, "!")
		if packed {
			packs[pack]++
		}
		if a := items[0].(domain.Advisory); a.Format == domain.FormatOSV && len(a.Products) != len(a.Statements) {
			t.Errorf("%s: %d products, %d statements", file, len(a.Products), len(a.Statements))
		}
	}
	for pack, want := range map[string]int{"go-vulndb-900.tar.gz": 900, "bitnami-900.tar.gz": 900, "almalinux-250.tar.gz": 250} {
		if packs[pack] != want {
			t.Errorf("%s: %d records, want %d", pack, packs[pack], want)
		}
	}
	checkPairs(t, n)
}

// checkPairs compares the same advisories as CSAF and as OSV.
func checkPairs(t *testing.T, n *tally) {
	const dir = "tools/redhat/testdata/"
	for osv, csaf := range map[string]string{
		"OSV/RHSA-2024_4546.json": "CSAF/rhsa-2024_4546.json",
		"OSV/RHSA-2024_6220.json": "CSAF/rhsa-2024_6220.json.tar.gz!rhsa-2024_6220.json",
	} {
		o, okO := n.advisory(t, dir+osv)
		c, okC := n.advisory(t, dir+csaf)
		if !okO || !okC {
			continue
		}
		names := map[string]bool{}
		for _, v := range c.Vulnerabilities {
			names[v.ID] = true
		}
		v := o.Vulnerabilities[0]
		for _, name := range append(append([]string{v.ID}, v.Aliases...), v.Related...) {
			if strings.HasPrefix(name, "CVE-") && !names[name] {
				t.Errorf("%s names %s, %s does not", osv, name, csaf)
			}
		}
		if o.ID != c.ID {
			t.Errorf("%s is %s, %s is %s", osv, o.ID, csaf, c.ID)
		}
	}
}

// checkCVE compares CISA's decision points with those the standard library finds.
func checkCVE(t *testing.T, n *tally) {
	records, rejected := 0, 0
	err := Walk(context.Background(), corpora(t, "cve5", "vulnrichment-1500.tar.gz"), DefaultLimits(), func(doc Document, err error) error {
		if err != nil {
			return err
		}
		records++
		var raw struct {
			Meta       struct{ State string } `json:"cveMetadata"`
			Containers struct {
				ADP []struct {
					Metrics []struct {
						Other struct {
							Type    string
							Content json.RawMessage
						}
					}
				}
			}
		}
		if err := json.Unmarshal(doc.Data, &raw); err != nil {
			return err
		}
		want := map[string]string{}
		for _, adp := range raw.Containers.ADP {
			for _, m := range adp.Metrics {
				var content struct{ Options []map[string]string }
				if m.Other.Type != "ssvc" || json.Unmarshal(m.Other.Content, &content) != nil {
					continue
				}
				for _, option := range content.Options {
					for name, value := range option {
						want[name] = strings.ToLower(value)
					}
				}
			}
		}
		got := map[string]string{}
		for _, item := range n.items[doc.File] {
			switch i := item.(type) {
			case domain.Signal:
				names := map[domain.SignalKind]string{domain.SignalAutomatable: "Automatable", domain.SignalImpact: "Technical Impact", domain.SignalExploit: "Exploitation"}
				got[names[i.Kind]] = i.Value
				if i.Source != "CISA SSVC" || i.Published.IsZero() {
					t.Errorf("%s: signal by %q at %v", doc.File, i.Source, i.Published)
				}
			case domain.Advisory:
				if raw.Meta.State == "REJECTED" {
					rejected++
				}
				if (raw.Meta.State == "REJECTED") == i.Withdrawn.IsZero() {
					t.Errorf("%s: %s, withdrawn %v", doc.File, raw.Meta.State, i.Withdrawn)
				}
			}
		}
		if !maps.Equal(want, got) {
			t.Errorf("%s: got %v, want %v", doc.File, got, want)
		}
		return nil
	})
	if err != nil || records != 1500 || rejected != 5 {
		t.Errorf("%d records, %d rejected, %v", records, rejected, err)
	}
	for file := range n.items {
		if strings.Contains(file, "reserved") || strings.HasSuffix(file, "rejected_fail.json") {
			t.Errorf("%s came in", file)
		}
	}
	n.advisory(t, "cve-services/5.0/CVE-2017-4024_published.json")
}
