package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// relationGraph draws things as boxes in columns and what joins them as lines. What
// is chosen and what it is joined to stand out.
type relationGraph struct {
	widget.BaseWidget
	k        *kit
	s        screen.RelationsState
	onChoose func(node int)
	onMove   func(screen.Doing)
	onOpen   func()
	onTurn   func() // to what the chosen thing touches itself

	box     *fyne.Container
	boxes   []*canvas.Rectangle // of the nodes
	hovered int
	focused bool
}

// Sizes of the picture.
const (
	nodeWide   float32 = 160
	nodeHigh   float32 = 44
	nodeAside  float32 = 44 // between columns
	nodePitch  float32 = 56 // from a row to the next
	graphHead  float32 = 40
	graphSpace float32 = gap24
)

// fewLines is how many lines may be drawn thicker before they flow together.
const fewLines = 24

func newRelationGraph(k *kit) *relationGraph {
	g := &relationGraph{k: k, box: &fyne.Container{}, hovered: -1}
	g.ExtendBaseWidget(g)
	return g
}

// at is the upper left corner of a thing.
func (g *relationGraph) at(node int) fyne.Position {
	p := g.s.Drawn.Places[node]
	return fyne.NewPos(graphSpace+float32(p.Column)*(nodeWide+nodeAside), graphHead+float32(p.Row)*nodePitch)
}

// MinSize implements [fyne.CanvasObject].
func (g *relationGraph) MinSize() fyne.Size {
	if g.s.Found == nil {
		return fyne.NewSize(1, 1)
	}
	columns := float32(len(g.s.Drawn.Kinds))
	return fyne.NewSize(2*graphSpace+columns*nodeWide+(columns-1)*nodeAside, graphHead+float32(g.s.Drawn.Rows)*nodePitch+graphSpace)
}

// CreateRenderer implements [fyne.Widget].
func (g *relationGraph) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.box) }

func (g *relationGraph) show(s screen.RelationsState) {
	g.s = s
	g.draw()
	g.Refresh()
}

// draw makes all objects anew: lines first, the boxes over them.
func (g *relationGraph) draw() {
	g.boxes = nil
	if g.s.Found == nil {
		g.box.Objects = nil
		return
	}
	near := map[int]bool{g.s.Chosen: true}
	for _, i := range g.s.Near(g.s.Chosen) {
		near[g.s.Found.Edges[i].From], near[g.s.Found.Edges[i].To] = true, true
	}
	var quiet, loud []fyne.CanvasObject
	for i := range g.s.Found.Edges {
		e := &g.s.Found.Edges[i]
		if e.From == g.s.Chosen || e.To == g.s.Chosen {
			loud = append(loud, g.line(e, true)...)
		} else {
			quiet = append(quiet, g.line(e, false)...)
		}
	}
	objects := append(quiet, loud...)
	for c, kind := range g.s.Drawn.Kinds {
		head := g.k.text(words.RelationKindMany(kind), styleCaption, g.k.muted)
		head.Move(fyne.NewPos(graphSpace+float32(c)*(nodeWide+nodeAside), gap12))
		objects = append(objects, head)
	}
	g.boxes = make([]*canvas.Rectangle, len(g.s.Found.Nodes))
	for i := range g.s.Found.Nodes {
		objects = append(objects, g.node(i, near[i])...)
	}
	g.box.Objects = objects
}

// line joins two things: straight between columns, beside the boxes within one.
func (g *relationGraph) line(e *domain.RelationEdge, loud bool) []fyne.CanvasObject {
	from, to := g.at(e.From), g.at(e.To)
	if from.X > to.X {
		from, to = to, from
	}
	var c color.Color = g.k.edge
	if e.Unsure {
		c = g.k.unknown.on
	}
	width := float32(1)
	if loud {
		if len(g.s.Near(g.s.Chosen)) <= fewLines {
			width = 1.6
		}
		if !e.Unsure {
			c = g.k.primary
		}
	}
	piece := func(x1, y1, x2, y2 float32) fyne.CanvasObject {
		l := canvas.NewLine(c)
		l.StrokeWidth = width
		l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
		return l
	}
	const half = nodeHigh / 2
	if from.X == to.X {
		x := from.X - gap8
		return []fyne.CanvasObject{piece(from.X, from.Y+half, x, from.Y+half), piece(x, from.Y+half, x, to.Y+half), piece(x, to.Y+half, to.X, to.Y+half)}
	}
	return []fyne.CanvasObject{piece(from.X+nodeWide, from.Y+half, to.X, to.Y+half)}
}

// node is a box with a sign of its kind, its name and its note.
func (g *relationGraph) node(i int, near bool) []fyne.CanvasObject {
	n, at := &g.s.Found.Nodes[i], g.at(i)
	back := canvas.NewRectangle(g.k.surface)
	back.CornerRadius, back.StrokeColor, back.StrokeWidth = radiusControl, g.k.line, hairline
	ink := g.k.muted
	if near {
		ink, back.StrokeColor = g.k.ink(), g.k.edge
	}
	switch {
	case i == g.s.Chosen && g.focused:
		back.StrokeColor, back.StrokeWidth, back.FillColor = g.k.focus, ringWidth, g.k.selected
	case i == g.s.Chosen:
		back.StrokeColor, back.StrokeWidth, back.FillColor = g.k.primary, 1.5, g.k.selected
	case i == g.hovered:
		back.FillColor = g.k.hover
	}
	back.Move(at)
	back.Resize(fyne.NewSize(nodeWide, nodeHigh))
	g.boxes[i] = back
	sign := g.k.icon(kindIcon(n.Kind), markSize, ink)
	sign.Move(at.AddXY(gap8, 8))
	sign.Resize(fyne.NewSquareSize(markSize))
	const inset = gap8 + markSize + 6
	room := nodeWide - inset - gap8
	st := styleRow
	if i == g.s.Found.Center {
		st = styleRowBold
	}
	name := g.k.text(shorten(n.Name, st, room), st, ink)
	name.Move(at.AddXY(inset, 3))
	if words.RelationNote(n) == "" {
		name.Move(at.AddXY(inset, (nodeHigh-st.line)/2))
		sign.Move(at.AddXY(gap8, (nodeHigh-markSize)/2))
	}
	note := g.k.text(shorten(words.RelationNote(n), styleCaption, room), styleCaption, g.k.muted)
	note.Move(at.AddXY(inset, 23))
	return []fyne.CanvasObject{back, sign, name, note}
}

// kindIcon is the sign of a kind of thing.
func kindIcon(k domain.RelationKind) string {
	switch k {
	case domain.RelThreat:
		return "triangle-alert"
	case domain.RelAdvisory:
		return "mail"
	case domain.RelVulnerability:
		return "shield-x"
	case domain.RelComponent:
		return "package"
	case domain.RelAsset:
		return "monitor"
	}
	return "list-checks"
}

// under is the thing at a place; -1 where there is none.
func (g *relationGraph) under(at fyne.Position) int {
	for i, b := range g.boxes {
		p, s := b.Position(), b.Size()
		if at.X >= p.X && at.X < p.X+s.Width && at.Y >= p.Y && at.Y < p.Y+s.Height {
			return i
		}
	}
	return -1
}

// Tapped implements [fyne.Tappable].
func (g *relationGraph) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	if i := g.under(e.Position); i >= 0 {
		g.onChoose(i)
	}
}

// DoubleTapped implements [fyne.DoubleTappable].
func (g *relationGraph) DoubleTapped(e *fyne.PointEvent) {
	if i := g.under(e.Position); i >= 0 {
		g.onChoose(i)
		g.onTurn()
	}
}

// MouseIn implements [desktop.Hoverable].
func (g *relationGraph) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable].
func (g *relationGraph) MouseMoved(e *desktop.MouseEvent) {
	i := g.under(e.Position)
	if i == g.hovered {
		return
	}
	g.hovered = i
	if i < 0 {
		g.k.hint.hide()
		return
	}
	g.k.hint.show(g.boxes[i], words.RelationWhole(&g.s.Found.Nodes[i]))
}

// MouseOut implements [desktop.Hoverable].
func (g *relationGraph) MouseOut() {
	g.hovered = -1
	g.k.hint.hide()
}

// FocusGained implements [fyne.Focusable].
func (g *relationGraph) FocusGained() { g.focus(true) }

// FocusLost implements [fyne.Focusable].
func (g *relationGraph) FocusLost() { g.focus(false) }

func (g *relationGraph) focus(has bool) {
	g.focused = has
	g.draw()
	g.Refresh()
}

// TypedRune implements [fyne.Focusable].
func (g *relationGraph) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable].
func (g *relationGraph) TypedKey(e *fyne.KeyEvent) {
	switch d := keyIn(screen.InGraph, e); d {
	case screen.DoNext, screen.DoPrior, screen.DoLeft, screen.DoRight:
		g.onMove(d)
	case screen.DoOpen:
		g.onOpen()
	case screen.DoPress:
		g.onTurn()
	default:
		g.k.forward(e)
	}
}
