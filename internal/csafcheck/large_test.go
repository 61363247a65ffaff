package csafcheck

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

// large makes a document of n products in branches, n product paths, and
// vulnerabilities that speak about all of them.
func large(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"$schema":"` + schema21 + `","document":{"category":"csaf_security_advisory","csaf_version":"2.1","distribution":{"tlp":{"label":"CLEAR"}},` +
		`"lang":"en","license_expression":"MIT","publisher":{"category":"vendor","name":"Meridian","namespace":"https://meridian.example"},"title":"Much","tracking":{` +
		`"current_release_date":"2026-03-01T08:00:00Z","id":"M-1","initial_release_date":"2026-03-01T08:00:00Z","revision_history":[` +
		`{"date":"2026-03-01T08:00:00Z","number":"1","summary":"First."}],"status":"final","version":"1"}},"product_tree":{"branches":[{"branches":[`)
	list := func(count int, format string, args func(i int) []any) {
		for i := range count {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, format, args(i)...)
		}
	}
	list(n, `{"branches":[{"category":"%[3]s","name":"%[2]s","product":{"name":"Pump %[1]d","product_id":"P%[1]d","product_identification_helper":{`+
		`"cpe":"cpe:2.3:o:meridian:pump%[1]d:1.%[1]d:*:*:*:*:*:*:*","purls":["pkg:rpm/meridian/pump@1.%[1]d?arch=x86_64"]}}}],"category":"product_name","name":"Pump %[1]d"}`,
		func(i int) []any {
			if i%10 == 0 {
				return []any{i, fmt.Sprintf("vers:intdot/<1.%d", i+1), "product_version_range"}
			}
			return []any{i, fmt.Sprintf("1.%d", i), "product_version"}
		})
	b.WriteString(`],"category":"vendor","name":"Meridian"}],"product_groups":[{"group_id":"G","product_ids":[`)
	id := func(i int) []any { return []any{i} }
	list(n, `"M%d"`, id)
	b.WriteString(`]}],"product_paths":[`)
	list(n, `{"beginning_product_reference":"P%[1]d","full_product_name":{"name":"Pump %[1]d on a wall","product_id":"M%[1]d"},`+
		`"subpaths":[{"category":"installed_on","next_product_reference":"P0"}]}`, id)
	b.WriteString(`]},"vulnerabilities":[`)
	for v := range 4 {
		if v > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"cve":"CVE-2026-9000%d","product_status":{"known_affected":[`, v)
		list(n, `"M%d"`, id)
		b.WriteString(`],"fixed":[`)
		list(n, `"P%d"`, id)
		b.WriteString(`]},"remediations":[{"category":"vendor_fix","details":"Update.","group_ids":["G"]},{"category":"mitigation","details":"Wait.","product_ids":[`)
		list(n, `"M%d"`, id)
		b.WriteString(`]}],"threats":[`)
		list(n, `{"category":"impact","details":"The pump %[1]d forgets its limits.","product_ids":["M%[1]d"]}`, id)
		b.WriteString(`]}`)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// TestTimeGrowsWithTheDocument holds a document of four times the size against
// one that is smaller: a test that compares all with all would take sixteen times
// as long.
func TestTimeGrowsWithTheDocument(t *testing.T) {
	took := func(doc []byte) time.Duration {
		best := time.Duration(1 << 62)
		for range 3 {
			start := time.Now()
			judge(t, doc)
			best = min(best, time.Since(start))
		}
		return best
	}
	var ratio float64
	for range 5 { // other work on the machine disturbs a measurement; it does not mend one
		if ratio = float64(took(large(2000))) / float64(took(large(500))); ratio < 9 {
			return
		}
	}
	t.Errorf("four times the document took %.1f times as long", ratio)
}

func BenchmarkCheckLarge(b *testing.B) {
	for _, n := range []int{1000, 30_000} {
		doc := large(n)
		b.Run(fmt.Sprintf("%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				judge(b, doc)
			}
		})
	}
}

// BenchmarkCheckSiblings is the worst tree for ranges: all siblings, all overlapping.
func BenchmarkCheckSiblings(b *testing.B) {
	var list strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&list, `%s{"category":"product_version_range","name":"vers:intdot/<1.%d","product":{"name":"n","product_id":"R%d"}}`, map[bool]string{true: ","}[i > 0], i, i)
	}
	doc := edited(b, "2.1", versions, "["+list.String()+"]")
	for b.Loop() {
		judge(b, doc)
	}
}
