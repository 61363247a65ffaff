package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// able says which commands are possible now.
func (w *Window) able(d screen.Doing) bool {
	switch d {
	case screen.DoAddAsset:
		return w.assets.CanAdd()
	case screen.DoUndo:
		return w.deeds.State().Deed.CanUndo()
	case screen.DoLight:
		return w.look.appearance != Light
	case screen.DoDark:
		return w.look.appearance != Dark
	case screen.DoFollow:
		return w.look.appearance != FollowSystem
	}
	return true
}

// perform does what a key of the window or a command says; false where nothing is
// known of it.
func (w *Window) perform(d screen.Doing) bool {
	if to, ok := d.Goes(); ok {
		w.Go(to)
		return true
	}
	switch d {
	case screen.DoSearch:
		w.win.Canvas().Focus(w.bar.search)
		w.bar.search.TypedShortcut(&fyne.ShortcutSelectAll{})
	case screen.DoKeys:
		w.openKeySheet()
	case screen.DoBack:
		w.goBack()
	case screen.DoForward:
		w.goForward()
	case screen.DoRefresh:
		w.Refresh()
	case screen.DoLeave:
		w.giveUp()
	case screen.DoUndo:
		w.deeds.Undo()
	case screen.DoLight:
		w.Appear(Light)
	case screen.DoDark:
		w.Appear(Dark)
	case screen.DoFollow:
		w.Appear(FollowSystem)
	default:
		return w.performWork(d)
	}
	return true
}

// performWork does what reads or writes something, on the screen that tells of it.
func (w *Window) performWork(d screen.Doing) bool {
	at := func(name screen.Name, id string) { w.Go(screen.Route{Screen: name, ID: id}) }
	switch d {
	case screen.DoImport:
		w.chooseFile()
	case screen.DoFolder:
		w.chooseFolder()
	case screen.DoAddAsset:
		at(screen.NameAssets, "")
		w.assets.StartAdding(true)
	case screen.DoSetAside:
		at(screen.NameImports, "")
		w.imports.OpenTab(screen.TabQuarantine)
	case screen.DoReport:
		at(screen.NameReports, "")
		w.reports.As("pdf")
		w.chooseReport()
	case screen.DoTable:
		at(screen.NameReports, "")
		w.reports.As("xlsx")
		w.chooseReport()
	case screen.DoCalendar:
		at(screen.NamePlan, "")
		w.chooseSave("fenceline-plan.ics", words.Text("Write"), w.plan.WriteCalendar)
	case screen.DoBackUp:
		at(screen.NameSettings, string(screen.SectionBackup))
		w.chooseSave(w.backupName(), words.Text("Back up"), w.settings.BackUp)
	case screen.DoCheckCopy:
		at(screen.NameSettings, string(screen.SectionBackup))
		w.pickFile(words.Text("Check"), nil, func(p string) { w.settings.CheckBackup(p, false) })
	case screen.DoVerifyLog:
		at(screen.NameSettings, string(screen.SectionData))
		w.settings.VerifyLog()
	default:
		return false
	}
	return true
}

// command runs a command of the search and leaves the search.
func (w *Window) command(d screen.Doing) {
	w.bar.search.SetText("")
	if _, goes := d.Goes(); !goes {
		w.goBack()
	}
	w.does(d)
}

// find looks for what was typed into the search; of commands alone it runs the
// first. Nothing typed asks for all commands.
func (w *Window) find(query string) {
	switch {
	case strings.TrimSpace(query) == "":
		w.bar.search.SetText(">")
		w.bar.search.CursorColumn = 1
		w.bar.search.Refresh()
	case !screen.CommandsOnly(query):
		w.Go(screen.Route{Screen: screen.NameSearch, ID: query})
	default:
		w.typed(query)
		if found := w.search.State().Commands; len(found) > 0 {
			w.command(found[0].Do)
		}
	}
}

// typed shows the commands that what is typed leaves, while the keyboard stays in
// the search.
func (w *Window) typed(query string) {
	if !screen.CommandsOnly(query) {
		return
	}
	to := screen.Route{Screen: screen.NameSearch, ID: query}
	if w.history.Current().Screen == screen.NameSearch {
		w.history.Replace(to)
		w.search.Find(query)
		return
	}
	w.Go(to)
	w.win.Canvas().Focus(w.bar.search)
}

// toFound gives the keyboard to what the search found, where that is in sight.
func (w *Window) toFound() {
	if w.history.Current().Screen == screen.NameSearch {
		w.leaveField()
	}
}
