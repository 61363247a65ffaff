// Package versiontext tells the name of one version from all else that stands
// where advisories should name one.
//
// Much hangs on it: a version that a list of exact versions does not hold counts
// as not affected, so a range, a model number or a sentence must never pass as
// one. Whatever is not surely the name of a single version is text, about which
// nothing is concluded.
package versiontext

import (
	"regexp"
	"strings"
)

// plain is an optional v, numbers between dots (later parts may be letters, the
// first may end in one), parts in parentheses as Cisco has them, and suffixes
// behind one of - _ + ~ or an epoch's colon.
var plain = regexp.MustCompile(`^(?i:version\s+|ver\.?\s*)?[vV]?[0-9]+[A-Za-z]?(\.[0-9A-Za-z]+)*(\([0-9A-Za-z.]+\)[0-9A-Za-z.]*)*([-_+~:][0-9A-Za-z.()]+)*$`)

var (
	date    = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	numbers = regexp.MustCompile(`^[vV]?[0-9]+(\.[0-9]+)+$`)
)

// Plain reports whether s, but for blanks at its edges, is surely the name of a
// single version: "V4.2", "1.1e", "12.2(33)SXI", "4.18.0-305.el8", "1:2.3-1".
// Not plain are wildcards ("2.x"), spans ("1.0-1.4", "2014-2016"), catalogue
// numbers ("1766-L32BXBA") and everything of several words ("9.0 R2").
func Plain(s string) bool {
	s = strings.TrimSpace(s)
	if date.MatchString(s) {
		return true
	}
	if !plain.MatchString(s) {
		return false
	}
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(".-_+~:()", r) }) {
		if part == "x" || part == "X" {
			return false
		}
	}
	before, after, dashed := strings.Cut(s, "-")
	return !dashed || strings.Contains(before, ".") && !numbers.MatchString(after)
}

// Nothing reports words that stand where a version, a vendor or a product is
// not known, and empty text.
func Nothing(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "n/a", "na", "-", "--", "none", "unknown", "unspecified", "not available", "not applicable":
		return true
	}
	return false
}

// Range reports signs that only a statement about several versions has.
func Range(s string) bool {
	return strings.HasPrefix(strings.TrimSpace(s), "vers:") || strings.ContainsAny(s, "<>=≤≥*|,;")
}
