package words

import (
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fenceline/internal/domain"
)

// Sentences of the window's frame and of the parts all its screens share. The
// other files named screens_ hold those of one screen or two.

// ErrorLine is an error as one line: what happened, what is safe, what next.
func ErrorLine(err error) string {
	what, next := Error(err)
	return strings.TrimSpace(what + " " + InWindow(next))
}

// errorWhole is the same with the commands that help.
func errorWhole(err error) string {
	what, next := Error(err)
	return strings.TrimSpace(what + " " + next)
}

// several is a count with the word in the right number: "1 task", "2 tasks". The
// catalogues hold it with its number, "{n} tasks".
func several(n int, one, many string) string { return Plural(n, "{n} "+one, "{n} "+many) }

// Several is a count with the word in the right number: "1 task", "2 tasks".
func Several(n int, one, many string) string { return several(n, one, many) }

// spelled writes small counts as words at the start of a sentence.
func spelled(n int) string {
	names := []string{Text("No"), Text("One"), Text("Two"), Text("Three"), Text("Four"), Text("Five"), Text("Six"), Text("Seven"), Text("Eight"), Text("Nine"), Text("Ten")}
	if n >= 0 && n < len(names) {
		return names[n]
	}
	return Number(n)
}

func lowerFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToLower(r)) + s[i+len(string(r)):]
	}
	return s
}

func upperFirst(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// Joined puts what is known side by side: "Hematek, A3".
func Joined(parts ...string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, ", ")
}

// dotted puts what is known in a row of short facts: "T-118 · 2 assets".
func dotted(parts ...string) string {
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	return strings.Join(known, " · ")
}

// Initials shortens a name: "Jane Miller, IT lead" to "JM", "J.M." stays "J.M.".
func Initials(name string) string {
	name, _, _ = strings.Cut(name, ",")
	name = strings.TrimSpace(name)
	if len([]rune(name)) <= 4 {
		return name
	}
	out := ""
	for _, w := range strings.Fields(name) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) {
			out += string(unicode.ToUpper(r))
		}
	}
	if r := []rune(out); len(r) > 2 {
		out = string(r[0]) + string(r[len(r)-1])
	}
	return out
}

// shortDay is "Fri 27 Nov", with the year where it is not the year of today.
func shortDay(d, today domain.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	if len(today) >= 4 && string(d)[:4] != string(today)[:4] {
		return dated(t, "2 Jan 2006")
	}
	return dated(t, "Mon 2 Jan")
}

// DayOrEmpty is a day in short, "" where there is none.
func DayOrEmpty(d, today domain.Day) string { return shortDay(d, today) }

// DayOfInstant is the day of an instant in short: "today", "Thu 19 Nov".
func DayOfInstant(t time.Time, zone *time.Location, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	d, today := domain.DayOf(t, zone), domain.DayOf(now, zone)
	if d == today {
		return Text("today")
	}
	return shortDay(d, today)
}

// Moment is an instant in short: "today 15:05", "Thu 19 Nov 09:30".
func Moment(t time.Time, zone *time.Location, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return DayOfInstant(t, zone, now) + " " + t.In(zone).Format("15:04")
}

// GroupAge is how old the newest data of a group of sources is.
type GroupAge struct {
	Group domain.Format // FormatCSAF for all advisories, FormatKEV
	Days  int
}

// DataAge says how old the data is: "Advisories today · KEV 1 day old".
func DataAge(ages []GroupAge) string {
	var parts []string
	for _, a := range ages {
		name := Text("Advisories")
		if a.Group == domain.FormatKEV {
			name = "KEV"
		}
		if a.Days <= 0 {
			parts = append(parts, Text("{name} today", "name", name))
		} else {
			parts = append(parts, name+" "+several(a.Days, "day old", "days old"))
		}
	}
	if len(parts) == 0 {
		return Text("No advisories yet")
	}
	return dotted(parts...)
}

// DataAgeTip lists every source with its own date and what it holds.
func DataAgeTip(sources []domain.SourceAge, zone *time.Location, now time.Time) string {
	if len(sources) == 0 {
		return Text("Nothing was imported yet: no finding can be shown, and none can be ruled out.")
	}
	var lines []string
	for _, s := range sources {
		line := Text("{name}: {count} records", "name", s.Name, "count", Number(s.Count))
		if !s.Newest.IsZero() {
			line += Text(", newest of {day}", "day", DayOfInstant(s.Newest, zone, now))
		}
		lines = append(lines, Text("{line}, imported {day}", "line", line, "day", DayOfInstant(s.Arrived, zone, now)))
	}
	return strings.Join(lines, "\n")
}

// MatchingPending is the mark of unfinished matching.
func MatchingPending() string { return Text("Matching pending") }

// OlderDesk says that an older program derived what is shown.
func OlderDesk() string {
	return Text("An older program worked out what this desk shows: something that this one looks for may be missing. The next command that writes brings it up to date.")
}

// OlderLine is the same for the window.
func OlderLine() string {
	return Text("An older program worked out what is shown: something may be missing.")
}

// RenewingDesk says what happens to such a desk before it is written.
func RenewingDesk() string {
	return Text("An older program worked out what this desk shows. It is being brought up to date from the kept documents; stopping that leaves it as it is.")
}

// NotRenewed says that this failed, and that nothing was lost by it.
func NotRenewed(err error) string {
	return Text("The desk could not be brought up to date and stays as the older program left it: {why}", "why", ErrorLine(err))
}

// PendingNotice says what unfinished matching means for what is shown.
func PendingNotice() string {
	return Text("Matching is pending: not everything that was imported has been compared with your inventories, so what is shown may still grow.")
}

// OfflineLine says that nothing leaves the machine.
func OfflineLine() string { return Text("Offline. Nothing leaves this machine.") }

// Sentence makes the first letter a capital.
func Sentence(s string) string { return capital(s) }

// LogHeadLine says where the log stands: "Log 18,402 entries · head 7f3a…c91e".
func LogHeadLine(h domain.LogHead) string {
	hash := h.Hash
	if len(hash) > 8 {
		hash = hash[:4] + "…" + hash[len(hash)-4:]
	}
	return dotted(Text("Log {entries}", "entries", several(int(h.Seq), "entry", "entries")), Text("head {hash}", "hash", hash))
}

// LastImport is where and when the newest import came from.
type LastImport struct {
	Source string
	At     time.Time
}

// NothingRunning says so, and what came in last.
func NothingRunning(last *LastImport, zone *time.Location, now time.Time) string {
	if last == nil {
		return Text("Nothing running. Nothing was imported yet.")
	}
	return Text("Nothing running. Last import {time}, {importedfrom}", "time", Moment(last.At, zone, now), "importedfrom", ImportedFrom(last.Source))
}

// ImportedFrom shortens the place of an import to what a person knows it by.
func ImportedFrom(path string) string {
	base := filepath.Base(filepath.ToSlash(path))
	if i := strings.LastIndexAny(base, `\/`); i >= 0 && i+1 < len(base) {
		base = base[i+1:]
	}
	if base == "." || base == "/" || base == "" {
		return path
	}
	return base
}

// DeskNote says how large the desk is: "25 beds · 52 assets".
func DeskNote(s *domain.DeskStatus) string {
	if s.Desk.Sample {
		return dotted(Text("sample"), several(s.Coverage.Assets, "asset", "assets"))
	}
	beds := ""
	if s.Desk.Beds > 0 {
		beds = several(s.Desk.Beds, "bed", "beds")
	}
	if s.Desk.Operator == "" && s.Coverage.Assets == 0 {
		return ""
	}
	return dotted(beds, several(s.Coverage.Assets, "asset", "assets"))
}

// JobState is long work that is running.
type JobState struct {
	Name     string
	Sample   bool
	SBOM     bool
	Renew    bool // what an older program derived is brought up to date
	Stopping bool
	Progress domain.Progress
	Rate     float64
	Left     time.Duration
}

// JobTitle says what is being done.
func JobTitle(j JobState) string {
	switch {
	case j.Stopping:
		return Text("Stopping at the next safe point")
	case j.Renew && j.Progress.Stage != "match":
		return Text("Bringing the desk up to date from its documents")
	case j.SBOM:
		return Text("Reading the inventory {name}", "name", j.Name)
	case j.Progress.Stage == "match":
		return Text("Matching with your inventories")
	case j.Progress.Stage == "plan":
		return Text("Working out tasks and dates")
	case j.Sample:
		return Text("Opening the sample hospital")
	case j.Name == "":
		return Text("Reading")
	}
	return Text("Reading {name}", "name", j.Name)
}

// JobPace says how far the work is: "193 of 312 · 41 a second · 3 s left".
func JobPace(j JobState) string {
	p := j.Progress
	done := ""
	switch {
	case p.Total > 0:
		done = Text("{done} of {total}", "done", Number(int(p.Done)), "total", Number(int(p.Total)))
	case p.Done > 0:
		done = Number(int(p.Done))
	}
	rate, left := "", ""
	if j.Rate >= 1 {
		rate = Text("{rate} a second", "rate", Number(int(j.Rate)))
	}
	if j.Left >= time.Minute {
		left = Text("{minutes} min left", "minutes", strconv.Itoa(int(j.Left.Minutes()+0.5)))
	} else if j.Left >= time.Second {
		left = Text("{seconds} s left", "seconds", strconv.Itoa(int(j.Left.Seconds()+0.5)))
	}
	return dotted(done, rate, left, p.Name)
}

// JobLine is title and pace in one line.
func JobLine(j JobState) string { return dotted(JobTitle(j), JobPace(j)) }

// SBOMUncancellable says why an inventory is not stopped half way.
func SBOMUncancellable() string {
	return Text("An inventory is stored as a whole; this takes a moment only")
}

// AnswerWord is yes, no or not answered.
func AnswerWord(a domain.Answer) string {
	switch a {
	case domain.Yes:
		return Text("Yes")
	case domain.No:
		return Text("No")
	}
	return Text("Not answered")
}

// ScoreBadge is a score on a badge: "CVSS 9.8".
func ScoreBadge(score float64) string {
	return Text("CVSS {score}", "score", strconv.FormatFloat(score, 'f', 1, 64))
}

// BadgeShort is how far an origin is proven, in two words.
func BadgeShort(b domain.Badge) string {
	switch b {
	case domain.BadgeVerified:
		return Text("Verified")
	case domain.BadgeSigned:
		return Text("Not pinned")
	case domain.BadgeHash:
		return Text("Hash only")
	case domain.BadgeUnsigned:
		return Text("Unsigned")
	case domain.BadgeFailed:
		return Text("Failed")
	}
	return Text("Not yet checked")
}

// AndMore counts what is not listed.
func AndMore(n int) string { return Text("and {n} more", "n", Number(n)) }

// OutOf is a number with its whole: "41 of 52".
func OutOf(n, of int) string { return Text("{n} of {of}", "n", Number(n), "of", Number(of)) }

// NothingFound says that a search found nothing.
func NothingFound(query string) string {
	return Text("No task, asset or advisory here holds “{query}”.", "query", query)
}

// SearchNote counts what a search found.
func SearchNote(query string, tasks, assets, advisories int) string {
	if query == "" {
		return ""
	}
	return "“" + query + "”: " + Joined(several(tasks, "task", "tasks"), several(assets, "asset", "assets"), several(advisories, "advisory", "advisories"))
}

// CommandsNote counts the commands of a search and says how to run one.
func CommandsNote(n int) string {
	return Text("{commands}, type to narrow them, Enter runs the first, arrows choose another", "commands", several(n, "command", "commands"))
}

// Letters are the initials of a name without dots, for a small disc.
func Letters(name string) string {
	return strings.ReplaceAll(Initials(name), ".", "")
}
