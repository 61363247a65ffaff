package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// notice is the one message above the status bar: what the last job did, or
// why it stopped. It stays until it is read.
type notice struct {
	w       *Window
	inner   *fyne.Container
	content *fyne.Container
}

func newNotice(w *Window) *notice {
	n := &notice{w: w, inner: row(gap12)}
	n.content = layers(canvas.NewRectangle(w.k.surface), column(0, w.k.rule(), fixed(0, messageHeight-hairline, pad(0, gap16, 0, gap16, n.inner))))
	n.content.Hide()
	return n
}

func (n *notice) show(s screen.ImportsState) {
	k := n.w.k
	var parts []fyne.CanvasObject
	switch {
	case s.Job != nil:
	case s.JobErr != nil:
		parts = []fyne.CanvasObject{k.icon("circle-alert", iconControl, k.overdue.on), grow(k.cut(words.ErrorLine(s.JobErr), styleRow, k.ink()))}
		if len(s.Paths) > 0 {
			parts = append(parts, k.button(linkButton, "", "Retry", n.w.imports.Retry))
		}
	case s.Done != nil:
		id := s.Done.ID
		parts = []fyne.CanvasObject{k.icon("check", iconControl, k.good.on), grow(k.cut(words.Receipt(*s.Done), styleRow, k.ink())),
			k.button(linkButton, "", "Receipt", func() { n.w.Go(screen.Route{Screen: screen.NameImports, ID: id}) })}
	case s.Stored != nil:
		parts = []fyne.CanvasObject{k.icon("check", iconControl, k.good.on), grow(k.cut(words.SnapshotSentence(s.Stored), styleRow, k.ink()))}
	}
	was := n.content.Visible()
	setVisible(n.content, len(parts) > 0)
	if len(parts) > 0 {
		n.inner.Objects = append(parts, k.button(quietButton, "x", "", n.w.imports.Read).low().saying("Close"))
		n.inner.Refresh()
	}
	if was != n.content.Visible() && n.w.root != nil {
		n.w.root.Refresh()
	}
}

// offer asks what a dropped or chosen file is: advisories, or an inventory of
// one asset.
type offer struct {
	w       *Window
	inner   *fyne.Container
	content *fyne.Container
	choice  *widget.Select
	ids     map[string]string
	drawn   *screen.Offer
}

func newOffer(w *Window) *offer {
	o := &offer{w: w, inner: row(gap12), ids: map[string]string{}}
	o.choice = widget.NewSelect(nil, func(string) {})
	o.choice.PlaceHolder = "Of which asset?"
	o.content = layers(canvas.NewRectangle(w.k.selected), column(0, fixed(0, 56, pad(0, gap16, 0, gap16, o.inner)), w.k.rule()))
	o.content.Hide()
	return o
}

// showAssets keeps the choice of assets as long as the desk has them.
func (o *offer) showAssets(all []domain.AssetView) {
	names := make([]string, 0, len(all))
	o.ids = map[string]string{}
	for i := range all {
		names = append(names, all[i].Name)
		o.ids[all[i].Name] = all[i].ID
	}
	o.choice.SetOptions(names)
}

func (o *offer) show(s *screen.Offer) {
	k := o.w.k
	was := o.content.Visible()
	setVisible(o.content, s != nil)
	if s != nil && s != o.drawn {
		if detail := o.w.assets.State().Detail; detail != nil && s.SBOM && o.w.history.Current().Screen == screen.NameAssets {
			o.choice.SetSelected(detail.Name)
		} else {
			o.choice.ClearSelected()
		}
		inventory := func() {
			if id, ok := o.ids[o.choice.Selected]; ok {
				o.w.imports.StartSBOM(id, s.Paths[0])
			} else {
				o.w.win.Canvas().Focus(o.choice)
			}
		}
		advisories := func() { o.w.imports.Start(s.Paths) }
		first, second := mainButton, plainButton
		if s.SBOM {
			first, second = plainButton, mainButton
		}
		parts := []fyne.CanvasObject{k.icon("upload", iconControl, k.primary), grow(k.cut(words.OfferLine(s.Name, len(s.Paths), s.SBOM), styleStrong, k.ink())),
			k.button(first, "", "Import as advisories", advisories)}
		if len(s.Paths) == 1 {
			parts = append(parts, space(gap4, 0), fixed(190, controlHeight, o.choice), k.button(second, "", "Import inventory", inventory))
		}
		o.inner.Objects = append(parts, k.button(quietButton, "x", "", o.w.imports.Forget).saying("Do not import  Esc"))
		o.inner.Refresh()
		o.w.assets.Refresh()
	}
	o.drawn = s
	if was != o.content.Visible() && o.w.root != nil {
		o.w.root.Refresh()
	}
}

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
			w.imports.Consider([]string{path})
		}
	}, w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText("Import")
	d.Show()
}

func (w *Window) chooseFolder() {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			w.imports.Start([]string{u.Path()})
		}
	}, w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText("Import")
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
	d.SetConfirmText("Import")
	d.Show()
}

// chooseReport asks where a report goes.
func (w *Window) chooseReport(format string) {
	d := dialog.NewFileSave(func(out fyne.URIWriteCloser, err error) {
		if err == nil && out != nil {
			path := out.URI().Path()
			_ = out.Close()
			w.reports.Export(format, path)
		}
	}, w.win)
	d.SetFileName(w.reportName(format))
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText("Export")
	d.Show()
}
