package csafcheck

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

// licenseTable lists the keys of AboutCode's ScanCode LicenseDB that have no SPDX
// id of their own, without the prefix LicenseRef-scancode-; " -" marks a
// deprecated one.
//
//go:embed data/scancode.txt
var licenseTable string

const scancodePrefix = "LicenseRef-scancode-"

// scancode gives whether each key is deprecated.
var scancode = sync.OnceValue(func() map[string]bool {
	out := make(map[string]bool, 2000)
	for line := range strings.Lines(licenseTable) {
		key, deprecated := strings.CutSuffix(strings.TrimSpace(line), " -")
		out[key] = deprecated
	}
	return out
})

// Words of a license expression (SPDX 3.0.1, annex B).
var (
	licenseID   = pattern(`^[A-Za-z0-9.-]+\+?$`)
	licenseRef  = pattern(`^LicenseRef-[A-Za-z0-9.-]+$`)
	additionRef = pattern(`^AdditionRef-[A-Za-z0-9.-]+$`)
	exceptionID = pattern(`^[A-Za-z0-9.-]+$`)
	likeRef     = pattern(`(?i)^(license|addition|document)ref-`)
	licenseWord = pattern(`[()]|[^\s()]+`)
)

// license is a name in a license expression.
type license struct {
	name     string
	addition bool // it stands behind WITH
}

// readLicense reads an expression; ok is false where it breaks the grammar.
func readLicense(s string) (names []license, ok bool) {
	p := licenseParser{words: licenseWord.FindAllString(s, -1)}
	if !p.compound() || len(p.words) > 0 {
		return nil, false
	}
	return p.names, true
}

type licenseParser struct {
	words []string
	names []license
	depth int
}

// compound is one or more terms joined by AND or OR.
func (p *licenseParser) compound() bool {
	for {
		if !p.term() {
			return false
		}
		if len(p.words) == 0 || !isOperator(p.words[0], "AND", "OR") {
			return true
		}
		p.words = p.words[1:]
	}
}

// isOperator takes operators in capitals or small letters, never mixed.
func isOperator(word string, operators ...string) bool {
	return slices.Contains(operators, strings.ToUpper(word)) && (word == strings.ToUpper(word) || word == strings.ToLower(word))
}

func (p *licenseParser) term() bool {
	if len(p.words) == 0 {
		return false
	}
	word := p.words[0]
	p.words = p.words[1:]
	if word == "(" {
		if p.depth++; p.depth > 100 || !p.compound() || len(p.words) == 0 || p.words[0] != ")" {
			return false
		}
		p.depth--
		p.words = p.words[1:]
		return true
	}
	if isOperator(word, "AND", "OR", "WITH") {
		return false
	}
	if likeRef.MatchString(word) && !licenseRef.MatchString(word) || !likeRef.MatchString(word) && !licenseID.MatchString(word) {
		return false
	}
	p.names = append(p.names, license{name: word})
	if len(p.words) == 0 || !isOperator(p.words[0], "WITH") {
		return true
	}
	if len(p.words) < 2 {
		return false
	}
	addition := p.words[1]
	if likeRef.MatchString(addition) && !additionRef.MatchString(addition) || !exceptionID.MatchString(addition) {
		return false
	}
	p.names = append(p.names, license{addition, true})
	p.words = p.words[2:]
	return true
}

// deprecatedException is the one exception of the SPDX list that is deprecated.
const deprecatedException = "Nokia-Qt-exception-1.1"

// listing is how the lists of licences speak of a name.
type listing byte

const (
	unlisted   listing = iota // in no list
	elsewhere                 // a reference to a list this program does not have
	listed                    // in the SPDX list or the ScanCode LicenseDB
	deprecated                // the same, and deprecated
)

func (l license) listing() listing {
	name := strings.TrimSuffix(l.name, "+")
	for _, prefix := range []string{scancodePrefix, "AdditionRef-scancode-"} {
		if key, ok := strings.CutPrefix(name, prefix); ok {
			old, known := scancode()[key]
			switch {
			case !known:
				return unlisted
			case old:
				return deprecated
			}
			return listed
		}
	}
	if likeRef.MatchString(name) {
		return elsewhere
	}
	if l.addition {
		if strings.EqualFold(name, deprecatedException) {
			return deprecated
		}
		if ok, _ := spdxlicenses.IsException(name); ok {
			return listed
		}
		return unlisted
	}
	for _, spelling := range []string{l.name, name} {
		if ok, _ := spdxlicenses.IsActiveLicense(spelling); ok {
			return listed
		}
		if ok, _ := spdxlicenses.IsDeprecatedLicense(spelling); ok {
			return deprecated
		}
	}
	return unlisted
}

// eachLicense goes through the names of a sound license expression.
func eachLicense(d *document, found func(at *place, l license)) {
	at := d.root.field("document", "license_expression")
	if names, ok := readLicense(at.text()); ok {
		for _, l := range names {
			found(at, l)
		}
	}
}

// licenseExpression is 6.1.54.
func licenseExpression(d *document, report reporter) {
	if at := d.root.field("document", "license_expression"); at.is(text) && at.str != "" {
		if _, ok := readLicense(at.str); !ok {
			report(at, "check_license_expression", "license", at.str)
		}
	}
}

// hasOwnLicense reports whether some name refers to a license outside of both
// lists. A name that only looks like one of SPDX is 6.2.45's.
func hasOwnLicense(d *document) bool {
	own := false
	eachLicense(d, func(_ *place, l license) {
		k := l.listing()
		own = own || k == elsewhere || k == unlisted && likeRef.MatchString(l.name)
	})
	return own
}

// licenseText is 6.1.55.
func licenseText(d *document, report reporter) {
	if d.language() == "en" && hasOwnLicense(d) {
		titled(d, report, termLicense, "legal_disclaimer")
	}
}

// licenseTextTranslated is 6.2.46.
func licenseTextTranslated(d *document, report reporter) {
	if d.language() != "en" && hasOwnLicense(d) {
		titled(d, report, termLicense, "legal_disclaimer")
	}
}

// missingLicense is 6.2.43.
func missingLicense(d *document, report reporter) { absent(d, report, "license_expression") }

// deprecatedLicense is 6.2.44.
func deprecatedLicense(d *document, report reporter) {
	eachLicense(d, func(at *place, l license) {
		if l.listing() == deprecated {
			report(at, "check_license_deprecated", "license", l.name)
		}
	})
}

// unknownLicense is 6.2.45.
func unknownLicense(d *document, report reporter) {
	eachLicense(d, func(at *place, l license) {
		if l.listing() == unlisted {
			report(at, "check_license_unknown", "license", l.name)
		}
	})
}

// unregisteredLicense is 6.3.17.
func unregisteredLicense(d *document, report reporter) {
	eachLicense(d, func(at *place, l license) {
		if k := l.listing(); k == unlisted || k == elsewhere {
			report(at, "check_license_unregistered", "license", l.name)
		}
	})
}
