package workflow

import (
	"context"
	"io"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/report"
	"fenceline/internal/store"
)

// ExportToday writes what must happen now as a page to print. Errors: Storage.
func (d *Desk) ExportToday(ctx context.Context, to Destination) error {
	today, err := d.Today(ctx)
	if err != nil {
		return err
	}
	sheet := domain.DaySheet{Made: d.now().UTC(), Program: d.program, Today: today, Clocks: map[string]domain.TriageSheet{}, Assets: map[string][]string{}, TLP: domain.TLPClear}
	first := func(all []domain.TaskView) []domain.TaskView { return all[:min(len(all), domain.MostSheetTasks)] }
	for _, t := range first(today.Forensic) {
		if sheet.Clocks[t.ID], err = d.Triage(ctx, t.ID); err != nil {
			return err
		}
	}
	err = d.store.View(ctx, func(r *store.Read) error {
		cache := map[domain.AdvisoryKey]store.AdvisoryRecord{}
		for _, list := range [][]domain.TaskView{today.Forensic, today.Overdue, today.ThisWeek} {
			for _, t := range first(list) {
				if err := placesOf(r, &t, &sheet); err != nil {
					return err
				}
				adv, err := leading(r, cache, &t.PatchTask)
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
	return to.Write(d.folder, func(w io.Writer) error { return report.DaySheet(w, sheet) })
}

// placesOf names the assets on which something of a task is open.
func placesOf(r *store.Read, t *domain.TaskView, sheet *domain.DaySheet) error {
	if _, ok := sheet.Assets[t.ID]; ok {
		return nil
	}
	names := []string{}
	for target, err := range r.Targets(t.ID) {
		if err != nil {
			return err
		}
		if target.State.Done() {
			continue
		}
		asset, err := r.Asset(target.Asset)
		if err != nil {
			return err
		}
		names = append(names, asset.Name)
	}
	slices.Sort(names)
	sheet.Assets[t.ID] = names
	return nil
}
