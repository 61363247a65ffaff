//go:build corpora

package csafcheck

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the published counts anew")

// published is where the counts of these tests stand.
const published = "../../docs/csaf-validator-counts.md"

// judgedAt is the time the corpora are judged at; test 6.2.33 asks for one.
var judgedAt = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func corpus(t *testing.T, parts ...string) string {
	t.Helper()
	root := os.Getenv("FENCELINE_CORPORA")
	if root == "" {
		t.Fatal("FENCELINE_CORPORA names no folder")
	}
	return filepath.Join(append([]string{root}, parts...)...)
}

// verdicts is what the conformance documents come with.
type verdicts struct {
	Tests []struct {
		ID, Group       string
		Failures, Valid []verdict
	}
}

type verdict struct {
	Name, Result string
	Valid        bool
}

// reasons are the documents of which a verdict here differs from the listed one,
// by edition and number, and why.
var reasons = map[string]string{
	"2.0 6-2-08-02":    "uses md5 twice for one file, so 6.1.25 makes it invalid",
	"2.0 6-3-06-02":    "6.3.6 needs the network here",
	"2.1 6-1-10-13":    "its base score of 9.0 is the temporal one, so 6.1.9 makes it invalid",
	"2.1 6-1-50-14":    "defines a product twice, so 6.1.2 makes it invalid",
	"2.1 6-1-50-15":    "defines a product twice, so 6.1.2 makes it invalid",
	"2.1 6-2-08-02":    "uses md5 twice for one file, so 6.1.25 makes it invalid",
	"2.1 6-2-39-02-01": "has no note of the category description, so 6.1.27.14 makes it invalid",
	"2.1 6-2-39-03-01": "has no note of the category description, so 6.1.27.14 makes it invalid",
	"2.1 6-2-42-02":    "has package URLs of other names in one helper, so 6.1.42 makes it invalid",
	"2.1 6-3-06-02":    "6.3.6 needs the network here",
}

// score counts verdicts: how many there are, on how many the named test says what
// is listed, and on how many the whole document is judged so.
type score struct{ verdicts, named, whole int }

func TestConformanceDocuments(t *testing.T) {
	var page strings.Builder
	page.WriteString("# The CSAF validator in numbers\n\nWritten by the corpus tests of `internal/csafcheck`.\n\n## Conformance documents of the OASIS TC\n\n" +
		"A verdict is a document with a test: does that test find something (*test right*), and is the document valid (*document right*)?\n\n" +
		"| edition | group | verdicts | test right | document right |\n|---|---|---:|---:|---:|\n")
	var misses strings.Builder
	used := map[string]bool{}
	for _, edition := range []string{"2.0", "2.1"} {
		scores := map[string]*score{}
		var groups []string
		folder := corpus(t, "csaf-conformance", "csaf_"+edition, "validator")
		for _, test := range readVerdicts(t, folder).Tests {
			if scores[test.Group] == nil {
				scores[test.Group] = &score{}
				groups = append(groups, test.Group)
			}
			for i, v := range slices.Concat(test.Failures, test.Valid) {
				s := scores[test.Group]
				s.verdicts++
				got := checkFile(t, filepath.Join(folder, v.Name))
				found := slices.ContainsFunc(got.Findings, func(f Finding) bool { return f.Test == test.ID })
				named, whole := found == (i < len(test.Failures)), got.Valid == v.Valid
				if test.Group == "mandatory" && !v.Valid {
					named = named && !got.Valid
				}
				s.named += one(named)
				s.whole += one(whole)
				if named && whole {
					continue
				}
				_, number, _ := strings.Cut(strings.TrimSuffix(filepath.Base(v.Name), ".json"), map[string]string{"2.0": "2021-", "2.1": "2024-"}[edition])
				key := edition + " " + number
				used[key] = true
				if reasons[key] == "" {
					t.Errorf("%s %s: valid %v, want %v; found %v\n%s", test.ID, key, got.Valid, v.Valid, found, mandatoryOf(got))
				}
				fmt.Fprintf(&misses, "| %s | %s | %s | %s | %s |\n", edition, test.ID, number, map[bool]string{true: "document", false: "test"}[named], reasons[key])
			}
		}
		for _, g := range groups {
			s := scores[g]
			fmt.Fprintf(&page, "| %s | %s | %d | %d | %d |\n", edition, g, s.verdicts, s.named, s.whole)
			if g == "mandatory" && s.named != s.verdicts || s.named*100 < s.verdicts*95 {
				t.Errorf("%s %s: %+v", edition, g, *s)
			}
		}
	}
	for key := range reasons {
		if !used[key] {
			t.Errorf("%s is listed as a miss and is none", key)
		}
	}
	page.WriteString("\nWhere the verdict differs:\n\n| edition | test | document | what | why |\n|---|---|---|---|---|\n" + misses.String())
	page.WriteString(vendorCounts(t))
	compare(t, page.String())
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func readVerdicts(t *testing.T, folder string) verdicts {
	t.Helper()
	var list verdicts
	text, err := os.ReadFile(filepath.Join(folder, "testcases.json"))
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil || len(list.Tests) < 40 {
		t.Fatalf("%d tests, %v", len(list.Tests), err)
	}
	return list
}

func checkFile(t *testing.T, path string) Result {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Check(bytes.NewReader(data), judgedAt)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return got
}

func mandatoryOf(r Result) string {
	var b bytes.Buffer
	for _, f := range r.Findings {
		if f.Level == Mandatory {
			fmt.Fprintf(&b, "    %s %s %s %v\n", f.Test, f.Pointer, f.Code, f.Params)
		}
	}
	return b.String()
}

// expected is a result file: the findings of a test, by place.
type expected struct {
	Valid     bool           `json:"overall_valid"`
	Primary   expectedTest   `json:"primary_result"`
	Secondary []expectedTest `json:"secondary_results"`
}

type expectedTest struct {
	ID                      string
	Passed                  bool
	Errors, Warnings, Infos []struct {
		Place string `json:"instance_path"`
	}
}

func TestConformanceResults(t *testing.T) {
	folder := corpus(t, "csaf-conformance", "csaf_2.1", "validator")
	seen := 0
	for _, test := range readVerdicts(t, folder).Tests {
		for _, v := range slices.Concat(test.Failures, test.Valid) {
			if v.Result == "" {
				continue
			}
			seen++
			text, err := os.ReadFile(filepath.Join(folder, v.Result))
			var want expected
			if err == nil {
				err = json.Unmarshal(text, &want)
			}
			if err != nil {
				t.Fatal(err)
			}
			got := checkFile(t, filepath.Join(folder, v.Name))
			if got.Valid != want.Valid {
				t.Errorf("%s: valid %v", v.Name, got.Valid)
			}
			for _, w := range append(want.Secondary, want.Primary) {
				var wanted, found []string
				for _, p := range slices.Concat(w.Errors, w.Warnings, w.Infos) {
					wanted = append(wanted, p.Place)
				}
				for _, f := range got.Findings {
					if f.Test == w.ID {
						found = append(found, f.Pointer)
					}
				}
				if slices.Sort(wanted); !slices.Equal(sorted(found), wanted) || w.Passed != (len(found) == 0) {
					t.Errorf("%s, %s: %v, want %v", v.Name, w.ID, found, wanted)
				}
			}
		}
	}
	if seen < 9 {
		t.Errorf("only %d results", seen)
	}
}

// compare holds the counts against those published.
func compare(t *testing.T, page string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(published, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(published); err != nil || string(have) != page {
		t.Errorf("%s is not what was counted (%v); run with -update:\n%s", published, err, page)
	}
}
