package version

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// windowsForm is "10.0.19045.5011", also without the leading "10.0" or with
// words in front; the last number is the update build revision (UBR).
var (
	windowsForm = pattern(`^[0-9]+(\.[0-9]+){1,3}$`)
	kbForm      = pattern(`(?i)^kb ?([0-9]{5,8})$`)
	winverForm  = pattern(`(?i)^(?:microsoft )?(?:windows )?(?:version )?(?:[0-9]{4}|[0-9]{2}h[12]) \((?:os )?build ([0-9.]+)\)$`) // as winver shows it
)

// windowsBuild is a build as numbers; ubr is missing where only three were given.
type windowsBuild struct {
	text   string
	branch string // the first three numbers, without leading zeros
	ubr    string // "" is zero where known
	known  bool   // the revision was given
}

// parseBuild reads a build of Windows or of a product of Microsoft numbered the
// same way (Office click-to-run, Exchange).
func parseBuild(s string) (windowsBuild, bool) {
	s = strings.TrimSpace(s)
	if m := winverForm().FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	for _, before := range []string{"microsoft windows", "windows", "os build", "version", "build", "v"} {
		if len(s) > len(before) && strings.EqualFold(s[:len(before)], before) {
			s = strings.TrimSpace(s[len(before):])
		}
	}
	b := windowsBuild{text: s}
	if len(s) > longest || !windowsForm().MatchString(s) {
		return b, false
	}
	parts := strings.Split(s, ".")
	for i := range parts {
		parts[i] = strings.TrimLeft(parts[i], "0")
	}
	if len(parts[0]) == 5 && len(parts) == 2 { // "19045.5011"
		parts = append([]string{"10", ""}, parts...)
	}
	switch len(parts) {
	case 3:
		b.branch = strings.Join(parts, ".")
	case 4:
		b.branch, b.ubr, b.known = strings.Join(parts[:3], "."), parts[3], true
	default:
		return b, false
	}
	return b, true
}

// windowsStatement is builds that are fixed, one for each branch, and labels of
// updates of which any one cures.
type windowsStatement struct {
	fixed []windowsBuild
	kbs   []string
}

func parseWindows(s string) (windowsStatement, bool) {
	var st windowsStatement
	for part := range strings.SplitSeq(s, ";") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		switch strings.TrimSpace(name) {
		case "fixed":
			b, ok := parseBuild(value)
			if !ok || slices.ContainsFunc(st.fixed, func(f windowsBuild) bool { return f.branch == b.branch && (f.ubr != b.ubr || f.known != b.known) }) {
				return st, false
			}
			st.fixed = append(st.fixed, b)
		case "kb":
			kbs, ok := parseKBs(value)
			if !ok {
				return st, false
			}
			st.kbs = append(st.kbs, kbs...)
		default:
			return st, false
		}
	}
	return st, len(st.fixed)+len(st.kbs) > 0
}

func parseKBs(s string) ([]string, bool) {
	var out []string
	for part := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == ',' || c == '|' || c == '+' }) {
		m := kbForm().FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			return nil, false
		}
		out = append(out, m[1])
	}
	return out, len(out) > 0
}

// parseInstalled reads a build, updates, or both: "10.0.19045.4894; kb=KB5044273".
func parseInstalled(s string) (b windowsBuild, hasBuild bool, kbs []string, ok bool) {
	for part := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == ';' || c == ',' || c == '|' }) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		value := part
		if name, v, found := strings.Cut(part, "="); found {
			if name = strings.TrimSpace(name); name != "kb" && name != "build" {
				return b, false, nil, false
			}
			value = strings.TrimSpace(v)
		}
		if m := kbForm().FindStringSubmatch(value); m != nil {
			kbs = append(kbs, m[1])
			continue
		}
		build, fits := parseBuild(value)
		if !fits || hasBuild {
			return b, false, nil, false
		}
		b, hasBuild = build, true
	}
	return b, hasBuild, kbs, hasBuild || len(kbs) > 0
}

// checkWindows decides by the build of the branch; a build at or past the fixed
// one holds all updates before it. One of the labelled updates is proof as well.
func checkWindows(statement, installed string) Checked {
	st, ok := parseWindows(statement)
	if !ok {
		return Checked{Reading: unknown(domain.ReasonRangeUnread)}
	}
	out := Checked{Read: st.String()}
	if strings.TrimSpace(installed) == "" {
		out.Reading = unknown(domain.ReasonNoVersion)
		return out
	}
	b, hasBuild, kbs, ok := parseInstalled(installed)
	switch {
	case !ok:
		out.Reading = unknown(domain.ReasonVersionUnreadable)
	case hasBuild:
		out.Reading = st.build(b)
	default:
		out.Reading = unknown(domain.ReasonUndecided)
	}
	for _, kb := range kbs {
		if slices.Contains(st.kbs, kb) && out.In != domain.Yes {
			out.Reading = no(domain.ReasonFixInstalled, "KB"+kb)
		} else if slices.Contains(st.kbs, kb) {
			out.Reading = unknown(domain.ReasonUndecided) // the update is there and the build is older
		}
	}
	return out
}

func (st windowsStatement) build(b windowsBuild) Reading {
	for _, f := range st.fixed {
		if f.branch != b.branch {
			continue
		}
		switch c := compareDigits(b.ubr, f.ubr); {
		case !b.known && f.ubr != "":
			return unknown(domain.ReasonUndecided)
		case c < 0:
			return yes(domain.ReasonInRange, f.text)
		}
		return no(domain.ReasonFixedReached, f.text)
	}
	return unknown(domain.ReasonOtherBranch)
}

// String writes the builds that are affected: "< 10.0.19045.5011 (10.0.19045)".
func (st windowsStatement) String() string {
	var parts []string
	for _, f := range st.fixed {
		parts = append(parts, "< "+f.text)
	}
	out := strings.Join(parts, " or ")
	for i, kb := range st.kbs {
		if i == 0 {
			if out != "" {
				out += "; "
			}
			out += "KB" + kb
		} else {
			out += ", KB" + kb
		}
	}
	return out
}
