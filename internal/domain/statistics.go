package domain

// Statistics are what NIST SP 800-40 revision 4 (section 3.6) asks of patching: by
// tier and importance of the asset, what was fixed on time and how long it took;
// inflow against closed. There is no grand percentage.
type Statistics struct {
	Cells         []StatCell `json:"cells,omitzero"`  // by tier, then importance; only where something was closed or is open
	LateOnArrival int        `json:"late_on_arrival"` // verified, past the policy's date before this desk held it: in no share
	IntakeDelay   *Span      `json:"intake_delay_days,omitzero"`
	Weeks         []FlowWeek `json:"weeks,omitzero"`    // oldest first, the running one last
	Backlog       int        `json:"backlog"`           // open now
	PerWeek       Flow       `json:"per_week"`          // mean of the last four whole weeks
	ClearBy       Day        `json:"clear_by,omitzero"` // at that pace; empty: it does not shrink, or there is no history
}

// StatCell is one tier on assets of one importance.
type StatCell struct {
	Tier       Tier   `json:"tier"`
	Importance string `json:"importance"` // high, medium, low, "" not stated
	Open       int    `json:"open"`
	Closed     int    `json:"closed"`        // verified and not late on arrival
	OnTime     int    `json:"on_time"`       // of Closed
	Days       *Span  `json:"days,omitzero"` // from first held to proof, of everything verified
}

// Span is how long something took.
type Span struct {
	Count  int     `json:"count"`
	Median float64 `json:"median"`
	Mean   float64 `json:"mean"`
}

// Flow counts targets, or their mean.
type Flow struct {
	In     float64 `json:"in"`
	Closed float64 `json:"closed"`
}

// FlowWeek is one week of a desk.
type FlowWeek struct {
	Monday  Day    `json:"monday"`
	Week    string `json:"week"`
	In      int    `json:"in"`      // first held
	Closed  int    `json:"closed"`  // verified or not applicable
	Backlog int    `json:"backlog"` // open at its end

	ByTier        map[Tier]int `json:"backlog_by_tier,omitzero"` // of Backlog, by the tier each has now or closed with
	InMinutes     int          `json:"in_minutes,omitzero"`      // work of In, as it is estimated now; only where it was asked for
	ClosedMinutes int          `json:"closed_minutes,omitzero"`
}

// Unpatchable is an asset that no update will mend, with the plan for it.
type Unpatchable struct {
	Asset string `json:"asset"`
	Owner string `json:"owner,omitzero"`
	Why   Code   `json:"why"`
	Since Day    `json:"since,omitzero"`

	Release   string `json:"release,omitzero"`     // whose support it is; empty: the asset's own fact
	Longer    string `json:"longer,omitzero"`      // support that can be had beyond
	LongerEnd Day    `json:"longer_ends,omitzero"` // and its last day

	Tasks []string `json:"tasks,omitzero"` // for which no update exists
	Plan  Day      `json:"plan,omitzero"`  // day of the planned upgrade or of the exception's end; empty: none, a gap
}

// Why an asset is unpatchable.
const (
	UnpatchableEnded Code = "unpatchable_ended"  // its maker's support is over
	UnpatchableEnds  Code = "unpatchable_ends"   // it ends within half a year
	UnpatchableNoFix Code = "unpatchable_no_fix" // no update exists for a flaw of it
)
