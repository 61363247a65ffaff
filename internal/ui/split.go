package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// split is a list and a detail side by side with a line between them that can
// be dragged; where it lies is remembered as a share of the width.
type split struct {
	widget.BaseWidget
	k           *kit
	left, right fyne.CanvasObject
	wished      float32 // width of the left side in a content of 1256, while nobody dragged
	least       float32
	leastRight  float32
	share       float32 // 0: nobody dragged
	moved       func(share float32)
	line        *canvas.Rectangle
	grip        *splitGrip
	box         *fyne.Container
}

func (k *kit) split(left, right fyne.CanvasObject, wished, least, leastRight float32) *split {
	s := &split{k: k, left: left, right: right, wished: wished, least: least, leastRight: leastRight, line: canvas.NewRectangle(k.line)}
	s.grip = &splitGrip{s: s, back: canvas.NewRectangle(color.Transparent)}
	s.grip.ExtendBaseWidget(s.grip)
	s.box = &fyne.Container{Objects: []fyne.CanvasObject{left, right, s.line, s.grip}}
	s.ExtendBaseWidget(s)
	return s
}

func (s *split) at(width float32) float32 {
	at := s.wished / contentWidth * width
	if s.share > 0 {
		at = s.share * width
	}
	return round(min(max(at, s.least), max(s.least, width-s.leastRight)))
}

// Resize implements [fyne.CanvasObject].
func (s *split) Resize(size fyne.Size) {
	s.BaseWidget.Resize(size)
	if size.Width < s.least+s.leastRight {
		s.stack(size)
		return
	}
	at := s.at(size.Width)
	s.left.Resize(fyne.NewSize(at, size.Height))
	s.line.Move(fyne.NewPos(at, 0))
	s.line.Resize(fyne.NewSize(hairline, size.Height))
	s.right.Move(fyne.NewPos(at+hairline, 0))
	s.right.Resize(fyne.NewSize(size.Width-at-hairline, size.Height))
	s.grip.Move(fyne.NewPos(at-3, 0))
	s.grip.Resize(fyne.NewSize(7, size.Height))
}

// stack puts the list over the detail where the window is too narrow for both
// side by side, as at 200 % on a small screen.
func (s *split) stack(size fyne.Size) {
	high := round(size.Height * 0.45)
	s.left.Resize(fyne.NewSize(size.Width, high))
	s.line.Move(fyne.NewPos(0, high))
	s.line.Resize(fyne.NewSize(size.Width, hairline))
	s.right.Move(fyne.NewPos(0, high+hairline))
	s.right.Resize(fyne.NewSize(size.Width, size.Height-high-hairline))
	s.grip.Resize(fyne.Size{})
}

// MinSize implements [fyne.CanvasObject].
func (s *split) MinSize() fyne.Size { return fyne.NewSize(320, 160) }

// CreateRenderer implements [fyne.Widget].
func (s *split) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }

// splitGrip is the part of a split that is dragged.
type splitGrip struct {
	widget.BaseWidget
	s    *split
	back *canvas.Rectangle
}

// CreateRenderer implements [fyne.Widget].
func (g *splitGrip) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.back) }

// Cursor implements [desktop.Cursorable].
func (g *splitGrip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// Dragged implements [fyne.Draggable].
func (g *splitGrip) Dragged(e *fyne.DragEvent) {
	width := g.s.Size().Width
	if width > 0 {
		g.s.share = (g.Position().X + e.Position.X) / width
		g.s.Resize(g.s.Size())
	}
}

// DragEnd implements [fyne.Draggable].
func (g *splitGrip) DragEnd() {
	if g.s.moved != nil {
		g.s.moved(g.s.share)
	}
}
