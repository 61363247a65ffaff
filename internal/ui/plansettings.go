package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// windows shows when groups may be worked on, when nothing is changed, how long
// things take, and what is planned into windows.
func (v *planView) windows(s *screen.PlanState) []fyne.CanvasObject {
	left := column(gap16, v.groups(s), v.freezes(s), v.efforts(s))
	return []fyne.CanvasObject{&fyne.Container{Layout: &cardsLayout{least: 420}, Objects: []fyne.CanvasObject{left, v.ahead(s)}}}
}

func (v *planView) settingCard(title, note string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	k := v.w.k
	return k.card(pad(gap12, gap16, gap12, gap16, column(0, append([]fyne.CanvasObject{k.heading(title, note), space(1, gap4)}, parts...)...)))
}

func (v *planView) settingLine(name, value string, act fyne.CanvasObject) fyne.CanvasObject {
	k := v.w.k
	return column(0, k.rule(), fixed(0, 36, row(gap12, grow(k.cut(name, styleRowBold, k.ink())), growTo(260, k.cutTrailing(value, styleRow, k.muted)), act)))
}

// err is what is wrong with a field of the settings, "" where nothing is.
func planErr(s *screen.PlanState, field string) string {
	if s.ActErr == nil || s.ActOn != field {
		return ""
	}
	return words.FieldError(s.ActErr)
}

func (v *planView) giveUp() { v.w.plan.Open(screen.PlanForm{}) }

// send makes the two buttons at the end of a form.
func (v *planView) send(word string, busy bool, press func()) fyne.CanvasObject {
	k := v.w.k
	b := k.button(plainButton, "", word, press)
	if busy {
		b.lockedBecause(words.Text("Being stored"))
	}
	return row(gap8, b, k.button(quietButton, "", words.Text("Cancel"), v.giveUp), spring())
}

func (v *planView) groups(s *screen.PlanState) fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	var parts []fyne.CanvasObject
	form := func(group string) fyne.CanvasObject {
		name := k.input(words.Text("Group"), group, words.Text("As its assets have it"), "", "", nil)
		times := k.input(words.Text("Windows"), strings.Join(s.Settings.Windows[group], ", "), words.Text("Sun 02:00-05:00, 2nd Tue 22:00-02:00"),
			words.WindowForms(), planErr(s, screen.PlanFieldWindows), nil)
		send := func() { p.SetWindows(name.field.Text, times.field.Text) }
		name.keys(send, v.giveUp)
		times.keys(send, v.giveUp)
		v.keepTyped("windows"+group, name, times)
		v.focus = times.field
		fields := []fyne.CanvasObject{times.box, v.send(words.Text("Keep windows"), s.Busy, send)}
		if s.Form.New {
			v.focus = name.field
			fields = append([]fyne.CanvasObject{name.box}, fields...)
		}
		return pad(gap4, 0, gap12, 0, k.formBox(fields...))
	}
	groups := make([]string, 0, len(s.Settings.Windows))
	for group := range s.Settings.Windows {
		groups = append(groups, group)
	}
	slices.Sort(groups)
	for _, group := range groups {
		parts = append(parts, v.settingLine(group, strings.Join(s.Settings.Windows[group], ", "), k.button(linkButton, "", words.Text("Change…"), func() {
			p.Open(screen.PlanForm{Field: screen.PlanFieldWindows, Group: group})
		})))
		if s.Form.Field == screen.PlanFieldWindows && !s.Form.New && s.Form.Group == group {
			parts = append(parts, form(group))
		}
	}
	if len(groups) == 0 {
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, k.para(words.NoWindows(), styleRow, k.muted)))
	}
	if s.Form.Field == screen.PlanFieldWindows && s.Form.New {
		parts = append(parts, form(""))
	} else {
		parts = append(parts, k.rule(), fixed(0, 36, row(0, k.button(linkButton, "", words.Text("Add a group…"), func() {
			p.Open(screen.PlanForm{Field: screen.PlanFieldWindows, New: true})
		}), spring())))
	}
	return v.settingCard(words.Text("Maintenance windows"), words.Text("when a group of assets may be worked on"), parts...)
}

func (v *planView) freezes(s *screen.PlanState) fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	var parts []fyne.CanvasObject
	for _, f := range s.Settings.Freezes {
		parts = append(parts, k.rule(), fixed(0, 36, row(gap12, grow(k.cut(words.FreezeLine(&f, s.Today), styleRow, k.ink())),
			k.button(linkButton, "", words.Text("Take away"), func() { p.EndFreeze(f) }))))
	}
	if len(s.Settings.Freezes) == 0 {
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, k.para(words.NoFreezes(), styleRow, k.muted)))
	}
	if s.Form.Field == screen.PlanFieldFreeze {
		from := k.input(words.Text("First day"), "", "", words.DayForms(), planErr(s, screen.PlanFieldFreeze), nil)
		to := k.input(words.Text("Last day"), "", "", words.DayForms(), "", nil)
		group := k.input(words.Text("Only for the group"), "", words.Text("Empty: all assets"), "", "", nil)
		reason := k.input(words.Text("Why"), "", words.Text("Holidays, end of the quarter …"), "", "", nil)
		send := func() { p.AddFreeze(from.field.Text, to.field.Text, group.field.Text, reason.field.Text) }
		for _, in := range []*input{from, to, group, reason} {
			in.keys(send, v.giveUp)
		}
		v.keepTyped("freeze", from, to, group, reason)
		v.focus = from.field
		parts = append(parts, pad(gap4, 0, gap4, 0, k.formBox(
			rowTop(gap12, grow(from.box), grow(to.box)), rowTop(gap12, grow(group.box), grow(reason.box)), v.send(words.Text("Keep freeze"), s.Busy, send))))
	} else {
		parts = append(parts, k.rule(), fixed(0, 36, row(0, k.button(linkButton, "", words.Text("Add a freeze…"), func() {
			p.Open(screen.PlanForm{Field: screen.PlanFieldFreeze})
		}), spring())))
	}
	return v.settingCard(words.Text("Freezes"), words.Text("when nothing is changed"), parts...)
}

// keepTyped carries what was typed into a form over to its next drawing, whatever
// that is for: an error, another width, news from the desk.
func (v *planView) keepTyped(form string, fields ...*input) {
	for i, in := range fields {
		if i < len(v.typed) && v.typedIn == form {
			in.field.Text = v.typed[i]
			in.field.CursorColumn = len([]rune(v.typed[i]))
		}
	}
	v.typed, v.typedIn = make([]string, len(fields)), form
	for i, in := range fields {
		v.typed[i] = in.field.Text
		in.field.OnChanged = func(text string) { v.typed[i] = text }
	}
}

func (v *planView) efforts(s *screen.PlanState) fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	var parts []fyne.CanvasObject
	line := func(field, name string, minutes, usual int) {
		value := words.Hours(minutes)
		if minutes == 0 {
			value = words.Text("{hours}, as usual", "hours", words.Hours(usual))
		}
		parts = append(parts, v.settingLine(name, value, k.button(linkButton, "", words.Text("Change…"), func() { p.Open(screen.PlanForm{Field: field}) })))
		if s.Form.Field != field {
			return
		}
		in := k.input(name, words.Hours(max(minutes, 0)), words.Text("30 min"), words.HourForms(), planErr(s, field), nil)
		if minutes == 0 {
			in.field.Text = ""
		}
		send := func() { p.SetEffort(field, in.field.Text) }
		in.keys(send, v.giveUp)
		v.keepTyped(field, in)
		v.focus = in.field
		parts = append(parts, pad(gap4, 0, gap12, 0, k.formBox(in.box, v.send(words.Text("Keep"), s.Busy, send))))
	}
	line(screen.PlanFieldEffort, words.Text("A target nobody estimated"), s.Settings.Effort, domain.DefaultEffort)
	line(screen.PlanFieldRestart, words.Text("A restart, with its checks"), s.Settings.Restart, domain.DefaultRestart)
	return v.settingCard(words.Text("How long things take"), words.Text("where nothing else is known"), parts...)
}

// ahead lists the windows that have work in them.
func (v *planView) ahead(s *screen.PlanState) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	for i := range s.Columns {
		for j := range s.Columns[i].Week.Slots {
			slot := &s.Columns[i].Week.Slots[j]
			if slot.Day == "" {
				continue
			}
			parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, column(0,
				row(gap12, grow(k.cut(words.PlanSlotTitle(slot, s.Today), styleRowBold, k.ink())), k.trailing(words.PlanSlotTime(slot), styleRow, k.muted)),
				k.para(words.PlanSlotTasks(slot), styleCaption, k.muted))))
		}
	}
	if len(parts) == 0 {
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, k.para(words.NoWindowWork(len(s.Settings.Windows) > 0), styleRow, k.muted)))
	}
	return v.settingCard(words.Text("Planned into windows"), words.Text("restarts shared"), parts...)
}

// people shows whose time there is, and how much of it is planned.
func (v *planView) people(s *screen.PlanState) []fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	names := []string{""}
	for who := range s.Settings.Capacity {
		if who != "" {
			names = append(names, who)
		}
	}
	for who := range s.Settings.Weeks {
		if !slices.Contains(names, who) {
			names = append(names, who)
		}
	}
	slices.Sort(names)
	weeks := s.Columns[:min(5, len(s.Columns))]
	shares := []float32{0.2, 0.13}
	for range weeks {
		shares = append(shares, 0.57/float32(max(1, len(weeks))))
	}
	shares = append(shares, 0.10)
	head := []string{words.Text("Whose time"), words.Text("A week")}
	for i := range weeks {
		head = append(head, words.PlanWeek(weeks[i].Week.Monday))
	}
	parts := []fyne.CanvasObject{fixed(0, 28, k.cells(shares, k.muted, styleCaption, append(head, "")...))}
	for _, who := range names {
		parts = append(parts, k.rule(), fixed(0, 40, v.person(s, who, weeks, shares)))
		if f := s.Form; f.Field == screen.PlanFieldCapacity && !f.New && f.Who == who {
			parts = append(parts, v.capacityForm(s))
		}
	}
	if f := s.Form; f.Field == screen.PlanFieldCapacity && f.New {
		parts = append(parts, k.rule(), v.capacityForm(s))
	} else {
		parts = append(parts, k.rule(), fixed(0, 36, row(0, k.button(linkButton, "", words.Text("Add a person…"), func() {
			p.Open(screen.PlanForm{Field: screen.PlanFieldCapacity, New: true})
		}), spring())))
	}
	return []fyne.CanvasObject{v.settingCard(words.Text("Whose time there is"), "", parts...), k.para(words.PeopleGround(), styleCaption, k.muted)}
}

func (v *planView) person(s *screen.PlanState, who string, weeks []screen.PlanColumn, shares []float32) fyne.CanvasObject {
	k, p := v.w.k, v.w.plan
	name := who
	if who == "" {
		name = words.PlanPool()
	}
	set := words.Text("not said")
	setC := k.unknown.on
	if n, ok := s.Settings.Capacity[who]; ok {
		set, setC = words.Hours(n), k.ink()
	} else if who == "" && s.Plan.Assumed {
		set = words.Text("{hours}, assumed", "hours", words.Hours(domain.DefaultCapacity))
	}
	cells := []fyne.CanvasObject{k.cut(name, styleRowBold, k.ink()), k.cut(set, styleRow, setC)}
	for i := range weeks {
		w := &weeks[i].Week
		c := k.ink()
		if w.Used[who] > w.Minutes[who] {
			c = k.overdue.on
		}
		text := words.PlanUsed(w.Used[who], w.Minutes[who])
		if _, single := s.Settings.Weeks[who][w.Monday]; single {
			text += " *"
		}
		cells = append(cells, k.cut(text, styleRow, c))
	}
	cells = append(cells, row(0, spring(), k.menuButton(linkButton, "", words.Text("Change…"), func() []menuItem {
		items := []menuItem{{word: words.Text("Every week…"), press: func() { p.Open(screen.PlanForm{Field: screen.PlanFieldCapacity, Who: who}) }}}
		for i := range s.Columns {
			if i == 8 {
				break
			}
			monday := s.Columns[i].Week.Monday
			items = append(items, menuItem{word: words.Text("Only {planweeknow}…", "planweeknow", words.PlanWeekNow(monday, s.Today)), press: func() {
				p.Open(screen.PlanForm{Field: screen.PlanFieldCapacity, Who: who, Week: monday})
			}})
		}
		return items
	})))
	return k.grid(shares, cells...)
}

func (v *planView) capacityForm(s *screen.PlanState) fyne.CanvasObject {
	k, p, f := v.w.k, v.w.plan, s.Form
	label, value := words.Text("Hours every week"), ""
	if n, ok := s.Settings.Capacity[f.Who]; ok && f.Week == "" && !f.New {
		value = words.Hours(n)
	}
	if f.Week != "" {
		label = words.Text("Hours in the week of {planweek}", "planweek", words.PlanWeek(f.Week))
		if n, ok := s.Settings.Weeks[f.Who][f.Week]; ok {
			value = words.Hours(n)
		}
	}
	name := k.input(words.Text("Who"), "", words.Text("The name under which they own tasks"), "", "", nil)
	time := k.input(label, value, "6 h", words.Text("{hourforms}. Empty takes it back.", "hourforms", words.HourForms()), planErr(s, screen.PlanFieldCapacity), nil)
	send := func() { p.SetCapacity(name.field.Text, time.field.Text) }
	name.keys(send, v.giveUp)
	time.keys(send, v.giveUp)
	v.keepTyped("capacity"+f.Who+string(f.Week), name, time)
	v.focus = time.field
	fields := []fyne.CanvasObject{grow(time.box)}
	if f.New {
		v.focus = name.field
		fields = append([]fyne.CanvasObject{grow(name.box)}, fields...)
	}
	return pad(gap4, 0, gap12, 0, k.formBox(rowTop(gap12, fields...), v.send(words.Text("Keep"), s.Busy, send)))
}
