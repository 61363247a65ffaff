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

// PlanInput is what tasks and targets are made from. Findings are all findings
// of the assets in Assets, and only those assets' targets change. Tasks are at
// least all under an identity of what the findings are about and all with a target
// on one of the assets; Targets are all targets of these assets. What the targets
// of other assets come to, Elsewhere says, or they stand among Targets themselves.
type PlanInput struct {
	Findings    []domain.Finding
	Assets      map[string]domain.Asset
	Held        map[string]domain.Held // by Component.ID
	Tasks       []domain.PatchTask
	Targets     []domain.Target
	Facts       func(names []string) Facts
	Received    func(f *domain.Finding) time.Time        // when the claim first reached this desk
	Row         func(f *domain.Finding) *domain.MatchRow // the statement a finding came from, where it is at hand; may be nil
	Evidence    func(asset string) domain.Evidence       // the newest snapshot; only Snapshot, Format, At, By, Badge are read
	Restart     func(asset string) *domain.Restart       // what the newest snapshot that speaks of it tells; nil: none does. May be nil
	Now         time.Time
	Zone        *time.Location
	Missing     domain.MissingSetting
	Rules       *RulesSet // nil: CISA BOD 26-04
	PolicyClock bool      // the directive's own clock is the due date
	NextTask    func() string
	Versions    *version.Memo               // may be nil
	Elsewhere   func(task string) Elsewhere // asked only where it matters; may be nil
}

// PlanEvent is a change that the log keeps. Reason is a code, or for target.due
// and target.tier a list of causes as [ReasonOf] writes it.
type PlanEvent struct {
	Verb    string // task.new, task.raised, task.lowered, task.successor, target.new, target.due, target.tier, target.STATE
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

// spot is a target's place: one task on one asset.
type spot struct{ task, asset string }

func compareSpots(a, b spot) int {
	return cmp.Or(compareIDs(a.task, b.task), cmp.Compare(a.asset, b.asset))
}

// kept is what a target remembers of a flaw, as it was before this plan.
type kept struct {
	finding *domain.TargetFinding
	target  *domain.Target
}

type planner struct {
	in       PlanInput
	tasks    map[string]*domain.PatchTask
	parts    map[part]string             // what was split by hand: the task that began the line
	chains   map[fix][]*domain.PatchTask // oldest first
	old      map[spot]*domain.Target     // as they were
	byTask   map[string][]*domain.Target // the same, by task
	kept     map[string][]kept           // by component
	findings map[string][]*domain.Finding
	placed   map[spot][]*need
	placedOn map[string][]string       // tasks, by component
	needs    map[string][]*need        // by component
	homes    map[spot][]*domain.Target // where the needs placed here stood before
	assets   map[string]*domain.Asset
	facts    map[string]Facts // by alias group
	dues     map[dueKey]domain.Due
	orders   map[orderKey]domain.Order
	events   []PlanEvent
	out      map[spot]*domain.Target
	outOf    map[string][]*domain.Target // the same, by task
}

// Plan turns findings into tasks and targets: one task per fix, a target per
// asset, each target due with its most urgent open finding. Name-only matches
// and findings that cannot be told make no task. A task's version is raised only
// while nobody has begun on a target; later a linked successor takes what is
// still affected. Clocks and decisions follow the component and any name of the
// flaw. Planning its own outcome again changes nothing.
func Plan(in PlanInput) PlanResult {
	if in.Versions == nil {
		in.Versions = version.NewMemo()
	}
	p := newPlanner(in)
	for _, n := range p.nodes() {
		p.needs[n.component] = append(p.needs[n.component], n.needs...)
		p.place(n)
	}
	p.review()
	p.lower()
	return p.result()
}

func newPlanner(in PlanInput) *planner {
	p := &planner{in: in, parts: map[part]string{}, tasks: map[string]*domain.PatchTask{}, chains: map[fix][]*domain.PatchTask{}, old: map[spot]*domain.Target{},
		byTask: map[string][]*domain.Target{}, kept: map[string][]kept{}, findings: map[string][]*domain.Finding{}, placed: map[spot][]*need{}, placedOn: map[string][]string{}, needs: map[string][]*need{},
		homes: map[spot][]*domain.Target{}, assets: make(map[string]*domain.Asset, len(in.Assets)), facts: map[string]Facts{}, dues: map[dueKey]domain.Due{}, orders: map[orderKey]domain.Order{}, outOf: map[string][]*domain.Target{}, out: map[spot]*domain.Target{}}
	for id, a := range in.Assets {
		p.assets[id] = &a
	}
	for i := range in.Tasks {
		t := in.Tasks[i]
		t.Advisories = slices.Clone(t.Advisories)
		tellApart(&t)
		p.tasks[t.ID] = &t
		for _, asset := range t.Hand {
			p.parts[part{t.Key, t.Kind.Broad(), asset}] = t.ID
		}
		f := fixOf(&t)
		p.chains[f] = append(p.chains[f], &t)
	}
	for _, chain := range p.chains {
		slices.SortFunc(chain, compareTasks)
	}
	targets := make([]*domain.Target, len(in.Targets))
	for i := range in.Targets {
		targets[i] = &in.Targets[i]
	}
	slices.SortFunc(targets, func(a, b *domain.Target) int { return compareSpots(spot{a.Task, a.Asset}, spot{b.Task, b.Asset}) })
	for _, t := range targets {
		p.byTask[t.Task] = append(p.byTask[t.Task], t)
		if _, ok := in.Assets[t.Asset]; !ok {
			continue
		}
		p.old[spot{t.Task, t.Asset}] = t
		for i := range t.Findings {
			f := &t.Findings[i]
			p.kept[f.Component] = append(p.kept[f.Component], kept{f, t})
		}
	}
	for i := range in.Findings {
		f := &in.Findings[i]
		p.findings[f.Component] = append(p.findings[f.Component], f)
	}
	return p
}

func fixOf(t *domain.PatchTask) fix { return fix{t.Key, t.Kind.Broad(), t.Branch, t.Part} }

// part is an asset that a person gave a task of its own for one fix.
type part struct {
	key   domain.PackageKey
	kind  domain.FixKind
	asset string
}

// compareIDs orders task numbers: T-9 before T-10.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

func compareTasks(a, b *domain.PatchTask) int { return compareIDs(a.ID, b.ID) }

func (p *planner) held(component string) (*domain.Held, bool) {
	h, ok := p.in.Held[component]
	return &h, ok
}

// place puts what one component needs of one fix on tasks. A flaw stays on every
// target where it stands and whose version is enough; what is new, or needs more,
// goes together. Where that takes a successor, what is not decided or claimed yet
// follows it there.
func (p *planner) place(n *node) {
	stay := map[*need][]*domain.Target{}
	var standing, from []*domain.Target
	var rest []*need
	for _, one := range n.needs {
		all := p.homesOf(n, one)
		enough := slices.DeleteFunc(slices.Clone(all), func(home *domain.Target) bool {
			return !home.Decided() && !p.clears(one.scheme, p.tasks[home.Task].Version, one.version)
		})
		if len(enough) > 0 {
			stay[one] = enough
			standing = append(standing, enough...)
			continue
		}
		rest = append(rest, one)
		from = append(append(from, all...), p.otherParts(n, one)...)
	}
	var taken *domain.PatchTask
	if len(rest) > 0 {
		slices.SortStableFunc(standing, func(a, b *domain.Target) int { return compareIDs(a.Task, b.Task) })
		taken = p.taskFor(n, rest, from, standing)
		for _, one := range rest {
			one.taken = taken.ID
			p.put(taken.ID, n, one)
		}
	}
	for _, one := range n.needs {
		for _, home := range stay[one] {
			if taken != nil && movable(home) && p.follows(taken, home.Task) && p.clears(one.scheme, taken.Version, one.version) {
				one.taken = taken.ID
				p.put(taken.ID, n, one)
				from = append(from, home)
			} else {
				p.put(home.Task, n, one)
			}
		}
	}
	if taken != nil {
		at := spot{taken.ID, n.asset}
		p.homes[at] = append(p.homes[at], from...)
	}
}

// movable: a decision holds for the flaws it was given for, and a claim is
// judged by evidence; neither moves to another task while its version is enough.
func movable(t *domain.Target) bool {
	return !t.Decided() && t.State != domain.StateClaimed && t.State != domain.StateRestart
}

// follows tells whether a task comes after another in a chain.
func (p *planner) follows(t *domain.PatchTask, id string) bool {
	for range len(p.tasks) {
		if t == nil || t.Predecessor == "" {
			return false
		}
		if t.Predecessor == id {
			return true
		}
		t = p.tasks[t.Predecessor]
	}
	return false
}

func (p *planner) put(task string, n *node, one *need) {
	at := spot{task, n.asset}
	if slices.Contains(p.placed[at], one) {
		return
	}
	p.placed[at] = append(p.placed[at], one)
	if !slices.Contains(p.placedOn[n.component], task) {
		p.placedOn[n.component] = append(p.placedOn[n.component], task)
	}
	t := p.tasks[task]
	if t.Kind == domain.FixUpdate {
		t.Kind = kindFor(n.held, t.Kind)
	}
	for _, f := range one.findings {
		t.Advisories = append(t.Advisories, f.Advisory)
	}
}

// homesOf are the targets on which a flaw stands open: of the same fix, or by a
// decision of any.
func (p *planner) homesOf(n *node, one *need) []*domain.Target {
	var out []*domain.Target
	for _, k := range p.kept[one.component] {
		if !k.finding.Open || slices.Contains(out, k.target) || !sameFlaw(k.finding, one.group.Names) {
			continue
		}
		if k.target.Decided() || p.sameFix(p.tasks[k.target.Task], n) {
			out = append(out, k.target)
		}
	}
	return out
}

// otherParts are the open targets of the same fix on which a flaw stands and from
// which a person split or merged its asset: what was planned there goes along.
func (p *planner) otherParts(n *node, one *need) []*domain.Target {
	var out []*domain.Target
	for _, k := range p.kept[one.component] {
		t := p.tasks[k.target.Task]
		if k.finding.Open && t != nil && t.Key == n.fix.key && t.Kind.Broad() == n.fix.kind && t.Part != n.fix.part && !k.target.Decided() &&
			sameFlaw(k.finding, one.group.Names) && !slices.Contains(out, k.target) {
			out = append(out, k.target)
		}
	}
	return out
}

// sameFix tells whether a task is about what a node needs, whatever its version.
func (p *planner) sameFix(t *domain.PatchTask, n *node) bool {
	return t != nil && t.Key == n.fix.key && t.Kind.Broad() == n.fix.kind && t.Part == n.fix.part && (n.held.Stream == "" || t.Branch == n.fix.branch)
}

// sameFlaw tells whether a target's finding is about the flaw of these names: any
// shared one is enough, so a merge or split of aliases loses none.
func sameFlaw(f *domain.TargetFinding, names []string) bool {
	if len(f.Aliases) == 0 {
		return slices.Contains(names, f.Vulnerability)
	}
	return slices.ContainsFunc(f.Aliases, func(name string) bool { return slices.Contains(names, name) })
}

func namesOf(f *domain.TargetFinding) []string {
	if len(f.Aliases) == 0 {
		return []string{f.Vulnerability}
	}
	return f.Aliases
}

// result collects what differs from before.
func (p *planner) result() PlanResult {
	var out PlanResult
	added := map[string]int{}
	for _, at := range slices.SortedFunc(maps.Keys(p.out), compareSpots) {
		t, old := p.out[at], p.old[at]
		switch {
		case old == nil:
			added[at.task]++
		case sameTarget(old, t):
			continue
		default:
			p.dueEvents(old, t)
		}
		t.Revision++
		out.Targets = append(out.Targets, *t)
	}
	was := make(map[string]*domain.PatchTask, len(p.in.Tasks))
	for i := range p.in.Tasks {
		was[p.in.Tasks[i].ID] = &p.in.Tasks[i]
	}
	for _, id := range slices.SortedFunc(maps.Keys(p.tasks), compareIDs) {
		t := p.tasks[id]
		slices.Sort(t.Advisories)
		t.Advisories = slices.Compact(t.Advisories)
		if was[id] == nil || p.flawsMoved(id) {
			t.Vulnerabilities = p.vulnerabilities(id)
		}
		if t.Updates = p.updates(t); len(t.Updates) == 0 {
			t.Updates = nil
		}
		p.taskEvents(was[id], t, added[id])
		if was[id] == nil || !sameTask(was[id], t) {
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

func (p *planner) event(e PlanEvent) { p.events = append(p.events, e) }

func (p *planner) taskEvents(was, t *domain.PatchTask, added int) {
	switch {
	case was == nil && t.Predecessor != "":
		p.event(PlanEvent{Verb: "task.successor", Subject: t.ID, Before: t.Predecessor, After: strings.TrimSpace(t.Name + " " + t.Version)})
	case was == nil:
		p.event(PlanEvent{Verb: "task.new", Subject: t.ID, After: strings.TrimSpace(t.Name + " " + t.Version)})
	case added > 0:
		p.event(PlanEvent{Verb: "target.new", Subject: t.ID, After: strconv.Itoa(added)})
	}
	if was != nil && was.Version != t.Version {
		verb := "task.raised"
		if was.Version != "" && p.later(p.schemeOf(t), was.Version, t.Version) == was.Version {
			verb = "task.lowered"
		}
		p.event(PlanEvent{Verb: verb, Subject: t.ID, Before: was.Version, After: t.Version})
	}
}

// schemeOf is the order of versions of a task, as the components placed on it have it.
func (p *planner) schemeOf(t *domain.PatchTask) string {
	for at, needs := range p.placed {
		if at.task == t.ID {
			return needs[0].scheme // all components of one key have one order
		}
	}
	return ""
}

// name is what people call what a task is about: many binaries have one source
// package, and the task is about the latter.
func nameOf(n *node) string {
	key := string(n.fix.key)
	if identity.IsSource(n.fix.key) {
		return key[strings.LastIndexByte(key, '/')+1:]
	}
	return cmp.Or(n.held.Name, n.needs[0].findings[0].Name)
}
