package ui

import "fyne.io/fyne/v2"

// revealRoom is what is left around a part that was brought into sight.
const revealRoom = gap12

// reveal brings what got the keyboard into sight where it lies on a page that scrolls: the
// toolkit gives the keyboard to what nobody sees.
func (w *Window) reveal(o fyne.CanvasObject) {
	if w.stage == nil {
		return
	}
	if p, y := pageOf(w.stage, o); p != nil {
		p.reveal(y, o.Size().Height)
	}
}

// pageOf is the innermost page that o lies on, and how far down on it.
func pageOf(root, o fyne.CanvasObject) (*page, float32) {
	if !root.Visible() {
		return nil, 0
	}
	switch v := root.(type) {
	case *fyne.Container:
		for _, child := range v.Objects {
			if p, y := pageOf(child, o); p != nil {
				return p, y
			}
		}
	case *split:
		for _, side := range []fyne.CanvasObject{v.left, v.right} {
			if p, y := pageOf(side, o); p != nil {
				return p, y
			}
		}
	case *page:
		if p, y := pageOf(v.body, o); p != nil {
			return p, y
		}
		if y, on := depthIn(v.body, o); on {
			return v, y
		}
	}
	return nil, 0
}

// depthIn is how far below the top of root o begins.
func depthIn(root, o fyne.CanvasObject) (float32, bool) {
	if root == o {
		return 0, true
	}
	c, ok := root.(*fyne.Container)
	if !ok {
		return 0, false
	}
	for _, child := range c.Objects {
		if y, on := depthIn(child, o); on {
			return y + child.Position().Y, true
		}
	}
	return 0, false
}

// reveal scrolls no further than it takes to see from y on so high a part, or as much of
// it as there is room for.
func (p *page) reveal(y, high float32) {
	room := p.Size().Height
	to := p.scroll.Offset.Y
	if y+high+revealRoom > to+room {
		to = y + high + revealRoom - room
	}
	if y-revealRoom < to {
		to = max(0, y-revealRoom)
	}
	if to != p.scroll.Offset.Y {
		p.scroll.ScrollToOffset(fyne.NewPos(0, to))
	}
}
