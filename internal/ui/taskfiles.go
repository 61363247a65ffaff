package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// further are the acts on one task beside its steps and what is kept of it.
func (v *tasksView) further(t *domain.TaskDetail) []screen.TaskAct {
	var out []screen.TaskAct
	if screen.CanSplit(t) {
		out = append(out, screen.ActSplit)
	}
	if len(v.w.tasks.Parts(&t.PatchTask)) > 0 {
		out = append(out, screen.ActMerge)
	}
	if t.Approved.Value == domain.Yes {
		return append(out, screen.ActUnapprove)
	}
	return append(out, screen.ActAsk, screen.ActApprove)
}

// files are what is kept with a task, with a copy of each for the asking.
func (v *tasksView) files(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	parts := []fyne.CanvasObject{k.heading(words.Text("Files"), words.FilesNote()), space(1, gap8),
		row(0, k.button(plainButton, "plus", words.Text("Attach a file…"), v.beginAt(placeFiles, screen.ActAttach, []string{t.ID}, "")).low(), spring()), space(1, gap12)}
	parts = append(parts, v.formAt(placeFiles, s)...)
	if len(t.Attachments) == 0 {
		return column(0, append(parts, k.para(words.NoFiles(), styleBody, k.muted))...)
	}
	for i := range t.Attachments {
		a := &t.Attachments[i]
		lines := []fyne.CanvasObject{k.para(a.Name, styleRowBold, k.ink())}
		if a.Note != "" {
			lines = append(lines, k.para(a.Note, styleRow, k.ink()))
		}
		lines = append(lines, k.para(words.AttachmentLine(a, v.w.zone(), s.Today), styleCaption, k.muted))
		save := k.button(linkButton, "", words.Text("Save a copy…"), func() {
			v.w.chooseSave(words.FileName(a.Name), words.Text("Save"), func(path string) { v.w.tasks.SaveAttachment(a.ID, path) })
		})
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, rowTop(gap12, grow(column(2, lines...)), save)))
	}
	return column(0, parts...)
}

// someTargets is a field that takes several targets: a box each.
func (v *tasksView) someTargets(f *screen.TaskForm, field screen.FormField, label, wrong string) fyne.CanvasObject {
	k := v.w.k
	var marks []fyne.CanvasObject
	for i := range f.Free {
		if i == targetLimit {
			break
		}
		target := &f.Free[i]
		on := slices.Contains(f.Chosen(field.Name), target.Asset)
		marks = append(marks, k.check(target.AssetName, on, func() { v.w.tasks.Toggle(field.Name, target.Asset) }))
	}
	parts := []fyne.CanvasObject{k.text(label, styleSmall, k.ink()), wrapping(gap8, gap8, marks...)}
	if n := len(f.Free) - targetLimit; n > 0 {
		parts = append(parts, k.para(words.MoreTargets(n), styleCaption, k.muted))
	}
	if wrong != "" {
		parts = append(parts, k.para(wrong, styleCaption, k.overdue.on))
	}
	return column(gap4, parts...)
}
