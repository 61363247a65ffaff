package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// pastChanges is how many differing components the page shows; the rest is counted.
const pastChanges = 60

// past is the History page: how the software differs between two days, and what was
// done to the asset.
func (v *assetsView) past(s *screen.AssetsState) fyne.CanvasObject {
	k, p := v.w.k, s.Past
	if p == nil {
		return k.waiting(words.Text("Reading its history"))
	}
	parts := []fyne.CanvasObject{k.text(words.Text("What changed in its software"), styleSection, k.ink()), space(1, gap8)}
	if len(s.Detail.Snapshots) == 0 {
		parts = append(parts, k.para(words.NoSoftware(), styleRow, k.muted))
	} else {
		parts = append(parts, v.difference(s)...)
	}
	parts = append(parts, space(1, gap24), k.text(words.Text("What was done to it"), styleSection, k.ink()), space(1, gap8))
	if p.Err != nil {
		parts = append(parts, k.warning("circle-alert", words.ErrorLine(p.Err), k.overdue))
	}
	return column(0, append(parts, v.events(p))...)
}

// difference compares any two days.
func (v *assetsView) difference(s *screen.AssetsState) []fyne.CanvasObject {
	k, p := v.w.k, s.Past
	wrong := ""
	if p.DayErr != nil {
		wrong = words.FieldError(p.DayErr)
	}
	from := k.input(words.Text("From the end of"), p.From, words.Text("before the newest"), "", wrong, v.days(s, func(day string) { v.w.assets.Compare(day, p.To, v.w.zone()) }))
	to := k.input(words.Text("To the end of"), p.To, words.Text("now"), "", "", v.days(s, func(day string) { v.w.assets.Compare(p.From, day, v.w.zone()) }))
	compare := func() { v.w.assets.Compare(from.field.Text, to.field.Text, v.w.zone()) }
	for _, in := range []*input{from, to} {
		in.keys(compare, v.w.leaveField)
	}
	button := k.button(plainButton, "git-compare", words.Text("Compare"), compare)
	if p.Busy {
		button.lockedBecause(words.Text("Being compared"))
	}
	parts := []fyne.CanvasObject{rowTop(gap12, grow(from.box), grow(to.box)), space(1, gap8), row(0, button, spring()), space(1, gap12)}
	switch {
	case p.CompErr != nil:
		return append(parts, k.warning("circle-alert", words.ErrorLine(p.CompErr), k.overdue))
	case p.Changes == nil:
		return append(parts, k.para(words.Text("Being compared"), styleRow, k.muted))
	}
	parts = append(parts, k.para(words.SoftwareDifference(p.Changes, v.w.zone(), v.w.deps.Now()), styleRow, k.ink()), space(1, gap8))
	if len(p.Changes.Changes) == 0 && len(p.Changes.Documents) > 0 {
		parts = append(parts, k.para(words.Text("No difference."), styleRow, k.muted))
	}
	var rows []sideRow
	for i := range p.Changes.Changes[:min(pastChanges, len(p.Changes.Changes))] {
		c := &p.Changes.Changes[i]
		before, after := words.SoftwareThenAndNow(c)
		rows = append(rows, sideRow{c.Name, before, after})
	}
	if len(rows) > 0 {
		then, now := words.SoftwareDays(p.Changes, v.w.zone(), v.w.deps.Now())
		parts = append(parts, k.sideBySide(words.Text("Component"), then, now, rows))
	}
	if more := len(p.Changes.Changes) - len(rows); more > 0 {
		parts = append(parts, k.para(words.AndMore(more), styleCaption, k.muted))
	}
	return parts
}

// days offers the days on which inventories came in.
func (v *assetsView) days(s *screen.AssetsState, choose func(day string)) fyne.CanvasObject {
	k := v.w.k
	return k.menuButton(quietButton, "chevron-down", "", func() []menuItem {
		var items []menuItem
		seen := map[domain.Day]bool{}
		for i := range s.Detail.Snapshots {
			snap := &s.Detail.Snapshots[len(s.Detail.Snapshots)-1-i]
			day := domain.DayOf(snap.At, v.w.zone())
			if !seen[day] && len(items) < 12 {
				seen[day] = true
				items = append(items, menuItem{word: string(day) + "  " + words.SnapshotName(snap), press: func() { choose(string(day)) }})
			}
		}
		return append(items, menuItem{word: words.Text("Leave empty"), press: func() { choose("") }})
	}).low()
}

// events are the asset's part of the log as a timeline, newest first.
func (v *assetsView) events(p *screen.AssetPast) fyne.CanvasObject {
	k, zone := v.w.k, v.w.zone()
	if len(p.Events) == 0 {
		return k.para(words.NoHistory(), styleRow, k.muted)
	}
	today := domain.DayOf(v.w.deps.Now(), zone)
	var parts []fyne.CanvasObject
	var day domain.Day
	for i := range p.Events {
		e := &p.Events[i]
		if d := domain.DayOf(e.At, zone); d != day {
			if day != "" {
				parts = append(parts, space(1, gap8))
			}
			day = d
			parts = append(parts, k.text(words.HistoryDay(d, today), styleSmall, k.muted), space(1, gap4))
		}
		last := i == len(p.Events)-1 || domain.DayOf(p.Events[i+1].At, zone) != day
		say := words.Event(e.LogEvent)
		if len(e.Facts) > 0 && (e.Verb == "asset.add" || e.Verb == "asset.set") {
			say = words.AssetDone(&e.LogEvent)
		}
		lines := []fyne.CanvasObject{k.para(say, styleRow, k.ink())}
		for j := range e.Facts {
			lines = append(lines, k.para(words.FactWas(e.Facts[j]), styleCaption, k.ink()))
		}
		lines = append(lines, k.cut(words.EventTime(&e.LogEvent, zone), styleCaption, k.muted))
		parts = append(parts, &fyne.Container{Layout: &timelineLayout{}, Objects: []fyne.CanvasObject{timelineDot(k, &e.LogEvent), timelineLine(k, last), column(0, lines...)}})
	}
	return column(0, parts...)
}
