package domain

import (
	"slices"
	"testing"
)

func TestNewAliasGroup(t *testing.T) {
	tests := []struct {
		name  string
		names []string
		id    string
		want  []string
	}{
		{"none", nil, "", nil},
		{"one", []string{"VX-1"}, "VX-1", []string{"VX-1"}},
		{"twice the same", []string{"VX-1", "VX-1"}, "VX-1", []string{"VX-1"}},
		{"CVE before others", []string{"ASA-1", "CVE-2026-1"}, "CVE-2026-1", []string{"ASA-1", "CVE-2026-1"}},
		{"number, not text", []string{"CVE-2026-10000", "CVE-2026-9999"}, "CVE-2026-9999", []string{"CVE-2026-10000", "CVE-2026-9999"}},
		{"year first", []string{"CVE-2026-1", "CVE-2025-99999"}, "CVE-2025-99999", []string{"CVE-2025-99999", "CVE-2026-1"}},
		{"no number", []string{"CVE-2026-x", "B-1"}, "B-1", []string{"B-1", "CVE-2026-x"}},
		{"same number written twice", []string{"CVE-2026-0010", "CVE-2026-10"}, "CVE-2026-0010", []string{"CVE-2026-0010", "CVE-2026-10"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			given := slices.Clone(tt.names)
			got := NewAliasGroup(given)
			if got.ID != tt.id || !slices.Equal(got.Names, tt.want) {
				t.Errorf("got %+v, want %q and %q", got, tt.id, tt.want)
			}
			if !slices.Equal(given, tt.names) {
				t.Errorf("the caller's slice was reordered to %q", given)
			}
		})
	}
}

func TestCompareNamesIsAnOrder(t *testing.T) {
	names := []string{"", "A", "CVE-", "CVE-1-1", "CVE-2026-1", "CVE-2026-01", "CVE-2026-10", "CVE-2026-9", "CVE-x-1", "GHSA-1", "cve-2026-1"}
	for _, a := range names {
		for _, b := range names {
			if CompareNames(a, b) != -CompareNames(b, a) || (CompareNames(a, b) == 0) != (a == b) {
				t.Errorf("CompareNames(%q, %q) = %d, the other way %d", a, b, CompareNames(a, b), CompareNames(b, a))
			}
			for _, c := range names {
				if CompareNames(a, b) <= 0 && CompareNames(b, c) <= 0 && CompareNames(a, c) > 0 {
					t.Errorf("%q, %q, %q are not in order", a, b, c)
				}
			}
		}
	}
}
