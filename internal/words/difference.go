package words

import (
	"strings"

	"fenceline/internal/domain"
)

// Said is one thing two revisions of an advisory say differently, as a sentence. Texts
// that stand in it whole are not in [SaidTexts].
func Said(s *domain.Said) string {
	switch s.What {
	case domain.SaidHistory:
		return Text("The publisher says of {number}: {text}", "number", s.Of, "text", s.After)
	case domain.SaidWithdrawn:
		if s.After == "" {
			return Text("No longer withdrawn")
		}
		return Text("Withdrawn on {day}", "day", s.After)
	case domain.SaidVulnerability:
		if s.Sort == domain.ChangeRemoved {
			return Text("Gone: vulnerability {id}", "id", named(s.Of, s.Before))
		}
		return withScore(Text("New vulnerability: {id}", "id", named(s.Of, s.After)), s.Names)
	case domain.SaidProducts:
		return saidProducts(s)
	case domain.SaidReference:
		if s.Sort == domain.ChangeAdded {
			return Plural(len(s.Names), "One reference more: {names}", "{n} references more: {names}", "names", someNames(s.Names))
		}
		return Plural(len(s.Names), "One reference less: {names}", "{n} references less: {names}", "names", someNames(s.Names))
	case domain.SaidCredit:
		if s.Sort == domain.ChangeAdded {
			return Text("Also credited: {names}", "names", someNames(s.Names))
		}
		return Text("No longer credited: {names}", "names", someNames(s.Names))
	}
	if texts := SaidTexts(s); len(texts) > 0 {
		switch s.Sort {
		case domain.ChangeAdded:
			return Text("{what}: new", "what", saidOf(s))
		case domain.ChangeRemoved:
			return Text("{what}: gone", "what", saidOf(s))
		}
		return Text("{what}: changed", "what", saidOf(s))
	}
	switch s.Sort {
	case domain.ChangeAdded:
		return Text("{what}: {after}, none before", "what", saidOf(s), "after", s.After)
	case domain.ChangeRemoved:
		return Text("{what}: none, {before} before", "what", saidOf(s), "before", s.Before)
	}
	return Text("{what}: {after}, {before} before", "what", saidOf(s), "after", s.After, "before", s.Before)
}

// SaidTexts are the texts to be shown below the sentence: "−" what was, "+" what is.
func SaidTexts(s *domain.Said) []string {
	switch s.What {
	case domain.SaidTitle, domain.SaidText, domain.SaidFix, domain.SaidNote:
	default:
		return nil
	}
	var out []string
	if s.Before != "" {
		out = append(out, "\u2212 "+s.Before)
	}
	if s.After != "" {
		out = append(out, "+ "+s.After)
	}
	return out
}

// saidOf names what a value or a text is of.
func saidOf(s *domain.Said) string {
	of := func(whole, part string) string {
		if s.Of == "" {
			return whole
		}
		return part
	}
	switch s.What {
	case domain.SaidStatus:
		return Text("Status of the document")
	case domain.SaidTitle:
		return of(Text("Title"), Text("Title of {of}", "of", s.Of))
	case domain.SaidSeverity:
		return Text("Severity")
	case domain.SaidTLP:
		return Text("Sharing label (TLP)")
	case domain.SaidScore:
		return of(Text("CVSS score"), Text("CVSS score of {of}", "of", s.Of))
	case domain.SaidText:
		return of(Text("Summary"), Text("Description of {of}", "of", s.Of))
	case domain.SaidVersions:
		return of(Text("Affected versions"), Text("Affected versions of {of}", "of", s.Of))
	case domain.SaidFix:
		return of(Text("Advice"), Text("Advice for {of}", "of", s.Of))
	case domain.SaidNote:
		return of(Text("Note"), Text("Note \u201c{of}\u201d", "of", s.Of))
	}
	return s.Of
}

func named(id, title string) string {
	if title == "" || title == id {
		return id
	}
	return id + ", " + title
}

func withScore(text string, score []string) string {
	if len(score) == 0 {
		return text
	}
	return text + " (CVSS " + strings.ReplaceAll(strings.ReplaceAll(score[0], "(", ", "), ")", "") + ")"
}

// saidProducts says which products went from one status to another.
func saidProducts(s *domain.Said) string {
	id, n, names := s.Of, len(s.Names), someNames(s.Names)
	before, after := statusWords(s.Before), statusWords(s.After)
	switch s.Sort {
	case domain.ChangeAdded:
		return Plural(n, "{id}: one product is {after} that was not listed: {names}", "{id}: {n} products are {after} that were not listed: {names}", "id", id, "after", after, "names", names)
	case domain.ChangeRemoved:
		return Plural(n, "{id}: one product is not listed any more, {before} until now: {names}", "{id}: {n} products are not listed any more, {before} until now: {names}", "id", id, "before", before, "names", names)
	}
	return Plural(n, "{id}: one product is {after}, {before} until now: {names}", "{id}: {n} products are {after}, {before} until now: {names}", "id", id, "after", after, "before", before, "names", names)
}

func statusWords(list string) string {
	var out []string
	for _, one := range strings.Split(list, ",") {
		out = append(out, VEXStatus(domain.Status(one)))
	}
	return strings.Join(out, ", ")
}

// mostNames is how many names stand in a sentence.
const mostNames = 4

func someNames(names []string) string {
	if len(names) <= mostNames {
		return strings.Join(names, "; ")
	}
	return Text("{names} and {n} more", "names", strings.Join(names[:mostNames-1], "; "), "n", Number(len(names)-mostNames+1))
}
