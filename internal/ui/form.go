package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// formWidth is how wide a form gets at most.
const formWidth float32 = 620

// labelled is a field under its name, with a line of help where there is one.
func (k *kit) labelled(label, help string, field fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{k.text(label, styleSmall, k.ink()), fixed(0, controlHeight, field)}
	if help != "" {
		parts = append(parts, k.para(help, styleCaption, k.muted))
	}
	return column(gap4, parts...)
}

// filled is a field that holds something already.
func (k *kit) filled(hint, value string) *field {
	f := k.field(hint)
	f.SetText(value)
	return f
}

// form keeps what is in it from getting too wide to read.
func form(gap float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return row(0, growTo(formWidth, column(gap, parts...)), spring())
}

// option is one of several ways, of which one is chosen: a mark, a name, and
// what it means. The whole of it can be pressed.
func (k *kit) option(title, say string, chosen bool, press func()) fyne.CanvasObject {
	b := k.button(rowButton, "", "", press)
	b.chosen = chosen
	b.dress()
	outer := canvas.NewCircle(k.surface)
	outer.StrokeColor, outer.StrokeWidth = k.edge, 1.5
	parts := []fyne.CanvasObject{fixed(16, 16, outer)}
	if chosen {
		outer.StrokeColor = k.primary
		dot := canvas.NewCircle(k.primary)
		parts = append(parts, fixed(16, 16, padAll(gap4, dot)))
	}
	mark := pad(2, 0, 0, 0, layers(parts...))
	lines := []fyne.CanvasObject{newPlainCut(k, title, styleStrong)}
	if say != "" {
		p := newPassive(k.para(say, styleRow, k.muted))
		lines = append(lines, p)
	}
	return layers(b, pad(gap8, gap12, gap8, gap12, rowTop(gap12, mark, grow(column(0, lines...)))))
}

// passive shows a paragraph and leaves the pointer to what lies under it.
type passive struct {
	widget.BaseWidget
	inner *paragraph
}

func newPassive(p *paragraph) *passive {
	o := &passive{inner: p}
	o.ExtendBaseWidget(o)
	return o
}

func (p *passive) heightFor(width float32) float32 { return p.inner.heightFor(width) }

// Resize implements [fyne.CanvasObject].
func (p *passive) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	p.inner.Resize(s)
}

// MinSize implements [fyne.CanvasObject].
func (p *passive) MinSize() fyne.Size { return p.inner.MinSize() }

// CreateRenderer implements [fyne.Widget].
func (p *passive) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.inner.box) }

// plainlist is a work list without a line of column names.
func (k *kit) plainlist(columns []listColumn) *worklist {
	l := k.worklist(columns, nil)
	l.header = nil
	l.box.Objects = []fyne.CanvasObject{l.scroll}
	return l
}
