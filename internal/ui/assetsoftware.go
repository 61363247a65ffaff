package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// softwarePage lists the components of an asset; an asset may hold thousands, so only
// rows in sight are objects.
type softwarePage struct {
	v       *assetsView
	list    *worklist
	find    *field
	head    *fyne.Container
	under   *fyne.Container
	content fyne.CanvasObject
	held    []domain.Held
	of      string // the asset it was drawn of
}

func newSoftwarePage(v *assetsView) *softwarePage {
	k := v.w.k
	p := &softwarePage{v: v, head: &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 1)}}}
	p.list = k.worklist([]listColumn{{title: words.Text("Component")}, {title: words.Text("Version"), width: 132}, {title: words.Text("From"), width: 92, from: 440}}, nil)
	p.list.onChoose = func(string) {}
	p.find = k.field(words.Text("Search its software"))
	p.find.OnChanged = func(string) { p.arrange() }
	p.find.onEscape = func() { p.find.SetText("") }
	p.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{p.list}}
	p.content = column(0, pad(14, gap24, gap12, gap24, p.head), pad(0, gap24, gap8, gap24, fixed(0, controlHeight, p.find.boxed("search", k.line, nil))), grow(p.under))
	return p
}

func (p *softwarePage) show(s *screen.AssetsState) {
	noVersion, noIdentity := 0, 0
	for i := range s.Software {
		switch h := &s.Software[i]; {
		case h.Key == "":
			noIdentity++
		case h.Version == "":
			noVersion++
		}
	}
	k := p.v.w.k
	parts := []fyne.CanvasObject{p.v.headOf(s), k.para(words.SoftwareNote(len(s.Software), noVersion, noIdentity), styleCaption, k.muted)}
	if id := s.Selected; len(s.Software) > 0 && s.Detail.Retired.IsZero() { // what is newer replaces it
		parts = append(parts, row(0, k.button(plainButton, "file-plus", words.Text("Import its software…"), func() { p.v.w.chooseSBOM(id) }).low(), spring()))
	}
	p.head.Objects = []fyne.CanvasObject{column(gap12, parts...)}
	p.head.Refresh()
	p.content.Refresh() // the head may have become higher
	if p.of != s.Selected {
		p.of = s.Selected
		p.find.Text = ""
		p.find.Refresh()
	}
	p.held = s.Software
	p.arrange()
	var body fyne.CanvasObject = p.list
	switch {
	case !s.Filled:
		body = k.waiting(words.Text("Reading its software"))
	case len(s.Software) == 0:
		id := s.Selected
		body = k.emptyState("package", words.Text("No software known"), words.NoSoftware(), k.button(plainButton, "file-plus", words.Text("Import its software…"), func() { p.v.w.chooseSBOM(id) }))
	}
	p.under.Objects = []fyne.CanvasObject{body}
	p.under.Refresh()
}

func (p *softwarePage) arrange() {
	k := p.v.w.k
	held := screen.HeldMatching(p.held, p.find.Text)
	rows := make([]listRow, 0, len(held))
	for i := range held {
		h := &held[i]
		version := cell{text: h.Version, c: k.muted}
		if h.Version == "" {
			version = cell{mark: "cannot-tell", markC: k.unknown.on, text: words.Text("not known"), c: k.unknown.on}
		}
		name := cell{text: h.Name, sub: h.Vendor, subC: k.muted}
		if h.Key == "" {
			name.mark, name.markC, name.sub, name.subC = "cannot-tell", k.unknown.on, words.NameOnly(), k.unknown.on
		}
		height := rowPlain
		if name.sub != "" {
			height = rowTwoLines
		}
		rows = append(rows, listRow{key: h.ID + words.Number(i), height: height, cells: []cell{name, version, {text: h.Slot, c: k.muted}}})
	}
	p.list.set(rows, p.list.chosen)
}
