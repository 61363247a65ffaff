package screen

import (
	"context"

	"fenceline/internal/domain"
)

// Renew brings what an older program derived up to date, as a job that is told of and
// can be cancelled. Who may only read is not bothered with it.
func (s *Imports) Renew() {
	s.begin(&Job{Renew: true}, nil, func(ctx context.Context, progress func(domain.Progress)) (outcome, error) {
		err := s.source.Renew(ctx, progress)
		if domain.Is(err, domain.Untrusted) {
			err = nil
		}
		return outcome{}, err
	})
}
