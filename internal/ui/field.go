package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
)

// field is a line to type in that leaves the window its own keys.
type field struct {
	widget.Entry
	k        *kit
	outline  *canvas.Rectangle
	rest     color.Color
	whole    string // the hint, before it is cut to the room
	wrong    bool   // what is in it was refused: its edge says so, focused or not
	onEscape func()
	onDown   func()
}

func (k *kit) field(hint string) *field {
	f := &field{k: k, rest: k.edge, whole: hint}
	f.PlaceHolder = hint
	f.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	f.outline = box(k.surface, k.edge, radiusControl)
	f.ExtendBaseWidget(f)
	return f
}

// boxed is the field in its outline, with an icon before and an object behind
// it where they are given.
func (f *field) boxed(icon string, rest color.Color, behind fyne.CanvasObject) fyne.CanvasObject {
	f.rest = rest
	f.outline.StrokeColor = rest
	parts := []fyne.CanvasObject{space(gap4, 0)}
	if icon != "" {
		parts = []fyne.CanvasObject{space(gap12, 0), f.k.icon(icon, iconControl, f.k.muted)}
	}
	parts = append(parts, growFill(f))
	if behind != nil {
		parts = append(parts, behind, space(gap8, 0))
	}
	return layers(f.outline, row(0, parts...))
}

// Resize implements [fyne.CanvasObject]: a hint wider than the field is
// cut, since the toolkit would let it scroll.
func (f *field) Resize(s fyne.Size) {
	f.Entry.Resize(s)
	if short := shorten(f.whole, styleRow, s.Width-3*gap8); short != f.PlaceHolder {
		f.SetPlaceHolder(short)
	}
}

// lock shows what is in the field and takes nothing.
func (f *field) lock() {
	f.Disable()
	f.rest = f.k.rim
	f.outline.FillColor, f.outline.StrokeColor = f.k.ground, f.rest
}

// FocusGained implements [fyne.Focusable].
func (f *field) FocusGained() {
	f.outline.StrokeColor, f.outline.StrokeWidth = f.k.focus, ringWidth
	if f.wrong {
		f.outline.StrokeColor = f.rest
	}
	f.outline.Refresh()
	f.k.reveal(f)
	f.Entry.FocusGained()
}

// FocusLost implements [fyne.Focusable].
func (f *field) FocusLost() {
	f.outline.StrokeColor, f.outline.StrokeWidth = f.rest, hairline
	f.outline.Refresh()
	f.Entry.FocusLost()
}

// TypedKey implements [fyne.Focusable].
func (f *field) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyEscape && f.onEscape != nil:
		f.onEscape()
	case keyIn(screen.InSearch, e) == screen.DoNext && f.onDown != nil:
		f.onDown()
	case keyIn(screen.InWindow, e) != "":
		f.k.forward(e)
	default:
		f.Entry.TypedKey(e)
	}
}

// TypedShortcut implements [fyne.Shortcutable]: what editing does not use goes
// to the window.
func (f *field) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && f.MultiLine && f.OnSubmitted != nil && c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		f.OnSubmitted(f.Text)
		return
	}
	if _, ok := s.(*desktop.CustomShortcut); ok && shortcutIn(screen.InWindow, s) != "" {
		f.k.chord(s)
		return
	}
	f.Entry.TypedShortcut(s)
}

// CreateRenderer implements [fyne.Widget].
func (f *field) CreateRenderer() fyne.WidgetRenderer {
	r := &bareRenderer{f.Entry.CreateRenderer()}
	r.strip()
	return r
}

// bareRenderer takes ground and outline from the toolkit's line, since a [field]
// draws its own. A theme of its own for the line would do the same, but the toolkit
// reads all fonts again for each theme.
type bareRenderer struct{ fyne.WidgetRenderer }

func (r *bareRenderer) strip() {
	for _, o := range r.Objects() {
		if box, ok := o.(*canvas.Rectangle); ok {
			box.FillColor, box.StrokeColor, box.StrokeWidth = color.Transparent, color.Transparent, 0
		}
	}
}

// Refresh implements [fyne.WidgetRenderer].
func (r *bareRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.strip()
}
