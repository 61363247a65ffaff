package workflow

import (
	"context"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// isFeed tells formats one document of which holds many advisories. Each of them
// keeps its keys in its record, because decoding a whole feed for what one record
// said before would take too long; and a revision that is here already is the same
// record out of another document, not a publisher's slip.
func isFeed(format domain.Format) bool { return format == domain.FormatNVD }

// smallAdvisory is how many keys an advisory may write to share a transaction with
// others.
const smallAdvisory = 64

// applyAdvisories writes the advisories of one document: small ones together, large
// ones alone and in steps. Every part may be repeated after a crash.
func (d *Desk) applyAdvisories(ctx context.Context, all []preparedAdvisory, arrival store.Arrival) ([]domain.Warning, error) {
	small := make([]int, 0, len(all))
	said := make([][]domain.Warning, len(all))
	for i := range all {
		if len(all) > 1 && len(all[i].keys) <= smallAdvisory {
			small = append(small, i)
			continue
		}
		var err error
		if said[i], err = d.applyAdvisorySteps(ctx, &all[i], arrival); err != nil {
			return nil, err
		}
	}
	err := inSteps(ctx, d.store, small, func(w *store.Write, i int) (err error) {
		said[i], err = d.applyAdvisory(w, &all[i], arrival)
		return err
	})
	var warnings []domain.Warning
	for _, some := range said {
		warnings = append(warnings, some...)
	}
	return warnings, err
}

// withoutBegun takes the newest revision off a record where a run that was stopped
// wrote it of these very bytes: it is written again, with the arrival that counts.
func withoutBegun(rec store.AdvisoryRecord, arrival store.Arrival) store.AdvisoryRecord {
	if n := len(rec.Revisions); n > 0 && rec.Revisions[n-1].Digest == arrival.Digest {
		rec.Revisions = rec.Revisions[:n-1]
		if n == 1 {
			rec.Received, rec.Keys = arrival.At, nil
		}
	}
	return rec
}
