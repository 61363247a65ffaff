package assess

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// Facts are the histories of one alias group's facts, every member's together.
type Facts struct {
	KEV, Automatable, Impact []domain.Known
}

// PlanInput is what tasks and targets are made from. Findings are all findings
// of the assets in Assets, and only those assets' targets change; Tasks and
// Targets are all there are for the packages concerned.
type PlanInput struct {
	Findings []domain.Finding
	Assets   map[string]domain.Asset
	Held     map[string]domain.Held // by Component.ID
	Tasks    []domain.PatchTask
	Targets  []domain.Target
	Facts    func(names []string) Facts
	Received func(f *domain.Finding) time.Time  // when the claim first reached this desk
	Evidence func(asset string) domain.Evidence // the newest snapshot; only Snapshot, Format, At, By, Badge are read
	Now      time.Time
	Zone     *time.Location
	Missing  domain.MissingSetting
	NextTask func() string
	Versions *version.Memo
}

// PlanEvent is a change that the log keeps.
type PlanEvent struct {
	Verb    string // task.new, task.raised, task.successor, target.new, target.due, target.STATE
	Subject string // task
	Asset   string
	Before  string
	After   string
	Reason  string
}

// PlanResult holds what is new or changed, in a fixed order.
type PlanResult struct {
	Tasks   []domain.PatchTask
	Targets []domain.Target
	Events  []PlanEvent
}

// fix is what one task does: the same key, kind and branch is one task, or a
// chain of a task and its successors.
type fix struct {
	key    domain.PackageKey
	kind   domain.FixKind
	branch string
}

// need is one open finding group of one component on one asset.
type need struct {
	asset     string
	component string
	group     domain.AliasGroup
	kind      domain.FixKind
	version   string // smallest that clears it; "" where none is known
	scheme    string
	findings  []*domain.Finding
}

type planner struct {
	in      PlanInput
	tasks   map[string]*domain.PatchTask
	chains  map[fix][]*domain.PatchTask          // oldest first
	targets map[string]map[string]*domain.Target // task, asset
	old     map[string]domain.Target             // as they were, by task and asset
	clocks  map[string][]clockRef                // by component
	fresh   map[string]bool
	touched map[string]bool
	events  []PlanEvent
	dues    map[dueKey]domain.Due
}

type clockRef struct {
	finding domain.TargetFinding
	target  *domain.Target
}

// Plan turns findings into tasks and targets: one task per fix, a target per
// asset, each target due with its most urgent open finding. Name-only matches
// and findings that cannot be told make no task. Planning its own outcome again
// changes nothing.
func Plan(in PlanInput) PlanResult {
	if in.Versions == nil {
		in.Versions = version.NewMemo()
	}
	p := newPlanner(in)
	for _, group := range p.groups() {
		p.place(group)
	}
	p.close()
	return p.result()
}

func newPlanner(in PlanInput) *planner {
	p := &planner{in: in, tasks: map[string]*domain.PatchTask{}, chains: map[fix][]*domain.PatchTask{},
		targets: map[string]map[string]*domain.Target{}, old: map[string]domain.Target{}, clocks: map[string][]clockRef{},
		fresh: map[string]bool{}, touched: map[string]bool{}, dues: map[dueKey]domain.Due{}}
	for i := range in.Tasks {
		t := in.Tasks[i]
		t.Advisories = slices.Clone(t.Advisories)
		p.tasks[t.ID] = &t
		f := fix{t.Key, t.Kind, t.Branch}
		p.chains[f] = append(p.chains[f], &t)
	}
	for _, chain := range p.chains {
		slices.SortFunc(chain, func(a, b *domain.PatchTask) int { return compareIDs(a.ID, b.ID) })
	}
	for i := range in.Targets {
		t := in.Targets[i]
		t.Findings = slices.Clone(t.Findings)
		t.Evidence = slices.Clone(t.Evidence)
		p.put(&t)
		if _, ok := in.Assets[t.Asset]; !ok {
			continue
		}
		p.old[t.Task+"/"+t.Asset] = in.Targets[i]
		for _, f := range t.Findings {
			p.clocks[f.Component] = append(p.clocks[f.Component], clockRef{f, &t})
		}
	}
	return p
}

func (p *planner) put(t *domain.Target) {
	if p.targets[t.Task] == nil {
		p.targets[t.Task] = map[string]*domain.Target{}
	}
	p.targets[t.Task][t.Asset] = t
}

// compareIDs orders task numbers: T-9 before T-10.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// fixGroup is all needs that one chain of tasks serves.
type fixGroup struct {
	fix   fix
	needs []*need
}

// place puts every need of a group on a task of the chain, raising the newest
// task or adding a successor where its version is not enough.
func (p *planner) place(g fixGroup) {
	chosen := map[*domain.PatchTask]map[string][]*need{}
	for _, n := range g.needs {
		t := p.taskFor(g, n)
		if chosen[t] == nil {
			chosen[t] = map[string][]*need{}
		}
		chosen[t][n.asset] = append(chosen[t][n.asset], n)
	}
	for _, t := range slices.SortedFunc(maps.Keys(chosen), func(a, b *domain.PatchTask) int { return compareIDs(a.ID, b.ID) }) {
		added := 0
		for _, asset := range slices.Sorted(maps.Keys(chosen[t])) {
			if p.fill(t, asset, chosen[t][asset]) {
				added++
			}
		}
		if added > 0 && !p.fresh[t.ID] {
			p.event(PlanEvent{Verb: "target.new", Subject: t.ID, After: strconv.Itoa(added)})
		}
	}
}

func (p *planner) event(e PlanEvent) { p.events = append(p.events, e) }

// taskFor finds the first task of the chain that clears a need.
func (p *planner) taskFor(g fixGroup, n *need) *domain.PatchTask {
	chain := p.chains[g.fix]
	if n.version == "" {
		if t := p.companion(chain, n); t != nil {
			return t
		}
	}
	for _, t := range chain {
		if n.version != "" && p.clears(n.scheme, t.Version, n.version) {
			return t
		}
	}
	if n.version != "" && len(chain) > 0 {
		last := chain[len(chain)-1]
		if p.mayRaise(last) {
			p.event(PlanEvent{Verb: "task.raised", Subject: last.ID, Before: last.Version, After: n.version})
			last.Version = n.version
			return last
		}
	}
	held := p.in.Held[n.component]
	t := &domain.PatchTask{ID: p.in.NextTask(), Key: g.fix.key, Name: held.Name, Kind: g.fix.kind, Version: n.version, Branch: g.fix.branch, Created: p.in.Now}
	if t.Name == "" {
		t.Name = n.findings[0].Name
	}
	if identity.IsSource(g.fix.key) { // many binaries, one source package: the task is about the latter
		t.Name = string(g.fix.key[strings.LastIndexByte(string(g.fix.key), '/')+1:])
	}
	p.fresh[t.ID] = true
	verb := "task.new"
	if len(chain) > 0 {
		last := chain[len(chain)-1]
		t.Predecessor, last.Successor, verb = last.ID, t.ID, "task.successor"
	}
	p.tasks[t.ID] = t
	p.chains[g.fix] = append(chain, t)
	p.event(PlanEvent{Verb: verb, Subject: t.ID, Before: t.Predecessor, After: strings.TrimSpace(t.Name + " " + t.Version)})
	return t
}

// mayRaise: a task's fix is raised only while nobody has begun on a target.
func (p *planner) mayRaise(t *domain.PatchTask) bool {
	for _, target := range p.targets[t.ID] {
		if target.State != domain.StateOpen && target.State != domain.StatePlanned {
			return false
		}
	}
	return true
}

// fill makes or changes the target of one asset on a task; it tells whether the
// target is new.
func (p *planner) fill(t *domain.PatchTask, asset string, needs []*need) (added bool) {
	target := p.targets[t.ID][asset]
	if target == nil {
		target = &domain.Target{Task: t.ID, Asset: asset, State: domain.StateOpen, Detected: p.in.Now}
		p.put(target)
		added = true
	}
	p.touched[t.ID+"/"+asset] = true
	before := target.Findings
	target.Findings = nil
	for _, n := range needs {
		target.Findings = append(target.Findings, p.clocked(n, before))
		for _, f := range n.findings {
			t.Advisories = append(t.Advisories, f.Advisory)
		}
	}
	for _, old := range before {
		if !slices.ContainsFunc(target.Findings, func(f domain.TargetFinding) bool { return sameFlaw(f, old) }) {
			old.Open = false
			target.Findings = append(target.Findings, old)
		}
	}
	slices.SortFunc(t.Advisories, cmp.Compare[domain.AdvisoryKey])
	t.Advisories = slices.Compact(t.Advisories)
	slices.SortFunc(target.Findings, func(a, b domain.TargetFinding) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), CompareNames(a.Vulnerability, b.Vulnerability))
	})
	p.describe(target)
	if added {
		target.Detected = p.firstHeld(target)
		target.Before = p.seen(target)
		return true
	}
	p.progress(target, before)
	return false
}

// sameFlaw tells whether two findings of targets are about the same component
// and flaw: any shared name is enough, so a merge or split of aliases loses none.
func sameFlaw(a, b domain.TargetFinding) bool {
	if a.Component != b.Component {
		return false
	}
	if a.Vulnerability == b.Vulnerability {
		return true
	}
	return slices.ContainsFunc(a.Aliases, func(n string) bool { return slices.Contains(b.Aliases, n) })
}

// describe fills in what follows from the target's findings.
func (p *planner) describe(t *domain.Target) {
	t.Components = nil
	var dues []domain.Due
	for _, f := range t.Findings {
		t.Components = append(t.Components, f.Component)
		if f.Open {
			dues = append(dues, f.Due)
		}
	}
	slices.Sort(t.Components)
	t.Components = slices.Compact(t.Components)
	if len(dues) > 0 {
		t.Due = p.explained(t, TargetDue(dues))
	}
}

func (p *planner) firstHeld(t *domain.Target) time.Time {
	first := p.in.Now
	for _, f := range t.Findings {
		at := f.Received
		if f.Detected.After(at) {
			at = f.Detected
		}
		if at.Before(first) {
			first = at
		}
	}
	return first
}

// seen are the versions of the target's components in the newest inventory.
func (p *planner) seen(t *domain.Target) string {
	var all []string
	for _, id := range t.Components {
		if h, ok := p.in.Held[id]; ok && h.Version != "" {
			all = append(all, h.Version)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

// result collects what differs from before.
func (p *planner) result() PlanResult {
	var out PlanResult
	for key := range p.touched {
		task, asset, _ := strings.Cut(key, "/")
		t := p.targets[task][asset]
		old, had := p.old[key]
		if had && sameTarget(old, *t) {
			continue
		}
		if had && old.Due.Date != t.Due.Date && !t.State.Done() {
			p.event(PlanEvent{Verb: "target.due", Subject: task, Asset: asset, Before: string(old.Due.Date), After: string(t.Due.Date), Reason: cause(old.Due, t.Due)})
		}
		t.Revision++
		out.Targets = append(out.Targets, *t)
	}
	slices.SortFunc(out.Targets, func(a, b domain.Target) int {
		return cmp.Or(compareIDs(a.Task, b.Task), cmp.Compare(a.Asset, b.Asset))
	})
	for _, id := range slices.SortedFunc(maps.Keys(p.tasks), compareIDs) {
		t := p.tasks[id]
		t.Vulnerabilities = p.vulnerabilities(id)
		if i := slices.IndexFunc(p.in.Tasks, func(o domain.PatchTask) bool { return o.ID == id }); i < 0 || !sameTask(p.in.Tasks[i], *t) {
			t.Revision++
			out.Tasks = append(out.Tasks, *t)
		}
	}
	slices.SortStableFunc(p.events, func(a, b PlanEvent) int {
		return cmp.Or(compareIDs(a.Subject, b.Subject), cmp.Compare(a.Verb, b.Verb), cmp.Compare(a.Asset, b.Asset))
	})
	out.Events = p.events
	return out
}

// vulnerabilities are the flaws a task clears, over all its targets.
func (p *planner) vulnerabilities(task string) []string {
	var all []string
	for _, t := range p.targets[task] {
		for _, f := range t.Findings {
			all = append(all, f.Vulnerability)
		}
	}
	slices.SortFunc(all, CompareNames)
	return slices.Compact(all)
}
