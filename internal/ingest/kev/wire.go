package kev

import "github.com/go-json-experiment/json/jsontext"

// wireHeader holds the members beside the list.
type wireHeader struct {
	catalogVersion string
	dateReleased   string
	count          int64 // -1: not stated
}

// wireEntry is one element of "vulnerabilities".
type wireEntry struct {
	CVE        string         `json:"cveID"`
	Name       string         `json:"vulnerabilityName"`
	Added      string         `json:"dateAdded"`
	Action     string         `json:"requiredAction"`
	Due        string         `json:"dueDate"`
	Ransomware string         `json:"knownRansomwareCampaignUse"`
	Forensic   jsontext.Value `json:"forensicTriage"`
}
