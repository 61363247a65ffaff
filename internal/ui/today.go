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

// todayView draws what must happen now.
type todayView struct {
	w     *Window
	page  *page
	mains int // main buttons made so far: one per view
}

func newTodayView(w *Window) *todayView {
	return &todayView{w: w, page: newPage(space(1, 1))}
}

func (v *todayView) content() fyne.CanvasObject { return sheet(v.w.k.ground, v.page) }
func (v *todayView) refresh()                   { v.w.today.Refresh() }
func (v *todayView) open(string)                {}

func (v *todayView) first() fyne.Focusable { return nil }

func (v *todayView) show(s screen.TodayState) {
	v.mains = 0
	switch {
	case s.Stage == screen.Loading:
		v.page.set(v.w.k.waiting(words.Text("Reading the desk")), true)
	case s.Stage == screen.Failed && s.Today.Day == "":
		v.page.set(v.w.k.failed(s.Err, v.w.Refresh), true)
	case s.FirstRun:
		v.page.set(v.w.firstRun(), true)
	default:
		v.page.set(padAll(gap24, v.board(&s)), false)
	}
}

func (v *todayView) board(s *screen.TodayState) fyne.CanvasObject {
	t := &s.Today
	parts := []fyne.CanvasObject{v.title(s)}
	if s.Err != nil {
		parts = append(parts, v.w.k.warning("circle-alert", words.ErrorLine(s.Err), v.w.k.overdue))
	}
	if t.Pending {
		parts = append(parts, v.w.k.warning("loader-circle", words.PendingNotice(), v.w.k.days14))
	}
	parts = append(parts,
		&fyne.Container{Layout: &boardLayout{}, Objects: []fyne.CanvasObject{
			v.duties(s), column(gap16, v.lastImport(s), grow(v.coverage(&t.Coverage))),
		}},
		v.charts(s))
	return column(gap16, parts...)
}

func (v *todayView) title(s *screen.TodayState) fyne.CanvasObject {
	k, t := v.w.k, &s.Today
	clocks := len(t.Forensic)
	if len(s.Clocks) > 0 {
		clocks = len(v.clocks(s))
	}
	return rowTop(gap12,
		grow(column(0, k.text(words.DayLong(t.Day), styleTitle, k.ink()), k.cut(words.TodaySummaryOf(t, clocks), styleBody, k.muted))),
		pad(gap8, 0, 0, 0, v.w.importButton(plainButton)))
}

// boardLayout puts the duties at the left and what they rest on at the right,
// and both below each other in a small window.
type boardLayout struct{}

const (
	boardRight  float32 = 416
	boardNarrow float32 = 860
)

func (l *boardLayout) sides(width float32) (left, right float32) {
	right = min(boardRight, width*0.36)
	return width - right - gap16, right
}

func (l *boardLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	if width < boardNarrow {
		return heightFor(o[0], width) + gap16 + heightFor(o[1], width)
	}
	left, right := l.sides(width)
	return max(heightFor(o[0], left), heightFor(o[1], right))
}

func (l *boardLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(400, o[0].MinSize().Height)
}

func (l *boardLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if size.Width < boardNarrow {
		h := heightFor(o[0], size.Width)
		o[0].Move(fyne.Position{})
		o[0].Resize(fyne.NewSize(size.Width, h))
		o[1].Move(fyne.NewPos(0, h+gap16))
		o[1].Resize(fyne.NewSize(size.Width, size.Height-h-gap16))
		return
	}
	left, right := l.sides(size.Width)
	leftHigh, rightHigh := heightFor(o[0], left), heightFor(o[1], right)
	if leftHigh-rightHigh < 2*gap24 { // nearly level: make them so
		rightHigh = max(leftHigh, rightHigh)
	}
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(left, leftHigh))
	o[1].Move(fyne.NewPos(left+gap16, 0))
	o[1].Resize(fyne.NewSize(right, rightHigh))
}

// duty is one line of what must happen: what, on what, by when, one button.
type duty struct {
	mark       string
	c          color.Color
	title, sub string
	when       string
	whenC      color.Color
	whenNote   string
	action     string
	press      func()
	main       bool
	until      time.Time // of a running clock
}

// duties is the card of sections; a section with nothing in it is left out.
func (v *todayView) duties(s *screen.TodayState) fyne.CanvasObject {
	t := &s.Today
	if s.Quiet {
		return v.quiet(t)
	}
	var parts []fyne.CanvasObject
	section := func(title string, count int, duties []duty) {
		if count == 0 {
			return
		}
		if len(parts) > 0 {
			parts = append(parts, v.w.k.rule())
		}
		parts = append(parts, v.section(title, count, len(parts) == 0))
		for _, d := range duties {
			parts = append(parts, v.w.k.rule(), v.duty(d))
		}
	}
	clocks := v.clocks(s)
	section(words.SectionForensic(), len(clocks), clocks)
	section(words.SectionOverdue(), len(t.Overdue), v.due(t, t.Overdue, dutyLimit))
	section(words.SectionThisWeek(), len(t.ThisWeek), v.due(t, t.ThisWeek, dutyLimit))
	section(words.SectionReviews(), len(t.Reviews), v.reviews(t))
	section(words.SectionQuestions(), len(t.Questions)+t.CannotTell+t.NameOnly, v.questions(t))
	return v.w.k.card(column(0, append(parts, space(1, gap4))...))
}

const (
	dutyLimit     = 6
	questionLimit = 3
)

func (v *todayView) section(title string, count int, first bool) fyne.CanvasObject {
	k := v.w.k
	back := canvas.NewRectangle(k.ground)
	inset := hairline
	if first {
		back.TopLeftCornerRadius, back.TopRightCornerRadius = radiusCard-1, radiusCard-1
	}
	line := pad(0, gap16, 0, gap16, row(gap8, k.text(title, styleSmall, k.ink()), spring(), k.text(words.Number(count), styleCaption, k.muted)))
	return fixed(0, groupHeightLow-hairline, layers(pad(0, inset, 0, inset, back), line))
}

func (v *todayView) duty(d duty) fyne.CanvasObject {
	k := v.w.k
	kind := plainButton
	if d.main && v.mains == 0 {
		kind = mainButton
		v.mains++
	}
	press := k.button(kind, "", d.action, d.press).low()
	whenStyle := styleStrong
	if d.whenC == nil {
		d.whenC = k.ink()
	}
	when := []fyne.CanvasObject{}
	if d.when != "" {
		when = append(when, k.trailing(d.when, whenStyle, d.whenC))
	}
	if d.whenNote != "" {
		when = append(when, k.trailing(d.whenNote, styleCaption, k.muted))
	}
	return fixed(0, rowTwoLines-hairline, pad(0, gap16, 0, gap16, row(0,
		k.icon(d.mark, iconInline, d.c), space(gap12, 0),
		grow(column(0, k.cut(d.title, styleStrong, k.ink()), k.cut(d.sub, styleCaption, k.muted))),
		space(gap12, 0), fixed(148, 0, column(0, when...)), space(gap12, 0),
		fixed(96, controlLow, row(0, spring(), press)))))
}

func (v *todayView) toTask(id string) func() {
	return func() { v.w.Go(screen.Route{Screen: screen.NameTasks, ID: id}) }
}

func (v *todayView) due(t *domain.Today, tasks []domain.TaskView, limit int) []duty {
	var out []duty
	for i := range tasks {
		if i == limit && len(tasks) > limit+1 {
			out = append(out, duty{
				mark: "list-checks", c: v.w.k.muted, title: words.MoreTasks(len(tasks) - limit), sub: words.MoreTasksSub(),
				action: words.Text("Show"), press: v.toTask(""),
			})
			break
		}
		task := &tasks[i]
		d := duty{
			mark: tierMark(task.Tier), c: v.w.k.tier(task.Tier).on,
			title: words.Fix(task.PatchTask), sub: words.TaskSub(task),
			when: words.DueShort(task.Due, t.Day), whenNote: words.DueNote(task, t.Day),
			action: words.Sense("do", "Open"), press: v.toTask(task.ID), main: true,
		}
		if task.Overdue {
			d.when, d.whenNote, d.whenC = words.OverdueBy(task.Due, t.Day), words.WasDue(task.Due, t.Day), v.w.k.overdue.on
		}
		out = append(out, d)
	}
	return out
}

func (v *todayView) questions(t *domain.Today) []duty {
	k := v.w.k
	var out []duty
	for i := range t.Questions {
		q := &t.Questions[i]
		if i == questionLimit && len(t.Questions) > questionLimit+1 {
			out = append(out, duty{
				mark: "cannot-tell", c: k.unknown.on, title: words.MoreQuestions(len(t.Questions) - questionLimit), sub: words.MoreQuestionsSub(),
				action: words.Text("Show"), press: v.w.toUnanswered,
			})
			break
		}
		out = append(out, duty{
			mark: "cannot-tell", c: k.unknown.on, title: words.QuestionTitle(q), sub: words.QuestionSub(q, t.Day),
			when: words.MovesDates(q.Moves), whenNote: words.MovesNote(i), action: words.Text("Answer…"),
			press: func() {
				v.w.assets.OpenTab(screen.AssetFacts) // where the question stands
				v.w.Go(screen.Route{Screen: screen.NameAssets, ID: q.Asset})
			},
			main: true,
		})
	}
	if t.CannotTell+t.NameOnly > 0 {
		out = append(out, duty{
			mark: "cannot-tell", c: k.unknown.on, title: words.UntoldTitle(t.CannotTell, t.NameOnly), sub: words.UntoldSub(t.NameOnly),
			action: words.Text("Look"), press: v.w.toCannotTell,
		})
	}
	return out
}

// quiet says that nothing must happen, with what that rests on.
func (v *todayView) quiet(t *domain.Today) fyne.CanvasObject {
	k := v.w.k
	return k.card(padAll(gap24, row(gap16,
		k.icon("circle-check", 24, k.good.on),
		grow(column(gap4, k.text(words.NothingToday(), styleSection, k.ink()), k.para(words.QuietGround(t), styleBody, k.muted))))))
}

// lastImport says what the newest import changed for this operator.
func (v *todayView) lastImport(s *screen.TodayState) fyne.CanvasObject {
	k := v.w.k
	r := s.Today.Last
	title := k.text(words.LastImportTitle(), styleSection, k.ink())
	if r == nil {
		return k.card(padAll(gap16, column(gap4, title, k.para(words.NoImportYet(), styleBody, k.muted))))
	}
	zone := zoneOf(s.Today.Desk)
	figure := func(n int, word string) fyne.CanvasObject {
		return column(0, k.text(words.Number(n), styleTitle, k.ink()), k.text(word, styleCaption, k.muted))
	}
	arrow := func() fyne.CanvasObject { return k.icon("arrow-right", iconInline, k.muted) }
	parts := []fyne.CanvasObject{
		title, k.cut(words.CameIn(r, zone, s.Today.At), styleCaption, k.muted), space(1, gap8),
		row(gap16, figure(r.Totals.Advisories, words.AdvisoriesRead(r.Totals.Advisories)), arrow(),
			figure(r.Effect.Touching, words.TouchUs(r.Effect.Touching)), arrow(),
			figure(len(r.Effect.NewTasks), words.NewTasks(len(r.Effect.NewTasks))), spring()),
		space(1, gap12),
	}
	line := func(text fyne.CanvasObject, link string, press func()) {
		parts = append(parts, k.rule(), fixed(0, 36, row(gap12, grow(text), k.button(linkButton, "", link, press))))
	}
	for _, c := range words.ImportChanges(r, s.Names, importLineLimit) {
		line(k.cut(c.Text, styleRow, k.ink()), c.Task, v.toTask(c.Task))
	}
	rest := k.paragraph(styleRow, run{text: words.DoNotTouch(r)})
	if out := words.LeftOut(r.Totals); out != "" {
		rest = k.paragraph(styleRow, run{text: words.DoNotTouch(r) + " · "}, run{text: out, c: k.overdue.on})
	}
	rest.maxLines = 1
	line(rest, words.Text("Receipt"), func() { v.w.Go(screen.Route{Screen: screen.NameImports, ID: r.ID}) })
	return k.card(pad(gap12, gap16, gap4, gap16, column(0, parts...)))
}

const importLineLimit = 4

// coverage says what the answers rest on, each number with its whole.
func (v *todayView) coverage(c *domain.Coverage) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{
		row(gap8, k.text(words.Text("Coverage"), styleSection, k.ink()), k.text(words.CoverageNote(), styleCaption, k.muted)), space(1, gap4),
	}
	line := func(label string, n, of int) {
		share := float32(0)
		if of > 0 {
			share = float32(n) / float32(of)
		}
		parts = append(parts, fixed(0, 30, row(gap12,
			grow(k.cut(label, styleRow, k.ink())), fixed(60, 6, k.meter(share, k.primary)),
			fixed(96, 0, k.trailing(words.OutOf(n, of), styleRow, k.ink())))))
	}
	line(words.SoftwareKnown(), c.SoftwareKnown, c.Assets)
	line(words.ExposureAnswered(), c.ExposureAnswered, c.Assets)
	line(words.WithSource(), c.WithSource, c.Components)
	if len(c.NoSource) > 0 {
		parts = append(parts, pad(gap4, 0, gap4, 0, k.para(words.NoSource(c.NoSource), styleCaption, k.unknown.on)))
	}
	return k.card(pad(gap12, gap16, gap8, gap16, column(0, parts...)))
}

// charts are the three pictures: what is open, what came and went, how old it is.
func (v *todayView) charts(s *screen.TodayState) fyne.CanvasObject {
	cards := []fyne.CanvasObject{v.openChart(s)}
	if work := v.workChart(s); work != nil {
		cards = append(cards, work)
	}
	return &fyne.Container{Layout: &cardsLayout{least: 280}, Objects: append(cards, v.w.k.ageChart(s.Today.Ages))}
}
