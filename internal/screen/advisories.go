package screen

import (
	"context"
	"strings"

	"fenceline/internal/domain"
)

// PageSize is how many rows a paging screen asks for at once.
const PageSize = 200

// AdvisoriesState is what the Advisories screen shows.
type AdvisoriesState struct {
	Stage    Stage
	Err      error
	Query    string
	Show     string // a mark to show alone, as "unread"; "" for all
	Filters  []AdvisoryFilter
	Filter   string                // what a filter is being chosen of: a group, or a field
	Counts   domain.AdvisoryCounts // of all, whatever is listed
	Sort     string                // a column; "" by how well it fits, then the newest
	Reverse  bool
	Rows     []domain.AdvisoryView // the first of Total
	Total    int
	Hidden   int  // not for us
	Brief    int  // texts not read in yet
	More     bool // the next rows are on their way
	Selected domain.AdvisoryKey
	View     *domain.AdvisoryView // the chosen row
	Detail   *domain.Advisory     // nil until it came
	Missing  error

	Mark      domain.AdvisoryMark   // of the chosen one
	Revisions []domain.RevisionView // kept of it
	Touches   domain.Touches        // the assets it touches, the first of them
	Page      AdvisoryPage          // which page of it is open
	Raw       string                // the document as it came, once asked for
	Changes   *domain.Difference    // of its two newest revisions, once asked for
	Places    bool                  // every place that differs is listed too
	Asking    string                // the form that is open: one of the Ask constants
	Busy      bool                  // something is being noted
	ActErr    error                 // why it was not
}

// Forms that ask for a text about the chosen advisory.
const (
	AskComment  = "comment"
	AskNotForUs = "not-for-us"
	AskDelete   = "delete"
	AskAllRead  = "all-read" // asks for no text
)

// DeedDeleted tells that an advisory was deleted.
const DeedDeleted domain.Code = "deed_advisory_deleted"

// Advisories is the screen of what publishers say.
type Advisories struct {
	source  AdvisoriesSource
	run     Run
	changed func(AdvisoriesState)
	deeds   *Deeds
	state   AdvisoriesState
	asked   turn
	looked  turn
	counted turn
	chosen  bool // a person said what to show
}

// NewAdvisories makes the screen; it asks nothing before Refresh. What can be
// undone is told to deeds.
func NewAdvisories(source AdvisoriesSource, run Run, deeds *Deeds, changed func(AdvisoriesState)) *Advisories {
	return &Advisories{source: source, run: run, deeds: deeds, changed: changed, state: AdvisoriesState{Show: MarkTouching}}
}

// State is the newest state.
func (s *Advisories) State() AdvisoriesState { return s.state }

// Refresh asks for as many rows as are shown, and the chosen advisory, again.
func (s *Advisories) Refresh() {
	ask(s.run, &s.asked, s.page(0, max(PageSize, len(s.state.Rows))), func(p domain.AdvisoryPage, err error) {
		s.state.More = false
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		if p.Total == 0 && s.state.Show == MarkTouching && !s.chosen { // nothing touches us: then all of them
			s.state.Show = ""
			s.Refresh()
			return
		}
		s.state.Stage, s.state.Err = Ready, nil
		s.state.Rows, s.state.Total, s.state.Hidden, s.state.Brief = p.Rows, p.Total, p.Hidden, p.Brief
		if s.state.Selected == "" && len(p.Rows) > 0 {
			s.state.Selected = p.Rows[0].Key
		}
		s.changed(s.state)
		s.look()
		s.count()
	})
}

// count asks how many there are of each sort; without an answer none is shown.
func (s *Advisories) count() {
	ask(s.run, &s.counted, s.source.AdvisoryCounts, func(c domain.AdvisoryCounts, err error) {
		if err == nil && c != s.state.Counts {
			s.state.Counts = c
			s.changed(s.state)
		}
	})
}

// page is the question behind the list.
func (s *Advisories) page(offset, limit int) func(context.Context) (domain.AdvisoryPage, error) {
	q := domain.AdvisoryQuery{Text: s.state.Query, Sort: s.state.Sort, Reverse: s.state.Reverse, Offset: offset, Limit: limit}
	for _, f := range s.state.Filters {
		q.Text += " " + f.Query()
	}
	if s.state.Show != "" {
		q.Text += " is:" + s.state.Show
	}
	q.Text = strings.TrimSpace(q.Text)
	return func(ctx context.Context) (domain.AdvisoryPage, error) { return s.source.FindAdvisories(ctx, q) }
}

// MoreRows asks for the next page; it does nothing at the end of the list or
// while a page is on its way.
func (s *Advisories) MoreRows() {
	if s.state.More || s.state.Stage != Ready || len(s.state.Rows) >= s.state.Total {
		return
	}
	s.state.More = true
	ask(s.run, &s.asked, s.page(len(s.state.Rows), PageSize), func(p domain.AdvisoryPage, err error) {
		s.state.More, s.state.Err = false, err
		if err == nil {
			rows := make([]domain.AdvisoryView, 0, len(s.state.Rows)+len(p.Rows))
			s.state.Rows = append(append(rows, s.state.Rows...), p.Rows...)
			s.state.Total = p.Total
			if len(p.Rows) == 0 {
				s.state.Total = len(s.state.Rows)
			}
		}
		s.changed(s.state)
	})
}

// Find lists the advisories that fit a question; "" lists all. How one is written
// says docs/advisories.md.
func (s *Advisories) Find(query string) {
	if query == s.state.Query {
		return
	}
	s.state.Query = query
	if query != "" && !s.chosen { // whoever looks for something looks among all
		s.state.Show = ""
	}
	s.again()
}

// ShowOnly lists the advisories with a mark alone; "" lists all.
func (s *Advisories) ShowOnly(mark string) {
	s.state.Show, s.chosen = mark, true
	s.again()
}

// SortBy puts the list in the order of a column; the same again turns it round.
func (s *Advisories) SortBy(column string, reverse bool) {
	s.state.Sort, s.state.Reverse = column, reverse
	s.again()
}

// again asks for another list.
func (s *Advisories) again() {
	s.state.Rows, s.state.Total, s.state.Selected = nil, 0, ""
	s.leave()
	s.Refresh()
}

// leave forgets the chosen advisory's document.
func (s *Advisories) leave() {
	s.state.Detail, s.state.View, s.state.Missing, s.state.Changes = nil, nil, nil, nil
	s.state.Places = false
	s.state.Mark, s.state.Revisions, s.state.Touches = domain.AdvisoryMark{}, nil, domain.Touches{}
	s.state.Asking, s.state.ActErr, s.state.Raw = "", nil, ""
	s.state.Page = PageDocument
}

// Select chooses an advisory and asks for the document.
func (s *Advisories) Select(key domain.AdvisoryKey) {
	if key == s.state.Selected && s.state.Detail != nil {
		return
	}
	s.leave()
	s.state.Selected = key
	s.changed(s.state)
	s.look()
}

// advisoryLook is what is shown of one advisory.
type advisoryLook struct {
	document  domain.Advisory
	mark      domain.AdvisoryMark
	revisions []domain.RevisionView
	touches   domain.Touches
}

// touchesShown is how many assets stand beside a document.
const touchesShown = 12

func (s *Advisories) look() {
	key := s.state.Selected
	if key == "" {
		return
	}
	ask(s.run, &s.looked, func(ctx context.Context) (l advisoryLook, err error) {
		if l.document, err = s.source.Advisory(ctx, key); err != nil {
			return l, err
		}
		if l.mark, err = s.source.Mark(ctx, key); err != nil {
			return l, err
		}
		if l.revisions, err = s.source.Revisions(ctx, key); err != nil {
			return l, err
		}
		l.touches, err = s.source.Touches(ctx, key, touchesShown)
		return l, err
	}, func(l advisoryLook, err error) {
		s.state.View = nil
		for i := range s.state.Rows {
			if s.state.Rows[i].Key == key {
				s.state.View = &s.state.Rows[i]
			}
		}
		s.state.Mark, s.state.Revisions, s.state.Touches = l.mark, l.revisions, l.touches
		if err != nil {
			s.state.Detail, s.state.Missing = nil, err
		} else {
			s.state.Detail, s.state.Missing = &l.document, nil
		}
		s.changed(s.state)
	})
}
