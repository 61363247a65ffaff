package ui

import (
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
	w        *Window
	list     *worklist
	note     *cut
	find     *field
	choices  *fyne.Container
	leaveOut bool // what is asked for in the form of filters must not be
	filters  *fyne.Container
	left     *fyne.Container
	under    *fyne.Container
	detail   *page
	all      *split
	drawn    *domain.Advisory
	chosen   domain.AdvisoryKey
	missing  bool
	actions  advisoryActions
}

func newAdvisoriesView(w *Window) *advisoriesView {
	k := w.k
	v := &advisoriesView{w: w, detail: newPage(space(1, 1)), note: k.cut("", styleRow, k.muted), choices: row(gap4), filters: column(gap8)}
	v.list = k.worklist(nil, func(l *worklist) rowBody { return newAdvisoryBody(l, w) })
	v.list.onChoose = func(key string) {
		w.noteChoice(screen.NameAdvisories, key)
		w.advisories.Select(domain.AdvisoryKey(key))
	}
	v.list.onEnd = w.advisories.MoreRows
	v.find = k.field(words.Text("Search advisories"))
	v.find.Text = w.advisories.State().Query // as it was left, or before the colours changed
	v.find.OnSubmitted = w.advisories.Find
	v.find.onEscape = func() {
		v.find.SetText("")
		w.advisories.Find("")
		w.leaveField()
	}
	v.find.onDown = w.leaveField
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	head := row(gap8, k.text(words.Text("Advisories"), styleSection, k.ink()), space(gap4, 0), grow(v.note), fixed(190, controlHeight, v.find.boxed("search", k.line, nil)))
	choices := fixed(0, controlHeight+gap12, pad(0, gap16, 0, gap16, v.choices))
	v.left = column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, head)), choices, pad(0, gap16, 0, gap16, v.filters), k.rule(), grow(v.under))
	v.all = w.split(screen.NameAdvisories, sheet(k.surface, v.left), sheet(k.surface, v.detail), 456, 400)
	return v
}

func (v *advisoriesView) content() fyne.CanvasObject { return v.all }
func (v *advisoriesView) first() fyne.Focusable      { return firstOf(v.under, v.list) }
func (v *advisoriesView) refresh()                   { v.w.advisories.Refresh() }

func (v *advisoriesView) open(id string) {
	if id != "" {
		v.w.advisories.Select(domain.AdvisoryKey(id))
	}
}

func (v *advisoriesView) show(s screen.AdvisoriesState) {
	v.note.full = ""
	if s.Stage == screen.Ready {
		v.note.full = words.AdvisoriesNote(s.Total, s.Hidden, s.Brief, s.Sort)
	}
	v.note.Resize(v.note.Size())
	v.choose(&s)
	v.list.set(v.rows(&s), string(s.Selected))
	var body fyne.CanvasObject = v.list
	if len(s.Rows) == 0 {
		body = v.none(&s)
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
		v.w.giveKeyboard(screen.NameAdvisories)
	}
	v.showDetail(&s)
}

func (v *advisoriesView) none(s *screen.AdvisoriesState) fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Stage == screen.Loading:
		return k.waiting(words.Text("Reading advisories"))
	case s.Stage == screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	case len(s.Filters) > 0:
		return k.emptyState("search", words.Text("Nothing found"), words.NothingFiltered(), k.button(plainButton, "", words.Text("Drop all filters"), func() { v.w.advisories.DropFilter("") }))
	case s.Show != "" && s.Query == "":
		return k.emptyState("search", words.Text("Nothing here"), words.NoneMarked(s.Show), k.button(plainButton, "", words.Text("Show all"), func() { v.w.advisories.ShowOnly("") }))
	case s.Query != "":
		return k.emptyState("search", words.Text("Nothing found"), words.NothingFound(s.Query), k.button(plainButton, "", words.Text("Show all"), func() {
			v.find.SetText("")
			v.w.advisories.Find("")
			v.w.advisories.ShowOnly("")
		}))
	}
	return k.emptyState("inbox", words.Text("No advisories yet"), words.NoAdvisories(), v.w.importButton(mainButton))
}

// rows groups by the day of arrival: the newest day, then the rest.
func (v *advisoriesView) rows(s *screen.AdvisoriesState) []listRow {
	zone, now := v.w.zone(), v.w.deps.Now()
	var rows []listRow
	group := ""
	for i := range s.Rows {
		a := &s.Rows[i]
		if g := words.ArrivalGroup(a.Received, zone, now); g != group && s.Sort == "" && s.Query == "" {
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
		setWords(t, s, t.TextStyle.Bold)
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
	st := styleBody
	st.bold = chosen || a.Unread || a.Updated
	b.title.TextStyle.Bold = st.bold
	put(b.title, shorten(orDefault(a.Title, a.ID), st, inner), gap16, 30, inner)
	touch := touches(a.Assets)
	b.touch.Color = k.primary
	if a.Assets == 0 {
		b.touch.Color = k.muted
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

// advisoryBadges are what is new, withdrawal, KEV, score, label and trust.
func advisoryBadges(k *kit, a *domain.AdvisoryView, whole bool) []ranked {
	var parts []ranked
	switch {
	case a.Updated:
		parts = append(parts, ranked{k.outlined("", words.Text("Updated"), k.primary, k.primary, true), 0})
	case a.Unread:
		parts = append(parts, ranked{k.outlined("", words.Text("New"), k.primary, k.primary, true), 2})
	}
	if a.NotForUs != "" {
		parts = append(parts, ranked{k.outlined("", words.Text("Not for us"), k.muted, k.line, false), 0})
	}
	if a.Withdrawn {
		parts = append(parts, ranked{k.outlined("", words.Text("Withdrawn"), k.overdue.on, k.overdue.on, false), 0})
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

// touches says how many assets an advisory touches.
func touches(n int) string {
	if n == 0 {
		return words.TouchesNone()
	}
	return words.TouchesAssets(n)
}
