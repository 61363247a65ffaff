package ui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// policy is the page of what gives the due dates: the tables, the groups that have
// one of their own, and what counts where a fact is missing.
func (v *settingsView) policy(s *screen.SettingsState) fyne.CanvasObject {
	k, d := v.w.k, &s.Status.Desk
	parts := append(v.head(s, words.PolicyGround()), k.text(words.Text("Table"), styleSection, k.ink()), space(1, gap4))
	for i := range s.Policies {
		p := &s.Policies[i]
		name := p.Name
		parts = append(parts, rowTop(gap8,
			grow(k.option(p.Title, words.PolicyLine(p), p.Desk, func() { v.w.settings.UseTable(name) })),
			pad(gap8, 0, 0, 0, row(gap4, k.button(linkButton, "", words.Text("Every row"), func() { v.w.settings.ShowTable(name) }).low(), v.tableMenu(p)))))
		if s.Drop == name {
			answers := []fyne.CanvasObject{k.button(mainButton, "", words.Text("Keep it"), func() { v.w.settings.AskDrop("") }), spring()}
			if words.PolicyUse(p) == "" {
				answers = slices.Insert(answers, 1, fyne.CanvasObject(k.button(plainButton, "", words.Text("Take it away"), v.w.settings.DropTable)))
			}
			parts = append(parts, pad(0, 0, gap12, 28, k.formBox(k.para(words.PolicyDropAsk(p), styleBody, k.ink()), row(gap8, answers...))))
		}
	}
	parts = append(parts, space(1, gap8))
	if s.Adding {
		parts = append(parts, v.takeTable())
	} else {
		parts = append(parts, row(0, k.button(plainButton, "download", words.Text("Take in a table…"), func() { v.w.settings.AddTable(true) }), spring()))
	}
	parts = append(parts, space(1, gap24), k.text(words.Text("Groups of assets"), styleSection, k.ink()), space(1, gap4))
	parts = append(parts, v.policyGroups(s)...)
	parts = append(parts, space(1, gap24), k.text(words.Text("Where a fact is missing"), styleSection, k.ink()), space(1, gap4))
	for _, m := range []domain.MissingSetting{domain.MissingFlat60, domain.MissingTableReading, domain.MissingWorstCase} {
		parts = append(parts, k.option(words.MissingTitle(m), words.MissingSay(m), d.Missing == m, func() {
			v.w.settings.Save(func(desk *domain.Desk) { desk.Missing = m })
		}))
	}
	return form(0, parts...)
}

// tableMenu is what can be done with a table.
func (v *settingsView) tableMenu(p *domain.PolicyView) fyne.CanvasObject {
	name, own := p.Name, p.Own
	return v.w.k.menuButton(quietButton, "ellipsis", "", func() []menuItem {
		items := []menuItem{
			{word: words.Text("Export the table, JSON…"), press: func() {
				v.w.chooseSave(name+".json", words.Text("Export"), func(path string) { v.w.settings.WriteTable(name, false, path) })
			}},
			{word: words.Text("Export the rows, CSV…"), press: func() {
				v.w.chooseSave(name+".csv", words.Text("Export"), func(path string) { v.w.settings.WriteTable(name, true, path) })
			}},
		}
		if own {
			items = append(items, menuItem{word: words.Text("Take it away…"), press: func() { v.w.settings.AskDrop(name) }})
		}
		return items
	}).low().saying(words.Text("Export {name}, or take it away", "name", name))
}

// takeTable is the form for a table of the operator's own.
func (v *settingsView) takeTable() fyne.CanvasObject {
	k := v.w.k
	name, version := k.field(words.Text("As the file says; CSV needs one")), k.field(words.Text("As the file says; CSV needs one"))
	pick := func() {
		v.w.pickFile(words.Text("Take in"), nil, func(path string) { v.w.settings.TakeTable(path, name.Text, version.Text) })
	}
	return k.formBox(k.para(words.PolicyTakeIn(), styleBody, k.muted),
		rowTop(gap16, grow(k.labelled(words.Text("Name"), "", name.boxed("", k.edge, nil))), grow(k.labelled(words.Text("Version"), "", version.boxed("", k.edge, nil)))),
		row(gap8, k.button(mainButton, "", words.Text("Choose the file…"), pick), k.button(plainButton, "", words.Text("Cancel"), func() { v.w.settings.AddTable(false) }), spring()))
}

// policyGroups lists the groups of assets with the table of each.
func (v *settingsView) policyGroups(s *screen.SettingsState) []fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{k.para(words.PolicyGroups(), styleRow, k.muted), space(1, gap8)}
	choose := func(now string, group func() string) func() []menuItem {
		return func() []menuItem {
			items := []menuItem{{word: words.PolicyOfDesk(), checked: now == "", press: func() { v.w.settings.UseTableFor("", group()) }}}
			for i := range s.Policies {
				p := &s.Policies[i]
				items = append(items, menuItem{word: p.Title, checked: now == p.Name, press: func() { v.w.settings.UseTableFor(p.Name, group()) }})
			}
			return items
		}
	}
	for _, group := range s.Groups {
		now := s.TableOf(group)
		title, c := words.PolicyOfDesk(), k.muted
		if p := s.Policy(now); p != nil {
			title, c = p.Title, k.ink()
		}
		parts = append(parts, k.rule(), fixed(0, rowTask, k.grid([]float32{0.3, 0.54, 0.16}, k.cut(group, styleRowBold, k.ink()), k.cut(title, styleRow, c),
			row(0, spring(), k.menuButton(linkButton, "", words.Text("Change…"), choose(now, func() string { return group })).low()))))
	}
	other := k.field(words.Text("Its name, as assets carry it"))
	return append(parts, k.rule(), space(1, gap8), rowTop(gap8, growFill(fixed(0, controlHeight, other.boxed("", k.edge, nil))),
		k.menuButton(plainButton, "", words.Text("Table of another group…"), func() []menuItem { return choose("-", func() string { return other.Text })()[1:] })))
}

// table shows every row of one.
func (v *settingsView) table(p *domain.PolicyView) fyne.CanvasObject {
	k, t := v.w.k, &p.Table
	heads, published := words.PolicyHeads(t)
	heads = append([]string{words.Text("Row")}, heads...)
	named := words.PolicyNamed(t)
	if named {
		heads = append(heads, words.Text("Time"))
	}
	room := max(480, v.right.Size().Width) - 2*gap24
	columns := make([]listColumn, len(heads))
	for i, head := range heads {
		width := min(columnRoom(t, head, i-1), room/float32(len(heads)))
		columns[i] = listColumn{title: shorten(head, styleCaption, width-gap8), width: width}
	}
	columns[0].width = 48
	columns[len(columns)-1].width = 0
	v.parts = k.worklist(columns, nil)
	v.parts.onChoose = func(string) {}
	var rows []listRow
	for i, values := range t.Rows {
		cells := []cell{{text: strconv.Itoa(i), c: k.muted}}
		for _, value := range values {
			cells = append(cells, cell{text: value})
		}
		cells[len(cells)-1].bold = true
		if named {
			cells = append(cells, cell{text: words.PolicyMeans(t, i)})
		}
		rows = append(rows, listRow{key: strconv.Itoa(i), height: rowInner, cells: cells})
	}
	v.parts.set(rows, "")
	top := []fyne.CanvasObject{
		row(gap8, k.button(linkButton, "arrow-left", words.Text("Policy"), func() { v.w.settings.ShowTable("") }).low(), spring(), v.tableMenu(p)),
		k.para(t.Title, styleTitle, k.ink()), k.para(words.PolicyLine(p), styleCaption, k.muted), k.para(words.PolicySource(t), styleCaption, k.muted),
	}
	if notes := strings.TrimSpace(strings.Join(words.PolicyNotes(t), " ") + " " + published); notes != "" {
		top = append(top, k.para(notes, styleCaption, k.muted))
	}
	return column(0, pad(14, gap24, gap12, gap24, column(gap4, top...)), k.rule(), grow(v.parts))
}

// columnRoom is the width the texts of one column of a table want.
func columnRoom(t *domain.Table, head string, column int) float32 {
	wide := widthOf(head, styleCaption)
	for _, row := range t.Rows {
		if column >= 0 && column < len(row) {
			wide = max(wide, widthOf(row[column], styleRowBold))
		}
	}
	return wide + gap24
}
