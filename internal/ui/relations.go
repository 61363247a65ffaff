package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// relationsView draws what one thing touches, beside what is chosen of it; the same
// as a list for those who cannot use the picture.
type relationsView struct {
	w      *Window
	head   *fyne.Container
	graph  *relationGraph
	scroll *container.Scroll
	list   *page
	left   *fyne.Container
	detail *page
	all    *split
	of     screen.Route // what was drawn last
}

func newRelationsView(w *Window) *relationsView {
	v := &relationsView{w: w, graph: newRelationGraph(w.k), list: newPage(space(1, 1)), detail: newPage(space(1, 1)), head: &fyne.Container{Layout: &padLayout{}}, left: layers(space(1, 1))}
	v.graph.onChoose = w.relations.Choose
	v.graph.onMove = func(d screen.Doing) {
		w.relations.Move(d)
		v.follow()
	}
	v.graph.onOpen, v.graph.onTurn = v.openChosen, v.turn
	v.scroll = container.NewScroll(v.graph)
	v.head = layers(space(1, 1))
	v.all = w.split(screen.NameRelations, sheet(w.k.ground, column(0, v.head, grow(v.left))), sheet(w.k.surface, v.detail), 940, 420)
	return v
}

func (v *relationsView) content() fyne.CanvasObject { return v.all }
func (v *relationsView) first() fyne.Focusable      { return v.graph }
func (v *relationsView) refresh()                   { v.w.relations.Refresh() }
func (v *relationsView) open(id string)             { v.w.relations.Open(id) }

func (v *relationsView) chosen() *domain.RelationNode {
	s := v.w.relations.State()
	if s.Found == nil {
		return nil
	}
	return &s.Found.Nodes[s.Chosen]
}

// openChosen goes to the screen of what is chosen.
func (v *relationsView) openChosen() {
	if n := v.chosen(); n != nil {
		if to, ok := screen.RouteOf(n); ok {
			v.w.Go(to)
		}
	}
}

// turn shows what the chosen thing touches itself.
func (v *relationsView) turn() {
	if n := v.chosen(); n != nil && n.Kind != domain.RelThreat {
		v.w.Go(screen.RelationsOf(n.Kind, n.Key))
	}
}

func (v *relationsView) show(s screen.RelationsState) {
	k := v.w.k
	title, note := words.RelationsTitle(s.Key), ""
	if s.Found != nil {
		title, note = words.RelationsTitle(words.RelationName(&s.Found.Nodes[s.Found.Center])), words.RelationsLeft(s.Found.Left)
	}
	v.head.Objects = []fyne.CanvasObject{pad(14, gap24, gap8, gap24, row(gap12, grow(column(0, k.cut(title, styleTitle, k.ink()), k.cut(note, styleCaption, k.muted))),
		k.segments([]segment{
			{word: words.RelationsPicture(), count: -1, chosen: !s.List, press: func() { v.w.relations.ShowList(false) }},
			{word: words.RelationsList(), count: -1, chosen: s.List, press: func() { v.w.relations.ShowList(true) }},
		})))}
	v.head.Refresh()
	v.graph.show(s)
	switch {
	case s.Found == nil && s.Err != nil:
		v.stage(k.failed(s.Err, v.w.Refresh))
	case s.Found == nil:
		v.stage(k.waiting(words.RelationsReading()))
	case len(s.Found.Nodes) == 1 && len(s.Found.Left) == 0:
		v.stage(k.emptyState("git-compare", words.RelationsAlone(), words.RelationsNone(), nil))
	case s.List:
		v.list.set(pad(gap8, gap24, gap24, gap24, v.lines(&s)), false)
		v.stage(v.list)
	default:
		v.stage(v.scroll)
		if at := screen.RelationsOf(s.Kind, s.Key); at != v.of {
			v.of = at
			v.follow()
		}
	}
	v.detail.set(detailPad(v.side(&s)), false)
}

func (v *relationsView) stage(o fyne.CanvasObject) {
	if len(v.left.Objects) != 1 || v.left.Objects[0] != o {
		v.left.Objects = []fyne.CanvasObject{o}
	}
	v.left.Refresh()
}

// follow scrolls until what is chosen is seen.
func (v *relationsView) follow() {
	if v.graph.s.Found == nil {
		return
	}
	at, room := v.graph.at(v.graph.s.Chosen), v.scroll.Size()
	within := func(offset, from, size, room float32) float32 {
		switch {
		case from < offset+graphSpace:
			return max(0, from-graphSpace)
		case from+size > offset+room-graphSpace:
			return max(0, from+size-room+graphSpace)
		}
		return offset
	}
	v.scroll.Offset = fyne.NewPos(within(v.scroll.Offset.X, at.X, nodeWide, room.Width), within(v.scroll.Offset.Y, at.Y, nodeHigh, room.Height))
	v.scroll.Refresh()
}

// side is what is chosen, with what it is joined to.
func (v *relationsView) side(s *screen.RelationsState) fyne.CanvasObject {
	k := v.w.k
	if s.Found == nil {
		return space(1, 1)
	}
	n := &s.Found.Nodes[s.Chosen]
	parts := []fyne.CanvasObject{
		row(gap8, k.icon(kindIcon(n.Kind), iconControl, k.muted), grow(k.text(words.RelationKind(n.Kind), styleCaption, k.muted))),
		k.para(words.RelationName(n), styleTitle, k.ink()),
	}
	if note := words.RelationNote(n); note != "" && n.Kind != domain.RelComponent {
		parts = append(parts, k.para(note, styleBody, k.muted))
	}
	var buttons []fyne.CanvasObject
	if _, ok := screen.RouteOf(n); ok {
		buttons = append(buttons, k.button(mainButton, "", words.RelationOpen(n.Kind), v.openChosen))
	}
	if s.Chosen != s.Found.Center && n.Kind != domain.RelThreat {
		buttons = append(buttons, k.button(plainButton, "", words.RelationTurn(), v.turn))
	}
	if len(buttons) > 0 {
		parts = append(parts, space(1, gap8), wrapping(gap8, gap8, buttons...))
	}
	for _, kind := range domain.RelationKinds() {
		var lines []fyne.CanvasObject
		for _, i := range s.Near(s.Chosen) {
			e := s.Found.Edges[i]
			other := e.From + e.To - s.Chosen
			if s.Found.Nodes[other].Kind != kind {
				continue
			}
			name := words.RelationJoin(words.RelationName(&s.Found.Nodes[other]), e)
			lines = append(lines, k.button(rowButton, kindIcon(kind), name, func() {
				v.w.relations.Choose(other)
				v.follow()
			}).low())
		}
		if len(lines) > 0 {
			parts = append(parts, space(1, gap16), k.text(words.RelationKindMany(kind), styleSection, k.ink()), space(1, gap4))
			parts = append(parts, lines...)
		}
	}
	return column(gap4, parts...)
}

// lines are all things as text, kind by kind, each with what it is joined to.
func (v *relationsView) lines(s *screen.RelationsState) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	for _, kind := range s.Drawn.Kinds {
		if len(parts) > 0 {
			parts = append(parts, space(1, gap16))
		}
		parts = append(parts, k.text(words.RelationKindMany(kind), styleSection, k.ink()))
		for i := range s.Found.Nodes {
			if s.Found.Nodes[i].Kind != kind {
				continue
			}
			var near []string
			for _, e := range s.Near(i) {
				other := s.Found.Edges[e].From + s.Found.Edges[e].To - i
				near = append(near, words.RelationJoin(words.RelationName(&s.Found.Nodes[other]), s.Found.Edges[e]))
			}
			parts = append(parts, k.rule(), k.para(words.RelationWhole(&s.Found.Nodes[i]), styleRowBold, k.ink()), k.para(words.RelationNear(near), styleCaption, k.muted))
		}
	}
	return column(gap4, parts...)
}

// relationsButton leads to what a thing touches.
func (w *Window) relationsButton(kind domain.RelationKind, key string) fyne.CanvasObject {
	return w.k.button(plainButton, "", words.RelationsButton(), func() { w.Go(screen.RelationsOf(kind, key)) }).low()
}
