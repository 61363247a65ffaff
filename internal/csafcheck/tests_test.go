package csafcheck

import (
	"slices"
	"strings"
	"testing"
)

// Short names of places of the base documents.
const (
	vuln     = "/vulnerabilities/0"
	track    = "/document/tracking"
	state    = vuln + "/product_status"
	rated    = vuln + "/metrics"
	content  = rated + "/0/content"
	versions = "/product_tree/branches/0/branches/0/branches"
	old      = versions + "/0" // branch 3.7
	fixed    = versions + "/1" // branch 3.8
	mount    = "/product_tree/full_product_names/0"
	helper   = "/product_identification_helper"
)

// breaking is a change that makes one test fail, and where.
type breaking struct {
	id, editions string // "20 21"
	at           string // of the finding, in the last edition named; "*" for any place
	edits        []string
}

func TestEachTestFails(t *testing.T) {
	covered := map[string]bool{}
	for _, c := range slices.Concat(breakingTree, breakingRevisions, breakingVulnerabilities, breakingProfiles, breaking21, breakingAdvice) {
		for edition := range strings.FieldsSeq(c.editions) {
			edition = edition[:1] + "." + edition[1:]
			t.Run(c.id+"/"+edition+c.at, func(t *testing.T) {
				covered[c.id] = true
				r := judge(t, edited(t, edition, c.edits...))
				var found []string
				for _, f := range r.Findings {
					if f.Test == c.id {
						found = append(found, f.Pointer)
					}
				}
				if len(found) == 0 || c.at != "*" && !slices.Contains(found, c.at) {
					t.Errorf("found %v, want %s; all: %v", found, c.at, r.Findings)
				}
				if mandatory := strings.HasPrefix(c.id, "6.1") || c.id == Schema; mandatory == r.Valid && mandatory {
					t.Error("valid all the same")
				}
			})
		}
	}
	for _, test := range tests {
		if test.id == "6.2.13" {
			continue // see TestKeyOrder: these documents are written in order
		}
		if !covered[test.id] {
			t.Errorf("no document fails %s", test.id)
		}
	}
	for _, id := range []string{Schema, "6.1.8", "6.1.46", "6.1.60.1"} {
		if !covered[id] {
			t.Errorf("no document fails %s", id)
		}
	}
}

var breakingTree = []breaking{
	{"schema", "20 21", "/document", []string{"/document/title", ""}},
	{"schema", "20 21", "/document/publisher/category", []string{"/document/publisher/category", `"friend"`}},
	{"schema", "20 21", track + "/id", []string{track + "/id", `" x"`}},
	{"schema", "20 21", "/document/publisher/namespace", []string{"/document/publisher/namespace", `"meridian"`}},
	{"schema", "20 21", track + "/current_release_date", []string{track + "/current_release_date", `"yesterday"`}},
	{"schema", "20 21", state + "/fixed/1", []string{state + "/fixed/-", `"P38"`}},
	{"schema", "20 21", track + "/current_release_date", []string{track + "/current_release_date", `"2026-03-02T08:00:00+24:00"`}},
	{"schema", "20 21", vuln + "/cve", []string{vuln + "/cve", `"CVE-26-1"`}},
	{"schema", "20 21", old, []string{old + "/branches", `[]`}},
	{"schema", "20 21", "/document/notes", []string{"/document/notes", `[]`}},
	{"schema", "20 21", "/vulnerabilities", []string{"/vulnerabilities", `{}`}},
	{"schema", "20 21", "/document/lang", []string{"/document/lang", `"english please"`}},
	{"schema", "21", "/document/colour", []string{"/document/colour", `"red"`}},
	{"schema", "21", "", []string{"/$schema", ""}},
	{"schema", "21", "/document/distribution/tlp/label", []string{"/document/distribution/tlp/label", `"WHITE"`}},
	{"6.1.1", "20 21", state + "/known_affected/0", []string{state + "/known_affected/0", `"NOBODY"`}},
	{"6.1.1", "20 21", "/product_tree/product_groups/0/product_ids/0", []string{"/product_tree/product_groups/0/product_ids/0", `"NOBODY"`}},
	{"6.1.1", "21", "/document/notes/0/product_ids/0", []string{"/document/notes/0/product_ids", `["NOBODY"]`}},
	{"6.1.1", "21", vuln + "/involvements/0/product_ids/0", []string{vuln + "/involvements", `[{"party": "vendor", "status": "open", "product_ids": ["NOBODY"]}]`}},
	{"6.1.2", "20 21", mount + "/product_id", []string{mount + "/product_id", `"P38"`}},
	{"6.1.3", "20", "/product_tree/relationships/0/relates_to_product_reference", []string{"/product_tree/relationships/0/relates_to_product_reference", `"M37"`}},
	{"6.1.3", "21", "/product_tree/product_paths/0/beginning_product_reference", []string{"/product_tree/product_paths/0/beginning_product_reference", `"M37"`}},
	{"6.1.3", "21", "*", []string{"/product_tree/product_paths/0/subpaths/0/next_product_reference", `"M2"`, "/product_tree/product_paths/-",
		`{"beginning_product_reference": "P37", "full_product_name": {"name": "x", "product_id": "M2"}, "subpaths": [{"category": "installed_on", "next_product_reference": "M37"}]}`}},
	{"6.1.4", "20 21", vuln + "/remediations/0/group_ids/0", []string{vuln + "/remediations/0/group_ids/0", `"G9"`}},
	{"6.1.5", "20 21", "/product_tree/product_groups/1/group_id", []string{"/product_tree/product_groups/-", `{"group_id": "G1", "product_ids": ["P38", "P37"]}`}},
	{"6.1.13", "20", old + "/product" + helper + "/purl", []string{old + "/product" + helper + "/purl", `"pkg:maven/@1"`}},
	{"6.1.13", "21", old + "/product" + helper + "/purls/0", []string{old + "/product" + helper + "/purls", `["pkg:cargo/space/name@1"]`}},
	{"6.1.25", "20 21", fixed + "/product" + helper + "/hashes/0/file_hashes/1", []string{fixed + "/product" + helper + "/hashes/0/file_hashes/1/algorithm", `"sha256"`}},
	{"6.1.31", "20 21", old + "/name", []string{old + "/name", `"prior to 4.2"`}},
	{"6.1.31", "20 21", old + "/name", []string{old + "/name", `"<=2"`}},
	{"6.1.34", "21", "*", []string{"/product_tree/branches/-", strings.Repeat(`{"category": "product_family", "name": "x", "branches": [`, 30) +
		`{"category": "product_name", "name": "y", "product": {"name": "z", "product_id": "Z"}}` + strings.Repeat(`]}`, 30)}},
	{"6.1.42", "21", fixed + "/product" + helper + "/purls/1", []string{fixed + "/product" + helper + "/purls/-", `"pkg:generic/other@3.8"`}},
	{"6.1.43", "21", mount + helper + "/model_numbers/0", []string{mount + helper + "/model_numbers/0", `"P*A*"`}},
	{"6.1.44", "21", mount + helper + "/serial_numbers/0", []string{mount + helper + "/serial_numbers", `["*1*"]`}},
	{"6.1.61", "21", mount + helper + "/skus/0", []string{mount + helper + "/skus/0", `"**"`}},
	{"6.1.50", "21", old + "/name", []string{old + "/category", `"product_version_range"`, old + "/name", `"all versions < 4"`}},
	{"6.1.50", "21", old + "/name", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:npm/<2.0.0|>=1.0.0"`}},
	{"6.1.57", "21", old + "/category", []string{old + "/category", `"vendor"`}},
	{"6.1.58", "21", old + "/branches/0/category", []string{old, `{"category": "product_version", "name": "3.7", "branches": [
		{"category": "product_version_range", "name": "vers:intdot/<3.7.4", "product": {"name": "x", "product_id": "P37"}}]}`}},
	{"6.1.59", "21", old + "/name", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:intdot/3.7"`}},
	{"6.2.1", "20 21", mount + "/product_id", []string{mount + "/product_id", `"OTHER"`}},
	{"6.2.8", "20 21", fixed + "/product" + helper + "/hashes/0/file_hashes", []string{fixed + "/product" + helper + "/hashes/0/file_hashes",
		`[{"algorithm": "md5", "value": "00112233445566778899aabbccddeeff"}]`}},
	{"6.2.9", "20 21", fixed + "/product" + helper + "/hashes/0/file_hashes", []string{fixed + "/product" + helper + "/hashes/0/file_hashes",
		`[{"algorithm": "sha1", "value": "00112233445566778899aabbccddeeff00112233"}]`}},
	{"6.2.16", "20 21", mount, []string{mount + helper, ""}},
	{"6.2.18", "20 21", old + "/name", []string{old + "/category", `"product_version_range"`, old + "/name", `"<3.8"`}},
	{"6.2.31", "21", old + "/product", []string{fixed + "/product" + helper + "/serial_numbers", `["1"]`, "/product_tree/product_paths", "",
		old + "/product" + helper + "/serial_numbers", `["2"]`}},
	{"6.2.32", "21", fixed + "/product" + helper + "/skus/0", []string{fixed + "/product" + helper + "/skus", `["S-2"]`,
		old + "/product" + helper + "/skus", `["S-2"]`}},
	{"6.2.42", "21", old + "/product" + helper + "/cpe", []string{old + "/product" + helper + "/cpe", `"cpe:2.3:o:meridian:pump:3.7:sp1:*:*:*:*:*:*"`}},
	{"6.2.42", "21", fixed + "/product" + helper + "/purls/0", []string{fixed + "/product" + helper + "/purls/0", `"pkg:generic/pump@3.9"`}},
	{"6.2.48", "21", "/product_tree/branches/0/name", []string{"/product_tree/branches/0/name", `"open  SOURCE"`}},
	{"6.2.49", "21", old + "/name", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:intdot/>=3.7"`}},
	{"6.2.51", "21", old + "/name", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:pumpversion/<3.8"`}},
	{"6.2.52", "21", fixed + "/product" + helper + "/hashes/0/file_hashes/0/algorithm", []string{fixed + "/product" + helper + "/hashes/0/file_hashes/0/algorithm", `"crc"`}},
	{"6.3.5", "20 21", fixed + "/product" + helper + "/hashes/0/file_hashes/0/value", []string{fixed + "/product" + helper + "/hashes/0/file_hashes/0/value",
		`"00112233445566778899aabbccddeeff"`}},
	{"6.3.9", "20 21", old + "/product", []string{old + "/category", `"patch_level"`}},
	{"6.3.10", "20 21", old + "/category", []string{old + "/category", `"product_version_range"`}},
	{"6.3.11", "20 21", old + "/name", []string{old + "/name", `"V3.7"`}},
	{"6.3.22", "21", "/product_tree/product_paths/1/beginning_product_reference", []string{"/product_tree/product_paths/-",
		`{"beginning_product_reference": "M37", "full_product_name": {"name": "x", "product_id": "M2"}, "subpaths": [{"category": "installed_on", "next_product_reference": "MOUNT"}]}`}},
}

// overlapping are the two versions of the base document as overlapping ranges.
func overlapping(first, second string) []string {
	return []string{old + "/category", `"product_version_range"`, old + "/name", first, fixed + "/category", `"product_version_range"`, fixed + "/name", second}
}

var breakingRevisions = []breaking{
	{"6.1.14", "20 21", track + "/revision_history", []string{track + "/revision_history/0/date", `"2026-03-03T08:00:00Z"`}},
	{"6.1.14", "20 21", track + "/revision_history", []string{track + "/revision_history/0/date", `"2026-03-02T08:30:00-01:00"`}},
	{"6.1.15", "20 21", "/document", []string{"/document/publisher/category", `"translator"`}},
	{"6.1.16", "20 21", track + "/version", []string{track + "/version", `"1"`}},
	{"6.1.17", "20 21", track + "/status", []string{track + "/version", `"0.9.5"`}},
	{"6.1.18", "20 21", track + "/revision_history/0/number", []string{track + "/revision_history/0/number", `"0"`}},
	{"6.1.19", "20 21", track + "/revision_history/0/number", []string{track + "/revision_history/0/number", `"1.0.0-rc"`}},
	{"6.1.20", "20 21", track + "/version", []string{track + "/version", `"2.0.0-rc"`}},
	{"6.1.21", "20 21", track + "/revision_history", []string{track + "/revision_history/1/number", `"3"`}},
	{"6.1.21", "20 21", track + "/revision_history/0/number", []string{track + "/revision_history/0/number", `"2"`}},
	{"6.1.22", "20 21", track + "/revision_history/1/number", []string{track + "/revision_history/1/number", `"1"`}},
	{"6.1.30", "20 21", track + "/revision_history/0/number", []string{track + "/revision_history/0/number", `"1.0.0"`}},
	{"6.1.37", "21", track + "/current_release_date", []string{track + "/current_release_date", `"2026-03-02t08:00:00Z"`}},
	{"6.1.37", "21", vuln + "/disclosure_date", []string{vuln + "/disclosure_date", `"2016-12-31T23:59:60Z"`}},
	{"6.2.4", "20 21", track + "/revision_history/0/number", []string{track + "/revision_history/0/number", `"1.0.0+build"`}},
	{"6.2.5", "20 21", track + "/initial_release_date", []string{track + "/initial_release_date", `"2026-02-01T08:00:00Z"`}},
	{"6.2.6", "20 21", track + "/current_release_date", []string{track + "/current_release_date", `"2026-03-02T08:59:00+01:00"`}},
	{"6.2.21", "21", track + "/revision_history/1/date", []string{track + "/revision_history/1/date", `"2026-03-01T09:00:00+01:00"`}},
}

func TestKeyOrder(t *testing.T) {
	doc := strings.Replace(string(edited(t, "2.0")), `{"document":{"category":"csaf_security_advisory","csaf_version":"2.0",`,
		`{"document":{"csaf_version":"2.0","category":"csaf_security_advisory",`, 1)
	r := judge(t, []byte(doc))
	if len(r.Findings) != 1 || r.Findings[0].Test != "6.2.13" || r.Findings[0].Pointer != "/document/category" {
		t.Errorf("got %v", r.Findings)
	}
}
