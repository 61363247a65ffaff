package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// versionLine draws what a statement says of versions on one line: the installed one
// with a stem, ranges as thick parts of it, an end that belongs to a range filled and one
// that does not hollow. Distances mean nothing, only the order does.
type versionLine struct {
	walker
	line *domain.VersionLine
	c    tint // of the ranges
}

const (
	versionLineHigh float32 = 96
	versionLineAt   float32 = 44 // of the line itself
	versionEnd      float32 = 12 // of an end
)

func (k *kit) versionLine(line *domain.VersionLine) *versionLine {
	v := &versionLine{line: line}
	_, v.c = k.stated(line.Status)
	var says []string
	for i := range line.Points {
		says = append(says, words.VersionPoint(line, i))
	}
	v.walks(v, k, says)
	v.title = words.VersionLineText(line)
	v.ExtendBaseWidget(v)
	return v
}

// stated gives shape and colours of what a statement claims.
func (k *kit) stated(s domain.Status) (mark string, c tint) {
	switch s {
	case domain.StatusNotAffected, domain.StatusFixed:
		return "verified", k.good
	case domain.StatusUnderInvestigation:
		return "cannot-tell", k.unknown
	}
	return "affected", k.overdue
}

// MinSize implements [fyne.CanvasObject].
func (v *versionLine) MinSize() fyne.Size { return fyne.NewSize(200, versionLineHigh) }

// Resize implements [fyne.CanvasObject].
func (v *versionLine) Resize(s fyne.Size) {
	if s == v.Size() {
		return
	}
	v.BaseWidget.Resize(s)
	n := len(v.line.Points)
	first, last := round(s.Width*0.12), round(s.Width*0.80)
	x := func(i int) float32 {
		if n < 2 {
			return round((first + last) / 2)
		}
		return round(first + (last-first)*float32(i)/float32(n-1))
	}
	var stands []standing
	for i := range n {
		half := (last - first) / float32(2*max(1, n-1))
		stands = append(stands, standing{x(i) - min(half, 40), 2 * min(half, 40)})
	}
	v.drawn(s, stands, append(v.bars(s.Width, x), v.labels(s.Width, x)...))
}

// bars are the line, the ranges on it, their ends and the installed version.
func (v *versionLine) bars(width float32, x func(int) float32) []fyne.CanvasObject {
	k := v.k
	var out []fyne.CanvasObject
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		out = append(out, o)
	}
	put(canvas.NewRectangle(k.edge), 0, versionLineAt-1, width, 2)
	for _, s := range v.line.Spans {
		from, to := float32(0), width
		if s.From >= 0 {
			from = x(s.From)
		}
		if s.To >= 0 {
			to = x(s.To)
		}
		put(canvas.NewRectangle(v.c.on), from, versionLineAt-4, max(2, to-from), 8)
	}
	for _, s := range v.line.Spans {
		for _, e := range []struct {
			at int
			in bool
		}{{s.From, s.FromIn}, {s.To, s.ToIn}} {
			if e.at < 0 {
				continue
			}
			end := canvas.NewCircle(k.surface)
			end.StrokeColor, end.StrokeWidth = v.c.on, 2
			if e.in {
				end.FillColor = v.c.on
			}
			put(end, x(e.at)-versionEnd/2, versionLineAt-versionEnd/2, versionEnd, versionEnd)
		}
	}
	for i, p := range v.line.Points {
		if !p.Installed {
			continue
		}
		put(canvas.NewRectangle(k.ink()), x(i)-0.5, 22, 1, versionLineAt-22-5)
		here := canvas.NewCircle(k.ink())
		here.StrokeColor, here.StrokeWidth = k.surface, 2
		put(here, x(i)-versionEnd/2+1, versionLineAt-versionEnd/2+1, versionEnd-2, versionEnd-2)
	}
	return out
}

// labels name the installed version above the line and the ends below it, and the
// ranges where there is room; what has none is told by the pointer and the arrows.
func (v *versionLine) labels(width float32, x func(int) float32) []fyne.CanvasObject {
	k := v.k
	var out []fyne.CanvasObject
	taken := map[float32][]standing{} // by height
	put := func(s string, st textStyle, c color.Color, centre, y float32) bool {
		s = shorten(s, st, width)
		w := widthOf(s, st)
		left := max(0, min(round(centre-w/2), width-w))
		for _, t := range taken[y] {
			if left < t.x+t.width+gap8 && t.x < left+w+gap8 {
				return false
			}
		}
		taken[y] = append(taken[y], standing{left, w})
		t := k.text(s, st, c)
		t.Move(fyne.NewPos(left, y))
		t.Resize(fyne.NewSize(w, st.line))
		out = append(out, t)
		return true
	}
	const under, second float32 = versionLineAt + 12, versionLineAt + 28
	ends := map[int]string{}
	order := []int{}
	note := func(i int, say string) {
		if i >= 0 {
			if _, ok := ends[i]; !ok {
				order = append(order, i)
			}
			ends[i] = say
		}
	}
	for _, s := range v.line.Spans {
		note(s.From, words.VersionEnd(s.FromIn, false))
		note(s.To, words.VersionEnd(s.ToIn, s.To >= 0 && v.line.Points[s.To].Fixed))
	}
	for i, p := range v.line.Points {
		if p.Installed {
			put(words.InstalledAt(p.Version), styleSmall, k.ink(), x(i), 4)
		}
		if p.Fixed {
			note(i, words.VersionEnd(false, true))
		}
	}
	for _, i := range order {
		if put(v.line.Points[i].Version, styleCaption, k.ink(), x(i), under) {
			put(ends[i], styleCaption, k.muted, x(i), second)
		}
	}
	for _, s := range v.line.Spans {
		from, to := float32(0), width
		if s.From >= 0 {
			from = x(s.From)
		}
		if s.To >= 0 {
			to = x(s.To)
		}
		put(words.StatedRange(v.line.Status), styleCaption, v.c.on, (from+to)/2, under)
	}
	return out
}

// versionCard is the line under its title, with the comparisons it rests on; where it
// cannot be drawn it says why.
func (k *kit) versionCard(line *domain.VersionLine) fyne.CanvasObject {
	head := k.heading(words.Text("The version, compared"), words.VersionOrderNote(line))
	if line.Why != "" {
		return column(gap8, k.text(words.Text("The version, compared"), styleSection, k.ink()),
			layers(newDashes(k.edge, radiusCard), pad(gap12, gap16, gap12, gap16, k.para(words.VersionLineWhy(line), styleRow, k.muted))))
	}
	verdict := words.VersionInside(line)
	c := k.ink()
	if _, stated := k.stated(line.Status); line.In {
		c = stated.on
	}
	foot := []fyne.CanvasObject{grow(k.para(words.VersionTests(line), styleRow, k.ink())), k.text(verdict, styleRowBold, c)}
	parts := []fyne.CanvasObject{pad(gap12, gap16, 0, gap16, k.versionLine(line)), pad(0, gap16, 0, gap16, k.rule()), pad(gap8, gap16, gap8, gap16, row(gap12, foot...))}
	if line.More > 0 {
		parts = append(parts, pad(0, gap16, gap8, gap16, k.para(words.VersionsLeftOut(line.More), styleCaption, k.muted)))
	}
	return column(gap8, head, k.card(column(0, parts...)))
}
