package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
)

// Where the duties leave no room for the pictures below them, one stands beside, to
// choose; else all three stand below.
func TestTodayCharts(t *testing.T) {
	for name, look := range map[string]Appearance{"charts": Light, "charts-dark": Dark} {
		w := open(t, cedarHollow(), look, 1280, 720)
		w.Go(screen.Route{Screen: screen.NameToday})
		v := w.views[screen.NameToday].(*todayView)
		v.choosePicture(map[Appearance]int{Light: 1, Dark: 2}[look])
		samePicture(t, "today-"+name+".png", w.win.Canvas().Capture())
	}
	for name, look := range map[string]Appearance{"below": Light, "below-dark": Dark} {
		desk := cedarHollow()
		desk.today.Reviews, desk.today.Forensic, desk.today.CannotTell, desk.today.NameOnly = nil, nil, 0, 0
		w := open(t, desk, look, 1440, 900)
		w.Go(screen.Route{Screen: screen.NameToday})
		samePicture(t, "today-"+name+".png", w.win.Canvas().Capture())
	}
}

func TestTodayShowsASectionWhole(t *testing.T) {
	w := open(t, hugeDesk(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameToday})
	press(t, w, "Show 30 more")
	press(t, w, "Show fewer")
	press(t, w, "Show 30 more")
}

func TestTodayIsArrangedAnewWhenTheWindowGrows(t *testing.T) {
	desk := cedarHollow()
	desk.today.Reviews, desk.today.Forensic = nil, nil
	w := open(t, desk, Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameToday})
	v := w.views[screen.NameToday].(*todayView)
	low := len(v.body(new(w.today.State())))
	w.win.Resize(fyne.NewSize(1440, 1000))
	if high := len(v.body(new(w.today.State()))); low != 1 || high != 2 {
		t.Errorf("parts of the body: %d in a low window, %d in a high one", low, high)
	}
}
