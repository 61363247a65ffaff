package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// advisoriesView draws what publishers say, like a list of mail, and the
// document chosen.
type advisoriesView struct {
	w       *Window
	list    *worklist
	note    *cut
	find    *field
	under   *fyne.Container
	detail  *page
	all     *split
	drawn   *domain.Advisory
	chosen  domain.AdvisoryKey
	missing bool
}

func newAdvisoriesView(w *Window) *advisoriesView {
	k := w.k
	v := &advisoriesView{w: w, detail: newPage(space(1, 1)), note: k.cut("", styleRow, k.muted)}
	v.list = k.worklist(nil, func(l *worklist) rowBody { return newAdvisoryBody(l, w) })
	v.list.onChoose = func(key string) {
		w.noteChoice(screen.NameAdvisories, key)
		w.advisories.Select(domain.AdvisoryKey(key))
	}
	v.list.onEnd = w.advisories.MoreRows
	v.find = k.field("Search advisories")
	v.find.OnSubmitted = w.advisories.Find
	v.find.onEscape = func() {
		v.find.SetText("")
		w.advisories.Find("")
		w.leaveField()
	}
	v.find.onDown = w.leaveField
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	head := row(gap8, k.text("Advisories", styleSection, k.ink()), space(gap4, 0), grow(v.note), fixed(190, controlHeight, v.find.boxed("search", k.line, nil)))
	left := sheet(k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, head)), k.rule(), grow(v.under)))
	v.all = w.split(screen.NameAdvisories, left, sheet(k.surface, v.detail), 456, 400)
	return v
}

func (v *advisoriesView) content() fyne.CanvasObject { return v.all }
func (v *advisoriesView) first() fyne.Focusable      { return v.list }
func (v *advisoriesView) refresh()                   { v.w.advisories.Refresh() }

func (v *advisoriesView) open(id string) {
	if id != "" {
		v.w.advisories.Select(domain.AdvisoryKey(id))
	}
}

func (v *advisoriesView) show(s screen.AdvisoriesState) {
	v.note.full = ""
	if s.Stage == screen.Ready {
		v.note.full = words.Number(s.Total)
	}
	v.note.Resize(v.note.Size())
	v.list.set(v.rows(&s), string(s.Selected))
	var body fyne.CanvasObject = v.list
	if len(s.Rows) == 0 {
		body = v.none(&s)
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
	}
	v.showDetail(&s)
}

func (v *advisoriesView) none(s *screen.AdvisoriesState) fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Stage == screen.Loading:
		return k.waiting("Reading advisories")
	case s.Stage == screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	case s.Query != "":
		return k.emptyState("search", "Nothing found", words.NothingFound(s.Query), k.button(plainButton, "", "Show all", func() {
			v.find.SetText("")
			v.w.advisories.Find("")
		}))
	}
	return k.emptyState("inbox", "No advisories yet", words.NoAdvisories(), v.w.importButton(mainButton))
}

// rows groups by the day of arrival: the newest day, then the rest.
func (v *advisoriesView) rows(s *screen.AdvisoriesState) []listRow {
	zone, now := v.w.zone(), v.w.deps.Now()
	var rows []listRow
	group := ""
	for i := range s.Rows {
		a := &s.Rows[i]
		if g := words.ArrivalGroup(a.Received, zone, now); g != group {
			group = g
			rows = append(rows, listRow{height: groupHeight, head: &groupHead{title: g}})
		}
		rows = append(rows, listRow{key: string(a.Key), height: rowThreeLines, data: a,
			cells: []cell{{text: a.ID}, {text: a.Publisher}, {text: a.Title}}})
	}
	return rows
}

// advisoryBody draws one advisory in three lines: id and publisher, title,
// badges and what it touches.
type advisoryBody struct {
	l                     *worklist
	w                     *Window
	id, from, date, title *canvas.Text
	touch                 *canvas.Text
	badges                *fyne.Container
	shown                 *domain.AdvisoryView
	width                 float32
	chosen                bool
}

func newAdvisoryBody(l *worklist, w *Window) *advisoryBody {
	k := l.k
	return &advisoryBody{
		l: l, w: w, id: k.text("", styleSmall, k.ink()), from: k.text("", styleCaption, k.muted), date: k.trailing("", styleCaption, k.muted),
		title: k.text("", styleBody, k.ink()), touch: k.trailing("", styleSmall, k.primary), badges: &fyne.Container{Layout: &wrapLayout{6, 6}},
	}
}

func (b *advisoryBody) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.id, b.from, b.date, b.title, b.touch, b.badges}
}

func (b *advisoryBody) show(r *listRow, chosen bool, width float32) {
	a := r.data.(*domain.AdvisoryView)
	if a == b.shown && width == b.width && chosen == b.chosen {
		return
	}
	b.shown, b.width, b.chosen = a, width, chosen
	k := b.l.k
	inner := width - 2*gap16
	put := func(t *canvas.Text, s string, x, y, w float32) {
		t.Text = s
		t.Move(fyne.NewPos(x, y))
		t.Resize(fyne.NewSize(w, lineOf(t.TextSize)))
		t.Refresh()
	}
	date := words.DayOfInstant(a.Received, b.zone(), b.now())
	dateWidth := widthOf(date, styleCaption)
	id := shorten(a.ID, styleSmall, inner-dateWidth-gap16)
	put(b.id, id, gap16, gap12, widthOf(id, styleSmall))
	from := shorten(" · "+a.Publisher, styleCaption, max(0, inner-dateWidth-gap16-widthOf(id, styleSmall)))
	if a.Publisher == "" {
		from = ""
	}
	put(b.from, from, gap16+widthOf(id, styleSmall), gap12, widthOf(from, styleCaption))
	put(b.date, date, gap16, gap12, inner)
	b.title.TextStyle.Bold = chosen
	st := styleBody
	st.bold = chosen
	put(b.title, shorten(orDefault(a.Title, a.ID), st, inner), gap16, 30, inner)
	touch := words.TouchesAssets(a.Assets)
	b.touch.Color = k.primary
	if a.Assets == 0 {
		b.touch.Color, touch = k.muted, words.TouchesNone()
	}
	b.touch.TextStyle.Bold = a.Assets > 0
	put(b.touch, touch, gap16, 61, inner)
	room := max(0, inner-widthOf(touch, styleSmall)-gap16)
	b.badges.Objects = fitting(advisoryBadges(k, a, false), room)
	b.badges.Move(fyne.NewPos(gap16, 59))
	b.badges.Resize(fyne.NewSize(room, badgeHeight))
	b.badges.Refresh()
}

func (b *advisoryBody) zone() *time.Location { return b.w.zone() }
func (b *advisoryBody) now() time.Time       { return b.w.deps.Now() }

// ranked is a badge and how soon it is left out where room is short; 0 stays
// longest.
type ranked struct {
	badge fyne.CanvasObject
	rank  int
}

// advisoryBadges are withdrawal, KEV, score, label and trust.
func advisoryBadges(k *kit, a *domain.AdvisoryView, whole bool) []ranked {
	var parts []ranked
	if a.Withdrawn {
		parts = append(parts, ranked{k.outlined("", "Withdrawn", k.overdue.on, k.overdue.on, false), 0})
	}
	if a.KEV {
		parts = append(parts, ranked{k.kev(), 0})
	}
	if a.Score > 0 {
		parts = append(parts, ranked{k.cvss(a.Score), 2})
	}
	if a.TLP != domain.TLPUnlabelled || whole {
		rank := 1
		if a.TLP.Rank() < domain.TLPAmber.Rank() {
			rank = 3
		}
		parts = append(parts, ranked{k.tlp(a.TLP), rank})
	}
	return append(parts, ranked{k.trust(a.Badge), 1})
}

// fitting leaves out badges of the highest rank until the rest fits the room.
func fitting(all []ranked, room float32) []fyne.CanvasObject {
	for rank := 4; rank > 0; rank-- {
		var out []fyne.CanvasObject
		width := float32(0)
		for _, r := range all {
			if r.rank < rank {
				out = append(out, r.badge)
				width += r.badge.MinSize().Width + 6
			}
		}
		if width-6 <= room || rank == 1 {
			return out
		}
	}
	return nil
}

func (v *advisoriesView) showDetail(s *screen.AdvisoriesState) {
	if v.drawn == s.Detail && v.chosen == s.Selected && v.missing == (s.Missing != nil) && s.Detail != nil {
		return
	}
	toTop := v.chosen != s.Selected
	v.drawn, v.chosen, v.missing = s.Detail, s.Selected, s.Missing != nil
	switch {
	case s.Detail != nil:
		v.detail.set(detailPad(v.document(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting("Reading the document"), true)
	default:
		v.detail.set(v.w.k.emptyState("mail", "No advisory chosen", "Choose one in the list to read it.", nil), true)
	}
}

// document draws the advisory; markup in it is shown as it is written.
func (v *advisoriesView) document(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, a := v.w.k, s.Detail
	parts := []fyne.CanvasObject{
		fixed(0, controlLow, row(gap12, grow(k.cut(words.AdvisoryLine(a, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted)),
			k.button(quietButton, "copy", "", func() { k.copy(a.ID) }).low().saying("Copy the id"))),
		k.para(orDefault(a.Title, a.ID), styleTitle, k.ink()), space(1, gap8),
	}
	if s.View != nil {
		parts = append(parts, wrapping(gap8, gap8, fitting(advisoryBadges(k, s.View, true), 1e6)...))
	}
	if !a.Withdrawn.IsZero() {
		parts = append(parts, space(1, gap16), k.warning("circle-alert", words.WithdrawnNotice(a, v.w.zone(), v.w.deps.Now()), k.overdue))
	}
	parts = append(parts, space(1, gap16), &fyne.Container{Layout: &documentLayout{}, Objects: []fyne.CanvasObject{
		v.text(a), canvas.NewRectangle(k.line), v.side(s),
	}})
	return column(0, parts...)
}

// text is the document itself, part by part.
func (v *advisoriesView) text(a *domain.Advisory) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	section := func(title, note string, body ...fyne.CanvasObject) {
		if len(body) == 0 {
			return
		}
		if len(parts) > 0 {
			parts = append(parts, space(1, gap24))
		}
		parts = append(parts, k.heading(title, note), space(1, gap4), column(gap8, body...))
	}
	if a.Summary != "" {
		section("Summary", "", k.para(a.Summary, styleBody, k.ink()))
	}
	section("Vulnerabilities", words.Number(len(a.Vulnerabilities)), v.vulnerabilities(a)...)
	section("Products", words.Number(len(a.Products)), v.products(a)...)
	section("Remediation", "", v.advice(a)...)
	section("References", "as text, never opened", v.references(a)...)
	section("Revisions", "", v.revisions(a)...)
	if n := len(a.Warnings); n > 0 {
		section("What could not be read cleanly", words.Number(n), v.warnings(a)...)
	}
	return column(0, parts...)
}

// side says what the document means here and how far its origin is proven.
func (v *advisoriesView) side(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, a := v.w.k, s.View
	if a == nil {
		return space(1, 1)
	}
	parts := []fyne.CanvasObject{
		k.text("For us", styleSection, k.ink()), space(1, gap4), k.para(words.TouchesLong(a.Assets), styleRow, k.ink()), space(1, gap24),
		k.text("Where it comes from", styleSection, k.ink()), space(1, gap4),
	}
	line := func(name, value string) {
		parts = append(parts, k.pair(name, value))
	}
	line("Origin", words.BadgeShort(a.Badge))
	line("Came in", words.Moment(a.Received, v.w.zone(), v.w.deps.Now()))
	line("Revisions kept", words.Number(max(1, a.Revisions)))
	line("Original", "kept")
	return column(0, parts...)
}

// documentLayout puts text, a line, and a side column beside each other, and
// the side column under the text in a narrow pane.
type documentLayout struct{}

const (
	sideWidth     float32 = 216
	documentLeast float32 = 620
)

func (*documentLayout) sides(width float32) (text float32, beside bool) {
	if width < documentLeast {
		return width, false
	}
	return width - sideWidth - 2*gap16 - hairline, true
}

func (l *documentLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	text, beside := l.sides(width)
	if beside {
		return max(heightFor(o[0], text), heightFor(o[2], sideWidth))
	}
	return heightFor(o[0], text) + gap24 + heightFor(o[2], width)
}

func (*documentLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

func (l *documentLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	text, beside := l.sides(size.Width)
	h := heightFor(o[0], text)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(text, h))
	setVisible(o[1], beside)
	if beside {
		o[1].Move(fyne.NewPos(text+gap16, 0))
		o[1].Resize(fyne.NewSize(hairline, max(size.Height, h)))
		o[2].Move(fyne.NewPos(text+2*gap16+hairline, 0))
		o[2].Resize(fyne.NewSize(sideWidth, heightFor(o[2], sideWidth)))
		return
	}
	o[2].Move(fyne.NewPos(0, h+gap24))
	o[2].Resize(fyne.NewSize(size.Width, heightFor(o[2], size.Width)))
}

const partLimit = 40 // lines of a part of a document before the rest is counted

func (v *advisoriesView) limited(n int, line func(i int) fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := 0; i < min(n, partLimit); i++ {
		out = append(out, line(i))
	}
	if n > partLimit {
		out = append(out, v.w.k.text(words.AndMore(n-partLimit), styleCaption, v.w.k.muted))
	}
	return out
}

func (v *advisoriesView) vulnerabilities(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.Vulnerabilities), func(i int) fyne.CanvasObject {
		u := &a.Vulnerabilities[i]
		parts := []fyne.CanvasObject{rowTop(gap12, k.text(u.ID, styleRowBold, k.ink()), grow(k.para(orDefault(u.Title, words.Weakness(u.CWEs)), styleRow, k.ink())))}
		if score := words.BestScore(u.Scores); score != "" {
			parts = append(parts, k.cut(score, styleCaption, k.muted))
		}
		if u.Text != "" && u.Text != a.Summary {
			t := k.para(u.Text, styleRow, k.ink())
			parts = append(parts, t)
		}
		if len(u.Aliases) > 0 {
			parts = append(parts, k.para(words.AlsoKnownAs(u.Aliases), styleCaption, k.muted))
		}
		return pad(0, 0, gap4, 0, column(2, append(parts, space(1, 6), k.rule())...))
	})
}

func (v *advisoriesView) products(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.Products), func(i int) fyne.CanvasObject {
		p := &a.Products[i]
		return column(0, k.para(words.ProductName(p), styleRow, k.ink()), k.para(words.ProductNote(p), styleCaption, k.muted))
	})
}

// advice gathers each remediation once.
func (v *advisoriesView) advice(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	seen := map[string]bool{}
	var all []domain.Remediation
	for i := range a.Statements {
		for _, r := range a.Statements[i].Remediations {
			if key := r.Category + "\n" + r.Details + "\n" + r.URL; !seen[key] {
				seen[key] = true
				all = append(all, r)
			}
		}
	}
	return v.limited(len(all), func(i int) fyne.CanvasObject {
		r := &all[i]
		parts := []fyne.CanvasObject{k.paragraph(styleBody, run{text: words.Remedy(r.Category) + ". ", bold: true}, run{text: r.Details})}
		if say := words.RestartNeeded(r.Restart); say != "" {
			parts = append(parts, k.para(say, styleBody, k.ink()))
		}
		if r.URL != "" {
			parts = append(parts, k.para(words.LinkAsText(r.URL), styleCaption, k.muted))
		}
		return column(2, parts...)
	})
}

func (v *advisoriesView) references(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.References), func(i int) fyne.CanvasObject {
		r := &a.References[i]
		var c color.Color = k.muted
		if r.Summary == "" {
			return k.para(r.URL, styleCaption, c)
		}
		return column(0, k.para(r.Summary, styleRow, k.ink()), k.para(r.URL, styleCaption, c))
	})
}

func (v *advisoriesView) revisions(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	n := len(a.Revisions)
	return v.limited(n, func(i int) fyne.CanvasObject {
		r := &a.Revisions[n-1-i]
		return rowTop(gap12, fixed(90, 0, k.text(words.RevisionLabel(r, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted)), grow(k.para(r.Text, styleRow, k.ink())))
	})
}

func (v *advisoriesView) warnings(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.Warnings), func(i int) fyne.CanvasObject {
		return k.para(words.Warning(a.Warnings[i]), styleRow, k.ink())
	})
}
