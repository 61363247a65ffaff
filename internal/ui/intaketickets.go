package ui

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// tickets lists the rows of tickets: what was refused first, then what has no task,
// which are what a person must look at, then what changes something.
func (v *intakeView) tickets(s *screen.IntakeState) []listRow {
	k := v.w.k
	if s.Tickets == nil {
		return nil
	}
	order := []string{domain.RowRefused, domain.RowUnmatched, domain.RowTaken, domain.RowUnchanged}
	groups := map[string][]listRow{}
	for i := range s.Tickets.Lines {
		l := &s.Tickets.Lines[i]
		first, rest := words.TicketSteps(l)
		what := cell{text: first, sub: rest, subC: k.muted}
		if l.Error != nil && len(l.Steps) == 0 {
			what = cell{text: l.Reason, sub: nextStep(l.Error), subC: k.muted}
		} else if l.Error != nil {
			what.sub = l.Reason // part of the row was not taken
		}
		r := listRow{key: words.Number(l.Line), height: rowPlain,
			cells: []cell{v.ticketOutcome(l.Outcome), {text: l.Name}, {text: l.Asset}, what, {text: words.Text("line {line}", "line", words.Number(l.Line)), c: k.muted}}}
		if what.sub != "" {
			r.height = rowTwoLines
		}
		groups[l.Outcome] = append(groups[l.Outcome], r)
	}
	var rows []listRow
	for _, outcome := range order {
		rows = append(rows, groups[outcome]...)
	}
	return rows
}

func (v *intakeView) ticketOutcome(o string) cell {
	k := v.w.k
	word := words.TicketOutcome(o)
	switch o {
	case domain.RowTaken:
		return cell{mark: "tier-60", markC: k.primary, text: word}
	case domain.RowUnmatched:
		return cell{mark: "cannot-tell", markC: k.unknown.on, text: word, c: k.unknown.on}
	case domain.RowRefused:
		return cell{mark: "affected", markC: k.overdue.on, text: word, c: k.overdue.on}
	}
	return cell{mark: "tier-upgrade", markC: k.muted, text: word, c: k.muted}
}

// ticketOptions ask what only tickets have: whether all are exceptions, what protects
// their assets, and what words for where a ticket stands mean.
func (v *intakeView) ticketOptions(s *screen.IntakeState) []fyne.CanvasObject {
	k, o := v.w.k, s.Lists
	control := k.filled("", o.Control)
	control.OnSubmitted = v.w.intake.Control
	parts := []fyne.CanvasObject{
		k.text(words.Text("The rows are"), styleSection, k.ink()), space(1, gap4),
		k.option(words.Text("Tickets, some with an exception"), "", !o.Exceptions, func() { v.w.intake.Exceptions(false) }),
		k.option(words.Text("Exceptions, every one"), "", o.Exceptions, func() { v.w.intake.Exceptions(true) }),
		space(1, gap16),
		k.labelled(words.Text("Protection, where a row states none"), words.Text("Enter looks again."), control.boxed("", k.edge, nil)),
		space(1, gap24),
	}
	if s.Tickets == nil || len(s.Tickets.Unknown)+len(s.Tickets.States) == 0 {
		return parts
	}
	parts = append(parts, k.heading(words.Text("Words for its state"), words.Text("remembered")), space(1, gap4))
	for _, word := range s.Tickets.Unknown {
		parts = append(parts, v.explained(word, "")...)
	}
	for _, word := range slices.Sorted(maps.Keys(s.Tickets.States)) {
		parts = append(parts, v.explained(word, domain.Stand(s.Tickets.States[word]))...)
	}
	return append(parts, space(1, gap24))
}

// explained asks what a word means, or shows what a person said.
func (v *intakeView) explained(word string, stand domain.Stand) []fyne.CanvasObject {
	k := v.w.k
	var names []string
	stands := map[string]domain.Stand{}
	for _, one := range domain.Stands {
		name := words.Stand(one)
		names = append(names, name)
		stands[name] = one
	}
	choice := widget.NewSelect(names, nil)
	choice.PlaceHolder = words.Text("Not known")
	note, c := words.Text("moves nothing yet"), k.unknown.on
	if stand != "" {
		choice.Selected, note, c = words.Stand(stand), words.Text("said by you"), k.muted
	}
	choice.OnChanged = func(name string) { v.w.intake.Explain(word, string(stands[name])) }
	return []fyne.CanvasObject{pad(gap4, 0, gap4, 0, row(gap12, grow(column(0, k.cut(word, styleRow, k.ink()), k.cut(note, styleCaption, c))), fixed(168, controlHeight, choice))), k.rule()}
}
