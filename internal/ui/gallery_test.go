package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func openGallery(t *testing.T, look Appearance, room string, width float32) *Gallery {
	t.Helper()
	g := NewGallery(test.NewTempApp(t), look)
	t.Cleanup(g.w.win.Close)
	g.w.win.Resize(fyne.NewSize(width, 860))
	g.list.set(g.list.rows, room)
	g.choose(room)
	return g
}

// TestGalleryPictures shows each part of the gallery whole.
func TestGalleryPictures(t *testing.T) {
	for _, look := range []Appearance{Light, Dark} {
		for _, room := range galleryRooms() {
			t.Run(room.id+"/"+string(look), func(t *testing.T) {
				g := openGallery(t, look, room.id, 1280)
				g.w.win.Resize(fyne.NewSize(1280, max(640, g.page.inner.height+listHeadHeight+hairline)))
				samePicture(t, "gallery-"+room.id+"-"+string(look)+".png", g.w.win.Canvas().Capture())
			})
		}
	}
}

// TestGalleryFitsNarrowWindows draws each part where it has little room, as at 200 %.
func TestGalleryFitsNarrowWindows(t *testing.T) {
	for _, room := range galleryRooms() {
		g := openGallery(t, Light, room.id, 720)
		if h := g.page.inner.height; h < 100 {
			t.Errorf("%s is %v high", room.id, h)
		}
	}
}

// TestGalleryByKeyboard walks from part to part, and through one part.
func TestGalleryByKeyboard(t *testing.T) {
	g := openGallery(t, Light, "type", 1280)
	for range galleryRooms() {
		g.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if want := galleryRooms()[len(galleryRooms())-1].id; g.chosen != want {
		t.Errorf("chosen %q, want %q", g.chosen, want)
	}
	g.choose("document")
	g.key(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if g.page.scroll.Offset.Y <= 0 {
		t.Error("Page Down does not move through the part")
	}
	g.key(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	if g.page.scroll.Offset.Y != 0 {
		t.Errorf("after Page Up at %v", g.page.scroll.Offset.Y)
	}
}

// TestGalleryNeedsNoDesk presses every button there is: nothing may ask a desk.
func TestGalleryNeedsNoDesk(t *testing.T) {
	for _, room := range galleryRooms() {
		g := openGallery(t, Dark, room.id, 1280)
		pressed := 0
		for _, o := range test.LaidOutObjects(g.page) {
			if b, ok := o.(*button); ok && b.locked == "" {
				b.MouseIn(nil)
				b.MouseDown(nil)
				b.MouseUp(nil)
				b.Tapped(nil)
				b.MouseOut()
				pressed++
			}
		}
		if room.id == "buttons" && pressed < 20 {
			t.Errorf("only %d buttons", pressed)
		}
	}
}
