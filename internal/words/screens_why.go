package words

import (
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// WhyTitle heads the explanation: "Why Friday 27 November".
func WhyTitle(d domain.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return Text("Why there is no date")
	}
	return Text("Why {time}", "time", dated(t, "Monday 2 January"))
}

// WhyNothingTitle heads a task that has no open target to explain a date of.
func WhyNothingTitle() string { return Text("Why it stands as it does") }

// WhyNothing says why no date is explained: everything is done, rests under an
// exception, or its facts are not on this page.
func WhyNothing(t *domain.TaskDetail, today domain.Day) string {
	var first domain.Day
	resting, open := 0, 0
	for i := range t.Targets {
		switch state := t.Targets[i].State; {
		case state == domain.StateException:
			resting++
		case !state.Done():
			open++
		}
	}
	for i := range t.Exceptions {
		if e := &t.Exceptions[i]; e.Ended.IsZero() && (first == "" || e.End < first) {
			first = e.End
		}
	}
	switch {
	case open == 0 && resting > 0 && first != "":
		return Text("Every target that is not done is under an exception; the first ends {day}. Its old date counts again from then.", "day", shortDay(first, today))
	case open == 0 && resting > 0:
		return Text("Every target that is not done is under an exception.")
	case open == 0 && len(t.Targets) > 0:
		return Text("Nothing is open on it any more.")
	}
	return Text("What the date rests on is not known here. Matching everything again brings it back.")
}

// WhyTable names table, version and row.
func WhyTable(d *domain.Due) string {
	row := ""
	switch {
	case d.Row >= 0:
		row = Text("row {row}", "row", strconv.Itoa(d.Row))
	case d.Setting != "":
		row = Text("setting {setting}", "setting", string(d.Setting))
	}
	policy := d.Policy
	if policy == domain.PolicyBOD {
		return Joined(Text("CISA BOD 26-04"), row)
	}
	version := ""
	if d.Version != "" {
		version = Text("version {version}", "version", d.Version)
	}
	return Joined(policy, version, row)
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
	outcome := outcomeOf(d)
	if outcome == "" {
		outcome = Text("nothing is open")
	}
	if len(parts) == 0 {
		return WhyParts{Text("The table says:"), outcome}
	}
	return WhyParts{upperFirst(strings.Join(parts, ", ")) + ":", outcome}
}

func factPhrase(f domain.FactName, value string) string {
	yes := value == "yes"
	switch f {
	case domain.FactKEV:
		if yes {
			return Text("in KEV")
		}
		return Text("not in KEV")
	case domain.FactExposure:
		switch value {
		case "yes":
			return Text("public")
		case "no":
			return Text("not public")
		}
		return Text("exposure not answered")
	case domain.FactAutomatable:
		switch value {
		case "yes":
			return Text("automatable")
		case "no":
			return Text("not automatable")
		}
		return Text("automatable not known")
	}
	if f != domain.FactImpact {
		return factSaid(f, value)
	}
	if value == "" {
		return Text("impact not known")
	}
	return Text("{value} impact", "value", AnswerSaid(value))
}

// FactLabel names a fact of the table.
func FactLabel(f domain.FactName) string {
	switch f {
	case domain.FactKEV:
		return Text("In KEV")
	case domain.FactExposure:
		return Text("Publicly exposed")
	case domain.FactAutomatable:
		return Text("Automatable")
	case domain.FactImpact:
		return Text("Technical impact")
	}
	return word("fact_", string(f), string(f))
}

// FactValue is the value the table was read with.
func FactValue(f *domain.DueFact) string {
	value := f.Value
	if value == "" {
		value = f.Filled
	}
	if value == "" {
		return Text("Not known")
	}
	return upperFirst(AnswerSaid(value))
}

// FactSource says who says so and when: "CISA KEV, 24 Nov".
func FactSource(f *domain.DueFact, zone *time.Location, today domain.Day) string {
	source := f.Source
	if source == "person" {
		source = say("fact_person")
	}
	if source == "" && f.Fact == domain.FactKEV && f.Value == "no" {
		source = Text("no loaded catalogue")
	}
	if f.At.IsZero() {
		return source
	}
	form := "2 Jan 2006"
	if len(today) >= 4 && dated(f.At.In(zone), "2006") == string(today)[:4] {
		form = "2 Jan"
	}
	return Joined(source, dated(f.At.In(zone), form))
}

// FactMissing says that nobody knows a fact and what stands in for it.
func FactMissing(f *domain.DueFact, d *domain.Due) string {
	switch {
	case f.Filled == "":
		return Text("missing")
	case d.Fact(domain.FactKEV) == "yes":
		return Text("missing, stricter")
	case d.Setting == domain.MissingWorstCase:
		return Text("missing, worst case")
	case d.Setting == domain.MissingTableReading:
		return Text("missing, likely value")
	}
	return Text("missing, 60 days")
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
		say := Text("no change")
		switch {
		case o.Tier != d.Tier && d.Tier == domain.TierForensic && o.Tier == domain.Tier3Days:
			say = Text("3 days, no triage")
		case o.Tier != d.Tier:
			say = lowerFirst(TierShort(o.Tier))
		}
		if o.Row >= 0 {
			say += Text(" (row {row})", "row", strconv.Itoa(o.Row))
		}
		if len(f.Others) > 1 && o.Value != "" {
			say = AnswerSaid(o.Value) + ": " + say
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
		return Text("The advisory came in")
	case "start_detected":
		return Text("First seen here")
	case "start_tightened":
		return Text("As strict as this since then")
	case "start_upgrade":
		return Text("First held; the upgrade gives the date")
	case "start_policy":
		return Text("CISA's own clock")
	}
	return Text("The clock started")
}

// ClockEnd says what the end of the clock is.
func ClockEnd(d *domain.Due) string {
	if d.ByUpgrade {
		return Text("Due with the planned upgrade")
	}
	if days, ok := d.Tier.Days(); ok {
		return Text("Due, {days} calendar days", "days", strconv.Itoa(days))
	}
	return Text("Due")
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
	if d.Assumed && missing > 0 {
		parts = append(parts, Plural(missing, "The date is assumed, because one fact is missing and an answer could change it.",
			"The date is assumed, because {count} facts are missing and an answer could change it.", "count", lowerFirst(spelled(missing))))
	}
	if d.Date == "" {
		parts = append(parts, Text("It is done with the next upgrade; none is planned, so there is no date."))
	}
	if d.CISADue != "" {
		parts = append(parts, Text("CISA's own KEV date: {day}.", "day", shortDay(d.CISADue, today)))
	}
	if d.PolicyDate != "" && d.PolicyDate != d.Date {
		parts = append(parts, Text("By the directive's own clock: {day}.", "day", shortDay(d.PolicyDate, today)))
	}
	if d.LateOnArrival {
		parts = append(parts, Text("It was late on arrival: that date had passed before this desk first held the finding."))
	}
	return strings.Join(parts, " ")
}
