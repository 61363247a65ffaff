package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

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
		{key: "asset", title: "Asset"},
		{key: "kind", title: "Kind", width: 112, from: 560},
		{key: "exposed", title: "Exposed", width: 78},
		{key: "inventory", title: "Inventory", width: 92, from: 400},
		{key: "open", title: "Open", width: 54, right: true},
		{key: "tier", title: "Most urgent", width: 146},
	}, nil)
	v.list.onChoose = func(id string) {
		w.noteChoice(screen.NameAssets, id)
		w.assets.Select(id)
	}
	v.list.onSort = w.assets.SortBy
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

// facetLayout puts facets beside the table and leaves them out where the table
// would get too narrow.
type facetLayout struct{}

func (*facetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 100) }

func (*facetLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := facetWidth
	if size.Width < facetWidth+380 {
		left = 0
	}
	setVisible(o[0], left > 0)
	setVisible(o[1], left > 0)
	o[0].Resize(fyne.NewSize(facetWidth, size.Height))
	o[1].Move(fyne.NewPos(facetWidth-hairline, 0))
	o[1].Resize(fyne.NewSize(hairline, size.Height))
	o[2].Move(fyne.NewPos(left, 0))
	o[2].Resize(fyne.NewSize(size.Width-left, size.Height))
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
		k.text("Assets", styleSection, k.ink()), space(gap4, 0),
		grow(k.cut(words.AssetsNote(len(s.Assets), s.All, s.Known), styleRow, k.muted)),
	}
	if v.w.assets.CanAdd() {
		parts = append(parts, k.button(plainButton, "plus", "Add", func() { v.w.assets.StartAdding(true) }).low())
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
		name, kind := k.field("Name, as people call it"), k.field("Kind: workstation, server, network, medical device")
		send := func() { v.w.assets.Add(name.Text, kind.Text, v.w.frame.Refresh) }
		cancel := func() { v.w.assets.StartAdding(false) }
		name.OnSubmitted, kind.OnSubmitted = func(string) { send() }, func(string) { send() }
		name.onEscape, kind.onEscape = cancel, cancel
		parts := []fyne.CanvasObject{row(gap8, grow(fixed(0, controlHeight, name.boxed("", k.edge, nil))), grow(fixed(0, controlHeight, kind.boxed("", k.edge, nil))),
			k.button(mainButton, "", "Add asset", send), k.button(plainButton, "", "Cancel", cancel))}
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
		return k.waiting("Reading assets")
	case s.Stage == screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	case s.All > 0:
		return k.emptyState("funnel", "None of these", words.NoneLetThrough(), k.button(plainButton, "", "Show all", func() { v.w.assets.Narrow(screen.AssetFilter{}) }))
	}
	var act fyne.CanvasObject
	if v.w.assets.CanAdd() {
		act = k.button(mainButton, "plus", "Add asset", func() { v.w.assets.StartAdding(true) })
	}
	return k.emptyState("monitor", "No asset yet", words.NoAssets(), act)
}

// facetList narrows the list by kind, exposure and inventory.
func (v *assetsView) facetList(s *screen.AssetsState) fyne.CanvasObject {
	k := v.w.k
	f := s.Filter
	var parts []fyne.CanvasObject
	group := func(title string) {
		if len(parts) > 0 {
			parts = append(parts, space(1, gap12))
		}
		parts = append(parts, pad(0, 0, gap4, gap8, k.text(title, styleCaption, k.muted)))
	}
	entry := func(word string, n int, chosen bool, to screen.AssetFilter) {
		parts = append(parts, newFacet(k, word, n, chosen, func() { v.w.assets.Narrow(to) }))
	}
	group("Kind")
	all := f
	all.Kind = nil
	entry("All", s.All, f.Kind == nil, all)
	for _, kind := range s.Kinds {
		to := f
		to.Kind = &kind.Value
		entry(words.AssetKind(kind.Value), kind.Count, f.Kind != nil && *f.Kind == kind.Value, to)
	}
	group("Publicly exposed")
	for _, a := range []domain.Answer{domain.Yes, domain.No, domain.Unanswered} {
		to := f
		chosen := f.Exposed != nil && *f.Exposed == a
		to.Exposed = &a
		if chosen {
			to.Exposed = nil
		}
		entry(words.AnswerWord(a), s.Exposed[a], chosen, to)
	}
	group("Inventory")
	for _, has := range []bool{true, false} {
		to := f
		chosen := f.Inventory != nil && *f.Inventory == has
		to.Inventory = &has
		if chosen {
			to.Inventory = nil
		}
		n := s.Inventoried
		if !has {
			n = s.All - s.Inventoried
		}
		entry(words.HasInventory(has), n, chosen, to)
	}
	return padAll(gap12, column(0, parts...))
}

func (v *assetsView) rows(s *screen.AssetsState) []listRow {
	k := v.w.k
	rows := make([]listRow, 0, len(s.Assets))
	zone, now := v.w.zone(), v.w.deps.Now()
	for i := range s.Assets {
		a := &s.Assets[i]
		exposed := cell{text: words.AnswerWord(a.Exposed().Value)}
		if a.Exposed().Value == domain.Unanswered {
			exposed = cell{text: "no answer", c: k.unknown.on}
		}
		inventory := cell{text: words.DayOfInstant(a.Inventory, zone, now)}
		open, tier := cell{text: words.Number(a.OpenTargets)}, cell{text: "nothing open", c: k.muted}
		if a.OpenTargets > 0 {
			tier = cell{mark: tierMark(a.Tier), markC: k.tier(a.Tier).on, text: words.TierShort(a.Tier)}
		}
		if a.Inventory.IsZero() {
			inventory = cell{text: "not known", c: k.unknown.on}
			open = cell{text: "–", c: k.muted}
			tier = cell{mark: "cannot-tell", markC: k.unknown.on, text: "cannot tell"}
		} else if a.OpenTargets == 0 && a.CannotTell > 0 {
			tier = cell{mark: "cannot-tell", markC: k.unknown.on, text: words.CannotTellCount(a.CannotTell)}
		}
		rows = append(rows, listRow{key: a.ID, height: rowPlain, cells: []cell{
			{text: a.Name}, {text: words.AssetKind(a.Kind), c: k.muted}, exposed, inventory, open, tier,
		}})
	}
	return rows
}

// showFoot says how many of the listed assets are unknown and what to do.
func (v *assetsView) showFoot(s *screen.AssetsState) {
	say := words.AssetsUnknown(len(s.Assets) - s.Known)
	setVisible(v.foot, say != "" && s.Stage == screen.Ready)
	v.foot.Objects = []fyne.CanvasObject{v.w.k.para(say, styleCaption, v.w.k.muted)}
	v.table.Refresh()
}

func (v *assetsView) showDetail(s *screen.AssetsState) {
	now := assetDrawn{s.Selected, s.Busy, s.ActErr != nil, s.Missing != nil, s.Detail != nil}
	if v.drawn == s.Detail && v.drawnA == now && s.Detail != nil {
		return
	}
	toTop := v.drawnA.selected != now.selected
	v.drawn, v.drawnA = s.Detail, now
	switch {
	case s.Detail != nil:
		v.detail.set(detailPad(v.asset(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting("Reading the asset"), true)
	default:
		v.detail.set(v.w.k.emptyState("monitor", "No asset chosen", "Choose one in the list to see what is known of it.", nil), true)
	}
}

func (v *assetsView) asset(s *screen.AssetsState) fyne.CanvasObject {
	k, a := v.w.k, s.Detail
	parts := []fyne.CanvasObject{
		fixed(0, controlLow, row(gap12, grow(k.cut(words.AssetLine(a), styleCaption, k.muted)),
			k.button(plainButton, "file-plus", "SBOM…", func() { v.w.chooseSBOM(a.ID) }).low().saying("Import an inventory of this asset"))),
		k.para(a.Name, styleTitle, k.ink()), space(1, gap8), v.assetBadges(a), space(1, gap24),
		k.text("Four questions", styleSection, k.ink()), space(1, gap4),
	}
	exposed := a.Exposed()
	var act fyne.CanvasObject
	if exposed.Value == domain.Unanswered {
		yes := k.button(mainButton, "", "Yes", func() { v.w.assets.Answer(domain.Yes, v.w.Refresh) }).low()
		no := k.button(plainButton, "", "No", func() { v.w.assets.Answer(domain.No, v.w.Refresh) }).low()
		act = row(gap8, yes, no)
	} else {
		act = k.menuButton(quietButton, "", "Change…", func() []*fyne.MenuItem {
			return []*fyne.MenuItem{
				fyne.NewMenuItem("Yes, it can be reached", func() { v.w.assets.Answer(domain.Yes, v.w.Refresh) }),
				fyne.NewMenuItem("No, it cannot", func() { v.w.assets.Answer(domain.No, v.w.Refresh) }),
			}
		}).low()
	}
	parts = append(parts, v.question("globe", words.QuestionExposure(), words.AnswerWord(exposed.Value), exposed, act))
	if s.ActErr != nil {
		parts = append(parts, k.warning("circle-alert", words.ErrorLine(s.ActErr), k.overdue))
	}
	parts = append(parts, k.rule(),
		v.question("activity", words.QuestionCriticality(), words.CriticalityWord(a.Criticality), domain.Stated{Value: domain.Answer(a.Criticality)}, nil), k.rule(),
		v.question("heart-pulse", words.QuestionSafety(), words.AnswerWord(a.Safety.Value), a.Safety, nil), k.rule(),
		v.question("building-2", words.QuestionMission(), words.AnswerWord(a.Mission.Value), a.Mission, nil),
		space(1, gap16), v.seen(a), space(1, gap24), v.facts(a))
	return column(0, parts...)
}

func (v *assetsView) assetBadges(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	switch {
	case a.OpenTargets > 0:
		parts = append(parts, k.tierChip(a.Tier, words.OpenTargetsChip(a.Tier, a.OpenTargets)))
	case a.Inventory.IsZero():
		parts = append(parts, k.unknownChip("Cannot tell, no inventory"))
	default:
		parts = append(parts, k.badge("", "nothing open", k.muted, false))
	}
	if a.Kind != "" {
		parts = append(parts, k.badge("", words.AssetKind(a.Kind), k.muted, false))
	}
	if !a.Retired.IsZero() {
		parts = append(parts, k.badge("", "retired", k.muted, false))
	}
	return wrapping(gap8, gap8, parts...)
}

// question is one of the four, with its answer, who gave it and when.
func (v *assetsView) question(icon, ask, answer string, by domain.Stated, act fyne.CanvasObject) fyne.CanvasObject {
	k := v.w.k
	c := k.ink()
	if by.Value == domain.Unanswered {
		answer, c = "Not answered", k.unknown.on
	}
	right := act
	if by.Value != domain.Unanswered && by.By != "" {
		who := column(0, k.trailing(by.By, styleCaption, k.muted), k.trailing(words.DayOfInstant(by.At, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted))
		right = who
		if act != nil {
			right = row(gap8, who, act)
		}
	}
	if right == nil {
		right = space(1, 1)
	}
	return pad(10, 0, 10, 0, row(gap12, k.icon(icon, iconControl, k.muted),
		grow(column(0, k.cut(ask, styleCaption, k.muted), k.cut(answer, styleStrong, c))), right))
}

// seen says what is known of the asset's software, and what is not.
func (v *assetsView) seen(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	note := ""
	if !a.Inventory.IsZero() {
		note = words.DayOfInstant(a.Inventory, v.w.zone(), v.w.deps.Now())
	}
	parts := []fyne.CanvasObject{k.heading("What we can see of it", note)}
	if say := words.AssetBlind(a); say.Head != "" {
		parts = append(parts, layers(newDashes(k.unknown.on, radiusCard), pad(gap12, gap12, gap12, gap12, rowTop(gap12,
			pad(4, 0, 0, 0, k.icon("cannot-tell", markSize, k.unknown.on)),
			grow(k.paragraph(styleRow, run{text: say.Head + " ", bold: true}, run{text: say.Rest}))))))
	}
	lines := []fyne.CanvasObject{}
	line := func(name, value string, c color.Color) {
		lines = append(lines, fixed(0, rowInner, row(gap12, k.text(name, styleRow, k.ink()), grow(k.cutTrailing(value, styleRow, c)))), k.rule())
	}
	if !a.Inventory.IsZero() {
		line("Components", words.Number(a.Components), k.ink())
		if a.WithoutVersion > 0 {
			line("Without a version", words.Number(a.WithoutVersion), k.unknown.on)
		}
		line("Findings: affected", words.Number(a.Affected), k.ink())
		if a.CannotTell > 0 {
			line("Findings: cannot tell", words.Number(a.CannotTell), k.unknown.on)
		}
	}
	for i := range a.Snapshots {
		s := &a.Snapshots[i]
		if s.Current {
			line(words.SnapshotName(s), words.SnapshotNote(s, v.w.zone(), v.w.deps.Now()), k.muted)
		}
	}
	return column(gap8, append(parts, column(0, lines...))...)
}

func (v *assetsView) facts(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	today := domain.DayOf(v.w.deps.Now(), v.w.zone())
	parts := []fyne.CanvasObject{k.text("Facts", styleSection, k.ink()), space(1, gap4)}
	var missing []string
	for _, f := range []struct{ name, value string }{
		{"Manufacturer and model", words.Joined(a.Manufacturer, a.Model)},
		{"Operating system", a.OS},
		{"Firmware", a.Firmware},
		{"Serial number", a.Serial},
		{"Where", words.Joined(a.Location, a.Zone)},
		{"Owner", a.Owner},
		{"Next upgrade planned", words.DayOrEmpty(a.NextUpgrade, today)},
		{"Support ends", words.DayOrEmpty(a.SupportEnd, today)},
	} {
		if f.value == "" {
			missing = append(missing, f.name)
			continue
		}
		parts = append(parts, k.pair(f.name, f.value))
	}
	if len(missing) > 0 {
		parts = append(parts, space(1, gap8), k.para(words.FactsMissing(missing), styleCaption, k.unknown.on))
	}
	return column(0, parts...)
}

// toUnanswered lists the assets whose exposure nobody answered.
func (w *Window) toUnanswered() {
	no := domain.Unanswered
	w.assets.Narrow(screen.AssetFilter{Exposed: &no})
	w.Go(screen.Route{Screen: screen.NameAssets})
}

// newFacet is a line of the facets: a word, a count, chosen or not.
func newFacet(k *kit, word string, n int, chosen bool, press func()) fyne.CanvasObject {
	b := k.button(rowButton, "", "", press)
	b.chosen = chosen
	b.height = 28
	b.dress()
	st := styleRow
	st.bold = chosen
	over := pad(0, gap8, 0, gap8, row(gap8, grow(newPlainCut(k, word, st)), k.text(words.Number(n), styleCaption, k.muted)))
	return fixed(0, 28, &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{b, over}})
}

// plainCut is cut text without a wish for the pointer, for words on buttons.
type plainCut struct {
	widget.BaseWidget
	k     *kit
	full  string
	style textStyle
	line  *canvas.Text
}

func newPlainCut(k *kit, s string, st textStyle) *plainCut {
	t := &plainCut{k: k, full: s, style: st, line: k.text(s, st, k.ink())}
	t.ExtendBaseWidget(t)
	return t
}

// Resize implements [fyne.CanvasObject].
func (t *plainCut) Resize(s fyne.Size) {
	t.BaseWidget.Resize(s)
	t.line.Text = shorten(t.full, t.style, s.Width)
	t.line.Resize(s)
	t.line.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (t *plainCut) MinSize() fyne.Size { return fyne.NewSize(20, t.style.line) }

// CreateRenderer implements [fyne.Widget].
func (t *plainCut) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.line) }
