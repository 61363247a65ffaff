package vex

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// openDocument is an OpenVEX document.
type openDocument struct {
	ID          string          `json:"@id"`
	Author      string          `json:"author"`
	Role        string          `json:"role"`
	Timestamp   string          `json:"timestamp"`
	LastUpdated string          `json:"last_updated"`
	Version     jsontext.Value  `json:"version"` // a number; text in 0.0.x
	Statements  []openStatement `json:"statements"`
}

type openStatement struct {
	Vulnerability openFlaw      `json:"vulnerability"`
	Timestamp     string        `json:"timestamp"`
	LastUpdated   string        `json:"last_updated"`
	Products      []openProduct `json:"products"`
	Subcomponents []openProduct `json:"subcomponents"` // 0.0.x has them beside the products
	Status        string        `json:"status"`
	Notes         string        `json:"status_notes"`
	Justification string        `json:"justification"`
	Impact        string        `json:"impact_statement"`
	Action        string        `json:"action_statement"`
}

// openFlaw is a vulnerability, or its name alone.
type openFlaw struct {
	ID          string   `json:"@id"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Aliases     []string `json:"aliases"`
}

// UnmarshalJSONFrom reads both shapes.
func (f *openFlaw) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() == jsontext.KindString {
		return json.UnmarshalDecode(dec, &f.Name)
	}
	type plain openFlaw
	return json.UnmarshalDecode(dec, (*plain)(f))
}

// openProduct is a product or subcomponent, or its identifier alone.
type openProduct struct {
	ID            string            `json:"@id"`
	Identifiers   openIdentifiers   `json:"identifiers"`
	Hashes        map[string]string `json:"hashes"`
	Subcomponents []openProduct     `json:"subcomponents"`
}

type openIdentifiers struct {
	PURL  string `json:"purl"`
	CPE22 string `json:"cpe22"`
	CPE23 string `json:"cpe23"`
}

// UnmarshalJSONFrom reads both shapes.
func (p *openProduct) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() == jsontext.KindString {
		return json.UnmarshalDecode(dec, &p.ID)
	}
	type plain openProduct
	return json.UnmarshalDecode(dec, (*plain)(p))
}

// cdxDocument is what of a CycloneDX document VEX needs, in JSON and in XML.
type cdxDocument struct {
	Serial          string         `json:"serialNumber" xml:"serialNumber,attr"`
	Version         jsontext.Value `json:"version" xml:"version,attr"`
	Metadata        cdxMetadata    `json:"metadata" xml:"metadata"`
	Components      []cdxComponent `json:"components" xml:"components>component"`
	Services        []cdxComponent `json:"services" xml:"services>service"`
	Vulnerabilities []cdxFlaw      `json:"vulnerabilities" xml:"vulnerabilities>vulnerability"`
}

type cdxMetadata struct {
	Timestamp    string        `json:"timestamp" xml:"timestamp"`
	Authors      []cdxNamed    `json:"authors" xml:"authors>author"`
	Supplier     cdxNamed      `json:"supplier" xml:"supplier"`
	Manufacturer cdxNamed      `json:"manufacturer" xml:"manufacturer"`
	Manufacture  cdxNamed      `json:"manufacture" xml:"manufacture"`
	Component    *cdxComponent `json:"component" xml:"component"`
}

// cdxCredits says who found a vulnerability.
type cdxCredits struct {
	Organizations []cdxNamed `json:"organizations" xml:"organizations>organization"`
	Individuals   []cdxNamed `json:"individuals" xml:"individuals>individual"`
}

type cdxNamed struct {
	Name string `json:"name" xml:"name"`
}

type cdxComponent struct {
	Ref        string         `json:"bom-ref" xml:"bom-ref,attr"`
	Group      string         `json:"group" xml:"group"`
	Name       string         `json:"name" xml:"name"`
	Version    string         `json:"version" xml:"version"`
	PURL       string         `json:"purl" xml:"purl"`
	CPE        string         `json:"cpe" xml:"cpe"`
	Publisher  string         `json:"publisher" xml:"publisher"`
	Supplier   cdxNamed       `json:"supplier" xml:"supplier"`
	Components []cdxComponent `json:"components" xml:"components>component"`
	Services   []cdxComponent `json:"services" xml:"services>service"`
}

type cdxFlaw struct {
	Ref            string         `json:"bom-ref" xml:"bom-ref,attr"`
	ID             string         `json:"id" xml:"id"`
	References     []cdxReference `json:"references" xml:"references>reference"`
	Ratings        []cdxRating    `json:"ratings" xml:"ratings>rating"`
	CWEs           []int64        `json:"cwes" xml:"cwes>cwe"`
	Description    string         `json:"description" xml:"description"`
	Recommendation string         `json:"recommendation" xml:"recommendation"`
	Workaround     string         `json:"workaround" xml:"workaround"`
	Advisories     []cdxAdvisory  `json:"advisories" xml:"advisories>advisory"`
	Published      string         `json:"published" xml:"published"`
	Updated        string         `json:"updated" xml:"updated"`
	Analysis       *cdxAnalysis   `json:"analysis" xml:"analysis"`
	Affects        []cdxAffects   `json:"affects" xml:"affects>target"`
	Rejected       string         `json:"rejected" xml:"rejected"`
	Credits        cdxCredits     `json:"credits" xml:"credits"`
}

type cdxReference struct {
	ID string `json:"id" xml:"id"`
}

type cdxRating struct {
	Source   cdxNamed `json:"source" xml:"source"`
	Score    float64  `json:"score" xml:"score"`
	Severity string   `json:"severity" xml:"severity"`
	Method   string   `json:"method" xml:"method"`
	Vector   string   `json:"vector" xml:"vector"`
}

type cdxAdvisory struct {
	Title string `json:"title" xml:"title"`
	URL   string `json:"url" xml:"url"`
}

type cdxAnalysis struct {
	State         string   `json:"state" xml:"state"`
	Justification string   `json:"justification" xml:"justification"`
	Response      []string `json:"response" xml:"responses>response"`
	Detail        string   `json:"detail" xml:"detail"`
	FirstIssued   string   `json:"firstIssued" xml:"firstIssued"`
	LastUpdated   string   `json:"lastUpdated" xml:"lastUpdated"`
}

type cdxAffects struct {
	Ref      string       `json:"ref" xml:"ref"`
	Versions []cdxVersion `json:"versions" xml:"versions>version"`
}

type cdxVersion struct {
	Version string `json:"version" xml:"version"`
	Range   string `json:"range" xml:"range"`
	Status  string `json:"status" xml:"status"`
}
