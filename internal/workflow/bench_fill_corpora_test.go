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

// part is one line of the component list.
type part struct{ kind, name, version, purl string }

func benchComponents(t testing.TB) []part {
	f, err := os.Open(corpora(t, "bench", "components-large.tsv.gz"))
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	var all []part
	for lines := bufio.NewScanner(z); lines.Scan(); {
		if p := strings.Split(lines.Text(), "\t"); len(p) == 4 {
			all = append(all, part{p[0], p[1], p[2], p[3]})
		}
	}
	return all
}

// fillBenchDesk makes a desk of 100 assets with the 50,000 components and imports
// 100,000 advisories; a desk that is there already is left as it is.
func fillBenchDesk(t *testing.T, folder string) {
	if _, err := os.Stat(filepath.Join(folder, storeFile)); err == nil {
		return
	}
	parts := benchComponents(t)
	work := t.TempDir()
	pack := filepath.Join(work, "advisories.zip")
	writeAdvisories(t, pack, parts, 100_010)
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
	receipt, err := d.Import(t.Context(), []string{pack}, func(p domain.Progress) {
		if p.Stage == "match" && matching == 0 {
			matching = used(t)
		}
	})
	must(t, err)
	end := used(t)
	fmt.Printf("imported %d advisories in %v of CPU (%v by the clock), of which first matching and planning %v\n",
		receipt.Totals.Advisories, (end - before).Round(time.Millisecond), time.Since(wall).Round(time.Millisecond), (end - matching).Round(time.Millisecond))
}

// bom is the CycloneDX document of one asset: every so manieth component.
func bom(parts []part, first, step int) []byte {
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

// writeAdvisories writes n OSV records into an archive: first the real ones,
// then records derived from them with new ids and names, shifted versions, and
// one in ten about a package of the component list, half of those affected.
func writeAdvisories(t testing.TB, path string, parts []part, n int) {
	f, err := os.Create(path)
	must(t, err)
	defer f.Close()
	out := zip.NewWriter(bufio.NewWriter(f))
	packs, err := filepath.Glob(corpora(t, "bench", "osv", "*.zip"))
	must(t, err)
	seen := map[string]bool{}
	for round, made := 0, 0; made < n; round++ {
		start := made
		for _, pack := range packs {
			z, err := zip.OpenReader(pack)
			must(t, err)
			for _, file := range z.File {
				if made == n {
					break
				}
				r, err := file.Open()
				must(t, err)
				var record map[string]any
				must(t, json.NewDecoder(r).Decode(&record))
				r.Close()
				derive(record, round, made, parts)
				id := record["id"].(string)
				if seen[id] { // an id may stand in several archives
					continue
				}
				seen[id] = true
				w, err := out.Create(id + ".json")
				must(t, err)
				must(t, json.NewEncoder(w).Encode(record))
				made++
			}
			z.Close()
		}
		if made == start {
			t.Fatal("the archives hold no records")
		}
	}
	must(t, out.Close())
}

func derive(record map[string]any, round, n int, parts []part) {
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
func about(a map[string]any, p part, n int) {
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
