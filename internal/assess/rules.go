package assess

import (
	"cmp"
	"slices"

	"fenceline/internal/domain"
)

// Rules is a policy table made ready for the clock: for every answer to its
// facts, known or missing, the tier under each setting.
type Rules struct {
	table   domain.Table
	directs bool          // CISA BOD 26-04 itself, whose missing facts have rules of their own
	tiers   []domain.Tier // that its rows may give, strictest first
	inputs  []ruleInput
	uses    [factCount]bool
	notes   bool                                // it asks for facts that targets keep the history of
	rows    []int                               // row of the table by answers
	known   map[domain.MissingSetting][]decided // by answers, missing ones too
}

// ruleInput is one column of a table.
type ruleInput struct {
	fact    int
	columns []int // by value of the fact: the column's value
	instead int8  // value of the fact taken for a missing one; missing: the strictest
}

// decided is a tier with how it came about.
type decided struct {
	tier      int // place among the tiers, 0 strictest
	row       int // -1: a rule for missing facts gave the tier, not a row
	filled    answers
	suggested bool // forensic triage is suggested, but would rest on a guess
	strictest int  // tiers that answers to the missing facts could give
	loosest   int
}

var bodRules = mustRules(domain.PolicyBOD)

func mustRules(name string) *Rules {
	table, _ := domain.Policy(name)
	r, err := NewRules(table)
	if err != nil {
		panic("policy table: " + err.Error()) // the text is part of the program
	}
	return r
}

// NewRules makes a table ready. Errors: Invalid, as [domain.Table.Check] gives them.
func NewRules(table domain.Table) (*Rules, error) {
	if err := table.Check(); err != nil {
		return nil, err
	}
	r := &Rules{table: table, directs: table.Name == domain.PolicyBOD, known: map[domain.MissingSetting][]decided{}}
	for _, in := range table.Inputs {
		fact := slices.Index(factNames[:], in.Fact)
		one := ruleInput{fact: fact, instead: missing}
		for value, name := range factValues[fact] {
			one.columns = append(one.columns, slices.Index(in.Values, in.Column(name)))
			if in.Missing != "" && in.Column(name) == in.Missing {
				one.instead = int8(value)
			}
		}
		r.inputs, r.uses[fact] = append(r.inputs, one), true
		r.notes = r.notes || fact == factSeverity || fact == factCriticality || fact == factHuman
	}
	r.tiers = table.Tiers()
	r.tabulate()
	return r, nil
}

// Uses tells whether the table asks for a fact.
func (r *Rules) Uses(name domain.FactName) bool {
	fact := slices.Index(factNames[:], name)
	return fact >= 0 && r.uses[fact]
}

// Table is what the rules were made from.
func (r *Rules) Table() *domain.Table { return &r.table }

// tabulate answers every question there can be.
func (r *Rules) tabulate() {
	all := 1
	for _, in := range r.inputs {
		all *= len(factValues[in.fact]) + 1
	}
	r.rows = make([]int, all)
	sure := make([]answers, all)
	for n := range all {
		a, left := answers{}, n
		for _, in := range r.inputs {
			size := len(factValues[in.fact]) + 1
			a[in.fact] = int8(left%size) - 1
			left /= size
		}
		sure[n], r.rows[n] = a, -1
		if a.complete() {
			r.rows[n] = r.rowOf(a)
		}
	}
	for _, setting := range domain.MissingSettings() {
		out := make([]decided, all)
		for n, a := range sure {
			if r.uses[factKEV] && a[factKEV] == missing {
				continue // what is not listed is not in it
			}
			out[n] = r.decide(a, setting)
			out[n].strictest, out[n].loosest = r.extremes(a)
		}
		r.known[setting] = out
	}
}

func (r *Rules) rowOf(a answers) int {
	values := make([]string, len(r.inputs))
	for i, in := range r.inputs {
		values[i] = r.table.Inputs[i].Values[in.columns[a[in.fact]]]
	}
	return r.table.Find(values...)
}

// at is the place of answers. What is in KEV is exploited, whatever else is said.
func (r *Rules) at(a *answers) int {
	n, step := 0, 1
	for i := range r.inputs {
		fact := r.inputs[i].fact
		value := int(a[fact])
		if fact == factExploitation && a[factKEV] == 1 {
			value = len(factValues[fact]) - 1
		}
		n += step * (value + 1)
		step *= len(factValues[fact]) + 1
	}
	return n
}

// look reads the table for answers that are all known.
func (r *Rules) look(a answers) (tier, row int) {
	row = r.rows[r.at(&a)]
	return slices.Index(r.tiers, r.table.Tier(row)), row
}

// of is the tier for answers, missing facts filled in by the setting.
func (r *Rules) of(a answers, setting domain.MissingSetting) decided {
	known := r.known[setting]
	if known == nil {
		known = r.known[domain.MissingFlat60]
	}
	return known[r.at(&a)]
}

// complete tells whether everything that the table asks is answered.
func (r *Rules) complete(a *answers) bool {
	for i := range r.inputs {
		fact := r.inputs[i].fact
		if a[fact] == missing && (fact != factExploitation || a[factKEV] != 1) {
			return false
		}
	}
	return true
}

// decide reads the table, missing facts filled in by the setting. In the
// directive's own table a missing fact of what is in KEV takes the stricter tier.
// Forensic duty never rests on a guess.
func (r *Rules) decide(a answers, setting domain.MissingSetting) decided {
	var out decided
	switch {
	case a.complete():
		return r.fill(a, a)
	case !r.directs:
		out = r.byTable(a, setting)
	case a[factKEV] == 1:
		out = r.strict(a)
	case setting == domain.MissingTableReading:
		return r.fill(a, answers{0, 1, 0, 1})
	case setting == domain.MissingWorstCase:
		return r.strict(a)
	case a[factAutomatable] == missing || a[factImpact] == missing:
		out := decided{tier: slices.Index(r.tiers, domain.Tier60Days), row: -1, filled: nothing()}
		if a[factExposure] == missing {
			out.filled[factExposure] = 1
		}
		return out
	default:
		return r.strict(a) // exposure alone is missing
	}
	if plain, forensic := r.tiers[out.tier].Plain(); forensic {
		if _, loosest := r.extremes(a); loosest != out.tier {
			out.tier, out.row, out.suggested = slices.Index(r.tiers, plain), -1, true
		}
	}
	return out
}

// byTable fills in what the table itself says stands for a missing fact, and the
// strictest answer where it says nothing or the worst is assumed.
func (r *Rules) byTable(a answers, setting domain.MissingSetting) decided {
	with := a
	if setting != domain.MissingWorstCase {
		for _, in := range r.inputs {
			if with[in.fact] == missing {
				with[in.fact] = in.instead
			}
		}
	}
	out := r.strict(with)
	for fact := range a {
		if a[fact] == missing && with[fact] != missing {
			out.filled[fact] = with[fact]
		}
	}
	return out
}

// strict fills in the answers that give the strictest tier.
func (r *Rules) strict(a answers) decided {
	var best *decided
	r.each(a, func(full answers) {
		if got := r.fill(a, full); best == nil || got.tier < best.tier {
			best = &got
		}
	})
	return *best
}

// each gives every way to answer what is missing, the strictest values first.
func (r *Rules) each(a answers, try func(answers)) {
	for _, in := range r.inputs {
		if a[in.fact] != missing {
			continue
		}
		for value := range slices.Backward(factValues[in.fact]) {
			b := a
			b[in.fact] = int8(value)
			r.each(b, try)
		}
		return
	}
	try(a)
}

// fill reads the table with missing answers taken from with.
func (r *Rules) fill(a, with answers) decided {
	out := decided{filled: nothing()}
	for fact := range a {
		if a[fact] == missing {
			a[fact], out.filled[fact] = with[fact], with[fact]
		}
	}
	out.tier, out.row = r.look(a)
	return out
}

// extremes are the strictest and the loosest tier that answers to the missing
// facts could give.
func (r *Rules) extremes(a answers) (strictest, loosest int) {
	strictest, loosest = len(r.tiers), 0
	r.each(a, func(full answers) {
		tier, _ := r.look(full)
		strictest, loosest = min(strictest, tier), max(loosest, tier)
	})
	return strictest, loosest
}

func nothing() (a answers) {
	for fact := range a {
		a[fact] = missing
	}
	return a
}

// RulesSet gives the rules that an asset is judged by: those of its group, else the
// desk's.
type RulesSet struct {
	Desk   *Rules            // nil: CISA BOD 26-04
	Groups map[string]*Rules // by the group's name
}

// For gives the rules of one asset.
func (s *RulesSet) For(a *domain.Asset) *Rules {
	if s == nil {
		return bodRules
	}
	if own := s.Groups[a.WindowGroup]; own != nil && a.WindowGroup != "" {
		return own
	}
	return cmp.Or(s.Desk, bodRules)
}
