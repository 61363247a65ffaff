package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// decideForm draws a decision that is being made: what it is about, what was
// found out, for where and until when.
func (w *Window) decideForm(s *screen.DecisionsState) fyne.CanvasObject {
	k, f := w.k, s.Form
	status := f.Status()
	parts := []fyne.CanvasObject{k.para(words.DecideTitle(f.Vulnerability, f.Name), styleStrong, k.ink()), k.para(words.DecideGround(), styleCaption, k.muted)}
	if len(f.Among) > 1 {
		parts = append(parts, w.decideAmong(f))
	}
	if err := f.Errs[""]; err != nil {
		parts = append(parts, k.warning("circle-alert", words.FieldError(err), k.overdue))
	}
	var statuses []segment
	for _, one := range domain.VEXStatuses() {
		statuses = append(statuses, segment{words.DecideStatus(one), -1, status == one, func() { w.decisions.Choose(screen.DecideStatus, string(one)) }})
	}
	parts = append(parts, w.decideChoice(words.Text("What you found out"), screen.DecideStatus, statuses, words.DecideStatusSays(status)))
	if status == domain.StatusNotAffected {
		parts = append(parts, w.decideWhy(f))
	}
	if status == domain.StatusAffected {
		parts = append(parts, w.decideField(screen.DecideAction, words.Text("What to do about it"), words.Text("Close port 8443 until the update is in")))
	}
	parts = append(parts, w.decideField(screen.DecideReason, words.Text("Reason"), words.Text("The module is switched off; it stays on this desk")))
	if status == domain.StatusNotAffected {
		parts = append(parts, w.decideField(screen.DecideImpact, words.Text("In words for readers elsewhere, {fieldoptional}", "fieldoptional", words.FieldOptional()), words.Text("Stands in what you export")))
	}
	if len(f.Assets) > 0 {
		parts = append(parts, w.decideChoice(words.Text("Where"), screen.DecideWhere, []segment{
			{words.DecideWhere(f.AssetNames), -1, f.Values[screen.DecideWhere] == "", func() { w.decisions.Choose(screen.DecideWhere, "") }},
			{words.Text("Every asset"), -1, f.Values[screen.DecideWhere] == screen.WhereAll, func() { w.decisions.Choose(screen.DecideWhere, screen.WhereAll) }},
		}, ""))
	}
	if status != domain.StatusFixed {
		parts = append(parts, w.decideChoice(words.Text("Versions"), screen.DecideVersions, []segment{
			{words.Text("Those installed now"), -1, f.Values[screen.DecideVersions] == "", func() { w.decisions.Choose(screen.DecideVersions, "") }},
			{words.Text("Every version"), -1, f.Values[screen.DecideVersions] == screen.VersionsAll, func() { w.decisions.Choose(screen.DecideVersions, screen.VersionsAll) }},
		}, ""))
	}
	parts = append(parts, w.decideField(screen.DecideReview, words.Text("Looked at again on, {fieldoptional}", "fieldoptional", words.FieldOptional()), words.Text("A year from now")))
	send := k.button(mainButton, "", words.Text("Decide"), w.decisions.Send)
	if s.Busy {
		send.lockedBecause(words.Text("Being stored"))
	}
	return k.formBox(append(parts, row(gap8, send, k.button(plainButton, "", words.Text("Cancel"), w.decisions.GiveUp), spring()))...)
}

// decideAmong says which of several flaws the decision is about, and that the others
// keep their own.
func (w *Window) decideAmong(f *screen.DecideForm) fyne.CanvasObject {
	k := w.k
	at := slices.Index(f.Among, f.Vulnerability)
	b := k.menuButton(plainButton, "chevron-down", f.Vulnerability, func() []menuItem {
		var items []menuItem
		for _, id := range f.Among[:min(len(f.Among), decideMost)] {
			items = append(items, menuItem{word: id, checked: id == f.Vulnerability, press: func() { w.decisions.Turn(id) }})
		}
		return items
	}).low()
	return column(gap4, k.text(words.Text("Which vulnerability"), styleSmall, k.ink()), row(gap8, b, grow(k.cut(words.DecideAmong(at, len(f.Among)), styleCaption, k.muted))))
}

// decideMost is how many flaws a menu offers; the others are decided among the findings.
const decideMost = 16

// decideChoice is a field with a few answers, what the chosen one does, and what is
// wrong with it.
func (w *Window) decideChoice(label, field string, choices []segment, says string) fyne.CanvasObject {
	k := w.k
	parts := []fyne.CanvasObject{k.text(label, styleSmall, k.ink()), row(0, k.segments(choices), spring())}
	if err := w.decisions.State().Form.Errs[field]; err != nil {
		parts = append(parts, k.para(words.FieldError(err), styleCaption, k.overdue.on))
	} else if says != "" {
		parts = append(parts, k.para(says, styleCaption, k.muted))
	}
	return column(gap4, parts...)
}

// decideWhy are the five justifications of VEX.
func (w *Window) decideWhy(f *screen.DecideForm) fyne.CanvasObject {
	k := w.k
	parts := []fyne.CanvasObject{k.text(words.Text("Because"), styleSmall, k.ink())}
	if err := f.Errs[screen.DecideJustification]; err != nil {
		parts = append(parts, k.para(words.FieldError(err), styleCaption, k.overdue.on))
	}
	for _, label := range domain.Justifications() {
		parts = append(parts, k.option(words.Sentence(words.Justification(label)), "", f.Values[screen.DecideJustification] == label, func() {
			w.decisions.Choose(screen.DecideJustification, label)
		}))
	}
	return column(0, parts...)
}

// decideField is a line to type in, with what is wrong with it under it.
func (w *Window) decideField(field, label, hint string) fyne.CanvasObject {
	k, f := w.k, w.decisions.State().Form
	wrong, help := "", ""
	if err := f.Errs[field]; err != nil {
		wrong = words.FieldError(err)
	}
	if field == screen.DecideReview {
		help = words.DayForms()
	}
	in := k.input(label, f.Values[field], hint, help, wrong, nil)
	in.field.OnChanged = func(text string) {
		w.decisions.Enter(field, text)
		if field == screen.DecideReview && wrong == "" {
			in.says(dayCaption(text, help, w.decisions.Today()))
		}
	}
	in.keys(w.decisions.Send, w.decisions.GiveUp)
	return in.box
}

// decideOf is the form where it was begun at a finding or a task; nil elsewhere.
func (w *Window) decideOf(finding, task string) fyne.CanvasObject {
	s := w.decisions.State()
	if s.Form == nil || s.Form.Finding != finding || s.Form.Task != task {
		return nil
	}
	return w.decideForm(&s)
}

// decideFinding begins a decision at a finding.
func (w *Window) decideFinding(f *domain.FindingView) {
	about := screen.DecideSubject{Finding: f.ID, Vulnerability: f.Vulnerability, Component: string(f.Key), Name: f.Name, Assets: []string{f.Asset}, AssetNames: []string{f.AssetName}}
	if about.Component == "" {
		about.Component = f.Name
	}
	w.decisions.Begin(about)
}

// decideTask begins a decision about one of the flaws that a task clears, on the
// assets of its targets.
func (w *Window) decideTask(t *domain.TaskDetail, vulnerability string) {
	about := screen.DecideSubject{Task: t.ID, Vulnerability: vulnerability, Among: t.Vulnerabilities, Component: string(t.Key), Name: t.Name}
	for i := range t.Targets {
		about.Assets = append(about.Assets, t.Targets[i].Asset)
		about.AssetNames = append(about.AssetNames, t.Targets[i].AssetName)
	}
	w.decisions.Begin(about)
}
