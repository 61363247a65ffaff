package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// intakeView draws the preview of a list of assets or of inventories, row by row,
// and how it is read; afterwards its receipt.
type intakeView struct {
	w     *Window
	head  *fyne.Container
	list  *worklist
	under *fyne.Container
	side  *page
	all   *split
	drawn int
	any   bool
}

func newIntakeView(w *Window) *intakeView {
	k := w.k
	v := &intakeView{w: w, head: row(gap8), side: newPage(space(1, 1))}
	v.list = k.worklist([]listColumn{
		{title: words.Text("Outcome"), width: 112},
		{title: words.Text("Asset"), width: 200},
		{title: words.Text("What changes")},
		{title: words.Text("From"), width: 150, from: 700},
	}, nil)
	v.list.onChoose = v.chosen
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	left := sheet(k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), grow(v.under)))
	v.all = w.split(screen.NameIntake, left, sheet(k.surface, v.side), 856, 420)
	return v
}

func (v *intakeView) content() fyne.CanvasObject { return v.all }
func (v *intakeView) first() fyne.Focusable      { return v.list }
func (v *intakeView) refresh()                   {}
func (v *intakeView) open(string)                {}

func (v *intakeView) show(s screen.IntakeState) {
	v.showHead(&s)
	var body fyne.CanvasObject = v.list
	rows := v.rows(&s)
	switch {
	case s.Kind == "":
		body = v.w.k.emptyState("inbox", words.Text("Nothing to look at"), words.Text("Drop a list of assets, or what was collected from machines, anywhere on this window."), nil)
	case s.AsksWhose():
		body = v.w.k.emptyState("cannot-tell", words.Text("It does not say which machine it is of"), words.ErrorLine(s.Err), nil)
	case s.Err != nil && len(rows) == 0:
		body = v.w.k.emptyState("circle-alert", words.Text("It could not be read so"), words.ErrorLine(s.Err), nil)
	case len(rows) == 0 && s.Busy:
		body = v.w.k.waiting(words.Text("Reading {name}", "name", s.Name))
	default:
		v.list.set(rows, "")
	}
	if v.under.Objects[0] != body {
		v.under.Objects = []fyne.CanvasObject{body}
		v.under.Refresh()
	}
	if v.any && v.drawn == s.Version && !s.Busy {
		return
	}
	v.drawn, v.any = s.Version, !s.Busy
	v.side.set(detailPad(v.how(&s)), false)
}

func (v *intakeView) showHead(s *screen.IntakeState) {
	k := v.w.k
	title, note := words.Text("Preview"), s.Name
	if s.Done {
		title = words.Text("Receipt")
	}
	parts := []fyne.CanvasObject{k.text(title, styleSection, k.ink()), space(gap4, 0), grow(k.cut(note, styleRow, k.muted))}
	closing := func() {
		v.w.intake.Close()
		v.w.goBack()
	}
	switch {
	case s.Done:
		parts = append(parts, k.button(mainButton, "", words.Text("To the assets"), func() { v.w.Go(screen.Route{Screen: screen.NameAssets}) }).low())
	case s.Kind != "":
		commit := k.button(mainButton, "download", words.Text("Import"), v.w.intake.Commit).low()
		switch {
		case s.Busy:
			commit.lockedBecause(words.Text("Being read"))
		case s.Takes() == 0:
			commit.lockedBecause(words.Text("There is nothing new in it"))
		}
		parts = append(parts, k.button(plainButton, "", words.Text("Cancel"), closing).low(), commit)
	}
	v.head.Objects = parts
	v.head.Refresh()
}

func (v *intakeView) outcome(o string) cell {
	k := v.w.k
	switch o {
	case domain.RowCreated:
		return cell{mark: "verified", markC: k.good.on, text: words.RowOutcome(o), c: k.good.on}
	case domain.RowUpdated:
		return cell{mark: "tier-60", markC: k.primary, text: words.RowOutcome(o)}
	case domain.RowRefused:
		return cell{mark: "affected", markC: k.overdue.on, text: words.RowOutcome(o), c: k.overdue.on}
	}
	return cell{mark: "tier-upgrade", markC: k.muted, text: words.RowOutcome(o), c: k.muted}
}

// rows lists the refused ones first: they are what a person must look at.
func (v *intakeView) rows(s *screen.IntakeState) []listRow {
	k := v.w.k
	var refused, rest []listRow
	put := func(outcome string, r listRow) {
		r.height = rowPlain
		if r.cells[2].sub != "" {
			r.height = rowTwoLines
		}
		if outcome == domain.RowRefused {
			refused = append(refused, r)
		} else {
			rest = append(rest, r)
		}
	}
	if s.List != nil {
		for i := range s.List.Lines {
			l := &s.List.Lines[i]
			what := cell{text: words.RowChanges(l.Outcome, l.Changes), c: k.muted}
			if l.Outcome == domain.RowRefused {
				what = cell{text: l.Reason, sub: nextStep(l.Error), subC: k.muted}
			}
			put(l.Outcome, listRow{key: words.Number(l.Line), cells: []cell{v.outcome(l.Outcome), {text: l.Name}, what, {text: words.Text("line {line}", "line", words.Number(l.Line)), c: k.muted}}})
		}
	}
	if s.Machines != nil {
		for i := range s.Machines.Machines {
			m := &s.Machines.Machines[i]
			name := m.Name
			if name == "" {
				name = m.Machine
			}
			what := cell{text: words.Census(m.Census), sub: words.MachineChanges(m), subC: k.muted}
			if m.Outcome == domain.RowRefused {
				what = cell{text: m.Reason, sub: nextStep(m.Error), subC: k.muted}
				if screen.Asks(m) && !s.Done {
					what.sub, what.subC = words.WhoseHint(), k.primary
				}
			}
			put(m.Outcome, listRow{key: words.Number(i) + m.File, cells: []cell{v.outcome(m.Outcome), {text: name}, what, {text: m.File, c: k.muted}}})
		}
	}
	return append(refused, rest...)
}

func nextStep(err *domain.Error) string {
	if err == nil {
		return ""
	}
	_, next := words.Error(err)
	return next
}

// how says what the rows come to, and how they are read.
func (v *intakeView) how(s *screen.IntakeState) fyne.CanvasObject {
	k := v.w.k
	title := words.Text("List of assets")
	if s.Kind == domain.GuessMachines {
		title = words.Text("What runs on machines")
	}
	parts := []fyne.CanvasObject{k.para(title, styleTitle, k.ink()), space(1, gap8)}
	switch {
	case s.List != nil:
		l := s.List
		parts = append(parts, k.para(words.IntakeSummary(words.Several(l.Rows, "row", "rows"), l.Created, l.Updated, l.Unchanged, l.Refused), styleBody, k.ink()))
		if l.Tool != "" {
			parts = append(parts, k.para(words.Text("It looks like an export of {tool}.", "tool", l.Tool), styleRow, k.muted))
		}
	case s.Machines != nil:
		m := s.Machines
		parts = append(parts, k.para(words.IntakeSummary(words.Several(len(m.Machines), "inventory", "inventories"), m.Created, m.Updated, m.Unchanged, m.Refused), styleBody, k.ink()))
	}
	if !s.Done {
		parts = append(parts, k.para(words.Text("Nothing is written before you press Import."), styleCaption, k.muted))
	}
	if s.Err != nil {
		parts = append(parts, space(1, gap12), k.warning("circle-alert", words.ErrorLine(s.Err), k.overdue))
	}
	parts = append(parts, space(1, gap24))
	switch {
	case s.Done:
	case s.Kind == domain.GuessMachines:
		parts = append(parts, v.machineOptions(s)...)
	default:
		parts = append(parts, v.listOptions(s)...)
	}
	return column(0, parts...)
}

func (v *intakeView) machineOptions(s *screen.IntakeState) []fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	if f := s.Found; f != nil {
		parts = append(parts, k.para(words.ScanTold(f.Files, f.Excluded, f.Unread, f.Software), styleRow, k.ink()))
		for _, note := range f.Notes {
			parts = append(parts, k.para(note, styleCaption, k.muted))
		}
		parts = append(parts, space(1, gap24))
	}
	if s.Chosen != "" {
		return append(parts, k.labelled(words.WhichAsset(s.Chosen), words.Text("The list is looked at again at once."), v.w.assetChoice("", words.Text("Choose an asset"), v.w.intake.Assign)))
	}
	if s.AsksWhose() || s.Options.Asset != "" || s.Machines != nil && len(s.Machines.Machines) == 1 {
		parts = append(parts, k.labelled(words.WhichAsset(s.Name), "", v.w.assetChoice(s.Options.Asset, words.Text("As it says itself"), v.w.intake.Asset)), space(1, gap24))
	}
	if s.Options.Asset == "" {
		parts = append(parts, k.text(words.Text("Machines that are no asset yet"), styleSection, k.ink()), space(1, gap4),
			k.option(words.Text("Become assets"), "", s.Options.Create, func() { v.w.intake.Create(true) }),
			k.option(words.Text("Are refused, and named"), "", !s.Options.Create, func() { v.w.intake.Create(false) }),
			space(1, gap16))
	}
	system := k.filled("debian:12", s.Options.OS)
	system.OnSubmitted = v.w.intake.System
	return append(parts, k.labelled(words.Text("Distribution of lists of packages that do not say it"), words.Text("Enter looks again."), system.boxed("", k.edge, nil)))
}

// chosen asks whose a file is where it does not say so.
func (v *intakeView) chosen(key string) {
	s := v.w.intake.State()
	if s.Machines == nil || s.Done {
		return
	}
	for i := range s.Machines.Machines {
		m := &s.Machines.Machines[i]
		if key == words.Number(i)+m.File {
			file := ""
			if screen.Asks(m) {
				file = m.File
			}
			v.w.intake.Choose(file)
		}
	}
}

// fieldNone is the choice for a column that is not read.
func fieldNone() string { return words.Text("Not read") }

func (v *intakeView) listOptions(s *screen.IntakeState) []fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{k.text(words.Text("Order of days such as 3/4/2027"), styleSection, k.ink()), space(1, gap8),
		row(0, k.segments([]segment{
			{words.Text("As the list tells"), -1, s.Lists.Dates == "", func() { v.w.intake.Dates("") }},
			{words.Text("Month first"), -1, s.Lists.Dates == "mdy", func() { v.w.intake.Dates("mdy") }},
			{words.Text("Day first"), -1, s.Lists.Dates == "dmy", func() { v.w.intake.Dates("dmy") }},
		}), spring())}
	if s.List == nil || len(s.List.Columns) == 0 {
		return parts
	}
	names := []string{fieldNone()}
	fields := map[string]string{fieldNone(): "-"}
	for _, f := range domain.AssetFields {
		word := words.AssetField(f.Name)
		names = append(names, word)
		fields[word] = f.Name
	}
	parts = append(parts, space(1, gap24), k.heading(words.Text("How the columns are read"), words.Text("remembered")), space(1, gap4))
	for _, c := range s.List.Columns {
		header := c.Header
		choice := widget.NewSelect(names, nil)
		choice.Selected = fieldNone()
		if c.Field != "" {
			choice.Selected = words.AssetField(c.Field)
		}
		choice.OnChanged = func(word string) { v.w.intake.Map(header, fields[word]) }
		note := words.Text("guessed")
		switch {
		case c.Given:
			note = words.Text("said by you")
		case c.Field == "":
			note = ""
		}
		parts = append(parts, pad(gap4, 0, gap4, 0, row(gap12, grow(column(0, k.cut(header, styleRow, k.ink()), k.cut(note, styleCaption, k.muted))), fixed(200, controlHeight, choice))), k.rule())
	}
	return parts
}
