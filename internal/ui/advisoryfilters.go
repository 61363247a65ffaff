package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// filterGroups offers what advisories can be filtered by, group by group.
func (v *advisoriesView) filterGroups() []menuItem {
	var items []menuItem
	for _, group := range screen.FilterGroups() {
		items = append(items, menuItem{word: words.FilterGroup(group), press: func() { v.w.advisories.ChooseFilter(group) }})
	}
	items = append(items, menuItem{word: words.Sense("those", "Not for us"), press: func() { v.w.advisories.ShowOnly(screen.MarkNotForUs) }})
	if len(v.w.advisories.State().Filters) > 0 {
		items = append(items, menuItem{word: words.Text("Drop all filters"), press: func() { v.w.advisories.DropFilter("") }})
	}
	return items
}

// filtered draws the conditions in force, each with a way to drop it, and the form that
// asks for another one.
func (v *advisoriesView) filtered(s *screen.AdvisoriesState) []fyne.CanvasObject {
	k := v.w.k
	var out []fyne.CanvasObject
	var chips []fyne.CanvasObject
	for _, f := range s.Filters {
		chips = append(chips, k.button(plainButton, "x", words.FilterChip(f.Field, f.Value, f.Not), func() { v.w.advisories.Drop(f) }).low().saying(words.Text("Drop this filter")))
	}
	if len(chips) > 0 {
		out = append(out, wrapping(gap4, gap4, chips...))
	}
	if s.Filter == "" {
		v.leaveOut = false
	} else {
		out = append(out, v.filterForm(s))
	}
	if len(out) > 0 {
		out = append(out, space(1, gap4))
	}
	return out
}

// filterForm asks for a field of a group, or for the value of a field.
func (v *advisoriesView) filterForm(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, model := v.w.k, v.w.advisories
	cancel := k.button(quietButton, "", words.Text("Cancel"), func() { model.ChooseFilter("") }).low()
	field, known := screen.FilterOf(s.Filter)
	today := domain.DayOf(v.w.deps.Now(), v.w.zone())
	add := func(name, value string) {
		if v.leaveOut {
			model.LeaveOut(name, value, today)
			return
		}
		model.AddFilter(name, value, today)
	}
	// ticked in place, so that what was typed stays
	var leaveOut *button
	leaveOut = k.check(words.Text("Leave out what meets it"), v.leaveOut, func() {
		v.leaveOut = !v.leaveOut
		leaveOut.chosen = v.leaveOut
		leaveOut.dress()
		leaveOut.Refresh()
	})
	if !known {
		var fields []fyne.CanvasObject
		for _, f := range screen.FilterFields() {
			if f.Group != s.Filter {
				continue
			}
			press := func() { model.ChooseFilter(f.Name) }
			if f.Sort == screen.FilterMark {
				press = func() { add(f.Name, f.Values[0]) }
			}
			fields = append(fields, k.button(plainButton, "", words.FilterField(f.Name), press).low())
		}
		return k.formBox(k.text(words.FilterGroup(s.Filter), styleSmall, k.ink()), wrapping(gap4, gap4, fields...), row(gap8, cancel, leaveOut, spring()))
	}
	if len(field.Values) > 0 {
		var values []fyne.CanvasObject
		for _, value := range field.Values {
			values = append(values, k.button(plainButton, "", words.FilterValue(field.Name, value), func() { add(field.Name, value) }).low())
		}
		return k.formBox(k.text(words.FilterField(field.Name), styleSmall, k.ink()), wrapping(gap4, gap4, values...), row(gap8, cancel, leaveOut, spring()))
	}
	failed := ""
	if s.ActErr != nil {
		failed, _ = words.Error(s.ActErr)
	}
	in := k.input(words.FilterField(field.Name), "", "", words.FilterHelp(field.Sort == screen.FilterSince), failed, nil)
	answer := func() { add(field.Name, in.field.Text) }
	in.keys(answer, func() { model.ChooseFilter("") })
	return k.formBox(in.box, row(gap8, k.button(mainButton, "", words.Text("Filter"), answer).low(), cancel, leaveOut, spring()))
}
