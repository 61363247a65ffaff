package csafcheck

import "strings"

// term is a text that the standard prescribes: in English, and as the OASIS list
// of translations has it.
type term struct {
	english string
	other   map[string]string // by primary language
}

var (
	termWithdrawal   = term{"Reasoning for Withdrawal", map[string]string{"de": "Begründung für die Zurückziehung"}}
	termSupersession = term{"Reasoning for Supersession", map[string]string{"de": "Begründung für die Ersetzung"}}
	termSuperseding  = term{"Superseding Document", map[string]string{"de": "Ersetzendes Dokument"}}
	termLicense      = term{"License", map[string]string{"de": "Lizenz"}}
	termProduct      = term{"Product Description", map[string]string{"de": "Produktbeschreibung"}}
)

// language is the primary language of the document, lower case; English where it
// says none.
func (d *document) language() string {
	lang, _, _ := strings.Cut(strings.ToLower(d.root.get("document", "lang")), "-")
	if lang == "" || lang == "i" || lang == "x" {
		return "en"
	}
	return lang
}

// in gives the term in a language; ok is false where no translation is recorded.
func (t term) in(language string) (s string, ok bool) {
	if language == "en" {
		return t.english, true
	}
	s, ok = t.other[language]
	return s, ok
}

// untranslated says that a test was passed over for want of a translation.
func untranslated(d *document, t term) {
	d.note(d.root.field("document", "lang"), "check_no_translation", "term", t.english, "language", d.root.get("document", "lang"))
}

// titled looks for exactly one note with the title t and of the category.
func titled(d *document, report reporter, t term, category string) {
	want, ok := t.in(d.language())
	if !ok {
		untranslated(d, t)
		return
	}
	notes := or(d.root.field("document", "notes"), d.root.field("document"))
	var found []*place
	for note := range d.root.each("document", "notes", "*") {
		if note.get("title") == want {
			found = append(found, note)
		}
	}
	switch {
	case len(found) == 0:
		report(notes, "check_note_title_missing", "title", want)
	case len(found) > 1:
		report(found[1], "check_note_title_twice", "title", want)
	}
	for _, note := range found {
		if got := note.get("category"); got != category {
			report(or(note.field("category"), note), "check_note_category", "title", want, "got", got, "want", category)
		}
	}
}

// englishOnly and otherOnly split a rule between a mandatory test, for English or
// no language, and a recommended one for the rest.

func englishOnly(d *document, category string) bool { return d.is(category) && d.language() == "en" }
func otherOnly(d *document, category string) bool   { return d.is(category) && d.language() != "en" }

// withdrawalReason is 6.1.27.17.
func withdrawalReason(d *document, report reporter) {
	if englishOnly(d, withdrawn) {
		titled(d, report, termWithdrawal, "description")
	}
}

// supersessionReason is 6.1.27.18.
func supersessionReason(d *document, report reporter) {
	if englishOnly(d, superseded) {
		titled(d, report, termSupersession, "description")
	}
}

// withdrawalReasonTranslated is 6.2.39.2.
func withdrawalReasonTranslated(d *document, report reporter) {
	if otherOnly(d, withdrawn) {
		titled(d, report, termWithdrawal, "description")
	}
}

// supersessionReasonTranslated is 6.2.39.3.
func supersessionReasonTranslated(d *document, report reporter) {
	if otherOnly(d, superseded) {
		titled(d, report, termSupersession, "description")
	}
}

// successorReference is 6.1.27.19.
func successorReference(d *document, report reporter) {
	if englishOnly(d, superseded) {
		successor(d, report)
	}
}

// successorReferenceTranslated is 6.2.39.4.
func successorReferenceTranslated(d *document, report reporter) {
	if otherOnly(d, superseded) {
		successor(d, report)
	}
}

func successor(d *document, report reporter) {
	want, ok := termSuperseding.in(d.language())
	if !ok {
		untranslated(d, termSuperseding)
		return
	}
	var wrong *place
	for ref := range d.root.each("document", "references", "*") {
		if !strings.HasPrefix(ref.get("summary"), want) {
			continue
		}
		if ref.get("category") == "external" {
			return
		}
		wrong = ref
	}
	if wrong != nil {
		report(or(wrong.field("category"), wrong), "check_reference_category", "summary", want)
		return
	}
	report(or(d.root.field("document", "references"), d.root.field("document")), "check_reference_successor", "summary", want)
}

// productDescription is 6.2.40.
func productDescription(d *document, report reporter) {
	want, ok := termProduct.in(d.language())
	if !ok {
		untranslated(d, termProduct)
		return
	}
	for note := range d.root.each("document", "notes", "*") {
		if note.get("category") == "description" && note.get("title") == want && note.field("product_ids") == nil && note.field("group_ids") == nil {
			report(note, "check_product_description")
		}
	}
}
