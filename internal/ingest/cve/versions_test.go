package cve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

// brief writes statements in one line each: status, kind, exact versions, ranges.
func brief(list []domain.Statement) []string {
	var out []string
	for _, s := range list {
		line := string(s.Status) + " " + string(s.Versions.Kind)
		if len(s.Versions.Exact) > 0 {
			line += " =" + strings.Join(s.Versions.Exact, ",")
		}
		for _, r := range s.Versions.Ranges {
			line += " " + r.Type
			for _, e := range r.Events {
				switch {
				case e.Introduced != "":
					line += " from " + e.Introduced
				case e.Fixed != "":
					line += " before " + e.Fixed
				case e.LastAffected != "":
					line += " up to " + e.LastAffected
				}
			}
		}
		if s.Versions.Text != "" {
			line += fmt.Sprintf(" %q", s.Versions.Text)
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

func TestDecodeVersions(t *testing.T) {
	tests := []struct {
		name, affected string
		want           []string
	}{
		{"nothing said", `"vendor":"V"`, []string{"affected"}},
		{"not affected at all", `"defaultStatus":"unaffected"`, []string{"not_affected all"}},
		{"affected in all", `"defaultStatus":"affected"`, []string{"affected all"}},
		{"version n/a", `"versions":[{"version":"n/a","status":"affected"}]`, []string{"affected"}},
		{"plain versions", `"versions":[{"version":"1.0","status":"affected"},{"version":"1.1","status":"affected"},{"version":"1.2","status":"unaffected"}]`,
			[]string{"affected exact =1.0,1.1", "not_affected exact =1.2"}},
		{"less than", `"versions":[{"version":"0","lessThan":"2.0","versionType":"SemVer","status":"affected"}]`, []string{"affected cve semver from 0 before 2.0"}},
		{"less than or equal", `"versions":[{"version":"1","lessThanOrEqual":"2.0","status":"affected"}]`, []string{"affected cve custom from 1 up to 2.0"}},
		{"wildcards", `"versions":[{"version":"*","lessThanOrEqual":"5.4.*","status":"affected"},{"version":"6","lessThan":"*","status":"affected"}]`,
			[]string{"affected cve custom from 0 before 5.5 custom from 6"}},
		{"start is the end", `"versions":[{"version":"143.0.7499.40","lessThan":"143.0.7499.40","versionType":"custom","status":"affected"}]`, []string{"affected cve custom from 0 before 143.0.7499.40"}},
		{"unaffected, start is the end", `"defaultStatus":"affected","versions":[{"version":"2.0","lessThan":"2.0","versionType":"custom","status":"unaffected"}]`,
			[]string{"affected cve custom from 0 before 2.0 from 2.0", "not_affected cve custom from 2.0 before 2.0"}},
		{"start unspecified", `"versions":[{"version":"unspecified","lessThan":"2.0","status":"affected"}]`, []string{"affected cve custom from 0 before 2.0"}},
		{"neither start nor end", `"versions":[{"version":"n/a","lessThan":"n/a","status":"affected"}]`, []string{"affected"}},
		{"range and plain", `"versions":[{"version":"1","lessThan":"2","status":"affected"},{"version":"3","status":"affected"}]`, []string{"affected cve =3 custom from 1 before 2"}},
		{"sentences", `"versions":[{"version":"< 2.0","status":"affected"},{"version":"2.0 and prior","status":"affected"},{"version":"3.0","status":"affected"}]`,
			[]string{"affected exact =3.0", `affected text "< 2.0"`, `affected text "2.0 and prior"`}},
		{"names", `"versions":[{"version":"Pump 3000","status":"affected"},{"version":"SMR Aug-2023","status":"affected"}]`, []string{`affected text "Pump 3000; SMR Aug-2023"`}},
		{"commits", `"versions":[{"version":"80d4004","status":"affected","versionType":"git"}]`, []string{"affected cve git from 80d4004 up to 80d4004"}},
		{"changes", `"versions":[{"version":"10.1","lessThan":"10.1.14-h2","status":"affected","changes":[{"at":"10.1.14-h2","status":"unaffected"}]}]`,
			[]string{"affected cve custom from 10.1 before 10.1.14-h2"}},
		{"changes back and forth", `"versions":[{"version":"1","lessThan":"2","status":"affected","changes":[{"at":"1.3","status":"unaffected"},{"at":"1.5","status":"affected"}]}]`,
			[]string{"affected cve custom from 1 before 1.3 from 1.5 before 2"}},
		{"fixed later", `"defaultStatus":"affected","versions":[{"version":"2.0","lessThanOrEqual":"*","status":"unaffected","versionType":"rpm"}]`,
			[]string{"affected cve rpm from 0 before 2.0", "not_affected cve rpm from 2.0"}},
		{"affected later", `"defaultStatus":"affected","versions":[{"version":"0","lessThan":"2.0-rc1","status":"unaffected"}]`,
			[]string{"affected cve custom from 2.0-rc1", "not_affected cve custom from 0 before 2.0-rc1"}},
		{"framed by names without order", `"defaultStatus":"affected","versions":[{"version":"9-rc1","lessThan":"*","status":"unaffected"},{"version":"0","lessThan":"2-rc1","status":"unaffected"}]`,
			[]string{"affected cve custom from 2-rc1 before 9-rc1", "not_affected cve custom from 9-rc1 custom from 0 before 2-rc1"}},
		{"stable branches", `"defaultStatus":"affected","versions":[{"version":"4.19","status":"affected"},
		   {"version":"0","lessThan":"4.19","status":"unaffected","versionType":"semver"},
		   {"version":"5.10.3","lessThanOrEqual":"5.10.*","status":"unaffected","versionType":"semver"},
		   {"version":"5.4.9","lessThanOrEqual":"5.4.*","status":"unaffected","versionType":"semver"},
		   {"version":"6.12-rc1","lessThanOrEqual":"*","status":"unaffected","versionType":"original_commit_for_fix"}]`,
			[]string{"affected cve semver from 4.19 before 5.4.9 from 5.5 before 5.10.3 from 5.11 before 6.12-rc1",
				"not_affected cve semver from 0 before 4.19 semver from 5.10.3 before 5.11 semver from 5.4.9 before 5.5 original_commit_for_fix from 6.12-rc1"}},
		{"a branch before the first affected version", `"defaultStatus":"affected","versions":[{"version":"0","lessThan":"6.7","status":"unaffected"},
		   {"version":"6.6.39","lessThanOrEqual":"6.6.*","status":"unaffected"},{"version":"6.9.9","lessThanOrEqual":"6.9.*","status":"unaffected"},
		   {"version":"6.10","lessThanOrEqual":"*","status":"unaffected"}]`,
			[]string{"affected cve custom from 6.7 before 6.9.9",
				"not_affected cve custom from 0 before 6.7 custom from 6.6.39 before 6.7 custom from 6.9.9 before 6.10 custom from 6.10"}},
		{"one version spared", `"defaultStatus":"affected","versions":[{"version":"5.5","status":"unaffected"}]`,
			[]string{`affected text "[{\"version\":\"5.5\",\"status\":\"unaffected\"}]"`, "not_affected exact =5.5"}},
		{"named and spared", `"defaultStatus":"affected","versions":[{"version":"1","lessThan":"2","status":"affected"},{"version":"5.5","status":"unaffected"}]`,
			[]string{"affected cve custom from 1 before 2",
				`affected text "[{\"version\":\"1\",\"status\":\"affected\",\"lessThan\":\"2\"},{\"version\":\"5.5\",\"status\":\"unaffected\"}]"`, "not_affected exact =5.5"}},
		{"nothing left", `"defaultStatus":"affected","versions":[{"version":"0","lessThan":"*","status":"unaffected"}]`,
			[]string{"not_affected cve custom from 0"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, _, err := decode(record(`,"affected":[{"product":"P",`+test.affected+`}]`, ""))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, brief(a.Statements)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecodeProducts(t *testing.T) {
	tests := []struct {
		name, affected string
		want           domain.Product
	}{
		{"n/a", `"vendor":"n/a","product":"N/A","versions":[{"version":"n/a","status":"affected"}]`, domain.Product{}},
		{"package", `"vendor":"lodash","product":"lodash","packageName":"lodash","collectionURL":"https://registry.npmjs.org"`,
			domain.Product{Name: "lodash lodash", Vendor: "lodash", Product: "lodash", Package: "lodash", Ecosystem: "npm"}},
		{"package of another collection", `"packageName":"x","collectionURL":"https://example.org/"`, domain.Product{Name: "x", Package: "x"}},
		{"package URL", `"product":"x","packageURL":"pkg:npm/x"`, domain.Product{Name: "x", Product: "x", PURLs: []string{"pkg:npm/x"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, _, err := decode(record(`,"affected":[{`+test.affected+`}]`, ""))
			if err != nil || len(a.Products) != 1 {
				t.Fatal(err, a.Products)
			}
			test.want.Ref = "/containers/cna/affected/0"
			if diff := cmp.Diff(test.want, a.Products[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecodeWarnsOfAStatusThatIsNone(t *testing.T) {
	a, _, err := decode(record(`,"affected":[null,{"product":"P","versions":[{"version":"1","status":"unknown"}]}]`, ""))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Warnings) != 2 || a.Warnings[1].Code != WarnStatus || a.Warnings[1].Place != "/containers/cna/affected/1/versions/0/status" || len(a.Statements) != 0 {
		t.Errorf("got %v and %v", a.Warnings, a.Statements)
	}
}
