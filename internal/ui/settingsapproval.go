package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// approval is the page of what the desk asks of documents and of people, and how long it
// keeps what it logged.
func (v *settingsView) approval(s *screen.SettingsState) fyne.CanvasObject {
	k, d := v.w.k, &s.Status.Desk
	set := func(edit func(*domain.Desk)) func() { return func() { v.w.settings.Save(edit) } }
	parts := append(v.head(s, words.ApprovalNote()), k.text(words.Text("Who approves"), styleSection, k.ink()), space(1, gap4))
	for _, two := range []bool{false, true} {
		name, say := words.TwoPersons(two)
		parts = append(parts, k.option(name, say, d.TwoPersons == two, set(func(desk *domain.Desk) { desk.TwoPersons = two })))
	}
	parts = append(parts, space(1, gap24), k.text(words.Text("CSAF documents that fail mandatory tests"), styleSection, k.ink()), space(1, gap4))
	for _, m := range []domain.CSAFSetting{domain.CSAFWarn, domain.CSAFQuarantine, domain.CSAFOff} {
		name, say := words.CSAFSetting(m)
		parts = append(parts, k.option(name, say, d.CSAF == m || d.CSAF == "" && m == domain.CSAFWarn, set(func(desk *domain.Desk) { desk.CSAF = m })))
	}
	years, size := k.filled(strconv.Itoa(domain.DefaultRetention), strconv.Itoa(d.KeepYears())), k.filled(strconv.Itoa(domain.DefaultPayloadLimit), words.PayloadLimit(d))
	save := func() {
		v.w.settings.SaveKeeping(strings.TrimSpace(years.Text), strings.TrimSpace(size.Text))
	}
	years.OnSubmitted, size.OnSubmitted = func(string) { save() }, func(string) { save() }
	parts = append(parts, space(1, gap24), k.text(words.Text("What is kept"), styleSection, k.ink()), space(1, gap8),
		rowTop(gap16,
			grow(k.labelled(words.Text("Entries of the log, in years"), words.KeepYearsSay(), years.boxed("", k.edge, nil))),
			grow(k.labelled(words.Text("Largest patch file, in MiB"), words.PayloadLimitSay(), size.boxed("", k.edge, nil)))),
		space(1, gap16), row(0, k.button(mainButton, "", words.Text("Save"), save), spring()))
	return form(0, parts...)
}
