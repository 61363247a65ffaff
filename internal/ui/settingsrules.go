package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// rules lists remembered answers to "which asset is it?"; each can be forgotten.
func (v *settingsView) rules(s *screen.SettingsState) fyne.CanvasObject {
	parts := v.head(s, words.AssetRulesNote(len(s.Rules)))
	for i := range s.Rules {
		parts = append(parts, v.rule(&s.Rules[i]), v.w.k.rule())
	}
	return form(0, parts...)
}

func (v *settingsView) rule(r *domain.AssetRule) fyne.CanvasObject {
	k := v.w.k
	forget := k.button(plainButton, "", words.Text("Forget"), func() { v.w.settings.ForgetRule(r.ID) }).low()
	return pad(gap8, 0, gap8, 0, row(gap12, grow(column(0,
		k.para(words.AssetRuleSigns(r), styleRow, k.ink()),
		k.cut("→ "+r.Name, styleRowBold, k.ink()),
		k.para(words.AssetRuleFrom(r, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted))), forget))
}
