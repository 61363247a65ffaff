package stix

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
	text, err := os.ReadFile(filepath.Join("testdata", "bundle.json"))
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
	path := filepath.Join("testdata", "bundle.golden.json")
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

func bundle(objects ...string) string {
	return `{"type":"bundle","id":"bundle--1","objects":[` + strings.Join(objects, ",") + `]}`
}

const (
	clear  = `"object_marking_refs":["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"]`
	green1 = `"object_marking_refs":["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]`
	red    = `"object_marking_refs":["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"]`
)

func TestLabels(t *testing.T) {
	flaw := func(n, rest string) string {
		return `{"type":"vulnerability","id":"vulnerability--` + n + `","name":"CVE-2026-100` + n + `"` + rest + `}`
	}
	own := func(definition string) string {
		return `{"type":"marking-definition","id":"marking-definition--9",` + definition + `}`
	}
	const mine = `,"object_marking_refs":["marking-definition--9"]`
	tests := []struct {
		name    string
		objects []string
		want    domain.TLP
	}{
		{"none", []string{flaw("1", "")}, domain.TLPUnlabelled},
		{"well-known of TLP 2", []string{flaw("1", ","+clear)}, domain.TLPClear},
		{"well-known of TLP 1", []string{flaw("1", ","+green1)}, domain.TLPGreen},
		{"the highest counts", []string{flaw("1", ","+clear), flaw("2", ","+red)}, domain.TLPRed},
		{"one without a label", []string{flaw("1", ","+clear), flaw("2", "")}, domain.TLPUnlabelled},
		{"one without a label beside RED", []string{flaw("1", ","+red), flaw("2", "")}, domain.TLPRed},
		{"an identity needs none", []string{flaw("1", ","+clear), `{"type":"identity","id":"identity--1","name":"x"}`}, domain.TLPClear},
		{"defined as TLP 1", []string{own(`"definition_type":"tlp","definition":{"tlp":"white"}`), flaw("1", mine)}, domain.TLPClear},
		{"defined by the extension", []string{own(`"extensions":{"` + tlp2 + `":{"tlp_2_0":"amber+strict"}}`), flaw("1", mine)}, domain.TLPAmberStrict},
		{"a statement is no label", []string{own(`"definition_type":"statement","definition":{"statement":"x"}`), flaw("1", mine)}, domain.TLPUnlabelled},
		{"a label that is none", []string{own(`"definition_type":"tlp","definition":{"tlp":"blue"}`), flaw("1", mine)}, domain.TLPUnlabelled},
		{"not defined", []string{flaw("1", mine)}, domain.TLPUnlabelled},
		{"of a part alone", []string{flaw("1", `,"granular_markings":[{"marking_ref":"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"}]`)}, domain.TLPRed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			items, err := decode(bundle(test.objects...))
			if err != nil || len(items) == 0 {
				t.Fatal(items, err)
			}
			if got := items[0].(domain.Advisory).TLP; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestMeaning(t *testing.T) {
	tests := []struct {
		name    string
		objects []string
		status  string
		signals string
	}{
		{"a CVE by its name", []string{`{"type":"vulnerability","id":"v--1","name":"CVE-2026-1001"}`}, "", "CVE-2026-1001 reported"},
		{"a CVE by its reference", []string{`{"type":"vulnerability","id":"v--1","name":"x","external_references":[{"source_name":"cve","external_id":"CVE-2026-1001"}]}`}, "", "CVE-2026-1001 reported"},
		{"two objects of one CVE", []string{`{"type":"vulnerability","id":"v--1","name":"CVE-2026-1001"}`, `{"type":"vulnerability","id":"v--2","name":"CVE-2026-1001"}`}, "", "CVE-2026-1001 reported"},
		{"one without a CVE", []string{`{"type":"vulnerability","id":"v--1","name":"x"}`}, StatusWatch, ""},
		{"both", []string{`{"type":"vulnerability","id":"v--1","name":"x"}`, `{"type":"vulnerability","id":"v--2","name":"CVE-2026-1001"}`}, StatusWatch, "CVE-2026-1001 reported"},
		{"a sighting", []string{`{"type":"sighting","id":"s--1","sighting_of_ref":"v--1"}`, `{"type":"vulnerability","id":"v--1","name":"CVE-2026-1001"}`}, "", "CVE-2026-1001 sighted"},
		{"a sighting of something else", []string{`{"type":"sighting","id":"s--1","sighting_of_ref":"i--1"}`, `{"type":"vulnerability","id":"v--1","name":"CVE-2026-1001"}`}, "", "CVE-2026-1001 reported"},
		{"a revoked one", []string{`{"type":"vulnerability","id":"v--1","name":"CVE-2026-1001","revoked":true}`, `{"type":"report","id":"r--1","name":"x"}`}, "", ""},
		{"software that has it", []string{`{"type":"software","id":"s--1","name":"x","cpe":"cpe:2.3:a:v:x:1:*:*:*:*:*:*:*"}`, `{"type":"vulnerability","id":"v--1","name":"CVE-2026-1001"}`,
			`{"type":"relationship","id":"r--1","relationship_type":"has","source_ref":"s--1","target_ref":"v--1"}`}, "", "CVE-2026-1001 reported"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			items, err := decode(bundle(test.objects...))
			if err != nil || len(items) == 0 {
				t.Fatal(items, err)
			}
			a := items[0].(domain.Advisory)
			if len(a.Statements) != 0 {
				t.Errorf("affectedness was inferred: %v", a.Statements)
			}
			var signals []string
			for _, item := range items[1:] {
				s := item.(domain.Signal)
				signals = append(signals, s.Vulnerability+" "+s.Value)
			}
			if got := strings.Join(signals, ", "); got != test.signals || a.Status != test.status {
				t.Errorf("got %q, status %q", got, a.Status)
			}
		})
	}
}

func TestNothingToRead(t *testing.T) {
	items, err := decode(bundle(`{"type":"indicator","id":"i--1"}`, `{"type":"identity","id":"identity--1"}`, `{"type":"attack-pattern","id":"a--1"}`))
	if err != nil || len(items) != 0 {
		t.Errorf("got %v, %v", items, err)
	}
}

func TestRefuses(t *testing.T) {
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"no objects", `{"type":"bundle","id":"bundle--1"}`, "/objects", jsondoc.CodeMissing},
		{"no type", `{"objects":[{}]}`, "/type", jsondoc.CodeMissing},
		{"another type", `{"type":"indicator","id":"indicator--1"}`, "/type", jsondoc.CodeValue},
		{"objects of another type", `{"type":"bundle","objects":{}}`, "/objects", jsondoc.CodeType},
		{"null object", bundle(`null`), "/objects/0/type", jsondoc.CodeMissing},
		{"object without type", bundle(`{"id":"x"}`), "/objects/0/type", jsondoc.CodeMissing},
		{"object without id", bundle(`{"type":"indicator","id":"i--1"}`, `{"type":"vulnerability"}`), "/objects/1/id", jsondoc.CodeMissing},
		{"name of another type", bundle(`{"type":"vulnerability","id":"v--1","name":1}`), "/objects/0/name", jsondoc.CodeType},
		{"member twice", bundle(`{"type":"vulnerability","id":"v--1","id":"v--2"}`), "/objects/0/id", jsondoc.CodeDuplicate},
		{"cut", `{"type":"bundle","objects":[{"type":"vul`, "/objects/0/type", jsondoc.CodeTruncated},
		{"too deep", `{"type":"bundle","objects":[` + strings.Repeat("[", jsondoc.MaxDepth) + strings.Repeat("]", jsondoc.MaxDepth) + `]}`, "", jsondoc.CodeDepth},
		{"nothing", " ", "", jsondoc.CodeEmpty},
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
	err := Decode(strings.NewReader(bundle(`{"type":"vulnerability","id":"v--1","name":"x"}`)), func(domain.Item) error { return io.ErrClosedPipe })
	if err != io.ErrClosedPipe {
		t.Errorf("got %v", err)
	}
}
