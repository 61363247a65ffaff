package csafcheck

import (
	"iter"
	"slices"
	"strings"
)

// prosePaths are the texts that grammar is checked in (6.3.16).
var prosePaths = strings.Fields(`
	document.acknowledgments.*.summary document.aggregate_severity.text document.distribution.text
	document.notes.*.audience document.notes.*.text document.notes.*.title document.publisher.issuing_authority
	document.references.*.summary document.title document.tracking.revision_history.*.summary
	product_tree.product_groups.*.summary
	vulnerabilities.*.acknowledgments.*.summary vulnerabilities.*.involvements.*.summary
	vulnerabilities.*.notes.*.audience vulnerabilities.*.notes.*.text vulnerabilities.*.notes.*.title
	vulnerabilities.*.references.*.summary vulnerabilities.*.remediations.*.details
	vulnerabilities.*.remediations.*.entitlements.* vulnerabilities.*.remediations.*.restart_required.details
	vulnerabilities.*.threats.*.details vulnerabilities.*.title`)

// namePaths are the texts that spelling is checked in besides (6.3.8).
var namePaths = strings.Fields(`
	document.acknowledgments.*.names.* document.acknowledgments.*.organization document.publisher.name
	document.tracking.aliases.* document.tracking.generator.engine.name
	vulnerabilities.*.acknowledgments.*.names.* vulnerabilities.*.acknowledgments.*.organization`)

// prose goes through the texts of the paths.
func (d *document) prose(lists ...[]string) iter.Seq[*place] {
	return func(yield func(*place) bool) {
		for _, path := range slices.Concat(lists...) {
			for at := range d.root.each(strings.Split(path, ".")...) {
				if at.is(text) && !yield(at) {
					return
				}
			}
		}
	}
}

// names goes through the names of the product tree.
func (d *document) names() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		for _, b := range d.branches {
			if at := b.at.field("name"); at.is(text) && !yield(at) {
				return
			}
		}
		for _, p := range d.products {
			if at := p.at.field("name"); at.is(text) && !yield(at) {
				return
			}
		}
	}
}

// english reports whether the texts can be checked; another language that the
// document names is reported, as the standard asks.
func english(d *document, report reporter) bool {
	lang := d.root.field("document", "lang")
	if !lang.is(text) || lang.str == "" {
		return false
	}
	if d.language() != "en" {
		report(lang, "check_language_unsupported", "language", lang.str)
		return false
	}
	return true
}

// spelling is 6.3.8.
func spelling(d *document, report reporter) {
	if !english(d, report) {
		return
	}
	judged := make(map[string]string) // by word: what it should be
	check := func(at *place, names bool) {
		for word := range plainWords(at.str, names) {
			want, known := judged[word]
			if !known {
				want = misspelt(strings.ToLower(word))
				judged[word] = want
			}
			if want != "" {
				report(at, "check_spelling", "word", word, "want", want)
			}
		}
	}
	for at := range d.prose(prosePaths) {
		check(at, false)
	}
	for at := range d.prose(namePaths) {
		check(at, true)
	}
	for at := range d.names() {
		check(at, true)
	}
	if at := d.root.field("document", "category"); at.is(text) && !d.is(d.profiles()...) && !d.is(base) {
		check(at, false)
	}
}

// plainWords goes through the words of a text that are worth a look: six letters
// or more of a-z, and not part of a number, address or identifier. A capital is
// taken for a name, unless it begins a sentence; in names it always is one.
func plainWords(s string, names bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		begins := !names
		for field := range strings.FieldsSeq(s) {
			word := strings.Trim(field, `.,;:!?()[]{}"'`)
			capital := word != "" && word[0] >= 'A' && word[0] <= 'Z'
			if len(word) >= 6 && isWord(word) && (!capital || begins) && !yield(word) {
				return
			}
			begins = !names && strings.ContainsAny(field[len(field)-1:], ".!?:")
		}
	}
}

func isWord(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || i == 0 && c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return true
}

// grammar is 6.3.16.
func grammar(d *document, report reporter) {
	if !english(d, report) {
		return
	}
	for at := range d.prose(prosePaths) {
		if phrase, rule := wrongPhrase(at.str); phrase != "" {
			report(at, "check_grammar", "phrase", phrase, "rule", rule)
		}
	}
}
