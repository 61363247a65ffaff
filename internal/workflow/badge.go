package workflow

import (
	"context"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// fewBadges are so few that their advisories are built anew one by one, whatever
// share of the desk they are.
const fewBadges = 50

// applyBadges brings everything derived in line with badges that changed: the
// advisories of those documents are built anew from all that arrived of them. Where a
// catalogue of facts or a feed is among them everything is, since one fact rests on
// many arrivals; so it is where a large part of the desk is concerned, because that is faster. After a crash the next opening of the desk builds everything anew.
func (d *Desk) applyBadges(ctx context.Context, progress func(domain.Progress)) error {
	var arrivals []store.Arrival
	all := 0
	err := d.store.View(ctx, func(r *store.Read) error {
		arrivals, all = arrivals[:0], 0
		for id, p := range r.Pendings(pendingBadge) {
			if p.Err != nil {
				return p.Err
			}
			a, err := r.Arrival(id)
			if err != nil {
				return err
			}
			arrivals = append(arrivals, a)
		}
		if len(arrivals) < fewBadges {
			return nil
		}
		for _, err := range r.Arrivals() {
			if err != nil {
				return err
			}
			all++
		}
		return nil
	})
	if err != nil || len(arrivals) == 0 {
		return err
	}
	if len(arrivals) >= fewBadges && len(arrivals) > all/4 {
		_, err := d.reindex(ctx, progress)
		return err
	}
	var keys []domain.AdvisoryKey
	for _, a := range arrivals {
		p, err := d.readBack(ctx, a)
		if err != nil {
			return err
		}
		if p.records() > len(p.advisories) || isFeed(a.Format) {
			_, err := d.reindex(ctx, progress)
			return err
		}
		for i := range p.advisories {
			keys = append(keys, p.advisories[i].advisory.Key())
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	err = d.store.Update(ctx, func(w *store.Write) error {
		return w.PutPending(store.PendingReindex, store.PendingAll, store.Pending{})
	})
	if err != nil {
		return err
	}
	for i, key := range keys {
		progress(domain.Progress{Stage: "reindex", Done: int64(i), Total: int64(len(keys)), Name: string(key)})
		if err := d.rebuild(ctx, key); err != nil {
			return err
		}
	}
	err = inSteps(ctx, d.store, arrivals, func(w *store.Write, a store.Arrival) error { return w.DeletePending(pendingBadge, a.ID) })
	if err != nil {
		return err
	}
	return d.store.Update(ctx, func(w *store.Write) error { return w.DeletePending(store.PendingReindex, store.PendingAll) })
}

// rebuild takes an advisory out of everything derived and applies once more, in
// their order, the arrivals that brought it.
func (d *Desk) rebuild(ctx context.Context, key domain.AdvisoryKey) error {
	var rec store.AdvisoryRecord
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		rec, err = r.Advisory(key)
		return err
	})
	if err != nil {
		return err
	}
	arrivals, documents, err := d.broughtBy(ctx, arrivalIDs(&rec))
	if err != nil {
		return err
	}
	if err := d.takeOut(ctx, rec, documents); err != nil {
		return err
	}
	return d.applyAgain(ctx, key, arrivals, documents)
}

// readBack decodes a kept document as it was when it arrived.
func (d *Desk) readBack(ctx context.Context, a store.Arrival) (*prepared, error) {
	var data []byte
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		data, err = r.Original(a.Digest)
		return err
	})
	if err != nil {
		return nil, err
	}
	p := &prepared{doc: ingest.Document{File: a.File, Format: a.Format, Size: a.Size, Digest: a.Digest, Data: data}}
	p.decodeInto()
	return p, p.err
}

// takeOut removes the record, rows and aliases of an advisory.
func (d *Desk) takeOut(ctx context.Context, rec store.AdvisoryRecord, documents []*prepared) error {
	var rows []domain.PackageKey
	var names []string
	for _, p := range documents {
		for i := range p.advisories {
			pa := &p.advisories[i]
			if pa.advisory.Key() != rec.Advisory {
				continue
			}
			rows = append(rows, pa.keys...)
			for j := range pa.advisory.Vulnerabilities {
				v := &pa.advisory.Vulnerabilities[j]
				names = append(append(names, v.ID), v.Aliases...)
			}
		}
	}
	slices.Sort(rows)
	err := inSteps(ctx, d.store, slices.Compact(rows), func(w *store.Write, key domain.PackageKey) error {
		if err := w.DeleteMatchRows(key, rec.Advisory); err != nil {
			return err
		}
		return pendKey(w, key)
	})
	if err != nil {
		return err
	}
	slices.Sort(names)
	err = inSteps(ctx, d.store, slices.Compact(names), func(w *store.Write, name string) error {
		if err := w.DeleteAliases([]string{name}, rec.Advisory); err != nil {
			return err
		}
		return pendName(w, name)
	})
	if err != nil {
		return err
	}
	return d.store.Update(ctx, func(w *store.Write) error {
		source, err := w.Source(rec.Format, rec.Namespace)
		if err != nil {
			return err
		}
		source.Count--
		if err := w.PutSource(source); err != nil {
			return err
		}
		return w.DeleteAdvisory(rec.Advisory)
	})
}
