package workflow

import (
	"context"
	"io"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/report"
	"fenceline/internal/store"
)

// ExportRunSheet writes the run sheet of one week as a page to print. Errors:
// Invalid (no week of the plan), Storage.
func (d *Desk) ExportRunSheet(ctx context.Context, monday domain.Day, to Destination) error {
	plan, err := d.Schedule(ctx, 0, -1)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(plan.Weeks, func(w domain.PlanWeek) bool { return w.Monday == monday })
	if at < 0 {
		return planError("week_not_planned", monday.Week())
	}
	sheet := domain.RunSheet{Made: d.now().UTC(), Program: d.program, Week: plan.Weeks[at], Tasks: map[string]domain.PatchTask{}, TLP: domain.TLPClear}
	err = d.store.View(ctx, func(r *store.Read) error {
		if sheet.Desk, _, err = d.settings(r); err != nil {
			return err
		}
		if sheet.Log, err = r.LogHead(); err != nil {
			return err
		}
		cache := map[domain.AdvisoryKey]store.AdvisoryRecord{}
		for _, slot := range sheet.Week.Slots {
			for _, item := range slot.Items {
				view, err := r.TaskView(item.Task)
				if err != nil {
					return err
				}
				sheet.Tasks[item.Task] = view.PatchTask
				adv, err := leading(r, cache, &view.PatchTask)
				if err != nil {
					return err
				}
				if adv.tlp.Rank() > sheet.TLP.Rank() {
					sheet.TLP = adv.tlp
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return to.Write(d.folder, func(w io.Writer) error { return report.RunSheet(w, sheet) })
}

// ExportCalendar writes the windows of the plan, and a day for the rest of each
// week, as a calendar (RFC 5545). Errors: Storage.
func (d *Desk) ExportCalendar(ctx context.Context, to Destination) error {
	plan, err := d.Schedule(ctx, 0, -1)
	if err != nil {
		return err
	}
	var desk domain.Desk
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		desk, _, err = d.settings(r)
		return err
	})
	if err != nil {
		return err
	}
	return to.Write(d.folder, func(w io.Writer) error { return report.Calendar(w, plan, desk, d.now().UTC()) })
}
