package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// keys lists the keys this desk knows, and compares one with what its owner says.
func (v *settingsView) keys(s *screen.SettingsState) fyne.CanvasObject {
	k := v.w.k
	parts := append(v.head(s, words.KeysNote()),
		row(0, k.button(plainButton, "key-round", words.Text("Take in a key…"), v.w.chooseKey), spring()), space(1, gap16))
	if len(s.Keys) == 0 {
		parts = append(parts, k.card(padAll(gap24, k.para(words.NoKeys(), styleBody, k.muted))))
	}
	for i := range s.Keys {
		parts = append(parts, v.key(s, &s.Keys[i]), space(1, gap12))
	}
	return row(0, growTo(formWidth+100, column(0, parts...)), spring())
}

// key is the card of one key; the one in question is open.
func (v *settingsView) key(s *screen.SettingsState, key *domain.TrustKey) fyne.CanvasObject {
	k := v.w.k
	zone, now := v.w.zone(), v.w.deps.Now()
	mark, c := "key-round", k.muted
	switch key.State {
	case domain.KeyPinned:
		mark, c = "circle-check", k.good.on
	case domain.KeyRevoked:
		mark, c = "shield-x", k.overdue.on
	}
	open := s.Key == key.Fingerprint
	var act fyne.CanvasObject = space(1, 1)
	choose := func() { v.w.settings.Choose(key.Fingerprint) }
	switch {
	case open:
		act = k.button(linkButton, "", words.Text("Close"), func() { v.w.settings.Choose("") })
	case key.Dead || key.State == domain.KeyRevoked:
	case key.State == domain.KeyPinned:
		act = k.button(linkButton, "", words.Text("Revoke…"), choose)
	default:
		act = k.button(plainButton, "", words.Text("Compare and pin…"), choose).low()
	}
	parts := []fyne.CanvasObject{
		row(gap12, k.icon(mark, iconControl, c), grow(k.cut(words.KeyOwner(key), styleStrong, k.ink())), act),
		space(1, gap4), k.para(words.Fingerprint(key.Fingerprint), styleRow, k.ink()),
		k.para(words.KeyLine(key, zone, now), styleCaption, k.muted),
		k.para(words.KeyDecided(key, zone, now), styleCaption, c),
	}
	if open && key.State == domain.KeyOffered {
		parts = append(parts, space(1, gap16), k.rule(), space(1, gap16), v.compare(key))
	} else if open {
		parts = append(parts, space(1, gap16), k.rule(), space(1, gap16), v.revoke())
	}
	return k.card(padAll(gap16, column(0, parts...)))
}

// compare asks for the fingerprint as the owner gives it, and unlocks the pin
// when every digit agrees.
func (v *settingsView) compare(key *domain.TrustKey) fyne.CanvasObject {
	k := v.w.k
	typed, space1 := k.field(words.Text("As its owner reads it to you")), k.filled("https://psirt.example.org", screen.NamespaceOf(key))
	pin := k.button(mainButton, "", words.Text("Pin this key"), func() { v.w.settings.Pin(typed.Text, space1.Text) })
	say := k.para(" ", styleRow, k.muted)
	result := &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{say}}
	follow := func(string) {
		c := screen.Compare(typed.Text, key.Fingerprint)
		ink, why := k.muted, words.Text("Compare the whole fingerprint first")
		switch {
		case c.Differ:
			ink = k.overdue.on
		case c.Whole():
			ink, why = k.good.on, ""
		}
		if why == "" && space1.Text == "" {
			why = words.Text("Say for which publisher it may speak")
		}
		result.Objects = []fyne.CanvasObject{k.para(words.Compared(c.Typed, c.Agree, c.Of, c.Differ), styleRow, ink)}
		result.Refresh()
		pin.lockedBecause(why).Refresh()
	}
	typed.OnChanged, space1.OnChanged = follow, follow
	follow("")
	return column(gap12,
		k.labelled(words.Text("Fingerprint"), "", typed.boxed("", k.edge, nil)), result,
		k.labelled(words.Text("Publishers it may speak for"), words.Text("The namespace of their advisories; several with commas, * for a distributor who signs for others."), space1.boxed("", k.edge, nil)),
		row(gap8, pin, k.button(plainButton, "", words.Text("Not now"), func() { v.w.settings.Choose("") }), spring()))
}

func (v *settingsView) revoke() fyne.CanvasObject {
	k := v.w.k
	why := k.field(words.Text("Such as: their letter of 3 November"))
	send := func() { v.w.settings.Revoke(why.Text) }
	why.OnSubmitted = func(string) { send() }
	return column(gap12,
		k.labelled(words.Text("Why it is trusted no more"), words.Text("What it signed counts as failed from then on: it may still raise an alarm, and can take none back."), why.boxed("", k.edge, nil)),
		row(gap8, k.button(plainButton, "", words.Text("Revoke this key"), send), k.button(plainButton, "", words.Text("Keep it"), func() { v.w.settings.Choose("") }), spring()))
}

// chooseKey asks for a file with public keys.
func (w *Window) chooseKey() {
	w.pickFile(words.Text("Take in"), nil, w.settings.Offer)
}

// pickFile asks for one file and hands its path on.
func (w *Window) pickFile(confirm string, filter func(*dialog.FileDialog), then func(string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			path := r.URI().Path()
			_ = r.Close()
			then(path)
		}
	}, w.win)
	if filter != nil {
		filter(d)
	}
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(confirm)
	d.Show()
}
