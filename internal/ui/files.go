package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

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

// chooseSBOM asks for the file of an inventory of an asset.
func (w *Window) chooseSBOM(asset string) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			path := r.URI().Path()
			_ = r.Close()
			w.imports.StartSBOM(asset, path)
		}
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".json", ".xml", ".spdx"}))
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(words.Text("Import"))
	d.Show()
}

// chooseReport asks where a report goes.
func (w *Window) chooseReport() {
	w.chooseSave(w.reportName(w.reports.State().Format), words.Text("Export"), w.reports.Export)
}
