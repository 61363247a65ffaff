//go:build corpora && unix

package workflow

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/ingest/sbom"
	"fenceline/internal/store"
)

// What is wanted of one arriving document, whatever is stored besides. The small
// desk of a run without FENCELINE_BENCH_HOSTS is no measure of it.
var mostTouched = map[int]time.Duration{0: 5 * time.Millisecond, 10: 10 * time.Millisecond, 1000: 200 * time.Millisecond}

const (
	mostOneSBOM    = 100 * time.Millisecond // one SBOM of 500 components, after decoding
	mostPerFinding = 40 * time.Microsecond  // match and store

	touchedParts = 500 // components of each asset
)

// TestNumbersTouched shows what one arriving advisory and one arriving SBOM cost
// against how much is stored: FENCELINE_BENCH_ADVISORIES lists the sizes ("10000,
// 100000, 300000, 1000000"; 10000 if it is not set), FENCELINE_BENCH_HOSTS says how
// many assets of 500 components there are (100; 1000 is what is asked for). All of
// it is made up here. FENCELINE_BENCH_TOUCHED keeps the desks in a folder.
func TestNumbersTouched(t *testing.T) {
	hosts := 100
	if set := os.Getenv("FENCELINE_BENCH_HOSTS"); set != "" {
		n, err := strconv.Atoi(set)
		must(t, err)
		hosts = n
	}
	sizes := os.Getenv("FENCELINE_BENCH_ADVISORIES")
	if sizes == "" {
		sizes = "10000"
	}
	for text := range strings.SplitSeq(sizes, ",") {
		size, err := strconv.Atoi(strings.TrimSpace(text))
		must(t, err)
		folder := filepath.Join(t.TempDir(), "desk")
		if kept := os.Getenv("FENCELINE_BENCH_TOUCHED"); kept != "" {
			folder = filepath.Join(kept, fmt.Sprintf("%d-%d", hosts, size))
		}
		fillTouched(t, folder, hosts, size)
		touched(t, folder, hosts, size)
	}
}

// counting is an engine that counts its commits.
type counting struct {
	store.Engine
	commits int
}

func (c *counting) Update(ctx context.Context, do func(store.Writer) error) error {
	c.commits++
	return c.Engine.Update(ctx, do)
}

func touched(t *testing.T, folder string, hosts, size int) {
	d := openBench(t, folder)
	defer d.Close()
	counter := &counting{Engine: d.engine}
	d.store = store.New(counter)
	d.store.Program, d.store.Stamp = d.program, d.stamp
	run := 0
	for _, hit := range []struct {
		name  string
		hosts int
	}{{"nowhere", 0}, {"on-ten", min(10, hosts)}, {"everywhere", hosts}} {
		found, commits := 0, 0
		spent := least(t, 5, func() {
			run++
			id := fmt.Sprintf("RUN-%d-%d", time.Now().UnixNano(), run)
			path := filepath.Join(t.TempDir(), id+".json")
			must(t, os.WriteFile(path, touchedRecord(id, hit.name), 0o600))
			before := counter.commits
			receipt, err := d.Import(t.Context(), []string{path}, nil)
			must(t, err)
			found, commits = receipt.Effect.NewFindings, counter.commits-before
		})
		row(fmt.Sprintf("%d advisories: one more that hits %d of %d assets", size, hit.hosts, hosts), spent, fmt.Sprint(commits, " commits"), fmt.Sprint(found, " findings"))
		if found != hit.hosts {
			t.Errorf("%s: %d findings on %d assets", hit.name, found, hit.hosts)
		}
		if limit, ok := mostTouched[hit.hosts]; ok && spent > limit {
			t.Logf("beyond the limit: %v of CPU where %v are wanted", spent, limit)
		}
		if hit.hosts == hosts {
			each := spent / time.Duration(max(hosts, 1))
			row(fmt.Sprintf("%d advisories: match, plan and store, per finding", size), fmt.Sprint(each.Round(time.Microsecond)))
			if each > mostPerFinding {
				t.Logf("beyond the limit: %v per finding where %v are wanted", each, mostPerFinding)
			}
		}
	}
	data := touchedBOM(hosts / 2)
	doc := ingest.Document{Format: domain.FormatCycloneDX, Data: data}
	decoding := least(t, 3, func() {
		must(t, sbom.Decode(strings.NewReader(string(doc.Data)), func(domain.Item) error { return nil }))
	})
	n := 0
	whole := least(t, 3, func() {
		n++
		a, err := d.AddAsset(t.Context(), domain.Asset{Name: fmt.Sprintf("more-%d-%d", time.Now().UnixNano(), n)})
		must(t, err)
		path := filepath.Join(t.TempDir(), "one.cdx.json")
		must(t, os.WriteFile(path, data, 0o600))
		_, err = d.ImportSBOM(t.Context(), a.ID, path, "")
		must(t, err)
	})
	row(fmt.Sprintf("%d advisories: one SBOM of %d components, beyond decoding it", size, touchedParts), whole-decoding, fmt.Sprint(decoding.Round(time.Millisecond), " decoding"))
	if whole-decoding > mostOneSBOM {
		t.Logf("beyond the limit: %v of CPU where %v are wanted", whole-decoding, mostOneSBOM)
	}
}

// fillTouched makes a desk: one in a hundred of its advisories is about something
// that an asset holds, in another version.
func fillTouched(t *testing.T, folder string, hosts, size int) {
	if _, err := os.Stat(filepath.Join(folder, storeFile)); err == nil {
		return
	}
	d := openBench(t, folder)
	defer d.Close()
	work := t.TempDir()
	for n := range hosts {
		a, err := d.AddAsset(t.Context(), domain.Asset{Name: fmt.Sprintf("host-%04d", n)})
		must(t, err)
		path := filepath.Join(work, "one.cdx.json")
		must(t, os.WriteFile(path, touchedBOM(n), 0o600))
		_, err = d.ImportSBOM(t.Context(), a.ID, path, "")
		must(t, err)
	}
	path := filepath.Join(work, "stored.zip")
	for from := 0; from < size; from += 50_000 {
		file, err := os.Create(path)
		must(t, err)
		z := zip.NewWriter(file)
		for n := from; n < min(size, from+50_000); n++ {
			id := fmt.Sprintf("STORED-%d", n)
			w, err := z.Create(id + ".json")
			must(t, err)
			name := fmt.Sprintf("unheld-%d", n)
			if n%100 == 0 {
				name = fmt.Sprintf("part-%d", n%5000)
			}
			_, err = w.Write(touchedRecordOf(id, name, "0.5.0"))
			must(t, err)
		}
		must(t, z.Close())
		must(t, file.Close())
		before := used(t)
		_, err = d.Import(t.Context(), []string{path}, nil)
		must(t, err)
		row(fmt.Sprintf("stored %d advisories", min(size, from+50_000)), used(t)-before)
	}
}

func touchedRecord(id, name string) []byte { return touchedRecordOf(id, name, "2.0.0") }

func touchedRecordOf(id, name, fixed string) []byte {
	return fmt.Appendf(nil, `{"schema_version":"1.6.0","id":%[1]q,"modified":"2026-01-02T03:04:05Z","summary":"a flaw","affected":[{"package":{"ecosystem":"npm","name":%[2]q},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":%[3]q}]}]}]}`, id, name, fixed)
}

// touchedBOM is the SBOM of one asset: what all have, what the first ten have, and
// some of 5,000 programs.
func touchedBOM(host int) []byte {
	type component struct {
		Type    string `json:"type"`
		Ref     string `json:"bom-ref"`
		Name    string `json:"name"`
		Version string `json:"version"`
		PURL    string `json:"purl"`
	}
	names := []string{"everywhere"}
	if host < 10 {
		names = append(names, "on-ten")
	}
	for n := 0; len(names) < touchedParts; n++ {
		names = append(names, fmt.Sprintf("part-%d", (host*13+n*7)%5000))
	}
	var all []component
	for _, name := range names {
		all = append(all, component{"library", name, name, "1.0.0", "pkg:npm/" + name + "@1.0.0"})
	}
	data, _ := json.Marshal(map[string]any{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": all}) // strings always encode
	return data
}
