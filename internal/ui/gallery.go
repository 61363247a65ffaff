package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/assets"
	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// Gallery is a window that shows every piece the other window is put together from, in
// every state it can be in. It needs no desk: what it shows is invented, and what is
// pressed in it changes nothing.
type Gallery struct {
	w      *Window // never shown: the pieces of screens want one
	list   *worklist
	page   *page
	chosen string
	rooms  []room
}

// room is one part of the gallery.
type room struct {
	id, title string
	show      func(g *Gallery) []fyne.CanvasObject
}

func galleryRooms() []room {
	return []room{
		{"type", words.Text("Type and colour"), (*Gallery).typeAndColour},
		{"tiers", words.Text("Tiers, verdicts, states"), (*Gallery).tiers},
		{"badges", words.Text("Chips and badges"), (*Gallery).badges},
		{"buttons", words.Text("Buttons and choices"), (*Gallery).buttons},
		{"fields", words.Text("Fields and forms"), (*Gallery).fields},
		{"cards", words.Text("Cards, messages, progress"), (*Gallery).cards},
		{"list", words.Text("Work list"), (*Gallery).lists},
		{"empty", words.Text("Empty, waiting, failed"), (*Gallery).empty},
		{"detail", words.Text("Detail"), (*Gallery).detail},
		{"steps", words.Text("Steps with clocks, timeline"), (*Gallery).steps},
		{"charts", words.Text("Charts"), (*Gallery).charts},
		{"versions", words.Text("Line of versions"), (*Gallery).versions},
		{"difference", words.Text("Difference"), (*Gallery).difference},
		{"document", words.Text("Document"), (*Gallery).document},
		{"relations", words.Text("Relations"), (*Gallery).relations},
	}
}

// nobody is a desk that is never asked.
type nobody struct{ screen.Source }

func (nobody) Drop(screen.ScanFound) {}

// NewGallery makes the gallery in an appearance.
func NewGallery(app fyne.App, look Appearance) *Gallery {
	nothing := func(func(context.Context, func(func()))) {}
	now := time.Date(2026, time.November, 24, 15, 40, 0, 0, time.UTC)
	w := &Window{app: app, run: nothing, look: newLook(look), spoken: words.Speaking(), views: map[screen.Name]view{},
		deps: Deps{Desk: nobody{}, Now: func() time.Time { return now }}, splits: map[screen.Name]float32{}, columns: map[string]columnsKept{}}
	app.Settings().SetTheme(w.look)
	w.variant = app.Settings().ThemeVariant()
	w.win = app.NewWindow("Fenceline")
	w.win.SetTitle(words.Text("Fenceline, every piece"))
	app.SetIcon(fyne.NewStaticResource("fenceline.png", assets.ProgramIcon()))
	w.makeScreens()
	w.started = true
	g := &Gallery{w: w, rooms: galleryRooms()}
	g.chosen = g.rooms[0].id
	g.build()
	w.win.SetPadded(false)
	w.win.Resize(fyne.NewSize(1280, 860))
	w.win.SetMaster()
	app.Settings().AddListener(func(s fyne.Settings) {
		if s.ThemeVariant() != w.variant {
			w.variant = s.ThemeVariant()
			g.build()
		}
	})
	return g
}

// ShowAndRun shows the gallery and returns after it was closed, or ctx is done.
func (g *Gallery) ShowAndRun(ctx context.Context) {
	r := newRunner()
	stay := context.AfterFunc(ctx, func() {
		r.run(func(_ context.Context, do func(func())) { do(g.w.app.Quit) })
	})
	g.w.win.ShowAndRun()
	stay()
	r.end()
}

// build makes everything anew in the appearance in force.
func (g *Gallery) build() {
	g.w.makeKit()
	k := g.w.k
	k.forward = g.key
	g.list = k.plainlist([]listColumn{{}})
	var rows []listRow
	for _, r := range g.rooms {
		rows = append(rows, listRow{key: r.id, height: rowPlain, cells: []cell{{text: r.title}}})
	}
	g.list.onChoose = g.choose
	g.page = newPage(space(1, 1))
	left := sheet(k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, row(gap8,
		k.icon("brand", 22, k.primary), grow(k.cut(words.Text("Every piece"), styleSection, k.ink()))))), k.rule(), grow(g.list)))
	all := &fyne.Container{Layout: &galleryLayout{}, Objects: []fyne.CanvasObject{
		canvas.NewRectangle(k.ground), left, canvas.NewRectangle(k.line), g.head(), g.page, k.hint.layer}}
	g.w.win.SetContent(all)
	g.list.set(rows, g.chosen)
	g.show()
	g.w.win.Canvas().SetOnTypedKey(g.key)
	g.w.win.Canvas().Focus(g.list)
}

// head says which part is seen, and has the choice of appearance.
func (g *Gallery) head() fyne.CanvasObject {
	k := g.w.k
	look := func(a Appearance, word string) segment {
		return segment{word, -1, g.w.look.appearance == a, func() {
			g.w.look = newLook(a)
			g.w.app.Settings().SetTheme(g.w.look)
			g.build()
		}}
	}
	return column(0, fixed(0, listHeadHeight, pad(0, gap24, 0, gap24, row(gap12,
		grow(k.cut(words.Text("Invented, and nothing pressed here changes anything."), styleCaption, k.muted)),
		k.segments([]segment{look(FollowSystem, words.Text("Follow the system")), look(Light, words.Text("Light")), look(Dark, words.Text("Dark"))})))), k.rule())
}

// galleryLayout places ground, list of parts, a line, the head, the part, hints.
type galleryLayout struct{}

const galleryList float32 = 232

func (*galleryLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(smallWindowWide, smallWindowHigh)
}

func (*galleryLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := galleryList
	if size.Width < 2*smallWindowWide-2*galleryList {
		left = galleryList * 0.8
	}
	put := func(i int, x, y, w, h float32) {
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(fyne.NewSize(w, h))
	}
	top := listHeadHeight + hairline
	put(0, 0, 0, size.Width, size.Height)
	put(1, 0, 0, left, size.Height)
	put(2, left, 0, hairline, size.Height)
	put(3, left+hairline, 0, size.Width-left-hairline, top)
	put(4, left+hairline, top, size.Width-left-hairline, size.Height-top)
	put(5, 0, 0, size.Width, size.Height)
}

// choose shows another part.
func (g *Gallery) choose(id string) {
	g.chosen = id
	g.show()
}

func (g *Gallery) show() {
	for _, r := range g.rooms {
		if r.id == g.chosen {
			parts := append([]fyne.CanvasObject{g.w.k.text(r.title, styleTitle, g.w.k.ink())}, r.show(g)...)
			g.page.set(padAll(gap24, column(gap16, parts...)), true)
		}
	}
}

// key moves among what can be chosen, as in the other window.
func (g *Gallery) key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		g.w.k.hint.hide()
		g.w.win.Canvas().Focus(g.list)
	case fyne.KeyPageDown, fyne.KeyPageUp:
		by := g.page.Size().Height - 2*gap24
		if e.Name == fyne.KeyPageUp {
			by = -by
		}
		g.page.scroll.Offset.Y = max(0, min(g.page.scroll.Offset.Y+by, g.page.inner.height-g.page.Size().Height))
		g.page.scroll.Refresh()
	}
}

// panel is a group of exhibits under a name.
func (g *Gallery) panel(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	k := g.w.k
	return column(gap8, k.text(title, styleSmall, k.muted), k.card(padAll(gap16, column(gap16, parts...))))
}

// bare is a panel whose content reaches its edges.
func (g *Gallery) bare(title string, body fyne.CanvasObject) fyne.CanvasObject {
	k := g.w.k
	return column(gap8, k.text(title, styleSmall, k.muted), k.card(pad(hairline, hairline, hairline, hairline, body)))
}

// named is an exhibit over the name of its state.
func (g *Gallery) named(state string, piece fyne.CanvasObject) fyne.CanvasObject {
	return column(gap8, piece, g.w.k.text(state, styleCaption, g.w.k.muted))
}

// still keeps an exhibit in its place on the left.
func still(piece fyne.CanvasObject) fyne.CanvasObject { return row(0, piece, spring()) }

// nothing is what a press of an exhibit does.
func nothing() {}

// tiersShown are all tiers, the one without a date last.
func tiersShown() []domain.Tier { return domain.Tiers() }
