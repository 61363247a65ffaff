package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// onTime is what was closed on time and how long it took, by tier and importance of
// the asset. There is no total over them: it would hide what is late.
func (v *reportsView) onTime(s *domain.Statistics) fyne.CanvasObject {
	k := v.w.k
	shares := []float32{0.2, 0.2, 0.2, 0.2, 0.2}
	importance := []string{"high", "medium", "low", ""}
	parts := []fyne.CanvasObject{k.heading(words.Text("On time"), words.OnTimeNote()), space(1, gap4)}
	cells := map[domain.Tier]map[string]domain.StatCell{}
	var tiers []domain.Tier
	for _, c := range s.Cells {
		if c.Closed == 0 && c.Days == nil {
			continue
		}
		if cells[c.Tier] == nil {
			cells[c.Tier] = map[string]domain.StatCell{}
			tiers = append(tiers, c.Tier)
		}
		cells[c.Tier][c.Importance] = c
	}
	if len(tiers) == 0 {
		parts = append(parts, k.para(words.NothingClosed(), styleBody, k.muted))
	} else {
		parts = append(parts, fixed(0, 26, k.cells(shares, k.muted, styleCaption, words.Text("Tier"), words.Text("High"), words.Text("Medium"), words.Text("Low"), words.Text("Not stated"))))
	}
	for _, tier := range tiers {
		line := []fyne.CanvasObject{row(gap8, k.mark(tierMark(tier), markSize, k.tier(tier).on, k.surface), grow(k.cut(words.TierShort(tier), styleRow, k.ink())))}
		for _, of := range importance {
			c := cells[tier][of]
			share, days := words.OnTimeCell(&c)
			if share == "" {
				line = append(line, k.cut(words.NoneClosedHere(), styleCaption, k.muted))
				continue
			}
			line = append(line, column(0, k.cut(share, styleRowBold, k.ink()), k.cut(days, styleCaption, k.muted)))
		}
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, k.grid(shares, line...)))
	}
	for _, say := range words.OnTimeAside(s) {
		parts = append(parts, k.para(say, styleCaption, k.muted))
	}
	return k.card(padAll(gap24, column(gap4, parts...)))
}

// flow is what came in and was closed in the last weeks.
func (v *reportsView) flow(s *domain.Statistics) fyne.CanvasObject {
	const weeks = 8
	k := v.w.k
	shares := []float32{0.4, 0.2, 0.2, 0.2}
	parts := []fyne.CanvasObject{k.heading(words.Text("In and closed"), words.FlowNote()), space(1, gap4),
		fixed(0, 26, k.cells(shares, k.muted, styleCaption, words.Text("Week"), words.Text("In"), words.Text("Closed"), words.Text("Open at its end")))}
	from := max(0, len(s.Weeks)-weeks)
	for i := len(s.Weeks) - 1; i >= from; i-- {
		w := &s.Weeks[i]
		parts = append(parts, k.rule(), fixed(0, rowInner, k.cells(shares, k.ink(), styleRow, words.FlowWeek(w), words.Number(w.In), words.Number(w.Closed), words.Number(w.Backlog))))
	}
	return k.card(padAll(gap24, column(gap4, append(parts, space(1, gap4), k.para(words.Pace(s), styleCaption, k.muted))...)))
}
