package assess

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Codes of evidence and of what ended or reopened a target.
const (
	EvidenceVerified   domain.Code = "verified"           // the version seen is not affected
	EvidencePartly     domain.Code = "partly"             // some are [cleared], some are [left]
	EvidenceGone       domain.Code = "component_gone"     // the component is no longer there
	EvidenceRegressed  domain.Code = "regressed"          // an affected version is back
	EvidenceStill      domain.Code = "still_affected"     // claimed as done, yet the affected version is seen
	EvidenceInstalled  domain.Code = "installed"          // the fixed version is there, its restart is still to come
	EvidenceRestarted  domain.Code = "restarted"          // an inventory shows that it was started again since
	EvidenceChanged    domain.Code = "data_changed"       // same version: what the publishers say changed
	EvidenceWithdrawn  domain.Code = "withdrawn"          // same version: no statement speaks of the flaw any more
	EvidenceNotCovered domain.Code = "no_longer_covered"  // another version, of which no statement speaks
	EvidenceOwn        domain.Code = "own_decision"       // same data: this desk decided, [decision], that it is not affected
	EvidenceUndone     domain.Code = "decision_undone"    // the decision that closed it no longer holds
	EvidenceMoved      domain.Code = domain.EvidenceMoved // another task takes care of it now
	EvidenceReturned   domain.Code = "returned"           // what another task had taken over is back on this one
	EvidenceFound      domain.Code = "found_again"        // a further flaw or copy on a closed target
	EvidenceRetired    domain.Code = "asset_retired"      // the asset is out of use
)

// tally is what a review of one target found.
type tally struct {
	open, regressed, moved, installed, undone int
	cleared                                   map[domain.Code]int
}

// review brings every target of the planned assets up to date.
func (p *planner) review() {
	spots := maps.Clone(p.placed)
	for at, t := range p.old {
		if !closed(t.State) || slices.ContainsFunc(t.Findings, func(f domain.TargetFinding) bool { return f.Open }) {
			spots[at] = nil
		}
	}
	for _, at := range slices.SortedFunc(maps.Keys(spots), compareSpots) {
		t := p.reviewed(at)
		p.out[at] = t
		p.outOf[at.task] = append(p.outOf[at.task], t)
	}
}

// closed tells whether nothing is left to mend.
func closed(s domain.State) bool { return s.Done() || s == domain.StateTriage }

// reviewed is one target as it is now.
func (p *planner) reviewed(at spot) *domain.Target {
	old := p.old[at]
	t := &domain.Target{Task: at.task, Asset: at.asset, State: domain.StateOpen}
	if old != nil {
		c := *old
		c.Evidence = slices.Clone(old.Evidence)
		t = &c
	}
	found := p.refill(t)
	p.describe(t)
	switch {
	case old == nil:
		t.Detected, t.Before = firstHeld(t), p.seen(t)
		p.carry(t)
	case found.open == 0:
		p.end(t, found)
	case t.Decided() && found.regressed == 0 && !p.newTo(old, t):
	case closed(t.State):
		p.reopen(t, found)
	default:
		p.report(t, found)
	}
	return t
}

// newTo tells whether a flaw is open on a target that was not open on it before.
func (p *planner) newTo(old, t *domain.Target) bool {
	return slices.ContainsFunc(t.Findings, func(f domain.TargetFinding) bool { return f.Open && !hasOpen(old, &f) })
}

// refill puts the target's findings together: what is needed now with its clocks,
// what cannot be told kept open, what is cleared closed.
func (p *planner) refill(t *domain.Target) tally {
	found := tally{cleared: map[domain.Code]int{}}
	needs := p.placed[spot{t.Task, t.Asset}]
	all := make([]domain.TargetFinding, 0, len(needs)+len(t.Findings))
	for _, n := range needs {
		f, how := p.clocked(t, n)
		switch how {
		case EvidenceRegressed:
			found.regressed++
		case EvidenceMoved:
			found.moved++
		case EvidenceUndone:
			found.undone++
		}
		found.open++
		all = append(all, f)
	}
	for _, f := range t.Findings {
		if slices.ContainsFunc(needs, func(n *need) bool { return n.component == f.Component && sameFlaw(&f, n.group.Names) }) {
			continue // goes on under the names of today
		}
		if f.Open {
			switch code := p.fate(t, &f); {
			case len(needs) == 0 && closed(t.State) && !t.Decided(): // what a person settled stays settled for what it was
				f.Open = false
			case p.waits(t, &f, code):
				found.installed++
				found.open++
			case code == "":
				found.open++
			default:
				f.Open = false
				if code == EvidenceOwn {
					f.Decision = p.decision(&f)
				}
				found.cleared[code]++
			}
		}
		if f.Open {
			names := namesOf(&f)
			f.Due = p.due(t.Asset, &f, names)
			if !slices.Contains(names, f.Vulnerability) {
				f.Vulnerability = names[0] // that of the group has parted from these
			}
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b domain.TargetFinding) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), CompareNames(a.Vulnerability, b.Vulnerability))
	})
	t.Findings = all
	return found
}

// carry takes along what was decided where the findings of a new or returning
// target stood before.
func (p *planner) carry(t *domain.Target) {
	order := []domain.State{domain.StateBlocked, domain.StateProgress, domain.StatePlanned}
	best := len(order)
	for _, home := range p.homes[spot{t.Task, t.Asset}] {
		if i := slices.Index(order, home.State); home.Task != t.Task && i >= 0 && i < best {
			best = i
			t.Note, t.Planned, t.Week, t.Person = home.Note, home.Planned, home.Week, home.Person
		}
	}
	if best < len(order) {
		p.event(PlanEvent{Verb: "target." + string(order[best]), Subject: t.Task, Asset: t.Asset, Before: string(t.State), After: string(order[best]), Reason: string(EvidenceMoved)})
		t.State = order[best]
	}
}

// reopen takes a closed target up again.
func (p *planner) reopen(t *domain.Target, found tally) {
	t.Closed, t.Claimed, t.Restarted, t.Dismissed, t.Before = time.Time{}, domain.Stated{}, time.Time{}, nil, p.seen(t)
	switch {
	case found.regressed > 0:
		p.move(t, domain.IntentRegress, EvidenceRegressed, nil)
	case found.undone > 0:
		p.move(t, domain.IntentRegress, EvidenceUndone, nil)
	case found.moved == found.open && t.State == domain.StateNotApplicable:
		p.move(t, domain.IntentReturn, EvidenceReturned, nil)
		p.carry(t)
	default:
		p.move(t, domain.IntentRegress, EvidenceFound, nil)
	}
	t.Detected = firstHeld(t)
}

// report keeps what a newer snapshot shows of a target that stays open.
func (p *planner) report(t *domain.Target, found tally) {
	cleared := found.cleared[EvidenceVerified] + found.cleared[EvidenceGone]
	left := domain.Params{"cleared": strconv.Itoa(cleared), "left": strconv.Itoa(found.open)}
	switch {
	case cleared > 0:
		p.prove(t, EvidencePartly, left)
	case found.installed == found.open && t.State == domain.StateRestart:
		p.prove(t, EvidenceInstalled, p.why(t))
	case found.installed == found.open:
		p.move(t, domain.IntentRestart, EvidenceInstalled, p.why(t))
	case (t.State == domain.StateClaimed || t.State == domain.StateRestart) && p.proven(t, EvidenceStill) != "" && !p.partly(t):
		p.prove(t, EvidenceStill, domain.Params{"left": strconv.Itoa(found.open)})
	}
}

// partly reports whether the newest snapshot was already seen to clear some of it,
// which says that the rest is left.
func (p *planner) partly(t *domain.Target) bool {
	last := len(t.Evidence) - 1
	return last >= 0 && t.Evidence[last].Code == EvidencePartly && t.Evidence[last].Snapshot == p.in.Evidence(t.Asset).Snapshot
}

// end closes a target that has nothing open: by evidence where some of it was
// fixed or is gone, else for the reason that is left.
func (p *planner) end(t *domain.Target, found tally) {
	intent, code := domain.IntentNotApply, domain.Code("")
	for _, c := range []domain.Code{EvidenceMoved, EvidenceRetired, EvidenceNotCovered, EvidenceWithdrawn, EvidenceChanged, EvidenceOwn, EvidenceGone, EvidenceVerified} {
		if found.cleared[c] > 0 {
			code = c
		}
	}
	if code == EvidenceVerified || code == EvidenceGone {
		intent = domain.IntentVerify
		if t.Due.Tier == domain.TierForensic && len(t.Triage.Outstanding()) > 0 {
			intent = domain.IntentTriage
		}
	}
	if code == "" {
		return
	}
	if t.State == domain.StateRestart && intent != domain.IntentNotApply {
		p.move(t, domain.IntentSeen, EvidenceRestarted, nil)
		t.Restarted = p.in.Evidence(t.Asset).At
	}
	var params domain.Params
	if code == EvidenceOwn {
		params = domain.Params{"decision": decisionsOf(t)}
	}
	p.move(t, intent, code, params)
	if t.State.Done() {
		t.Closed = p.in.Now
	}
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

// prove keeps what the newest snapshot shows, each thing once per snapshot.
func (p *planner) prove(t *domain.Target, code domain.Code, params domain.Params) {
	e := p.in.Evidence(t.Asset)
	e.Code, e.Params, e.Seen = code, params, p.seen(t)
	last := len(t.Evidence) - 1
	if last >= 0 && t.Evidence[last].Snapshot == e.Snapshot && t.Evidence[last].Code == code && maps.Equal(t.Evidence[last].Params, params) {
		return
	}
	t.Evidence = append(t.Evidence, e)
}

// firstHeld is the earliest instant from which the desk held one of the open findings.
func firstHeld(t *domain.Target) time.Time {
	var first time.Time
	for _, f := range t.Findings {
		at := f.Received
		if f.Detected.After(at) {
			at = f.Detected
		}
		if f.Open && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// seen are the versions of the target's components in the newest inventory.
func (p *planner) seen(t *domain.Target) string {
	var all []string
	for _, id := range t.Components {
		if h, ok := p.held(id); ok && h.Version != "" {
			all = append(all, h.Version)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}
