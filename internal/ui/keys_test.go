package ui

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/screen"
)

// everyKey are the keys of a keyboard that the toolkit names.
func everyKey() []fyne.KeyName {
	keys := []fyne.KeyName{
		fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyBackspace, fyne.KeyInsert, fyne.KeyDelete, fyne.KeyRight, fyne.KeyLeft, fyne.KeyDown, fyne.KeyUp,
		fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeySpace, fyne.KeySlash, fyne.KeyComma, fyne.KeyPeriod, fyne.KeyMinus, fyne.KeyEqual, desktop.KeyMenu,
	}
	for c := 'A'; c <= 'Z'; c++ {
		keys = append(keys, fyne.KeyName(string(c)))
	}
	for c := '0'; c <= '9'; c++ {
		keys = append(keys, fyne.KeyName(string(c)))
	}
	for i := 1; i <= 12; i++ {
		keys = append(keys, fyne.KeyName(fmt.Sprintf("F%d", i)))
	}
	return keys
}

// shortcutsAs gives a key with Ctrl and with Alt as the toolkit hands it on.
func shortcutsAs(key fyne.KeyName) map[screen.Chord]fyne.Shortcut {
	c := screen.Chord{Key: engraving(key), Ctrl: true}
	held := fyne.Shortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
	switch key {
	case fyne.KeyZ:
		held = &fyne.ShortcutUndo{}
	case fyne.KeyC:
		held = &fyne.ShortcutCopy{}
	case fyne.KeyA:
		held = &fyne.ShortcutSelectAll{}
	}
	return map[screen.Chord]fyne.Shortcut{c: held, {Key: c.Key, Alt: true}: &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}}
}

// onSheet are the chords that the sheet shows for a place.
func onSheet(where screen.Where) map[screen.Chord]bool {
	out := map[screen.Chord]bool{}
	for _, b := range screen.Bindings() {
		for _, c := range b.Chords {
			if b.Where == where {
				out[c] = true
			}
		}
	}
	return out
}

// heard presses every key on a part and gives those that it did not hand on.
func heard(k *kit, part fyne.Focusable) map[screen.Chord]bool {
	handed := false
	k.forward, k.chord = func(*fyne.KeyEvent) { handed = true }, func(fyne.Shortcut) { handed = true }
	out := map[screen.Chord]bool{}
	for _, key := range everyKey() {
		handed = false
		part.TypedKey(&fyne.KeyEvent{Name: key})
		if !handed {
			out[screen.Chord{Key: engraving(key)}] = true
		}
		for c, s := range shortcutsAs(key) {
			handed = true
			if can, ok := part.(fyne.Shortcutable); ok {
				handed = false
				can.TypedShortcut(s)
			}
			if !handed {
				out[c] = true
			}
		}
	}
	return out
}

func TestTheSheetHoldsTheKeysThatAreBound(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	bound := map[screen.Where]map[screen.Chord]bool{}

	// Of the window: what the canvas sets off, with nothing focused.
	w.win.Canvas().Unfocus()
	seen, did := map[screen.Chord]bool{}, screen.Doing("")
	w.does = func(d screen.Doing) bool { did = d; return true }
	press := func(c screen.Chord, act func()) {
		did = ""
		if act(); did != "" {
			seen[c] = true
			if did != screen.Bound(screen.InWindow, c) {
				t.Errorf("%s does %q, the sheet says %q", c, did, screen.Bound(screen.InWindow, c))
			}
		}
	}
	c := w.win.Canvas()
	for _, key := range everyKey() {
		press(screen.Chord{Key: engraving(key)}, func() { c.OnTypedKey()(&fyne.KeyEvent{Name: key}) })
		for chord, s := range shortcutsAs(key) {
			press(chord, func() { c.(fyne.Shortcutable).TypedShortcut(s) })
		}
	}
	bound[screen.InWindow] = seen

	k := newKit(w.look.palette(w.variant))
	list := k.worklist([]listColumn{{title: "Name"}}, nil)
	list.onMarks = func(bool) {}
	bound[screen.InList] = heard(k, list)
	bound[screen.InButton] = heard(k, k.button(plainButton, "", "Do", func() {}))
	w.does = w.perform
	w.Go(screen.Route{Screen: screen.NamePlan})
	if board, ok := w.views[screen.NamePlan].first().(*planBoard); ok {
		board.onOpen = func(string) {}
		w.k.menu = func([]menuItem, fyne.Position) {}
		bound[screen.InPlan] = heard(w.k, board)
	} else {
		t.Error("the plan has no board to press keys on")
	}
	for where, got := range bound {
		want := onSheet(where)
		for c := range maps.Keys(want) {
			if !got[c] {
				t.Errorf("%s: the sheet says %s, nothing listens", where, c)
			}
		}
		for c := range maps.Keys(got) {
			if !want[c] {
				t.Errorf("%s: %s does something, the sheet does not say so", where, c)
			}
		}
	}
}

func TestPlacesOfTheKeysAreTheRail(t *testing.T) {
	var rail []screen.Place
	for _, item := range railItems() {
		rail = append(rail, screen.Place{Name: item.name, Word: item.word})
	}
	if !slices.Equal(rail, screen.Places()) {
		t.Errorf("the rail has %v, the keys have %v", rail, screen.Places())
	}
}

func TestEveryCommandIsKnown(t *testing.T) {
	for _, c := range screen.Commands(nil) {
		w := open(t, cedarHollow(), Light, 1280, 720)
		w.perform(screen.DoGo(screen.Route{Screen: screen.NameSearch, ID: ">"}))
		if !w.perform(c.Do) {
			t.Errorf("nothing is known of %q", c.Title)
		}
	}
}

func TestCommandsFromTheKeyboard(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	enter := func(s string) {
		w.chord(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierShortcutDefault})
		test.Type(w.bar.search, s)
	}
	enter("> add as")
	if got := w.history.Current(); got.Screen != screen.NameSearch || w.win.Canvas().Focused() != w.bar.search {
		t.Fatalf("typing “>” leads to %v, and the keyboard is with %T", got, w.win.Canvas().Focused())
	}
	w.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := w.history.Current().Screen; got != screen.NameAssets || w.assets.State().Form == nil || w.bar.search.Text != "" {
		t.Errorf("Enter led to %q, with %q left in the search", got, w.bar.search.Text)
	}
	enter("")
	w.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Type(w.bar.search, "dark")
	w.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := w.history.Current().Screen; w.look.appearance != Dark || got != screen.NameAssets {
		t.Errorf("the appearance is %q on %q", w.look.appearance, got)
	}
	enter(">plan")
	w.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	list := w.views[screen.NameSearch].(*searchView).list
	if w.win.Canvas().Focused() != list {
		t.Fatal("Down did not lead to the commands")
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := w.history.Current().Screen; got != screen.NamePlan {
		t.Errorf("Enter on the first command led to %q", got)
	}
}

func TestTheSheetGivesTheKeyboardBack(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.win.Canvas().Focus(w.bar.search)
	w.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	sheet, ok := w.win.Canvas().Overlays().Top().(*keySheet)
	if !ok || w.win.Canvas().Focused() != sheet {
		t.Fatal("F1 in the search did not open the sheet")
	}
	sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if off, size := sheet.page.scroll.Offset.Y, sheet.page.scroll.Size().Height; off+size < sheet.page.inner.height-1 {
		t.Errorf("End left the page at %.0f of %.0f", off+size, sheet.page.inner.height)
	}
	sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Overlays().Top() != nil || w.win.Canvas().Focused() != w.bar.search {
		t.Error("Escape did not close the sheet, or the keyboard did not come back")
	}
}
