package workflow

import (
	"context"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// sweepAll drops what no pointer of the assets names any more, and strikes off that
// they wait for it.
func (d *Desk) sweepAll(ctx context.Context, all []*matched) error {
	b := d.store.Batch(ctx)
	for _, one := range all {
		id := one.asset.ID
		if err := b.DropFindings(one.before, one.set); err != nil {
			return err
		}
		for _, name := range one.oldFind {
			if err := b.Do(func(w *store.Write) error { return w.DeleteNamed(name, id) }); err != nil {
				return err
			}
		}
		if err := d.dropInventory(ctx, id, one.cur.Inventory, one.next.Inventory, one.held); err != nil {
			return err
		}
		if err := b.Do(func(w *store.Write) error { return w.DeletePending("asset", id) }); err != nil {
			return err
		}
	}
	return b.Flush()
}

// dropInventory drops a generation that another one took the place of, and what
// was findable by it alone.
func (d *Desk) dropInventory(ctx context.Context, asset string, gone, now uint64, held []domain.Held) error {
	if gone == 0 || gone == now {
		return nil
	}
	var before []domain.Held
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		before, err = r.Inventory(asset, gone)
		return err
	})
	if err != nil {
		return err
	}
	keep := map[domain.PackageKey]bool{}
	for _, key := range keysOf(held) {
		keep[key] = true
	}
	lost := slices.DeleteFunc(keysOf(before), func(key domain.PackageKey) bool { return keep[key] })
	if err := inSteps(ctx, d.store, lost, func(w *store.Write, key domain.PackageKey) error { return w.DeleteHolder(key, asset) }); err != nil {
		return err
	}
	return d.store.DropInventory(ctx, asset, gone)
}
