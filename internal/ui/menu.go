package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
)

// menuItem is one line of a menu.
type menuItem struct {
	word    string
	press   func()
	checked bool
}

// menu is a card of lines over the window; a press beside it or Escape closes
// it, arrows move through it.
type menu struct {
	widget.BaseWidget
	canvas fyne.Canvas
	box    *fyne.Container
	lines  []*button
	before fyne.Focusable
}

const menuLine float32 = 32

// openMenu shows a menu at a place of the canvas, inside it.
func (k *kit) openMenu(c fyne.Canvas, at fyne.Position, items []menuItem) {
	m := &menu{canvas: c, before: c.Focused()}
	inner := *k // the lines' keys are the menu's while it is open
	inner.forward = m.key
	width := float32(120)
	for _, item := range items {
		width = max(width, widthOf(item.word, styleRow)+3*gap16+iconControl)
	}
	var parts []fyne.CanvasObject
	for _, item := range items {
		icon := ""
		if item.checked {
			icon = "check"
		}
		b := inner.button(rowButton, icon, item.word, func() {
			m.close()
			item.press()
		})
		b.height = menuLine
		b.indent = icon == "" && anyChecked(items)
		m.lines = append(m.lines, b)
		parts = append(parts, fixed(width, menuLine, b))
	}
	card := layers(box(k.surface, k.edge, radiusCard), padAll(gap4, column(0, parts...)))
	size := card.MinSize()
	room := c.Size()
	at.X = max(gap8, min(at.X, room.Width-size.Width-gap8))
	at.Y = max(gap8, min(at.Y, room.Height-size.Height-gap8))
	card.Move(at)
	card.Resize(size)
	m.box = &fyne.Container{Objects: []fyne.CanvasObject{canvas.NewRectangle(nil), card}}
	m.ExtendBaseWidget(m)
	c.Overlays().Add(m)
	m.Resize(room)
	c.Focus(m.lines[0])
}

func anyChecked(items []menuItem) bool {
	for _, item := range items {
		if item.checked {
			return true
		}
	}
	return false
}

func (m *menu) close() {
	m.canvas.Overlays().Remove(m)
	if m.before != nil {
		m.canvas.Focus(m.before)
	}
}

func (m *menu) key(e *fyne.KeyEvent) {
	at := 0
	for i, b := range m.lines {
		if b.focused {
			at = i
		}
	}
	switch keyIn(screen.InMenu, e) {
	case screen.DoClose:
		m.close()
	case screen.DoNext:
		m.canvas.Focus(m.lines[(at+1)%len(m.lines)])
	case screen.DoPrior:
		m.canvas.Focus(m.lines[(at+len(m.lines)-1)%len(m.lines)])
	}
}

// Tapped implements [fyne.Tappable].
func (m *menu) Tapped(*fyne.PointEvent) { m.close() }

// TappedSecondary implements [fyne.SecondaryTappable].
func (m *menu) TappedSecondary(*fyne.PointEvent) { m.close() }

// CreateRenderer implements [fyne.Widget].
func (m *menu) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.box) }
