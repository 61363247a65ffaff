//go:build corpora

package identity

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	packageurl "github.com/package-url/packageurl-go"
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

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// purlParts is a package URL taken apart, as the official tests write it.
type purlParts struct {
	Type, Namespace, Name, Version string
	Qualifiers                     map[string]string
	Subpath                        string
}

type purlTest struct {
	Description string          `json:"description"`
	Type        string          `json:"test_type"`
	Group       string          `json:"test_group"`
	Input       json.RawMessage `json:"input"`
	Output      json.RawMessage `json:"expected_output"`
	Failure     bool            `json:"expected_failure"`
}

// purlExceptions are official tests we do not follow, with the reason.
var purlExceptions = map[string]string{
	`gem/validate/Ruby gems can use qualifiers. Roundtrip an input purl to canonical./"pkg:gem/jruby-launcher@1.1.2?Platform=java"`:                    "recommended; the required test of the same string wants it refused",
	`rpm/validate/rpm often use qualifiers. Roundtrip an input purl to canonical./"pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25"`:      "recommended; the required test of the same string wants it refused",
	`git/validate/git namespace and name should be lowercased. Validate an input purl./"pkg:git/github/Package-url/purl-Spec@244fd47e07d1004f0aed9c"`:  "recommended only; a git server may tell capitals apart",
	`git/parse/Parse test for PURL type: git/"pkg:git/codeberg.org/forgejo/forgejo@a72d2c07cfca03b55371089de6aa230d8c951fa0"`:                          "splits namespace and name unlike every other type; the key is the same",
	`git/parse/Parse test for PURL type: git/"pkg:git/codeberg.org/forgejo/forgejo@a72d2c07cfca03b55371089de6aa230d8c951fa0#options/locale_readme.md"`: "splits namespace and name unlike every other type; the key is the same",
}

func TestOfficialPURLs(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t, "purl-tests"), "tests", "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	run, excepted, building := 0, 0, 0
	for _, path := range files {
		var file struct{ Tests []purlTest }
		readJSON(t, path, &file)
		base := strings.TrimSuffix(filepath.Base(path), "-test.json")
		for i, test := range file.Tests {
			if test.Type == "build" {
				building++ // this room never writes a package URL
				continue
			}
			run++
			id := base + "/" + test.Type + "/" + test.Description + "/" + string(test.Input)
			if problem := checkPURL(test); problem != "" {
				if _, ok := purlExceptions[id]; ok {
					excepted++
					continue
				}
				t.Errorf("%d %s (%s): %s", i, id, test.Group, problem)
			} else if _, ok := purlExceptions[id]; ok {
				t.Errorf("%s passes now: take it off the list of exceptions", id)
			}
		}
	}
	t.Logf("%d tests of reading, %d excepted; %d tests of writing do not apply", run, excepted, building)
	if run == 0 || excepted*20 > run {
		t.Errorf("%d exceptions of %d are more than one in twenty", excepted, run)
	}
}

// checkPURL tells what is wrong, "" where the test holds.
func checkPURL(test purlTest) string {
	var in string
	if err := json.Unmarshal(test.Input, &in); err != nil {
		return "input is no string"
	}
	_, err := ParsePURL(in)
	if test.Failure {
		if err == nil {
			return "read, though it breaks a rule"
		}
		return ""
	}
	if err != nil {
		return err.Error()
	}
	raw, _ := parseStrict(in)
	if test.Type == "validate" || test.Type == "roundtrip" {
		var want string
		if json.Unmarshal(test.Output, &want) == nil && want != raw.String() {
			return "reads as " + raw.String() + ", want " + want
		}
		return ""
	}
	var want purlParts
	if err := json.Unmarshal(test.Output, &want); err != nil {
		return err.Error()
	}
	return comparePURL(raw, want)
}

func comparePURL(raw packageurl.PackageURL, want purlParts) string {
	same := raw.Type == want.Type && raw.Namespace == want.Namespace && raw.Name == want.Name &&
		raw.Version == want.Version && raw.Subpath == want.Subpath && len(raw.Qualifiers) == len(want.Qualifiers)
	for _, q := range raw.Qualifiers {
		same = same && want.Qualifiers[q.Key] == q.Value
	}
	if !same {
		return "reads as " + raw.String()
	}
	return ""
}

type cpeTest struct {
	In     string            `json:"in"`
	Error  bool              `json:"error"`
	Expect map[string]string `json:"expect"`
}

func TestUnbindCPE(t *testing.T) {
	var tests []cpeTest
	readJSON(t, filepath.Join(corpus(t, "cpe"), "unbind-uri.json"), &tests)
	if len(tests) == 0 {
		t.Fatal("no tests")
	}
	for _, test := range tests {
		if strings.HasPrefix(test.In, "cpe:2.3:") {
			continue // a formatted string, which is an error to the unbinding of URIs and none to us
		}
		got, err := unbindCPE(test.In)
		if test.Error {
			if err == nil {
				t.Errorf("%s: read, though it breaks a rule", test.In)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.In, err)
			continue
		}
		have := map[string]string{
			"part": got.Part, "vendor": got.Vendor, "product": got.Product, "version": got.Version,
			"update": got.Update, "edition": got.Edition, "sw_edition": got.SWEdition, "target_sw": got.TargetSW,
			"target_hw": got.TargetHW, "other": got.Other, "language": got.Language,
		}
		for name, want := range test.Expect {
			value := have[name]
			switch value {
			case "":
				value = "ANY"
			case "-":
				value = "NA"
			}
			if value != want {
				t.Errorf("%s: %s is %q, want %q", test.In, name, value, want)
			}
		}
	}
}

func TestAttributeValidity(t *testing.T) {
	var tests []struct {
		In    string `json:"in"`
		Valid bool   `json:"valid"`
	}
	readJSON(t, filepath.Join(corpus(t, "cpe"), "attribute-validity.json"), &tests)
	if len(tests) == 0 {
		t.Fatal("no tests")
	}
	for _, test := range tests {
		if got := validAttribute(test.In); got != test.Valid {
			t.Errorf("%q: valid %v, want %v", test.In, got, test.Valid)
		}
	}
}
