package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

// formats writes what a walk found as "format n" lines, sorted.
func formats(s seen) []string {
	count := map[domain.Format]int{}
	for _, doc := range s.docs {
		count[doc.Format]++
	}
	var lines []string
	for format, n := range count {
		lines = append(lines, fmt.Sprint(format, " ", n))
	}
	slices.Sort(lines)
	return lines
}

// TestLayouts opens the trees and archives that sources hand out.
func TestLayouts(t *testing.T) {
	csaf, osv, cve := samples["pm-1.json"], samples["GHSA-1.json"], samples["CVE-2026-1.json"]
	mirror := fstest.MapFS{}
	for name, text := range map[string]string{
		".well-known/security.txt":                     "CSAF: https://maker.example/.well-known/csaf/provider-metadata.json\n",
		".well-known/csaf/provider-metadata.json":      others["provider-metadata.json"],
		".well-known/csaf/white/index.txt":             "2026/pm-1.json\n",
		".well-known/csaf/white/changes.csv":           "\"2026/pm-1.json\",\"2026-05-01T10:00:00Z\"\n",
		".well-known/csaf/white/interim.csv":           "\"https://maker.example/1\",\"2026/pm-1.json\",\"2026-05-01T10:00:00Z\"\n",
		".well-known/csaf/white/feed.json":             others["feed.json"],
		".well-known/csaf/white/2026/pm-1.json":        csaf,
		".well-known/csaf/white/2026/pm-1.json.asc":    others["pm-1.json.asc"],
		".well-known/csaf/white/2026/pm-1.json.sha256": others["pm-1.json.sha512"],
		".well-known/csaf/white/2026/pm-1.json.sha512": others["pm-1.json.sha512"],
		"maker.example/green/2026/pm-1.json":           csaf,
		"maker.example/green/2026/pm-1.json.sha512":    others["pm-1.json.sha512"],
	} {
		mirror[name] = &fstest.MapFile{Data: []byte(text)}
	}
	list := zipOf(t, "cves/2026/1xxx/CVE-2026-1.json", cve, "cves/2026/1xxx/CVE-2026-2.json", strings.ReplaceAll(cve, "CVE-2026-1", "CVE-2026-2"),
		"cves/delta.json", `{"fetchTime":"2026-11-22T00:00:00Z","numberOfChanges":0,"new":[],"updated":[]}`,
		"cves/deltaLog.json", `[{"fetchTime":"2026-11-22T00:00:00Z","numberOfChanges":0,"new":[],"updated":[]}]`)
	stored := zipWith(t, zipMode("cves.zip", 0o644), string(list))
	tests := []struct {
		name string
		fsys fstest.MapFS
		want []string
	}{
		{"a csaf_downloader mirror and a provider's tree", mirror, []string{"csaf 2", "hash 3", "provider 6", "signature 1"}},
		{"OSV's all.zip", one("all.zip", zipOf(t, "GHSA-1.json", osv, "GO-2026-1.json", osv)), []string{"osv 2"}},
		{"the CVE list's baseline", one("2026-11-22_all_CVEs_at_midnight.zip.zip", zipOf(t, "cves.zip", string(list))), []string{"cve 2", "provider 2"}},
		{"the same, its inner archive stored", one("x.zip", stored), []string{"cve 2", "provider 2"}},
		{"scores and catalogue, packed each", fstest.MapFS{
			"epss_scores-2026-06-12.csv.gz":       {Data: gzipOf(t, []byte(samples["epss_scores-2026-06-12.csv"]))},
			"known_exploited_vulnerabilities.csv": {Data: []byte(samples["kev.csv"])},
			"nvdcve-2.0-recent.json.gz":           {Data: gzipOf(t, []byte(samples["nvd.json"]))}}, []string{"epss 1", "kev 1", "nvd 1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := collect(t, test.fsys, ".", DefaultLimits())
			if diff := cmp.Diff(test.want, formats(got)); diff != "" || len(got.errs) > 0 {
				t.Errorf("-want +got:\n%s%v", diff, got.errs)
			}
		})
	}
}
