package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
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
	for i, o := range shown {
		if isGrow(o) {
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
type growLayout struct{ fill bool }

func grow(o fyne.CanvasObject) *fyne.Container { return container.New(&growLayout{}, o) }

// growFill is grow for a row whose object takes the row's height too.
func growFill(o fyne.CanvasObject) *fyne.Container {
	return container.New(&growLayout{fill: true}, o)
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
	if len(objects) == 0 {
		return 0
	}
	return heightFor(objects[0], width)
}

func (l *growLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	return minOf(objects[0])
}

func (l *growLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

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

// page scrolls one flow vertically and gives it the page's width.
type page struct {
	widget.BaseWidget
	scroll *container.Scroll
	body   *fyne.Container
	inner  *pageLayout
}

type pageLayout struct{ height float32 }

func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, l.height) }

func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, max(l.height, size.Height)))
	}
}

func newPage(content fyne.CanvasObject) *page {
	p := &page{inner: &pageLayout{}}
	p.body = container.New(p.inner, content)
	p.scroll = container.NewVScroll(p.body)
	p.ExtendBaseWidget(p)
	return p
}

// set shows other content and keeps the place where it is scrolled to.
func (p *page) set(content fyne.CanvasObject, toTop bool) {
	p.body.Objects = []fyne.CanvasObject{content}
	if toTop {
		p.scroll.Offset = fyne.Position{}
	}
	p.fit()
	p.body.Refresh()
	p.scroll.Refresh()
}

func (p *page) fit() {
	if w := p.Size().Width; w > 0 {
		p.inner.height = heightFor(p.body.Objects[0], w)
	}
}

// Resize implements [fyne.CanvasObject].
func (p *page) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	p.fit()
	p.scroll.Resize(s)
	p.body.Resize(fyne.NewSize(s.Width, max(s.Height, p.inner.height)))
	p.scroll.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (p *page) MinSize() fyne.Size { return fyne.NewSize(80, 80) }

// CreateRenderer implements [fyne.Widget].
func (p *page) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.scroll)
}
