package assess

import (
	"slices"
	"strconv"
	"time"

	"fenceline/internal/domain"
)

// Codes of evidence: what a newer snapshot proves.
const (
	EvidenceVerified  domain.Code = "verified"       // the version seen is not affected
	EvidencePartly    domain.Code = "partly"         // some are cleared, [left] are not
	EvidenceGone      domain.Code = "component_gone" // the component is no longer there
	EvidenceRegressed domain.Code = "regressed"      // an affected version is back
	EvidenceChanged   domain.Code = "data_changed"   // same version: what the publishers say changed
	EvidenceMoved     domain.Code = "moved"          // another task takes care of it now
	EvidenceRetired   domain.Code = "asset_retired"  // the asset is out of use
)

// clocked gives a need its clocks: those of the finding it continues, whatever
// its names were then, or new ones.
func (p *planner) clocked(n *need, here []domain.TargetFinding) domain.TargetFinding {
	f := domain.TargetFinding{Component: n.component, Vulnerability: n.group.ID, Aliases: n.group.Names, Open: true}
	for _, finding := range n.findings {
		if at := p.in.Received(finding); f.Received.IsZero() || at.Before(f.Received) {
			f.Received = at
		}
	}
	f.Detected = p.in.Held[n.component].FirstSeen
	if old, ok := p.before(f, here); ok {
		if old.Received.Before(f.Received) {
			f.Received = old.Received
		}
		switch {
		case old.Open:
			f.Detected = old.Detected
		default: // it was cleared and is back: a new clock
			f.Detected = p.in.Now
		}
	}
	f.Due = p.due(n, f)
	return f
}

// before finds the clocks of the same flaw on the same component, on this target
// first, then on any other of the asset. Where several were joined, the oldest
// clocks count.
func (p *planner) before(f domain.TargetFinding, here []domain.TargetFinding) (domain.TargetFinding, bool) {
	var found domain.TargetFinding
	ok := false
	take := func(old domain.TargetFinding) {
		if !sameFlaw(f, old) {
			return
		}
		received := old.Received
		if ok && found.Received.Before(received) {
			received = found.Received
		}
		if !ok || old.Open && !found.Open || old.Open == found.Open && old.Detected.Before(found.Detected) {
			found, ok = old, true
		}
		found.Received = received
	}
	for _, old := range here {
		take(old)
	}
	if ok {
		return found, true
	}
	for _, ref := range p.clocks[f.Component] {
		take(ref.finding)
	}
	return found, ok
}

type dueKey struct {
	asset              string
	received, detected time.Time
}

// due computes one finding's due date; findings without any fact share theirs.
func (p *planner) due(n *need, f domain.TargetFinding) domain.Due {
	facts := p.in.Facts(n.group.Names)
	key := dueKey{n.asset, f.Received, f.Detected}
	plain := len(facts.KEV) == 0 && len(facts.Automatable) == 0 && len(facts.Impact) == 0
	if plain {
		if due, ok := p.dues[key]; ok {
			return due
		}
	}
	in := p.dueInput(n.asset, f, facts)
	due := plainDue(&in) // the facts are kept once, for the finding that decides
	if plain {
		p.dues[key] = due
	}
	return due
}

func (p *planner) dueInput(asset string, f domain.TargetFinding, facts Facts) DueInput {
	a := p.in.Assets[asset]
	return DueInputOf(&a, f, facts, p.in.Zone, p.in.Missing, p.in.Now)
}

// DueInputOf puts together what a target's finding is due by: the asset's own
// answers, the facts of the flaw, and the finding's clocks.
func DueInputOf(a *domain.Asset, f domain.TargetFinding, facts Facts, zone *time.Location, missing domain.MissingSetting, now time.Time) DueInput {
	in := DueInput{Zone: zone, KEV: facts.KEV, Automatable: facts.Automatable, Impact: facts.Impact,
		Received: f.Received, Detected: f.Detected, Missing: missing, NextUpgrade: a.NextUpgrade, Evaluate: now}
	for _, s := range a.Exposure {
		in.Exposure = append(in.Exposure, domain.Known{Value: string(s.Value), At: s.At, Source: sourcePerson})
	}
	return in
}

// Explained is a target's due date with its facts and what-ifs as of now: stored
// dates keep no what-ifs up to date, so whoever shows one asks here.
func Explained(a *domain.Asset, t *domain.Target, facts func(names []string) Facts, zone *time.Location, missing domain.MissingSetting, now time.Time) domain.Due {
	var ins []DueInput
	var dues []domain.Due
	for _, f := range t.Findings {
		if f.Open {
			in := DueInputOf(a, f, facts(f.Aliases), zone, missing, now)
			ins = append(ins, in)
			dues = append(dues, plainDue(&in))
		}
	}
	if len(dues) == 0 {
		return t.Due
	}
	due, tier := joinDues(dues)
	r := newReplay(&ins[tier])
	r.explain(&due)
	for i := range due.Facts {
		if f := &due.Facts[i]; f.Fact == domain.FactExposure && f.Value != "" {
			f.Source = a.Exposed().By
		}
	}
	return due
}

func sameFact(a, b domain.DueFact) bool {
	return a.Fact == b.Fact && a.Value == b.Value && a.Filled == b.Filled && a.Source == b.Source && a.At.Equal(b.At)
}

// explained gives the target's due date its facts and what-ifs.
func (p *planner) explained(t *domain.Target, plain domain.Due) domain.Due {
	a := p.in.Assets[t.Asset]
	return Explained(&a, t, p.in.Facts, p.in.Zone, p.in.Missing, p.in.Now)
}

// progress moves a target that still has, or has again, open findings.
func (p *planner) progress(t *domain.Target, before []domain.TargetFinding) {
	cleared, left := 0, 0
	for _, f := range t.Findings {
		was := slices.ContainsFunc(before, func(o domain.TargetFinding) bool { return o.Open && sameFlaw(o, f) })
		switch {
		case f.Open:
			left++
		case was:
			cleared++
		}
	}
	switch {
	case t.State.Done() || t.State == domain.StateTriage:
		p.move(t, domain.IntentRegress, EvidenceRegressed, nil)
		t.Detected, t.Closed, t.Before = p.in.Now, time.Time{}, p.seen(t)
	case cleared > 0:
		p.prove(t, EvidencePartly, domain.Params{"cleared": strconv.Itoa(cleared), "left": strconv.Itoa(left)})
	}
}

// close ends the targets of the planned assets whose findings are all gone, and
// says why they are.
func (p *planner) close() {
	for _, byAsset := range p.targets {
		for asset, t := range byAsset {
			a, ours := p.in.Assets[asset]
			if !ours || p.touched[t.Task+"/"+asset] {
				continue
			}
			open := slices.ContainsFunc(t.Findings, func(f domain.TargetFinding) bool { return f.Open })
			if !open && (t.State.Done() || t.State == domain.StateTriage) {
				continue
			}
			p.touched[t.Task+"/"+asset] = true
			p.end(t, &a)
		}
	}
}

// end closes one target whose findings are all gone.
func (p *planner) end(t *domain.Target, a *domain.Asset) {
	moved := p.takenOver(t)
	for i := range t.Findings {
		t.Findings[i].Open = false
	}
	present := slices.ContainsFunc(t.Components, func(id string) bool { _, ok := p.in.Held[id]; return ok })
	intent, code := domain.IntentVerify, EvidenceVerified
	switch {
	case !a.Retired.IsZero():
		intent, code = domain.IntentNotApply, EvidenceRetired
	case moved:
		intent, code = domain.IntentNotApply, EvidenceMoved
	case !present:
		code = EvidenceGone
	case p.seen(t) == t.Before:
		intent, code = domain.IntentNotApply, EvidenceChanged
	}
	if intent == domain.IntentVerify && t.Due.Tier == domain.TierForensic {
		intent = domain.IntentTriage
	}
	p.move(t, intent, code, nil)
	if t.State.Done() {
		t.Closed = p.in.Now
	}
}

// takenOver tells whether all open findings of a target stand on another one now.
func (p *planner) takenOver(t *domain.Target) bool {
	any := false
	for _, f := range t.Findings {
		if !f.Open {
			continue
		}
		elsewhere := false
		for task, byAsset := range p.targets {
			other := byAsset[t.Asset]
			if task == t.Task || other == nil || !p.touched[task+"/"+t.Asset] {
				continue
			}
			elsewhere = elsewhere || slices.ContainsFunc(other.Findings, func(o domain.TargetFinding) bool { return o.Open && sameFlaw(o, f) })
		}
		if !elsewhere {
			return false
		}
		any = true
	}
	return any
}

// move takes the step of the state table and keeps the evidence for it.
func (p *planner) move(t *domain.Target, intent domain.Intent, code domain.Code, params domain.Params) {
	next, ok := domain.Next(t.State, intent)
	if !ok {
		return
	}
	p.event(PlanEvent{Verb: "target." + string(next), Subject: t.Task, Asset: t.Asset, Before: string(t.State), After: string(next), Reason: string(code)})
	t.State = next
	p.prove(t, code, params)
}

// prove keeps what the newest snapshot shows, once per snapshot and code.
func (p *planner) prove(t *domain.Target, code domain.Code, params domain.Params) {
	e := p.in.Evidence(t.Asset)
	e.Code, e.Params, e.Seen = code, params, p.seen(t)
	if n := len(t.Evidence); n > 0 && t.Evidence[n-1].Snapshot == e.Snapshot && t.Evidence[n-1].Code == code {
		return
	}
	t.Evidence = append(t.Evidence, e)
}

// sameTarget compares what matters of a target: what-ifs move with the calendar
// and are computed anew when shown.
func sameTarget(a, b domain.Target) bool {
	if a.State != b.State || a.Before != b.Before || !a.Detected.Equal(b.Detected) || !a.Closed.Equal(b.Closed) ||
		!slices.Equal(a.Components, b.Components) || len(a.Evidence) != len(b.Evidence) || !sameDue(a.Due, b.Due) {
		return false
	}
	return slices.EqualFunc(a.Findings, b.Findings, func(x, y domain.TargetFinding) bool {
		return x.Component == y.Component && x.Vulnerability == y.Vulnerability && slices.Equal(x.Aliases, y.Aliases) &&
			x.Open == y.Open && x.Received.Equal(y.Received) && x.Detected.Equal(y.Detected) && sameDue(x.Due, y.Due)
	})
}

func sameDue(a, b domain.Due) bool {
	return a.Policy == b.Policy && a.Version == b.Version && a.Tier == b.Tier && a.Row == b.Row && a.StartCode == b.StartCode && a.Date == b.Date &&
		a.ByUpgrade == b.ByUpgrade && a.PolicyDate == b.PolicyDate && a.PolicyStart == b.PolicyStart && a.CISADue == b.CISADue &&
		a.Assumed == b.Assumed && a.Setting == b.Setting && a.ForensicSuggested == b.ForensicSuggested && a.LateOnArrival == b.LateOnArrival &&
		a.Clock == b.Clock && a.Strictest == b.Strictest && a.Start.Equal(b.Start) && slices.EqualFunc(a.Facts, b.Facts, sameFact)
}

func sameTask(a, b domain.PatchTask) bool {
	return a.Version == b.Version && a.Successor == b.Successor && a.Predecessor == b.Predecessor && a.Name == b.Name && a.Owner == b.Owner &&
		slices.Equal(a.Vulnerabilities, b.Vulnerabilities) && slices.Equal(a.Advisories, b.Advisories)
}

// cause says which fact moved a date.
func cause(was, is domain.Due) string {
	text := ""
	for _, now := range is.Facts {
		for _, old := range was.Facts {
			if old.Fact == now.Fact && old.Value != now.Value {
				if text != "" {
					text += ", "
				}
				text += string(now.Fact) + ": " + orUnknown(old.Value) + " to " + orUnknown(now.Value)
			}
		}
	}
	if text == "" {
		text = "findings or planned upgrade"
	}
	return text
}

func orUnknown(v string) string {
	if v == "" {
		return "not known"
	}
	return v
}
