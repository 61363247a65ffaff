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

// The facts, as places in a history or an answer; the directive asks the first four.
const (
	factKEV = iota
	factExposure
	factAutomatable
	factImpact
	factExploitation
	factSeverity
	factCriticality
	factHuman
	factCount
)

// factNames and factValues are the facts with their values, the loosest first.
var factNames, factValues = namedFacts()

func namedFacts() (names [factCount]domain.FactName, values [factCount][]string) {
	for fact, f := range domain.Facts() {
		names[fact], values[fact] = f.Name, f.Values
	}
	return names, values
}

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
		return 1 + slices.Index(factValues[fact], value)
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

// answers are the facts at one moment: missing, or the place of their value. KEV is never missing: what is not listed is not in it.
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
	return int8(slices.Index(factValues[fact], k.Value))
}

func (a answers) complete() bool { return !slices.Contains(a[:], missing) }

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
