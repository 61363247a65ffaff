package csafcheck

import (
	"net/url"
	"slices"
	"strings"

	"fenceline/internal/identity"
)

// cpePart names the part of a CPE that a branch category is written in.
var cpePart = map[string]int{
	"vendor": 1, "product_name": 2, "product_version": 3, "product_version_range": 3,
	"service_pack": 4, "patch_level": 4, "language": 6, "platform": 8, "architecture": 9,
}

// cpeExtra are the parts that need a branch of their own, with the categories that
// can give it. Edition and "other" have none.
var cpeExtra = map[int][]string{
	4: {"service_pack", "patch_level"}, 6: {"language"}, 8: {"platform"}, 9: {"architecture"},
}

// cpeParts gives part, vendor, product, version, update, edition, language,
// sw_edition, target_sw, target_hw and other; "*" for what is not said.
func cpeParts(s string) []string {
	out := slices.Repeat([]string{"*"}, 11)
	if rest, ok := strings.CutPrefix(s, "cpe:2.3:"); ok {
		i, start := 0, 0
		for j := 0; j <= len(rest) && i < len(out); j++ {
			switch {
			case j == len(rest) || rest[j] == ':':
				out[i] = strings.ReplaceAll(rest[start:j], `\`, "")
				i, start = i+1, j+1
			case rest[j] == '\\':
				j++
			}
		}
		return out
	}
	if len(s) < 5 || !strings.EqualFold(s[:5], "cpe:/") {
		return out
	}
	for i, part := range strings.Split(s[5:], ":") {
		if plain, err := url.PathUnescape(part); err == nil && plain != "" && i < 7 {
			out[i] = plain
		}
	}
	return out
}

// sameVersion compares a branch's version with that of a helper: without a v in
// front, case, and the spaces that a CPE writes as underscores.
func sameVersion(name, helper string) bool {
	plain := func(s string) string {
		s = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), " ", "_"))
		return strings.TrimPrefix(s, "v")
	}
	return plain(name) == plain(helper)
}

// helperConsistent is 6.2.42: a product in branches is named by its helpers at
// least as closely as by its branches.
func helperConsistent(d *document, report reporter) {
	for _, b := range d.branches {
		if b.product == nil {
			continue
		}
		path := b.path()
		if at := b.product.helper("cpe"); at.is(text) && cpePattern.MatchString(at.str) {
			cpeConsistent(path, at, report)
		}
		for _, at := range b.product.purls() {
			purlConsistent(path, at, report)
		}
	}
}

func cpeConsistent(path []*branch, at *place, report reporter) {
	parts := cpeParts(at.str)
	have := make(map[string]bool)
	for _, b := range path {
		have[b.category] = true
		part, ok := cpePart[b.category]
		if !ok || b.category == "product_version_range" {
			continue
		}
		switch value := parts[part]; {
		case value == "*":
			report(at, "check_helper_unset", "category", b.category, "name", b.name)
			return
		case strings.ContainsAny(value, "*?") && !strings.ContainsAny(b.name, "*?xX"):
			report(at, "check_helper_wildcard", "category", b.category, "name", b.name)
			return
		case b.category == "product_version" && value != "-" && !sameVersion(b.name, value):
			report(at, "check_helper_version", "name", b.name, "got", value)
			return
		}
	}
	for part := 4; part <= 10; part++ {
		if value := parts[part]; value != "*" && value != "-" && !slices.ContainsFunc(cpeExtra[part], func(c string) bool { return have[c] }) {
			report(at, "check_helper_extra", "value", value)
			return
		}
	}
}

// namespacedPURL are the types of package URL whose namespace is the vendor.
var namespacedPURL = []string{"deb", "rpm", "apk", "alpm"}

func purlConsistent(path []*branch, at *place, report reporter) {
	p, err := identity.ParsePURL(at.str)
	if err != nil {
		return // 6.1.13
	}
	for _, b := range path {
		switch b.category {
		case "vendor":
			if slices.Contains(namespacedPURL, p.Type) && !hasNamespace(at.str) {
				report(at, "check_helper_unset", "category", b.category, "name", b.name)
			}
		case "product_version":
			version := p.Version
			if p.Version == "" {
				report(at, "check_helper_unset", "category", b.category, "name", b.name)
			} else if _, bare, ok := strings.Cut(version, ":"); !sameVersion(b.name, version) && !(ok && sameVersion(b.name, bare)) {
				report(at, "check_helper_version", "name", b.name, "got", version)
			}
		}
	}
}
