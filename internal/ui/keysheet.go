package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// keySheet shows every key of the window over the window, by place; Escape or a press
// beside it closes it, and the keyboard goes back to where it was.
type keySheet struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	page    *page
	card    *fyne.Container
	box     *fyne.Container
	before  fyne.Focusable
	focused bool
}

const (
	keySheetWide float32 = 1040
	keySheetHigh float32 = 860
	valuesWide   float32 = 660
	keyColumn    float32 = 136
	keyLine      float32 = 25
	keyStep      float32 = 60 // how far an arrow scrolls
)

func (w *Window) openKeySheet() {
	w.openSheet(words.Text("Keyboard shortcuts"), w.keyGroups(), keySheetWide)
}

// openValues shows the values of a drawing as lines of text that can be copied.
func (w *Window) openValues(title string, lines []string, copy func()) {
	k := w.k
	var parts []fyne.CanvasObject
	for i, line := range lines {
		if i > 0 {
			parts = append(parts, k.rule())
		}
		head, rest, more := strings.Cut(line, "\n")
		runs := []run{{text: head, bold: more}}
		if more {
			runs = append(runs, run{text: "\n" + strings.ReplaceAll(rest, "\n", " · "), c: k.muted})
		}
		parts = append(parts, pad(gap8, 0, gap8, 0, k.paragraph(styleRow, runs...)))
	}
	w.openSheet(title, padAll(gap24, column(0, parts...)), valuesWide, func(k *kit) fyne.CanvasObject {
		return k.button(plainButton, "copy", words.Text("Copy"), copy)
	})
}

// openSheet shows a page over the window; acts stand in its head.
func (w *Window) openSheet(title string, content fyne.CanvasObject, wide float32, acts ...func(k *kit) fyne.CanvasObject) {
	c, k := w.win.Canvas(), w.k
	k.hint.hide()
	s := &keySheet{canvas: c, before: c.Focused(), page: newPage(content)}
	inner := *k // the keys of the sheet's buttons are the sheet's
	inner.forward, inner.chord = s.TypedKey, s.TypedShortcut
	line := []fyne.CanvasObject{grow(k.cut(title, styleTitle, k.ink()))}
	for _, act := range acts {
		line = append(line, act(&inner))
	}
	head := pad(gap12, gap12, gap8, gap24, row(gap8, append(line, inner.button(quietButton, "x", "", s.close).saying(words.Text("Close  Esc")))...))
	s.card = layers(box(k.surface, k.edge, radiusCard), column(0, head, k.rule(), grow(s.page), space(1, gap8)))
	shade := canvas.NewRectangle(k.veil())
	high := keySheetHigh
	if wide < keySheetWide {
		high = min(high, heightFor(content, wide)+topBarHeight+2*gap24)
	}
	s.box = &fyne.Container{Layout: &sheetLayout{wide, high}, Objects: []fyne.CanvasObject{shade, s.card}}
	s.ExtendBaseWidget(s)
	c.Overlays().Add(s)
	s.Resize(c.Size())
	c.Focus(s)
}

// sheetLayout puts a shade over the window and a card into its middle.
type sheetLayout struct{ wide, high float32 }

func (*sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func (l *sheetLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	card := fyne.NewSize(min(l.wide, size.Width-2*gap24), min(l.high, size.Height-2*gap24))
	o[1].Resize(card)
	o[1].Move(fyne.NewPos(round((size.Width-card.Width)/2), round((size.Height-card.Height)/2)))
}

// keyGroups are the keys of the table, each place in the shorter of two columns.
func (w *Window) keyGroups() fyne.CanvasObject {
	k := w.k
	var columns [2][]fyne.CanvasObject
	var place screen.Where
	at := 0
	for _, b := range screen.Bindings() {
		if b.Where != place {
			if place = b.Where; len(columns[0]) > len(columns[1]) {
				at = 1
			} else {
				at = 0
			}
			if len(columns[at]) > 0 {
				columns[at] = append(columns[at], space(1, gap16))
			}
			columns[at] = append(columns[at], fixed(0, keyLine, k.text(place.Word(), styleStrong, k.ink())))
		}
		columns[at] = append(columns[at], row(gap12, fixed(keyColumn, keyLine, k.para(b.Keys(), styleRow, k.primary)), grow(k.para(b.Does, styleRow, k.ink()))))
	}
	return padAll(gap24, rowTop(gap24, growFill(column(0, columns[0]...)), growFill(column(0, columns[1]...))))
}

func (s *keySheet) close() {
	s.canvas.Overlays().Remove(s)
	if s.before != nil {
		s.canvas.Focus(s.before)
	}
}

// scroll moves the page by so many units, inside its ends.
func (s *keySheet) scroll(by float32) {
	view := s.page.scroll
	view.Offset.Y = max(0, min(view.Offset.Y+by, s.page.inner.height-view.Size().Height))
	view.Refresh()
}

func (s *keySheet) do(d screen.Doing) {
	screenful := s.page.scroll.Size().Height - keyStep
	switch d {
	case screen.DoClose:
		s.close()
	case screen.DoNext:
		s.scroll(keyStep)
	case screen.DoPrior:
		s.scroll(-keyStep)
	case screen.DoPageOn:
		s.scroll(screenful)
	case screen.DoPageUp:
		s.scroll(-screenful)
	case screen.DoFirst:
		s.scroll(-s.page.inner.height)
	case screen.DoLast:
		s.scroll(s.page.inner.height)
	}
}

// Tapped implements [fyne.Tappable]: a press beside the card closes it.
func (s *keySheet) Tapped(e *fyne.PointEvent) {
	at, size := s.card.Position(), s.card.Size()
	if e == nil || e.Position.X < at.X || e.Position.Y < at.Y || e.Position.X > at.X+size.Width || e.Position.Y > at.Y+size.Height {
		s.close()
	}
}

// FocusGained implements [fyne.Focusable].
func (s *keySheet) FocusGained() { s.focused = true }

// FocusLost implements [fyne.Focusable].
func (s *keySheet) FocusLost() { s.focused = false }

// TypedRune implements [fyne.Focusable].
func (s *keySheet) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (s *keySheet) TypedKey(e *fyne.KeyEvent) { s.do(keyIn(screen.InSheet, e)) }

// TypedShortcut implements [fyne.Shortcutable]: the window below hears none of them.
func (s *keySheet) TypedShortcut(c fyne.Shortcut) { s.do(shortcutIn(screen.InSheet, c)) }

// CreateRenderer implements [fyne.Widget].
func (s *keySheet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }
