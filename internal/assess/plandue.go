package assess

import (
	"maps"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Causes of a moved date or tier, beside changed facts.
const (
	causeAdded    = "finding_added"
	causeCleared  = "finding_cleared"
	causeUpgrade  = "next_upgrade"
	causeSetting  = "setting"
	causeReckoned = "reckoned_again"
	causePolicy   = "policy"
)

// ReasonOf lists what moved a target's date or tier: "exposure: no to yes" for a
// fact, or one of finding_added, finding_cleared, next_upgrade, setting,
// reckoned_again, or "policy: OLD to NEW"; several with ", " between.
func ReasonOf(was, is *domain.Target) string {
	if was.Due.Policy != "" && (was.Due.Policy != is.Due.Policy || was.Due.Version != is.Due.Version) {
		return causePolicy + ": " + was.Due.Policy + " " + was.Due.Version + " to " + is.Due.Policy + " " + is.Due.Version
	}
	added, cleared := false, false
	for i := range is.Findings {
		added = added || is.Findings[i].Open && !hasOpen(was, &is.Findings[i])
	}
	for i := range was.Findings {
		cleared = cleared || was.Findings[i].Open && !hasOpen(is, &was.Findings[i])
	}
	tighter := is.Due.Tier.Rank() < was.Due.Tier.Rank() || before(is.Due.Date, was.Due.Date)
	switch {
	case added && tighter:
		return causeAdded
	case cleared && !tighter:
		return causeCleared
	}
	var causes []string
	for _, now := range is.Due.Facts {
		for _, old := range was.Due.Facts {
			if old.Fact == now.Fact && old.Value != now.Value {
				causes = append(causes, string(now.Fact)+": "+orUnknown(old.Value)+" to "+orUnknown(now.Value))
			}
		}
	}
	switch {
	case len(causes) > 0:
		return strings.Join(causes, ", ")
	case was.Due.Setting != "" && is.Due.Setting != "" && was.Due.Setting != is.Due.Setting:
		return causeSetting
	case was.Due.ByUpgrade || is.Due.ByUpgrade:
		return causeUpgrade
	case added:
		return causeAdded
	case cleared:
		return causeCleared
	}
	return causeReckoned
}

func hasOpen(t *domain.Target, f *domain.TargetFinding) bool {
	return slices.ContainsFunc(t.Findings, func(o domain.TargetFinding) bool {
		return o.Open && o.Component == f.Component && sameFlaw(&o, namesOf(f))
	})
}

func orUnknown(v string) string {
	if v == "" {
		return "unknown"
	}
	return v
}

func (p *planner) dueEvents(was, is *domain.Target) {
	if is.State.Done() || is.State == domain.StateTriage || was.State.Done() {
		return
	}
	e := PlanEvent{Verb: "target.due", Subject: is.Task, Asset: is.Asset, Before: string(was.Due.Date), After: string(is.Due.Date)}
	if was.Due.Date == is.Due.Date {
		if was.Due.Tier == is.Due.Tier {
			return
		}
		e.Verb, e.Before, e.After = "target.tier", string(was.Due.Tier), string(is.Due.Tier)
	}
	e.Reason = ReasonOf(was, is)
	p.event(e)
}

// due computes one finding's due date by the facts of all names of its flaw,
// without its explanation.
func (p *planner) due(asset string, f *domain.TargetFinding, names []string) domain.Due {
	facts, key := p.factsOf(names)
	if facts.none() {
		key = ""
	}
	at := dueKey{asset: asset, facts: key, received: f.Received.UnixNano(), detected: f.Detected.UnixNano()}
	if len(f.Noted) == 0 {
		if due, ok := p.dues[at]; ok {
			return due
		}
	}
	in := p.dueInput(p.assets[asset], f, names)
	due := plainDue(&in)
	if len(f.Noted) == 0 {
		p.dues[at] = due
	}
	return due
}

// dueKey is all that the date of a finding on an asset rests on, where its policy
// notes nothing: the same is reckoned once.
type dueKey struct {
	asset, facts       string
	received, detected int64
}

func (p *planner) dueInput(a *domain.Asset, f *domain.TargetFinding, names []string) DueInput {
	facts, _ := p.factsOf(names)
	in := DueInputOf(a, *f, facts, p.in.Rules.For(a), p.in.Zone, p.in.Missing, p.in.Now)
	in.PolicyClock = p.in.PolicyClock
	return in
}

// factsOf are the facts of a group of names, read once, and the key they are kept by.
func (p *planner) factsOf(names []string) (Facts, string) {
	key := names[0]
	if len(names) > 1 {
		key = strings.Join(names, "\x00")
	}
	facts, ok := p.facts[key]
	if !ok {
		facts = p.in.Facts(names)
		p.facts[key] = facts
	}
	return facts, key
}

// DueInputOf puts together what a target's finding is due by: the asset's own
// answers, the facts of the flaw, and the finding's clocks.
func DueInputOf(a *domain.Asset, f domain.TargetFinding, facts Facts, rules *Rules, zone *time.Location, missing domain.MissingSetting, now time.Time) DueInput {
	in := DueInput{Zone: zone, KEV: facts.KEV, Automatable: facts.Automatable, Impact: facts.Impact,
		Received: f.Received, Detected: f.Detected, Missing: missing, NextUpgrade: a.NextUpgrade, Evaluate: now, Rules: rules}
	if rules.uses[factExploitation] || len(f.Noted) > 0 {
		in.Others = maps.Clone(f.Noted)
		if in.Others == nil {
			in.Others = map[domain.FactName][]domain.Known{}
		}
		in.Others[domain.FactExploit] = facts.Exploitation
	}
	if len(a.Exposure) > 0 {
		in.Exposure = make([]domain.Known, 0, len(a.Exposure))
	}
	for _, s := range a.Exposure {
		in.Exposure = append(in.Exposure, domain.Known{Value: string(s.Value), At: s.At, Source: sourcePerson})
	}
	return in
}

// Explained is a target's due date with its facts and what-ifs as of now: stored
// dates keep no what-ifs up to date, so whoever shows one asks here.
func Explained(a *domain.Asset, t *domain.Target, facts func(names []string) Facts, rules *Rules, zone *time.Location, missing domain.MissingSetting, now time.Time) domain.Due {
	var ins []DueInput
	var open []Facts
	for _, f := range t.Findings {
		if f.Open {
			own := facts(namesOf(&f))
			open = append(open, own)
			ins = append(ins, DueInputOf(a, f, own, rules, zone, missing, now))
		}
	}
	if len(ins) == 0 {
		return t.Due
	}
	dues := make([]domain.Due, len(ins))
	for i := range ins {
		dues[i] = plainDue(&ins[i])
	}
	due := explained(a, dues, func(i int) DueInput { return ins[i] })
	due.Order = explainedOrder(a, open, zone, now)
	return due
}

// explained joins the dates of a target and explains the one that gives the tier.
func explained(a *domain.Asset, dues []domain.Due, input func(i int) DueInput) domain.Due {
	due, tier := joinDues(dues)
	in := input(tier)
	r := newReplay(&in)
	r.explain(&due)
	for i := range due.Facts {
		if f := &due.Facts[i]; f.Fact == domain.FactExposure && f.Value != "" {
			f.Source = a.Exposed().By
		}
	}
	return due
}

// describe fills in what follows from the target's findings. A target with nothing
// open keeps the date it had.
func (p *planner) describe(t *domain.Target) {
	t.Components = nil
	dues := make([]domain.Due, 0, len(t.Findings))
	open := make([]*domain.TargetFinding, 0, len(t.Findings))
	for i := range t.Findings {
		f := &t.Findings[i]
		t.Components = append(t.Components, f.Component)
		if f.Open {
			dues = append(dues, f.Due)
			open = append(open, f)
		}
	}
	slices.Sort(t.Components)
	t.Components = slices.Compact(t.Components)
	if len(dues) == 0 {
		return
	}
	a := p.assets[t.Asset]
	t.Due = explained(a, dues, func(i int) DueInput { return p.dueInput(a, open[i], p.group(open[i])) })
	t.Due.Order = p.orderFor(a, open)
	if t.Due.Tier == domain.TierForensic && t.Triage.Held.IsZero() {
		t.Triage.Held, t.Triage.Listed = t.Due.Duty, t.Due.Listed
	}
}

// group are all names of a target's finding today.
func (p *planner) group(f *domain.TargetFinding) []string {
	for _, n := range p.needs[f.Component] {
		if sameFlaw(f, n.group.Names) {
			return n.group.Names
		}
	}
	return namesOf(f)
}

// sameTarget compares what matters of a target: what-ifs move with the calendar
// and are computed anew when shown.
func sameTarget(a, b *domain.Target) bool {
	if a.State != b.State || a.Before != b.Before || a.Note != b.Note || !a.Detected.Equal(b.Detected) || !a.Closed.Equal(b.Closed) ||
		!a.Claimed.At.Equal(b.Claimed.At) || !a.Triage.Held.Equal(b.Triage.Held) || a.Triage.Listed != b.Triage.Listed || !slices.Equal(a.Components, b.Components) || len(a.Evidence) != len(b.Evidence) || !sameDue(&a.Due, &b.Due) {
		return false
	}
	return slices.EqualFunc(a.Findings, b.Findings, func(x, y domain.TargetFinding) bool {
		return x.Component == y.Component && x.Vulnerability == y.Vulnerability && slices.Equal(x.Aliases, y.Aliases) && slices.Equal(x.Raised, y.Raised) && slices.Equal(x.Updates, y.Updates) &&
			sameNoted(x.Noted, y.Noted) && x.Version == y.Version && x.Fixed == y.Fixed && x.Open == y.Open && x.Decision == y.Decision && x.Received.Equal(y.Received) && x.Detected.Equal(y.Detected) && sameDue(&x.Due, &y.Due)
	})
}

func sameDue(a, b *domain.Due) bool {
	return a.Order.Outcome == b.Order.Outcome && a.Order.Row == b.Order.Row && a.Order.Assumed == b.Order.Assumed &&
		a.Policy == b.Policy && a.Version == b.Version && a.Tier == b.Tier && a.Outcome == b.Outcome && a.Row == b.Row && a.StartCode == b.StartCode && a.Date == b.Date &&
		a.ByUpgrade == b.ByUpgrade && a.PolicyDate == b.PolicyDate && a.PolicyStart == b.PolicyStart && a.CISADue == b.CISADue &&
		a.Assumed == b.Assumed && a.Setting == b.Setting && a.ForensicSuggested == b.ForensicSuggested && a.LateOnArrival == b.LateOnArrival &&
		a.Clock == b.Clock && a.Strictest == b.Strictest && a.Duty.Equal(b.Duty) && a.Listed == b.Listed && a.Start.Equal(b.Start) && slices.EqualFunc(a.Facts, b.Facts, sameFact)
}

func sameFact(a, b domain.DueFact) bool {
	return a.Fact == b.Fact && a.Value == b.Value && a.Filled == b.Filled && a.Source == b.Source && a.At.Equal(b.At)
}

func sameTask(a, b *domain.PatchTask) bool {
	return a.Kind == b.Kind && a.Version == b.Version && slices.Equal(a.Updates, b.Updates) && a.Branch == b.Branch && a.Successor == b.Successor && a.Predecessor == b.Predecessor && a.Name == b.Name && a.Owner == b.Owner &&
		slices.Equal(a.Vulnerabilities, b.Vulnerabilities) && slices.Equal(a.Advisories, b.Advisories)
}
