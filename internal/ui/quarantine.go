package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// asideDrawn is what the page of a document in quarantine was made of.
type asideDrawn struct {
	digest string
	failed bool
	busy   bool
}

func (v *importsView) showHead(s *screen.ImportsState) {
	k := v.w.k
	one := func(word string, n int, tab screen.ImportsTab) segment {
		return segment{word, n, s.Tab == tab, func() { v.w.imports.OpenTab(tab) }}
	}
	tabs := []segment{one(words.Text("Receipts"), len(s.Receipts), screen.TabReceipts), one(words.Text("Quarantine"), len(s.Quarantine), screen.TabQuarantine)}
	if len(s.Payloads) > 0 {
		tabs = append(tabs, one(words.Text("Patch files"), len(s.Payloads), screen.TabPayloads))
	}
	fetch := func() { v.w.Go(screen.Route{Screen: screen.NameFetch}) }
	fetching := k.button(plainButton, "", words.Text("Fetch…"), fetch)
	if len(tabs) > 2 { // there is little room
		fetching = k.button(plainButton, "globe", "", fetch).saying(words.Text("Fetch…"))
	}
	v.head.Objects = []fyne.CanvasObject{
		k.segments(tabs), spring(), fetching.low(), v.w.importButton(mainButton).low()}
	v.head.Refresh()
}

// showKeys says under the list that keys wait to be compared, and which CSAF documents
// fail mandatory tests or wait for the check.
func (v *importsView) showKeys(s *screen.ImportsState) {
	k := v.w.k
	was := v.keys.Visible()
	var parts []fyne.CanvasObject
	if s.CSAF != (domain.CSAFStanding{}) {
		line := []fyne.CanvasObject{k.icon("file-text", iconControl, k.muted), grow(k.para(words.CSAFStandingShort(s.CSAF, s.Checking, s.CheckFail), styleCaption, k.muted))}
		if s.CheckFail != nil {
			line = append(line, k.button(linkButton, "", words.Text("Check again"), v.w.imports.CheckAgain))
		}
		parts = append(parts, k.rule(), pad(gap12, gap16, gap12, gap16, row(gap12, line...)))
	}
	if s.KeysOffered > 0 {
		parts = append(parts, k.rule(), pad(gap12, gap16, gap12, gap16, row(gap12, k.icon("key-round", iconControl, k.muted),
			grow(k.para(words.KeysOffered(s.KeysOffered), styleCaption, k.muted)),
			k.button(linkButton, "", words.Text("Compare…"), func() {
				v.w.Go(screen.Route{Screen: screen.NameSettings, ID: string(screen.SectionKeys)})
			}))))
	}
	setVisible(v.keys, len(parts) > 0)
	if len(parts) > 0 {
		v.keys.Objects = []fyne.CanvasObject{column(0, parts...)}
		v.keys.Refresh()
	}
	if was != v.keys.Visible() || len(parts) != v.notes {
		v.all.left.Refresh()
	}
	v.notes = len(parts)
}

// origin is how far the origin of a file is proven, as a cell.
func (v *importsView) origin(b domain.Badge) cell {
	k := v.w.k
	c := cell{text: words.BadgeShort(b), c: k.muted}
	switch b {
	case "":
		c.text = ""
	case domain.BadgeVerified:
		c.c = k.good.on
	case domain.BadgeFailed:
		c.c = k.overdue.on
	}
	return c
}

// showFile says under the files what proves the chosen one, and what was noted.
func (v *importsView) showFile(name string) {
	r := v.drawn
	if r == nil {
		return
	}
	for i := range r.Files {
		if r.Files[i].File == name {
			v.about.Objects = []fyne.CanvasObject{v.file(&r.Files[i])}
			v.about.Show()
			v.about.Refresh()
			v.right.Refresh()
			v.all.Refresh()
			v.right.Layout.Layout(v.right.Objects, v.right.Size())
			return
		}
	}
}

// filesNoted is how many proofs and notes of a file are listed.
const filesNoted = 6

func (v *importsView) file(f *domain.FileReceipt) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{row(gap12, grow(k.cut(f.File, styleStrong, k.ink())), k.button(quietButton, "x", "", func() {
		v.about.Hide()
		v.right.Layout.Layout(v.right.Objects, v.right.Size())
		v.right.Refresh()
	}).low().saying(words.Text("Close")))}
	if f.Badge != "" {
		parts = append(parts, row(gap8, k.trust(f.Badge), grow(k.cut(words.Badge(f.Badge), styleRow, k.muted))))
	}
	if why := words.FileWhy(f); why != "" {
		parts = append(parts, k.para(why, styleRow, k.overdue.on))
	}
	var lines []string
	for i := range f.Proofs {
		lines = append(lines, f.Proofs[i].File+": "+words.Proof(&f.Proofs[i]))
	}
	for _, warning := range f.Warnings {
		lines = append(lines, words.Warning(warning))
	}
	for i, line := range lines {
		if i == filesNoted {
			all := strings.Join(lines, "\n")
			parts = append(parts, row(gap8, k.text(words.AndMore(len(lines)-i), styleCaption, k.muted), k.button(linkButton, "", words.Text("Copy all"), func() { k.copy(all) }).low(), spring()))
			break
		}
		parts = append(parts, k.para(line, styleCaption, k.muted))
	}
	if f.Digest != "" {
		parts = append(parts, k.para(words.Text("SHA-256 {digest}", "digest", f.Digest), styleCaption, k.muted))
	}
	return column(0, k.rule(), sheet(k.palette.ground, pad(gap12, gap24, gap12, gap24, column(gap4, parts...))))
}

func (v *importsView) asideRows(s *screen.ImportsState) []listRow {
	k := v.w.k
	rows := make([]listRow, 0, len(s.Quarantine))
	for i := range s.Quarantine {
		it := &s.Quarantine[i]
		why, _ := words.Error(words.QuarantineError(it))
		rows = append(rows, listRow{key: it.Digest, height: rowTwoLines, cells: []cell{
			{text: words.Moment(it.At, v.w.zone(), v.w.deps.Now()), c: k.muted},
			{text: it.File, path: true, sub: why, subC: k.muted}, {text: words.FormatName(it.Format), c: k.muted},
		}})
	}
	return rows
}

func (v *importsView) noAside(s *screen.ImportsState) fyne.CanvasObject {
	k := v.w.k
	if s.AsideErr != nil {
		return k.failed(s.AsideErr, v.w.Refresh)
	}
	return k.emptyState("circle-check", words.Text("Nothing in quarantine"), words.NoQuarantine(), nil)
}

// showAside draws the chosen document of the quarantine. What a person types as
// reason stays until another one is chosen.
func (v *importsView) showAside(s *screen.ImportsState) {
	k := v.w.k
	it := s.AsideItem()
	now := asideDrawn{failed: s.ReleaseErr != nil, busy: s.Releasing}
	if it != nil {
		now.digest = it.Digest
	}
	if v.tab == screen.TabQuarantine && v.asideAt == now && it != nil {
		return
	}
	v.asideAt = now
	if it == nil {
		v.right.Objects = []fyne.CanvasObject{k.emptyState("inbox", words.Text("No document chosen"), words.Text("What is set aside shows here with the reason and its proofs."), nil)}
		v.right.Refresh()
		return
	}
	v.right.Objects = []fyne.CanvasObject{newPage(detailPad(v.asideItem(s, it)))}
	v.right.Refresh()
}

func (v *importsView) asideItem(s *screen.ImportsState, it *domain.QuarantineItem) fyne.CanvasObject {
	k := v.w.k
	what, next := words.Error(words.QuarantineError(it))
	reason := k.field(words.Text("Such as: the publisher confirmed it by telephone"))
	release := k.button(plainButton, "", words.Text("Let it in"), func() { v.w.imports.Release(reason.Text) })
	follow := func(text string) {
		why := ""
		switch {
		case s.Releasing:
			why = words.Text("Being let in")
		case text == "":
			why = words.Text("Say why it may come in all the same")
		}
		release.lockedBecause(why).Refresh()
	}
	reason.OnChanged = follow
	reason.OnSubmitted = func(text string) {
		if text != "" {
			v.w.imports.Release(text)
		}
	}
	follow("")
	parts := []fyne.CanvasObject{
		k.cut(words.QuarantineLine(it, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted),
		k.para(it.File, titleStyle(it.File), k.ink()), space(1, gap8), wrapping(gap8, gap8, k.trust(domain.BadgeFailed), k.badge("", words.FormatName(it.Format), k.muted, false)), space(1, gap16),
		k.warning("shield-x", what, k.overdue), space(1, gap8), k.para(words.InWindow(next), styleBody, k.ink()), space(1, gap24),
		k.text(words.Text("What came with it"), styleSection, k.ink()), space(1, gap4),
	}
	for i := range it.Proofs {
		p := &it.Proofs[i]
		var ink color.Color = k.muted
		if p.Result == it.Reason {
			ink = k.overdue.on
		}
		parts = append(parts, pad(gap4, 0, gap4, 0, column(0, k.para(p.File, styleRow, k.ink()), k.para(words.Proof(p), styleCaption, ink))), k.rule())
	}
	if say := words.ProofsDisagree(it); say != "" {
		parts = append(parts, space(1, gap8), k.para(say, styleRow, k.muted))
	}
	for _, key := range it.Items {
		parts = append(parts, k.pair(words.Text("Holds"), key))
	}
	parts = append(parts, space(1, gap8), k.para(words.Text("SHA-256 {digest}", "digest", it.Digest), styleCaption, k.muted), space(1, gap24),
		k.text(words.Text("Let it in all the same"), styleSection, k.ink()), space(1, gap4), k.para(words.QuarantineNote(), styleBody, k.muted), space(1, gap12),
		k.labelled(words.Text("Reason"), "", reason.boxed("", k.edge, nil)))
	if s.ReleaseErr != nil {
		parts = append(parts, space(1, gap8), k.para(words.ErrorLine(s.ReleaseErr), styleRow, k.overdue.on))
	}
	return column(0, append(parts, space(1, gap12), row(0, release, spring()))...)
}
