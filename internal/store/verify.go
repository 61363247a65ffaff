package store

import "context"

// Verify reads everything there is: the engine's own structure, every record,
// every kept original against its digest, the log's chain, and
// that it rebuilds tasks and targets. The first damage
// is an error of kind Corrupt.
func (s *Store) Verify(ctx context.Context) error {
	if checker, ok := s.engine.(Checker); ok {
		if err := checker.Check(ctx); err != nil {
			return err
		}
	}
	if _, _, err := s.Digest(ctx, false); err != nil {
		return err
	}
	return s.View(ctx, func(r *Read) error {
		if _, err := r.VerifyLog(); err != nil {
			return err
		}
		if err := r.VerifyRecords(); err != nil {
			return err
		}
		for arrival, err := range r.Arrivals() {
			if err != nil {
				return err
			}
			if _, err := r.Original(arrival.Digest); err != nil {
				return err
			}
		}
		return nil
	})
}
