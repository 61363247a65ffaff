package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// rowView is one line in sight: ground, bar of the chosen row, focus ring,
// separator, and the body.
type rowView struct {
	widget.BaseWidget
	list    *worklist
	index   int
	hovered bool

	ground, bar, line *canvas.Rectangle
	ring              *fyne.Container
	body              rowBody
	head              *headView
	box               *fyne.Container
	isHead            bool
}

func newRowView(l *worklist) *rowView {
	v := &rowView{list: l, index: -1, body: l.body(), head: newHeadView(l.k)}
	v.ground = canvas.NewRectangle(l.k.surface)
	v.bar = canvas.NewRectangle(l.k.primary)
	v.line = canvas.NewRectangle(l.k.line)
	v.ring = l.k.ringInside()
	v.box = &fyne.Container{}
	v.compose(false)
	v.ExtendBaseWidget(v)
	return v
}

func (v *rowView) compose(head bool) {
	v.isHead = head
	objects := []fyne.CanvasObject{v.ground}
	if head {
		objects = append(objects, v.head.objects()...)
	} else {
		objects = append(objects, v.body.objects()...)
	}
	v.box.Objects = append(objects, v.line, v.bar, v.ring)
}

// show draws row i; the pointer is taken to have left when the row changes.
func (v *rowView) show(i int, width float32) {
	l := v.list
	r := &l.rows[i]
	if v.index != i {
		v.index, v.hovered = i, false
	}
	if head := r.head != nil; head != v.isHead {
		v.compose(head)
		v.box.Refresh()
	}
	chosen := r.key != "" && (r.key == l.chosen && len(l.marked) == 0 || l.marked[r.key])
	v.dress(chosen)
	if r.head != nil {
		v.head.show(r, width)
	} else {
		v.body.show(r, chosen, width)
	}
}

func (v *rowView) dress(chosen bool) {
	l := v.list
	fill := l.ground
	switch {
	case v.isHead:
		fill = l.k.ground
	case chosen:
		fill = l.k.selected
	case v.hovered:
		fill = l.k.hover
	}
	if v.ground.FillColor != fill {
		v.ground.FillColor = fill
		v.ground.Refresh()
	}
	setVisible(v.bar, chosen)
	setVisible(v.ring, !v.isHead && v.at() && l.focused && l.keyed)
}

func setVisible(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// at tells whether the row is the one the keyboard is at.
func (v *rowView) at() bool {
	l := v.list
	return v.index >= 0 && v.index < len(l.rows) && l.rows[v.index].key != "" && l.rows[v.index].key == l.chosen
}

// ringInside is the focus ring of what fills its room: four bars, since an outline
// would reach over what it lies in.
func (k *kit) ringInside() *fyne.Container {
	ring := &fyne.Container{Layout: &ringLayout{}}
	for range 4 {
		ring.Objects = append(ring.Objects, canvas.NewRectangle(k.focus))
	}
	return ring
}

// ringLayout places the bars at the top, the foot, the left and the right.
type ringLayout struct{}

func (*ringLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (*ringLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	put(o[0], 0, 0, s.Width, ringWidth)
	put(o[1], 0, s.Height-ringWidth, s.Width, ringWidth)
	put(o[2], 0, ringWidth, ringWidth, s.Height-2*ringWidth)
	put(o[3], s.Width-ringWidth, ringWidth, ringWidth, s.Height-2*ringWidth)
}

// Resize implements [fyne.CanvasObject].
func (v *rowView) Resize(s fyne.Size) {
	v.BaseWidget.Resize(s)
	v.ground.Resize(s)
	v.bar.Resize(fyne.NewSize(3, s.Height))
	v.line.Move(fyne.NewPos(0, s.Height-hairline))
	v.line.Resize(fyne.NewSize(s.Width, hairline))
	v.ring.Resize(s.SubtractWidthHeight(0, hairline))
}

// CreateRenderer implements [fyne.Widget].
func (v *rowView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.box) }

// Tapped implements [fyne.Tappable].
func (v *rowView) Tapped(e *fyne.PointEvent) {
	l := v.list
	if v.index < 0 || v.index >= len(l.rows) {
		return
	}
	if h := l.rows[v.index].head; h != nil {
		if h.fold != nil {
			h.fold()
		}
		return
	}
	l.keyed = false
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil && c.Focused() != l {
		l.silent = true
		c.Focus(l)
	}
	key := l.rows[v.index].key
	if l.marks(key, e) {
		return
	}
	l.choose(v.index)
	if l.onTap != nil {
		l.onTap(key)
	}
}

// TappedSecondary implements [fyne.SecondaryTappable]: it offers to copy the row.
func (v *rowView) TappedSecondary(e *fyne.PointEvent) {
	if v.index >= 0 && v.index < len(v.list.rows) && v.list.rows[v.index].key != "" {
		if !v.list.marked[v.list.rows[v.index].key] {
			v.list.choose(v.index)
		}
		v.list.openMenu(v.index, e.AbsolutePosition)
	}
}

// MouseIn implements [desktop.Hoverable].
func (v *rowView) MouseIn(*desktop.MouseEvent) { v.hover(true) }

// MouseMoved implements [desktop.Hoverable]; a cell whose text was cut says
// itself whole.
func (v *rowView) MouseMoved(e *desktop.MouseEvent) {
	if b, ok := v.body.(*cellBody); ok && !v.isHead {
		if whole := b.cutAt(e.Position.X); whole != "" {
			v.list.k.hint.show(v, whole)
			return
		}
		v.list.k.hint.hide()
	}
}

// MouseOut implements [desktop.Hoverable].
func (v *rowView) MouseOut() {
	v.list.k.hint.hide()
	v.hover(false)
}

func (v *rowView) hover(on bool) {
	v.hovered = on
	l := v.list
	if v.index >= 0 && v.index < len(l.rows) {
		key := l.rows[v.index].key
		v.dress(key != "" && (key == l.chosen && len(l.marked) == 0 || l.marked[key]))
	}
}
