package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Touches tells which assets an advisory touches: those with a finding of it that says
// affected, then those where it cannot be told, each by name; at most so many of them
// (0: all), and how many there are. Errors: Storage, Corrupt.
func (d *Desk) Touches(ctx context.Context, key domain.AdvisoryKey, limit int) (domain.Touches, error) {
	var out domain.Touches
	changes := d.store.Changes()
	err := d.store.View(ctx, func(r *store.Read) error {
		out = domain.Touches{}
		if _, err := d.finder.touched(r, changes); err != nil {
			return err
		}
		for id, verdict := range d.finder.verdicts(key) {
			asset, err := r.Asset(id)
			if err != nil {
				return err
			}
			if !asset.Retired.IsZero() {
				continue
			}
			if verdict == domain.Affected {
				out.Affected++
			} else {
				out.CannotTell++
			}
			out.Assets = append(out.Assets, domain.TouchedAsset{ID: id, Name: asset.Name, Verdict: verdict})
		}
		return nil
	})
	slices.SortFunc(out.Assets, func(a, b domain.TouchedAsset) int {
		return cmp.Or(cmp.Compare(rankOfVerdict(a.Verdict), rankOfVerdict(b.Verdict)), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	if limit > 0 && len(out.Assets) > limit {
		out.Assets = out.Assets[:limit]
	}
	return out, err
}

func rankOfVerdict(v domain.Verdict) int {
	if v == domain.Affected {
		return 0
	}
	return 1
}

// verdicts are the assets that an advisory touches, with the worst verdict on each, as
// they were last counted.
func (f *finder) verdicts(key domain.AdvisoryKey) map[string]domain.Verdict {
	f.touching.Lock()
	defer f.touching.Unlock()
	out := map[string]domain.Verdict{}
	for asset, by := range f.assets {
		if v, ok := by.advisories[key]; ok {
			out[asset] = v
		}
	}
	return out
}
