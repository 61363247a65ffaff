package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// form draws what a person is about to do: what it means, its fields, two buttons.
func (v *tasksView) form(s *screen.TasksState) fyne.CanvasObject {
	k, f := v.w.k, s.Form
	act := string(f.Act)
	targets := 0
	if s.Detail != nil && len(f.Tasks) == 1 {
		targets = len(s.Detail.Targets)
	}
	_, isStep := f.Act.Intent()
	parts := []fyne.CanvasObject{row(gap8, k.text(words.FormTitle(act, f.Step), styleStrong, k.ink()),
		grow(k.cut(words.FormAbout(f.Tasks, f.AssetName, isStep, targets), styleCaption, k.muted)))}
	if ground := words.FormGround(act); ground != "" {
		parts = append(parts, k.para(ground, styleCaption, k.muted))
	}
	if err := f.Errs[""]; err != nil {
		parts = append(parts, k.warning("circle-alert", words.FieldError(err), k.overdue))
	}
	fields := f.Act.Fields(f.Step)
	var pair []fyne.CanvasObject // short fields stand two on a line
	flush := func() {
		if len(pair) > 0 {
			parts = append(parts, &fyne.Container{Layout: &cardsLayout{least: 190}, Objects: pair})
			pair = nil
		}
	}
	taken := false
	for _, field := range fields {
		box, first := v.field(s, field)
		wrong := f.Errs[field.Name] != nil
		if first != nil && (v.focus == nil && !taken || wrong && !taken) {
			v.focus, taken = first, wrong
		}
		if long(field) {
			flush()
			parts = append(parts, box)
			continue
		}
		pair = append(pair, box)
	}
	flush()
	send := k.button(mainButton, "", words.SendWord(act), v.w.tasks.Send)
	if s.Busy {
		send.lockedBecause(words.Text("Being stored"))
	}
	return k.formBox(append(parts, row(gap8, send, k.button(plainButton, "", words.Text("Cancel"), v.w.tasks.GiveUp), spring()))...)
}

// long tells whether a field takes sentences.
func long(f screen.FormField) bool {
	switch f.Name {
	case "reason", "note", "done", "control", "tested", "rollback", "file", "assets":
		return true
	}
	return f.Kind == screen.FieldChoice
}

// field draws one field; first is what takes the keyboard, nil for choices.
func (v *tasksView) field(s *screen.TasksState, field screen.FormField) (box fyne.CanvasObject, first fyne.Focusable) {
	k, f := v.w.k, s.Form
	say := words.FieldWords(string(f.Act), field.Name, f.Step)
	wrong := ""
	if err := f.Errs[field.Name]; err != nil {
		wrong = words.FieldError(err)
	}
	label := say.Label
	if !field.Must && field.Kind != screen.FieldChoice {
		label += ", " + words.FieldOptional()
	}
	switch field.Kind {
	case screen.FieldChoice:
		if field.Name == "into" {
			field.Choices = f.Into
		}
		return v.choice(f, field, label, wrong), nil
	case screen.FieldAssets:
		return v.someTargets(f, field, label, wrong), nil
	}
	var in *input
	set := func(text string) {
		in.field.SetText(text)
		v.w.win.Canvas().Focus(in.field)
	}
	if field.Name == "note" {
		in = k.textInput(label, f.Values[field.Name], say.Hint, words.SendWithCtrlEnter(say.Help), wrong)
	} else {
		in = k.input(label, f.Values[field.Name], say.Hint, say.Help, wrong, v.suggest(s, field, set))
	}
	in.field.Password = field.Kind == screen.FieldSecret
	in.field.OnChanged = func(text string) {
		v.w.tasks.Enter(field.Name, text)
		if field.Kind == screen.FieldDay || field.Kind == screen.FieldWhen {
			in.says(dayCaption(text, say.Help, s.Today))
		}
	}
	in.keys(v.w.tasks.Send, v.w.tasks.GiveUp)
	return in.box, in.field
}

// dayCaption says the day that was typed in full, or what is expected.
func dayCaption(text, help string, today domain.Day) string {
	when, err := screen.ParseWhen(text, today)
	switch {
	case err != nil:
		return help
	case when.Week:
		return words.WeekCaption(when.Day)
	}
	return words.DayCaption(when.Day, today)
}

// suggest is a menu behind a field: names, or days and weeks.
func (v *tasksView) suggest(s *screen.TasksState, field screen.FormField, set func(string)) fyne.CanvasObject {
	k := v.w.k
	switch field.Kind {
	case screen.FieldPerson:
		if len(s.Owners) == 0 {
			return nil
		}
		return k.menuButton(quietButton, "chevron-down", "", func() []menuItem {
			var items []menuItem
			for i, name := range s.Owners {
				if i == 12 {
					break
				}
				items = append(items, menuItem{word: name, press: func() { set(name) }})
			}
			return items
		}).low().saying(words.Text("People of this desk"))
	case screen.FieldFile:
		return k.button(quietButton, "file-text", "", func() { v.w.chooseOpen(words.Text("Choose"), set) }).low().saying(words.Text("Choose a file"))
	case screen.FieldDay, screen.FieldWhen:
		return k.menuButton(quietButton, "calendar-days", "", func() []menuItem {
			var items []menuItem
			for _, days := range []int{1, 3, 7, 14, 30, 90} {
				day := s.Today.Add(days)
				items = append(items, menuItem{word: words.DayCaption(day, s.Today), press: func() { set(words.DayTyped(day)) }})
			}
			for i := range 4 {
				if field.Kind == screen.FieldDay {
					break
				}
				monday := s.Today.Monday().Add(7 * i)
				items = append(items, menuItem{word: words.WeekCaption(monday), press: func() { set(monday.Week()) }})
			}
			return items
		}).low().saying(words.Text("Choose a day"))
	}
	return nil
}

// choice is a field with a few answers.
func (v *tasksView) choice(f *screen.TaskForm, field screen.FormField, label, wrong string) fyne.CanvasObject {
	k := v.w.k
	var choices []segment
	for _, value := range field.Choices {
		choices = append(choices, segment{words.ChoiceWord(field.Name, value), -1, f.Values[field.Name] == value, func() { v.w.tasks.Choose(field.Name, value) }})
	}
	parts := []fyne.CanvasObject{k.text(label, styleSmall, k.ink()), row(0, k.segments(choices), spring())}
	if wrong != "" {
		parts = append(parts, k.para(wrong, styleCaption, k.overdue.on))
	}
	return column(gap4, parts...)
}
