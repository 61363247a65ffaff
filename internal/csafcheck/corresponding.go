package csafcheck

import (
	"slices"
	"strings"
	"unicode"
)

// versionCategories are the branch categories that tell versions of one product
// apart.
var versionCategories = []string{"product_version", "product_version_range", "patch_level", "service_pack"}

// kin finds what a product is a version of.
type kin struct {
	d     *document
	paths map[string]relation // by product id
	keys  map[string]string   // of products that were asked for
}

func newKin(d *document) *kin {
	k := &kin{d: d, paths: make(map[string]relation, len(d.paths)), keys: make(map[string]string)}
	for _, r := range d.paths {
		k.paths[r.id] = r
	}
	return k
}

// of gives a text that the versions of one product share: the path of branches
// without versions, the name without versions, or for a product path those of
// its parts.
func (k *kin) of(id string) string { return k.key(id, 0) }

func (k *kin) key(id string, depth int) string {
	if key, ok := k.keys[id]; ok {
		return key
	}
	k.keys[id] = "?" + id // what refers to itself is kin of itself alone
	p := k.d.byID[id]
	if p == nil || depth > 30 {
		return k.keys[id]
	}
	var key string
	switch p.origin {
	case inBranches:
		var parts []string
		for _, b := range p.branch.path() {
			if !slices.Contains(versionCategories, b.category) {
				parts = append(parts, b.category+"\x00"+b.name)
			}
		}
		key = "b" + strings.Join(parts, "\x01")
	case inNames:
		key = "n" + withoutVersion(p.at.get("name"))
	case inPaths:
		key = k.pathKey(k.paths[id], len(k.paths[id].refs), depth)
	}
	k.keys[id] = key
	return key
}

// pathKey is the key of the first n products of a path.
func (k *kin) pathKey(r relation, n, depth int) string {
	if n == 1 {
		return k.key(r.refs[0].str, depth+1)
	}
	var b strings.Builder
	b.WriteByte('p')
	for i, ref := range r.refs[:n] {
		if i > 0 && i <= len(r.categories) {
			b.WriteString("\x02" + r.categories[i-1] + "\x02")
		}
		b.WriteString(k.key(ref.str, depth+1))
	}
	return b.String()
}

// byName is the key of a plain product of the same name, for products that stand
// in branches where their other versions do not; "?" where it is of another origin.
func (k *kin) byName(id string, from origin) string {
	if p := k.d.byID[id]; p != nil && p.origin == from {
		return "n" + withoutVersion(p.at.get("name"))
	}
	return "?" + id
}

// ofFixed gives the keys of what a fixed product may be the fixed version of: its
// own, and for a path with installed_with what stands before that step.
func (k *kin) ofFixed(id string) []string {
	out := []string{k.of(id), k.byName(id, inBranches)}
	if p := k.d.byID[id]; p == nil || p.origin != inPaths {
		return out
	}
	r := k.paths[id]
	for i, category := range r.categories {
		if category == "installed_with" && i+1 < len(r.refs) {
			out = append(out, k.pathKey(r, i+1, 0))
		}
	}
	return out
}

// withoutVersion drops the words of a product's name that look like a version.
func withoutVersion(name string) string {
	words := strings.Fields(strings.ToLower(name))
	return strings.Join(slices.DeleteFunc(words, func(w string) bool {
		return strings.ContainsFunc(w, unicode.IsDigit) || strings.ContainsAny(w, "<>=") ||
			slices.Contains([]string{"version", "versions", "v", "before", "prior", "to", "and", "earlier", "later", "all"}, w)
	}), " ")
}

// correspondingAffected is 6.1.27.13.
func correspondingAffected(d *document, report reporter) {
	if !d.is(securityAdvisory) {
		return
	}
	k := newKin(d)
	for _, v := range d.vulns {
		seen := make(map[string]bool)
		for _, s := range v.statuses {
			if statusGroups[s.name] == affected {
				seen[k.of(s.id)] = true
				seen[k.byName(s.id, inBranches)] = true
			}
		}
		for _, s := range v.statuses {
			if statusGroups[s.name] == fixedGroup && !slices.ContainsFunc(k.ofFixed(s.id), func(key string) bool { return seen[key] }) {
				report(s.at(), "check_fixed_without_affected", "product", s.id)
			}
		}
	}
}

// missingFixed is 6.2.39.1.
func missingFixed(d *document, report reporter) {
	if !d.is(securityAdvisory) {
		return
	}
	k := newKin(d)
	for _, v := range d.vulns {
		fixed := make(map[string]bool)
		for _, s := range v.statuses {
			if statusGroups[s.name] == fixedGroup {
				for _, key := range k.ofFixed(s.id) {
					fixed[key] = true
				}
			}
		}
		_, known := d.remedySets(v)
		for _, s := range v.statuses {
			if statusGroups[s.name] == affected && !fixed[k.of(s.id)] && !fixed[k.byName(s.id, inBranches)] && !d.withoutFix(s.id, known[s.id]) {
				report(s.at(), "check_affected_without_fixed", "product", s.id)
			}
		}
	}
}

// withoutFix reports whether it is clear that no fixed version exists.
func (d *document) withoutFix(id string, known *remedies) bool {
	if known.has("vendor_fix") || !known.has("fix_planned", "no_fix_planned", "none_available") {
		return false
	}
	if p := d.byID[id]; p != nil && p.branch != nil && p.branch.category == "product_version_range" {
		last := p.branch.name[strings.LastIndexAny(p.branch.name, "|/")+1:]
		return !strings.HasPrefix(last, "<") || strings.HasPrefix(last, "<=")
	}
	return true
}
