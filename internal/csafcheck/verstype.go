package csafcheck

import (
	"slices"
	"strings"

	"fenceline/internal/version"
)

// registeredVers are the types of vers that its specification names.
var registeredVers = strings.Fields("all alpm apk cargo composer conan cpan datetime deb ebuild gem generic gentoo golang intdot " +
	"lexicographic maven mattermost nginx none npm nuget openssl pypi rpm semver")

// versType is 6.2.51.
func versType(d *document, report reporter) {
	eachRange(d, func(b *branch, at *place) {
		rest, ok := strings.CutPrefix(b.name, "vers:")
		if !ok {
			return
		}
		kind, _, _ := strings.Cut(rest, "/")
		_, ordered := version.VersScheme(kind)
		switch {
		case !slices.Contains(registeredVers, kind):
			report(at, "check_vers_unregistered", "type", kind)
		case !ordered && kind != "all" && kind != "none":
			report(at, "check_vers_unsupported", "type", kind)
		}
	})
}
