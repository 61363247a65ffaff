package cpematch

import (
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/version"
)

func TestAdd(t *testing.T) {
	const soft, system, board = "cpe:2.3:a:v:pump:*:*:*:*:*:*:*:*", "cpe:2.3:o:v:os:*:*:*:*:*:*:*:*", "cpe:2.3:h:v:board:-:*:*:*:*:*:*:*"
	both := func(other string) []Node {
		return []Node{{Matches: []Match{{Vulnerable: true, Criteria: soft, EndExcluding: "2"}}}, {Matches: []Match{{Criteria: other}}}}
	}
	tests := []struct {
		name   string
		config Configuration
		want   string
		warns  int
	}{
		{"one", Configuration{Nodes: both(system)[:1]}, soft + " < 2", 0},
		{"beside another", Configuration{Operator: "AND", Nodes: both(system)}, soft + " < 2 on " + system, 0},
		{"on its own hardware", Configuration{Operator: "AND", Nodes: both(board)}, soft + " < 2", 0},
		{"negated", Configuration{Negate: true, Nodes: both(system)}, "", 1},
		{"a negated node", Configuration{Nodes: []Node{{Negate: true, Matches: []Match{{Vulnerable: true, Criteria: soft}}}}}, "", 1},
		{"no name", Configuration{Nodes: []Node{{Matches: []Match{{Vulnerable: true}}}}}, "", 1},
		{"no CPE name", Configuration{Nodes: []Node{{Matches: []Match{{Vulnerable: true, Criteria: "pump"}}}}}, "pump", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var warnings jsondoc.Warnings
			c := Converter{Vulnerability: "CVE-2026-1", Warnings: &warnings}
			for range 2 { // what is said twice is stated once
				c.Add(&test.config, "/x")
			}
			var got []string
			for _, s := range c.Statements {
				got = append(got, s.Product)
			}
			if g := strings.Join(got, ", "); g != test.want || len(warnings.List()) != 2*test.warns {
				t.Errorf("got %q with %v, want %q", g, warnings.List(), test.want)
			}
		})
	}
}

func TestVersions(t *testing.T) {
	const any = "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"
	tests := []struct {
		name      string
		match     Match
		in, out   string // versions, joined by blanks
		cannotSay string
	}{
		{"from and below", Match{Criteria: any, StartIncluding: "1.0", EndExcluding: "2.0"}, "1.0 1.9.9", "0.9 2.0 10", "latest"},
		{"from and up to", Match{Criteria: any, StartIncluding: "1.0", EndIncluding: "2.0"}, "1.0 2.0", "0.9 2.1", ""},
		{"above and below", Match{Criteria: any, StartExcluding: "1.0", EndExcluding: "2.0"}, "1.1 1.9.9", "1.0 2.0", ""},
		{"above and up to", Match{Criteria: any, StartExcluding: "1.0", EndIncluding: "2.0"}, "1.1 2.0", "1.0 2.1", ""},
		{"above", Match{Criteria: any, StartExcluding: "1.0"}, "1.1 9", "1.0 0.1", ""},
		{"from", Match{Criteria: any, StartIncluding: "1.0"}, "1.0 9", "0.1", ""},
		{"below", Match{Criteria: any, EndExcluding: "2.0"}, "0.1 1.9", "2.0", ""},
		{"up to", Match{Criteria: any, EndIncluding: "2.0"}, "0.1 2.0", "2.0.1", ""},
		{"one", Match{Criteria: "cpe:2.3:a:v:p:1.5:*:*:*:*:*:*:*"}, "1.5", "1.4", ""},
		{"all", Match{Criteria: any}, "1 latest", "", ""},
		{"a product without versions", Match{Criteria: "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*"}, "", "", "1.0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			name, err := identity.ParseCPE(test.match.Criteria)
			if err != nil {
				t.Fatal(err)
			}
			set := versions(&test.match, name.Version)
			for _, ask := range []struct {
				versions string
				want     domain.Answer
			}{{test.in, domain.Yes}, {test.out, domain.No}, {test.cannotSay, domain.Unanswered}} {
				for _, v := range strings.Fields(ask.versions) {
					if got := version.Contains(set, identity.SchemeGeneric, v); got.In != ask.want {
						t.Errorf("%s: %q (%s), want %q", v, got.In, got.Code, ask.want)
					}
				}
			}
		})
	}
}
