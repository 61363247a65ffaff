package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// facetLayout puts facets beside the table and leaves them out where the table
// would get too narrow.
type facetLayout struct{}

func (*facetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 100) }

func (*facetLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := facetWidth
	if size.Width < facetWidth+380 {
		left = 0
	}
	setVisible(o[0], left > 0)
	setVisible(o[1], left > 0)
	o[0].Resize(fyne.NewSize(facetWidth, size.Height))
	o[1].Move(fyne.NewPos(facetWidth-hairline, 0))
	o[1].Resize(fyne.NewSize(hairline, size.Height))
	o[2].Move(fyne.NewPos(left, 0))
	o[2].Resize(fyne.NewSize(size.Width-left, size.Height))
}

// facetList narrows the list by kind, exposure and inventory.
func (v *assetsView) facetList(s *screen.AssetsState) fyne.CanvasObject {
	k := v.w.k
	f := s.Filter
	var parts []fyne.CanvasObject
	group := func(title string) {
		if len(parts) > 0 {
			parts = append(parts, space(1, gap12))
		}
		parts = append(parts, pad(0, 0, gap4, gap8, k.text(title, styleCaption, k.muted)))
	}
	entry := func(word string, n int, chosen bool, to screen.AssetFilter) {
		parts = append(parts, newFacet(k, word, n, chosen, func() { v.w.assets.Narrow(to) }))
	}
	group(words.Text("Kind"))
	all := f
	all.Kind = nil
	entry(words.Text("All"), s.All, f.Kind == nil, all)
	for _, kind := range s.Kinds {
		to := f
		to.Kind = &kind.Value
		entry(words.AssetKind(kind.Value), kind.Count, f.Kind != nil && *f.Kind == kind.Value, to)
	}
	group(words.Text("Publicly exposed"))
	for _, a := range []domain.Answer{domain.Yes, domain.No, domain.Unanswered} {
		to := f
		chosen := f.Exposed != nil && *f.Exposed == a
		to.Exposed = &a
		if chosen {
			to.Exposed = nil
		}
		entry(words.AnswerWord(a), s.Exposed[a], chosen, to)
	}
	group(words.Text("Not answered"))
	for _, q := range screen.FactGroups[0].Fields[1:] {
		to := f
		chosen := f.Open == q
		to.Open = q
		if chosen {
			to.Open = ""
		}
		entry(words.OpenQuestion(q), s.OpenFacts[q], chosen, to)
	}
	group(words.Text("Inventory"))
	for _, has := range []bool{true, false} {
		to := f
		chosen := f.Inventory != nil && *f.Inventory == has
		to.Inventory = &has
		if chosen {
			to.Inventory = nil
		}
		n := s.Inventoried
		if !has {
			n = s.All - s.Inventoried
		}
		entry(words.HasInventory(has), n, chosen, to)
	}
	return padAll(gap12, column(0, parts...))
}

// newFacet is a line of the facets: a word, a count, chosen or not.
func newFacet(k *kit, word string, n int, chosen bool, press func()) fyne.CanvasObject {
	b := k.button(rowButton, "", "", press)
	b.chosen = chosen
	b.height = 28
	b.dress()
	st := styleRow
	st.bold = chosen
	over := pad(0, gap8, 0, gap8, row(gap8, grow(newPlainCut(k, word, st)), k.text(words.Number(n), styleCaption, k.muted)))
	return fixed(0, 28, &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{b, over}})
}

// plainCut is cut text without a wish for the pointer, for words on buttons.
type plainCut struct {
	widget.BaseWidget
	k     *kit
	full  string
	style textStyle
	line  *canvas.Text
}

func newPlainCut(k *kit, s string, st textStyle) *plainCut {
	t := &plainCut{k: k, full: s, style: st, line: k.text(s, st, k.ink())}
	t.ExtendBaseWidget(t)
	return t
}

// Resize implements [fyne.CanvasObject].
func (t *plainCut) Resize(s fyne.Size) {
	t.BaseWidget.Resize(s)
	said := shorten(t.full, t.style, s.Width)
	if s.Width < t.MinSize().Width+t.style.line {
		said = "" // a letter and dots say nothing
	}
	setWords(t.line, said, t.style.bold)
	t.line.Resize(s)
	t.line.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (t *plainCut) MinSize() fyne.Size { return fyne.NewSize(20, t.style.line) }

// CreateRenderer implements [fyne.Widget].
func (t *plainCut) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.line) }
