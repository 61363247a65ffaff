package screen

import (
	"context"

	"fenceline/internal/domain"
)

// DeedIdentity tells that a question about names was answered.
const DeedIdentity domain.Code = "deed_identity_answered"

// Answer says whether the component of the chosen finding is the product that its
// advisory speaks of, where only the names agree. The answer holds for every asset and
// can be undone.
func (s *Findings) Answer(same bool, reason string) {
	if s.state.Detail == nil || s.state.Detail.Question == nil || s.state.Answering {
		return
	}
	q := *s.state.Detail.Question
	s.state.Answering, s.state.AnswerErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := s.source.AnswerIdentity(ctx, q.Component, q.Product, same, reason)
		post(func() {
			s.state.Answering, s.state.AnswerErr = false, err
			if err == nil {
				s.state.Selected, s.state.Detail, s.state.Row = "", nil, nil
				s.deeds.Tell(Deed{Code: DeedIdentity, Tasks: []string{q.Name}, undo: func(ctx context.Context) error { return s.source.ForgetIdentity(ctx, q.Component, q.Product) }})
			}
			s.changed(s.state)
			if err == nil {
				s.Refresh()
			}
		})
	})
}
