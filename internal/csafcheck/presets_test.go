package csafcheck

import (
	"slices"
	"strings"
	"testing"
)

func TestPresets(t *testing.T) {
	known := formTests
	for _, test := range tests {
		known = append(known[:len(known):len(known)], test.id)
	}
	for _, name := range Presets() {
		if !slices.ContainsFunc(known, presets[name]) {
			t.Errorf("%s holds no test", name)
		}
	}
	// A document that fails the schema, a test of revisions, and one that only advises.
	r := judge(t, edited(t, "2.1", "/document/title", "", track+"/revision_history/1/number", `"3"`, "/document/lang", ""))
	cases := []struct {
		preset string
		valid  bool
		want   string
	}{
		{AllTests, false, "schema 6.1.16 6.1.21 6.2.12"},
		{"schema", false, "schema"},
		{"mandatory", false, "6.1.16 6.1.21"},
		{"basic", false, "schema 6.1.16 6.1.21"},
		{"extended", false, "schema 6.1.16 6.1.21 6.2.12"},
		{"recommended", true, "6.2.12"},
		{"consistent-revision-history", false, "6.1.21"},
		{"ssvc", true, ""},
	}
	for _, c := range cases {
		got, ok := r.Only(c.preset)
		var found []string
		for _, f := range got.Findings {
			found = append(found, f.Test)
		}
		if !ok || got.Valid != c.valid || strings.Join(found, " ") != c.want {
			t.Errorf("%s: valid %v, %v", c.preset, got.Valid, found)
		}
	}
	if _, ok := r.Only("no such preset"); ok {
		t.Error("any name is a preset")
	}
}
