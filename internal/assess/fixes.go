package assess

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// groups sorts what is open by the fix that cures it.
func (p *planner) groups() []fixGroup {
	type host struct { // one component under the identity it is mended by
		asset, component string
		key              domain.PackageKey
	}
	needs := map[host]map[string]*need{}
	for i := range p.in.Findings {
		f := &p.in.Findings[i]
		if f.Verdict != domain.Affected || f.Confidence == domain.NameOnly {
			continue
		}
		held := p.in.Held[f.Component]
		at := host{f.Asset, f.Component, mendedBy(&held, f.Key)}
		if needs[at] == nil {
			needs[at] = map[string]*need{}
		}
		n := needs[at][f.Vulnerability]
		if n == nil {
			n = &need{asset: f.Asset, component: f.Component, group: domain.AliasGroup{ID: f.Vulnerability, Names: f.Aliases}, scheme: held.Scheme}
			needs[at][f.Vulnerability] = n
		}
		n.findings = append(n.findings, f)
	}
	byFix := map[fix][]*need{}
	for at, flaws := range needs {
		highest := ""
		for _, n := range flaws {
			p.decideFix(n)
			if n.kind == domain.FixUpdate {
				highest = p.later(n.scheme, highest, n.version)
			}
		}
		held := p.in.Held[at.component]
		for _, n := range flaws {
			f := fix{key: at.key, kind: n.kind, branch: held.Stream}
			if f.branch == "" && n.kind == domain.FixUpdate {
				f.branch = p.branch(held.Scheme, highest)
			}
			byFix[f] = append(byFix[f], n)
		}
	}
	return sortGroups(byFix)
}

// mendedBy is the identity under which a component is updated: its source package
// for a distribution's package, its own strongest identity otherwise, whichever
// of its names an advisory used.
func mendedBy(held *domain.Held, matched domain.PackageKey) domain.PackageKey {
	if held.Key == "" || identity.IsSource(matched) {
		return matched
	}
	for _, key := range held.Also {
		if identity.IsSource(key) {
			return key
		}
	}
	return held.Key
}

// decideFix chooses what cures one flaw of one component: an update before a
// mitigation before watching, and the version that the surest identity names.
func (p *planner) decideFix(n *need) {
	rank := func(k domain.FixKind) int {
		return slices.Index([]domain.FixKind{domain.FixUpdate, domain.FixMitigation, domain.FixWatch, ""}, k)
	}
	n.kind = domain.FixWatch
	best := -1
	for _, f := range n.findings {
		if rank(f.FixKind) < rank(n.kind) {
			n.kind = f.FixKind
		}
	}
	for _, f := range n.findings {
		if n.kind != domain.FixUpdate || f.Fixed == "" {
			continue
		}
		switch sure := sureness(f.Confidence); {
		case sure > best:
			best, n.version = sure, f.Fixed
		case sure == best:
			n.version = p.later(n.scheme, n.version, f.Fixed)
		}
	}
}

func sortGroups(byFix map[fix][]*need) []fixGroup {
	var out []fixGroup
	for f, all := range byFix {
		slices.SortFunc(all, func(a, b *need) int {
			return cmp.Or(cmp.Compare(a.asset, b.asset), cmp.Compare(a.component, b.component), CompareNames(a.group.ID, b.group.ID))
		})
		out = append(out, fixGroup{f, all})
	}
	slices.SortFunc(out, func(a, b fixGroup) int {
		return cmp.Or(cmp.Compare(a.fix.key, b.fix.key), cmp.Compare(a.fix.kind, b.fix.kind), cmp.Compare(a.fix.branch, b.fix.branch))
	})
	return out
}

// companion is the task of a chain that takes a need no version is known for:
// the one that has it open, the one that had it, or else the newest where the
// asset is not done with it; nil where there is none.
func (p *planner) companion(chain []*domain.PatchTask, n *need) *domain.PatchTask {
	self := domain.TargetFinding{Component: n.component, Vulnerability: n.group.ID, Aliases: n.group.Names}
	for _, open := range []bool{true, false} {
		for _, t := range chain {
			target := p.targets[t.ID][n.asset]
			if target != nil && slices.ContainsFunc(target.Findings, func(f domain.TargetFinding) bool { return f.Open == open && sameFlaw(f, self) }) {
				return t
			}
		}
	}
	if len(chain) == 0 {
		return nil
	}
	last := chain[len(chain)-1]
	if target := p.targets[last.ID][n.asset]; target != nil && (target.State.Done() || target.State == domain.StateTriage) {
		return nil
	}
	return last
}

// later is the later of two versions; of two spellings of one version, the
// shorter.
func (p *planner) later(scheme, a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	if cmp.Or(p.order(scheme, a, b), cmp.Compare(len(b), len(a)), cmp.Compare(b, a)) < 0 {
		return b
	}
	return a
}

// order compares two versions. Where they cannot be ordered, the one that cannot
// be read comes later, or of two such the longer text: every choice is the same
// whatever was asked first.
func (p *planner) order(scheme, a, b string) int {
	order, err := p.in.Versions.Compare(scheme, a, b)
	if err == nil {
		return order
	}
	unread := func(v string) int {
		if p.in.Versions.Reads(scheme, v) {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(unread(a), unread(b)), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// clears tells whether installing version a takes what needs version b.
func (p *planner) clears(scheme, a, b string) bool {
	return a != "" && p.order(scheme, a, b) >= 0
}

// branch is the line of versions a fix belongs to: all but the last number where
// there are three or more, the first where there are two. Versions that cannot be
// ordered are a branch of their own each.
func (p *planner) branch(scheme, v string) string {
	if v == "" {
		return ""
	}
	if _, err := p.in.Versions.Compare(scheme, v, v); err != nil {
		return v
	}
	numbers := strings.Split(strings.TrimLeft(v, "vV"), ".")
	for i, n := range numbers {
		if _, err := strconv.Atoi(n); err != nil {
			numbers = numbers[:i+1]
			break
		}
	}
	switch n := len(numbers); {
	case n >= 3:
		return numbers[0] + "." + numbers[1]
	case n == 2:
		return numbers[0]
	}
	return ""
}
