package ui

import (
	"testing"

	"fenceline/internal/screen"
)

// TestGallery holds every piece in its states to pictures, light and dark.
func TestGallery(t *testing.T) {
	for name, look := range map[string]Appearance{"light": Light, "dark": Dark} {
		t.Run(name, func(t *testing.T) {
			w := openWith(t, stalled, emptyDesk(), look, 1280, 5300)
			w.Go(screen.Route{Screen: screen.NameGallery})
			samePicture(t, "gallery-"+name+".png", w.win.Canvas().Capture())
		})
	}
}

// TestGallerySwitches: the gallery follows the appearance that is chosen in it.
func TestGallerySwitches(t *testing.T) {
	w := open(t, emptyDesk(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameGallery})
	w.Appear(Dark)
	v, ok := w.views[screen.NameGallery].(*galleryView)
	if !ok || !same(v.w.k.ground, dark.ground) {
		t.Error("the gallery does not stand in the dark")
	}
}
