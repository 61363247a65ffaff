package sbom

import (
	"encoding/xml"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The parts of a CycloneDX document that are read, in JSON and XML alike.

type cdxBOM struct {
	XMLName    xml.Name        `json:"-"`
	Spec       text            `json:"specVersion" xml:"-"`
	Serial     text            `json:"serialNumber" xml:"serialNumber,attr"`
	Metadata   *cdxMetadata    `json:"metadata" xml:"metadata"`
	Components []*cdxComponent `json:"components" xml:"components>component"`
	Services   []*cdxService   `json:"services" xml:"services>service"`
	Claims     cdxClaims       `json:"vulnerabilities" xml:"-"`
	ClaimsXML  []struct{}      `json:"-" xml:"vulnerabilities>vulnerability"`
}

// cdxClaims is how many vulnerabilities a document lists; they are counted alone.
type cdxClaims int

// UnmarshalJSONFrom counts a list and passes over anything else.
func (c *cdxClaims) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	raw, err := dec.ReadValue()
	var list []jsontext.Value
	if err == nil && json.Unmarshal(raw, &list) == nil {
		*c = cdxClaims(len(list))
	}
	return err
}

type cdxMetadata struct {
	Timestamp text          `json:"timestamp" xml:"timestamp"`
	Component *cdxComponent `json:"component" xml:"component"`

	// Tools are a list up to 1.4 and an object of components from 1.5 on.
	Tools         cdxTools  `json:"tools" xml:"-"`
	ToolsXML      []cdxTool `json:"-" xml:"tools>tool"`
	ToolsXMLSince []cdxTool `json:"-" xml:"tools>components>component"`
}

type cdxTool struct {
	Name    text `json:"name" xml:"name"`
	Version text `json:"version" xml:"version"`
}

type cdxTools []cdxTool

// UnmarshalJSONFrom reads both forms and passes over any other.
func (t *cdxTools) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	raw, err := dec.ReadValue()
	if err != nil {
		return err
	}
	var list []cdxTool
	var object struct {
		Components []cdxTool `json:"components"`
	}
	switch {
	case json.Unmarshal(raw, &list) == nil:
		*t = list
	case json.Unmarshal(raw, &object) == nil:
		*t = object.Components
	}
	return nil
}

func (m *cdxMetadata) tool() string {
	for _, list := range [][]cdxTool{m.Tools, m.ToolsXML, m.ToolsXMLSince} {
		if len(list) > 0 {
			return titled(list[0].Name.String(), list[0].Version.String())
		}
	}
	return ""
}

type cdxComponent struct {
	Type           text               `json:"type" xml:"type,attr"`
	Ref            text               `json:"bom-ref" xml:"bom-ref,attr"`
	Name           text               `json:"name" xml:"name"`
	Group          text               `json:"group" xml:"group"`
	Version        text               `json:"version" xml:"version"`
	PURL           text               `json:"purl" xml:"purl"`
	CPE            text               `json:"cpe" xml:"cpe"`
	Publisher      text               `json:"publisher" xml:"publisher"`
	Supplier       cdxParty           `json:"supplier" xml:"supplier"`
	Manufacturer   cdxParty           `json:"manufacturer" xml:"manufacturer"`
	Manufacture    cdxParty           `json:"manufacture" xml:"manufacture"`
	Hashes         []cdxHash          `json:"hashes" xml:"hashes>hash"`
	Properties     []cdxProperty      `json:"properties" xml:"properties>property"`
	Evidence       loose[cdxEvidence] `json:"evidence" xml:"-"`
	OccurrencesXML []cdxOccurrence    `json:"-" xml:"evidence>occurrences>occurrence"`
	Components     []*cdxComponent    `json:"components" xml:"components>component"`
}

type cdxService struct {
	Name     text          `json:"name" xml:"name"`
	Services []*cdxService `json:"services" xml:"services>service"`
}

// cdxParty is an organisation; some tools write its bare name.
type cdxParty struct {
	Name text `json:"name" xml:"name"`
}

func (p cdxParty) name() string { return p.Name.String() }

// UnmarshalJSONFrom reads the object or the bare name.
func (p *cdxParty) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() != '{' {
		return p.Name.UnmarshalJSONFrom(dec)
	}
	type plain cdxParty
	return json.UnmarshalDecode(dec, (*plain)(p))
}

type cdxHash struct {
	Algorithm text `json:"alg" xml:"alg,attr"`
	Content   text `json:"content" xml:",chardata"`
}

type cdxProperty struct {
	Name  text `json:"name" xml:"name,attr"`
	Value text `json:"value" xml:"value,attr"`
	Text  text `json:"-" xml:",chardata"`
}

func (p cdxProperty) value() string {
	return firstOf(string(p.Value), strings.TrimSpace(string(p.Text)))
}

type cdxEvidence struct {
	Occurrences []cdxOccurrence `json:"occurrences"`
}

type cdxOccurrence struct {
	Location text `json:"location" xml:"location"`
}
