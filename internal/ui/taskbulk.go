package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// begin starts an act on tasks, or on one target of them.
func (v *tasksView) begin(act screen.TaskAct, tasks []string, asset string) func() {
	return v.beginAt(placeHead, act, tasks, asset)
}

// place is where in the detail a form stands: where its button was.
type place int

const (
	placeHead place = iota
	placeNotes
	placeFiles
	placeWork
)

// beginAt begins an act whose form stands where its button was.
func (v *tasksView) beginAt(at place, act screen.TaskAct, tasks []string, asset string) func() {
	return func() {
		v.here = at
		v.w.tasks.Begin(act, tasks, asset, "")
	}
}

// formAt is the form, where it was begun in this place.
func (v *tasksView) formAt(at place, s *screen.TasksState) []fyne.CanvasObject {
	if s.Form == nil || s.Form.Asset != "" || s.Form.Step != "" || v.placed(s) != at {
		return nil
	}
	return []fyne.CanvasObject{v.form(s), space(1, gap12)}
}

// placed is where the form stands: at the head where its own place is not in sight.
func (v *tasksView) placed(s *screen.TasksState) place {
	if want, ok := map[place]screen.TaskTab{placeNotes: screen.TabNotes, placeFiles: screen.TabNotes, placeWork: screen.TabOverview}[v.here]; ok && s.Tab == want {
		return v.here
	}
	return placeHead
}

func (v *tasksView) item(act screen.TaskAct, tasks []string, asset string) menuItem {
	return menuItem{word: words.ActName(string(act)), press: v.begin(act, tasks, asset)}
}

// keeping are the acts that change what people keep of tasks.
var keeping = []screen.TaskAct{screen.ActAssign, screen.ActNote, screen.ActDetails, screen.ActAttach}

// rowMenu is the menu of a row: of all marked tasks where it is marked.
func (v *tasksView) rowMenu(id string) []menuItem {
	s := v.w.tasks.State()
	tasks := []string{id}
	if v.list.marked[id] {
		tasks = s.Marked
	}
	var items []menuItem
	for _, act := range screen.Steps(statesShown(&s, tasks)) {
		items = append(items, v.item(act, tasks, ""))
	}
	for _, act := range keeping {
		items = append(items, v.item(act, tasks, ""))
	}
	if d := s.Detail; d != nil && len(tasks) == 1 && d.ID == id {
		for _, act := range v.further(d) {
			items = append(items, v.item(act, tasks, ""))
		}
	} else {
		items = append(items, v.item(screen.ActAsk, tasks, ""), v.item(screen.ActApprove, tasks, ""))
	}
	mark := words.Text("Select  Space")
	if v.list.marked[id] {
		mark = words.Text("Unselect  Space")
	}
	return append(items, menuItem{word: mark, press: func() { v.w.tasks.Mark(id) }})
}

// statesShown are the states tasks have in the list. A task's targets may differ from
// it: where some are done, others may be open.
func statesShown(s *screen.TasksState, ids []string) []domain.State {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	var out []domain.State
	for i := range s.Groups {
		for j := range s.Groups[i].Tasks {
			if t := s.Groups[i].Tasks[j]; wanted[t.ID] {
				out = append(out, t.State)
				if t.State != domain.StateException && !t.State.Done() {
					out = append(out, domain.StateOpen)
				}
			}
		}
	}
	return out
}

// showFoot is the bar of the marked tasks.
func (v *tasksView) showFoot(s *screen.TasksState) {
	k, n := v.w.k, len(s.Marked)
	was := v.foot.Visible()
	setVisible(v.foot, n > 0)
	if n > 0 {
		marked := s.Marked
		more := k.menuButton(plainButton, "", words.Text("More…"), func() []menuItem {
			var items []menuItem
			for _, act := range screen.Steps(statesShown(s, marked)) {
				items = append(items, v.item(act, marked, ""))
			}
			return append(items, v.item(screen.ActNote, marked, ""), v.item(screen.ActDetails, marked, ""), v.item(screen.ActAttach, marked, ""), v.item(screen.ActAsk, marked, ""), v.item(screen.ActApprove, marked, ""),
				menuItem{word: words.Text("Copy as text"), press: func() { k.copy(v.markedText()) }})
		}).low()
		v.foot.Objects = []fyne.CanvasObject{column(0, k.rule(), fixed(0, 47, pad(0, gap16, 0, gap16, row(gap8,
			grow(k.cut(words.TasksSelected(n), styleRowBold, k.ink())),
			k.button(plainButton, "", words.Text("Set owner…"), v.begin(screen.ActAssign, marked, "")).low(),
			k.button(plainButton, "", words.Text("Plan…"), v.begin(screen.ActPlan, marked, "")).low(), more,
			k.button(quietButton, "x", "", v.w.tasks.Unmark).low().saying(words.Text("Select none  Esc"))))))}
		v.foot.Refresh()
	}
	if was != v.foot.Visible() {
		v.left.Refresh()
		v.left.Layout.Layout(v.left.Objects, v.left.Size())
	}
}

// showSieve says which tasks the filter lets through, and of how many.
func (v *tasksView) showSieve(s *screen.TasksState) {
	k := v.w.k
	was, on := v.sieve.Visible(), s.Filter.Count() > 0 && s.Show != screen.TasksExceptions && s.Stage == screen.Ready
	setVisible(v.sieve, on)
	if on {
		f := &s.Filter
		say := words.FilterSays(f.KEV, f.Overdue, f.Blocked, f.Assumed, f.NoOwner, f.Owner, s.Shown, s.Among())
		v.sieve.Objects = []fyne.CanvasObject{box(k.selected, nil, 0), fixed(0, 35, pad(0, gap16, 0, gap16, row(gap8, k.icon("funnel", iconInline, k.primary),
			grow(k.cut(say, styleRow, k.ink())), k.button(linkButton, "", words.Text("Show all"), func() { v.w.tasks.Narrow(screen.TaskFilter{}) }))))}
		v.sieve.Refresh()
	}
	if was != on {
		v.left.Refresh()
		v.left.Layout.Layout(v.left.Objects, v.left.Size())
	}
}

// markedText is the marked rows as text.
func (v *tasksView) markedText() string {
	text := ""
	for i := range v.list.rows {
		if r := &v.list.rows[i]; v.list.marked[r.key] {
			text += r.plain() + "\n"
		}
	}
	return text
}

func (v *tasksView) headMenu(s *screen.TasksState) []menuItem {
	bring := menuItem{word: words.Text("Import tickets and exceptions…"), press: v.w.chooseTickets}
	if s.Show == screen.TasksExceptions {
		return []menuItem{{word: words.Text("Copy the register as text"), press: func() { v.w.k.copy(listText(v.register)) }}, bring}
	}
	return []menuItem{
		{word: words.Text("Select all  Ctrl+A"), press: v.w.tasks.MarkAll},
		{word: words.Text("Select none"), press: v.w.tasks.Unmark},
		{word: words.Text("Copy the list as text"), press: func() { v.w.k.copy(listText(v.list)) }},
		bring,
	}
}

// listText is every row of a list as text.
func listText(l *worklist) string {
	text := ""
	for i := range l.rows {
		if r := &l.rows[i]; r.key != "" {
			text += r.plain() + "\n"
		}
	}
	return text
}

// filterButton narrows the list.
func (v *tasksView) filterButton(s *screen.TasksState) fyne.CanvasObject {
	k, f := v.w.k, s.Filter
	b := k.menuButton(plainButton, "funnel", "", func() []menuItem {
		item := func(word string, on bool, to screen.TaskFilter) menuItem {
			return menuItem{word: word, checked: on, press: func() { v.w.tasks.Narrow(to) }}
		}
		toggled := func(change func(*screen.TaskFilter)) screen.TaskFilter {
			to := f
			change(&to)
			return to
		}
		items := []menuItem{
			item(words.Text("Everything"), f.Count() == 0, screen.TaskFilter{}),
			item(words.Text("In KEV"), f.KEV, toggled(func(t *screen.TaskFilter) { t.KEV = !t.KEV })),
			item(words.Text("Overdue"), f.Overdue, toggled(func(t *screen.TaskFilter) { t.Overdue = !t.Overdue })),
			item(words.Text("Blocked"), f.Blocked, toggled(func(t *screen.TaskFilter) { t.Blocked = !t.Blocked })),
			item(words.Text("Assumed date"), f.Assumed, toggled(func(t *screen.TaskFilter) { t.Assumed = !t.Assumed })),
			item(words.Text("No owner"), f.NoOwner, toggled(func(t *screen.TaskFilter) { t.NoOwner, t.Owner = !t.NoOwner, "" })),
		}
		for i, name := range s.Owners {
			if i == 6 {
				break
			}
			owner := name
			if f.Owner == name {
				owner = ""
			}
			items = append(items, item(words.Text("Owner {name}", "name", name), f.Owner == name, toggled(func(t *screen.TaskFilter) { t.Owner, t.NoOwner = owner, false })))
		}
		return items
	})
	b.low().saying(words.Text("Filter"))
	if n := f.Count(); n > 0 {
		b.chosen = true
		return row(gap4, b, k.text(words.Number(n), styleSmall, k.primary))
	}
	return b
}
