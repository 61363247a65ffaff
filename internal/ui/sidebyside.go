package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"fenceline/internal/words"
)

// sideRow is one thing as it was and as it is; "" where it was not there.
type sideRow struct{ name, before, after string }

// sideBySide shows what differs between two times beside each other: a column for each,
// under its name, and for each thing whether it is new, gone or changed.
func (k *kit) sideBySide(what, before, after string, rows []sideRow) fyne.CanvasObject {
	shares := []float32{0.44, 0.28, 0.28}
	head := pad(0, 0, 0, markSize+gap8, k.cells(shares, k.muted, styleCaption, what, before, after))
	parts := []fyne.CanvasObject{fixed(0, 26, head), k.rule()}
	for _, r := range rows {
		mark, ink := "arrow-right", k.primary
		was, is := k.cut(r.before, styleRow, k.muted), k.cut(r.after, styleRowBold, k.ink())
		none := func() *cut { return k.cut(words.NotThere(), styleCaption, k.muted) }
		switch {
		case r.before == "":
			mark, ink, was = "plus", k.good.on, none()
		case r.after == "":
			mark, ink, is = "x", color.Color(k.muted), none()
		}
		line := row(gap8, k.icon(mark, markSize, ink), grow(k.grid(shares, k.cut(r.name, styleRow, k.ink()), was, is)))
		parts = append(parts, fixed(0, rowInner, line), k.rule())
	}
	return column(0, parts...)
}
