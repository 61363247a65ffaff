package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/screen"
)

// hinted is what the bubble says now.
func hinted(w *Window) string {
	for _, o := range w.k.hint.layer.Objects {
		if p, ok := o.(*paragraph); ok {
			return p.runs[0].text
		}
	}
	return ""
}

// TestChartByKeyboard walks a chart from value to value, reads it as text and copies it.
func TestChartByKeyboard(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameToday})
	var c *flowChart
	for _, o := range test.LaidOutObjects(w.root) {
		if found, ok := o.(*flowChart); ok {
			c = found
		}
	}
	if c == nil {
		t.Fatal("Today has no chart")
	}
	canvas := w.win.Canvas()
	canvas.Focus(c)
	if got := hinted(w); got != c.says[0] || !c.ring.Visible() {
		t.Errorf("with the focus it tells %q, ring %v", got, c.ring.Visible())
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyRight, 1}, {fyne.KeyDown, 2}, {fyne.KeyLeft, 1}, {fyne.KeyEnd, len(c.says) - 1}, {fyne.KeyRight, len(c.says) - 1}, {fyne.KeyHome, 0}, {fyne.KeyLeft, 0}} {
		c.TypedKey(&fyne.KeyEvent{Name: step.key})
		if got := hinted(w); got != c.says[step.want] {
			t.Errorf("after %s it tells %q, want %q", step.key, got, c.says[step.want])
		}
	}
	c.TypedShortcut(&fyne.ShortcutCopy{})
	copied := w.app.Clipboard().Content()
	if lines := strings.Split(copied, "\n"); len(lines) != 1+len(c.says) || lines[0] != c.title || c.title == "" {
		t.Errorf("copied %q", copied)
	}
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	sheet, ok := canvas.Overlays().Top().(*keySheet)
	if !ok {
		t.Fatal("Enter opens no sheet")
	}
	sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if canvas.Overlays().Top() != nil || canvas.Focused() != fyne.Focusable(c) {
		t.Error("the sheet does not give the keyboard back")
	}
	canvas.Unfocus()
	if hinted(w) != "" || c.ring.Visible() {
		t.Error("without the focus it still tells a value")
	}
}

// TestVersionLineIsToldToo: the line of a finding can be walked as charts can.
func TestVersionLineIsToldToo(t *testing.T) {
	w := open(t, cedarHollow(), Dark, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameFindings, ID: "f-04"})
	samePicture(t, "findings-line-dark.png", w.win.Canvas().Capture())
	for _, o := range test.LaidOutObjects(w.root) {
		if v, ok := o.(*versionLine); ok {
			w.win.Canvas().Focus(v)
			v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			if got := hinted(w); got != "3.0.15, installed" {
				t.Errorf("tells %q", got)
			}
			return
		}
	}
	t.Error("the finding has no line of versions")
}

// TestValuesSheet shows the values of a chart as text over the window.
func TestValuesSheet(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameToday})
	for _, o := range test.LaidOutObjects(w.root) {
		if c, ok := o.(*flowChart); ok {
			c.open()
			samePicture(t, "today-values.png", w.win.Canvas().Capture())
			return
		}
	}
	t.Error("Today has no chart over time")
}
