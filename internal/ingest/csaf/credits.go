package csaf

import (
	"strings"

	"fenceline/internal/domain"
)

// appendCredits adds section 3.1.1: who is thanked, and for what.
func appendCredits(out []domain.Credit, list []wireCredit) []domain.Credit {
	for _, c := range list {
		summary := c.Summary
		if len(c.URLs) > 0 {
			summary = strings.TrimSpace(summary + " " + strings.Join(c.URLs, " "))
		}
		validated := lookedOver(c.Summary)
		for _, name := range c.Names {
			if c.Organization != "" {
				name += ", " + c.Organization
			}
			out = append(out, domain.Credit{Name: name, Summary: summary, Validated: validated})
		}
		if len(c.Names) == 0 && c.Organization+summary != "" {
			out = append(out, domain.Credit{Name: c.Organization, Summary: summary, Validated: validated})
		}
	}
	return out
}

// looking are the beginnings of words by which a summary thanks for looking the flaw or
// its fix over: the standard has no word of its own for that.
var looking = []string{"validat", "verif", "confirm", "coordinat", "triag", "analys", "reproduc", "deconflict"}

// lookedOver reports whether a word of the text begins so.
func lookedOver(text string) bool {
	text = strings.ToLower(text)
	for _, stem := range looking {
		for from := 0; ; {
			at := strings.Index(text[from:], stem)
			if at < 0 {
				break
			}
			if at += from; at == 0 || !isLetter(text[at-1]) {
				return true
			}
			from = at + 1
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }

// appendInvolved adds involvements (3.2.3.7): what a party had to do with handling
// the flaw. A coordinator who was reached has looked it over, and so has any party whose
// work is completed but a discoverer.
func appendInvolved(out []domain.Credit, list []wireInvolvement) []domain.Credit {
	for _, w := range list {
		if w.Party == "" {
			continue
		}
		name := w.Contact
		if name == "" {
			name = w.Party
		}
		text := strings.ReplaceAll(w.Status, "_", " ")
		for _, more := range []string{w.Date, w.Summary} {
			if more != "" {
				text = strings.TrimLeft(text+", "+more, ", ")
			}
		}
		reached := w.Status == "completed" || w.Status == "in_progress" || w.Status == "open"
		out = append(out, domain.Credit{Name: name, Role: w.Party, Summary: text,
			Validated: w.Party == "coordinator" && reached || w.Status == "completed" && w.Party != "discoverer"})
	}
	return out
}

// headNotes are what the head of a document says in words beside its notes: other
// names of it, how it may be passed on, and whom to ask.
func headNotes(d *wireMeta) []domain.Note {
	var out []domain.Note
	for _, n := range []domain.Note{
		{Category: "alias", Text: strings.Join(d.Tracking.Aliases, ", ")},
		{Category: "distribution", Text: d.Distribution.Text},
		{Category: "sharing_group", Text: strings.TrimSpace(d.Distribution.Sharing.Name + " " + d.Distribution.Sharing.ID)},
		{Category: "contact_details", Text: d.Publisher.Contact},
		{Category: "issuing_authority", Text: d.Publisher.Authority},
	} {
		if n.Text != "" {
			out = append(out, n)
		}
	}
	return out
}
