package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// TodaySummary is the line under the date: "One forensic clock is running, one
// task is overdue, two are due within 7 days."
func TodaySummary(t *domain.Today) string { return TodaySummaryOf(t, len(t.Forensic)) }

// TodaySummaryOf is [TodaySummary] with the count of running forensic clocks, where
// it is known by assets.
func TodaySummaryOf(t *domain.Today, clocks int) string {
	var parts []string
	add := func(n int, one, many string) {
		if n == 0 {
			return
		}
		parts = append(parts, Plural(n, one, many, "count", lowerFirst(spelled(n))))
	}
	add(clocks, Term("one forensic clock is running"), Term("{count} forensic clocks are running"))
	if len(parts) == 0 || len(t.Overdue) > 0 {
		add(len(t.Overdue), Term("one task is overdue"), Term("{count} tasks are overdue"))
	}
	if len(t.Overdue) > 0 {
		add(len(t.ThisWeek), Term("one is due within 7 days"), Term("{count} are due within 7 days"))
	} else {
		add(len(t.ThisWeek), Term("one task is due within 7 days"), Term("{count} tasks are due within 7 days"))
	}
	if len(parts) == 0 {
		add(len(t.Questions), Term("one question waits for your answer"), Term("{count} questions wait for your answer"))
	}
	if len(parts) == 0 {
		return Text("Nothing must happen today.")
	}
	return upperFirst(strings.Join(parts, ", ")) + "."
}

// SectionForensic heads the tasks with a forensic duty.
func SectionForensic() string { return Text("Forensic clock") }

// SectionOverdue heads the tasks whose date has passed.
func SectionOverdue() string { return Text("Overdue") }

// SectionSoon heads the tasks due within seven days of today. "This week" is said of
// the week of the plan alone, Monday to Sunday: on a Sunday the two share one day.
func SectionSoon() string { return Text("Due within 7 days") }

// SectionQuestions heads what only a person can answer.
func SectionQuestions() string { return Text("Waiting for your answer") }

// ForensicTitle says what the forensic tier asks for first.
func ForensicTitle(t *domain.PatchTask) string {
	return Text("Keep evidence before you touch {name}", "name", t.Name)
}

// ForensicSub says where and within what time.
func ForensicSub(t *domain.TaskView) string {
	return Text("Scope within 2 h, evidence within 24 h, decision within 72 h, on {assets}", "assets", several(t.Total-t.Done, "asset", "assets"))
}

// DueShort is a due date in a list: "Fri 27 Nov", "No date".
func DueShort(d, today domain.Day) string {
	if d == "" {
		return Text("No date")
	}
	return shortDay(d, today)
}

// inDays is the distance to a day ahead: "today", "tomorrow", "in 3 days".
func inDays(d, today domain.Day) string {
	switch n := d.Sub(today); {
	case d == "":
		return Text("with the next upgrade")
	case n == 0:
		return Text("today")
	case n == 1:
		return Text("tomorrow")
	case n < 0:
		return several(-n, "day ago", "days ago")
	default:
		return Text("in {n} days", "n", strconv.Itoa(n))
	}
}

// DueNote is the second line of a date: "in 3 days, assumed".
func DueNote(t *domain.TaskView, today domain.Day) string {
	if t.Assumed {
		return Text("{indays}, assumed", "indays", inDays(t.Due, today))
	}
	return inDays(t.Due, today)
}

// OverdueBy says by how much: "1 day overdue".
func OverdueBy(d, today domain.Day) string {
	return Text("{days} overdue", "days", several(today.Sub(d), "day", "days"))
}

// WasDue is the date that has passed: "was due Mon 23 Nov".
func WasDue(d, today domain.Day) string { return Text("was due {day}", "day", shortDay(d, today)) }

// TaskSub is the second line of a task: how far it is, and its state.
func TaskSub(t *domain.TaskView) string {
	return dotted(doneOf(t), lowerFirst(State(t.State)), several(len(t.Vulnerabilities), "vulnerability", "vulnerabilities"))
}

func doneOf(t *domain.TaskView) string {
	if t.Done == 0 {
		return several(t.Total, "asset", "assets")
	}
	return Text("{done} of {total} done", "done", Number(t.Done), "total", Number(t.Total))
}

// MoreTasks counts tasks that are not listed.
func MoreTasks(n int) string { return several(n, "more task", "more tasks") }

// MoreTasksSub says where they are.
func MoreTasksSub() string { return Text("All of them are under Tasks") }

// QuestionTitle asks what only the operator can answer.
func QuestionTitle(q *domain.Question) string {
	if q.Fact == domain.FactExposure {
		return Text("Can {name} be reached from the internet?", "name", q.Name)
	}
	return Text("{factlabel} of {name}?", "factlabel", FactLabel(q.Fact), "name", q.Name)
}

// QuestionSub says what the answer would do: "With “no”, Thu 3 Dec becomes Mon
// 18 Jan 2027."
func QuestionSub(q *domain.Question, today domain.Day) string {
	switch {
	case q.Now == "":
		return Text("Until it is answered, dates rest on an assumption")
	case q.Then == "":
		return Text("Its date is assumed. With “{other}”, {day} becomes “no date”", "other", q.Other, "day", shortDay(q.Now, today))
	}
	return Text("Its date is assumed. With “{other}”, {day} becomes {otherday}", "other", q.Other, "day", shortDay(q.Now, today), "otherday", shortDay(q.Then, today))
}

// MovesDates says how many due dates an answer moves.
func MovesDates(n int) string { return Text("moves {dates}", "dates", several(n, "date", "dates")) }

// MovesNote marks the question whose answer moves most.
func MovesNote(place int) string {
	if place == 0 {
		return Text("more than any other")
	}
	return ""
}

// MoreQuestions counts questions that are not listed.
func MoreQuestions(n int) string { return several(n, "more question", "more questions") }

// MoreQuestionsSub says what they are about.
func MoreQuestionsSub() string {
	return Text("Assets of which nobody has said whether they can be reached from the internet")
}

// UntoldTitle counts findings without a verdict and matches by name.
func UntoldTitle(cannotTell, nameOnly int) string {
	var parts []string
	if cannotTell > 0 {
		parts = append(parts, Text("{findings} where we cannot tell", "findings", several(cannotTell, "finding", "findings")))
	}
	if nameOnly > 0 {
		parts = append(parts, Text("{matches} by name only", "matches", several(nameOnly, "match", "matches")))
	}
	return strings.Join(parts, ", ")
}

// UntoldSub says why they wait for a person.
func UntoldSub(nameOnly int) string {
	if nameOnly > 0 {
		return Text("A version, an order of versions or a name needs a person's look")
	}
	return Text("A version or an order of versions is missing; each says which")
}

// NothingToday heads a day without duties.
func NothingToday() string { return Text("Nothing must happen today") }

// QuietGround says what that rests on: the age of the data and both coverages.
func QuietGround(t *domain.Today) string {
	c := &t.Coverage
	ground := Text("Software is known for {outof} assets, and a loaded source speaks about {otheroutof} components.", "outof", OutOf(c.SoftwareKnown, c.Assets), "otheroutof", OutOf(c.WithSource, c.Components))
	if zone, err := time.LoadLocation(t.Desk.Zone); err == nil && t.Last != nil {
		ground += Text(" The newest import is of {day}.", "day", shortDay(domain.DayOf(t.Last.Started, zone), t.Day))
	}
	return ground
}

// LastImportTitle heads what the newest import changed.
func LastImportTitle() string { return Text("What the last import changed for us") }

// CameIn says when and from where an import came: "today 15:05, USB stick E:".
func CameIn(r *domain.Receipt, zone *time.Location, now time.Time) string {
	return Joined(Moment(r.Started, zone, now), ImportedFrom(r.Source))
}

// NoImportYet says that nothing came in.
func NoImportYet() string {
	return Text("Nothing was imported yet. Advisories come from a stick, a folder or an archive.")
}

// AdvisoriesRead stands under the count of advisories of an import.
func AdvisoriesRead(n int) string {
	if n == 1 {
		return Text("advisory read")
	}
	return Text("advisories read")
}

// TouchUs stands under the count of advisories with a finding here.
func TouchUs(n int) string {
	if n == 1 {
		return Text("touches us")
	}
	return Text("touch us")
}

// NewTasks stands under the count of tasks an import made.
func NewTasks(n int) string {
	if n == 1 {
		return Text("new task")
	}
	return Text("new tasks")
}

// DoNotTouch counts the advisories of an import without a finding here.
func DoNotTouch(r *domain.Receipt) string {
	n := r.Totals.Advisories - r.Effect.Touching
	if n <= 0 && r.Totals.Advisories > 0 {
		return Text("All of them touch us")
	}
	if n == 1 {
		return Text("1 does not touch us")
	}
	return Text("{value} do not touch us", "value", Number(max(0, n)))
}

// LeftOut counts the files of an import that did not come in: those that could not
// be read, and those set aside for their origin.
func LeftOut(t domain.Totals) string {
	var parts []string
	if t.Rejected > 0 {
		parts = append(parts, Text("{files} could not be read", "files", several(t.Rejected, "file", "files")))
	}
	if t.Quarantined > 0 {
		parts = append(parts, Text("{quarantined} in quarantine", "quarantined", Number(t.Quarantined)))
	}
	return strings.Join(parts, ", ")
}

// CoverageNote stands beside the heading of coverage.
func CoverageNote() string { return Text("What these answers rest on") }

// SoftwareKnown labels assets with an inventory.
func SoftwareKnown() string { return Text("Software known") }

// ExposureAnswered labels assets whose exposure a person has answered.
func ExposureAnswered() string { return Text("Public exposure answered") }

// WithSource labels components some loaded source speaks about.
func WithSource() string { return Text("Components with a source") }

// WithoutSource counts the components about which no loaded source speaks, and names
// what they are of where that says something to a person.
func WithoutSource(n int, ecosystems []string) string {
	const most = 2
	var names []string
	for _, e := range ecosystems {
		if name := ecosystem(e); len(names) < most && !strings.Contains(name, ":") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return Plural(n, "{n} component has no source", "{n} components have no source", "n", Number(n))
	}
	return Plural(n, "{n} component has no source: {names}", "{n} components have no source: {names}", "n", Number(n), "names", strings.Join(names, ", "))
}

// ForFix names the fix behind a title that several fixes share.
func ForFix(title, fix string) string { return Text("{title}, for {fix}", "title", title, "fix", fix) }

// ShowTheOthers unfolds a section that shows its first rows.
func ShowTheOthers(n int) string { return Text("Show {n} more", "n", Number(n)) }

// PictureOpen, PictureWork and PictureAge name the pictures where one at a time is shown.
func PictureOpen() string { return Text("By tier") }

// PictureWork names the hours of work per week.
func PictureWork() string { return Text("Work") }

// PictureAge names the ages of what is open.
func PictureAge() string { return Text("Age") }

// TodaySheetName is the file of a printed day.
func TodaySheetName(day domain.Day) string { return "today-" + string(day) + ".html" }

// OpenTargetsTitle heads the picture of open targets.
func OpenTargetsTitle(n int) string {
	return Text("{open} by tier", "open", several(n, "open target", "open targets"))
}

// AsOfNow says that a picture shows the present.
func AsOfNow() string { return Text("now") }

// TierCount is what a column says under the pointer.
func TierCount(t domain.Tier, n int) string {
	return TierShort(t) + ": " + several(n, "open target", "open targets")
}

// AgeTitle heads the picture of ages.
func AgeTitle() string { return Text("Age of what is open") }

// AgeNote says what is counted.
func AgeNote() string { return Text("targets, by days since first seen") }

// AgeBin labels a column of ages: "8–14", "over 90".
func AgeBin(a domain.AgeBin) string {
	if a.To == 0 {
		return Text("over {from}", "from", strconv.Itoa(a.From-1))
	}
	return fmt.Sprintf("%d–%d", a.From, a.To)
}

// AgeCount is what a column of ages says under the pointer.
func AgeCount(a domain.AgeBin) string {
	return Text("{agebin} days: {open}, {overdue} overdue", "agebin", AgeBin(a), "open", several(a.Open, "open target", "open targets"), "overdue", Number(a.Overdue))
}

// Start holds the sentences of an empty desk.
type Start struct {
	Title, Say, Or, Private string
	Steps                   []Step
}

// Step is one thing to do, and when or why.
type Step struct{ What, When string }

// FirstSteps are the three steps of an empty desk.
func FirstSteps() Start {
	return Start{
		Title: Text("Start your patch desk"),
		Say:   Text("Fenceline tells you which fixes your machines need, by when, and why. It needs to know two things."),
		Steps: []Step{
			{Text("Say which machines you have"), Text("Add them one by one or from a list. What runs on them comes from a scan, from collected files or SBOMs.")},
			{Text("Bring advisories in"), Text("Drop a file, a folder or an archive anywhere on this window, or import from a stick.")},
			{Text("Read what must happen today"), Text("Every fix comes with a due date that explains itself. What cannot be told is said so.")},
		},
		Or:      Text("Only looking?"),
		Private: Text("Nothing leaves this machine unless you export it."),
	}
}
