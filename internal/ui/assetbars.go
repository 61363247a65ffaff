package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// showAsk puts above the list what may be listed twice, or the question whose answer
// moves most due dates.
func (v *assetsView) showAsk(s *screen.AssetsState) {
	k := v.w.k
	var bar fyne.CanvasObject
	switch q := s.Next; {
	case s.Retired || s.Stage != screen.Ready || s.All == 0:
	case s.Filter.Twice:
		bar = row(gap12, grow(k.cut(words.TwiceAdvice(), styleRow, k.ink())), k.button(plainButton, "", words.Text("Show all"), func() { v.w.assets.Narrow(screen.AssetFilter{}) }).low())
	case s.Filter.Named != nil:
		bar = row(gap12, k.icon("funnel", iconControl, k.primary), grow(k.cut(words.OnlyNamed(s.Filter.Named.Check, len(s.Assets), s.All), styleRow, k.ink())),
			k.button(plainButton, "", words.Text("Show all"), func() { v.w.assets.Narrow(screen.AssetFilter{}) }).low())
	case q != nil:
		id := q.Asset
		day := domain.DayOf(v.w.deps.Now(), v.w.zone())
		yes := k.button(plainButton, "", words.Text("Yes"), func() { v.w.assets.Answer(id, "exposed", string(domain.Yes)) }).low()
		no := k.button(plainButton, "", words.Text("No"), func() { v.w.assets.Answer(id, "exposed", string(domain.No)) }).low()
		if s.Busy {
			yes.lockedBecause(words.Text("Being stored"))
			no.lockedBecause(words.Text("Being stored"))
		}
		bar = row(gap12, k.icon("cannot-tell", markSize, k.unknown.on), grow(column(0, k.cut(words.QuestionTitle(q), styleRowBold, k.ink()),
			k.cut(words.QuestionSub(q, day), styleCaption, k.muted))), yes, no)
	case len(s.Twice) > 0:
		bar = row(gap12, k.icon("copy", iconControl, k.muted), grow(k.cut(words.MaybeTwice(len(s.Twice)), styleRow, k.ink())),
			k.button(plainButton, "", words.Text("Look…"), func() { v.w.assets.Narrow(screen.AssetFilter{Twice: true}) }).low())
	}
	setVisible(v.ask, bar != nil)
	if bar != nil {
		v.ask.Objects = []fyne.CanvasObject{sheet(k.palette.ground, column(0, fixed(0, 52, pad(0, gap16, 0, gap16, bar)), k.rule()))}
		v.ask.Refresh()
	}
}

// showFoot says how many of the listed assets are unknown, and who confirmed the list;
// while rows are marked it is the bar of what can be done to them.
func (v *assetsView) showFoot(s *screen.AssetsState) {
	k := v.w.k
	setVisible(v.foot, s.Stage == screen.Ready && s.All > 0)
	if len(s.Marked) > 0 {
		v.foot.Objects = []fyne.CanvasObject{v.markedBar(s)}
		v.foot.Refresh()
		return
	}
	var parts []fyne.CanvasObject
	if say := words.AssetsUnknown(len(s.Assets) - s.Known); say != "" && !s.Retired {
		parts = append(parts, k.para(say, styleCaption, k.muted))
	}
	if !s.Retired {
		desk, now := v.w.frame.State().Status.Desk, v.w.deps.Now()
		c := k.muted
		if words.ConfirmDue(&desk, v.w.zone(), now) {
			c = k.tier(domain.Tier14Days).on
		}
		parts = append(parts, row(gap12, grow(k.para(words.Confirmed(&desk, s.All, v.w.zone(), now), styleCaption, c)),
			k.button(linkButton, "", words.Text("Confirm the list…"), func() { v.w.assets.Begin(screen.AssetConfirm, nil) }).low()))
	}
	v.foot.Objects = []fyne.CanvasObject{column(0, k.rule(), pad(gap8, gap16, gap8, gap16, column(gap4, parts...)))}
	v.foot.Refresh()
}

func (v *assetsView) markedBar(s *screen.AssetsState) fyne.CanvasObject {
	k, marked := v.w.k, s.Marked
	parts := []fyne.CanvasObject{grow(k.cut(words.AssetsSelected(len(marked)), styleRowBold, k.ink()))}
	if s.Retired {
		parts = append(parts, k.button(plainButton, "", words.Text("Put back into use"), func() { v.w.assets.Retire(marked, false) }).low())
	} else {
		parts = append(parts, k.button(plainButton, "", words.Text("Set facts…"), func() { v.w.assets.Begin(screen.AssetBulk, marked) }).low())
		if len(marked) > 1 {
			parts = append(parts, k.button(plainButton, "", words.Text("Merge…"), func() { v.w.assets.Begin(screen.AssetMerge, marked) }).low())
		}
		parts = append(parts, k.button(plainButton, "", words.Text("Retire"), func() { v.w.assets.Retire(marked, true) }).low())
	}
	parts = append(parts, k.button(quietButton, "x", "", v.w.assets.Unmark).low().saying(words.Text("Select none  Esc")))
	return column(0, k.rule(), fixed(0, 47, pad(0, gap16, 0, gap16, row(gap8, parts...))))
}

// rowMenu is the menu of a row: of all marked assets where it is marked.
func (v *assetsView) rowMenu(id string) []menuItem {
	s := v.w.assets.State()
	ids := []string{id}
	if v.list.marked[id] {
		ids = s.Marked
	}
	a := v.w.assets
	mark := menuItem{word: words.Text("Select  Space"), press: func() { a.Mark(id) }}
	if v.list.marked[id] {
		mark.word = words.Text("Unselect  Space")
	}
	if s.Retired {
		return []menuItem{{word: words.Text("Put back into use"), press: func() { a.Retire(ids, false) }}, mark}
	}
	act := screen.AssetEdit
	word := words.Text("Edit facts…")
	if len(ids) > 1 {
		act, word = screen.AssetBulk, words.Text("Set facts…")
	}
	items := []menuItem{{word: word, press: func() {
		if len(ids) == 1 {
			a.Select(id)
		}
		a.Begin(act, ids)
	}}}
	if len(ids) > 1 {
		items = append(items, menuItem{word: words.Text("Merge…"), press: func() { a.Begin(screen.AssetMerge, ids) }})
	} else {
		items = append(items, menuItem{word: words.Text("Import its software…"), press: func() { v.w.chooseSBOM(id) }})
	}
	return append(items, menuItem{word: words.Text("Retire"), press: func() { a.Retire(ids, true) }}, mark)
}
