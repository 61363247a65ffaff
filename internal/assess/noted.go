package assess

import (
	"cmp"
	"maps"
	"slices"

	"fenceline/internal/domain"
)

// Severity is the CVSS rating of a base score (3.1 section 5, 4.0 section 6); "" for
// a score that is not known.
func Severity(score float64) string {
	switch {
	case score <= 0:
		return ""
	case score < 4:
		return "low"
	case score < 7:
		return "medium"
	case score < 9:
		return "high"
	}
	return "critical"
}

// HumanImpact is what a failure of the asset means for people and mission: its
// criticality, and very high where both safety and mission hang on it.
func HumanImpact(a *domain.Asset) string {
	if a.Safety.Value == domain.Yes && a.Mission.Value == domain.Yes {
		return "very high"
	}
	return a.Criticality
}

// note keeps what the asset's policy asks and no source keeps a history of: what is
// new is known from now on, the first value since the statement came in.
func (p *planner) note(a *domain.Asset, f *domain.TargetFinding, n *need) {
	rules := p.in.Rules.For(a)
	cloned := false
	for _, in := range rules.inputs {
		k := domain.Known{At: p.in.Now, Source: sourcePerson}
		switch in.fact {
		case factSeverity:
			score := 0.0
			for _, finding := range n.findings {
				score = max(score, finding.Severity)
			}
			k.Value, k.Source = Severity(score), "CVSS"
		case factCriticality:
			k.Value = a.Criticality
		case factHuman:
			k.Value = HumanImpact(a)
		default:
			continue
		}
		name := factNames[in.fact]
		history := f.Noted[name]
		last := ""
		if len(history) > 0 {
			last = history[len(history)-1].Value
		} else {
			k.At = f.Received
		}
		if k.Value == last {
			continue
		}
		if !cloned {
			f.Noted, cloned = maps.Clone(f.Noted), true
		}
		if f.Noted == nil {
			f.Noted = map[domain.FactName][]domain.Known{}
		}
		f.Noted[name] = append(slices.Clone(history), k)
	}
}

// joinNoted joins what findings that become one have noted, the oldest first.
func joinNoted(all []*domain.TargetFinding) map[domain.FactName][]domain.Known {
	out := map[domain.FactName][]domain.Known{}
	for _, f := range all {
		for name, history := range f.Noted {
			out[name] = append(out[name], history...)
		}
	}
	for name, history := range out {
		history = slices.Clone(history)
		slices.SortStableFunc(history, func(a, b domain.Known) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Value, b.Value)) })
		out[name] = slices.CompactFunc(history, func(a, b domain.Known) bool { return a.Value == b.Value })
	}
	return out
}

func sameNoted(a, b map[domain.FactName][]domain.Known) bool {
	return maps.EqualFunc(a, b, func(x, y []domain.Known) bool {
		return slices.EqualFunc(x, y, func(j, k domain.Known) bool { return j.Value == k.Value && j.At.Equal(k.At) && j.Source == k.Source })
	})
}
