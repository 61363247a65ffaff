package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// walker is the part of a drawing that tells its values: under the pointer, and with the
// focus from value to value by arrows. All of them can be read and copied as text.
type walker struct {
	widget.BaseWidget
	k       *kit
	self    fyne.Focusable
	title   string
	says    []string // a value each
	stands  []standing
	at      int // the value that is told; -1: none
	focused bool
	pressed bool              // the focus came from the pointer, which tells values itself
	glow    *canvas.Rectangle // behind the value that is told
	ring    *fyne.Container
	box     *fyne.Container
}

// standing is where a value stands across a drawing.
type standing struct{ x, width float32 }

// walks makes the walker of self; values are told in the order of says.
func (p *walker) walks(self fyne.Focusable, k *kit, says []string) {
	p.k, p.self, p.says, p.at = k, self, says, -1
	p.glow = canvas.NewRectangle(k.selected)
	p.glow.CornerRadius = radiusChip
	p.ring = k.ringInside()
	p.glow.Hide()
	p.ring.Hide()
	p.box = &fyne.Container{}
}

// drawn takes what the drawing is made of, and where its values stand.
func (p *walker) drawn(size fyne.Size, stands []standing, objects []fyne.CanvasObject) {
	p.stands = stands
	p.ring.Move(fyne.NewPos(-gap4, -gap4))
	p.ring.Resize(size.AddWidthHeight(2*gap4, 2*gap4))
	p.box.Objects = append(append([]fyne.CanvasObject{p.glow}, objects...), p.ring)
	p.light()
	p.box.Refresh()
}

// light puts the glow behind the value that is told.
func (p *walker) light() {
	on := p.at >= 0 && p.at < len(p.stands)
	setVisible(p.glow, on)
	setVisible(p.ring, p.focused && !p.pressed)
	if on {
		p.glow.Move(fyne.NewPos(p.stands[p.at].x, 0))
		p.glow.Resize(fyne.NewSize(p.stands[p.at].width, p.size().Height))
		p.glow.Refresh()
	}
}

func (p *walker) size() fyne.Size { return p.self.(fyne.CanvasObject).Size() }

// tell tells a value; -1 tells none.
func (p *walker) tell(i int) {
	if i == p.at {
		return
	}
	p.at = i
	p.light()
	if i < 0 || i >= len(p.stands) {
		p.k.hint.hide()
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.self.(fyne.CanvasObject))
	p.k.hint.showAt(at.AddXY(p.stands[i].x, 0), p.size().Height, p.says[i])
}

// CreateRenderer implements [fyne.Widget].
func (p *walker) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// MouseIn implements [desktop.Hoverable].
func (p *walker) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable]: it tells the value under the pointer.
func (p *walker) MouseMoved(e *desktop.MouseEvent) {
	for i, s := range p.stands {
		if e.Position.X >= s.x && e.Position.X < s.x+s.width {
			p.tell(i)
			return
		}
	}
}

// MouseOut implements [desktop.Hoverable].
func (p *walker) MouseOut() { p.tell(-1) }

// Tapped implements [fyne.Tappable]: a press gives it the keyboard.
func (p *walker) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.self.(fyne.CanvasObject)); c != nil {
		p.pressed = true
		c.Focus(p.self)
	}
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (p *walker) TappedSecondary(e *fyne.PointEvent) { p.k.menu(p.menu(), e.AbsolutePosition) }

func (p *walker) menu() []menuItem {
	return []menuItem{
		{word: words.Text("Values as text…"), press: p.open},
		{word: words.Text("Copy the values"), press: func() { p.k.copy(p.text()) }},
	}
}

// text is what the drawing says, a line for each value, its parts behind tabs, under its
// title.
func (p *walker) text() string {
	var lines []string
	if p.title != "" {
		lines = append(lines, p.title)
	}
	for _, say := range p.says {
		lines = append(lines, strings.ReplaceAll(say, "\n", "\t"))
	}
	return strings.Join(lines, "\n")
}

func (p *walker) open() { p.k.values(p.title, p.says, func() { p.k.copy(p.text()) }) }

// FocusGained implements [fyne.Focusable].
func (p *walker) FocusGained() {
	p.focused = true
	if o, ok := p.self.(fyne.CanvasObject); ok && !p.pressed {
		p.k.reveal(o)
	}
	if p.at < 0 && len(p.says) > 0 && !p.pressed {
		p.tell(0)
	}
	p.light()
}

// FocusLost implements [fyne.Focusable].
func (p *walker) FocusLost() {
	p.focused, p.pressed = false, false
	p.tell(-1)
	p.light()
}

// TypedRune implements [fyne.Focusable].
func (p *walker) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (p *walker) TypedKey(e *fyne.KeyEvent) {
	p.pressed = false
	last := len(p.says) - 1
	switch keyIn(screen.InChart, e) {
	case screen.DoRight:
		p.tell(min(p.at+1, last))
	case screen.DoLeft:
		p.tell(max(p.at-1, min(0, last)))
	case screen.DoFirst:
		p.tell(min(0, last))
	case screen.DoLast:
		p.tell(last)
	case screen.DoOpen:
		p.open()
	case screen.DoMenu:
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.self.(fyne.CanvasObject))
		p.k.menu(p.menu(), at.AddXY(gap24, gap24))
	default:
		p.k.forward(e)
	}
	p.light()
}

// TypedShortcut implements [fyne.Shortcutable].
func (p *walker) TypedShortcut(s fyne.Shortcut) {
	if shortcutIn(screen.InChart, s) == screen.DoCopy {
		p.k.copy(p.text())
		return
	}
	p.k.chord(s)
}
