package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/words"
)

// emptyState says what is missing and what to do about it.
func (k *kit) emptyState(icon, title, say string, act fyne.CanvasObject) fyne.CanvasObject {
	name := k.text(title, styleSection, k.ink())
	name.Alignment = fyne.TextAlignCenter
	parts := []fyne.CanvasObject{
		fixed(0, 28, row(0, spring(), k.icon(icon, 28, k.muted), spring())), space(1, gap8),
		name, centred(k, say),
	}
	if act != nil {
		parts = append(parts, space(1, gap12), fixed(0, controlHeight, row(0, spring(), act, spring())))
	}
	return &fyne.Container{Layout: &middleLayout{380}, Objects: []fyne.CanvasObject{column(gap4, parts...)}}
}

// centred is wrapped text whose lines stand in the middle.
func centred(k *kit, s string) fyne.CanvasObject {
	p := k.para(s, styleBody, k.muted)
	p.centre = true
	return p
}

// middleLayout puts one object of a set width in the middle.
type middleLayout struct{ width float32 }

func (l *middleLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	return heightFor(o[0], min(l.width, width-2*gap24)) + 2*gap24
}

func (l *middleLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 120) }

func (l *middleLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(l.width, size.Width-2*gap24)
	h := heightFor(o[0], w)
	o[0].Move(fyne.NewPos(round((size.Width-w)/2), round(max(gap24, (size.Height-h)*0.42))))
	o[0].Resize(fyne.NewSize(w, h))
}

// waiting says what is being read.
func (k *kit) waiting(what string) fyne.CanvasObject {
	name := k.text(what+" …", styleBody, k.muted)
	name.Alignment = fyne.TextAlignCenter
	return &fyne.Container{Layout: &middleLayout{360}, Objects: []fyne.CanvasObject{
		column(gap8, fixed(0, 20, row(0, spring(), k.icon("loader-circle", 20, k.muted), spring())), name),
	}}
}

// failed says what went wrong, and offers to try again.
func (k *kit) failed(err error, again func()) fyne.CanvasObject {
	return k.emptyState("circle-alert", words.Text("This could not be read"), words.ErrorLine(err), k.button(plainButton, "refresh-cw", words.Text("Try again"), again))
}
