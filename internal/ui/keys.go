package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fenceline/internal/screen"
)

// The window's own keys: Ctrl+K search, Ctrl+1 to Ctrl+9 and Ctrl+0 the screens of
// the rail, Alt+Left and Alt+Right back and forward, F5 asks again, Escape leaves a
// field or gives up what was begun, Ctrl+O imports, Ctrl+Z takes the last deed back.

// windowChord reports whether a shortcut is the window's own.
func windowChord(s *desktop.CustomShortcut) bool {
	switch {
	case s.Modifier == fyne.KeyModifierShortcutDefault && (s.KeyName == fyne.KeyK || s.KeyName == fyne.KeyO):
		return true
	case s.Modifier == fyne.KeyModifierShortcutDefault && s.KeyName >= fyne.Key0 && s.KeyName <= fyne.Key9:
		return true
	}
	return s.Modifier == fyne.KeyModifierAlt && (s.KeyName == fyne.KeyLeft || s.KeyName == fyne.KeyRight)
}

func (w *Window) bindKeys() {
	c := w.win.Canvas()
	c.SetOnTypedKey(w.key)
	add := func(key fyne.KeyName, mod fyne.KeyModifier) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, w.chord)
	}
	for _, key := range []fyne.KeyName{fyne.KeyK, fyne.KeyO, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9, fyne.Key0} {
		add(key, fyne.KeyModifierShortcutDefault)
	}
	c.AddShortcut(&fyne.ShortcutUndo{}, w.chord)
	add(fyne.KeyLeft, fyne.KeyModifierAlt)
	add(fyne.KeyRight, fyne.KeyModifierAlt)
}

// chord does what a shortcut of the window says.
func (w *Window) chord(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutUndo); ok {
		w.deeds.Undo()
		return
	}
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || !windowChord(c) {
		return
	}
	switch c.KeyName {
	case fyne.KeyK:
		w.win.Canvas().Focus(w.bar.search)
		w.bar.search.TypedShortcut(&fyne.ShortcutSelectAll{})
	case fyne.KeyO:
		w.chooseFile()
	case fyne.KeyLeft:
		w.goBack()
	case fyne.KeyRight:
		w.goForward()
	default:
		if i := (int(c.KeyName[0]-'0') + 9) % 10; i < len(railItems()) {
			w.Go(screen.Route{Screen: railItems()[i].name})
		}
	}
}

// key does what a single key of the window says.
func (w *Window) key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyF5:
		w.Refresh()
	case fyne.KeyEscape:
		w.giveUp()
	}
}

// giveUp leaves what was begun last: an offer, a claim, a form, a message.
func (w *Window) giveUp() {
	switch {
	case w.imports.State().Offer != nil:
		w.imports.Forget()
	case w.tasks.State().Form != nil:
		w.tasks.GiveUp()
	case len(w.tasks.State().Marked) > 0 && w.history.Current().Screen == screen.NameTasks:
		w.tasks.Unmark()
	case w.plan.State().Form.Field != "":
		w.plan.Open(screen.PlanForm{})
	case w.assets.State().Adding:
		w.assets.StartAdding(false)
	case w.readiness.State().Editing != "":
		w.readiness.Edit("")
	case w.settings.State().Key != "" && w.history.Current().Screen == screen.NameSettings:
		w.settings.Choose("")
	case w.notice.content.Visible():
		w.notice.read()
	}
	w.leaveField()
}

// leaveField gives the keyboard back to the screen in sight.
func (w *Window) leaveField() {
	if v, ok := w.views[w.history.Current().Screen]; ok && v.first() != nil {
		w.win.Canvas().Focus(v.first())
		return
	}
	w.win.Canvas().Unfocus()
}

// giveKeyboard gives a screen in sight the keyboard once what takes it is there, where
// nothing else has it.
func (w *Window) giveKeyboard(name screen.Name) {
	v, ok := w.views[name]
	if !ok || w.history.Current().Screen != name || w.win.Canvas().Focused() != nil || v.first() == nil {
		return
	}
	if l, ok := v.first().(*worklist); ok {
		l.silent = true
	}
	w.win.Canvas().Focus(v.first())
}

// find looks for what was typed into the search.
func (w *Window) find(query string) {
	if query != "" {
		w.Go(screen.Route{Screen: screen.NameSearch, ID: query})
	}
}

// appearanceMenu offers the three appearances.
func (w *Window) appearanceMenu() []menuItem {
	item := func(word string, a Appearance) menuItem {
		return menuItem{word: word, press: func() { w.Appear(a) }, checked: w.look.appearance == a}
	}
	return []menuItem{item("Follow the system", FollowSystem), item("Light", Light), item("Dark", Dark)}
}

// Appear chooses an appearance and remembers it.
func (w *Window) Appear(a Appearance) {
	w.app.Preferences().SetString(prefAppearance, string(a))
	w.look = newLook(a)
	w.app.Settings().SetTheme(w.look)
	w.build()
}
