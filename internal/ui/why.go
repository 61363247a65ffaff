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

// why is the box that explains a due date: a sentence, one line per fact, the
// clock as a line, and what was assumed.
func (v *tasksView) why(s *screen.TasksState) fyne.CanvasObject {
	const inset float32 = 10
	k, d := v.w.k, &s.Detail.Why
	if d.Policy == "" && len(d.Facts) == 0 { // no open target has a date to explain
		return column(gap8, k.heading(words.WhyNothingTitle(), ""), k.para(words.WhyNothing(s.Detail, s.Today), styleBody, k.ink()))
	}
	shares := []float32{0.248, 0.084, 0.288, 0.38}
	verdict := words.WhySentence(d)
	body := []fyne.CanvasObject{
		pad(gap8, inset, gap8, inset, k.paragraph(styleRow, run{text: verdict.Facts + " "}, run{text: verdict.Outcome + ".", bold: true})),
	}
	if len(d.Facts) > 0 {
		body = append(body, k.rule(), pad(0, inset, 0, inset, factHead(k.cells(shares, k.muted, styleCaption, words.Text("Fact"), words.Text("Value"), words.Text("Who says so"), words.Text("If it were not so")))))
	}
	for i := range d.Facts {
		body = append(body, pad(0, inset, 0, inset, k.rule()), pad(0, inset, 0, inset, v.fact(&d.Facts[i], d, shares, s.Today)))
	}
	if d.Date != "" && !d.Start.IsZero() {
		body = append(body, k.rule(), pad(gap12, gap16, gap8, gap16, v.clock(s)))
	}
	if len(s.Detail.Beside) > 0 {
		body = append(body, k.rule(), pad(gap8, inset, gap8, inset, v.beside(s.Detail.Beside)))
	}
	if foot := words.WhyFoot(d, s.Today); foot != "" {
		body = append(body, k.rule(), pad(gap8, inset, gap8, inset, k.para(foot, styleCaption, k.muted)))
	}
	return column(gap8,
		k.heading(words.WhyTitle(d.Date), words.WhyTable(d)),
		layers(box(k.surface, k.line, radiusCard), column(0, body...)))
}

// beside is what the calendar has beside the due date: freezes, holidays, windows.
func (v *tasksView) beside(notes []domain.DateNote) fyne.CanvasObject {
	k := v.w.k
	var lines []fyne.CanvasObject
	for _, n := range notes {
		lines = append(lines, rowTop(gap8, pad(2, 0, 0, 0, k.icon("calendar-days", iconInline, k.muted)), grow(k.para(words.DateNote(n), styleRow, k.ink()))))
	}
	return column(gap4, lines...)
}

func (v *tasksView) fact(f *domain.DueFact, d *domain.Due, shares []float32, today domain.Day) fyne.CanvasObject {
	k := v.w.k
	var source fyne.CanvasObject = k.cut(words.FactSource(f, v.w.zone(), today), styleRow, k.ink())
	if f.Value == "" {
		missing := words.FactMissing(f, d)
		c := k.cut(missing, styleRow, k.unknown.on)
		source = layers(c, &fyne.Container{Layout: &underLayout{widthOf(missing, styleRow)}, Objects: []fyne.CanvasObject{underline(k.unknown.on)}})
	}
	return &fyne.Container{Layout: &factLayout{gridLayout{shares}, false}, Objects: []fyne.CanvasObject{
		k.cut(words.FactLabel(f.Fact), styleRow, k.muted),
		k.cut(words.FactValue(f), styleRowBold, k.ink()),
		source,
		k.cut(words.FactOther(f, d), styleRow, k.ink()),
	}}
}

// factLayout is one line of four columns; in a narrow pane fact and value stand
// over who says so and what a change would give, and the head is left out.
type factLayout struct {
	gridLayout
	head bool
}

const factNarrow float32 = 400

func factHead(cells *fyne.Container) *fyne.Container {
	cells.Layout = &factLayout{*cells.Layout.(*gridLayout), true}
	return cells
}

func (l *factLayout) heightOf(_ []fyne.CanvasObject, width float32) float32 {
	switch {
	case width >= factNarrow:
		return rowInner
	case l.head:
		return 0
	}
	return rowTwoLines - gap8
}

func (l *factLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, rowInner) }

func (l *factLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	narrow := size.Width < factNarrow
	for _, cell := range o {
		setVisible(cell, !narrow || !l.head)
	}
	if !narrow {
		l.gridLayout.Layout(o, size)
		return
	}
	half := round(size.Width * 0.48)
	for i, cell := range o {
		cell.Move(fyne.NewPos(float32(i%2)*half, gap4+float32(i/2)*styleRow.line))
		cell.Resize(fyne.NewSize(half-gridGap, styleRow.line))
	}
}

// underLayout puts a line under the first units of its room.
type underLayout struct{ width float32 }

func (*underLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func (l *underLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, size.Height-2))
		o.Resize(fyne.NewSize(min(l.width, size.Width), 1))
	}
}

// clock draws the days from the start of the clock to the due date.
func (v *tasksView) clock(s *screen.TasksState) fyne.CanvasObject {
	k, d := v.w.k, &s.Detail.Why
	zone := v.w.zone()
	c := k.tier(d.Tier).on
	start := domain.DayOf(d.Start, zone)
	line := newClockLine(k, c, start, d.Date, s.Today, d.Start, zone, s.Detail.Beside)
	label := func(bold, plain string, trailing bool) fyne.CanvasObject {
		if trailing {
			return column(0, k.cutTrailing(bold, styleSmall, k.ink()), k.cutTrailing(plain, styleCaption, k.muted))
		}
		return column(0, k.cut(bold, styleSmall, k.ink()), k.cut(plain, styleCaption, k.muted))
	}
	ends := row(gap16,
		grow(label(words.ClockInstant(d.Start, zone, s.Today), words.ClockStart(d.StartCode), false)),
		grow(label(words.DueInstant(d.Date, s.Today), words.ClockEnd(d), true)))
	ticks := line.Layout.(*clockLayout)
	names := &fyne.Container{Layout: &tickNamesLayout{ticks}}
	for i := range ticks.ticks {
		day := start.Add((i + 1) * ticks.every)
		names.Objects = append(names.Objects, k.text(words.TickDay(day), styleCaption, k.muted))
	}
	return column(gap4, names, line, ends)
}

// tickNamesLayout puts a name over each tick, and leaves out those that would run into
// another.
type tickNamesLayout struct{ clock *clockLayout }

func (*tickNamesLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 16) }

func (l *tickNamesLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	end := float32(0)
	for i, share := range l.clock.ticks {
		w := o[i].MinSize().Width
		x := max(0, min(clockDot/2+(size.Width-clockDot)*share-w/2, size.Width-w))
		fits := i == 0 || x > end+gap8
		setVisible(o[i], fits)
		if !fits {
			continue
		}
		end = x + w
		o[i].Move(fyne.NewPos(round(x), 0))
		o[i].Resize(fyne.NewSize(w, 16))
	}
}

const clockDot float32 = 10

// clockLine is a line with a dot at its start, ticks for days, a tick for
// today, and a diamond at its end.
type clockLayout struct {
	ticks []float32 // shares of the length
	every int       // days from one to the next
	today float32   // < 0: not on the line
	shut  [][2]float32
}

// newClockLine draws from start to due; notes name the freezes and holidays on the way, as
// boxes on the line.
func newClockLine(k *kit, c color.Color, start, due, today domain.Day, from time.Time, zone *time.Location, notes []domain.DateNote) *fyne.Container {
	l := &clockLayout{today: -1}
	back := canvas.NewRectangle(k.line)
	gone := canvas.NewRectangle(c)
	objects := []fyne.CanvasObject{back, gone}
	length := due.End(zone).Sub(from).Hours()
	for _, n := range notes {
		if n.Code != domain.NoteFrozen && n.Code != domain.NoteFreeze || length <= 0 {
			continue
		}
		share := func(at time.Time) float32 { return float32(min(1, max(0, at.Sub(from).Hours()/length))) }
		if a, b := share(n.Day.Start(zone)), share(n.To.End(zone)); b > a {
			l.shut = append(l.shut, [2]float32{a, b})
			objects = append(objects, box(k.hover, k.edge, 2))
		}
	}
	days := due.Sub(start)
	every := 1
	if days > 21 {
		every = 7
	}
	l.every = every
	for i := every; i <= days; i += every {
		share := start.Add(i).Start(zone).Sub(from).Hours() / length
		l.ticks = append(l.ticks, float32(share))
		objects = append(objects, canvas.NewRectangle(k.edge))
	}
	if n := today.Sub(start); length > 0 && n >= 0 && today.Sub(due) <= 0 {
		l.today = float32(min(1, max(0, today.Start(zone).Add(12*time.Hour).Sub(from).Hours()/length)))
	}
	objects = append(objects, canvas.NewCircle(c), k.icon("tier-14", markSize, c))
	return &fyne.Container{Layout: l, Objects: objects}
}

func (l *clockLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 16) }

func (l *clockLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const dot = clockDot
	mid := size.Height / 2
	from, length := dot/2, size.Width-dot
	o[0].Move(fyne.NewPos(from, mid-1))
	o[0].Resize(fyne.NewSize(length, 2))
	o[1].Move(fyne.NewPos(from, mid-1))
	o[1].Resize(fyne.NewSize(length*max(0, l.today), 2))
	for i, part := range l.shut {
		o[2+i].Move(fyne.NewPos(round(from+length*part[0]), mid-6))
		o[2+i].Resize(fyne.NewSize(max(4, round(length*(part[1]-part[0]))), 12))
	}
	n := 2 + len(l.shut)
	for i, share := range l.ticks {
		o[n+i].Move(fyne.NewPos(round(from+length*share), mid-5))
		o[n+i].Resize(fyne.NewSize(1, 10))
	}
	n += len(l.ticks)
	o[n].Move(fyne.NewPos(0, mid-dot/2))
	o[n].Resize(fyne.NewSquareSize(dot))
	o[n+1].Move(fyne.NewPos(size.Width-markSize, mid-markSize/2))
	o[n+1].Resize(fyne.NewSquareSize(markSize))
}
