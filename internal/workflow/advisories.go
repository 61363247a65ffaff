package workflow

import (
	"context"
	"slices"
	"strings"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

func advisoryView(r *store.Read, rec *store.AdvisoryRecord) (domain.AdvisoryView, error) {
	newest := rec.Revisions[len(rec.Revisions)-1]
	view := domain.AdvisoryView{Key: rec.Advisory, Format: rec.Format, ID: rec.ID, Title: rec.Title, Publisher: rec.Publisher,
		Revision: newest.Revision, Revisions: len(rec.Revisions), Published: rec.Published, Modified: rec.Modified,
		Received: rec.Received, Withdrawn: !rec.Withdrawn.IsZero(), TLP: rec.TLP, Badge: newest.Badge, Score: rec.Score}
	for _, name := range rec.Names {
		if strings.HasPrefix(name, "CVE-") {
			view.CVEs = append(view.CVEs, name)
		}
	}
	slices.SortFunc(view.CVEs, assess.CompareNames)
	var err error
	view.KEV, err = inKEV(r, rec.Names)
	return view, err
}

// touching counts the advisories an import brought that some asset is affected by,
// or may be. meets are those of the assets that were judged with it: all that hold
// what the import speaks of. A feed also names advisories that it brought before,
// for which nothing was judged again.
func (d *Desk) touching(ctx context.Context, receipt string, meets map[domain.AdvisoryKey]bool) (int, error) {
	met := map[domain.AdvisoryKey]bool{} // several of its documents may be revisions of one
	err := d.store.View(ctx, func(r *store.Read) error {
		var all map[domain.AdvisoryKey]int
		for line, err := range r.ReceiptFiles(receipt) {
			if err != nil {
				return err
			}
			if line.Outcome != domain.Imported {
				continue
			}
			if isFeed(line.Format) && all == nil {
				if all, err = d.finder.touched(r, uncommitted); err != nil {
					return err
				}
			}
			for _, item := range line.Items {
				if key := domain.AdvisoryKey(item); meets[key] || all[key] > 0 {
					met[key] = true
				}
			}
		}
		return nil
	})
	return len(met), err
}

// Advisory shows one advisory, whole, as its newest revision says. The key may
// also be just the advisory's id where only one publisher uses it. Errors:
// NotFound, Conflict (several publishers use the id).
func (d *Desk) Advisory(ctx context.Context, key domain.AdvisoryKey) (domain.Advisory, error) {
	var out domain.Advisory
	err := d.store.View(ctx, func(r *store.Read) error {
		rec, err := advisoryByRef(r, key)
		if err != nil {
			return err
		}
		a, err := d.decodeOriginal(r, rec.Revisions[len(rec.Revisions)-1].Digest, rec.Advisory)
		if err != nil {
			return err
		}
		out = *a
		return scoreVulnerabilities(r, &out)
	})
	return out, err
}

func advisoryByRef(r *store.Read, ref domain.AdvisoryKey) (store.AdvisoryRecord, error) {
	rec, err := r.Advisory(ref)
	if err == nil || !domain.Is(err, domain.NotFound) {
		return rec, err
	}
	var found []store.AdvisoryRecord
	for rec, err := range r.Advisories("") {
		if err != nil {
			return rec, err
		}
		if strings.EqualFold(rec.ID, string(ref)) {
			found = append(found, rec)
		}
	}
	switch len(found) {
	case 0:
		return rec, &domain.Error{Kind: domain.NotFound, Op: "find advisory", Subject: string(ref), Code: "no_such_advisory"}
	case 1:
		return found[0], nil
	}
	keys := ""
	for i, f := range found {
		if i > 0 {
			keys += ", "
		}
		keys += string(f.Advisory)
	}
	return rec, &domain.Error{Kind: domain.Conflict, Op: "find advisory", Subject: string(ref), Code: "several_advisories", Params: domain.Params{"keys": keys}}
}
