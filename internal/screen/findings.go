package screen

import (
	"context"
	"iter"
	"slices"

	"fenceline/internal/domain"
)

// FindingsState is what the Findings screen shows.
type FindingsState struct {
	Stage    Stage
	Err      error
	Status   domain.DeskStatus
	Verdict  domain.Verdict       // "" shows all
	Waiting  []domain.FindingView // the first that cannot be told, on top where all are shown
	Rows     []domain.FindingView
	Total    int // of the shown verdict
	More     bool
	Selected string
	Row      *domain.FindingView // the chosen row
	Detail   *domain.Explanation // nil until it came
	Missing  error

	Answering bool // a question about names is being answered
	AnswerErr error

	Gaps     bool           // what no advisory makes a finding of is listed instead
	GapKind  domain.GapKind // "" shows all kinds
	GapRows  []domain.Gap
	GapTotal int
}

// Count is how many findings have the verdict; "" counts all.
func (s *FindingsState) Count(v domain.Verdict) int {
	if v != "" {
		return s.Status.Findings[v]
	}
	n := 0
	for _, m := range s.Status.Findings {
		n += m
	}
	return n
}

// Findings is the screen of components met by statements.
type Findings struct {
	source  FindingsSource
	run     Run
	changed func(FindingsState)
	deeds   *Deeds
	state   FindingsState
	asked   turn
	looked  turn
}

// NewFindings makes the screen; it asks nothing before Refresh.
// What can be undone is told to deeds.
func NewFindings(source FindingsSource, run Run, deeds *Deeds, changed func(FindingsState)) *Findings {
	return &Findings{source: source, run: run, deeds: deeds, changed: changed}
}

// State is the newest state.
func (s *Findings) State() FindingsState { return s.state }

// waitingShown is how many of what cannot be told stand on top of all findings.
const waitingShown = 4

// Below are the rows under those that wait: each finding stands once.
func (s *FindingsState) Below() iter.Seq[*domain.FindingView] {
	return func(yield func(*domain.FindingView) bool) {
		for i := range s.Rows {
			r := &s.Rows[i]
			if !slices.ContainsFunc(s.Waiting, func(w domain.FindingView) bool { return w.ID == r.ID }) && !yield(r) {
				return
			}
		}
	}
}

type findingPage struct {
	status  domain.DeskStatus
	waiting []domain.FindingView
	rows    []domain.FindingView
	total   int
}

func (s *Findings) page(offset, limit int) func(context.Context) (findingPage, error) {
	verdict := s.state.Verdict
	return func(ctx context.Context) (findingPage, error) {
		status, err := s.source.Status(ctx)
		if err != nil {
			return findingPage{}, err
		}
		p := findingPage{status: status}
		if verdict == "" && offset == 0 && status.Findings[domain.CannotTell] > 0 {
			if p.waiting, _, err = s.source.Findings(ctx, domain.CannotTell, 0, waitingShown); err != nil {
				return p, err
			}
		}
		p.rows, p.total, err = s.source.Findings(ctx, verdict, offset, limit)
		return p, err
	}
}

// Refresh asks for as many rows as are shown, and the chosen finding, again.
func (s *Findings) Refresh() {
	if s.state.Gaps {
		s.readGaps(0, max(PageSize, len(s.state.GapRows)))
		return
	}
	ask(s.run, &s.asked, s.page(0, max(PageSize, len(s.state.Rows))), func(p findingPage, err error) {
		s.state.More = false
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		s.state.Stage, s.state.Err = Ready, nil
		s.state.Status, s.state.Waiting, s.state.Rows, s.state.Total = p.status, p.waiting, p.rows, p.total
		if first := append(p.waiting, p.rows...); s.state.Selected == "" && len(first) > 0 {
			s.state.Selected = first[0].ID
		}
		s.mark()
		s.changed(s.state)
		s.look()
	})
}

// MoreRows asks for the next page; it does nothing at the end of the list or
// while a page is on its way.
func (s *Findings) MoreRows() {
	if s.state.Gaps {
		s.moreGaps()
		return
	}
	if s.state.More || s.state.Stage != Ready || len(s.state.Rows) >= s.state.Total {
		return
	}
	s.state.More = true
	ask(s.run, &s.asked, s.page(len(s.state.Rows), PageSize), func(p findingPage, err error) {
		s.state.More, s.state.Err = false, err
		if err == nil {
			rows := make([]domain.FindingView, 0, len(s.state.Rows)+len(p.rows))
			s.state.Rows = append(append(rows, s.state.Rows...), p.rows...)
			s.state.Status, s.state.Total = p.status, p.total
			if len(p.rows) == 0 {
				s.state.Total = len(s.state.Rows)
			}
			s.mark()
		}
		s.changed(s.state)
	})
}

// Every reads pages of all findings that are listed now, whatever was read of them so far,
// each as the row that line makes of it.
func (s *Findings) Every(line func(*domain.FindingView) []string) func(ctx context.Context, offset, limit int) ([][]string, int, error) {
	verdict := s.state.Verdict
	return func(ctx context.Context, offset, limit int) ([][]string, int, error) {
		found, total, err := s.source.Findings(ctx, verdict, offset, limit)
		rows := make([][]string, len(found))
		for i := range found {
			rows[i] = line(&found[i])
		}
		return rows, total, err
	}
}

// ShowOnly lists the findings of one verdict; "" lists all.
func (s *Findings) ShowOnly(v domain.Verdict) {
	if v == s.state.Verdict && s.state.Stage == Ready && !s.state.Gaps {
		return
	}
	s.state.Gaps, s.state.GapRows = false, nil
	s.state.Verdict, s.state.Waiting, s.state.Rows, s.state.Total = v, nil, nil, 0
	s.state.Selected, s.state.Row, s.state.Detail, s.state.Missing = "", nil, nil, nil
	s.Refresh()
}

// Select chooses a finding and asks for its explanation.
func (s *Findings) Select(id string) {
	if id == s.state.Selected && s.state.Detail != nil {
		return
	}
	if s.state.Gaps {
		s.state.Selected = id
		s.changed(s.state)
		return
	}
	s.state.Selected, s.state.Detail, s.state.Missing, s.state.AnswerErr = id, nil, nil, nil
	s.mark()
	s.changed(s.state)
	s.look()
}

func (s *Findings) mark() {
	s.state.Row = nil
	for _, rows := range [][]domain.FindingView{s.state.Waiting, s.state.Rows} {
		for i := range rows {
			if rows[i].ID == s.state.Selected {
				s.state.Row = &rows[i]
			}
		}
	}
}

func (s *Findings) look() {
	id := s.state.Selected
	if id == "" {
		return
	}
	ask(s.run, &s.looked, func(ctx context.Context) (domain.Explanation, error) {
		return s.source.Explain(ctx, id)
	}, func(e domain.Explanation, err error) {
		if err != nil {
			s.state.Detail, s.state.Missing = nil, err
		} else {
			s.state.Detail, s.state.Missing = &e, nil
		}
		s.changed(s.state)
	})
}
