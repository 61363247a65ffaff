package csaf

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"fenceline/internal/domain"
)

// versions tells the set of versions a product names, and whether a
// product_version branch held a range (which section 3.1.2.3 forbids and
// publishers do).
func versions(p *domain.Product) (set domain.VersionSet, ranged bool) {
	if p.VersionRange != "" {
		return rangeSet(p.VersionRange), false
	}
	var exact []string
	for _, purl := range p.PURLs {
		if v := purlVersion(purl); v != "" && !slices.Contains(exact, v) {
			exact = append(exact, v)
		}
	}
	if exact != nil {
		return domain.VersionSet{Kind: domain.SetExact, Exact: exact}, false
	}
	switch version := strings.TrimSpace(p.Version); {
	case version == "" || isNothing(version):
		return domain.VersionSet{}, false
	case isRange(version):
		return rangeSet(p.Version), true
	default:
		return domain.VersionSet{Kind: domain.SetExact, Exact: []string{version}}, false
	}
}

// rangeSet keeps the text as found; only what starts as vers is called vers.
func rangeSet(text string) domain.VersionSet {
	kind := domain.SetText
	if strings.HasPrefix(strings.TrimSpace(text), "vers:") {
		kind = domain.SetVers
	}
	return domain.VersionSet{Kind: kind, Text: text}
}

// purlVersion gives the version of a package URL, unescaped, with the epoch of
// an RPM before it as rpm writes it; empty where there is none.
func purlVersion(purl string) string {
	rest, version, qualifiers := splitPURL(purl)
	version, err := url.PathUnescape(version)
	if err != nil || version == "" {
		return ""
	}
	if epoch := qualifier(qualifiers, "epoch"); epoch != "" && epoch != "0" &&
		strings.HasPrefix(rest, "rpm/") && !strings.Contains(version, ":") {
		return epoch + ":" + version
	}
	return version
}

// purlPackage gives a package URL without version, qualifiers and subpath; empty
// where it is none.
func purlPackage(purl string) string {
	rest, _, _ := splitPURL(purl)
	return rest
}

// splitPURL gives type, namespace and name of a package URL, and its version and
// qualifiers as found; all are empty where it is none.
func splitPURL(purl string) (rest, version, qualifiers string) {
	rest, ok := strings.CutPrefix(purl, "pkg:")
	if !ok {
		return "", "", ""
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, qualifiers, _ = strings.Cut(rest, "?")
	if at := strings.LastIndexByte(rest, '@'); at > strings.LastIndexByte(rest, '/') {
		rest, version = rest[:at], rest[at+1:]
	}
	return rest, version, qualifiers
}

func qualifier(qualifiers, name string) string {
	for pair := range strings.SplitSeq(qualifiers, "&") {
		if key, value, _ := strings.Cut(pair, "="); key == name {
			return value
		}
	}
	return ""
}

// isNothing reports words that stand where a version is not known.
func isNothing(s string) bool {
	switch strings.ToLower(s) {
	case "n/a", "na", "-", "--", "unknown", "unspecified", "none", "not available", "not applicable":
		return true
	}
	return false
}

// rangeWords are words that make a sentence about versions of what would
// otherwise be the name of one.
var rangeWords = map[string]bool{
	"all": true, "any": true, "every": true, "prior": true, "before": true, "below": true, "under": true,
	"earlier": true, "later": true, "through": true, "thru": true, "until": true, "till": true,
	"up": true, "to": true, "and": true, "or": true, "from": true, "between": true, "except": true,
	"versions": true, "newer": true, "older": true, "lower": true, "higher": true, "above": true,
	"greater": true, "less": true, "than": true, "since": true, "affected": true, "other": true,
}

// isRange reports whether the name of a version is a sentence about several.
func isRange(s string) bool {
	if strings.HasPrefix(s, "vers:") || strings.ContainsAny(s, "<>=≤≥*|,;") {
		return true
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, word := range words {
		if rangeWords[strings.ToLower(word)] {
			return true
		}
	}
	return false
}
