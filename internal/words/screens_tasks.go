package words

import (
	"fmt"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// TasksNote stands beside the heading: "12 open, 65 targets".
func TasksNote(open, targets int) string {
	return Number(open) + " open, " + several(targets, "target", "targets")
}

// TaskCount counts the tasks of a group.
func TaskCount(n int) string { return several(n, "task", "tasks") }

// GroupNote stands at the right of a group of tasks.
func GroupNote(t domain.Tier, overdue, soon int) string {
	switch {
	case overdue > 0 && soon > 0:
		return Number(overdue) + " overdue, " + Number(soon) + " due this week"
	case overdue > 0:
		return Number(overdue) + " overdue"
	case t == domain.TierForensic:
		return "evidence before patching"
	case soon > 0:
		return Number(soon) + " due this week"
	case t == domain.TierUpgrade:
		return "done with the next upgrade"
	}
	return ""
}

// TaskState is the state of a task in a list: "1 of 2 done", "Blocked".
func TaskState(t *domain.TaskView) string {
	if t.Done > 0 && t.Done < t.Total {
		return fmt.Sprintf("%s of %s done", Number(t.Done), Number(t.Total))
	}
	return State(t.State)
}

// TaskLine stands above a task: "T-118 · clears 3 vulnerabilities on 2 assets".
func TaskLine(t *domain.TaskView) string {
	return dotted(t.ID, "clears "+several(len(t.Vulnerabilities), "vulnerability", "vulnerabilities")+" on "+several(t.Total, "asset", "assets"))
}

// TaskText is a task as text for the clipboard.
func TaskText(t *domain.TaskDetail) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", t.ID, Fix(t.PatchTask))
	fmt.Fprintf(&b, "Tier: %s. Due: %s.\n", TierShort(t.Tier), orNo(string(t.Due)))
	why := WhySentence(&t.Why)
	fmt.Fprintf(&b, "Why: %s %s.\n", why.Facts, why.Outcome)
	for i := range t.Targets {
		target := &t.Targets[i]
		fmt.Fprintf(&b, "- %s: %s, due %s\n", target.AssetName, State(target.State), orNo(string(target.Due.Date)))
	}
	fmt.Fprintf(&b, "Clears: %s\n", strings.Join(t.Vulnerabilities, ", "))
	return b.String()
}

func orNo(s string) string {
	if s == "" {
		return "no date"
	}
	return s
}

// DueHead is the date in the head of a task: "Due Fri 27 Nov".
func DueHead(d, today domain.Day) string {
	if d == "" {
		return "No date"
	}
	return "Due " + shortDay(d, today)
}

// OwnerNote stands at the right under the date: "assumed date · owner J.M.".
func OwnerNote(t *domain.TaskView) string {
	assumed, owner := "", "no owner"
	if t.Assumed {
		assumed = "assumed date"
	}
	if t.Owner != "" {
		owner = "owner " + t.Owner
	}
	return dotted(assumed, owner)
}

// WhyTitle heads the explanation: "Why Friday 27 November".
func WhyTitle(d domain.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return "Why there is no date"
	}
	return "Why " + t.Format("Monday 2 January")
}

// WhyTable names table, version and row.
func WhyTable(d *domain.Due) string {
	row := ""
	switch {
	case d.Row >= 0:
		row = fmt.Sprintf("row %d", d.Row)
	case d.Setting != "":
		row = "setting " + string(d.Setting)
	}
	version := ""
	if d.Version != "" {
		version = "version " + d.Version
	}
	return Joined(d.Policy, version, row)
}

// WhyParts is the sentence of a due date in two parts: facts and outcome.
type WhyParts struct{ Facts, Outcome string }

// WhySentence says which facts gave which tier: "In KEV, public, automatable,
// total impact:" and "3 days & forensic investigation".
func WhySentence(d *domain.Due) WhyParts {
	var parts []string
	for i := range d.Facts {
		f := &d.Facts[i]
		value := f.Value
		if value == "" {
			value = f.Filled
		}
		parts = append(parts, factPhrase(f.Fact, value))
	}
	outcome := string(d.Tier)
	if outcome == "" {
		outcome = "nothing is open"
	}
	if len(parts) == 0 {
		return WhyParts{"The table says:", outcome}
	}
	return WhyParts{upperFirst(strings.Join(parts, ", ")) + ":", outcome}
}

func factPhrase(f domain.FactName, value string) string {
	yes := value == "yes"
	switch f {
	case domain.FactKEV:
		if yes {
			return "in KEV"
		}
		return "not in KEV"
	case domain.FactExposure:
		switch value {
		case "yes":
			return "public"
		case "no":
			return "not public"
		}
		return "exposure not answered"
	case domain.FactAutomatable:
		switch value {
		case "yes":
			return "automatable"
		case "no":
			return "not automatable"
		}
		return "automatable not known"
	}
	if value == "" {
		return "impact not known"
	}
	return value + " impact"
}

// FactLabel names a fact of the table.
func FactLabel(f domain.FactName) string {
	switch f {
	case domain.FactKEV:
		return "In KEV"
	case domain.FactExposure:
		return "Publicly exposed"
	case domain.FactAutomatable:
		return "Automatable"
	case domain.FactImpact:
		return "Technical impact"
	}
	return string(f)
}

// FactValue is the value the table was read with.
func FactValue(f *domain.DueFact) string {
	value := f.Value
	if value == "" {
		value = f.Filled
	}
	if value == "" {
		return "Not known"
	}
	return upperFirst(value)
}

// FactSource says who says so and when: "CISA KEV, 24 Nov".
func FactSource(f *domain.DueFact, zone *time.Location, today domain.Day) string {
	source := f.Source
	if source == "person" {
		source = say("fact_person")
	}
	if source == "" && f.Fact == domain.FactKEV && f.Value == "no" {
		source = "no loaded catalogue"
	}
	if f.At.IsZero() {
		return source
	}
	form := "2 Jan 2006"
	if len(today) >= 4 && f.At.In(zone).Format("2006") == string(today)[:4] {
		form = "2 Jan"
	}
	return Joined(source, f.At.In(zone).Format(form))
}

// FactMissing says that nobody knows a fact and what stands in for it.
func FactMissing(f *domain.DueFact, d *domain.Due) string {
	switch {
	case f.Filled == "":
		return "missing"
	case d.Fact(domain.FactKEV) == "yes":
		return "missing, stricter"
	case d.Setting == domain.MissingWorstCase:
		return "missing, worst case"
	case d.Setting == domain.MissingTableReading:
		return "missing, likely value"
	}
	return "missing, 60 days"
}

// FactOther says what the other value would give: "3 days, no triage (row 14)",
// "no change (row 13)".
func FactOther(f *domain.DueFact, d *domain.Due) string {
	var parts []string
	value := f.Value
	if value == "" {
		value = f.Filled
	}
	for _, o := range f.Others {
		if o.Value == value {
			continue
		}
		say := "no change"
		switch {
		case o.Tier != d.Tier && d.Tier == domain.TierForensic && o.Tier == domain.Tier3Days:
			say = "3 days, no triage"
		case o.Tier != d.Tier:
			say = lowerFirst(TierShort(o.Tier))
		}
		if o.Row >= 0 {
			say += fmt.Sprintf(" (row %d)", o.Row)
		}
		if len(f.Others) > 1 && o.Value != "" {
			say = o.Value + ": " + say
		}
		parts = append(parts, say)
	}
	return strings.Join(parts, "; ")
}

// ClockInstant is a moment on a clock: "Tue 24 Nov, 15:05".
func ClockInstant(t time.Time, zone *time.Location, today domain.Day) string {
	return shortDay(domain.DayOf(t, zone), today) + ", " + t.In(zone).Format("15:04")
}

// DueInstant is the end of the due day.
func DueInstant(d, today domain.Day) string { return shortDay(d, today) + ", 24:00" }

// ClockStart says why the clock started when it did.
func ClockStart(code domain.Code) string {
	switch code {
	case "start_received":
		return "The advisory came in"
	case "start_detected":
		return "First seen here"
	case "start_tightened":
		return "As strict as this since then"
	case "start_upgrade":
		return "First held; the upgrade gives the date"
	case "start_policy":
		return "CISA's own clock"
	}
	return "The clock started"
}

// ClockEnd says what the end of the clock is.
func ClockEnd(d *domain.Due) string {
	if d.ByUpgrade {
		return "Due with the planned upgrade"
	}
	if days, ok := d.Tier.Days(); ok {
		return fmt.Sprintf("Due, %d calendar days", days)
	}
	return "Due"
}

// WhyFoot says what was assumed, and the other dates.
func WhyFoot(d *domain.Due, today domain.Day) string {
	var parts []string
	missing := 0
	for i := range d.Facts {
		if d.Facts[i].Value == "" {
			missing++
		}
	}
	if d.Assumed {
		parts = append(parts, "The date is assumed, because "+lowerFirst(spelled(missing))+" "+ifOne(missing, "fact is", "facts are")+" missing and an answer could change it.")
	}
	if d.Date == "" {
		parts = append(parts, "It is done with the next upgrade; none is planned, so there is no date.")
	}
	if d.CISADue != "" {
		parts = append(parts, "CISA's own KEV date: "+shortDay(d.CISADue, today)+".")
	}
	if d.PolicyDate != "" && d.PolicyDate != d.Date {
		parts = append(parts, "By the directive's own clock: "+shortDay(d.PolicyDate, today)+".")
	}
	if d.LateOnArrival {
		parts = append(parts, "It was late on arrival: that date had passed before this desk first held the finding.")
	}
	return strings.Join(parts, " ")
}

func ifOne(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// TriageNote stands beside the heading of the forensic triage.
func TriageNote(owed bool) string {
	if owed {
		return "evidence before patching"
	}
	return "suggested: a fact is missing"
}

// TriageSteps are the three steps of a forensic triage.
func TriageSteps() []Step {
	return []Step{
		{"Scope: what the asset can reach", "within 2 hours of the first detection"},
		{"Evidence: memory, sessions and logs", "within 24 hours, and before the fix is installed"},
		{"Decision: no evidence, suspected or confirmed", "within 72 hours"},
	}
}

// TargetsNote stands beside the heading of targets: "1 of 2 done".
func TargetsNote(t *domain.TaskDetail) string {
	if t.Total == 0 {
		return ""
	}
	return fmt.Sprintf("%s of %s done", Number(t.Done), Number(t.Total))
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
		return "no version"
	case t.Seen == "":
		return "was " + t.Before
	case t.Before != "" && t.Before != t.Seen:
		return t.Before + " → " + t.Seen
	}
	return t.Seen
}

// ClaimGround says what a claim is worth.
func ClaimGround(asset string) string {
	return "You say that " + asset + " is done. It becomes verified when a newer inventory of it shows so."
}

// ClearsNote counts what a fix clears.
func ClearsNote(n int) string { return several(n, "vulnerability", "vulnerabilities") }

// NoneMine is the empty state of a person's own tasks.
func NoneMine(person string) string {
	if person == "" {
		return "This desk does not know who you are, so no task can be yours."
	}
	return "No open task has " + person + " as its owner."
}

// NoneClosed is the empty state of closed tasks.
func NoneClosed() string { return "A task closes when newer inventories show the fix on every asset." }

// NoTasks is the empty state of open tasks; it never says that all is well.
func NoTasks(s *domain.DeskStatus) string {
	if s.Coverage.Assets == 0 || len(s.Sources) == 0 {
		return "Tasks appear when inventories and advisories have been imported."
	}
	say := fmt.Sprintf("Nothing that is known asks for a fix. Software is known for %s assets.", OutOf(s.Coverage.SoftwareKnown, s.Coverage.Assets))
	if s.Pending {
		say += " Matching is pending."
	}
	return say
}

// NoRemediation says that no publisher advises anything.
func NoRemediation() string {
	return "The advisories behind this task name no remediation beside the version."
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
	return "Restart needed: " + strings.ReplaceAll(category, "_", " ") + "."
}

// LinkAsText shows a link without opening it.
func LinkAsText(url string) string { return "Link, as text: " + url }

// NoHistory says that the log holds nothing of a thing.
func NoHistory() string { return "The log holds nothing of this task yet." }

// EventBy says who did it and when.
func EventBy(e *domain.LogEvent, zone *time.Location) string {
	return dotted(e.At.In(zone).Format("Mon 2 Jan 2006 15:04"), e.Person, "log entry "+Number(int(e.Seq)))
}

// TickDay names a day between start and end of a clock: "Wed 25".
func TickDay(d domain.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return t.Format("Mon 2")
}
