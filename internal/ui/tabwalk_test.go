package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
)

// tabStops are the parts that Tab comes to, one after the other, until it is where it
// began; with what is out of sight when it has the focus.
func tabStops(t *testing.T, w *Window) (stops []fyne.Focusable, hidden []string) {
	t.Helper()
	c := w.win.Canvas()
	c.Unfocus()
	seen := map[fyne.Focusable]bool{}
	for range 400 {
		c.FocusNext()
		f := c.Focused()
		if f == nil {
			t.Fatal("Tab leads to nothing")
		}
		if seen[f] {
			if f != stops[0] {
				t.Errorf("Tab goes round without coming back: from %s to %s", named(stops[len(stops)-1]), named(f))
			}
			return stops, hidden
		}
		seen[f] = true
		stops = append(stops, f)
		o := f.(fyne.CanvasObject)
		at, size, all := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size(), c.Size()
		if foot := min(at.Y+size.Height, at.Y+controlHeight); at.Y < 0 || at.X < 0 || at.X >= all.Width || foot > all.Height || at.Y < all.Height-statusHeight && foot > all.Height-statusHeight+gap4 {
			hidden = append(hidden, fmt.Sprintf("%s at %v", named(f), at))
		}
	}
	t.Fatal("Tab does not come back")
	return nil, nil
}

func named(f fyne.Focusable) string {
	switch o := f.(type) {
	case *button:
		return "button " + o.label + o.tip
	case *segmentButton:
		return "choice " + o.c.word
	case *tabButton:
		return "page " + o.c.word
	case *field:
		return "field " + o.whole
	}
	return fmt.Sprintf("%T", f)
}

// TestTabReachesEverything walks every screen with Tab alone: it comes to the rail, the bar
// and every part of the screen, back to where it began, and what has the focus is in sight.
func TestTabReachesEverything(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(1280, 720), fyne.NewSize(960, 540)} {
		for _, name := range everyScreen() {
			t.Run(fmt.Sprintf("%s/%v", name, size.Width), func(t *testing.T) {
				w := open(t, cedarHollow(), Light, size.Width, size.Height)
				w.Go(screen.Route{Screen: name})
				stops, hidden := tabStops(t, w)
				t.Logf("%d stops", len(stops))
				if len(stops) < len(railItems())+4 {
					t.Errorf("Tab comes to %d parts alone", len(stops))
				}
				for _, h := range hidden {
					t.Errorf("has the focus out of sight: %s", h)
				}
			})
		}
	}
}
