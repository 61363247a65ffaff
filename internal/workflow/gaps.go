package workflow

import (
	"context"
	"maps"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// GapFilter narrows a list of gaps; empty fields do not.
type GapFilter struct {
	Kind          domain.GapKind
	Asset         string // id or name
	Offset, Limit int    // Limit 0: all
	Quick         bool   // the counts are those of [Desk.GapCounts], and nothing is read beyond the page
}

// Gaps lists the findings that no advisory makes, asset by asset: support that is
// over or ends soon, components that no source speaks about or can be said to speak
// about, and those without a version. The counts are of everything the asset filter leaves.
func (d *Desk) Gaps(ctx context.Context, f GapFilter) (domain.GapList, error) {
	out := domain.GapList{}
	err := d.eachGap(ctx, f.Asset, func() { out = domain.GapList{Kinds: map[domain.GapKind]int{}} }, func(g *domain.Gap) bool {
		out.Kinds[g.Kind]++
		if f.Kind != "" && g.Kind != f.Kind {
			return true
		}
		if out.Total++; out.Total > f.Offset && (f.Limit == 0 || len(out.Gaps) < f.Limit) {
			out.Gaps = append(out.Gaps, *g)
		}
		return !f.Quick || f.Limit == 0 || len(out.Gaps) < f.Limit
	})
	if err != nil || !f.Quick {
		return out, err
	}
	out.Kinds, err = d.GapCounts(ctx, f.Asset)
	listed := out.Total
	if out.Total = out.Kinds[f.Kind]; f.Kind == "" {
		for _, n := range out.Kinds {
			out.Total += n
		}
	}
	out.Total = max(out.Total, listed)
	return out, err
}

// GapCounts counts by kind what [Desk.Gaps] lists, from what is kept of each asset
// and without reading inventories: a release that an inventory alone names, and
// neither its packages nor the asset, is not among them.
func (d *Desk) GapCounts(ctx context.Context, asset string) (map[domain.GapKind]int, error) {
	var out map[domain.GapKind]int
	err := d.store.View(ctx, func(r *store.Read) error {
		out = map[domain.GapKind]int{}
		today, err := d.today(r)
		if err != nil {
			return err
		}
		assets, err := assetsByName(r, asset)
		if err != nil {
			return err
		}
		spoken, err := r.CoversAll()
		if err != nil {
			return err
		}
		slices.Sort(spoken)
		for i := range assets {
			cur, err := r.Current(assets[i].ID)
			if err != nil {
				return err
			}
			out[domain.GapNoVersion] += cur.NoVersion
			out[domain.GapNoIdentity] += cur.Ecosystems[""]
			for ecosystem, n := range cur.Ecosystems {
				if _, found := slices.BinarySearch(spoken, ecosystem); ecosystem != "" && !found {
					out[domain.GapNoSource] += n
				}
			}
			for _, gap := range assess.Ends(&assets[i], slices.Sorted(maps.Keys(cur.Ecosystems)), today) {
				out[gap.Kind]++
			}
		}
		return nil
	})
	return out, err
}

// Gap finds one by its id. Errors: NotFound.
func (d *Desk) Gap(ctx context.Context, id string) (domain.Gap, error) {
	var out domain.Gap
	err := d.eachGap(ctx, "", func() { out = domain.Gap{} }, func(g *domain.Gap) bool {
		if g.ID == id {
			out = *g
		}
		return out.ID == ""
	})
	if err == nil && out.ID == "" {
		err = &domain.Error{Kind: domain.NotFound, Op: "explain finding", Subject: id, Code: "no_such_finding"}
	}
	return out, err
}

// eachGap hands over every gap in order, until each gives false; begin is called
// first, and again where the transaction runs again.
func (d *Desk) eachGap(ctx context.Context, asset string, begin func(), each func(*domain.Gap) bool) error {
	return d.store.View(ctx, func(r *store.Read) error {
		begin()
		today, err := d.today(r)
		if err != nil {
			return err
		}
		assets, err := assetsByName(r, asset)
		if err != nil {
			return err
		}
		spoken, err := r.CoversAll()
		if err != nil {
			return err
		}
		slices.Sort(spoken)
		for i := range assets {
			cur, err := r.Current(assets[i].ID)
			if err != nil {
				return err
			}
			held, err := r.Inventory(assets[i].ID, cur.Inventory)
			if err != nil {
				return err
			}
			gaps := assess.Gaps(&assets[i], held, today, func(ecosystem string) bool {
				_, found := slices.BinarySearch(spoken, ecosystem)
				return found
			})
			for j := range gaps {
				if !each(&gaps[j]) {
					return nil
				}
			}
		}
		return nil
	})
}
