package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// how says what the rows come to, and how they are read.
func (v *intakeView) how(s *screen.IntakeState) fyne.CanvasObject {
	k := v.w.k
	title := words.Text("List of assets")
	switch s.Kind {
	case domain.GuessMachines:
		title = words.Text("What runs on machines")
	case domain.GuessTickets:
		title = words.Text("Tickets and exceptions")
	}
	parts := []fyne.CanvasObject{k.para(title, styleTitle, k.ink()), space(1, gap8)}
	switch {
	case s.Err != nil && !s.Done:
	case s.Tickets != nil:
		t := s.Tickets
		parts = append(parts, k.para(words.TicketSummary(t), styleBody, k.ink()), space(1, gap8), k.para(words.TicketEffect(t), styleBody, k.ink()), space(1, gap8))
		if t.Unmatched > 0 {
			parts = append(parts, k.para(words.TicketWait(), styleRow, k.muted))
		}
		parts = append(parts, v.toolAndNotes(t.Tool, t.Warnings)...)
	case s.List != nil:
		l := s.List
		parts = append(parts, k.para(words.IntakeSummary(words.Several(l.Rows, "row", "rows"), l.Created, l.Updated, l.Unchanged, l.Refused), styleBody, k.ink()))
		parts = append(parts, v.toolAndNotes(l.Tool, l.Warnings)...)
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

// toolAndNotes says whose export a list looks like, and what of it was not read.
func (v *intakeView) toolAndNotes(tool string, notes []domain.Warning) []fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	if tool != "" {
		parts = append(parts, k.para(words.Text("It looks like an export of {tool}.", "tool", tool), styleRow, k.muted))
	}
	for _, note := range notes {
		parts = append(parts, k.para(words.Warning(note), styleCaption, k.muted))
	}
	return parts
}

// fieldsOf is what the columns of a list can hold, and how it is called.
func fieldsOf(kind domain.GuessKind) (names []string, say func(string) string) {
	if kind == domain.GuessTickets {
		return domain.TicketFields, words.TicketPart
	}
	for _, f := range domain.AssetFields {
		names = append(names, f.Name)
	}
	return names, words.AssetField
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
	if s.Kind == domain.GuessTickets {
		parts = append(v.ticketOptions(s), parts...)
	}
	columns := s.Columns()
	if len(columns) == 0 {
		return parts
	}
	names := []string{fieldNone()}
	fields := map[string]string{fieldNone(): "-"}
	can, say := fieldsOf(s.Kind)
	for _, name := range can {
		word := say(name)
		names = append(names, word)
		fields[word] = name
	}
	parts = append(parts, space(1, gap24), k.heading(words.Text("How the columns are read"), words.Text("remembered")), space(1, gap4))
	for _, c := range columns {
		header := c.Header
		choice := widget.NewSelect(names, nil)
		choice.Selected = fieldNone()
		if c.Field != "" {
			choice.Selected = say(c.Field)
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
