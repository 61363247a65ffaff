package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// pages are the pages of a document, with how much is on each.
func (v *advisoriesView) pages(s *screen.AdvisoriesState) fyne.CanvasObject {
	one := func(word string, n int, p screen.AdvisoryPage) tab {
		return tab{word, n, s.Page == p, func() { v.w.advisories.OpenPage(p) }}
	}
	return v.w.k.tabs([]tab{
		one(words.Text("Document"), 0, screen.PageDocument), one(words.Text("Products"), len(s.Detail.Products), screen.PageProducts),
		one(words.Text("Matched assets"), s.Touches.Affected+s.Touches.CannotTell, screen.PageAssets), one(words.Text("Revisions"), max(len(s.Revisions), len(s.Detail.Revisions)), screen.PageRevisions),
		one(words.Text("Remarks"), len(s.Mark.Comments), screen.PageRemarks), one(words.Text("As it came"), 0, screen.PageRaw),
	})
}

// page is any page but the document.
func (v *advisoriesView) page(s *screen.AdvisoriesState) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	none := func(say string) { parts = append(parts, k.para(say, styleRow, k.muted)) }
	switch s.Page {
	case screen.PageProducts:
		if parts = v.products(s.Detail); len(parts) == 0 {
			none(words.Text("The document names no product."))
		}
	case screen.PageAssets:
		parts = append(parts, k.para(words.TouchesSentence(&s.Touches), styleRow, k.ink()), space(1, gap4))
		parts = append(parts, v.touched(&s.Touches)...)
		if s.View != nil {
			parts = append(parts, row(0, v.w.relationsButton(domain.RelAdvisory, string(s.View.Key)), spring()))
		}
	case screen.PageRevisions:
		return v.history(s)
	case screen.PageRemarks:
		if parts = v.remarks(s); len(parts) == 0 {
			none(words.Text("Nobody noted anything."))
		}
		parts = append(parts, row(0, k.button(plainButton, "", words.Text("Remark..."), func() { v.w.advisories.Ask(screen.AskComment) }).low(), spring()))
	case screen.PageRaw:
		return v.raw(s)
	}
	return column(gap8, parts...)
}

// history is what the newest kept revision changed, and the document's own history.
func (v *advisoriesView) history(s *screen.AdvisoriesState) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	section := func(title, note string, body []fyne.CanvasObject) {
		if len(parts) > 0 {
			parts = append(parts, space(1, gap24))
		}
		parts = append(parts, k.heading(title, note), space(1, gap4), column(gap8, body...))
	}
	switch {
	case s.Changes != nil:
		section(words.Text("What changed"), words.RevisionPair(s.Changes), v.changes(s.Changes, s.Places))
	case s.Busy:
		section(words.Text("What changed"), "", []fyne.CanvasObject{k.para(words.Text("Comparing the two newest revisions"), styleRow, k.muted)})
	case len(s.Revisions) < 2:
		section(words.Text("What changed"), "", []fyne.CanvasObject{k.para(words.Text("Only one revision came in so far. When a newer one does, it says here what is different."), styleRow, k.muted)})
	}
	if kept := s.Revisions; len(kept) > 1 {
		section(words.Text("Kept here"), words.RevisionsKept(kept), v.limited(len(kept), func(i int) fyne.CanvasObject {
			return k.para(words.KeptRevision(&kept[len(kept)-1-i], v.w.zone(), v.w.deps.Now()), styleRow, k.ink())
		}))
	}
	if own := v.revisions(s.Detail); len(own) > 0 {
		section(words.Text("History in the document"), "", own)
	}
	return column(0, parts...)
}

// newer leads from a document that replaced another to what is different in it.
func (v *advisoriesView) newer(s *screen.AdvisoriesState) fyne.CanvasObject {
	k := v.w.k
	last := &s.Revisions[len(s.Revisions)-1]
	text := k.para(words.NewerRevision(last, v.w.zone(), v.w.deps.Now()), styleRow, k.ink())
	see := k.button(linkButton, "", words.Text("See what changed"), func() { v.w.advisories.OpenPage(screen.PageRevisions) })
	return layers(box(k.palette.ground, k.line, radiusControl), padAll(gap12, rowTop(gap12, k.icon("git-compare", 18, k.muted), grow(column(gap4, text, row(0, see, spring()))))))
}

// rawLines is how many lines of a document as it came are drawn.
const rawLines = 400

// raw is the beginning of the document, letter by letter.
func (v *advisoriesView) raw(s *screen.AdvisoriesState) fyne.CanvasObject {
	k := v.w.k
	if s.Raw == "" {
		if s.ActErr != nil {
			return space(1, 1)
		}
		return k.waiting(words.Text("Reading the document"))
	}
	lines := strings.SplitAfterN(s.Raw, "\n", rawLines+1)
	cut := len(lines) > rawLines || len(s.Raw) >= screen.RawShown
	text := strings.Join(lines[:min(len(lines), rawLines)], "")
	parts := []fyne.CanvasObject{
		row(gap8, grow(k.para(words.RawNote(cut), styleCaption, k.muted)), k.button(quietButton, "copy", "", func() { k.copy(s.Raw) }).low().saying(words.Text("Copy as text"))),
		k.para(strings.TrimRight(text, "\n"), styleCaption, k.ink()),
	}
	return column(gap8, parts...)
}
