package screen

import "fenceline/internal/domain"

// Kept is how a person left the lists: what is shown, narrowed, sorted and folded. It
// is remembered from one start of the window to the next. Whatever in it means
// nothing any more is passed over.
type Kept struct {
	Tasks      TasksKept      `json:"tasks,omitzero"`
	Assets     AssetsKept     `json:"assets,omitzero"`
	Advisories AdvisoriesKept `json:"advisories,omitzero"`
	Verdict    domain.Verdict `json:"verdict,omitzero"` // findings shown
}

// TasksKept is how the list of tasks was left.
type TasksKept struct {
	Show   TaskShow      `json:"show,omitzero"`
	Sort   Sort          `json:"sort,omitzero"`
	Filter TaskFilter    `json:"filter,omitzero"`
	Folded []domain.Tier `json:"folded,omitempty"`
}

// AssetsKept is how the list of assets was left.
type AssetsKept struct {
	Sort   Sort        `json:"sort,omitzero"`
	Filter AssetFilter `json:"filter,omitzero"`
}

// AdvisoriesKept is how the list of advisories was left.
type AdvisoriesKept struct {
	Query   string           `json:"query,omitzero"`
	Show    string           `json:"show,omitzero"`
	Chosen  bool             `json:"chosen,omitzero"` // a person said what to show
	Filters []AdvisoryFilter `json:"filters,omitzero"`
	Sort    string           `json:"sort,omitzero"`
	Reverse bool             `json:"reverse,omitzero"`
}

// Keep is how the list stands.
func (s *Tasks) Keep() TasksKept {
	k := TasksKept{Show: s.state.Show, Sort: s.state.Sort, Filter: s.state.Filter}
	for _, tier := range domain.Tiers() {
		if s.folded[tier] {
			k.Folded = append(k.Folded, tier)
		}
	}
	return k
}

// Restore puts the list back as it was left; call it before Refresh.
func (s *Tasks) Restore(k TasksKept) {
	if k.Show >= TasksOpen && k.Show <= TasksExceptions {
		s.state.Show = k.Show
	}
	s.state.Sort, s.state.Filter = k.Sort, k.Filter
	for _, tier := range k.Folded {
		s.folded[tier] = true
	}
}

// Keep is how the list stands.
func (s *Assets) Keep() AssetsKept { return AssetsKept{s.state.Sort, s.state.Filter} }

// Restore puts the list back as it was left; call it before Refresh.
func (s *Assets) Restore(k AssetsKept) { s.state.Sort, s.state.Filter = k.Sort, k.Filter }

// Keep is how the list stands.
func (s *Advisories) Keep() AdvisoriesKept {
	return AdvisoriesKept{s.state.Query, s.state.Show, s.chosen, s.state.Filters, s.state.Sort, s.state.Reverse}
}

// Restore puts the list back as it was left; call it before Refresh.
func (s *Advisories) Restore(k AdvisoriesKept) {
	s.state.Query, s.state.Sort, s.state.Reverse = k.Query, k.Sort, k.Reverse
	for _, f := range k.Filters {
		if _, known := FilterOf(f.Field); known {
			s.state.Filters = append(s.state.Filters, f)
		}
	}
	if k.Chosen || k.Show != "" {
		s.state.Show, s.chosen = k.Show, true
	} else if k.Query != "" {
		s.state.Show = ""
	}
}

// Keep is which findings are shown.
func (s *Findings) Keep() domain.Verdict { return s.state.Verdict }

// Restore shows the findings that were shown; call it before Refresh.
func (s *Findings) Restore(v domain.Verdict) {
	switch v {
	case domain.Affected, domain.NotAffected, domain.CannotTell:
		s.state.Verdict = v
	}
}
