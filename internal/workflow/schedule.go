package workflow

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/words"
)

// searchSteps is how hard the planner looks for a way to keep one day.
const searchSteps = 20_000

// planWeeks are how many weeks are planned where nobody says otherwise, and at most.
const (
	planWeeks    = 13
	maxPlanWeeks = 104
)

// Schedule makes the plan of the next weeks: what is done when, what will be
// late and by how much, how much help would be needed. Capacity, where it is not
// below zero, is tried instead of the pool's minutes and kept nowhere. Nothing is
// stored. Errors: Invalid (weeks).
func (d *Desk) Schedule(ctx context.Context, weeks, capacity int) (domain.Schedule, error) {
	if err := d.turnDay(ctx); err != nil {
		return domain.Schedule{}, err
	}
	if weeks == 0 {
		weeks = planWeeks
	}
	if weeks < 0 || weeks > maxPlanWeeks {
		return domain.Schedule{}, planError("weeks_out_of_range", "")
	}
	var p *planning
	duties := d.store.Duties()
	err := d.store.View(ctx, func(r *store.Read) error {
		counted, err := d.countedIn(r, duties)
		if err != nil {
			return err
		}
		p, err = d.planning(r, &counted, weeks, capacity)
		return err
	})
	if err != nil {
		return domain.Schedule{}, err
	}
	return p.schedule(), nil
}

// planning is what a plan is made from, and the names of what is in it.
type planning struct {
	in       assess.ScheduleInput
	settings domain.PlanSettings
	items    []domain.PlanItem // by job
	took     map[string][]int  // see counts
	helpOf   map[string]int    // places in out.HelpFor by task
	out      domain.Schedule
}

func (d *Desk) planning(r *store.Read, counted *counts, weeks, capacity int) (*planning, error) {
	p := &planning{took: counted.took, items: make([]domain.PlanItem, 0, len(counted.targets))}
	var err error
	if p.settings, err = r.PlanSettings(); err != nil {
		return nil, err
	}
	_, zone, err := d.settings(r)
	if err != nil {
		return nil, err
	}
	now := d.now().In(zone)
	today := domain.DayOf(now, zone)
	if capacity >= 0 {
		p.settings.Capacity = withMinutes(p.settings.Capacity, "", capacity)
	}
	if len(p.settings.Capacity) == 0 && len(p.settings.Weeks) == 0 {
		p.settings.Capacity, p.out.Assumed = map[string]int{"": domain.DefaultCapacity}, true
	}
	p.settings.Restart, p.settings.Effort = cmp.Or(p.settings.Restart, domain.DefaultRestart), cmp.Or(p.settings.Effort, domain.DefaultEffort)
	p.out.From, p.out.Waiting = today, map[domain.State]int{}
	p.in = assess.ScheduleInput{From: today, Minute: now.Hour()*60 + now.Minute(), Weeks: weeks, Freezes: p.settings.Freezes, Restart: p.settings.Restart, Search: searchSteps, Capacity: p.minutes, Jobs: make([]assess.Job, 0, len(counted.targets))}
	for _, group := range slices.Sorted(maps.Keys(p.settings.Windows)) {
		for _, text := range p.settings.Windows[group] {
			w, err := domain.ParseWindow(text)
			if err != nil {
				return nil, planError("window_unreadable", text)
			}
			p.in.Windows = append(p.in.Windows, assess.GroupWindow{Group: group, Text: text, Window: w})
		}
	}
	return p, p.jobs(d, r)
}

// minutes is somebody's time in a week; of the running one what is left of it, by
// days, unless it was given for that week itself.
func (p *planning) minutes(who string, monday domain.Day) int {
	n := p.settings.Minutes(who, monday)
	if _, given := p.settings.Weeks[who][monday]; !given && monday < p.in.From {
		n = n * (7 - p.in.From.Sub(monday)) / 7
	}
	return n
}

// planTarget is what planning needs of a target.
type planTarget struct {
	Task    string       `json:"task"`
	Asset   string       `json:"asset"`
	State   domain.State `json:"state"`
	Person  string       `json:"person"`
	Planned domain.Day   `json:"planned"`
	Due     struct {
		Tier  domain.Tier  `json:"tier"`
		Date  domain.Day   `json:"date"`
		Order domain.Order `json:"order"`
	} `json:"due"`
}

// jobs turns open targets into jobs.
func (p *planning) jobs(d *Desk, r *store.Read) error {
	scores, err := r.Scores()
	if err != nil {
		return err
	}
	assets := map[string]*planAsset{}
	efforts, err := learned(r, p.took)
	if err != nil {
		return err
	}
	for view, err := range r.TaskViews() {
		if err != nil {
			return err
		}
		if view.State.Done() {
			continue
		}
		restart, known, err := d.restarts(r, &view.PatchTask)
		if err != nil {
			return err
		}
		epss := 0.0
		if best, err := scores.Highest(view.Vulnerabilities); err != nil {
			return err
		} else if best != nil {
			epss = best.Score
		}
		minutes, from := efforts.of(&view.PatchTask, p.settings.Effort)
		for t, err := range store.TargetsOfAs[planTarget](r, view.ID, nil) {
			if err != nil {
				return err
			}
			if !p.wants(&view, &t) {
				continue
			}
			a, err := p.asset(r, assets, t.Asset)
			if err != nil {
				return err
			}
			if !known {
				p.out.NoRestart++
			}
			p.add(&view, &t, a, assess.Job{Minutes: minutes, Restart: restart, EPSS: epss, KEV: view.KEV}, from)
		}
	}
	return nil
}

// wants tells whether a target needs somebody's time, and counts it where not.
func (p *planning) wants(v *domain.TaskView, t *planTarget) bool {
	switch t.State {
	case domain.StateVerified, domain.StateNotApplicable:
		return false
	case domain.StateClaimed, domain.StateRestart, domain.StateTriage, domain.StateBlocked, domain.StateException:
		p.out.Waiting[t.State]++
		return false
	}
	if v.Kind == domain.FixWatch {
		p.out.Watch++
		return false
	}
	return true
}

// planAsset is what planning needs of an asset.
type planAsset struct {
	domain.Asset
	own []int
}

func (p *planning) asset(r *store.Read, seen map[string]*planAsset, id string) (*planAsset, error) {
	if a := seen[id]; a != nil {
		return a, nil
	}
	asset, err := r.Asset(id)
	if err != nil {
		return nil, err
	}
	a := &planAsset{Asset: asset}
	if asset.Window != "" {
		if w, err := domain.ParseWindow(asset.Window); err == nil {
			a.own = []int{len(p.in.Windows)}
			p.in.Windows = append(p.in.Windows, assess.GroupWindow{Text: asset.Window, Window: w})
		} else {
			p.out.Unread = append(p.out.Unread, asset.Name+": "+asset.Window)
		}
	}
	seen[id] = a
	return a, nil
}

func (p *planning) add(v *domain.TaskView, t *planTarget, a *planAsset, j assess.Job, from domain.Code) {
	j.Task, j.Asset, j.Group, j.Own = t.Task, t.Asset, a.WindowGroup, a.own
	j.Due, j.Tier, j.Order, j.Exposed = t.Due.Date, t.Due.Tier, t.Due.Order, a.Exposed().Value == domain.Yes
	j.Criticality = slices.Index([]string{"", "low", "medium", "high"}, a.Criticality)
	who := cmp.Or(t.Person, v.Owner)
	if _, own := p.settings.Capacity[who]; own || p.settings.Weeks[who] != nil {
		j.Who = who
	}
	switch {
	case t.State == domain.StatePlanned && t.Planned != "":
		j.Week = t.Planned.Monday()
	case v.Week != "":
		j.Week = v.Week
	}
	p.in.Jobs = append(p.in.Jobs, j)
	p.items = append(p.items, domain.PlanItem{Task: t.Task, Asset: t.Asset, AssetName: a.Name, Fix: words.Fix(v.PatchTask), Who: j.Who, Minutes: j.Minutes,
		Learned: from, Restart: j.Restart, Tier: j.Tier, Due: j.Due, Order: j.Order, Hand: j.Week != ""})
}

// schedule fills the weeks and puts them into a plan people can read.
func (p *planning) schedule() domain.Schedule {
	got := assess.Schedule(p.in)
	weeks := make([]domain.PlanWeek, p.in.Weeks)
	monday := p.in.From.Monday()
	for i := range weeks {
		first := monday.Add(7 * i)
		weeks[i] = domain.PlanWeek{Monday: first, Week: first.Week(), Minutes: map[string]int{"": p.minutes("", first)}, Used: map[string]int{}}
		for who := range p.settings.Capacity {
			weeks[i].Minutes[who] = p.minutes(who, first)
		}
	}
	slots := map[int]*domain.PlanSlot{}
	for _, placed := range got.Placed {
		item := p.items[placed.Job]
		item.Late, item.Why = placed.Late, placed.Why
		if placed.Slot < 0 {
			p.out.Unplanned = append(p.out.Unplanned, item)
			p.help(&item)
			continue
		}
		slot := slots[placed.Slot]
		if slot == nil {
			slot = p.slot(got.Slots[placed.Slot])
			slots[placed.Slot] = slot
		}
		used := weeks[got.Slots[placed.Slot].Week].Used
		used[item.Who] += item.Minutes
		if item.Restart && !slices.ContainsFunc(slot.Items, func(o domain.PlanItem) bool { return o.Restart && o.Asset == item.Asset && o.Who == item.Who }) {
			used[item.Who] += p.in.Restart
		}
		if item.Restart && !slices.Contains(slot.Outages, item.AssetName) {
			slot.Outages = append(slot.Outages, item.AssetName)
		}
		slot.Items = append(slot.Items, item)
		if item.Why == domain.PlanFits {
			p.out.Fits++
		} else {
			p.out.Late = append(p.out.Late, item)
			p.help(&item)
		}
	}
	for i, s := range got.Slots {
		if slot := slots[i]; slot != nil {
			weeks[s.Week].Slots = append(weeks[s.Week].Slots, *slot)
		}
	}
	p.out.Weeks = weeks
	p.overfull(weeks)
	slices.Sort(p.out.Unread)
	return p.out
}

func (p *planning) slot(s assess.Slot) *domain.PlanSlot {
	out := &domain.PlanSlot{Day: s.Day}
	if s.Window >= 0 {
		out.Group, out.Window = p.in.Windows[s.Window].Group, p.in.Windows[s.Window].Text
	}
	return out
}

// help counts what others would have to do so that a target keeps its day: what
// is late only for want of time.
func (p *planning) help(item *domain.PlanItem) {
	if item.Due == "" || item.Due < p.in.From || item.Why != domain.PlanCapacity && item.Why != domain.PlanNoRoom && item.Why != domain.PlanTooLarge {
		return
	}
	minutes := item.Minutes
	if item.Restart {
		minutes += p.in.Restart
	}
	p.helped(domain.PlanHelp{Task: item.Task, Fix: item.Fix, Why: item.Why, Minutes: minutes, By: item.Due})
}

// overfull counts what people put into weeks by hand beyond the time there is.
func (p *planning) overfull(weeks []domain.PlanWeek) {
	for i := range weeks {
		w := &weeks[i]
		over := 0
		for who, used := range w.Used {
			over += max(0, used-w.Minutes[who])
		}
		if over > 0 {
			p.helped(domain.PlanHelp{Monday: w.Monday, Minutes: over, By: w.Monday.Add(6)})
		}
	}
}

// helped adds a part of the help to the others of its task.
func (p *planning) helped(part domain.PlanHelp) {
	p.out.Help += part.Minutes
	p.out.HelpBy = max(p.out.HelpBy, part.By)
	at, known := p.helpOf[part.Task]
	if part.Task == "" || !known {
		if p.helpOf == nil {
			p.helpOf = map[string]int{}
		}
		p.helpOf[part.Task] = len(p.out.HelpFor)
		p.out.HelpFor = append(p.out.HelpFor, part)
		return
	}
	p.out.HelpFor[at].Minutes += part.Minutes
	p.out.HelpFor[at].By = max(p.out.HelpFor[at].By, part.By)
}

// restarts tells whether a fix restarts the asset: a person's word, else the
// publishers' (CSAF 2.0 section 3.2.3.12.6, the categories that take more than the
// component itself).
func (d *Desk) restarts(r *store.Read, t *domain.PatchTask) (yes, known bool, err error) {
	if t.Restart != domain.Unanswered {
		return t.Restart == domain.Yes, true, nil
	}
	all, err := d.remediations(r, t)
	if err != nil {
		return false, false, err
	}
	for _, one := range all {
		switch one.Restart {
		case "":
			continue
		case "machine", "system", "parent", "connected", "dependencies", "zone":
			yes = true
		}
		known = true
	}
	return yes, known, nil
}

// history of efforts: what the work on targets took, as people said.
type efforts struct {
	byKey  map[domain.PackageKey][]int
	byKind map[domain.FixKind][]int
}

func learned(r *store.Read, took map[string][]int) (efforts, error) {
	out := efforts{map[domain.PackageKey][]int{}, map[domain.FixKind][]int{}}
	for id, minutes := range took {
		view, err := r.TaskView(id)
		if err != nil {
			return out, err
		}
		out.byKey[view.Key] = append(out.byKey[view.Key], minutes...)
		out.byKind[view.Kind] = append(out.byKind[view.Kind], minutes...)
	}
	return out, nil
}

// of is the effort of one target of a task, and where it comes from.
func (e efforts) of(t *domain.PatchTask, fallback int) (int, domain.Code) {
	if t.Effort > 0 {
		return t.Effort, domain.EffortStated
	}
	for _, took := range [][]int{e.byKey[t.Key], e.byKind[t.Kind]} {
		if len(took) > 0 {
			return int(assess.Median(took)), domain.EffortHistory
		}
	}
	return fallback, domain.EffortDefault
}
