package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// findingsView draws components met by statements, and why.
type findingsView struct {
	w      *Window
	list   *worklist
	head   *fyne.Container
	own    *worklist
	ground *cut
	base   *fyne.Container
	drawnD int // of the own decisions

	answering bool
	failed    error
	under     *fyne.Container
	detail    *page
	all       *split
	drawn     *domain.Explanation
	row       *domain.FindingView
	chosen    string
}

func newFindingsView(w *Window) *findingsView {
	k := w.k
	v := &findingsView{w: w, head: row(gap8), detail: newPage(space(1, 1)), ground: k.cut("", styleCaption, k.muted)}
	v.list = k.worklist([]listColumn{
		{title: words.Text("Verdict"), width: max(116, verdictRoom())},
		{title: words.Text("Component")},
		{title: words.Text("Vulnerability"), width: 126},
		{title: words.Text("Why"), width: 152, from: 600},
	}, nil)
	v.list.onChoose = func(id string) {
		if id == moreWaiting {
			w.findings.ShowOnly(domain.CannotTell)
			return
		}
		w.noteChoice(screen.NameFindings, id)
		w.findings.Select(id)
	}
	v.list.onEnd = w.findings.MoreRows
	w.keepsColumns("findings", v.list)
	w.exportsAll("findings", v.list, v.everyRow)
	v.list.onOpen = func(string) { v.toTask() }
	v.own = v.ownList()
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	v.base = row(gap8)
	left := sheet(k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), k.rule(), fixed(0, 36, pad(0, gap16, 0, gap16, v.base)), grow(v.under)))
	v.all = w.split(screen.NameFindings, left, sheet(k.surface, v.detail), 736, 480)
	return v
}

func (v *findingsView) content() fyne.CanvasObject { return v.all }
func (v *findingsView) first() fyne.Focusable {
	if v.w.decisions.State().Shown {
		return firstOf(v.under, v.own)
	}
	return firstOf(v.under, v.list)
}

func (v *findingsView) refresh() {
	v.w.findings.Refresh()
	v.w.decisions.Refresh()
}

func (v *findingsView) open(id string) {
	if id != "" {
		v.w.decisions.Show(false, "")
		v.w.findings.Select(id)
	}
}

func (v *findingsView) toTask() {
	if r := v.w.findings.State().Row; r != nil && r.Task != "" {
		v.w.Go(screen.Route{Screen: screen.NameTasks, ID: r.Task})
	}
}

func (v *findingsView) show(s screen.FindingsState) {
	own := v.w.decisions.State()
	if own.Shown {
		v.drawn = nil
		v.showOwn(&own)
		return
	}
	if s.Gaps {
		v.showGaps(&s)
		return
	}
	k := v.w.k
	choice := func(word string, verdict domain.Verdict) segment {
		return segment{word, s.Count(verdict), s.Verdict == verdict, func() { v.w.findings.ShowOnly(verdict) }}
	}
	v.head.Objects = []fyne.CanvasObject{
		k.text(words.Text("Findings"), styleSection, k.ink()), space(gap4, 0),
		k.segments([]segment{choice(words.Text("All"), ""), choice(words.Text("Affected"), domain.Affected), choice(words.Text("Not affected"), domain.NotAffected), choice(words.Text("Cannot tell"), domain.CannotTell)}),
		spring(),
	}
	v.head.Refresh()
	v.groundLine(words.FindingsGround(&s.Status), words.OwnDecisions(own.InForce()))
	if n := s.CountGaps(""); n > 0 {
		v.base.Objects = append(v.base.Objects, k.button(linkButton, "", words.GapsLink(n), func() { v.w.findings.ShowGaps("") }).low())
		v.base.Refresh()
	}
	v.list.set(v.rows(&s), s.Selected)
	var body fyne.CanvasObject = v.list
	if len(s.Rows) == 0 {
		body = v.none(&s)
	}
	v.underneath(body)
	v.showDetail(&s)
}

// underneath shows the list, or what stands in its place.
func (v *findingsView) underneath(body fyne.CanvasObject) {
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
		v.w.giveKeyboard(screen.NameFindings)
	}
}

// groundLine is the line under the head: what is listed, and the way to the own
// decisions where it has a word.
func (v *findingsView) groundLine(ground, own string) {
	k := v.w.k
	v.ground.full = ground
	v.base.Objects = []fyne.CanvasObject{k.icon("info", iconInline, k.muted), grow(v.ground)}
	if own != "" {
		v.base.Objects = append(v.base.Objects, k.button(linkButton, "", own, func() { v.w.decisions.Show(true, "") }).low())
	}
	v.base.Refresh()
}

func (v *findingsView) none(s *screen.FindingsState) fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Stage == screen.Loading:
		return k.waiting(words.Text("Reading findings"))
	case s.Stage == screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	}
	return k.emptyState("scan-search", words.Text("No findings here"), words.NoFindings(&s.Status), nil)
}

// moreWaiting is the row that leads to all that cannot be told.
const moreWaiting = "\x00more"

// rows has on top what waits for an answer, and below it the findings by asset, as the
// source orders them.
func (v *findingsView) rows(s *screen.FindingsState) []listRow {
	k := v.w.k
	var rows []listRow
	if n := s.Count(domain.CannotTell); len(s.Waiting) > 0 {
		rows = append(rows, listRow{height: groupHeightLow, head: &groupHead{title: words.Text("Waiting for your answer"), count: words.Number(n)}})
		for i := range s.Waiting {
			f := &s.Waiting[i]
			rows = append(rows, v.line(f, f.AssetName+" · "+words.ComponentName(&f.Finding)))
		}
		if more := n - len(s.Waiting); more > 0 {
			rows = append(rows, listRow{key: moreWaiting, height: rowPlain, cells: []cell{{}, {text: words.AndMore(more), c: k.primary}, {}, {}}})
		}
	}
	var group *groupHead
	asset, verdicts := "", map[domain.Verdict]int{}
	for f := range s.Below() {
		if f.Asset != asset {
			if group != nil {
				group.note = words.VerdictCounts(verdicts)
			}
			asset, group = f.Asset, &groupHead{title: f.AssetName}
			clear(verdicts)
			rows = append(rows, listRow{height: groupHeightLow, head: group})
		}
		verdicts[f.Verdict]++
		rows = append(rows, v.line(f, words.ComponentName(&f.Finding)))
	}
	if group != nil && len(s.Rows) >= s.Total { // else more of this asset may come
		group.note = words.VerdictCounts(verdicts)
	}
	return rows
}

// everyRow is the list as it is filtered, all of it, with the assets that stand in its
// heads as a column.
func (v *findingsView) everyRow() screen.Paged {
	head := []string{words.Text("Asset"), words.Text("Verdict"), words.Text("Component"), words.Text("Vulnerability"), words.Text("Why")}
	return screen.Paged{Head: head, Page: v.w.findings.Every(func(f *domain.FindingView) []string {
		return []string{f.AssetName, words.VerdictWord(&f.Finding), words.ComponentName(&f.Finding), f.Vulnerability, words.ReasonShort(f)}
	})}
}

func (v *findingsView) line(f *domain.FindingView, what string) listRow {
	k := v.w.k
	mark, c := k.verdict(f.Verdict)
	word := cell{mark: mark, markC: c.on, text: words.VerdictWord(&f.Finding), bold: true}
	if f.Verdict != domain.Affected {
		word.c = c.on
	}
	return listRow{key: f.ID, height: rowPlain, cells: []cell{word, {text: what}, {text: f.Vulnerability}, {text: words.ReasonShort(f), c: k.muted}}}
}

func (v *findingsView) showDetail(s *screen.FindingsState) {
	own := v.w.decisions.State().Drawn
	if s.Detail != nil && v.drawn == s.Detail && v.chosen == s.Selected && sameFinding(v.row, s.Row) && v.drawnD == own && v.answering == s.Answering && v.failed == s.AnswerErr {
		return
	}
	v.drawnD, v.answering, v.failed = own, s.Answering, s.AnswerErr
	toTop := v.chosen != s.Selected
	v.drawn, v.chosen, v.row = s.Detail, s.Selected, s.Row
	switch {
	case s.Detail != nil:
		v.detail.set(detailPad(v.finding(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting(words.Text("Reading the finding")), true)
	default:
		v.detail.set(v.w.k.emptyState("scan-search", words.Text("No finding chosen"), words.Text("Choose one in the list to see what it rests on."), nil), true)
	}
}

func sameFinding(a, b *domain.FindingView) bool {
	return a == b || a != nil && b != nil && a.ID == b.ID && a.Verdict == b.Verdict && a.Task == b.Task
}

func (v *findingsView) finding(s *screen.FindingsState) fyne.CanvasObject {
	k, f := v.w.k, s.Row
	sentence, lines := words.Explanation(*s.Detail)
	if f != nil && f.EPSS != nil {
		lines = append(lines, words.EPSS(f.EPSS))
	}
	if f != nil {
		for _, m := range f.Mentions {
			lines = append(lines, words.Mention(m))
		}
	}
	var parts []fyne.CanvasObject
	if f != nil {
		badges := []fyne.CanvasObject{k.verdictChip(f.Verdict, words.VerdictWord(&f.Finding))}
		if f.KEV {
			badges = append(badges, k.kev())
		}
		if f.Severity > 0 {
			badges = append(badges, k.cvss(f.Severity))
		}
		badges = append(badges, k.trust(f.Badge))
		parts = append(parts,
			fixed(0, controlLow, row(gap12, grow(k.cut(words.FindingLine(f), styleCaption, k.muted)),
				k.button(plainButton, "", words.DecideButton(), func() { v.w.decideFinding(f) }).low(),
				k.button(quietButton, "copy", "", func() { k.copy(words.FindingText(f, lines)) }).low().saying(words.Text("Copy this explanation")))),
			space(1, gap4), wrapping(gap8, gap8, badges...), space(1, gap12), wrapping(gap8, gap8, v.ways(f)...), space(1, gap16))
		if form := v.w.decideOf(f.ID, ""); form != nil {
			parts = append(parts, form, space(1, gap16))
		}
		head, rest := words.FindingSentence(f)
		parts = append(parts, k.paragraph(styleLead, run{text: head, bold: true}, run{text: rest}))
	} else {
		parts = append(parts, k.para(sentence, styleLead, k.ink()))
	}
	if s.Detail.Question != nil {
		parts = append(parts, space(1, gap16), v.sameProduct(s))
	}
	if line := s.Detail.Versions; line != nil {
		parts = append(parts, space(1, gap24), k.versionCard(line))
	}
	parts = append(parts, space(1, gap24), k.text(words.Text("How we know"), styleSection, k.ink()), space(1, gap4))
	for i, line := range lines {
		if i > 0 {
			parts = append(parts, k.rule())
		}
		parts = append(parts, pad(10, 0, 10, 0, rowTop(gap12, k.numbered(i+1), grow(pad(1, 0, 0, 0, k.para(line, styleRow, k.ink()))))))
	}
	if f != nil {
		parts = append(parts, space(1, gap16), k.text(words.Text("What would change this"), styleSection, k.ink()), space(1, gap4),
			k.para(words.WouldChange(f), styleBody, k.ink()))
	}
	return column(0, parts...)
}

// ways are where one goes from a finding: its task first.
func (v *findingsView) ways(f *domain.FindingView) []fyne.CanvasObject {
	k := v.w.k
	var out []fyne.CanvasObject
	if f.Task != "" {
		out = append(out, k.button(mainButton, "", words.Text("Open task {task}", "task", f.Task), v.toTask).low())
	}
	if f.Decision != "" {
		out = append(out, k.button(plainButton, "", words.Text("Open decision {decision}", "decision", f.Decision), func() { v.w.decisions.Show(true, f.Decision) }).low())
	}
	return append(out, v.w.relationsButton(domain.RelVulnerability, f.Vulnerability))
}

// numbered is the number of a step in a ring.
func (k *kit) numbered(n int) fyne.CanvasObject {
	ring := canvas.NewCircle(k.surface)
	ring.StrokeColor, ring.StrokeWidth = k.edge, 1
	number := k.text(words.Number(n), styleCaption, k.muted)
	number.Alignment = fyne.TextAlignCenter
	return fixed(22, 22, layers(ring, number))
}

// toCannotTell lists the findings that cannot be told.
func (w *Window) toCannotTell() {
	w.findings.ShowOnly(domain.CannotTell)
	w.Go(screen.Route{Screen: screen.NameFindings})
}

// verdictRoom is what the longest verdict needs in its column, with its mark; in some
// languages that is more than usual.
func verdictRoom() float32 {
	return 34 + fyne.MeasureText(words.VerdictWord(&domain.Finding{Verdict: domain.CannotTell}), 14, fyne.TextStyle{Bold: true}).Width
}
