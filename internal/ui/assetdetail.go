package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

func (v *assetsView) showDetail(s *screen.AssetsState) {
	now := assetDrawn{detail: s.Detail, form: s.Form, past: s.Past, selected: s.Selected, tab: s.Tab, busy: s.Busy, failed: s.ActErr != nil,
		found: s.Found, work: s.Work, missing: s.Missing != nil, kept: s.Detail != nil, marked: len(s.Marked), filled: s.Filled}
	if s.Form != nil {
		now.step = s.Form.Drawn + 1
	}
	if s.Past != nil {
		now.events = s.Past.Drawn
	}
	if len(s.Software) > 0 {
		now.software = &s.Software[0]
	}
	if v.drawn == now && (s.Detail != nil || s.Form != nil) {
		return
	}
	was := v.drawn
	v.drawn = now
	opened := s.Form != nil && was.form != s.Form
	toTop := was.selected != now.selected || was.tab != now.tab || opened || (s.Form == nil) != (was.form == nil)
	var shown fyne.CanvasObject = v.detail
	switch {
	case s.Form != nil:
		v.detail.set(detailPad(v.form(s)), toTop)
	case s.Detail != nil && s.Tab == screen.AssetSoftware:
		v.software.show(s)
		shown = v.software.content
	case s.Detail != nil && (s.Tab == screen.AssetFindings || s.Tab == screen.AssetTasks):
		page := v.pages[s.Tab]
		page.show(s)
		shown = page.content
	case s.Detail != nil:
		v.detail.set(detailPad(v.asset(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting(words.Text("Reading the asset")), true)
	default:
		v.detail.set(v.w.k.emptyState("monitor", words.Text("No asset chosen"), words.NoAssetChosen(), nil), true)
	}
	if v.right.Objects[0] != shown {
		v.right.Objects = []fyne.CanvasObject{shown}
		v.right.Refresh()
	}
	if was.form != nil && s.Form == nil && v.w.history.Current().Screen == screen.NameAssets {
		v.focus = nil
		v.w.leaveField() // the fields are gone
	}
	if v.focus != nil && s.Form != nil && (opened || len(s.Form.Errs) > 0) && !s.Busy {
		v.w.win.Canvas().Focus(v.focus)
	}
}

// headOf is what stands above every page of an asset.
func (v *assetsView) headOf(s *screen.AssetsState) fyne.CanvasObject {
	k, a := v.w.k, s.Detail
	acts := row(gap8)
	if a.Retired.IsZero() {
		acts.Objects = []fyne.CanvasObject{
			k.button(plainButton, "", words.Text("Edit…"), func() { v.w.assets.Begin(screen.AssetEdit, []string{a.ID}) }).low().saying(words.Text("Change the facts of this asset")),
			k.menuButton(plainButton, "ellipsis", "", func() []menuItem { return v.assetMenu(a) }).low().saying(words.Text("More")),
		}
	} else if a.MergedInto == "" {
		acts.Objects = []fyne.CanvasObject{k.button(plainButton, "", words.Text("Put back into use"), func() { v.w.assets.Retire([]string{a.ID}, false) }).low()}
	}
	parts := []fyne.CanvasObject{
		fixed(0, controlLow, row(gap12, grow(k.cut(words.AssetLine(a), styleCaption, k.muted)), v.w.relationsButton(domain.RelAsset, a.ID), acts)),
		k.para(a.Name, titleStyle(a.Name), k.ink()), space(1, gap8), v.assetBadges(a),
	}
	if s.ActErr != nil {
		parts = append(parts, space(1, gap8), k.warning("circle-alert", words.ErrorLine(s.ActErr), k.overdue))
	}
	page := func(word string, n int, to screen.AssetTab) tab {
		return tab{word, n, s.Tab == to, func() { v.w.assets.OpenTab(to) }}
	}
	return column(0, append(parts, space(1, gap16), k.tabs([]tab{page(words.Text("Facts"), 0, screen.AssetFacts),
		page(words.Text("Software"), a.Components, screen.AssetSoftware),
		page(words.Text("Findings"), a.Affected+a.CannotTell, screen.AssetFindings), page(words.Text("Tasks"), a.OpenTargets, screen.AssetTasks), page(words.Text("History"), 0, screen.AssetHistory)}))...)
}

func (v *assetsView) assetMenu(a *domain.AssetView) []menuItem {
	items := []menuItem{
		{word: words.Text("Import its software…"), press: func() { v.w.chooseSBOM(a.ID) }},
		{word: words.Text("Scan a folder for it…"), press: func() { v.w.scanFor(a.ID) }},
	}
	for _, d := range v.w.assets.State().Twice {
		for _, id := range d.IDs {
			if id == a.ID {
				items = append(items, menuItem{word: words.Text("Merge with what may be the same…"), press: func() { v.w.assets.Begin(screen.AssetMerge, d.IDs) }})
			}
		}
	}
	return append(items, menuItem{word: words.Text("Retire"), press: func() { v.w.assets.Retire([]string{a.ID}, true) }})
}

func (v *assetsView) asset(s *screen.AssetsState) fyne.CanvasObject {
	a := s.Detail
	if s.Tab == screen.AssetHistory {
		return column(0, v.headOf(s), space(1, gap16), v.past(s))
	}
	k := v.w.k
	parts := []fyne.CanvasObject{v.headOf(s), space(1, gap16), k.text(words.FactGroup("questions"), styleSection, k.ink()), space(1, gap4)}
	for i, q := range []struct {
		icon, fact, answer string
		by                 domain.Stated
	}{
		{"globe", "exposed", words.AnswerWord(a.Exposed().Value), a.Exposed()},
		{"activity", "criticality", words.CriticalityWord(a.Criticality), domain.Stated{Value: domain.Answer(a.Criticality), By: a.CriticalityBy, At: a.CriticalityAt}},
		{"heart-pulse", "safety", words.AnswerWord(a.Safety.Value), a.Safety},
		{"building-2", "mission", words.AnswerWord(a.Mission.Value), a.Mission},
	} {
		if i > 0 {
			parts = append(parts, k.rule())
		}
		parts = append(parts, v.question(s, q.icon, q.fact, q.answer, q.by))
	}
	return column(0, append(parts, space(1, gap16), v.seen(a), space(1, gap24), v.facts(a))...)
}

func (v *assetsView) assetBadges(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	switch {
	case !a.Retired.IsZero():
		parts = append(parts, k.badge("", words.RetiredOn(a, v.w.zone(), v.w.deps.Now()), k.muted, false))
	case a.OpenTargets > 0:
		parts = append(parts, k.tierChip(a.Tier, words.OpenTargetsChip(a.Tier, a.OpenTargets)))
	case a.Inventory.IsZero():
		parts = append(parts, k.unknownChip(words.Text("Cannot tell, no inventory")))
	default:
		parts = append(parts, k.badge("", words.Text("nothing open"), k.muted, false))
	}
	if a.Kind != "" {
		parts = append(parts, k.badge("", words.AssetKind(a.Kind), k.muted, false))
	}
	for _, tag := range a.Tags {
		parts = append(parts, k.badge("", tag, k.muted, false))
	}
	return wrapping(gap8, gap8, parts...)
}

// question is one of the four, with its answer, who gave it and when, and a way to give
// another.
func (v *assetsView) question(s *screen.AssetsState, icon, fact, answer string, by domain.Stated) fyne.CanvasObject {
	k, id := v.w.k, s.Detail.ID
	c := k.ink()
	if by.Value == domain.Unanswered {
		answer, c = words.Text("Not answered"), k.unknown.on
	}
	parts := []fyne.CanvasObject{k.icon(icon, iconControl, k.muted),
		grow(column(0, k.cut(words.FactQuestion(fact), styleCaption, k.muted), k.cut(answer, styleStrong, c)))}
	if by.Value != domain.Unanswered && by.By != "" {
		parts = append(parts, column(0, k.trailing(by.By, styleCaption, k.muted), k.trailing(words.DayOfInstant(by.At, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted)))
	}
	if s.Detail.Retired.IsZero() {
		answers := v.answers(s, id, fact, by)
		if len(answers) > 2 { // they need a line of their own
			return pad(10, 0, 10, 0, column(gap8, row(gap12, parts...), row(gap8, append([]fyne.CanvasObject{space(iconControl+gap4, 1)}, answers...)...)))
		}
		parts = append(parts, answers...)
	}
	return pad(10, 0, 10, 0, row(gap12, parts...))
}

// answers are buttons while nobody answered, and a menu afterwards.
func (v *assetsView) answers(s *screen.AssetsState, id, fact string, by domain.Stated) []fyne.CanvasObject {
	k := v.w.k
	type way struct{ word, value string }
	ways := []way{{words.Text("Yes"), "yes"}, {words.Text("No"), "no"}}
	if fact == "criticality" {
		ways = []way{{words.LevelWord("low"), "low"}, {words.LevelWord("medium"), "medium"}, {words.LevelWord("high"), "high"}}
	}
	put := func(value string) func() { return func() { v.w.assets.Answer(id, fact, value) } }
	if by.Value == domain.Unanswered {
		var out []fyne.CanvasObject
		for _, one := range ways {
			b := k.button(plainButton, "", one.word, put(one.value)).low()
			if s.Busy {
				b.lockedBecause(words.Text("Being stored"))
			}
			out = append(out, b)
		}
		return out
	}
	return []fyne.CanvasObject{k.menuButton(linkButton, "", words.Text("Change…"), func() []menuItem {
		var items []menuItem
		for _, one := range ways {
			items = append(items, menuItem{word: one.word, checked: string(by.Value) == one.value, press: put(one.value)})
		}
		return append(items, menuItem{word: words.Text("Not known any more"), press: put("")})
	})}
}

// seen says what is known of the asset's software, and what is not.
func (v *assetsView) seen(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	note := ""
	if !a.Inventory.IsZero() {
		note = words.DayOfInstant(a.Inventory, v.w.zone(), v.w.deps.Now())
	}
	parts := []fyne.CanvasObject{k.heading(words.Text("What we can see of it"), note)}
	if say := words.AssetBlind(a); say.Head != "" {
		parts = append(parts, layers(newDashes(k.unknown.on, radiusCard), pad(gap12, gap12, gap12, gap12, rowTop(gap12,
			pad(4, 0, 0, 0, k.icon("cannot-tell", markSize, k.unknown.on)),
			grow(k.paragraph(styleRow, run{text: say.Head + " ", bold: true}, run{text: say.Rest}))))))
	}
	lines := []fyne.CanvasObject{}
	line := func(name, value string, c color.Color) {
		lines = append(lines, fixed(0, rowInner, row(gap12, k.text(name, styleRow, k.ink()), grow(k.cutTrailing(value, styleRow, c)))), k.rule())
	}
	if !a.Inventory.IsZero() {
		line(words.Text("Components"), words.Number(a.Components), k.ink())
		if a.WithoutVersion > 0 {
			line(words.Text("Without a version"), words.Number(a.WithoutVersion), k.unknown.on)
		}
		line(words.Text("Findings: affected"), words.Number(a.Affected), k.ink())
		if a.CannotTell > 0 {
			line(words.Text("Findings: cannot tell"), words.Number(a.CannotTell), k.unknown.on)
		}
	}
	for i := range a.Snapshots {
		s := &a.Snapshots[i]
		if s.Current {
			line(words.SnapshotName(s), words.SnapshotNote(s, v.w.zone(), v.w.deps.Now()), k.muted)
		}
	}
	return column(gap8, append(parts, column(0, lines...))...)
}

// facts are all other facts in their groups; what is not known of a group is one line
// at its end. Groups of one trade are there only where something of them is known.
func (v *assetsView) facts(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	today := domain.DayOf(v.w.deps.Now(), v.w.zone())
	var parts []fyne.CanvasObject
	for _, g := range screen.FactGroups[1:] {
		var lines []fyne.CanvasObject
		var missing []string
		for _, name := range g.Fields {
			field, ok := domain.AssetFieldNamed(name)
			if !ok || name == "name" {
				continue
			}
			value := field.Get(&a.Asset)
			if field.Sort == domain.FieldDay {
				value = words.DayOrEmpty(domain.Day(value), today)
			}
			switch {
			case value == "":
				missing = append(missing, words.AssetField(name))
			case name == "notes":
				lines = append(lines, space(1, gap8), k.para(value, styleRow, k.ink()), space(1, gap8), k.rule())
			default:
				lines = append(lines, k.pair(words.AssetField(name), value))
			}
		}
		if len(lines) == 0 && (g.Sector || g.Name == "other") {
			continue
		}
		if len(missing) > 0 && g.Name != "other" {
			lines = append(lines, space(1, gap8), k.para(words.FactsMissing(missing), styleCaption, k.unknown.on))
		}
		parts = append(parts, k.text(words.FactGroup(g.Name), styleSection, k.ink()), space(1, gap4), column(0, lines...), space(1, gap24))
	}
	return column(0, parts...)
}
