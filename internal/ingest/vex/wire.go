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

// cdxDocument is what of a CycloneDX document VEX needs.
type cdxDocument struct {
	Serial          string         `json:"serialNumber"`
	Version         jsontext.Value `json:"version"`
	Metadata        cdxMetadata    `json:"metadata"`
	Components      []cdxComponent `json:"components"`
	Services        []cdxComponent `json:"services"`
	Vulnerabilities []cdxFlaw      `json:"vulnerabilities"`
}

type cdxMetadata struct {
	Timestamp    string        `json:"timestamp"`
	Authors      []cdxNamed    `json:"authors"`
	Supplier     cdxNamed      `json:"supplier"`
	Manufacturer cdxNamed      `json:"manufacturer"`
	Manufacture  cdxNamed      `json:"manufacture"`
	Component    *cdxComponent `json:"component"`
}

type cdxNamed struct {
	Name string `json:"name"`
}

type cdxComponent struct {
	Ref        string         `json:"bom-ref"`
	Group      string         `json:"group"`
	Name       string         `json:"name"`
	Version    string         `json:"version"`
	PURL       string         `json:"purl"`
	CPE        string         `json:"cpe"`
	Publisher  string         `json:"publisher"`
	Supplier   cdxNamed       `json:"supplier"`
	Components []cdxComponent `json:"components"`
	Services   []cdxComponent `json:"services"`
}

type cdxFlaw struct {
	Ref            string         `json:"bom-ref"`
	ID             string         `json:"id"`
	References     []cdxReference `json:"references"`
	Ratings        []cdxRating    `json:"ratings"`
	CWEs           []int64        `json:"cwes"`
	Description    string         `json:"description"`
	Recommendation string         `json:"recommendation"`
	Workaround     string         `json:"workaround"`
	Advisories     []cdxAdvisory  `json:"advisories"`
	Published      string         `json:"published"`
	Updated        string         `json:"updated"`
	Analysis       *cdxAnalysis   `json:"analysis"`
	Affects        []cdxAffects   `json:"affects"`
}

type cdxReference struct {
	ID string `json:"id"`
}

type cdxRating struct {
	Source   cdxNamed `json:"source"`
	Score    float64  `json:"score"`
	Severity string   `json:"severity"`
	Method   string   `json:"method"`
	Vector   string   `json:"vector"`
}

type cdxAdvisory struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

type cdxAnalysis struct {
	State         string   `json:"state"`
	Justification string   `json:"justification"`
	Response      []string `json:"response"`
	Detail        string   `json:"detail"`
	FirstIssued   string   `json:"firstIssued"`
	LastUpdated   string   `json:"lastUpdated"`
}

type cdxAffects struct {
	Ref      string       `json:"ref"`
	Versions []cdxVersion `json:"versions"`
}

type cdxVersion struct {
	Version string `json:"version"`
	Range   string `json:"range"`
	Status  string `json:"status"`
}
