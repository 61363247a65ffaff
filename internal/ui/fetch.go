package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// fetchView draws what can be fetched, from where and where to; while it runs how
// far it is, and afterwards what came.
type fetchView struct {
	w       *Window
	kinds   *page
	form    *page
	names   *field
	running *fyne.Container
	all     *split
	drawn   int
	built   bool
}

func newFetchView(w *Window) *fetchView {
	k := w.k
	v := &fetchView{w: w, kinds: newPage(space(1, 1)), form: newPage(space(1, 1))}
	v.running = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 0)}}
	v.running.Hide()
	v.all = w.split(screen.NameFetch, sheet(k.surface, v.kinds), sheet(k.surface, column(0, v.running, grow(v.form))), 420, 320)
	return v
}

func (v *fetchView) content() fyne.CanvasObject { return v.all }
func (v *fetchView) refresh()                   {}
func (v *fetchView) open(string)                { v.w.fetch.Open() }

func (v *fetchView) first() fyne.Focusable {
	if v.names == nil {
		return nil
	}
	return v.names
}

func (v *fetchView) show(s screen.FetchState) {
	v.showRunning(&s)
	if v.built && v.drawn == s.Version {
		return
	}
	v.drawn, v.built = s.Version, true
	v.kinds.set(pad(gap16, gap16, gap16, gap16, v.choice(&s)), false)
	v.form.set(detailPad(v.body(&s)), false)
}

// choice lists what can be fetched.
func (v *fetchView) choice(s *screen.FetchState) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{row(gap8, k.text(words.Text("Fetch"), styleSection, k.ink()), spring(),
		k.button(plainButton, "", words.Text("To the imports"), v.w.toImports).low()), space(1, gap12)}
	for _, kind := range domain.FetchKinds() {
		parts = append(parts, k.option(words.FetchKind(kind), words.FetchKindSay(kind), s.Form.Kind == kind, func() { v.w.fetch.Choose(kind) }))
	}
	return column(0, append(parts, space(1, gap16), pad(0, gap12, 0, gap12, k.para(words.FetchCourier(), styleCaption, k.muted)))...)
}

// body is the form, and below it how the last fetch ended.
func (v *fetchView) body(s *screen.FetchState) fyne.CanvasObject {
	k := v.w.k
	typing := func(hint, value string, edit func(*screen.FetchForm, string)) *field {
		f := k.filled(hint, value)
		f.OnChanged = func(text string) { v.w.fetch.Type(func(form *screen.FetchForm) { edit(form, text) }) }
		f.OnSubmitted = func(string) { v.w.fetch.Start() }
		return f
	}
	wrong, said := s.Wrong(), ""
	if s.Err != nil && s.Job == nil {
		said = words.FetchTrouble(s.Err)
	}
	// named is a field under its name, with what is wrong with it in the place of the help.
	named := func(which screen.FetchField, label, help, icon string, f *field, behind fyne.CanvasObject) fyne.CanvasObject {
		edge, say, c := k.edge, help, k.muted
		if said != "" && wrong == which {
			f.wrong, edge, say, c = true, k.overdue.on, said, k.overdue.on
		}
		line := fyne.CanvasObject(f.boxed(icon, edge, nil))
		if behind != nil {
			line = row(gap8, growFill(line), behind)
		}
		parts := []fyne.CanvasObject{k.text(label, styleSmall, k.ink()), fixed(0, controlHeight, line)}
		if say != "" {
			parts = append(parts, k.para(say, styleCaption, c))
		}
		return column(gap4, parts...)
	}
	parts := []fyne.CanvasObject{k.para(words.FetchKind(s.Form.Kind), styleTitle, k.ink()), space(1, gap16)}
	switch {
	case s.Offline() && said != "":
		next := words.FetchOffline()
		if wrong == screen.FetchNone {
			next = said + " " + next
		}
		parts = append(parts, k.warning("unplug", next, k.days14), space(1, gap16))
	case said != "" && wrong == screen.FetchNone:
		parts = append(parts, k.warning("circle-alert", said, k.overdue), space(1, gap16))
	}
	v.names = nil
	if s.Form.Named() {
		label, hint, help := words.FetchNames(s.Form.Kind)
		v.names = typing(hint, s.Form.Names, func(form *screen.FetchForm, text string) { form.Names = text })
		parts = append(parts, named(screen.FetchNames, label, help, "globe", v.names, nil), space(1, gap16))
	}
	folder := typing(words.Text("Folder"), s.Form.Folder, func(form *screen.FetchForm, text string) { form.Folder = text })
	parts = append(parts, named(screen.FetchFolder, words.Text("Into the folder"), words.Text("On a stick, for a desk that has no network. The next fetch into it brings only what is new."),
		"folder-open", folder, k.button(plainButton, "", words.Text("Choose…"), v.chooseFolder)), space(1, gap16))
	proxy := typing(words.Text("As this computer is set"), s.Form.Proxy, func(form *screen.FetchForm, text string) { form.Proxy = text })
	through := named(screen.FetchProxy, words.Text("Proxy"), "", "", proxy, nil)
	if s.Form.Dated() {
		since := typing(words.Text("Everything"), s.Form.Since, func(form *screen.FetchForm, text string) { form.Since = text })
		parts = append(parts, rowTop(gap16, grow(named(screen.FetchSince, words.Text("Only what changed since, as 2026-11-01"), "", "", since, nil)), grow(through)))
	} else {
		parts = append(parts, through)
	}
	parts = append(parts, space(1, gap16),
		k.option(words.Text("Import it here afterwards"), "", s.Form.Import, func() { v.w.fetch.Set(func(form *screen.FetchForm) { form.Import = true }) }),
		k.option(words.Text("Only write the bundle, to be carried on"), "", !s.Form.Import, func() { v.w.fetch.Set(func(form *screen.FetchForm) { form.Import = false }) }),
		space(1, gap16))
	start := k.button(mainButton, "download", words.Text("Fetch"), v.w.fetch.Start)
	if s.Job != nil {
		start.lockedBecause(words.Text("Being fetched"))
	}
	parts = append(parts, row(gap8, start, spring()), space(1, gap8), k.para(words.FetchSent(), styleCaption, k.muted), space(1, gap24))
	return form(0, append(parts, v.outcome(s)...)...)
}

func (v *fetchView) chooseFolder() {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			v.w.fetch.Set(func(form *screen.FetchForm) { form.Folder = u.Path() })
		}
	}, v.w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(words.Text("Choose"))
	d.Show()
}

// fetchLines is how many documents that failed or were noted are listed.
const fetchLines = 12

// outcome says how the last fetch ended.
func (v *fetchView) outcome(s *screen.FetchState) []fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	r := s.Done
	switch {
	case s.Job != nil:
		return nil
	case r == nil && s.Err == nil:
		return append(parts, k.para(words.FetchFirst(), styleRow, k.muted))
	case r == nil:
		return parts
	}
	parts = append(parts, k.rule(), space(1, gap16), k.text(words.Text("What came"), styleSection, k.ink()), space(1, gap4), k.para(words.Fetched(r), styleBody, k.ink()))
	for i := range r.Origins {
		o := &r.Origins[i]
		parts = append(parts, k.para(words.FetchOrigin(o), styleRow, k.muted))
		if o.Error != nil {
			parts = append(parts, k.para(words.FieldError(o.Error), styleRow, k.overdue.on))
		}
	}
	parts = append(parts, space(1, gap8), row(gap8, grow(k.cut(r.Bundle, styleRow, k.muted)), k.button(plainButton, "", words.Text("Import it"), func() { v.w.fetched(r.Bundle) }).low()))
	shown := 0
	for i := range r.Files {
		f := &r.Files[i]
		name, why := words.FetchedFile(f)
		if why == "" {
			continue
		}
		if shown++; shown > fetchLines {
			continue
		}
		c := k.days14.on
		if f.Error != nil {
			c = k.overdue.on
		}
		parts = append(parts, space(1, gap12), k.cut(name, styleStrong, k.ink()), k.para(why, styleCaption, c))
	}
	if shown > fetchLines {
		parts = append(parts, space(1, gap12), k.para(words.Text("and {shown} more", "shown", words.Number(shown-fetchLines)), styleCaption, k.muted))
	}
	return parts
}

// showRunning draws how far a running fetch is, above the form.
func (v *fetchView) showRunning(s *screen.FetchState) {
	k := v.w.k
	was := v.running.Visible()
	setVisible(v.running, s.Job != nil)
	if s.Job != nil {
		job := jobWords(s.Job)
		v.running.Objects = []fyne.CanvasObject{pad(gap16, gap24, 0, gap24, k.jobCard(words.FetchTitle(job), words.FetchPace(job), s.Job, v.w.fetch.Cancel))}
	}
	if was || s.Job != nil {
		v.running.Refresh()
		v.all.right.Refresh()
	}
}

// fetched imports a bundle and shows what became of it.
func (w *Window) fetched(bundle string) {
	if w.history.Current().Screen == screen.NameFetch { // whoever went elsewhere meanwhile stays there
		w.Go(screen.Route{Screen: screen.NameImports})
	}
	w.imports.Start([]string{bundle})
}
