package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/words"
)

// kit makes the parts every screen is put together from, in one appearance.
// When the appearance changes, the window is built anew with another kit.
type kit struct {
	*palette
	painted painted
	hint    *hint
	forward func(*fyne.KeyEvent)            // keys a focused part has no use for
	chord   func(fyne.Shortcut)             // shortcuts a focused part has no use for
	menu    func([]menuItem, fyne.Position) // opens a menu at a place of the window
	copy    func(string)                    // puts text on the clipboard
	reveal  func(fyne.CanvasObject)         // brings what got the keyboard into sight
	values  func(title string, lines []string, copy func())
}

func newKit(p *palette) *kit {
	return &kit{
		palette: p,
		painted: painted{},
		hint:    newHint(p),
		forward: func(*fyne.KeyEvent) {},
		chord:   func(fyne.Shortcut) {},
		menu:    func([]menuItem, fyne.Position) {},
		copy:    func(string) {},
		reveal:  func(fyne.CanvasObject) {},
		values:  func(string, []string, func()) {},
	}
}

func (k *kit) copyMenu(s string, at fyne.Position) {
	k.menu([]menuItem{{word: words.Text("Copy"), press: func() { k.copy(s) }}}, at)
}

// rule is a separator, one unit high.
func (k *kit) rule() fyne.CanvasObject { return fixed(0, hairline, canvas.NewRectangle(k.line)) }

// upright is a separator, one unit wide, as high as its row.
func (k *kit) upright() fyne.CanvasObject {
	return container1(&fixedLayout{hairline, -1}, canvas.NewRectangle(k.line))
}

func container1(l fyne.Layout, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: l, Objects: []fyne.CanvasObject{o}}
}

// box is a rounded rectangle with an outline.
func box(fill, stroke color.Color, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(fill)
	r.CornerRadius = radius
	if stroke != nil {
		r.StrokeColor = stroke
		r.StrokeWidth = hairline
	}
	return r
}

// card puts content on a surface with an outline and no room of its own.
func (k *kit) card(content fyne.CanvasObject) *fyne.Container {
	return layers(box(k.surface, k.line, radiusCard), content)
}

// sheet puts content on a plain surface.
func sheet(c color.Color, content fyne.CanvasObject) *fyne.Container {
	return layers(canvas.NewRectangle(c), content)
}

// heading is a section title with a quiet note at its right.
func (k *kit) heading(title, note string) fyne.CanvasObject {
	return row(gap12, k.text(title, styleSection, k.ink()), grow(k.cutTrailing(note, styleCaption, k.muted)))
}

// ink is the colour of plain text; the palette's field of that name is hidden by the
// method text.
func (k *kit) ink() color.Color { return k.palette.text }

// dashes is an outline of short segments: it always means "not known".
type dashes struct {
	widget.BaseWidget
	c      color.Color
	radius float32
	under  bool // only a line at the foot
	box    *fyne.Container
}

func newDashes(c color.Color, radius float32) *dashes {
	d := &dashes{c: c, radius: radius, box: &fyne.Container{}}
	d.ExtendBaseWidget(d)
	return d
}

// underline is a dashed line at the foot of its room.
func underline(c color.Color) *dashes {
	d := newDashes(c, 0)
	d.under = true
	return d
}

// MinSize implements [fyne.CanvasObject].
func (d *dashes) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

// Resize implements [fyne.CanvasObject].
func (d *dashes) Resize(s fyne.Size) {
	if s == d.Size() {
		return
	}
	d.BaseWidget.Resize(s)
	const on, off float32 = 3, 2
	var objects []fyne.CanvasObject
	put := func(x, y, w, h float32) {
		r := canvas.NewRectangle(d.c)
		r.Move(fyne.NewPos(x, y))
		r.Resize(fyne.NewSize(w, h))
		objects = append(objects, r)
	}
	for x := d.radius; x < s.Width-d.radius; x += on + off {
		w := min(on, s.Width-d.radius-x)
		put(x, s.Height-1, w, 1)
		if !d.under {
			put(x, 0, w, 1)
		}
	}
	if !d.under {
		for y := d.radius; y < s.Height-d.radius; y += on + off {
			h := min(on, s.Height-d.radius-y)
			put(0, y, 1, h)
			put(s.Width-1, y, 1, h)
		}
		objects = append(objects, d.corners(s)...)
	}
	d.box.Objects = objects
	d.box.Refresh()
}

// corners are quarter rings that keep the outline closed where it turns.
func (d *dashes) corners(s fyne.Size) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, 4)
	for i, at := range []fyne.Position{
		{X: 0, Y: 0}, {X: s.Width - 2*d.radius, Y: 0},
		{X: s.Width - 2*d.radius, Y: s.Height - 2*d.radius}, {X: 0, Y: s.Height - 2*d.radius},
	} {
		start := float32(i*90) - 90
		arc := canvas.NewArc(start+20, start+70, 1-1/max(d.radius, 1), d.c)
		arc.Move(at)
		arc.Resize(fyne.NewSquareSize(2 * d.radius))
		objects = append(objects, arc)
	}
	return objects
}

// CreateRenderer implements [fyne.Widget].
func (d *dashes) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.box) }

// meter is a share of a whole as a bar, six units high.
func (k *kit) meter(share float32, c color.Color) fyne.CanvasObject {
	back := canvas.NewRectangle(k.line)
	back.CornerRadius = 3
	front := canvas.NewRectangle(c)
	front.CornerRadius = 3
	return &fyne.Container{Layout: &meterLayout{share}, Objects: []fyne.CanvasObject{back, front}}
}

type meterLayout struct{ share float32 }

func (l *meterLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(24, 6) }

func (l *meterLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := round((size.Height - 6) / 2)
	for i, w := range []float32{size.Width, size.Width * min(1, max(0, l.share))} {
		objects[i].Move(fyne.NewPos(0, y))
		objects[i].Resize(fyne.NewSize(round(w), 6))
	}
}
