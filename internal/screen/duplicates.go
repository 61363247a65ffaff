package screen

import (
	"cmp"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// Duplicate is a group of assets that may be one machine, and what they share. By is
// the name of a fact: serial, hostname or mac.
type Duplicate struct {
	By    string
	Value string
	IDs   []string // two or more, by name
}

// Duplicates finds assets that share a serial number, a host name or a hardware
// address, the surest sort first. The same assets make one group only.
// A person decides: docking stations share hardware addresses.
func Duplicates(all []domain.AssetView) []Duplicate {
	var out []Duplicate
	seen := map[string]bool{} // groups by their ids
	for _, sort := range []struct {
		by    string
		names func(*domain.AssetView) []string
	}{{"serial", serialsOf}, {"hostname", hostsOf}, {"mac", macsOf}} {
		holders := map[string][]int{}
		for i := range all {
			for _, name := range sort.names(&all[i]) {
				if at := holders[name]; name != "" && !slices.Contains(at, i) {
					holders[name] = append(at, i)
				}
			}
		}
		var found []Duplicate
		for name, at := range holders {
			if len(at) > 1 && sort.by == "hostname" {
				at = sameNames(all, at)
			}
			if len(at) < 2 {
				continue
			}
			d := Duplicate{By: sort.by, Value: name}
			for _, i := range at {
				d.IDs = append(d.IDs, all[i].ID)
			}
			found = append(found, d)
		}
		slices.SortFunc(found, func(a, b Duplicate) int { return strings.Compare(a.Value, b.Value) })
		for _, d := range found {
			key := strings.Join(slices.Sorted(slices.Values(d.IDs)), " ")
			if !seen[key] {
				seen[key] = true
				out = append(out, d)
			}
		}
	}
	return out
}

// TwiceGroups numbers, from 1, the assets that belong together because one of them
// stands in several groups, by id.
func TwiceGroups(all []Duplicate) map[string]int {
	group := map[string]int{}
	for i, d := range all {
		number := i + 1
		for _, id := range d.IDs {
			if was := group[id]; was > 0 {
				for other, n := range group {
					if n == number {
						group[other] = was
					}
				}
				number = was
			}
			group[id] = number
		}
		for _, id := range d.IDs {
			group[id] = number
		}
	}
	return group
}

func serialsOf(a *domain.AssetView) []string { return []string{domain.FoldSerial(a.Serial)} }

// hostsOf are the first labels of the names of an asset.
func hostsOf(a *domain.AssetView) []string {
	out := make([]string, 0, 1+len(a.Hostnames))
	for _, name := range namesOf(a) {
		_, label := domain.FoldHost(name)
		out = append(out, label)
	}
	return out
}

func namesOf(a *domain.AssetView) []string { return append([]string{a.Name}, a.Hostnames...) }

// sameNames leaves of assets with one first label those that can be one machine with
// another of them: of one name in two domains they are two.
func sameNames(all []domain.AssetView, at []int) []int {
	return slices.DeleteFunc(slices.Clone(at), func(i int) bool {
		return !slices.ContainsFunc(at, func(j int) bool { return i != j && sameName(&all[i], &all[j]) })
	})
}

func sameName(a, b *domain.AssetView) bool {
	for _, x := range namesOf(a) {
		for _, y := range namesOf(b) {
			if domain.SameHost(x, y) {
				return true
			}
		}
	}
	return false
}

func macsOf(a *domain.AssetView) []string {
	out := make([]string, 0, len(a.MACs))
	for _, m := range a.MACs {
		out = append(out, domain.FoldMAC(m))
	}
	return out
}

// keepFirst orders assets that are to be merged: the one of which most is known first.
func keepFirst(all []*domain.AssetView) {
	known := func(a *domain.AssetView) (n int) {
		for _, f := range domain.AssetFields {
			if f.Get(&a.Asset) != "" {
				n++
			}
		}
		return n
	}
	slices.SortStableFunc(all, func(a, b *domain.AssetView) int {
		return cmp.Or(b.Inventory.Compare(a.Inventory), cmp.Compare(known(b), known(a)), a.Created.Compare(b.Created))
	})
}
