package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// dropped takes files that were dropped anywhere on the window.
func (w *Window) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
	}
	w.imports.Consider(paths)
}

const (
	dialogWide float32 = 900
	dialogHigh float32 = 620
)

func (w *Window) chooseFile() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			path := r.URI().Path()
			_ = r.Close()
			w.imports.Take([]string{path})
		}
	}, w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(words.Text("Import"))
	d.Show()
}

func (w *Window) chooseFolder() {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			w.imports.Take([]string{u.Path()})
		}
	}, w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(words.Text("Import"))
	d.Show()
}

// chooseSBOM asks for the file of an inventory of an asset, and shows it before it is
// put on it.
func (w *Window) chooseSBOM(asset string) {
	w.chooseOpen(words.Text("Preview"), func(path string) {
		w.intake.OpenFor(asset, path)
		w.Go(screen.Route{Screen: screen.NameIntake})
	})
}

// chooseList asks for a list of assets.
func (w *Window) chooseList() {
	w.chooseOpen(words.Text("Preview"), func(path string) { w.preview(domain.GuessAssets, path) })
}

// chooseTickets asks for a list of tickets and exceptions kept elsewhere.
func (w *Window) chooseTickets() {
	w.chooseOpen(words.Text("Preview"), func(path string) { w.preview(domain.GuessTickets, path) })
}

// chooseMachines asks for the folder, often on a stick, in which collected files lie.
func (w *Window) chooseMachines() {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			w.preview(domain.GuessMachines, u.Path())
		}
	}, w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(words.Text("Preview"))
	d.Show()
}

// chooseScanned asks for the folder that is looked through.
func (w *Window) chooseScanned(then func(path string)) {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			then(u.Path())
		}
	}, w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(words.Text("Choose"))
	d.Show()
}

// chooseReport asks where a report goes.
func (w *Window) chooseReport() {
	w.chooseSave(w.reportName(w.reports.State().Format), words.Text("Export"), w.reports.Export)
}
