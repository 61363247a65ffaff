package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// tasksView draws the list of fixes and the one chosen.
type tasksView struct {
	w      *Window
	list   *worklist
	head   *fyne.Container
	empty  *fyne.Container
	under  *fyne.Container // list or empty state
	detail *page
	all    *split
	drawn  *domain.TaskDetail
	drawnT taskDrawn
}

// taskDrawn is what the drawn detail depends on beside the task.
type taskDrawn struct {
	selected string
	tab      screen.TaskTab
	claiming string
	busy     bool
	failed   bool
	missing  bool
}

func newTasksView(w *Window) *tasksView {
	v := &tasksView{w: w, head: row(gap8), detail: newPage(space(1, 1))}
	v.list = w.k.worklist([]listColumn{
		{key: "tier", width: 24},
		{key: "fix", title: "Fix"},
		{key: "assets", title: "Assets", width: 56, right: true, from: 480},
		{key: "clears", title: "Clears", width: 56, right: true, from: 600},
		{key: "due", title: "Due", width: 90},
		{key: "owner", title: "Owner", width: 42, from: 600},
		{key: "state", title: "State", width: 116},
	}, nil)
	v.list.columns[0].key = ""
	v.list.onChoose = func(id string) {
		w.noteChoice(screen.NameTasks, id)
		w.tasks.Select(id)
	}
	v.list.onSort = w.tasks.SortBy
	v.empty = layers(space(1, 1))
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	left := sheet(w.k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), grow(v.under)))
	v.all = w.split(screen.NameTasks, left, sheet(w.k.surface, v.detail), 664, 420)
	return v
}

func (v *tasksView) content() fyne.CanvasObject { return v.all }
func (v *tasksView) first() fyne.Focusable      { return v.list }
func (v *tasksView) refresh()                   { v.w.tasks.Refresh() }

func (v *tasksView) open(id string) {
	if id != "" {
		v.w.tasks.Select(id)
	}
}

func (v *tasksView) show(s screen.TasksState) {
	v.showHead(&s)
	v.list.order(orDefault(s.Sort.Column, "due"), s.Sort.Down)
	v.list.set(v.rows(&s), s.Selected)
	var body fyne.CanvasObject = v.list
	if s.Shown == 0 {
		body = v.none(&s)
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
	}
	v.showDetail(&s)
}

func orDefault(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (v *tasksView) showHead(s *screen.TasksState) {
	k := v.w.k
	v.head.Objects = []fyne.CanvasObject{
		k.text("Tasks", styleSection, k.ink()), space(gap4, 0),
		grow(k.cut(words.TasksNote(s.Open, s.Targets), styleRow, k.muted)),
		k.segments([]segment{
			{"Open", s.Open, s.Show == screen.TasksOpen, func() { v.w.tasks.ShowOnly(screen.TasksOpen) }},
			{"Mine", s.Mine, s.Show == screen.TasksMine, func() { v.w.tasks.ShowOnly(screen.TasksMine) }},
			{"Closed", s.Closed, s.Show == screen.TasksClosed, func() { v.w.tasks.ShowOnly(screen.TasksClosed) }},
		}),
	}
	v.head.Refresh()
}

func (v *tasksView) none(s *screen.TasksState) fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Stage == screen.Loading:
		return k.waiting("Reading tasks")
	case s.Stage == screen.Failed:
		return k.failed(s.Err, v.w.Refresh)
	case s.Show == screen.TasksMine:
		return k.emptyState("user", "Nothing is yours", words.NoneMine(s.Status.Desk.Person), nil)
	case s.Show == screen.TasksClosed:
		return k.emptyState("list-checks", "Nothing closed yet", words.NoneClosed(), nil)
	}
	return k.emptyState("list-checks", "No open task", words.NoTasks(&s.Status), v.w.importButton(mainButton))
}

func (v *tasksView) rows(s *screen.TasksState) []listRow {
	k := v.w.k
	var rows []listRow
	for i := range s.Groups {
		g := &s.Groups[i]
		tier := g.Tier
		rows = append(rows, listRow{height: groupHeight, head: &groupHead{
			mark: tierMark(tier), c: k.tier(tier).on, title: words.TierShort(tier), count: words.TaskCount(g.Count),
			note: words.GroupNote(tier, g.Overdue, g.DueSoon), folded: g.Folded,
			fold: func() { v.w.tasks.Fold(tier) },
		}})
		for j := range g.Tasks {
			rows = append(rows, v.row(&g.Tasks[j], s.Today))
		}
	}
	return rows
}

func (v *tasksView) row(t *domain.TaskView, today domain.Day) listRow {
	k := v.w.k
	due := cell{text: words.DueShort(t.Due, today), dashed: t.Assumed && t.Due != ""}
	switch {
	case t.Overdue:
		due.c, due.bold = k.overdue.on, true
	case t.Due == "":
		due.c = k.muted
	}
	mark, c := k.state(t.State)
	return listRow{key: t.ID, height: rowTask, cells: []cell{
		{mark: tierMark(t.Tier), markC: k.tier(t.Tier).on},
		{text: words.Fix(t.PatchTask)},
		{text: words.Number(t.Total)},
		{text: words.Number(len(t.Vulnerabilities))},
		due,
		{text: words.Initials(t.Owner), c: k.muted},
		{mark: mark, markC: c, text: words.TaskState(t)},
	}}
}

// showDetail draws the chosen task anew where something it shows has changed.
func (v *tasksView) showDetail(s *screen.TasksState) {
	now := taskDrawn{s.Selected, s.Tab, s.Claiming, s.Busy, s.ClaimErr != nil, s.Missing != nil}
	if v.drawn == s.Detail && v.drawnT == now && s.Detail != nil {
		return
	}
	toTop := v.drawnT.selected != now.selected || v.drawnT.tab != now.tab
	v.drawn, v.drawnT = s.Detail, now
	switch {
	case s.Detail != nil:
		v.detail.set(detailPad(v.task(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting("Reading the task"), true)
	default:
		v.detail.set(v.w.k.emptyState("list-checks", "No task chosen", "Choose one in the list to see why it is due and what to do.", nil), true)
	}
}

func (v *tasksView) task(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	dueC := k.tier(t.Tier).on
	if t.Overdue {
		dueC = k.overdue.on
	}
	parts := []fyne.CanvasObject{
		fixed(0, controlLow, row(gap12, grow(k.cut(words.TaskLine(&t.TaskView), styleCaption, k.muted)),
			k.button(quietButton, "copy", "", func() { k.copy(words.TaskText(t)) }).low().saying("Copy this task as text"))),
		rowTop(gap16, grow(k.para(words.Fix(t.PatchTask), titleStyle(words.Fix(t.PatchTask)), k.ink())),
			pad(2, 0, 0, 0, k.text(words.DueHead(t.Due, s.Today), textStyle{16, 24, true}, dueC))),
		space(1, gap8),
		apart(v.badges(t), k.trailing(words.OwnerNote(&t.TaskView), styleCaption, k.muted)),
		space(1, gap12),
		k.tabs([]tab{
			{"Overview", 0, s.Tab == screen.TabOverview, func() { v.w.tasks.OpenTab(screen.TabOverview) }},
			{"Remediation", len(t.Remediations), s.Tab == screen.TabRemediation, func() { v.w.tasks.OpenTab(screen.TabRemediation) }},
			{"History", len(t.History), s.Tab == screen.TabHistory, func() { v.w.tasks.OpenTab(screen.TabHistory) }},
		}),
		space(1, gap16),
	}
	switch s.Tab {
	case screen.TabRemediation:
		parts = append(parts, v.remediations(t))
	case screen.TabHistory:
		parts = append(parts, v.past(t, s))
	default:
		parts = append(parts, v.why(s), space(1, gap24))
		if t.Tier == domain.TierForensic || t.Why.ForensicSuggested {
			parts = append(parts, v.triage(t), space(1, gap24))
		}
		parts = append(parts, v.targets(s), space(1, gap24), v.clears(t))
	}
	return column(0, parts...)
}

func (v *tasksView) badges(t *domain.TaskDetail) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{k.tierChip(t.Tier, words.TierShort(t.Tier))}
	if t.KEV {
		parts = append(parts, k.kev())
	}
	if t.Score > 0 {
		parts = append(parts, k.cvss(t.Score))
	}
	parts = append(parts, k.stateWord(t.State, words.State(t.State)))
	return wrapping(gap8, gap8, parts...)
}

// targets lists the assets of the task with state, date and evidence.
func (v *tasksView) targets(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	shares := []float32{0.22, 0.23, 0.18, 0.37}
	parts := []fyne.CanvasObject{
		k.heading("Targets", words.TargetsNote(t)), space(1, gap4),
		fixed(0, 26, k.cells(shares, k.muted, styleCaption, "Asset", "State", "Due", "Seen")),
	}
	for i := range t.Targets {
		target := &t.Targets[i]
		parts = append(parts, k.rule(), v.target(target, shares, s))
		if s.Claiming == target.Asset && s.Claiming != "" {
			parts = append(parts, v.claim(s, target))
		}
	}
	return column(0, parts...)
}

func (v *tasksView) target(target *domain.TargetView, shares []float32, s *screen.TasksState) fyne.CanvasObject {
	k := v.w.k
	mark, c := k.state(target.State)
	dueC := color.Color(nil)
	due := words.TargetDue(target, s.Today)
	if target.Overdue {
		dueC = k.overdue.on
	}
	if dueC == nil {
		dueC = k.ink()
	}
	var act fyne.CanvasObject = space(1, 1)
	if canClaim(target.State) && s.Claiming != target.Asset {
		act = k.button(linkButton, "", "Claim…", func() { v.w.tasks.StartClaim(target.Asset) })
	}
	return fixed(0, rowInner, k.grid(shares,
		k.cut(target.AssetName, styleRowBold, k.ink()),
		row(6, k.icon(mark, markSize, c), grow(k.cut(words.State(target.State), styleRow, k.ink()))),
		k.cut(due, styleRow, dueC),
		row(gap8, grow(k.cut(words.TargetSeen(target), styleRow, k.ink())), act)))
}

// canClaim reports whether a person may say that the target is done.
func canClaim(s domain.State) bool {
	switch s {
	case domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateReopened, domain.StateBlocked, domain.StateRestart:
		return true
	}
	return false
}

// claim is the line under a target where a person says it is done.
func (v *tasksView) claim(s *screen.TasksState, target *domain.TargetView) fyne.CanvasObject {
	k := v.w.k
	note := k.field("What was done, when, change number …")
	send := func() { v.w.tasks.Claim(note.Text) }
	note.OnSubmitted = func(string) { send() }
	note.onEscape = func() { v.w.tasks.StartClaim("") }
	press := k.button(mainButton, "", "Claim as done", send)
	if s.Busy {
		press.lockedBecause("Being stored")
	}
	parts := []fyne.CanvasObject{
		k.para(words.ClaimGround(target.AssetName), styleCaption, k.muted),
		row(gap8, grow(fixed(0, controlHeight, note.boxed("", k.edge, nil))), press, k.button(plainButton, "", "Cancel", func() { v.w.tasks.StartClaim("") })),
	}
	if s.ClaimErr != nil {
		parts = append(parts, k.para(words.ErrorLine(s.ClaimErr), styleCaption, k.overdue.on))
	}
	return pad(gap4, 0, gap12, 0, layers(box(k.palette.ground, k.line, radiusControl), padAll(gap12, column(gap8, parts...))))
}

// clears lists what the fix clears, ids as text.
func (v *tasksView) clears(t *domain.TaskDetail) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{}
	for _, id := range t.Vulnerabilities {
		parts = append(parts, k.badge("", id, k.ink(), false))
	}
	return column(gap8, k.heading("Clears", words.ClearsNote(len(t.Vulnerabilities))), wrapping(gap8, gap8, parts...))
}

// remediations are the publishers' words; links are text and never opened.
func (v *tasksView) remediations(t *domain.TaskDetail) fyne.CanvasObject {
	k := v.w.k
	if len(t.Remediations) == 0 {
		return k.para(words.NoRemediation(), styleBody, k.muted)
	}
	var parts []fyne.CanvasObject
	for i := range t.Remediations {
		r := &t.Remediations[i]
		if i > 0 {
			parts = append(parts, pad(gap12, 0, gap12, 0, k.rule()))
		}
		parts = append(parts,
			k.text(words.Remedy(r.Category), styleStrong, k.ink()),
			k.cut(words.RemediationFrom(r), styleCaption, k.muted), space(1, gap4))
		if r.Details != "" {
			parts = append(parts, k.para(r.Details, styleBody, k.ink()))
		}
		if say := words.RestartNeeded(r.Restart); say != "" {
			parts = append(parts, k.para(say, styleBody, k.ink()))
		}
		if r.URL != "" {
			parts = append(parts, space(1, gap4), row(gap8, grow(k.para(words.LinkAsText(r.URL), styleCaption, k.muted)),
				k.button(quietButton, "copy", "", func() { k.copy(r.URL) }).low().saying("Copy the link")))
		}
	}
	return column(0, parts...)
}

// past is the task's part of the event log, newest first.
func (v *tasksView) past(t *domain.TaskDetail, s *screen.TasksState) fyne.CanvasObject {
	k := v.w.k
	if len(t.History) == 0 {
		return k.para(words.NoHistory(), styleBody, k.muted)
	}
	zone := zoneOf(s.Status.Desk)
	var parts []fyne.CanvasObject
	for i := len(t.History) - 1; i >= 0; i-- {
		e := &t.History[i]
		sub := words.EventBy(e, zone)
		line := []fyne.CanvasObject{k.para(words.Event(*e), styleRow, k.ink()), k.cut(sub, styleCaption, k.muted)}
		parts = append(parts, pad(gap8, 0, gap8, 0, column(0, line...)), k.rule())
	}
	return column(0, parts...)
}
