package csaf

import (
	"net/url"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/versiontext"
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
	case versiontext.Nothing(version):
		return domain.VersionSet{}, false
	case versiontext.Plain(version):
		return domain.VersionSet{Kind: domain.SetExact, Exact: []string{version}}, false
	default:
		return rangeSet(p.Version), versiontext.Range(version)
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
