package workflow

import (
	"cmp"
	"context"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// FindingFilter narrows a list of findings; empty fields do not.
type FindingFilter struct {
	Verdict domain.Verdict
	Asset   string // id or name
	Name    string // a vulnerability id or alias
	Offset  int
	Limit   int // 0: all
}

// Findings lists findings by asset, component and vulnerability, and says how
// many there are in all.
func (d *Desk) Findings(ctx context.Context, f FindingFilter) ([]domain.FindingView, int, error) {
	var out []domain.FindingView
	total := 0
	duties := d.store.Duties()
	err := d.store.View(ctx, func(r *store.Read) error {
		out, total = out[:0], 0
		assets, err := d.countedAssets(r, f.Asset, duties)
		if err != nil {
			return err
		}
		scores, err := r.Scores()
		if err != nil {
			return err
		}
		for _, a := range assets {
			if n := f.count(a.verdicts); f.Name == "" && (n == 0 || total+n <= f.Offset || f.Limit > 0 && len(out) >= f.Limit) {
				total += n // none of them stands on the page
				continue
			}
			cur, err := r.Current(a.id)
			if err != nil {
				return err
			}
			finds, err := r.Findings(a.id, cur.Findings)
			if err != nil {
				return err
			}
			slices.SortFunc(finds, compareFindings)
			tasks, err := taskOf(r, a.id)
			if err != nil {
				return err
			}
			for i := range finds {
				if f.Verdict != "" && finds[i].Verdict != f.Verdict || f.Name != "" && !slices.Contains(finds[i].Aliases, f.Name) {
					continue
				}
				if total++; total <= f.Offset || f.Limit > 0 && len(out) >= f.Limit {
					continue
				}
				view, err := findingView(r, scores, &finds[i], a.name)
				if err != nil {
					return err
				}
				view.Task = tasks[taskKey{finds[i].Component, finds[i].Vulnerability}]
				out = append(out, view)
			}
		}
		return nil
	})
	if err == nil && f.Limit > 0 {
		d.seen.note(out)
	}
	return out, total, err
}

// count is how many findings of an asset have the verdict that is asked for.
func (f *FindingFilter) count(verdicts map[domain.Verdict]int) int {
	if f.Verdict != "" {
		return verdicts[f.Verdict]
	}
	n := 0
	for _, m := range verdicts {
		n += m
	}
	return n
}

func assetsByName(r *store.Read, ref string) ([]domain.Asset, error) {
	if ref != "" {
		a, err := assetByRef(r, ref)
		return []domain.Asset{a}, err
	}
	var out []domain.Asset
	for a, err := range r.Assets() {
		if err != nil {
			return nil, err
		}
		if a.Retired.IsZero() {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b domain.Asset) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

func compareFindings(a, b domain.Finding) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Place, b.Place), assess.CompareNames(a.Vulnerability, b.Vulnerability), cmp.Compare(a.ID, b.ID))
}

type taskKey struct{ component, vulnerability string }

// taskOf says which task takes care of which finding of an asset; open targets
// go before closed ones.
func taskOf(r *store.Read, asset string) (map[taskKey]string, error) {
	out := map[taskKey]string{}
	open := map[taskKey]bool{}
	for t, err := range r.TargetsOf(asset) {
		if err != nil {
			return nil, err
		}
		for _, f := range t.Findings {
			key := taskKey{f.Component, f.Vulnerability}
			if _, ok := out[key]; ok && open[key] {
				continue
			}
			out[key], open[key] = t.Task, !t.State.Done()
		}
	}
	return out, nil
}

func findingView(r *store.Read, scores *store.ScoreBook, f *domain.Finding, asset string) (domain.FindingView, error) {
	view := domain.FindingView{Finding: *f, AssetName: asset}
	rec, err := r.Advisory(f.Advisory)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return view, err
	}
	view.Title, view.TLP = rec.Title, rec.TLP
	if view.EPSS, err = scores.Highest(f.Aliases); err != nil {
		return view, err
	}
	if view.Mentions, err = mentions(r, f.Aliases); err != nil {
		return view, err
	}
	view.KEV, err = inKEV(r, f.Aliases)
	return view, err
}

// inKEV tells whether any name of the group is in CISA's catalogue now.
func inKEV(r *store.Read, names []string) (bool, error) {
	for _, name := range names {
		if _, ok, err := r.KEV(name); err != nil || ok {
			return ok, err
		}
	}
	return false, nil
}

// Explain says why one finding has its verdict, by the finding's id. Errors:
// NotFound.
func (d *Desk) Explain(ctx context.Context, id string) (domain.Explanation, error) {
	var out domain.Explanation
	duties := d.store.Duties()
	err := d.store.View(ctx, func(r *store.Read) error {
		assets, err := d.countedAssets(r, "", duties)
		if err != nil {
			return err
		}
		seen := d.seen.asset(id) // most ask for what they just saw
		if i := slices.IndexFunc(assets, func(a assetCount) bool { return a.id == seen }); i >= 0 {
			assets = append([]assetCount{assets[i]}, assets...)
		}
		for i := range assets {
			cur, err := r.Current(assets[i].id)
			if err != nil {
				return err
			}
			finds, err := r.Findings(assets[i].id, cur.Findings)
			if err != nil {
				return err
			}
			at := slices.IndexFunc(finds, func(f domain.Finding) bool { return f.ID == id })
			if at < 0 {
				continue
			}
			asset, err := r.Asset(assets[i].id)
			if err != nil {
				return err
			}
			out, err = d.explain(r, &asset, cur, &finds[at])
			return err
		}
		return &domain.Error{Kind: domain.NotFound, Op: "explain finding", Subject: id, Code: "no_such_finding"}
	})
	return out, err
}

func (d *Desk) explain(r *store.Read, asset *domain.Asset, cur store.Current, f *domain.Finding) (domain.Explanation, error) {
	held, err := r.Inventory(asset.ID, cur.Inventory)
	if err != nil {
		return domain.Explanation{}, err
	}
	at := slices.IndexFunc(held, func(h domain.Held) bool { return h.ID == f.Component })
	if at < 0 {
		return domain.Explanation{}, &domain.Error{Kind: domain.Corrupt, Op: "explain finding", Subject: f.ID, Code: "original_lost"}
	}
	rec, err := r.Advisory(f.Advisory)
	if err != nil {
		return domain.Explanation{}, err
	}
	digest, f := statedIn(&rec, f)
	a, err := d.decodeOriginal(r, digest, f.Advisory)
	if err != nil {
		return domain.Explanation{}, err
	}
	_, zone, err := d.settings(r)
	if err != nil {
		return domain.Explanation{}, err
	}
	e := assess.Explain(asset, &held[at], a, f, zone)
	rule, ok, err := r.IdentityRule(held[at].Key, f.Key)
	if ok {
		e.Evidence = append(e.Evidence, assess.RuleLine(&rule))
	} else if h := &held[at]; f.Confidence == domain.NameOnly && assess.Matched(f) && h.Key != "" {
		e.Question = &domain.IdentityQuestion{Component: h.Key, Product: f.Key, Name: h.Name, Vendor: h.Vendor, Advisory: f.Advisory, Says: rec.Title}
	}
	return e, err
}
