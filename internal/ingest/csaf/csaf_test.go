package csaf

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func decode(text string) (domain.Advisory, error) {
	var advisory domain.Advisory
	err := Decode(strings.NewReader(text), func(item domain.Item) error {
		advisory = item.(domain.Advisory)
		return nil
	})
	return advisory, err
}

func mustDecode(t *testing.T, text string) domain.Advisory {
	t.Helper()
	a, err := decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// meta20 is the "document" of the small documents below.
const meta20 = `"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"Pump advisory","lang":"en",
 "distribution":{"tlp":{"label":"WHITE"}},"aggregate_severity":{"text":"High"},
 "publisher":{"category":"vendor","name":"Pump Maker","namespace":"https://pumps.example"},
 "notes":[{"category":"legal_disclaimer","text":"as is"},{"category":"summary","title":"Risk","text":"Pumps may stop."}],
 "references":[{"category":"self","summary":"this","url":"https://pumps.example/pm-1.json"},null],
 "acknowledgments":[{"names":["A. Finder","B. Helper"],"organization":"Lab","summary":"reported"},{"organization":"Team"}],
 "tracking":{"id":"PM-2026-1","status":"final","version":"2","initial_release_date":"2026-05-01T10:00:00Z",
 "current_release_date":"2026-06-01T12:00:00+02:00",
 "revision_history":[{"number":"1","date":"2026-05-01T10:00:00Z","summary":"first"},{"number":"2","date":"2026-06-01T10:00:00Z","summary":"fixed"}]}}`

// document joins meta20 with a product tree and vulnerabilities.
func document(tree, vulnerabilities string) string {
	return "{" + meta20 + `,"product_tree":` + tree + `,"vulnerabilities":` + vulnerabilities + "}"
}

func TestDecodeDocument(t *testing.T) {
	got := mustDecode(t, "{"+meta20+"}")
	want := domain.Advisory{
		Format: domain.FormatCSAF, Namespace: "https://pumps.example", ID: "PM-2026-1", Revision: "2", Status: "final",
		Category: "csaf_security_advisory", Title: "Pump advisory", Summary: "Pumps may stop.", Publisher: "Pump Maker", PublisherCategory: "vendor", Standard: "2.0",
		Language: "en", Severity: "High", TLP: domain.TLPClear,
		Published: time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC), Modified: time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC),
		References: []domain.Reference{{Category: "self", Summary: "this", URL: "https://pumps.example/pm-1.json"}},
		Notes:      []domain.Note{{Category: "legal_disclaimer", Text: "as is"}, {Category: "summary", Title: "Risk", Text: "Pumps may stop."}},
		Credits: []domain.Credit{{Name: "A. Finder, Lab", Summary: "reported"}, {Name: "B. Helper, Lab", Summary: "reported"},
			{Name: "Team"}},
		Revisions: []domain.RevisionNote{{Number: "1", Date: time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC), Text: "first"},
			{Number: "2", Date: time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC), Text: "fixed"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Key() != "csaf|https://pumps.example|PM-2026-1" {
		t.Errorf("key is %s", got.Key())
	}
}

func TestDecodeLabel(t *testing.T) {
	tests := []struct {
		label string
		want  domain.TLP
		warns bool
	}{
		{"WHITE", domain.TLPClear, false}, {"CLEAR", domain.TLPClear, false}, {"GREEN", domain.TLPGreen, false},
		{"AMBER", domain.TLPAmber, false}, {"AMBER+STRICT", domain.TLPAmberStrict, false}, {"RED", domain.TLPRed, false},
		{"amber", domain.TLPAmber, false}, {"", domain.TLPUnlabelled, false}, {"PINK", domain.TLPUnlabelled, true},
	}
	for _, test := range tests {
		got := mustDecode(t, strings.Replace("{"+meta20+"}", "WHITE", test.label, 1))
		if got.TLP != test.want || (len(got.Warnings) > 0) != test.warns {
			t.Errorf("%q: got %q with %v, want %q", test.label, got.TLP, got.Warnings, test.want)
		}
	}
}

func TestDecodeWithdrawn(t *testing.T) {
	got := mustDecode(t, strings.Replace("{"+meta20+"}", "csaf_security_advisory", "csaf_withdrawn", 1))
	if !got.Withdrawn.Equal(got.Modified) || got.Withdrawn.IsZero() {
		t.Errorf("withdrawn at %v", got.Withdrawn)
	}
}

func TestDecodeRefuses(t *testing.T) {
	change := func(old, new string) string { return strings.Replace("{"+meta20+"}", old, new, 1) }
	tests := []struct {
		name, text, place string
		kind              domain.Kind
		code              domain.Code
	}{
		{"null", "null", "/document/csaf_version", domain.Invalid, jsondoc.CodeMissing},
		{"no csaf_version", change(`"csaf_version":"2.0",`, ""), "/document/csaf_version", domain.Invalid, jsondoc.CodeMissing},
		{"CSAF 1", change(`"2.0"`, `"1.2"`), "/document/csaf_version", domain.Unsupported, CodeVersion},
		{"no namespace", change(`"namespace":"https://pumps.example"`, `"namespace":null`), "/document/publisher/namespace", domain.Invalid, jsondoc.CodeMissing},
		{"no id", change(`"PM-2026-1"`, `" "`), "/document/tracking/id", domain.Invalid, jsondoc.CodeMissing},
		{"no version", change(`"version":"2",`, ""), "/document/tracking/version", domain.Invalid, jsondoc.CodeMissing},
		{"no date", change(`"2026-06-01T12:00:00+02:00"`, `null`), "/document/tracking/current_release_date", domain.Invalid, jsondoc.CodeMissing},
		{"date that is none", change(`"2026-06-01T12:00:00+02:00"`, `"NaN"`), "/document/tracking/current_release_date", domain.Invalid, jsondoc.CodeDate},
		{"vulnerability that is a list", document(`{}`, `[[]]`), "/vulnerabilities/0", domain.Invalid, jsondoc.CodeType},
		{"branch without name", document(`{"branches":[{"category":"vendor","name":"V","branches":[null,{"category":"product_name"}]}]}`, `[]`),
			"/product_tree/branches/0/branches/1/name", domain.Invalid, jsondoc.CodeMissing},
		{"branch without category", document(`{"branches":[{"name":"V"}]}`, `[]`), "/product_tree/branches/0/category", domain.Invalid, jsondoc.CodeMissing},
		{"product without id", document(`{"branches":[{"category":"vendor","name":"V","product":{"name":"x"}}]}`, `[]`),
			"/product_tree/branches/0/product/product_id", domain.Invalid, jsondoc.CodeMissing},
		{"full product name without id", document(`{"full_product_names":[{"name":"x"}]}`, `[]`),
			"/product_tree/full_product_names/0/product_id", domain.Invalid, jsondoc.CodeMissing},
		{"relationship without id", document(`{"relationships":[{"product_reference":"A"}]}`, `[]`),
			"/product_tree/relationships/0/full_product_name/product_id", domain.Invalid, jsondoc.CodeMissing},
		{"relationship of nothing", document(`{"relationships":[{"full_product_name":{"product_id":"A"}}]}`, `[]`),
			"/product_tree/relationships/0/product_reference", domain.Invalid, jsondoc.CodeMissing},
		{"branches too deep", document(`{"branches":`+strings.Repeat(`[{"category":"vendor","name":"V","branches":`, maxBranches+1)+`[]`+
			strings.Repeat(`}]`, maxBranches+1)+`}`, `[]`), "/product_tree" + strings.Repeat("/branches/0", maxBranches) + "/branches", domain.Invalid, CodeDepth},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			emitted := 0
			err := Decode(strings.NewReader(test.text), func(domain.Item) error { emitted++; return nil })
			var own *domain.Error
			if !errors.As(err, &own) {
				t.Fatalf("got %v, want a domain.Error", err)
			}
			if own.Kind != test.kind || own.Code != test.code || own.Place != test.place || own.Op != op || emitted != 0 {
				t.Errorf("got %s %s at %s with %d emitted, want %s %s at %s", own.Kind, own.Code, own.Place, emitted, test.kind, test.code, test.place)
			}
		})
	}
}

// warned counts the warnings of a code.
func warned(a domain.Advisory, code domain.Code) int {
	n := 0
	for _, w := range a.Warnings {
		if w.Code == code {
			n++
		}
	}
	return n
}

func TestDecodeVulnerability(t *testing.T) {
	got := mustDecode(t, document(`{}`, `[
	 {"cve":"CVE-2026-1","title":"Stop","cwe":{"id":"CWE-79","name":"x"},
	  "ids":[{"system_name":"Tracker","text":"1234"},{"system_name":"PM","text":"PM-77"},{"system_name":"Case","text":"9"}],
	  "notes":[{"category":"summary","text":"short"},{"category":"description","text":"long"}],
	  "references":[{"summary":"NVD","url":"https://nvd.example/1"}],
	  "scores":[{"products":["A"],"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":5.0,"baseSeverity":"MEDIUM"}},
	            {"products":["B"],"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":"n/a"}}]},
	 {"ids":[{"system_name":"PM","text":"PM-78"},{"system_name":"Case","text":"9"}],
	  "metrics":[{"content":{"cvss_v4":{"version":"4.0","vectorString":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N","baseScore":9.3}},"products":["A"],"source":"https://pumps.example"}],
	  "cwes":[{"id":"CWE-20"},{"id":"CWE-21"}]},
	 {"title":"no name at all"},
	 null,
	 {"cve":"CVE-2026-1","ids":[{"text":"GHSA-aaaa-bbbb-cccc"}]}]`))
	const v31, v40 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
	want := []domain.Vulnerability{
		{ID: "CVE-2026-1", Aliases: []string{"Tracker:1234", "PM-77", "GHSA-aaaa-bbbb-cccc"}, Related: []string{"Case:9"},
			Title: "Stop", Text: "long", CWEs: []string{"CWE-79"},
			Scores: []domain.Score{{Version: "3.1", Vector: v31, Base: 9.8, Severity: "CRITICAL"}}},
		{ID: "PM-78", Related: []string{"Case:9"}, CWEs: []string{"CWE-20", "CWE-21"},
			Scores: []domain.Score{{Version: "4.0", Vector: v40, Base: 9.3, Severity: "CRITICAL", Source: "https://pumps.example"}}},
		{ID: "PM-2026-1#3", Title: "no name at all"},
	}
	if diff := cmp.Diff(want, got.Vulnerabilities); diff != "" {
		t.Error(diff)
	}
	if len(got.Warnings) != 2 || warned(got, "cvss_differs") != 1 || warned(got, jsondoc.WarnNull) != 1 {
		t.Errorf("warnings: %v", got.Warnings)
	}
	if len(got.References) != 2 {
		t.Errorf("references: %v", got.References)
	}
}

func TestInvolved(t *testing.T) {
	head := []wireCredit{{Names: []string{"A"}, Summary: "found it", URLs: []string{"https://a.example"}}, {Organization: "CERT", Summary: "for coordination"}}
	involved := []wireInvolvement{{Party: "coordinator", Status: "in_progress", Date: "2026-06-01T00:00:00Z"}, {Party: "coordinator", Status: "contact_attempted"},
		{Party: "vendor", Status: "completed", Contact: "PSIRT", Summary: "fix tested"}, {Party: "vendor", Status: "disputed"},
		{Party: "discoverer", Status: "completed"}, {}}
	var got []string
	for _, c := range appendInvolved(appendCredits(nil, head), involved) {
		got = append(got, fmt.Sprintf("%s|%s|%s|%t", c.Name, c.Role, c.Summary, c.Validated))
	}
	want := []string{"A||found it https://a.example|false", "CERT||for coordination|true",
		"coordinator|coordinator|in progress, 2026-06-01T00:00:00Z|true", "coordinator|coordinator|contact attempted|false",
		"PSIRT|vendor|completed, fix tested|true", "vendor|vendor|disputed|false", "discoverer|discoverer|completed|false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNotesOfAVulnerability(t *testing.T) {
	v := domain.Vulnerability{ID: "CVE-2026-1", Text: "described"}
	w := &wireVulnerability{Notes: []wireNote{{"description", "described", ""}, {"details", "more", "Depth"}}, Discovered: "2026-05-01T00:00:00Z",
		Threats: []wireThreat{{Category: "exploit_status", Details: "seen"}, {Category: "impact", Details: "stands with the product"}, {Category: "exploit_status", Details: "seen"}}}
	want := []domain.Note{{Category: "details", Title: "CVE-2026-1 Depth", Text: "more"}, {Category: "exploit_status", Title: "CVE-2026-1 exploit status", Text: "seen"},
		{Category: "discovery_date", Title: "CVE-2026-1 discovery date", Text: "2026-05-01T00:00:00Z"}}
	if diff := cmp.Diff(want, vulnerabilityNotes(&v, w)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLookedOver(t *testing.T) {
	for text, want := range map[string]bool{"": false, "found it": false, "Verified the fix": true, "for coordinating": true, "unverified": false,
		"unverified, later verified": true, "(triage)": true, "the ANALYSIS": true} {
		if got := lookedOver(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}
