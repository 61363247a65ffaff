package assess

import (
	"cmp"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// fate says why an open finding is no longer needed; "" where that is not proven:
// the statement that raised it can no longer be judged, no version is known, or no
// newer snapshot shows the change.
func (p *planner) fate(t *domain.Target, f *domain.TargetFinding) domain.Code {
	switch {
	case !p.inUse(t.Asset):
		return EvidenceRetired
	case p.standsElsewhere(t, f):
		return EvidenceMoved
	}
	held, ok := p.held(f.Component)
	if !ok {
		return p.proven(t, EvidenceGone)
	}
	spoken, cleared, doubt, own := false, false, false, false
	for _, finding := range p.findings[f.Component] {
		if finding.Confidence == domain.NameOnly || !sameFlaw(f, namesIn(finding)) {
			continue
		}
		spoken = true
		cleared = cleared || finding.Verdict == domain.NotAffected
		own = own || finding.Verdict == domain.NotAffected && finding.Decision != ""
		doubt = doubt || finding.Verdict == domain.CannotTell && slices.Contains(f.Raised, finding.ID)
	}
	changed := held.Version != cmp.Or(f.Version, t.Before)
	switch {
	case doubt, spoken && !cleared, changed && held.Version == "":
		return ""
	case own:
		return EvidenceOwn
	case cleared && changed:
		return p.proven(t, EvidenceVerified)
	case cleared:
		return EvidenceChanged
	case !changed:
		return EvidenceWithdrawn
	case f.Fixed != "" && p.clears(held.Scheme, held.Version, f.Fixed):
		return p.proven(t, EvidenceVerified)
	}
	return EvidenceNotCovered
}

// decision is the desk's own one that a finding of a target is closed by.
func (p *planner) decision(f *domain.TargetFinding) string {
	for _, finding := range p.findings[f.Component] {
		if finding.Decision != "" && finding.Verdict == domain.NotAffected && sameFlaw(f, namesIn(finding)) {
			return finding.Decision
		}
	}
	return ""
}

// proven gives the code where a snapshot newer than the target and its claim shows it.
func (p *planner) proven(t *domain.Target, code domain.Code) domain.Code {
	at := p.in.Evidence(t.Asset).At
	if at.After(t.Detected) && at.After(t.Claimed.At) {
		return code
	}
	return ""
}

// standsElsewhere tells whether the flaw was placed on another task of the asset.
func (p *planner) standsElsewhere(t *domain.Target, f *domain.TargetFinding) bool {
	for _, task := range p.placedOn[f.Component] {
		if task == t.Task {
			continue
		}
		if slices.ContainsFunc(p.placed[spot{task, t.Asset}], func(n *need) bool { return n.component == f.Component && sameFlaw(f, n.group.Names) }) {
			return true
		}
	}
	return false
}

// decisionsOf are the desk's own decisions that closed findings of a target.
func decisionsOf(t *domain.Target) string {
	var all []string
	for i := range t.Findings {
		if d := t.Findings[i].Decision; d != "" && !t.Findings[i].Open {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, compareIDs)
	return strings.Join(slices.Compact(all), ", ")
}
