package ui

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// TestPluggedStick: a stick that comes is offered in words, can be put aside, and
// stands in the menu of what to import as long as it is there.
func TestPluggedStick(t *testing.T) {
	desk := cedarHollow()
	w := open(t, desk, Light, 1440, 900)
	w.imports.Plugged(nil)
	stick := domain.Drive{Path: `E:\`}
	w.imports.Plugged([]domain.Drive{stick})
	if !shows(w, "Advisory bundle on E: – import?") {
		t.Fatalf("the stick is not offered: %q", textsOf(w))
	}
	press(t, w, "Import advisories")
	if len(desk.imported) != 1 || desk.imported[0] != stick.Path {
		t.Errorf("imported %v", desk.imported)
	}
	w.Go(screen.Route{Screen: screen.NameImports})
	press(t, w, "Import…")
	if !shows(w, "E:") {
		t.Error("the stick is not in the menu")
	}
	w.win.Canvas().Overlays().Top().Hide()
	w.imports.Plugged(nil)
	if got := w.imports.State().Drives; len(got) != 0 {
		t.Errorf("%v is there still", got)
	}
}
