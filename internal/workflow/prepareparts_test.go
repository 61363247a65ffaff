package workflow

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
)

// drawCSAF draws a document with lines of products, claims about them and advice.
func drawCSAF(t *rapid.T) []byte {
	var b strings.Builder
	b.WriteString(`{"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"Drawn",
 "publisher":{"category":"vendor","name":"Maker","namespace":"https://maker.example"},"tracking":{"id":"DRAWN-1","status":"final","version":"1",
 "initial_release_date":"2026-06-01T00:00:00Z","current_release_date":"2026-06-01T00:00:00Z","revision_history":[{"date":"2026-06-01T00:00:00Z","number":"1","summary":"first"}]}},
 "product_tree":{"branches":[{"category":"vendor","name":"Maker","branches":[`)
	var refs []string
	for line := range rapid.IntRange(1, 3).Draw(t, "lines") {
		if line > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"category":"product_name","name":"part %d","branches":[`, line)
		for v := range rapid.IntRange(1, 4).Draw(t, "versions") {
			ref := fmt.Sprintf("P%d.%d", line, v)
			refs = append(refs, ref)
			if v > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `{"category":"product_version","name":"1.%d","product":{"product_id":%q,"name":"Maker part %d 1.%d","product_identification_helper":{"purl":"pkg:npm/part-%d@1.%d"}}}`, v, ref, line, v, line, v)
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]}]},"vulnerabilities":[`)
	some := func(name string) string {
		picked := rapid.SliceOfNDistinct(rapid.SampledFrom(append(slices.Clone(refs), "UNKNOWN")), 0, len(refs), rapid.ID).Draw(t, name)
		return `["` + strings.Join(picked, `","`) + `"]`
	}
	for v := range rapid.IntRange(1, 5).Draw(t, "flaws") {
		if v > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"cve":"CVE-2026-1000%d","product_status":{"known_affected":%s,"fixed":%s,"known_not_affected":%s},
 "scores":[{"products":%s,"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H","baseScore":7.5,"baseSeverity":"HIGH"}}],
 "remediations":[{"category":"vendor_fix","details":"Advice %d","product_ids":%s}],"threats":[{"category":"impact","details":"Impact %d","product_ids":%s}]}`,
			rapid.IntRange(0, 6).Draw(t, "cve"), some("affected"), some("fixed"), some("not"), some("scored"), v%3, some("advised"), v%2, some("hit"))
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// TestPartsAreTheWhole is the law that a document whose statements come in parts leaves
// what it leaves in one piece: the same rows, keys, ecosystems, texts and warnings.
func TestPartsAreTheWhole(t *testing.T) {
	parted := 0
	rapid.Check(t, func(t *rapid.T) {
		data := drawCSAF(t)
		doc := ingest.Document{File: "drawn.json", Format: domain.FormatCSAF, Size: int64(len(data)), Data: data}
		var whole, inParts preparedAdvisory
		err := ingest.Decode(doc, func(item domain.Item) error {
			if a, ok := item.(domain.Advisory); ok {
				whole = prepareAdvisory(a)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		parts := statementParts{}
		err = ingest.DecodeInParts(doc, rapid.IntRange(1, 12).Draw(t, "most"), func(a *domain.Advisory, first int) {
			parted++
			parts.take(a, first)
		}, func(item domain.Item) error {
			if a, ok := item.(domain.Advisory); ok {
				inParts = parts.prepare(a)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(whole.keys, inParts.keys) || !slices.Equal(whole.speaksOf, inParts.speaksOf) || whole.size != inParts.size {
			t.Fatalf("keys %q and %q, ecosystems %q and %q", whole.keys, inParts.keys, whole.speaksOf, inParts.speaksOf)
		}
		for i := range whole.rows {
			if a, b := whole.rows[i].Rows(), inParts.rows[i].Rows(); !reflect.DeepEqual(a, b) {
				t.Fatalf("%s: %+v and %+v", whole.keys[i], a, b)
			}
		}
		if a, b := saidBy(&whole.advisory), saidBy(&inParts.advisory); !slices.Equal(a, b) {
			t.Fatalf("texts %q and %q", a, b)
		}
		whole.advisory.Statements, inParts.advisory.Statements = nil, nil
		if !reflect.DeepEqual(whole.advisory, inParts.advisory) {
			t.Fatalf("%+v and %+v", whole.advisory, inParts.advisory)
		}
	})
	if parted == 0 {
		t.Error("no document came in parts")
	}
}

// saidBy are the texts of statements, each once, in order.
func saidBy(a *domain.Advisory) []string {
	var out []string
	add := func(text string) {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for i := range a.Statements {
		add(a.Statements[i].Impact)
		for j := range a.Statements[i].Remediations {
			add(a.Statements[i].Remediations[j].Details)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
