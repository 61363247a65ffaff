package workflow

import (
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// standing is what the summary of a task and the planning of other assets need of
// a target: a small part of it, so that a task with thousands of them is summed up
// without holding them.
type standing struct {
	Asset string       `json:"asset"`
	State domain.State `json:"state"`
	Due   struct {
		Tier    domain.Tier  `json:"tier"`
		Date    domain.Day   `json:"date"`
		Assumed bool         `json:"assumed"`
		Order   domain.Order `json:"order"`
	} `json:"due"`
	Findings  []standingFlaw    `json:"findings"`
	Evidence  []proofCode       `json:"evidence"`
	Dismissed *domain.Dismissal `json:"dismissed"`
	Planned   domain.Day        `json:"planned"` // only where it is planned
	Week      bool              `json:"week"`
	Note      string            `json:"note"` // only where it is blocked
	moved     bool
}

// proofCode is what a piece of evidence proves.
type proofCode struct {
	Code domain.Code `json:"code"`
}

// movedBy is [domain.Target.Moved] of a target of which only this was read.
func movedBy(s domain.State, d *domain.Dismissal, evidence []proofCode) bool {
	t := domain.Target{State: s, Dismissed: d}
	if n := len(evidence); n > 0 {
		t.Evidence = []domain.Evidence{{Code: evidence[n-1].Code}}
	}
	return t.Moved()
}

type standingFlaw struct {
	Vulnerability string   `json:"vulnerability"`
	Fixed         string   `json:"fixed"` // only with Updates
	Updates       []string `json:"updates"`
}

func standingOf(t *domain.Target) standing {
	s := standing{Asset: t.Asset, State: t.State, moved: t.Moved()}
	s.Due.Tier, s.Due.Date, s.Due.Assumed, s.Due.Order = t.Due.Tier, t.Due.Date, t.Due.Assumed, t.Due.Order
	s.Planned, s.Week, s.Note = t.Planned, t.Week, t.Note
	s.rest()
	s.Findings = make([]standingFlaw, len(t.Findings))
	for i := range t.Findings {
		s.Findings[i].Vulnerability = t.Findings[i].Vulnerability
		if len(t.Findings[i].Updates) > 0 {
			s.Findings[i].Fixed, s.Findings[i].Updates = t.Findings[i].Fixed, t.Findings[i].Updates
		}
	}
	return s
}

// rest forgets what the summary of a task does not ask of a target in its state.
func (s *standing) rest() {
	if s.State != domain.StatePlanned {
		s.Planned, s.Week = "", false
	}
	if s.State != domain.StateBlocked {
		s.Note = ""
	}
}

// standingsOf are the standings of a task's targets by asset, read once for a run.
func (m *matcher) standingsOf(r *store.Read, task string) ([]standing, error) {
	if all, ok := m.standings[task]; ok {
		return all, nil
	}
	all := []standing{}
	for s, err := range store.TargetsOfAs(r, task, m.atHand[task]) {
		if err != nil {
			return nil, err
		}
		s.moved = s.moved || movedBy(s.State, s.Dismissed, s.Evidence)
		s.Evidence, s.Dismissed = nil, nil
		s.rest()
		for i := range s.Findings {
			f := &s.Findings[i]
			f.Vulnerability = m.vulnerabilities.one(f.Vulnerability)
			if len(f.Updates) == 0 {
				f.Fixed = ""
			}
			f.Fixed = m.vulnerabilities.one(f.Fixed)
			for j := range f.Updates {
				f.Updates[j] = m.vulnerabilities.one(f.Updates[j])
			}
		}
		all = append(all, s)
	}
	m.standings[task] = all
	return all, nil
}

// remember keeps the standings that were read true to a target that is written.
func (m *matcher) remember(t *domain.Target) {
	all, ok := m.standings[t.Task]
	if !ok {
		return // read when it is asked for, after this target is written
	}
	at, found := slices.BinarySearchFunc(all, t.Asset, func(s standing, asset string) int { return compareText(s.Asset, asset) })
	if !found {
		all = slices.Insert(all, at, standing{})
	}
	all[at] = standingOf(t)
	m.standings[t.Task] = all
}

// elsewhere is what a task's targets on other assets come to.
func (m *matcher) elsewhere(r *store.Read, task string, here map[string]domain.Asset, fault *error) assess.Elsewhere {
	var out assess.Elsewhere
	all, err := m.standingsOf(r, task)
	if err != nil {
		*fault = err
		return out
	}
	seen := map[string]bool{}
	for i := range all {
		if _, ok := here[all[i].Asset]; ok {
			continue
		}
		out = out.With(all[i].State)
		for _, f := range all[i].Findings {
			if !seen[f.Vulnerability] {
				seen[f.Vulnerability] = true
				out.Vulnerabilities = append(out.Vulnerabilities, f.Vulnerability)
			}
			for _, label := range f.Updates {
				if b := (assess.Brings{Version: f.Fixed, Label: label}); !slices.Contains(out.Updates, b) {
					out.Updates = append(out.Updates, b)
				}
			}
		}
	}
	return out
}

// texts keeps one copy of each text.
type texts map[string]string

func (t texts) one(text string) string {
	if kept, ok := t[text]; ok {
		return kept
	}
	t[text] = text
	return text
}

// summarise makes the view of a task that lists show from its targets.
func summarise(t domain.PatchTask, targets []domain.Target, kev bool, score float64) domain.TaskView {
	all := make([]standing, len(targets))
	for i := range targets {
		all[i] = standingOf(&targets[i])
	}
	return summed(t, all, kev, score)
}

// summed is [summarise] from the standings: tier and date of the most urgent open
// target. What is excepted or mended but for its triage counts only where nothing
// else is open; what another task took over counts there.
func summed(t domain.PatchTask, targets []standing, kev bool, score float64) domain.TaskView {
	view := domain.TaskView{PatchTask: t, KEV: kev, Score: score, State: domain.StateVerified}
	var open, resting []*standing
	verified := false
	for i := range targets {
		target := &targets[i]
		if target.moved {
			view.Moved++
			continue
		}
		view.Total++
		switch {
		case target.State.Done():
			view.Done++
			verified = verified || target.State == domain.StateVerified
		case target.State == domain.StateException || target.State == domain.StateTriage:
			resting = append(resting, target)
		default:
			open = append(open, target)
		}
	}
	for i, target := range append(slices.Clone(open), resting...) {
		view.State = moreUrgent(view.State, target.State, i == 0)
	}
	if len(open) == 0 {
		open = resting
	}
	for i, target := range open {
		if i == 0 || target.Due.Tier.Rank() < view.Tier.Rank() {
			view.Tier = target.Due.Tier
		}
		if target.Due.Date != "" && (view.Due == "" || target.Due.Date < view.Due) {
			view.Due, view.Assumed = target.Due.Date, target.Due.Assumed
		}
		view.Assumed = view.Assumed || (view.Due == "" && target.Due.Assumed)
	}
	for _, target := range open {
		if target.State != view.State {
			continue
		}
		if view.Waits == "" {
			view.Waits = target.Note
		}
		if target.Planned != "" && (view.Planned == "" || target.Planned < view.Planned) {
			view.Planned, view.PlannedWeek = target.Planned, target.Week
		}
	}
	for _, target := range open {
		if target.Due.Date == view.Due && (view.Order.Outcome == "" || target.Due.Order.Compare(view.Order) < 0) {
			view.Order = target.Due.Order
		}
	}
	if view.Done == view.Total && !verified && len(targets) > 0 {
		view.State = domain.StateNotApplicable
	}
	return view
}
