package ui

import (
	"context"
	"fmt"
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// galleryView shows every piece the screens are made of, in its states, in the appearance
// in force. The pieces are the real ones; what they say is made up and touches no desk.
type galleryView struct {
	w      *Window // a copy whose models answer nothing
	appear func(Appearance)
	page   *page
}

// galleryWidth is how wide the pieces get at most.
const galleryWidth float32 = 960

func newGalleryView(w *Window) *galleryView {
	inner := *w
	inner.tasks = screen.NewTasks(w.deps.Desk, func(func(context.Context, func(func()))) {}, w.deeds, func(screen.TasksState) {})
	v := &galleryView{w: &inner, appear: w.Appear}
	v.page = newPage(v.pieces())
	return v
}

func (v *galleryView) content() fyne.CanvasObject { return v.page }
func (v *galleryView) first() fyne.Focusable      { return nil }
func (v *galleryView) refresh()                   {}
func (v *galleryView) open(string)                {}

func (v *galleryView) pieces() fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{
		row(gap12, grow(column(0, k.text(words.Text("Components"), styleTitle, k.ink()), k.para(words.GalleryNote(), styleBody, k.muted))), v.appearances()),
	}
	for _, section := range []struct {
		title string
		body  fyne.CanvasObject
	}{
		{words.Text("Type"), v.types()},
		{words.Text("Colour, with contrast"), v.colours()},
		{words.Text("Tiers and verdicts: shape, word and colour"), v.tiers()},
		{words.Text("Badges and states"), v.badges()},
		{words.Text("Buttons"), v.buttons()},
		{words.Text("Fields and choices"), v.fields()},
		{words.Text("List rows"), v.rows()},
		{words.Text("Steps with clocks"), v.steps()},
		{words.Text("Progress, messages, empty states"), v.states()},
		{words.Text("Charts"), v.charts()},
		{words.Text("Timeline"), v.timeline()},
		{words.Text("Document and difference"), v.document()},
		{words.Text("Relations"), v.relations()},
	} {
		parts = append(parts, column(gap8, k.text(section.title, styleSmall, k.muted), section.body))
	}
	return pad(gap24, gap24, gap24, gap24, row(0, growTo(galleryWidth, column(gap24, parts...)), spring()))
}

// framed puts pieces on a card.
func (v *galleryView) framed(gap float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return v.w.k.card(padAll(gap16, column(gap, parts...)))
}

func (v *galleryView) appearances() fyne.CanvasObject {
	choice := func(word string, a Appearance) segment {
		return segment{word, -1, v.w.look.appearance == a, func() { v.appear(a) }}
	}
	return v.w.k.segments([]segment{choice(words.Text("Light"), Light), choice(words.Text("Dark"), Dark), choice(words.Text("Like the system"), FollowSystem)})
}

func (v *galleryView) types() fyne.CanvasObject {
	k := v.w.k
	line := func(name string, st textStyle, c color.Color) fyne.CanvasObject {
		weight := 400
		if st.bold {
			weight = 600
		}
		return k.text(fmt.Sprintf("%s %.0f / %.0f, %d", name, st.size, st.line, weight), st, c)
	}
	return v.framed(gap8, k.grid([]float32{.5, .5},
		column(gap8, line(words.Text("Title"), styleTitle, k.ink()), line(words.Text("Section"), styleSection, k.ink()), line(words.Text("Strong"), styleStrong, k.ink())),
		column(gap8, line(words.Text("Body"), styleBody, k.ink()), line(words.Text("Row and table")+" 0123456789", styleRow, k.ink()), line(words.Text("Caption"), styleCaption, k.muted))))
}

func (v *galleryView) colours() fyne.CanvasObject {
	k, p := v.w.k, v.w.k.palette
	swatch := func(name string, c color.Color, against ...color.Color) fyne.CanvasObject {
		note := digits(c)
		for _, other := range against {
			note += fmt.Sprintf(" · %.1f", contrast(c, other))
		}
		return row(gap12, fixed(28, 28, box(c, k.edge, radiusControl)), grow(column(0, k.cut(name, styleRow, k.ink()), k.cut(note, styleCaption, k.muted))))
	}
	pairs := [][2]fyne.CanvasObject{
		{swatch(words.Text("ground"), p.ground, p.text, p.muted), swatch(words.Text("surface"), p.surface, p.text, p.muted)},
		{swatch(words.Text("row under the pointer"), p.hover, p.text, p.muted), swatch(words.Text("row selected"), p.selected, p.text, p.muted)},
		{swatch(words.Text("line"), p.line), swatch(words.Text("edge of fields"), p.edge, p.surface, p.selected)},
		{swatch(words.Text("text"), p.text, p.surface, p.selected), swatch(words.Text("muted text"), p.muted, p.surface, p.selected)},
		{swatch(words.Text("primary"), p.primary, p.surface, p.selected), swatch(words.Text("ring of the focus"), p.focus, p.surface, p.selected)},
	}
	var lines []fyne.CanvasObject
	for _, pair := range pairs {
		lines = append(lines, k.grid([]float32{.5, .5}, pair[0], pair[1]))
	}
	return v.framed(gap8, lines...)
}

func (v *galleryView) tiers() fyne.CanvasObject {
	k := v.w.k
	var lines []fyne.CanvasObject
	line := func(chip fyne.CanvasObject, mark, word string, c tint) {
		if len(lines) > 0 {
			lines = append(lines, k.rule())
		}
		lines = append(lines, pad(6, gap16, 6, gap16, k.grid([]float32{.25, .25, .25, .25},
			row(0, chip, spring()), row(gap8, k.mark(mark, markSize, c.on, k.surface), k.text(word, styleRowBold, c.on), spring()),
			k.cut(words.Text("{on} on {under}", "on", digits(c.on), "under", digits(c.under)), styleCaption, k.muted),
			k.cutTrailing(fmt.Sprintf("%.1f · %.1f · %.1f", contrast(c.on, c.under), contrast(c.on, k.surface), contrast(c.on, k.selected)), styleCaption, k.muted))))
	}
	for _, t := range domain.Tiers() {
		line(k.tierChip(t, words.TierShort(t)), tierMark(t), words.TierShort(t), k.tier(t))
	}
	for _, verdict := range []domain.Verdict{domain.Affected, domain.NotAffected, domain.CannotTell} {
		mark, c := k.verdict(verdict)
		line(k.verdictChip(verdict, verdictSaid(verdict, false)), mark, verdictSaid(verdict, false), c)
	}
	exception := words.State(domain.StateException)
	line(k.chip("exception", exception, k.exception), "exception", exception, k.exception)
	return k.card(column(0, lines...))
}

func (v *galleryView) badges() fyne.CanvasObject {
	k := v.w.k
	tops := []fyne.CanvasObject{k.kev(), k.cvss(9.8)}
	for _, t := range []domain.TLP{domain.TLPClear, domain.TLPGreen, domain.TLPAmber, domain.TLPAmberStrict, domain.TLPRed, domain.TLPUnlabelled} {
		tops = append(tops, k.tlp(t))
	}
	var trust, states, verdicts []fyne.CanvasObject
	for _, b := range []domain.Badge{domain.BadgeVerified, domain.BadgeSigned, domain.BadgeHash, domain.BadgeUnsigned, domain.BadgeFailed} {
		trust = append(trust, k.trust(b))
	}
	for _, s := range galleryStates {
		states = append(states, k.stateWord(s, words.State(s)))
	}
	for _, verdict := range []domain.Verdict{domain.Affected, domain.NotAffected, domain.CannotTell} {
		verdicts = append(verdicts, k.verdictChip(verdict, verdictSaid(verdict, false)))
	}
	verdicts = append(verdicts, k.verdictChip(domain.Affected, verdictSaid(domain.Affected, true)), k.unknownChip(words.Text("not answered")))
	age := func(word string, ink, under, stroke color.Color) fyne.CanvasObject {
		p := k.pill("clock", func() {})
		p.set(word, "", ink, under, stroke)
		return p
	}
	pills := []fyne.CanvasObject{age(words.Text("today"), k.ink(), k.surface, k.line),
		age(words.Several(9, "day", "days"), k.days14.on, k.days14.under, k.days14.on), age(words.Several(34, "day", "days"), k.overdue.on, k.overdue.under, k.overdue.on)}
	return v.framed(gap12, wrapping(gap8, gap8, tops...), wrapping(gap8, gap8, trust...), wrapping(gap16, gap8, states...), wrapping(gap8, gap8, verdicts...), wrapping(gap8, gap8, pills...))
}

func verdictSaid(v domain.Verdict, disputed bool) string {
	return words.VerdictWord(&domain.Finding{Verdict: v, Disputed: disputed})
}

// galleryStates are the states of a target, in the order of its life.
var galleryStates = []domain.State{domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateClaimed, domain.StateRestart, domain.StateTriage, domain.StateVerified,
	domain.StateBlocked, domain.StateException, domain.StateNotApplicable, domain.StateReopened}

// digits writes a colour as its six digits.
func digits(c color.Color) string { return strings.ToUpper(hexOf(c)[1:]) }

// luminance is the relative luminance of a colour (WCAG 2.1, relative luminance).
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

// contrast is the ratio of contrast of two colours, from 1 to 21 (WCAG 2.1, contrast ratio).
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// ringed shows a piece as it is when it has the focus.
func ringed(o fyne.Focusable) fyne.CanvasObject {
	o.FocusGained()
	return o.(fyne.CanvasObject)
}

// hovering shows a button as it is under the pointer.
func hovering(b *button) *button {
	b.hovered = true
	b.dress()
	return b
}
