package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// flowColumn is one week of a chart over time: parts upon each other, or side by
// side, a line at a height, and what it says under the pointer.
type flowColumn struct {
	label string
	parts []flowPart
	line  float32 // < 0: none
	say   string
}

type flowPart struct {
	value float32
	c     color.Color
	edge  color.Color // of a hollow part
}

// flowChart draws weeks as columns from zero with at most five grid lines.
type flowChart struct {
	walker
	columns []flowColumn
	beside  bool // parts stand side by side
	top     float32
	step    float32
}

func (k *kit) flowChart(columns []flowColumn, beside bool) *flowChart {
	c := &flowChart{columns: columns, beside: beside}
	var says []string
	most := float32(1)
	for _, col := range columns {
		sum := float32(0)
		for _, p := range col.parts {
			if beside {
				most = max(most, p.value)
			}
			sum += p.value
		}
		if !beside {
			most = max(most, sum)
		}
		most = max(most, col.line)
		says = append(says, col.say)
	}
	c.walks(c, k, says)
	c.step = gridStep(most)
	for c.top < most {
		c.top += c.step
	}
	c.ExtendBaseWidget(c)
	return c
}

// gridStep is a round distance of grid lines that gives at most four of them.
func gridStep(most float32) float32 {
	for unit := float32(1); ; unit *= 10 {
		for _, n := range []float32{1, 2, 5} {
			if unit*n*4 >= most {
				return unit * n
			}
		}
	}
}

// MinSize implements [fyne.CanvasObject].
func (c *flowChart) MinSize() fyne.Size { return fyne.NewSize(160, chartHeight) }

const (
	flowAxis float32 = 30
	flowFoot float32 = 20
)

// Resize implements [fyne.CanvasObject].
func (c *flowChart) Resize(s fyne.Size) {
	if s == c.Size() {
		return
	}
	c.BaseWidget.Resize(s)
	high := s.Height - flowFoot - 8
	y := func(v float32) float32 { return 8 + round(high*(1-v/c.top)) }
	var out []fyne.CanvasObject
	step := c.step
	for y(0)-y(step) < 16 && step < c.top { // the numbers of lines need their room
		step *= 2
	}
	for v := float32(0); v <= c.top; v += step {
		line := canvas.NewRectangle(c.k.line)
		line.Move(fyne.NewPos(flowAxis, y(v)))
		line.Resize(fyne.NewSize(s.Width-flowAxis, hairline))
		label := c.k.trailing(words.Number(int(v)), styleCaption, c.k.muted)
		label.Move(fyne.NewPos(0, y(v)-8))
		label.Resize(fyne.NewSize(flowAxis-gap8, 16))
		out = append(out, line, label)
	}
	var stands []standing
	slot := (s.Width - flowAxis) / float32(max(1, len(c.columns)))
	for i := range c.columns {
		stands = append(stands, standing{flowAxis + float32(i)*slot, slot})
		out = append(out, c.column(&c.columns[i], flowAxis+float32(i)*slot, slot, y)...)
	}
	c.drawn(s, stands, append(append(out, c.capacity(slot, y)...), c.labels(s, slot)...))
}

func (c *flowChart) column(col *flowColumn, x, slot float32, y func(float32) float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	put := func(p flowPart, x, wide, from, to float32) {
		r := canvas.NewRectangle(p.c)
		if p.edge != nil {
			r.StrokeColor, r.StrokeWidth = p.edge, hairline
		}
		r.Move(fyne.NewPos(round(x), y(to)))
		r.Resize(fyne.NewSize(max(1, round(wide)), max(1, y(from)-y(to))))
		out = append(out, r)
	}
	if c.beside {
		wide := slot * 0.76 / float32(max(1, len(col.parts)))
		for i, p := range col.parts {
			if p.value > 0 {
				put(p, x+slot*0.12+float32(i)*wide, wide-2, 0, p.value)
			}
		}
		return out
	}
	at := float32(0)
	for _, p := range col.parts { // the most urgent on top, so it comes last
		if p.value > 0 {
			put(p, x+1, slot-2, at, at+p.value)
			at += p.value
		}
	}
	return out
}

// capacity is a line two units high that steps where it changes.
func (c *flowChart) capacity(slot float32, y func(float32) float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	last := float32(-1)
	for i := range c.columns {
		v := c.columns[i].line
		if v < 0 {
			continue
		}
		x := flowAxis + float32(i)*slot
		line := canvas.NewRectangle(c.k.ink())
		line.Move(fyne.NewPos(x, y(v)-1))
		line.Resize(fyne.NewSize(slot, 2))
		out = append(out, line)
		if last >= 0 && last != v {
			rise := canvas.NewRectangle(c.k.ink())
			rise.Move(fyne.NewPos(x-1, min(y(v), y(last))-1))
			rise.Resize(fyne.NewSize(2, max(y(v), y(last))-min(y(v), y(last))+2))
			out = append(out, rise)
		}
		last = v
	}
	return out
}

// labels are those of the first and the last week, and of others where they fit.
func (c *flowChart) labels(s fyne.Size, slot float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	n := len(c.columns)
	last := float32(-1e6)
	end := s.Width
	if n > 0 {
		end = s.Width - widthOf(c.columns[n-1].label, styleCaption)
	}
	for i := range c.columns {
		w := widthOf(c.columns[i].label, styleCaption)
		x := flowAxis + (float32(i)+0.5)*slot - w/2
		x = max(flowAxis-4, min(x, s.Width-w))
		if i != 0 && i != n-1 && (x < last+gap16 || x+w+gap16 > end) {
			continue
		}
		t := c.k.text(c.columns[i].label, styleCaption, c.k.muted)
		t.Move(fyne.NewPos(round(x), s.Height-16))
		t.Resize(fyne.NewSize(w, 16))
		out = append(out, t)
		last = x + w
		if n > 6 && i == 0 {
			last += slot * 2
		}
	}
	return out
}

// Weeks that the charts of Today show.
const (
	openWeeks = 12
	workWeeks = 8
)

// openChart is the open targets of each week by tier; the present alone while the desk
// has no history.
func (v *todayView) openChart(s *screen.TodayState) picture {
	k := v.w.k
	weeks := lastWeeks(s.Stats, openWeeks)
	filled := 0
	for i := range weeks {
		if weeks[i].Backlog > 0 {
			filled++
		}
	}
	if filled < 2 {
		return k.tierChart(s.Today.OpenByTier)
	}
	var columns []flowColumn
	for i := range weeks {
		col := flowColumn{label: words.ChartDay(weeks[i].Monday), line: -1, say: words.BacklogSay(&weeks[i])}
		tiers := append(domain.Tiers(), domain.TierNone)
		for j := len(tiers) - 1; j >= 0; j-- {
			col.parts = append(col.parts, flowPart{value: float32(weeks[i].ByTier[tiers[j]]), c: k.palette.chart(tiers[j])})
		}
		columns = append(columns, col)
	}
	total := 0
	var legends []legend
	for _, t := range domain.Tiers() {
		total += s.Today.OpenByTier[t]
		legends = append(legends, legend{c: k.palette.chart(t), word: words.TierShort(t)})
	}
	return picture{words.OpenTargetsTitle(total), words.WeeksNote(len(weeks)), legends, k.flowChart(columns, false)}.named()
}

// workChart is what came in and what was closed each week, in hours, against what time
// there was; ok is false where no week is known.
func (v *todayView) workChart(s *screen.TodayState) (p picture, ok bool) {
	k := v.w.k
	weeks := lastWeeks(s.Stats, workWeeks)
	if len(weeks) == 0 {
		return p, false
	}
	var columns []flowColumn
	from := len(s.Capacity) - len(weeks)
	for i := range weeks {
		w, capacity := &weeks[i], s.Capacity[from+i]
		columns = append(columns, flowColumn{label: words.ChartDay(w.Monday), line: float32(capacity) / 60, say: words.WorkSay(w, capacity),
			parts: []flowPart{{value: float32(w.InMinutes) / 60, c: k.barHollow, edge: k.bar}, {value: float32(w.ClosedMinutes) / 60, c: k.bar}}})
	}
	return picture{words.WorkTitle(), words.WeeksNote(len(weeks)), []legend{{c: k.barHollow, word: words.Text("New")}, {c: k.bar, word: words.Text("Closed")}, {c: k.ink(), word: words.CapacityLegend(s.Assumed), line: true}}, k.flowChart(columns, true)}.named(), true
}

func lastWeeks(s *domain.Statistics, n int) []domain.FlowWeek {
	if s == nil {
		return nil
	}
	return s.Weeks[max(0, len(s.Weeks)-n):]
}
