package assess

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// fix is what one task does: the same key, kind and branch is one task, or a
// chain of a task and its successors.
type fix struct {
	key    domain.PackageKey
	kind   domain.FixKind // broad
	branch string
	part   string // split off by hand
}

// need is one open flaw of one component.
type need struct {
	component string
	group     domain.AliasGroup
	kind      domain.FixKind
	version   string // smallest that clears it; "" where none is known
	scheme    string
	findings  []*domain.Finding
	taken     string // task that it was newly put on, if any
}

// node is what one component of one asset needs of one fix. Versions that have no
// order among each other make a node each.
type node struct {
	fix              fix
	apart            string // the version, where it has no order
	asset, component string
	held             *domain.Held
	needs            []*need
}

// nodes sorts what is open by the fix that cures it.
func (p *planner) nodes() []*node {
	type place struct{ asset, component string }
	flaws := map[place]map[string]*need{}
	for i := range p.in.Findings {
		f := &p.in.Findings[i]
		if f.Verdict != domain.Affected || f.Confidence == domain.NameOnly || !p.inUse(f.Asset) {
			continue
		}
		at := place{f.Asset, f.Component}
		if flaws[at] == nil {
			flaws[at] = map[string]*need{}
		}
		n := flaws[at][f.Vulnerability]
		if n == nil {
			n = &need{component: f.Component, group: domain.AliasGroup{ID: f.Vulnerability, Names: namesIn(f)}}
			flaws[at][f.Vulnerability] = n
		}
		n.findings = append(n.findings, f)
	}
	var out []*node
	for at, here := range flaws {
		all := make([]*need, 0, len(here))
		for _, n := range here {
			all = append(all, n)
		}
		slices.SortFunc(all, func(a, b *need) int { return CompareNames(a.group.ID, b.group.ID) })
		out = append(out, p.split(at.asset, at.component, all)...)
	}
	slices.SortFunc(out, compareNodes)
	return out
}

// namesIn are all names of a finding's flaw.
func namesIn(f *domain.Finding) []string {
	if len(f.Aliases) == 0 {
		return []string{f.Vulnerability}
	}
	return f.Aliases
}

func compareNodes(a, b *node) int {
	return cmp.Or(cmp.Compare(a.fix.key, b.fix.key), cmp.Compare(a.fix.kind, b.fix.kind), cmp.Compare(a.fix.branch, b.fix.branch),
		cmp.Compare(a.apart, b.apart), cmp.Compare(a.asset, b.asset), cmp.Compare(a.component, b.component))
}

// inUse tells whether the asset is planned for and not retired.
func (p *planner) inUse(asset string) bool {
	a := p.assets[asset]
	return a != nil && a.Retired.IsZero()
}

// split sorts the flaws of one component by kind of fix and order of versions.
func (p *planner) split(asset, component string, needs []*need) []*node {
	held, ok := p.held(component)
	if !ok {
		held = &domain.Held{}
	}
	var out []*node
	for _, n := range needs {
		n.scheme = held.Scheme
		p.decideFix(n)
		f := fix{key: mendedBy(held, n.findings[0].Key), kind: n.kind, branch: held.Stream}
		f.part = p.parts[part{f.key, f.kind, asset}]
		apart := ""
		if n.kind == domain.FixUpdate && n.version != "" && !p.in.Versions.Reads(n.scheme, n.version) {
			apart = "=" + n.version
		}
		i := slices.IndexFunc(out, func(o *node) bool { return o.fix.kind == f.kind && o.apart == apart })
		if i < 0 {
			i = len(out)
			out = append(out, &node{fix: f, apart: apart, asset: asset, component: component, held: held})
		}
		out[i].needs = append(out[i].needs, n)
	}
	for _, o := range out {
		p.reach(o)
		if o.fix.branch == "" && o.fix.kind == domain.FixUpdate {
			o.fix.branch = p.branch(held, p.highest(o.needs))
		}
	}
	return out
}

// reach raises what flaws ask for until the version that clears all of them is one
// at which none of them is back: a flaw whose versions come in several pieces is
// cleared by the end of one and affected again in the next.
func (p *planner) reach(o *node) {
	if p.in.Row == nil || o.fix.kind != domain.FixUpdate || len(o.needs) < 2 {
		return
	}
	for raised, tries := true, 0; raised && tries < mostPieces; tries++ {
		raised = false
		want := p.highest(o.needs)
		for _, n := range o.needs {
			if n.version == "" || n.version == want {
				continue
			}
			for _, f := range n.findings {
				fixed := p.backAt(o.held, f, want)
				if fixed != "" && p.order(n.scheme, fixed, want) > 0 {
					n.version, raised = fixed, true
				}
			}
		}
	}
}

// mostPieces bounds how often a version is raised over one that brings a flaw back.
const mostPieces = 16

// backAt is the smallest version that clears a finding's statement from a version at
// which it is affected again; "" where it is not, or nothing clears it from there.
func (p *planner) backAt(held *domain.Held, f *domain.Finding, at string) string {
	row := p.in.Row(f)
	if row == nil || onePiece(&row.Versions) || p.in.Versions.Contains(&row.Versions, held.Scheme, at).In != domain.Yes {
		return ""
	}
	c := held.Component
	c.Version = at
	bench := judge{memo: p.in.Versions}
	return bench.fixed(&c, row, at)
}

// onePiece tells of the usual form, one range with one end, that nothing comes behind it.
func onePiece(set *domain.VersionSet) bool {
	return set.Kind == domain.SetOSV && len(set.Exact) == 0 && len(set.Ranges) == 1 && len(set.Ranges[0].Events) <= 2
}

// mendedBy is the identity under which a component is updated: its source package
// for a distribution's package, its own strongest identity otherwise, whichever
// of its names an advisory used.
func mendedBy(held *domain.Held, matched domain.PackageKey) domain.PackageKey {
	if held.Key == "" || identity.IsSource(held.Key) {
		return cmp.Or(held.Key, matched)
	}
	for _, key := range held.Also {
		if identity.IsSource(key) {
			return key
		}
	}
	return held.Key
}

// decideFix chooses what cures one flaw of one component: an update before a
// mitigation before watching, and the version that the surest identity names; of
// several the latest, since only that clears every statement.
func (p *planner) decideFix(n *need) {
	kinds := []domain.FixKind{domain.FixUpdate, domain.FixMitigation, domain.FixWatch}
	n.kind = domain.FixWatch
	for _, f := range n.findings {
		if i := slices.Index(kinds, f.FixKind); i >= 0 && i < slices.Index(kinds, n.kind) {
			n.kind = f.FixKind
		}
	}
	best := -1
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

// highest is the latest of the versions that needs ask for: the smallest that
// clears them all.
func (p *planner) highest(needs []*need) string {
	out := ""
	for _, n := range needs {
		out = p.later(n.scheme, out, n.version)
	}
	return out
}

// later is the later of two versions; of two spellings of one version the
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

// order compares two versions for a choice. What can be read goes before what
// cannot, and of two that cannot the longer text is the later: every choice is the
// same, whatever was asked first.
func (p *planner) order(scheme, a, b string) int {
	order, err := p.in.Versions.Compare(scheme, a, b)
	if err == nil {
		return order
	}
	reads := func(v string) int {
		if p.in.Versions.Reads(scheme, v) {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(reads(a), reads(b)), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// clears tells whether installing version a takes what needs b. What has no order
// clears nothing but itself; what needs an update of no known version goes with
// every other.
func (p *planner) clears(scheme, a, b string) bool {
	if a == b || b == "" {
		return true
	}
	order, err := p.in.Versions.Compare(scheme, a, b)
	return err == nil && a != "" && order >= 0
}

// branch is the line of versions a fix belongs to: the first two numbers where
// there are three or more, the first where there are two; of Windows the build.
// Versions that cannot be ordered are a branch of their own each.
func (p *planner) branch(held *domain.Held, v string) string {
	if v == "" {
		return ""
	}
	if !p.in.Versions.Reads(held.Scheme, v) {
		return v
	}
	if build, ok := buildBranch(v); ok && isWindows(held) {
		return build
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
