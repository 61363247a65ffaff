package ui

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

func (g *Gallery) exhibitColumns() []listColumn {
	return []listColumn{
		{width: 24}, {key: "fix", title: words.Text("Fix")}, {key: "note", title: words.Text("State of the row"), width: 190, from: 560},
		{key: "due", title: words.Text("Due"), width: 100}, {key: "state", title: words.Text("State"), width: 116, from: 480},
	}
}

// exhibitCells is one task as a row.
func (g *Gallery) exhibitCells(t *domain.TaskView, note string) []cell {
	k := g.w.k
	today := domain.DayOf(g.w.deps.Now(), g.w.deps.Now().Location())
	due := cell{text: words.DueShort(t.Due, today), dashed: t.Assumed}
	if t.Overdue {
		due.c, due.bold = k.overdue.on, true
	}
	mark, c := k.state(t.State)
	return []cell{{mark: tierMark(t.Tier), markC: k.tier(t.Tier).on}, {text: words.Fix(t.PatchTask)}, {text: note, c: k.muted}, due, {mark: mark, markC: c, text: words.TaskState(t, today)}}
}

// posedRow is a list of one row in a state.
func (g *Gallery) posedRow(note string, t domain.TaskView, header bool, pose func(l *worklist)) fyne.CanvasObject {
	k := g.w.k
	l := k.worklist(g.exhibitColumns(), nil)
	high := rowTask
	if header {
		high += columnHeight
		l.order("due", false)
	} else {
		l.header, l.box.Objects = nil, []fyne.CanvasObject{l.scroll}
	}
	l.set([]listRow{{key: t.ID, height: rowTask, cells: g.exhibitCells(&t, note)}}, "")
	l.Resize(fyne.NewSize(600, high))
	if pose != nil {
		pose(l)
		l.place()
	}
	return fixed(0, high, l)
}

// lists shows the rows of a work list in each state, and a list to try.
func (g *Gallery) lists() []fyne.CanvasObject {
	task := func(name, version string) domain.TaskView {
		return exhibitTask("T-1", name, version, domain.Tier14Days, "2026-11-27", 14, domain.StateOpen)
	}
	chosen := func(l *worklist) { l.chosen = "T-1" }
	keyed := func(l *worklist) { l.chosen, l.focused, l.keyed = "T-1", true, true }
	over := task("PuTTY", "0.84")
	over.Due, over.Overdue, over.State = "2026-11-23", true, domain.StateBlocked
	assumed := task("OpenSSL", "3.0.19")
	assumed.Assumed, assumed.State = true, domain.StatePlanned
	states := column(0,
		g.posedRow(words.Text("At rest"), task(exhibitBrowser, "128.14"), true, nil),
		g.posedRow(words.Text("Pointer over it"), task("OpenSSL", "3.0.19"), false, func(l *worklist) { l.pool[0].hover(true) }),
		g.posedRow(words.Text("Chosen"), task("7-Zip", "26.01"), false, chosen),
		g.posedRow(words.Text("Chosen, focus"), task("PuTTY", "0.84"), false, keyed),
		g.posedRow(words.Text("Can be selected"), task("PostgreSQL", "16.11"), false, func(l *worklist) { l.marked = map[string]bool{"T-2": true} }),
		g.posedRow(words.Text("Selected with others"), task("PostgreSQL", "16.11"), false, func(l *worklist) { l.marked = map[string]bool{"T-1": true} }),
		g.posedRow(words.Text("Selected with others, focus"), task(exhibitReader, "26.002"), false, func(l *worklist) {
			keyed(l)
			l.marked = map[string]bool{"T-1": true}
		}),
		g.posedRow(words.Text("Overdue"), over, false, nil),
		g.posedRow(words.Text("Assumed date"), assumed, false, nil),
		g.posedRow(words.Text("Long text"), task(exhibitLong, "3.8.1"), false, nil))
	return []fyne.CanvasObject{g.bare(words.Text("Rows"), states), g.bare(words.Text("A list to try: sort, select, columns, menu, keys"), fixed(0, 300, g.liveList()))}
}

// liveList is a whole work list that can be sorted, marked and walked.
func (g *Gallery) liveList() *worklist {
	k := g.w.k
	names := []string{"OpenSSL", "PostgreSQL", "7-Zip", "PuTTY", "zlib", "curl"}
	tiers := domain.Tiers()
	var tasks []domain.TaskView
	for i := range 60 {
		t := exhibitTask("T-"+strconv.Itoa(100+i), names[i%len(names)], strconv.Itoa(1+i%7)+"."+strconv.Itoa(i), tiers[i%len(tiers)], domain.Day("2026-11-25").Add(i/2), i, domain.StateOpen)
		tasks = append(tasks, t)
	}
	l := k.worklist(g.exhibitColumns(), nil)
	l.marked = map[string]bool{}
	folded, sorted, down := false, "due", false
	var draw func()
	draw = func() {
		slices.SortStableFunc(tasks, func(a, b domain.TaskView) int {
			n := cmp.Compare(a.Due, b.Due)
			if sorted == "fix" {
				n = cmp.Compare(a.Name, b.Name)
			}
			if down {
				n = -n
			}
			return n
		})
		rows := []listRow{{height: groupHeight, head: &groupHead{mark: "tier-14", c: k.days14.on, title: words.Text("A group"), count: words.TaskCount(len(tasks)), folded: folded,
			fold: func() { folded = !folded; draw() }}}}
		for i := range tasks {
			if !folded {
				rows = append(rows, listRow{key: tasks[i].ID, height: rowTask, cells: g.exhibitCells(&tasks[i], tasks[i].ID)})
			}
		}
		l.order(sorted, down)
		l.set(rows, l.chosen)
	}
	l.onSort = func(column string) {
		sorted, down = column, column == sorted && !down
		draw()
	}
	l.onMark = func(key string, _ bool) {
		if l.marked[key] {
			delete(l.marked, key)
		} else {
			l.marked[key] = true
		}
		l.place()
	}
	l.onMarks = func(all bool) {
		l.marked = map[string]bool{}
		for i := range tasks {
			if all {
				l.marked[tasks[i].ID] = true
			}
		}
		l.place()
	}
	l.menuOf = func(string) []menuItem { return g.menuLines() }
	g.w.keepsColumns("gallery", l)
	draw()
	return l
}

// empty shows what stands where nothing can be shown.
func (g *Gallery) empty() []fyne.CanvasObject {
	k := g.w.k
	high := func(o fyne.CanvasObject) fyne.CanvasObject { return k.card(fixed(0, 290, o)) }
	return []fyne.CanvasObject{&fyne.Container{Layout: &cardsLayout{least: 320}, Objects: []fyne.CanvasObject{
		high(k.emptyState("inbox", words.Text("No advisories yet"), words.NoAdvisories(), k.button(mainButton, "download", words.Text("Import…"), nothing))),
		high(k.emptyState("search", words.Text("Nothing found"), words.NoneLetThrough(), k.button(plainButton, "", words.Text("Show all"), nothing))),
		high(k.emptyState("list-checks", words.Text("No task chosen"), words.Text("Choose one in the list to see why it is due and what to do."), nil)),
		high(k.waiting(words.Text("Reading tasks"))),
		high(k.failed(&domain.Error{Kind: domain.Storage, Op: "read", Subject: exhibitDevice, Code: "file_unreadable", Err: context.DeadlineExceeded}, nothing)),
	}}}
}

// detail shows one task whole, as its screen does.
func (g *Gallery) detail() []fyne.CanvasObject {
	v := newTasksView(g.w)
	v.detail.Resize(fyne.NewSize(640, 600))
	s := exhibitDetail(g.w.deps.Now())
	sheetless := *s
	sheetless.Sheet = nil
	return []fyne.CanvasObject{g.w.k.card(detailPad(v.task(&sheetless)))}
}

// steps shows forensic steps with their clocks, a waived one too, and a timeline.
func (g *Gallery) steps() []fyne.CanvasObject {
	v := newTasksView(g.w)
	s := exhibitDetail(g.w.deps.Now())
	bare := *s
	bare.Sheet = nil
	return []fyne.CanvasObject{
		g.panel(words.Text("Clocks run, one step done, one late"), v.triage(s)),
		g.panel(words.Text("Before the clocks were read"), v.triage(&bare)),
		g.panel(words.Text("Timeline"), v.past(s.Detail, s)),
	}
}

// difference shows what two revisions say differently, beside each other.
func (g *Gallery) difference() []fyne.CanvasObject {
	v := &advisoriesView{w: g.w}
	d := exhibitDifference()
	same := &domain.Difference{Older: d.Older, Newer: d.Newer}
	return []fyne.CanvasObject{
		g.panel(words.Text("Changed, new and gone"), v.changes(d, false)...),
		g.panel(words.Text("With every place"), v.changes(d, true)...),
		g.panel(words.Text("In a narrow room"), row(0, fixed(300, 0, column(gap8, v.changes(d, true)...)), spring())),
		g.panel(words.Text("The same"), v.changes(same, false)...),
		g.panel(words.Text("Two days beside each other"), g.w.k.sideBySide(words.Text("Component"), words.DayPlain("2026-11-17"), words.DayPlain("2026-11-24"),
			[]sideRow{{"7-Zip", "23.01", "24.09"}, {"OpenSSL", "", "3.0.19"}, {"PuTTY", "0.83", ""}, {exhibitLong, "1.0", "1.0.1"}})),
	}
}

// document shows a publisher's document as its screen does; markup in it is text.
func (g *Gallery) document() []fyne.CanvasObject {
	v := newAdvisoriesView(g.w)
	s := exhibitAdvisory(g.w.deps.Now())
	v.actions = actionsOf(s)
	withdrawn := *s
	gone := *s.Detail
	gone.Withdrawn, gone.Title = g.w.deps.Now(), exhibitLong
	withdrawn.Detail, withdrawn.Mark = &gone, domain.AdvisoryMark{}
	return []fyne.CanvasObject{g.w.k.card(detailPad(v.document(s))), g.bare(words.Text("Withdrawn, with a long title"), detailPad(v.document(&withdrawn)))}
}
