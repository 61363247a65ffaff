package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
)

// buttonKind is how much a button asks for attention.
type buttonKind int

const (
	plainButton buttonKind = iota // outline
	mainButton                    // filled: one per view
	quietButton                   // no outline until the pointer is over it
	linkButton                    // words only, in the primary colour
	rowButton                     // an entry that fills its row, words at the left
	checkButton                   // a box that is ticked or not, and words
)

// button is a thing to press, with an icon, words, or both.
type button struct {
	widget.BaseWidget
	k       *kit
	kind    buttonKind
	label   string
	icon    string
	height  float32
	tip     string // said under the pointer and on focus
	locked  string // why it cannot be pressed now; "" where it can
	press   func()
	chosen  bool
	indent  bool // words stand as if there were an icon before them
	hovered bool
	pressed bool // held down
	focused bool

	back, ring *canvas.Rectangle
	words      *canvas.Text
	picture    *canvas.Image
	box        *fyne.Container
}

func (k *kit) button(kind buttonKind, icon, label string, press func()) *button {
	b := &button{k: k, kind: kind, label: label, icon: icon, height: controlHeight, press: press}
	b.back = canvas.NewRectangle(color.Transparent)
	b.back.CornerRadius = radiusControl
	b.ring = canvas.NewRectangle(color.Transparent)
	b.ring.CornerRadius = radiusControl + ringWidth
	b.ring.StrokeWidth = ringWidth
	b.ring.StrokeColor = k.focus
	b.ring.Hide()
	st := styleBody
	switch kind {
	case mainButton:
		st = styleStrong
	case linkButton:
		st = styleRow
	}
	b.words = k.text(label, textStyle{13, 20, st.bold}, k.ink())
	objects := []fyne.CanvasObject{b.back, b.ring, b.words}
	if icon != "" {
		b.picture = k.icon(icon, iconControl, k.ink())
		objects = append(objects, b.picture)
	}
	b.box = &fyne.Container{Objects: objects}
	b.ExtendBaseWidget(b)
	b.dress()
	return b
}

// check is a box that a press ticks or clears, with words behind it.
func (k *kit) check(label string, ticked bool, press func()) *button {
	b := k.button(checkButton, "box-off", label, press).low()
	b.chosen = ticked
	b.dress()
	return b
}

// tick is the box of what can be chosen: filled where it is.
func (k *kit) tick(on, locked bool) (mark string, picture fyne.Resource) {
	switch {
	case on && locked:
		mark, picture = "box-on", k.painted.resource("box-on", iconControl, k.muted, k.ground)
	case on:
		mark, picture = "box-on", k.painted.resource("box-on", iconControl, k.primary, k.onPrimary)
	case locked:
		mark, picture = "box-off", k.painted.resource("box-off", iconControl, k.scroll, k.ground)
	default:
		mark, picture = "box-off", k.painted.resource("box-off", iconControl, k.edge, k.surface)
	}
	return mark, picture
}

// low makes the button 28 high, as in bars and rows.
func (b *button) low() *button {
	b.height = controlLow
	return b
}

// saying gives the button words for the pointer.
func (b *button) saying(tip string) *button {
	b.tip = tip
	return b
}

// lockedBecause says why the button cannot be pressed; "" unlocks it.
func (b *button) lockedBecause(why string) *button {
	b.locked = why
	b.dress()
	return b
}

func (b *button) dress() {
	fill, stroke, ink := color.Color(color.Transparent), color.Color(nil), b.k.ink()
	switch b.kind {
	case mainButton:
		fill, ink = b.k.primary, b.k.onPrimary
		switch {
		case b.pressed:
			fill = b.k.primaryDown
		case b.hovered:
			fill = b.k.primaryHover
		}
	case plainButton:
		fill, stroke = b.resting(b.k.surface), b.k.rim
	case linkButton:
		ink = b.k.primary
	case checkButton:
	default:
		fill = b.resting(fill)
	}
	if b.locked != "" {
		ink = b.k.muted
		if b.kind == quietButton {
			fill, ink = color.Transparent, b.k.edge
		} else if b.kind != linkButton && b.kind != checkButton {
			fill, stroke = b.k.ground, b.k.rim
		}
	}
	b.back.FillColor = fill
	b.back.StrokeColor, b.back.StrokeWidth = nil, 0
	if stroke != nil {
		b.back.StrokeColor, b.back.StrokeWidth = stroke, hairline
	}
	b.words.Color = ink
	if b.picture != nil && b.kind == checkButton {
		b.icon, b.picture.Resource = b.k.tick(b.chosen, b.locked != "")
	} else if b.picture != nil {
		shade := ink
		if b.locked == "" && (b.kind == plainButton || b.kind == quietButton) {
			shade = b.k.muted
		}
		b.picture.Resource = b.k.painted.resource(b.icon, iconControl, shade, b.k.surface)
	}
	if b.focused {
		b.ring.Show()
	} else {
		b.ring.Hide()
	}
	if b.kind == linkButton && b.hovered && b.locked == "" {
		b.words.Color = b.k.primaryHover
	}
}

// resting is the ground of a button that is not filled, which is color at rest.
func (b *button) resting(color color.Color) color.Color {
	switch {
	case b.pressed:
		return b.k.down
	case b.chosen:
		return b.k.selected
	case b.hovered:
		return b.k.hover
	}
	return color
}

func (b *button) room() float32 {
	switch {
	case b.kind == linkButton:
		return 0
	case b.kind == checkButton:
		return gap4
	case b.height < controlHeight:
		return 10
	}
	return gap12
}

// MinSize implements [fyne.CanvasObject].
func (b *button) MinSize() fyne.Size {
	if b.label == "" && b.icon != "" {
		return fyne.NewSize(b.height, b.height)
	}
	w := widthOf(b.label, textStyle{13, 20, b.words.TextStyle.Bold}) + 2*b.room()
	if b.icon != "" {
		w += iconControl + gap8
	}
	h := b.height
	if b.kind == linkButton {
		h = styleRow.line
	}
	return fyne.NewSize(w, h)
}

// Resize implements [fyne.CanvasObject].
func (b *button) Resize(s fyne.Size) {
	b.BaseWidget.Resize(s)
	b.back.Resize(s)
	out := ringWidth // outside controls, inside rows
	if b.kind == rowButton {
		out, b.ring.CornerRadius = 0, radiusControl
	}
	b.ring.Move(fyne.NewPos(-out, -out))
	b.ring.Resize(s.AddWidthHeight(2*out, 2*out))
	content := widthOf(b.label, textStyle{13, 20, b.words.TextStyle.Bold})
	if b.icon != "" {
		content += iconControl
		if b.label != "" {
			content += gap8
		}
	}
	x := round((s.Width - content) / 2)
	if b.kind == rowButton || b.kind == linkButton || b.kind == checkButton {
		x = b.room()
	}
	if b.indent {
		x += iconControl + gap8
	}
	if b.picture != nil {
		b.picture.Move(fyne.NewPos(x, round((s.Height-iconControl)/2)))
		b.picture.Resize(fyne.NewSquareSize(iconControl))
		x += iconControl + gap8
	}
	b.words.Move(fyne.NewPos(x, 0))
	b.words.Resize(fyne.NewSize(b.words.MinSize().Width, s.Height))
}

// Refresh implements [fyne.CanvasObject].
func (b *button) Refresh() {
	b.dress()
	b.back.Refresh()
	b.ring.Refresh()
	b.words.Refresh()
	if b.picture != nil {
		b.picture.Refresh()
	}
}

// CreateRenderer implements [fyne.Widget].
func (b *button) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }

// Tapped implements [fyne.Tappable].
func (b *button) Tapped(*fyne.PointEvent) {
	b.k.hint.hide()
	if b.locked == "" && b.press != nil {
		b.press()
	}
}

// Cursor implements [desktop.Cursorable].
func (b *button) Cursor() desktop.Cursor {
	if b.kind == linkButton && b.locked == "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (b *button) tell() {
	switch {
	case b.locked != "":
		b.k.hint.show(b, b.locked)
	case b.tip != "":
		b.k.hint.show(b, b.tip)
	}
}

// MouseIn implements [desktop.Hoverable].
func (b *button) MouseIn(*desktop.MouseEvent) {
	b.hovered = true
	b.tell()
	b.Refresh()
}

// MouseMoved implements [desktop.Hoverable].
func (b *button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (b *button) MouseOut() {
	b.hovered, b.pressed = false, false
	b.k.hint.hide()
	b.Refresh()
}

// MouseDown implements [desktop.Mouseable].
func (b *button) MouseDown(*desktop.MouseEvent) { b.hold(true) }

// MouseUp implements [desktop.Mouseable]; it comes wherever the pointer is by then.
func (b *button) MouseUp(*desktop.MouseEvent) { b.hold(false) }

func (b *button) hold(down bool) {
	if b.locked == "" && b.pressed != down {
		b.pressed = down
		b.Refresh()
	}
}

// FocusGained implements [fyne.Focusable].
func (b *button) FocusGained() {
	b.focused = true
	if !b.hovered {
		b.k.reveal(b)
	}
	b.tell()
	b.Refresh()
}

// FocusLost implements [fyne.Focusable].
func (b *button) FocusLost() {
	b.focused = false
	b.k.hint.hide()
	b.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (b *button) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (b *button) TypedKey(e *fyne.KeyEvent) {
	switch keyIn(screen.InButton, e) {
	case screen.DoPress:
		b.Tapped(nil)
	default:
		b.k.forward(e)
	}
}

// menuButton is a button that opens a menu under itself.
func (k *kit) menuButton(kind buttonKind, icon, label string, items func() []menuItem) *button {
	var b *button
	b = k.button(kind, icon, label, func() {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		k.menu(items(), at.AddXY(0, b.Size().Height+gap4))
	})
	return b
}
