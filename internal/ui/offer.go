package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// offer says what dropped or chosen files seem to be, and asks what becomes of
// them.
type offer struct {
	w       *Window
	inner   *fyne.Container
	content *fyne.Container
	choice  *widget.Select
	ids     map[string]string
	drawn   *screen.Offer
	shown   []domain.AssetView // those that can be chosen
}

func newOffer(w *Window) *offer {
	o := &offer{w: w, inner: row(gap12), ids: map[string]string{}}
	o.choice = widget.NewSelect(nil, func(string) {})
	o.choice.PlaceHolder = words.Text("Of which asset?")
	o.content = layers(canvas.NewRectangle(w.k.selected), column(0, fixed(0, 56, pad(0, gap16, 0, gap16, o.inner)), w.k.rule()))
	o.content.Hide()
	return o
}

// showAssets keeps the choice of assets as long as the desk has them.
func (o *offer) showAssets(all []domain.AssetView) {
	if len(all) == len(o.shown) && (len(all) == 0 || &all[0] == &o.shown[0]) {
		return // the same list: many assets take a while
	}
	o.shown = all
	names := make([]string, 0, len(all))
	o.ids = map[string]string{}
	for i := range all {
		names = append(names, all[i].Name)
		o.ids[all[i].Name] = all[i].ID
	}
	o.choice.SetOptions(names)
}

func (o *offer) show(s *screen.Offer) {
	k := o.w.k
	was := o.content.Visible()
	setVisible(o.content, s != nil)
	if s != nil && s != o.drawn {
		parts := []fyne.CanvasObject{k.icon("upload", iconControl, k.primary)}
		switch {
		case s.Looking:
			parts = append(parts, grow(k.cut(words.OfferLooking(s.Name, len(s.Paths)), styleStrong, k.ink())))
		case s.Err != nil:
			parts = append(parts, grow(k.cut(words.ErrorLine(s.Err), styleStrong, k.overdue.on)))
		case s.Drive:
			parts = append(parts, grow(k.cut(words.DriveOffer(s.Name, &s.Guess), styleStrong, k.ink())))
			parts = append(parts, o.ways(s)...)
		default:
			parts = append(parts, grow(k.cut(words.OfferLine(s.Name, len(s.Paths), &s.Guess), styleStrong, k.ink())))
			parts = append(parts, o.ways(s)...)
		}
		o.inner.Objects = append(parts, k.button(quietButton, "x", "", o.w.imports.Forget).saying(words.Text("Do not import  Esc")))
		o.inner.Refresh()
		if s.Looking {
			o.w.assets.Refresh()
		}
	}
	o.drawn = s
	if was != o.content.Visible() && o.w.root != nil {
		o.w.root.Refresh()
	}
}

// ways are what can become of the files: what they seem to be as the main button,
// the rest in a menu.
func (o *offer) ways(s *screen.Offer) []fyne.CanvasObject {
	k := o.w.k
	other := k.menuButton(plainButton, "", words.Text("Other…"), func() []menuItem { return o.others(s) })
	switch s.Guess.Kind {
	case domain.GuessAdvisories:
		return []fyne.CanvasObject{k.button(mainButton, "", words.Text("Import advisories"), func() { o.w.imports.Start(s.Paths) }), other}
	case domain.GuessSBOM:
		o.choice.ClearSelected()
		if detail := o.w.assets.State().Detail; detail != nil && o.w.history.Current().Screen == screen.NameAssets {
			o.choice.SetSelected(detail.Name)
		}
		inventory := func() {
			if id, ok := o.ids[o.choice.Selected]; ok {
				o.w.imports.StartSBOM(id, s.Paths[0])
			} else {
				o.w.win.Canvas().Focus(o.choice)
			}
		}
		return []fyne.CanvasObject{fixed(190, controlHeight, o.choice), k.button(mainButton, "", words.Text("Import inventory"), inventory), other}
	case domain.GuessMachines:
		return []fyne.CanvasObject{k.button(mainButton, "", words.Text("Preview…"), func() { o.w.preview(domain.GuessMachines, s.Paths...) }), other}
	case domain.GuessAssets:
		if len(s.Paths) == 1 {
			return []fyne.CanvasObject{k.button(mainButton, "", words.Text("Preview…"), func() { o.w.preview(domain.GuessAssets, s.Paths[0]) }), other}
		}
	case domain.GuessTickets:
		if len(s.Paths) == 1 {
			return []fyne.CanvasObject{k.button(mainButton, "", words.Text("Preview…"), func() { o.w.preview(domain.GuessTickets, s.Paths[0]) }), other}
		}
	case domain.GuessKeys:
		return []fyne.CanvasObject{k.button(mainButton, "", words.Text("Take in"), func() { o.w.takeKeys(s.Paths) }), other}
	case domain.GuessBackup:
		return []fyne.CanvasObject{k.button(mainButton, "", words.Text("Put it in place…"), func() {
			o.w.imports.Forget()
			o.w.Go(screen.Route{Screen: screen.NameSettings, ID: string(screen.SectionBackup)})
			o.w.settings.CheckBackup(s.Paths[0], true)
		})}
	}
	return []fyne.CanvasObject{other}
}

func (o *offer) others(s *screen.Offer) []menuItem {
	items := []menuItem{{word: words.Text("Import as advisories"), press: func() { o.w.imports.Start(s.Paths) }},
		{word: words.Text("Inventories, by the names in them…"), press: func() { o.w.preview(domain.GuessMachines, s.Paths...) }}}
	if len(s.Paths) == 1 {
		items = append(items, menuItem{word: words.Text("A list of assets…"), press: func() { o.w.preview(domain.GuessAssets, s.Paths[0]) }},
			menuItem{word: words.Text("Tickets and exceptions…"), press: func() { o.w.preview(domain.GuessTickets, s.Paths[0]) }})
	}
	return items
}

// preview shows what bringing files in would do.
func (w *Window) preview(kind domain.GuessKind, paths ...string) {
	w.imports.Forget()
	w.assets.PutAside()
	w.intake.Open(kind, paths)
	w.Go(screen.Route{Screen: screen.NameIntake})
}

// takeKeys takes in files of public keys and shows them.
func (w *Window) takeKeys(paths []string) {
	w.imports.Forget()
	w.Go(screen.Route{Screen: screen.NameSettings, ID: string(screen.SectionKeys)})
	w.settings.Offer(paths[0])
}
