package workflow

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// SetAsset changes an asset through edit, which gets the asset as it is and may
// run twice. A change of device facts is a new stated inventory; a change of the
// next upgrade or of the answer about exposure moves due dates. An edit that
// changes nothing writes nothing. Errors: NotFound, Invalid, Conflict (the new
// name is taken).
func (d *Desk) SetAsset(ctx context.Context, ref string, edit func(*domain.Asset) error) (domain.Asset, error) {
	after, err := d.SetAssets(ctx, []string{ref}, edit)
	if len(after) == 0 {
		return domain.Asset{}, err
	}
	return after[0], err
}

// SetAssets is [Desk.SetAsset] for several assets. Nothing is written where one
// of them cannot be changed so.
func (d *Desk) SetAssets(ctx context.Context, refs []string, edit func(*domain.Asset) error) ([]domain.Asset, error) {
	done, err := d.writer()
	if err != nil {
		return nil, err
	}
	defer done()
	var out []domain.Asset
	var changes []assetChange
	err = d.store.View(ctx, func(r *store.Read) error {
		out, changes = nil, nil
		for _, ref := range refs {
			now, err := assetByRef(r, ref)
			if err != nil {
				return err
			}
			after, err := edited(now, edit)
			if err == nil && after.Name != now.Name {
				err = nameFree(r, &after, "set asset")
			}
			if err != nil {
				return err
			}
			if out = append(out, after); after.Revision != now.Revision {
				changes = append(changes, assetChange{now: now, after: after, event: d.event("", "asset.set", now.Name)})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, d.writeChanges(ctx, changes)
}

// edited is an asset after an edit, with the next revision where it changed.
func edited(now domain.Asset, edit func(*domain.Asset) error) (domain.Asset, error) {
	after := apart(now)
	if err := edit(&after); err != nil {
		return after, err
	}
	after.Name = strings.TrimSpace(after.Name)
	if err := checkAsset(&after); err != nil {
		return after, err
	}
	after.ID, after.Created, after.Revision = now.ID, now.Created, now.Revision
	if !reflect.DeepEqual(apart(now), after) {
		after.Revision++
	}
	return after, nil
}

// assetChange is what is done to one asset.
type assetChange struct {
	now, after domain.Asset // now is empty for a new one
	event      domain.LogEvent
}

// writeChanges stores what was planned, in as few transactions as it needs, and
// lets inventories and due dates follow.
func (d *Desk) writeChanges(ctx context.Context, changes []assetChange) error {
	err := inSteps(ctx, d.store, changes, func(w *store.Write, c assetChange) error {
		if c.now.ID == "" {
			return d.createAsset(w, c.after, c.event)
		}
		return d.changeAsset(w, c.now, c.after, c.event)
	})
	if err != nil {
		return err
	}
	if err := d.resumeStated(ctx); err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}

// createAsset writes a new asset with its event. Conflict: the name is taken.
func (d *Desk) createAsset(w *store.Write, a domain.Asset, e domain.LogEvent) error {
	if err := nameFree(&w.Read, &a, "add asset"); err != nil {
		return err
	}
	if err := w.PutAsset(a); err != nil {
		return err
	}
	if err := pendStated(w, a); err != nil {
		return err
	}
	return d.log(w, e, nil, a)
}

// nameFree refuses the name of another asset.
func nameFree(r *store.Read, a *domain.Asset, op string) error {
	other, err := r.AssetByName(a.Name)
	switch {
	case domain.Is(err, domain.NotFound) || err == nil && other.ID == a.ID:
		return nil
	case err != nil:
		return err
	}
	return &domain.Error{Kind: domain.Conflict, Op: op, Subject: a.Name, Code: "name_taken", Params: domain.Params{"id": other.ID}}
}

// changeAsset writes a changed asset with its event and notes what has to follow:
// a new stated inventory, new due dates.
func (d *Desk) changeAsset(w *store.Write, now, after domain.Asset, e domain.LogEvent) error {
	if err := nameFree(&w.Read, &after, "set asset"); err != nil {
		return err
	}
	if err := w.PutAsset(after); err != nil {
		return err
	}
	if err := d.log(w, e, now, after); err != nil {
		return err
	}
	if deviceChanged(&now, &after) {
		if err := pendStated(w, after); err != nil {
			return err
		}
	}
	if movesDates(now, after) {
		return pendAsset(w, after.ID)
	}
	return nil
}

// deviceChanged reports that the stated inventory is no longer true.
func deviceChanged(a, b *domain.Asset) bool {
	return a.Manufacturer != b.Manufacturer || a.Model != b.Model || a.Firmware != b.Firmware
}

// apart copies an asset so that a change of its lists leaves the other alone.
func apart(a domain.Asset) domain.Asset {
	a.Exposure, a.Hostnames, a.IPs = slices.Clone(a.Exposure), slices.Clone(a.Hostnames), slices.Clone(a.IPs)
	a.MACs, a.Tags, a.Protocols = slices.Clone(a.MACs), slices.Clone(a.Tags), slices.Clone(a.Protocols)
	return a
}

// at is the desk's time as records keep it.
func (d *Desk) at() time.Time { return d.now().UTC() }
