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

// typeAndColour shows the scale of type and every colour with its contrast.
func (g *Gallery) typeAndColour() []fyne.CanvasObject {
	k := g.w.k
	var scale []fyne.CanvasObject
	for _, st := range []struct {
		name  string
		style textStyle
		c     color.Color
	}{
		{words.Text("Title"), styleTitle, k.ink()}, {words.Text("Section"), styleSection, k.ink()}, {words.Text("Strong"), styleStrong, k.ink()},
		{words.Text("Body"), styleBody, k.ink()}, {words.Text("Row and table"), styleRow, k.ink()}, {words.Text("Caption"), styleCaption, k.muted},
	} {
		weight := 400
		if st.style.bold {
			weight = 600
		}
		scale = append(scale, fixed(0, 30, row(gap12, fixed(200, 0, k.text(st.name, st.style, st.c)), k.text("0123456789", st.style, st.c),
			spring(), k.text(words.TypeStep(int(st.style.size), int(st.style.line), weight), styleCaption, k.muted))))
	}
	var swatches []fyne.CanvasObject
	for _, s := range []struct {
		name string
		c    color.Color
		on   color.Color
	}{
		{words.Text("Ground"), k.ground, k.ink()}, {words.Text("Surface"), k.surface, k.ink()}, {words.Text("Pointer over it"), k.hover, k.ink()},
		{words.Text("Held down"), k.down, k.ink()}, {words.Text("Selected"), k.selected, k.ink()}, {words.Text("Line"), k.line, nil},
		{words.Text("Rim of buttons and badges"), k.rim, k.surface}, {words.Text("Edge of fields and boxes"), k.edge, k.surface}, {words.Text("Plain text"), k.ink(), k.surface},
		{words.Text("Quiet text"), k.muted, k.surface}, {words.Text("Primary"), k.primary, k.surface}, {words.Text("On primary"), k.onPrimary, k.primary},
		{words.Text("Focus ring"), k.focus, k.surface}, {words.Text("Bar"), k.bar, k.surface}, {words.Text("Hollow bar"), k.barHollow, nil},
	} {
		note := strings.ToUpper(strings.TrimPrefix(hexOf(s.c), "#"))
		if s.on != nil {
			note = words.ContrastNote(note, contrast(s.c, s.on))
		}
		swatches = append(swatches, fixed(230, 0, row(gap12, fixed(32, 32, box(s.c, k.rim, radiusControl)), column(0, k.text(s.name, styleRow, k.ink()), k.text(note, styleCaption, k.muted)))))
	}
	return []fyne.CanvasObject{g.panel(words.Text("Type"), column(0, scale...)), g.panel(words.Text("Colours and their contrast"), wrapping(gap16, gap12, swatches...))}
}

// tiers shows shape, word and colour of tiers, verdicts and states.
func (g *Gallery) tiers() []fyne.CanvasObject {
	k := g.w.k
	var lines []fyne.CanvasObject
	line := func(mark, word string, chip fyne.CanvasObject, c tint) {
		if len(lines) > 0 {
			lines = append(lines, k.rule())
		}
		lines = append(lines, fixed(0, 36, row(gap16, fixed(160, 0, still(chip)), fixed(150, 0, row(6, k.mark(mark, markSize, c.on, k.surface), k.text(word, styleRow, c.on))),
			spring(), k.text(words.TintContrast(contrast(c.on, c.under), contrast(c.on, k.surface), contrast(c.on, k.selected)), styleCaption, k.muted))))
	}
	for _, t := range tiersShown() {
		line(tierMark(t), words.TierShort(t), k.tierChip(t, words.TierShort(t)), k.tier(t))
	}
	for _, v := range []domain.Verdict{domain.Affected, domain.NotAffected, domain.CannotTell} {
		mark, c := k.verdict(v)
		word := words.VerdictWord(&domain.Finding{Verdict: v})
		line(mark, word, k.verdictChip(v, word), c)
	}
	line("exception", words.State(domain.StateException), k.chip("exception", words.State(domain.StateException), k.exception), k.exception)
	var marks []fyne.CanvasObject
	for _, m := range []domain.CheckMark{domain.CheckMet, domain.CheckGap, domain.CheckUnknown} {
		mark, ink := k.checkMark(m)
		marks = append(marks, row(gap8, k.icon(mark, markSize, ink), k.text(words.CheckMark(m), styleSmall, ink)))
	}
	var states []fyne.CanvasObject
	for _, s := range []domain.State{domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateRestart, domain.StateClaimed, domain.StateTriage,
		domain.StateVerified, domain.StateBlocked, domain.StateException, domain.StateNotApplicable, domain.StateReopened} {
		states = append(states, k.stateWord(s, words.State(s)))
	}
	return []fyne.CanvasObject{g.panel(words.Text("Tiers and verdicts: shape, word, colour"), column(0, lines...)), g.panel(words.Text("States of a target"), wrapping(gap24, gap12, states...)),
		g.panel(words.Text("How a check of readiness stands"), wrapping(gap24, gap12, marks...))}
}

// badges shows chips, badges, labels of trust, pills.
func (g *Gallery) badges() []fyne.CanvasObject {
	k := g.w.k
	quiet := []fyne.CanvasObject{k.kev(), k.cvss(9.8), k.badge("", words.EPSSBadge(&domain.EPSS{Score: 0.31, Date: "2026-11-21"}), k.muted, false)}
	for _, t := range []domain.TLP{domain.TLPUnlabelled, domain.TLPClear, domain.TLPGreen, domain.TLPAmber, domain.TLPAmberStrict, domain.TLPRed} {
		quiet = append(quiet, k.tlp(t))
	}
	quiet = append(quiet, k.badge("wrench", words.Text("Vendor only"), k.ink(), false))
	var trust []fyne.CanvasObject
	for _, b := range []domain.Badge{domain.BadgeVerified, domain.BadgeSigned, domain.BadgeHash, domain.BadgeUnchecked, domain.BadgeFailed} {
		trust = append(trust, k.trust(b))
	}
	pill := func(icon, say string, ink, under, stroke color.Color, focus bool) fyne.CanvasObject {
		p := k.pill(icon, nothing)
		p.focused = focus
		p.set(say, words.Text("What the pointer or the focus is told"), ink, under, stroke)
		return p
	}
	age := func(days int) string { return words.DataAge([]words.GroupAge{{Group: "advisories", Days: days}}) }
	return []fyne.CanvasObject{
		g.panel(words.Text("Badges: quiet outlines, only KEV is solid"), wrapping(gap8, gap8, quiet...), wrapping(gap8, gap8, trust...)),
		g.panel(words.Text("Age of the data"), wrapping(gap16, gap12,
			g.named(words.Text("At rest"), pill("clock", age(0), k.ink(), k.surface, k.rim, false)),
			g.named(words.Text("Focus"), pill("clock", age(0), k.ink(), k.surface, k.rim, true)),
			g.named(words.Text("Past 7 days"), pill("clock", age(9), k.days14.on, k.days14.under, k.days14.on, false)),
			g.named(words.Text("Past 30 days"), pill("clock", age(34), k.overdue.on, k.overdue.under, k.overdue.on, false)),
			g.named(words.Text("Working"), pill("loader-circle", words.MatchingPending(), k.muted, k.surface, k.rim, false)))),
		g.panel(words.Text("Long text"), row(0, fixed(240, 0, k.cut(exhibitLong, styleRow, k.ink())), spring()), row(0, fixed(240, 0, k.para(exhibitLong, styleRow, k.ink())), spring())),
	}
}

// posed is a button held in a state.
func posed(b *button, hovered, focused, pressed, chosen bool) *button {
	b.hovered, b.focused, b.pressed, b.chosen = hovered, focused, pressed, chosen
	b.dress()
	return b
}

// buttons shows every kind of button in every state, and the other choices.
func (g *Gallery) buttons() []fyne.CanvasObject {
	k := g.w.k
	kinds := []struct {
		name, icon, label string
		kind              buttonKind
	}{
		{words.Text("Main, one in a view"), "", words.Text("Record…"), mainButton}, {words.Text("Plain"), "download", words.Text("Export…"), plainButton},
		{words.Text("Quiet"), "funnel", words.Text("Filter"), quietButton}, {words.Text("Link"), "", words.Text("Show"), linkButton},
		{words.Text("Icon alone"), "ellipsis", "", quietButton},
	}
	shares := []float32{0.22, 0.16, 0.16, 0.15, 0.15, 0.16}
	table := []fyne.CanvasObject{k.cells(shares, k.muted, styleCaption, "", words.Text("At rest"), words.Text("Pointer over it"), words.Text("Focus"), words.Text("Held down"), words.Text("Locked"))}
	for _, kind := range kinds {
		made := func() *button { return k.button(kind.kind, kind.icon, kind.label, nothing).saying(kind.name) }
		table = append(table, k.rule(), pad(gap4, 0, gap4, 0, k.grid(shares, k.cut(kind.name, styleRow, k.ink()), still(made()), still(posed(made(), true, false, false, false)),
			still(posed(made(), false, true, false, false)), still(posed(made(), true, false, true, false)), still(made().lockedBecause(words.Text("Why it cannot be pressed now"))))))
	}
	check := func(on bool) *button { return k.check(words.RestartNeeded("machine"), on, nothing) }
	choices := func(at int) []segment {
		var out []segment
		for i, word := range []string{words.Sense("tasks", "Open"), words.Text("Mine"), words.Sense("tasks", "Closed")} {
			out = append(out, segment{word, 12 - 5*i, i == at, nothing})
		}
		return out
	}
	var pages []tab
	for i, word := range []string{words.Text("Overview"), words.Text("Remediation"), words.Text("History")} {
		pages = append(pages, tab{word, i, i == 0, nothing})
	}
	focused := newSegment(k, choices(0)[1], true, true)
	focused.focused = true
	focused.dress()
	focusedTab := newTab(k, pages[2])
	focusedTab.focused = true
	focusedTab.dress()
	facet := func(n int, chosen bool) fyne.CanvasObject {
		return newFacet(k, words.AssetKind(exhibitKind), n, chosen, nothing)
	}
	return []fyne.CanvasObject{
		g.panel(words.Text("Buttons"), column(gap4, table...), wrapping(gap16, gap12, g.named(words.Text("Low, in bars"), k.button(plainButton, "", words.Text("Plan…"), nothing).low()),
			g.named(words.Text("Opens a menu"), k.menuButton(plainButton, "chevron-down", words.Text("Sort"), func() []menuItem { return g.menuLines() })))),
		g.panel(words.Text("Boxes and options"), wrapping(gap24, gap12, g.named(words.Text("At rest"), check(false)), g.named(words.Text("Ticked"), check(true)),
			g.named(words.Text("Focus"), posed(check(true), false, true, false, true)), g.named(words.Text("Locked"), check(true).lockedBecause(words.Text("Why it cannot be pressed now")))),
			k.option(words.Text("Chosen"), words.Text("What it means, in a sentence"), true, nothing), k.option(words.Text("Not chosen"), words.Text("What it means, in a sentence"), false, nothing)),
		g.panel(words.Text("Choices side by side"), wrapping(gap24, gap12, g.named(words.Text("One is chosen"), k.segments(choices(0))), g.named(words.Text("Focus"), focused))),
		g.panel(words.Text("Pages of a detail"), k.tabs(pages), still(g.named(words.Text("Focus"), focusedTab))),
		g.panel(words.Text("Facets"), fixed(facetWidth, 0, row(0, fixed(facetWidth, 0, column(0, facet(31, true), facet(9, false)))))),
	}
}

func (g *Gallery) menuLines() []menuItem {
	return []menuItem{{word: words.Text("Chosen"), checked: true, press: nothing}, {word: words.Text("Not chosen"), press: nothing}}
}

// fields shows lines to type in, and a form of them.
func (g *Gallery) fields() []fyne.CanvasObject {
	k := g.w.k
	focused := k.input(words.Text("Focus"), exhibitDay, "", words.Text("What is expected"), "", nil)
	focused.field.outline.StrokeColor, focused.field.outline.StrokeWidth = k.focus, ringWidth
	locked := k.input(words.Text("Locked"), exhibitReason, "", words.Text("Why it cannot be pressed now"), "", nil)
	locked.field.lock()
	all := []fyne.CanvasObject{
		k.input(words.Text("At rest"), exhibitReason, "", words.Text("What is expected"), "", nil).box, focused.box,
		k.input(words.Text("Wrong"), exhibitPerson, "", "", words.Text("What is wrong with it, and what would be right"), nil).box,
		k.input(words.Text("Nothing in it"), "", words.Text("A hint"), words.Text("What is expected"), "", nil).box,
		locked.box,
		k.input(words.Text("Long text"), exhibitLong, "", words.Text("What is expected"), "", k.button(linkButton, "folder-open", words.Text("Choose…"), nothing).low()).box,
	}
	search := k.field(words.Text("Find an asset, CVE, advisory or component"))
	return []fyne.CanvasObject{
		g.panel(words.Text("Fields"), &fyne.Container{Layout: &cardsLayout{least: 260}, Objects: all}),
		g.panel(words.Text("Search"), fixed(0, controlHeight, search.boxed("search", k.edge, nil))),
		g.panel(words.Text("A form"), k.formBox(k.input(words.Text("Reason"), "", "", "", words.Text("What is wrong with it, and what would be right"), nil).box,
			row(gap8, k.button(mainButton, "", words.Text("Record…"), nothing), k.button(quietButton, "", words.Text("Cancel"), nothing), spring()))),
	}
}

// cards shows what stands on a ground of its own, messages, and work under way.
func (g *Gallery) cards() []fyne.CanvasObject {
	k := g.w.k
	message := func(parts []fyne.CanvasObject) fyne.CanvasObject { return k.messageBar(row(gap12, parts...)) }
	trouble := &domain.Error{Kind: domain.Storage, Op: "import", Subject: exhibitDevice, Code: "read_failed"}
	job := screen.Job{Name: exhibitDevice, Progress: domain.Progress{Stage: "read", Done: 193, Total: 312}, Rate: 41, Left: 3e9}
	ending := job
	ending.Stopping = true
	working := newStatusBar(g.w)
	working.show(screen.FrameState{}, screen.ImportsState{Job: &job})
	idle := newStatusBar(g.w)
	idle.show(screen.FrameState{Stage: screen.Ready}, screen.ImportsState{})
	meters := []fyne.CanvasObject{}
	for _, share := range []float32{0, 0.02, 0.62, 1} {
		meters = append(meters, g.named(words.Share(int(312*share), 312), fixed(160, 6, k.meter(share, k.primary))))
	}
	return []fyne.CanvasObject{
		g.panel(words.Text("Boxes that warn"), k.warning("circle-alert", words.ErrorLine(trouble), k.overdue), k.warning("loader-circle", words.PendingNotice(), k.days14),
			k.warning("info", words.Text("What it means, in a sentence"), k.quiet())),
		g.panel(words.Text("Names and values"), k.pair(words.Text("Origin"), words.BadgeShort(domain.BadgeVerified)), k.pair(words.Text("Long text"), exhibitLong)),
		g.bare(words.Text("Messages, one at a time above the status bar"), column(0,
			message(k.message("check", k.good.on, words.Deed(words.Done{Code: "deed_planned", Tasks: []string{"T-112"}, Done: 1, Day: "2026-11-25"}), nothing, k.button(linkButton, "", words.Text("Undo"), nothing))),
			message(k.message("circle-alert", k.overdue.on, words.ErrorLine(trouble), nothing, k.button(linkButton, "", words.Text("Retry"), nothing))))),
		g.panel(words.Text("How far something is"), wrapping(gap24, gap12, meters...), &fyne.Container{Layout: &cardsLayout{least: 260}, Objects: []fyne.CanvasObject{
			k.jobCard(words.Text("Reading advisories"), words.JobPace(jobWords(&job)), &job, nothing), k.jobCard(words.Text("Stopping"), words.JobPace(jobWords(&ending)), &ending, nothing)}}),
		g.bare(words.Text("Status bar: something runs, nothing runs"), column(0, working.content, idle.content)),
		g.panel(words.Text("Numbered"), row(gap12, k.numbered(1), k.numbered(12), canvas.NewRectangle(color.Transparent), spring())),
	}
}
