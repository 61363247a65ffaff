package ui

import (
	"image/color"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// text gives one line of text.
func (k *kit) text(s string, st textStyle, c color.Color) *canvas.Text {
	t := canvas.NewText("", c)
	t.TextSize = st.size
	setWords(t, s, st.bold)
	return t
}

// setWords puts words into a text, with the font that can write them.
func setWords(t *canvas.Text, s string, bold bool) {
	t.Text, t.TextStyle.Bold, t.FontSource = s, bold, fontFor(s, bold)
}

// fontFor is the bundled font for words it can write alone, and nil for others:
// then the toolkit looks through its own fonts and the system's, three of which it
// reads when it meets the first such text, while whatever is drawn waits.
func fontFor(s string, bold bool) fyne.Resource {
	for _, r := range s {
		if !inBundled(r) {
			return nil
		}
	}
	return bundled(bold)
}

// inBundled reports whether both bundled fonts have a sign for r; it knows the
// ranges that common words are made of, not all they have.
func inBundled(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= ' '
	case r < 0x180: // Latin with its accents; a soft hyphen is no sign
		return r >= 0xa0 && r != 0xad && r != 0x149
	}
	return r >= 0x2010 && r <= 0x2027 || r >= 0x2190 && r <= 0x2199 || r == 0x2212 || r == 0x2264 || r == 0x2265
}

// trailing gives one line of text at the right of its room.
func (k *kit) trailing(s string, st textStyle, c color.Color) *canvas.Text {
	t := k.text(s, st, c)
	t.Alignment = fyne.TextAlignTrailing
	return t
}

func widthOf(s string, st textStyle) float32 {
	if s == "" {
		return 0
	}
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, st.size, fyne.TextStyle{Bold: st.bold}, fontFor(s, st.bold))
	return size.Width
}

// shorten cuts s at its end so that it fits the width, an ellipsis included.
func shorten(s string, st textStyle, width float32) string {
	if s == "" || widthOf(s, st) <= width {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if widthOf(strings.TrimRight(string(runes[:mid]), " ,")+"…", st) <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ,") + "…"
}

// shortenPath shortens a path to its end, where the names of files differ: "…/osv/GHSA-1.json".
func shortenPath(s string, st textStyle, width float32) string {
	if s == "" || widthOf(s, st) <= width {
		return s
	}
	runes := []rune(s)
	kept := sort.Search(len(runes), func(n int) bool { return widthOf("…"+string(runes[len(runes)-n:]), st) > width })
	return "…" + string(runes[len(runes)-max(0, kept-1):])
}

// cut is one line of text that is shortened to its room and shows itself whole
// under the pointer.
type cut struct {
	widget.BaseWidget
	k     *kit
	full  string
	style textStyle
	line  *canvas.Text
}

func (k *kit) cut(s string, st textStyle, c color.Color) *cut {
	t := &cut{k: k, full: s, style: st, line: k.text(s, st, c)}
	t.ExtendBaseWidget(t)
	return t
}

func (k *kit) cutTrailing(s string, st textStyle, c color.Color) *cut {
	t := k.cut(s, st, c)
	t.line.Alignment = fyne.TextAlignTrailing
	return t
}

// Resize implements [fyne.CanvasObject].
func (t *cut) Resize(s fyne.Size) {
	t.BaseWidget.Resize(s)
	if short := shorten(t.full, t.style, s.Width); short != t.line.Text {
		setWords(t.line, short, t.style.bold)
		t.line.Refresh()
	}
	t.line.Resize(s)
}

// MinSize implements [fyne.CanvasObject].
func (t *cut) MinSize() fyne.Size {
	return fyne.NewSize(min(widthOf(t.full, t.style), 40), t.style.line)
}

// CreateRenderer implements [fyne.Widget].
func (t *cut) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.line) }

// MouseIn implements [desktop.Hoverable].
func (t *cut) MouseIn(*desktop.MouseEvent) {
	if t.line.Text != t.full {
		t.k.hint.show(t, t.full)
	}
}

// MouseMoved implements [desktop.Hoverable].
func (t *cut) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements [desktop.Hoverable].
func (t *cut) MouseOut() { t.k.hint.hide() }

// run is a stretch of a paragraph in one weight and colour.
type run struct {
	text string
	bold bool
	c    color.Color
}

// paragraph is text that wraps at words; a word wider than the line is broken.
// Copying gives the whole text.
type paragraph struct {
	widget.BaseWidget
	k        *kit
	size     float32
	line     float32
	runs     []run
	maxLines int // 0: no limit
	centre   bool
	box      *fyne.Container
	laidOut  float32
}

func (k *kit) paragraph(st textStyle, runs ...run) *paragraph {
	for i := range runs {
		if runs[i].c == nil {
			runs[i].c = k.palette.text
		}
		runs[i].bold = runs[i].bold || st.bold
	}
	p := &paragraph{k: k, size: st.size, line: st.line, runs: runs, box: &fyne.Container{}, laidOut: -1}
	p.ExtendBaseWidget(p)
	return p
}

func (k *kit) para(s string, st textStyle, c color.Color) *paragraph {
	return k.paragraph(st, run{text: s, c: c})
}

// piece is a word or part of one at its place.
type piece struct {
	run  run
	x    float32
	line int
}

// set breaks the runs into lines no wider than width.
func (p *paragraph) set(width float32) (pieces []piece, lines int) {
	var x float32
	line := 0
	for _, r := range p.runs {
		st := textStyle{p.size, p.line, r.bold}
		gap := widthOf("n n", st) - widthOf("nn", st)
		for i, part := range strings.Split(r.text, "\n") {
			if i > 0 {
				x, line = 0, line+1
			}
			for j, word := range strings.Split(part, " ") {
				if j > 0 {
					x += gap
				}
				for word != "" {
					w := widthOf(word, st)
					if x > 0 && x+w > width {
						x, line = 0, line+1
					}
					head := word
					if w > width {
						head = breakWord(word, st, width)
					}
					pieces = append(pieces, piece{run{head, r.bold, r.c}, x, line})
					x += widthOf(head, st)
					word = word[len(head):]
				}
			}
		}
	}
	return join(pieces, p.size), line + 1
}

// breakWord gives the longest start of word that fits, at least one rune.
func breakWord(word string, st textStyle, width float32) string {
	last := len(word)
	n := 0
	for i := range word {
		if i > 0 {
			if n > 0 && widthOf(word[:i], st) > width {
				return word[:last]
			}
			last = i
			n++
		}
	}
	return word[:last]
}

// join makes one piece of neighbours on a line, so that a line is few objects.
func join(pieces []piece, size float32) []piece {
	joined := pieces[:0:0]
	for _, q := range pieces {
		if n := len(joined); n > 0 {
			last := &joined[n-1]
			if last.line == q.line && last.run.bold == q.run.bold && last.run.c == q.run.c {
				end := last.x + widthOf(last.run.text, textStyle{size: size, bold: last.run.bold})
				if q.x-end > 0.5 {
					last.run.text += " "
				}
				last.run.text += q.run.text
				continue
			}
		}
		joined = append(joined, q)
	}
	return joined
}

func (p *paragraph) heightFor(width float32) float32 {
	_, lines := p.set(width)
	if p.maxLines > 0 {
		lines = min(lines, p.maxLines)
	}
	return float32(lines) * p.line
}

// Resize implements [fyne.CanvasObject].
func (p *paragraph) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	if s.Width == p.laidOut {
		return
	}
	p.laidOut = s.Width
	pieces, lines := p.set(s.Width)
	objects := make([]fyne.CanvasObject, 0, len(pieces))
	for _, q := range pieces {
		if p.maxLines > 0 && q.line >= p.maxLines {
			break
		}
		st := textStyle{p.size, p.line, q.run.bold}
		if p.maxLines > 0 && lines > p.maxLines && q.line == p.maxLines-1 {
			q.run.text = shorten(q.run.text+" …", st, s.Width-q.x)
		}
		t := p.k.text(q.run.text, st, q.run.c)
		t.Move(fyne.NewPos(q.x, float32(q.line)*p.line))
		t.Resize(fyne.NewSize(t.MinSize().Width, p.line))
		objects = append(objects, t)
	}
	if p.centre {
		centreLines(objects, s.Width)
	}
	p.box.Objects = objects
	p.box.Refresh()
}

// centreLines moves the texts of each line to the middle of the width.
func centreLines(objects []fyne.CanvasObject, width float32) {
	ends := map[float32]float32{}
	for _, o := range objects {
		y := o.Position().Y
		ends[y] = max(ends[y], o.Position().X+o.Size().Width)
	}
	for _, o := range objects {
		o.Move(o.Position().AddXY(round((width-ends[o.Position().Y])/2), 0))
	}
}

// MinSize implements [fyne.CanvasObject].
func (p *paragraph) MinSize() fyne.Size { return fyne.NewSize(40, p.line) }

// CreateRenderer implements [fyne.Widget].
func (p *paragraph) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// TappedSecondary implements [fyne.SecondaryTappable]: it offers to copy the
// text.
func (p *paragraph) TappedSecondary(e *fyne.PointEvent) {
	var b strings.Builder
	for _, r := range p.runs {
		b.WriteString(r.text)
	}
	p.k.copyMenu(b.String(), e.AbsolutePosition)
}
