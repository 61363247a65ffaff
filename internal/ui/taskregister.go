package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// registerRows is the register of decisions not to patch, and of assets that no
// update mends.
func (v *tasksView) registerRows(s *screen.TasksState) []listRow {
	k := v.w.k
	var rows []listRow
	group := func(title string, all []domain.ExceptionView) {
		if len(all) == 0 {
			return
		}
		rows = append(rows, listRow{height: groupHeight, head: &groupHead{title: title, count: words.Number(len(all))}})
		for i := range all {
			e := &all[i]
			mark, markC, until := "exception", k.exception.on, cell{text: words.DueShort(e.End, s.Today)}
			review := cell{text: words.DueShort(e.Review, s.Today), c: k.muted}
			switch {
			case !e.Ended.IsZero():
				mark, markC, until.c = "state-open", k.muted, k.muted
				review = cell{text: words.ExceptionOver(e), c: k.muted}
			case e.ReviewDue:
				review.c, review.bold = k.overdue.on, true
			}
			rows = append(rows, listRow{key: e.ID, height: rowTask, cells: []cell{
				{mark: mark, markC: markC}, {text: e.Fix}, {text: e.AssetName, c: k.muted}, until, {text: e.Approver, c: k.muted}, review,
			}})
		}
	}
	r := &s.Register
	group(words.Text("To be looked at again"), r.Review)
	group(words.Text("In force"), r.Holds)
	if len(r.Unpatchable) > 0 {
		rows = append(rows, listRow{height: groupHeight, head: &groupHead{title: words.Text("No update mends it"), count: words.Number(len(r.Unpatchable)), note: words.Text("with the day of the plan")}})
		for i := range r.Unpatchable {
			u := &r.Unpatchable[i]
			plan := cell{text: words.DueShort(u.Plan, s.Today)}
			if u.Plan == "" {
				plan = cell{text: words.Text("no plan"), c: k.overdue.on, bold: true}
			}
			rows = append(rows, listRow{key: "unpatchable " + u.Asset + string(u.Why), height: rowTask, cells: []cell{
				{mark: "exception", markC: k.muted}, {text: words.UnpatchableLine(u)}, {text: u.Asset, c: k.muted}, plan, {text: u.Owner, c: k.muted}, {},
			}})
		}
	}
	group(words.Text("Over"), r.Ended)
	return rows
}

func (v *tasksView) noneExcepted() fyne.CanvasObject {
	return v.w.k.emptyState("file-check", words.Text("No exception"), words.NoExceptions(), nil)
}
