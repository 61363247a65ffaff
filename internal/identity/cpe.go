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
	}
	attributes, err := wfn.Parse(s)
	if err != nil {
		return nil, err
	}
	switch attributes.Part {
	case "a", "o", "h", wfn.Any:
		return attributes, nil
	}
	return nil, fmt.Errorf("part %q is none of a, o, h", attributes.Part)
}

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
