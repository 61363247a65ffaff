package csafcheck

import (
	"slices"
	"strings"
	"unicode"
)

var (
	versForm       = pattern(`^vers:[a-z.\-+][a-z0-9.\-+]*/.+`)
	leadingV       = pattern(`^[vV][0-9].*$`)
	rangeOperators = []string{"<", ">"} // with = behind them they are found all the same
	rangeWords     = strings.Fields("after all before earlier later prior versions")
)

// rangeInVersion is 6.1.31. CSAF 2.1 looks for words between white space. CSAF 2.0
// finds it sufficient to look for them anywhere, which would find "all" in
// "installed"; here they count as words of a text, though not as parts of a name such
// as netty-all.
func rangeInVersion(d *document, report reporter) {
	for _, b := range d.branches {
		if b.category != "product_version" {
			continue
		}
		name := strings.ToLower(b.name)
		has := func(s string) bool { return strings.Contains(name, s) }
		words := strings.Fields(name)
		if !d.v21 {
			words = strings.FieldsFunc(name, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '_' })
		}
		if slices.ContainsFunc(rangeOperators, has) || slices.ContainsFunc(rangeWords, func(w string) bool { return slices.Contains(words, w) }) {
			report(b.at.field("name"), "check_branch_range", "name", b.name)
		}
	}
}

// branchDepth is 6.1.34.
func branchDepth(d *document, report reporter) {
	const most = 30
	for _, b := range d.branches {
		if b.product != nil && b.depth > most {
			report(b.product.at, "check_branch_deep", "product", b.product.id)
		}
	}
}

// stackedCategories is 6.1.57. A branch is told once, however many products it holds.
func stackedCategories(d *document, report reporter) {
	told := make(map[*branch]bool)
	for _, b := range d.branches {
		if b.product == nil {
			continue
		}
		seen := make(map[string]bool, b.depth)
		for _, step := range b.path() {
			if step.category == "product_family" || step.category == "" {
				continue
			}
			if seen[step.category] && !told[step] {
				told[step] = true
				report(step.at.field("category"), "check_branch_stacked", "category", step.category)
			}
			seen[step.category] = true
		}
	}
}

// versionAndRange is 6.1.58.
func versionAndRange(d *document, report reporter) {
	told := make(map[*branch]bool)
	for _, b := range d.branches {
		if b.product == nil {
			continue
		}
		var version, versions *branch
		for _, step := range b.path() {
			switch step.category {
			case "product_version":
				version = step
			case "product_version_range":
				versions = step
			}
		}
		if version == nil || versions == nil {
			continue
		}
		inner := version
		if versions.depth > version.depth {
			inner = versions
		}
		if !told[inner] {
			told[inner] = true
			report(inner.at.field("category"), "check_branch_both", "version", version.name, "range", versions.name)
		}
	}
}

// eachRange goes through the branches that are ranges.
func eachRange(d *document, found func(b *branch, at *place)) {
	for _, b := range d.branches {
		if at := b.at.field("name"); b.category == "product_version_range" && at.is(text) {
			found(b, at)
		}
	}
}

// rangeWithoutVers is 6.2.18.
func rangeWithoutVers(d *document, report reporter) {
	eachRange(d, func(b *branch, at *place) {
		if !versForm.MatchString(b.name) {
			report(at, "check_range_without_vers", "name", b.name)
		}
	})
}

// rangeUsed is 6.3.10.
func rangeUsed(d *document, report reporter) {
	eachRange(d, func(b *branch, _ *place) { report(b.at.field("category"), "check_range_used", "name", b.name) })
}

// versionPrefix is 6.3.11.
func versionPrefix(d *document, report reporter) {
	for _, b := range d.branches {
		if b.category == "product_version" && leadingV.MatchString(b.name) {
			report(b.at.field("name"), "check_version_v", "name", b.name)
		}
	}
}

// openSource is 6.2.48.
func openSource(d *document, report reporter) {
	for _, b := range d.branches {
		if b.category == "vendor" && strings.EqualFold(strings.Join(strings.Fields(b.name), ""), "opensource") {
			report(b.at.field("name"), "check_vendor_open_source")
		}
	}
}

// branchOrder is 6.3.9.
func branchOrder(d *document, report reporter) {
	for _, b := range d.branches {
		if b.product == nil {
			continue
		}
		want := []string{"vendor", "product_name", "product_version"}
		for _, step := range b.path() {
			if len(want) > 0 && step.category == want[0] {
				want = want[1:]
			}
		}
		if len(want) > 0 {
			report(b.product.at, "check_branch_order", "product", b.product.id, "category", want[0])
		}
	}
}
