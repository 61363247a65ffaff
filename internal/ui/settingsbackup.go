package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// backup writes copies of the desk, checks them, and puts one in its place.
func (v *settingsView) backup(s *screen.SettingsState) fyne.CanvasObject {
	k := v.w.k
	name := v.w.backupName()
	kind := mainButton
	if s.Restore != nil {
		kind = plainButton // the way that changes nothing has the main one
	}
	parts := append(v.head(s, words.BackupNote()), row(gap8,
		k.button(kind, "download", words.Text("Back up…"), func() { v.w.chooseSave(name, words.Text("Back up"), v.w.settings.BackUp) }),
		k.button(plainButton, "file-check", words.Text("Check a backup…"), func() { v.w.pickFile(words.Text("Check"), nil, func(p string) { v.w.settings.CheckBackup(p, false) }) }), spring()))
	if b := s.Backup; b != nil {
		parts = append(parts, space(1, gap24), k.card(padAll(gap16, column(gap4,
			k.cut(b.Path, styleStrong, k.ink()), k.para(words.BackupLine(b.Operator, b.Assets, b.Log, b.Sealed), styleRow, k.muted)))))
	}
	if v.w.deps.Restore == nil {
		return form(0, parts...)
	}
	parts = append(parts, space(1, gap24), k.text(words.Text("Put a backup in place"), styleSection, k.ink()), space(1, gap4),
		k.para(words.Text("The file is read whole before anything is asked."), styleBody, k.muted), space(1, gap12))
	if b := s.Restore; b != nil {
		lost := int(s.Status.Log.Seq) - int(b.Log.Seq)
		return form(0, append(parts, k.warning("triangle-alert", words.RestoreQuestion(b.Operator, b.Assets, int(b.Log.Seq), lost), k.days14), space(1, gap12),
			row(gap8, k.button(mainButton, "", words.Text("Keep this desk"), v.w.settings.KeepDesk), k.button(plainButton, "", words.Text("Put it in place"), func() { v.w.restore(b.Path) }), spring()))...)
	}
	return form(0, append(parts, row(0, k.button(plainButton, "upload", words.Text("Choose a backup…"), func() {
		v.w.pickFile(words.Text("Choose"), nil, func(p string) { v.w.settings.CheckBackup(p, true) })
	}), spring()))...)
}

// backupName is the file name a backup is offered under.
func (w *Window) backupName() string {
	return "fenceline-" + w.deps.Now().In(w.zone()).Format("2006-01-02") + ".backup"
}

// restore leaves the window and lets the program put the backup in place.
func (w *Window) restore(path string) {
	w.deps.Restore(path)
	w.app.Quit()
}

// quiet is a tint without an urgency.
func (k *kit) quiet() tint { return tint{on: k.muted, under: k.hover} }
