package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// scanView is where a person has this computer, or a folder, looked through.
type scanView struct {
	w       *Window
	running *fyne.Container
	body    *page
	all     *fyne.Container
	folder  *field
	drawn   int
	any     bool
	busy    bool
}

func newScanView(w *Window) *scanView {
	v := &scanView{w: w, body: newPage(space(1, 1)), running: &fyne.Container{Layout: &layersLayout{}}}
	head := row(gap8, w.k.text(words.Text("Scan"), styleSection, w.k.ink()), space(gap4, 0), grow(w.k.cut(words.ScanNothingRuns(), styleRow, w.k.muted)),
		w.k.button(plainButton, "", words.Text("To the assets"), func() { w.Go(screen.Route{Screen: screen.NameAssets}) }).low())
	v.running.Hide()
	v.all = sheet(w.k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, head)), w.k.rule(), v.running, grow(v.body)))
	return v
}

func (v *scanView) content() fyne.CanvasObject { return v.all }
func (v *scanView) first() fyne.Focusable      { return nil }
func (v *scanView) open(string)                {}

func (v *scanView) refresh() { v.w.assets.Refresh() }

func (v *scanView) show(s screen.ScanState) {
	v.showRunning(&s)
	if v.any && v.drawn == s.Drawn && v.busy == (s.Job != nil) {
		return
	}
	v.any, v.drawn, v.busy = true, s.Drawn, s.Job != nil
	v.body.set(pad(gap24, gap24, gap24, gap24, v.form(&s)), false)
}

func (v *scanView) form(s *screen.ScanState) fyne.CanvasObject {
	k, f := v.w.k, s.Form
	set := func(edit func(*screen.ScanForm)) func() { return func() { v.w.scan.Set(edit) } }
	parts := []fyne.CanvasObject{
		k.para(words.ScanSay(), styleBody, k.ink()), space(1, gap8),
		k.option(words.Text("This computer"), words.ScanThisSay(), f.This, set(func(f *screen.ScanForm) { f.This = true })),
		k.option(words.Text("A folder"), words.ScanFolderSay(), !f.This, set(func(f *screen.ScanForm) { f.This = false })),
	}
	if s.Err != nil {
		parts = append(parts, k.warning("circle-alert", words.ErrorLine(s.Err), k.overdue))
	}
	if f.This {
		parts = append(parts, v.computerFields(s)...)
	} else {
		parts = append(parts, v.folderFields(s)...)
	}
	start := k.button(mainButton, "scan-search", words.Text("Scan"), v.w.scan.Start)
	if s.Job != nil {
		start.lockedBecause(words.Text("A scan is running"))
	}
	return form(gap12, append(parts, space(1, gap4), row(gap8, start, spring()))...)
}

// computerFields ask which folders of this computer are looked through too, and what in
// them is left out.
func (v *scanView) computerFields(s *screen.ScanState) []fyne.CanvasObject {
	folders := v.w.k.input(words.Text("Also look through folders, optional"), s.Form.Folders, "/srv/portal", words.ScanFoldersHelp(), "", nil)
	folders.field.OnChanged = func(text string) { v.w.scan.Type(func(f *screen.ScanForm) { f.Folders = text }) }
	folders.keys(v.w.scan.Start, v.w.leaveField)
	return []fyne.CanvasObject{folders.box, v.excludeField(s)}
}

func (v *scanView) excludeField(s *screen.ScanState) fyne.CanvasObject {
	help := words.ScanExcludeHelp()
	if s.Form.This {
		help = words.ScanExcludeThere()
	}
	exclude := v.w.k.input(words.Text("Leave out, optional"), s.Form.Exclude, "", help, "", nil)
	exclude.field.OnChanged = func(text string) { v.w.scan.Type(func(f *screen.ScanForm) { f.Exclude = text }) }
	exclude.keys(v.w.scan.Start, v.w.leaveField)
	return exclude.box
}

func (v *scanView) folderFields(s *screen.ScanState) []fyne.CanvasObject {
	k, f := v.w.k, s.Form
	choose := k.button(linkButton, "folder-open", words.Text("Choose…"), func() {
		v.w.chooseScanned(func(path string) { v.w.scan.Set(func(f *screen.ScanForm) { f.Folder = path }) })
	}).low()
	folder := k.input(words.Text("Folder"), f.Folder, "/srv/portal", "", "", choose)
	folder.field.OnChanged = func(text string) { v.w.scan.Type(func(f *screen.ScanForm) { f.Folder = text }) }
	folder.keys(v.w.scan.Start, v.w.leaveField)
	v.folder = folder.field
	asset := v.w.assetChoice(f.Asset, words.Text("Said later"), func(id string) { v.w.scan.Type(func(f *screen.ScanForm) { f.Asset = id }) })
	declared := k.check(words.ScanDeclaredSay(), f.Declared, func() { v.w.scan.Set(func(f *screen.ScanForm) { f.Declared = !f.Declared }) })
	return []fyne.CanvasObject{folder.box, v.excludeField(s), row(0, declared, spring()), k.labelled(words.Text("Put it on"), words.ScanAssetHelp(), asset)}
}

// assetChoice is a choice of one asset; none is the word for no asset yet.
func (w *Window) assetChoice(chosen, none string, choose func(id string)) fyne.CanvasObject {
	names := []string{none}
	ids := map[string]string{none: ""}
	now := none
	for _, a := range w.assets.All() {
		if a.Retired.IsZero() {
			names = append(names, a.Name)
			ids[a.Name] = a.ID
			if a.ID == chosen {
				now = a.Name
			}
		}
	}
	c := widget.NewSelect(names, nil)
	c.Selected = now
	c.OnChanged = func(name string) { choose(ids[name]) }
	return c
}

// showRunning draws how far a scan is, above the form.
func (v *scanView) showRunning(s *screen.ScanState) {
	k := v.w.k
	was := v.running.Visible()
	setVisible(v.running, s.Job != nil)
	if s.Job != nil {
		job := jobWords(s.Job)
		v.running.Objects = []fyne.CanvasObject{pad(gap16, gap24, 0, gap24, k.jobCard(words.ScanTitle(job), words.JobPace(job), s.Job, v.w.scan.Cancel))}
	}
	if was || s.Job != nil {
		v.running.Refresh()
		v.all.Refresh()
		v.all.Layout.Layout(v.all.Objects, v.all.Size())
	}
}

// scanned shows what a scan found before it is brought in. Whoever went elsewhere
// meanwhile finds it under Imports.
func (w *Window) scanned(found screen.ScanFound, asset string) {
	w.intake.Scanned(found, asset)
	w.Go(screen.Route{Screen: screen.NameIntake})
}

// scanFor opens the scan of a folder for one asset.
func (w *Window) scanFor(asset string) {
	w.scan.Set(func(f *screen.ScanForm) { f.This, f.Asset = false, asset })
	w.Go(screen.Route{Screen: screen.NameScan})
}
