package workflow

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// SoftwareChanges tells how the software of an asset differs between two instants,
// by the inventories that were in force then; an instant before the first one is
// an asset without software. From zero is the moment before the newest inventory
// came in, to zero is now. Errors: NotFound, Invalid (from is after to), and what
// reading an original can meet.
func (d *Desk) SoftwareChanges(ctx context.Context, ref string, from, to time.Time) (domain.SoftwareChanges, error) {
	if to.IsZero() {
		to = d.at()
	}
	var out domain.SoftwareChanges
	var all []store.Arrival
	err := d.store.View(ctx, func(r *store.Read) error {
		a, err := assetByRef(r, ref)
		if err != nil {
			return err
		}
		out.Asset = a.Name
		all, err = inventoriesOf(r, a.ID)
		return err
	})
	if err != nil {
		return out, err
	}
	if from.IsZero() && len(all) > 0 {
		newest := all[len(all)-1].At
		if from = newest.Add(-time.Nanosecond); from.After(to) {
			to = newest // the computer's clock was set back
		}
	}
	out.To = to
	if from.After(to) {
		return out, &domain.Error{Kind: domain.Invalid, Op: "compare software", Subject: out.Asset, Code: "days_reversed"}
	}
	out.From = from
	before, after := map[component][]string{}, map[component][]string{}
	for _, part := range []struct {
		at    time.Time
		into  map[component][]string
		count *int
	}{{from, before, &out.Before}, {to, after, &out.After}} {
		for _, a := range inForce(all, part.at) {
			n, err := d.versionsOf(ctx, a, part.into)
			if err != nil {
				return out, err
			}
			*part.count += n
			view := domain.SnapshotView{Slot: a.Slot, Digest: a.Digest, Format: a.Format, File: a.File, At: a.At, By: a.By}
			if !slices.ContainsFunc(out.Documents, func(s domain.SnapshotView) bool { return s.Slot == a.Slot && s.At.Equal(a.At) }) {
				out.Documents = append(out.Documents, view)
			}
		}
	}
	slices.SortStableFunc(out.Documents, func(a, b domain.SnapshotView) int { return a.At.Compare(b.At) })
	out.Changes = differences(before, after)
	return out, nil
}

// component is what the versions of two inventories are compared under. Places are
// left out: a document may name them anew each time.
type component struct {
	slot, name string
	key        domain.PackageKey
}

// inventoriesOf are the arrivals of an asset's inventories, oldest first.
func inventoriesOf(r *store.Read, asset string) ([]store.Arrival, error) {
	var all []store.Arrival
	for a, err := range r.Arrivals() {
		if err != nil {
			return nil, err
		}
		if a.Asset == asset && a.Slot != "" {
			all = append(all, a)
		}
	}
	return all, nil
}

// inForce are the newest inventories of each slot at an instant.
func inForce(all []store.Arrival, at time.Time) []store.Arrival {
	newest := map[string]store.Arrival{}
	for _, a := range all {
		if !a.At.After(at) {
			newest[a.Slot] = a
		}
	}
	out := make([]store.Arrival, 0, len(newest))
	for _, a := range newest {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b store.Arrival) int { return cmp.Compare(a.Slot, b.Slot) })
	return out
}

// versionsOf reads an inventory again from its original and counts its components.
func (d *Desk) versionsOf(ctx context.Context, a store.Arrival, into map[component][]string) (int, error) {
	doc := ingest.Document{File: a.File, Format: a.Format, Size: a.Size, Digest: a.Digest}
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		doc.Data, err = r.Original(a.Digest)
		return err
	})
	if err != nil {
		return 0, err
	}
	s, err := decodeInventory(doc, a.Part, a.OS)
	if err != nil {
		return 0, err
	}
	for i := range s.Components {
		c := &s.Components[i]
		at := component{a.Slot, c.Name, c.Key}
		into[at] = append(into[at], c.Version)
	}
	return len(s.Components), nil
}

func differences(before, after map[component][]string) []domain.SoftwareChange {
	var out []domain.SoftwareChange
	add := func(c component) {
		was, is := slices.Sorted(slices.Values(before[c])), slices.Sorted(slices.Values(after[c]))
		if !slices.Equal(was, is) {
			out = append(out, domain.SoftwareChange{Slot: c.slot, Name: c.name, Key: c.key, Before: was, After: is})
		}
	}
	for c := range before {
		add(c)
	}
	for c := range after {
		if _, both := before[c]; !both {
			add(c)
		}
	}
	slices.SortFunc(out, func(a, b domain.SoftwareChange) int {
		return cmp.Or(cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key))
	})
	return out
}
