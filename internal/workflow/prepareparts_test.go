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

// drawOpenVEX draws a document, sometimes with its head behind its statements.
func drawOpenVEX(t *rapid.T) []byte {
	var b strings.Builder
	head := `"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://maker.example/vex/1","author":"Maker","timestamp":"2026-06-01T00:00:00Z","version":1`
	behind := rapid.Bool().Draw(t, "head behind")
	b.WriteString("{")
	if !behind {
		b.WriteString(head + ",")
	}
	b.WriteString(`"statements":[`)
	products := func(name string, least int) string {
		return "[" + strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{`"pkg:npm/a@1.0"`, `"pkg:npm/a@1.1"`, `"pkg:npm/b"`, `{"@id":"pkg:oci/whole@1","subcomponents":[{"@id":"pkg:npm/a@1.0"},{"@id":"pkg:npm/b"}]}`,
			`{"@id":"nginx"}`, `{"identifiers":{"cpe23":"cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"}}`, `{}`}), least, 5).Draw(t, name), ",") + "]"
	}
	for s := range rapid.IntRange(1, 6).Draw(t, "statements") {
		if s > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"vulnerability":{"name":"CVE-2026-1000%d"},"status":%q,"impact_statement":"Impact %d","action_statement":"Advice %d","products":%s`,
			rapid.IntRange(0, 12).Draw(t, "cve"), rapid.SampledFrom([]string{"affected", "fixed", "not_affected", "under_investigation"}).Draw(t, "status"), s%3, s%2, products("products", 1))
		if rapid.Bool().Draw(t, "dated") {
			fmt.Fprintf(&b, `,"timestamp":"2026-0%d-01T00:00:00Z"`, rapid.IntRange(1, 9).Draw(t, "month"))
		}
		if rapid.IntRange(0, 3).Draw(t, "parts beside") == 0 {
			b.WriteString(`,"subcomponents":` + products("subcomponents", 0))
		}
		b.WriteString("}")
	}
	b.WriteString("]")
	if behind {
		b.WriteString("," + head)
	}
	b.WriteString("}")
	return []byte(b.String())
}

// TestPartsAreTheWhole is the law that a document whose statements come in parts leaves
// what it leaves in one piece: the same rows, keys, ecosystems, texts and warnings.
func TestPartsAreTheWhole(t *testing.T) {
	parted := map[domain.Format]int{}
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SampledFrom([]func(*rapid.T) []byte{drawCSAF, drawOpenVEX}).Draw(t, "format")(t)
		doc := ingest.Document{File: "drawn.json", Format: ingest.Recognise("drawn.json", data), Size: int64(len(data)), Data: data}
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
			parted[a.Format]++
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
	if len(parted) < 2 {
		t.Errorf("in parts came %v", parted)
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
