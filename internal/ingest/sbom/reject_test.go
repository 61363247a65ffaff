package sbom

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const (
	small     = `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","name":"zlib","version":"1.3"}]}`
	smallXML  = `<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components><component type="library"><name>zlib</name><version>1.3</version></component></components></bom>`
	smallTags = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\nDocumentNamespace: https://d.example\nCreator: Tool: t\nCreated: 2026-01-01T00:00:00Z\n\n"
)

func TestRejected(t *testing.T) {
	deepJSON := `{"bomFormat":"CycloneDX","specVersion":"1.5","components":` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `}`
	deepXML := `<bom xmlns="http://cyclonedx.org/schema/bom/1.4">` + strings.Repeat("<components>", 300) + strings.Repeat("</components>", 300) + `</bom>`
	tests := []struct {
		name, in string
		kind     domain.Kind
		code     domain.Code
		place    string // or line and column
		param    string // of "format", "version" or "encoding"
	}{
		{"empty", "", domain.Invalid, "json_empty", "", ""},
		{"blanks and a byte-order mark", "\xef\xbb\xbf \r\n", domain.Invalid, "json_empty", "", ""},
		{"prose", "hello there", domain.Unsupported, "not_an_sbom", "", "unknown"},
		{"a list of package URLs", "pkg:npm/lodash@4.17.20\npkg:npm/rxjs@7.8.1\n", domain.Unsupported, "not_an_sbom", "", "unknown"},
		{"a list of CPE names", "cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*\n", domain.Unsupported, "not_an_sbom", "", "unknown"},
		{"a JSON list", `[{"name":"zlib"}]`, domain.Unsupported, "not_an_sbom", "", "unknown"},
		{"the KEV catalogue", `{"title":"t","catalogVersion":"2026.11.01","count":0,"vulnerabilities":[]}`, domain.Unsupported, "not_an_sbom", "", "kev"},
		{"the KEV catalogue as CSV", "cveID,vendorProject,product\n", domain.Unsupported, "not_an_sbom", "", "kev"},
		{"a CSAF advisory", `{"document":{"category":"csaf_security_advisory"},"product_tree":{},"vulnerabilities":[]}`, domain.Unsupported, "not_an_sbom", "", "csaf"},
		{"an OSV record", `{"id":"GO-2026-1","modified":"2026-01-01T00:00:00Z","affected":[]}`, domain.Unsupported, "not_an_sbom", "", "osv"},
		{"a CVE record", `{"dataType":"CVE_RECORD","cveMetadata":{},"containers":{}}`, domain.Unsupported, "not_an_sbom", "", "cve"},
		{"a STIX bundle", `{"type":"bundle","objects":[]}`, domain.Unsupported, "not_an_sbom", "", "stix"},
		{"HTML", "<!doctype html><html><body>login</body></html>", domain.Unsupported, "not_an_sbom", "", "unknown"},
		{"SPDX as YAML", "SPDXID: SPDXRef-DOCUMENT\nspdxVersion: SPDX-2.3\n", domain.Unsupported, "unsupported_sbom", "", "SPDX YAML"},
		{"SPDX as RDF", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>`, domain.Unsupported, "unsupported_sbom", "", "SPDX RDF"},
		{"SPDX as XML", `<Document><spdxVersion>SPDX-2.3</spdxVersion></Document>`, domain.Unsupported, "unsupported_sbom", "", "SPDX XML"},
		{"CycloneDX of tomorrow", `{"bomFormat":"CycloneDX","specVersion":"2.0","components":[]}`, domain.Unsupported, "unsupported_version", "/specVersion", "2.0"},
		{"CycloneDX of tomorrow as XML", `<bom xmlns="http://cyclonedx.org/schema/bom/9.9"/>`, domain.Unsupported, "unsupported_version", "/bom", "9.9"},
		{"SPDX of yesterday", "SPDXVersion: SPDX-1.2\n", domain.Unsupported, "unsupported_version", "SPDXVersion", "SPDX-1.2"},
		{"a wrong bomFormat", `{"bomFormat":"AnotherFormat","specVersion":"1.5","components":[]}`, domain.Invalid, "sbom_format_name", "/bomFormat", ""},
		{"a bom of nobody", `<bom xmlns="https://bom.example/1"/>`, domain.Invalid, "sbom_format_name", "/bom", ""},
		{"an SPDX version that is none", `{"spdxVersion":"2.3","packages":[]}`, domain.Invalid, "sbom_format_name", "/spdxVersion", ""},
		{"cut off", small[:80], domain.Invalid, "json_truncated", "/components/0", ""},
		{"cut off XML", smallXML[:80], domain.Invalid, "xml_truncated", "1:81", ""},
		{"cut off text value", smallTags + "PackageComment: <text>never closed\n", domain.Invalid, "tag_value_truncated", "9:", ""},
		{"a key twice", `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a","name":"b"}]}`, domain.Invalid, "json_duplicate", "/components/0/name", ""},
		{"no JSON", `{"bomFormat":"CycloneDX","specVersion":"1.5",}`, domain.Invalid, "json_syntax", "1:45", ""},
		{"trailing garbage", small + "<!-- -->", domain.Invalid, "json_trailing", "", ""},
		{"components as text", `{"bomFormat":"CycloneDX","specVersion":"1.5","components":"none"}`, domain.Invalid, "json_type", "/components", ""},
		{"no XML", `<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components></bom>`, domain.Invalid, "xml_syntax", "1:68", ""},
		{"an undeclared entity", `<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>&all;</components></bom>`, domain.Invalid, "xml_syntax", "1:67", ""},
		{"too deep", deepJSON, domain.Untrusted, "json_depth", "1:258", ""},
		{"too deep XML", deepXML, domain.Untrusted, "xml_depth", "1:2438", ""},
		{"an encoding out of use", `<?xml version="1.0" encoding="EBCDIC-CP-US"?><bom/>`, domain.Unsupported, "text_encoding", "", "EBCDIC-CP-US"},
		{"an encoding that is not there", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><bom>\xff</bom>", domain.Invalid, "text_mismatch", "", "UTF-16"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := Decode(strings.NewReader(tt.in), func(domain.Item) error {
				t.Error("emitted")
				return nil
			})
			var got *domain.Error
			if !errors.As(err, &got) {
				t.Fatalf("error %v", err)
			}
			if got.Kind != tt.kind || got.Code != tt.code || got.Op != "decode sbom" {
				t.Errorf("%s %s %s (%v), want %s %s", got.Kind, got.Code, got.Op, got, tt.kind, tt.code)
			}
			if tt.place != "" && got.Place != tt.place && got.Params["line"]+":"+got.Params["column"] != tt.place {
				t.Errorf("place %q %v, want %q", got.Place, got.Params, tt.place)
			}
			if param := firstOf(got.Params["version"], got.Params["encoding"], got.Params["format"]); tt.param != "" && param != tt.param {
				t.Errorf("params %v, want %q", got.Params, tt.param)
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	endless := io.MultiReader(strings.NewReader(`{"bomFormat":"`), io.LimitReader(blanks{}, 2*jsondoc.MaxBytes))
	err := Decode(endless, func(domain.Item) error { return nil })
	if !domain.Is(err, domain.Untrusted) {
		t.Fatalf("error %v", err)
	}
}

type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestErrorsOfOthersPassThrough(t *testing.T) {
	broken := errors.New("stick pulled")
	if err := Decode(io.MultiReader(strings.NewReader("{"), failing{broken}), nil); !errors.Is(err, broken) {
		t.Errorf("the error of the reader came back as %v", err)
	}
	if err := Decode(strings.NewReader(small), func(domain.Item) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("emit's error came back as %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestEncodings(t *testing.T) {
	wide := func(order binary.AppendByteOrder, mark bool, s string) []byte {
		var out []byte
		if mark {
			out = order.AppendUint16(out, 0xfeff)
		}
		for _, unit := range utf16.Encode([]rune(s)) {
			out = order.AppendUint16(out, unit)
		}
		return out
	}
	named := strings.ReplaceAll(small, "zlib", "zl\U0001F9F5ib é")
	tests := []struct {
		name string
		in   []byte
		want string
	}{
		{"UTF-8", []byte(named), "zl\U0001F9F5ib é"},
		{"UTF-8 with mark", []byte("\xef\xbb\xbf" + named), "zl\U0001F9F5ib é"},
		{"UTF-16 LE with mark", wide(binary.LittleEndian, true, named), "zl\U0001F9F5ib é"},
		{"UTF-16 BE with mark", wide(binary.BigEndian, true, named), "zl\U0001F9F5ib é"},
		{"UTF-16 LE without mark", wide(binary.LittleEndian, false, named), "zl\U0001F9F5ib é"},
		{"UTF-16 BE without mark", wide(binary.BigEndian, false, named), "zl\U0001F9F5ib é"},
		{"UTF-16 XML", wide(binary.LittleEndian, true, `<?xml version="1.0" encoding="UTF-16"?>`+smallXML), "zlib"},
		{"Latin-1 XML", []byte(`<?xml version="1.0" encoding="ISO-8859-1"?>` + strings.ReplaceAll(smallXML, "zlib", "r\xe9seau")), "réseau"},
		{"UTF-8 XML with mark", []byte("\xef\xbb\xbf" + `<?xml version='1.0' encoding='utf-8'?>` + smallXML), "zlib"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := decode(t, tt.in)
			if len(s.Components) != 1 || s.Components[0].Name != tt.want {
				t.Errorf("components %+v, want %q", s.Components, tt.want)
			}
			for _, w := range s.Warnings {
				if w.Code != jsondoc.WarnBOM && w.Code != jsondoc.WarnUTF16 {
					t.Errorf("warning %v", w)
				}
			}
		})
	}
	t.Run("bytes that are no UTF-8", func(t *testing.T) {
		s := decode(t, []byte(strings.ReplaceAll(small, "zlib", "zl\xffib\xfe")))
		if s.Components[0].Name != "zl\ufffdib\ufffd" || s.Warnings[0].Code != "invalid_utf8" || s.Warnings[0].Params["count"] != "2" {
			t.Errorf("%+v %v", s.Components, s.Warnings)
		}
	})
}

func TestRecognise(t *testing.T) {
	for name, want := range map[string]domain.Format{
		"viewer.cdx.json": domain.FormatCycloneDX, "pump.cdx.xml": domain.FormatCycloneDX, "analyser.spdx": domain.FormatSPDX,
		"portal.spdx.json": domain.FormatSPDX, "model.spdx3.json": domain.FormatSPDX, "server.syft.json": domain.FormatSyft,
	} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Recognise(data); got != want || !ok {
			t.Errorf("%s: %q %v, want %q", name, got, ok, want)
		}
	}
	for _, other := range []string{"", "pkg:npm/lodash@1", `{"id":"x","modified":"y"}`, "<html/>"} {
		if got, ok := Recognise([]byte(other)); ok {
			t.Errorf("%q taken for %q", other, got)
		}
	}
}

// TestOffline reads every sample while names and HTTP are dead.
func TestOffline(t *testing.T) {
	transport, resolver := http.DefaultTransport, net.DefaultResolver
	t.Cleanup(func() { http.DefaultTransport, net.DefaultResolver = transport, resolver })
	http.DefaultTransport = refusing{t}
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		t.Error("a name was looked up")
		return nil, errors.New("offline")
	}}
	for _, name := range samples(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if s := decode(t, data); warned(s, "library_refused") {
			t.Errorf("%s: %v", name, s.Warnings)
		}
	}
	unknown := `{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"@context":"https://context.example/x.jsonld","type":"software_Package","spdxId":"https://d.example/p","name":"p"}]}`
	if s := decode(t, []byte(unknown)); len(s.Components) != 1 {
		t.Errorf("components %+v", s.Components)
	}
}

type refusing struct{ t *testing.T }

func (r refusing) RoundTrip(req *http.Request) (*http.Response, error) {
	r.t.Errorf("asked the network for %s", req.URL)
	return nil, errors.New("offline")
}
