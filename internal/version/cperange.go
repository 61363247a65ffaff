package version

import (
	"strings"
)

// parseCPERange reads a CPE 2.3 name and bounds behind it, in the words of CVE
// JSON 5 (cpeApplicability) and NVD: versionStartIncluding,
// versionStartExcluding, versionEndIncluding, versionEndExcluding. Without
// bounds the version and update of the name are the set. The other attributes
// belong to the product, which matches already.
func parseCPERange(text string) (*statement, bool) {
	fields := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == ';' || c == ',' || c == '\t' })
	if len(fields) == 0 || len(text) > longestText {
		return nil, false
	}
	attributes := cpeFields(fields[0])
	if len(attributes) != 13 || attributes[0] != "cpe" || attributes[1] != "2.3" {
		return nil, false
	}
	var low, up *edge
	for _, field := range fields[1:] {
		name, value, _ := strings.Cut(field, "=")
		at, ok := parseRelease(value)
		if !ok {
			return nil, false
		}
		e := &edge{at: at}
		side := &low
		switch name {
		case "versionStartIncluding":
			e.op = ">="
		case "versionStartExcluding":
			e.op = ">"
		case "versionEndIncluding":
			e.op, side = "<=", &up
		case "versionEndExcluding":
			e.op, side = "<", &up
		default:
			return nil, false
		}
		if *side != nil {
			return nil, false
		}
		*side = e
	}
	version, update := attributes[5], attributes[6]
	if low != nil || up != nil {
		if version != "*" && version != "-" || update != "*" && update != "-" {
			return nil, false // both a version and a range
		}
		return cpeInterval(low, up)
	}
	return cpeExact(version, update)
}

func cpeInterval(low, up *edge) (*statement, bool) {
	c := &combiner{st: &statement{}}
	switch {
	case low == nil:
		return &statement{pieces: []piece{{bounds: []edge{*up}}}}, true
	case up == nil:
		return &statement{pieces: []piece{{bounds: []edge{*low}}}}, true
	case !c.pair(&entry{edge: *low}, &entry{edge: *up}):
		return nil, false
	}
	return c.st, true
}

// cpeExact reads version and update as the name of one version. An update that
// is left open holds the version with all its updates.
func cpeExact(version, update string) (*statement, bool) {
	switch version {
	case "-", "":
		return nil, false // not applicable
	case "*":
		if update != "*" && update != "-" {
			return nil, false
		}
		return &statement{pieces: []piece{{}}}, true
	}
	name := unescapeCPE(version)
	if name == "" {
		return nil, false
	}
	switch update {
	case "*", "-":
	default:
		more := unescapeCPE(update)
		if more == "" || strings.ContainsAny(more, "*?") {
			return nil, false
		}
		name += " " + more
	}
	at, ok := parseRelease(name)
	if !ok {
		return nil, false
	}
	at.open = update == "*"
	return &statement{pieces: []piece{{bounds: []edge{{op: "=", at: at}}}}}, true
}

// cpeFields cuts a formatted string at its bare colons (NISTIR 7695, 6.2).
func cpeFields(s string) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ':':
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// unescapeCPE takes off the quoting; an asterisk at the end stays a wildcard, any
// other wildcard gives "".
func unescapeCPE(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i++; i < len(s) {
				b.WriteByte(s[i])
			}
		case '?':
			return ""
		case '*':
			if i != len(s)-1 {
				return ""
			}
			b.WriteByte('*')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
