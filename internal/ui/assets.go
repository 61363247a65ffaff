package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// assetsView draws facets, the table of assets, and the one chosen.
type assetsView struct {
	w      *Window
	list   *worklist
	head   *fyne.Container
	facets *page
	under  *fyne.Container
	foot   *fyne.Container
	table  *fyne.Container // under and foot
	form   *fyne.Container
	detail *page
	all    *split
	drawn  *domain.AssetView
	drawnA assetDrawn
	adding bool
}

type assetDrawn struct {
	selected      string
	busy, failed  bool
	missing, kept bool
}

const facetWidth float32 = 184

func newAssetsView(w *Window) *assetsView {
	v := &assetsView{w: w, head: row(gap8), detail: newPage(space(1, 1)), facets: newPage(space(1, 1))}
	v.list = w.k.worklist([]listColumn{
		{key: "asset", title: words.Text("Asset")},
		{key: "kind", title: words.Text("Kind"), width: 112, from: 560},
		{key: "exposed", title: words.Text("Exposed"), width: 78},
		{key: "inventory", title: words.Text("Inventory"), width: 92, from: 400},
		{key: "open", title: words.Text("Open"), width: 54, right: true},
		{key: "tier", title: words.Text("Most urgent"), width: 146},
	}, nil)
	v.list.onChoose = func(id string) {
		w.noteChoice(screen.NameAssets, id)
		w.assets.Select(id)
	}
	v.list.onSort = w.assets.SortBy
	v.list.cellsOf = func(data any) []cell { return v.cells(data.(*domain.AssetView)) }
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	v.foot = &fyne.Container{Layout: &padLayout{gap12, gap16, gap12, gap16}, Objects: []fyne.CanvasObject{space(1, 1)}}
	v.form = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 0)}}
	v.form.Hide()
	v.table = column(0, grow(v.under), v.foot)
	body := &fyne.Container{Layout: &facetLayout{}, Objects: []fyne.CanvasObject{
		v.facets, canvas.NewRectangle(w.k.line), v.table,
	}}
	left := sheet(w.k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), v.form, grow(body)))
	v.all = w.split(screen.NameAssets, left, sheet(w.k.surface, v.detail), 832, 460)
	return v
}

func (v *assetsView) content() fyne.CanvasObject { return v.all }
func (v *assetsView) first() fyne.Focusable      { return v.list }
func (v *assetsView) refresh()                   { v.w.assets.Refresh() }

func (v *assetsView) open(id string) {
	if id != "" {
		v.w.assets.Select(id)
	}
}

func (v *assetsView) show(s screen.AssetsState) {
	v.showHead(&s)
	v.showForm(&s)
	v.facets.set(v.facetList(&s), false)
	v.list.order(orDefault(s.Sort.Column, "asset"), s.Sort.Down)
	v.list.set(v.rows(&s), s.Selected)
	var body fyne.CanvasObject = v.list
	if len(s.Assets) == 0 {
		body = v.none(&s)
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
	}
	v.showFoot(&s)
	v.showDetail(&s)
}

func (v *assetsView) showHead(s *screen.AssetsState) {
	k := v.w.k
	parts := []fyne.CanvasObject{
		k.text(words.Text("Assets"), styleSection, k.ink()), space(gap4, 0),
		grow(k.cut(words.AssetsNote(len(s.Assets), s.All, s.Known), styleRow, k.muted)),
	}
	if v.w.assets.CanAdd() {
		parts = append(parts, k.button(plainButton, "plus", words.Text("Add"), func() { v.w.assets.StartAdding(true) }).low())
	}
	v.head.Objects = parts
	v.head.Refresh()
}

// showForm opens and closes the line in which a new asset is named.
func (v *assetsView) showForm(s *screen.AssetsState) {
	if s.Adding == v.adding && !s.Adding {
		return
	}
	k := v.w.k
	if s.Adding && v.adding && s.ActErr == nil {
		return
	}
	v.adding = s.Adding
	setVisible(v.form, s.Adding)
	if s.Adding {
		name, kind := k.field(words.Text("Name, as people call it")), k.field(words.Text("Kind, such as server"))
		send := func() { v.w.assets.Add(name.Text, kind.Text, v.w.frame.Refresh) }
		cancel := func() { v.w.assets.StartAdding(false) }
		name.OnSubmitted, kind.OnSubmitted = func(string) { send() }, func(string) { send() }
		name.onEscape, kind.onEscape = cancel, cancel
		parts := []fyne.CanvasObject{row(gap8, grow(fixed(0, controlHeight, name.boxed("", k.edge, nil))), grow(fixed(0, controlHeight, kind.boxed("", k.edge, nil))),
			k.button(mainButton, "", words.Text("Add asset"), send), k.button(plainButton, "", words.Text("Cancel"), cancel))}
		if s.ActErr != nil {
			parts = append(parts, k.para(words.ErrorLine(s.ActErr), styleCaption, k.overdue.on))
		}
		v.form.Objects = []fyne.CanvasObject{sheet(k.palette.ground, pad(gap12, gap16, gap12, gap16, column(gap8, parts...)))}
		v.form.Refresh()
		v.w.win.Canvas().Focus(name)
	}
	v.all.Refresh()
	v.all.Resize(v.all.Size())
	v.all.left.Refresh()
}

func (v *assetsView) none(s *screen.AssetsState) fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Stage == screen.Loading:
		return k.waiting(words.Text("Reading assets"))
	case s.Stage == screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	case s.All > 0:
		return k.emptyState("funnel", words.Text("None of these"), words.NoneLetThrough(), k.button(plainButton, "", words.Text("Show all"), func() { v.w.assets.Narrow(screen.AssetFilter{}) }))
	}
	var act fyne.CanvasObject
	if v.w.assets.CanAdd() {
		act = k.button(mainButton, "plus", words.Text("Add asset"), func() { v.w.assets.StartAdding(true) })
	}
	return k.emptyState("monitor", words.Text("No asset yet"), words.NoAssets(), act)
}

func (v *assetsView) rows(s *screen.AssetsState) []listRow {
	rows := make([]listRow, 0, len(s.Assets))
	for i := range s.Assets {
		a := &s.Assets[i]
		rows = append(rows, listRow{key: a.ID, height: rowPlain, data: a})
	}
	return rows
}

func (v *assetsView) cells(a *domain.AssetView) []cell {
	k := v.w.k
	exposed := cell{text: words.AnswerWord(a.Exposed().Value)}
	if a.Exposed().Value == domain.Unanswered {
		exposed = cell{text: words.Text("no answer"), c: k.unknown.on}
	}
	inventory := cell{text: words.DayOfInstant(a.Inventory, v.w.zone(), v.w.deps.Now())}
	open, tier := cell{text: words.Number(a.OpenTargets)}, cell{text: words.Text("nothing open"), c: k.muted}
	if a.OpenTargets > 0 {
		tier = cell{mark: tierMark(a.Tier), markC: k.tier(a.Tier).on, text: words.TierShort(a.Tier)}
	}
	if a.Inventory.IsZero() {
		inventory = cell{text: words.Text("not known"), c: k.unknown.on}
		open = cell{text: "–", c: k.muted}
		tier = cell{mark: "cannot-tell", markC: k.unknown.on, text: words.Text("cannot tell")}
	} else if a.OpenTargets == 0 && a.CannotTell > 0 {
		tier = cell{mark: "cannot-tell", markC: k.unknown.on, text: words.CannotTellCount(a.CannotTell)}
	}
	return []cell{
		{text: a.Name}, {text: words.AssetKind(a.Kind), c: k.muted}, exposed, inventory, open, tier,
	}
}

// showFoot says how many of the listed assets are unknown and what to do.
func (v *assetsView) showFoot(s *screen.AssetsState) {
	say := words.AssetsUnknown(len(s.Assets) - s.Known)
	setVisible(v.foot, say != "" && s.Stage == screen.Ready)
	v.foot.Objects = []fyne.CanvasObject{v.w.k.para(say, styleCaption, v.w.k.muted)}
	v.table.Refresh()
}

// toUnanswered lists the assets whose exposure nobody answered.
func (w *Window) toUnanswered() {
	no := domain.Unanswered
	w.assets.Narrow(screen.AssetFilter{Exposed: &no})
	w.Go(screen.Route{Screen: screen.NameAssets})
}
