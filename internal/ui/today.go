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
	w      *Window
	page   *page
	mains  int             // main buttons made so far: one per view
	whole  map[string]bool // sections that are shown whole
	beside int             // which picture stands beside, where there is no room for them below
	room   fyne.Size       // of the page, as it was drawn
	frame  *fyne.Container
}

func newTodayView(w *Window) *todayView {
	v := &todayView{w: w, page: newPage(space(1, 1)), whole: map[string]bool{}}
	v.frame = &fyne.Container{Layout: &todayLayout{v}, Objects: []fyne.CanvasObject{sheet(w.k.ground, v.page)}}
	return v
}

func (v *todayView) content() fyne.CanvasObject { return v.frame }
func (v *todayView) refresh()                   { v.w.today.Refresh() }
func (v *todayView) open(string)                {}

func (v *todayView) first() fyne.Focusable { return nil }

func (v *todayView) show(s screen.TodayState) {
	v.mains, v.room = 0, v.frame.Size()
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
	if s.ActErr != nil {
		parts = append(parts, v.w.k.warning("circle-alert", words.ErrorLine(s.ActErr), v.w.k.overdue))
	}
	if s.Err != nil {
		parts = append(parts, v.w.k.warning("circle-alert", words.ErrorLine(s.Err), v.w.k.overdue))
	}
	if t.Pending {
		parts = append(parts, v.w.k.warning("loader-circle", words.PendingNotice(), v.w.k.days14))
	}
	return column(gap16, append(parts, v.body(s)...)...)
}

func (v *todayView) title(s *screen.TodayState) fyne.CanvasObject {
	k, t := v.w.k, &s.Today
	clocks := len(t.Forensic)
	if len(s.Clocks) > 0 {
		clocks = len(v.clocks(s))
	}
	return rowTop(gap12,
		grow(column(0, k.text(words.DayLong(t.Day), styleTitle, k.ink()), k.cut(words.TodaySummaryOf(t, clocks), styleBody, k.muted))),
		pad(gap8, 0, 0, 0, row(gap8, v.w.importButton(plainButton), v.printButton(s))))
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
	about      string    // the fix, where several may share a title
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
		hidden := 0
		if most := dutyLimit; len(duties) > most+1 && !v.whole[title] {
			hidden, duties = len(duties)-most, duties[:most]
		}
		if len(parts) > 0 {
			parts = append(parts, v.w.k.rule())
		}
		parts = append(parts, v.section(title, count, hidden, len(parts) == 0))
		for _, d := range duties {
			parts = append(parts, v.w.k.rule(), v.duty(d))
		}
	}
	clocks := v.clocks(s)
	section(words.SectionForensic(), len(clocks), clocks)
	section(words.SectionOverdue(), len(t.Overdue), v.due(t, t.Overdue))
	section(words.SectionSoon(), len(t.ThisWeek), v.due(t, t.ThisWeek))
	section(words.SectionReviews(), len(t.Reviews), v.reviews(t))
	section(words.SectionQuestions(), len(t.Questions)+t.CannotTell+t.NameOnly, v.questions(t))
	return v.w.k.card(column(0, append(parts, space(1, gap4))...))
}

const (
	dutyLimit     = 5  // rows of a section, until it is shown whole
	dutyMost      = 60 // rows of a section shown whole; the rest is under Tasks
	questionLimit = 3
)

func (v *todayView) section(title string, count, hidden int, first bool) fyne.CanvasObject {
	k := v.w.k
	back := canvas.NewRectangle(k.ground)
	inset := hairline
	if first {
		back.TopLeftCornerRadius, back.TopRightCornerRadius = radiusCard-1, radiusCard-1
	}
	parts := []fyne.CanvasObject{k.text(title, styleSmall, k.ink()), spring()}
	switch {
	case hidden > 0:
		parts = append(parts, k.button(linkButton, "", words.ShowTheOthers(hidden), func() { v.unfold(title, true) }))
	case v.whole[title]:
		parts = append(parts, k.button(linkButton, "", words.Text("Show fewer"), func() { v.unfold(title, false) }))
	}
	line := pad(0, gap16, 0, gap16, row(gap12, append(parts, k.text(words.Number(count), styleCaption, k.muted))...))
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
		space(gap12, 0), fixed(whenRoom(&d), 0, column(0, when...)), space(gap12, 0),
		fixed(96, controlLow, row(0, spring(), press)))))
}

// whenRoom is what a date and its note need, so that the words before them get the rest.
func whenRoom(d *duty) float32 {
	return max(72, widthOf(d.when, styleStrong), widthOf(d.whenNote, styleCaption)) + 2
}

// unfold shows a section whole, or its first rows alone.
func (v *todayView) unfold(title string, whole bool) {
	v.whole[title] = whole
	v.show(v.w.today.State())
}

func (v *todayView) toTask(id string) func() {
	return func() { v.w.Go(screen.Route{Screen: screen.NameTasks, ID: id}) }
}

func (v *todayView) due(t *domain.Today, tasks []domain.TaskView) []duty {
	var out []duty
	for i := range tasks {
		if i == dutyMost {
			out = append(out, duty{
				mark: "list-checks", c: v.w.k.muted, title: words.MoreTasks(len(tasks) - i), sub: words.MoreTasksSub(),
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
