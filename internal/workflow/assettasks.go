package workflow

import (
	"cmp"
	"context"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// AssetTasks lists the tasks that have the asset, by id or name, for a target, each
// with how it stands there: what is open first, by the day it is due there, then what
// is done. Errors: NotFound, Storage.
func (d *Desk) AssetTasks(ctx context.Context, ref string) ([]domain.AssetTask, error) {
	if err := d.turnDay(ctx); err != nil {
		return nil, err
	}
	var out []domain.AssetTask
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		a, err := assetByRef(r, ref)
		if err != nil {
			return err
		}
		today, err := d.today(r)
		if err != nil {
			return err
		}
		for target, err := range r.TargetsOf(a.ID) {
			if err != nil {
				return err
			}
			view, err := r.TaskView(target.Task)
			if err != nil {
				return err
			}
			view.Overdue = overdue(view.State, view.Due, today)
			out = append(out, domain.AssetTask{TaskView: view, Target: target, LateThere: overdue(target.State, target.Due.Date, today)})
		}
		return nil
	})
	slices.SortStableFunc(out, func(x, y domain.AssetTask) int {
		return cmp.Or(compareDone(x.Target.State, y.Target.State), cmp.Compare(cmp.Or(x.Target.Due.Date, "9999"), cmp.Or(y.Target.Due.Date, "9999")), compareTasks(x.TaskView, y.TaskView))
	})
	return out, err
}

func compareDone(x, y domain.State) int {
	switch {
	case x.Done() == y.Done():
		return 0
	case y.Done():
		return -1
	}
	return 1
}
