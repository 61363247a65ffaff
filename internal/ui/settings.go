package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// settingsView draws the list of what can be set, and the page of the chosen
// part. A page is made anew only when what it was filled in from changed, so that
// nothing typed is lost meanwhile.
type settingsView struct {
	w       *Window
	list    *worklist
	message *fyne.Container
	page    *page
	parts   *worklist // lines of the licences
	right   *fyne.Container
	all     *split
	drawn   settingsDrawn
	any     bool // drawn holds what was drawn
}

type settingsDrawn struct {
	section screen.Section
	version int
	key     string
	restore *screen.BackupFacts
	stage   screen.Stage
	table   string
	drop    string
	adding  bool
}

func newSettingsView(w *Window) *settingsView {
	k := w.k
	v := &settingsView{w: w, page: newPage(space(1, 1))}
	v.list = k.plainlist([]listColumn{{title: ""}})
	v.list.onChoose = func(id string) {
		w.noteChoice(screen.NameSettings, id)
		w.settings.Open(id)
	}
	head := row(gap8, k.text(words.Text("Settings"), styleSection, k.ink()), spring())
	left := sheet(k.surface, column(0, fixed(0, listHeadHeight, pad(0, gap16, 0, gap16, head)), k.rule(), grow(v.list)))
	v.message = &fyne.Container{Layout: &padLayout{gap16, gap24, 0, gap24}, Objects: []fyne.CanvasObject{space(1, 0)}}
	v.message.Hide()
	v.right = &fyne.Container{Layout: &layersLayout{}, Objects: []fyne.CanvasObject{space(1, 1)}}
	v.all = w.split(screen.NameSettings, left, sheet(k.surface, column(0, v.message, grow(v.right))), 336, 260)
	return v
}

func (v *settingsView) content() fyne.CanvasObject { return v.all }
func (v *settingsView) first() fyne.Focusable      { return v.list }
func (v *settingsView) refresh()                   { v.w.settings.Refresh() }

func (v *settingsView) open(id string) {
	if id != "" {
		v.w.settings.Open(id)
	}
}

func (v *settingsView) show(s screen.SettingsState) {
	v.list.set(v.rows(&s), string(s.Section))
	v.showMessage(&s)
	now := settingsDrawn{s.Section, s.Version, s.Key, s.Restore, s.Stage, s.Table, s.Drop, s.Adding}
	if v.any && v.drawn == now {
		return
	}
	toTop := v.drawn.section != now.section || v.drawn.table != now.table
	v.drawn, v.any = now, true
	v.parts = nil
	var body fyne.CanvasObject = v.page
	switch {
	case s.Stage == screen.Loading:
		body = v.w.k.waiting(words.Text("Reading the settings"))
	case s.Stage == screen.Failed:
		body = v.w.k.failed(s.Err, v.w.Refresh)
	case s.Section == screen.SectionParts:
		body = v.licences()
	case s.Section == screen.SectionPolicy && s.Policy(s.Table) != nil:
		body = v.table(s.Policy(s.Table))
	default:
		v.page.set(detailPad(v.section(&s)), toTop)
	}
	v.right.Objects = []fyne.CanvasObject{body}
	v.right.Refresh()
}

func (v *settingsView) rows(s *screen.SettingsState) []listRow {
	k := v.w.k
	d := &s.Status.Desk
	var rows []listRow
	for _, section := range screen.Sections() {
		note := ""
		switch {
		case section == screen.SectionLook:
			note = v.w.look.appearance.word()
		case section == screen.SectionParts:
			note = words.Text("Of everything this program is made of")
		case s.Stage != screen.Ready:
		case section == screen.SectionDesk:
			note = words.DeskNow(d)
		case section == screen.SectionPolicy:
			note = words.PolicyNow(d, s.Policies)
		case section == screen.SectionPeople:
			note = words.PeopleNow(s.People)
		case section == screen.SectionKeys:
			note = words.KeysNow(s.Keys)
		case section == screen.SectionRules:
			note = words.AssetRulesNow(len(s.Rules))
		case section == screen.SectionApproval:
			note = words.ApprovalNow(d)
		case section == screen.SectionBackup:
			note = words.Text("One file with all of this desk")
		case section == screen.SectionData:
			note = s.Status.Store
		}
		rows = append(rows, listRow{key: string(section), height: rowTwoLines, cells: []cell{{text: words.SettingsSection(string(section)), sub: note, subC: k.muted}}})
	}
	return rows
}

// showMessage says above the page what was done, or why not.
func (v *settingsView) showMessage(s *screen.SettingsState) {
	k := v.w.k
	var line fyne.CanvasObject
	switch {
	case s.Busy:
		line = k.warning("loader-circle", words.Text("Working …"), k.quiet())
	case s.ActErr != nil:
		line = k.warning("circle-alert", words.FieldError(s.ActErr), k.overdue)
	case s.Did != screen.DidNothing:
		line = k.warning("circle-check", words.SettingsDid(string(s.Did)), k.good)
	}
	setVisible(v.message, line != nil)
	if line != nil {
		v.message.Objects = []fyne.CanvasObject{line}
	}
	v.message.Refresh()
	v.all.right.Refresh()
	v.all.Resize(v.all.Size())
}

func (v *settingsView) section(s *screen.SettingsState) fyne.CanvasObject {
	switch s.Section {
	case screen.SectionPolicy:
		return v.policy(s)
	case screen.SectionPeople:
		return v.people(s)
	case screen.SectionKeys:
		return v.keys(s)
	case screen.SectionRules:
		return v.rules(s)
	case screen.SectionApproval:
		return v.approval(s)
	case screen.SectionBackup:
		return v.backup(s)
	case screen.SectionLook:
		return v.appearance()
	case screen.SectionData:
		return v.data(s)
	}
	return v.desk(s)
}

// head is the title of a page and what it is about.
func (v *settingsView) head(s *screen.SettingsState, say string) []fyne.CanvasObject {
	k := v.w.k
	return []fyne.CanvasObject{k.para(words.SettingsSection(string(s.Section)), styleTitle, k.ink()), space(1, gap4), k.para(say, styleBody, k.muted), space(1, gap16)}
}

// commonZones are offered; any other name can be typed.
var commonZones = []string{"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"}

func (v *settingsView) desk(s *screen.SettingsState) fyne.CanvasObject {
	k, d := v.w.k, &s.Status.Desk
	operator, zone, person := k.filled(words.Text("Name of the organisation"), d.Operator), k.filled("America/Chicago", d.Zone), k.filled(words.Text("Name, as the log will say it"), d.Person)
	website := k.filled("https://www.example.org", d.Website)
	beds := ""
	if d.Beds > 0 {
		beds = strconv.Itoa(d.Beds)
	}
	bed := k.filled(words.Text("None"), beds)
	save := func() {
		n, _ := strconv.Atoi(strings.TrimSpace(bed.Text)) // what is no number counts as none
		v.w.settings.Save(func(desk *domain.Desk) {
			desk.Operator, desk.Zone, desk.Beds = strings.TrimSpace(operator.Text), strings.TrimSpace(zone.Text), max(0, n)
			desk.Website = strings.TrimSpace(website.Text)
			if name := strings.TrimSpace(person.Text); name != d.Person {
				desk.Person = name
			}
		})
	}
	for _, f := range []*field{operator, website, zone, person, bed} {
		f.OnSubmitted = func(string) { save() }
	}
	choose := k.menuButton(plainButton, "", words.Text("Choose…"), func() []menuItem {
		var items []menuItem
		for _, name := range commonZones {
			items = append(items, menuItem{word: name, checked: zone.Text == name, press: func() { zone.SetText(name) }})
		}
		return items
	})
	return form(0, append(v.head(s, words.Text("Reports and the log name them. Every date ends with the local day in the time zone; changing it computes all dates again.")),
		k.labelled(words.Text("Operator"), "", operator.boxed("", k.edge, nil)), space(1, gap16),
		k.labelled(words.Text("Website"), words.Text("Documents of your own are named under it, as an export of own decisions; nothing is fetched from it."), website.boxed("", k.edge, nil)), space(1, gap16),
		rowTop(gap16,
			grow(k.labelled(words.Text("Time zone"), "", row(gap8, growFill(zone.boxed("", k.edge, nil)), choose))),
			fixed(140, 0, k.labelled(words.Text("Beds, for a hospital"), "", bed.boxed("", k.edge, nil)))), space(1, gap16),
		k.labelled(words.Text("Who acts when nobody says otherwise"), "", person.boxed("", k.edge, nil)), space(1, gap24),
		row(0, k.button(mainButton, "", words.Text("Save"), save), spring()))...)
}

// word names an appearance.
func (a Appearance) word() string {
	switch a {
	case Light:
		return words.Text("Light")
	case Dark:
		return words.Text("Dark")
	}
	return words.Text("Follow the system")
}

func (v *settingsView) appearance() fyne.CanvasObject {
	k := v.w.k
	s := v.w.settings.State()
	parts := v.head(&s, words.AppearanceNote())
	for _, a := range []Appearance{FollowSystem, Light, Dark} {
		parts = append(parts, k.option(a.word(), "", v.w.look.appearance == a, func() { v.w.Appear(a) }))
	}
	parts = append(parts, space(1, gap24), k.heading(words.Text("Language"), words.LanguageNote()), space(1, gap4))
	chosen := words.Language(v.w.app.Preferences().String(prefLanguage))
	parts = append(parts, k.option(words.Text("Follow the system"), words.LanguageName(v.w.spoken), chosen == "", func() { v.w.Speak("") }))
	for _, l := range words.Languages() {
		parts = append(parts, k.option(words.LanguageName(l), "", chosen == l, func() { v.w.Speak(l) }))
	}
	return form(0, parts...)
}

func (v *settingsView) data(s *screen.SettingsState) fyne.CanvasObject {
	k, st := v.w.k, &s.Status
	parts := v.head(s, words.DataNote())
	head := strconv.FormatUint(st.Log.Seq, 10) + ":" + st.Log.Hash
	parts = append(parts, k.labelled(words.Text("Folder"), "", row(gap8, grow(k.cut(st.Store, styleRow, k.ink())), k.button(plainButton, "copy", words.Text("Copy"), func() { k.copy(st.Store) }).low())), space(1, gap16),
		k.pair(words.Text("Assets"), words.Number(st.Coverage.Assets)), k.pair(words.Text("Components"), words.Number(st.Coverage.Components)), k.pair(words.Text("Advisories"), words.Number(st.Advisories)),
		k.pair(words.Text("Log entries"), words.Number(int(st.Log.Seq))))
	if v.w.deps.Program != "" {
		parts = append(parts, k.pair(words.Text("Program"), v.w.deps.Program))
	}
	parts = append(parts, space(1, gap24), k.text(words.Text("Log of decisions"), styleSection, k.ink()), space(1, gap4),
		k.para(words.Text("Each entry holds the hash of the one before. Compare the head with the one printed in an earlier report: where they agree, nothing before it was changed."), styleBody, k.muted), space(1, gap12),
		k.para(head, styleRow, k.ink()), space(1, gap12),
		row(gap8, k.button(plainButton, "file-check", words.Text("Check the log"), v.w.settings.VerifyLog), k.button(plainButton, "copy", words.Text("Copy the head"), func() { k.copy(head) }), spring()))
	return form(0, parts...)
}

// licences lists the licences line by line.
func (v *settingsView) licences() fyne.CanvasObject {
	k := v.w.k
	v.parts = k.plainlist([]listColumn{{title: ""}})
	v.parts.onChoose = func(string) {}
	if v.w.deps.Licences == nil {
		return k.emptyState("file-text", words.Text("No licences here"), words.Text("This build of the program does not carry them."), nil)
	}
	var rows []listRow
	for i, line := range strings.Split(string(v.w.deps.Licences()), "\n") {
		line = strings.ReplaceAll(strings.TrimRight(line, "\r"), "\t", "    ")
		rows = append(rows, listRow{key: strconv.Itoa(i + 1), height: 20, cells: []cell{{text: line}}})
	}
	v.parts.set(rows, "")
	s := v.w.settings.State()
	return column(0, pad(14, gap24, 0, gap24, column(0, v.head(&s, words.Text("The program is under the Apache License 2.0. These are the licences of the parts it is made of."))...)), k.rule(), grow(v.parts))
}
