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

// later is the later of two versions; where they cannot be ordered, the longer
// text, so that the choice is at least always the same.
func (p *planner) later(scheme, a, b string) string {
	switch {
	case a == "":
		return b
	case b == "" || a == b:
		return a
	}
	order, err := p.in.Versions.Compare(scheme, a, b)
	if err != nil {
		order = cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	}
	if order < 0 {
		return b
	}
	return a
}

// clears tells whether installing version a takes what needs b.
func (p *planner) clears(scheme, a, b string) bool {
	return b == a || b != "" && a != "" && p.later(scheme, a, b) == a
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
