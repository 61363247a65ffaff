package csafcheck

import (
	"slices"
	"strings"
	"testing"
)

// TestEachTestPasses holds what a test must let through: the exceptions of the
// standard's prose, and the near side of its limits.
func TestEachTestPasses(t *testing.T) {
	for _, c := range passing {
		for edition := range strings.FieldsSeq(c.editions) {
			edition = edition[:1] + "." + edition[1:]
			t.Run(c.id+"/"+edition+c.at, func(t *testing.T) {
				r := judge(t, edited(t, edition, c.edits...))
				for _, f := range r.Findings {
					if f.Test == c.id {
						t.Errorf("found %v", f)
					}
				}
			})
		}
	}
}

var passing = []breaking{
	{"6.1.6", "20 21", "recommended stands in no group", []string{status0 + "/recommended", `["P37", "P38", "MOUNT"]`}},
	{"6.1.6", "20 21", "two lists of one group", []string{status0 + "/first_affected", `["P37"]`}},
	{"6.1.7", "21", "another source", []string{rated + "/-", `{"content": {"cvss_v4": ` + score4 + `}, "products": ["P37"], "source": "https://other.example/1"}`}},
	{"6.1.7", "20", "another version", []string{vuln + "/scores/-", `{"cvss_v2": ` + score2 + `, "products": ["P37"]}`}},
	{"6.1.9", "20", "all scores", []string{vuln + "/scores/0/cvss_v3", `{"version": "3.1", "vectorString": "` + vector31 + `/E:U/MC:N/MI:N/MA:N", "baseScore": 9.8, "baseSeverity": "CRITICAL",
		"temporalScore": 9.0, "temporalSeverity": "CRITICAL", "environmentalScore": 0, "environmentalSeverity": "NONE"}`}},
	{"6.1.9", "20", "any order", []string{vuln + "/scores/0/cvss_v3/vectorString", `"CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N"`}},
	{"6.1.10", "20", "a metric the vector leaves out", []string{vuln + "/scores/0/cvss_v3/modifiedScope", `"CHANGED"`}},
	{"6.1.11", "20", "a name of an old release", []string{vuln + "/cwe", `{"id": "CWE-79", "name": "Failure to Preserve Web Page Structure ('Cross-site Scripting')"}`}},
	{"6.1.12", "20 21", "private use exists", []string{"/document/lang", `"qtx"`}},
	{"6.1.12", "20 21", "i-default exists", []string{"/document/lang", `"i-default"`}},
	{"6.1.12", "20 21", "an extended language", []string{"/document/lang", `"zh-cmn-Hans-CN"`}},
	{"6.1.12", "20 21", "a variant", []string{"/document/lang", `"de-CH-1996"`}},
	{"6.1.13", "21", "a namespace where the type has one", []string{fixed + "/product" + helper + "/purls/0", `"pkg:maven/org.example/pump@3.8"`}},
	{"6.1.14", "20 21", "unsorted, but in order by date", []string{track + "/revision_history", `[{"date": "2026-03-02T08:00:00Z", "number": "2", "summary": "b"},
		{"date": "2026-03-01T08:00:00Z", "number": "1", "summary": "a"}]`}},
	{"6.1.14", "20 21", "zones", []string{track + "/revision_history/0/date", `"2026-03-02T08:30:00+02:00"`}},
	{"6.1.16", "20 21", "build metadata", semantic("1.0.0", "2.0.0", "2.0.0+build", "final")},
	{"6.1.16", "20 21", "a draft's pre-release", semantic("1.0.0", "2.0.0", "2.0.0-rc", "draft")},
	{"6.1.16", "20 21", "longer numbers are larger", semantic("9.0.0", "10.0.0", "10.0.0", "final")},
	{"6.1.17", "20 21", "a draft", semantic("0.1.0", "0.2.0", "0.2.0", "draft")},
	{"6.1.18", "20 21", "a draft", semantic("0.1.0", "0.2.0", "0.2.0", "draft")},
	{"6.1.21", "20 21", "minor versions may be left out", semantic("1.0.0", "1.7.0", "1.7.0", "final")},
	{"6.1.21", "20 21", "zero first", []string{track + "/revision_history/0/number", `"0"`, track + "/revision_history/1/number", `"1"`}},
	{"6.1.24", "20 21", "another party", []string{vuln + "/involvements", `[{"party": "vendor", "status": "open", "date": "2026-01-01T10:00:00Z"},
		{"party": "user", "status": "open", "date": "2026-01-01T10:00:00Z"}]`}},
	{"6.1.26", "20 21", "a name that holds another", as("Meridian security advisory")},
	{"6.1.27.2", "20 21", "no category means external", as("csaf_security_incident_response", "/document/references/-", `{"summary": "x", "url": "https://x.example"}`)},
	{"6.1.27.6", "20 21", "VEX has rules of its own", as("csaf_vex", status0, "")},
	{"6.1.27.8", "21", "an id for all products", as("csaf_vex", vuln+"/cve", "", vuln+"/ids", `[{"system_name": "x", "text": "y"}]`)},
	{"6.1.27.8", "21", "ids through a group", as("csaf_vex", vuln+"/cve", "", status0, `{"known_affected": ["P37", "M37"]}`, vuln+"/ids",
		`[{"system_name": "x", "text": "y", "group_ids": ["G1"]}]`)},
	{"6.1.27.9", "20 21", "an impact through a group", as("csaf_vex", vuln+"/flags", "", status0+"/known_not_affected", `["M37"]`, vuln+"/threats",
		`[{"category": "impact", "details": "x", "group_ids": ["G1"]}]`)},
	{"6.1.27.13", "21", "a path that ends with what is installed beside", []string{"/product_tree/product_paths/-",
		`{"beginning_product_reference": "P37", "full_product_name": {"name": "Pump 3.7 with hotfix", "product_id": "H37"}, "subpaths": [{"category": "installed_with", "next_product_reference": "MOUNT"}]}`,
		status0 + "/fixed", `["H37"]`}},
	{"6.1.27.13", "21", "a range beside a version", []string{old + "/category", `"product_version_range"`, old + "/name", `"<3.8"`}},
	{"6.1.27.17", "21", "another language", retired("csaf_withdrawn", "Rückzug", "/document/lang", `"de"`)},
	{"6.1.31", "20 21", "words inside of words", []string{old + "/name", `"3.7-installer"`}},
	{"6.1.34", "21", "thirty branches", []string{"/product_tree/branches/-", strings.Repeat(`{"category": "product_family", "name": "x", "branches": [`, 29) +
		`{"category": "product_name", "name": "y", "product": {"name": "z", "product_id": "Z"}}` + strings.Repeat(`]}`, 29)}},
	{"6.1.35", "21", "allowed together", []string{vuln + "/remediations/-", `{"category": "workaround", "details": "x", "product_ids": ["P37"]}`}},
	{"6.1.36", "21", "an optional patch of what is not affected", []string{vuln + "/remediations/-", `{"category": "optional_patch", "details": "x", "product_ids": ["MOUNT"]}`}},
	{"6.1.37", "21", "fractions and a zone", []string{vuln + "/disclosure_date", `"2026-02-01T00:00:00.123456789-11:30"`}},
	{"6.1.38", "21", "everybody, in the open", sharing(maxUUID, publicGroup, "CLEAR")},
	{"6.1.39", "21", "a draft for nobody", append(sharing(nilUUID, closedGroup, "CLEAR"), track+"/status", `"draft"`)},
	{"6.1.40", "21", "the name of its own id", sharing(nilUUID, closedGroup, "RED")},
	{"6.1.43", "21", "a quoted star", []string{mount + helper + "/model_numbers/0", `"P\\*A*"`}},
	{"6.1.45", "21", "not in the open", []string{vuln + "/disclosure_date", `"2026-12-01T00:00:00Z"`}},
	{"6.1.47", "21", "an id of the vulnerability", ssvc("ssvc", "TI", "1.0.0", "T", content+"/ssvc_v2/target_ids", `["A-1"]`, vuln+"/ids", `[{"system_name": "x", "text": "A-1"}]`)},
	{"6.1.48", "21", "fewer values, in order", ssvc("ssvc", "MI", "1.0.0", "N", content+"/ssvc_v2/selections/0/values/-", `{"key": "MF"}`)},
	{"6.1.48", "21", "an unregistered namespace", ssvc("x_meridian.example#pumps", "TI", "9.0.0", "Q")},
	{"6.1.48", "21", "a namespace for examples", ssvc("example#pumps", "TI", "9.0.0", "Q")},
	{"6.1.48", "21", "names of a translation", ssvc("ssvc/de-DE", "TI", "1.0.0", "T", content+"/ssvc_v2/selections/0/name", `"Technische Wirkung"`)},
	{"6.1.54", "21", "a compound", []string{"/document/license_expression", `"(MIT OR Apache-2.0+) AND GPL-2.0-only WITH Classpath-exception-2.0"`}},
	{"6.1.54", "21", "references", []string{"/document/license_expression", `"LicenseRef-a WITH AdditionRef-b-1.0"`}},
	{"6.1.55", "21", "a known reference", []string{"/document/license_expression", `"LicenseRef-scancode-public-domain"`}},
	{"6.1.55", "21", "with its text", []string{"/document/license_expression", `"LicenseRef-meridian.example-own-1.0"`, "/document/notes/-",
		`{"category": "legal_disclaimer", "title": "License", "text": "x"}`}},
	{"6.1.57", "21", "families may be stacked", []string{"/product_tree/branches/0", `{"category": "product_family", "name": "a", "branches": [
		{"category": "product_family", "name": "b", "product": {"name": "x", "product_id": "X"}}]}`}},
	{"6.1.59", "21", "a range", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:intdot/>=3.7|<=3.7.9"`}},
	{"6.2.2", "20 21", "through a group", []string{status0 + "/last_affected", `["M37"]`}},
	{"6.2.11", "20 21", "odd characters", []string{track + "/id", `"Mer #(2026)_7+"`, "/document/references/0/url", `"https://meridian.example/mer_2026_7+.json"`}},
	{"6.2.18", "20 21", "vers", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:generic/<3.8"`}},
	{"6.2.19", "20", "nothing left", []string{vuln + "/scores/0/products/-", `"P38"`, vuln + "/scores/0/cvss_v3/vectorString", `"` + vector31 + `/MC:N/MI:N/MA:N"`}},
	{"6.2.20", "20", "CVSS of every kind", []string{vuln + "/scores/0/cvss_v3/exploitCodeMaturity", `"HIGH"`}},
	{"6.2.33", "21", "in the future", []string{vuln + "/disclosure_date", `"2027-01-01T00:00:00Z"`}},
	{"6.2.36", "21", "not in the open", ssvc("ssvc/de-DE", "TI", "1.0.0", "T")},
	{"6.2.37", "21", "with a resource", ssvc("x_meridian.example#pumps", "TI", "1.0.0", "T", content+"/ssvc_v2/decision_point_resources",
		`[{"uri": "https://x.example", "summary": "What x_meridian.example#pumps means."}]`)},
	{"6.2.39.1", "21", "no fix planned", []string{status0 + "/fixed", "", vuln + "/remediations/0/category", `"no_fix_planned"`}},
	{"6.2.40", "21", "tied to a product", []string{"/document/notes/-", `{"category": "description", "title": "Product Description", "text": "x", "product_ids": ["P37"]}`}},
	{"6.2.41", "21", "fifteen days", []string{content + "/epss", `{"percentile": "0.9", "probability": "0.1", "timestamp": "2026-02-15T08:00:00Z"}`}},
	{"6.2.45", "21", "somebody else's", []string{"/document/license_expression", `"LicenseRef-meridian.example-own-1.0"`}},
	{"6.2.47", "21", "somebody else's", []string{rated + "/-", `{"content": {"qualitative_severity_rating": "high"}, "products": ["MOUNT"], "source": "https://other.example/1"}`}},
	{"6.2.49", "21", "an upper end", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:intdot/>=3.7|<3.8"`}},
	{"6.2.50.1", "21", "side by side", overlapping(`"vers:intdot/>=2|<3"`, `"vers:intdot/>=3"`)},
	{"6.2.50.1", "21", "only what is left out", overlapping(`"vers:intdot/<=3|!=3"`, `"vers:intdot/>=3"`)},
	{"6.2.50.2", "21", "vers is another test's", overlapping(`"vers:intdot/>2.1|<4.2"`, `"vers:intdot/<3"`)},
	{"6.2.51", "21", "all versions", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:all/*"`}},
	{"6.3.1", "21", "a better score elsewhere", []string{rated + "/-", `{"content": {"cvss_v2": ` + score2 + `}, "products": ["P37"]}`}},
	{"6.3.6", "20 21", "a self reference is 6.3.7's", []string{"/document/references/0/url", `"https://pumps.invalid/mer-2026-7.json"`}},
	{"6.3.9", "20 21", "others between", []string{"/product_tree/branches/0/branches/0", `{"category": "product_family", "name": "f", "branches": [{"category": "product_name", "name": "n",
		"branches": [{"category": "product_version", "name": "1", "branches": [{"category": "architecture", "name": "a", "product": {"name": "x", "product_id": "P37"}}]}]}]}`}},
	{"6.3.16", "21", "sound English", []string{"/document/notes/0/text", `"The guide must be followed to ensure that that pump, a series of others, and an HTTP server have one user."`}},
}

const (
	status0 = state
	score4  = `{"baseScore": 9.3, "baseSeverity": "CRITICAL", "vectorString": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "version": "4.0"}`
)

// semantic gives the document two revisions, a version and a status.
func semantic(first, second, version, status string) []string {
	return []string{track + "/revision_history/0/number", `"` + first + `"`, track + "/revision_history/1/number", `"` + second + `"`,
		track + "/version", `"` + version + `"`, track + "/status", `"` + status + `"`}
}

func TestRanges(t *testing.T) {
	cases := []struct {
		name                     string
		sound, single, upperOpen bool
	}{
		{"vers:all/*", true, false, true},
		{"vers:npm/1.2.3|>=2.0.0|<5.0.0", true, false, false},
		{"vers:gem/>=2.2.0|!=2.2.1|<2.3.0", true, false, false},
		{"vers:intdot/4.2", true, true, false},
		{"vers:intdot/<5|>2", false, false, true},
		{"vers:nonsense/<5|>2", true, false, true},
		{"vers:npm/ <5", false, false, false},
		{"vers:npm/", false, false, false},
		{"vers:all/<5", false, false, false},
		{"<=2", true, false, false},
		{">10.9a|!=10.9c|<=10.9k", true, false, false},
		{"4.2", true, true, false},
		{">=3|<=3", true, true, false},
		{"all versions", false, false, false},
		{"<=", false, false, false},
		{"<2||>3", false, false, true},
		{"!=3", true, false, true},
	}
	for _, c := range cases {
		r := readRange(c.name)
		if (r.err == nil) != c.sound || r.err == nil && (r.single() != c.single || r.upperOpen() != c.upperOpen) {
			t.Errorf("%s: %v, single %v, open %v", c.name, r.err, r.single(), r.upperOpen())
		}
	}
	m := newRangeMemo()
	overlap := []struct {
		a, b   string
		shared bool
	}{
		{"vers:intdot/<3", "vers:intdot/>=3", false}, {"vers:intdot/<=3", "vers:intdot/>=3", true}, {"vers:intdot/<3|>5", "vers:intdot/>=3|<=5", false},
		{"vers:intdot/<9", "vers:intdot/<10", true}, {"vers:intdot/1|3|5", "vers:intdot/>1|<3", false}, {"vers:intdot/1|2|5", "vers:intdot/>1|<3", true},
		{"vers:all/*", "vers:npm/<1.0.0", true}, {"<3", ">4", false}, {"<3", "vers:intdot/<3", false},
	}
	for _, c := range overlap {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if got, _ := m.overlaps(m.of(pair[0]), m.of(pair[1])); got != c.shared {
				t.Errorf("%v: %v", pair, got)
			}
		}
	}
}

func TestCWEList(t *testing.T) {
	l := cwes()
	if n := len(l.releases); n < 57 || l.releases[n-1].version != "4.20" || len(l.weaknesses) < 970 {
		t.Fatalf("%d releases, %d weaknesses", n, len(l.weaknesses))
	}
	for i, r := range l.releases[1:] {
		if r.day.Before(l.releases[i].day) {
			t.Errorf("%s is older than the release before it", r.version)
		}
	}
	for id, spans := range l.weaknesses {
		for i, s := range spans {
			if s.name == "" || s.first > s.last || i > 0 && spans[i-1].last >= s.first {
				t.Errorf("%s: %v", id, spans)
			}
		}
	}
}

func TestDecisionPoints(t *testing.T) {
	points := decisionPoints()
	if len(points) < 80 {
		t.Fatalf("only %d", len(points))
	}
	for key, versions := range points {
		if !isRegistered(key.namespace) {
			t.Errorf("%v is not registered", key)
		}
		for _, v := range versions {
			if v.published.IsZero() || len(v.keys) < 2 || len(slices.Compact(slices.Sorted(slices.Values(v.keys)))) != len(v.keys) {
				t.Errorf("%v: %+v", key, v)
			}
		}
	}
}

// TestMessagesDiffer holds the differences that the standard asks a message to make.
func TestMessagesDiffer(t *testing.T) {
	cases := []struct {
		id, one, other string
		edits, others  []string
	}{
		{"6.1.15", "check_absent", "check_unset", []string{"/document/publisher/category", `"translator"`},
			[]string{"/document/publisher/category", `"translator"`, "/document/source_lang", `""`}},
		{"6.2.12", "check_absent", "check_unset", []string{"/document/lang", ""}, []string{"/document/lang", `""`}},
		{"6.2.43", "check_absent", "check_unset", []string{"/document/license_expression", ""}, []string{"/document/license_expression", `""`}},
		{"6.1.21", "check_history_gap", "check_history_misplaced", []string{track + "/revision_history/1/number", `"3"`},
			[]string{track + "/revision_history/1/number", `"3"`, track + "/revision_history/-", `{"date": "2026-03-03T08:00:00Z", "number": "2", "summary": "x"}`}},
		{"6.2.51", "check_vers_unregistered", "check_vers_unsupported", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:pump/<3.8"`},
			[]string{old + "/category", `"product_version_range"`, old + "/name", `"vers:nginx/<3.8"`}},
	}
	for _, c := range cases {
		for code, edits := range map[string][]string{c.one: c.edits, c.other: c.others} {
			r := judge(t, edited(t, "2.1", edits...))
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Test == c.id && string(f.Code) == code }) {
				t.Errorf("%s: no %s in %v", c.id, code, r.Findings)
			}
		}
	}
}
