package ui

import (
	"strings"

	"fyne.io/fyne/v2"

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
	rowed *worklist // of tickets
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
	v.rowed = k.worklist([]listColumn{
		{title: words.Text("Outcome"), width: 112},
		{title: words.Text("Ticket"), width: 130},
		{title: words.Text("Asset"), width: 140, from: 620},
		{title: words.Text("What changes")},
		{title: words.Text("From"), width: 70, from: 760},
	}, nil)
	v.under = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{v.list}}
	left := sheet(k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, v.head)), grow(v.under)))
	v.all = w.split(screen.NameIntake, left, sheet(k.surface, v.side), 856, 420)
	return v
}

func (v *intakeView) content() fyne.CanvasObject { return v.all }
func (v *intakeView) first() fyne.Focusable {
	if v.w.intake.State().Kind == domain.GuessTickets {
		return firstOf(v.under, v.rowed)
	}
	return firstOf(v.under, v.list)
}
func (v *intakeView) refresh()    {}
func (v *intakeView) open(string) {}

func (v *intakeView) show(s screen.IntakeState) {
	v.showHead(&s)
	list := v.list
	rows := v.rows(&s)
	if s.Kind == domain.GuessTickets {
		list, rows = v.rowed, v.tickets(&s)
	}
	var body fyne.CanvasObject = list
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
		list.set(rows, "")
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
		to, word := screen.NameAssets, words.Text("To the assets")
		if s.Kind == domain.GuessTickets {
			to, word = screen.NameTasks, words.Text("To the tasks")
		}
		parts = append(parts, k.button(mainButton, "", word, func() { v.w.Go(screen.Route{Screen: to}) }).low())
	case s.Kind != "":
		commit := k.button(mainButton, "download", words.Text("Import"), v.w.intake.Commit).low()
		switch {
		case s.Busy:
			commit.lockedBecause(words.Text("Being read"))
		case s.Err != nil:
			commit.lockedBecause(words.Text("It could not be read so"))
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
			what := cell{text: words.Census(m.Census), sub: v.machineSub(m), subC: k.muted}
			if m.Outcome == domain.RowRefused {
				what = cell{text: strings.TrimPrefix(m.Reason, m.File+": "), sub: nextStep(m.Error), subC: k.muted}
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
	return words.InWindow(next)
}

// machineSub says what told whose machine it is, and what changes.
func (v *intakeView) machineSub(m *domain.MachineLine) string {
	told, changes := words.MachineTold(m, v.w.zone(), v.w.deps.Now()), words.MachineChanges(m)
	if told == "" || changes == "" {
		return told + changes
	}
	return told + " " + changes
}

// remembering asks whether an answer holds for the next file with this name.
func (v *intakeView) remembering(s *screen.IntakeState) fyne.CanvasObject {
	k := v.w.k
	return column(0,
		k.option(words.Text("Remember the answer"), words.RememberNote(), s.Options.Remember, func() { v.w.intake.Remember(true) }),
		k.option(words.Text("Only this time"), "", !s.Options.Remember, func() { v.w.intake.Remember(false) }), space(1, gap24))
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
	if s.Given() {
		parts = append(parts, v.remembering(s))
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
