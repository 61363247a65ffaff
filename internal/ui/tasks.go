package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// tasksView draws the list of fixes and the one chosen.
type tasksView struct {
	w        *Window
	list     *worklist
	register *worklist // of exceptions
	head     *fyne.Container
	empty    *fyne.Container
	under    *fyne.Container // list or empty state
	foot     *fyne.Container // the bar of marked tasks
	sieve    *fyne.Container // what the filter hides
	here     place           // where the form in sight was begun
	left     *fyne.Container
	detail   *page
	all      *split
	drawn    taskDrawn
	kept     []listRow // of the list
	arranged int       // the order they are in
	today    domain.Day
	focus    fyne.Focusable // the first field of a form that was just opened
}

func newTasksView(w *Window) *tasksView {
	v := &tasksView{w: w, head: row(gap8), detail: newPage(space(1, 1))}
	v.list = w.k.worklist([]listColumn{
		{key: "tier", width: 24},
		{key: "fix", title: words.Text("Fix")},
		{key: "assets", title: words.Text("Assets"), width: 44, right: true, from: 480},
		{key: "clears", title: words.Text("Clears"), width: 44, right: true, from: 560},
		{key: "due", title: words.Text("Due"), width: 90},
		{key: "owner", title: words.Sense("column", "Owner"), width: 40, from: 560},
		{key: "state", title: words.Text("State"), width: 114},
	}, nil)
	v.list.columns[0].key = ""
	v.list.onChoose = func(id string) {
		w.noteChoice(screen.NameTasks, id)
		w.tasks.Select(id)
	}
	v.list.onSort = w.tasks.SortBy
	v.list.onMark = func(id string, to bool) {
		if to {
			w.tasks.MarkTo(id)
		} else {
			w.tasks.Mark(id)
		}
	}
	v.list.onMarks = func(all bool) {
		if all {
			w.tasks.MarkAll()
		} else {
			w.tasks.Unmark()
		}
	}
	v.list.menuOf = v.rowMenu
	w.keepsColumns("tasks", v.list)
	v.list.cellsOf = func(data any) []cell { return v.cells(data.(*domain.TaskView)) }
	v.register = w.k.worklist([]listColumn{
		{key: "", width: 24},
		{key: "", title: words.Text("Fix")},
		{key: "", title: words.Text("Asset"), width: 132, from: 480},
		{key: "", title: words.Text("Until"), width: 92},
		{key: "", title: words.Text("Approved by"), width: 88, from: 640},
		{key: "", title: words.Text("Review"), width: 96, from: 420},
	}, nil)
	v.register.onChoose = w.tasks.OpenException
	w.keepsColumns("exceptions", v.register)
	v.empty = layers(space(1, 1))
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	v.foot = layers(space(1, 0))
	v.foot.Hide()
	v.sieve = layers(space(1, 0))
	v.sieve.Hide()
	v.left = column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), v.sieve, grow(v.under), v.foot)
	v.all = w.split(screen.NameTasks, sheet(w.k.surface, v.left), sheet(w.k.surface, v.detail), 664, 420)
	return v
}

func (v *tasksView) content() fyne.CanvasObject { return v.all }

func (v *tasksView) first() fyne.Focusable {
	if v.w.tasks.State().Show == screen.TasksExceptions {
		return firstOf(v.under, v.register)
	}
	return firstOf(v.under, v.list)
}

func (v *tasksView) refresh() { v.w.tasks.Refresh() }

func (v *tasksView) open(id string) {
	if id != "" {
		v.w.tasks.Select(id)
	}
}

func (v *tasksView) show(s screen.TasksState) {
	v.showHead(&s)
	v.list.order(orDefault(s.Sort.Column, "due"), s.Sort.Down)
	v.list.marked = map[string]bool{}
	for _, id := range s.Marked {
		v.list.marked[id] = true
	}
	var body fyne.CanvasObject = v.list
	switch {
	case s.Show == screen.TasksExceptions && s.Stage == screen.Ready:
		rows := v.registerRows(&s)
		v.register.set(rows, s.Chosen)
		body = v.register
		if len(rows) == 0 {
			body = v.noneExcepted()
		}
	case s.Shown == 0:
		body = v.none(&s)
	default:
		if s.Arranged != v.arranged || s.Today != v.today { // else the same rows, with another chosen
			v.today = s.Today
			v.kept, v.arranged = v.rows(&s), s.Arranged
		}
		v.list.set(v.kept, s.Selected)
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
		v.w.giveKeyboard(screen.NameTasks)
	}
	v.showSieve(&s)
	v.showFoot(&s)
	v.showDetail(&s)
	if v.focus != nil {
		v.w.win.Canvas().Focus(v.focus)
		v.focus = nil
	}
}

func orDefault(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (v *tasksView) showHead(s *screen.TasksState) {
	k := v.w.k
	filter := v.filterButton(s)
	if s.Show == screen.TasksExceptions {
		filter = space(1, 1)
	}
	// Until the desk was read nothing is known, which is not the same as nothing being there.
	known := s.Stage == screen.Ready || s.Open+s.Closed > 0
	targets := words.TargetCount(s.Targets)
	if w := v.head.Size().Width; !known || w > 0 && w < headWhole { // less than the whole says nothing
		targets = ""
	}
	count := func(n int) int {
		if !known {
			return -1
		}
		return n
	}
	v.head.Objects = []fyne.CanvasObject{
		k.text(words.Text("Tasks"), styleSection, k.ink()), space(gap4, 0),
		grow(k.cut(targets, styleRow, k.muted)),
		k.segments([]segment{
			{words.Sense("tasks", "Open"), count(s.Open), s.Show == screen.TasksOpen, func() { v.w.tasks.ShowOnly(screen.TasksOpen) }},
			{words.Text("Mine"), count(s.Mine), s.Show == screen.TasksMine, func() { v.w.tasks.ShowOnly(screen.TasksMine) }},
			{words.Text("Exceptions"), count(s.Register.Standing()), s.Show == screen.TasksExceptions, func() { v.w.tasks.ShowOnly(screen.TasksExceptions) }},
			{words.Sense("tasks", "Closed"), count(s.Closed), s.Show == screen.TasksClosed, func() { v.w.tasks.ShowOnly(screen.TasksClosed) }},
		}),
		filter,
		k.menuButton(plainButton, "ellipsis", "", func() []menuItem { return v.headMenu(s) }).low().saying(words.Text("More")),
	}
	v.head.Refresh()
}

func (v *tasksView) none(s *screen.TasksState) fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Stage == screen.Loading:
		return k.waiting(words.Text("Reading tasks"))
	case s.Stage == screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	case s.Filter.Count() > 0:
		return k.emptyState("funnel", words.Text("None of these"), words.NoneLetThrough(), k.button(plainButton, "", words.Text("Show all"), func() { v.w.tasks.Narrow(screen.TaskFilter{}) }))
	case s.Show == screen.TasksMine:
		return k.emptyState("user", words.Text("Nothing is yours"), words.NoneMine(s.Status.Desk.Person), nil)
	case s.Show == screen.TasksClosed:
		return k.emptyState("list-checks", words.Text("Nothing closed yet"), words.NoneClosed(), nil)
	}
	return k.emptyState("list-checks", words.Text("No open task"), words.NoTasks(&s.Status), v.w.importButton(mainButton))
}

func (v *tasksView) rows(s *screen.TasksState) []listRow {
	k := v.w.k
	rows := make([]listRow, 0, s.Shown+len(s.Groups))
	for i := range s.Groups {
		g := &s.Groups[i]
		tier := g.Tier
		rows = append(rows, listRow{height: groupHeight, head: &groupHead{
			mark: tierMark(tier), c: k.tier(tier).on, title: words.TierHead(tier), count: words.TaskCount(g.Count),
			note: words.GroupNote(tier, g.Overdue, g.DueSoon), folded: g.Folded,
			fold: func() { v.w.tasks.Fold(tier) },
		}})
		for _, t := range g.Tasks {
			rows = append(rows, listRow{key: t.ID, height: rowTask, data: t})
		}
	}
	return rows
}

// fixName is the fix in the list; in a narrow one without its verb, which most rows share.
func (v *tasksView) fixName(t *domain.TaskView) string {
	if w := v.list.Size().Width; w > 0 && w < fixWhole {
		return words.PlanFix(words.Fix(t.PatchTask))
	}
	return words.Fix(t.PatchTask)
}

const (
	fixWhole  float32 = 640
	headWhole float32 = 500 // of the list's head, under which its count gives way
)

func (v *tasksView) cells(t *domain.TaskView) []cell {
	k := v.w.k
	due := cell{text: words.DueShort(t.Due, v.today), dashed: t.Assumed && t.Due != ""}
	switch {
	case t.Overdue:
		due.c, due.bold = k.overdue.on, true
	case t.Due == "":
		due.c = k.muted
	}
	mark, c := k.state(t.State)
	return []cell{
		{mark: tierMark(t.Tier), markC: k.tier(t.Tier).on},
		{text: v.fixName(t), whole: words.Fix(t.PatchTask)},
		{text: words.Number(t.Total)},
		{text: words.Number(len(t.Vulnerabilities))},
		due,
		{text: words.Initials(t.Owner), c: k.muted},
		{mark: mark, markC: c, text: words.TaskState(t, v.today)},
	}
}
