package workflow

import (
	"context"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// WhyNot says what an advisory means for an asset, product by product: which
// components it meets, with verdict and reason, and why it meets none where it does
// not. It is the newest revision here that is asked. Errors: NotFound, Conflict (an
// id two publishers use).
func (d *Desk) WhyNot(ctx context.Context, asset string, advisory domain.AdvisoryKey) (domain.WhyNotView, error) {
	var out domain.WhyNotView
	err := d.store.View(ctx, func(r *store.Read) error {
		a, err := assetByRef(r, asset)
		if err != nil {
			return err
		}
		rec, err := advisoryByRef(r, advisory)
		if err != nil {
			return err
		}
		doc, err := d.decodeOriginal(r, rec.Revisions[len(rec.Revisions)-1].Digest, rec.Advisory)
		if err != nil {
			return err
		}
		cur, err := r.Current(a.ID)
		if err != nil {
			return err
		}
		held, err := r.Inventory(a.ID, cur.Inventory)
		if err != nil {
			return err
		}
		var fault error
		m := newMatcher(d)
		out = domain.WhyNotView{Asset: a.Name, Advisory: doc.ID, Title: doc.Title, Revision: doc.Revision, Software: len(held)}
		answers, err := m.answersOf(r)
		if err != nil {
			return err
		}
		if err := m.loadOwn(r); err != nil {
			return err
		}
		out.Lines = assess.WhyNot(assess.MatchInput{Asset: a.ID, Components: held, Answers: answers, Own: m.ownOf(), BOMs: serials(a.ID, cur.Snapshots),
			Group: func(name string) domain.AliasGroup { return m.group(r, name, &fault) }}, doc)
		return fault
	})
	return out, err
}
