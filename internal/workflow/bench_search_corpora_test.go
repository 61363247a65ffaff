//go:build corpora && unix

package workflow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

const mostFirstPage = 100 * time.Millisecond

// TestNumbersSearch builds the text index of 100,000 advisories and asks for first
// pages.
func TestNumbersSearch(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "desk")
	if kept := os.Getenv("FENCELINE_BENCH_DESK"); kept != "" {
		folder = kept
	}
	fillBenchDesk(t, folder)
	d := openBench(t, folder)
	defer d.Close()
	ctx := t.Context()
	_, err := d.store.DropText(ctx)
	must(t, err)
	before, begun := used(t), time.Now()
	must(t, d.readTexts(ctx))
	row("reading 100,045 advisories into the text index", used(t)-before, time.Since(begun))
	bytes, blocks := 0, 0
	must(t, d.store.View(ctx, func(r *store.Read) error {
		bytes, blocks = 0, 0
		for size, err := range r.TextSizes() {
			if err != nil {
				return err
			}
			bytes, blocks = bytes+size, blocks+1
		}
		return nil
	}))
	fmt.Printf("%d blocks, %d bytes\n", blocks, bytes)
	for _, q := range []domain.AdvisoryQuery{{}, {Text: "buffer overflow"}, {Text: "sql injection django"}, {Text: "GHSA-2g68-c3qc-8985"}, {Text: "a"}, {Text: "cve-2024"},
		{Text: "product:openssl cvss>=7"}, {Text: "remote code", Sort: "cvss", Reverse: true}, {Sort: "title"}, {Text: "is:unread"}, {Text: "is:kev"}, {Text: "is:touching"}, {Text: "vulnerability", Offset: 5000}} {
		q.Limit = 50
		var times []time.Duration
		total := 0
		for range 5 {
			begun := time.Now()
			page, err := d.FindAdvisories(ctx, q)
			must(t, err)
			times = append(times, time.Since(begun))
			total = page.Total
		}
		first := times[0]
		slices.Sort(times)
		row(fmt.Sprintf("%q by %q", q.Text, q.Sort), total, first, times[2])
		if times[2] > mostFirstPage {
			t.Logf("beyond the limit: %v", times[2])
		}
	}
}
