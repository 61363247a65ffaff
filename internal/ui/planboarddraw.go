package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// draw makes the objects of the board anew for a width.
func (b *planBoard) draw(width float32) {
	if width <= 0 || b.drag.on {
		return
	}
	cols := b.shown(width)
	b.top = b.headOf(cols)
	hour, height := b.scale(cols)
	b.cards, b.columns, b.hovered = nil, nil, -1
	var objects []fyne.CanvasObject
	n := float32(max(1, len(cols)))
	wide := round((width - boardAxis - (n-1)*gap8) / n)
	objects = append(objects, b.axis(hour, height)...)
	for i := range cols {
		x := boardAxis + float32(i)*(wide+gap8)
		if i == len(cols)-1 {
			wide = width - x
		}
		objects = append(objects, b.head(&cols[i], x, wide)...)
		objects = append(objects, b.week(&cols[i], x, wide, hour, height)...)
	}
	b.box.Objects = objects
	b.box.Refresh()
}

// axis writes the hours at the left.
func (b *planBoard) axis(hour, height float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	step := 1
	for hour*float32(step) < 52 {
		step *= 2
	}
	for h := 0; float32(h)*hour < height-8; h += step {
		label := words.Number(h)
		if h == 0 {
			label = "0 h"
		}
		t := b.k.trailing(label, styleCaption, b.k.muted)
		t.Move(fyne.NewPos(0, b.top+round(float32(h)*hour)-2))
		t.Resize(fyne.NewSize(boardAxis-gap12, 16))
		out = append(out, t)
	}
	return out
}

func (b *planBoard) put(s string, st textStyle, c color.Color, x, y, wide float32) fyne.CanvasObject {
	t := b.k.text(shorten(s, st, wide), st, c)
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(wide, st.line))
	return t
}

// head names a week and says how full it is, and its windows and freezes.
func (b *planBoard) head(c *screen.PlanColumn, x, wide float32) []fyne.CanvasObject {
	k := b.k
	ink, bar, loadC := k.ink(), k.primary, k.muted
	if b.s.Today.Monday() == c.Week.Monday {
		ink = k.primary
	}
	wanted := c.Wanted()
	if wanted > c.Capacity {
		bar, loadC = k.overdue.on, k.overdue.on
	}
	share := float32(0)
	if c.Capacity > 0 {
		share = min(1, float32(c.Used)/float32(c.Capacity))
		if wanted > c.Capacity {
			share = 1
		}
	} else if wanted > 0 {
		share = 1
	}
	meter := k.meter(share, bar)
	meter.Move(fyne.NewPos(x, 40))
	meter.Resize(fyne.NewSize(wide, 6))
	out := []fyne.CanvasObject{
		b.put(words.PlanWeekNow(c.Week.Monday, b.s.Today), styleRowBold, ink, x, 0, wide),
		b.put(words.PlanLoad(c.Used, wanted, c.Capacity), styleCaption, loadC, x, 20, wide),
		meter,
	}
	for i, line := range noteLines(c.Notes) {
		if i == 2 {
			break
		}
		if line.icon != "" {
			mark := k.icon(line.icon, iconInline, k.muted)
			mark.Move(fyne.NewPos(x, 55+float32(i)*16))
			mark.Resize(fyne.NewSquareSize(iconInline))
			out = append(out, mark)
		}
		out = append(out, b.put(line.text, styleCaption, k.muted, x+20, 54+float32(i)*16, wide-20))
	}
	return out
}

type noteLine struct{ icon, text string }

// noteLines are the two lines under a week: one note on both, or each on one.
func noteLines(notes []screen.PlanNote) []noteLine {
	icon := func(n *screen.PlanNote) string {
		if n.Freeze {
			return "calendar-x"
		}
		return "wrench"
	}
	var out []noteLine
	for i := range notes {
		n := &notes[i]
		first, second := words.PlanWindowNote(n.Freeze, n.From, n.To, n.Group, n.Text)
		switch {
		case len(notes) == 1:
			return []noteLine{{icon(n), first}, {"", second}}
		case i == 1 && len(notes) > 2:
			return append(out, noteLine{"ellipsis", words.AndMore(len(notes) - 1)})
		}
		out = append(out, noteLine{icon(n), words.PlanNoteShort(n.Freeze, n.From, n.To, n.Group, n.Text)})
	}
	return out
}

// week draws the column of a week: its cards, the line of its capacity, and what
// does not fit.
func (b *planBoard) week(c *screen.PlanColumn, x, wide, hour, height float32) []fyne.CanvasObject {
	k := b.k
	back := box(k.surface, k.line, radiusCard)
	back.Move(fyne.NewPos(x, b.top))
	back.Resize(fyne.NewSize(wide, height))
	b.columns = append(b.columns, boardColumn{monday: c.Week.Monday, x: x, w: wide, back: back})
	out := []fyne.CanvasObject{back}
	at := 0 // minutes
	var small []screen.PlanCard
	place := func(p *screen.PlanCard, beyond bool) {
		if float32(p.Minutes)/60*hour-1 < 15.5 {
			small = append(small, *p)
			return
		}
		out = append(out, b.place(p, c, x, wide, hour, at, beyond)...)
		at += p.Minutes
	}
	for i := range c.Cards {
		place(&c.Cards[i], false)
	}
	for i := range c.Beyond {
		place(&c.Beyond[i], true)
	}
	if len(small) > 0 {
		out = append(out, b.small(small, c, x, wide, hour, at)...)
	}
	if len(c.All()) == 0 {
		say := k.para(words.PlanEmptyWeek(c.Capacity), styleCaption, k.muted)
		say.Move(fyne.NewPos(x+14, b.top+14))
		say.Resize(fyne.NewSize(wide-28, 80))
		out = append(out, say)
	}
	return append(out, b.line(c, x, wide, hour, height)...)
}

// line is the capacity, two units high across the column, with its hours under it.
func (b *planBoard) line(c *screen.PlanColumn, x, wide, hour, height float32) []fyne.CanvasObject {
	k := b.k
	y := min(b.top+round(float32(c.Capacity)/60*hour), b.top+height-20)
	line := canvas.NewRectangle(k.ink())
	line.Move(fyne.NewPos(x, y-1))
	line.Resize(fyne.NewSize(wide, 2))
	out := []fyne.CanvasObject{line}
	crossed := b.crossed(c)
	if c.Wanted() <= c.Capacity || crossed {
		label := k.trailing(words.Hours(c.Capacity), styleSmall, k.ink())
		label.Move(fyne.NewPos(x, y+3))
		label.Resize(fyne.NewSize(wide-gap8, 16))
		out = append(out, label)
		if free := c.Capacity - c.Wanted(); free >= 30 && float32(free)/60*hour > 44 && c.Used > 0 {
			out = append(out, b.put(words.PlanFree(free), styleCaption, k.muted, x+14, b.top+round(float32(c.Used)/60*hour)+14, wide-28))
		}
	}
	return out
}

// place draws one card; what of it lies beyond the capacity is a dashed outline.
func (b *planBoard) place(p *screen.PlanCard, c *screen.PlanColumn, x, wide, hour float32, at int, beyond bool) []fyne.CanvasObject {
	k := b.k
	top := b.top + round(float32(at)/60*hour) + 4
	high := round(float32(p.Minutes)/60*hour) - 4
	if high < 24 {
		top, high = top-2, high+3
	}
	cut := high // what fits the week
	if over := at + p.Minutes - c.Capacity; beyond || over >= p.Minutes {
		cut = 0
	} else if over > 0 {
		cut = round(float32(p.Minutes-over)/60*hour) - 4
	}
	tint := k.tier(p.Tier)
	back := canvas.NewRectangle(tint.under)
	back.CornerRadius = radiusControl
	back.Move(fyne.NewPos(x+6, top))
	back.Resize(fyne.NewSize(wide-12, max(cut, 1)))
	setVisible(back, cut > 0)
	out := []fyne.CanvasObject{back}
	key := screen.CardKey{Task: p.Task, Week: c.Week.Monday}
	b.cards = append(b.cards, boardCard{key: key, at: back.Position(), size: fyne.NewSize(wide-12, high), say: words.PlanCardSay(cardOf(p), b.s.Today), back: back})
	if cut < high {
		gap := float32(0)
		if cut > 0 {
			gap = 22
		}
		dash := newDashes(k.overdue.on, radiusControl)
		dash.Move(fyne.NewPos(x+6, top+cut+gap))
		dash.Resize(fyne.NewSize(wide-12, max(18, high-cut-gap)))
		out = append(out, dash)
	}
	var ring *canvas.Rectangle
	if b.s.Chosen == key {
		ring = canvas.NewRectangle(color.Transparent)
		ring.CornerRadius = radiusControl
		ring.StrokeColor, ring.StrokeWidth = b.ring()
		ring.Move(back.Position())
		ring.Resize(fyne.NewSize(wide-12, high))
	}
	over := 0
	if cut < high {
		over = min(p.Minutes, at+p.Minutes-c.Capacity)
		if beyond {
			over = p.Minutes
		}
	}
	body := high
	if cut > 0 {
		body = cut
	}
	out = append(out, b.cardText(p, tint, p.Minutes-over, beyond, x+14, top, wide-28, body)...)
	if cut > 0 && cut < high && high-cut > 60 {
		out = append(out, b.put(words.PlanOver(over), styleSmall, k.overdue.on, x+14, top+cut+30, wide-28))
	}
	if ring != nil {
		out = append(out, ring)
	}
	return out
}

// crossed tells whether a card lies across the capacity of its week, so that there
// is room for the label of the line.
func (b *planBoard) crossed(c *screen.PlanColumn) bool {
	at := 0
	for i := range c.Cards {
		if at < c.Capacity && at+c.Cards[i].Minutes > c.Capacity {
			return true
		}
		at += c.Cards[i].Minutes
	}
	return false
}

// cardText fills a card with as many lines as it has room for; fit is how much of
// its time the week holds.
func (b *planBoard) cardText(p *screen.PlanCard, tint tint, fit int, beyond bool, x, top, wide, high float32) []fyne.CanvasObject {
	k := b.k
	lines := int((high - 8) / 16)
	y := top + 6
	if high < 40 {
		lines = int(max(1, min(2, high/16)))
		y = top + round((high-float32(lines)*16)/2)
	}
	mark := k.mark(tierMark(p.Tier), markSize, tint.on, tint.under)
	mark.Move(fyne.NewPos(x, y+2))
	mark.Resize(fyne.NewSquareSize(markSize))
	name := words.PlanPart(words.PlanFix(p.Fix), p.Part, p.Parts)
	out := []fyne.CanvasObject{mark}
	ink := k.ink()
	line := words.PlanCardLine(p.Minutes, p.Due, b.s.Today)
	if p.Tier == domain.TierUpgrade && p.Due != "" { // the ring says that there is no date but that of the upgrade
		line = words.PlanUpgradeLine(p.Minutes, p.Due, b.s.Today)
	}
	if fit > 0 && fit < p.Minutes {
		line = words.PlanCardPart(fit, p.Minutes, p.Due, b.s.Today)
	}
	lineC := k.muted
	if p.Late > 0 && lines == 2 {
		line, lineC = words.Hours(p.Minutes)+" · "+words.PlanLate(p.Late), k.overdue.on
	}
	if lines == 1 {
		if widthOf(name, styleSmall) > wide-18-gap8-widthOf(words.Hours(p.Minutes), styleCaption) {
			name = words.PlanPart(words.PlanFixName(p.Fix), p.Part, p.Parts)
		}
		time, timeC := words.Hours(p.Minutes), k.muted
		if p.Late > 0 {
			time, timeC = words.PlanLate(p.Late), k.overdue.on
		}
		w := widthOf(time, styleCaption)
		out = append(out, b.put(name, styleSmall, ink, x+18, y, wide-18-w-gap8))
		return append(out, b.put(time, styleCaption, timeC, x+wide-w, y, w+1))
	}
	title := k.paragraph(styleSmall, run{text: name})
	need := int(title.heightFor(wide-18) / styleSmall.line)
	if widthOf(line, styleCaption) > wide && lineC == k.muted {
		line = words.PlanCardShort(p.Minutes, p.Due, b.s.Today)
	}
	title.maxLines = 1
	if lines > 3 || lines == 3 && p.Late == 0 {
		title.maxLines = min(2, need)
	}
	if need > title.maxLines { // a version is never cut in the middle
		title.runs[0].text = words.PlanPart(words.PlanFixName(p.Fix), p.Part, p.Parts)
		title.maxLines = min(title.maxLines, int(title.heightFor(wide-18)/styleSmall.line))
		if version := words.PlanFixVersion(p.Fix); version != "" && lineC == k.muted {
			if whole := words.PlanVersionLine(version, p.Minutes); widthOf(whole, styleCaption) <= wide {
				line = whole
			}
		}
	}
	title.Move(fyne.NewPos(x+18, y))
	title.Resize(fyne.NewSize(wide-18, float32(title.maxLines)*16))
	y += float32(title.maxLines-1) * 16
	out = append(out, title, b.put(line, styleCaption, lineC, x, y+16, wide))
	rest := lines - 1 - title.maxLines
	if p.Late > 0 && rest == 1 {
		return append(out, b.put(words.PlanLate(p.Late), styleSmall, k.overdue.on, x, y+32, wide))
	}
	if (p.Late > 0 || beyond) && rest > 0 {
		head := words.PlanLate(p.Late)
		if beyond {
			head = words.PlanNoPlace()
		}
		say := k.paragraph(styleCaption, run{text: head, bold: true, c: k.overdue.on}, run{text: ": " + words.PlanCause(p.Why, p.Late), c: k.ink()})
		say.maxLines = min(rest, 3)
		say.Move(fyne.NewPos(x, y+32))
		say.Resize(fyne.NewSize(wide, float32(say.maxLines)*16))
		return append(out, say)
	}
	if rest > 0 {
		out = append(out, b.put(words.PlanCardWhere(p.Assets, p.Who), styleCaption, k.muted, x, y+32, wide))
	}
	if rest > 1 && p.Hand {
		out = append(out, b.put(words.PlanHand(), styleCaption, k.muted, x, y+48, wide))
	}
	return out
}

// small is one card for all that are too small to be drawn.
func (b *planBoard) small(cards []screen.PlanCard, c *screen.PlanColumn, x, wide, hour float32, at int) []fyne.CanvasObject {
	k := b.k
	minutes := 0
	var names []string
	for i := range cards {
		minutes += cards[i].Minutes
		if i < 12 {
			names = append(names, cards[i].Task+" "+words.PlanFix(cards[i].Fix))
		}
	}
	if n := len(cards) - len(names); n > 0 {
		names = append(names, words.AndMore(n))
	}
	back := canvas.NewRectangle(k.upgrade.under)
	back.CornerRadius = radiusControl
	back.Move(fyne.NewPos(x+6, b.top+round(float32(at)/60*hour)+4))
	back.Resize(fyne.NewSize(wide-12, max(20, round(float32(minutes)/60*hour)-4)))
	b.cards = append(b.cards, boardCard{key: screen.CardKey{Week: c.Week.Monday}, at: back.Position(), size: back.Size(), say: strings.Join(names, "\n"), back: back, many: cards})
	return []fyne.CanvasObject{back, b.put(words.PlanMoreCards(len(cards), minutes), styleSmall, k.ink(), x+14, back.Position().Y+2, wide-28)}
}

func cardOf(p *screen.PlanCard) words.PlanCard {
	return words.PlanCard{Task: p.Task, Fix: p.Fix, Minutes: p.Minutes, Due: p.Due, Late: p.Late, Why: p.Why, Hand: p.Hand, Assets: p.Assets,
		Day: p.Day, Window: p.Window}
}
