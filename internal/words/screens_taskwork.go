package words

import (
	"fmt"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// TasksSelected counts the tasks of a bulk edit.
func TasksSelected(n int) string {
	return Text("{tasks} selected", "tasks", several(n, "task", "tasks"))
}

// BulkGround says how a bulk edit goes.
func BulkGround() string {
	return Text("What you do here is done to all of them, with one reason. A target that cannot take a step stays as it is and is counted.")
}

// EPSSBadge is a score on a badge: "EPSS 0.31, 21 Nov"; "" where there is none.
func EPSSBadge(s *domain.EPSS) string {
	if s == nil {
		return ""
	}
	return Text("EPSS {score}, {plandayshort}", "score", fmt.Sprintf("%.2f", s.Score), "plandayshort", strings.TrimSpace(planDayShort(s.Date)))
}

func planDayShort(d domain.Day) string {
	t, ok := dayTime(d)
	if !ok {
		return string(d)
	}
	return dated(t, "2 Jan")
}

// DayTyped writes a day as a form takes it: "27 Nov 2026".
func DayTyped(d domain.Day) string { return DayPlain(d) }

// TargetLines say what else is known of a target, a line each: what it is planned
// for, who does it, why it stands still, what proved it.
func TargetLines(t *domain.TargetView, zone *time.Location, today domain.Day) []string {
	var lines []string
	if t.State == domain.StatePlanned && t.Planned != "" {
		planned := Text("planned for {day}", "day", shortDay(t.Planned, today))
		if t.Week {
			planned = Text("planned for the week of {planweek}", "planweek", PlanWeek(t.Planned))
		}
		lines = append(lines, upperFirst(planned))
	}
	if t.Person != "" {
		lines = append(lines, Text("Done by {person}", "person", t.Person))
	}
	switch {
	case t.Dismissed != nil:
		lines = append(lines, Text("Not applicable: {reason} ({dotted})", "reason", t.Dismissed.Reason, "dotted", dotted(t.Dismissed.By, DayOfInstant(t.Dismissed.At, zone, today.Start(zone)))))
	case t.State == domain.StateClaimed && t.Claimed.By != "":
		lines = append(lines, Text("Claimed by {by}, {day}{noteafter}", "by", t.Claimed.By, "day", DayOfInstant(t.Claimed.At, zone, today.Start(zone)), "noteafter", noteAfter(t.Note)))
	case t.Note != "" && !t.State.Done():
		lines = append(lines, t.Note)
	}
	if n := len(t.Evidence); n > 0 {
		e := t.Evidence[n-1]
		digest := e.Snapshot
		if len(digest) > 12 {
			digest = digest[:12]
		}
		line := dotted(stop(capital(Evidence(e, zone))), Text("brought by {by}", "by", e.By))
		if digest != "" {
			line = dotted(line, Text("SHA-256 {digest}…", "digest", digest))
		}
		lines = append(lines, line)
	}
	if t.Due.LateOnArrival && !t.State.Done() {
		lines = append(lines, Text("Late on arrival: the policy's date was over before this desk held it"))
	}
	return lines
}

func noteAfter(note string) string {
	if note == "" {
		return ""
	}
	return ": " + note
}

// ExceptionsNote counts the exceptions of a task that are in force.
func ExceptionsNote(all []domain.ExceptionView) string {
	n := 0
	for i := range all {
		if all[i].Ended.IsZero() {
			n++
		}
	}
	return Text("{n} in force", "n", Number(n))
}

// ExceptionHead is an exception in a line: "PORTAL-01, until Fri 18 Dec".
func ExceptionHead(e *domain.ExceptionView, today domain.Day) string {
	return Joined(e.AssetName, Text("until {day}", "day", shortDay(e.End, today)))
}

// ExceptionLines say who approved an exception and why, what protects the asset
// meanwhile, and how it stands.
func ExceptionLines(e *domain.ExceptionView, zone *time.Location, today domain.Day) []string {
	lines := []string{
		Text("Approved by {approver} ({assurance}), entered by {by}, {day}", "approver", e.Approver, "assurance", Assurance(e.Approved), "by", e.By, "day", DayOfInstant(e.At, zone, today.Start(zone))),
		Text("Reason: {reason}", "reason", e.Reason), Text("Protected by: {control}", "control", e.Control),
	}
	due := ""
	if e.Due != "" {
		due = Text("was due {day}", "day", shortDay(e.Due, today))
	}
	return append(lines, dotted(upperFirst(ExceptionStands(e)), due))
}

// ExceptionOver says why an exception is over, in a word or two.
func ExceptionOver(e *domain.ExceptionView) string {
	switch e.EndCode {
	case domain.ExceptionExpired:
		return Text("ran out")
	case domain.ExceptionOver:
		return Text("not needed")
	}
	return say(e.EndCode)
}

// UnpatchableLine says why no update mends an asset.
func UnpatchableLine(u *domain.Unpatchable) string { return upperFirst(Unpatchable(u)) }

// NoExceptions is the empty state of the register.
func NoExceptions() string {
	return Text("A dated decision not to patch stands here, with who approved it, what protects the asset meanwhile, and until when.")
}

// NamedValue is a name with its value, "" where there is none.
type NamedValue struct{ Name, Value string }

// WorkLines are what people keep of a task.
func WorkLines(t *domain.PatchTask, zone *time.Location, today domain.Day) []NamedValue {
	approved, effort, restart, week := "", "", "", ""
	if t.Approved.Value == domain.Yes {
		approved = Text("by {by}, {day}", "by", t.Approved.By, "day", DayOfInstant(t.Approved.At, zone, today.Start(zone)))
	}
	if approved == "" && t.Asked.Value == domain.Yes {
		approved = Text("not yet, asked by {by}, {day}", "by", t.Asked.By, "day", DayOfInstant(t.Asked.At, zone, today.Start(zone)))
	}
	if t.Effort > 0 {
		effort = Hours(t.Effort)
	}
	if t.Restart != domain.Unanswered {
		restart = AnswerWord(t.Restart)
	}
	if t.Week != "" {
		week = Text("week of {planweek}", "planweek", PlanWeek(t.Week))
	}
	return []NamedValue{{Text("Owner"), t.Owner}, {Text("Change number"), t.Change}, {Text("Approval"), approved}, {Text("Time per asset"), effort}, {Text("Restart"), restart},
		{Text("Test"), t.Tested}, {Text("How to go back"), t.Rollback}, {Text("Moved by hand to the"), week}}
}

// WorkMissing names what nobody has said of a task.
func WorkMissing(names []string) string {
	for i := range names {
		names[i] = lowerFirst(names[i])
	}
	names = deleteValue(names, Text("moved by hand to the"))
	if len(names) == 0 {
		return ""
	}
	return Text("Not filled in: {names}.", "names", strings.Join(names, ", "))
}

func deleteValue(all []string, value string) []string {
	var out []string
	for _, s := range all {
		if s != value {
			out = append(out, s)
		}
	}
	return out
}

// TaskChain says which task one follows, and which follows it.
func TaskChain(t *domain.PatchTask) string {
	before, after := "", ""
	if t.Predecessor != "" {
		before = Text("Follows {predecessor}", "predecessor", t.Predecessor)
	}
	if t.Successor != "" {
		after = Text("Followed by {successor}", "successor", t.Successor)
	}
	return Joined(before, after)
}

// NoNotes says that nobody wrote anything down.
func NoNotes() string { return Text("Nobody has kept a note of this task yet.") }

// NoteBy says who wrote a note, when, and on which asset.
func NoteBy(e *domain.LogEvent, t *domain.TaskDetail, zone *time.Location) string {
	return dotted(e.Person, dated(e.At.In(zone), "Mon 2 Jan 2006 15:04"), assetOf(e, t))
}

// assetOf names the asset of an event.
func assetOf(e *domain.LogEvent, t *domain.TaskDetail) string {
	for i := range t.Targets {
		if t.Targets[i].Asset == e.Asset {
			return t.Targets[i].AssetName
		}
	}
	return ""
}

// HistoryDay heads the events of a day: "Today, Tue 24 Nov".
func HistoryDay(d, today domain.Day) string {
	if d == today {
		return Text("Today, {day}", "day", shortDay(d, today))
	}
	return shortDay(d, today)
}

// HistoryEvent says an event of a task with its asset's name, without the task's
// number, which stands over it.
func HistoryEvent(e *domain.LogEvent, t *domain.TaskDetail) string {
	text := Event(*e)
	for _, prefix := range []string{t.ID + ": ", t.ID + " "} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			text = upperFirst(rest)
			break
		}
	}
	if asset := assetOf(e, t); asset != "" && !strings.Contains(text, asset) {
		text = asset + ": " + lowerFirst(text)
	}
	return text
}

// EventTime says at what hour, who, and which entry of the log.
func EventTime(e *domain.LogEvent, zone *time.Location) string {
	return dotted(e.At.In(zone).Format("15:04"), e.Person, Text("log entry {seq}", "seq", Number(int(e.Seq))))
}
