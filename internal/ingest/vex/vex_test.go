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

// TestXMLSaysWhatJSONSays: both forms of one document give the same advisory.
func TestXMLSaysWhatJSONSays(t *testing.T) {
	const asJSON = `{"bomFormat":"CycloneDX","specVersion":"1.5","serialNumber":"urn:uuid:1","version":2,
	 "metadata":{"timestamp":"2026-06-01T00:00:00Z","supplier":{"name":"Maker"},"component":{"bom-ref":"s","name":"Pump","version":"3"}},
	 "components":[{"bom-ref":"a","group":"g","name":"lib","version":"1","purl":"pkg:npm/lib@1","components":[{"bom-ref":"b","name":"inner","cpe":"cpe:2.3:a:v:inner:1:*:*:*:*:*:*:*"}]}],
	 "vulnerabilities":[{"id":"CVE-2026-1","references":[{"id":"GHSA-1"}],"ratings":[{"source":{"name":"NVD"},"score":9.8,"severity":"critical","method":"CVSSv31","vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
	  "cwes":[79,80],"description":"A flaw","recommendation":"Update","workaround":"None","advisories":[{"title":"T","url":"https://a.example"}],"published":"2026-05-01T00:00:00Z","updated":"2026-05-02T00:00:00Z",
	  "analysis":{"state":"not_affected","justification":"code_not_reachable","response":["will_not_fix","update"],"detail":"Not called"},
	  "affects":[{"ref":"a","versions":[{"version":"1","status":"unaffected"},{"range":"vers:npm/<1","status":"affected"}]},{"ref":"b"}]}]}`
	const asXML = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:1" version="2"><!-- a comment -->
 <metadata><timestamp>2026-06-01T00:00:00Z</timestamp><component bom-ref="s" type="device"><name>Pump</name><version>3</version></component><supplier><name>Maker</name></supplier></metadata>
 <components><component bom-ref="a" type="library"><group>g</group><name>lib</name><version>1</version><purl>pkg:npm/lib@1</purl>
  <components><component bom-ref="b" type="library"><name>inner</name><cpe>cpe:2.3:a:v:inner:1:*:*:*:*:*:*:*</cpe></component></components></component></components>
 <vulnerabilities><vulnerability bom-ref="v"><id>CVE-2026-1</id><references><reference><id>GHSA-1</id></reference></references>
  <ratings><rating><source><name>NVD</name></source><score>9.8</score><severity>critical</severity><method>CVSSv31</method><vector>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</vector></rating></ratings>
  <cwes><cwe>79</cwe><cwe>80</cwe></cwes><description>A flaw</description><recommendation>Update</recommendation><workaround>None</workaround>
  <advisories><advisory><title>T</title><url>https://a.example</url></advisory></advisories><published>2026-05-01T00:00:00Z</published><updated>2026-05-02T00:00:00Z</updated>
  <analysis><state>not_affected</state><justification>code_not_reachable</justification><responses><response>will_not_fix</response><response>update</response></responses><detail>Not called</detail></analysis>
  <affects><target><ref>a</ref><versions><version><version>1</version><status>unaffected</status></version><version><range>vers:npm/&lt;1</range><status>affected</status></version></versions></target><target><ref>b</ref></target></affects>
 </vulnerability></vulnerabilities></bom>`
	want, err := decode(asJSON)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode(asXML)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-JSON +XML:\n%s", diff)
	}
	if len(got.Statements) < 3 || !Holds([]byte(asXML)) {
		t.Errorf("%d statements", len(got.Statements))
	}
}

func TestRefusesXML(t *testing.T) {
	tests := []struct {
		name, text string
		code       domain.Code
	}{
		{"cut", `<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><vulnerabilities><vulnerability><id>CVE-1`, jsondoc.CodeTruncated},
		{"crossed", `<bom><vulnerabilities></bom></vulnerabilities>`, CodeXML},
		{"an entity of its own", `<!DOCTYPE bom [<!ENTITY a "aaaa">]><bom><vulnerabilities><vulnerability><id>&a;</id></vulnerability></vulnerabilities></bom>`, CodeXML},
		{"a file as an entity", `<!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]><bom><vulnerabilities><vulnerability><id>&a;</id></vulnerability></vulnerabilities></bom>`, CodeXML},
		{"another encoding", `<?xml version="1.0" encoding="EBCDIC"?><bom/>`, CodeXML},
		{"a second document", `<bom><vulnerabilities><vulnerability><id>CVE-1</id></vulnerability></vulnerabilities></bom><bom/>`, CodeXML},
		{"a score in words", `<bom><vulnerabilities><vulnerability><id>CVE-1</id><ratings><rating><score>high</score></rating></ratings></vulnerability></vulnerabilities></bom>`, CodeXML},
		{"too deep", strings.Repeat("<a>", jsondoc.SafeDepth+1) + strings.Repeat("</a>", jsondoc.SafeDepth+1), jsondoc.CodeDepth},
		{"no vulnerabilities", `<bom/>`, jsondoc.CodeMissing},
		{"no id", `<bom><vulnerabilities><vulnerability/></vulnerabilities></bom>`, jsondoc.CodeMissing},
		{"a state that is none", `<bom><vulnerabilities><vulnerability><id>CVE-1</id><analysis><state>fine</state></analysis></vulnerability></vulnerabilities></bom>`, jsondoc.CodeValue},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := decode(test.text)
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != test.code || own.Op != op {
				t.Errorf("got %#v, want %s", err, test.code)
			}
		})
	}
	for text, want := range map[string]bool{`<bom><components/></bom>`: false, `<bom><vulnerabilities/></bom>`: false, `<bom><vulnerabilities><vulnerability/></vulnerabilities></bom>`: true,
		`<bom><components><component><vulnerabilities><vulnerability/></vulnerabilities></component></components></bom>`: false, `<bom><vulnerabilities><vul`: false} {
		if got := Holds([]byte(text)); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

// TestRejectedFlaw claims nothing of what was rejected; who found a flaw is kept.
func TestRejectedFlaw(t *testing.T) {
	a, err := decode(`{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,
	 "metadata":{"timestamp":"2026-06-01T00:00:00Z"},"components":[{"bom-ref":"x","type":"library","name":"x","version":"1","purl":"pkg:npm/x@1"}],
	 "vulnerabilities":[{"id":"CVE-2026-1","rejected":"2026-06-02T00:00:00Z","affects":[{"ref":"x"}]},
	  {"id":"CVE-2026-2","affects":[{"ref":"x"}],"credits":{"organizations":[{"name":"Lab"}],"individuals":[{"name":"A. Finder"},{"name":"A. Finder"},{}]}}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Statements) != 1 || a.Statements[0].Vulnerability != "CVE-2026-2" {
		t.Errorf("statements: %+v", a.Statements)
	}
	if len(a.Credits) != 2 || a.Credits[0].Name != "Lab" || a.Credits[1].Name != "A. Finder" {
		t.Errorf("credits: %+v", a.Credits)
	}
	n := 0
	for _, w := range a.Warnings {
		if w.Code == WarnRejected && w.Place == "/vulnerabilities/0/rejected" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("warnings: %+v", a.Warnings)
	}
}
