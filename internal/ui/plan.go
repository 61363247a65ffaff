package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// planView draws the weeks ahead, their windows, and whose time there is.
type planView struct {
	w     *Window
	page  *page
	board *planBoard
	foot  *fyne.Container
	all   *fyne.Container
	frame *fyne.Container
	room  fyne.Size // in which it was drawn
	under int       // parts of the page from the weeks on
	mode  screen.PlanMode
	form  screen.PlanForm
	tasks int    // drawn last
	focus *field // of the form that was just opened

	typed   []string // into the form in sight
	typedIn string
}

func newPlanView(w *Window) *planView {
	v := &planView{w: w, page: newPage(space(1, 1)), board: newPlanBoard(w.k)}
	b := v.board
	b.onChoose = w.plan.Choose
	b.onMove = w.plan.Move
	b.onMoveBy = w.plan.MoveBy
	b.onShift = w.plan.Shift
	b.onOpen = func(id string) { w.Go(screen.Route{Screen: screen.NameTasks, ID: id}) }
	b.menu = func(at fyne.Position) { w.k.menu(v.cardMenu(), at) }
	b.more = v.moreMenu
	v.foot = layers(space(1, 0))
	v.foot.Hide()
	v.all = column(0, grow(v.page), v.foot)
	v.frame = &fyne.Container{Layout: &planLayout{v}, Objects: []fyne.CanvasObject{sheet(w.k.ground, v.all)}}
	return v
}

func (v *planView) content() fyne.CanvasObject { return v.frame }

// planLayout fills its room and has the page made anew when that changes: whether the
// sums stand over the weeks depends on it.
type planLayout struct{ v *planView }

func (*planLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 80) }

func (l *planLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	if l.v.room != size && l.v.w.plan.State().Stage == screen.Ready {
		l.v.show(l.v.w.plan.State())
	}
}

func (v *planView) refresh() { v.w.plan.Refresh() }

// open chooses the card of a task, where it is planned.
func (v *planView) open(task string) {
	if task != "" {
		v.w.plan.Find(task)
	}
}

func (v *planView) first() fyne.Focusable {
	if s := v.w.plan.State(); s.Mode == screen.PlanWeeks && s.Sums.Tasks > 0 {
		return v.board
	}
	return nil
}

func (v *planView) show(s screen.PlanState) {
	if s.Form == (screen.PlanForm{}) {
		v.typedIn = "" // the next form begins empty
	}
	v.board.set(s)
	v.room = v.frame.Size()
	switch {
	case s.Stage == screen.Loading:
		v.page.set(v.w.k.waiting(words.Text("Working out the plan")), true)
	case s.Stage == screen.Failed && len(s.Columns) == 0:
		v.page.set(v.w.k.failed(s.Err, v.w.Refresh), true)
	default:
		parts := append([]fyne.CanvasObject{v.title(&s, false)}, v.notices(&s)...)
		switch s.Mode {
		case screen.PlanWindows:
			parts = append(parts, v.windows(&s)...)
		case screen.PlanPeople:
			parts = append(parts, v.people(&s)...)
		default:
			parts = append(parts, v.weeks(&s)...)
		}
		body := padAll(gap24, column(gap16, parts...))
		if s.Mode == screen.PlanWeeks && s.Sums.Tasks > 0 && v.room.Height > 0 && v.hidden(parts) {
			parts = slices.Insert(parts, len(parts)-v.under, v.sums(&s))
			parts[0] = v.title(&s, true)
			body = pad(gap16, gap24, gap24, gap24, column(gap12, parts...))
		}
		v.page.set(body, v.mode != s.Mode)
	}
	if v.tasks != s.Sums.Tasks {
		v.w.giveKeyboard(screen.NamePlan)
	}
	v.tasks = s.Sums.Tasks
	opened := v.form != s.Form
	v.mode, v.form = s.Mode, s.Form
	v.showFoot(&s)
	if opened && v.focus != nil {
		v.w.win.Canvas().Focus(v.focus)
	}
	v.focus = nil
}

// hidden tells whether the cards under the weeks would begin too low to be read.
func (v *planView) hidden(parts []fyne.CanvasObject) bool {
	const enough = 96 // of a card: its title and a line
	over := column(gap16, parts[:len(parts)-v.under+1]...)
	return gap24+heightFor(over, v.room.Width-2*gap24)+gap16+enough > v.room.Height
}

// title is the head of the screen; what the sums say, where they stand below it, it
// leaves to them.
func (v *planView) title(s *screen.PlanState, summed bool) fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	n := weeksIn(v.board.Size().Width)
	note := words.PlanNote(s.Sums.Tasks, s.Sums.Minutes, s.Sums.Fits, len(s.Sums.Late), len(s.Sums.NoPlace))
	if summed {
		note = words.PlanNote(s.Sums.Tasks, s.Sums.Minutes, 0, 0, len(s.Sums.NoPlace))
	}
	if s.Asking {
		note = words.Text("Working out the plan …")
	}
	acts := []fyne.CanvasObject{
		k.segments([]segment{
			{words.Text("Weeks"), -1, s.Mode == screen.PlanWeeks, func() { p.Show(screen.PlanWeeks) }},
			{words.Text("Windows"), -1, s.Mode == screen.PlanWindows, func() { p.Show(screen.PlanWindows) }},
			{words.Text("People"), -1, s.Mode == screen.PlanPeople, func() { p.Show(screen.PlanPeople) }},
		}),
	}
	if s.Mode == screen.PlanWeeks && s.Sums.Tasks > 0 {
		acts = append(acts,
			k.button(plainButton, "arrow-left", "", func() { p.Shift(-n, n) }).low().saying(words.Text("Earlier weeks  Page Up")).lockedBecause(lockedUnless(s.First > 0, words.Text("These are the first weeks"))),
			k.button(plainButton, "arrow-right", "", func() { p.Shift(n, n) }).low().saying(words.Text("Later weeks  Page Down")).lockedBecause(lockedUnless(s.First+n < len(s.Columns), words.Text("The plan ends here"))))
	}
	acts = append(acts, v.capacityButton(s), v.sheetButton(s), v.againButton(s))
	return apart(row(gap12, k.text(words.Text("Plan"), styleTitle, k.ink()), grow(pad(gap4, 0, 0, 0, k.cut(note, styleBody, k.muted)))), row(gap8, acts...))
}

func (v *planView) capacityButton(s *screen.PlanState) fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	return k.menuButton(plainButton, "sliders-horizontal", words.Text("Capacity…"), func() []menuItem {
		items := []menuItem{{word: words.Text("Say how much time there is…"), press: func() {
			p.Show(screen.PlanPeople)
			p.Open(screen.PlanForm{Field: screen.PlanFieldCapacity})
		}}}
		now := s.Settings.Capacity[""]
		if s.Plan.Assumed {
			now = domain.DefaultCapacity
		}
		for _, more := range []int{-60, 60, 120, 240, 480} {
			if minutes := now + more; minutes > 0 {
				items = append(items, menuItem{word: words.PlanTryItem(minutes), press: func() { p.Try(minutes) }, checked: s.Trial == minutes})
			}
		}
		if s.Trial >= 0 {
			items = append(items, menuItem{word: words.Text("Back to what is set"), press: func() { p.Try(-1) }})
		}
		return items
	}).low()
}

func (v *planView) sheetButton(s *screen.PlanState) fyne.CanvasObject {
	w, k := v.w, v.w.k
	return k.menuButton(plainButton, "printer", words.Text("Run sheet"), func() []menuItem {
		var items []menuItem
		for i := range s.Columns {
			c := &s.Columns[i]
			if len(c.Cards) == 0 || len(items) == 8 {
				continue
			}
			monday := c.Week.Monday
			items = append(items, menuItem{word: words.Text("Run sheet of {planweeknow}…", "planweeknow", words.PlanWeekNow(monday, s.Today)), press: func() {
				w.chooseSave(words.RunSheetName(monday), words.Text("Write"), func(path string) { w.plan.WriteRunSheet(monday, path) })
			}})
		}
		return append(items, menuItem{word: words.Text("Calendar file (.ics)…"), press: func() {
			w.chooseSave("fenceline-plan.ics", words.Text("Write"), w.plan.WriteCalendar)
		}})
	}).low()
}

// againButton has the plan worked out again; where weeks were chosen by hand it
// asks what becomes of them.
func (v *planView) againButton(s *screen.PlanState) fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	if len(s.Sums.Hand) == 0 {
		return k.button(mainButton, "", words.Text("Plan again"), p.Refresh).low().saying(words.Text("Work the plan out anew from what is open now  F5"))
	}
	return k.menuButton(mainButton, "", words.Text("Plan again…"), func() []menuItem {
		return []menuItem{
			{word: words.PlanKeepHand(len(s.Sums.Hand)), press: p.Refresh},
			{word: words.PlanFreeHand(len(s.Sums.Hand)), press: p.Free},
		}
	}).low()
}

func (v *planView) notices(s *screen.PlanState) []fyne.CanvasObject {
	k := v.w.k
	var out []fyne.CanvasObject
	if s.Stage == screen.Failed {
		out = append(out, k.warning("circle-alert", words.ErrorLine(s.Err), k.overdue))
	}
	if s.ActErr != nil && s.ActOn == "" {
		out = append(out, k.warning("circle-alert", words.FieldError(s.ActErr), k.overdue))
	}
	if s.Status.Pending {
		out = append(out, k.warning("loader-circle", words.PendingNotice(), k.days14))
	}
	switch {
	case s.Trial >= 0:
		out = append(out, v.asking("info", words.PlanTrialNotice(s.Trial), words.Text("Back to what is set"), func() { v.w.plan.Try(-1) }))
	case s.Plan.Assumed && s.Sums.Tasks > 0 && s.Mode != screen.PlanPeople:
		out = append(out, v.asking("info", words.PlanAssumedNotice(), words.Text("Say how much time there is…"), func() {
			v.w.plan.Show(screen.PlanPeople)
			v.w.plan.Open(screen.PlanForm{Field: screen.PlanFieldCapacity})
		}))
	}
	return out
}

// asking is a line with one thing to press.
func (v *planView) asking(icon, say, act string, press func()) fyne.CanvasObject {
	k := v.w.k
	return layers(box(k.selected, nil, radiusControl), pad(gap4, gap12, gap4, gap12, fixed(0, 28, row(gap12,
		k.icon(icon, iconControl, k.primary), grow(k.cut(say, styleRow, k.ink())), k.button(linkButton, "", act, press)))))
}

func (v *planView) weeks(s *screen.PlanState) []fyne.CanvasObject {
	k := v.w.k
	if s.Sums.Tasks == 0 {
		return []fyne.CanvasObject{k.card(padAll(gap24, k.emptyState("calendar-days", words.Text("Nothing to plan"), words.NoPlan(&s.Status), nil)))}
	}
	v.under = 2
	parts := []fyne.CanvasObject{v.board, &fyne.Container{Layout: &cardsLayout{least: 300}, Objects: []fyne.CanvasObject{v.fits(s), v.late(s), v.help(s)}}}
	if lines := words.PlanWaitingLines(&s.Plan); len(lines) > 0 {
		var says []fyne.CanvasObject
		for _, line := range lines {
			says = append(says, k.para(line, styleCaption, k.muted))
		}
		parts = append(parts, column(gap4, says...))
		v.under = 3
	}
	return parts
}

// showFoot is the bar of the chosen card.
func (v *planView) showFoot(s *screen.PlanState) {
	k := v.w.k
	card := s.Card()
	on := card != nil && s.Mode == screen.PlanWeeks && s.Stage != screen.Loading
	setVisible(v.foot, on)
	if on {
		back := box(k.surface, nil, 0)
		hand := []fyne.CanvasObject{
			k.button(plainButton, "arrow-left", "", func() { v.w.plan.MoveBy(-1) }).low().saying(words.Text("One week earlier  Ctrl+Left")),
			k.button(plainButton, "arrow-right", "", func() { v.w.plan.MoveBy(1) }).low().saying(words.Text("One week later  Ctrl+Right")),
			k.menuButton(plainButton, "calendar-days", words.Text("Week…"), v.weekMenu).low().saying(words.Text("Move it to a week by hand")),
		}
		if card.Hand {
			hand = append(hand, k.button(plainButton, "", words.Text("Planner chooses"), func() { v.w.plan.Move(card.Task, "") }).low().saying(words.Text("Let the planner choose its week again  Del")))
		}
		acts := append(hand, k.button(plainButton, "", words.Text("Open task"), func() { v.board.onOpen(card.Task) }).low().saying(words.Text("Enter")),
			k.button(quietButton, "x", "", func() { v.w.plan.Choose(screen.CardKey{}) }).low().saying(words.Text("Close")))
		line := words.PlanChosen(cardOf(card), s.Today)
		v.foot.Objects = []fyne.CanvasObject{back, column(0, k.rule(), fixed(0, 47, pad(0, gap16, 0, gap24, row(gap12,
			k.mark(tierMark(card.Tier), markSize, k.tier(card.Tier).on, k.surface),
			grow(column(0, k.cut(line.Text, styleRowBold, k.ink()), k.cut(line.Task, styleCaption, k.muted))), row(gap8, acts...)))))}
	}
	v.all.Refresh()
}

func (v *planView) cardMenu() []menuItem {
	card := v.stateCard()
	if card == nil {
		return nil
	}
	items := []menuItem{{word: words.Text("Open task  Enter"), press: func() { v.board.onOpen(card.Task) }}}
	if card.Hand {
		items = append(items, menuItem{word: words.Text("Let the planner choose its week  Del"), press: func() { v.w.plan.Move(card.Task, "") }})
	}
	return append(items, v.weekMenu()...)
}

func (v *planView) stateCard() *screen.PlanCard {
	s := v.w.plan.State()
	return s.Card()
}

// weekMenu offers the weeks the chosen task can be moved to.
func (v *planView) weekMenu() []menuItem {
	s, card := v.w.plan.State(), v.stateCard()
	if card == nil {
		return nil
	}
	var items []menuItem
	for i := range s.Columns {
		monday := s.Columns[i].Week.Monday
		items = append(items, menuItem{word: words.PlanMoveItem(monday, s.Today, s.Columns[i].Used, s.Columns[i].Capacity), checked: monday == s.Chosen.Week,
			press: func() { v.w.plan.Move(card.Task, monday) }})
	}
	return items
}

// moreMenu lists tasks that are too small to be drawn apart.
func (v *planView) moreMenu(cards []screen.PlanCard, week domain.Day, at fyne.Position) {
	const most = 12
	var items []menuItem
	for i := range cards {
		if i == most {
			break
		}
		c := &cards[i]
		items = append(items, menuItem{word: words.PlanSmallItem(cardOf(c)), press: func() { v.w.plan.Choose(screen.CardKey{Task: c.Task, Week: week}) }})
	}
	v.w.k.menu(items, at)
}
