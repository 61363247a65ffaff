package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// TaskWork says what people keep of a task: owner, change, approval, test, effort;
// "" where nothing is kept.
func TaskWork(t *domain.PatchTask) string {
	var parts []string
	add := func(code domain.Code, value string) {
		if value != "" {
			parts = append(parts, say(code, "value", value))
		}
	}
	add("work_owner", t.Owner)
	add("work_change", t.Change)
	if t.Approved.Value == domain.Yes {
		parts = append(parts, say("work_approved", "value", t.Approved.By, "day", dayPlain(domain.DayOf(t.Approved.At, time.UTC))))
	}
	add("work_tested", t.Tested)
	if t.Effort > 0 {
		add("work_effort", Number(t.Effort))
	}
	if t.Week != "" {
		add("work_week", t.Week.Week())
	}
	return strings.Join(parts, "; ")
}

// Role says what a role may do.
func Role(r domain.Role) string { return word("role_", string(r), string(r)) }

// Assurance says how surely a person is who they say.
func Assurance(a domain.Assurance) string { return word("assurance_", string(a), say("not_known")) }

// ExceptionStands says whether an exception holds, is to be reviewed, or is over
// and why.
func ExceptionStands(e *domain.ExceptionView) string {
	switch {
	case !e.Ended.IsZero():
		return say("exception_ended", "reason", say(e.EndCode))
	case e.ReviewDue:
		return say("exception_review", "day", dayPlain(e.Review))
	}
	return say("exception_holds", "day", dayPlain(e.Review))
}
