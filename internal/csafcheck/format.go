package csafcheck

import (
	"strings"
	"time"
)

var (
	scheme     = pattern(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	dateTimeRE = pattern(`^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$`)
)

// isURI reports whether s is a URI of RFC 3986: with a scheme, and of the
// characters that may stand in one.
func isURI(s string) bool {
	if !scheme.MatchString(s) {
		return false
	}
	rest := s[strings.IndexByte(s, ':')+1:]
	rest, fragment, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	authority, path := "", rest
	if after, ok := strings.CutPrefix(rest, "//"); ok {
		authority, path, _ = strings.Cut(after, "/")
	}
	return uriChars(authority, "[]@:") && uriChars(path, ":@/") && uriChars(query, ":@/?") && uriChars(fragment, ":@/?")
}

func uriChars(s, more string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case strings.IndexByte("-._~!$&'()*+,;=", c) >= 0, strings.IndexByte(more, c) >= 0:
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			i += 2
		default:
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// isDateTime reports whether s is a date-time of RFC 3339, leap seconds included.
func isDateTime(s string) bool {
	_, ok := instant(s)
	return ok
}

// instant reads a date-time of RFC 3339. A leap second counts as the second
// behind it.
func instant(s string) (time.Time, bool) {
	m := dateTimeRE.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false
	}
	leap := m[6] == "60"
	plain := strings.ToUpper(s)
	if leap {
		plain = plain[:17] + "59" + plain[19:]
	}
	t, err := time.Parse(time.RFC3339Nano, plain)
	if err != nil {
		return time.Time{}, false
	}
	if leap {
		t = t.Add(time.Second)
		if u := t.UTC().Truncate(time.Second); u.Second() != 0 || u.Minute() != 0 || u.Hour() != 0 {
			return time.Time{}, false
		}
	}
	return t, true
}

// strictInstant reports whether s keeps the rules of CSAF 2.1, section 2.3:
// capital T and Z, a zone, no leap second.
func strictInstant(s string) bool {
	_, ok := instant(s)
	return ok && !strings.ContainsAny(s, "tz") && s[17:19] != "60"
}

// at is the instant of a place; ok is false where there is none.
func (p *place) at() (time.Time, bool) { return instant(p.text()) }
