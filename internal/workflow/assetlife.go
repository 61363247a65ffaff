package workflow

import (
	"context"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// RetireAsset takes an asset out of use: its targets end, nothing is deleted.
// Retiring it twice changes nothing. Errors: NotFound.
func (d *Desk) RetireAsset(ctx context.Context, ref string) (domain.Asset, error) {
	return d.changeLife(ctx, ref, "asset.retire", func(a *domain.Asset) error {
		if a.Retired.IsZero() {
			a.Retired = d.at()
		}
		return nil
	})
}

// RestoreAsset puts a retired asset back into use. Errors: NotFound, Conflict (it
// was merged into another).
func (d *Desk) RestoreAsset(ctx context.Context, ref string) (domain.Asset, error) {
	return d.changeLife(ctx, ref, "asset.restore", func(a *domain.Asset) error {
		if a.MergedInto != "" {
			return &domain.Error{Kind: domain.Conflict, Op: "restore asset", Subject: a.Name, Code: "asset_merged", Params: domain.Params{"id": a.MergedInto}}
		}
		a.Retired = time.Time{}
		return nil
	})
}

func (d *Desk) changeLife(ctx context.Context, ref, verb string, edit func(*domain.Asset) error) (domain.Asset, error) {
	done, err := d.writer()
	if err != nil {
		return domain.Asset{}, err
	}
	defer done()
	before, err := d.findAsset(ctx, ref)
	if err != nil {
		return before, err
	}
	after := apart(before)
	if err := edit(&after); err != nil || after.Retired.Equal(before.Retired) {
		return before, err
	}
	after.Revision++
	e := d.event("", verb, before.Name)
	if err := d.store.Update(ctx, func(w *store.Write) error { return d.changeAsset(w, before, after, e) }); err != nil {
		return after, err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return after, err
}

// MergeAssets makes the assets in others part of keep: they are one machine that
// was listed twice. What keep does not know is taken from them, lists are united,
// and of each sort of inventory the newest counts. The others are retired, keep
// their history, and lists and inventories that name them mean keep from now on.
// Errors: NotFound, Conflict (an asset cannot be merged into itself).
func (d *Desk) MergeAssets(ctx context.Context, keep string, others []string) (domain.Asset, error) {
	done, err := d.writer()
	if err != nil {
		return domain.Asset{}, err
	}
	defer done()
	for _, other := range others {
		if err := d.mergeOne(ctx, keep, other); err != nil {
			return domain.Asset{}, err
		}
	}
	if err := d.resumeStated(ctx); err != nil {
		return domain.Asset{}, err
	}
	if _, err := d.settle(ctx, func(domain.Progress) {}); err != nil {
		return domain.Asset{}, err
	}
	return d.findAsset(ctx, keep)
}

func (d *Desk) mergeOne(ctx context.Context, keep, other string) error {
	a, err := d.findAsset(ctx, keep)
	if err != nil {
		return err
	}
	b, err := d.findAsset(ctx, other)
	if err != nil {
		return err
	}
	if a.ID == b.ID || b.MergedInto != "" || a.MergedInto != "" {
		return &domain.Error{Kind: domain.Conflict, Op: "merge assets", Subject: b.Name, Code: "merge_self", Params: domain.Params{"keep": a.Name}}
	}
	kept, gone := apart(a), apart(b)
	if err := mergeFacts(&kept, &gone); err != nil {
		return err
	}
	kept.Revision++
	gone.Revision++
	gone.MergedInto, gone.Name = a.ID, mergedName(&b)
	if gone.Retired.IsZero() {
		gone.Retired = d.at()
	}
	e, was := d.event("", "asset.set", a.Name), d.event("", "asset.merge", b.Name)
	e.Reason, was.Reason = "merged", a.Name
	// The inventories first: a crash in between leaves both assets as they were,
	// and merging again does nothing twice.
	if err := d.moveInventories(ctx, &b, a); err != nil {
		return err
	}
	return d.store.Update(ctx, func(w *store.Write) error {
		if err := d.changeAsset(w, b, gone, was); err != nil {
			return err
		}
		if err := d.changeAsset(w, a, kept, e); err != nil {
			return err
		}
		return pendAsset(w, a.ID)
	})
}

// mergedName frees the name of an asset that was merged: the tail of its id tells
// it from others.
func mergedName(a *domain.Asset) string {
	name := a.Name
	if len(name) > 150 {
		name = strings.ToValidUTF8(name[:150], "")
	}
	return name + " (merged " + a.ID[max(0, len(a.ID)-6):] + ")"
}

// mergeFacts takes from b what a does not know, and unites lists. The name of b
// becomes a host name of a, so that lists find it.
func mergeFacts(a, b *domain.Asset) error {
	for _, f := range domain.AssetFields {
		switch {
		case f.Name == "name":
		case f.Name == "exposed":
			if a.Exposed().Value == domain.Unanswered && len(b.Exposure) > 0 {
				a.Exposure = append(a.Exposure, b.Exposure...)
			}
		case f.Name == "safety" && a.Safety.Value == domain.Unanswered:
			a.Safety = b.Safety
		case f.Name == "mission" && a.Mission.Value == domain.Unanswered:
			a.Mission = b.Mission
		case f.Name == "criticality" && a.Criticality == "":
			a.Criticality, a.CriticalityBy, a.CriticalityAt = b.Criticality, b.CriticalityBy, b.CriticalityAt
		case f.Sort == domain.FieldAnswer || f.Sort == domain.FieldLevel:
		case f.Sort == domain.FieldList:
			more := f.Get(b)
			if f.Name == "hostname" {
				more = union(more, b.Name, strings.ToLower)
			}
			if err := f.Set(a, union(f.Get(a), more, strings.ToLower), "", a.Created); err != nil {
				return err
			}
		case f.Get(a) == "":
			if err := f.Set(a, f.Get(b), "", a.Created); err != nil {
				return err
			}
		}
	}
	return nil
}

// moveInventories gives the newer of both assets' inventories of each sort to the
// one that is kept.
func (d *Desk) moveInventories(ctx context.Context, from *domain.Asset, to domain.Asset) error {
	var theirs, ours store.Current
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if theirs, err = nextCurrent(r, from.ID); err != nil {
			return err
		}
		ours, err = nextCurrent(r, to.ID)
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range theirs.Snapshots {
		if !s.Current || s.Slot == slotStated || newerIn(ours, s) {
			continue
		}
		doc, p := ingest.Document{File: s.File, Format: s.Format, Digest: s.Digest}, part{slot: s.Slot}
		err := d.store.View(ctx, func(r *store.Read) error {
			arrivals, err := r.ArrivalsOf(s.Digest)
			if err != nil {
				return err
			}
			for _, a := range arrivals {
				if a.Asset == from.ID && a.Slot == s.Slot {
					doc.Format, p.index, p.os = a.Format, a.Part, a.OS
				}
			}
			doc.Data, err = r.Original(s.Digest)
			return err
		})
		if err != nil {
			return err
		}
		doc.Size = int64(len(doc.Data))
		decode := func() (domain.Snapshot, error) { return decodeInventory(doc, p.index, p.os) }
		if _, err := d.putPart(ctx, to, p, doc, decode); err != nil {
			return err
		}
	}
	return nil
}

func newerIn(cur store.Current, s domain.SnapshotView) bool {
	for _, have := range cur.Snapshots {
		if have.Current && have.Slot == s.Slot && !have.At.Before(s.At) {
			return true
		}
	}
	return false
}
