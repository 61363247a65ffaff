package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/screen"
)

// walk calls visit for every object in sight, with its place in the window and
// the room its nearest scrolling or framing widget gives it.
func walk(o fyne.CanvasObject, at fyne.Position, left, right float32, visit func(o fyne.CanvasObject, at fyne.Position, left, right float32)) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch o.(type) {
	case *page, *worklist, *rail, *split:
		left, right = max(left, at.X), min(right, at.X+o.Size().Width)
	case *field: // scrolls what is typed
		left, right = -1e6, 1e6
	}
	visit(o, at, left, right)
	switch v := o.(type) {
	case *fyne.Container:
		for _, child := range v.Objects {
			walk(child, at, left, right, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(v).Objects() {
			walk(child, at, left, right, visit)
		}
	}
}

func textsOf(w *Window) []string {
	var out []string
	walk(w.root, fyne.Position{}, 0, w.win.Canvas().Size().Width, func(o fyne.CanvasObject, _ fyne.Position, _, _ float32) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	})
	return out
}

func shows(w *Window, words string) bool {
	return strings.Contains(strings.Join(textsOf(w), "\n"), words)
}

// press presses the button with the label in sight.
func press(t *testing.T, w *Window, label string) {
	t.Helper()
	var found *button
	walk(w.root, fyne.Position{}, 0, 1e6, func(o fyne.CanvasObject, _ fyne.Position, _, _ float32) {
		if b, ok := o.(*button); ok && b.label == label && found == nil {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q in sight", label)
	}
	test.Tap(found)
}

func TestNoTextLeavesItsPane(t *testing.T) {
	for name, desk := range map[string]*fixture{"typical": cedarHollow(), "huge": hugeDesk(), "empty": emptyDesk(), "error": brokenDesk()} {
		for _, size := range []fyne.Size{fyne.NewSize(1440, 900), fyne.NewSize(1280, 720), fyne.NewSize(920, 580), fyne.NewSize(720, 450)} {
			w := open(t, desk, Light, size.Width, size.Height)
			seen := 0
			for _, s := range append(everyScreen(), screen.NameFetch) {
				w.Go(screen.Route{Screen: s})
				walk(w.root, fyne.Position{}, 0, size.Width, func(o fyne.CanvasObject, at fyne.Position, left, right float32) {
					text, ok := o.(*canvas.Text)
					if !ok || text.Text == "" {
						return
					}
					seen++
					width, from := text.MinSize().Width, at.X
					switch text.Alignment {
					case fyne.TextAlignTrailing:
						from += text.Size().Width - width
					case fyne.TextAlignCenter:
						from += (text.Size().Width - width) / 2
					}
					if from < left-1 || from+width > right+1 {
						t.Errorf("%s, %s at %v: %q spans %.0f to %.0f in a pane of %.0f to %.0f", name, s, size, text.Text, from, from+width, left, right)
					}
				})
			}
			if seen < 50 {
				t.Errorf("%s at %v: only %d texts were looked at", name, size, seen)
			}
		}
	}
}

func TestKeysOpenScreens(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	for i, item := range railItems() {
		key := fyne.KeyName(string(rune('0' + (i+1)%10)))
		w.win.Canvas().(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
		if got := w.history.Current().Screen; got != item.name {
			t.Errorf("Ctrl+%s opened %q, not %q", key, got, item.name)
		}
	}
	w.chord(&desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt})
	if got := w.history.Current().Screen; got != screen.NameImports {
		t.Errorf("Alt+Left went to %q", got)
	}
}

func TestSearchFromTheKeyboard(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.chord(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierShortcutDefault})
	if w.win.Canvas().Focused() != w.bar.search {
		t.Fatal("Ctrl+K did not put the keyboard into the search")
	}
	test.Type(w.bar.search, "tomcat")
	w.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := w.history.Current(); got.Screen != screen.NameSearch || got.ID != "tomcat" {
		t.Fatalf("Enter went to %v", got)
	}
	list := w.views[screen.NameSearch].(*searchView).list
	if w.win.Canvas().Focused() != list {
		t.Fatal("the hits do not have the keyboard")
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := w.history.Current(); got.Screen != screen.NameTasks || got.ID != "T-118" {
		t.Errorf("Enter on the first hit went to %v", got)
	}
}

func TestShortcutsWorkInsideFields(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.win.Canvas().Focus(w.bar.search)
	w.bar.search.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.Key2, Modifier: fyne.KeyModifierShortcutDefault})
	if got := w.history.Current().Screen; got != screen.NameTasks {
		t.Errorf("Ctrl+2 in the search opened %q", got)
	}
	w.win.Canvas().Focus(w.bar.search)
	w.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Focused() == w.bar.search {
		t.Error("Escape did not leave the search")
	}
}

func TestListKeys(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameTasks})
	list := w.views[screen.NameTasks].(*tasksView).list
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyDown, "T-117"}, {fyne.KeyDown, "T-112"}, {fyne.KeyUp, "T-117"}, {fyne.KeyEnd, "T-091"},
		{fyne.KeyDown, "T-091"}, {fyne.KeyHome, "T-118"}, {fyne.KeyUp, "T-118"}, {fyne.KeyPageDown, "T-091"},
	} {
		list.TypedKey(&fyne.KeyEvent{Name: step.key})
		if got := w.tasks.State().Selected; got != step.want {
			t.Errorf("after %s %s is chosen, not %s", step.key, got, step.want)
		}
	}
	i := list.at()
	if top, offset := list.tops[i], list.scroll.Offset.Y; top < offset || list.tops[i+1] > offset+list.scroll.Size().Height {
		t.Error("the chosen row is out of sight")
	}
	if !list.keyed || !list.focused {
		t.Error("the focus ring does not show although the keyboard is used")
	}
	list.TypedShortcut(&fyne.ShortcutCopy{})
	if got := w.app.Clipboard().Content(); !strings.Contains(got, "PuTTY to 0.84\t6") {
		t.Errorf("copied %q", got)
	}
}

func TestOnlyRowsInSightAreObjects(t *testing.T) {
	w := open(t, hugeDesk(), Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameTasks})
	list := w.views[screen.NameTasks].(*tasksView).list
	if len(list.rows) < 2000 {
		t.Fatalf("%d rows", len(list.rows))
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if n := len(list.pool); n > 40 {
		t.Errorf("%d row objects for 2,000 rows", n)
	}
}

func TestSortByHeader(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameAssets})
	list := w.views[screen.NameAssets].(*assetsView).list
	open := list.header.words[4]
	test.TapAt(list.header, open.Position().AddXY(2, 8))
	if got := w.assets.State(); got.Sort.Column != "open" || got.Assets[0].Name != "PORTAL-01" {
		t.Errorf("sorted by %q, first is %s", got.Sort.Column, got.Assets[0].Name)
	}
}

func TestAnswerTheExposureQuestion(t *testing.T) {
	desk := cedarHollow()
	w := open(t, desk, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameAssets, ID: "a-LAB-IF-01"})
	press(t, w, "No")
	if len(desk.answered) != 1 || desk.answered[0] != "a-sw-1 exposed=no" && desk.answered[0] != "a-LAB-IF-01 exposed=no" {
		t.Errorf("answered %v", desk.answered)
	}
}

func TestErrorSaysWhatAndOffersAgain(t *testing.T) {
	desk := brokenDesk()
	w := open(t, desk, Light, 1280, 720)
	if !shows(w, "input/output error") || shows(w, "No advisories yet") {
		t.Errorf("the failure is not said, or data is claimed to be missing: %q", textsOf(w))
	}
	full := cedarHollow()
	desk.err, desk.today, desk.status = nil, full.today, full.status
	press(t, w, "Try again")
	if !shows(w, "Tuesday 24 November 2026") {
		t.Error("trying again did not help")
	}
}

func TestAppearanceIsRemembered(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameTasks, ID: "T-112"})
	w.Appear(Dark)
	if w.k.surface != dark.surface {
		t.Error("the window is not dark")
	}
	if got := w.app.Preferences().String(prefAppearance); got != string(Dark) {
		t.Errorf("remembered %q", got)
	}
	if got := w.tasks.State().Selected; got != "T-112" || !shows(w, "Update Mozilla Firefox ESR") {
		t.Errorf("the choice was lost: %q", got)
	}
}

func TestMenuByKeyboard(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.k.menu(w.appearanceMenu(), fyne.NewPos(1000, 40))
	c := w.win.Canvas()
	first, ok := c.Focused().(*button)
	if !ok || first.label != "Follow the system" {
		t.Fatalf("the menu does not have the keyboard: %v", c.Focused())
	}
	first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	last := c.Focused().(*button)
	if last.label != "Dark" {
		t.Fatalf("Up went to %q", last.label)
	}
	last.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if w.k.surface != dark.surface || len(c.Overlays().List()) != 0 {
		t.Error("Enter did not choose and close")
	}
	w.k.menu(w.appearanceMenu(), fyne.NewPos(1000, 40))
	c.Focused().(*button).TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(c.Overlays().List()) != 0 {
		t.Error("Escape did not close the menu")
	}
}

func TestLockedButtonSaysWhy(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	pressed := false
	b := w.k.button(plainButton, "", "Export", func() { pressed = true }).lockedBecause("A report is being written")
	w.stage.Objects = []fyne.CanvasObject{b}
	b.Resize(b.MinSize())
	test.Tap(b)
	b.FocusGained()
	if pressed {
		t.Error("a locked button was pressed")
	}
	if !shows(w, "A report is being written") {
		t.Error("a locked button does not say why on focus")
	}
	b.FocusLost()
	if shows(w, "A report is being written") {
		t.Error("the bubble stays")
	}
}
