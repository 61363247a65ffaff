package domain

import (
	"slices"
	"strconv"
	"strings"
)

// MaxTiers is how many different tiers the outcomes of one table may name.
const MaxTiers = 16

// mostDays is the longest a tier may last.
const mostDays = 3650

// forensicSuffix marks a tier that owes a forensic investigation.
const forensicSuffix = " & forensic investigation"

// Ranks of tiers without days; those with days rank by them.
const (
	rankUpgrade = 1 << 20
	rankNone    = 1 << 21
)

// Rank orders tiers by strictness, the strictest lowest: by days, of equal days
// the forensic one first; then the upgrade; an unknown tier last.
func (t Tier) Rank() int {
	switch t {
	case TierNone:
		return rankNone
	case TierUpgrade:
		return rankUpgrade
	}
	days, ok := t.Days()
	if !ok {
		return rankNone
	}
	if strings.HasSuffix(string(t), forensicSuffix) {
		return 2 * days
	}
	return 2*days + 1
}

// Days is the tier's length in calendar days: "14 days", "30 days", "3 days &
// forensic investigation"; ok is false for TierUpgrade and TierNone, which have
// none, and for what is no tier.
func (t Tier) Days() (days int, ok bool) {
	switch t {
	case TierForensic, Tier3Days:
		return 3, true
	case Tier14Days:
		return 14, true
	case Tier60Days:
		return 60, true
	}
	number, ok := strings.CutSuffix(strings.TrimSuffix(string(t), forensicSuffix), " days")
	if !ok {
		if number, ok = strings.CutSuffix(strings.TrimSuffix(string(t), forensicSuffix), " day"); !ok || number != "1" {
			return 0, false
		}
	}
	days, err := strconv.Atoi(number)
	if err != nil || days < 1 || days > mostDays || number != strconv.Itoa(days) {
		return 0, false
	}
	return days, true
}

// Valid tells whether a table may name the tier.
func (t Tier) Valid() bool {
	_, ok := t.Days()
	return ok || t == TierUpgrade
}

// Plain is the tier without its forensic investigation; forensic tells whether it
// has one.
func (t Tier) Plain() (plain Tier, forensic bool) {
	text, forensic := strings.CutSuffix(string(t), forensicSuffix)
	return Tier(text), forensic
}

// TiersWith are the tiers of BOD 26-04 and every other one that is used, strictest
// first: what lists and charts have a place for. Tiers that are none are left out.
func TiersWith(used ...Tier) []Tier {
	out := Tiers()
	for _, t := range used {
		if t.Valid() && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b Tier) int { return a.Rank() - b.Rank() })
	return out
}
