package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
)

// railItem is one entry of the rail: a screen that exists.
type railItem struct {
	name  screen.Name
	icon  string
	word  string
	apart bool // room above it
}

// rail lists the screens, with counts of what waits for a person.
type rail struct {
	widget.BaseWidget
	k        *kit
	entries  []*railEntry
	brand    *canvas.Image
	name     *canvas.Text
	operator *canvas.Text
	note     *canvas.Text
	back     *canvas.Rectangle
	line     *canvas.Rectangle
	full     [2]string
	box      *fyne.Container
}

func (k *kit) rail(items []railItem, open func(screen.Name)) *rail {
	r := &rail{
		k: k, brand: k.icon("brand", 22, k.primary), name: k.text("Fenceline", textStyle{16, 24, true}, k.ink()),
		operator: k.text("", styleCaption, k.ink()), note: k.text("", styleCaption, k.muted),
		back: canvas.NewRectangle(k.ground), line: canvas.NewRectangle(k.line),
	}
	objects := []fyne.CanvasObject{r.back, r.line, r.brand, r.name, r.operator, r.note}
	for i, item := range items {
		e := newRailEntry(k, item, i+1, open)
		r.entries = append(r.entries, e)
		objects = append(objects, e)
	}
	r.box = &fyne.Container{Objects: objects}
	r.ExtendBaseWidget(r)
	return r
}

// Resize implements [fyne.CanvasObject].
func (r *rail) Resize(s fyne.Size) {
	r.BaseWidget.Resize(s)
	narrow := s.Width < railWidth
	r.back.Resize(s)
	r.line.Move(fyne.NewPos(s.Width-hairline, 0))
	r.line.Resize(fyne.NewSize(hairline, s.Height))
	left := gap16
	if narrow {
		left = round((s.Width - 22) / 2)
	}
	r.brand.Move(fyne.NewPos(left, 13))
	r.brand.Resize(fyne.NewSquareSize(22))
	r.name.Move(fyne.NewPos(left+30, 12))
	r.name.Resize(fyne.NewSize(120, 24))
	setVisible(r.name, !narrow)
	y := topBarHeight + gap8
	for _, e := range r.entries {
		if e.item.apart {
			y += 14
		}
		e.Move(fyne.NewPos(gap8, y))
		e.Resize(fyne.NewSize(s.Width-2*gap8, railEntryHeight))
		y += railEntryHeight + 2
	}
	for i, t := range []*canvas.Text{r.operator, r.note} {
		setVisible(t, !narrow && y < s.Height-48)
		setWords(t, shorten(r.full[i], styleCaption, s.Width-2*gap16), false)
		t.Move(fyne.NewPos(18, s.Height-44+float32(i)*16))
		t.Resize(fyne.NewSize(s.Width-2*gap16, 16))
		t.Refresh()
	}
}

// MinSize implements [fyne.CanvasObject].
func (r *rail) MinSize() fyne.Size { return fyne.NewSize(railNarrow, 400) }

// CreateRenderer implements [fyne.Widget].
func (r *rail) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// choose marks the entry of a screen.
func (r *rail) choose(name screen.Name) {
	for _, e := range r.entries {
		if chosen := e.item.name == name; chosen != e.chosen {
			e.chosen = chosen
			e.Refresh()
		}
	}
}

// count sets the number at an entry; "" takes it away.
func (r *rail) count(name screen.Name, n string) {
	for _, e := range r.entries {
		if e.item.name == name && e.number.Text != n {
			setWords(e.number, n, false)
			e.Refresh()
			e.Resize(e.Size())
		}
	}
}

// at says whose desk it is.
func (r *rail) at(operator, note string) {
	if r.full == [2]string{operator, note} {
		return
	}
	r.full = [2]string{operator, note}
	r.Resize(r.Size())
}

// railEntry is one line of the rail.
type railEntry struct {
	widget.BaseWidget
	k       *kit
	item    railItem
	number  *canvas.Text
	word    *canvas.Text
	picture *canvas.Image
	back    *canvas.Rectangle
	ring    *canvas.Rectangle
	open    func(screen.Name)
	tip     string
	chosen  bool
	hovered bool
	focused bool
	box     *fyne.Container
}

func newRailEntry(k *kit, item railItem, place int, open func(screen.Name)) *railEntry {
	e := &railEntry{k: k, item: item, open: open, tip: item.word + "  Ctrl+" + string(rune('0'+place%10))}
	e.back = canvas.NewRectangle(color.Transparent)
	e.back.CornerRadius = radiusControl
	e.ring = canvas.NewRectangle(color.Transparent)
	e.ring.CornerRadius, e.ring.StrokeColor, e.ring.StrokeWidth = radiusControl, k.focus, ringWidth
	e.ring.Hide()
	e.picture = k.icon(item.icon, iconRail, k.muted)
	e.word = k.text(item.word, styleBody, k.ink())
	e.number = k.trailing("", styleCaption, k.muted)
	e.box = &fyne.Container{Objects: []fyne.CanvasObject{e.back, e.picture, e.word, e.number, e.ring}}
	e.ExtendBaseWidget(e)
	return e
}

// Resize implements [fyne.CanvasObject].
func (e *railEntry) Resize(s fyne.Size) {
	e.BaseWidget.Resize(s)
	narrow := s.Width < 100
	e.back.Resize(s)
	e.ring.Resize(s)
	x := float32(10)
	if narrow {
		x = round((s.Width - iconRail) / 2)
	}
	e.picture.Move(fyne.NewPos(x, (s.Height-iconRail)/2))
	e.picture.Resize(fyne.NewSquareSize(iconRail))
	e.word.Move(fyne.NewPos(40, 0))
	e.word.Resize(fyne.NewSize(s.Width-70, s.Height))
	setVisible(e.word, !narrow)
	e.number.Move(fyne.NewPos(s.Width-50, 0))
	e.number.Resize(fyne.NewSize(38, s.Height))
	setVisible(e.number, !narrow)
}

// Refresh implements [fyne.CanvasObject].
func (e *railEntry) Refresh() {
	fill, ink := color.Color(color.Transparent), e.k.muted
	if e.hovered {
		fill = e.k.hover
	}
	if e.chosen {
		fill, ink = e.k.selected, e.k.primary
	}
	e.back.FillColor = fill
	e.picture.Resource = e.k.painted.resource(e.item.icon, iconRail, ink, e.k.surface)
	setWords(e.word, e.item.word, e.chosen)
	e.number.Color = e.k.muted
	if e.chosen {
		e.number.Color = e.k.ink()
	}
	setVisible(e.ring, e.focused)
	e.back.Refresh()
	e.picture.Refresh()
	e.word.Refresh()
	e.number.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (e *railEntry) MinSize() fyne.Size { return fyne.NewSize(40, railEntryHeight) }

// CreateRenderer implements [fyne.Widget].
func (e *railEntry) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.box) }

// Tapped implements [fyne.Tappable].
func (e *railEntry) Tapped(*fyne.PointEvent) { e.open(e.item.name) }

func (e *railEntry) tell() {
	if e.Size().Width < 100 {
		e.k.hint.show(e, e.tip)
	}
}

// MouseIn implements [desktop.Hoverable].
func (e *railEntry) MouseIn(*desktop.MouseEvent) {
	e.hovered = true
	e.tell()
	e.Refresh()
}

// MouseMoved implements [desktop.Hoverable].
func (e *railEntry) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (e *railEntry) MouseOut() {
	e.hovered = false
	e.k.hint.hide()
	e.Refresh()
}

// FocusGained implements [fyne.Focusable].
func (e *railEntry) FocusGained() {
	e.focused = true
	e.tell()
	e.Refresh()
}

// FocusLost implements [fyne.Focusable].
func (e *railEntry) FocusLost() {
	e.focused = false
	e.k.hint.hide()
	e.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (e *railEntry) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (e *railEntry) TypedKey(ev *fyne.KeyEvent) {
	switch keyIn(screen.InButton, ev) {
	case screen.DoPress:
		e.open(e.item.name)
	default:
		e.k.forward(ev)
	}
}
