package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// form draws what a person is about to do to assets.
func (v *assetsView) form(s *screen.AssetsState) fyne.CanvasObject {
	k, f := v.w.k, s.Form
	act := string(f.Act)
	v.focus = nil
	parts := []fyne.CanvasObject{k.para(words.AssetFormTitle(act, f.Names), styleTitle, k.ink()), space(1, gap4), k.para(words.AssetFormGround(act, s.All), styleCaption, k.muted)}
	if err := f.Errs[""]; err != nil {
		parts = append(parts, space(1, gap8), k.warning("circle-alert", words.FieldError(err), k.overdue))
	}
	if f.Act == screen.AssetEdit || f.Act == screen.AssetBulk { // the other one is far below
		parts = append(parts, space(1, gap12), v.sendRow(s))
	}
	switch f.Act {
	case screen.AssetMerge:
		parts = append(parts, space(1, gap16), v.keeping(f))
	case screen.AssetConfirm:
		in := k.input(words.Text("What it rests on, optional"), f.Values[screen.FieldNote], words.Text("walked through the building"), "", "", nil)
		in.field.OnChanged = func(text string) { v.w.assets.Enter(screen.FieldNote, text) }
		in.keys(func() { v.w.assets.Send(false) }, v.w.assets.GiveUp)
		v.focus = in.field
		parts = append(parts, space(1, gap16), v.confirming(f), space(1, gap16), in.box)
	}
	for _, g := range f.Groups() {
		parts = append(parts, space(1, gap24), k.text(words.FactGroup(g.Name), styleSection, k.ink()), space(1, gap8), v.group(f, g))
	}
	if f.Act == screen.AssetNew && !f.All {
		parts = append(parts, space(1, gap12), row(0, k.button(linkButton, "", words.Text("All facts…"), v.w.assets.AskAll).low(), spring()))
	}
	return column(0, append(parts, space(1, gap24), v.sendRow(s))...)
}

// confirming asks for how long the list is confirmed, and says whose word it will be.
func (v *assetsView) confirming(f *screen.AssetForm) fyne.CanvasObject {
	k, desk, now := v.w.k, v.w.frame.State().Status.Desk, v.w.deps.Now()
	var parts []fyne.CanvasObject
	for _, kind := range domain.ConfirmKinds() {
		parts = append(parts, k.option(words.ConfirmKind(kind), words.ConfirmKindSays(&desk, kind, v.w.zone(), now), f.Confirms() == kind,
			func() { v.w.assets.Pick(screen.FieldHeld, string(kind)) }))
	}
	return column(gap8, append(parts, k.para(words.ConfirmSigned(desk.Person, v.w.zone(), now), styleCaption, k.muted))...)
}

func (v *assetsView) sendRow(s *screen.AssetsState) fyne.CanvasObject {
	k, f := v.w.k, s.Form
	send := k.button(mainButton, "", words.AssetSendWord(string(f.Act)), func() { v.w.assets.Send(false) })
	buttons := []fyne.CanvasObject{send}
	if f.Act == screen.AssetNew {
		next := k.button(plainButton, "", words.Text("Add and next"), func() { v.w.assets.Send(true) })
		if s.Busy {
			next.lockedBecause(words.Text("Being stored"))
		}
		buttons = append(buttons, next)
	}
	if s.Busy {
		send.lockedBecause(words.Text("Being stored"))
	}
	return row(gap8, append(buttons, k.button(plainButton, "", words.Text("Cancel"), v.w.assets.GiveUp), spring())...)
}

// group draws the fields of a part of the facts, short ones two on a line.
func (v *assetsView) group(f *screen.AssetForm, g screen.FactGroup) fyne.CanvasObject {
	var parts, pair []fyne.CanvasObject
	flush := func() {
		if len(pair) > 0 {
			parts = append(parts, &fyne.Container{Layout: &cardsLayout{least: 140}, Objects: pair})
			pair = nil
		}
	}
	for _, name := range g.Fields {
		field, ok := domain.AssetFieldNamed(name)
		if !ok {
			continue
		}
		if field.Sort == domain.FieldAnswer || field.Sort == domain.FieldLevel {
			flush()
			parts = append(parts, v.choices(f, &field))
			continue
		}
		box := v.fact(f, &field)
		if name == "notes" || name == "name" || name == "hostname" {
			flush()
			parts = append(parts, box)
			continue
		}
		pair = append(pair, box)
	}
	flush()
	return column(gap12, parts...)
}

// fact is a field to type one fact in.
func (v *assetsView) fact(f *screen.AssetForm, field *domain.AssetField) fyne.CanvasObject {
	k, name := v.w.k, field.Name
	wrong, hint := "", words.FactHint(name)
	if err := f.Errs[name]; err != nil {
		wrong = words.FieldError(err)
	}
	if n := f.Mixed[name]; n > 0 {
		hint = words.MixedValues(n)
	}
	var in *input
	var behind fyne.CanvasObject
	if name == "kind" {
		behind = k.menuButton(quietButton, "chevron-down", "", func() []menuItem {
			var items []menuItem
			for _, kind := range words.AssetKinds() {
				items = append(items, menuItem{word: words.AssetKind(kind), press: func() {
					in.field.SetText(kind)
					v.w.win.Canvas().Focus(in.field)
				}})
			}
			return items
		}).low()
	}
	in = k.input(words.FactQuestion(name), f.Values[name], hint, words.FactHelp(name), wrong, behind)
	in.field.OnChanged = func(text string) { v.w.assets.Enter(name, text) }
	in.keys(func() { v.w.assets.Send(f.Act == screen.AssetNew) }, v.w.assets.GiveUp)
	if v.focus == nil && (len(f.Errs) == 0 || wrong != "") {
		v.focus = in.field
	}
	return in.box
}

// choices are the answers to one of the four questions.
func (v *assetsView) choices(f *screen.AssetForm, field *domain.AssetField) fyne.CanvasObject {
	k, name := v.w.k, field.Name
	values := []string{string(domain.Yes), string(domain.No), ""}
	if field.Sort == domain.FieldLevel {
		values = []string{"low", "medium", "high", ""}
	}
	now, typed := f.Values[name]
	var segments []segment
	for _, value := range values {
		word := words.AnswerWord(domain.Answer(value))
		if field.Sort == domain.FieldLevel {
			word = words.LevelWord(value)
		}
		segments = append(segments, segment{word, -1, now == value && (typed || f.Mixed[name] == 0), func() { v.w.assets.Pick(name, value) }})
	}
	parts := []fyne.CanvasObject{k.para(words.FactQuestion(name), styleSmall, k.ink()), row(0, k.segments(segments), spring())}
	if n := f.Mixed[name]; n > 0 && !typed {
		parts = append(parts, k.text(words.MixedValues(n), styleCaption, k.muted))
	}
	if err := f.Errs[name]; err != nil {
		parts = append(parts, k.para(words.FieldError(err), styleCaption, k.overdue.on))
	}
	return column(gap4, parts...)
}

// keeping asks which of several assets stays.
func (v *assetsView) keeping(f *screen.AssetForm) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{k.text(words.Text("Which one do you keep?"), styleStrong, k.ink())}
	for i, id := range f.IDs {
		line := ""
		for j, a := range v.w.assets.All() {
			if a.ID == id {
				line = words.MergeLine(&v.w.assets.All()[j], v.w.zone(), v.w.deps.Now())
			}
		}
		parts = append(parts, k.option(f.Names[i], line, f.Values[screen.FieldKeep] == id, func() { v.w.assets.Pick(screen.FieldKeep, id) }))
	}
	return column(gap4, parts...)
}
