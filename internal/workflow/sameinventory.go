package workflow

import (
	"context"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// sameElsewhere warns where the same document came in for another asset before.
func (d *Desk) sameElsewhere(ctx context.Context, arrival *store.Arrival) ([]domain.Warning, error) {
	if arrival.Format == domain.FormatStated {
		return nil, nil
	}
	var out []domain.Warning
	err := d.store.View(ctx, func(r *store.Read) error {
		out = nil
		before, err := r.ArrivalsOf(arrival.Digest)
		if err != nil {
			return err
		}
		for _, other := range before {
			if other.Asset == "" || other.Asset == arrival.Asset || other.Part != arrival.Part {
				continue
			}
			a, err := r.Asset(other.Asset)
			if domain.Is(err, domain.NotFound) { // merged into another since
				continue
			}
			if err != nil {
				return err
			}
			out = []domain.Warning{{Code: "same_inventory", Params: domain.Params{"asset": a.Name}}}
		}
		return nil
	})
	return out, err
}

// staleInventory says that an inventory was made before the one it takes the place
// of. It is taken all the same, since clocks may have been wrong; as evidence of a
// fix it counts from when it was made.
func staleInventory(view *domain.SnapshotView, before *store.Current) domain.Warning {
	params := domain.Params{"taken": view.Taken.UTC().Format(time.RFC3339)}
	for _, s := range before.Snapshots {
		if s.Current && s.Slot == view.Slot {
			params["have"] = s.Taken.UTC().Format(time.RFC3339)
		}
	}
	return domain.Warning{Code: "inventory_older", Params: params}
}

// evidenceOf is what the newest snapshot in force can prove.
func evidenceOf(cur store.Current) domain.Evidence {
	var out domain.Evidence
	for _, s := range cur.Snapshots {
		at := s.At
		if s.Stale {
			at = s.Taken
		}
		if s.Current && !at.Before(out.At) {
			out = domain.Evidence{Snapshot: s.Digest, Format: s.Format, At: at, By: s.By, Badge: domain.BadgeUnchecked}
		}
	}
	return out
}
