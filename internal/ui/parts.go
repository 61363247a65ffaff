package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// grid is a row whose objects take set shares of its width.
func (k *kit) grid(shares []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &gridLayout{shares}, Objects: objects}
}

// cells is a grid of plain texts.
func (k *kit) cells(shares []float32, c color.Color, st textStyle, texts ...string) *fyne.Container {
	objects := make([]fyne.CanvasObject, len(texts))
	for i, s := range texts {
		objects[i] = k.cut(s, st, c)
	}
	return k.grid(shares, objects...)
}

const gridGap float32 = 6

type gridLayout struct{ shares []float32 }

func (l *gridLayout) heightOf(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, o := range objects {
		h = max(h, heightFor(o, width*l.shares[i]-gridGap))
	}
	return h
}

func (l *gridLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		m := minOf(o)
		s.Width += m.Width + gridGap
		s.Height = max(s.Height, m.Height)
	}
	return s
}

func (l *gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, o := range objects {
		w := size.Width * l.shares[i]
		room := w - gridGap
		if i == len(objects)-1 {
			room = w
		}
		h := min(size.Height, heightFor(o, room))
		o.Move(fyne.NewPos(round(x), round((size.Height-h)/2)))
		o.Resize(fyne.NewSize(max(0, room), h))
		x += w
	}
}

// warning is a line in a tinted box.
func (k *kit) warning(icon, say string, c tint) fyne.CanvasObject {
	back := canvas.NewRectangle(c.under)
	back.CornerRadius = radiusControl
	return layers(back, pad(gap8, gap12, gap8, gap12, rowTop(gap12,
		pad(2, 0, 0, 0, k.icon(icon, iconControl, c.on)), grow(k.para(say, styleRow, k.ink())))))
}

// pair is a name at the left and a value at the right.
func (k *kit) pair(name, value string) fyne.CanvasObject {
	return column(0, fixed(0, rowInner, row(gap12, k.text(name, styleRow, k.muted), grow(k.cutTrailing(value, styleRow, k.ink())))), k.rule())
}

// importButton opens the choice of what to import.
func (w *Window) importButton(kind buttonKind) *button {
	return w.k.menuButton(kind, "download", words.Text("Import…"), func() []menuItem {
		items := []menuItem{
			{word: words.Text("A file or archive…"), press: w.chooseFile},
			{word: words.Text("A folder…"), press: w.chooseFolder},
		}
		for _, d := range w.imports.State().Drives {
			items = append(items, menuItem{word: screen.DriveName(d), press: func() { w.imports.Take([]string{d.Path}) }})
		}
		return items
	})
}

// split is a list and detail of a screen, with the place of the line between
// them remembered.
func (w *Window) split(name screen.Name, left, right fyne.CanvasObject, wished, least float32) *split {
	s := w.k.split(left, right, wished, least, 320)
	s.share = w.splits[name]
	s.moved = func(share float32) { w.splits[name] = share }
	return s
}

// zone is the desk's zone.
func (w *Window) zone() *time.Location { return zoneOf(w.frame.State().Status.Desk) }

func zoneOf(d domain.Desk) *time.Location {
	if zone, err := time.LoadLocation(d.Zone); err == nil {
		return zone
	}
	return time.UTC
}

func countWord(n int) string {
	if n <= 0 {
		return ""
	}
	return words.Number(n)
}

func deskNote(s domain.DeskStatus) string { return words.DeskNote(&s) }

// detailPad is the room around a detail: the line above its title stands level
// with the heads of lists.
func detailPad(o fyne.CanvasObject) fyne.CanvasObject { return pad(14, gap24, gap24, gap24, o) }
