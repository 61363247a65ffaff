package csafcheck

import (
	"iter"
	"slices"
	"time"

	"fenceline/internal/domain"
)

// maxWork bounds how often products are reached through groups, so that a
// document of references to references ends with an error in place of an hour.
const maxWork = 50_000_000

// document is what the tests read: the tree, and what nearly all of them look up.
type document struct {
	*edition
	root     *place
	now      time.Time
	unknown  []*place // members that the schema does not know
	category string
	products []*product          // in order
	byID     map[string]*product // the first definition
	branches []*branch           // in order, outer ones first
	paths    []relation
	groups   map[string][]string // product ids by group id
	vulns    []*vulnerability
	history  []revision // in order of date, then number
	work     int
	note     reporter // takes what a test has to say beside its findings
	ranges   *rangeMemo
}

// origin says where in the product tree a product is defined.
type origin byte

const (
	inBranches origin = iota
	inNames
	inPaths
)

// product is a full product name.
type product struct {
	id     string
	at     *place
	origin origin
	branch *branch // that holds it, nil outside of branches
}

func (p *product) helper(name ...string) *place {
	return p.at.field("product_identification_helper").field(name...)
}

// branch is an item of branches.
type branch struct {
	at             *place
	up             *branch
	category, name string
	children       []*branch
	product        *product
	depth          int // 1 for an outermost one
}

// path goes from the outermost branch to this one.
func (b *branch) path() []*branch {
	var out []*branch
	for ; b != nil; b = b.up {
		out = append(out, b)
	}
	slices.Reverse(out)
	return out
}

// relation is a relationship of 2.0 or a product path of 2.1.
type relation struct {
	at         *place
	id         string
	refs       []*place // the products it is made of, the beginning first
	categories []string // of each step; one less than refs
}

// vulnerability is an item of vulnerabilities.
type vulnerability struct {
	at       *place
	statuses []status
	in       map[string]groupSet // the status groups of each product
}

// status is one product in one list of product_status.
type status struct {
	name  string // known_affected
	id    string
	list  *place
	index int
}

// at is the place of the status.
func (s *status) at() *place {
	return &place{node: &s.list.values()[s.index], up: s.list, index: s.index}
}

func newDocument(e *edition, root *place, now time.Time) *document {
	d := &document{edition: e, root: root, now: now, note: func(*place, domain.Code, ...string) {}, category: root.get("document", "category"),
		byID: make(map[string]*product), groups: make(map[string][]string), ranges: newRangeMemo()}
	tree := root.field("product_tree")
	d.readBranches(tree.field("branches"), nil)
	for at := range tree.field("full_product_names").items() {
		d.define(at, inNames, nil)
	}
	d.readPaths(tree)
	for at := range tree.field("product_groups").items() {
		if id := at.get("group_id"); id != "" {
			for member := range at.field("product_ids").items() {
				d.groups[id] = append(d.groups[id], member.text())
			}
			if d.groups[id] == nil {
				d.groups[id] = []string{}
			}
		}
	}
	for at := range root.field("vulnerabilities").items() {
		d.vulns = append(d.vulns, readVulnerability(at))
	}
	d.extensionProducts()
	d.readHistory()
	return d
}

func (d *document) readBranches(list *place, up *branch) {
	for at := range list.items() {
		b := &branch{at: at, up: up, category: at.get("category"), name: at.get("name"), depth: 1}
		d.branches = append(d.branches, b)
		if up != nil {
			b.depth = up.depth + 1
			up.children = append(up.children, b)
		}
		if product := at.field("product"); product.is(object) {
			b.product = d.define(product, inBranches, b)
		}
		d.readBranches(at.field("branches"), b)
	}
}

func (d *document) define(at *place, from origin, b *branch) *product {
	p := &product{id: at.get("product_id"), at: at, origin: from, branch: b}
	d.products = append(d.products, p)
	if p.id != "" && d.byID[p.id] == nil {
		d.byID[p.id] = p
	}
	return p
}

func (d *document) readPaths(tree *place) {
	for at := range tree.field("relationships").items() {
		r := relation{at: at, id: at.get("full_product_name", "product_id"), categories: []string{at.get("category")}}
		r.refs = present(at.field("product_reference"), at.field("relates_to_product_reference"))
		d.addPath(r)
	}
	for at := range tree.field("product_paths").items() {
		r := relation{at: at, id: at.get("full_product_name", "product_id"), refs: present(at.field("beginning_product_reference"))}
		for step := range at.field("subpaths").items() {
			r.refs = append(r.refs, present(step.field("next_product_reference"))...)
			r.categories = append(r.categories, step.get("category"))
		}
		d.addPath(r)
	}
}

func (d *document) addPath(r relation) {
	d.paths = append(d.paths, r)
	if full := r.at.field("full_product_name"); full.is(object) {
		d.define(full, inPaths, nil)
	}
}

// present drops what is absent.
func present(places ...*place) []*place {
	return slices.DeleteFunc(places, func(p *place) bool { return !p.is(text) })
}

func readVulnerability(at *place) *vulnerability {
	v := &vulnerability{at: at, in: make(map[string]groupSet)}
	for list := range at.field("product_status").members() {
		for item := range list.items() {
			id := item.text()
			v.statuses = append(v.statuses, status{name: list.name, id: id, list: list, index: item.index})
			v.in[id] |= statusGroups[list.name]
		}
	}
	return v
}

// scores goes through the metrics of 2.1 and the scores of 2.0: the object that
// holds products, and the one that holds CVSS.
func (v *vulnerability) scores() iter.Seq2[*place, *place] {
	return func(yield func(item, content *place) bool) {
		for item := range v.at.field("scores").items() {
			if !yield(item, item) {
				return
			}
		}
		for item := range v.at.field("metrics").items() {
			if !yield(item, item.field("content")) {
				return
			}
		}
	}
}

// reached goes through the products an item names, itself or by a group. A group
// that was handed over already is passed over where done is not nil.
func (d *document) reached(item *place, done map[string]bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range item.field("product_ids").items() {
			if d.work++; d.work > maxWork || !yield(id.text()) {
				return
			}
		}
		for group := range item.field("group_ids").items() {
			if done != nil && done[group.text()] {
				continue
			}
			if done != nil {
				done[group.text()] = true
			}
			for _, id := range d.groups[group.text()] {
				if d.work++; d.work > maxWork || !yield(id) {
					return
				}
			}
		}
	}
}

// covered is the set of products that the items name, itself or by a group.
func (d *document) covered(items iter.Seq[*place]) map[string]bool {
	out, done := make(map[string]bool), make(map[string]bool)
	for item := range items {
		for id := range d.reached(item, done) {
			out[id] = true
		}
	}
	return out
}

// is reports whether the document's category is one of these.
func (d *document) is(categories ...string) bool { return slices.Contains(categories, d.category) }

// label is the TLP label, WHITE read as CLEAR.
func (d *document) label() string {
	if l := d.root.get("document", "distribution", "tlp", "label"); l != "WHITE" {
		return l
	}
	return "CLEAR"
}
