package assess

import "fenceline/internal/domain"

// decide lets the desk's own decisions answer what publishers state about one
// component. The word of a person here goes before any document, whatever its
// badge; what the publishers come to is kept beside it. A decision that something
// is being looked into lowers and raises nothing.
func (m *matcher) decide(c *domain.Component, found []domain.Finding) {
	if m.in.Own == nil || c.Key == "" {
		return
	}
	var mine []*domain.VEXDecision
	for _, d := range m.in.Own(c.Key) {
		if d.Covers(m.in.Asset, c) {
			mine = append(mine, d)
		}
	}
	if len(mine) == 0 {
		return
	}
	for i := range found {
		if d := foremost(mine, found[i].Aliases); d != nil {
			applyOwn(d, &found[i])
		}
	}
}

// foremost is the decision about a flaw that goes before all others; nil where
// there is none.
func foremost(all []*domain.VEXDecision, names []string) *domain.VEXDecision {
	var best *domain.VEXDecision
	for _, d := range all {
		if d.About(names) && (best == nil || best.Before(d)) {
			best = d
		}
	}
	return best
}

func applyOwn(d *domain.VEXDecision, f *domain.Finding) {
	stated := f.Verdict
	switch {
	case d.Clears() && stated != domain.NotAffected:
		code := domain.ReasonOwnNotAffected
		if d.Status == domain.StatusFixed {
			code = domain.ReasonOwnFixed
		}
		f.Verdict, f.Fixed, f.FixKind, f.Updates, f.Disputed = domain.NotAffected, "", "", nil, false
		f.Reason = domain.Reason{Code: code, Params: domain.Params{"decision": d.ID, "justification": d.Justification, "by": d.By}}
	case d.Status == domain.StatusAffected && stated != domain.Affected:
		f.Verdict, f.Disputed = domain.Affected, false
		f.Reason = domain.Reason{Code: domain.ReasonOwnAffected, Params: domain.Params{"decision": d.ID, "by": d.By}}
		if f.FixKind == "" {
			f.FixKind = domain.FixWatch
		}
		if f.FixKind == domain.FixWatch && d.Action != "" {
			f.FixKind = domain.FixMitigation
		}
		if f.Confidence == domain.NameOnly { // a person was asked, and answered
			f.Confidence = domain.Likely
		}
	default:
		return
	}
	f.Decision, f.Stated = d.ID, stated
}
