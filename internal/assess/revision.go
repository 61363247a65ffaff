package assess

import (
	"cmp"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/version"
)

// RevisionLess reports whether revision a of an advisory is older than b. CSAF
// counts revisions (2.0 section 3.1.11: an integer or a semantic version), and so
// do OpenVEX and CycloneDX; every other format names the instant of the last change. What is neither is ordered
// by its letters.
func RevisionLess(format domain.Format, a, b string) bool {
	if a == b {
		return false
	}
	if format == domain.FormatCSAF || isVEX(format) {
		if order, err := version.Compare(version.SemVer, a, b); err == nil && order != 0 {
			return order < 0
		}
		return a < b
	}
	x, okX := instant(a)
	y, okY := instant(b)
	if okX && okY {
		return cmp.Or(x.Compare(y), strings.Compare(a, b)) < 0
	}
	return a < b
}

// instant reads a timestamp with or without its zone; without one it is UTC.
func instant(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
