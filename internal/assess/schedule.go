package assess

import (
	"cmp"
	"slices"

	"fenceline/internal/domain"
)

// Job is one target that needs somebody's time.
type Job struct {
	Task, Asset string
	Group       string     // whose windows it waits for
	Own         []int      // places in ScheduleInput.Windows of the asset's own windows, before its group's
	Who         string     // whose time; "" the pool
	Minutes     int        // of work, without the restart
	Restart     bool       // the asset restarts
	Due         domain.Day // empty: none
	Order       domain.Order
	Tier        domain.Tier
	KEV         bool
	Exposed     bool
	Criticality int        // 3 high, 2 medium, 1 low, 0 not stated
	EPSS        float64    // probability, 0 where none is known
	Week        domain.Day // Monday of the week a person moved it to; empty: none
}

// GroupWindow is a maintenance window of a group, or of one asset.
type GroupWindow struct {
	Group string // empty: of the assets that name it in Own
	Text  string
	domain.Window
}

// ScheduleInput is what weeks are filled from.
type ScheduleInput struct {
	From     domain.Day // today; nothing is planned before it
	Minute   int        // of today that it is: a window that has begun is gone
	Weeks    int        // how many to look at, the running one included
	Jobs     []Job
	Windows  []GroupWindow
	Freezes  []domain.Freeze
	Capacity func(who string, monday domain.Day) int // minutes
	Restart  int                                     // minutes of one outage
	Search   int                                     // steps of exact search for one job; 0: only the quick ways
}

// Slot is a place in time: a window on a day, or what is left of a week.
type Slot struct {
	Week   int // place among the weeks
	Window int // place in Windows; -1: the week itself
	Day    domain.Day
	From   domain.Day // first day of it
	To     domain.Day // day on which all of it is done

	to int // the same as a number
}

// Placed is where a job went.
type Placed struct {
	Job  int // place in Jobs
	Slot int // place in Slots; -1: nowhere
	Late int // days behind its due date
	Why  domain.Code
}

// Scheduled is the plan in places.
type Scheduled struct {
	Slots  []Slot
	Placed []Placed // by urgency
}

// searchTotal limits the exact search of one whole plan, swapTotal the exchanges
// that bring urgent work to the front, searchJobs the number of jobs among which an
// exact search is tried.
const (
	searchTotal = 4_000_000
	swapTotal   = 2_000_000
	searchJobs  = 18
)

// Schedule fills the weeks. Jobs are taken by urgency (tier, due date, the deployer
// table's order within it, KEV, exposure, criticality, EPSS), and each is given the least lateness that those
// before it leave: no less urgent job makes a more urgent one later. Then
// everything is drawn as far to the front as it goes. Jobs that restart the same
// asset share one outage where that costs no date. What a person moved stays in
// its week. The same input gives the same plan.
func Schedule(in ScheduleInput) Scheduled {
	s := &scheduler{in: in, left: searchTotal, outages: map[outage]int{}, used: map[bucket]int{}, inSlot: map[int]int{}}
	s.makeSlots()
	s.order = make([]int, len(in.Jobs))
	s.at = make([]int, len(in.Jobs))
	s.bound = make([]int, len(in.Jobs))
	for i := range in.Jobs {
		s.order[i], s.at[i] = i, -1
	}
	slices.SortFunc(s.order, func(a, b int) int { return compareJobs(&in.Jobs[a], &in.Jobs[b]) })
	s.places = make([][]int, len(in.Jobs))
	for _, j := range s.order {
		s.places[j] = s.placesOf(&in.Jobs[j])
	}
	s.byHand()
	for _, j := range s.order {
		if s.at[j] < 0 && in.Jobs[j].Week == "" {
			s.commit(j)
		}
	}
	s.drawForward()
	return s.result()
}

// compareJobs is the order in which people would want things done.
func compareJobs(a, b *Job) int {
	first := func(x, y bool) int {
		switch {
		case x == y:
			return 0
		case x:
			return -1
		}
		return 1
	}
	dueless := func(d domain.Day) domain.Day {
		if d == "" {
			return "9999-12-31"
		}
		return d
	}
	return cmp.Or(cmp.Compare(a.Tier.Rank(), b.Tier.Rank()), cmp.Compare(dueless(a.Due), dueless(b.Due)), a.Order.Compare(b.Order), first(a.KEV, b.KEV), first(a.Exposed, b.Exposed),
		cmp.Compare(b.Criticality, a.Criticality), cmp.Compare(b.EPSS, a.EPSS), compareIDs(a.Task, b.Task), cmp.Compare(a.Asset, b.Asset))
}

// outage is a restart of an asset that somebody attends: several jobs share it.
type outage struct {
	asset, who string
	slot       int
}

type bucket struct {
	who  string
	week int
}

// scheduler is a plan being made.
type scheduler struct {
	in         ScheduleInput
	slots      []Slot
	weekSlots  []int              // by week; the place of the week's own slot
	byWindow   map[int][]int      // places of a window's slots
	order      []int              // jobs by urgency
	places     [][]int            // by job: slots it may go to, earliest first
	at         []int              // by job: slot; -1 nowhere
	bound      []int              // by job: days it may be late at most
	used       map[bucket]int     // minutes
	inSlot     map[int]int        // minutes in a window
	days       map[domain.Day]int // numbers of due days
	capacities map[bucket]int
	outages    map[outage]int // jobs that share it
	committed  []int
	left       int // steps of search
}

// makeSlots lays out weeks and windows, in the order of time.
func (s *scheduler) makeSlots() {
	monday := s.in.From.Monday()
	s.byWindow = map[int][]int{}
	for week := range s.in.Weeks {
		first := monday.Add(7 * week)
		from, to := max(first, s.in.From), max(first.Add(4), s.in.From)
		for day := from; day <= first.Add(6); day = day.Add(1) {
			for w := range s.in.Windows {
				if s.in.Windows[w].On(day) && (day > s.in.From || s.in.Windows[w].Window.From >= s.in.Minute) {
					s.slots = append(s.slots, Slot{Week: week, Window: w, Day: day, From: day, To: day})
				}
			}
		}
		s.slots = append(s.slots, Slot{Week: week, Window: -1, From: from, To: to})
	}
	slices.SortStableFunc(s.slots, func(a, b Slot) int {
		return cmp.Or(cmp.Compare(a.Week, b.Week), cmp.Compare(a.To, b.To), cmp.Compare(a.Window, b.Window))
	})
	s.weekSlots, s.days, s.capacities = make([]int, s.in.Weeks), map[domain.Day]int{}, map[bucket]int{}
	for i, slot := range s.slots {
		s.slots[i].to, _ = dayNumberOf(slot.To)
		if slot.Window < 0 {
			s.weekSlots[slot.Week] = i
		} else {
			s.byWindow[slot.Window] = append(s.byWindow[slot.Window], i)
		}
	}
}

// placesOf are the slots a job may go to: its own windows, else its group's, else
// any week; never one that is frozen.
func (s *scheduler) placesOf(j *Job) []int {
	windows := j.Own
	if len(windows) == 0 && j.Group != "" {
		for w := range s.in.Windows {
			if s.in.Windows[w].Group == j.Group {
				windows = append(windows, w)
			}
		}
	}
	var out []int
	if len(windows) == 0 {
		for _, slot := range s.weekSlots {
			if !s.frozen(j.Group, s.slots[slot].From, s.slots[slot].To) {
				out = append(out, slot)
			}
		}
		return out
	}
	for _, w := range windows {
		for _, slot := range s.byWindow[w] {
			if !s.frozen(j.Group, s.slots[slot].Day, s.slots[slot].Day) {
				out = append(out, slot)
			}
		}
	}
	slices.Sort(out)
	return out
}

// frozen tells whether every day is.
func (s *scheduler) frozen(group string, from, to domain.Day) bool {
	for day := from; day <= to; day = day.Add(1) {
		if !slices.ContainsFunc(s.in.Freezes, func(f domain.Freeze) bool { return f.Covers(group, day) }) {
			return false
		}
	}
	return true
}

// late is how many days a job is behind its day in a slot. Within a week what is
// due first is done first, so a day of that week is met.
func (s *scheduler) late(j *Job, slot int) int {
	if j.Due == "" || j.Due >= s.slots[slot].From {
		return 0
	}
	due, ok := s.days[j.Due]
	if !ok {
		due, _ = dayNumberOf(j.Due)
		s.days[j.Due] = due
	}
	return s.slots[slot].to - due
}

// cost is what a job takes of a slot: its work, and the outage where it is the
// first there to restart the asset.
func (s *scheduler) cost(j *Job, slot int) int {
	if j.Restart && s.outages[outage{j.Asset, j.Who, slot}] == 0 {
		return j.Minutes + s.in.Restart
	}
	return j.Minutes
}

func (s *scheduler) fits(job, slot int) bool {
	j := &s.in.Jobs[job]
	cost := s.cost(j, slot)
	week := s.slots[slot].Week
	if s.used[bucket{j.Who, week}]+cost > s.capacity(j.Who, week) {
		return false
	}
	w := s.slots[slot].Window
	return w < 0 || s.inSlot[slot]+cost <= s.in.Windows[w].Minutes()
}

func (s *scheduler) capacity(who string, week int) int {
	b := bucket{who, week}
	minutes, ok := s.capacities[b]
	if !ok {
		minutes = s.in.Capacity(who, s.in.From.Monday().Add(7*week))
		s.capacities[b] = minutes
	}
	return minutes
}

func (s *scheduler) put(job, slot int) {
	j := &s.in.Jobs[job]
	cost := s.cost(j, slot)
	s.used[bucket{j.Who, s.slots[slot].Week}] += cost
	s.inSlot[slot] += cost
	if j.Restart {
		s.outages[outage{j.Asset, j.Who, slot}]++
	}
	s.at[job] = slot
}

func (s *scheduler) take(job int) {
	j, slot := &s.in.Jobs[job], s.at[job]
	if j.Restart {
		s.outages[outage{j.Asset, j.Who, slot}]--
	}
	cost := s.cost(j, slot)
	s.used[bucket{j.Who, s.slots[slot].Week}] -= cost
	s.inSlot[slot] -= cost
	s.at[job] = -1
}

func (s *scheduler) result() Scheduled {
	out := Scheduled{Slots: s.slots}
	for _, j := range s.order {
		p := Placed{Job: j, Slot: s.at[j], Why: domain.PlanFits}
		job := &s.in.Jobs[j]
		if p.Slot >= 0 {
			p.Late = s.late(job, p.Slot)
		}
		if p.Slot < 0 || p.Late > 0 {
			p.Why = s.why(j)
		}
		out.Placed = append(out.Placed, p)
	}
	return out
}

// why says what stands in the way of a job's day.
func (s *scheduler) why(job int) domain.Code {
	j := &s.in.Jobs[job]
	switch {
	case j.Week != "" && s.at[job] >= 0 && j.Due >= s.in.From:
		return domain.PlanHand
	case s.at[job] < 0 && !slices.ContainsFunc(s.places[job], func(slot int) bool { return s.everFits(j, slot) }):
		if len(s.places[job]) == 0 {
			return domain.PlanNoRoom
		}
		return domain.PlanTooLarge
	case s.at[job] < 0:
		return domain.PlanNoRoom
	case j.Due < s.in.From:
		return domain.PlanOverdue
	case !slices.ContainsFunc(s.places[job], func(slot int) bool { return s.late(j, slot) == 0 }):
		return domain.PlanWindow
	}
	return domain.PlanCapacity
}

// everFits tells whether a slot could hold the job if it were empty.
func (s *scheduler) everFits(j *Job, slot int) bool {
	cost := j.Minutes
	if j.Restart {
		cost += s.in.Restart
	}
	w := s.slots[slot].Window
	return cost <= s.capacity(j.Who, s.slots[slot].Week) && (w < 0 || cost <= s.in.Windows[w].Minutes())
}
