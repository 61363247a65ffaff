package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// engraved are the keys of the toolkit that are engraved with other words than its own.
var engraved = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter", fyne.KeyEscape: "Esc", fyne.KeyBackspace: "Backspace",
	fyne.KeyPageUp: "Page Up", fyne.KeyPageDown: "Page Down", desktop.KeyMenu: "Menu",
}

func engraving(key fyne.KeyName) string {
	if word, ok := engraved[key]; ok {
		return word
	}
	return string(key)
}

// keyIn says what a single key does at a place of the window; "" for nothing.
func keyIn(where screen.Where, e *fyne.KeyEvent) screen.Doing {
	return screen.Bound(where, screen.Chord{Key: engraving(e.Name)})
}

// shortcutIn says what a shortcut does at a place of the window; "" for nothing.
func shortcutIn(where screen.Where, s fyne.Shortcut) screen.Doing {
	c := screen.Chord{Ctrl: true}
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		c.Key = "Z"
	case *fyne.ShortcutCopy:
		c.Key = "C"
	case *fyne.ShortcutSelectAll:
		c.Key = "A"
	case *desktop.CustomShortcut:
		if s.Modifier != fyne.KeyModifierShortcutDefault && s.Modifier != fyne.KeyModifierAlt {
			return ""
		}
		c = screen.Chord{Key: engraving(s.KeyName), Ctrl: s.Modifier == fyne.KeyModifierShortcutDefault, Alt: s.Modifier == fyne.KeyModifierAlt}
	default:
		return ""
	}
	return screen.Bound(where, c)
}

// bindKeys has the canvas listen to the chords of the table; single keys come to
// [Window.key] all.
func (w *Window) bindKeys() {
	w.does = w.perform
	c := w.win.Canvas()
	c.SetOnTypedKey(w.key)
	for _, b := range screen.Bindings() {
		if b.Where != screen.InWindow {
			continue
		}
		for _, chord := range b.Chords {
			if s := shortcutOf(chord); s != nil {
				c.AddShortcut(s, w.chord)
			}
		}
	}
}

// shortcutOf is a chord as the toolkit has it; nil for a single key.
func shortcutOf(c screen.Chord) fyne.Shortcut {
	switch {
	case c == screen.Chord{Key: "Z", Ctrl: true}:
		return &fyne.ShortcutUndo{}
	case c.Ctrl:
		return &desktop.CustomShortcut{KeyName: fyne.KeyName(c.Key), Modifier: fyne.KeyModifierShortcutDefault}
	case c.Alt:
		return &desktop.CustomShortcut{KeyName: fyne.KeyName(c.Key), Modifier: fyne.KeyModifierAlt}
	}
	return nil
}

// chord does what a shortcut of the window says.
func (w *Window) chord(s fyne.Shortcut) {
	if do := shortcutIn(screen.InWindow, s); do != "" {
		w.does(do)
	}
}

// key does what a single key of the window says.
func (w *Window) key(e *fyne.KeyEvent) {
	if do := keyIn(screen.InWindow, e); do != "" {
		w.does(do)
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
	case w.assets.State().Form != nil:
		w.assets.GiveUp()
	case len(w.assets.State().Marked) > 0 && w.history.Current().Screen == screen.NameAssets:
		w.assets.Unmark()
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

// firstOf is what takes the keyboard under a head: the list, where it is in sight and not
// what stands in its place while there is nothing to list. The toolkit gives the keyboard
// to nothing that is out of sight, and complains.
func firstOf(under *fyne.Container, l *worklist) fyne.Focusable {
	if len(under.Objects) == 0 || under.Objects[0] != fyne.CanvasObject(l) {
		return nil
	}
	return l
}

// appearanceMenu offers the three appearances.
func (w *Window) appearanceMenu() []menuItem {
	item := func(word string, a Appearance) menuItem {
		return menuItem{word: word, press: func() { w.Appear(a) }, checked: w.look.appearance == a}
	}
	return []menuItem{item(words.Text("Follow the system"), FollowSystem), item(words.Text("Light"), Light), item(words.Text("Dark"), Dark)}
}

// Speak chooses a language and remembers it; "" follows the system. What is said
// already is said anew.
func (w *Window) Speak(l words.Language) {
	w.app.Preferences().SetString(prefLanguage, string(l))
	if l == "" {
		l = w.spoken
	}
	words.Use(l)
	w.build()
	w.frame.Refresh()
	w.imports.Refresh()
	for name, v := range w.views {
		if name != screen.NameImports {
			v.refresh()
		}
	}
}

// Appear chooses an appearance and remembers it.
func (w *Window) Appear(a Appearance) {
	w.app.Preferences().SetString(prefAppearance, string(a))
	w.look = newLook(a)
	w.app.Settings().SetTheme(w.look)
	w.build()
}
