package stix

import "github.com/go-json-experiment/json/jsontext"

// wireBundle is a bundle, whose objects are decoded one by one.
type wireBundle struct {
	Type        string           `json:"type"`
	ID          string           `json:"id"`
	SpecVersion string           `json:"spec_version"` // 2.0 has it here
	Objects     []jsontext.Value `json:"objects"`
}

// wireHead is what every object has.
type wireHead struct {
	Type        string `json:"type"`
	ID          string `json:"id"`
	SpecVersion string `json:"spec_version"`
	Revoked     bool   `json:"revoked"`
}

// wireObject is the union of the members that are read.
type wireObject struct {
	Type        string          `json:"type"`
	ID          string          `json:"id"`
	CreatedBy   string          `json:"created_by_ref"`
	Created     string          `json:"created"`
	Modified    string          `json:"modified"`
	Revoked     bool            `json:"revoked"`
	Markings    []string        `json:"object_marking_refs"`
	Granular    []wireGranular  `json:"granular_markings"`
	References  []wireReference `json:"external_references"`
	Name        string          `json:"name"`
	Description string          `json:"description"`

	// report, note
	Published  string   `json:"published"`
	ObjectRefs []string `json:"object_refs"`
	Abstract   string   `json:"abstract"`
	Content    string   `json:"content"`
	Authors    []string `json:"authors"`

	// software
	CPE     string `json:"cpe"`
	Vendor  string `json:"vendor"`
	Version string `json:"version"`

	// relationship, sighting
	Kind       string   `json:"relationship_type"`
	Source     string   `json:"source_ref"`
	Target     string   `json:"target_ref"`
	SightingOf string   `json:"sighting_of_ref"`
	Where      []string `json:"where_sighted_refs"`
	FirstSeen  string   `json:"first_seen"`
	LastSeen   string   `json:"last_seen"`
	Count      int64    `json:"count"`

	// marking-definition
	DefinitionType string                    `json:"definition_type"`
	Definition     jsontext.Value            `json:"definition"`
	Extensions     map[string]jsontext.Value `json:"extensions"`
}

type wireGranular struct {
	Marking string `json:"marking_ref"`
}

type wireReference struct {
	Source      string `json:"source_name"`
	ID          string `json:"external_id"`
	URL         string `json:"url"`
	Description string `json:"description"`
}
