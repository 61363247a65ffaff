package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// importsView draws receipts, and the chosen one file by file.
type importsView struct {
	w       *Window
	list    *worklist
	files   *worklist
	under   *fyne.Container
	running *fyne.Container
	head    *fyne.Container
	keys    *fyne.Container // what keys wait, and what CSAF documents fail
	notes   int             // lines in it
	aside   *worklist
	summary *fyne.Container
	about   *fyne.Container // of the chosen file
	right   *fyne.Container
	all     *split
	drawn   *domain.Receipt
	tab     screen.ImportsTab
	asideAt asideDrawn

	patches   *worklist
	payloadAt payloadDrawn
}

func newImportsView(w *Window) *importsView {
	k := w.k
	v := &importsView{w: w}
	v.list = k.worklist([]listColumn{
		{title: words.Text("When"), width: 132},
		{title: words.Text("From")},
		{title: words.Text("Read"), width: 64, right: true},
		{title: words.Text("Left out"), width: 76, right: true},
	}, nil)
	v.list.onChoose = func(id string) {
		w.noteChoice(screen.NameImports, id)
		w.imports.Select(id)
	}
	v.files = k.worklist([]listColumn{
		{title: words.Text("Outcome"), width: 128},
		{title: words.Text("File")},
		{title: words.Text("What"), width: 96},
		{title: words.Text("Origin"), width: 112, from: 480},
		{title: words.Text("Held"), width: 120, from: 640},
	}, nil)
	v.files.onChoose = v.showFile
	w.keepsColumns("imports", v.list)
	w.keepsColumns("files", v.files)
	v.about = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 0)}}
	v.about.Hide()
	v.aside = k.worklist([]listColumn{{title: words.Text("Set aside"), width: 116}, {title: words.Text("Document")}, {title: words.Text("What"), width: 96, from: 420}}, nil)
	v.aside.onChoose = func(digest string) { w.imports.ChooseAside(digest) }
	v.patches = k.worklist([]listColumn{{title: words.Text("Patch file")}, {title: words.Text("Size"), width: 84, right: true}, {title: words.Text("Origin"), width: 112, from: 380}}, nil)
	v.patches.onChoose = w.imports.ChoosePayload
	v.head, v.keys = row(gap8), &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 0)}}
	v.keys.Hide()
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	v.running = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 0)}}
	v.running.Hide()
	left := sheet(k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), v.running, grow(v.under), v.keys))
	v.summary = &fyne.Container{Layout: &padLayout{gap24, gap24, gap16, gap24}, Objects: []fyne.CanvasObject{space(1, 1)}}
	v.right = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 1)}}
	v.all = w.split(screen.NameImports, left, sheet(k.surface, v.right), 520, 400)
	return v
}

func (v *importsView) content() fyne.CanvasObject { return v.all }
func (v *importsView) first() fyne.Focusable {
	if v.w.imports.State().Tab == screen.TabQuarantine {
		return firstOf(v.under, v.aside)
	}
	return firstOf(v.under, v.list)
}
func (v *importsView) refresh() { v.w.imports.Open() }

func (v *importsView) open(id string) {
	if id != "" {
		v.w.imports.Select(id)
	}
}

func (v *importsView) show(s screen.ImportsState) {
	v.list.set(v.rows(&s), s.Selected)
	v.aside.set(v.asideRows(&s), s.Aside)
	v.patches.set(v.payloadRows(&s), s.PayloadChosen)
	v.showHead(&s)
	var body fyne.CanvasObject = v.list
	switch {
	case s.Tab == screen.TabQuarantine && len(s.Quarantine) > 0:
		body = v.aside
	case s.Tab == screen.TabQuarantine:
		body = v.noAside(&s)
	case s.Tab == screen.TabPayloads:
		body = v.patches
	case len(s.Receipts) == 0:
		body = v.none(&s)
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
		v.w.giveKeyboard(screen.NameImports)
	}
	v.showRunning(&s)
	v.showKeys(&s)
	switch s.Tab {
	case screen.TabQuarantine:
		v.showAside(&s)
	case screen.TabPayloads:
		v.showPayload(&s)
	default:
		v.showReceipt(&s)
	}
	v.tab = s.Tab
}

func (v *importsView) none(s *screen.ImportsState) fyne.CanvasObject {
	k := v.w.k
	switch s.Stage {
	case screen.Loading:
		return k.waiting(words.Text("Reading receipts"))
	case screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	}
	return k.emptyState("inbox", words.Text("Nothing imported yet"), words.NoImports(), nil)
}

// showRunning draws the running job above the list.
func (v *importsView) showRunning(s *screen.ImportsState) {
	k := v.w.k
	was := v.running.Visible()
	setVisible(v.running, s.Job != nil)
	if s.Job != nil {
		share := float32(0)
		if s.Job.Progress.Total > 0 {
			share = float32(s.Job.Progress.Done) / float32(s.Job.Progress.Total)
		}
		cancel := k.button(linkButton, "", words.Text("Cancel"), v.w.imports.Cancel)
		if s.Job.SBOM {
			cancel.lockedBecause(words.SBOMUncancellable())
		}
		job := jobWords(s.Job)
		v.running.Objects = []fyne.CanvasObject{pad(0, gap16, gap16, gap16, k.card(pad(gap12, gap16, gap12, gap16, column(gap4,
			row(gap12, grow(k.cut(words.JobTitle(job), styleStrong, k.ink())), cancel),
			fixed(0, 8, k.meter(share, k.primary)),
			k.cut(words.JobPace(job), styleCaption, k.muted)))))}
	}
	if was || s.Job != nil {
		v.running.Refresh()
		v.all.left.Refresh()
	}
}

func (v *importsView) rows(s *screen.ImportsState) []listRow {
	k := v.w.k
	rows := make([]listRow, 0, len(s.Receipts))
	for i := range s.Receipts {
		r := &s.Receipts[i]
		bad := r.Totals.Rejected + r.Totals.Quarantined
		unread := cell{text: words.Number(bad), c: k.muted}
		if bad > 0 {
			unread = cell{text: words.Number(bad), c: k.overdue.on, bold: true}
		}
		rows = append(rows, listRow{key: r.ID, height: rowTask, cells: []cell{
			{text: words.Moment(r.Started, v.w.zone(), v.w.deps.Now()), c: k.muted},
			{text: words.ImportedFrom(r.Source)},
			{text: words.Number(r.Totals.Imported + r.Totals.Unchanged)},
			unread,
		}})
	}
	return rows
}

func (v *importsView) showReceipt(s *screen.ImportsState) {
	r := s.Receipt
	if r == v.drawn && r != nil && v.tab == screen.TabReceipts {
		return
	}
	v.drawn = r
	setVisible(v.about, false)
	k := v.w.k
	if r == nil {
		v.right.Objects = []fyne.CanvasObject{k.emptyState("download", words.Text("No receipt chosen"), words.Text("Choose an import in the list to see what became of every file."), nil)}
		v.right.Refresh()
		return
	}
	v.summary.Objects = []fyne.CanvasObject{v.receipt(r)}
	v.files.set(v.lines(r), "")
	v.right.Objects = []fyne.CanvasObject{column(0, v.summary, k.rule(), grow(v.files), v.about)}
	v.right.Refresh()
}

func (v *importsView) receipt(r *domain.Receipt) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{
		k.cut(words.ReceiptLine(r, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted),
		k.para(words.ImportedFrom(r.Source), titleStyle(words.ImportedFrom(r.Source)), k.ink()), space(1, gap8),
		k.para(words.Receipt(*r), styleBody, k.ink()),
	}
	figures := []fyne.CanvasObject{}
	figure := func(n int, word string, c color.Color) {
		if n > 0 {
			figures = append(figures, column(0, k.text(words.Number(n), textStyle{16, 24, true}, c), k.text(word, styleCaption, k.muted)))
		}
	}
	t := &r.Totals
	figure(t.Files, words.Text("files"), k.ink())
	figure(t.Imported, words.Text("imported"), k.ink())
	figure(t.Unchanged, words.Text("known before"), k.ink())
	figure(t.Recognised, words.Text("recognised"), k.ink())
	figure(t.Rejected, words.Text("could not be read"), k.overdue.on)
	figure(t.Quarantined, words.Text("in quarantine"), k.overdue.on)
	figure(t.Warnings, words.Text("warnings"), k.days14.on)
	return column(0, append(parts, space(1, gap16), wrapping(gap24, gap8, figures...))...)
}

// lines lists the files, those that did not come in first.
func (v *importsView) lines(r *domain.Receipt) []listRow {
	groups := []struct {
		title   string
		members func(o domain.Outcome) bool
	}{
		{words.Text("In quarantine"), func(o domain.Outcome) bool { return o == domain.Quarantined }},
		{words.Text("Could not be read"), func(o domain.Outcome) bool { return o == domain.Rejected }},
		{words.Text("Imported"), func(o domain.Outcome) bool { return o == domain.Imported }},
		{words.Text("Known before"), func(o domain.Outcome) bool { return o == domain.Unchanged }},
		{words.Text("Recognised, nothing to import"), func(o domain.Outcome) bool { return o == domain.Recognised }},
	}
	var rows []listRow
	for _, g := range groups {
		var inside []listRow
		for i := range r.Files {
			if f := &r.Files[i]; g.members(f.Outcome) {
				inside = append(inside, v.line(f))
			}
		}
		if len(inside) > 0 {
			rows = append(rows, listRow{height: groupHeightLow, head: &groupHead{title: g.title, note: words.Number(len(inside))}})
			rows = append(rows, inside...)
		}
	}
	return rows
}

func (v *importsView) line(f *domain.FileReceipt) listRow {
	k := v.w.k
	mark, c := "verified", k.good.on
	var text color.Color
	switch f.Outcome {
	case domain.Rejected, domain.Quarantined:
		mark, c = "affected", k.overdue.on
		text = k.overdue.on
	case domain.Unchanged, domain.Recognised:
		mark, c = "tier-upgrade", k.muted
		text = k.muted
	}
	r := listRow{key: f.File, height: rowPlain, cells: []cell{
		{mark: mark, markC: c, text: words.OutcomeWord(f.Outcome), c: text},
		{text: f.File, path: true}, {text: words.FormatName(f.Format), c: k.muted}, v.origin(f.Badge), {text: words.FileHeld(f), c: k.muted},
	}}
	if why := words.FileWhy(f); why != "" {
		r.height = rowTwoLines
		r.cells[1].sub, r.cells[1].subC = why, k.muted
	}
	return r
}
