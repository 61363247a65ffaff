package screen

import (
	"cmp"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// PlanCard is one task in one week of the plan.
type PlanCard struct {
	Task    string
	Fix     string
	Tier    domain.Tier
	Due     domain.Day // the earliest of its targets here
	Minutes int        // with the restarts that it brings
	Assets  []string   // names
	Late    int        // days, of the latest target
	Why     domain.Code
	Hand    bool
	Who     []string   // "" for the pool
	Day     domain.Day // of the maintenance window it is done in; empty: any day
	Window  string
	Group   string
	Order   domain.Order // of the most pressing target here
	Part    int          // of Parts, where its targets are done in several weeks; 0: all here
	Parts   int
}

// PlanNote is a window or a freeze that a week has.
type PlanNote struct {
	Freeze bool
	From   domain.Day
	To     domain.Day
	Group  string // "": all assets
	Text   string // the window as written, the reason of the freeze
}

// PlanColumn is one week.
type PlanColumn struct {
	Week     domain.PlanWeek
	Cards    []PlanCard // what is done, the most urgent first
	Beyond   []PlanCard // what is due here and has no place anywhere
	Capacity int        // minutes, of everybody together
	Used     int
	Notes    []PlanNote
}

// All are the cards of the week, also those without a place.
func (c *PlanColumn) All() []PlanCard {
	return append(c.Cards[:len(c.Cards):len(c.Cards)], c.Beyond...)
}

// Wanted is how many minutes the week would need.
func (c *PlanColumn) Wanted() int {
	n := c.Used
	for i := range c.Beyond {
		n += c.Beyond[i].Minutes
	}
	return n
}

// PlanTask is a task in the sums: over all weeks.
type PlanTask struct {
	Task    string
	Fix     string
	Minutes int
	Targets int
	Late    int // days
	Due     domain.Day
	Why     domain.Code
	Assumed bool
}

// PlanSums are what the plan comes to, in tasks.
type PlanSums struct {
	Tasks   int
	Minutes int
	Fits    int
	Late    []PlanTask // the latest first
	NoPlace []PlanTask // with targets that have no place in these weeks
	NoDay   []string   // those of NoPlace that miss no day, so that no help is counted for them
	Hand    []string   // tasks that were moved by hand
	// EarlyLate are those of Late that are due within the first week.
	EarlyLate []string
	LastFit   domain.Day // Sunday of the last week with work in it
}

func planColumns(p *domain.Schedule, set *domain.PlanSettings) []PlanColumn {
	restart := cmp.Or(set.Restart, domain.DefaultRestart)
	out := make([]PlanColumn, len(p.Weeks))
	for i := range p.Weeks {
		c := PlanColumn{Week: p.Weeks[i], Notes: planNotes(set, p.Weeks[i].Monday)}
		for _, n := range c.Week.Minutes {
			c.Capacity += n
		}
		for _, n := range c.Week.Used {
			c.Used += n
		}
		pile := cardPile{}
		for j := range c.Week.Slots {
			pile.slot(&c.Week.Slots[j], restart)
		}
		c.Cards = pile.sorted()
		out[i] = c
	}
	placeless(p, out, restart)
	numberParts(out)
	return out
}

// numberParts tells the cards of one task in several weeks apart.
func numberParts(weeks []PlanColumn) {
	parts := map[string][]*PlanCard{}
	for i := range weeks {
		for j := range weeks[i].Cards {
			c := &weeks[i].Cards[j]
			parts[c.Task] = append(parts[c.Task], c)
		}
	}
	for _, all := range parts {
		for i := range all {
			if len(all) > 1 {
				all[i].Part, all[i].Parts = i+1, len(all)
			}
		}
	}
}

// slot adds what is done in one slot. An outage counts once for all that is done on
// an asset in it: with the first of them.
func (p *cardPile) slot(s *domain.PlanSlot, restart int) {
	type outage struct{ asset, who string }
	had := map[outage]bool{}
	for i := range s.Items {
		item := &s.Items[i]
		minutes := item.Minutes
		if o := (outage{item.Asset, item.Who}); item.Restart && !had[o] {
			had[o] = true
			minutes += restart
		}
		p.add(item, minutes, s)
	}
}

// cardPile are cards, one for each task, found by it.
type cardPile struct {
	cards []PlanCard
	at    map[string]int
}

func (p *cardPile) add(item *domain.PlanItem, minutes int, s *domain.PlanSlot) {
	at, known := p.at[item.Task]
	if !known {
		if p.at == nil {
			p.at = map[string]int{}
		}
		at = len(p.cards)
		p.at[item.Task] = at
		p.cards = append(p.cards, PlanCard{Task: item.Task, Fix: item.Fix, Tier: item.Tier, Due: item.Due, Why: item.Why, Late: item.Late,
			Day: s.Day, Window: s.Window, Group: s.Group, Order: item.Order})
	}
	c := &p.cards[at]
	c.Minutes += minutes
	c.Assets = append(c.Assets, item.AssetName)
	c.Hand = c.Hand || item.Hand
	if c.Day != s.Day {
		c.Day, c.Window, c.Group = "", "", ""
	}
	if item.Order.Outcome != "" && (c.Order.Outcome == "" || item.Order.Compare(c.Order) < 0) {
		c.Order = item.Order
	}
	if item.Tier.Rank() < c.Tier.Rank() {
		c.Tier = item.Tier
	}
	if item.Due != "" && (c.Due == "" || item.Due < c.Due) {
		c.Due = item.Due
	}
	if item.Late > c.Late || c.Why == domain.PlanFits {
		c.Late, c.Why = item.Late, item.Why
	}
	if !slices.Contains(c.Who, item.Who) {
		c.Who = append(c.Who, item.Who)
	}
}

// sorted are the cards in the order in which a week shows them.
func (p *cardPile) sorted() []PlanCard {
	slices.SortStableFunc(p.cards, func(a, b PlanCard) int {
		return cmp.Or(cmp.Compare(a.Tier.Rank(), b.Tier.Rank()), compareDue(a.Due, b.Due), compareOrder(a.Order, b.Order), compareIDs(a.Task, b.Task))
	})
	return p.cards
}

// compareOrder is the order of one day; what has none goes last.
func compareOrder(a, b domain.Order) int {
	switch {
	case a.Outcome == b.Outcome && a.Outcome == "":
		return 0
	case a.Outcome == "":
		return 1
	case b.Outcome == "":
		return -1
	}
	return a.Compare(b)
}

// compareIDs orders task numbers: T-9 before T-10.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) }

// placeless puts what has no place into the week it is due in: there it is wanted.
func placeless(p *domain.Schedule, weeks []PlanColumn, restart int) {
	beyond := make([]cardPile, len(weeks))
	for i := range p.Unplanned {
		item := &p.Unplanned[i]
		if item.Due == "" {
			continue
		}
		for j := range weeks {
			last := weeks[j].Week.Monday.Add(6)
			if item.Due > last {
				continue
			}
			minutes := item.Minutes
			if item.Restart {
				minutes += restart
			}
			beyond[j].add(item, minutes, &domain.PlanSlot{})
			break
		}
	}
	for j := range weeks {
		weeks[j].Beyond = beyond[j].sorted()
	}
}

// planNotes are the windows and freezes of a week, by day.
func planNotes(set *domain.PlanSettings, monday domain.Day) []PlanNote {
	var out []PlanNote
	sunday := monday.Add(6)
	for _, f := range set.Freezes {
		if f.From <= sunday && f.To >= monday {
			out = append(out, PlanNote{Freeze: true, From: f.From, To: f.To, Group: f.Group, Text: f.Reason})
		}
	}
	for group, windows := range set.Windows {
		for _, text := range windows {
			w, err := domain.ParseWindow(text)
			if err != nil {
				continue // the plan itself says that it could not be understood
			}
			for i := range 7 {
				if day := monday.Add(i); w.On(day) {
					out = append(out, PlanNote{From: day, To: day, Group: group, Text: text})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b PlanNote) int {
		return cmp.Or(strings.Compare(string(a.From), string(b.From)), strings.Compare(a.Group, b.Group), strings.Compare(a.Text, b.Text))
	})
	return out
}

func sumPlan(p *domain.Schedule, weeks []PlanColumn) PlanSums {
	var out PlanSums
	tasks := map[string]*PlanTask{}
	place := map[string]bool{} // tasks of which something has no place
	var order []string
	add := func(c *PlanCard, placed bool) {
		t := tasks[c.Task]
		if t == nil {
			t = &PlanTask{Task: c.Task, Fix: c.Fix, Why: domain.PlanFits}
			tasks[c.Task] = t
			order = append(order, c.Task)
		}
		t.Minutes += c.Minutes
		t.Targets += len(c.Assets)
		if c.Due != "" && (t.Due == "" || c.Due < t.Due) {
			t.Due = c.Due
		}
		if c.Late > t.Late || t.Why == domain.PlanFits {
			t.Late, t.Why = c.Late, c.Why
		}
		if c.Hand && !slices.Contains(out.Hand, c.Task) {
			out.Hand = append(out.Hand, c.Task)
		}
		place[c.Task] = place[c.Task] || !placed
		out.Minutes += c.Minutes
	}
	for i := range weeks {
		for j := range weeks[i].Cards {
			add(&weeks[i].Cards[j], true)
			out.LastFit = weeks[i].Week.Monday.Add(6)
		}
	}
	var pile cardPile
	for i := range p.Unplanned {
		pile.add(&p.Unplanned[i], p.Unplanned[i].Minutes, &domain.PlanSlot{})
	}
	helped := map[string]bool{}
	for i := range p.HelpFor {
		helped[p.HelpFor[i].Task] = true
	}
	rest := pile.sorted()
	for i := range rest {
		add(&rest[i], false)
		if !helped[rest[i].Task] {
			out.NoDay = append(out.NoDay, rest[i].Task)
		}
		out.NoPlace = append(out.NoPlace, PlanTask{Task: rest[i].Task, Fix: rest[i].Fix, Minutes: rest[i].Minutes, Targets: len(rest[i].Assets), Due: rest[i].Due, Why: rest[i].Why})
	}
	out.Tasks = len(order)
	for _, id := range order {
		switch t := tasks[id]; {
		case t.Late > 0:
			out.Late = append(out.Late, *t)
			if t.Due != "" && len(weeks) > 0 && t.Due <= weeks[0].Week.Monday.Add(6) {
				out.EarlyLate = append(out.EarlyLate, id)
			}
		case !place[id]:
			out.Fits++
		}
	}
	slices.SortStableFunc(out.Late, func(a, b PlanTask) int { return cmp.Compare(b.Late, a.Late) })
	return out
}
