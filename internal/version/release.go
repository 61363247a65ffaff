package version

import (
	"strings"
)

// release is a version as people write it: "V5.1 SP1 HF8", "15.2(4)EA7",
// "2020 R2", "1.29F", "SE2021MP5", "7.x". See docs/version-grammar.md.
type release struct {
	text  string
	label string  // words before the number that carry meaning, in small letters: "cpci85"
	named bool    // a v or "version" stands before the number
	glued bool    // label and number are one word: "MX-V5.2"
	r     bool    // the number is written with a leading R
	date  bool    // core is year, month, day; the latter may be missing
	core  []chunk // between full stops
	train string  // Cisco: the letters behind the maintenance number
	cisco bool
	more  []modifier // SP, Update, build and their like, as written
	alias []*release // the same version by other numberings
	until *release   // "2014-2016" may be a span that ends here
	sure  bool       // surely the name of a version, not of a model
	open  bool       // holds the version with any modifiers, as a CPE name does whose update is left open
	apart bool       // a leading R tells versions of one statement apart
}

// chunk is what stands between two full stops, numbers and words in turn:
// "29F" is 29, f; "HW00" is hw, 00.
type chunk []atom

// atom is a number or a word.
type atom struct {
	word   string // small letters; empty for a number
	lo, hi string // least and greatest number it may be, without leading zeros
	wild   bool   // any number and anything behind it
}

func (c chunk) zero() bool {
	return len(c) == 1 && c[0].word == "" && !c[0].wild && c[0].lo == "" && c[0].hi == ""
}

// modifier is what stands behind the number: "SP 1", "Build 683.003", "(96)".
type modifier struct {
	kind  string
	value []chunk // may be empty
}

// weightless words say that a version follows and nothing about it.
var weightless = map[string]bool{
	"v": true, "ver": true, "vers": true, "version": true, "versions": true, "firmware": true, "fw": true, "f/w": true, "software": true,
	"sw": true, "s/w": true, "release": true, "releases": true, "rel": true, "bios": true, "all": true, "the": true, "product": true,
}

// notLabels are words that never name a line of versions: they count something
// else, or belong to a sentence.
var notLabels = map[string]bool{"serial": true, "digits": true, "digit": true, "number": true, "numbers": true, "no": true, "and": true, "or": true,
	"prior": true, "to": true, "than": true, "before": true, "after": true, "until": true, "from": true, "between": true, "since": true, "cve": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true,
	"october": true, "november": true, "december": true}

// editions are words in front of a number that tell variants of a product apart.
var editions = map[string]bool{"edition": true, "hardware": true, "hw": true, "cpld": true, "fpga": true, "series": true, "option": true, "variant": true,
	"model": true, "lite": true, "professional": true, "enterprise": true, "vx": true}

// modifiers by how they are written. Those of rank 2 outweigh those of rank 1,
// and rank 3 (a release of a year) both; all of them sort behind their absence.
// Rank 0 has no order against its absence.
var modifierNames = map[string]string{
	"r": "r", "sp": "sp", "servicepack": "sp", "service pack": "sp",
	"update": "update", "upd": "update", "up": "update", "u": "update", "hotfix": "hotfix", "hf": "hotfix", "hotfixrev": "hotfix", "hot fix": "hotfix",
	"patch": "patch", "p": "patch", "security patch": "security patch", "mp": "mp", "ru": "ru", "cu": "cu", "fp": "fp", "feature pack": "fp",
	"sr": "sr", "su": "su", "service update": "su", "uc": "uc", "tcu": "tcu", "ir": "ir", "maintenance pack": "mp", "cumulative update": "cu",
	"build": "build", "bn": "build", "rev": "rev", "revision": "rev", "release": "release", "kit": "kit",
	"alpha": "alpha", "beta": "beta", "rc": "rc", "pre": "pre", "preview": "preview", "dev": "dev", "snapshot": "snapshot", "ga": "ga",
}

var modifierRank = map[string]int{
	"r": 3, "sp": 2, "update": 1, "hotfix": 1, "patch": 1, "security patch": 1, "mp": 1, "ru": 1, "cu": 1, "fp": 1, "sr": 1, "su": 1, interim: 1, "uc": 1, "tcu": 1, "ir": 1,
}

// interim is a number glued to brackets, "9.8(4)12": it counts on from what they
// hold, and none sorts before the first.
const interim = "interim"

// parseRelease reads a version; ok is false where s is none.
func parseRelease(s string) (*release, bool) {
	if len(s) > longest {
		return nil, false
	}
	r := &release{text: strings.TrimSpace(s)}
	s = plainText(s)
	if core, ok := parseDate(strings.TrimPrefix(strings.ToLower(s), "build ")); ok {
		r.date, r.core, r.sure = true, core, true
		return r, true
	}
	if !r.parse(s) || len(r.names()) > mostNames {
		return nil, false
	}
	return r, true
}

// mostNames is how many numberings one version may have; more is no version.
const mostNames = 8

// plainText takes off what has no weight in writing: underscores for blanks,
// quotes, braces, blanks in a row, a full stop or comma at the end.
func plainText(s string) string {
	s = strings.Map(func(c rune) rune {
		switch c {
		case '_', '\u00a0', '\t', '\n', '\r':
			return ' '
		case '"', '\u201c', '\u201d', '\u201e', '\'':
			return -1
		case '{':
			return '('
		case '}':
			return ')'
		}
		return c
	}, s)
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), ".,;: ")
}

// parse reads head, core and what stands behind, in that order.
func (r *release) parse(s string) bool {
	rest, ok := r.head(strings.Fields(s))
	if !ok {
		return false
	}
	scan := &scanner{s: rest}
	if !r.number(scan) {
		return false
	}
	for scan.skip(); !scan.end(); scan.skip() {
		if !r.tail(scan) {
			return false
		}
	}
	r.settle()
	return len(r.core) > 0 || len(r.more) > 0
}

// head reads the words before the number and gives what follows them.
func (r *release) head(words []string) (rest string, ok bool) {
	var label []string
	for i, word := range words {
		after := strings.Join(words[i:], " ")
		prefix, digits := splitAtDigit(word)
		prefix = strings.ToLower(prefix)
		if prefix != "" && digits != "" && strings.Trim(prefix, "-.+") == "" {
			return "", false // ".5", "-1.5"
		}
		if digits == "" {
			switch _, _, named := modifierAt(after); {
			case isWild(word):
				return after, r.labelled(label)
			case weightless[strings.TrimRight(prefix, ".:")]:
				r.named = true
			case named && len(label) == 0:
				return after, true
			default:
				label = append(label, strings.TrimRight(prefix, "-."))
				r.named = false
			}
			continue
		}
		if !strings.Contains(digits, ".") && (prefix == "" || !marks(prefix)) && marked(words[i+1:]) {
			label, r.named = append(label, strings.ToLower(word)), false // "CPCI85 V05", "2404267 version 1.x"
			continue
		}
		if _, _, named := modifierAt(after); named && len(prefix) > 1 && !marks(prefix) && len(label) == 0 {
			return after, true
		}
		if !r.mark(prefix, &label) {
			return "", false
		}
		return strings.TrimSpace(digits + " " + strings.Join(words[i+1:], " ")), r.labelled(label)
	}
	return "", false
}

// labelled keeps the words before the number.
func (r *release) labelled(label []string) bool {
	r.label = strings.TrimSpace(strings.Join(label, " "))
	for word := range strings.FieldsSeq(r.label) {
		if notLabels[word] || conditionWords[word] {
			return false
		}
	}
	return true
}

// mark reads the letters glued before the first digit.
func (r *release) mark(prefix string, label *[]string) bool {
	before, last := "", prefix
	if at := strings.LastIndexAny(strings.TrimRight(prefix, "-."), "-."); at >= 0 {
		before, last = prefix[:at], prefix[at+1:]
	}
	last = strings.TrimRight(last, "-.")
	switch {
	case !letters(last) || before != "" && !letters(strings.Trim(strings.Map(noMarks, before), " ")):
		return false
	case last == "":
	case weightless[last]:
		r.named = true
	case last == "r" && before == "":
		r.r, r.named = true, true
	default:
		before = strings.Trim(before+" "+last, " ")
	}
	if before != "" {
		r.glued = r.named && len(*label) == 0
		*label = append(*label, strings.Map(noMarks, before))
	}
	return true
}

func noMarks(c rune) rune {
	if c == '-' || c == '.' {
		return -1
	}
	return c
}

// marks reports whether the letters say that a version follows.
func marks(prefix string) bool {
	prefix = strings.TrimRight(prefix, ".-")
	return weightless[prefix] || prefix == "r"
}

// marked reports whether one of the words is marked as the version.
func marked(words []string) bool {
	for i, word := range words {
		prefix, digits := splitAtDigit(strings.ToLower(word))
		switch {
		case digits != "" && marks(prefix) && prefix != "r":
			return true
		case digits == "" && weightless[strings.TrimRight(prefix, ".")] && i+1 < len(words):
			return prefix != "release" && prefix != "revision" && prefix != "rel"
		}
	}
	return false
}

func splitAtDigit(word string) (prefix, digits string) {
	at := strings.IndexAny(word, "0123456789")
	if at < 0 {
		return word, ""
	}
	return word[:at], word[at:]
}

func letters(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz /") == ""
}

func isWild(word string) bool {
	switch word {
	case "x", "X", "*":
		return true
	}
	return strings.HasPrefix(word, "x.") || strings.HasPrefix(word, "X.")
}
