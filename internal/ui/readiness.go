package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// readinessView draws the checks with their evidence, and the card of contacts.
type readinessView struct {
	w     *Window
	page  *page
	drawn readinessDrawn
	any   bool
}

type readinessDrawn struct {
	at      int64
	gaps    bool
	editing domain.ContactRole
	failed  bool
	stage   screen.Stage
}

func newReadinessView(w *Window) *readinessView {
	return &readinessView{w: w, page: newPage(space(1, 1))}
}

func (v *readinessView) content() fyne.CanvasObject { return sheet(v.w.k.ground, v.page) }
func (v *readinessView) first() fyne.Focusable      { return nil }
func (v *readinessView) refresh()                   { v.w.readiness.Refresh() }
func (v *readinessView) open(string)                {}

func (v *readinessView) show(s screen.ReadinessState) {
	now := readinessDrawn{s.Ready.At.UnixNano(), s.GapsOnly, s.Editing, s.ActErr != nil, s.Stage}
	if v.any && now == v.drawn {
		return
	}
	v.drawn, v.any = now, true
	k := v.w.k
	switch {
	case s.Stage == screen.Loading:
		v.page.set(k.waiting(words.Text("Looking at what the desk holds")), true)
		return
	case s.Stage == screen.Failed && len(s.Ready.Checks) == 0:
		v.page.set(k.failed(s.Err, v.w.Refresh), true)
		return
	}
	gaps := s.Ready.Count(domain.CheckGap) + s.Ready.Count(domain.CheckUnknown)
	head := row(gap16,
		grow(column(0, k.text(words.Text("Readiness"), styleTitle, k.ink()), k.para(words.ReadinessSummary(&s.Ready), styleBody, k.muted))),
		k.segments([]segment{
			{words.Text("All"), len(s.Ready.Checks), !s.GapsOnly, func() { v.w.readiness.ShowGaps(false) }},
			{words.Text("To do"), gaps, s.GapsOnly, func() { v.w.readiness.ShowGaps(true) }},
		}))
	var parts []fyne.CanvasObject
	for _, g := range domain.CheckGroups() {
		parts = append(parts, v.group(&s, g, len(parts) == 0)...)
	}
	if len(parts) == 0 {
		parts = append(parts, padAll(gap24, k.para(words.Text("Nothing is left to do here."), styleBody, k.muted)))
	}
	list := column(gap12, k.card(column(0, parts...)), k.para(words.ReadinessNote(), styleCaption, k.muted))
	body := &fyne.Container{Layout: &sideLayout{side: 336, gap: gap16, below: 880}, Objects: []fyne.CanvasObject{list, v.contacts(&s)}}
	v.page.set(pad(gap16, gap24, gap24, gap24, column(gap12, head, body)), false)
}

// group is the head of one part and its checks, one under the other; nil where none of
// them is to be shown. The first of them rounds the corners of the card.
func (v *readinessView) group(s *screen.ReadinessState, g domain.CheckGroup, first bool) []fyne.CanvasObject {
	k := v.w.k
	checks := s.Checks(g)
	if len(checks) == 0 {
		return nil
	}
	met, all := 0, 0
	for _, c := range s.Ready.Checks {
		if c.Group == g {
			all++
			if c.Mark == domain.CheckMet {
				met++
			}
		}
	}
	back := box(k.palette.ground, nil, 0)
	var parts []fyne.CanvasObject
	if first {
		back.TopLeftCornerRadius, back.TopRightCornerRadius = radiusCard, radiusCard
	} else {
		parts = append(parts, k.rule())
	}
	parts = append(parts, layers(pad(hairline, hairline, 0, hairline, back), fixed(0, groupHeightLow, pad(0, gap16, 0, gap16, row(gap12, grow(k.cut(words.CheckGroup(g), styleSmall, k.ink())),
		k.text(words.Text("{met} of {all} met", "met", words.Number(met), "all", words.Number(all)), styleCaption, k.muted))))))
	for i := range checks {
		parts = append(parts, k.rule(), v.check(s, &checks[i]))
	}
	return parts
}

// checkMark is the shape and the colour of how a check stands. A gap is no deadline: it
// has a shape of its own and no colour of a tier.
func (k *kit) checkMark(m domain.CheckMark) (string, color.Color) {
	switch m {
	case domain.CheckMet:
		return "verified", k.good.on
	case domain.CheckUnknown:
		return "cannot-tell", k.unknown.on
	}
	return "gap", k.ink()
}

// checkMarkWide is the width of the widest word for how a check stands.
func (k *kit) checkMarkWide() (wide float32) {
	for _, m := range []domain.CheckMark{domain.CheckMet, domain.CheckGap, domain.CheckUnknown} {
		wide = max(wide, k.text(words.CheckMark(m), styleSmall, k.ink()).MinSize().Width)
	}
	return wide
}

// check is one row: mark, what is asked for, how it stands, and the way to the evidence;
// under it a sentence and what to do next.
func (v *readinessView) check(s *screen.ReadinessState, c *domain.ReadinessCheck) fyne.CanvasObject {
	k := v.w.k
	what, next := words.CheckSay(c, &s.Ready)
	mark, ink := k.checkMark(c.Mark)
	lines := []fyne.CanvasObject{k.para(words.CheckTitle(c), styleRowBold, k.ink()), k.para(what, styleCaption, k.muted)}
	if next != "" {
		lines = append(lines, k.para(next, styleCaption, k.ink()))
	}
	show := k.button(linkButton, "", words.CheckLink(c), func() { v.w.toEvidence(c) })
	return pad(6, gap16, 6, gap16, rowTop(gap12,
		pad(4, 0, 0, 0, k.icon(mark, markSize, ink)), grow(column(0, lines...)),
		fixed(k.checkMarkWide(), 0, pad(2, 0, 0, 0, k.text(words.CheckMark(c.Mark), styleSmall, ink))),
		fixed(checkLinkWide, 0, row(0, spring(), show))))
}

const checkLinkWide float32 = 140

// toEvidence opens the place where the evidence of a check lies, narrowed to it.
func (w *Window) toEvidence(c *domain.ReadinessCheck) {
	p := c.Evidence
	assets := func(f screen.AssetFilter) {
		w.assets.ShowRetired(false)
		w.assets.Narrow(f)
		w.Go(screen.Route{Screen: screen.NameAssets})
	}
	tasks := func(show screen.TaskShow, f screen.TaskFilter) {
		w.tasks.ShowOnly(show)
		w.tasks.Narrow(f)
		w.Go(screen.Route{Screen: screen.NameTasks})
	}
	switch p.ID {
	case domain.OnlyWithoutSoftware:
		none := false
		assets(screen.AssetFilter{Inventory: &none})
	case domain.OnlyExposureOpen:
		w.toUnanswered()
	case domain.OnlyImportanceOpen:
		assets(screen.AssetFilter{Open: "criticality"})
	case domain.OnlyThings:
		named := &screen.Named{IDs: map[string]bool{}, Check: c.Code}
		for _, id := range p.Things {
			named.IDs[id] = true
		}
		assets(screen.AssetFilter{Named: named})
	case domain.OnlyConfirm, domain.OnlyConfirmYearly:
		assets(screen.AssetFilter{})
		w.assets.Begin(screen.AssetConfirm, nil)
		if p.ID == domain.OnlyConfirmYearly {
			w.assets.Pick(screen.FieldHeld, string(domain.ConfirmYearly))
		}
	case domain.OnlyOverdue:
		tasks(screen.TasksOpen, screen.TaskFilter{Overdue: true})
	case domain.OnlyWithoutOwner:
		tasks(screen.TasksOpen, screen.TaskFilter{NoOwner: true})
	case domain.OnlyExceptions:
		tasks(screen.TasksExceptions, screen.TaskFilter{})
	case domain.OnlyHours:
		w.Go(screen.Route{Screen: screen.NamePlan})
		w.plan.Show(screen.PlanPeople)
	case domain.OnlyGaps:
		kind := domain.GapKind("")
		if len(p.Things) == 1 {
			kind = domain.GapKind(p.Things[0])
		}
		w.toGaps(kind)
	case "contacts":
		w.readiness.Edit(w.firstUnreachable())
	default:
		w.toScreen(c)
	}
}

// toScreen opens the screen of a check's evidence with nothing hidden on it.
func (w *Window) toScreen(c *domain.ReadinessCheck) {
	switch p := c.Evidence; screen.Name(p.Screen) {
	case screen.NameAssets:
		w.assets.ShowRetired(false)
		w.assets.Narrow(screen.AssetFilter{})
	case screen.NameTasks:
		w.tasks.ShowOnly(screen.TasksOpen)
		w.tasks.Narrow(screen.TaskFilter{})
	}
	for _, item := range railItems() {
		if string(item.name) == c.Evidence.Screen {
			w.Go(screen.Route{Screen: item.name, ID: c.Evidence.ID})
			return
		}
	}
	w.Go(screen.Route{Screen: screen.NameToday})
}

// firstUnreachable is the first card on which nobody can be reached yet.
func (w *Window) firstUnreachable() domain.ContactRole {
	for _, c := range w.readiness.State().Ready.Contacts {
		if !c.Reachable() {
			return c.Role
		}
	}
	return domain.ContactCISA
}

// contacts is the card of whom to call.
func (v *readinessView) contacts(s *screen.ReadinessState) fyne.CanvasObject {
	k := v.w.k
	whole := k.button(quietButton, "copy", "", func() { k.copy(words.ContactsText(s.Ready.Contacts)) }).low().saying(words.Text("Copy the card as text"))
	parts := []fyne.CanvasObject{pad(gap12, gap16, gap12, gap16, column(2, row(gap8, k.text(words.Text("Whom to call"), styleSection, k.ink()), spring(), whole), k.para(words.ContactsNote(), styleCaption, k.muted)))}
	for _, c := range s.Ready.Contacts {
		var body fyne.CanvasObject
		if s.Editing == c.Role {
			body = v.editContact(s, c)
		} else {
			body = v.contact(c)
		}
		parts = append(parts, k.rule(), pad(gap12, gap16, gap12, gap16, body))
	}
	return k.card(column(0, parts...))
}

func (v *readinessView) contact(c domain.Contact) fyne.CanvasObject {
	k := v.w.k
	word := words.Text("Edit…")
	lines := []fyne.CanvasObject{}
	if c.Name+c.Phone+c.Mail+c.Note == "" {
		word = words.Text("Fill in…")
		lines = append(lines, k.para(words.ContactNobody(), styleRow, k.unknown.on), k.para(words.ContactWhy(c.Role), styleCaption, k.muted))
	} else {
		lines = append(lines, k.para(c.Name, styleStrong, k.ink()))
		for _, f := range []struct{ icon, text string }{{"phone", c.Phone}, {"mail", c.Mail}} {
			if f.text != "" {
				lines = append(lines, rowTop(gap8, pad(3, 0, 0, 0, k.icon(f.icon, iconInline, k.muted)), grow(k.para(f.text, styleRow, k.ink()))))
			}
		}
		if c.Note != "" {
			lines = append(lines, k.para(c.Note, styleCaption, k.muted))
		}
		lines = append(lines, k.para(words.ContactLooked(&c, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted))
	}
	head := row(gap8, grow(k.cut(words.ContactName(c.Role), styleSmall, k.muted)), k.button(linkButton, "", word, func() { v.w.readiness.Edit(c.Role) }))
	return column(gap4, append([]fyne.CanvasObject{head}, lines...)...)
}

func (v *readinessView) editContact(s *screen.ReadinessState, c domain.Contact) fyne.CanvasObject {
	k := v.w.k
	name, phone, mail, note := k.filled(words.Text("Who it is"), c.Name), k.filled(words.Text("Number, with country code"), c.Phone), k.filled(words.Text("Address"), c.Mail), k.filled(words.Text("Contract number, hours"), c.Note)
	save := func() {
		v.w.readiness.Save(domain.Contact{Role: c.Role, Name: name.Text, Phone: phone.Text, Mail: mail.Text, Note: note.Text})
	}
	cancel := func() { v.w.readiness.Edit("") }
	parts := []fyne.CanvasObject{k.text(words.ContactName(c.Role), styleStrong, k.ink()), k.para(words.ContactWhy(c.Role), styleCaption, k.muted)}
	for _, f := range []struct {
		label string
		field *field
	}{{words.Text("Name"), name}, {words.Text("Telephone"), phone}, {words.Text("Mail"), mail}, {words.Text("Note"), note}} {
		f.field.OnSubmitted = func(string) { save() }
		f.field.onEscape = cancel
		parts = append(parts, k.labelled(f.label, "", f.field.boxed("", k.edge, nil)))
	}
	if s.ActErr != nil {
		parts = append(parts, k.para(words.ErrorLine(s.ActErr), styleCaption, k.overdue.on))
	}
	return column(gap8, append(parts, row(gap8, k.button(mainButton, "", words.Text("Save"), save), k.button(plainButton, "", words.Text("Cancel"), cancel), spring()))...)
}

// sideLayout puts the second object beside the first where there is room, and
// under it where there is not.
type sideLayout struct{ side, gap, below float32 }

func (l *sideLayout) beside(width float32) bool { return width >= l.below }

func (l *sideLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	if l.beside(width) {
		return max(heightFor(o[0], width-l.side-l.gap), heightFor(o[1], l.side))
	}
	return heightFor(o[0], width) + l.gap + heightFor(o[1], width)
}

func (l *sideLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, 100) }

func (l *sideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if l.beside(size.Width) {
		left := size.Width - l.side - l.gap
		o[0].Resize(fyne.NewSize(left, heightFor(o[0], left)))
		o[1].Move(fyne.NewPos(left+l.gap, 0))
		o[1].Resize(fyne.NewSize(l.side, heightFor(o[1], l.side)))
		return
	}
	high := heightFor(o[0], size.Width)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(size.Width, high))
	o[1].Move(fyne.NewPos(0, high+l.gap))
	o[1].Resize(fyne.NewSize(size.Width, heightFor(o[1], size.Width)))
}
