package assess

import (
	"strings"

	"fenceline/internal/domain"
)

// removed is the value by which CISA takes a KEV entry back.
const removed = "removed"

// sourcePerson marks what a person said; it goes before every publisher.
const sourcePerson = "person"

var bod, _ = domain.Policy(domain.PolicyBOD)

// facts are the four facts as known at one moment; an empty Value is missing, an
// empty kev means not listed.
type facts struct {
	kev, exposure, automatable, impact domain.Known
}

// factsOn gives the facts as the desk knew them at the end of a day, and not
// later than the evaluation.
func (in *DueInput) factsOn(day domain.Day) facts {
	end := day.End(in.Zone)
	known := func(history []domain.Known) []domain.Known {
		var out []domain.Known
		for _, k := range history {
			if k.At.Before(end) && !k.At.After(in.Evaluate) {
				out = append(out, k)
			}
		}
		return out
	}
	return facts{
		kev:         settle1(known(in.KEV), kevStrictness),
		exposure:    settle1(known(in.Exposure), yesStrictness),
		automatable: settle1(known(in.Automatable), yesStrictness),
		impact:      settle1(known(in.Impact), impactStrictness),
	}
}

// settle1 gives the value in force: within one source the newest, unless it is
// looser and came under a weaker badge than the one that raised it; between
// sources the first by precedence, unless a source with a stronger badge is
// stricter.
func settle1(history []domain.Known, strictness func(string) int) domain.Known {
	var order []string
	bySource := map[string]domain.Known{}
	for _, k := range history {
		k.Badge = badgeOf(k)
		was, ok := bySource[k.Source]
		switch {
		case !ok:
			order = append(order, k.Source)
		case strictness(k.Value) < strictness(was.Value) && !k.Badge.AtLeast(was.Badge):
			continue
		case k.Value == was.Value && !k.Badge.AtLeast(was.Badge):
			continue
		}
		bySource[k.Source] = k
	}
	var best domain.Known
	rank := -1
	for _, source := range order {
		k := bySource[source]
		if k.Value == "" && source != sourcePerson {
			continue
		}
		if r := precedence(source); rank < 0 || r < rank {
			best, rank = k, r
		}
	}
	for _, source := range order {
		k := bySource[source]
		if strictness(k.Value) > strictness(best.Value) && !best.Badge.AtLeast(k.Badge) {
			best = k
		}
	}
	if best.Value == removed {
		best.Value = ""
	}
	return best
}

// badgeOf is the trust of one entry: a person's own word is as good as it gets.
func badgeOf(k domain.Known) domain.Badge {
	if k.Badge == "" {
		return domain.BadgeVerified
	}
	return k.Badge
}

// precedence orders sources: a person's word before CISA's, CISA's before NVD's,
// NVD's before the publisher's.
func precedence(source string) int {
	low := strings.ToLower(source)
	switch {
	case source == sourcePerson || source == "":
		return 0
	case strings.HasPrefix(low, "cisa"):
		return 1
	case strings.HasPrefix(low, "nvd"):
		return 2
	}
	return 3
}

func yesStrictness(v string) int    { return map[string]int{"yes": 2, "no": 1}[v] }
func impactStrictness(v string) int { return map[string]int{"total": 2, "partial": 1}[v] }

// kevStrictness: listed is stricter than removed or never listed.
func kevStrictness(v string) int {
	if v == "" || v == removed {
		return 0
	}
	return 1
}

// decided is a tier with how it came about.
type decided struct {
	tier      domain.Tier
	row       int // -1: a setting gave the tier, not a row
	filled    [3]string
	suggested bool // forensic triage is suggested, but would rest on a guess
}

// tierOf reads the table for the facts, missing ones filled in by the setting.
// On a KEV row a missing fact takes the stricter tier, but forensic duty never
// rests on a guess.
func tierOf(f facts, missing domain.MissingSetting) decided {
	kev := yesNo(f.kev.Value != "")
	values := [3]string{f.exposure.Value, f.automatable.Value, f.impact.Value}
	switch {
	case values[0] != "" && values[1] != "" && values[2] != "":
		tier, row := look(kev, values)
		return decided{tier: tier, row: row}
	case kev == "yes":
		return strictest(kev, values)
	case missing == domain.MissingTableReading:
		return fill(kev, values, [3]string{"yes", "no", "total"})
	case missing == domain.MissingWorstCase:
		return fill(kev, values, [3]string{"yes", "yes", "total"})
	case values[1] == "" || values[2] == "":
		out := decided{tier: domain.Tier60Days, row: -1}
		if values[0] == "" {
			out.filled[0] = "yes"
		}
		return out
	}
	return fill(kev, values, [3]string{"yes", "", ""})
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func look(kev string, v [3]string) (domain.Tier, int) {
	row := bod.Find(kev, v[0], v[1], v[2])
	if row < 0 {
		return domain.TierForensic, -1 // a value the table does not know: never looser than it
	}
	return domain.Tier(bod.Rows[row][4]), row
}

// fill reads the table with missing values taken from with.
func fill(kev string, values, with [3]string) decided {
	var out decided
	for i := range values {
		if values[i] == "" {
			values[i], out.filled[i] = with[i], with[i]
		}
	}
	out.tier, out.row = look(kev, values)
	return out
}

// strictest reads a KEV row with missing values at their strictest.
func strictest(kev string, values [3]string) decided {
	out := fill(kev, values, [3]string{"yes", "yes", "total"})
	if out.tier != domain.TierForensic {
		return out
	}
	for _, tier := range completions(kev, values) {
		if tier != domain.TierForensic {
			out.tier, out.row, out.suggested = domain.Tier3Days, -1, true
			break
		}
	}
	return out
}

// completions are the tiers that the answers to the missing facts would give.
func completions(kev string, values [3]string) []domain.Tier {
	choices := [3][]string{{"no", "yes"}, {"no", "yes"}, {"partial", "total"}}
	var out []domain.Tier
	for _, a := range pick(values[0], choices[0]) {
		for _, b := range pick(values[1], choices[1]) {
			for _, c := range pick(values[2], choices[2]) {
				tier, _ := look(kev, [3]string{a, b, c})
				out = append(out, tier)
			}
		}
	}
	return out
}

func pick(value string, all []string) []string {
	if value != "" {
		return []string{value}
	}
	return all
}

// assumed tells whether some answer to a missing fact would change the tier.
func assumed(f facts, tier domain.Tier) bool {
	for _, other := range completions(yesNo(f.kev.Value != ""), [3]string{f.exposure.Value, f.automatable.Value, f.impact.Value}) {
		if other != tier {
			return true
		}
	}
	return false
}

// lines are the four facts as the explanation shows them.
func (f facts) lines(got decided) []domain.DueFact {
	line := func(name domain.FactName, k domain.Known, filled string) domain.DueFact {
		return domain.DueFact{Fact: name, Value: k.Value, Filled: filled, Source: k.Source, At: k.At}
	}
	kev := line(domain.FactKEV, f.kev, "")
	kev.Value = yesNo(f.kev.Value != "")
	return []domain.DueFact{kev, line(domain.FactExposure, f.exposure, got.filled[0]),
		line(domain.FactAutomatable, f.automatable, got.filled[1]), line(domain.FactImpact, f.impact, got.filled[2])}
}
