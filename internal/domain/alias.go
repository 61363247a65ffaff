package domain

import (
	"slices"
	"strconv"
	"strings"
)

// NewAliasGroup makes a group of the names: sorted, each once, with the id that
// people are shown.
func NewAliasGroup(names []string) AliasGroup {
	sorted := slices.Sorted(slices.Values(names))
	sorted = slices.Compact(sorted)
	if len(sorted) == 0 {
		return AliasGroup{}
	}
	return AliasGroup{ID: slices.MinFunc(sorted, CompareNames), Names: sorted}
}

// CompareNames orders names of vulnerabilities: CVE ids first, by year and
// number; the others as text.
func CompareNames(a, b string) int {
	yearA, numberA, okA := splitCVE(a)
	yearB, numberB, okB := splitCVE(b)
	switch {
	case okA && okB && (yearA != yearB || numberA != numberB):
		if yearA < yearB || yearA == yearB && numberA < numberB {
			return -1
		}
		return 1
	case okA && !okB:
		return -1
	case okB && !okA:
		return 1
	}
	return strings.Compare(a, b)
}

// splitCVE takes "CVE-2026-0042" apart into 2026 and 42.
func splitCVE(name string) (year, number uint64, ok bool) {
	rest, found := strings.CutPrefix(name, "CVE-")
	y, n, dash := strings.Cut(rest, "-")
	if !found || !dash {
		return 0, 0, false
	}
	year, errYear := strconv.ParseUint(y, 10, 32)
	number, errNumber := strconv.ParseUint(n, 10, 64)
	return year, number, errYear == nil && errNumber == nil
}
