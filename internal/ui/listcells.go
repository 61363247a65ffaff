package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// cellView is one cell in sight: a shape, a text, a dashed line.
type cellView struct {
	picture *canvas.Image
	words   *canvas.Text
	under   *canvas.Text // second line
	dash    *dashes
	full    string
	whole   string // second line, whole
	style   textStyle
	from    float32
	to      float32
	room    float32
}

// cellBody draws a row as cells under the list's columns.
type cellBody struct {
	l     *worklist
	cells []*cellView
	all   []fyne.CanvasObject
	width float32
	lift  float32 // how much first lines stand higher, where a cell has a second
}

func newCellBody(l *worklist) *cellBody {
	b := &cellBody{l: l}
	for range l.columns {
		v := &cellView{picture: canvas.NewImageFromResource(nil), words: l.k.text("", styleRow, l.k.ink()), under: l.k.text("", styleCaption, l.k.muted), dash: underline(l.k.muted)}
		v.under.Hide()
		v.picture.FillMode = canvas.ImageFillContain
		v.picture.Hide()
		v.dash.Hide()
		b.cells = append(b.cells, v)
		b.all = append(b.all, v.picture, v.words, v.under, v.dash)
	}
	return b
}

func (b *cellBody) objects() []fyne.CanvasObject { return b.all }

func (b *cellBody) show(r *listRow, chosen bool, width float32) {
	x := gap16
	b.width, b.lift = width, 0
	for i := range r.cells {
		if r.cells[i].sub != "" {
			b.lift = 9
		}
	}
	ws := b.l.widths(width)
	for i, v := range b.cells {
		if ws[i] < 0 || i >= len(r.cells) {
			v.words.Hide()
			v.under.Hide()
			v.picture.Hide()
			v.dash.Hide()
			continue
		}
		v.words.Show()
		b.cell(v, &b.l.columns[i], b.l.markOf(r, i), i, x, ws[i], r.height, chosen)
		x += ws[i]
	}
}

// cell draws one cell; it touches only what changed, since refreshing a text is
// what makes scrolling slow.
func (b *cellBody) cell(v *cellView, col *listColumn, c *cell, i int, x, width, height float32, chosen bool) {
	st := styleRow
	st.bold = c.bold || (chosen && col.width == 0)
	left, room := x, width-gap8
	if c.mark != "" {
		b.picture(v, c, x, height)
		left, room = x+markSize+gap8, width-markSize-2*gap8
	} else {
		setVisible(v.picture, false)
	}
	ink := c.c
	if ink == nil {
		ink = b.l.k.ink()
	}
	if v.full != c.text || v.style != st || v.room != room || !same(v.words.Color, ink) {
		v.full, v.style, v.room = c.text, st, room
		short := shorten
		if c.path {
			short = shortenPath
		}
		setWords(v.words, short(c.text, st, room), st.bold)
		v.words.Color, v.words.TextSize = ink, st.size
		v.words.Refresh()
	}
	size := v.words.MinSize()
	if col.right {
		left = x + width - gap16 - size.Width
	}
	v.from, v.to = left, left+size.Width
	top := round((height-hairline-size.Height)/2) - b.lift
	v.words.Move(fyne.NewPos(left, top))
	v.words.Resize(size)
	if c.dashed {
		v.dash.Move(fyne.NewPos(left, round(height/2)+9))
		v.dash.Resize(fyne.NewSize(size.Width, 1))
	}
	setVisible(v.dash, c.dashed)
	b.second(v, c, left, height)
}

// second draws the second line of a cell; it may reach to the end of the row.
func (b *cellBody) second(v *cellView, c *cell, left, height float32) {
	setVisible(v.under, c.sub != "")
	if c.sub == "" {
		v.whole = ""
		return
	}
	ink := c.c
	if c.subC != nil {
		ink = c.subC
	}
	v.whole = c.sub
	setWords(v.under, shorten(c.sub, styleCaption, b.width-left-gap16), false)
	v.under.Color = ink
	size := v.under.MinSize()
	v.under.Move(fyne.NewPos(left, round((height-hairline)/2)+3))
	v.under.Resize(size)
	v.under.Refresh()
}

func (b *cellBody) picture(v *cellView, c *cell, x, height float32) {
	size := markSize
	switch c.mark {
	case "affected":
		size = iconInline
	case "box-off", "box-on":
		size = iconControl
	}
	under := c.markU
	if under == nil {
		under = b.l.k.surface
	}
	res := b.l.k.painted.resource(c.mark, size, c.markC, under)
	if v.picture.Resource != res {
		v.picture.Resource = res
		v.picture.Refresh()
	}
	v.picture.Move(fyne.NewPos(x-(size-markSize)/2, round((height-hairline-size)/2)-b.lift))
	v.picture.Resize(fyne.NewSquareSize(size))
	setVisible(v.picture, true)
}

// cutAt gives the whole text of the cell at x where it was shortened.
func (b *cellBody) cutAt(x float32) string {
	for _, v := range b.cells {
		if v.words.Visible() && x >= v.from && x <= v.to && v.words.Text != v.full {
			return v.full
		}
		if v.whole != "" && v.whole != v.under.Text && x >= v.from {
			return v.whole
		}
	}
	return ""
}

func same(a, b color.Color) bool {
	return a == b
}

// headView draws the head of a group.
type headView struct {
	k                  *kit
	arrow, mark        *canvas.Image
	title, count, note *canvas.Text
}

func newHeadView(k *kit) *headView {
	return &headView{
		k: k, arrow: k.icon("chevron-down", iconControl, k.muted), mark: k.icon("dot", markSize, k.muted),
		title: k.text("", styleSmall, k.ink()), count: k.text("", styleCaption, k.muted), note: k.trailing("", styleCaption, k.muted),
	}
}

func (h *headView) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{h.arrow, h.mark, h.title, h.count, h.note}
}

func (h *headView) show(r *listRow, width float32) {
	g := r.head
	x := gap16
	setVisible(h.arrow, g.fold != nil)
	if g.fold != nil {
		name := "chevron-down"
		if g.folded {
			name = "chevron-right"
		}
		h.arrow.Resource = h.k.painted.resource(name, iconControl, h.k.muted, h.k.ground)
		h.arrow.Move(fyne.NewPos(x-1, round((r.height-hairline-iconControl)/2)))
		h.arrow.Resize(fyne.NewSquareSize(iconControl))
		h.arrow.Refresh()
		x += iconInline + gap8
	}
	setVisible(h.mark, g.mark != "")
	if g.mark != "" {
		h.mark.Resource = h.k.painted.resource(g.mark, markSize, g.c, h.k.ground)
		h.mark.Move(fyne.NewPos(x, round((r.height-hairline-markSize)/2)))
		h.mark.Resize(fyne.NewSquareSize(markSize))
		h.mark.Refresh()
		x += markSize + 6
	}
	ink := g.c
	if ink == nil {
		ink = h.k.ink()
	}
	put := func(t *canvas.Text, s string, c color.Color) {
		if t.Text != s || !same(t.Color, c) {
			setWords(t, s, t.TextStyle.Bold)
			t.Color = c
			t.Refresh()
		}
		size := t.MinSize()
		t.Move(fyne.NewPos(x, round((r.height-hairline-size.Height)/2)))
		t.Resize(size)
		x += size.Width + gap8
	}
	put(h.title, g.title, ink)
	put(h.count, g.count, h.k.muted)
	put(h.note, shorten(g.note, styleCaption, max(0, width-x-gap16)), h.k.muted)
	h.note.Move(fyne.NewPos(width-gap16-h.note.Size().Width, h.note.Position().Y))
}
