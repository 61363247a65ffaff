package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
)

// peakHeap tells how many bytes of objects do had on the heap at most, beyond those
// before it. It looks a thousand times a second; what it misses is small beside what a
// large document leaves. What nobody holds any more is collected early, so that the
// answer does not depend on what else the process has on its heap.
func peakHeap(do func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	now := func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	runtime.GC()
	base, peak := now(), uint64(0)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			peak = max(peak, now())
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	do()
	close(stop)
	<-stopped
	return max(peak, base) - base
}

// productsCSAF is a document with n products, all of which have each of the flaws.
func productsCSAF(n, flaws int) []byte {
	var b strings.Builder
	b.WriteString(`{"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"Large","distribution":{"tlp":{"label":"WHITE"}},
 "publisher":{"category":"vendor","name":"Maker","namespace":"https://maker.example"},"tracking":{"id":"LARGE-1","status":"final","version":"1",
 "initial_release_date":"2026-06-01T00:00:00Z","current_release_date":"2026-06-01T00:00:00Z","revision_history":[{"date":"2026-06-01T00:00:00Z","number":"1","summary":"first"}]}},
 "product_tree":{"full_product_names":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"product_id":"PRODUCT-%06d","name":"Maker part %d","product_identification_helper":{"purl":"pkg:npm/part-%d@1.%d.0"}}`, i, i, i, i%7)
	}
	b.WriteString(`]},"vulnerabilities":[`)
	for v := range flaws {
		if v > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"cve":"CVE-2026-%05d","product_status":{"known_affected":[`, v+10000)
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `"PRODUCT-%06d"`, i)
		}
		b.WriteString(`]}}`)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// openVEX is a document with so many statements, each about so many products.
func openVEX(statements, products int) []byte {
	var b strings.Builder
	b.WriteString(`{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://maker.example/vex/1","author":"Maker","timestamp":"2026-06-01T00:00:00Z","version":1,"statements":[`)
	for i := range statements {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"vulnerability":{"name":"CVE-2026-%05d"},"status":"not_affected","justification":"vulnerable_code_not_present","products":[`, 10000+i%80000)
		for p := range products {
			if p > 0 {
				b.WriteByte(',')
			}
			n := (i*products + p) % 30_000
			fmt.Fprintf(&b, `{"@id":"pkg:npm/part-%d@1.%d.0"}`, n, n%7)
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// feedNVD is a feed of n records.
func feedNVD(n int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `{"resultsPerPage":%d,"startIndex":0,"totalResults":%d,"format":"NVD_CVE","version":"2.0","timestamp":"2026-06-02T00:00:00.000","vulnerabilities":[`, n, n)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"cve":{"id":"CVE-2026-%05d","sourceIdentifier":"psirt@maker.example","published":"2026-06-01T00:00:00.000","lastModified":"2026-06-02T00:00:00.000",
"vulnStatus":"Analyzed","descriptions":[{"lang":"en","value":"%s"}],"configurations":[{"nodes":[{"operator":"OR","negate":false,"cpeMatch":[
{"vulnerable":true,"criteria":"cpe:2.3:a:maker:part_%d:*:*:*:*:*:*:*:*","versionEndExcluding":"2.%d","matchCriteriaId":"7A3F1F1C-6D5D-4B8F-9B1D-4E0B6C0F%04d"}]}]}],
"references":[{"url":"https://maker.example/%d"}]}}`, i, strings.Repeat("A long text about a flaw. ", 40), i, i%50, i%10000, i)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// TestPeakHeap bounds what decoding a large document takes, as a multiple of its size:
// ratios, which do not depend on how fast the machine is.
func TestPeakHeap(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		most float64
	}{
		{"30,000 products with one flaw", productsCSAF(30_000, 1), 20},
		{"30,000 products with 20 flaws", productsCSAF(30_000, 20), 16},
		{"OpenVEX, 60,000 statements", openVEX(60_000, 1), 20},
		{"OpenVEX, 20 statements of 30,000 products", openVEX(20, 30_000), 15},
		{"a feed of 8,000 records", feedNVD(8000), 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			sum := sha256.Sum256(c.data)
			p := &prepared{doc: ingest.Document{File: "large.json", Format: ingest.Recognise("large.json", c.data), Size: int64(len(c.data)),
				Digest: hex.EncodeToString(sum[:]), Data: c.data}}
			peak := peakHeap(p.decodeInto)
			if p.err != nil || len(p.advisories) == 0 || p.doc.Format == domain.FormatUnknown {
				t.Fatalf("%s: %d advisories, %v", p.doc.Format, len(p.advisories), p.err)
			}
			ratio := float64(peak) / float64(len(c.data))
			t.Logf("%.1f MB, %.1f times its %.1f MB", float64(peak)/1e6, ratio, float64(len(c.data))/1e6)
			if ratio > c.most {
				t.Errorf("%.1f times its size, want at most %.0f", ratio, c.most)
			}
		})
	}
}
