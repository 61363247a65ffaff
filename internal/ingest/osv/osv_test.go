package osv

import (
	"errors"
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

const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

func TestDecodeRecord(t *testing.T) {
	got := mustDecode(t, `{"schema_version":"1.7.0","id":"GHSA-aaaa-bbbb-cccc","modified":"2026-06-02T00:00:00Z","published":"2026-06-01T00:00:00Z",
	 "aliases":["CVE-2026-2","PYSEC-2026-1","CVE-2026-1"],"related":["CVE-2025-9"],"upstream":["CVE-2025-8","CVE-2025-9"],
	 "summary":"Parser stops","details":"Long text","severity":[{"type":"CVSS_V3","score":"`+vector+`"}],
	 "affected":[
	  {"package":{"ecosystem":"PyPI","name":"parse","purl":"pkg:pypi/parse"},
	   "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.2"},{"introduced":"2.0"},{"last_affected":"2.4"}],"database_specific":{"x":[1]}},
	             {"type":"GIT","repo":"https://git.example/parse","events":[{"introduced":"0"},{"limit":"abc"}]}],
	   "versions":["1.0","1.1"],"severity":[{"type":"CVSS_V3","score":"`+vector+`"}]},
	  {"package":{"ecosystem":"PyPI","name":"parse2"},"versions":["3"]}],
	 "references":[{"type":"FIX","url":"https://git.example/1"},null],
	 "credits":[{"name":"A. Finder","type":"FINDER","contact":["mailto:a@example"]}],
	 "database_specific":{"severity":"HIGH","cwe_ids":["CWE-20"],"github_reviewed":true}}`)
	want := domain.Advisory{Format: domain.FormatOSV, Namespace: "PyPI", ID: "GHSA-aaaa-bbbb-cccc", Revision: "2026-06-02T00:00:00Z",
		Title: "Parser stops", Summary: "Long text", Severity: "HIGH", TLP: domain.TLPClear,
		Published: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Modified: time.Date(2026, 6, 2, 0, 0, 0, 0, time.UTC),
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-1", Aliases: []string{"GHSA-aaaa-bbbb-cccc", "CVE-2026-2", "PYSEC-2026-1"},
			Related: []string{"CVE-2025-9", "CVE-2025-8"}, Title: "Parser stops", Text: "Long text", CWEs: []string{"CWE-20"},
			Scores: []domain.Score{{Version: "3.1", Vector: vector, Base: 9.8, Severity: "CRITICAL"}}}},
		Products: []domain.Product{
			{Ref: "/affected/0", Name: "parse", Ecosystem: "PyPI", Package: "parse", PURLs: []string{"pkg:pypi/parse"}},
			{Ref: "/affected/1", Name: "parse2", Ecosystem: "PyPI", Package: "parse2"}},
		Statements: []domain.Statement{
			{Vulnerability: "CVE-2026-1", Product: "/affected/0", Status: domain.StatusAffected, Versions: domain.VersionSet{
				Kind: domain.SetOSV, Scheme: "PyPI", Exact: []string{"1.0", "1.1"}, Ranges: []domain.Range{
					{Type: "ECOSYSTEM", Events: []domain.Event{{Introduced: "0"}, {Fixed: "1.2"}, {Introduced: "2.0"}, {LastAffected: "2.4"}}},
					{Type: "GIT", Events: []domain.Event{{Introduced: "0"}, {Limit: "abc"}}}}}},
			{Vulnerability: "CVE-2026-1", Product: "/affected/1", Status: domain.StatusAffected, Versions: domain.VersionSet{
				Kind: domain.SetOSV, Scheme: "PyPI", Exact: []string{"3"}}}},
		References: []domain.Reference{{Category: "FIX", URL: "https://git.example/1"}},
		Credits:    []domain.Credit{{Name: "A. Finder", Role: "FINDER", Summary: "mailto:a@example"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func record(id, members string) string {
	return `{"id":"` + id + `","modified":"2026-06-02T00:00:00Z"` + members + `}`
}

func affectedIn(ecosystems ...string) string {
	var list []string
	for _, e := range ecosystems {
		list = append(list, `{"package":{"ecosystem":"`+e+`","name":"x"},"versions":["1"]}`)
	}
	return `,"affected":[` + strings.Join(list, ",") + `]`
}

func TestDecodeNames(t *testing.T) {
	tests := []struct {
		name, text, namespace, id string
		aliases, related          string
	}{
		{"one release", record("ALSA-2026:1", affectedIn("AlmaLinux:9", "AlmaLinux:9")+`,"related":["CVE-2026-1","CVE-2026-2"]`),
			"AlmaLinux:9", "ALSA-2026:1", "", "CVE-2026-1 CVE-2026-2"},
		{"several releases", record("ALSA-2026:1", affectedIn("AlmaLinux:8", "AlmaLinux:9")), "AlmaLinux", "ALSA-2026:1", "", ""},
		{"several ecosystems", record("GHSA-1", affectedIn("npm", "Maven")), "npm", "GHSA-1", "", ""},
		{"no package", record("OSV-2026-1", ""), "OSV", "OSV-2026-1", "", ""},
		{"no prefix", record("-1", ""), "OSV", "-1", "", ""},
		{"ecosystems without a name", record("A-1", affectedIn(":8", ":9")), "OSV", "A-1", "", ""},
		{"CVE of its own", record("CVE-2026-11111", `,"aliases":["CVE-2026-00001"]`), "CVE", "CVE-2026-11111", "CVE-2026-00001", ""},
		{"one upstream flaw", record("DEBIAN-CVE-2026-1", affectedIn("Debian:12")+`,"upstream":["CVE-2026-1"]`),
			"Debian:12", "CVE-2026-1", "DEBIAN-CVE-2026-1", ""},
		{"several upstream flaws", record("SUSE-SU-2026:1", affectedIn("SUSE:15")+`,"upstream":["CVE-2026-1","CVE-2026-2"]`),
			"SUSE:15", "SUSE-SU-2026:1", "", "CVE-2026-1 CVE-2026-2"},
		{"alias said twice", record("GHSA-1", `,"aliases":["CVE-2026-1","GHSA-1","CVE-2026-1",""]`), "GHSA", "CVE-2026-1", "GHSA-1", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mustDecode(t, test.text)
			v := got.Vulnerabilities[0]
			if got.Namespace != test.namespace || v.ID != test.id {
				t.Errorf("got %s in %s, want %s in %s", v.ID, got.Namespace, test.id, test.namespace)
			}
			if a, r := strings.Join(v.Aliases, " "), strings.Join(v.Related, " "); a != test.aliases || r != test.related {
				t.Errorf("got aliases %q related %q, want %q and %q", a, r, test.aliases, test.related)
			}
			for _, s := range got.Statements {
				if s.Vulnerability != v.ID {
					t.Errorf("statement about %s", s.Vulnerability)
				}
			}
		})
	}
}

func TestDecodeWithdrawn(t *testing.T) {
	got := mustDecode(t, record("GHSA-1", `,"withdrawn":"2026-06-03T00:00:00Z"`))
	if got.Withdrawn.Day() != 3 {
		t.Errorf("withdrawn at %v", got.Withdrawn)
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"null", "null", "/id", jsondoc.CodeMissing},
		{"no id", `{"modified":"2026-06-02T00:00:00Z"}`, "/id", jsondoc.CodeMissing},
		{"no modified", `{"id":"GHSA-1"}`, "/modified", jsondoc.CodeMissing},
		{"modified is none", `{"id":"GHSA-1","modified":"NaN"}`, "/modified", jsondoc.CodeDate},
		{"withdrawn is none", record("GHSA-1", `,"withdrawn":"yes"`), "/withdrawn", jsondoc.CodeDate},
		{"a list of records", `[` + record("GHSA-1", "") + `]`, "", jsondoc.CodeType},
		{"empty event", record("GHSA-1", `,"affected":[{"package":{"name":"x"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{}]}]}]`),
			"/affected/0/ranges/0/events/1", jsondoc.CodeMissing},
		{"range without type", record("GHSA-1", `,"affected":[{"package":{"name":"x"},"ranges":[{"events":[]}]}]`),
			"/affected/0/ranges/0/type", jsondoc.CodeMissing},
		{"event of another type", record("GHSA-1", `,"affected":[{"ranges":[{"type":"SEMVER","events":[{"introduced":0}]}]}]`),
			"/affected/0/ranges/0/events/0/introduced", jsondoc.CodeType},
		{"aliases of another type", record("GHSA-1", `,"aliases":"CVE-2026-1"`), "/aliases", jsondoc.CodeType},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := decode(test.text)
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != test.code || own.Place != test.place || own.Op != op || own.Kind != domain.Invalid {
				t.Errorf("got %#v, want %s at %s", err, test.code, test.place)
			}
		})
	}
}

func TestDecodeWarns(t *testing.T) {
	tests := []struct {
		name, members string
		code          domain.Code
		severity      string
	}{
		{"word of severity", `,"severity":[{"type":"Ubuntu","score":"medium"}]`, "", "medium"},
		{"number without vector", `,"severity":[{"type":"CVSS_V3","score":"9.8"}]`, "cvss_vector", ""},
		{"severity of no type", `,"severity":[{"type":"X","score":"9.8"}]`, WarnSeverity, ""},
		{"null entry", `,"affected":[null]`, jsondoc.WarnNull, ""},
		{"no versions", `,"affected":[{"package":{"ecosystem":"npm","name":"x"}}]`, WarnVersions, ""},
		{"event with two members", `,"affected":[{"package":{"name":"x"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0","fixed":"1"}]}]}]`, WarnEvents, ""},
		{"published is none", `,"published":"NaN"`, jsondoc.WarnDate, ""},
		{"database_specific of another type", `,"database_specific":[{"severity":1}]`, "", ""},
		{"severity of another type in it", `,"database_specific":{"severity":1,"cwe_ids":"x"}`, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mustDecode(t, record("GHSA-1", test.members))
			if test.code == "" && len(got.Warnings) > 0 || test.code != "" && (len(got.Warnings) != 1 || got.Warnings[0].Code != test.code) {
				t.Errorf("warnings %v, want %q", got.Warnings, test.code)
			}
			if got.Severity != test.severity {
				t.Errorf("severity %q, want %q", got.Severity, test.severity)
			}
		})
	}
}

func TestDecodeNamesARepositoryWithoutPackage(t *testing.T) {
	got := mustDecode(t, record("CVE-2026-11111", `,"affected":[{"ranges":[{"type":"GIT","repo":"https://git.example/x","events":[{"introduced":"0"}]}]}]`))
	if got.Products[0].Name != "https://git.example/x" || got.Statements[0].Versions.Ranges[0].Type != "GIT" {
		t.Errorf("got %+v", got.Products)
	}
}
