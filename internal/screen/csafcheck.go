package screen

import (
	"context"

	"fenceline/internal/domain"
)

// checkWaiting runs the mandatory tests over what waits for them, in the background.
// What fails stays in and is counted.
func (s *Imports) checkWaiting() {
	if s.state.Checking || s.state.Job != nil || s.state.CSAF.Waiting == 0 {
		return
	}
	s.state.Checking, s.state.CheckFail = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		out, err := s.source.CheckCSAF(ctx, nil)
		post(func() { s.checked(out, err) })
	})
}

func (s *Imports) checked(out domain.CSAFChecked, err error) {
	s.state.Checking, s.state.CheckFail = false, err
	if err == nil {
		s.state.CSAF = out.Standing
	}
	s.changed(s.state)
}

// CheckAgain checks what waits after a check that stopped.
func (s *Imports) CheckAgain() {
	s.state.CheckFail = nil
	s.checkWaiting()
}
