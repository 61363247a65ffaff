package nvd

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/version"
)

var update = flag.Bool("update", false, "write the goldens")

func decode(text string) ([]domain.Item, error) {
	var items []domain.Item
	err := Decode(strings.NewReader(text), func(item domain.Item) error {
		items = append(items, item)
		return nil
	})
	return items, err
}

func TestGolden(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "answer.json"))
	if err != nil {
		t.Fatal(err)
	}
	items, err := decode(string(text))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(items, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "answer.golden.json")
	if *update {
		if err := os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(bytes.TrimSpace(want)), string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestVersions asks the sets of match bounds what they hold.
func TestVersions(t *testing.T) {
	const any = "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"
	tests := []struct {
		name      string
		match     wireMatch
		in, out   string // versions, joined by blanks
		cannotSay string
	}{
		{"from and below", wireMatch{Criteria: any, StartIncluding: "1.0", EndExcluding: "2.0"}, "1.0 1.9.9", "0.9 2.0 10", "latest"},
		{"from and up to", wireMatch{Criteria: any, StartIncluding: "1.0", EndIncluding: "2.0"}, "1.0 2.0", "0.9 2.1", ""},
		{"above and below", wireMatch{Criteria: any, StartExcluding: "1.0", EndExcluding: "2.0"}, "1.1 1.9.9", "1.0 2.0", ""},
		{"above and up to", wireMatch{Criteria: any, StartExcluding: "1.0", EndIncluding: "2.0"}, "1.1 2.0", "1.0 2.1", ""},
		{"above", wireMatch{Criteria: any, StartExcluding: "1.0"}, "1.1 9", "1.0 0.1", ""},
		{"from", wireMatch{Criteria: any, StartIncluding: "1.0"}, "1.0 9", "0.1", ""},
		{"below", wireMatch{Criteria: any, EndExcluding: "2.0"}, "0.1 1.9", "2.0", ""},
		{"up to", wireMatch{Criteria: any, EndIncluding: "2.0"}, "0.1 2.0", "2.0.1", ""},
		{"one", wireMatch{Criteria: "cpe:2.3:a:v:p:1.5:*:*:*:*:*:*:*"}, "1.5", "1.4", ""},
		{"all", wireMatch{Criteria: any}, "1 latest", "", ""},
		{"a product without versions", wireMatch{Criteria: "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*"}, "", "", "1.0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			name, err := identity.ParseCPE(test.match.Criteria)
			if err != nil {
				t.Fatal(err)
			}
			set := versions(&test.match, name.Version)
			for _, ask := range []struct {
				versions string
				want     domain.Answer
			}{{test.in, domain.Yes}, {test.out, domain.No}, {test.cannotSay, domain.Unanswered}} {
				for _, v := range strings.Fields(ask.versions) {
					if got := version.Contains(set, identity.SchemeGeneric, v); got.In != ask.want {
						t.Errorf("%s: %q (%s), want %q", v, got.In, got.Code, ask.want)
					}
				}
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	const head = `{"format":"NVD_CVE","version":"2.0","vulnerabilities":[`
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"no list", `{"format":"NVD_CVE"}`, "/vulnerabilities", jsondoc.CodeMissing},
		{"another format", `{"format":"NVD_CPE","version":"2.0","vulnerabilities":[]}`, "/format", CodeFormat},
		{"another version", `{"format":"NVD_CVE","version":"3.0","vulnerabilities":[]}`, "/format", CodeFormat},
		{"a list", `[]`, "", jsondoc.CodeType},
		{"list of another type", `{"vulnerabilities":{}}`, "/vulnerabilities", jsondoc.CodeType},
		{"null entry", head + `null]}`, "/vulnerabilities/0/cve/id", jsondoc.CodeMissing},
		{"no id", head + `{"cve":{"lastModified":"2026-06-03T00:00:00.000"}}]}`, "/vulnerabilities/0/cve/id", jsondoc.CodeMissing},
		{"no date", head + `{"cve":{"id":"CVE-1"}}]}`, "/vulnerabilities/0/cve/lastModified", jsondoc.CodeMissing},
		{"a date that is none", head + `{"cve":{"id":"CVE-1","lastModified":"NaN"}}]}`, "/vulnerabilities/0/cve/lastModified", jsondoc.CodeDate},
		{"score of another type", head + `{"cve":{"id":"CVE-1","metrics":{"cvssMetricV31":[{"cvssData":{"baseScore":"9"}}]}}}]}`, "/vulnerabilities/0/cve/metrics/cvssMetricV31/0/cvssData/baseScore", jsondoc.CodeType},
		{"member twice", head + `{"cve":{"id":"CVE-1","id":"CVE-2"}}]}`, "/vulnerabilities/0/cve/id", jsondoc.CodeDuplicate},
		{"cut", head + `{"cve":{"id":"CVE-1"`, "/vulnerabilities/0/cve", jsondoc.CodeTruncated},
		{"garbage behind", head + `]} x`, "", jsondoc.CodeTrailing},
		{"too deep", head + `{"x":` + strings.Repeat("[", jsondoc.MaxDepth) + strings.Repeat("]", jsondoc.MaxDepth) + "}]}", "", jsondoc.CodeDepth},
		{"nothing", "", "", jsondoc.CodeEmpty},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := decode(test.text)
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != test.code || own.Place != test.place || own.Op != op {
				t.Errorf("got %#v, want %s at %s", err, test.code, test.place)
			}
		})
	}
}

func TestDecodeHandsBackTheErrorOfEmit(t *testing.T) {
	err := Decode(strings.NewReader(`{"vulnerabilities":[{"cve":{"id":"CVE-1","lastModified":"2026-06-03T00:00:00.000"}}]}`),
		func(domain.Item) error { return io.ErrClosedPipe })
	if err != io.ErrClosedPipe {
		t.Errorf("got %v", err)
	}
}
