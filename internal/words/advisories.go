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
	}{{a.Unread && !a.Updated, "new"}, {a.Updated, "updated"}, {a.KEV, "KEV"}, {a.Watch, "watch"}, {a.Withdrawn, "withdrawn"}, {a.NotForUs != "", "not for us"}} {
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
