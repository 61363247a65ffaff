package words

import (
	"strings"

	"fenceline/internal/domain"
)

// PlanFix is a fix without its verb, for a narrow card: "Tomcat to 10.1.52".
func PlanFix(fix string) string {
	for _, verb := range []string{Text("Update "), Text("Install ")} {
		if rest, ok := strings.CutPrefix(fix, verb); ok {
			rest, _ = strings.CutPrefix(rest, Text("the firmware of "))
			return rest
		}
	}
	return fix
}

// PlanPart says which part of a task in several weeks a card is: "7-Zip to 26.01, 2 of 3".
func PlanPart(name string, part, parts int) string {
	if parts < 2 {
		return name
	}
	return Text("{name}, {part} of {parts}", "name", name, "part", Number(part), "parts", Number(parts))
}

// PlanUpgradeLine is the second line of a card that is done with a planned upgrade.
func PlanUpgradeLine(minutes int, day, today domain.Day) string {
	return dotted(Hours(minutes), Text("upgrade {day}", "day", shortDay(day, today)))
}

// PlanFixVersion is the version a fix brings, for a line of its own.
func PlanFixVersion(fix string) string {
	name := PlanFix(fix)
	if to := Text(" to "); strings.LastIndex(name, to) > 0 {
		return name[strings.LastIndex(name, to)+len(to):]
	}
	return ""
}

// PlanVersionLine is the second line of a card whose name left no room for its version.
func PlanVersionLine(version string, minutes int) string { return dotted(version, Hours(minutes)) }

// PlanCard is a task in a week, as a card says it whole.
type PlanCard struct {
	Task, Fix string
	Minutes   int
	Due       domain.Day
	Late      int
	Why       domain.Code
	Hand      bool
	Assets    []string
	Day       domain.Day
	Window    string
}

// PlanCardSay is all that a card knows, line by line.
func PlanCardSay(c PlanCard, today domain.Day) string {
	lines := []string{dotted(c.Task, c.Fix), PlanCardLine(c.Minutes, c.Due, today)}
	if c.Day != "" {
		lines = append(lines, Text("In the window {plantimes}", "plantimes", PlanTimes(c.Day, c.Window, today)))
	}
	if c.Why != domain.PlanFits && c.Why != "" {
		lines = append(lines, upperFirst(say(c.Why, "days", count("days", c.Late))))
	}
	if c.Hand {
		lines = append(lines, upperFirst(PlanHand()))
	}
	names := c.Assets
	if len(names) > 6 {
		names = append(append([]string{}, names[:6]...), AndMore(len(c.Assets)-6))
	}
	return strings.Join(append(lines, strings.Join(names, ", ")), "\n")
}

// PlanTryItem offers another capacity to try.
func PlanTryItem(minutes int) string { return Text("Try {hours} a week", "hours", Hours(minutes)) }

// PlanKeepHand and PlanFreeHand say what planning again does with what was moved
// by hand.
func PlanKeepHand(n int) string {
	return Text("Keep {tasks} where they were moved by hand", "tasks", several(n, "task", "tasks"))
}

// PlanFreeHand lets the planner choose all weeks again.
func PlanFreeHand(n int) string {
	return Text("Let the planner choose {tasks} again", "tasks", several(n, "task", "tasks"))
}

// PlanMoveItem offers a week to move to: "30 Nov–6 Dec, 2 of 4 h planned".
func PlanMoveItem(monday, today domain.Day, used, capacity int) string {
	return PlanWeekNow(monday, today) + "  " + PlanUsed(used, capacity)
}

// PlanSmallItem is a task in a menu of small ones.
func PlanSmallItem(c PlanCard) string { return dotted(c.Task, PlanFix(c.Fix), Hours(c.Minutes)) }

// PlanChosen are the two lines about the chosen card; the second is in Task.
func PlanChosen(c PlanCard, today domain.Day) Change {
	second := PlanCardLine(c.Minutes, c.Due, today)
	why := ""
	if c.Why != domain.PlanFits && c.Why != "" {
		why = say(c.Why, "days", count("days", c.Late))
	}
	hand := ""
	if c.Hand {
		hand = PlanHand()
	}
	return Change{Text: dotted(c.Task, c.Fix), Task: dotted(second, PlanCardWhere(c.Assets, nil), why, hand)}
}

// PlanCardPart is [PlanCardLine] of a task that the week holds only a part of: "4 of
// 10 h · due Tue 29 Dec".
func PlanCardPart(fit, minutes int, due, today domain.Day) string {
	line := Text("{hours} of {otherhours}", "hours", hoursShort(fit), "otherhours", Hours(minutes))
	if due == "" {
		return dotted(line, Text("no date"))
	}
	return dotted(line, Text("due {day}", "day", shortDay(due, today)))
}

// PlanNoPlace says that nothing is planned for it, before the cause.
func PlanNoPlace() string { return Text("No place") }

// PlanNoteShort is a window or a freeze on one line: "servers, Wed 9, 20:00–23:00".
func PlanNoteShort(freeze bool, from, to domain.Day, group, text string) string {
	day := func(d domain.Day) string {
		t, ok := dayTime(d)
		if !ok {
			return string(d)
		}
		return dated(t, "Mon 2")
	}
	if freeze {
		if from == to {
			return Text("Freeze {day}", "day", day(from))
		}
		return Text("Freeze {day} to {otherday}", "day", day(from), "otherday", day(to))
	}
	_, clock := PlanWindowNote(false, from, to, group, text)
	return day(from) + ", " + clock + " " + group
}

// PlanFixName is the name alone of what a fix updates, where its version has no
// room: "Tomcat".
func PlanFixName(fix string) string {
	name := PlanFix(fix)
	if i := strings.LastIndex(name, Text(" to ")); i > 0 {
		return name[:i]
	}
	return name
}

// PlanCardShort is [PlanCardLine] for a narrow card: "4 h · 27 Nov".
func PlanCardShort(minutes int, due, today domain.Day) string {
	t, ok := dayTime(due)
	if !ok {
		return dotted(Hours(minutes), Text("no date"))
	}
	if len(today) >= 4 && due[:4] != today[:4] {
		return dotted(Hours(minutes), dated(t, "2 Jan 2006"))
	}
	return dotted(Hours(minutes), dated(t, "Mon 2 Jan"))
}
