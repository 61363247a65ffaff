package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// The toolkit asks for sizes without saying how wide a thing may be, so
// wrapped text does not know its height. The layouts of this file do: whatever
// implements flow is asked for its height at a width, all the way up to the
// page that scrolls it.

// flow is a layout or object whose height depends on its width.
type flow interface {
	heightFor(width float32) float32
}

// containerFlow is a layout that is a flow for the objects it lays out.
type containerFlow interface {
	heightOf(objects []fyne.CanvasObject, width float32) float32
}

// heightFor gives the height o wants at the width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	switch v := o.(type) {
	case flow:
		return v.heightFor(width)
	case *fyne.Container:
		if f, ok := v.Layout.(containerFlow); ok {
			return f.heightOf(v.Objects, width)
		}
	case *canvas.Text:
		return max(lineOf(v.TextSize), v.MinSize().Height)
	}
	return o.MinSize().Height
}

// minOf gives the least size of o, with the type scale's line height for text.
func minOf(o fyne.CanvasObject) fyne.Size {
	s := o.MinSize()
	if t, ok := o.(*canvas.Text); ok {
		s.Height = max(s.Height, lineOf(t.TextSize))
	}
	return s
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := objects[:0:0]
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

// columnLayout stacks objects at full width with a gap.
type columnLayout struct{ gap float32 }

func column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap}, objects...)
}

func (l *columnLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	shown := visible(objects)
	for i, o := range shown {
		if i > 0 {
			h += l.gap
		}
		h += heightFor(o, width)
	}
	return h
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for i, o := range visible(objects) {
		m := minOf(o)
		if i > 0 {
			s.Height += l.gap
		}
		s.Height += m.Height
		s.Width = max(s.Width, m.Width)
	}
	return s
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var fixed float32
	var growing int
	shown := visible(objects)
	for i, o := range shown {
		if i > 0 {
			fixed += l.gap
		}
		if isGrow(o) {
			growing++
		} else {
			fixed += heightFor(o, size.Width)
		}
	}
	share := float32(0)
	if growing > 0 {
		share = max(0, (size.Height-fixed)/float32(growing))
	}
	y := float32(0)
	for _, o := range shown {
		h := share
		if !isGrow(o) {
			h = heightFor(o, size.Width)
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

// rowLayout puts objects side by side with a gap, centred vertically or at the
// top; objects made by grow share the width that is left.
type rowLayout struct {
	gap float32
	top bool
}

func row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap}, objects...)
}

func rowTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, top: true}, objects...)
}

func (l *rowLayout) widths(shown []fyne.CanvasObject, width float32) []float32 {
	ws := make([]float32, len(shown))
	left, growing := width, 0
	for i, o := range shown {
		if i > 0 {
			left -= l.gap
		}
		if isGrow(o) {
			growing++
			continue
		}
		ws[i] = o.MinSize().Width
		left -= ws[i]
	}
	for i, o := range shown { // those with a limit first, so that the others get what they leave
		if most := limitOf(o); most > 0 {
			ws[i] = max(0, min(most, left))
			left -= ws[i]
			growing--
		}
	}
	for i, o := range shown {
		if isGrow(o) && limitOf(o) == 0 {
			ws[i] = max(0, left/float32(growing))
		}
	}
	return ws
}

func (l *rowLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	var h float32
	for i, w := range l.widths(shown, width) {
		h = max(h, heightFor(shown[i], w))
	}
	return h
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for i, o := range visible(objects) {
		m := minOf(o)
		if i > 0 {
			s.Width += l.gap
		}
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
	}
	return s
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	x := float32(0)
	for i, w := range l.widths(shown, size.Width) {
		o := shown[i]
		h := min(heightFor(o, w), size.Height)
		if isFill(o) {
			h = size.Height
		}
		y := (size.Height - h) / 2
		if l.top {
			y = 0
		}
		o.Move(fyne.NewPos(x, round(y)))
		o.Resize(fyne.NewSize(w, h))
		x += w + l.gap
	}
}

func round(v float32) float32 { return float32(int(v + 0.5)) }

// growLayout marks an object that takes the room that is left, on both axes of
// the row or column it stands in.
type growLayout struct {
	fill bool
	most float32 // 0: no limit
}

func grow(o fyne.CanvasObject) *fyne.Container { return container.New(&growLayout{}, o) }

// growFill is grow for a row whose object takes the row's height too.
func growFill(o fyne.CanvasObject) *fyne.Container {
	return container.New(&growLayout{fill: true}, o)
}

// growTo is growFill up to a width.
func growTo(most float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&growLayout{fill: true, most: most}, o)
}

func limitOf(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(*growLayout); ok {
			return l.most
		}
	}
	return 0
}

// spring is empty room that grows.
func spring() *fyne.Container { return container.New(&growLayout{}) }

func isGrow(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(*growLayout)
	return ok
}

func isFill(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	switch l := c.Layout.(type) {
	case *growLayout:
		return l.fill
	case *fixedLayout:
		return l.height < 0
	}
	return false
}

func (l *growLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	if len(visible(objects)) == 0 {
		return 0
	}
	return heightFor(objects[0], width)
}

func (l *growLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(visible(objects)) == 0 {
		return fyne.Size{}
	}
	return minOf(objects[0])
}

func (l *growLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range visible(objects) {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}
