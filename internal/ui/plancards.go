package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// cardsLayout puts cards side by side at equal width and height, and below each
// other where one would get narrower than least.
type cardsLayout struct {
	least float32
	close bool // with less between them
}

func (l *cardsLayout) gap() float32 {
	if l.close {
		return gap4
	}
	return gap16
}

func (l *cardsLayout) across(all int, width float32) int {
	n := all
	for n > 1 && (width-float32(n-1)*l.gap())/float32(n) < l.least {
		n--
	}
	if lines := (all + n - 1) / max(1, n); lines > 1 {
		n = (all + lines - 1) / lines // not many and then one
	}
	return n
}

func (l *cardsLayout) rows(o []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	o = visible(o)
	n := l.across(len(o), width)
	wide := round((width - float32(n-1)*l.gap()) / float32(max(1, n)))
	y := float32(0)
	for from := 0; from < len(o); from += n {
		line := o[from:min(len(o), from+n)]
		high := float32(0)
		for _, c := range line {
			high = max(high, heightFor(c, wide))
		}
		for i, c := range line {
			put(c, float32(i)*(wide+l.gap()), y, wide, high)
		}
		y += high + l.gap()
	}
	return max(0, y-l.gap())
}

func (l *cardsLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	return l.rows(o, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func (l *cardsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(l.least, 80) }

func (l *cardsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.rows(o, size.Width, func(c fyne.CanvasObject, x, y, w, h float32) {
		c.Move(fyne.NewPos(x, y))
		c.Resize(fyne.NewSize(w, h))
	})
}

// sums is the line of what the plan comes to, over the weeks, where the cards under them
// are out of sight. Each part leads to its card.
func (v *planView) sums(s *screen.PlanState) fyne.CanvasObject {
	k := v.w.k
	part := func(icon string, c tint, title, say string) fyne.CanvasObject {
		b := k.button(rowButton, "", "", v.page.toEnd).saying(say)
		b.height = sumsHigh
		b.dress()
		over := pad(0, gap12, 0, gap12, row(gap8, k.icon(icon, iconControl, c.on), k.text(title, styleRowBold, k.ink()), grow(newPlainCut(k, say, styleCaption))))
		return fixed(0, sumsHigh, layers(b, over))
	}
	fits := words.PlanFitLines(s.Sums.EarlyLate, s.Sums.LastFit, &s.Stats, s.Today)
	late, lateTint := words.PlanNoneLate(), k.good
	if len(s.Sums.Late) > 0 {
		late, lateTint = words.PlanLateNames(s.Sums.Late[0].Task, s.Sums.Late[0].Late, len(s.Sums.Late)), k.overdue
	}
	help := k.unknown
	if s.Plan.Help == 0 && len(s.Sums.NoPlace) == 0 {
		help = k.good
	}
	return k.card(&fyne.Container{Layout: &cardsLayout{least: 200, close: true}, Objects: []fyne.CanvasObject{
		part("check", k.good, words.PlanFitTitle(s.Sums.Fits), fits[0]),
		part("clock", lateTint, words.PlanLateTitle(len(s.Sums.Late)), late),
		part("users", help, words.PlanHelpTitle(s.Plan.Help), words.PlanHelpBy(s.Plan.Help, s.Plan.HelpBy, s.Today)),
	}})
}

const sumsHigh float32 = 36

// sumCard is one of the cards under the weeks: a mark, a title, lines.
func (v *planView) sumCard(icon string, c tint, title string, lines ...fyne.CanvasObject) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{row(gap8, k.icon(icon, iconControl, c.on), grow(k.cut(title, styleSection, k.ink()))), space(1, gap4)}
	for _, line := range lines {
		parts = append(parts, k.rule(), line)
	}
	return k.card(pad(gap12, gap16, gap8, gap16, column(0, parts...)))
}

func (v *planView) sumLine(o fyne.CanvasObject) fyne.CanvasObject { return pad(7, 0, 7, 0, o) }

func (v *planView) fits(s *screen.PlanState) fyne.CanvasObject {
	k := v.w.k
	var lines []fyne.CanvasObject
	for i, text := range words.PlanFitLines(s.Sums.EarlyLate, s.Sums.LastFit, &s.Stats, s.Today) {
		c := k.ink()
		if i == 2 {
			c = k.muted
		}
		lines = append(lines, v.sumLine(k.para(text, styleRow, c)))
	}
	return v.sumCard("check", k.good, words.PlanFitTitle(s.Sums.Fits), lines...)
}

const sumLimit = 5

func (v *planView) late(s *screen.PlanState) fyne.CanvasObject {
	k := v.w.k
	if len(s.Sums.Late) == 0 {
		return v.sumCard("clock", k.good, words.PlanLateTitle(0), v.sumLine(k.para(words.PlanNoneLate(), styleRow, k.muted)))
	}
	var lines []fyne.CanvasObject
	for i := range s.Sums.Late {
		t := &s.Sums.Late[i]
		if i == sumLimit {
			lines = append(lines, v.sumLine(k.text(words.AndMore(len(s.Sums.Late)-i), styleCaption, k.muted)))
			break
		}
		lines = append(lines, v.sumLine(row(gap8,
			k.button(linkButton, "", t.Task, func() { v.board.onOpen(t.Task) }).saying(words.Text("Open the task")),
			grow(column(0, k.cut(words.PlanFix(t.Fix), styleRow, k.ink()), k.cut(words.PlanCause(t.Why, t.Late), styleCaption, k.muted))),
			k.trailing(words.Several(t.Late, "day", "days"), styleRowBold, k.overdue.on))))
	}
	return v.sumCard("clock", k.overdue, words.PlanLateTitle(len(s.Sums.Late)), lines...)
}

func (v *planView) help(s *screen.PlanState) fyne.CanvasObject {
	k := v.w.k
	lines := []fyne.CanvasObject{v.sumLine(k.para(words.PlanHelpNote(s.Plan.Help, s.Plan.HelpBy, s.Today), styleRow, k.muted))}
	left := s.Plan.Help
	for i := range s.Plan.HelpFor {
		h := &s.Plan.HelpFor[i]
		if i == sumLimit {
			lines = append(lines, v.sumLine(row(gap8, grow(k.cut(words.AndMore(len(s.Plan.HelpFor)-i), styleCaption, k.muted)), k.trailing(words.Hours(left), styleRowBold, k.ink()))))
			break
		}
		left -= h.Minutes
		about := column(0, k.cut(words.PlanHelpFor(h, s.Today), styleRow, k.ink()), k.cut(words.PlanHelpWhy(h), styleCaption, k.muted))
		parts := []fyne.CanvasObject{grow(about), k.trailing(words.Hours(h.Minutes), styleRowBold, k.ink())}
		if h.Task != "" {
			open := k.button(linkButton, "", h.Task, func() { v.board.onOpen(h.Task) }).saying(words.Text("Open the task"))
			parts = append([]fyne.CanvasObject{open}, parts...)
		}
		lines = append(lines, v.sumLine(row(gap8, parts...)))
	}
	if rest := words.PlanNoDay(s.Sums.NoDay); rest != "" {
		lines = append(lines, v.sumLine(k.para(rest, styleCaption, k.muted)))
	}
	c := k.unknown
	if s.Plan.Help == 0 && len(s.Sums.NoPlace) == 0 {
		c = k.good
	} else {
		lines = append(lines, v.sumLine(row(0, k.button(linkButton, "", words.Text("Try more hours a week, or add a helper…"), func() {
			v.w.plan.Show(screen.PlanPeople)
		}), spring())))
	}
	return v.sumCard("users", c, words.PlanHelpTitle(s.Plan.Help), lines...)
}
