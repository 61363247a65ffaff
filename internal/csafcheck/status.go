package csafcheck

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// groupSet is a set of status groups.
type groupSet byte

// The groups that contradict each other (2.0: 6.1.6; 2.1: section 3.2.4.12).
const (
	affected groupSet = 1 << iota
	notAffected
	fixedGroup
	investigated
	unknownStatus
)

// groupNames are the groups as the standard names them.
var groupNames = []string{"Affected", "Not affected", "Fixed", "Under investigation", "Unknown"}

// statusGroups are the groups of the lists of product_status. recommended stands
// in none.
var statusGroups = map[string]groupSet{
	"first_affected": affected, "known_affected": affected, "last_affected": affected,
	"known_not_affected": notAffected,
	"first_fixed":        fixedGroup, "fixed": fixedGroup,
	"under_investigation": investigated,
	"unknown":             unknownStatus,
}

// names are the groups of the set.
func (g groupSet) names() []string {
	var out []string
	for i, name := range groupNames {
		if g&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// many reports whether there is more than one group in the set.
func (g groupSet) many() bool { return g&(g-1) != 0 }

// contradictingStatus is 6.1.6.
func contradictingStatus(d *document, report reporter) {
	for _, v := range d.vulns {
		seen := make(map[string]bool)
		for _, s := range v.statuses {
			if seen[s.id] || statusGroups[s.name] == 0 {
				continue
			}
			if groups := v.in[s.id]; groups.many() {
				seen[s.id] = true
				report(s.at(), "check_status_contradicts", "product", s.id, "groups", strings.Join(groups.names(), ", "))
			}
		}
	}
}

// flagTwice is 6.1.33.
func flagTwice(d *document, report reporter) {
	for _, v := range d.vulns {
		first := make(map[string]int)
		told := make(map[string]bool)
		n := 0
		for item := range v.at.field("flags").items() {
			n++
			if !slices.Contains(strings.Fields(vexJustifications), item.get("label")) {
				continue
			}
			for id := range d.reached(item, nil) {
				if first[id] == 0 {
					first[id] = n
				} else if first[id] != n && !told[id] {
					told[id] = true
					report(item, "check_flags_twice", "product", id)
				}
			}
		}
	}
}

// remedyNames are the categories of remediations.
var remedyNames = []string{"workaround", "mitigation", "vendor_fix", "optional_patch", "none_available", "fix_planned", "no_fix_planned"}

// remedies are the remediations of one product: for each category the first item
// that says it, counted from 1; 0 for none.
type remedies [7]int32

// has reports whether some remediation is of one of the categories.
func (r *remedies) has(categories ...string) bool {
	for _, c := range categories {
		if r != nil && r[slices.Index(remedyNames, c)] > 0 {
			return true
		}
	}
	return false
}

// remedySets are the remediations of a vulnerability by product, and the products
// in the order they are named.
func (d *document) remedySets(v *vulnerability) (ids []string, sets map[string]*remedies) {
	sets = make(map[string]*remedies)
	var done [7]map[string]bool // groups by category
	for item := range v.at.field("remediations").items() {
		category := slices.Index(remedyNames, item.get("category"))
		if category < 0 {
			continue
		}
		if done[category] == nil {
			done[category] = make(map[string]bool)
		}
		for id := range d.reached(item, done[category]) {
			set := sets[id]
			if set == nil {
				set = &remedies{}
				sets[id] = set
				ids = append(ids, id)
			}
			if set[category] == 0 {
				set[category] = int32(item.index) + 1
			}
		}
	}
	return ids, sets
}

// remediation is the place of a remediation that is counted from 1.
func (v *vulnerability) remediation(n int32) *place {
	list := v.at.field("remediations")
	return &place{node: &list.values()[n-1], up: list, index: int(n) - 1}
}

// contradictingRemedies says which categories may not stand together (2.1,
// section 3.2.4.14.1, first table). Rows and columns are as [remedyNames].
var contradictingRemedies = [7]string{
	"...xx..",
	"...xx..",
	"...xxxx",
	"xxx.xxx",
	"xxxx.xx",
	"..xxx.x",
	"..xxxx.",
}

// remediesContradict is 6.1.35.
func remediesContradict(d *document, report reporter) {
	for _, v := range d.vulns {
		ids, sets := d.remedySets(v)
		for _, id := range ids {
			set := sets[id]
			for a := range set {
				for b := a + 1; b < len(set); b++ {
					if set[a] > 0 && set[b] > 0 && contradictingRemedies[a][b] == 'x' {
						report(v.remediation(max(set[a], set[b])), "check_remedies_contradict", "product", id, "first", remedyNames[a], "second", remedyNames[b])
					}
				}
			}
		}
	}
}

// statusRemedies says how a category of remediation and a status group go
// together: "-" prohibited, "?" discouraged (2.1, section 3.2.4.14.1, second
// table). Rows are as [remedyNames], columns as [groupNames].
var statusRemedies = [7]string{
	".--??",
	".--??",
	".--??",
	"-.?..",
	".--..",
	".?-??",
	".?-..",
}

func remedyAgainstStatus(d *document, judged byte, code domain.Code, report reporter) {
	for _, v := range d.vulns {
		ids, sets := d.remedySets(v)
		for _, id := range ids {
			groups := v.in[id]
			for g, group := range groupNames {
				if groups&(1<<g) == 0 {
					continue
				}
				for c, n := range sets[id] {
					if n > 0 && statusRemedies[c][g] == judged {
						report(v.remediation(n), code, "product", id, "category", remedyNames[c], "group", group)
					}
				}
			}
		}
	}
}

// remedyContradictsStatus is 6.1.36.
func remedyContradictsStatus(d *document, report reporter) {
	remedyAgainstStatus(d, '-', "check_remedy_against_status", report)
}

// remedyDiscouraged is 6.2.27.
func remedyDiscouraged(d *document, report reporter) {
	remedyAgainstStatus(d, '?', "check_remedy_discouraged", report)
}

// missingRemediation is 6.2.2.
func missingRemediation(d *document, report reporter) {
	for _, v := range d.vulns {
		have := d.covered(v.at.field("remediations").items())
		for _, s := range v.statuses {
			if statusGroups[s.name]&(affected|investigated) != 0 && !have[s.id] {
				report(s.at(), "check_remediation_missing", "product", s.id)
			}
		}
	}
}

// missingMetric is 6.2.3.
func missingMetric(d *document, report reporter) {
	for _, v := range d.vulns {
		have := make(map[string]bool)
		for item := range v.scores() {
			for id := range item.field("products").items() {
				have[id.text()] = true
			}
		}
		for _, s := range v.statuses {
			if statusGroups[s.name] == affected && !have[s.id] {
				report(s.at(), "check_metric_missing", "product", s.id)
			}
		}
	}
}
