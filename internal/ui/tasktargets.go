package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// targets lists the assets of the task with state, date and evidence.
func (v *tasksView) targets(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	shares := []float32{0.24, 0.24, 0.18, 0.34}
	parts := []fyne.CanvasObject{
		k.heading(words.Text("Targets"), words.TargetsNote(t)), space(1, gap4),
		fixed(0, 26, k.cells(shares, k.muted, styleCaption, words.Text("Asset"), words.Text("State"), words.Text("Due"), words.Text("Seen"))),
	}
	for i := range t.Targets {
		target := &t.Targets[i]
		if i == targetLimit {
			parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, k.text(words.AndMore(len(t.Targets)-i), styleCaption, k.muted)))
			break
		}
		parts = append(parts, k.rule(), v.target(target, shares, s))
		for _, line := range words.TargetLines(target, v.w.zone(), s.Today) {
			parts = append(parts, pad(0, 0, gap4, gap16, k.para(line, styleCaption, k.muted)))
		}
		if s.Form != nil && s.Form.Asset == target.Asset && s.Form.Step == "" && len(s.Marked) < 2 {
			parts = append(parts, pad(gap4, 0, gap12, 0, v.form(s)))
		}
	}
	return column(0, parts...)
}

// targetLimit is how many targets of a task are drawn.
const targetLimit = 60

func (v *tasksView) target(target *domain.TargetView, shares []float32, s *screen.TasksState) fyne.CanvasObject {
	k := v.w.k
	mark, c := k.state(target.State)
	dueC := color.Color(nil)
	due := words.TargetDue(target, s.Today)
	if target.Overdue {
		dueC = k.overdue.on
	}
	if dueC == nil {
		dueC = k.ink()
	}
	acts := row(gap8)
	if contains(screen.Steps([]domain.State{target.State}), screen.ActClaim) && !v.formOn(s, target.Asset) {
		acts.Objects = append(acts.Objects, k.button(linkButton, "", words.Text("It is done…"), v.begin(screen.ActClaim, []string{target.Task}, target.Asset)))
	}
	acts.Objects = append(acts.Objects, k.menuButton(quietButton, "ellipsis", "", func() []menuItem { return v.targetMenu(target) }).low().saying(words.Text("What can be done with {assetname}", "assetname", target.AssetName)))
	return fixed(0, rowInner, k.grid(shares,
		k.cut(target.AssetName, styleRowBold, k.ink()),
		row(6, k.icon(mark, markSize, c), grow(k.cut(words.State(target.State), styleRow, k.ink()))),
		k.cut(due, styleRow, dueC),
		row(gap8, grow(v.seen(target)), acts)))
}

// seen is the version on the asset; one that nobody knows is marked as such.
func (v *tasksView) seen(target *domain.TargetView) fyne.CanvasObject {
	k := v.w.k
	if target.Seen == "" && target.Before == "" {
		return row(6, k.icon("cannot-tell", markSize, k.unknown.on), grow(k.cut(words.TargetSeen(target), styleRow, k.unknown.on)))
	}
	return k.cut(words.TargetSeen(target), styleRow, k.ink())
}

func (v *tasksView) formOn(s *screen.TasksState, asset string) bool {
	return s.Form != nil && s.Form.Asset == asset
}

// targetMenu is what can be done with one asset of the task.
func (v *tasksView) targetMenu(target *domain.TargetView) []menuItem {
	tasks := []string{target.Task}
	var items []menuItem
	for _, act := range screen.Steps([]domain.State{target.State}) {
		items = append(items, v.item(act, tasks, target.Asset))
	}
	if d := v.w.tasks.State().Detail; d != nil && d.ID == target.Task && screen.CanSplit(d) {
		items = append(items, v.item(screen.ActSplit, tasks, target.Asset))
	}
	items = append(items, v.item(screen.ActAssign, tasks, target.Asset), v.item(screen.ActNote, tasks, target.Asset))
	return append(items, menuItem{word: words.Text("Open the asset"), press: func() {
		v.w.Go(screen.Route{Screen: screen.NameAssets, ID: target.Asset})
	}})
}

// exceptions are the decisions not to patch, in force first.
func (v *tasksView) exceptions(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	parts := []fyne.CanvasObject{k.heading(words.Text("Exceptions"), words.ExceptionsNote(t.Exceptions)), space(1, gap4)}
	for i := range t.Exceptions {
		e := &t.Exceptions[i]
		var act fyne.CanvasObject = space(1, 1)
		mark, c := "exception", k.exception.on
		if e.Ended.IsZero() {
			act = k.button(linkButton, "", words.Text("End…"), v.begin(screen.ActEndException, []string{t.ID}, e.Asset))
		} else {
			mark, c = "state-open", k.muted
		}
		lines := []fyne.CanvasObject{k.para(words.ExceptionHead(e, s.Today), styleRowBold, k.ink())}
		for _, line := range words.ExceptionLines(e, v.w.zone(), s.Today) {
			lines = append(lines, k.para(line, styleCaption, k.muted))
		}
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, rowTop(gap12, pad(4, 0, 0, 0, k.icon(mark, markSize, c)), grow(column(2, lines...)), act)))
	}
	return column(0, parts...)
}

// work is what people keep of the task.
func (v *tasksView) work(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	tasks := []string{t.ID}
	parts := []fyne.CanvasObject{row(gap12, k.text(words.Text("Work"), styleSection, k.ink()), spring(), k.button(linkButton, "", words.Text("Fill in…"), v.beginAt(placeWork, screen.ActDetails, tasks, ""))), space(1, gap4)}
	parts = append(parts, v.formAt(placeWork, s)...)
	var missing []string
	for _, line := range words.WorkLines(&t.PatchTask, v.w.zone(), s.Today) {
		if line.Value == "" {
			missing = append(missing, line.Name)
			continue
		}
		parts = append(parts, k.pair(line.Name, line.Value))
	}
	if len(missing) > 0 {
		parts = append(parts, space(1, gap8), k.para(words.WorkMissing(missing), styleCaption, k.muted))
	}
	if t.Predecessor != "" || t.Successor != "" {
		parts = append(parts, space(1, gap8), k.para(words.TaskChain(&t.PatchTask), styleCaption, k.muted))
	}
	return column(0, parts...)
}
