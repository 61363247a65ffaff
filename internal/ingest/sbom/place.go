package sbom

import (
	"regexp"
	"strings"
)

var (
	randomID = regexp.MustCompile(`^(?i:urn:uuid:)?(?i:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$|^(?i:[0-9a-f]{12,})$`)
	hashTail = regexp.MustCompile(`[-_](?i:[0-9a-f]{12,})$`)
)

// place says where on the asset a component lies: the path of its first file,
// else the reference the document gives it. A component keeps its place when it
// is upgraded, so whatever changes with version or document is taken out of a
// reference: versions, hashes, random ids. A reference that is nothing else gives
// "".
func place(path, ref, version string) string {
	if path != "" {
		return path
	}
	if strings.HasPrefix(ref, "pkg:") {
		return purlPlace(ref)
	}
	if at := strings.LastIndexAny(ref, "#/"); at >= 0 && strings.Contains(ref, "://") {
		ref = ref[at+1:]
	}
	if randomID.MatchString(strings.TrimPrefix(ref, "SPDXRef-")) {
		return ""
	}
	ref = hashTail.ReplaceAllString(ref, "")
	if len(version) > 1 || strings.HasSuffix(ref, "@"+version) {
		ref = strings.ReplaceAll(ref, version, "")
		ref = strings.TrimRight(ref, "@-_:=. ")
	}
	return ref
}

// purlPlace keeps what of a package URL tells copies apart and outlives an
// upgrade: everything before the version, the architecture and the subpath.
func purlPlace(ref string) string {
	rest, subpath, _ := strings.Cut(ref, "#")
	rest, qualifiers, _ := strings.Cut(rest, "?")
	if at := strings.LastIndexByte(rest, '@'); at > strings.LastIndexByte(rest, '/') {
		rest = rest[:at]
	}
	for q := range strings.SplitSeq(qualifiers, "&") {
		if strings.HasPrefix(q, "arch=") {
			rest += "?" + q
		}
	}
	if subpath != "" {
		rest += "#" + subpath
	}
	return rest
}
