package cve

import (
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/ingest/cpematch"
)

// The wire structs hold the members that are read, named as in the schema.

type wireRecord struct {
	DataType    string `json:"dataType"`
	DataVersion string `json:"dataVersion"`
	Meta        struct {
		CVEID         string `json:"cveId"`
		State         string `json:"state"`
		Assigner      string `json:"assignerShortName"`
		DatePublished string `json:"datePublished"`
		DateUpdated   string `json:"dateUpdated"`
		DateRejected  string `json:"dateRejected"`
		DateReserved  string `json:"dateReserved"`
	} `json:"cveMetadata"`
	Containers struct {
		CNA wireContainer   `json:"cna"`
		ADP []wireContainer `json:"adp"`
	} `json:"containers"`
}

type wireContainer struct {
	Provider struct {
		ShortName   string `json:"shortName"`
		DateUpdated string `json:"dateUpdated"`
	} `json:"providerMetadata"`
	Title           string                   `json:"title"`
	Descriptions    []wireText               `json:"descriptions"`
	RejectedReasons []wireText               `json:"rejectedReasons"`
	Affected        []wireAffected           `json:"affected"`
	Applicability   []cpematch.Configuration `json:"cpeApplicability"` // since 5.1
	ProblemTypes    []wireProblemType        `json:"problemTypes"`
	Metrics         []wireMetric             `json:"metrics"`
	References      []wireReference          `json:"references"`
	Credits         []wireCredit             `json:"credits"`
	Solutions       []wireText               `json:"solutions"`
	Workarounds     []wireText               `json:"workarounds"`
}

type wireText struct {
	Lang  string `json:"lang"`
	Value string `json:"value"`
}

type wireAffected struct {
	Vendor        string        `json:"vendor"`
	Product       string        `json:"product"`
	PackageName   string        `json:"packageName"`
	CollectionURL string        `json:"collectionURL"`
	PackageURL    string        `json:"packageURL"` // since 5.2
	CPEs          []string      `json:"cpes"`
	DefaultStatus string        `json:"defaultStatus"`
	Versions      []wireVersion `json:"versions"`
}

type wireVersion struct {
	Version         string       `json:"version,omitzero"`
	Status          string       `json:"status,omitzero"`
	VersionType     string       `json:"versionType,omitzero"`
	LessThan        string       `json:"lessThan,omitzero"`
	LessThanOrEqual string       `json:"lessThanOrEqual,omitzero"`
	Changes         []wireChange `json:"changes,omitzero"`
}

type wireChange struct {
	At     string `json:"at"`
	Status string `json:"status,omitzero"`
}

type wireProblemType struct {
	Descriptions []struct {
		CWE string `json:"cweId"`
	} `json:"descriptions"`
}

type wireMetric struct {
	V20   *wireCVSS  `json:"cvssV2_0"`
	V30   *wireCVSS  `json:"cvssV3_0"`
	V31   *wireCVSS  `json:"cvssV3_1"`
	V40   *wireCVSS  `json:"cvssV4_0"`
	Other *wireOther `json:"other"`
}

// wireCVSS keeps the number raw: the vector goes before it.
type wireCVSS struct {
	Version  string         `json:"version"`
	Vector   string         `json:"vectorString"`
	Base     jsontext.Value `json:"baseScore"`
	Severity string         `json:"baseSeverity"`
}

type wireOther struct {
	Type    string         `json:"type"`
	Content jsontext.Value `json:"content"`
}

// wireSSVC is the content of an "ssvc" metric as CISA writes it.
type wireSSVC struct {
	Role      string              `json:"role"`
	Timestamp string              `json:"timestamp"`
	Options   []map[string]string `json:"options"`
}

type wireReference struct {
	URL  string   `json:"url"`
	Name string   `json:"name"`
	Tags []string `json:"tags"`
}

type wireCredit struct {
	Value string `json:"value"`
	Type  string `json:"type"`
}
