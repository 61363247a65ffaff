package sbom

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// document is what the first pass finds in any dialect.
type document struct {
	format   domain.Format
	spec     string
	subject  string
	serial   string // UUID, lower case
	tool     string
	taken    time.Time
	os       release
	entries  []entry
	warnings []domain.Warning
	nulls    int                 // entries that were null
	owners   map[string][]string // by ref: the entries whose files an entry was found in
}

func (d *document) owns(parent, child string) {
	if d.owners == nil {
		d.owners = map[string][]string{}
	}
	d.owners[child] = append(d.owners[child], parent)
}

// entry is one thing a document lists, before the decoders had their say.
type entry struct {
	kind    string // component type in CycloneDX words; "unstated" where there is none
	ref     string // bom-ref, SPDXID, id
	name    string
	group   string
	vendor  string
	version string
	purl    string
	cpes    []string
	hashes  []domain.Hash
	path    string // of its files the first by name
	leftOut int    // CPE names beyond maxCPEs
	at      string // JSON Pointer, or line
}

// maxCPEs is how many CPE names one component may have; tools that guess them
// write dozens.
const maxCPEs = 200

// kindUnstated stands for an entry whose document gives it no type.
const kindUnstated = "unstated"

// noSoftware are the types of entries that are not software, firmware or a
// device unless a purl or CPE says otherwise.
var noSoftware = []string{"cryptographic-asset", "data", "file", "service"}

func (e *entry) software() bool {
	return !slices.Contains(noSoftware, e.kind) || e.kind == "file" && (e.purl != "" || len(e.cpes) > 0)
}

// label is the name with the group where the group is part of it, as syft
// writes it.
func (e *entry) label() string {
	if e.group == "" {
		return e.name
	}
	return e.group + "/" + e.name
}

func (e *entry) addHash(algorithm, value string) {
	algorithm = strings.ToLower(strings.TrimSpace(algorithm))
	if rest, ok := strings.CutPrefix(algorithm, "sha-"); ok {
		algorithm = "sha" + rest
	}
	value = strings.ToLower(strings.TrimSpace(value))
	if algorithm != "" && value != "" {
		e.hashes = append(e.hashes, domain.Hash{Algorithm: algorithm, Value: value})
	}
}

func (e *entry) addCPE(cpe string) {
	switch cpe = strings.TrimSpace(cpe); {
	case cpe == "" || slices.Contains(e.cpes, cpe):
	case len(e.cpes) == maxCPEs:
		e.leftOut++
	default:
		e.cpes = append(e.cpes, cpe)
	}
}

func (e *entry) addPath(path string) {
	if path = strings.TrimSpace(path); path != "" && (e.path == "" || path < e.path) {
		e.path = path
	}
}

var contact = regexp.MustCompile(`\s*\([^()]*\)\s*$`)

// party gives the name of an SPDX supplier or creator, "Organization: ACME
// (mail@acme.example)" (SPDX 2.3 clause 7.5), without role and address.
func party(s string) string {
	s = strings.TrimSpace(s)
	for _, role := range []string{"Organization:", "Person:", "Tool:"} {
		if rest, ok := strings.CutPrefix(s, role); ok {
			s = contact.ReplaceAllString(strings.TrimSpace(rest), "")
		}
	}
	return stated(s)
}

// stated drops the two words of SPDX for "no value".
func stated(s string) string {
	if s = strings.TrimSpace(s); s == "NOASSERTION" || s == "NONE" {
		return ""
	}
	return s
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// instant reads an RFC 3339 time into UTC; zero where it is none.
func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(s))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// titled joins a name and a version the way people write them.
func titled(name, version string) string { return strings.TrimSpace(name + " " + version) }
