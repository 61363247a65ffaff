package identity

import (
	"regexp"
	"strings"
)

// Ubuntu Pro keeps mending the packages of a release for those who subscribe to it:
// OSV names it "Ubuntu:Pro:18.04:LTS" beside "Ubuntu:18.04:LTS". Its versions go on
// from those of the release and carry "esm" (Canonical, Expanded Security
// Maintenance). Its other lines (FIPS, Realtime) are builds of their own.

const proPrefix = "Ubuntu:Pro:"

var (
	proRelease = regexp.MustCompile(`^[0-9]+\.[0-9]+$`)
	proVersion = regexp.MustCompile(`[+~.]esm[0-9]*(?:$|[+~.])`)
)

// BaseStream is the release whose packages a stream of longer support goes on with:
// "Ubuntu:18.04" for "Ubuntu:Pro:18.04"; every other stream is its own.
func BaseStream(stream string) string {
	if rest, ok := strings.CutPrefix(stream, proPrefix); ok && proRelease.MatchString(rest) {
		return "Ubuntu:" + rest
	}
	return stream
}

// StreamOf is the stream that an installed version of a release belongs to: that of
// Ubuntu Pro where the version was built by it, else the release's own.
func StreamOf(stream, version string) string {
	if rest, ok := strings.CutPrefix(stream, "Ubuntu:"); ok && proRelease.MatchString(rest) && proVersion.MatchString(version) {
		return proPrefix + rest
	}
	return stream
}
