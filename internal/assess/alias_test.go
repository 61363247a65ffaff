package assess

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func TestGroups(t *testing.T) {
	tests := []struct {
		name  string
		edges [][2]string
		want  []domain.AliasGroup
	}{
		{"none", nil, []domain.AliasGroup{}},
		{"one name alone", [][2]string{{"GHSA-1", "GHSA-1"}}, []domain.AliasGroup{{ID: "GHSA-1", Names: []string{"GHSA-1"}}}},
		{"the CVE id is shown", [][2]string{{"GHSA-1", "CVE-2026-1234"}}, []domain.AliasGroup{{ID: "CVE-2026-1234", Names: []string{"CVE-2026-1234", "GHSA-1"}}}},
		{
			"the smallest CVE id by number, not by letters",
			[][2]string{{"CVE-2026-12345", "PYSEC-1"}, {"PYSEC-1", "CVE-2026-9999"}, {"CVE-2027-0001", "CVE-2026-12345"}},
			[]domain.AliasGroup{{ID: "CVE-2026-9999", Names: []string{"CVE-2026-12345", "CVE-2026-9999", "CVE-2027-0001", "PYSEC-1"}}},
		},
		{
			"two groups, sorted", [][2]string{{"B", "C"}, {"A", "D"}},
			[]domain.AliasGroup{{ID: "A", Names: []string{"A", "D"}}, {ID: "B", Names: []string{"B", "C"}}},
		},
		{"what only looks like a CVE id is none", [][2]string{{"CVE-unknown", "A-1"}}, []domain.AliasGroup{{ID: "A-1", Names: []string{"A-1", "CVE-unknown"}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Groups(tt.edges); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestGroupsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edges := edgesIn(t)
		want := Groups(edges)
		turned := slices.Clone(edges)
		for i := range turned {
			if rapid.Bool().Draw(t, "turn") {
				turned[i] = [2]string{turned[i][1], turned[i][0]}
			}
		}
		if len(turned) > 1 {
			turned = rapid.Permutation(turned).Draw(t, "order")
		}
		if got := Groups(turned); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		names := map[string]bool{}
		for _, g := range want {
			for _, n := range g.Names {
				if names[n] {
					t.Fatalf("%s stands in two groups", n)
				}
				names[n] = true
			}
		}
		for _, e := range edges {
			if !names[e[0]] || !names[e[1]] {
				t.Fatalf("%v is lost", e)
			}
		}
	})
}

func TestCompareNames(t *testing.T) {
	want := []string{"CVE-1999-0001", "CVE-2026-0999", "CVE-2026-1000", "CVE-2026-10000", "CVE-2027-0001", "CVE-x", "GHSA-1", "GO-2026-1"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, CompareNames)
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestRevisionLess(t *testing.T) {
	tests := []struct {
		name   string
		format domain.Format
		a, b   string
		want   bool
	}{
		{"CSAF counts", domain.FormatCSAF, "9", "10", true},
		{"CSAF counts back", domain.FormatCSAF, "10", "9", false},
		{"CSAF semantic", domain.FormatCSAF, "1.9.0", "1.10.0", true},
		{"CSAF draft before final", domain.FormatCSAF, "1.0.0-rc.1", "1.0.0", true},
		{"the same", domain.FormatCSAF, "2", "2", false},
		{"OSV instants", domain.FormatOSV, "2026-06-01T10:00:00Z", "2026-06-01T10:00:00.5Z", true},
		{"OSV zones", domain.FormatOSV, "2026-06-01T12:00:00+02:00", "2026-06-01T11:00:00Z", true},
		{"CVE without zone", domain.FormatCVE, "2026-06-01T10:00:00", "2026-06-02T10:00:00.123Z", true},
		{"no instants", domain.FormatOSV, "a", "b", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := RevisionLess(tt.format, tt.a, tt.b); got != tt.want {
				t.Errorf("got %v", got)
			}
			if tt.want && RevisionLess(tt.format, tt.b, tt.a) {
				t.Error("both are less than the other")
			}
		})
	}
}
