package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
)

// listHeader names the columns and sorts by them.
type listHeader struct {
	widget.BaseWidget
	l     *worklist
	back  *canvas.Rectangle
	line  *canvas.Rectangle
	above *canvas.Rectangle
	words []*canvas.Text
	arrow *canvas.Image
	grip  *canvas.Rectangle // the edge under the pointer, or that is dragged
	ring  *fyne.Container   // around the column the keyboard is at
	box   *fyne.Container

	over    int // column whose edge is under the pointer; -1: none
	drags   int // column whose edge is dragged; -1: none
	at      int // column the keyboard is at
	focused bool
}

func newListHeader(l *worklist) *listHeader {
	h := &listHeader{l: l, over: -1, drags: -1, grip: canvas.NewRectangle(l.k.primary), ring: l.k.ringInside(), back: canvas.NewRectangle(l.k.ground), line: canvas.NewRectangle(l.k.line), above: canvas.NewRectangle(l.k.line)}
	objects := []fyne.CanvasObject{h.back, h.above, h.line}
	for _, c := range l.columns {
		t := l.k.text(c.title, styleCaption, l.k.muted)
		h.words = append(h.words, t)
		objects = append(objects, t)
	}
	h.arrow = l.k.icon("arrow-up", markSize, l.k.ink())
	h.arrow.Hide()
	h.grip.Hide()
	h.ring.Hide()
	h.box = &fyne.Container{Objects: append(objects, h.arrow, h.grip, h.ring)}
	h.ExtendBaseWidget(h)
	return h
}

// Resize implements [fyne.CanvasObject].
func (h *listHeader) Resize(s fyne.Size) {
	h.BaseWidget.Resize(s)
	h.back.Resize(s)
	h.above.Resize(fyne.NewSize(s.Width, hairline))
	h.line.Move(fyne.NewPos(0, s.Height-hairline))
	h.line.Resize(fyne.NewSize(s.Width, hairline))
	h.dress()
}

// dress places the words and the arrow of the sorted column.
func (h *listHeader) dress() {
	x := gap16
	ws := h.l.widths(h.Size().Width)
	h.arrow.Hide()
	h.marks(ws)
	for i, c := range h.l.columns {
		t := h.words[i]
		setVisible(t, ws[i] >= 0)
		if ws[i] < 0 {
			continue
		}
		sorted := c.key != "" && c.key == h.l.sorted
		setWords(t, t.Text, sorted)
		t.Color = h.l.k.muted
		if sorted {
			t.Color = h.l.k.ink()
		}
		size := t.MinSize()
		left := x
		if c.right {
			left = x + ws[i] - gap16 - size.Width
		}
		t.Move(fyne.NewPos(left, round((h.Size().Height-size.Height)/2)))
		t.Resize(size)
		t.Refresh()
		if sorted {
			h.showArrow(left + size.Width + gap4)
		}
		x += ws[i]
	}
}

func (h *listHeader) showArrow(x float32) {
	name := "arrow-up"
	if h.l.down {
		name = "arrow-down"
	}
	h.arrow.Resource = h.l.k.painted.resource(name, markSize, h.l.k.ink(), h.l.k.ground)
	h.arrow.Move(fyne.NewPos(x, round((h.Size().Height-markSize)/2)))
	h.arrow.Resize(fyne.NewSquareSize(markSize))
	h.arrow.Show()
	h.arrow.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (h *listHeader) MinSize() fyne.Size { return fyne.NewSize(100, columnHeight) }

// CreateRenderer implements [fyne.Widget].
func (h *listHeader) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.box) }

// marks shows the edge that can be dragged, and the column the keyboard is at.
func (h *listHeader) marks(ws []float32) {
	edge := h.over
	if h.drags >= 0 {
		edge = h.drags
	}
	setVisible(h.grip, edge >= 0)
	setVisible(h.ring, h.focused)
	x := gap16
	for i, w := range ws {
		if w < 0 {
			continue
		}
		if i == edge {
			h.grip.Move(fyne.NewPos(x+w-gap8/2-1, 4))
			h.grip.Resize(fyne.NewSize(2, h.Size().Height-8))
		}
		if i == h.at {
			h.ring.Move(fyne.NewPos(x-gap4, 2))
			h.ring.Resize(fyne.NewSize(w, h.Size().Height-4))
		}
		x += w
	}
	h.grip.Refresh()
}

// edgeAt is the column whose right edge lies at x; -1 where none can be dragged there.
func (h *listHeader) edgeAt(x float32) int {
	const reach float32 = 6
	ws := h.l.widths(h.Size().Width)
	at := gap16
	for i, w := range ws {
		if w < 0 {
			continue
		}
		at += w
		if x > at-gap4-reach && x < at-gap4+reach && h.l.canWiden(i) {
			return i
		}
	}
	return -1
}

// columnAt is the column at x; -1 for none.
func (h *listHeader) columnAt(x float32) int {
	at := gap16
	for i, w := range h.l.widths(h.Size().Width) {
		if w < 0 {
			continue
		}
		if x >= at && x < at+w {
			return i
		}
		at += w
	}
	return -1
}

// Tapped implements [fyne.Tappable]: it sorts by the column under the pointer.
func (h *listHeader) Tapped(e *fyne.PointEvent) {
	if h.edgeAt(e.Position.X) < 0 {
		h.sort(h.columnAt(e.Position.X))
	}
}

func (h *listHeader) sort(i int) {
	if i >= 0 && h.l.columns[i].key != "" && h.l.onSort != nil {
		h.l.onSort(h.l.columns[i].key)
	}
}

// TappedSecondary implements [fyne.SecondaryTappable]: it offers the columns.
func (h *listHeader) TappedSecondary(e *fyne.PointEvent) {
	if items := h.l.columnMenu(); len(items) > 0 {
		h.l.k.menu(items, e.AbsolutePosition)
	}
}

// Cursor implements [desktop.Cursorable].
func (h *listHeader) Cursor() desktop.Cursor {
	if h.over >= 0 || h.drags >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn implements [desktop.Hoverable].
func (h *listHeader) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (h *listHeader) MouseMoved(e *desktop.MouseEvent) {
	if over := h.edgeAt(e.Position.X); over != h.over && h.drags < 0 {
		h.over = over
		h.marks(h.l.widths(h.Size().Width))
	}
}

// MouseOut implements [desktop.Hoverable].
func (h *listHeader) MouseOut() {
	h.over = -1
	h.marks(h.l.widths(h.Size().Width))
}

// Dragged implements [fyne.Draggable]: it moves the edge that was under the pointer.
func (h *listHeader) Dragged(e *fyne.DragEvent) {
	if h.drags < 0 {
		if h.drags = h.edgeAt(e.Position.X - e.Dragged.DX); h.drags < 0 {
			h.drags = h.over
		}
	}
	if h.drags >= 0 {
		h.l.widen(h.drags, e.Dragged.DX)
	}
}

// DragEnd implements [fyne.Draggable].
func (h *listHeader) DragEnd() {
	h.drags = -1
	h.marks(h.l.widths(h.Size().Width))
	h.l.keep()
}

// FocusGained implements [fyne.Focusable].
func (h *listHeader) FocusGained() {
	h.focused = true
	h.step(0)
}

// FocusLost implements [fyne.Focusable].
func (h *listHeader) FocusLost() {
	h.focused = false
	h.dress()
}

// TypedRune implements [fyne.Focusable].
func (h *listHeader) TypedRune(rune) {}

// TypedShortcut implements [fyne.Shortcutable].
func (h *listHeader) TypedShortcut(s fyne.Shortcut) { h.l.k.chord(s) }

// TypedKey implements [fyne.Focusable]: arrows go from column to column, which can be
// sorted by, made wider and narrower, and left out.
func (h *listHeader) TypedKey(e *fyne.KeyEvent) {
	const by float32 = 12
	switch keyIn(screen.InHeader, e) {
	case screen.DoRight:
		h.step(1)
	case screen.DoLeft:
		h.step(-1)
	case screen.DoPress:
		h.sort(h.at)
	case screen.DoWider, screen.DoNarrower:
		d := by
		if keyIn(screen.InHeader, e) == screen.DoNarrower {
			d = -by
		}
		h.l.widen(h.at, d)
		h.l.keep()
	case screen.DoMenu:
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h)
		if items := h.l.columnMenu(); len(items) > 0 {
			h.l.k.menu(items, at.Add(h.ring.Position()).AddXY(0, h.Size().Height))
		}
	default:
		h.l.k.forward(e)
	}
}

// step goes to the next column in sight, or to the one before; 0 looks for one where the
// keyboard is.
func (h *listHeader) step(by int) {
	ws := h.l.widths(h.Size().Width)
	seen := func(i int) bool { return i >= 0 && i < len(ws) && ws[i] >= 0 && h.l.columns[i].title != "" }
	to := h.at + by
	way := by
	if way == 0 {
		way = 1
	}
	for ; to >= 0 && to < len(ws); to += way {
		if seen(to) {
			h.at = to
			break
		}
	}
	h.dress()
}
