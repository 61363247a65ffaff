//go:build corpora

package assess

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/version"
)

// published is as much of an OSV record as matching needs.
type published struct {
	ID       string
	Aliases  []string
	Affected []struct {
		Package  struct{ Ecosystem, Name string }
		Versions []string
		Ranges   []struct {
			Type   string
			Events []struct {
				Introduced, Fixed, Limit string
				LastAffected             string `json:"last_affected"`
			}
		}
	}
}

func (p *published) advisory(copy int) domain.Advisory {
	a := domain.Advisory{Format: domain.FormatOSV, Namespace: "osv", ID: fmt.Sprintf("%s-%d", p.ID, copy)}
	a.Vulnerabilities = []domain.Vulnerability{{ID: a.ID}}
	for i := range p.Affected {
		from := &p.Affected[i]
		ref := fmt.Sprint(i)
		set := domain.VersionSet{Kind: domain.SetOSV, Scheme: from.Package.Ecosystem, Exact: from.Versions}
		for _, r := range from.Ranges {
			to := domain.Range{Type: r.Type}
			for _, e := range r.Events {
				to.Events = append(to.Events, domain.Event{Introduced: e.Introduced, Fixed: e.Fixed, LastAffected: e.LastAffected, Limit: e.Limit})
			}
			set.Ranges = append(set.Ranges, to)
		}
		a.Products = append(a.Products, domain.Product{Ref: ref, Ecosystem: from.Package.Ecosystem, Package: from.Package.Name})
		a.Statements = append(a.Statements, domain.Statement{Vulnerability: a.ID, Product: ref, Status: domain.StatusAffected, Versions: set})
	}
	return a
}

func realIndex(b *testing.B, dir string, advisories int) index {
	paths, err := filepath.Glob(filepath.Join(dir, "osv", "*.zip"))
	if err != nil || len(paths) == 0 {
		b.Fatalf("no records: %v", err)
	}
	x, n := index{}, 0
	for round := 0; n < advisories; round++ {
		before := n
		for _, path := range paths {
			z, err := zip.OpenReader(path)
			if err != nil {
				b.Fatal(err)
			}
			for _, f := range z.File {
				r, err := f.Open()
				if err != nil {
					b.Fatal(err)
				}
				var p published
				if err := json.NewDecoder(r).Decode(&p); err != nil {
					b.Fatalf("%s: %v", f.Name, err)
				}
				r.Close()
				x.add(domain.BadgeUnsigned, p.advisory(round))
				if n++; n == advisories {
					break
				}
			}
			z.Close()
			if n == advisories {
				break
			}
		}
		if n == before {
			b.Fatal("the archives are empty")
		}
	}
	return x
}

func realComponents(b *testing.B, dir string) (assets [][]domain.Held) {
	f, err := os.Open(filepath.Join(dir, "components-large.tsv.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	assets = make([][]domain.Held, 40)
	lines := bufio.NewScanner(z)
	for n := 0; lines.Scan(); n++ {
		part := strings.Split(lines.Text(), "\t")
		if len(part) != 4 {
			continue
		}
		assets[n%40] = append(assets[n%40], held(fmt.Sprintf("c%06d", n), domain.Component{Name: part[1], Version: part[2], PURL: part[3]}))
	}
	return assets
}

func BenchmarkMatchPublished(b *testing.B) {
	root := os.Getenv("FENCELINE_CORPORA")
	if root == "" {
		b.Fatal("FENCELINE_CORPORA names no folder")
	}
	dir := filepath.Join(root, "bench")
	assets, x := realComponents(b, dir), realIndex(b, dir, 100_000)
	group := grouping()
	b.ReportAllocs()
	for b.Loop() {
		memo, verdicts := version.NewMemo(), map[domain.Verdict]int{}
		for i, components := range assets {
			for _, f := range Match(MatchInput{Asset: fmt.Sprint(i), Components: components, Rows: x.rows, Group: group, Versions: memo}) {
				verdicts[f.Verdict]++
			}
		}
		for v, n := range verdicts {
			b.ReportMetric(float64(n), string(v))
		}
	}
}
