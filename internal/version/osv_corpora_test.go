//go:build corpora

package version

import (
	"archive/zip"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/osv-scalibr/semantic"

	"fenceline/internal/domain"
)

// affectedPackage is as much of an OSV record as its evaluation needs.
type affectedPackage struct {
	Package  struct{ Ecosystem, Name string }
	Versions []string
	Ranges   []affectedRange
}

type affectedRange struct {
	Type   string
	Events []struct {
		Introduced, Fixed, Limit string
		LastAffected             string `json:"last_affected"`
	}
}

// TestCorpusOSVDifferential generates versions at, below and above every bound of
// real records and compares the answer with the algorithm of the OSV schema
// written down naively, straight on the order of the library.
func TestCorpusOSVDifferential(t *testing.T) {
	archives, err := filepath.Glob(filepath.Join(corpus(t, "bench"), "osv", "*.zip"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no records: %v", err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".zip"), func(t *testing.T) {
			records, compared, unfit, open, wrong := 0, 0, 0, 0, 0
			memo := NewMemo()
			eachAffected(t, path, func(id string, a *affectedPackage) {
				records++
				set := a.set()
				for _, v := range a.candidates() {
					want, ok := a.naive(v)
					if !ok {
						continue
					}
					got := memo.Contains(&set, a.Package.Ecosystem, v)
					switch {
					case got.In == domain.Unanswered && got.Code == domain.ReasonVersionUnreadable:
						unfit++ // "1.2.3.1" is no version of semantic versioning: no algorithm may order it
						continue
					case got.In == domain.Unanswered:
						if open++; open <= 3 {
							t.Logf("%s %s %q: %s", id, a.Package.Name, v, got.Code)
						}
					case (got.In == domain.Yes) != want:
						if wrong++; wrong <= 10 {
							t.Errorf("%s %s %q: %s %s, the algorithm says %v", id, a.Package.Name, v, verdict(got.In), got.Code, want)
						}
					}
					compared++
				}
			})
			t.Logf("%d packages of records, %d versions compared, %d different, %d not decided; %d generated strings are no versions", records, compared, wrong, open, unfit)
			if compared == 0 || wrong > 0 || open*100 > compared {
				t.Errorf("%d compared, %d different, %d not decided", compared, wrong, open)
			}
		})
	}
}

func eachAffected(t *testing.T, path string, use func(id string, a *affectedPackage)) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		var record struct {
			ID       string
			Affected []affectedPackage
		}
		if json.Unmarshal(data, &record) != nil {
			continue
		}
		for i := range record.Affected {
			use(record.ID, &record.Affected[i])
		}
	}
}

func (a *affectedPackage) set() domain.VersionSet {
	set := domain.VersionSet{Kind: domain.SetOSV, Scheme: a.Package.Ecosystem, Exact: a.Versions}
	for _, r := range a.Ranges {
		to := domain.Range{Type: r.Type}
		for _, e := range r.Events {
			to.Events = append(to.Events, domain.Event{Introduced: e.Introduced, Fixed: e.Fixed, LastAffected: e.LastAffected, Limit: e.Limit})
		}
		set.Ranges = append(set.Ranges, to)
	}
	return set
}

// candidates are the bounds, what lies just below and above them, and some of the
// listed versions.
func (a *affectedPackage) candidates() []string {
	var out []string
	for _, r := range a.Ranges {
		if r.Type == "GIT" {
			continue
		}
		for _, e := range r.Events {
			b := e.Introduced + e.Fixed + e.LastAffected
			if b == "" || b == "0" {
				continue
			}
			out = append(out, b, b+".1", b+"-0", b+"~1", b+"rc1", b+".post1", "0.0.1", "99999.0.0")
			if head, tail := b[:len(b)-1], b[len(b)-1]; head != "" && tail > '0' && tail <= '9' {
				out = append(out, head+string(tail-1))
			}
		}
	}
	if n := len(a.Versions); n > 0 {
		out = append(out, a.Versions[0], a.Versions[n/2], a.Versions[n-1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// naive is the evaluation of the OSV schema 1.7; ok is false where the ranges hold
// nothing it speaks of.
func (a *affectedPackage) naive(v string) (in, ok bool) {
	for _, listed := range a.Versions {
		if listed == v {
			return true, true
		}
	}
	for _, r := range a.Ranges {
		if r.Type == "GIT" {
			continue
		}
		inside, fits := a.naiveRange(r, v)
		if !fits {
			return false, false
		}
		in, ok = in || inside, true
	}
	return in, ok
}

func (a *affectedPackage) naiveRange(r affectedRange, v string) (inside, ok bool) {
	order, _, _ := strings.Cut(a.Package.Ecosystem, ":")
	if r.Type == "SEMVER" || order == "Bitnami" {
		order = "npm"
	}
	less := func(x, y string) bool {
		if x == "0" || y == "0" {
			return x == "0" && y != "0"
		}
		p, err := semantic.Parse(x, order)
		if err != nil {
			ok = false
			return false
		}
		c, err := p.CompareStr(y)
		if err != nil {
			ok = false
		}
		return c < 0
	}
	ok = true
	events := slices.Clone(r.Events)
	at := func(i int) string { return events[i].Introduced + events[i].Fixed + events[i].LastAffected }
	for i := range events { // by insertion: the lists are short
		for j := i; j > 0 && less(at(j), at(j-1)); j-- {
			events[j], events[j-1] = events[j-1], events[j]
		}
	}
	limited, before := false, false
	for _, e := range events {
		if e.Limit != "" {
			limited, before = true, before || e.Limit == "*" || less(v, e.Limit)
		}
	}
	for _, e := range events {
		switch {
		case e.Introduced != "" && (e.Introduced == "0" || !less(v, e.Introduced)):
			inside = true
		case e.Fixed != "" && !less(v, e.Fixed):
			inside = false
		case e.LastAffected != "" && less(e.LastAffected, v):
			inside = false
		}
	}
	return inside && (!limited || before), ok
}
