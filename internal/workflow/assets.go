package workflow

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// AddAsset puts a new asset on the list; only its name is needed, and no other
// asset in use may have it. Device facts (manufacturer, model, firmware) become
// its stated inventory. Errors: Invalid (no name, bad day or answer), Conflict
// (name taken).
func (d *Desk) AddAsset(ctx context.Context, a domain.Asset) (domain.Asset, error) {
	done, err := d.writer()
	if err != nil {
		return a, err
	}
	defer done()
	added, err := d.addAsset(ctx, a)
	if err != nil {
		return added, err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return added, err
}

func (d *Desk) addAsset(ctx context.Context, a domain.Asset) (domain.Asset, error) {
	a.Name = strings.TrimSpace(a.Name)
	if err := checkAsset(&a); err != nil {
		return a, err
	}
	id, err := d.ids.next()
	if err != nil {
		return a, err
	}
	a.ID, a.Revision, a.Created = id, 1, d.now().UTC()
	e := d.event("", "asset.add", a.Name)
	err = d.store.Update(ctx, func(w *store.Write) error {
		return d.createAsset(w, a, e)
	})
	if err != nil {
		return a, err
	}
	return a, d.putStated(ctx, a)
}

// checkAsset refuses what cannot be right and leaves unknown as it is.
func checkAsset(a *domain.Asset) error {
	bad := func(code domain.Code, value string) error {
		return &domain.Error{Kind: domain.Invalid, Op: "set asset", Subject: a.Name, Code: code, Params: domain.Params{"value": value}}
	}
	if a.Name == "" {
		return bad("asset_without_name", "")
	}
	if strings.ContainsFunc(a.Name, func(r rune) bool { return r < ' ' }) || len(a.Name) > 200 {
		return bad("asset_name_unusable", a.Name)
	}
	for _, day := range []domain.Day{a.NextUpgrade, a.SupportEnd} {
		if _, err := domain.ParseDay(string(day)); day != "" && err != nil {
			return bad("day_unreadable", string(day))
		}
	}
	switch a.Criticality {
	case "", "low", "medium", "high":
	default:
		return bad("criticality_unknown", a.Criticality)
	}
	for _, s := range append(slices.Clone(a.Exposure), a.Safety, a.Mission) {
		if s.Value != domain.Unanswered && s.Value != domain.Yes && s.Value != domain.No {
			return bad("answer_unknown", string(s.Value))
		}
	}
	return nil
}

func movesDates(a, b domain.Asset) bool {
	return a.NextUpgrade != b.NextUpgrade || len(a.Exposure) != len(b.Exposure) || a.Retired.IsZero() != b.Retired.IsZero() ||
		a.Criticality != b.Criticality || assess.HumanImpact(&a) != assess.HumanImpact(&b) || a.WindowGroup != b.WindowGroup
}

// pendAsset notes that an asset has to be judged again, keeping an inventory
// that waits already.
func pendAsset(w *store.Write, id string) error {
	p, err := w.Pending("asset", id)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return err
	}
	p.Asset = id
	return w.PutPending("asset", id, p)
}

// AnswerExposure records who answered "publicly exposed?" for an asset; every
// answer is kept and due dates follow. Value "" takes the answer back to unknown.
func (d *Desk) AnswerExposure(ctx context.Context, ref string, value domain.Answer) error {
	at := d.now().UTC()
	var person string
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		person, err = d.person(r)
		return err
	})
	if err != nil {
		return err
	}
	_, err = d.SetAsset(ctx, ref, func(a *domain.Asset) error {
		if a.Exposed().Value == value {
			return nil
		}
		a.Exposure = append(a.Exposure, domain.Stated{Value: value, By: person, At: at})
		return nil
	})
	return err
}

// log appends an event with the state before and after, as JSON.
func (d *Desk) log(w *store.Write, e domain.LogEvent, before, after any) error {
	person, err := d.person(&w.Read)
	if err != nil {
		return err
	}
	e.Person = person
	if e.Before, err = asText(before); err != nil {
		return err
	}
	if e.After, err = asText(after); err != nil {
		return err
	}
	return w.AppendEvent(e)
}

func asText(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	text, err := json.Marshal(v)
	return string(text), err
}

// findAsset finds an asset by id or by name, upper and lower case alike.
func (d *Desk) findAsset(ctx context.Context, ref string) (domain.Asset, error) {
	var a domain.Asset
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		a, err = assetByRef(r, ref)
		return err
	})
	return a, err
}

func assetByRef(r *store.Read, ref string) (domain.Asset, error) {
	a, err := r.Asset(ref)
	if domain.Is(err, domain.NotFound) {
		a, err = r.AssetByName(ref)
	}
	if domain.Is(err, domain.NotFound) {
		err = &domain.Error{Kind: domain.NotFound, Op: "find asset", Subject: ref, Code: "no_such_asset"}
	}
	return a, err
}

// Assets lists all assets in use by name, with what is known of their software. The
// list is kept for whoever asks next: it is not to be changed.
func (d *Desk) Assets(ctx context.Context) ([]domain.AssetView, error) {
	duties := d.store.Duties()
	if all, ok := d.listed.of(d.store, duties); ok {
		return all, ctx.Err()
	}
	all, err := d.listAssets(ctx, false)
	if err == nil {
		d.listed.keep(d.store, duties, slices.Clip(all))
	}
	return all, err
}

// RetiredAssets lists the assets that were taken out of use, by name; those that were
// merged into another are among them.
func (d *Desk) RetiredAssets(ctx context.Context) ([]domain.AssetView, error) {
	return d.listAssets(ctx, true)
}

func (d *Desk) listAssets(ctx context.Context, retired bool) ([]domain.AssetView, error) {
	var out []domain.AssetView
	duties := d.store.Duties()
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		counted, err := d.countedIn(r, duties)
		if err != nil {
			return err
		}
		currents, err := currentsOf(r)
		if err != nil {
			return err
		}
		for a, err := range r.Assets() {
			if err != nil {
				return err
			}
			if a.Retired.IsZero() == retired {
				continue
			}
			view := assetView(a, currents[a.ID])
			view.OpenTargets, view.Tier = counted.assets[a.ID].open, counted.assets[a.ID].tier
			out = append(out, view)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b domain.AssetView) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// Asset shows one asset, by id or name, with its inventories.
func (d *Desk) Asset(ctx context.Context, ref string) (domain.AssetView, error) {
	var view domain.AssetView
	err := d.store.View(ctx, func(r *store.Read) error {
		a, err := assetByRef(r, ref)
		if err != nil {
			return err
		}
		view, err = wholeAsset(r, a)
		return err
	})
	return view, err
}

// Software lists the components of an asset's newest inventory.
func (d *Desk) Software(ctx context.Context, ref string) ([]domain.Held, error) {
	var held []domain.Held
	err := d.store.View(ctx, func(r *store.Read) error {
		a, err := assetByRef(r, ref)
		if err != nil {
			return err
		}
		cur, err := r.Current(a.ID)
		if err != nil {
			return err
		}
		held, err = r.Inventory(a.ID, cur.Inventory)
		return err
	})
	return held, err
}

// assetView is an asset with what its inventory holds and its findings say; its open
// targets are counted by whoever asks.
func assetView(a domain.Asset, cur store.Current) domain.AssetView {
	view := domain.AssetView{Asset: a}
	view.Components, view.WithoutVersion = cur.Components, cur.NoVersion
	view.Affected, view.CannotTell = cur.Verdicts[domain.Affected], cur.Verdicts[domain.CannotTell]
	view.Inventory = newestInventory(cur)
	return view
}

// wholeAsset is an asset with its inventories and its open targets.
func wholeAsset(r *store.Read, a domain.Asset) (domain.AssetView, error) {
	cur, err := r.Current(a.ID)
	view := assetView(a, cur)
	if err != nil {
		return view, err
	}
	view.Snapshots = cur.Snapshots
	for t, err := range r.TargetsOf(a.ID) {
		if err != nil {
			return view, err
		}
		if t.State.Done() {
			continue
		}
		view.OpenTargets++
		if view.Tier == domain.TierNone || t.Due.Tier.Rank() < view.Tier.Rank() {
			view.Tier = t.Due.Tier
		}
	}
	return view, nil
}

// newestInventory is when the newest inventory in force came in that tells which
// software runs; the zero time where none does.
func newestInventory(cur store.Current) time.Time {
	var newest time.Time
	for i := range cur.Snapshots {
		if s := &cur.Snapshots[i]; s.Current && s.TellsSoftware() && s.At.After(newest) {
			newest = s.At
		}
	}
	return newest
}

// Who is who acts now, as said.
func (d *Desk) Who(ctx context.Context) (string, error) {
	var who string
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		who, err = d.person(r)
		return err
	})
	return who, err
}

// Now is the desk's clock, in UTC.
func (d *Desk) Now() time.Time { return d.now().UTC() }

func ecosystemOf(c *domain.Component) string { return assess.Ecosystem(c) }
