package sbom

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// dialect is one way an SBOM is written down.
type dialect struct {
	name   string
	format domain.Format
	read   func(data []byte) (*document, error)
}

var (
	cycloneDXJSON = dialect{"CycloneDX JSON", domain.FormatCycloneDX, readCycloneDXJSON}
	cycloneDXXML  = dialect{"CycloneDX XML", domain.FormatCycloneDX, readCycloneDXXML}
	spdxJSON      = dialect{"SPDX JSON", domain.FormatSPDX, readSPDXJSON}
	spdxGraph     = dialect{"SPDX 3 JSON", domain.FormatSPDX, readSPDXGraph}
	spdxTagValue  = dialect{"SPDX tag-value", domain.FormatSPDX, readSPDXTagValue}
	syftJSON      = dialect{"syft JSON", domain.FormatSyft, readSyftJSON}
)

// Recognise tells by content which SBOM format data is written in; false where
// it is none that [Decode] reads. It looks at the top level only.
func Recognise(data []byte) (domain.Format, bool) {
	text, warnings := jsondoc.Text(data)
	text, _, err := toUTF8(text, warnings)
	if err != nil || len(bytes.TrimSpace(text)) == 0 {
		return "", false
	}
	d, err := recognise(text)
	if err != nil {
		return "", false
	}
	return d.format, true
}

func recognise(data []byte) (dialect, error) {
	switch head := bytes.TrimLeft(data, " \t\r\n"); head[0] {
	case '{':
		if err := jsondoc.CheckDepth(op, data, jsondoc.SafeDepth); err != nil {
			return dialect{}, err
		}
		return recogniseJSON(data)
	case '[':
		return dialect{}, notAnSBOM("")
	case '<':
		if err := xmlDepth(data); err != nil {
			return dialect{}, err
		}
		return recogniseXML(data)
	}
	return recogniseText(data)
}

// topLevel is what the outermost object of a JSON document tells: its member
// names, and the values of those that are strings.
type topLevel struct {
	names  []string
	values map[string]string
}

func (t *topLevel) has(names ...string) bool {
	for _, n := range names {
		if !slices.Contains(t.names, n) {
			return false
		}
	}
	return true
}

func recogniseJSON(data []byte) (dialect, error) {
	top := readTopLevel(data)
	switch {
	case top.values["bomFormat"] == "CycloneDX":
		return cycloneDXJSON, nil
	case strings.HasPrefix(strings.ToUpper(top.values["spdxVersion"]), "SPDX-"):
		return spdxJSON, nil
	case strings.Contains(top.values["@context"], "spdx.org/rdf/3"):
		return spdxGraph, nil
	case top.has("artifacts", "schema"):
		return syftJSON, nil
	}
	// What cannot be named may be broken rather than something else.
	if err := jsondoc.Unmarshal(op, data, &struct{}{}); err != nil {
		return dialect{}, err
	}
	for _, member := range []string{"bomFormat", "spdxVersion"} {
		if top.has(member) || member == "bomFormat" && top.has("specVersion", "components") {
			return dialect{}, refuse(domain.Invalid, CodeName, "/"+member, domain.Params{"found": top.values[member]}, nil)
		}
	}
	return dialect{}, notAnSBOM(otherJSON(top))
}

// readTopLevel lists the outermost members as far as the syntax holds.
func readTopLevel(data []byte) topLevel {
	top := topLevel{values: make(map[string]string)}
	jsondoc.Members(data, func(m jsondoc.Member) bool {
		top.names = append(top.names, m.Name)
		if len(m.Value) > 0 && m.Value[0] == '"' {
			if value, err := jsontext.AppendUnquote(nil, m.Value); err == nil {
				top.values[m.Name] = string(value)
			}
		}
		return true
	})
	return top
}

// otherJSON names the sort of advisory data that was handed in for an SBOM.
func otherJSON(top topLevel) domain.Format {
	switch {
	case top.has("catalogVersion", "vulnerabilities"):
		return domain.FormatKEV
	case top.has("document") && top.has("product_tree"), top.has("document", "vulnerabilities"):
		return domain.FormatCSAF
	case top.has("cveMetadata"), top.has("dataType", "containers"):
		return domain.FormatCVE
	case top.has("id", "modified"):
		return domain.FormatOSV
	case top.values["type"] == "bundle":
		return "stix"
	case strings.Contains(top.values["@context"], "openvex"):
		return "openvex"
	}
	return ""
}

func recogniseXML(data []byte) (dialect, error) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.Token()
		if err != nil {
			return dialect{}, xmlError(dec, err)
		}
		root, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch {
		case root.Name.Local == "bom" && strings.Contains(root.Name.Space, "cyclonedx.org/schema/bom"):
			return cycloneDXXML, nil
		case root.Name.Local == "bom":
			return dialect{}, refuse(domain.Invalid, CodeName, "/bom", domain.Params{"found": root.Name.Space}, nil)
		case root.Name.Local == "RDF":
			return dialect{}, refuse(domain.Unsupported, CodeNotation, "", domain.Params{"format": "SPDX RDF"}, nil)
		case root.Name.Local == "Document":
			return dialect{}, refuse(domain.Unsupported, CodeNotation, "", domain.Params{"format": "SPDX XML"}, nil)
		}
		return dialect{}, notAnSBOM("")
	}
}

// recogniseText looks for the SPDX version among the first lines, in tag-value
// or YAML.
func recogniseText(data []byte) (dialect, error) {
	seen := 0
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if bytes.HasPrefix(line, []byte("SPDXVersion:")) {
			return spdxTagValue, nil
		}
		if seen++; seen > 50 {
			break
		}
	}
	if bytes.Contains(data, []byte("\nspdxVersion:")) || bytes.HasPrefix(data, []byte("spdxVersion:")) {
		return dialect{}, refuse(domain.Unsupported, CodeNotation, "", domain.Params{"format": "SPDX YAML"}, nil)
	}
	if bytes.HasPrefix(data, []byte("cveID,")) {
		return dialect{}, notAnSBOM(domain.FormatKEV)
	}
	return dialect{}, notAnSBOM("")
}

func notAnSBOM(found domain.Format) error {
	if found == "" {
		found = domain.FormatUnknown
	}
	return refuse(domain.Unsupported, CodeNotSBOM, "", domain.Params{"format": string(found)}, nil)
}
