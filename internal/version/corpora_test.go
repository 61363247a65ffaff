//go:build corpora

package version

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus gives a folder of the test corpora and fails where it is not there.
func corpus(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("FENCELINE_CORPORA")
	if dir == "" {
		t.Fatal("FENCELINE_CORPORA names no folder")
	}
	return filepath.Join(dir, name)
}

// refused counts, by scheme, the lines that hold a string we refuse on purpose: it
// is no version of its ecosystem, so it is never ordered here.
var refused = map[string]struct {
	lines  int
	reason string
}{
	"Packagist": {6, "a branch is no version and is newer or older from day to day; nor is a #"},
}

func TestCorpusOrderLines(t *testing.T) {
	files := map[string][]string{
		"alpine":    {"Alpine"},
		"debian":    {"Debian", "Ubuntu"},
		"maven":     {"Maven"},
		"nuget":     {"NuGet"},
		"packagist": {"Packagist"},
		"pypi":      {"PyPI"},
		"redhat":    {"Red Hat", "AlmaLinux"},
		"rubygems":  {"RubyGems"},
		"semver":    {"npm", "Go", "crates.io", "Hex", SemVer},
	}
	for stem, schemes := range files {
		paths, err := filepath.Glob(filepath.Join(corpus(t, "osv-version-order"), stem+"-versions*.txt"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no lines for %s: %v", stem, err)
		}
		for _, scheme := range schemes {
			t.Run(scheme, func(t *testing.T) {
				memo := NewMemo()
				lines, excepted := 0, 0
				for _, path := range paths {
					l, e := orderFile(t, memo, scheme, path)
					lines, excepted = lines+l, excepted+e
				}
				t.Logf("%d lines, %d excepted", lines, excepted)
				if lines == 0 || excepted*20 > lines {
					t.Errorf("%d exceptions of %d lines are more than one in twenty", excepted, lines)
				}
				if want := refused[scheme].lines; excepted != want {
					t.Errorf("%d lines refused, listed are %d", excepted, want)
				}
			})
		}
	}
}

func orderFile(t *testing.T, memo *Memo, scheme, path string) (lines, excepted int) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	for scanner.Scan() {
		line := scanner.Text()
		parts := strings.Split(line, " ")
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//") {
			continue
		}
		if len(parts) != 3 {
			t.Fatalf("%s: %q is no line of order", path, line)
		}
		lines++
		want := map[string]int{"<": -1, "=": 0, ">": 1}[parts[1]]
		got, err := memo.Compare(scheme, parts[0], parts[2])
		back, _ := memo.Compare(scheme, parts[2], parts[0])
		if err == nil && got == want && back == -want {
			continue
		}
		if errors.Is(err, ErrUnreadable) && refused[scheme].reason != "" {
			excepted++
			continue
		}
		t.Errorf("%s: %s: got %d and back %d, %v", filepath.Base(path), line, got, back, err)
	}
	return lines, excepted
}

type versTest struct {
	Type    string          `json:"test_type"`
	Group   string          `json:"test_group"`
	Input   json.RawMessage `json:"input"`
	Output  json.RawMessage `json:"expected_output"`
	Failure bool            `json:"expected_failure"`
}

func TestCorpusOfficialVers(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(corpus(t, "vers-tests"), "tests", "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	run, excepted, skipped := 0, 0, map[string]int{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var file struct{ Tests []versTest }
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatal(err)
		}
		for _, test := range file.Tests {
			problem, applies := checkVersTest(test)
			if applies != "" {
				skipped[applies]++
				continue
			}
			run++
			if reason, ok := versExceptions[strings.Join(strings.Fields(string(test.Input)), "")]; ok {
				excepted++
				if problem == "" {
					t.Errorf("%s passes now: take it off the list of exceptions (%s)", test.Input, reason)
				}
				continue
			}
			if problem != "" {
				t.Errorf("%s %s %s: %s", filepath.Base(path), test.Type, test.Input, problem)
			}
		}
	}
	t.Logf("%d tests, %d excepted; not ours: %v", run, excepted, skipped)
	if run == 0 || excepted != len(versExceptions) || excepted*20 > run {
		t.Errorf("%d tests run, %d excepted, %d listed", run, excepted, len(versExceptions))
	}
}

// versExceptions are official tests we do not follow, with the reason.
var versExceptions = map[string]string{
	`"vers:pypi/>0.0.0|>=0.0.1|0.0.2|<0.0.3|0.0.4|<0.0.5|>=0.0.6"`:                       "breaks the rule that bounds alternate",
	`"vers:pypi/>0.0.0|>=0.0.1|0.0.2|0.0.3|0.0.4|<0.0.5|>=0.0.6|!=0.8"`:                  "breaks the rule that bounds alternate",
	`"vers:pypi/0.0.2|0.0.6|>=0.0.0|0.0.1|0.0.4|0.0.5|0.0.3"`:                            "not sorted: reported, never normalised",
	`{"vers":"vers:pypi/>=3.0.0|!=2.0.3","version":"2.0.3"}`:                             "not sorted: reported, never normalised",
	`{"vers":"vers:pypi/0.0.2|0.0.6|>=3.0.0|0.0.1|0.0.4|0.0.5|0.0.3","version":"2.0.3"}`: "not sorted: reported, never normalised",
}

// checkVersTest runs one official test; notOurs says why it does not apply.
func checkVersTest(test versTest) (problem, notOurs string) {
	switch test.Type {
	case "from_native":
		return "", "ranges of package managers are not read"
	case "parse", "validate":
		var in string
		json.Unmarshal(test.Input, &in)
		v, err := ParseVers(in)
		if err == nil && test.Type == "validate" {
			err = v.Check()
		}
		if (err != nil) != test.Failure {
			return "fails: " + errText(err), ""
		}
		return "", ""
	case "containment":
		var in struct{ Vers, Version string }
		var want bool
		json.Unmarshal(test.Input, &in)
		json.Unmarshal(test.Output, &want)
		var m Memo
		got := m.containsVers(in.Vers, in.Version)
		if string(got.In) != map[bool]string{true: "yes", false: "no"}[want] {
			return "reads " + string(got.In) + " " + string(got.Code), ""
		}
		return "", ""
	}
	var in struct {
		Scheme   string `json:"input_scheme"`
		Versions []string
	}
	json.Unmarshal(test.Input, &in)
	scheme, ok := versTypes[in.Scheme]
	if !ok || in.Scheme == "conan" {
		return "", "no order claimed for " + in.Scheme
	}
	got, err := Compare(scheme, in.Versions[0], in.Versions[1])
	if err != nil {
		return err.Error(), ""
	}
	if test.Type == "equality" {
		var want bool
		json.Unmarshal(test.Output, &want)
		if want != (got == 0) {
			return "equality differs", ""
		}
		return "", ""
	}
	var want []string
	json.Unmarshal(test.Output, &want)
	older := in.Versions[0]
	if got > 0 {
		older = in.Versions[1]
	}
	if !strings.EqualFold(older, want[0]) {
		return "older is " + older, ""
	}
	return "", ""
}

func errText(err error) string {
	if err == nil {
		return "no error"
	}
	return err.Error()
}
