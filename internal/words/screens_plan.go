package words

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// PlanNote stands beside the heading of the plan: "12 tasks, 44 hours. 8 fit, 3 will
// be late, 1 needs help."
func PlanNote(tasks, minutes, fits, late, noPlace int) string {
	if tasks == 0 {
		return Text("Nothing is to be planned.")
	}
	parts := []string{}
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, Plural(n, one, many))
		}
	}
	add(fits, Term("{n} fits"), Term("{n} fit"))
	add(late, Term("{n} will be late"), Term("{n} will be late"))
	add(noPlace, Term("{n} has no place"), Term("{n} have no place"))
	if len(parts) == 0 {
		return several(tasks, "task", "tasks") + ", " + hoursLong(minutes) + "."
	}
	return several(tasks, "task", "tasks") + ", " + hoursLong(minutes) + ". " + strings.Join(parts, ", ") + "."
}

// hoursLong is "44 hours", "1.5 hours", "20 minutes".
func hoursLong(minutes int) string {
	if minutes < 60 {
		return several(minutes, "minute", "minutes")
	}
	text := strings.TrimSuffix(Hours(minutes), " h")
	if text == "1" {
		return Text("1 hour")
	}
	if n := minutes / 60; n >= 1000 {
		text = Number(n)
	}
	return Text("{text} hours", "text", text)
}

// hoursShort is the number of hours alone: "8.5".
func hoursShort(minutes int) string {
	f := float64(minutes*10/60) / 10
	if f >= 1000 {
		return Number(int(f))
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// PlanWeek names a week by its days: "23–29 Nov", "30 Nov–6 Dec".
func PlanWeek(monday domain.Day) string {
	from, ok := dayTime(monday)
	to, ok2 := dayTime(monday.Add(6))
	if !ok || !ok2 {
		return string(monday)
	}
	if from.Month() == to.Month() {
		return strconv.Itoa(from.Day()) + "–" + dated(to, "2 Jan")
	}
	return dated(from, "2 Jan") + "–" + dated(to, "2 Jan")
}

// PlanWeekNow names a week in the head of a column; the running one says so.
func PlanWeekNow(monday, today domain.Day) string {
	if today.Monday() == monday {
		return Text("{planweek}, this week", "planweek", PlanWeek(monday))
	}
	return PlanWeek(monday)
}

// PlanLoad says how full a week is: "8.5 of 9 h planned", "10 h wanted of 4 h".
func PlanLoad(used, wanted, capacity int) string {
	if wanted > capacity {
		return Text("{hours} h wanted of {otherhours} h", "hours", hoursShort(wanted), "otherhours", hoursShort(capacity))
	}
	return Text("{hours} of {otherhours} h planned", "hours", hoursShort(used), "otherhours", hoursShort(capacity))
}

// PlanFree says how much of a week is left.
func PlanFree(minutes int) string { return Text("{hours} free", "hours", Hours(minutes)) }

// PlanOver says how much more a week holds than there is time.
func PlanOver(minutes int) string { return Text("{hours} more than we have", "hours", Hours(minutes)) }

// PlanEmptyWeek stands in a week without work.
func PlanEmptyWeek(capacity int) string {
	if capacity == 0 {
		return Text("No time is set for this week.")
	}
	return Text("Nothing planned. Drag a task here, or choose a week from its menu.")
}

// PlanWindowNote are the two lines of a window or a freeze in the head of a week.
func PlanWindowNote(freeze bool, from, to domain.Day, group, text string) (first, second string) {
	day := func(d domain.Day) string {
		t, ok := dayTime(d)
		if !ok {
			return string(d)
		}
		return dated(t, "Mon 2 Jan")
	}
	if !freeze {
		_, clock, _ := strings.Cut(text, " ")
		if i := strings.LastIndex(text, " "); i >= 0 {
			clock = text[i+1:]
		}
		return group + ", " + day(from), strings.ReplaceAll(clock, "-", "–")
	}
	first = Text("Freeze")
	if group != "" {
		first += " " + group
	}
	if text != "" {
		first += ": " + text
	}
	if from == to {
		return first, day(from)
	}
	return first, Text("{day} to {otherday}", "day", day(from), "otherday", day(to))
}

// PlanCardLine is the second line of a card: "4 h · due Fri 27 Nov".
func PlanCardLine(minutes int, due, today domain.Day) string {
	if due == "" {
		return dotted(Hours(minutes), Text("no date"))
	}
	return dotted(Hours(minutes), Text("due {day}", "day", shortDay(due, today)))
}

// PlanCardWhere says on what: the asset's name, or how many there are.
func PlanCardWhere(assets []string, by []string) string {
	where := several(len(assets), "asset", "assets")
	if len(assets) == 1 {
		where = assets[0]
	}
	var who []string
	for _, name := range by {
		if name != "" {
			who = append(who, Initials(name))
		}
	}
	return dotted(where, strings.Join(who, ", "))
}

// PlanLate is how late something will be, in bold: "1 day late".
func PlanLate(days int) string { return several(days, "day late", "days late") }

// PlanCause says why it is late, after [PlanLate]: "no window comes before its day".
func PlanCause(why domain.Code, days int) string {
	text := say(why, "days", count("days", days))
	if _, cause, ok := strings.Cut(text, ": "); ok {
		return cause
	}
	return text
}

// PlanHand says that a person chose the week.
func PlanHand() string { return Text("moved by hand") }

// PlanMoreCards stands for cards that are too small to be drawn apart.
func PlanMoreCards(n, minutes int) string {
	return several(n, "small task", "small tasks") + ", " + Hours(minutes)
}

// PlanFitTitle, PlanLateTitle and PlanHelpTitle head the three cards under the
// weeks.
func PlanFitTitle(n int) string {
	if n == 1 {
		return Text("1 fits")
	}
	return Text("{n} fit", "n", Number(n))
}

// PlanLateTitle counts the tasks that will be late.
func PlanLateTitle(n int) string {
	if n == 0 {
		return Text("None will be late")
	}
	return Text("{n} will be late", "n", Number(n))
}

// PlanHelpTitle says how much help is needed.
func PlanHelpTitle(minutes int) string {
	if minutes == 0 {
		return Text("No help needed")
	}
	return Text("{hours} of help needed", "hours", hoursLong(minutes))
}

// PlanFitLines say what fits: what is due first, until when the work is planned,
// and what the desk's own history says of its pace.
func PlanFitLines(early []string, lastFit domain.Day, s *domain.Statistics, today domain.Day) []string {
	var lines []string
	if len(early) == 0 {
		lines = append(lines, Text("Everything that is due this week"))
	} else {
		names := early
		if len(names) > 3 {
			names = append(append([]string{}, names[:3]...), Text("{early} more", "early", Number(len(early)-3)))
		}
		lines = append(lines, Text("Everything that is due this week except {names}", "names", strings.Join(names, ", ")))
	}
	if lastFit != "" {
		lines = append(lines, Text("What is open now is planned until {day}", "day", shortDay(lastFit, today)))
	}
	switch {
	case s.ClearBy != "":
		lines = append(lines, Text("Clear by {day} at the pace of the last four weeks", "day", shortDay(s.ClearBy, today)))
	case s.PerWeek.In+s.PerWeek.Closed > 0:
		lines = append(lines, Text("At the pace of the last four weeks it does not get less: {in} targets come a week, {closed} go", "in", Decimal(s.PerWeek.In), "closed", Decimal(s.PerWeek.Closed)))
	default:
		lines = append(lines, Text("No forecast yet: this desk has no whole week behind it"))
	}
	return lines
}

// PlanHelpNote says until when help would be needed, and what for.
func PlanHelpNote(minutes int, by, today domain.Day) string {
	if minutes == 0 {
		return Text("Nothing is late only for want of time.")
	}
	return Text("Until {day}, so that nothing is late for want of time alone", "day", shortDay(by, today))
}

// PlanHelpFor is what a part of the help is for: a fix, or a week.
func PlanHelpFor(h *domain.PlanHelp, today domain.Day) string {
	if h.Task != "" {
		return PlanFix(h.Fix)
	}
	return Text("The week {week}", "week", PlanWeekNow(h.Monday, today))
}

// PlanHelpWhy says why help is needed for it.
func PlanHelpWhy(h *domain.PlanHelp) string {
	if h.Task != "" {
		return PlanCause(h.Why, 0)
	}
	return Text("more was put into it by hand than there is time for")
}

// PlanNoDay names tasks that have no place and miss no day; "" where there is none.
func PlanNoDay(tasks []string) string {
	if len(tasks) == 0 {
		return ""
	}
	names := tasks
	if len(names) > 3 {
		names = append(slices.Clone(names[:3]), AndMore(len(tasks)-3))
	}
	return Text("No help is counted for what has no place and misses no day: {names}", "names", strings.Join(names, ", "))
}

// PlanLateNames says which task is late by most: "T-099 by 6 days, and 2 more".
func PlanLateNames(task string, days, all int) string {
	by := Text("{task} by {days}", "task", task, "days", several(days, "day", "days"))
	if all == 1 {
		return by
	}
	return by + ", " + AndMore(all-1)
}

// PlanHelpBy is [PlanHelpNote] in a few words.
func PlanHelpBy(minutes int, by, today domain.Day) string {
	if minutes == 0 {
		return PlanHelpNote(0, by, today)
	}
	return Text("until {day}", "day", shortDay(by, today))
}

// PlanNoneLate says that every date is kept.
func PlanNoneLate() string { return Text("Every date that lies ahead is kept.") }

// PlanAssumedNotice says that nobody said how much time there is.
func PlanAssumedNotice() string {
	return Text("Nobody said how much time there is. {hours} a week are assumed.", "hours", Hours(domain.DefaultCapacity))
}

// PlanTrialNotice says that another capacity is being tried.
func PlanTrialNotice(minutes int) string {
	return Text("Tried, not kept: {hours} a week instead of what is set.", "hours", hoursLong(minutes))
}

// PlanWaitingLines say what takes no time now, and what the plan could not know.
func PlanWaitingLines(p *domain.Schedule) []string {
	var lines []string
	for _, state := range []domain.State{domain.StateClaimed, domain.StateRestart, domain.StateTriage, domain.StateBlocked, domain.StateException} {
		if n := p.Waiting[state]; n > 0 {
			lines = append(lines, count("plan_waiting", n, "state", lowerFirst(State(state))))
		}
	}
	if p.Watch > 0 {
		lines = append(lines, count("plan_watch", p.Watch))
	}
	if n := p.NoRestart; n > 0 {
		lines = append(lines, Text("Of {targets} nobody said whether the asset restarts; planned without a restart.", "targets", several(n, "target", "targets")))
	}
	for _, text := range p.Unread {
		lines = append(lines, say("plan_unread", "window", text))
	}
	return lines
}

// NoPlan is the empty state of the plan; it never says that all is well.
func NoPlan(s *domain.DeskStatus) string {
	if s.Coverage.Assets == 0 || len(s.Sources) == 0 {
		return Text("The plan fills when inventories and advisories have been imported.")
	}
	return Text("No open target needs time now. {notasks}", "notasks", NoTasks(s))
}

// PlanTimes are the hours of a window of a day: "Sun 29 Nov, 02:00–05:00".
func PlanTimes(day domain.Day, window string, today domain.Day) string {
	i := strings.LastIndex(window, " ")
	return shortDay(day, today) + ", " + strings.ReplaceAll(window[i+1:], "-", "–")
}

// RunSheetName is the file name a run sheet is offered under.
func RunSheetName(monday domain.Day) string {
	return "run-sheet-" + monday.Week() + ".html"
}

// PlanPool is what everybody without a capacity of their own is called.
func PlanPool() string { return Text("Everybody else") }

// PlanPerWeek is a time a week: "6 h a week".
func PlanPerWeek(minutes int) string { return Text("{hours} a week", "hours", Hours(minutes)) }

// PlanUsed is how much of somebody's week is planned: "3.5 of 4 h".
func PlanUsed(used, capacity int) string {
	return Text("{hours} of {otherhours} h", "hours", hoursShort(used), "otherhours", hoursShort(capacity))
}

// DayCaption says a day with its distance: "Fri 27 Nov, in 3 days".
func DayCaption(d, today domain.Day) string { return Joined(Day(d, today), Relative(d, today)) }

// WeekCaption says a week: "Week of 30 Nov–6 Dec, 2026-W49".
func WeekCaption(monday domain.Day) string {
	return Text("Week of {planweek}, {week}", "planweek", PlanWeek(monday), "week", monday.Week())
}

// DayForms says how a day can be written.
func DayForms() string { return Text("As 27 Nov, 2026-11-27, or +14 for days from today") }

// HourForms says how a time of work can be written.
func HourForms() string { return Text("As 6, 4.5, 4h30m or 45 min") }

// FreezeLine says when nothing is changed, and where.
func FreezeLine(f *domain.Freeze, today domain.Day) string {
	days := shortDay(f.From, today)
	if f.To != f.From {
		days += Text(" to {day}", "day", shortDay(f.To, today))
	}
	group := Text("all assets")
	if f.Group != "" {
		group = f.Group
	}
	return dotted(days, group, f.Reason)
}

// planDay is a day for a deed, without the year where it is near.
func planDay(d domain.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return dated(t, "Mon 2 Jan")
}
