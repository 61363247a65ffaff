package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// reportsView offers the reports that can be written.
type reportsView struct {
	w    *Window
	page *page
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
		k.text("Reports", styleTitle, k.ink()),
		k.para(words.ReportsNote(&status), styleBody, k.muted), space(1, gap8),
	}
	switch {
	case s.Err != nil:
		parts = append(parts, k.warning("circle-alert", words.ErrorLine(s.Err), k.overdue))
	case s.Path != "":
		parts = append(parts, k.warning("circle-check", words.ReportWritten(s.Path), k.good))
	}
	choice := func(format, icon, title, say, button string, kind buttonKind) fyne.CanvasObject {
		press := k.button(kind, icon, button, func() { v.w.chooseReport(format) })
		if s.Busy != "" {
			press.lockedBecause("A report is being written")
		}
		return k.card(padAll(gap24, column(gap8,
			k.text(title, styleSection, k.ink()), k.para(say, styleBody, k.muted), space(1, gap8), row(0, press, spring()))))
	}
	parts = append(parts, row(gap16,
		growFill(choice("html", "file-text", "Patch report", words.ReportHTML(), "Export HTML…", mainButton)),
		growFill(choice("csv", "table-2", "Line table", words.ReportCSV(), "Export CSV…", plainButton))))
	if s.Failed != nil {
		parts = append(parts, k.warning("circle-alert", words.ErrorLine(s.Failed), k.overdue))
	}
	if s.Stats != nil {
		parts = append(parts, space(1, gap8), v.onTime(s.Stats), space(1, gap8), v.flow(s.Stats))
	}
	v.page.set(&fyne.Container{Layout: &padLayout{gap24, gap24, gap24, gap24}, Objects: []fyne.CanvasObject{column(gap12, parts...)}}, false)
}

// reportName is the file name a report is offered under.
func (w *Window) reportName(format string) string {
	return "fenceline-report-" + w.deps.Now().In(w.zone()).Format("2006-01-02") + "." + format
}
