package workflow

import (
	"sync"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// counts are what a status rests on that only changes with what is written. They are
// not to be changed.
type counts struct {
	tasks    int // open
	targets  []openState
	assets   map[string]assetDuty
	took     map[string][]int // minutes that targets of a task took, where somebody said so
	nameOnly int
	coverage domain.Coverage
	gaps     map[domain.GapKind]int // but for support that ends, which depends on the day
	ends     []domain.Day           // last days of support
	findings map[domain.Verdict]int
}

// assetDuty is what is open of one asset.
type assetDuty struct {
	open    int
	tier    domain.Tier // the strictest
	upgrade bool        // something waits for the next upgrade
}

// openState is what is counted of a target; kept of those that are not done.
type openState struct {
	Task  string       `json:"task"`
	Took  int          `json:"took"`
	Asset string       `json:"asset"`
	State domain.State `json:"state"`
	Due   struct {
		Tier domain.Tier `json:"tier"`
		Date domain.Day  `json:"date"`
	} `json:"due"`
	Detected time.Time `json:"detected"`
}

// kept is an answer that only changes with what is written, as it was last made: on a
// large desk it takes a second to make, and the window asks for it with every screen.
type kept[T any] struct {
	mutex  sync.Mutex
	store  *store.Store
	duties uint64 // it had by then, see [store.Store.Duties]
	value  *T
}

func (k *kept[T]) of(s *store.Store, duties uint64) (value T, ok bool) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if k.value == nil || k.store != s || k.duties != duties {
		return value, false
	}
	return *k.value, true
}

func (k *kept[T]) keep(s *store.Store, duties uint64, value T) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.store, k.duties, k.value = s, duties, &value
}

// countedIn gives what is counted in r, which was opened after duties was read off: what
// was kept, or counted anew and kept.
func (d *Desk) countedIn(r *store.Read, duties uint64) (counts, error) {
	if c, ok := d.counted.of(d.store, duties); ok {
		return c, nil
	}
	c, err := d.count(r)
	if err == nil {
		d.counted.keep(d.store, duties, c)
	}
	return c, err
}

// count reads what a status rests on.
func (d *Desk) count(r *store.Read) (counts, error) {
	c := counts{findings: map[domain.Verdict]int{}, gaps: map[domain.GapKind]int{}, assets: map[string]assetDuty{}, took: map[string][]int{}}
	for t, err := range store.TargetsAs[openState](r) {
		if err != nil {
			return c, err
		}
		if t.Took > 0 {
			c.took[t.Task] = append(c.took[t.Task], t.Took)
		}
		if t.State.Done() {
			continue
		}
		t.Task = "" // one string for each of very many
		duty := c.assets[t.Asset]
		if duty.open++; duty.tier == domain.TierNone || t.Due.Tier.Rank() < duty.tier.Rank() {
			duty.tier = t.Due.Tier
		}
		duty.upgrade = duty.upgrade || t.Due.Tier == domain.TierUpgrade
		c.assets[t.Asset] = duty
		c.targets = append(c.targets, t)
	}
	for view, err := range r.TaskViews() {
		if err != nil {
			return c, err
		}
		if !view.State.Done() {
			c.tasks++
		}
	}
	currents, err := currentsOf(r)
	if err != nil {
		return c, err
	}
	for _, cur := range currents {
		c.nameOnly += cur.NameOnly
	}
	return c, c.cover(r, currents)
}

// currentsOf are the generations of all assets that count, by asset: read in one go, since a look-up for each of very many takes longer.
func currentsOf(r *store.Read) (map[string]store.Current, error) {
	out := map[string]store.Current{}
	for cur, err := range r.Currents() {
		if err != nil {
			return nil, err
		}
		out[cur.Asset] = cur
	}
	return out, nil
}

// minutesTaken are the minutes that targets of each task took, where somebody said so.
func minutesTaken(r *store.Read) (map[string][]int, error) {
	took := map[string][]int{}
	type worked struct {
		Task string `json:"task"`
		Took int    `json:"took"`
	}
	for t, err := range store.TargetsAs[worked](r) {
		if err != nil {
			return nil, err
		}
		if t.Took > 0 {
			took[t.Task] = append(took[t.Task], t.Took)
		}
	}
	return took, nil
}
