package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// assetPage is a page of an asset's detail that is a list: only rows in sight are
// objects.
type assetPage struct {
	v       *assetsView
	list    *worklist
	head    *fyne.Container
	under   *fyne.Container
	content fyne.CanvasObject
	of      string                                                                // the asset it was drawn of
	fill    func(p *assetPage, s *screen.AssetsState) (string, fyne.CanvasObject) // sets the rows; gives a line above them, and what stands in their place
}

func newAssetPage(v *assetsView, columns []listColumn, fill func(*assetPage, *screen.AssetsState) (string, fyne.CanvasObject)) *assetPage {
	p := &assetPage{v: v, fill: fill, list: v.w.k.worklist(columns, nil), head: &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 1)}}}
	p.list.onChoose = func(string) {}
	p.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{p.list}}
	p.content = column(0, pad(14, gap24, gap12, gap24, p.head), grow(p.under))
	return p
}

func (p *assetPage) show(s *screen.AssetsState) {
	k := p.v.w.k
	if p.of != s.Selected {
		p.of, p.list.chosen = s.Selected, ""
	}
	note, body := p.fill(p, s)
	if body == nil {
		body = p.list
	}
	parts := []fyne.CanvasObject{p.v.headOf(s)}
	if note != "" {
		parts = append(parts, k.para(note, styleCaption, k.muted))
	}
	p.head.Objects = []fyne.CanvasObject{column(gap12, parts...)}
	p.head.Refresh()
	p.content.Refresh() // the head may have become higher
	p.under.Objects = []fyne.CanvasObject{body}
	p.under.Refresh()
}

// newAssetFindings is the Findings page: what is found on the asset, with its verdict.
func newAssetFindings(v *assetsView) *assetPage {
	p := newAssetPage(v, []listColumn{{title: words.Text("Verdict"), width: 116}, {title: words.Text("Component")}, {title: words.Text("Task"), width: 62}}, assetFindings)
	open := func(key string) {
		if found := v.w.assets.State().Found; found != nil {
			for i := range found.Rows {
				if f := &found.Rows[i]; f.ID == key {
					to := screen.Route{Screen: screen.NameFindings, ID: f.ID}
					if f.Task != "" {
						to = screen.Route{Screen: screen.NameTasks, ID: f.Task}
					}
					v.w.Go(to)
				}
			}
		}
	}
	p.list.onOpen, p.list.onTap = open, open
	return p
}

func assetFindings(p *assetPage, s *screen.AssetsState) (string, fyne.CanvasObject) {
	k := p.v.w.k
	switch {
	case s.Found == nil:
		return "", k.waiting(words.Text("Reading its findings"))
	case s.Found.Err != nil:
		return "", k.failed(s.Found.Err, p.v.w.Refresh)
	case len(s.Found.Rows) == 0 && s.Detail.Inventory.IsZero():
		id := s.Selected
		return "", k.emptyState("package", words.Text("No software known"), words.NoSoftware(), k.button(plainButton, "file-plus", words.Text("Import its software…"), func() { p.v.w.chooseSBOM(id) }))
	case len(s.Found.Rows) == 0:
		return "", k.emptyState("scan-search", words.Text("Nothing found on it"), words.NothingFoundOnAsset(), nil)
	}
	by := map[domain.Verdict]int{}
	rows := make([]listRow, 0, len(s.Found.Rows))
	for i := range s.Found.Rows {
		f := &s.Found.Rows[i]
		by[f.Verdict]++
		mark, c := k.verdict(f.Verdict)
		verdict := cell{mark: mark, markC: c.on, text: words.VerdictWord(&f.Finding)}
		if f.Verdict != domain.Affected {
			verdict.c = c.on
		}
		what := cell{text: words.ComponentName(&f.Finding), sub: words.Dotted(f.Vulnerability, words.ReasonShort(f)), subC: k.muted}
		rows = append(rows, listRow{key: f.ID, height: rowTwoLines, cells: []cell{verdict, what, {text: f.Task, c: k.muted}}})
	}
	p.list.set(rows, p.list.chosen)
	note := words.VerdictCounts(by)
	if more := s.Found.Total - len(rows); more > 0 {
		note = words.AssetFindingsNote(note, more)
	}
	return note, nil
}

// newAssetTasks is the Tasks page: what is to be done on the asset, and what was.
func newAssetTasks(v *assetsView) *assetPage {
	p := newAssetPage(v, []listColumn{{title: "", width: 28}, {title: words.Text("Fix")}, {title: words.Text("Due"), width: 92}}, assetTasks)
	open := func(key string) { v.w.Go(screen.Route{Screen: screen.NameTasks, ID: key}) }
	p.list.onOpen, p.list.onTap = open, open
	return p
}

func assetTasks(p *assetPage, s *screen.AssetsState) (string, fyne.CanvasObject) {
	k := p.v.w.k
	switch {
	case s.Work == nil:
		return "", k.waiting(words.Text("Reading its tasks"))
	case s.Work.Err != nil:
		return "", k.failed(s.Work.Err, p.v.w.Refresh)
	case len(s.Work.Rows) == 0:
		return "", k.emptyState("list-checks", words.Text("Nothing to do on it"), words.NoTaskOnAsset(), nil)
	}
	today := domain.DayOf(p.v.w.deps.Now(), p.v.w.zone())
	open := 0
	rows := make([]listRow, 0, len(s.Work.Rows))
	for i := range s.Work.Rows {
		t := &s.Work.Rows[i]
		due := cell{text: words.DueShort(t.Target.Due.Date, today)}
		switch {
		case t.LateThere:
			due.c, due.bold = k.overdue.on, true
		case t.Target.Due.Date == "" || t.Target.State.Done():
			due.c = k.muted
		}
		if !t.Target.State.Done() {
			open++
		}
		rows = append(rows, listRow{key: t.ID, height: rowTwoLines, cells: []cell{{mark: tierMark(t.Target.Due.Tier), markC: k.tier(t.Target.Due.Tier).on},
			{text: words.Fix(t.PatchTask), sub: words.Dotted(t.ID, words.State(t.Target.State)), subC: k.muted}, due}})
	}
	p.list.set(rows, p.list.chosen)
	return words.AssetTasksNote(open, len(rows)-open), nil
}
