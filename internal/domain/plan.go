package domain

import "time"

// PlanSettings are what people say of their time. Hours are kept as minutes.
type PlanSettings struct {
	Capacity map[string]int         `json:"capacity,omitzero"` // minutes a week by person; "" the pool of everybody else
	Weeks    map[string]map[Day]int `json:"weeks,omitzero"`    // the same for single weeks, by their Monday
	Windows  map[string][]string    `json:"windows,omitzero"`  // by asset group, as written
	Freezes  []Freeze               `json:"freezes,omitzero"`
	Restart  int                    `json:"restart,omitzero"` // minutes of one restart, with its checks
	Effort   int                    `json:"effort,omitzero"`  // minutes of a target nobody estimated and no history tells
}

// Minutes is the capacity of somebody in the week that begins with a Monday.
func (p *PlanSettings) Minutes(who string, monday Day) int {
	if n, ok := p.Weeks[who][monday]; ok {
		return n
	}
	return p.Capacity[who]
}

// PlanItem is one target in the plan.
type PlanItem struct {
	Task      string `json:"task"`
	Asset     string `json:"asset"`
	AssetName string `json:"asset_name"`
	Fix       string `json:"fix"`
	Who       string `json:"who,omitzero"` // "": the pool
	Minutes   int    `json:"minutes"`
	Learned   Code   `json:"learned"` // where Minutes come from
	Restart   bool   `json:"restart,omitzero"`
	Tier      Tier   `json:"tier"`
	Due       Day    `json:"due,omitzero"`
	Order     Order  `json:"order,omitzero"`
	Late      int    `json:"late_days,omitzero"`
	Why       Code   `json:"why"` // fits, or what makes it late
	Hand      bool   `json:"by_hand,omitzero"`
}

// Why a target is where it is in the plan.
const (
	PlanFits     Code = "plan_fits"
	PlanOverdue  Code = "plan_overdue"   // its day is over already
	PlanCapacity Code = "plan_capacity"  // no time is left before its day
	PlanWindow   Code = "plan_window"    // no window of its group comes before its day
	PlanHand     Code = "plan_hand"      // a person moved it behind its day
	PlanTooLarge Code = "plan_too_large" // it needs more time than any week or window has
	PlanNoRoom   Code = "plan_no_room"   // nothing is free within the weeks looked at
)

// Where an effort comes from.
const (
	EffortStated  Code = "effort_stated"  // a person estimated the task
	EffortHistory Code = "effort_history" // the median of what the same took before
	EffortDefault Code = "effort_default" // the setting
)

// PlanSlot is a piece of a week in which work is done: a maintenance window, or
// the week's own time.
type PlanSlot struct {
	Day     Day        `json:"day,omitzero"`     // of a window; empty: any day of the week
	Group   string     `json:"group,omitzero"`   // whose window
	Window  string     `json:"window,omitzero"`  // as written
	Outages []string   `json:"outages,omitzero"` // names of the assets that restart, each once
	Items   []PlanItem `json:"items"`
}

// PlanWeek is one week of the plan.
type PlanWeek struct {
	Monday  Day            `json:"monday"`
	Week    string         `json:"week"`     // ISO 8601
	Minutes map[string]int `json:"capacity"` // by person; "" the pool
	Used    map[string]int `json:"used"`
	Slots   []PlanSlot     `json:"slots,omitzero"`
}

// Schedule is the plan: what is done in which week, what will be late and by how
// much, and how much help would be needed.
type Schedule struct {
	From      Day           `json:"from"`
	Weeks     []PlanWeek    `json:"weeks"`
	Fits      int           `json:"on_time"`
	Late      []PlanItem    `json:"late,omitzero"`             // most urgent first; they stand in their weeks too
	Unplanned []PlanItem    `json:"unplanned,omitzero"`        // no room within the weeks looked at
	Assumed   bool          `json:"capacity_assumed,omitzero"` // nobody said how many hours there are
	Watch     int           `json:"watch,omitzero"`            // open targets for which no fix exists
	Waiting   map[State]int `json:"waiting,omitzero"`          // targets that need no time now: claimed, blocked, excepted ...
	Help      int           `json:"help_minutes"`              // what others would have to do so that nothing is late for want of time: the sum of HelpFor
	HelpFor   []PlanHelp    `json:"help_for,omitzero"`         // what the help is for, each task and each week once
	HelpBy    Day           `json:"help_by,omitzero"`          // and until when
	Unread    []string      `json:"windows_unread,omitzero"`   // windows of assets that could not be understood
	NoRestart int           `json:"restart_unknown,omitzero"`  // items nobody and no publisher says a restart of
}

// PlanHelp is a part of the help that is needed: a task of which something has no time
// before its day, or else a week into which people put more than there is time for.
type PlanHelp struct {
	Task    string `json:"task,omitzero"`
	Fix     string `json:"fix,omitzero"`
	Why     Code   `json:"why,omitzero"`
	Monday  Day    `json:"monday,omitzero"` // of the week
	Minutes int    `json:"minutes"`
	By      Day    `json:"by"`
}

// What a plan takes where nobody said otherwise.
const (
	DefaultCapacity = 240 // minutes a week
	DefaultEffort   = 30  // minutes of a target
	DefaultRestart  = 15  // minutes of an outage
)

// RunSheet is all a printed run sheet of a week shows.
type RunSheet struct {
	Made    time.Time            `json:"made"`
	Desk    Desk                 `json:"desk"`
	Program string               `json:"program"`
	Week    PlanWeek             `json:"week"`
	Tasks   map[string]PatchTask `json:"tasks"` // by number
	TLP     TLP                  `json:"tlp"`
	Log     LogHead              `json:"log"`
}
