package domain

import "strings"

// The names an asset goes by, folded so that two lists that mean one machine
// agree. Each gives "" for a text that identifies nothing.

// noSerial are what makers leave in the field when they give a machine no serial
// number, folded.
var noSerial = map[string]bool{"tobefilledbyoem": true, "defaultstring": true, "systemserialnumber": true, "none": true, "na": true,
	"notspecified": true, "notapplicable": true, "notavailable": true, "unknown": true, "null": true, "empty": true, "oem": true, "invalid": true, "chassisserialnumber": true,
	"serialnumber": true, "0123456789": true, "123456789": true, "1234567890": true, "xxxxxxxxxx": true}

// FoldSerial is a serial number without case, blanks and punctuation.
func FoldSerial(s string) string {
	folded := FoldTag(s)
	if len(folded) < 3 || strings.Trim(folded, folded[:1]) == "" {
		return ""
	}
	return folded
}

// FoldTag is [FoldSerial] for asset tags, which are given by hand and may be as
// short as "7".
func FoldTag(s string) string {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r > 0x7f:
			return r
		}
		return -1
	}, s)
	if noSerial[folded] {
		return ""
	}
	return folded
}

// FoldMAC is a hardware address as "00:1A:2B:3C:4D:5E", however it was written.
// Addresses that many machines share (all zeros, broadcast) are none.
func FoldMAC(s string) string {
	var digits strings.Builder
	for _, r := range strings.ToUpper(strings.TrimSpace(s)) {
		switch {
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'F':
			digits.WriteRune(r)
		case r != ':' && r != '-' && r != '.' && r != ' ':
			return ""
		}
	}
	d := digits.String()
	if len(d) != 12 || strings.Trim(d, d[:1]) == "" {
		return ""
	}
	return d[0:2] + ":" + d[2:4] + ":" + d[4:6] + ":" + d[6:8] + ":" + d[8:10] + ":" + d[10:12]
}

// FoldHost is a host name in lower case, and its first label where it is a name
// with a domain: "ws-014.corp.example" and "ws-014". For a plain name both are the
// same. See [SameHost].
func FoldHost(s string) (whole, label string) {
	s = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(s), "."))
	if s == "localhost" || strings.HasPrefix(s, "localhost.") {
		return "", ""
	}
	if at := strings.LastIndexByte(s, '\\'); at >= 0 { // CORP\WS-014
		s = s[at+1:]
	}
	label, _, dotted := strings.Cut(s, ".")
	top := s[strings.LastIndexByte(s, '.')+1:]
	if !dotted || label == "" || strings.ContainsAny(s, " /:") || len(top) < 2 || strings.Trim(top, "abcdefghijklmnopqrstuvwxyz") != "" {
		return s, s
	}
	return s, label
}

// SameHost reports whether two host names can mean one machine: they are equal,
// or one is the first label of the other. "ws-1.east.example" and
// "ws-1.west.example" are two.
func SameHost(a, b string) bool {
	wholeA, labelA := FoldHost(a)
	wholeB, labelB := FoldHost(b)
	return wholeA != "" && (wholeA == wholeB || wholeA == labelB || wholeB == labelA)
}
