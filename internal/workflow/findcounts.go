package workflow

import (
	"context"

	"fenceline/internal/domain"
	"fenceline/internal/search"
	"fenceline/internal/store"
)

// AdvisoryCounts counts advisories by what people and the inventory make of them. It
// reads nothing in: where much waits to be read into the text index it does not count,
// and says so.
func (d *Desk) AdvisoryCounts(ctx context.Context) (domain.AdvisoryCounts, error) {
	var out domain.AdvisoryCounts
	changes := d.store.Changes()
	err := d.store.View(ctx, func(r *store.Read) error {
		out = domain.AdvisoryCounts{}
		_, ok, err := r.TextIndex()
		if err != nil {
			return err
		}
		if waiting, err := waitingTexts(r, ok, fewTexts+1); err != nil || len(waiting) > fewTexts {
			return err
		}
		known, err := d.finder.know(d, r, changes)
		if err != nil {
			return err
		}
		touched, err := d.finder.touched(r, changes)
		if err != nil {
			return err
		}
		out, err = known.counts(r, touched)
		return err
	})
	return out, err
}

// counts goes through every advisory once and keeps what came of it as long as nothing
// it rests on was written.
func (k *knowledge) counts(r *store.Read, touched map[domain.AdvisoryKey]int) (domain.AdvisoryCounts, error) {
	k.counting.Lock()
	defer k.counting.Unlock()
	if k.counted != nil {
		return *k.counted, nil
	}
	c := domain.AdvisoryCounts{Counted: true}
	src := k.blocks(r)
	err := k.index.Each(src, func(row *search.Row) error {
		mark := k.marks[row.Key]
		if mark.NotForUs != nil {
			c.NotForUs++
			return nil
		}
		c.All++
		touches := touched[domain.AdvisoryKey(row.Key)] > 0
		if touches {
			c.Touching++
		}
		revision, err := row.Text(search.ColumnVersion)
		if err != nil {
			return err
		}
		arrived, err := row.Number(search.ColumnArrived)
		if err != nil {
			return err
		}
		if isUnread, _ := unread(&mark, revision, arrived, k.through); isUnread {
			c.Unread++
			if touches {
				c.UnreadTouching++
			}
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	k.counted = &c
	return c, nil
}

// RawAdvisory gives the original bytes of the revision in force, exactly as they came; a
// document that holds many advisories is given whole. Errors: NotFound, Conflict.
func (d *Desk) RawAdvisory(ctx context.Context, key domain.AdvisoryKey) ([]byte, error) {
	var data []byte
	err := d.store.View(ctx, func(r *store.Read) error {
		rec, err := advisoryByRef(r, key)
		if err != nil {
			return err
		}
		data, err = r.Original(rec.Revisions[len(rec.Revisions)-1].Digest)
		return err
	})
	return data, err
}
