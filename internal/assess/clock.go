package assess

import (
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// removed is the value by which CISA takes a KEV entry back.
const removed = "removed"

// sourcePerson marks what a person said; it goes before every publisher.
const sourcePerson = "person"

// The four facts, as places in a history or an answer.
const (
	factKEV = iota
	factExposure
	factAutomatable
	factImpact
	factCount
)

var factNames = [factCount]domain.FactName{domain.FactKEV, domain.FactExposure, domain.FactAutomatable, domain.FactImpact}

// factValues are the looser and the stricter value of a fact.
var factValues = [factCount][2]string{{"no", "yes"}, {"no", "yes"}, {"no", "yes"}, {"partial", "total"}}

// entry is one statement of a history, ready to be weighed.
type entry struct {
	known      domain.Known
	day        int // of the desk's zone, see dayNumber
	badge      int // 1 weakest
	precedence int // 0 first
	strictness int // 0: says nothing, or takes an answer back
}

// newEntry weighs one statement about a fact.
func newEntry(fact int, k domain.Known, zone *time.Location) entry {
	e := entry{known: k, day: dayNumber(k.At, zone), precedence: precedence(k.Source), strictness: strictness(fact, k.Value)}
	trust := k.Badge
	if trust == "" && k.Source == sourcePerson {
		trust = domain.BadgeVerified // a person's own word is as good as it gets
	}
	for _, b := range []domain.Badge{domain.BadgeFailed, domain.BadgeUnsigned, domain.BadgeHash, domain.BadgeSigned, domain.BadgeVerified} {
		if trust.AtLeast(b) {
			e.badge++
		}
	}
	return e
}

// precedence orders sources: a person's word before CISA's, CISA's before NVD's,
// NVD's before the publisher's.
func precedence(source string) int {
	switch {
	case source == sourcePerson || source == "":
		return 0
	case strings.HasPrefix(source, "CISA "):
		return 1
	case strings.HasPrefix(source, "NVD "):
		return 2
	}
	return 3
}

// strictness orders the values of a fact; a value that is none of the fact's says
// nothing. For KEV an earlier date is stricter than a later one, since the
// directive's own clock runs from it.
func strictness(fact int, value string) int {
	switch {
	case value == "":
		return 0
	case fact != factKEV:
		return 1 + slices.Index(factValues[fact][:], value)
	case value == removed:
		return 1
	}
	const afterAll = 1 << 24
	if day, ok := dayNumberOf(domain.Day(value)); ok {
		return afterAll - day
	}
	return 2 // listed, on a day nobody can read
}

// inForce gives what holds of a fact on a day: the newest word of the source that
// goes first. What came under a badge counts only against what came under the
// same or a weaker one, so the answer is the strictest that any level of trust
// gives, looked at without everything less trusted: a weaker statement may raise,
// and never takes back what a stronger one raised, in one step or in several.
func inForce(history []entry, day int) domain.Known {
	var best *entry
	for level := 1; level <= 5; level++ {
		if !slices.ContainsFunc(history, func(e entry) bool { return e.badge == level }) {
			continue
		}
		if e := atLevel(history, day, level); e != nil && (best == nil || e.strictness > best.strictness) {
			best = e
		}
	}
	if best == nil {
		return domain.Known{}
	}
	return best.known
}

// atLevel is the answer of everything that is at least so well trusted: of each
// source the newest word, of the source that goes first the strictest.
func atLevel(history []entry, day, level int) *entry {
	var best *entry
	for i := len(history) - 1; i >= 0; i-- {
		e := &history[i]
		if e.day > day || e.badge < level || e.strictness == 0 || replaced(history[i+1:], e, day, level) {
			continue
		}
		if best == nil || e.precedence < best.precedence || e.precedence == best.precedence && e.strictness > best.strictness {
			best = e
		}
	}
	return best
}

// replaced tells whether the same source said something newer of the same name.
func replaced(newer []entry, e *entry, day, level int) bool {
	return slices.ContainsFunc(newer, func(n entry) bool {
		return n.day <= day && n.badge >= level && n.known.Source == e.known.Source && n.known.Of == e.known.Of
	})
}

// against are the sources whose newest word differs from what holds.
func against(history []entry, day int, holds domain.Known) []domain.Known {
	var out []domain.Known
	for i := range history {
		e := &history[i]
		if e.day <= day && e.strictness > 0 && e.known.Value != holds.Value && !replaced(history[i+1:], e, day, 0) {
			out = append(out, e.known)
		}
	}
	return out
}

// answers are the four facts at one moment: missing, or the looser or stricter
// value. KEV is never missing: what is not listed is not in it.
type answers [factCount]int8

const missing int8 = -1

// read puts what holds into the table's terms.
func read(fact int, k domain.Known) int8 {
	if fact == factKEV {
		if k.Value == "" || k.Value == removed {
			return 0
		}
		return 1
	}
	return int8(slices.Index(factValues[fact][:], k.Value))
}

func (a answers) complete() bool { return !slices.Contains(a[:], missing) }

// decided is a tier with how it came about.
type decided struct {
	tier      int // place in domain.Tiers, 0 strictest
	row       int // -1: a rule for missing facts gave the tier, not a row
	filled    answers
	suggested bool // forensic triage is suggested, but would rest on a guess
}

// bod is the policy table, and look its rows by their answers.
var (
	bod, _   = domain.Policy(domain.PolicyBOD)
	bodRows  [2][2][2][2]int
	bodTiers []int // by row
)

func init() {
	for row, cells := range bod.Rows {
		at := func(fact int) int { return slices.Index(factValues[fact][:], cells[fact]) }
		bodRows[at(factKEV)][at(factExposure)][at(factAutomatable)][at(factImpact)] = row
		bodTiers = append(bodTiers, domain.Tier(cells[factCount]).Rank())
	}
}

func look(a answers) (tier, row int) {
	row = bodRows[a[factKEV]][a[factExposure]][a[factAutomatable]][a[factImpact]]
	return bodTiers[row], row
}

// tierOf reads the table, missing facts filled in by the setting. On a KEV row a
// missing fact takes the stricter tier, but forensic duty never rests on a guess.
func tierOf(a answers, setting domain.MissingSetting) decided {
	worst := answers{a[factKEV], 1, 1, 1}
	switch {
	case a.complete():
		return fill(a, a)
	case a[factKEV] == 1:
		out := fill(a, worst)
		if _, loosest := extremes(a); out.tier == domain.TierForensic.Rank() && loosest != out.tier {
			out.tier, out.row, out.suggested = domain.Tier3Days.Rank(), -1, true
		}
		return out
	case setting == domain.MissingTableReading:
		return fill(a, answers{0, 1, 0, 1})
	case setting == domain.MissingWorstCase:
		return fill(a, worst)
	case a[factAutomatable] == missing || a[factImpact] == missing:
		out := decided{tier: domain.Tier60Days.Rank(), row: -1, filled: answers{missing, missing, missing, missing}}
		if a[factExposure] == missing {
			out.filled[factExposure] = 1
		}
		return out
	}
	return fill(a, worst) // exposure alone is missing
}

// fill reads the table with missing answers taken from with.
func fill(a, with answers) decided {
	out := decided{filled: answers{missing, missing, missing, missing}}
	for fact := range a {
		if a[fact] == missing {
			a[fact], out.filled[fact] = with[fact], with[fact]
		}
	}
	out.tier, out.row = look(a)
	return out
}

// extremes are the strictest and the loosest tier that answers to the missing
// facts could give. A stricter answer never gives a looser tier; a test holds the
// table to that.
func extremes(a answers) (strictest, loosest int) {
	return fill(a, answers{0, 1, 1, 1}).tier, fill(a, answers{}).tier
}

// dayNumber counts days, so that they can be compared without text.
func dayNumber(t time.Time, zone *time.Location) int {
	y, m, d := t.In(zone).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func dayNumberOf(d domain.Day) (int, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return int(t.Unix() / 86400), err == nil
}

func dayFrom(n int) domain.Day {
	return domain.Day(time.Unix(int64(n)*86400, 0).UTC().Format(time.DateOnly))
}
