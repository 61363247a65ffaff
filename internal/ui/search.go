package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// searchView lists what the words of the search found.
type searchView struct {
	w     *Window
	list  *worklist
	head  *fyne.Container
	under *fyne.Container
	all   fyne.CanvasObject
	where map[string]screen.Doing
}

func newSearchView(w *Window) *searchView {
	v := &searchView{w: w, head: row(gap8), where: map[string]screen.Doing{}}
	v.list = w.k.worklist([]listColumn{
		{title: words.Text("What"), width: 184},
		{title: words.Text("Name")},
		{title: "", width: 160, from: 700},
	}, nil)
	v.list.onOpen = v.toHit
	v.list.onTap = v.toHit
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	v.all = sheet(w.k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), grow(v.under)))
	return v
}

func (v *searchView) content() fyne.CanvasObject { return v.all }
func (v *searchView) first() fyne.Focusable      { return v.list }
func (v *searchView) refresh()                   {}

func (v *searchView) open(id string) {
	if id != v.w.search.State().Query {
		v.w.search.Find(id)
	}
}

func (v *searchView) toHit(key string) {
	do, ok := v.where[key]
	if to, goes := do.Goes(); ok && goes && !v.w.search.State().Only {
		v.w.Go(to)
	} else if ok {
		v.w.command(do)
	}
}

func (v *searchView) show(s screen.SearchState) {
	k := v.w.k
	v.head.Objects = []fyne.CanvasObject{k.text(words.Text("Search"), styleSection, k.ink()), space(gap4, 0), grow(k.cut(searchNote(&s), styleRow, k.muted))}
	v.head.Refresh()
	rows := v.rows(&s)
	chosen := ""
	if s.Only && len(rows) > 0 {
		chosen = rows[1].key // Enter in the field runs the first
	}
	v.list.set(rows, chosen)
	var over fyne.CanvasObject
	switch {
	case s.Stage == screen.Loading && s.Query != "":
		over = k.waiting(words.Text("Looking"))
	case s.Stage == screen.Failed:
		over = k.failed(s.Err, func() { v.w.search.Find(s.Query) })
	case len(rows) == 0:
		over = k.emptyState("search", words.Text("Nothing found"), words.NothingFound(s.Query), nil)
	}
	// The list stays, so that the keyboard stays with it until the hits come.
	v.under.Objects = []fyne.CanvasObject{v.list}
	if over != nil {
		v.under.Objects = append(v.under.Objects, sheet(k.surface, over))
	}
	v.under.Refresh()
}

func searchNote(s *screen.SearchState) string {
	if s.Only {
		return words.CommandsNote(len(s.Commands))
	}
	return words.SearchNote(s.Query, len(s.Tasks), len(s.Assets), s.Total)
}

func (v *searchView) rows(s *screen.SearchState) []listRow {
	k := v.w.k
	v.where = map[string]screen.Doing{}
	var rows []listRow
	group := func(title string, n int) {
		if n > 0 {
			rows = append(rows, listRow{height: groupHeightLow, head: &groupHead{title: title, note: words.Number(n)}})
		}
	}
	hit := func(to screen.Route, cells ...cell) {
		key := string(to.Screen) + " " + to.ID
		v.where[key] = screen.DoGo(to)
		rows = append(rows, listRow{key: key, height: rowPlain, cells: cells})
	}
	group(words.Text("Commands"), len(s.Commands))
	for i := range s.Commands {
		c := &s.Commands[i]
		key := "command " + string(c.Do)
		v.where[key] = c.Do
		rows = append(rows, listRow{key: key, height: rowPlain, cells: []cell{{mark: "sliders-horizontal", markC: k.muted, text: c.Under, c: k.muted}, {text: c.Title}, {text: c.Keys(), c: k.muted}}})
	}
	group(words.Text("Tasks"), len(s.Tasks))
	for i := range s.Tasks {
		t := &s.Tasks[i]
		hit(screen.Route{Screen: screen.NameTasks, ID: t.ID}, cell{mark: tierMark(t.Tier), markC: k.tier(t.Tier).on, text: t.ID, c: k.muted},
			cell{text: words.Fix(t.PatchTask)}, cell{text: words.TierShort(t.Tier), c: k.muted})
	}
	group(words.Text("Assets"), len(s.Assets))
	for i := range s.Assets {
		a := &s.Assets[i]
		hit(screen.Route{Screen: screen.NameAssets, ID: a.ID}, cell{mark: "monitor", markC: k.muted, text: words.AssetKind(a.Kind), c: k.muted}, cell{text: a.Name}, cell{text: a.Location, c: k.muted})
	}
	group(words.Text("Advisories"), s.Total)
	for i := range s.Advisories {
		a := &s.Advisories[i]
		hit(screen.Route{Screen: screen.NameAdvisories, ID: string(a.Key)}, cell{mark: "mail", markC: k.muted, text: a.ID, c: k.muted}, cell{text: orDefault(a.Title, a.ID)}, cell{text: touches(a.Assets), c: k.muted})
	}
	return rows
}
