package workflow

import (
	"sync"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// counts are what a status rests on that only changes with what is written. They are
// not to be changed.
type counts struct {
	tasks    int // open
	targets  []openState
	coverage domain.Coverage
	findings map[domain.Verdict]int
}

// openState is what is counted of a target that is not done.
type openState struct {
	State domain.State `json:"state"`
	Due   struct {
		Tier domain.Tier `json:"tier"`
		Date domain.Day  `json:"date"`
	} `json:"due"`
}

// countsKept are the counts of the last status: on a large desk they take seconds to
// make, and the window asks for them with every screen.
type countsKept struct {
	mutex   sync.Mutex
	store   *store.Store
	changes uint64 // it had by then
	counts  *counts
}

func (k *countsKept) of(s *store.Store, changes uint64) (counts, bool) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if k.counts == nil || k.store != s || k.changes != changes {
		return counts{}, false
	}
	return *k.counts, true
}

func (k *countsKept) keep(s *store.Store, changes uint64, c counts) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.store, k.changes, k.counts = s, changes, &c
}

// count reads what a status rests on.
func (d *Desk) count(r *store.Read) (counts, error) {
	c := counts{findings: map[domain.Verdict]int{}}
	for t, err := range store.TargetsAs[openState](r) {
		if err != nil {
			return c, err
		}
		if !t.State.Done() {
			c.targets = append(c.targets, t)
		}
	}
	for view, err := range r.TaskViews() {
		if err != nil {
			return c, err
		}
		if !view.State.Done() {
			c.tasks++
		}
	}
	var err error
	c.coverage, err = coverage(r, c.findings)
	return c, err
}
