package csafcheck

import (
	"strings"

	"golang.org/x/text/language"
)

// languages are the places of language tags.
func (d *document) languages() []*place {
	return present(d.root.field("document", "lang"), d.root.field("document", "source_lang"))
}

// privateLanguage, privateScript and privateRegion are subtags that ISO 639, 15924
// and 3166 leave to private use.
var (
	privateLanguage = pattern(`^q[a-t][a-z]$`)
	privateScript   = pattern(`^qa(a[a-z]|b[a-x])$`)
	privateRegion   = pattern(`^(aa|q[m-z]|x[a-z]|zz)$`)
)

// privateSubtag gives the first subtag of private use, "" where there is none.
func privateSubtag(tag string) string {
	for i, part := range strings.Split(strings.ToLower(tag), "-") {
		switch {
		case part == "x":
			return part
		case len(part) == 1:
			return privateSubtagAfter(tag)
		case i == 0 && privateLanguage.MatchString(part), i > 0 && len(part) == 4 && privateScript.MatchString(part),
			i > 0 && len(part) == 2 && privateRegion.MatchString(part):
			return part
		}
	}
	return ""
}

// privateSubtagAfter looks for a private part behind an extension.
func privateSubtagAfter(tag string) string {
	if strings.Contains(strings.ToLower(tag), "-x-") {
		return "x"
	}
	return ""
}

// languageExists reports whether the subtags stand in IANA's registry.
func languageExists(tag string) bool {
	lower := strings.ToLower(tag)
	if lower == "i-default" || lower == "i-mingo" || strings.HasPrefix(lower, "x-") {
		return true
	}
	parts := strings.Split(lower, "-")
	if privateLanguage.MatchString(parts[0]) {
		parts[0] = "en" // exists by definition; the rest is looked at
	}
	for i, part := range parts[1:] {
		if len(part) == 1 {
			break
		}
		if len(part) == 4 && privateScript.MatchString(part) {
			parts[i+1] = "latn"
		}
		if len(part) == 2 && privateRegion.MatchString(part) {
			parts[i+1] = "us"
		}
	}
	_, err := language.Parse(strings.Join(parts, "-"))
	return err == nil
}

// languageKnown is 6.1.12.
func languageKnown(d *document, report reporter) {
	for _, at := range d.languages() {
		if languagePattern.MatchString(at.str) && !languageExists(at.str) {
			report(at, "check_language_unknown", "language", at.str)
		}
	}
}

// privateUse is 6.2.14.
func privateUse(d *document, report reporter) {
	for _, at := range d.languages() {
		if part := privateSubtag(at.str); part != "" {
			report(at, "check_language_private", "language", at.str, "part", part)
		}
	}
}

// defaultLanguage is 6.2.15.
func defaultLanguage(d *document, report reporter) {
	for _, at := range d.languages() {
		if strings.EqualFold(at.str, "i-default") {
			report(at, "check_language_default")
		}
	}
}

// missingLanguage is 6.2.12.
func missingLanguage(d *document, report reporter) {
	absent(d, report, "lang")
}

// absent tells a member of document that is not there from one that is empty.
func absent(d *document, report reporter, name string) {
	at := d.root.field("document", name)
	switch {
	case at == nil:
		report(d.root.field("document"), "check_absent", "member", name)
	case at.text() == "":
		report(at, "check_unset", "member", name)
	}
}

// translator is 6.1.15.
func translator(d *document, report reporter) {
	if d.root.get("document", "publisher", "category") == "translator" {
		absent(d, report, "source_lang")
	}
}

// translation is 6.1.28. Tags are compared without regard to case (BCP 47).
func translation(d *document, report reporter) {
	source := d.root.field("document", "source_lang")
	if lang := d.root.get("document", "lang"); lang != "" && strings.EqualFold(lang, source.text()) {
		report(source, "check_language_same", "language", lang)
	}
}
