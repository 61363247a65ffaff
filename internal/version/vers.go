package version

import (
	"errors"
	"fmt"
	"strings"

	"fenceline/internal/domain"
)

// Vers is a parsed version range specifier (package-url/vers-spec).
type Vers struct {
	Type        string
	All         bool // "*": every version
	Constraints []Constraint
}

// Constraint is one comparator with its version, percent-decoded.
type Constraint struct {
	Comparator string // =, !=, <, <=, > or >=
	Version    string
}

// versTypes maps the types of vers to the order of their versions. Types of
// which no order is known here are read but cannot be evaluated.
var versTypes = map[string]string{
	"alpine": "Alpine", "apk": "Alpine", "bitnami": "Bitnami", "cargo": "crates.io", "composer": "Packagist",
	"conan": "ConanCenter", "cran": "CRAN", "datetime": DateTime, "deb": "Debian", "gem": "RubyGems", "generic": Generic,
	"github": SemVer, "golang": "Go", "hackage": "Hackage", "hex": "Hex", "intdot": Generic, "julia": "Julia",
	"lexicographic": Lexicographic, "maven": "Maven", "npm": "npm", "nuget": "NuGet", "pub": "Pub", "pypi": "PyPI",
	"rpm": "Red Hat", "semver": SemVer, "swift": "SwiftURL",
}

// ParseVers reads the notation strictly and never normalises: what is not
// canonical in form is an error. The order of constraints is not judged here,
// since it needs the order of versions; [Vers.Check] does.
func ParseVers(s string) (Vers, error) {
	v, err := parseVers(s)
	if err != nil {
		return Vers{}, fmt.Errorf("version range %q: %w", s, err)
	}
	return v, nil
}

func parseVers(s string) (Vers, error) {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return Vers{}, errors.New("holds white space or a character that is not printable ASCII")
		}
	}
	rest, ok := strings.CutPrefix(s, "vers:")
	if !ok {
		return Vers{}, errors.New("the prefix vers: is missing")
	}
	kind, list, ok := strings.Cut(rest, "/")
	if !ok || !versType(kind) {
		return Vers{}, errors.New("has no type of small letters, digits, full stops and hyphens")
	}
	switch {
	case list == "":
		return Vers{}, errors.New("has no constraint")
	case list == "*":
		return Vers{Type: kind, All: true}, nil
	case kind == "all" || kind == "none":
		return Vers{}, fmt.Errorf("type %s takes * and nothing else", kind)
	}
	v := Vers{Type: kind}
	for part := range strings.SplitSeq(list, "|") {
		c, err := parseConstraint(part)
		if err != nil {
			return Vers{}, err
		}
		if kind == "datetime" && (strings.ContainsAny(c.Version, "tz") || strings.Contains(part, "%")) {
			return Vers{}, errors.New("an instant is written with capital T and Z and plain colons")
		}
		v.Constraints = append(v.Constraints, c)
	}
	return v, nil
}

func versType(s string) bool {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-') {
			return false
		}
	}
	return true
}

func parseConstraint(s string) (Constraint, error) {
	c := Constraint{Comparator: "="}
	for _, comparator := range []string{">=", "<=", "!=", "<", ">"} {
		if rest, ok := strings.CutPrefix(s, comparator); ok {
			c.Comparator, s = comparator, rest
			break
		}
	}
	if s == "" {
		return c, errors.New("has a constraint without a version")
	}
	if strings.ContainsAny(s, "<>=!*") {
		return c, fmt.Errorf("has %q inside a version", s)
	}
	var err error
	c.Version, err = decodePercent(s)
	return c, err
}

// decodePercent decodes once; only what needs it may be encoded, in capitals.
func decodePercent(s string) (string, error) {
	if !strings.Contains(s, "%") {
		return s, nil
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", errors.New("has an incomplete percent sign")
		}
		high, low := strings.IndexByte(digits, s[i+1]), strings.IndexByte(digits, s[i+2])
		if high < 0 || low < 0 {
			return "", errors.New("has a percent sign without two capital hexadecimal digits")
		}
		b.WriteByte(byte(high<<4 | low))
		i += 2
	}
	return b.String(), nil
}

// Check reports whether the constraints are in canonical order: versions
// ascending and unique, lower and upper bounds alternating.
func (v Vers) Check() error {
	var m Memo
	_, err := m.checkVers(v)
	return err
}

// bound is a constraint with its version read.
type bound struct {
	Constraint
	at *parsed
}

func (m *Memo) checkVers(v Vers) ([]bound, error) {
	scheme, ok := versTypes[v.Type]
	if !ok {
		return nil, ErrScheme
	}
	bounds := make([]bound, 0, len(v.Constraints))
	for _, c := range v.Constraints {
		p := m.parse(scheme, c.Version)
		if p.err != nil {
			return nil, fmt.Errorf("version %q of %s: %w", c.Version, scheme, p.err)
		}
		if n := len(bounds); n > 0 {
			if order, err := bounds[n-1].at.compare(p); err != nil || order >= 0 {
				return nil, fmt.Errorf("%q does not come after %q", c.Version, bounds[n-1].Version)
			}
		}
		bounds = append(bounds, bound{c, p})
	}
	return bounds, alternate(v.Constraints)
}

// alternate holds the rules for neighbours: "=" is followed by "=" or a lower
// bound, and bounds alternate.
func alternate(constraints []Constraint) error {
	equal, last := false, byte(0)
	for _, c := range constraints {
		kind := c.Comparator[0]
		switch kind {
		case '!':
		case '=':
			equal = true
		default:
			if kind == last {
				return fmt.Errorf("has two %c bounds in a row", kind)
			}
			if kind == '<' && equal && last != '>' {
				return errors.New("has a single version below an upper bound")
			}
			last, equal = kind, false
		}
		if kind == '=' && last == '>' {
			return errors.New("has a single version inside a range")
		}
	}
	return nil
}

// containsVers reads strictly, and as publishers write it what is not strict.
func (m *Memo) containsVers(text, installed string) Reading {
	r := m.containsVersStrict(text, installed)
	if r.Code == domain.ReasonRangeUnread {
		return m.checkText(text, installed).Reading
	}
	return r
}

// containsVersStrict evaluates a canonical range; any other is not read.
func (m *Memo) containsVersStrict(text, installed string) Reading {
	v, err := parseVers(text)
	if err != nil {
		return unknown(domain.ReasonRangeUnread)
	}
	if v.All {
		if v.Type == "none" {
			return no(domain.ReasonOutsideRange, "")
		}
		return yes(domain.ReasonAllVersions, "")
	}
	bounds, err := m.checkVers(v)
	if errors.Is(err, ErrScheme) {
		return unknown(domain.ReasonSchemeUnknown)
	}
	if err != nil {
		return unknown(domain.ReasonRangeUnread)
	}
	if strings.TrimSpace(installed) == "" {
		return unknown(domain.ReasonNoVersion)
	}
	at := m.parse(versTypes[v.Type], installed)
	if at.err != nil {
		return unknown(unreadable(at.err))
	}
	in, code, err := sweep(bounds, at)
	switch {
	case err != nil:
		return unknown(domain.ReasonRangeUnread)
	case in:
		return yes(code, "")
	}
	return no(code, "")
}

// sweep walks the bounds in order and tells whether the version lies inside.
func sweep(bounds []bound, v *parsed) (in bool, code domain.Code, err error) {
	inside, first, only := false, true, true
	below := true // no bound or single version lies at or under v
	for _, b := range bounds {
		c, err := v.compare(b.at)
		if err != nil {
			return false, "", err
		}
		if c >= 0 {
			below = false
		}
		switch b.Comparator {
		case "=":
			only = false
			if c == 0 {
				return true, domain.ReasonListed, nil
			}
			continue
		case "!=":
			if c == 0 {
				return false, domain.ReasonOutsideRange, nil
			}
			continue
		case "<", "<=":
			if first {
				inside = true
			}
			if inside && (c < 0 || c == 0 && b.Comparator == "<=") {
				return !excluded(bounds, v), domain.ReasonInRange, nil
			}
			inside = false
		default:
			inside = c > 0 || c == 0 && b.Comparator == ">="
		}
		first, only = false, false
	}
	switch {
	case inside, only:
		return true, domain.ReasonInRange, nil
	case below:
		return false, domain.ReasonBelowRange, nil
	}
	return false, domain.ReasonOutsideRange, nil
}

// excluded reports whether a "!=" names the version.
func excluded(bounds []bound, v *parsed) bool {
	for _, b := range bounds {
		if b.Comparator == "!=" {
			if c, err := v.compare(b.at); err == nil && c == 0 {
				return true
			}
		}
	}
	return false
}

// fixedVers gives the excluded upper bound of the interval that holds installed.
func (m *Memo) fixedVers(text, installed string) string {
	v, err := parseVers(text)
	strict := m.containsVersStrict(text, installed)
	if strict.Code == domain.ReasonRangeUnread {
		return m.fixedText(text, installed)
	}
	if err != nil || strict.In != domain.Yes {
		return ""
	}
	bounds, err := m.checkVers(v)
	if err != nil {
		return ""
	}
	at := m.parse(versTypes[v.Type], installed)
	for _, b := range bounds {
		if c, err := b.at.compare(at); err == nil && c > 0 && b.Comparator[0] != '!' {
			if b.Comparator == "<" {
				return b.Version
			}
			return ""
		}
	}
	return ""
}

// VersScheme gives the order of versions that a type of vers has, as [Compare]
// takes it; ok is false where none is known here.
func VersScheme(kind string) (scheme string, ok bool) {
	scheme, ok = versTypes[kind]
	return scheme, ok
}
