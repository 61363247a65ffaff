package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// AdvisoryMarks is what a list shows of an advisory in a few words.
func AdvisoryMarks(a *domain.AdvisoryView) string {
	var parts []string
	for _, one := range []struct {
		is   bool
		word string
	}{{a.Unread && !a.Updated, Text("new")}, {a.Updated, Text("updated")}, {a.KEV, "KEV"}, {a.Watch, Text("watch")}, {a.Withdrawn, Text("withdrawn")}, {a.NotForUs != "", Text("not for us")}} {
		if one.is {
			parts = append(parts, one.word)
		}
	}
	return strings.Join(parts, ", ")
}

// Mark says what people noted of an advisory, one line each.
func Mark(m *domain.AdvisoryMark) []string {
	var out []string
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	switch {
	case m.Read != nil && m.Read.Unread:
		out = append(out, say("mark_unread", "by", m.Read.By, "day", day(m.Read.At)))
	case m.Read != nil:
		out = append(out, say("mark_read", "by", m.Read.By, "day", day(m.Read.At), "revision", m.Read.Revision))
	}
	if m.NotForUs != nil {
		out = append(out, say("mark_not_for_us", "by", m.NotForUs.By, "day", day(m.NotForUs.At), "reason", m.NotForUs.Reason))
	}
	for _, c := range m.Comments {
		out = append(out, say("mark_comment", "by", c.By, "day", day(c.At), "text", c.Text))
	}
	return out
}

// CreditHeading says what somebody did for the advisory: found the flaw, or looked
// it over.
func CreditHeading(c *domain.Credit) string {
	if c.Validated {
		return say("credit_validated")
	}
	return say("credit_found")
}

// Credit says who found a flaw and in which role.
func Credit(c *domain.Credit) string {
	text := c.Name
	if c.Role != "" {
		text += " (" + strings.ToLower(strings.ReplaceAll(c.Role, "_", " ")) + ")"
	}
	if c.Summary != "" {
		text = strings.TrimSpace(text + ": " + c.Summary)
	}
	return text
}

// Difference names a part of a document that differs, and how.
func Difference(c *domain.Change) string {
	var path strings.Builder
	for i, step := range c.Path {
		if i > 0 && !strings.HasPrefix(step, "[") {
			path.WriteString(" / ")
		} else if i > 0 {
			path.WriteByte(' ')
		}
		if strings.HasPrefix(step, "[") {
			path.WriteString(step)
		} else {
			path.WriteString(strings.ReplaceAll(step, "_", " "))
		}
	}
	return say(domain.Code("change_"+string(c.Sort)), "path", path.String())
}

// Dotted joins what is not empty with a dot.
func Dotted(parts ...string) string { return dotted(parts...) }

// AdvisoriesNote stands beside the heading: how many are listed, in which order
// where a person chose one, and what is not listed.
func AdvisoriesNote(total, hidden, brief int, sort string) string {
	text := Number(total)
	if sort != "" {
		text = dotted(text, lowerFirst(AdvisorySort(sort)))
	}
	if hidden > 0 {
		text = dotted(text, Text("{hidden} not for us", "hidden", Number(hidden)))
	}
	if brief > 0 {
		text = dotted(text, Text("{brief} not read in yet", "brief", Number(brief)))
	}
	return text
}

// NoneMarked is the empty state of a list of marked advisories.
func NoneMarked(mark string) string {
	switch mark {
	case "unread":
		return Text("Every advisory was read.")
	case "touching":
		return Text("No advisory touches an asset here. This says nothing about what no source speaks of.")
	}
	return Text("No advisory was put aside.")
}

// AdvisorySorts are the columns the window offers to sort by.
func AdvisorySorts() []string {
	return []string{"", "cvss", "severity", "published", "title", "id", "publisher", "vendor", "product", "cve", "category", "status", "tlp", "badge"}
}

// AdvisorySort says in which order a list is.
func AdvisorySort(column string) string {
	switch column {
	case "":
		return Text("Newest first")
	case "cvss":
		return Text("Highest CVSS first")
	case "severity":
		return Text("Worst first")
	case "published":
		return Text("Latest published first")
	case "id", "cve", "tlp":
		return Text("By {column}", "column", strings.ToUpper(column))
	case "badge":
		return Text("By proof of origin")
	}
	return Text("By {column}", "column", column)
}

// AdvisoryForm names what a form asks for, what follows, and its button.
func AdvisoryForm(form string, a *domain.AdvisoryView) (label, help, act string) {
	switch form {
	case "comment":
		return Text("Remark"), Text("Everyone who opens this desk sees it."), Text("Add")
	case "not-for-us":
		help = Text("It leaves the list. What it says about the inventory counts on.")
		if a != nil && a.Assets > 0 {
			help = Text("Look again: it touches {assets} here. Its tasks stay.", "assets", Several(a.Assets, "asset", "assets"))
		}
		return Text("Why is it not for us?"), help, Text("Put aside")
	}
	return Text("Delete: why? (may stay empty)"), Text("It goes with its findings. The document is kept, so this can be undone."), Text("Delete")
}

// PutAside says who put an advisory aside and why.
func PutAside(d *domain.Decision, zone *time.Location, now time.Time) string {
	return Text("Not for us: {reason} ({saidby})", "reason", d.Reason, "saidby", SaidBy(d.By, d.At, zone, now))
}

// SaidBy names who said something and when.
func SaidBy(by string, at time.Time, zone *time.Location, now time.Time) string {
	return dotted(by, Moment(at, zone, now))
}

// RevisionPair names the two revisions that are compared.
func RevisionPair(d *domain.Difference) string {
	return Text("{revision} to {otherrevision}", "revision", d.Older.Revision, "otherrevision", d.Newer.Revision)
}

// RevisionsKept counts kept revisions and says how they are counted.
func RevisionsKept(all []domain.RevisionView) string {
	if len(all) == 0 {
		return "1"
	}
	return dotted(Number(len(all)), string(all[len(all)-1].Versioning))
}

// NoteTitle names a note by its title or category.
func NoteTitle(n *domain.Note) string {
	if n.Title != "" {
		return n.Title
	}
	if n.Category == "" {
		return Text("Note")
	}
	return upperFirst(strings.ReplaceAll(n.Category, "_", " "))
}
