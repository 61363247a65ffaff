//go:build corpora && unix

package workflow

import (
	"archive/zip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// The limits of planning a million findings, on the machine docs/performance.md names.
const (
	mostPlanCPU    = 20 * time.Second
	mostChange     = 100 * time.Millisecond
	manyPrograms   = 400 // programs that assets have
	manyHeld       = 10  // of them on each asset
	manyFlaws      = 10  // of each program
	manyAssetsHere = 10_000
)

// manyAssets is how many assets the large desk has.
func manyAssets(t testing.TB) int {
	if text := os.Getenv("FENCELINE_BENCH_ASSETS"); text != "" {
		n, err := strconv.Atoi(text)
		must(t, err)
		return n
	}
	return manyAssetsHere
}

// TestNumbersMillion makes a desk of 10,000 assets with 1,000,000 findings, all of
// them made up here, and measures planning all of it again, the plan of the weeks,
// and one changed answer.
func TestNumbersMillion(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "desk")
	if kept := os.Getenv("FENCELINE_BENCH_MILLION"); kept != "" {
		folder = kept
	}
	fillMany(t, folder)
	d := openBench(t, folder)
	defer d.Close()
	ctx := t.Context()
	replan := func() { must(t, d.planAll(ctx)) }
	replan()
	digest := planDigest(t, d)
	all := least(t, 2, replan)
	row("match and plan all again, nothing changed", all)
	if all > mostPlanCPU {
		t.Logf("beyond the limit: planning all again took %v of CPU", all)
	}
	if again := planDigest(t, d); again != digest {
		t.Errorf("planned again the digest is %s, it was %s", again, digest)
	}
	row("the weeks: 13 of them", least(t, 1, func() {
		_, err := d.Schedule(ctx, 0, -1)
		must(t, err)
	}))
	var asset domain.Asset
	must(t, d.store.View(ctx, func(r *store.Read) error {
		for a, err := range r.Assets() {
			asset = a
			return err
		}
		return nil
	}))
	n := 0
	one := least(t, 6, func() {
		n++
		must(t, d.AnswerExposure(ctx, asset.ID, []domain.Answer{domain.Yes, domain.No}[n%2]))
	})
	row("one answer about one asset, its tasks and dates planned again", one)
	if one > mostChange {
		t.Logf("beyond the limit: one answer took %v of CPU", one)
	}
	row("missing facts by another setting: all dates anew", least(t, 1, func() {
		must(t, d.Configure(ctx, func(s *domain.Desk) {
			if s.Missing == domain.MissingWorstCase { // a desk kept from an earlier run
				s.Missing = domain.MissingFlat60
			} else {
				s.Missing = domain.MissingWorstCase
			}
		}))
	}))
	status, err := d.Status(ctx)
	must(t, err)
	fmt.Println(status.Findings, status.Tasks, status.Targets)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	row("memory from the system, MB", m.Sys>>20)
}

func fillMany(t *testing.T, folder string) {
	if _, err := os.Stat(filepath.Join(folder, storeFile)); err == nil {
		return
	}
	work := t.TempDir()
	d := openBench(t, folder)
	defer d.Close()
	for a := range manyAssets(t) {
		asset, err := d.AddAsset(t.Context(), domain.Asset{Name: fmt.Sprintf("host-%05d", a)})
		must(t, err)
		var parts []string
		for c := range manyHeld {
			program := (a*7 + c*41) % manyPrograms
			parts = append(parts, fmt.Sprintf(`{"type":"library","bom-ref":"c%d","name":"part-%d","version":"1.0.%d","purl":"pkg:npm/part-%d@1.0.%d"}`, program, program, program%7, program, program%7))
		}
		path := filepath.Join(work, "one.cdx.json")
		must(t, os.WriteFile(path, []byte(`{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[`+strings.Join(parts, ",")+`]}`), 0o600))
		_, err = d.ImportSBOM(t.Context(), asset.ID, path, "")
		must(t, err)
	}
	path := filepath.Join(work, "flaws.zip")
	file, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(file)
	for program := range manyPrograms {
		for flaw := range manyFlaws {
			id := fmt.Sprintf("CVE-2026-%d", 100_000+program*manyFlaws+flaw)
			w, err := z.Create(id + ".json")
			must(t, err)
			_, err = fmt.Fprintf(w, `{"schema_version":"1.6.0","id":"MADE-%[1]s","aliases":[%[1]q],"modified":"2026-01-02T03:04:05Z","affected":[{"package":{"ecosystem":"npm","name":"part-%[2]d"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.%[3]d"}]}]}]}`, id, program, flaw)
			must(t, err)
		}
	}
	must(t, z.Close())
	must(t, file.Close())
	before := used(t)
	receipt, err := d.Import(context.Background(), []string{path}, nil)
	must(t, err)
	row("first matching, planning and writing of all", used(t)-before)
	fmt.Println(receipt.Effect.NewFindings, "findings")
}
