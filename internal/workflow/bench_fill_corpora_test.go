//go:build corpora && unix

package workflow

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	gojson "github.com/go-json-experiment/json"
	"github.com/klauspost/compress/gzip"

	"fenceline/internal/domain"
)

// benchPart is one line of the component list.
type benchPart struct{ kind, name, version, purl string }

func benchComponents(t testing.TB) []benchPart {
	f, err := os.Open(corpora(t, "bench", "components-large.tsv.gz"))
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	var all []benchPart
	for lines := bufio.NewScanner(z); lines.Scan(); {
		if p := strings.Split(lines.Text(), "\t"); len(p) == 4 {
			all = append(all, benchPart{p[0], p[1], p[2], p[3]})
		}
	}
	return all
}

// fillBenchDesk makes a desk of 100 assets with the 50,000 components and imports
// 100,000 advisories, or as many as FENCELINE_BENCH_STORED says; a desk that is there
// already is left as it is.
func fillBenchDesk(t *testing.T, folder string) {
	if _, err := os.Stat(filepath.Join(folder, storeFile)); err == nil {
		return
	}
	parts := benchComponents(t)
	work := t.TempDir()
	packs := filepath.Join(work, "advisories")
	stored := 100_000
	if set := os.Getenv("FENCELINE_BENCH_STORED"); set != "" {
		n, err := strconv.Atoi(set)
		must(t, err)
		stored = n
	}
	writeAdvisories(t, packs, parts, stored+50)
	d := openBench(t, folder)
	defer d.Close()
	const assets = 100
	for n := range assets {
		a, err := d.AddAsset(t.Context(), domain.Asset{Name: fmt.Sprintf("host-%03d", n)})
		must(t, err)
		path := filepath.Join(work, fmt.Sprintf("%03d.cdx.json", n))
		must(t, os.WriteFile(path, bom(parts, n, assets), 0o600))
		_, err = d.ImportSBOM(t.Context(), a.ID, path, "")
		must(t, err)
	}
	before, matching, wall := used(t), time.Duration(0), time.Now()
	archives, err := filepath.Glob(filepath.Join(packs, "*.zip"))
	must(t, err)
	receipt, err := d.Import(t.Context(), archives, func(p domain.Progress) {
		if p.Stage == "match" && matching == 0 {
			matching = used(t)
		}
	})
	must(t, err)
	end := used(t)
	if receipt.Totals.Advisories < stored {
		t.Fatalf("imported %+v", receipt.Totals)
	}
	fmt.Printf("imported %d advisories in %v of CPU (%v by the clock), of which first matching and planning %v\n",
		receipt.Totals.Advisories, (end - before).Round(time.Millisecond), time.Since(wall).Round(time.Millisecond), (end - matching).Round(time.Millisecond))
}

// bom is the CycloneDX document of one asset: every so manieth component.
func bom(parts []benchPart, first, step int) []byte {
	type component struct {
		Type    string `json:"type"`
		Ref     string `json:"bom-ref"`
		Name    string `json:"name"`
		Version string `json:"version"`
		PURL    string `json:"purl,omitzero"`
	}
	var all []component
	for n := first; n < len(parts); n += step {
		p := parts[n]
		all = append(all, component{p.kind, "c" + strconv.Itoa(n), p.name, p.version, p.purl})
	}
	data, _ := json.Marshal(map[string]any{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": all}) // strings always encode
	return data
}

// packer writes records into archives of 50,000 in a folder.
type packer struct {
	t    testing.TB
	dir  string
	file *os.File
	zip  *zip.Writer
	n    int
}

func (p *packer) add(id string, record any) {
	if p.n%50_000 == 0 {
		p.end()
		var err error
		p.file, err = os.Create(filepath.Join(p.dir, fmt.Sprintf("%d.zip", p.n)))
		must(p.t, err)
		p.zip = zip.NewWriter(p.file)
	}
	p.n++
	w, err := p.zip.Create(id + ".json")
	must(p.t, err)
	must(p.t, json.NewEncoder(w).Encode(record))
}

func (p *packer) end() {
	if p.zip == nil {
		return
	}
	must(p.t, p.zip.Close())
	must(p.t, p.file.Close())
}

// writeAdvisories writes n OSV records into archives: first the real ones,
// then records derived from them with new ids and names, shifted versions, and
// one in ten about a package of the component list, half of those affected.
func writeAdvisories(t testing.TB, dir string, parts []benchPart, n int) {
	must(t, os.Mkdir(dir, 0o700))
	out := &packer{t: t, dir: dir}
	packs, err := filepath.Glob(corpora(t, "bench", "osv", "*.zip"))
	must(t, err)
	seen := map[string]bool{}
	for round := 0; out.n < n; round++ {
		start := out.n
		for _, pack := range packs {
			z, err := zip.OpenReader(pack)
			must(t, err)
			for _, file := range z.File {
				if out.n == n {
					break
				}
				r, err := file.Open()
				must(t, err)
				var record map[string]any
				must(t, json.NewDecoder(r).Decode(&record))
				r.Close()
				derive(record, round, out.n, parts)
				id := record["id"].(string)
				if seen[id] { // an id may stand in several archives
					continue
				}
				seen[id] = true
				out.add(id, record)
			}
			z.Close()
		}
		if out.n == start {
			t.Fatal("the archives hold no records")
		}
	}
	out.end()
}

func derive(record map[string]any, round, n int, parts []benchPart) {
	if round == 0 {
		return
	}
	tail := fmt.Sprintf("%02d", round)
	record["id"] = fmt.Sprint(record["id"]) + tail
	for _, list := range []string{"aliases", "related", "upstream"} {
		names, _ := record[list].([]any)
		for i := range names {
			names[i] = fmt.Sprint(names[i]) + tail
		}
	}
	affected, _ := record["affected"].([]any)
	for i, one := range affected {
		a, _ := one.(map[string]any)
		if n%10 == 0 && i == 0 {
			about(a, parts[n*7919%len(parts)], n)
			continue
		}
		if p, ok := a["package"].(map[string]any); ok {
			p["name"] = fmt.Sprint(p["name"]) + "-" + tail
			delete(p, "purl")
		}
		shift(a, round)
	}
}

// about makes an affected entry speak of a component of the list.
func about(a map[string]any, p benchPart, n int) {
	ecosystem := "npm"
	switch {
	case strings.HasPrefix(p.purl, "pkg:pypi/"):
		ecosystem = "PyPI"
	case strings.HasPrefix(p.purl, "pkg:golang/"):
		ecosystem = "Go"
	}
	fixed := p.version
	if n%20 == 0 {
		fixed = raise(p.version, 1)
	}
	a["package"] = map[string]any{"ecosystem": ecosystem, "name": p.name}
	a["ranges"] = []any{map[string]any{"type": "ECOSYSTEM", "events": []any{map[string]any{"introduced": "0"}, map[string]any{"fixed": fixed}}}}
	delete(a, "versions")
}

func shift(a map[string]any, by int) {
	if list, ok := a["versions"].([]any); ok {
		for i := range list {
			list[i] = raise(fmt.Sprint(list[i]), by)
		}
	}
	ranges, _ := a["ranges"].([]any)
	for _, one := range ranges {
		r, _ := one.(map[string]any)
		events, _ := r["events"].([]any)
		for _, e := range events {
			for name, v := range e.(map[string]any) {
				if v != "0" && r["type"] != "GIT" {
					e.(map[string]any)[name] = raise(fmt.Sprint(v), by)
				}
			}
		}
	}
}

// raise adds to the first number of a version.
func raise(version string, by int) string {
	start := strings.IndexFunc(version, func(r rune) bool { return r >= '0' && r <= '9' })
	if start < 0 {
		return version
	}
	end := start
	for end < len(version) && version[end] >= '0' && version[end] <= '9' {
		end++
	}
	number, err := strconv.Atoi(version[start:end])
	if err != nil {
		return version
	}
	return version[:start] + strconv.Itoa(number+by) + version[end:]
}

// decodeOnly decompresses the packs in a file or folder and decodes each document
// into maps.
func decodeOnly(t testing.TB, root string) {
	must(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		if !strings.HasSuffix(path, ".tar.gz") {
			return decodeOne(f)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			return err
		}
		for r := tar.NewReader(z); ; {
			head, err := r.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if head.Typeflag != tar.TypeReg {
				continue
			}
			if err := decodeOne(r); err != nil {
				return err
			}
		}
	}))
}

// decodeOne decodes one document; a file that is no JSON is read and left.
func decodeOne(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err == nil {
		var v any
		_ = gojson.Unmarshal(data, &v)
	}
	return err
}
