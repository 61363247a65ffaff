package domain

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Limits of a table: what one is said to be worth reading.
const (
	mostRows   = 1000
	mostInputs = 6
	mostText   = 200
)

var policyName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// Check refuses a table that no date could be computed with: each combination of
// its inputs must have exactly one row, and each outcome must be a tier or have
// one. Errors: Invalid, with the place in the table.
func (t *Table) Check() error {
	bad := func(place, why string, values ...any) error {
		return &Error{Kind: Invalid, Op: "check policy", Subject: t.Name, Place: place, Code: "policy_unusable", Params: Params{"cause": fmt.Sprintf(why, values...)}}
	}
	switch {
	case !policyName.MatchString(t.Name):
		return bad("name", "%q is no name: lower-case letters, digits, dots and hyphens", t.Name)
	case t.Version == "" || len(t.Version) > 64 || strings.ContainsFunc(t.Version, unprintable):
		return bad("version", "a version of at most 64 characters must be named")
	case len(t.Title) > mostText || len(t.Source) > mostText || strings.ContainsFunc(t.Title+t.Source+t.Outcome, unprintable):
		return bad("title", "title, source and outcome must be one line of at most %d characters", mostText)
	case t.Outcome == "":
		return bad("outcome", "the heading of the outcome is missing")
	case len(t.Inputs) == 0 || len(t.Inputs) > mostInputs:
		return bad("inputs", "a table has 1 to %d inputs, this one has %d", mostInputs, len(t.Inputs))
	case len(t.Rows) > mostRows:
		return bad("rows", "a table has at most %d rows, this one has %d", mostRows, len(t.Rows))
	}
	for i := range t.Inputs {
		if why := t.Inputs[i].wrong(t.Inputs[:i]); why != "" {
			return bad(fmt.Sprintf("inputs[%d]", i), "%s", why)
		}
	}
	for outcome, tier := range t.Timelines {
		if !tier.Valid() {
			return bad("timelines", "%q of %q is neither a number of days nor %q", string(tier), outcome, string(TierUpgrade))
		}
	}
	if place, why := t.wrongRows(); why != "" {
		return bad(place, "%s", why)
	}
	if n := len(t.Tiers()); n > MaxTiers {
		return bad("rows", "the outcomes name %d different tiers, at most %d can be kept apart", n, MaxTiers)
	}
	return nil
}

func unprintable(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffd }

// wrong says what is wrong with an input beside those before it.
func (in *Input) wrong(before []Input) string {
	facts := Facts()
	at := slices.IndexFunc(facts, func(f Fact) bool { return f.Name == in.Fact })
	switch {
	case in.Name == "" || len(in.Name) > mostText || strings.ContainsFunc(in.Name, unprintable):
		return "its name must be one line"
	case at < 0:
		var names []string
		for _, f := range facts {
			names = append(names, string(f.Name))
		}
		return fmt.Sprintf("fact %q is none of %s", in.Fact, strings.Join(names, ", "))
	case slices.ContainsFunc(before, func(o Input) bool { return o.Fact == in.Fact || o.Name == in.Name }):
		return fmt.Sprintf("name %q or fact %q stands twice", in.Name, in.Fact)
	}
	for i, v := range in.Values {
		if v == "" || slices.Contains(in.Values[:i], v) || strings.ContainsFunc(v, unprintable) {
			return fmt.Sprintf("value %q is empty or stands twice", v)
		}
	}
	for from := range in.Read {
		if !slices.Contains(facts[at].Values, from) {
			return fmt.Sprintf("read: %q is no value of %s: %s", from, in.Fact, strings.Join(facts[at].Values, ", "))
		}
	}
	for _, v := range facts[at].Values {
		if !slices.Contains(in.Values, in.Column(v)) {
			return fmt.Sprintf("its values have no place for %q of %s", v, in.Fact)
		}
	}
	if in.Missing != "" && !slices.ContainsFunc(facts[at].Values, func(v string) bool { return in.Column(v) == in.Missing }) {
		return fmt.Sprintf("missing: %q is none of its values", in.Missing)
	}
	return ""
}

// wrongRows says which row is wrong, or which is missing.
func (t *Table) wrongRows() (place, why string) {
	seen := map[string]int{}
	all := 1
	for _, in := range t.Inputs {
		if all *= len(in.Values); all > mostRows {
			return "inputs", fmt.Sprintf("their values have more than %d combinations", mostRows)
		}
	}
	for i, row := range t.Rows {
		place := fmt.Sprintf("rows[%d]", i)
		if len(row) != len(t.Inputs)+1 {
			return place, fmt.Sprintf("it has %d values, want %d: those of the inputs and the outcome", len(row), len(t.Inputs)+1)
		}
		for n, in := range t.Inputs {
			if !slices.Contains(in.Values, row[n]) {
				return place, fmt.Sprintf("%q is no value of %q: %s", row[n], in.Name, strings.Join(in.Values, ", "))
			}
		}
		key := strings.Join(row[:len(t.Inputs)], "\x00")
		if first, twice := seen[key]; twice {
			return place, fmt.Sprintf("it asks for the same as rows[%d]", first)
		}
		seen[key] = i
		if !t.Tier(i).Valid() {
			return place, fmt.Sprintf("the outcome %q is neither a number of days nor %q, and timelines has no tier for it", row[len(t.Inputs)], string(TierUpgrade))
		}
	}
	if len(t.Rows) < all {
		return "rows", fmt.Sprintf("there are %d rows for %d combinations; the first without one is %s", len(t.Rows), all, t.firstGap(seen))
	}
	return "", ""
}

// firstGap is the first combination without a row.
func (t *Table) firstGap(seen map[string]int) string {
	for n := 0; ; n++ {
		values, left := make([]string, len(t.Inputs)), n
		for i, in := range slices.Backward(t.Inputs) {
			values[i] = in.Values[left%len(in.Values)]
			left /= len(in.Values)
		}
		if _, ok := seen[strings.Join(values, "\x00")]; !ok {
			return strings.Join(values, ", ")
		}
	}
}
