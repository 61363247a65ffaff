package ui

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// chooseNameOnly chooses the finding of which only the names agree.
func chooseNameOnly(w *Window) {
	for _, f := range w.findings.State().Waiting {
		if f.Reason.Code == domain.ReasonNameOnly {
			w.findings.Select(f.ID)
		}
	}
}

// TestSameProductIsAnswered answers in the window and is told so, with a way back.
func TestSameProductIsAnswered(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameFindings})
	chooseNameOnly(w)
	press(t, w, "It is another one")
	if deed := w.deeds.State().Deed; deed == nil || deed.Code != screen.DeedIdentity || !deed.CanUndo() {
		t.Fatalf("%+v", deed)
	}
}
