package csafcheck

import (
	"maps"
	"slices"
	"strings"
)

// AllTests is the preset of every test of this program: that of the standard
// without network requests, and what is known of 6.3.6 and 6.3.7 all the same.
const AllTests = "x_all"

// formTests are the tests whose rules stand in the schema.
var formTests = []string{Schema, "6.1.8", "6.1.46", "6.1.60.1"}

// presets are the named sets of tests (2.1, section 6.4) that hold no test this
// program runs in part, and [AllTests].
var presets = map[string]func(test string) bool{
	AllTests:                func(string) bool { return true },
	"external-request-free": func(test string) bool { return test != "6.3.6" && test != "6.3.7" },
	"schema":                among(formTests...),
	"mandatory":             section("6.1."),
	"recommended":           section("6.2."),
	"basic":                 func(test string) bool { return test == Schema || strings.HasPrefix(test, "6.1.") },
	"extended":              func(test string) bool { return !strings.HasPrefix(test, "6.3.") },
	"consistent-revision-history": among("6.1.14", "6.1.18", "6.1.19", "6.1.21", "6.1.22", "6.1.37", "6.2.4", "6.2.5", "6.2.6",
		"6.2.21", "6.2.33"),
	"consistent-date-times": among("6.1.37", "6.1.45", "6.1.49", "6.1.51", "6.1.52", "6.1.53"),
	"ssvc": among("6.1.46", "6.1.47", "6.1.48", "6.1.49", "6.2.3", "6.2.34", "6.2.35", "6.2.36", "6.2.37", "6.3.13", "6.3.14",
		"6.3.15"),
	"extensions": among("6.1.60.1", "6.1.60.2", "6.1.60.3", "6.2.39.5", "6.2.54.1", "6.2.54.2", "6.2.54.3", "6.2.54.4", "6.3.21.1",
		"6.3.21.2", "6.3.21.3", "6.3.21.4", "6.3.21.5", "6.3.21.6", "6.3.21.7", "6.3.21.8", "6.3.21.9"),
	"extensions-exist": among("6.3.21.3", "6.3.21.4", "6.3.21.5", "6.3.21.6", "6.3.21.7", "6.3.21.8", "6.3.21.9"),
}

func among(tests ...string) func(string) bool {
	return func(test string) bool { return slices.Contains(tests, test) }
}

func section(prefix string) func(string) bool {
	return func(test string) bool { return strings.HasPrefix(test, prefix) }
}

// Presets are the names that [Result.Only] knows, sorted.
func Presets() []string { return slices.Sorted(maps.Keys(presets)) }

// Only gives the judgement by the tests of a preset alone; ok is false for a name
// that is none. Notes stay: they say what could not be tested.
func (r Result) Only(preset string) (out Result, ok bool) {
	in, ok := presets[preset]
	if !ok {
		return Result{}, false
	}
	out = r
	out.Valid, out.Findings = true, nil
	for _, f := range r.Findings {
		if f.Test == Note || in(f.Test) {
			out.Findings = append(out.Findings, f)
			out.Valid = out.Valid && f.Level != Mandatory
		}
	}
	return out, true
}
