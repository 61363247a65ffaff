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
	"fenceline/internal/ingest/jsondoc"
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
