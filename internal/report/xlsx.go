package report

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// XLSX writes a report as a workbook (ECMA-376): a summary, the lines with the
// columns of [CSV] as numbers, days and text that sort and filter, then a tab for
// each annex. What was text stays text: no cell is a formula. The highest label
// stands at head and foot of each printed sheet. Days are those of the desk's zone
// and instants in it too, as [HTML] has them. What a cell cannot hold (32,767
// characters) ends in "…" and is whole in [JSON]. Call [Filter] first.
func XLSX(w io.Writer, d domain.ReportData) error {
	b, err := newBook(&d)
	if err != nil {
		return fmt.Errorf("write report as xlsx: %w", err)
	}
	defer b.file.Close()
	p := pageOf(&d)
	b.label, b.operator = p.TLP, p.Operator
	steps := []func() error{func() error { return b.summary(p) }, func() error { return b.lines(&d) }}
	for _, part := range annexParts(p) {
		steps = append(steps, func() error { return b.part(part) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("write report as xlsx: %w", err)
		}
	}
	if err := b.file.Write(w); err != nil {
		return fmt.Errorf("write report as xlsx: %w", err)
	}
	return nil
}

// Limits of a workbook.
const (
	cellMost = 32767   // characters of a cell
	rowMost  = 1048576 // rows of a sheet
)

// bookStyles are the styles of a workbook's cells, by their numbers in it.
type bookStyles struct {
	title, section, heading, headingRight int
	body, muted, late, alert              int
	day, instant, whole, number           int
}

// book is a workbook as it fills.
type book struct {
	file            *excelize.File
	label, operator string
	zone            *time.Location
	bookStyles
	first bool
}

func newBook(d *domain.ReportData) (*book, error) {
	b := &book{file: excelize.NewFile(), zone: printerFor(d).zone, first: true}
	made := d.Made.UTC().Format(time.RFC3339)
	err := b.file.SetDocProps(&excelize.DocProperties{Title: words.Text("Patch report"), Creator: orElse(d.By, "Fenceline"), LastModifiedBy: orElse(d.By, "Fenceline"),
		Created: made, Modified: made, Identifier: "xlsx", Language: "en-US", Version: orElse(d.Program, "Fenceline"), Revision: "1"})
	if err != nil {
		return nil, err
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	right := &excelize.Alignment{Vertical: "top", Horizontal: "right", WrapText: true, Indent: 1}
	font := func(bold bool, size float64, colour string) *excelize.Font {
		return &excelize.Font{Family: "Calibri", Bold: bold, Size: size, Color: colour}
	}
	ground := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E2E6EC"}}
	below := []excelize.Border{{Type: "bottom", Color: "566273", Style: 1}}
	plain, heading := font(false, 11, "18202C"), font(true, 11, "18202C")
	dayForm, instantForm := "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&b.title, excelize.Style{Font: font(true, 16, "18202C")}},
		{&b.section, excelize.Style{Font: font(true, 12, "0B5D7A")}},
		{&b.heading, excelize.Style{Font: heading, Fill: ground, Border: below, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}},
		{&b.headingRight, excelize.Style{Font: heading, Fill: ground, Border: below, Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "right", WrapText: true, Indent: 1}}},
		{&b.body, excelize.Style{Font: plain, Alignment: top}},
		{&b.day, excelize.Style{Font: plain, Alignment: top, CustomNumFmt: &dayForm}},
		{&b.instant, excelize.Style{Font: plain, Alignment: top, CustomNumFmt: &instantForm}},
		{&b.whole, excelize.Style{Font: plain, NumFmt: 3, Alignment: right}}, // #,##0
		{&b.number, excelize.Style{Font: plain, Alignment: right}},
		{&b.muted, excelize.Style{Font: font(false, 11, "566273"), Alignment: top}},
		{&b.late, excelize.Style{Font: font(true, 11, "C2352B"), Alignment: right}},
		{&b.alert, excelize.Style{Font: font(true, 11, "65489B"), Alignment: top}},
	} {
		if *s.to, err = b.file.NewStyle(&s.style); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// summary is the first sheet, as the first page of the other forms.
func (b *book) summary(p *page) error {
	t, err := b.newTab(words.Text("Summary"), 0, 1, []float64{44, 22, 22, 26, 26})
	if err != nil {
		return err
	}
	operator := p.Operator
	if p.Sample {
		operator += words.Text(" (invented sample, no real operator)")
	}
	steps := []error{t.out.SetRow("A1", []any{text(b.title, words.Text("Patch report"))}, excelize.RowOpts{Height: 24})}
	t.row = 1
	steps = append(steps, t.add(text(b.section, operator)), t.add())
	for _, h := range p.Header {
		steps = append(steps, t.wide(text(b.body, h.Text), text(b.muted, h.Name)))
	}
	for _, note := range known(p.Pending, p.Withheld, p.NoLines) {
		steps = append(steps, t.add(), t.wide(text(b.alert, note)))
	}
	steps = append(steps, t.add())
	for _, f := range p.Board.Figures {
		style := b.whole
		if f.Alarm {
			style = b.late
		}
		steps = append(steps, t.wide(text(b.muted, f.Note), text(b.body, f.Name), b.count(style, f.Number)))
	}
	for _, g := range append(tierTables(p), sourceTable(p)) {
		steps = append(steps, b.grid(t, g))
	}
	return errors.Join(append(steps, t.out.Flush())...)
}

// count is a number where the words are one, and else the words.
func (b *book) count(style int, s string) excelize.Cell {
	if n, err := strconv.Atoi(strings.ReplaceAll(s, ",", "")); err == nil {
		return excelize.Cell{StyleID: style, Value: n}
	}
	return text(style, s)
}

// grid writes a table below what stands on a sheet.
func (b *book) grid(t *tab, g grid) error {
	steps := []error{t.add()}
	if g.Title != "" {
		steps = append(steps, t.wide(text(b.section, g.Title)))
	}
	if g.Before != "" {
		steps = append(steps, t.wide(text(b.muted, g.Before)))
	}
	if len(g.Rows) == 0 {
		steps = append(steps, t.wide(text(b.muted, g.None)))
	} else {
		head := make([]excelize.Cell, len(g.Columns))
		for i, c := range g.Columns {
			head[i] = text(b.heading, c.Name)
			if c.Right {
				head[i].StyleID = b.headingRight
			}
		}
		steps = append(steps, t.add(head...))
	}
	for _, r := range g.Rows {
		row := make([]excelize.Cell, len(r.Cells))
		for i, c := range r.Cells {
			row[i] = text(b.body, c.text())
			if i < len(g.Columns) && g.Columns[i].Right {
				row[i] = b.count(b.whole, c.text())
			}
		}
		steps = append(steps, t.add(row...))
	}
	for _, note := range g.After {
		steps = append(steps, t.wide(text(b.muted, note)))
	}
	return errors.Join(steps...)
}

// part writes an annex on a sheet of its own.
func (b *book) part(p part) error {
	var widths []float64
	for _, g := range p.Tables {
		for i, c := range g.Columns {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], c.Share*150)
		}
	}
	t, err := b.newTab(p.Name, 0, 1, widths)
	if err != nil {
		return err
	}
	if err := t.wide(text(b.title, p.Title)); err != nil {
		return err
	}
	if p.Sub != "" {
		if err := t.wide(text(b.muted, p.Sub)); err != nil {
			return err
		}
	}
	for _, g := range p.Tables {
		if err := b.grid(t, g); err != nil {
			return err
		}
	}
	return t.out.Flush()
}

// lines is the sheet of all lines, a heading and a row each.
func (b *book) lines(d *domain.ReportData) error {
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = c.width()
	}
	t, err := b.newTab(words.Text("Lines"), 1, 3, widths)
	if err != nil {
		return err
	}
	head := make([]excelize.Cell, len(columns))
	for i, c := range columns {
		head[i] = text(b.heading, c.heading())
	}
	if err := t.add(head...); err != nil {
		return err
	}
	for i := range d.Lines {
		row := make([]excelize.Cell, len(columns))
		for n, c := range columns {
			row[n] = b.lineCell(c, &d.Lines[i])
		}
		if err := t.add(row...); err != nil {
			return err
		}
	}
	if err := t.out.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(columns), max(t.row, 2))
	if err != nil {
		return err
	}
	return b.file.AutoFilter(t.name, "A1:"+last, nil)
}

// lineCell is a cell of the lines as what it is: a day, an instant, a number, or text.
func (b *book) lineCell(c column, l *domain.ReportLine) excelize.Cell {
	s := c.cell(l)
	switch c.kind {
	case kindDay:
		if t, err := time.Parse(time.DateOnly, s); err == nil {
			return excelize.Cell{StyleID: b.day, Value: t}
		}
	case kindInstant:
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return excelize.Cell{StyleID: b.instant, Value: wall(t, b.zone)}
		}
	case kindNumber:
		if n, err := strconv.ParseFloat(s, 64); err == nil {
			return excelize.Cell{StyleID: b.number, Value: n}
		}
	}
	if c.name == "verified_how" && l.Verified != nil {
		s = words.Evidence(*l.Verified, b.zone)
	}
	return text(b.body, s)
}

// wall is an instant as clocks in a zone show it: a workbook knows no zones.
func wall(t time.Time, zone *time.Location) time.Time {
	at := t.In(zone)
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
}
