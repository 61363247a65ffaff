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

// topBar holds back and forward, the search, the age of the data, the person.
type topBar struct {
	k             *kit
	back, forward *button
	search        *field
	pending       *pill
	age           *pill
	person        *fyne.Container
	content       *fyne.Container
}

func newTopBar(w *Window) *topBar {
	k := w.k
	b := &topBar{k: k}
	b.back = k.button(quietButton, "arrow-left", "", w.goBack).saying(words.Text("Back  Alt+Left"))
	b.forward = k.button(quietButton, "arrow-right", "", w.goForward).saying(words.Text("Forward  Alt+Right"))
	b.search = k.field(words.Text("Find an asset, CVE, advisory or component"))
	b.search.OnSubmitted = w.find
	b.search.OnChanged = w.typed
	b.search.onEscape = w.leaveField
	b.search.onDown = w.toFound
	key := layers(box(k.ground, k.line, radiusChip), pad(2, 6, 2, 6, k.text(words.Text("Ctrl K"), styleCaption, k.muted)))
	if !w.started { // the toolkit reads three fonts more for a line to type in
		b.search.Hide()
	}
	search := b.search.boxed("search", k.line, key)
	b.pending = k.pill("loader-circle", w.toImports)
	b.pending.Hide()
	b.age = k.pill("clock", w.toImports)
	b.person = row(0)
	b.content = layers(
		canvas.NewRectangle(k.ground),
		column(0,
			fixed(0, topBarHeight-hairline, pad(gap8-hairline, gap12, gap8, gap12, row(gap8,
				b.back, space(-gap4, 0), b.forward, space(-gap4, 0),
				growTo(searchWidth, fixed(0, controlHeight, search)),
				spring(), b.pending, b.age, space(gap4, 0), b.person))),
			k.rule()))
	return b
}

// show draws the age of the data and the person.
func (b *topBar) show(s screen.FrameState, w *Window) {
	k := b.k
	setVisible(b.pending, s.Status.Pending)
	b.pending.set(words.MatchingPending(), "", k.muted, k.surface, k.rim)
	if s.Status.At.IsZero() { // nothing was read yet
		setVisible(b.age, s.Stage == screen.Failed)
		b.age.set(words.Text("Age of the data not known"), "", k.unknown.on, k.surface, k.unknown.on)
		return
	}
	setVisible(b.age, true)
	say, tip := words.DataAge(groupAges(s.Ages)), words.DataAgeTip(s.Status.Sources, zoneOf(s.Status.Desk), s.Status.At)
	switch s.Freshness {
	case screen.Aging:
		b.age.set(say, tip, k.days14.on, k.days14.under, k.days14.on)
	case screen.Stale:
		b.age.set(say, tip, k.overdue.on, k.overdue.under, k.overdue.on)
	default:
		b.age.set(say, tip, k.ink(), k.surface, k.rim)
	}
	b.showPerson(s.Status.Desk.Person, w)
	b.content.Refresh()
}

// ready shows what the first frame did without.
func (b *topBar) ready() {
	b.search.Show()
	b.content.Refresh()
}

func groupAges(ages []screen.Age) []words.GroupAge {
	out := make([]words.GroupAge, len(ages))
	for i, a := range ages {
		out[i] = words.GroupAge{Group: a.Group, Days: a.Days}
	}
	return out
}

// showPerson draws who acts, with the menu of the window's appearance.
func (b *topBar) showPerson(name string, w *Window) {
	k := b.k
	disc := canvas.NewCircle(k.selected)
	initials := k.text(words.Letters(name), textStyle{12, 16, true}, k.primary)
	initials.Alignment = fyne.TextAlignCenter
	avatar := fixed(24, 24, layers(disc, initials))
	press := k.menuButton(quietButton, "sun-moon", "", w.appearanceMenu).saying(words.Text("Light or dark"))
	parts := []fyne.CanvasObject{}
	if name != "" {
		parts = append(parts, avatar, k.text(name, styleRow, k.ink()))
	}
	b.person.Layout = &rowLayout{gap: gap8}
	b.person.Objects = append(parts, press)
	b.person.Refresh()
}

// pill is a round label that can be pressed, 28 high.
type pill struct {
	widget.BaseWidget
	k       *kit
	icon    string
	tip     string
	press   func()
	back    *canvas.Rectangle
	picture *canvas.Image
	words   *canvas.Text
	box     *fyne.Container
	focused bool
	stroke  color.Color
}

func (k *kit) pill(icon string, press func()) *pill {
	p := &pill{k: k, icon: icon, press: press, back: box(k.surface, k.rim, controlLow/2), picture: k.icon(icon, iconInline, k.muted), words: k.text("", textStyle{12, 16, false}, k.ink()), stroke: k.rim}
	p.box = &fyne.Container{Objects: []fyne.CanvasObject{p.back, p.picture, p.words}}
	p.ExtendBaseWidget(p)
	return p
}

func (p *pill) set(words, tip string, ink, under, stroke color.Color) {
	p.tip, p.stroke = tip, stroke
	setWords(p.words, words, false)
	p.words.Color = ink
	p.back.FillColor = under
	shade := ink
	if stroke == p.k.rim {
		shade = p.k.muted
	}
	p.picture.Resource = p.k.painted.resource(p.icon, iconInline, shade, p.k.surface)
	p.Refresh()
}

// Refresh implements [fyne.CanvasObject].
func (p *pill) Refresh() {
	p.back.StrokeColor, p.back.StrokeWidth = p.stroke, hairline
	if p.focused {
		p.back.StrokeColor, p.back.StrokeWidth = p.k.focus, ringWidth
	}
	p.back.Refresh()
	p.picture.Refresh()
	p.words.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (p *pill) MinSize() fyne.Size {
	return fyne.NewSize(p.words.MinSize().Width+iconInline+gap8+2*10, controlLow)
}

// Resize implements [fyne.CanvasObject].
func (p *pill) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	p.back.Resize(s)
	p.picture.Move(fyne.NewPos(10, (s.Height-iconInline)/2))
	p.picture.Resize(fyne.NewSquareSize(iconInline))
	p.words.Move(fyne.NewPos(10+iconInline+gap8, 0))
	p.words.Resize(fyne.NewSize(p.words.MinSize().Width, s.Height))
}

// CreateRenderer implements [fyne.Widget].
func (p *pill) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// Tapped implements [fyne.Tappable].
func (p *pill) Tapped(*fyne.PointEvent) { p.press() }

// MouseIn implements [desktop.Hoverable].
func (p *pill) MouseIn(*desktop.MouseEvent) { p.k.hint.show(p, p.tip) }

// MouseMoved implements [desktop.Hoverable].
func (p *pill) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (p *pill) MouseOut() { p.k.hint.hide() }

// FocusGained implements [fyne.Focusable].
func (p *pill) FocusGained() {
	p.focused = true
	p.k.hint.show(p, p.tip)
	p.Refresh()
}

// FocusLost implements [fyne.Focusable].
func (p *pill) FocusLost() {
	p.focused = false
	p.k.hint.hide()
	p.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (p *pill) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (p *pill) TypedKey(e *fyne.KeyEvent) {
	switch keyIn(screen.InButton, e) {
	case screen.DoPress:
		p.press()
	default:
		p.k.forward(e)
	}
}
