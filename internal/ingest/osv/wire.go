package osv

import "github.com/go-json-experiment/json/jsontext"

// The wire structs hold the members that are read, named as in the schema.

type wireRecord struct {
	ID         string          `json:"id"`
	Modified   string          `json:"modified"`
	Published  string          `json:"published"`
	Withdrawn  string          `json:"withdrawn"`
	Aliases    []string        `json:"aliases"`
	Related    []string        `json:"related"`
	Upstream   []string        `json:"upstream"`
	Summary    string          `json:"summary"`
	Details    string          `json:"details"`
	Severity   []wireSeverity  `json:"severity"`
	Affected   []wireAffected  `json:"affected"`
	References []wireReference `json:"references"`
	Credits    []wireCredit    `json:"credits"`
	Database   jsontext.Value  `json:"database_specific"`
}

type wireSeverity struct {
	Type  string `json:"type"`
	Score string `json:"score"`
}

type wireAffected struct {
	Package struct {
		Ecosystem string `json:"ecosystem"`
		Name      string `json:"name"`
		PURL      string `json:"purl"`
	} `json:"package"`
	Severity []wireSeverity `json:"severity"`
	Ranges   []wireRange    `json:"ranges"`
	Versions []string       `json:"versions"`
}

func (a *wireAffected) empty() bool {
	return a.Package.Ecosystem == "" && a.Package.Name == "" && a.Package.PURL == "" &&
		len(a.Severity)+len(a.Ranges)+len(a.Versions) == 0
}

type wireRange struct {
	Type   string      `json:"type"`
	Repo   string      `json:"repo"`
	Events []wireEvent `json:"events"`
}

type wireEvent struct {
	Introduced   string `json:"introduced"`
	Fixed        string `json:"fixed"`
	LastAffected string `json:"last_affected"`
	Limit        string `json:"limit"`
}

type wireReference struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type wireCredit struct {
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Contact []string `json:"contact"`
}

// wireDatabase holds the members of database_specific that several databases
// use alike; they are read where they fit and passed over where they do not.
type wireDatabase struct {
	Severity string
	CWEs     []string
}
