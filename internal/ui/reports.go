package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// reportsView shows what a report would say to whom, and writes it; a second page
// has the figures over time.
type reportsView struct {
	w      *Window
	page   *page
	toward string // what was shown last, to know when to begin at the top again
}

func newReportsView(w *Window) *reportsView { return &reportsView{w: w, page: newPage(space(1, 1))} }

func (v *reportsView) content() fyne.CanvasObject { return sheet(v.w.k.ground, v.page) }
func (v *reportsView) first() fyne.Focusable      { return nil }
func (v *reportsView) refresh()                   { v.w.reports.Refresh() }
func (v *reportsView) open(string)                {}

func (v *reportsView) show(s screen.ReportsState) {
	k := v.w.k
	status := v.w.frame.State().Status
	parts := []fyne.CanvasObject{
		row(gap12, k.text(words.Text("Reports"), styleTitle, k.ink()), spring(), v.export(&s)),
		k.para(words.ReportsNote(&status), styleBody, k.muted),
		k.tabs([]tab{
			{word: words.Text("Patch report"), count: -1, chosen: !s.Figures, press: func() { v.w.reports.Show(false) }},
			{word: words.Text("On time and flow"), count: -1, chosen: s.Figures, press: func() { v.w.reports.Show(true) }},
		}), space(1, gap4),
	}
	if s.Figures {
		parts = append(parts, v.figures(&s)...)
	} else {
		parts = append(parts, v.written(&s)...)
		parts = append(parts, rowTop(gap16, fixed(reportChoice, 0, v.choice(&s)), grow(v.preview(&s))))
	}
	toward := "report"
	if s.Figures {
		toward = "figures"
	}
	v.page.set(&fyne.Container{Layout: &padLayout{gap24, gap24, gap24, gap24}, Objects: []fyne.CanvasObject{column(gap12, parts...)}}, toward != v.toward)
	v.toward = toward
}

// reportChoice is the width of what is chosen about a report.
const reportChoice float32 = 300

func (v *reportsView) figures(s *screen.ReportsState) []fyne.CanvasObject {
	switch {
	case s.Failed != nil:
		return []fyne.CanvasObject{v.w.k.warning("circle-alert", words.ErrorLine(s.Failed), v.w.k.overdue)}
	case s.Stats == nil:
		return []fyne.CanvasObject{v.w.k.waiting(words.Text("Counting"))}
	}
	return []fyne.CanvasObject{v.onTime(s.Stats), v.flow(s.Stats)}
}

// export is the button that writes the report as it was chosen.
func (v *reportsView) export(s *screen.ReportsState) fyne.CanvasObject {
	name, _ := words.ReportForm(s.Format)
	press := v.w.k.button(mainButton, "download", words.Text("Export {name}…", "name", name), v.w.chooseReport)
	switch {
	case s.Busy != "":
		press.lockedBecause(words.Text("A report is being written"))
	case s.Unseen != nil:
		press.lockedBecause(words.Text("The report could not be put together"))
	}
	return press
}

// written says how the last export went; nothing before one.
func (v *reportsView) written(s *screen.ReportsState) []fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Busy != "":
		return []fyne.CanvasObject{k.para(words.Text("Writing"), styleCaption, k.muted)}
	case s.Err != nil:
		return []fyne.CanvasObject{k.warning("circle-alert", words.ErrorLine(s.Err), k.overdue)}
	case s.Path != "":
		return []fyne.CanvasObject{k.warning("circle-check", words.ReportWritten(s.Path), k.good)}
	}
	return nil
}

// choice is the form of the report, and who will read it.
func (v *reportsView) choice(s *screen.ReportsState) fyne.CanvasObject {
	k := v.w.k
	_, use := words.ReportForm(s.Format)
	var forms []segment
	for _, form := range screen.ReportForms {
		forms = append(forms, segment{word: strings.ToUpper(form), count: -1, chosen: form == s.Format, press: func() { v.w.reports.As(form) }})
	}
	parts := []fyne.CanvasObject{k.text(words.Text("File type"), styleSection, k.ink()), row(0, k.segments(forms), spring()), k.para(use, styleRow, k.muted),
		space(1, gap8), k.text(words.Text("Who will read it"), styleSection, k.ink())}
	for _, audience := range screen.Audiences {
		name, sees := words.ReportAudience(audience)
		parts = append(parts, k.option(name, sees, audience == s.Audience, func() { v.w.reports.For(audience) }))
	}
	return k.card(padAll(gap16, column(gap4, parts...)))
}

// preview is the report as it would be, by the first rows of each table.
func (v *reportsView) preview(s *screen.ReportsState) fyne.CanvasObject {
	k := v.w.k
	switch {
	case s.Unseen != nil:
		return k.card(padAll(gap24, k.failed(s.Unseen, v.w.Refresh)))
	case s.Preview == nil:
		return k.card(padAll(gap24, k.waiting(words.Text("Putting the report together"))))
	}
	p := s.Preview
	parts := []fyne.CanvasObject{
		rowTop(gap12, grow(column(0, k.text(words.Text("Patch report"), styleTitle, k.ink()), k.para(p.Operator, styleBody, k.muted))), k.tlp(p.TLP)), space(1, gap4), k.reportFigures(p.Figures), space(1, gap8),
	}
	for _, h := range p.Header {
		parts = append(parts, k.pair(h.Name, h.Text))
	}
	for _, notice := range p.Notices {
		parts = append(parts, space(1, gap4), k.warning("info", notice, k.unknown))
	}
	for i := range p.Tables {
		parts = append(parts, space(1, gap24), k.reportTable(&p.Tables[i]))
	}
	return k.card(padAll(gap24, column(gap4, parts...)))
}

// reportFigures are the figures of a report's first page, side by side while there is
// room, else in rows of about as many each.
func (k *kit) reportFigures(all []domain.ReportFigure) fyne.CanvasObject {
	cards := make([]fyne.CanvasObject, len(all))
	for i := range all {
		f := &all[i]
		ink := k.ink()
		switch {
		case f.Alarm:
			ink = k.overdue.on
		case f.Unknown:
			ink = k.unknown.on
		}
		cards[i] = k.card(padAll(gap12, column(0, k.text(f.Number, styleTitle, ink), k.para(f.Name, styleStrong, k.ink()), k.para(f.Note, styleCaption, k.muted))))
	}
	return &fyne.Container{Layout: &cardsLayout{least: figureLeast, close: true}, Objects: cards}
}

const figureLeast float32 = 116

// reportTable is the beginning of a table of a report.
func (k *kit) reportTable(t *domain.ReportTable) fyne.CanvasObject {
	note := ""
	if len(t.Rows) > 0 {
		note = words.ReportRows(len(t.Rows), t.More)
	}
	parts := []fyne.CanvasObject{k.heading(t.Title, note), space(1, gap4)}
	if len(t.Rows) == 0 {
		return column(0, append(parts, k.para(t.None, styleRow, k.muted))...)
	}
	shares := make([]float32, len(t.Shares))
	for i, share := range t.Shares {
		shares[i] = float32(share)
	}
	cells := func(texts []string, ink color.Color) fyne.CanvasObject {
		line := make([]fyne.CanvasObject, len(texts))
		for i, text := range texts {
			line[i] = pad(gap4, gap8, gap4, 0, k.para(text, styleCaption, ink))
		}
		return k.grid(shares, line...)
	}
	parts = append(parts, cells(t.Columns, k.muted))
	for _, row := range t.Rows {
		parts = append(parts, k.rule(), cells(row, k.ink()))
	}
	return column(0, parts...)
}

// reportName is the file name a report is offered under.
func (w *Window) reportName(format string) string {
	return "fenceline-report-" + w.deps.Now().In(w.zone()).Format("2006-01-02") + "." + format
}
