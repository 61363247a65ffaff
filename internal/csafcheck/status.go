package csafcheck

import (
	"slices"
	"strings"
)

// statusGroups are the groups that contradict each other (2.0: 6.1.6; 2.1:
// section 3.2.4.12). recommended stands in none.
var statusGroups = map[string]string{
	"first_affected": "Affected", "known_affected": "Affected", "last_affected": "Affected",
	"known_not_affected": "Not affected",
	"first_fixed":        "Fixed", "fixed": "Fixed",
	"under_investigation": "Under investigation",
	"unknown":             "Unknown",
}

// groupsOf are the status groups of a product in a vulnerability, sorted.
func (v *vulnerability) groupsOf(id string) []string {
	var out []string
	for name := range v.in[id] {
		if g := statusGroups[name]; g != "" && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return sorted(out)
}

// contradictingStatus is 6.1.6.
func contradictingStatus(d *document, report reporter) {
	for _, v := range d.vulns {
		seen := make(map[string]bool)
		for _, s := range v.statuses {
			if seen[s.id] || statusGroups[s.name] == "" {
				continue
			}
			if groups := v.groupsOf(s.id); len(groups) > 1 {
				seen[s.id] = true
				report(s.at, "check_status_contradicts", "product", s.id, "groups", strings.Join(groups, ", "))
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

// remedySets are the remediations of a vulnerability by product: the category
// and the first item that says it.
func (d *document) remedySets(v *vulnerability) (ids []string, sets map[string]map[string]*place) {
	sets = make(map[string]map[string]*place)
	done := make(map[string]map[string]bool) // groups by category
	for item := range v.at.field("remediations").items() {
		category := item.get("category")
		if done[category] == nil {
			done[category] = make(map[string]bool)
		}
		for id := range d.reached(item, done[category]) {
			if sets[id] == nil {
				sets[id] = make(map[string]*place, 1)
				ids = append(ids, id)
			}
			if sets[id][category] == nil {
				sets[id][category] = item
			}
		}
	}
	return ids, sets
}

// contradictingRemedies says which categories may not stand together (2.1,
// section 3.2.4.14.1, first table).
var contradictingRemedies = map[string]string{
	"workaround":     "optional_patch none_available",
	"mitigation":     "optional_patch none_available",
	"vendor_fix":     "optional_patch none_available fix_planned no_fix_planned",
	"optional_patch": "workaround mitigation vendor_fix none_available fix_planned no_fix_planned",
	"none_available": "workaround mitigation vendor_fix optional_patch fix_planned no_fix_planned",
	"fix_planned":    "vendor_fix optional_patch none_available no_fix_planned",
	"no_fix_planned": "vendor_fix optional_patch none_available fix_planned",
}

// remediesContradict is 6.1.35.
func remediesContradict(d *document, report reporter) {
	for _, v := range d.vulns {
		ids, sets := d.remedySets(v)
		for _, id := range ids {
			categories := make([]string, 0, len(sets[id]))
			for c := range sets[id] {
				categories = append(categories, c)
			}
			sorted(categories)
			for i, a := range categories {
				for _, b := range categories[i+1:] {
					if slices.Contains(strings.Fields(contradictingRemedies[a]), b) {
						later := sets[id][b]
						if first := sets[id][a]; first.index > later.index {
							later = first
						}
						report(later, "check_remedies_contradict", "product", id, "first", a, "second", b)
					}
				}
			}
		}
	}
}

// statusRemedies says how a category of remediation and a status group go
// together: "-" prohibited, "?" discouraged (2.1, section 3.2.4.14.1, second table).
var statusRemedies = map[string]map[string]byte{
	"workaround":     {"Not affected": '-', "Fixed": '-', "Under investigation": '?', "Unknown": '?'},
	"mitigation":     {"Not affected": '-', "Fixed": '-', "Under investigation": '?', "Unknown": '?'},
	"vendor_fix":     {"Not affected": '-', "Fixed": '-', "Under investigation": '?', "Unknown": '?'},
	"optional_patch": {"Affected": '-', "Fixed": '?'},
	"none_available": {"Not affected": '-', "Fixed": '-'},
	"fix_planned":    {"Not affected": '?', "Fixed": '-', "Under investigation": '?', "Unknown": '?'},
	"no_fix_planned": {"Not affected": '?', "Fixed": '-'},
}

func remedyAgainstStatus(d *document, judged byte, found func(at *place, id, category, group string)) {
	for _, v := range d.vulns {
		ids, sets := d.remedySets(v)
		for _, id := range ids {
			for _, group := range v.groupsOf(id) {
				categories := make([]string, 0, len(sets[id]))
				for c := range sets[id] {
					categories = append(categories, c)
				}
				for _, c := range sorted(categories) {
					if statusRemedies[c][group] == judged {
						found(sets[id][c], id, c, group)
					}
				}
			}
		}
	}
}

// remedyContradictsStatus is 6.1.36.
func remedyContradictsStatus(d *document, report reporter) {
	remedyAgainstStatus(d, '-', func(at *place, id, category, group string) {
		report(at, "check_remedy_against_status", "product", id, "category", category, "group", group)
	})
}

// remedyDiscouraged is 6.2.27.
func remedyDiscouraged(d *document, report reporter) {
	remedyAgainstStatus(d, '?', func(at *place, id, category, group string) {
		report(at, "check_remedy_discouraged", "product", id, "category", category, "group", group)
	})
}

// missingRemediation is 6.2.2.
func missingRemediation(d *document, report reporter) {
	for _, v := range d.vulns {
		have := d.covered(v.at.field("remediations").items())
		for _, s := range v.statuses {
			if g := statusGroups[s.name]; (g == "Affected" || g == "Under investigation") && !have[s.id] {
				report(s.at, "check_remediation_missing", "product", s.id)
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
			if statusGroups[s.name] == "Affected" && !have[s.id] {
				report(s.at, "check_metric_missing", "product", s.id)
			}
		}
	}
}
