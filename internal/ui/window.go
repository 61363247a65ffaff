package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/assets"
	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// Deps is what a window is handed.
type Deps struct {
	Desk     screen.Source
	AddAsset screen.AddAsset   // nil: assets cannot be added in this window
	Restore  func(path string) // told to put a backup in place once the window is closed; nil: cannot be done here
	Licences func() []byte     // text of the licences of all parts; nil: not at hand
	Program  string            // name and version
	Place    Place             // where the window remembers where it was; nil: nowhere
	Now      func() time.Time  // nil: the computer's clock
	Room     func() Room       // of the monitor, asked on the UI goroutine; nil: not known
}

// Window is the window of a desk: frame, screens, and where the person is.
type Window struct {
	app    fyne.App
	win    fyne.Window
	deps   Deps
	runner *runner
	run    screen.Run
	look   *look
	k      *kit

	renewed    bool // it was tried to bring what an older program derived up to date
	frame      *screen.Frame
	today      *screen.Today
	tasks      *screen.Tasks
	assets     *screen.Assets
	advisories *screen.Advisories
	findings   *screen.Findings
	decisions  *screen.Decisions
	imports    *screen.Imports
	reports    *screen.Reports
	readiness  *screen.Readiness
	settings   *screen.Settings
	intake     *screen.Intake
	scan       *screen.Scan
	fetch      *screen.Fetch
	export     *screen.Export
	relations  *screen.Relations
	search     *screen.Search
	plan       *screen.Plan
	deeds      *screen.Deeds
	history    screen.History
	does       func(screen.Doing) bool // what keys and commands set off

	rail    *rail
	bar     *topBar
	status  *statusBar
	notice  *notice
	offer   *offer
	views   map[screen.Name]view
	stage   *fyne.Container // the screen in sight
	root    *fyne.Container
	variant fyne.ThemeVariant
	started bool         // the first frame is painted
	begin   screen.Route // where the window opens
	size    fyne.Size    // with which it opens
	splits  map[screen.Name]float32
	columns map[string]columnsKept // of lists, by their names
	spoken  words.Language         // the system's, or the one the program was started with
}

// view draws one screen.
type view interface {
	content() fyne.CanvasObject
	// first is what the keyboard goes to when the screen opens; it may be nil.
	first() fyne.Focusable
	// refresh asks the screen's source again.
	refresh()
	// open chooses a thing on the screen; "" leaves the choice as it is.
	open(id string)
}

const (
	prefAppearance = "appearance"
	prefLanguage   = "language"
)

// New builds the window of a desk; nothing is asked and nothing is seen before
// [Window.ShowAndRun].
func New(app fyne.App, deps Deps) *Window {
	r := newRunner()
	w := newWindow(app, deps, r.run)
	w.runner = r
	return w
}

func newWindow(app fyne.App, deps Deps, run screen.Run) *Window {
	if deps.Now == nil {
		deps.Now = time.Now
	}
	nameFilesOnly()
	w := &Window{app: app, deps: deps, run: run, spoken: words.Speaking()}
	if chosen := words.Language(app.Preferences().String(prefLanguage)); chosen != "" {
		words.Use(chosen)
	}
	w.look = newLook(Appearance(app.Preferences().String(prefAppearance)))
	app.Settings().SetTheme(w.look)
	w.variant = app.Settings().ThemeVariant()
	app.SetIcon(fyne.NewStaticResource("fenceline.png", assets.ProgramIcon()))
	w.win = app.NewWindow("Fenceline")
	w.makeScreens()
	last := w.readPlace()
	w.asLeft(&last)
	w.build()
	w.win.SetPadded(false)
	w.win.Resize(w.size)
	w.win.SetMaster()
	w.win.SetOnDropped(w.dropped)
	w.bindKeys()
	app.Settings().AddListener(func(s fyne.Settings) {
		if s.ThemeVariant() != w.variant {
			w.variant = s.ThemeVariant()
			w.build()
		}
	})
	return w
}

// railItems are the screens that exist.
func railItems() []railItem {
	return []railItem{
		{screen.NameToday, "sun", words.Text("Today"), false},
		{screen.NameTasks, "list-checks", words.Text("Tasks"), false},
		{screen.NamePlan, "calendar-days", words.Text("Plan"), false},
		{screen.NameAssets, "monitor", words.Text("Assets"), false},
		{screen.NameAdvisories, "mail", words.Text("Advisories"), false},
		{screen.NameFindings, "scan-search", words.Text("Findings"), false},
		{screen.NameReports, "file-text", words.Text("Reports"), true},
		{screen.NameReadiness, "life-buoy", words.Text("Readiness"), false},
		{screen.NameImports, "download", words.Text("Imports"), false},
		{screen.NameSettings, "settings", words.Text("Settings"), true},
	}
}

// build makes every object anew in the appearance in force and draws the last
// states.
func (w *Window) build() {
	w.makeKit()
	w.k.forward = w.key
	w.k.chord = w.chord

	w.rail = w.k.rail(railItems(), func(n screen.Name) { w.Go(screen.Route{Screen: n}) })
	w.bar = newTopBar(w)
	w.status = newStatusBar(w)
	w.notice = newNotice(w)
	w.offer = newOffer(w)
	w.views = map[screen.Name]view{}
	w.stage = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{canvas.NewRectangle(w.k.ground)}}
	w.root = &fyne.Container{Layout: &frameLayout{}, Objects: []fyne.CanvasObject{
		canvas.NewRectangle(w.k.ground), w.rail, w.bar.content, w.offer.content, w.stage, w.notice.content, w.status.content, w.k.hint.layer,
	}}
	w.win.SetContent(w.root)
	w.redraw()
	w.arrive(w.history.Current(), false)
}

// makeKit makes the parts in the appearance in force, with menus and a clipboard.
func (w *Window) makeKit() {
	w.k = newKit(w.look.palette(w.variant))
	w.k.hint.k = w.k
	w.k.copy = func(s string) { w.app.Clipboard().SetContent(s) }
	w.k.values = w.openValues
	w.k.reveal = w.reveal
	w.k.menu = func(items []menuItem, at fyne.Position) { w.k.openMenu(w.win.Canvas(), at, items) }
}

// redraw hands every part the last state of its screen.
func (w *Window) redraw() {
	w.redrawViews()
	w.notice.draw()
	w.offer.show(w.imports.State().Offer)
	w.drawFrame()
}

func (w *Window) drawFrame() {
	if w.bar == nil {
		return
	}
	f, i := w.frame.State(), w.imports.State()
	w.bar.show(f, w)
	w.status.show(f, i)
	w.rail.at(f.Status.Desk.Operator, deskNote(f.Status))
	w.rail.count(screen.NameTasks, countWord(f.Status.Tasks))
	w.rail.count(screen.NameAdvisories, countWord(f.Unread))
	w.rail.count(screen.NameFindings, countWord(f.Status.Findings[domain.CannotTell]))
	w.rail.count(screen.NameImports, countWord(i.Waiting()))
}

// frameLayout places, in this order: ground, rail, top bar, offer, stage,
// notice, status bar, hints.
type frameLayout struct{}

func (*frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(smallWindowWide, smallWindowHigh)
}

func (*frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := railWidth
	if size.Width < narrowBelow {
		left = railNarrow
	}
	width := size.Width - left
	put := func(i int, x, y, w, h float32) {
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(fyne.NewSize(w, h))
	}
	offer, notice := float32(0), float32(0)
	if o[3].Visible() {
		offer = heightFor(o[3], width)
	}
	if o[5].Visible() {
		notice = messageHeight
	}
	put(0, 0, 0, size.Width, size.Height)
	put(1, 0, 0, left, size.Height)
	put(2, left, 0, width, topBarHeight)
	put(3, left, topBarHeight, width, offer)
	put(4, left, topBarHeight+offer, width, size.Height-topBarHeight-offer-notice-statusHeight)
	put(5, left, size.Height-statusHeight-notice, width, notice)
	put(6, left, size.Height-statusHeight, width, statusHeight)
	put(7, 0, 0, size.Width, size.Height)
}

// Go shows a place and remembers it.
func (w *Window) Go(to screen.Route) {
	w.history.Go(to)
	w.arrive(to, true)
}

// arrive shows a place without remembering it.
func (w *Window) arrive(to screen.Route, ask bool) {
	if to.Screen == "" {
		to.Screen = screen.NameToday
	}
	w.k.hint.hide()
	if w.stage == nil {
		return // nothing is built: the gallery has the pieces of screens without their window
	}
	v := w.view(to.Screen)
	w.stage.Objects = []fyne.CanvasObject{v.content()}
	w.stage.Refresh()
	w.rail.choose(railOf(to.Screen))
	w.bar.back.lockedBecause(lockedUnless(w.history.CanBack(), words.Text("Nothing to go back to"))).Refresh()
	w.bar.forward.lockedBecause(lockedUnless(w.history.CanForward(), words.Text("Nothing to go forward to"))).Refresh()
	w.export.PutAway()
	w.status.show(w.frame.State(), w.imports.State())
	v.open(to.ID)
	if ask {
		v.refresh()
	}
	if f := v.first(); f != nil {
		if l, ok := f.(*worklist); ok {
			l.silent = true
		}
		w.win.Canvas().Focus(f)
	} else {
		w.win.Canvas().Unfocus()
	}
}

// railOf is the entry of the rail that a screen belongs to.
func railOf(name screen.Name) screen.Name {
	switch name {
	case screen.NameIntake, screen.NameFetch:
		return screen.NameImports
	case screen.NameScan:
		return screen.NameAssets
	}
	return name
}

func lockedUnless(free bool, why string) string {
	if free {
		return ""
	}
	return why
}

func (w *Window) goBack() {
	if to, ok := w.history.Back(); ok {
		w.arrive(to, true)
	}
}

func (w *Window) goForward() {
	if to, ok := w.history.Forward(); ok {
		w.arrive(to, true)
	}
}

func (w *Window) toImports() { w.Go(screen.Route{Screen: screen.NameImports}) }

// noteChoice remembers what was chosen on the screen in sight, so that back
// and forward come here again.
func (w *Window) noteChoice(name screen.Name, id string) {
	if w.history.Current().Screen == name && id != "" {
		w.history.Replace(screen.Route{Screen: name, ID: id})
	}
}

// Refresh asks for the frame and the screen in sight again. Other screens ask
// when they are opened.
func (w *Window) Refresh() {
	w.frame.Refresh()
	w.imports.Refresh()
	name := w.history.Current().Screen
	if v, ok := w.views[name]; ok && name != screen.NameImports {
		v.refresh()
	}
}

// ShowAndRun shows the window, asks for its data, and returns after it was
// closed, by the person or because ctx is done, and all its work has stopped.
func (w *Window) ShowAndRun(ctx context.Context) {
	// The toolkit hears a signal only once its loop runs.
	stay := context.AfterFunc(ctx, func() {
		w.run(func(_ context.Context, do func(func())) { do(w.app.Quit) })
	})
	w.win.SetOnClosed(func() {
		w.keepPlace()
	})
	w.run(w.minutes)
	w.run(w.watchDrives)
	// start puts the first screen in the place of the picture.
	w.stage.Objects = append(w.stage.Objects, w.onFirstPaint(w.start))
	w.win.ShowAndRun()
	stay()
	w.runner.end()
}

// start asks for what is seen first.
func (w *Window) start() {
	w.started = true
	w.fit()
	w.history.Go(w.begin)
	w.arrive(w.history.Current(), false)
	w.Refresh()
	w.bar.ready() // while the desk is read
}

// OpenSample fills the desk with the invented operator, as the button of the
// first run does. Call it before ShowAndRun.
func (w *Window) OpenSample() { w.imports.OpenSample() }
