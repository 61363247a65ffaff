package cpematch

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func name(product string) string { return "cpe:2.3:a:v:" + product + ":*:*:*:*:*:*:*:*" }

func some(vulnerable bool, products ...string) []Match {
	var out []Match
	for _, p := range products {
		out = append(out, Match{Vulnerable: vulnerable, Criteria: name(p), EndExcluding: "2.0"})
	}
	return out
}

// TestConfigurations: what is vulnerable, and what each needs beside it.
func TestConfigurations(t *testing.T) {
	hardware := []Match{{Criteria: "cpe:2.3:h:v:box:-:*:*:*:*:*:*:*"}}
	for _, tt := range []struct {
		title  string
		config Configuration
		want   string // each statement's product with what it needs: "a on b|c on d"
		warned domain.Code
	}{
		{"any of two", Configuration{Nodes: []Node{{Operator: "OR", Matches: some(true, "a", "b")}}}, "a; b", ""},
		{"two nodes without an operator", Configuration{Nodes: []Node{{Matches: some(true, "a")}, {Matches: some(true, "b")}}}, "a; b", ""},
		{"beside one of two", Configuration{Operator: "AND", Nodes: []Node{{Operator: "OR", Matches: some(true, "a")}, {Operator: "OR", Matches: some(false, "x", "y")}}}, "a on x|y", ""},
		{"beside two", Configuration{Operator: "AND", Nodes: []Node{{Matches: some(true, "a")}, {Matches: some(false, "x")}, {Matches: some(false, "y")}}}, "a on x on y", ""},
		{"a node of two that belong together", Configuration{Nodes: []Node{{Operator: "AND", Matches: append(some(true, "a"), some(false, "x")...)}}}, "a on x", ""},
		{"a node asks for two", Configuration{Operator: "AND", Nodes: []Node{{Matches: some(true, "a")}, {Operator: "AND", Matches: some(false, "x", "y")}}}, "a on x on y", ""},
		{"two vulnerable ones together", Configuration{Operator: "AND", Nodes: []Node{{Matches: some(true, "a")}, {Matches: some(true, "b")}}}, "a on b; b on a", ""},
		{"firmware and its hardware", Configuration{Operator: "and", Nodes: []Node{{Matches: some(true, "a")}, {Matches: hardware}}}, "a", ""},
		{"not beside another", Configuration{Operator: "AND", Nodes: []Node{{Matches: some(true, "a")}, {Negate: true, Matches: some(false, "x")}}}, "a on no v x < 2.0", ""},
		{"a negated configuration", Configuration{Negate: true, Nodes: []Node{{Matches: some(true, "a")}}}, "", WarnNegate},
		{"a negated node alone", Configuration{Nodes: []Node{{Negate: true, Matches: some(true, "a")}}}, "", WarnNegate},
		{"nothing is vulnerable", Configuration{Nodes: []Node{{Matches: some(false, "a")}}}, "", ""},
		{"said twice", Configuration{Nodes: []Node{{Matches: some(true, "a", "a")}}}, "a", ""},
		{"no name", Configuration{Nodes: []Node{{Matches: []Match{{Vulnerable: true}}}}}, "", jsondoc.WarnNull},
		{"a name that is none", Configuration{Nodes: []Node{{Matches: []Match{{Vulnerable: true, Criteria: "v:a"}}}}}, "v:a", WarnCPE},
	} {
		t.Run(tt.title, func(t *testing.T) {
			var warnings jsondoc.Warnings
			conv := Converter{Vulnerability: "CVE-2026-1", Warnings: &warnings}
			conv.Add(&tt.config, "/c")
			if diff := cmp.Diff(tt.want, written(&conv)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			list := warnings.List()
			if tt.warned == "" && len(list) > 0 || tt.warned != "" && (len(list) != 1 || list[0].Code != tt.warned) {
				t.Errorf("warned of %+v", list)
			}
		})
	}
}

func written(a *Converter) string {
	byRef := map[string]*domain.Product{}
	for i := range a.Products {
		byRef[a.Products[i].Ref] = &a.Products[i]
	}
	short := func(ref string) string {
		if p := byRef[ref]; len(p.CPEs) == 0 {
			return p.Name
		}
		if f := strings.Split(ref, ":"); len(f) > 4 {
			return f[4]
		}
		return ref
	}
	var out []string
	for _, s := range a.Statements {
		p, text := byRef[s.Product], ""
		for p.Relationship != nil {
			text = " on " + strings.Join(shorts(short, append([]string{p.Relationship.RelatesTo}, p.Relationship.Alternatives...)), "|") + text
			p = byRef[p.Relationship.Product]
		}
		out = append(out, short(p.Ref)+text)
	}
	return strings.Join(out, "; ")
}

func shorts(short func(string) string, refs []string) []string {
	var out []string
	for _, ref := range refs {
		out = append(out, short(ref))
	}
	return out
}
