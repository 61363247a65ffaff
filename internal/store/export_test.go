package store

import (
	"context"

	"fenceline/internal/domain"
)

// WriteFindings writes a state under a generation of the test's own.
func (s *Store) WriteFindings(ctx context.Context, asset string, gen uint64, finds []domain.Finding) error {
	set, err := NewFindingSet(asset, finds)
	if err != nil {
		return err
	}
	set.gen = gen
	b := s.Batch(ctx)
	if err := b.WriteFindings(set); err != nil {
		return err
	}
	return b.Flush()
}
