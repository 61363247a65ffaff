package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// index builds an index of some segments in memory, a share of the advisories each.
func index(all []domain.Advisory, segments int) (*Index, Held) {
	held := Held{}
	var heads []Head
	each := max(1, (len(all)+segments-1)/segments)
	for part := range slices.Chunk(all, each) {
		b := NewBuilder()
		for i := range part {
			b.Describe(&part[i], Known{Badge: domain.BadgeHash, File: "bundle/" + part[i].ID + ".json", Revisions: 1})
		}
		heads = append(heads, held.Hold(len(heads), b))
	}
	return New(heads, nil), held
}

func find(t testing.TB, x *Index, src Blocks, o Options) []string {
	t.Helper()
	rows, total, err := x.Find(src, o)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range rows {
		out = append(out, r.Key[strings.LastIndexByte(r.Key, '|')+1:])
	}
	if o.Limit == 0 && o.Offset == 0 && total != len(out) {
		t.Fatalf("%d rows, total %d", len(out), total)
	}
	return out
}

func ask(text string) Options { return Options{Query: Parse(text, time.UTC)} }

var samples = []domain.Advisory{
	{Format: "csaf", Namespace: "https://alder.example", ID: "AL-1", Revision: "2", Title: "Heap overflow in the Edge Router", Publisher: "Alder", PublisherCategory: "vendor",
		Standard: "2.0", Category: "csaf_security_advisory", Status: "final", TLP: domain.TLPAmber, Severity: "Moderate", Language: "en",
		Published: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), Modified: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC),
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1000", Aliases: []string{"AL-FLAW-7"}, CWEs: []string{"CWE-787"}, Text: "A long name.", Scores: []domain.Score{{Base: 7.5}}}},
		Products: []domain.Product{{Ref: "P1", Name: "Alder Edge Router 4.1", Vendor: "Alder", Product: "Edge Router", Version: "4.1", PURLs: []string{"pkg:generic/alder/edge-router@4.1"}, Hashes: []domain.Hash{{Value: "beef00"}},
			Models: []string{"ER-4"}, Serials: []string{"SN-9"}, SKUs: []string{"SKU-3"}, Relationship: &domain.Relationship{Category: "installed_on"}}},
		Statements: []domain.Statement{{Remediations: []domain.Remediation{{Details: "Upgrade to firmware five."}}}},
		Revisions:  []domain.RevisionNote{{Number: "1", Date: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), Text: "Begun"}, {Number: "2", Date: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Text: "Corrected"}},
		Notes:      []domain.Note{{Title: "Überblick", Text: "Größe <b>über</b> alles; see log4j-core."}}, Credits: []domain.Credit{{Name: "Deep Finder", Role: "TOOL"}}},
	{Format: "csaf", Namespace: "https://birch.example", ID: "BI-9", Revision: "1.0.0", Title: "Router fan noise", Publisher: "Birch", Standard: "2.1", Category: "csaf_vex", Status: "draft", TLP: domain.TLPClear, Severity: "Critical",
		Published: time.Date(2026, 2, 5, 0, 0, 0, 0, time.UTC), Modified: time.Date(2026, 2, 6, 0, 0, 0, 0, time.UTC),
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-999", Scores: []domain.Score{{Base: 9.8}}}}, Products: []domain.Product{{Ref: "X", Vendor: "Birch", Product: "Fan", Name: "Birch Fan"}},
		Notes: []domain.Note{{Text: "An overflow of dust, not of a heap. Mentions CVE-2026-1000 and Edge."}}},
	{Format: "osv", Namespace: "PyPI", ID: "GHSA-aaaa-bbbb-cccc", Revision: "2026-05-01T00:00:00Z", Title: "SQL injection", Modified: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), TLP: domain.TLPClear,
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-2000", Aliases: []string{"GHSA-aaaa-bbbb-cccc"}}}, Products: []domain.Product{{Ref: "0", Package: "django", Ecosystem: "PyPI"}}},
}

func TestEveryFieldIsFound(t *testing.T) {
	tests := map[string]string{
		"title:heap": "AL-1", "id:BI-9": "BI-9", "category:csaf_vex": "BI-9", "category:vex": "BI-9", "csaf:2.1": "BI-9", "publisher:alder": "AL-1", "publisher-category:vendor": "AL-1",
		"namespace:birch.example": "BI-9", "status:draft": "BI-9", "version:1.0.0": "BI-9", "published:2026-01": "AL-1", "published:2026-01-05": "AL-1", "modified:2026-03-01": "AL-1",
		"revised:2026-01-05": "AL-1", "revision:corrected": "AL-1", "tlp:amber": "AL-1", "tlp:CLEAR": "BI-9 GHSA-aaaa-bbbb-cccc", "severity:moderate": "AL-1", "lang:en": "AL-1",
		"cve:CVE-2026-1000": "AL-1", "cve:al-flaw-7": "AL-1", "cwe:CWE-787": "AL-1", "fix:firmware": "AL-1", "vendor:birch": "BI-9", "product:\"edge router\"": "AL-1", "product:django": "GHSA-aaaa-bbbb-cccc",
		"product-version:4.1": "AL-1", "product-id:P1": "AL-1", "purl:pkg:generic/alder/edge-router": "AL-1", "hash:beef00": "AL-1", "model:ER-4": "AL-1", "serial:sn-9": "AL-1", "sku:sku-3": "AL-1",
		"relation:installed_on": "AL-1", "credit:finder": "AL-1", "role:tool": "AL-1", "badge:hash": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc", "format:osv": "GHSA-aaaa-bbbb-cccc", "source:bundle": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc",
		"überblick": "AL-1", "GRÖSSE": "", "größe": "AL-1", "core": "AL-1", "log4j": "AL-1", "log4j-core": "AL-1", "overfl": "AL-1 BI-9", "overflow -dust": "AL-1", "overflow !heap": "", "the": "",
		"cvss>=7": "AL-1 BI-9", "cvss>7.5": "BI-9", "cvss<9 overflow": "AL-1", "modified>=2026-03-01": "AL-1 GHSA-aaaa-bbbb-cccc", "modified>2026-03-01": "GHSA-aaaa-bbbb-cccc", "modified<=2026-03-01": "AL-1 BI-9",
		"modified<2026-03": "BI-9", "published>2026-01": "BI-9", "-modified>=2026-03": "BI-9", "nothing": "", "title:dust": "", "heap router": "AL-1 BI-9", "": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc",
	}
	for _, segments := range []int{1, 3} {
		x, src := index(samples, segments)
		for query, want := range tests {
			got := find(t, x, src, ask(query))
			slices.Sort(got)
			if strings.Join(got, " ") != want {
				t.Errorf("%d segments, %q: %v, want %s", segments, query, got, want)
			}
		}
	}
}

func TestExactIDComesFirst(t *testing.T) {
	x, src := index(samples, 2)
	for query, want := range map[string]string{"CVE-2026-1000": "AL-1 BI-9", "cve-2026-999": "BI-9", "ghsa-AAAA-bbbb-cccc": "GHSA-aaaa-bbbb-cccc", "\"AL-1\"": "AL-1", "heap": "AL-1 BI-9"} {
		if got := strings.Join(find(t, x, src, ask(query)), " "); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
}

func TestSorts(t *testing.T) {
	x, src := index(samples, 2)
	for name, want := range map[string]string{"id": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc", "cve": "BI-9 AL-1 GHSA-aaaa-bbbb-cccc", "cvss": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc", "severity": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc",
		"modified": "BI-9 AL-1 GHSA-aaaa-bbbb-cccc", "title": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc", "tlp": "GHSA-aaaa-bbbb-cccc BI-9 AL-1", "vendor": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc", "csaf": "AL-1 BI-9 GHSA-aaaa-bbbb-cccc"} {
		o := Options{Sort: name}
		if got := strings.Join(find(t, x, src, o), " "); got != want {
			t.Errorf("by %s: %s, want %s", name, got, want)
		}
	}
	for _, name := range Sorts() {
		for _, reverse := range []bool{false, true} {
			if got := find(t, x, src, Options{Sort: name, Reverse: reverse}); len(got) != len(samples) {
				t.Errorf("by %s: %v", name, got)
			}
		}
	}
	if got := strings.Join(find(t, x, src, Options{Sort: "severity", Reverse: true}), " "); got != "BI-9 AL-1 GHSA-aaaa-bbbb-cccc" {
		t.Errorf("the worst first, none stated last: %s", got)
	}
	if _, _, err := x.Find(src, Options{Sort: "colour"}); !domain.Is(err, domain.Invalid) {
		t.Errorf("an unknown column: %v", err)
	}
}

// TestStruckDocumentsAreGone strikes one document out of a segment.
func TestStruckDocumentsAreGone(t *testing.T) {
	x, src := index(samples, 1)
	places, err := x.Places(src)
	if err != nil || len(places) != len(samples) {
		t.Fatal(places, err)
	}
	head := Head{Number: 0, Docs: len(samples), Struck: []uint32{uint32(places["csaf|https://alder.example|AL-1"].Doc)}}
	y := New([]Head{head}, x)
	if got := strings.Join(find(t, y, src, ask("overflow")), " "); got != "BI-9" || y.Len() != 2 {
		t.Errorf("%s, %d documents", got, y.Len())
	}
	if named, err := y.Named(src, []string{"CVE-2026-1000", "cve-2026-999"}); err != nil || len(named) != 1 {
		t.Error(named, err)
	}
}

// TestPagesAreTheWhole puts pages together and compares with the whole list.
func TestPagesAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 200).Draw(t, "documents")
		var all []domain.Advisory
		for i := range n {
			all = append(all, domain.Advisory{Format: "osv", Namespace: "x", ID: fmt.Sprintf("ID-%03d", i), Title: rapid.SampledFrom([]string{"one", "two three", "three"}).Draw(t, "title"),
				Modified: time.Unix(int64(rapid.IntRange(0, 50).Draw(t, "when")), 0)})
		}
		x, held := index(all, rapid.IntRange(1, 4).Draw(t, "segments"))
		o := ask(rapid.SampledFrom([]string{"", "three", "title:two", "-one"}).Draw(t, "query"))
		o.Sort = rapid.SampledFrom([]string{"", "title", "modified"}).Draw(t, "sort")
		o.Reverse = rapid.Bool().Draw(t, "reverse")
		rows, total, err := x.Find(held, o)
		if err != nil {
			t.Fatal(err)
		}
		size := rapid.IntRange(1, 50).Draw(t, "page")
		var pages []string
		for at := 0; at < total; at += size {
			p := o
			p.Offset, p.Limit = at, size
			part, of, err := x.Find(held, p)
			if err != nil || of != total {
				t.Fatal(of, total, err)
			}
			for _, r := range part {
				pages = append(pages, r.Key)
			}
		}
		for i, r := range rows {
			if i >= len(pages) || pages[i] != r.Key {
				t.Fatalf("row %d of %d", i, len(rows))
			}
		}
		if len(pages) != len(rows) || len(rows) != total {
			t.Fatalf("%d in pages, %d rows, %d in all", len(pages), len(rows), total)
		}
	})
}

// TestWordsAreFound holds that every word of a text finds its document.
func TestWordsAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		x, held := index([]domain.Advisory{{Format: "osv", Namespace: "x", ID: "1", Summary: text}}, 1)
		for _, word := range wordsOf(text) {
			if common[word] {
				continue
			}
			_, total, err := x.Find(held, Options{Query: Query{Clauses: []Clause{{Words: []string{word}}}}})
			if err != nil || total != 1 {
				t.Fatalf("%q is not found in %q: %v", word, text, err)
			}
		}
	})
}

// TestDamagedBlocks reads blocks that were cut short: an error, never a panic.
func TestDamagedBlocks(t *testing.T) {
	x, src := index(samples, 1)
	for i := range src[0] {
		whole := src[0][i].Data
		for _, n := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
			src[0][i].Data = whole[:max(n, 0)]
			y := New([]Head{{Docs: len(samples)}}, nil)
			if _, _, err := y.Find(src, ask("overflow")); err != nil && err.Error() == "" {
				t.Error(err)
			}
		}
		src[0][i].Data = whole
	}
	_ = x
}

func FuzzParse(f *testing.F) {
	for _, q := range []string{"a b", "title:\"x y\" -is:read cvss>=7", "modified<2026", "\"", "-", "!", "is:", ":x", "cvss>", "published>=2026-13-99"} {
		f.Add(q)
	}
	x, src := index(samples, 2)
	f.Fuzz(func(t *testing.T, text string) {
		q := Parse(text, time.UTC)
		o := Options{Query: q, Flag: func(string, *Row) (bool, error) { return true, nil }}
		if _, _, err := x.Find(src, o); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
