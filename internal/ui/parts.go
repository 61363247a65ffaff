package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// grid is a row whose objects take set shares of its width.
func (k *kit) grid(shares []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &gridLayout{shares}, Objects: objects}
}

// cells is a grid of plain texts.
func (k *kit) cells(shares []float32, c color.Color, st textStyle, texts ...string) *fyne.Container {
	objects := make([]fyne.CanvasObject, len(texts))
	for i, s := range texts {
		objects[i] = k.cut(s, st, c)
	}
	return k.grid(shares, objects...)
}

type gridLayout struct{ shares []float32 }

func (l *gridLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, o := range objects {
		h = max(h, heightFor(o, width*l.shares[i]-gap8))
	}
	return h
}

func (l *gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		m := minOf(o)
		s.Width += m.Width + gap8
		s.Height = max(s.Height, m.Height)
	}
	return s
}

func (l *gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, o := range objects {
		w := size.Width * l.shares[i]
		room := w - gap8
		if i == len(objects)-1 {
			room = w
		}
		h := min(size.Height, heightFor(o, room))
		o.Move(fyne.NewPos(round(x), round((size.Height-h)/2)))
		o.Resize(fyne.NewSize(max(0, room), h))
		x += w
	}
}

// segment is one choice of a row of choices.
type segment struct {
	word   string
	count  int // < 0: none
	chosen bool
	press  func()
}

// segments are choices side by side in one outline; exactly one is chosen.
func (k *kit) segments(choices []segment) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for i, c := range choices {
		if i > 0 {
			objects = append(objects, k.upright())
		}
		objects = append(objects, newSegment(k, c, i == 0, i == len(choices)-1))
	}
	return layers(box(k.surface, nil, radiusControl), row(0, objects...), box(color.Transparent, k.line, radiusControl))
}

type segmentButton struct {
	widget.BaseWidget
	k       *kit
	c       segment
	back    *canvas.Rectangle
	ring    *canvas.Rectangle
	words   *canvas.Text
	number  *canvas.Text
	hovered bool
	focused bool
	box     *fyne.Container
}

func newSegment(k *kit, c segment, first, last bool) *segmentButton {
	s := &segmentButton{k: k, c: c, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	if first {
		s.back.TopLeftCornerRadius, s.back.BottomLeftCornerRadius = radiusControl, radiusControl
	}
	if last {
		s.back.TopRightCornerRadius, s.back.BottomRightCornerRadius = radiusControl, radiusControl
	}
	s.ring.StrokeColor, s.ring.StrokeWidth, s.ring.CornerRadius = k.focus, ringWidth, radiusChip
	ink, st := k.muted, styleCaption
	if c.chosen {
		ink, st = k.ink(), styleSmall
	}
	s.words = k.text(c.word, st, ink)
	s.number = k.text("", st, ink)
	if c.count >= 0 {
		s.number.Text = words.Number(c.count)
	}
	s.box = &fyne.Container{Objects: []fyne.CanvasObject{s.back, s.words, s.number, s.ring}}
	s.ExtendBaseWidget(s)
	s.dress()
	return s
}

func (s *segmentButton) dress() {
	fill := color.Color(color.Transparent)
	switch {
	case s.c.chosen:
		fill = s.k.selected
	case s.hovered:
		fill = s.k.hover
	}
	s.back.FillColor = fill
	setVisible(s.ring, s.focused)
	s.back.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (s *segmentButton) MinSize() fyne.Size {
	w := s.words.MinSize().Width + 2*10
	if s.number.Text != "" {
		w += s.number.MinSize().Width + gap4
	}
	return fyne.NewSize(round(w), controlLow)
}

// Resize implements [fyne.CanvasObject].
func (s *segmentButton) Resize(size fyne.Size) {
	s.BaseWidget.Resize(size)
	s.back.Resize(size)
	s.ring.Resize(size)
	s.words.Move(fyne.NewPos(10, 0))
	s.words.Resize(fyne.NewSize(s.words.MinSize().Width, size.Height))
	s.number.Move(fyne.NewPos(10+s.words.MinSize().Width+gap4, 0))
	s.number.Resize(fyne.NewSize(s.number.MinSize().Width, size.Height))
}

// CreateRenderer implements [fyne.Widget].
func (s *segmentButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(s.box)
}

// Tapped implements [fyne.Tappable].
func (s *segmentButton) Tapped(*fyne.PointEvent) { s.c.press() }

// MouseIn implements [desktop.Hoverable].
func (s *segmentButton) MouseIn(*desktop.MouseEvent) {
	s.hovered = true
	s.dress()
}

// MouseMoved implements [desktop.Hoverable].
func (s *segmentButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (s *segmentButton) MouseOut() {
	s.hovered = false
	s.dress()
}

// FocusGained implements [fyne.Focusable].
func (s *segmentButton) FocusGained() {
	s.focused = true
	s.dress()
}

// FocusLost implements [fyne.Focusable].
func (s *segmentButton) FocusLost() {
	s.focused = false
	s.dress()
}

// TypedRune implements [fyne.Focusable].
func (s *segmentButton) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (s *segmentButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.c.press()
	default:
		s.k.forward(e)
	}
}

// tab is one page of a detail.
type tab struct {
	word   string
	count  int
	chosen bool
	press  func()
}

// tabs are the pages of a detail over a line; the chosen one carries a bar.
func (k *kit) tabs(pages []tab) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, p := range pages {
		objects = append(objects, newTab(k, p))
	}
	return column(0, row(gap24, objects...), k.rule())
}

type tabButton struct {
	segmentButton
	bar *canvas.Rectangle
}

func newTab(k *kit, p tab) *tabButton {
	t := &tabButton{bar: canvas.NewRectangle(k.primary)}
	t.k = k
	t.c = segment{p.word, p.count, p.chosen, p.press}
	t.back, t.ring = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	t.ring.StrokeColor, t.ring.StrokeWidth, t.ring.CornerRadius = k.focus, ringWidth, radiusChip
	st, ink := styleRow, k.muted
	if p.chosen {
		st, ink = styleRowBold, k.ink()
	}
	t.words = k.text(p.word, st, ink)
	t.number = k.text("", styleCaption, k.muted)
	if p.count > 0 {
		t.number.Text = words.Number(p.count)
	}
	t.box = &fyne.Container{Objects: []fyne.CanvasObject{t.words, t.number, t.bar, t.ring}}
	setVisible(t.bar, p.chosen)
	setVisible(t.ring, false)
	t.ExtendBaseWidget(t)
	return t
}

// MinSize implements [fyne.CanvasObject].
func (t *tabButton) MinSize() fyne.Size {
	w := t.words.MinSize().Width
	if t.number.Text != "" {
		w += t.number.MinSize().Width + gap8
	}
	return fyne.NewSize(round(w), 36)
}

// Resize implements [fyne.CanvasObject].
func (t *tabButton) Resize(size fyne.Size) {
	t.BaseWidget.Resize(size)
	w := t.words.MinSize().Width
	t.words.Resize(fyne.NewSize(w, size.Height))
	t.number.Move(fyne.NewPos(w+gap8, 0))
	t.number.Resize(fyne.NewSize(t.number.MinSize().Width, size.Height))
	t.bar.Move(fyne.NewPos(0, size.Height-2))
	t.bar.Resize(fyne.NewSize(size.Width, 2))
	t.ring.Move(fyne.NewPos(-gap4, 2))
	t.ring.Resize(size.AddWidthHeight(2*gap4, -gap4))
}

// CreateRenderer implements [fyne.Widget].
func (t *tabButton) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.box) }

// emptyState says what is missing and what to do about it.
func (k *kit) emptyState(icon, title, say string, act fyne.CanvasObject) fyne.CanvasObject {
	name := k.text(title, styleSection, k.ink())
	name.Alignment = fyne.TextAlignCenter
	parts := []fyne.CanvasObject{
		fixed(0, 28, row(0, spring(), k.icon(icon, 28, k.muted), spring())), space(1, gap8),
		name, centred(k, say),
	}
	if act != nil {
		parts = append(parts, space(1, gap12), fixed(0, controlHeight, row(0, spring(), act, spring())))
	}
	return &fyne.Container{Layout: &middleLayout{360}, Objects: []fyne.CanvasObject{column(gap4, parts...)}}
}

// centred is wrapped text whose lines stand in the middle.
func centred(k *kit, s string) fyne.CanvasObject {
	p := k.para(s, styleBody, k.muted)
	p.centre = true
	return p
}

// middleLayout puts one object of a set width in the middle.
type middleLayout struct{ width float32 }

func (l *middleLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	return heightFor(o[0], min(l.width, width-2*gap24)) + 2*gap24
}

func (l *middleLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 120) }

func (l *middleLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(l.width, size.Width-2*gap24)
	h := heightFor(o[0], w)
	o[0].Move(fyne.NewPos(round((size.Width-w)/2), round(max(gap24, (size.Height-h)*0.42))))
	o[0].Resize(fyne.NewSize(w, h))
}

// waiting says what is being read.
func (k *kit) waiting(what string) fyne.CanvasObject {
	name := k.text(what+" …", styleBody, k.muted)
	name.Alignment = fyne.TextAlignCenter
	return &fyne.Container{Layout: &middleLayout{360}, Objects: []fyne.CanvasObject{
		column(gap8, fixed(0, 20, row(0, spring(), k.icon("loader-circle", 20, k.muted), spring())), name),
	}}
}

// failed says what went wrong, and offers to try again.
func (k *kit) failed(err error, again func()) fyne.CanvasObject {
	return k.emptyState("circle-alert", "This could not be read", words.ErrorLine(err), k.button(plainButton, "refresh-cw", "Try again", again))
}

// warning is a line in a tinted box.
func (k *kit) warning(icon, say string, c tint) fyne.CanvasObject {
	back := canvas.NewRectangle(c.under)
	back.CornerRadius = radiusControl
	return layers(back, pad(gap8, gap12, gap8, gap12, rowTop(gap12,
		pad(2, 0, 0, 0, k.icon(icon, iconControl, c.on)), grow(k.para(say, styleRow, k.ink())))))
}

// pair is a name at the left and a value at the right.
func (k *kit) pair(name, value string) fyne.CanvasObject {
	return column(0, fixed(0, rowInner, row(gap12, k.text(name, styleRow, k.muted), grow(k.cutTrailing(value, styleRow, k.ink())))), k.rule())
}

// importButton opens the choice of what to import.
func (w *Window) importButton(kind buttonKind) *button {
	return w.k.menuButton(kind, "download", "Import…", func() []*fyne.MenuItem {
		return []*fyne.MenuItem{
			fyne.NewMenuItem("A file or archive…", w.chooseFile),
			fyne.NewMenuItem("A folder…", w.chooseFolder),
		}
	})
}

// split is a list and detail of a screen, with the place of the line between
// them remembered.
func (w *Window) split(name screen.Name, left, right fyne.CanvasObject, wished, least float32) *split {
	s := w.k.split(left, right, wished, least, 320)
	s.share = float32(w.app.Preferences().Float(prefSplit + string(name)))
	s.moved = func(share float32) { w.app.Preferences().SetFloat(prefSplit+string(name), float64(share)) }
	return s
}

// zone is the desk's zone.
func (w *Window) zone() *time.Location { return zoneOf(w.frame.State().Status.Desk) }

func zoneOf(d domain.Desk) *time.Location {
	if zone, err := time.LoadLocation(d.Zone); err == nil {
		return zone
	}
	return time.UTC
}

func countWord(n int) string {
	if n <= 0 {
		return ""
	}
	return words.Number(n)
}

func deskNote(s domain.DeskStatus) string { return words.DeskNote(&s) }

// detailPad is the room around a detail: the line above its title stands level
// with the heads of lists.
func detailPad(o fyne.CanvasObject) fyne.CanvasObject { return pad(14, gap24, gap24, gap24, o) }
