//go:build watch

package ui

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Sight is what a look at the window gives to whoever drives it with mouse and
// keyboard: where which words stand, in pixels of the window.
type Sight struct {
	Screen string `json:"screen"`
	Busy   bool   `json:"busy"` // an import is running
	Texts  []Said `json:"texts"`
}

// Said is one text in sight.
type Said struct {
	Text string `json:"text"`
	X    int    `json:"x"` // of its middle
	Y    int    `json:"y"`
}

// Watch answers each line of in with a [Sight] as one line of JSON, until in
// ends. It is for programs that are built to be driven, and in no other.
func (w *Window) Watch(in io.Reader, out io.Writer) {
	lines := bufio.NewScanner(in)
	answer := json.NewEncoder(out)
	for lines.Scan() {
		seen := make(chan Sight, 1)
		w.run(func(_ context.Context, do func(func())) { do(func() { seen <- w.sight() }) })
		if err := answer.Encode(<-seen); err != nil {
			return
		}
	}
}

func (w *Window) sight() Sight {
	c := w.win.Canvas()
	s := Sight{Screen: string(w.history.Current().Screen), Busy: w.imports.State().Job != nil}
	size := c.Size()
	see := func(o fyne.CanvasObject) {
		s.see(o, fyne.Position{}, c.Scale(), fyne.Position{}, fyne.NewPos(size.Width, size.Height))
	}
	over := c.Overlays().List()
	if len(over) > 0 {
		see(over[len(over)-1])
		return s // nothing under it can be pressed
	}
	see(c.Content())
	return s
}

// see adds the texts of o and what is in it, as far as they lie within from and to.
func (s *Sight) see(o fyne.CanvasObject, at fyne.Position, scale float32, from, to fyne.Position) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch v := o.(type) {
	case *canvas.Text:
		width := v.MinSize().Width
		x := at.X + width/2
		switch v.Alignment {
		case fyne.TextAlignTrailing:
			x = at.X + v.Size().Width - width/2
		case fyne.TextAlignCenter:
			x = at.X + v.Size().Width/2
		}
		y := at.Y + v.Size().Height/2
		if v.Text != "" && x >= from.X && x <= to.X && y >= from.Y && y <= to.Y {
			s.Texts = append(s.Texts, Said{Text: v.Text, X: int(x * scale), Y: int(y * scale)})
		}
	case *fyne.Container:
		for _, child := range v.Objects {
			s.see(child, at, scale, from, to)
		}
	case fyne.Widget:
		// What a widget holds shows only within it: lists and pages scroll.
		from = fyne.NewPos(max(from.X, at.X), max(from.Y, at.Y))
		to = fyne.NewPos(min(to.X, at.X+v.Size().Width), min(to.Y, at.Y+v.Size().Height))
		for _, child := range test.WidgetRenderer(v).Objects() {
			s.see(child, at, scale, from, to)
		}
	}
}
