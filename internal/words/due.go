package words

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Why says in one sentence how a due date came about: "In KEV, public,
// automatable, total impact: 3 days & forensic investigation."
func Why(d domain.Due) string {
	if d.Tier == domain.TierNone {
		return say("why_none")
	}
	value := func(name domain.FactName) string {
		return say(domain.Code(string(name) + "_" + stated(&d, name)))
	}
	if d.Policy != "" && d.Policy != domain.PolicyBOD {
		var parts []string
		for _, f := range d.Facts {
			parts = append(parts, factSaid(f.Fact, f.Value))
		}
		return upperFirst(strings.Join(parts, ", ")) + ": " + outcomeOf(&d) + "."
	}
	return say("why", "kev", value(domain.FactKEV), "exposure", value(domain.FactExposure),
		"automatable", value(domain.FactAutomatable), "impact", value(domain.FactImpact), "tier", outcomeSaid(d.Tier))
}

// outcomeOf is the tier, and before it the table's own word where that is another.
func outcomeOf(d *domain.Due) string {
	if d.Outcome != "" {
		return d.Outcome + ", " + outcomeSaid(d.Tier)
	}
	return outcomeSaid(d.Tier)
}

// outcomeSaid is a tier as the published table spells it; in another language than
// the table's in plain words.
func outcomeSaid(t domain.Tier) string {
	if Speaking() == English {
		return string(t)
	}
	return Tier(t)
}

// answers are what facts of the tables can be.
var answers = []string{Term("yes"), Term("no"), Term("partial"), Term("total"), Term("none"), Term("poc"), Term("active"), Term("low"), Term("medium"), Term("high"), Term("very high"), Term("critical")}

// AnswerSaid is an answer to a fact in words; one that no table of this program
// knows is said as it is.
func AnswerSaid(value string) string {
	if slices.Contains(answers, value) {
		return Text(value)
	}
	return value
}

// stated is the value of a fact as somebody stated it; "" where nobody did.
func stated(d *domain.Due, name domain.FactName) string {
	for _, f := range d.Facts {
		if f.Fact == name {
			return f.Value
		}
	}
	return ""
}

// WhyLines lays a due date open line by line: the facts, the clock, and the
// other dates beside it. The day of an instant is that of the zone it comes in.
func WhyLines(d domain.Due) []string {
	if d.Tier == domain.TierNone {
		return nil
	}
	var lines []string
	add := func(code domain.Code, pairs ...string) { lines = append(lines, sentence(say(code, pairs...))) }
	for _, f := range d.Facts {
		lines = append(lines, factLine(f, &d))
	}
	if d.Row >= 0 {
		add("due_table", "policy", d.Policy, "version", d.Version, "row", strconv.Itoa(d.Row))
	} else {
		add("due_setting", "policy", d.Policy, "version", d.Version, "setting", setting(d.Setting))
	}
	if d.StartCode != "" {
		add(d.StartCode, "day", dayOf(d.Start))
	}
	if d.Date != "" {
		add("due_date", "day", DayLong(d.Date))
	} else {
		add("due_none")
	}
	if d.PolicyDate != "" && d.PolicyDate != d.Date {
		add("due_policy", "day", DayLong(d.PolicyDate))
	}
	if d.CISADue != "" {
		add("due_cisa", "day", DayLong(d.CISADue))
	}
	if d.LateOnArrival {
		add("due_late")
	}
	if d.ForensicSuggested {
		add("due_forensic")
	}
	if text := OrderWhy(d.Order); text != "" {
		lines = append(lines, text)
	}
	return lines
}

// OrderWhy says where something stands among what is due on the same day, and why;
// "" where it has no order.
func OrderWhy(o domain.Order) string {
	if o.Outcome == "" {
		return ""
	}
	var known, missing []string
	for _, f := range o.Facts {
		if f.Value == "" {
			missing = append(missing, say(domain.Code("missing_"+string(f.Fact))))
		} else {
			known = append(known, factSaid(f.Fact, f.Value))
		}
	}
	row := ""
	if o.Row >= 0 {
		row = strconv.Itoa(o.Row)
	}
	text := sentence(say("order_why", "outcome", o.Outcome, "row", row, "facts", strings.Join(known, ", ")))
	switch {
	case o.Assumed && len(missing) > 0:
		text += " " + sentence(say("order_assumed", "facts", join(missing)))
	case o.Assumed:
		text += " " + sentence(say("order_assumed_some"))
	}
	return text
}

func factLine(f domain.DueFact, d *domain.Due) string {
	value, filled := AnswerSaid(f.Value), AnswerSaid(f.Filled)
	switch {
	case value == "" && f.Filled == "":
		value = say("fact_missing")
	case value == "" && stated(d, domain.FactKEV) == "yes" && d.Policy == domain.PolicyBOD:
		value = say("fact_strict", "filled", filled)
	case value == "" && d.Policy != domain.PolicyBOD && d.Setting != domain.MissingWorstCase:
		value = say("fact_by_table", "filled", filled)
	case value == "":
		value = say("fact_filled", "filled", filled, "setting", setting(d.Setting))
	}
	source := f.Source
	if source == "person" {
		source = say("fact_person")
	}
	others := make([]string, 0, len(f.Others))
	for _, o := range f.Others {
		others = append(others, whatIf(o, d))
	}
	text := ""
	if len(others) > 0 {
		text = strings.Join(others, "; ") + "."
	}
	return say("fact_line", "fact", say(domain.Code("fact_"+string(f.Fact))), "value", value, "source", source, "day", dayOf(f.At), "others", text)
}

func whatIf(o domain.WhatIf, d *domain.Due) string {
	row := ""
	if o.Row >= 0 {
		row = strconv.Itoa(o.Row)
	}
	code := domain.Code("what_if")
	if o.Tier == d.Tier && o.Date == d.Date {
		code = "what_if_same"
	}
	return say(code, "value", AnswerSaid(o.Value), "tier", outcomeSaid(o.Tier), "date", DayPlain(o.Date), "row", row)
}

func setting(s domain.MissingSetting) string { return word("setting_", string(s), string(s)) }

// dayOf is the day of an instant as stored; "" for none.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return DayPlain(domain.Day(t.Format(time.DateOnly)))
}

// Assumption says that a date rests on facts nobody knows; "" where it does not.
func Assumption(d domain.Due) string {
	if !d.Assumed {
		return ""
	}
	var missing []string
	for _, f := range d.Facts {
		if f.Value == "" {
			missing = append(missing, say(domain.Code("missing_"+string(f.Fact))))
		}
	}
	if len(missing) == 0 {
		return say("assumption_some")
	}
	return say("assumption", "facts", count("missing_facts", len(missing), "facts", join(missing)))
}
