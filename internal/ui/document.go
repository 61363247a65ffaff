package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

func (v *advisoriesView) showDetail(s *screen.AdvisoriesState) {
	actions := actionsOf(s)
	if v.drawn == s.Detail && v.chosen == s.Selected && v.missing == (s.Missing != nil) && s.Detail != nil && v.actions == actions {
		return
	}
	v.actions = actions
	toTop := v.chosen != s.Selected
	v.drawn, v.chosen, v.missing = s.Detail, s.Selected, s.Missing != nil
	switch {
	case s.Detail != nil:
		v.detail.set(detailPad(v.document(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting(words.Text("Reading the document")), true)
	default:
		v.detail.set(v.w.k.emptyState("mail", words.Text("No advisory chosen"), words.Text("Choose one in the list to read it."), nil), true)
	}
}

// document draws the advisory; markup in it is shown as it is written.
func (v *advisoriesView) document(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, a := v.w.k, s.Detail
	parts := []fyne.CanvasObject{
		fixed(0, controlLow, row(gap12, grow(k.cut(words.AdvisoryLine(a, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted)),
			k.button(quietButton, "copy", "", func() { k.copy(a.ID) }).low().saying(words.Text("Copy the id")))),
		k.para(orDefault(a.Title, a.ID), titleStyle(orDefault(a.Title, a.ID)), k.ink()), space(1, gap8),
	}
	if s.View != nil {
		parts = append(parts, wrapping(gap8, gap8, fitting(advisoryBadges(k, s.View, true), 1e6)...))
	}
	if !a.Withdrawn.IsZero() {
		parts = append(parts, space(1, gap16), k.warning("circle-alert", words.WithdrawnNotice(a, v.w.zone(), v.w.deps.Now()), k.overdue))
	}
	parts = append(parts, space(1, gap16), v.work(s), space(1, gap12), v.pages(s), space(1, gap16))
	if s.Page != screen.PageDocument {
		return column(0, append(parts, v.page(s))...)
	}
	parts = append(parts, &fyne.Container{Layout: &documentLayout{}, Objects: []fyne.CanvasObject{
		v.text(s), canvas.NewRectangle(k.line), v.side(s),
	}})
	return column(0, parts...)
}

// text is the document itself, part by part.
func (v *advisoriesView) text(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, a := v.w.k, s.Detail
	var parts []fyne.CanvasObject
	if len(s.Revisions) > 1 {
		parts = append(parts, v.newer(s))
	}
	section := func(title, note string, body ...fyne.CanvasObject) {
		if len(body) == 0 {
			return
		}
		if len(parts) > 0 {
			parts = append(parts, space(1, gap24))
		}
		parts = append(parts, k.heading(title, note), space(1, gap4), column(gap8, body...))
	}
	if a.Summary != "" {
		section(words.Text("Summary"), "", k.para(a.Summary, styleBody, k.ink()))
	}
	section(words.Text("Vulnerabilities"), words.Number(len(a.Vulnerabilities)), v.vulnerabilities(a)...)
	section(words.Text("Remediation"), "", v.advice(a)...)
	section(words.Text("Notes"), "", v.notes(a)...)
	section(words.Text("Found by"), "", v.credits(a, false)...)
	section(words.Text("Validated by"), "", v.credits(a, true)...)
	section(words.Text("References"), words.Text("as text, never opened"), v.references(a)...)
	if n := len(a.Warnings); n > 0 {
		section(words.Text("What could not be read cleanly"), words.Number(n), v.warnings(a)...)
	}
	return column(0, parts...)
}

// side says what the document means here and how far its origin is proven.
func (v *advisoriesView) side(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, a := v.w.k, s.View
	if a == nil {
		return space(1, 1)
	}
	parts := []fyne.CanvasObject{
		k.text(words.Text("For us"), styleSection, k.ink()), space(1, gap4), k.para(words.TouchesSentence(&s.Touches), styleRow, k.ink()), space(1, gap4),
	}
	parts = append(parts, v.touched(&s.Touches)...)
	parts = append(parts,
		row(0, v.w.relationsButton(domain.RelAdvisory, string(s.View.Key)), spring()), space(1, gap24),
		k.text(words.Text("Where it comes from"), styleSection, k.ink()), space(1, gap4),
	)
	line := func(name, value string) {
		parts = append(parts, k.pair(name, value))
	}
	line(words.Text("Origin"), words.BadgeShort(a.Badge))
	line(words.Text("Came in"), words.Moment(a.Received, v.w.zone(), v.w.deps.Now()))
	line(words.Text("Revisions kept"), words.RevisionsKept(s.Revisions))
	line(words.Text("Original"), words.Text("kept"))
	return column(0, parts...)
}

// touched are the assets a document touches, each a way to the asset.
func (v *advisoriesView) touched(t *domain.Touches) []fyne.CanvasObject {
	k := v.w.k
	var out []fyne.CanvasObject
	for _, one := range t.Assets {
		mark, c := k.verdict(one.Verdict)
		id := one.ID
		out = append(out, fixed(0, rowInner, row(gap8, k.mark(mark, markSize, c.on, k.surface),
			k.button(linkButton, "", shorten(one.Name, styleRow, sideWidth-markSize-gap8), func() { v.w.Go(screen.Route{Screen: screen.NameAssets, ID: id}) }).saying(words.AssetVerdict(&one)), spring())))
	}
	if more := t.Affected + t.CannotTell - len(t.Assets); more > 0 {
		out = append(out, k.text(words.AndMore(more), styleCaption, k.muted))
	}
	if len(out) > 0 {
		out = append(out, space(1, gap8))
	}
	return out
}

// documentLayout puts text, a line, and a side column beside each other, and
// the side column under the text in a narrow pane.
type documentLayout struct{}

const (
	sideWidth     float32 = 216
	documentLeast float32 = 620
)

func (*documentLayout) sides(width float32) (text float32, beside bool) {
	if width < documentLeast {
		return width, false
	}
	return width - sideWidth - 2*gap16 - hairline, true
}

func (l *documentLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	text, beside := l.sides(width)
	if beside {
		return max(heightFor(o[0], text), heightFor(o[2], sideWidth))
	}
	return heightFor(o[0], text) + gap24 + heightFor(o[2], width)
}

func (*documentLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

func (l *documentLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	text, beside := l.sides(size.Width)
	h := heightFor(o[0], text)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(text, h))
	setVisible(o[1], beside)
	if beside {
		o[1].Move(fyne.NewPos(text+gap16, 0))
		o[1].Resize(fyne.NewSize(hairline, max(size.Height, h)))
		o[2].Move(fyne.NewPos(text+2*gap16+hairline, 0))
		o[2].Resize(fyne.NewSize(sideWidth, heightFor(o[2], sideWidth)))
		return
	}
	o[2].Move(fyne.NewPos(0, h+gap24))
	o[2].Resize(fyne.NewSize(size.Width, heightFor(o[2], size.Width)))
}

const partLimit = 40 // lines of a part of a document before the rest is counted

// productLimit is the same for the page of products.
const productLimit = 200

func (v *advisoriesView) limited(n int, line func(i int) fyne.CanvasObject) []fyne.CanvasObject {
	return v.limitedTo(partLimit, n, line)
}

func (v *advisoriesView) limitedTo(limit, n int, line func(i int) fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := 0; i < min(n, limit); i++ {
		out = append(out, line(i))
	}
	if n > limit {
		out = append(out, v.w.k.text(words.AndMore(n-limit), styleCaption, v.w.k.muted))
	}
	return out
}

func (v *advisoriesView) vulnerabilities(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.Vulnerabilities), func(i int) fyne.CanvasObject {
		u := &a.Vulnerabilities[i]
		parts := []fyne.CanvasObject{rowTop(gap12, k.text(u.ID, styleRowBold, k.ink()), grow(k.para(orDefault(u.Title, words.Weakness(u.CWEs)), styleRow, k.ink())))}
		if score := words.BestScore(u.Scores); score != "" {
			parts = append(parts, k.cut(score, styleCaption, k.muted))
		}
		if u.Text != "" && u.Text != a.Summary {
			t := k.para(u.Text, styleRow, k.ink())
			parts = append(parts, t)
		}
		if len(u.Aliases) > 0 {
			parts = append(parts, k.para(words.AlsoKnownAs(u.Aliases), styleCaption, k.muted))
		}
		return pad(0, 0, gap4, 0, column(2, append(parts, space(1, 6), k.rule())...))
	})
}

func (v *advisoriesView) products(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limitedTo(productLimit, len(a.Products), func(i int) fyne.CanvasObject {
		p := &a.Products[i]
		name, note := k.para(words.ProductName(p), styleRow, k.ink()), words.ProductNote(p)
		if note == "" {
			return name
		}
		return column(0, name, k.para(note, styleCaption, k.muted))
	})
}

// advice gathers each remediation once.
func (v *advisoriesView) advice(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	seen := map[string]bool{}
	var all []domain.Remediation
	for i := range a.Statements {
		for _, r := range a.Statements[i].Remediations {
			if key := r.Category + "\n" + r.Details + "\n" + r.URL; !seen[key] {
				seen[key] = true
				all = append(all, r)
			}
		}
	}
	return v.limited(len(all), func(i int) fyne.CanvasObject {
		r := &all[i]
		parts := []fyne.CanvasObject{k.paragraph(styleBody, run{text: words.Remedy(r.Category) + ". ", bold: true}, run{text: r.Details})}
		if say := words.RestartNeeded(r.Restart); say != "" {
			parts = append(parts, k.para(say, styleBody, k.ink()))
		}
		if r.URL != "" {
			parts = append(parts, k.para(words.LinkAsText(r.URL), styleCaption, k.muted))
		}
		return column(2, parts...)
	})
}

func (v *advisoriesView) references(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.References), func(i int) fyne.CanvasObject {
		r := &a.References[i]
		var c color.Color = k.muted
		if r.Summary == "" {
			return k.para(r.URL, styleCaption, c)
		}
		return column(0, k.para(r.Summary, styleRow, k.ink()), k.para(r.URL, styleCaption, c))
	})
}

func (v *advisoriesView) revisions(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	n := len(a.Revisions)
	return v.limited(n, func(i int) fyne.CanvasObject {
		r := &a.Revisions[n-1-i]
		return rowTop(gap12, fixed(90, 0, k.text(words.RevisionLabel(r, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted)), grow(k.para(r.Text, styleRow, k.ink())))
	})
}

func (v *advisoriesView) warnings(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.Warnings), func(i int) fyne.CanvasObject {
		return k.para(words.Warning(a.Warnings[i]), styleRow, k.ink())
	})
}
