package csafcheck

import (
	"iter"
	"slices"
)

// productRefs goes through every place that names a product (paths of 6.1.1).
func (d *document) productRefs() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		lists := [][]string{
			{"document", "notes", "*", "product_ids", "*"},
			{"product_tree", "product_groups", "*", "product_ids", "*"},
			{"vulnerabilities", "*", "product_status", "*", "*"},
			{"vulnerabilities", "*", "scores", "*", "products", "*"},
			{"vulnerabilities", "*", "metrics", "*", "products", "*"},
		}
		for _, name := range tiedLists {
			lists = append(lists, []string{"vulnerabilities", "*", name, "*", "product_ids", "*"})
		}
		for _, path := range lists {
			for at := range d.root.every(path) {
				if at.is(text) && !yield(at) {
					return
				}
			}
		}
		for _, r := range d.paths {
			for _, at := range r.refs {
				if !yield(at) {
					return
				}
			}
		}
	}
}

// tiedLists are the lists of a vulnerability whose items name products and groups.
var tiedLists = []string{"first_known_exploitation_dates", "flags", "ids", "involvements", "notes", "remediations", "threats"}

// every is [place.each] in which "*" also stands for each member of an object.
func (p *place) every(path []string) iter.Seq[*place] {
	return func(yield func(*place) bool) { p.walkEvery(path, yield) }
}

func (p *place) walkEvery(path []string, yield func(*place) bool) bool {
	switch {
	case p == nil:
		return true
	case len(path) == 0:
		return yield(p)
	case path[0] != "*":
		return p.field(path[0]).walkEvery(path[1:], yield)
	}
	inside := p.items()
	if p.is(object) {
		inside = p.members()
	}
	for item := range inside {
		if !item.walkEvery(path[1:], yield) {
			return false
		}
	}
	return true
}

// undefinedProduct is 6.1.1.
func undefinedProduct(d *document, report reporter) {
	for at := range d.productRefs() {
		if d.byID[at.str] == nil {
			report(at, "check_product_undefined", "product", at.str)
		}
	}
}

// productDefinedTwice is 6.1.2.
func productDefinedTwice(d *document, report reporter) {
	for _, p := range d.products {
		if p.id != "" && d.byID[p.id] != p {
			report(p.at.field("product_id"), "check_product_defined_twice", "product", p.id)
		}
	}
}

// circularProduct is 6.1.3: a walk in depth over what paths are made of.
func circularProduct(d *document, report reporter) {
	made := make(map[string][]*place, len(d.paths))
	for _, r := range d.paths {
		made[r.id] = append(made[r.id], r.refs...)
	}
	const open, closed = 1, 2
	state := make(map[string]int, len(made))
	type step struct {
		id   string
		next int
	}
	for _, r := range d.paths {
		if state[r.id] != 0 {
			continue
		}
		state[r.id] = open
		for stack := []step{{id: r.id}}; len(stack) > 0; {
			top := &stack[len(stack)-1]
			if top.next == len(made[top.id]) {
				state[top.id] = closed
				stack = stack[:len(stack)-1]
				continue
			}
			ref := made[top.id][top.next]
			top.next++
			switch {
			case state[ref.str] == open:
				report(ref, "check_product_circle_id", "product", ref.str)
			case state[ref.str] == 0 && made[ref.str] != nil:
				state[ref.str] = open
				stack = append(stack, step{id: ref.str})
			}
		}
	}
}

// undefinedGroup is 6.1.4.
func undefinedGroup(d *document, report reporter) {
	lists := [][]string{{"document", "notes", "*", "group_ids", "*"}}
	for _, name := range tiedLists {
		lists = append(lists, []string{"vulnerabilities", "*", name, "*", "group_ids", "*"})
	}
	for _, path := range lists {
		for at := range d.root.every(path) {
			if _, ok := d.groups[at.text()]; at.is(text) && !ok {
				report(at, "check_group_undefined", "group", at.str)
			}
		}
	}
}

// groupDefinedTwice is 6.1.5.
func groupDefinedTwice(d *document, report reporter) {
	seen := make(map[string]bool)
	for at := range d.root.each("product_tree", "product_groups", "*", "group_id") {
		if at.is(text) && seen[at.str] {
			report(at, "check_group_defined_twice", "group", at.str)
		}
		seen[at.text()] = true
	}
}

// unusedProduct is 6.2.1.
func unusedProduct(d *document, report reporter) {
	if d.is("csaf_informational_advisory") {
		return
	}
	used := make(map[string]bool)
	for at := range d.productRefs() {
		used[at.str] = true
	}
	for _, p := range d.products {
		if p.id != "" && !used[p.id] {
			report(p.at.field("product_id"), "check_product_unused", "product", p.id)
		}
	}
}

// nestedPath is 6.3.22.
func nestedPath(d *document, report reporter) {
	for _, r := range d.paths {
		for _, ref := range r.refs {
			if p := d.byID[ref.str]; p != nil && p.origin == inPaths {
				report(ref, "check_path_nested", "product", ref.str)
			}
		}
	}
}

// hardwareAndSoftware is 6.2.31.
func hardwareAndSoftware(d *document, report reporter) {
	used := make(map[string]bool)
	for _, r := range d.paths {
		for _, ref := range r.refs {
			used[ref.str] = true
		}
	}
	for _, p := range d.products {
		if (p.helper("serial_numbers") != nil || p.helper("model_numbers") != nil) && !used[p.id] {
			report(p.at, "check_hardware_alone", "product", p.id)
		}
	}
}

// unreferenced gives an item a finding where it names neither group nor product.
func unreferenced(d *document, list string, found func(*place)) {
	for item := range d.root.each("vulnerabilities", "*", list, "*") {
		if item.is(object) && !slices.Contains(item.names(), "group_ids") && !slices.Contains(item.names(), "product_ids") {
			found(item)
		}
	}
}

// remediationWithoutProduct is 6.1.29.
func remediationWithoutProduct(d *document, report reporter) {
	unreferenced(d, "remediations", func(at *place) { report(at, "check_remediation_of_nothing") })
}

// flagWithoutProduct is 6.1.32.
func flagWithoutProduct(d *document, report reporter) {
	unreferenced(d, "flags", func(at *place) { report(at, "check_flag_of_nothing") })
}
