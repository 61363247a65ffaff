package workflow

import (
	"cmp"
	"context"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// VEXDecisions lists the desk's own decisions, the newest first, or with ended set
// also those that are over; each with what it decides now and what publishers say
// to the contrary.
func (d *Desk) VEXDecisions(ctx context.Context, ended bool) ([]domain.VEXView, error) {
	var out []domain.VEXView
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if out, err = d.vexViews(r, ended); err != nil {
			return err
		}
		for i := range out {
			if err := conflicts(r, &out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// vexViews are the decisions without what they do.
func (d *Desk) vexViews(r *store.Read, ended bool) ([]domain.VEXView, error) {
	today, err := d.today(r)
	if err != nil {
		return nil, err
	}
	var out []domain.VEXView
	for one, err := range r.VEXDecisions() {
		if err != nil {
			return nil, err
		}
		if !one.Ended.IsZero() && !ended {
			continue
		}
		view := domain.VEXView{VEXDecision: one, ReviewDue: one.Ended.IsZero() && one.Review <= today}
		for _, id := range one.Assets {
			a, err := r.Asset(id)
			if err != nil {
				return nil, err
			}
			view.AssetNames = append(view.AssetNames, a.Name)
		}
		slices.Sort(view.AssetNames)
		out = append(out, view)
	}
	slices.SortFunc(out, func(a, b domain.VEXView) int { return compareIDs(b.ID, a.ID) })
	return out, nil
}

// conflicts fills in the findings a decision decides and whom it contradicts.
func conflicts(r *store.Read, v *domain.VEXView) error {
	assets := v.Assets
	if len(assets) == 0 {
		var err error
		if assets, err = r.Holders(v.Product.Key); err != nil {
			return err
		}
	}
	for _, id := range assets {
		cur, err := r.Current(id)
		if err != nil {
			return err
		}
		finds, err := r.Findings(id, cur.Findings)
		if err != nil {
			return err
		}
		for i := range finds {
			f := &finds[i]
			if f.Decision != v.ID {
				continue
			}
			v.Findings++
			if slices.ContainsFunc(v.Against, func(c domain.VEXConflict) bool { return c.Advisory == f.Advisory }) {
				continue
			}
			rec, err := r.Advisory(f.Advisory)
			if err != nil {
				return err
			}
			newest := rec.Revisions[len(rec.Revisions)-1].Received
			v.Against = append(v.Against, domain.VEXConflict{Advisory: f.Advisory, Verdict: f.Stated, Badge: f.Badge, Received: newest, Later: newest.After(v.At)})
		}
	}
	slices.SortFunc(v.Against, func(a, b domain.VEXConflict) int {
		if up, down := a.Badge.AtLeast(b.Badge), b.Badge.AtLeast(a.Badge); up != down {
			if up {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Advisory, b.Advisory)
	})
	return nil
}

// loadOwn reads the decisions in force, once for a run.
func (m *matcher) loadOwn(r *store.Read) error {
	if m.own != nil {
		return nil
	}
	own := map[domain.PackageKey][]*domain.VEXDecision{}
	for d, err := range r.VEXDecisions() {
		if err != nil {
			return err
		}
		if d.Ended.IsZero() {
			own[d.Product.Key] = append(own[d.Product.Key], &d)
		}
	}
	m.own = own
	return nil
}

// ownOf finds decisions by identity; nil where the desk made none.
func (m *matcher) ownOf() func(domain.PackageKey) []*domain.VEXDecision {
	if len(m.own) == 0 {
		return nil
	}
	return func(key domain.PackageKey) []*domain.VEXDecision { return m.own[key] }
}
