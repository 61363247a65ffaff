package vex

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

func decode(text string) (domain.Advisory, error) {
	var a domain.Advisory
	err := Decode(strings.NewReader(text), func(item domain.Item) error {
		a = item.(domain.Advisory)
		return nil
	})
	return a, err
}

func TestGolden(t *testing.T) {
	for _, name := range []string{"open", "cyclonedx"} {
		text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := decode(string(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := json.MarshalIndent(a, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name+".golden.json")
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
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// lines writes statements as "vulnerability product status versions".
func lines(a *domain.Advisory) string {
	var out []string
	for _, s := range a.Statements {
		set := string(s.Versions.Kind) + strings.Join(s.Versions.Exact, ",") + s.Versions.Text
		out = append(out, strings.TrimSpace(s.Vulnerability+" "+s.Product+" "+string(s.Status)+" "+set))
	}
	return strings.Join(out, "; ")
}

func TestOpenVEXShapes(t *testing.T) {
	const head = `{"@context":"https://openvex.dev/ns","@id":"1","author":"A","timestamp":"2026-01-01T00:00:00Z","statements":[`
	tests := []struct{ name, statements, want string }{
		{"texts, as in 0.0.x", `{"vulnerability":"CVE-1","products":["pkg:npm/x@1"],"status":"fixed"}`, "CVE-1 pkg:npm/x@1 fixed"},
		{"no version means all", `{"vulnerability":"CVE-1","products":["pkg:npm/x"],"status":"not_affected"}`, "CVE-1 pkg:npm/x not_affected all"},
		{"any version of a CPE name", `{"vulnerability":"CVE-1","products":["cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"],"status":"affected"}`, "CVE-1 cpe:2.3:a:v:p:*:*:*:*:*:*:*:* affected all"},
		{"what has no identity claims no version", `{"vulnerability":"CVE-1","products":["nginx"],"status":"affected"}`, "CVE-1 nginx affected"},
		{"subcomponents beside the products, as in 0.0.x", `{"vulnerability":"CVE-1","products":["pkg:oci/a@1"],"subcomponents":["pkg:npm/x@1"],"status":"fixed"}`, "CVE-1 pkg:oci/a@1 > pkg:npm/x@1 fixed"},
		{"a later statement takes the place", `{"vulnerability":"CVE-1","products":["pkg:npm/x"],"status":"affected"},{"vulnerability":"CVE-1","products":["pkg:npm/x"],"status":"fixed"}`, "CVE-1 pkg:npm/x fixed all"},
		{"an older one that stands behind does not", `{"vulnerability":"CVE-1","products":["pkg:npm/x"],"status":"affected"},{"vulnerability":"CVE-1","products":["pkg:npm/x"],"status":"fixed","timestamp":"2025-01-01T00:00:00Z"}`, "CVE-1 pkg:npm/x affected all"},
		{"a vulnerability named by a link", `{"vulnerability":{"@id":"https://a.example/CVE-1"},"products":["pkg:npm/x@1"],"status":"fixed"}`, "CVE-1 pkg:npm/x@1 fixed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := decode(head + test.statements + "]}")
			if got := lines(&a); err != nil || got != test.want {
				t.Errorf("got %q, %v, want %q", got, err, test.want)
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	const (
		open = `{"@context":"https://openvex.dev/ns/v0.2.0","author":"A","statements":[{`
		cdx  = `{"bomFormat":"CycloneDX","vulnerabilities":[{`
	)
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"no author", `{"@context":"https://openvex.dev/ns","statements":[{}]}`, "/author", jsondoc.CodeMissing},
		{"no statements", `{"@context":"https://openvex.dev/ns","author":"A"}`, "/statements", jsondoc.CodeMissing},
		{"no vulnerability", open + `"products":["a"],"status":"fixed"}]}`, "/statements/0/vulnerability/name", jsondoc.CodeMissing},
		{"no products", open + `"vulnerability":"CVE-1","status":"fixed"}]}`, "/statements/0/products", jsondoc.CodeMissing},
		{"no status", open + `"vulnerability":"CVE-1","products":["a"]}]}`, "/statements/0/status", jsondoc.CodeMissing},
		{"a status that is none", open + `"vulnerability":"CVE-1","products":["a"],"status":"fine"}]}`, "/statements/0/status", jsondoc.CodeValue},
		{"products of another type", open + `"vulnerability":"CVE-1","products":{}}]}`, "/statements/0/products", jsondoc.CodeType},
		{"a product of another type", open + `"vulnerability":"CVE-1","products":[1]}]}`, "/statements/0/products/0", jsondoc.CodeType},
		{"no vulnerabilities", `{"bomFormat":"CycloneDX"}`, "/vulnerabilities", jsondoc.CodeMissing},
		{"no id", cdx + `"affects":[]}]}`, "/vulnerabilities/0/id", jsondoc.CodeMissing},
		{"a state that is none", cdx + `"id":"CVE-1","analysis":{"state":"fine"}}]}`, "/vulnerabilities/0/analysis/state", jsondoc.CodeValue},
		{"a version's status that is none", cdx + `"id":"CVE-1","affects":[{"ref":"pkg:npm/x","versions":[{"version":"1","status":"fine"}]}]}]}`, "/vulnerabilities/0/affects/0/versions/0/status", jsondoc.CodeValue},
		{"cut", open + `"vulnerability":"CVE-1","products":[`, "/statements/0/products", jsondoc.CodeTruncated},
		{"too deep", cdx + `"x":` + strings.Repeat("[", jsondoc.MaxDepth) + strings.Repeat("]", jsondoc.MaxDepth) + "}]}", "", jsondoc.CodeDepth},
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

func TestHolds(t *testing.T) {
	for text, want := range map[string]bool{
		`{"bomFormat":"CycloneDX"}`:                          false,
		`{"vulnerabilities":[]}`:                             false,
		`{"vulnerabilities":[ ` + "\n" + ` ]}`:               false,
		`{"components":[],"vulnerabilities":[{"id":"CVE"}]}`: true,
		`{"components":[{"vulnerabilities":[{"id":"x"}]}]}`:  false,
		`{"vulnerabilities":[`:                               false,
		`<bom>`:                                              false,
	} {
		if got := Holds([]byte(text)); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestDecodeHandsBackTheErrorOfEmit(t *testing.T) {
	err := Decode(strings.NewReader(`{"@context":"https://openvex.dev/ns","author":"A","statements":[{"vulnerability":"CVE-1","products":["a"],"status":"fixed"}]}`),
		func(domain.Item) error { return io.ErrClosedPipe })
	if err != io.ErrClosedPipe {
		t.Errorf("got %v", err)
	}
}
