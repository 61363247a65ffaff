package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// people lists who acts on this desk, and takes another one in.
func (v *settingsView) people(s *screen.SettingsState) fyne.CanvasObject {
	k := v.w.k
	parts := v.head(s, words.PeopleNote(len(s.People)))
	shares := []float32{0.34, 0.36, 0.30}
	if len(s.People) > 0 {
		parts = append(parts, fixed(0, rowInner, k.cells(shares, k.muted, styleCaption, words.Text("Name"), words.Text("May"), words.Text("Known by"))), k.rule())
	}
	for _, p := range s.People {
		known := words.Text("their word")
		if p.Passphrase {
			known = words.Text("passphrase")
		}
		more := k.menuButton(quietButton, "ellipsis", "", func() []menuItem { return v.personMenu(p) }).low().saying(words.Text("Change {name}", "name", p.Name))
		parts = append(parts, fixed(0, rowTask, k.grid(shares, k.cut(p.Name, styleRowBold, k.ink()), k.cut(words.Role(p.Role), styleRow, k.ink()),
			row(gap8, grow(k.cut(known, styleRow, k.muted)), more))), k.rule())
	}
	return form(0, append(parts, space(1, gap24), v.newPerson(s))...)
}

func (v *settingsView) personMenu(p domain.PersonView) []menuItem {
	var items []menuItem
	for _, role := range domain.Roles() {
		items = append(items, menuItem{word: words.Text("May {role}", "role", words.Role(role)), checked: p.Role == role, press: func() { v.w.settings.SavePerson(p.Name, role, "") }})
	}
	if p.Passphrase {
		items = append(items, menuItem{word: words.Text("Take the passphrase away"), press: func() { v.w.settings.DropPassphrase(p) }})
	}
	return append(items, menuItem{word: words.Text("Take off the list"), press: func() { v.w.settings.Retire(p.Name) }})
}

// newPerson is the form for a person; the name of one on the list changes them.
func (v *settingsView) newPerson(s *screen.SettingsState) fyne.CanvasObject {
	k := v.w.k
	name, secret := k.field(words.Text("Name, as the log will say it")), k.field(words.Text("At least 10 characters; may stay empty"))
	secret.Password = true
	role := domain.RoleEdit
	if len(s.People) == 0 {
		role = domain.RoleApprove
	}
	roles := &fyne.Container{Layout: &layersLayout{}}
	var draw func()
	draw = func() {
		var options []fyne.CanvasObject
		for _, r := range domain.Roles() {
			options = append(options, k.option(words.Sentence(words.Role(r)), words.RoleSay(r), role == r, func() {
				role = r
				draw()
			}))
		}
		roles.Objects = []fyne.CanvasObject{column(0, options...)}
		roles.Refresh()
	}
	draw()
	save := func() { v.w.settings.SavePerson(name.Text, role, secret.Text) }
	name.OnSubmitted, secret.OnSubmitted = func(string) { save() }, func(string) { save() }
	return column(0,
		k.text(words.Text("Add a person, or change their passphrase"), styleSection, k.ink()), space(1, gap12),
		rowTop(gap16, grow(k.labelled(words.Text("Name"), "", name.boxed("", k.edge, nil))), grow(k.labelled(words.Text("Passphrase"), "", secret.boxed("", k.edge, nil)))),
		space(1, gap12), roles, space(1, gap16),
		row(0, k.button(mainButton, "", words.Text("Save person"), save), spring()))
}
