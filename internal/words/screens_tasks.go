package words

import (
	"fmt"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// TargetCount counts the open targets of all open tasks: "65 targets".
func TargetCount(n int) string {
	if n >= 1_000_000 {
		return Text("{n} million targets", "n", Decimal(float64(n)/1e6))
	}
	return several(n, "target", "targets")
}

// TaskCount counts the tasks of a group.
func TaskCount(n int) string { return several(n, "task", "tasks") }

// GroupNote stands at the right of a group of tasks.
func GroupNote(t domain.Tier, overdue, soon int) string {
	switch {
	case overdue > 0 && soon > 0:
		return Text("{overdue} overdue, {soon} due within 7 days", "overdue", Number(overdue), "soon", Number(soon))
	case overdue > 0:
		return Text("{overdue} overdue", "overdue", Number(overdue))
	case t == domain.TierForensic:
		return Text("evidence before patching")
	case soon > 0:
		return Text("{soon} due within 7 days", "soon", Number(soon))
	case t == domain.TierUpgrade:
		return Text("done with the next upgrade")
	}
	return ""
}

// TaskState is the state of a task in a list: "1 of 2 done"; the day it is planned for;
// what a blocked one waits for. Its mark says which state that is.
func TaskState(t *domain.TaskView, today domain.Day) string {
	switch {
	case t.State == domain.StateBlocked && t.Waits != "":
		return t.Waits
	case t.Done > 0 && t.Done < t.Total:
		return Text("{done} of {total} done", "done", Number(t.Done), "total", Number(t.Total))
	case t.State == domain.StatePlanned && t.PlannedWeek && t.Planned != "":
		return Text("week {day}", "day", strings.TrimSpace(planDayShort(t.Planned)))
	case t.State == domain.StatePlanned && t.Planned != "":
		return shortDay(t.Planned, today)
	}
	return State(t.State)
}

// FilterSays names what the filter of the list asks for, and how many it lets through:
// "Owner R.T., overdue: 4 of 12".
func FilterSays(kev, overdue, blocked, assumed, noOwner bool, owner string, shown, of int) string {
	var parts []string
	for _, one := range []struct {
		on  bool
		say string
	}{{owner != "", Text("owner {owner}", "owner", owner)}, {noOwner, Text("no owner")}, {kev, Text("in KEV")}, {overdue, Text("overdue")}, {blocked, Text("blocked")}, {assumed, Text("assumed date")}} {
		if one.on {
			parts = append(parts, one.say)
		}
	}
	return Text("Only {what}: {outof} tasks", "what", strings.Join(parts, ", "), "outof", OutOf(shown, of))
}

// TaskLine stands above a task: "T-118 · clears 3 vulnerabilities on 2 assets".
func TaskLine(t *domain.TaskView) string {
	return dotted(t.ID, Text("clears {vulnerabilities} on {assets}", "vulnerabilities", several(len(t.Vulnerabilities), "vulnerability", "vulnerabilities"), "assets", several(t.Total, "asset", "assets")))
}

// TaskText is a task as text for the clipboard.
func TaskText(t *domain.TaskDetail) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", t.ID, Fix(t.PatchTask))
	fmt.Fprintf(&b, Text("Tier: %s. Due: %s.\n"), TierShort(t.Tier), orNo(string(t.Due)))
	why := WhySentence(&t.Why)
	fmt.Fprintf(&b, Text("Why: %s %s.\n"), why.Facts, why.Outcome)
	for i := range t.Targets {
		target := &t.Targets[i]
		fmt.Fprintf(&b, Text("- %s: %s, due %s\n"), target.AssetName, State(target.State), orNo(string(target.Due.Date)))
	}
	fmt.Fprintf(&b, Text("Clears: %s\n"), strings.Join(t.Vulnerabilities, ", "))
	return b.String()
}

func orNo(s string) string {
	if s == "" {
		return Text("no date")
	}
	return s
}

// DueHead is the date in the head of a task: "Due Fri 27 Nov".
func DueHead(d, today domain.Day) string {
	if d == "" {
		return Text("No date")
	}
	return Text("Due {day}", "day", shortDay(d, today))
}

// DueOrClosed is the date at the head of a task, or that nothing is open on it.
func DueOrClosed(t *domain.TaskView, today domain.Day) string {
	if t.Tier == domain.TierNone && t.State.Done() {
		return Text("Closed")
	}
	return DueHead(t.Due, today)
}

// TierHead heads the tasks of a tier; those without one have nothing open.
func TierHead(t domain.Tier) string {
	if t == domain.TierNone {
		return Text("Nothing open")
	}
	return TierShort(t)
}

// OwnerNote stands at the right under the date: "assumed date · owner J.M.".
func OwnerNote(t *domain.TaskView) string {
	assumed, owner := "", Text("no owner")
	if t.Assumed {
		assumed = Text("assumed date")
	}
	if t.Owner != "" {
		owner = Text("owner {owner}", "owner", t.Owner)
	}
	return dotted(assumed, owner)
}

// TriageNote stands beside the heading of the forensic triage.
func TriageNote(owed bool) string {
	if owed {
		return Text("evidence before patching")
	}
	return Text("suggested: a fact is missing")
}

// TriageSteps are the three steps of a forensic triage.
func TriageSteps() []Step {
	return []Step{
		{Text("Scope: what the asset can reach"), Text("within 2 hours of the first detection")},
		{Text("Evidence: memory, sessions and logs"), Text("within 24 hours, and before the fix is installed")},
		{Text("Decision: no evidence, suspected or confirmed"), Text("within 72 hours")},
	}
}

// TargetsNote stands beside the heading of targets: "1 of 2 done".
func TargetsNote(t *domain.TaskDetail) string {
	if t.Total == 0 {
		return ""
	}
	return Text("{done} of {total} done", "done", Number(t.Done), "total", Number(t.Total))
}

// TargetDue is the date of a target, none for a closed one.
func TargetDue(t *domain.TargetView, today domain.Day) string {
	if t.State.Done() {
		return "–"
	}
	return DueShort(t.Due.Date, today)
}

// TargetSeen says which version the newest inventory shows.
func TargetSeen(t *domain.TargetView) string {
	switch {
	case t.Seen == "" && t.Before == "":
		return Text("not known")
	case t.Seen == "":
		return Text("was {before}", "before", t.Before)
	case t.Before != "" && t.Before != t.Seen:
		return t.Before + " → " + t.Seen
	}
	return t.Seen
}

// ClaimGround says what a claim is worth.
func ClaimGround(asset string) string {
	return Text("You say that {asset} is done. It becomes verified when a newer inventory of it shows so.", "asset", asset)
}

// ClearsNote counts what a fix clears.
func ClearsNote(n int) string { return several(n, "vulnerability", "vulnerabilities") }

// NoneMine is the empty state of a person's own tasks.
func NoneMine(person string) string {
	if person == "" {
		return Text("This desk does not know who you are, so no task can be yours.")
	}
	return Text("No open task has {person} as its owner.", "person", person)
}

// NoneClosed is the empty state of closed tasks.
func NoneClosed() string {
	return Text("A task closes when newer inventories show the fix on every asset.")
}

// NoTasks is the empty state of open tasks; it never says that all is well.
func NoTasks(s *domain.DeskStatus) string {
	if s.Coverage.Assets == 0 || len(s.Sources) == 0 {
		return Text("Tasks appear when inventories and advisories have been imported.")
	}
	say := Text("Nothing that is known asks for a fix. Software is known for {outof} assets.", "outof", OutOf(s.Coverage.SoftwareKnown, s.Coverage.Assets))
	if s.Pending {
		say += Text(" Matching is pending.")
	}
	return say
}

// NoRemediation says that no publisher advises anything.
func NoRemediation() string {
	return Text("The advisories behind this task name no remediation beside the version.")
}

// RemediationFrom says where advice stands.
func RemediationFrom(r *domain.RemediationView) string {
	id := string(r.Advisory)
	if i := strings.LastIndex(id, "|"); i >= 0 {
		id = id[i+1:]
	}
	return dotted(id, r.Title)
}

// RestartNeeded says what has to be restarted, "" where nothing is stated.
func RestartNeeded(category string) string {
	switch category {
	case "", "none":
		return ""
	}
	return Text("Restart needed: {replaceall}.", "replaceall", strings.ReplaceAll(category, "_", " "))
}

// LinkAsText shows a link without opening it.
func LinkAsText(url string) string { return Text("Link, as text: {url}", "url", url) }

// NoHistory says that the log holds nothing of a thing.
func NoHistory() string { return Text("The log holds nothing of this task yet.") }

// EventBy says who did it and when.
func EventBy(e *domain.LogEvent, zone *time.Location) string {
	return dotted(dated(e.At.In(zone), "Mon 2 Jan 2006 15:04"), e.Person, Text("log entry {seq}", "seq", Number(int(e.Seq))))
}

// TickDay names a day between start and end of a clock: "Wed 25".
func TickDay(d domain.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return dated(t, "Mon 2")
}
