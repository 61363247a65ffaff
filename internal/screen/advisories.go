package screen

import (
	"context"

	"fenceline/internal/domain"
)

// PageSize is how many rows a paging screen asks for at once.
const PageSize = 200

// AdvisoriesState is what the Advisories screen shows.
type AdvisoriesState struct {
	Stage    Stage
	Err      error
	Query    string
	Rows     []domain.AdvisoryView // the first of Total
	Total    int
	More     bool // the next rows are on their way
	Selected domain.AdvisoryKey
	View     *domain.AdvisoryView // the chosen row
	Detail   *domain.Advisory     // nil until it came
	Missing  error
}

// Advisories is the screen of what publishers say.
type Advisories struct {
	source  AdvisoriesSource
	run     Run
	changed func(AdvisoriesState)
	state   AdvisoriesState
	asked   turn
	looked  turn
}

// NewAdvisories makes the screen; it asks nothing before Refresh.
func NewAdvisories(source AdvisoriesSource, run Run, changed func(AdvisoriesState)) *Advisories {
	return &Advisories{source: source, run: run, changed: changed}
}

// State is the newest state.
func (s *Advisories) State() AdvisoriesState { return s.state }

type advisoryPage struct {
	rows  []domain.AdvisoryView
	total int
}

// Refresh asks for as many rows as are shown, and the chosen advisory, again.
func (s *Advisories) Refresh() {
	query, limit := s.state.Query, max(PageSize, len(s.state.Rows))
	ask(s.run, &s.asked, s.page(query, 0, limit), func(p advisoryPage, err error) {
		s.state.More = false
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		s.state.Stage, s.state.Err = Ready, nil
		s.state.Rows, s.state.Total = p.rows, p.total
		if s.state.Selected == "" && len(p.rows) > 0 {
			s.state.Selected = p.rows[0].Key
		}
		s.changed(s.state)
		s.look()
	})
}

func (s *Advisories) page(query string, offset, limit int) func(context.Context) (advisoryPage, error) {
	return func(ctx context.Context) (advisoryPage, error) {
		rows, total, err := s.source.Advisories(ctx, query, offset, limit)
		return advisoryPage{rows, total}, err
	}
}

// MoreRows asks for the next page; it does nothing at the end of the list or
// while a page is on its way.
func (s *Advisories) MoreRows() {
	if s.state.More || s.state.Stage != Ready || len(s.state.Rows) >= s.state.Total {
		return
	}
	s.state.More = true
	ask(s.run, &s.asked, s.page(s.state.Query, len(s.state.Rows), PageSize), func(p advisoryPage, err error) {
		s.state.More, s.state.Err = false, err
		if err == nil {
			rows := make([]domain.AdvisoryView, 0, len(s.state.Rows)+len(p.rows))
			s.state.Rows = append(append(rows, s.state.Rows...), p.rows...)
			s.state.Total = p.total
			if len(p.rows) == 0 {
				s.state.Total = len(s.state.Rows)
			}
		}
		s.changed(s.state)
	})
}

// Find lists the advisories that match the words; "" lists all.
func (s *Advisories) Find(query string) {
	if query == s.state.Query {
		return
	}
	s.state.Query, s.state.Rows, s.state.Total = query, nil, 0
	s.state.Selected, s.state.Detail, s.state.View = "", nil, nil
	s.Refresh()
}

// Select chooses an advisory and asks for the document.
func (s *Advisories) Select(key domain.AdvisoryKey) {
	if key == s.state.Selected && s.state.Detail != nil {
		return
	}
	s.state.Selected, s.state.Detail, s.state.Missing, s.state.View = key, nil, nil, nil
	s.changed(s.state)
	s.look()
}

func (s *Advisories) look() {
	key := s.state.Selected
	if key == "" {
		return
	}
	ask(s.run, &s.looked, func(ctx context.Context) (domain.Advisory, error) {
		return s.source.Advisory(ctx, key)
	}, func(a domain.Advisory, err error) {
		s.state.View = nil
		for i := range s.state.Rows {
			if s.state.Rows[i].Key == key {
				s.state.View = &s.state.Rows[i]
			}
		}
		if err != nil {
			s.state.Detail, s.state.Missing = nil, err
		} else {
			s.state.Detail, s.state.Missing = &a, nil
		}
		s.changed(s.state)
	})
}
