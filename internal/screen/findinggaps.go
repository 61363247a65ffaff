package screen

import (
	"context"

	"fenceline/internal/domain"
)

// ShowGaps lists what no advisory makes a finding of: of one kind, or of all where it
// is "".
func (s *Findings) ShowGaps(kind domain.GapKind) {
	if s.state.Gaps && s.state.GapKind == kind && s.state.Stage == Ready {
		return
	}
	s.state.Gaps, s.state.GapKind, s.state.GapRows, s.state.GapTotal = true, kind, nil, 0
	s.state.Selected, s.state.Row, s.state.Detail, s.state.Missing = "", nil, nil, nil
	s.state.Waiting, s.state.Rows, s.state.Total = nil, nil, 0
	s.Refresh()
}

// Gap is the chosen gap; nil for none.
func (s *FindingsState) Gap() *domain.Gap {
	for i := range s.GapRows {
		if s.Gaps && s.GapRows[i].ID == s.Selected {
			return &s.GapRows[i]
		}
	}
	return nil
}

// CountGaps is how many gaps of a kind there are; "" counts all.
func (s *FindingsState) CountGaps(kind domain.GapKind) int {
	if kind != "" {
		return s.Status.Gaps[kind]
	}
	n := 0
	for _, m := range s.Status.Gaps {
		n += m
	}
	return n
}

type gapPage struct {
	status domain.DeskStatus
	list   domain.GapList
}

func (s *Findings) gapsFrom(offset, limit int) func(context.Context) (gapPage, error) {
	kind := s.state.GapKind
	return func(ctx context.Context) (p gapPage, err error) {
		if p.status, err = s.source.Status(ctx); err != nil {
			return p, err
		}
		p.list, err = s.source.Gaps(ctx, kind, offset, limit)
		return p, err
	}
}

func (s *Findings) readGaps(offset, limit int) {
	ask(s.run, &s.asked, s.gapsFrom(offset, limit), func(p gapPage, err error) {
		s.state.More = false
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		s.state.Stage, s.state.Err, s.state.Status = Ready, nil, p.status
		s.state.GapRows, s.state.GapTotal = p.list.Gaps, p.list.Total
		if s.state.Selected == "" && len(p.list.Gaps) > 0 {
			s.state.Selected = p.list.Gaps[0].ID
		}
		s.changed(s.state)
	})
}

func (s *Findings) moreGaps() {
	if s.state.More || s.state.Stage != Ready || len(s.state.GapRows) >= s.state.GapTotal {
		return
	}
	s.state.More = true
	ask(s.run, &s.asked, s.gapsFrom(len(s.state.GapRows), PageSize), func(p gapPage, err error) {
		s.state.More, s.state.Err = false, err
		if err == nil {
			rows := make([]domain.Gap, 0, len(s.state.GapRows)+len(p.list.Gaps))
			s.state.GapRows = append(append(rows, s.state.GapRows...), p.list.Gaps...)
			s.state.GapTotal = p.list.Total
			if len(p.list.Gaps) == 0 {
				s.state.GapTotal = len(s.state.GapRows)
			}
		}
		s.changed(s.state)
	})
}
