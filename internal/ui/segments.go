package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

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
	return layers(box(k.surface, nil, radiusControl), row(0, objects...), box(color.Transparent, k.rim, radiusControl))
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
		setWords(s.number, words.ShortNumber(c.count), st.bold)
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
	if !s.hovered {
		s.k.reveal(s)
	}
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
	switch keyIn(screen.InButton, e) {
	case screen.DoPress:
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
	return column(0, &fyne.Container{Layout: tabsLayout{}, Objects: objects}, k.rule())
}

type tabButton struct {
	segmentButton
	bar *canvas.Rectangle
}

func newTab(k *kit, p tab) *tabButton {
	t := &tabButton{bar: canvas.NewRectangle(k.primary)}
	t.k = k
	t.c = segment(p)
	t.back, t.ring = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	t.ring.StrokeColor, t.ring.StrokeWidth, t.ring.CornerRadius = k.focus, ringWidth, radiusChip
	st, ink := styleRow, k.muted
	if p.chosen {
		st, ink = styleRowBold, k.ink()
	}
	t.words = k.text(p.word, st, ink)
	t.number = k.text("", styleCaption, k.muted)
	if p.count > 0 {
		setWords(t.number, words.Number(p.count), false)
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

// FocusGained implements [fyne.Focusable].
func (t *tabButton) FocusGained() {
	t.segmentButton.FocusGained()
	if !t.hovered {
		t.k.reveal(t)
	}
}
