package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// hint is one bubble of words over everything, for what lies under the pointer
// or has the focus: whole texts, what an icon does, why a button is locked.
type hint struct {
	layer *fyne.Container
	back  *canvas.Rectangle
	k     *kit
}

func newHint(p *palette) *hint {
	return &hint{back: box(p.surface, p.edge, radiusControl), layer: &fyne.Container{}}
}

const hintWidth float32 = 420

// show puts the words under the object they speak of, inside the window.
func (h *hint) show(of fyne.CanvasObject, words string) {
	h.showAt(fyne.CurrentApp().Driver().AbsolutePositionForObject(of), of.Size().Height, words)
}

// showAt puts them under what stands at a place of the window and is so high.
func (h *hint) showAt(at fyne.Position, high float32, words string) {
	if h.k == nil || words == "" {
		return
	}
	width := min(widthOf(words, styleCaption)+1, hintWidth)
	body := h.k.para(words, styleCaption, h.k.ink())
	size := fyne.NewSize(width+2*gap8, body.heightFor(width)+2*gap4)
	room := h.layer.Size()
	at = at.AddXY(0, high+gap4)
	if at.X+size.Width > room.Width-gap8 {
		at.X = max(gap8, room.Width-gap8-size.Width)
	}
	if at.Y+size.Height > room.Height-gap8 {
		at.Y -= high + size.Height + 2*gap4
	}
	h.back.Move(at)
	h.back.Resize(size)
	body.Move(at.AddXY(gap8, gap4))
	body.Resize(fyne.NewSize(width, size.Height-2*gap4))
	h.layer.Objects = []fyne.CanvasObject{h.back, body}
	h.layer.Refresh()
}

func (h *hint) hide() {
	if len(h.layer.Objects) > 0 {
		h.layer.Objects = nil
		h.layer.Refresh()
	}
}
