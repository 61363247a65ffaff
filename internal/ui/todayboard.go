package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// todayLayout fills its room and has the page arranged anew when that changes in
// height: whether the pictures stand below or beside depends on it.
type todayLayout struct{ v *todayView }

func (*todayLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 80) }

func (l *todayLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	if l.v.room != size {
		l.v.show(l.v.w.today.State())
	}
}

// body is what must happen, what the answers rest on, and the pictures: below where
// they are in sight there, as drawn; else one of them, to choose, in the right column.
func (v *todayView) body(s *screen.TodayState) []fyne.CanvasObject {
	board := func(right ...fyne.CanvasObject) *fyne.Container {
		v.mains = 0
		return &fyne.Container{Layout: &boardLayout{}, Objects: []fyne.CanvasObject{v.duties(s), column(gap16, right...)}}
	}
	pictures := v.pictures(s)
	width := v.room.Width - 2*gap24
	free := v.room.Height - pageTop - pictureHigh
	for lines := importLines; lines >= importLinesLow; lines-- {
		below := board(v.lastImport(s, lines), grow(v.coverage(&s.Today.Coverage)))
		if width >= boardNarrow && heightFor(below, width) > free {
			continue
		}
		var cards []fyne.CanvasObject
		for _, p := range pictures {
			cards = append(cards, v.w.k.chartCard(p))
		}
		return []fyne.CanvasObject{below, &fyne.Container{Layout: &cardsLayout{least: 280}, Objects: cards}}
	}
	lines := importLines
	if v.room.Height < pageLow {
		lines = importLinesLow
	}
	imported, coverage := v.lastImport(s, lines), v.coverage(&s.Today.Coverage)
	_, right := (&boardLayout{}).sides(width)
	left := v.room.Height - pageTop - heightFor(imported, right) - heightFor(coverage, right) - 2*gap16
	return []fyne.CanvasObject{board(imported, v.besideCard(pictures, max(plotLeast, min(chartHeight, left-besideHead))), coverage)}
}

const (
	pageTop     float32 = gap24 + 48 + gap16 // over the board
	pageLow     float32 = 720
	pictureHigh float32 = 252 // of the row of pictures, with its gap
	besideHead  float32 = 88  // of the card beside, over its plot
	plotLeast   float32 = 60
)

// pictures are three: what is open, what came and went, how old it is.
func (v *todayView) pictures(s *screen.TodayState) []picture {
	out := []picture{v.openChart(s)}
	if work, ok := v.workChart(s); ok {
		out = append(out, work)
	}
	return append(out, v.w.k.ageChart(s.Today.Ages))
}

// besideCard shows one of the pictures, and which others there are.
func (v *todayView) besideCard(all []picture, tall float32) fyne.CanvasObject {
	k := v.w.k
	at := min(v.beside, len(all)-1)
	names := []string{words.PictureOpen(), words.PictureWork(), words.PictureAge()}
	if len(all) == 2 {
		names = []string{names[0], names[2]}
	}
	var choices []segment
	for i, name := range names {
		choices = append(choices, segment{name, -1, i == at, func() { v.choosePicture(i) }})
	}
	p := all[at]
	return k.card(pad(gap8, gap16, gap4, gap16, column(gap4,
		row(gap12, grow(k.cut(p.title, styleStrong, k.ink())), k.segments(choices)),
		k.legendLine(p.legends), fixed(0, tall, p.plot))))
}

func (v *todayView) choosePicture(i int) {
	v.beside = i
	v.show(v.w.today.State())
}

// boardLayout puts the duties at the left and what they rest on at the right,
// and both below each other in a small window.
type boardLayout struct{}

const (
	boardRight  float32 = 416
	boardNarrow float32 = 860
)

func (l *boardLayout) sides(width float32) (left, right float32) {
	right = min(boardRight, width*0.36)
	return width - right - gap16, right
}

func (l *boardLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	if width < boardNarrow {
		return heightFor(o[0], width) + gap16 + heightFor(o[1], width)
	}
	left, right := l.sides(width)
	return max(heightFor(o[0], left), heightFor(o[1], right))
}

func (l *boardLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(400, o[0].MinSize().Height)
}

func (l *boardLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if size.Width < boardNarrow {
		h := heightFor(o[0], size.Width)
		o[0].Move(fyne.Position{})
		o[0].Resize(fyne.NewSize(size.Width, h))
		o[1].Move(fyne.NewPos(0, h+gap16))
		o[1].Resize(fyne.NewSize(size.Width, size.Height-h-gap16))
		return
	}
	left, right := l.sides(size.Width)
	leftHigh, rightHigh := heightFor(o[0], left), heightFor(o[1], right)
	if leftHigh-rightHigh < 2*gap24 { // nearly level: make them so
		rightHigh = max(leftHigh, rightHigh)
	}
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(left, leftHigh))
	o[1].Move(fyne.NewPos(left+gap16, 0))
	o[1].Resize(fyne.NewSize(right, rightHigh))
}

// lastImport says what the newest import changed for this operator, in so many lines.
func (v *todayView) lastImport(s *screen.TodayState, lines int) fyne.CanvasObject {
	k := v.w.k
	r := s.Today.Last
	if r == nil {
		return k.card(padAll(gap16, column(gap4, k.text(words.LastImportTitle(), styleSection, k.ink()), k.para(words.NoImportYet(), styleBody, k.muted))))
	}
	zone := zoneOf(s.Today.Desk)
	changes, more := words.ImportChanges(r, s.Names, s.Today.Day, lines)
	came := row(gap8, grow(k.cut(words.CameIn(r, zone, s.Today.At), styleCaption, k.muted)))
	if more > 0 {
		came.Objects = append(came.Objects, k.button(linkButton, "", words.AndMore(more), v.toTask("")))
	}
	figure := func(n int, word string) fyne.CanvasObject {
		return column(0, k.text(words.Number(n), styleTitle, k.ink()), k.text(word, styleCaption, k.muted))
	}
	arrow := func() fyne.CanvasObject { return k.icon("arrow-right", iconInline, k.muted) }
	parts := []fyne.CanvasObject{
		k.cut(words.LastImportTitle(), styleSection, k.ink()), fixed(0, styleCaption.line, came), space(1, gap8),
		row(gap16, figure(r.Totals.Advisories, words.AdvisoriesRead(r.Totals.Advisories)), arrow(),
			figure(r.Effect.Touching, words.TouchUs(r.Effect.Touching)), arrow(),
			figure(len(r.Effect.NewTasks), words.NewTasks(len(r.Effect.NewTasks))), spring()),
		space(1, gap12),
	}
	line := func(text fyne.CanvasObject, link string, press func()) {
		parts = append(parts, k.rule(), fixed(0, 36, row(gap12, grow(text), k.button(linkButton, "", link, press))))
	}
	for _, c := range changes {
		line(k.cut(c.Text, styleRow, k.ink()), c.Task, v.toTask(c.Task))
	}
	rest := k.paragraph(styleRow, run{text: words.DoNotTouch(r)})
	if out := words.LeftOut(r.Totals); out != "" {
		rest = k.paragraph(styleRow, run{text: words.DoNotTouch(r) + " · "}, run{text: out, c: k.overdue.on})
	}
	rest.maxLines = 1
	line(rest, words.Text("Receipt"), func() { v.w.Go(screen.Route{Screen: screen.NameImports, ID: r.ID}) })
	return k.card(pad(gap12, gap16, gap4, gap16, column(0, parts...)))
}

// Lines about tasks of the last import, and in a low window.
const (
	importLines    = 4
	importLinesLow = 2
)

// coverage says what the answers rest on, each number with its whole.
func (v *todayView) coverage(c *domain.Coverage) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{
		row(gap8, k.text(words.Text("Coverage"), styleSection, k.ink()), grow(k.cut(words.CoverageNote(), styleCaption, k.muted))), space(1, gap4),
	}
	line := func(label string, n, of int) {
		share := float32(0)
		if of > 0 {
			share = float32(n) / float32(of)
		}
		parts = append(parts, fixed(0, v.coverageLine(), row(gap12,
			grow(k.cut(label, styleRow, k.ink())), fixed(60, 6, k.meter(share, k.primary)),
			fixed(96, 0, k.trailing(words.OutOf(n, of), styleRow, k.ink())))))
	}
	line(words.SoftwareKnown(), c.SoftwareKnown, c.Assets)
	line(words.ExposureAnswered(), c.ExposureAnswered, c.Assets)
	line(words.WithSource(), c.WithSource, c.Components)
	if n := c.Components - c.WithSource; n > 0 {
		say := k.cut(words.WithoutSource(n, c.NoSource), styleCaption, k.unknown.on)
		parts = append(parts, fixed(0, v.coverageLine(), row(gap12, grow(say), k.button(linkButton, "", words.Text("Get a source…"), func() { v.w.Go(screen.Route{Screen: screen.NameFetch}) }))))
	}
	return k.card(pad(gap12, gap16, gap8, gap16, column(0, parts...)))
}

// coverageLine is the height of a line of coverage.
func (v *todayView) coverageLine() float32 {
	if v.room.Height < pageLow {
		return 24
	}
	return 30
}

// printButton writes the day as a page to print.
func (v *todayView) printButton(s *screen.TodayState) fyne.CanvasObject {
	return v.w.k.button(plainButton, "printer", words.Text("Print today…"), func() {
		v.w.chooseSave(words.TodaySheetName(s.Today.Day), words.Text("Write"), v.w.today.WriteSheet)
	}).saying(words.Text("A page to print, as HTML: open it in a browser and print it"))
}
