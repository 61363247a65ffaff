package ui

import (
	"image/color"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// bar is one column of a chart: a label under it, its height, the part at its
// foot in another colour, and what it says under the pointer.
type bar struct {
	label string
	value int
	foot  int
	c     color.Color
	say   string
}

// legend is one entry above a chart.
type legend struct {
	c    color.Color
	word string
	line bool // it is drawn as a line
}

const chartHeight float32 = 144

// chart draws columns from zero, each with its number above it.
type chart struct {
	walker
	bars  []bar
	footC color.Color
	top   int // the highest value, at least 1
}

func (k *kit) chart(bars []bar, footC color.Color) *chart {
	c := &chart{bars: bars, footC: footC, top: 1}
	var says []string
	for _, b := range bars {
		c.top = max(c.top, b.value)
		says = append(says, b.say)
	}
	c.walks(c, k, says)
	c.ExtendBaseWidget(c)
	return c
}

// MinSize implements [fyne.CanvasObject].
func (c *chart) MinSize() fyne.Size { return fyne.NewSize(160, chartHeight) }

// Resize implements [fyne.CanvasObject].
func (c *chart) Resize(s fyne.Size) {
	if s == c.Size() {
		return
	}
	c.BaseWidget.Resize(s)
	const foot, head float32 = 20, 18
	high := s.Height - foot - head
	line := canvas.NewRectangle(c.k.line)
	line.Move(fyne.NewPos(0, head+high))
	line.Resize(fyne.NewSize(s.Width, hairline))
	slot := s.Width / float32(max(1, len(c.bars)))
	var stands []standing
	for i := range c.bars {
		stands = append(stands, standing{float32(i) * slot, slot})
	}
	c.drawn(s, stands, append(c.columns(s.Width, head+high, high), line))
}

func (c *chart) columns(width, y0, high float32) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	slot := width / float32(max(1, len(c.bars)))
	wide := round(min(56, slot*0.76))
	labels := true // names that would run into each other stand in the legend alone
	for i := 1; i < len(c.bars); i++ {
		labels = labels && (widthOf(c.bars[i-1].label, styleCaption)+widthOf(c.bars[i].label, styleCaption))/2+gap4 <= slot
	}
	for i, b := range c.bars {
		centre := slot * (float32(i) + 0.5)
		h := round(high * float32(b.value) / float32(c.top))
		put := func(fill color.Color, y, h float32) {
			r := canvas.NewRectangle(fill)
			r.Move(fyne.NewPos(round(centre-wide/2), y))
			r.Resize(fyne.NewSize(wide, h))
			objects = append(objects, r)
		}
		if b.value > 0 {
			put(b.c, y0-h, max(h, 1))
		}
		if b.foot > 0 {
			part := max(2, round(high*float32(b.foot)/float32(c.top)))
			put(c.footC, y0-part, part)
		}
		say := func(s string, ink color.Color, y float32) {
			t := c.k.text(s, styleCaption, ink)
			t.Alignment = fyne.TextAlignCenter
			t.Move(fyne.NewPos(centre-slot/2, y))
			t.Resize(fyne.NewSize(slot, 16))
			objects = append(objects, t)
		}
		say(words.Number(b.value), c.k.ink(), y0-h-18)
		if labels {
			say(b.label, c.k.muted, y0+gap4)
		}
	}
	return objects
}

// picture is a chart with what stands above it.
type picture struct {
	title, note string
	legends     []legend
	plot        fyne.CanvasObject
}

// chartCard puts a chart under its title, note and legend.
func (k *kit) chartCard(p picture) fyne.CanvasObject {
	return k.card(pad(gap12, gap16, gap8, gap16, column(gap4,
		row(gap12, k.text(p.title, styleStrong, k.ink()), grow(k.cutTrailing(p.note, styleCaption, k.muted))),
		k.legendLine(p.legends), p.plot)))
}

// named gives the drawing of a picture its title, for when its values stand as text.
func (p picture) named() picture {
	switch plot := p.plot.(type) {
	case *chart:
		plot.title = p.title
	case *flowChart:
		plot.title = p.title
	}
	return p
}

func (k *kit) legendLine(legends []legend) fyne.CanvasObject {
	var entries []fyne.CanvasObject
	for _, l := range legends {
		square := canvas.NewRectangle(l.c)
		square.CornerRadius = 2
		if same(l.c, k.barHollow) {
			square.StrokeColor, square.StrokeWidth = k.bar, hairline
		}
		wide, high := float32(8), float32(8)
		if l.line {
			wide, high = 14, 2
			square.CornerRadius = 1
		}
		entries = append(entries, row(6, fixed(wide, high, square), k.text(l.word, styleCaption, k.muted)))
	}
	return wrapping(gap12, gap4, entries...)
}

// tierChart is one column per tier: open targets now.
func (k *kit) tierChart(open map[domain.Tier]int) picture {
	var bars []bar
	var legends []legend
	total := 0
	for _, t := range domain.TiersWith(slices.Collect(maps.Keys(open))...) {
		n := open[t]
		total += n
		bars = append(bars, bar{label: words.TierShort(t), value: n, c: k.palette.chart(t), say: words.TierCount(t, n)})
		legends = append(legends, legend{c: k.palette.chart(t), word: words.TierShort(t)})
	}
	return picture{words.OpenTargetsTitle(total), words.AsOfNow(), legends, k.chart(bars, nil)}.named()
}

// ageChart is one column per age: how long what is open has been held.
func (k *kit) ageChart(ages []domain.AgeBin) picture {
	var bars []bar
	for _, a := range ages {
		bars = append(bars, bar{label: words.AgeBin(a), value: a.Open, foot: a.Overdue, c: k.bar, say: words.AgeCount(a)})
	}
	return picture{words.AgeTitle(), words.AgeNote(), []legend{{c: k.bar, word: words.Text("Open")}, {c: k.palette.chart3, word: words.Text("Overdue")}}, k.chart(bars, k.palette.chart3)}.named()
}
