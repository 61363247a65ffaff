package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// padLayout keeps room around one object.
type padLayout struct{ top, right, bottom, left float32 }

func pad(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&padLayout{top, right, bottom, left}, o)
}

func padAll(v float32, o fyne.CanvasObject) *fyne.Container { return pad(v, v, v, v, o) }

func (l *padLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], width-l.left-l.right) + l.top + l.bottom
}

func (l *padLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return minOf(objects[0]).AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l *padLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(l.left, l.top))
	objects[0].Resize(size.SubtractWidthHeight(l.left+l.right, l.top+l.bottom))
}

// fixedLayout gives one object a set width, height, or both; 0 leaves the
// object's own wish, a negative height fills the row.
type fixedLayout struct{ width, height float32 }

func fixed(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixedLayout{width, height}, o)
}

// space is empty room.
func space(width, height float32) *fyne.Container {
	return container.New(&fixedLayout{width, height})
}

func (l *fixedLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	if l.height > 0 || len(objects) == 0 {
		return max(0, l.height)
	}
	return heightFor(objects[0], width)
}

func (l *fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	if len(objects) > 0 {
		s = minOf(objects[0])
	}
	if l.width > 0 {
		s.Width = l.width
	}
	if l.height > 0 {
		s.Height = l.height
	}
	return s
}

func (l *fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

// layersLayout lays objects over each other, all at full size; the largest one
// decides the wished size.
type layersLayout struct{}

func layers(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&layersLayout{}, objects...)
}

func (*layersLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		h = max(h, heightFor(o, width))
	}
	return h
}

func (*layersLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(minOf(o))
	}
	return s
}

func (*layersLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

// wrapLayout puts objects side by side and starts a new line where the width
// ends.
type wrapLayout struct{ gap, lineGap float32 }

func wrapping(gap, lineGap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&wrapLayout{gap, lineGap}, objects...)
}

// place calls put for each object with its position, and gives the height.
func (l *wrapLayout) place(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y float32, s fyne.Size)) float32 {
	var x, y, line float32
	for _, o := range visible(objects) {
		s := minOf(o)
		s.Width = min(s.Width, width)
		if x > 0 && x+s.Width > width {
			x, y, line = 0, y+line+l.lineGap, 0
		}
		put(o, x, y, s)
		x += s.Width + l.gap
		line = max(line, s.Height)
	}
	return y + line
}

func (l *wrapLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	return l.place(objects, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
}

func (l *wrapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range visible(objects) {
		s = s.Max(minOf(o))
	}
	return s
}

func (l *wrapLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.place(objects, size.Width, func(o fyne.CanvasObject, x, y float32, s fyne.Size) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(s)
	})
}

// apartLayout puts wrapped objects at the left and one at the right, and the
// latter under the former where both do not fit on a line.
type apartLayout struct{}

func apart(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&apartLayout{}, left, right)
}

// lineWidth is the width of a wrapping container's objects on one line.
func lineWidth(o fyne.CanvasObject) float32 {
	c, ok := o.(*fyne.Container)
	if !ok {
		return o.MinSize().Width
	}
	var w float32
	for _, child := range c.Objects {
		w += child.MinSize().Width + gap8
	}
	return w
}

func (*apartLayout) fits(o []fyne.CanvasObject, width float32) bool {
	return lineWidth(o[0])+gap8+o[1].MinSize().Width <= width
}

func (l *apartLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	if l.fits(o, width) {
		return max(heightFor(o[0], width), heightFor(o[1], width))
	}
	return heightFor(o[0], width) + gap4 + heightFor(o[1], width)
}

func (l *apartLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return minOf(o[0]) }

func (l *apartLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, right := heightFor(o[0], size.Width), heightFor(o[1], size.Width)
	if l.fits(o, size.Width) {
		w := o[1].MinSize().Width
		o[0].Move(fyne.NewPos(0, round((size.Height-left)/2)))
		o[0].Resize(fyne.NewSize(size.Width-w-gap8, left))
		o[1].Move(fyne.NewPos(size.Width-w, round((size.Height-right)/2)))
		o[1].Resize(fyne.NewSize(w, right))
		return
	}
	if t, ok := o[1].(*canvas.Text); ok {
		t.Alignment = fyne.TextAlignLeading
	}
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(size.Width, left))
	o[1].Move(fyne.NewPos(0, left+gap4))
	o[1].Resize(fyne.NewSize(size.Width, right))
}
