package ui

import (
	"fyne.io/fyne/v2"
)

// tabsLayout sets tabs beside each other. Where there is little room they stand closer,
// then without their numbers: every page stays in reach.
type tabsLayout struct{}

// MinSize implements [fyne.Layout]: the least width is that of the words alone.
func (tabsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width, height := float32(0), float32(0)
	for _, o := range objects {
		width += bareWidth(o)
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(width+gap8*float32(max(0, len(objects)-1)), height)
}

// Layout implements [fyne.Layout].
func (tabsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	full := float32(0)
	for _, o := range objects {
		full += o.MinSize().Width
	}
	gaps := float32(max(1, len(objects)-1))
	gap, bare := float32(gap24), full+gap12*gaps > size.Width
	switch {
	case bare:
		bared := float32(0)
		for _, o := range objects {
			bared += bareWidth(o)
		}
		gap = min(gap24, max(gap8, (size.Width-bared)/gaps))
	case full+gap24*gaps > size.Width:
		gap = gap12
	}
	x := float32(0)
	for _, o := range objects {
		width := o.MinSize().Width
		if bare {
			width = bareWidth(o)
		}
		if t, ok := o.(*tabButton); ok {
			setVisible(t.number, !bare)
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width + gap
	}
}

// bareWidth is how wide a tab is without its number.
func bareWidth(o fyne.CanvasObject) float32 {
	if t, ok := o.(*tabButton); ok {
		return round(t.words.MinSize().Width)
	}
	return o.MinSize().Width
}
