package assess

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// Groups joins names of one flaw: every edge says that its two names are the
// same, and an edge from a name to itself makes the name known. The groups come
// sorted by ID, each with its names sorted; neither the order of edges nor of
// their ends matters.
func Groups(edges [][2]string) []domain.AliasGroup {
	parent := make(map[string]string, len(edges))
	root := func(name string) string {
		if _, ok := parent[name]; !ok {
			parent[name] = name
		}
		for parent[name] != name {
			parent[name] = parent[parent[name]]
			name = parent[name]
		}
		return name
	}
	for _, edge := range edges {
		a, b := root(edge[0]), root(edge[1])
		if a != b {
			parent[b] = a
		}
	}
	members := make(map[string][]string)
	for name := range parent {
		r := root(name)
		members[r] = append(members[r], name)
	}
	groups := make([]domain.AliasGroup, 0, len(members))
	for _, names := range members {
		slices.Sort(names)
		groups = append(groups, domain.AliasGroup{ID: chosenName(names), Names: names})
	}
	slices.SortFunc(groups, func(a, b domain.AliasGroup) int { return strings.Compare(a.ID, b.ID) })
	return groups
}

// chosenName is the name people are shown: the smallest CVE id by year and
// number, or the smallest name where none is a CVE id.
func chosenName(names []string) string {
	best := ""
	for _, name := range names {
		if best == "" || CompareNames(name, best) < 0 {
			best = name
		}
	}
	return best
}

// CompareNames orders vulnerability ids as people are shown them: CVE ids first,
// by year and number, then all others by their letters.
func CompareNames(a, b string) int {
	yearA, numberA, okA := cveNumber(a)
	yearB, numberB, okB := cveNumber(b)
	switch {
	case okA && !okB:
		return -1
	case okB && !okA:
		return 1
	}
	return cmp.Or(cmp.Compare(yearA, yearB), cmp.Compare(numberA, numberB), strings.Compare(a, b))
}

// cveNumber takes a CVE id apart; ok is false for any other name.
func cveNumber(name string) (year, number uint64, ok bool) {
	rest, ok := strings.CutPrefix(name, "CVE-")
	if !ok {
		return 0, 0, false
	}
	y, n, ok := strings.Cut(rest, "-")
	if !ok || len(y) != 4 || len(n) < 4 {
		return 0, 0, false
	}
	year, errYear := strconv.ParseUint(y, 10, 64)
	number, errNumber := strconv.ParseUint(n, 10, 64)
	if errYear != nil || errNumber != nil {
		return 0, 0, false
	}
	return year, number, true
}
