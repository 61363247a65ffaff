package csafcheck

import (
	"slices"
	"strconv"

	"fenceline/internal/domain"
)

// maxPairs bounds how many pairs of sibling branches one document costs.
const maxPairs = 2_000_000

// overlap is a pair of siblings of which at least the first is a range, and that
// share versions.
type overlap struct{ a, b *branch }

// overlaps finds the pairs of siblings that share versions: ranges with ranges,
// each pair once, and ranges with versions. skipped counts what was not compared.
func (d *document) overlaps() (pairs []overlap, skipped int) {
	groups := make(map[*branch][]*branch)
	var parents []*branch
	for _, b := range d.branches {
		if b.category == "product_version_range" || b.category == "product_version" {
			if groups[b.up] == nil {
				parents = append(parents, b.up)
			}
			groups[b.up] = append(groups[b.up], b)
		}
	}
	looked := 0
	for _, parent := range parents {
		var ranges, versions []*branch
		for _, b := range groups[parent] {
			if b.category == "product_version_range" {
				ranges = append(ranges, b)
			} else {
				versions = append(versions, b)
			}
		}
		for i, a := range ranges {
			for _, b := range slices.Concat(ranges[i+1:], versions) {
				if looked++; looked > maxPairs {
					skipped++
					continue
				}
				r := d.ranges.of(a.name)
				var shared bool
				if b.category == "product_version" {
					shared, _ = d.ranges.holds(r, b.name)
				} else {
					shared, _ = d.ranges.overlaps(r, d.ranges.of(b.name))
				}
				if shared {
					pairs = append(pairs, overlap{a, b})
				}
			}
			if looked > maxPairs {
				break
			}
		}
	}
	return pairs, skipped
}

// ids are the products at and below a branch.
func (b *branch) ids() []string {
	var out []string
	if b.product != nil {
		out = append(out, b.product.id)
	}
	for _, child := range b.children {
		out = append(out, child.ids()...)
	}
	return out
}

// leaf reports whether a branch holds a product and no branches.
func (b *branch) leaf() bool { return b.product != nil && len(b.children) == 0 }

// sorts of a second branch.
func isVers(d *document, b *branch) bool {
	return b.category == "product_version_range" && d.ranges.of(b.name).vers
}
func isVLS(d *document, b *branch) bool {
	return b.category == "product_version_range" && !d.ranges.of(b.name).vers
}
func isVersion(_ *document, b *branch) bool { return b.category == "product_version" }

// statusOverlap reports products whose versions overlap and whose status judge
// finds wrong; sort says which second branches count.
func statusOverlap(sort func(*document, *branch) bool, code domain.Code, judge func(x, y groupSet) bool) func(*document, reporter) {
	return func(d *document, report reporter) {
		pairs, skipped := d.overlaps()
		partners := make(map[string][]string) // of a product, and the other way round never
		for _, p := range pairs {
			for _, side := range [][2]*branch{{p.a, p.b}, {p.b, p.a}} {
				first, second := side[0], side[1]
				if first.category != "product_version_range" || !second.leaf() || !sort(d, second) {
					continue
				}
				if first.leaf() && first != p.a {
					continue // told the other way round
				}
				for _, id := range first.ids() {
					partners[id] = append(partners[id], second.product.id)
				}
			}
		}
		looked := 0
		for _, v := range d.vulns {
			told := make(map[string]bool)
			for _, s := range v.statuses {
				if told[s.id] || len(partners[s.id]) == 0 {
					continue
				}
				told[s.id] = true
				groups := v.in[s.id]
				for _, other := range partners[s.id] {
					if looked++; looked > maxPairs {
						skipped++
						continue
					}
					if judge(groups, v.in[other]) {
						report(s.at(), code, "product", s.id, "other", other)
					}
				}
			}
		}
		if skipped > 0 {
			d.note(d.root.field("product_tree"), "check_overlap_skipped", "count", strconv.Itoa(skipped))
		}
	}
}

// contradict reports whether two products stand in different status groups.
func contradict(x, y groupSet) bool { return x != 0 && y != 0 && (x != y || x.many()) }

// agree reports whether two products stand in one status group.
func agree(x, y groupSet) bool { return x&y != 0 }

// branchOverlap is 6.3.19.4 and 6.3.19.5: ranges that overlap with a sibling that
// holds branches.
func branchOverlap(sort func(*document, *branch) bool) func(*document, reporter) {
	return func(d *document, report reporter) {
		pairs, skipped := d.overlaps()
		for _, p := range pairs {
			b := p.b
			if sort(d, p.b) && len(p.b.children) == 0 && sort(d, p.a) && len(p.a.children) > 0 {
				b = p.a
			}
			if sort(d, b) && len(b.children) > 0 {
				report(p.a.at.field("name"), "check_overlap_branch", "name", p.a.name, "other", p.b.name)
			}
		}
		if skipped > 0 {
			d.note(d.root.field("product_tree"), "check_overlap_skipped", "count", strconv.Itoa(skipped))
		}
	}
}

func isRange(_ *document, b *branch) bool { return b.category == "product_version_range" }

// rangeRules is 6.1.50.
func rangeRules(d *document, report reporter) {
	eachRange(d, func(b *branch, at *place) {
		if err := d.ranges.of(b.name).err; err != nil {
			report(at, "check_range_rules", "name", b.name, "cause", plainCause(err))
		}
	})
}

// singleAsRange is 6.1.59.
func singleAsRange(d *document, report reporter) {
	eachRange(d, func(b *branch, at *place) {
		if d.ranges.of(b.name).single() {
			report(at, "check_range_single", "name", b.name)
		}
	})
}

// openRange is 6.2.49.
func openRange(d *document, report reporter) {
	eachRange(d, func(b *branch, at *place) {
		if r := d.ranges.of(b.name); r.err == nil && r.upperOpen() {
			report(at, "check_range_open", "name", b.name)
		}
	})
}
