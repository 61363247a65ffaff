package workflow

import (
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/version"
)

// matcher carries what all assets of one run share: rows per key and alias
// groups, read once.
type matcher struct {
	desk     *Desk
	run      *matchRun         // nil: nothing is brought up
	touched  map[string]*touch // assets of which only some components are judged
	rows     map[domain.PackageKey][]domain.MatchRow
	groups   map[string]domain.AliasGroup
	weight   int
	versions *version.Memo
	own      map[domain.PackageKey][]*domain.VEXDecision // in force; nil: not read yet
	answers  assess.Answers                              // nil until they are asked for

	// What planning needs, read by load.
	settings        domain.Desk
	zone            *time.Location
	rules           *assess.RulesSet
	person          string
	texts           map[string]store.TaskText      // all tasks, as they were stored when the run began
	tasks           map[string]domain.TaskView     // those that were asked for, and as this run left them
	keyOf           map[string]domain.PackageKey   // of tasks
	was             map[string]domain.TaskView     // tasks that this run touched, as it found them
	byKey           map[domain.PackageKey][]string // tasks
	vulnerabilities texts
	standings       map[string][]standing          // of the targets of the tasks that were asked for, by asset
	atHand          map[string]map[string]standing // of the targets of the batch as they are stored, by task and asset
	facts           map[string]assess.Facts
	kev             map[string]bool // by name of a flaw
	scores          map[domain.AdvisoryKey]float64
	shown           map[string]shown // by asset
	counter         uint64
}

func newMatcher(d *Desk) *matcher {
	return &matcher{desk: d, rows: map[domain.PackageKey][]domain.MatchRow{}, groups: map[string]domain.AliasGroup{},
		versions: version.NewMemo(), vulnerabilities: texts{}, facts: map[string]assess.Facts{}, kev: map[string]bool{}, scores: map[domain.AdvisoryKey]float64{}, shown: map[string]shown{}, was: map[string]domain.TaskView{}}
}
