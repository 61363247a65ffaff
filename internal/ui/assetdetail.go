package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

func (v *assetsView) showDetail(s *screen.AssetsState) {
	now := assetDrawn{s.Selected, s.Busy, s.ActErr != nil, s.Missing != nil, s.Detail != nil}
	if v.drawn == s.Detail && v.drawnA == now && s.Detail != nil {
		return
	}
	toTop := v.drawnA.selected != now.selected
	v.drawn, v.drawnA = s.Detail, now
	switch {
	case s.Detail != nil:
		v.detail.set(detailPad(v.asset(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting(words.Text("Reading the asset")), true)
	default:
		v.detail.set(v.w.k.emptyState("monitor", words.Text("No asset chosen"), words.Text("Choose one in the list to see what is known of it."), nil), true)
	}
}

func (v *assetsView) asset(s *screen.AssetsState) fyne.CanvasObject {
	k, a := v.w.k, s.Detail
	parts := []fyne.CanvasObject{
		fixed(0, controlLow, row(gap12, grow(k.cut(words.AssetLine(a), styleCaption, k.muted)),
			v.w.relationsButton(domain.RelAsset, a.ID),
			k.button(plainButton, "file-plus", words.Text("SBOM…"), func() { v.w.chooseSBOM(a.ID) }).low().saying(words.Text("Import an inventory of this asset")))),
		k.para(a.Name, titleStyle(a.Name), k.ink()), space(1, gap8), v.assetBadges(a), space(1, gap24),
		k.text(words.Text("Four questions"), styleSection, k.ink()), space(1, gap4),
	}
	exposed := a.Exposed()
	var act fyne.CanvasObject
	if exposed.Value == domain.Unanswered {
		yes := k.button(mainButton, "", words.Text("Yes"), func() { v.w.assets.Answer(domain.Yes, v.w.Refresh) }).low()
		no := k.button(plainButton, "", words.Text("No"), func() { v.w.assets.Answer(domain.No, v.w.Refresh) }).low()
		act = row(gap8, yes, no)
	} else {
		act = k.menuButton(linkButton, "", words.Text("Change…"), func() []menuItem {
			return []menuItem{
				{word: words.Text("Yes, it can be reached"), press: func() { v.w.assets.Answer(domain.Yes, v.w.Refresh) }, checked: exposed.Value == domain.Yes},
				{word: words.Text("No, it cannot"), press: func() { v.w.assets.Answer(domain.No, v.w.Refresh) }, checked: exposed.Value == domain.No},
			}
		})
	}
	parts = append(parts, v.question("globe", words.QuestionExposure(), words.AnswerWord(exposed.Value), exposed, act))
	if s.ActErr != nil {
		parts = append(parts, k.warning("circle-alert", words.ErrorLine(s.ActErr), k.overdue))
	}
	parts = append(parts, k.rule(),
		v.question("activity", words.QuestionCriticality(), words.CriticalityWord(a.Criticality), domain.Stated{Value: domain.Answer(a.Criticality)}, nil), k.rule(),
		v.question("heart-pulse", words.QuestionSafety(), words.AnswerWord(a.Safety.Value), a.Safety, nil), k.rule(),
		v.question("building-2", words.QuestionMission(), words.AnswerWord(a.Mission.Value), a.Mission, nil),
		space(1, gap16), v.seen(a), space(1, gap24), v.facts(a))
	return column(0, parts...)
}

func (v *assetsView) assetBadges(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	switch {
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
	if !a.Retired.IsZero() {
		parts = append(parts, k.badge("", words.Text("retired"), k.muted, false))
	}
	return wrapping(gap8, gap8, parts...)
}

// question is one of the four, with its answer, who gave it and when.
func (v *assetsView) question(icon, ask, answer string, by domain.Stated, act fyne.CanvasObject) fyne.CanvasObject {
	k := v.w.k
	c := k.ink()
	if by.Value == domain.Unanswered {
		answer, c = words.Text("Not answered"), k.unknown.on
	}
	right := act
	if by.Value != domain.Unanswered && by.By != "" {
		who := column(0, k.trailing(by.By, styleCaption, k.muted), k.trailing(words.DayOfInstant(by.At, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted))
		right = who
		if act != nil {
			right = row(gap8, who, act)
		}
	}
	if right == nil {
		right = space(1, 1)
	}
	return pad(10, 0, 10, 0, row(gap12, k.icon(icon, iconControl, k.muted),
		grow(column(0, k.cut(ask, styleCaption, k.muted), k.cut(answer, styleStrong, c))), right))
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

func (v *assetsView) facts(a *domain.AssetView) fyne.CanvasObject {
	k := v.w.k
	today := domain.DayOf(v.w.deps.Now(), v.w.zone())
	parts := []fyne.CanvasObject{k.text(words.Text("Facts"), styleSection, k.ink()), space(1, gap4)}
	var missing []string
	for _, f := range []struct{ name, value string }{
		{words.Text("Manufacturer and model"), words.Joined(a.Manufacturer, a.Model)},
		{words.Text("Operating system"), a.OS},
		{words.Text("Firmware"), a.Firmware},
		{words.Text("Serial number"), a.Serial},
		{words.Text("Where"), words.Joined(a.Location, a.Zone)},
		{words.Text("Owner"), a.Owner},
		{words.Text("Next upgrade planned"), words.DayOrEmpty(a.NextUpgrade, today)},
		{words.Text("Support ends"), words.DayOrEmpty(a.SupportEnd, today)},
	} {
		if f.value == "" {
			missing = append(missing, f.name)
			continue
		}
		parts = append(parts, k.pair(f.name, f.value))
	}
	if len(missing) > 0 {
		parts = append(parts, space(1, gap8), k.para(words.FactsMissing(missing), styleCaption, k.unknown.on))
	}
	return column(0, parts...)
}
