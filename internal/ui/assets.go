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
	w        *Window
	list     *worklist
	find     *field
	note     *fyne.Container
	acts     *fyne.Container
	facets   *page
	ask      *fyne.Container // the question whose answer moves most dates
	under    *fyne.Container
	foot     *fyne.Container
	table    *fyne.Container // ask, under and foot
	left     *fyne.Container
	detail   *page
	right    *fyne.Container // detail, or software
	software *softwarePage
	pages    map[screen.AssetTab]*assetPage // Findings and Tasks
	all      *split
	drawn    assetDrawn
	focus    fyne.Focusable // of the form that opens
}

// assetDrawn is what the detail was drawn of.
type assetDrawn struct {
	detail        *domain.AssetView
	form          *screen.AssetForm
	past          *screen.AssetPast
	software      *domain.Held
	found         *screen.AssetFound
	work          *screen.AssetWork
	selected      string
	tab           screen.AssetTab
	step, events  int
	filled        bool
	busy, failed  bool
	missing, kept bool
	marked        int
}

const facetWidth float32 = 184

func newAssetsView(w *Window) *assetsView {
	v := &assetsView{w: w, note: row(gap8), acts: row(gap8), detail: newPage(space(1, 1)), facets: newPage(space(1, 1))}
	v.list = w.k.worklist([]listColumn{
		{key: "asset", title: words.Text("Asset")},
		{key: "kind", title: words.Text("Kind"), width: 112, from: 560},
		{key: "exposed", title: words.Text("Exposed"), width: 78},
		{key: "inventory", title: words.Text("Inventory"), width: 92, from: 480},
		{key: "open", title: words.Text("Open"), width: 54, right: true},
		{key: "tier", title: words.Text("Most urgent"), width: 146},
	}, nil)
	v.list.onChoose = func(id string) {
		w.noteChoice(screen.NameAssets, id)
		w.assets.Select(id)
	}
	v.list.onSort = w.assets.SortBy
	w.keepsColumns("assets", v.list)
	v.list.cellsOf = func(data any) []cell { return v.cells(data.(*domain.AssetView)) }
	v.list.onMark = func(id string, to bool) {
		if to {
			w.assets.MarkTo(id)
		} else {
			w.assets.Mark(id)
		}
	}
	v.list.onMarks = func(all bool) {
		if all {
			w.assets.MarkAll()
		} else {
			w.assets.Unmark()
		}
	}
	v.list.menuOf = v.rowMenu
	v.find = w.k.field(words.Text("Search assets"))
	v.find.OnChanged = func(text string) {
		f := w.assets.State().Filter
		if f.Text != text {
			f.Text = text
			w.assets.Narrow(f)
		}
	}
	v.find.onEscape = func() {
		v.find.SetText("")
		w.leaveField()
	}
	v.find.onDown = w.leaveField
	v.ask = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 0)}}
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	v.foot = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 1)}}
	v.table = column(0, v.ask, grow(v.under), v.foot)
	body := &fyne.Container{Layout: &facetLayout{}, Objects: []fyne.CanvasObject{
		v.facets, canvas.NewRectangle(w.k.line), v.table,
	}}
	head := row(gap8, grow(v.note), fixed(180, controlHeight, v.find.boxed("search", w.k.line, nil)), v.acts)
	v.left = sheet(w.k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, head)), grow(body)))
	v.software = newSoftwarePage(v)
	v.pages = map[screen.AssetTab]*assetPage{screen.AssetFindings: newAssetFindings(v), screen.AssetTasks: newAssetTasks(v)}
	v.right = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.detail}}
	v.all = w.split(screen.NameAssets, v.left, sheet(w.k.surface, v.right), 832, 460)
	return v
}

func (v *assetsView) content() fyne.CanvasObject { return v.all }
func (v *assetsView) first() fyne.Focusable      { return firstOf(v.under, v.list) }
func (v *assetsView) refresh()                   { v.w.assets.Refresh() }

func (v *assetsView) open(id string) {
	if id != "" {
		v.w.assets.Select(id)
	}
}

func (v *assetsView) show(s screen.AssetsState) {
	if v.find.Text != s.Filter.Text {
		v.find.SetText(s.Filter.Text)
	}
	v.showHead(&s)
	v.facets.set(v.facetList(&s), false)
	v.list.order(orDefault(s.Sort.Column, "asset"), s.Sort.Down)
	v.list.marked = map[string]bool{}
	for _, id := range s.Marked {
		v.list.marked[id] = true
	}
	v.list.set(v.rows(&s), s.Selected)
	var body fyne.CanvasObject = v.list
	if len(s.Assets) == 0 {
		body = v.none(&s)
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
		v.w.giveKeyboard(screen.NameAssets)
	}
	v.showAsk(&s)
	v.showFoot(&s)
	v.table.Layout.Layout(v.table.Objects, v.table.Size())
	v.showDetail(&s)
}

func (v *assetsView) showHead(s *screen.AssetsState) {
	k := v.w.k
	title := words.Text("Assets")
	if s.Retired {
		title = words.Text("Retired assets")
	}
	v.note.Objects = []fyne.CanvasObject{
		k.text(title, styleSection, k.ink()), space(gap4, 0),
		grow(k.cut(words.AssetsNote(len(s.Assets), s.All, s.Known), styleRow, k.muted)),
	}
	v.note.Refresh()
	acts := []fyne.CanvasObject{k.menuButton(plainButton, "ellipsis", "", func() []menuItem { return v.headMenu(s) }).low().saying(words.Text("More"))}
	switch {
	case s.Retired:
		acts = append(acts, k.button(plainButton, "", words.Text("Those in use"), func() { v.w.assets.ShowRetired(false) }).low())
	case v.w.assets.CanAdd():
		acts = append(acts, k.menuButton(plainButton, "plus", words.Text("Add"), v.addMenu).low())
	}
	v.acts.Objects = acts
	v.acts.Refresh()
}

// addMenu lists the ways assets and their software come in.
func (v *assetsView) addMenu() []menuItem {
	return []menuItem{
		{word: words.Text("One asset…"), press: func() { v.w.assets.StartAdding(true) }},
		{word: words.Text("A list of assets, CSV or Excel…"), press: v.w.chooseList},
		{word: words.Text("What was collected from machines…"), press: v.w.chooseMachines},
		{word: words.Text("Tickets and exceptions kept elsewhere…"), press: v.w.chooseTickets},
		{word: words.Text("Scan this computer or a folder…"), press: func() { v.w.Go(screen.Route{Screen: screen.NameScan}) }},
	}
}

func (v *assetsView) headMenu(s *screen.AssetsState) []menuItem {
	items := []menuItem{
		{word: words.Text("Select all  Ctrl+A"), press: v.w.assets.MarkAll},
		{word: words.Text("Copy the list as text"), press: func() { v.w.k.copy(listText(v.list)) }},
	}
	if s.Retired {
		return append(items, menuItem{word: words.Text("Show those in use"), press: func() { v.w.assets.ShowRetired(false) }})
	}
	return append(items,
		menuItem{word: words.Text("Confirm the list…"), press: func() { v.w.assets.Begin(screen.AssetConfirm, nil) }},
		menuItem{word: words.Text("Show retired assets"), press: func() { v.w.assets.ShowRetired(true) }})
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
	case s.Retired:
		return k.emptyState("monitor", words.Text("Nothing is out of use"), words.NoRetired(), nil)
	}
	var act fyne.CanvasObject
	if v.w.assets.CanAdd() {
		act = row(gap8, k.button(mainButton, "plus", words.Text("Add asset"), func() { v.w.assets.StartAdding(true) }),
			k.button(plainButton, "table-2", words.Text("Import a list…"), v.w.chooseList),
			k.button(plainButton, "scan-search", words.Text("Scan…"), func() { v.w.Go(screen.Route{Screen: screen.NameScan}) }))
	}
	return k.emptyState("monitor", words.Text("No asset yet"), words.NoAssets(), act)
}

func (v *assetsView) rows(s *screen.AssetsState) []listRow {
	rows := make([]listRow, 0, len(s.Assets))
	head := v.twiceHeads(s)
	for i := range s.Assets {
		a := &s.Assets[i]
		if h, ok := head[a.ID]; ok {
			rows = append(rows, listRow{height: groupHeightLow, head: h})
		}
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
	}
	if a.Inventory.IsZero() && a.OpenTargets == 0 {
		open = cell{text: "–", c: k.muted}
		tier = cell{mark: "cannot-tell", markC: k.unknown.on, text: words.Text("cannot tell")}
	} else if a.OpenTargets == 0 && a.CannotTell > 0 {
		tier = cell{mark: "cannot-tell", markC: k.unknown.on, text: words.CannotTellCount(a.CannotTell)}
	}
	return []cell{
		{text: a.Name}, {text: words.AssetKind(a.Kind), c: k.muted}, exposed, inventory, open, tier,
	}
}

// twiceHeads are the lines above assets that may be one machine, by the first of each
// group, while only such are listed.
func (v *assetsView) twiceHeads(s *screen.AssetsState) map[string]*groupHead {
	if !s.Filter.Twice {
		return nil
	}
	group := screen.TwiceGroups(s.Twice)
	out := map[string]*groupHead{}
	last := -1
	for i := range s.Assets {
		if at, ok := group[s.Assets[i].ID]; ok && at != last {
			last = at
			out[s.Assets[i].ID] = &groupHead{title: words.SharedFacts(shared(s, group, at)), c: v.w.k.ink()}
		}
	}
	return out
}

// shared is what the assets of a group have in common.
func shared(s *screen.AssetsState, group map[string]int, at int) []string {
	var out []string
	for _, d := range s.Twice {
		if group[d.IDs[0]] == at {
			out = append(out, words.SharedFact(d.By, d.Value))
		}
	}
	return out
}

// toUnanswered lists the assets whose exposure nobody answered.
func (w *Window) toUnanswered() {
	no := domain.Unanswered
	w.assets.ShowRetired(false)
	w.assets.Narrow(screen.AssetFilter{Exposed: &no})
	w.Go(screen.Route{Screen: screen.NameAssets})
}
