package assess

import (
	"slices"
	"time"

	"fenceline/internal/domain"
)

// orderRules is the SSVC deployer table as it orders what is due on one day. What no
// source calls exploited, and is not in KEV, counts as not exploited; for any other
// missing fact the strictest answer counts. Either way the order says *assumed*.
var orderRules = rulesOfOrder()

func rulesOfOrder() *Rules {
	table, _ := domain.Policy(domain.PolicyDeployer)
	for i := range table.Inputs {
		if table.Inputs[i].Fact == domain.FactExploit {
			table.Inputs[i].Missing = table.Inputs[i].Column("none")
		}
	}
	r, err := NewRules(table)
	if err != nil {
		panic("policy table: " + err.Error()) // the text is part of the program
	}
	return r
}

// orderInput is what the place within a day is looked up by: what is known of a
// flaw and its asset now.
func orderInput(a *domain.Asset, facts Facts, zone *time.Location, now time.Time) DueInput {
	in := DueInput{Zone: zone, KEV: facts.KEV, Automatable: facts.Automatable, Evaluate: now, Rules: orderRules,
		Others: map[domain.FactName][]domain.Known{domain.FactExploit: facts.Exploitation}}
	if human := HumanImpact(a); human != "" {
		in.Others[domain.FactHuman] = []domain.Known{{Value: human, Source: sourcePerson}}
	}
	for _, s := range a.Exposure {
		in.Exposure = append(in.Exposure, domain.Known{Value: string(s.Value), At: s.At, Source: sourcePerson})
	}
	return in
}

// orderOf is where the SSVC deployer table puts one flaw on one asset.
func orderOf(in DueInput) domain.Order {
	r := newReplay(&in)
	a := r.on(r.now)
	got := orderRules.of(a, in.Missing)
	out := domain.Order{Row: got.row, Outcome: orderOutcome(orderRules.tiers[got.tier])}
	if !orderRules.complete(&a) {
		out.Assumed = got.strictest != got.tier || got.loosest != got.tier
	}
	return out
}

// orderOutcome is the table's own word for what it gives.
func orderOutcome(tier domain.Tier) string {
	for word, t := range orderRules.table.Timelines {
		if t == tier {
			return word
		}
	}
	return string(tier)
}

// orderKey is all that an order rests on, where the facts of the flaw are the same.
type orderKey struct{ asset, facts string }

// orderFor is the most pressing place of a target's open findings.
func (p *planner) orderFor(a *domain.Asset, open []*domain.TargetFinding) domain.Order {
	var best domain.Order
	for i, f := range open {
		facts, key := p.factsOf(p.group(f))
		if facts.none() {
			key = "" // of any such flaw
		}
		at := orderKey{a.ID, key}
		one, ok := p.orders[at]
		if !ok {
			one = orderOf(orderInput(a, facts, p.in.Zone, p.in.Now))
			p.orders[at] = one
		}
		if i == 0 || one.Compare(best) < 0 {
			best = one
		}
	}
	return best
}

// explainedOrder is the order of a target's most pressing open finding with the
// facts it rests on.
func explainedOrder(a *domain.Asset, open []Facts, zone *time.Location, now time.Time) domain.Order {
	var best domain.Order
	var by DueInput
	for i, facts := range open {
		in := orderInput(a, facts, zone, now)
		if one := orderOf(in); i == 0 || one.Compare(best) < 0 {
			best, by = one, in
		}
	}
	if len(open) == 0 {
		return best
	}
	r := newReplay(&by)
	var due domain.Due
	r.explain(&due)
	best.Facts = slices.Clone(due.Facts)
	for i := range best.Facts {
		f := &best.Facts[i]
		f.Others = nil // what another order would be moves no date
		if f.Fact == domain.FactExposure && f.Value != "" {
			f.Source = a.Exposed().By
		}
		if f.Fact == domain.FactHuman {
			f.Source = a.CriticalityBy
		}
	}
	return best
}
