package screen

import (
	"cmp"
	"context"
	"slices"

	"fenceline/internal/domain"
)

// AssetFindingsMost is how many findings of one asset are listed; the rest is counted.
const AssetFindingsMost = 2000

// AssetFound are the findings of the chosen asset: affected first, then what cannot be
// told, then the rest.
type AssetFound struct {
	Rows  []domain.FindingView
	Total int
	Err   error
}

// AssetWork are the tasks of the chosen asset as they stand on it.
type AssetWork struct {
	Rows []domain.AssetTask
	Err  error
}

// fillFindings asks for the findings of the asset.
func (s *Assets) fillFindings(id string) {
	if s.state.Found != nil {
		return
	}
	ask(s.run, &s.paged, func(ctx context.Context) (AssetFound, error) {
		rows, total, err := s.source.AssetFindings(ctx, id, AssetFindingsMost)
		slices.SortStableFunc(rows, func(x, y domain.FindingView) int {
			return cmp.Compare(verdictOrder(x.Verdict), verdictOrder(y.Verdict))
		})
		return AssetFound{Rows: rows, Total: total}, err
	}, func(found AssetFound, err error) {
		if s.state.Detail == nil || s.state.Detail.ID != id {
			return
		}
		found.Err = err
		s.state.Found = &found
		s.changed(s.state)
	})
}

func verdictOrder(v domain.Verdict) int {
	switch v {
	case domain.Affected:
		return 0
	case domain.CannotTell:
		return 1
	}
	return 2
}

// fillTasks asks for the tasks of the asset.
func (s *Assets) fillTasks(id string) {
	if s.state.Work != nil {
		return
	}
	ask(s.run, &s.paged, func(ctx context.Context) ([]domain.AssetTask, error) { return s.source.AssetTasks(ctx, id) }, func(rows []domain.AssetTask, err error) {
		if s.state.Detail == nil || s.state.Detail.ID != id {
			return
		}
		s.state.Work = &AssetWork{Rows: rows, Err: err}
		s.changed(s.state)
	})
}
