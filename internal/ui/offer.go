package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

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
