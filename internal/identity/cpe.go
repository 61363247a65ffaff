package identity

import (
	"errors"
	"fmt"
	"strings"

	"github.com/facebookincubator/nvdtools/wfn"

	"fenceline/internal/domain"
)

// CPE is what a CPE 2.2 or 2.3 name says about one product, unescaped. A field
// that is ANY, NA or holds a wildcard is empty.
type CPE struct {
	Part    string // a, o or h
	Vendor  string
	Product string
	Version string
}

// ParseCPE reads a CPE name in the formatted-string binding of CPE 2.3 or the
// URI binding of CPE 2.2 (NISTIR 7695 section 6), strictly.
func ParseCPE(s string) (CPE, error) {
	attributes, err := unbindCPE(s)
	if err != nil {
		return CPE{}, fmt.Errorf("CPE name %q: %w", s, err)
	}
	return CPE{
		Part:    attributes.Part,
		Vendor:  literal(attributes.Vendor),
		Product: literal(attributes.Product),
		Version: literal(attributes.Version),
	}, nil
}

// Key gives the vendor and product key; empty where the name leaves one open.
func (c CPE) Key() domain.PackageKey {
	if c.Vendor == "" || c.Product == "" {
		return ""
	}
	return VendorProduct(c.Vendor, c.Product)
}

// unbindCPE adds to the library the checks it leaves out: ASCII only, thirteen
// fields, a part that exists.
func unbindCPE(s string) (*wfn.Attributes, error) {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return nil, errors.New("holds a character that is not printable ASCII")
		}
	}
	if strings.HasPrefix(s, "cpe:2.3:") {
		if n := fields(s); n != 13 {
			return nil, fmt.Errorf("has %d fields instead of 13", n)
		}
	} else if err := checkURI(s); err != nil {
		return nil, err
	}
	attributes, err := wfn.Parse(s)
	if err != nil {
		return nil, err
	}
	switch attributes.Part {
	case "a", "o", "h", wfn.Any:
	default:
		return nil, fmt.Errorf("part %q is none of a, o, h", attributes.Part)
	}
	for _, value := range []string{attributes.Vendor, attributes.Product, attributes.Version} {
		if value != wfn.NA && !validAttribute(value) {
			return nil, fmt.Errorf("attribute %q breaks the rules of wildcards and quoting", value)
		}
	}
	return attributes, nil
}

// validAttribute holds the grammar of attribute values (NISTIR 7695 section
// 5.3.2): letters, digits and underscores bare, other marks quoted, wildcards at
// the ends alone and of one kind at each.
func validAttribute(s string) bool {
	if s == "" {
		return true
	}
	if s == "*" || s == `\-` {
		return false
	}
	s = cutWildcards(s, strings.CutPrefix)
	if !(strings.HasSuffix(s, `\*`) || strings.HasSuffix(s, `\?`)) || strings.HasSuffix(s, `\\*`) || strings.HasSuffix(s, `\\?`) {
		s = cutWildcards(s, strings.CutSuffix)
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\':
			if i++; i == len(s) || word(s[i]) || s[i] <= ' ' || s[i] > '~' {
				return false
			}
		case !word(c):
			return false
		}
	}
	return true
}

// cutWildcards takes one asterisk or any question marks off one end.
func cutWildcards(s string, cut func(string, string) (string, bool)) string {
	if rest, ok := cut(s, "*"); ok {
		return rest
	}
	for {
		rest, ok := cut(s, "?")
		if !ok || strings.HasSuffix(rest, `\`) && !strings.HasSuffix(rest, `\\`) {
			return s
		}
		s = rest
	}
}

func word(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// checkURI holds the rules of the URI binding (NISTIR 7695 section 6.1.2): seven
// fields at most, a packed edition of five parts, and percent signs before the
// codes that exist.
func checkURI(s string) error {
	parts := strings.Split(strings.TrimPrefix(s, "cpe:/"), ":")
	if len(parts) > 7 {
		return fmt.Errorf("has %d fields, more than 7", len(parts))
	}
	if len(parts) > 5 && strings.HasPrefix(parts[5], "~") && strings.Count(parts[5], "~") != 5 {
		return errors.New("has a packed edition that is not of five parts")
	}
	if strings.Contains(s, "*") {
		return errors.New("holds a bare *")
	}
	for rest := s; ; {
		_, after, ok := strings.Cut(rest, "%")
		if !ok {
			return nil
		}
		if len(after) < 2 || !strings.Contains(uriCodes, " "+strings.ToLower(after[:2])+" ") {
			return errors.New("holds a percent sign without a code of CPE")
		}
		rest = after[2:]
	}
}

// uriCodes are the two digits that may stand behind a percent sign.
const uriCodes = " 01 02 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f 3a 3b 3c 3d 3e 3f 40 5b 5c 5d 5e 5f 60 7b 7c 7d 7e "

// fields counts the fields between unescaped colons.
func fields(s string) int {
	n := 1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ':':
			n++
		}
	}
	return n
}

// literal unescapes an attribute, and gives "" for one that stands for more
// than one value.
func literal(attribute string) string {
	if attribute == wfn.Any || attribute == wfn.NA || wfn.HasWildcard(attribute) {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(attribute); i++ {
		if attribute[i] == '\\' && i+1 < len(attribute) {
			i++
		}
		b.WriteByte(attribute[i])
	}
	return b.String()
}
