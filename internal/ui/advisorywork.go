package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// choose draws what the list shows and in which order.
func (v *advisoriesView) choose(s *screen.AdvisoriesState) {
	k := v.w.k
	choice := func(word, mark string, n int) segment {
		if !s.Counts.Counted {
			n = -1
		}
		return segment{word, n, s.Show == mark, func() { v.w.advisories.ShowOnly(mark) }}
	}
	choices := []segment{choice(words.Text("Touch us"), screen.MarkTouching, s.Counts.Touching), choice(words.Text("Unread"), screen.MarkUnread, s.Counts.Unread), choice(words.Text("All"), "", s.Counts.All)}
	if s.Show == screen.MarkNotForUs { // asked for in the menu of filters: most people look there once a year
		choices = append(choices, choice(words.Sense("those", "Not for us"), screen.MarkNotForUs, s.Counts.NotForUs))
	}
	v.choices.Objects = []fyne.CanvasObject{
		k.segments(choices),
		spring(),
		k.menuButton(quietButton, "funnel", "", v.filterGroups).saying(words.Text("Filter")),
		k.menuButton(quietButton, "arrow-up-down", "", func() []menuItem {
			var items []menuItem
			for _, column := range words.AdvisorySorts() {
				items = append(items, menuItem{word: words.AdvisorySort(column), checked: s.Sort == column, press: func() {
					v.w.advisories.SortBy(column, column == "cvss" || column == "severity" || column == "published")
				}})
			}
			return items
		}).saying(words.SortedBy(s.Sort)),
	}
	v.choices.Refresh()
	v.filters.Objects = v.filtered(s)
	v.filters.Refresh()
	v.left.Refresh()
}

// advisoryActions is what the buttons over a document depend on.
type advisoryActions struct {
	unread, aside, busy bool
	asking              string
	failed              string
	remarks             int
	changes             *domain.Difference
	places              bool
	page                screen.AdvisoryPage
	raw                 int
	listed              bool
}

func actionsOf(s *screen.AdvisoriesState) advisoryActions {
	a := advisoryActions{aside: s.Mark.NotForUs != nil, busy: s.Busy, asking: s.Asking, remarks: len(s.Mark.Comments), changes: s.Changes, places: s.Places, page: s.Page, raw: len(s.Raw), listed: s.View != nil}
	if s.View != nil {
		a.unread = s.View.Unread
	}
	if s.ActErr != nil {
		a.failed, _ = words.Error(s.ActErr)
	}
	return a
}

// work is what can be done with the document, and the form that is open.
func (v *advisoriesView) work(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, model := v.w.k, v.w.advisories
	read, aside := k.button(plainButton, "check", words.Text("Mark as read"), func() { model.MarkRead(true) }), k.button(plainButton, "", words.Text("Not for us..."), func() { model.Ask(screen.AskNotForUs) })
	if v.actions.listed && !v.actions.unread {
		read = k.button(plainButton, "", words.Text("Mark as unread"), func() { model.MarkRead(false) })
	}
	if v.actions.aside {
		aside = k.button(plainButton, "", words.Text("For us again"), model.ForUs)
	}
	buttons := []fyne.CanvasObject{read.low(), aside.low()}
	buttons = append(buttons, k.menuButton(quietButton, "ellipsis", "", func() []menuItem {
		return []menuItem{{word: words.Text("Remark..."), press: func() { model.Ask(screen.AskComment) }}, {word: words.Text("Delete..."), press: func() { model.Ask(screen.AskDelete) }},
			{word: words.Text("Mark all as read..."), press: func() { model.Ask(screen.AskAllRead) }}}
	}).low().saying(words.Text("More")))
	parts := []fyne.CanvasObject{wrapping(gap8, gap8, buttons...)}
	if s.Asking != "" {
		parts = append(parts, v.form(s))
	} else if v.actions.failed != "" {
		parts = append(parts, k.warning("circle-alert", v.actions.failed, k.overdue))
	}
	return column(gap12, parts...)
}

// form asks for the text that goes with an action.
func (v *advisoriesView) form(s *screen.AdvisoriesState) fyne.CanvasObject {
	k, model := v.w.k, v.w.advisories
	if s.Asking == screen.AskAllRead {
		parts := []fyne.CanvasObject{k.para(words.AllReadQuestion(&s.Counts), styleRow, k.ink())}
		if v.actions.failed != "" {
			parts = append(parts, k.para(v.actions.failed, styleRow, k.overdue.on))
		}
		return k.formBox(append(parts, row(gap8, k.button(mainButton, "", words.Text("Mark all as read"), func() { model.Answer("") }),
			k.button(quietButton, "", words.Text("Cancel"), func() { model.Ask("") }), spring()))...)
	}
	label, help, act := words.AdvisoryForm(s.Asking, s.View)
	in := k.input(label, "", "", help, v.actions.failed, nil)
	answer := func() { model.Answer(in.field.Text) }
	in.keys(answer, func() { model.Ask("") })
	return k.formBox(in.box, row(gap8, k.button(mainButton, "", act, answer), k.button(quietButton, "", words.Text("Cancel"), func() { model.Ask("") }), spring()))
}

func (v *advisoriesView) remarks(s *screen.AdvisoriesState) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if d := s.Mark.NotForUs; d != nil {
		out = append(out, v.w.k.para(words.PutAside(d, v.w.zone(), v.w.deps.Now()), styleRow, v.w.k.ink()))
	}
	for i := range s.Mark.Comments {
		c := &s.Mark.Comments[i]
		out = append(out, column(0, v.w.k.para(c.Text, styleRow, v.w.k.ink()), v.w.k.para(words.SaidBy(c.By, c.At, v.w.zone(), v.w.deps.Now()), styleCaption, v.w.k.muted)))
	}
	return out
}

// changes says what two revisions say differently to a reader, and with places every
// place that differs.
func (v *advisoriesView) changes(d *domain.Difference, places bool) []fyne.CanvasObject {
	k := v.w.k
	if len(d.Changes) == 0 {
		return []fyne.CanvasObject{k.para(words.Text("Nothing but the form of the document."), styleRow, k.ink())}
	}
	out := v.limited(len(d.Said), func(i int) fyne.CanvasObject {
		parts := []fyne.CanvasObject{k.para(words.Said(&d.Said[i]), styleRow, k.ink())}
		for _, text := range words.SaidTexts(&d.Said[i]) {
			parts = append(parts, pad(0, 0, 0, gap12, k.para(text, styleCaption, k.muted)))
		}
		return column(2, parts...)
	})
	if len(d.Said) == 0 {
		out = append(out, k.para(words.Text("Nothing a reader would notice: what differs is how the document is put."), styleRow, k.ink()))
	}
	word := words.Plural(len(d.Changes), "Show the one place that differs", "Show all {n} places that differ")
	if places {
		word = words.Text("Hide the places")
	}
	out = append(out, row(0, k.button(quietButton, "", word, func() { v.w.advisories.ShowPlaces() }).low(), spring()))
	if places {
		out = append(out, v.places(d)...)
	}
	return out
}

// places lists every place of the documents that differs.
func (v *advisoriesView) places(d *domain.Difference) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(d.Changes), func(i int) fyne.CanvasObject {
		c := &d.Changes[i]
		parts := []fyne.CanvasObject{k.para(words.Difference(c), styleSmall, k.ink())}
		if c.Before != "" {
			parts = append(parts, k.para("\u2212 "+c.Before, styleCaption, k.muted))
		}
		if c.After != "" {
			parts = append(parts, k.para("+ "+c.After, styleRow, k.ink()))
		}
		return column(2, parts...)
	})
}

func (v *advisoriesView) notes(a *domain.Advisory) []fyne.CanvasObject {
	k := v.w.k
	return v.limited(len(a.Notes), func(i int) fyne.CanvasObject {
		n := &a.Notes[i]
		return column(0, k.text(words.NoteTitle(n), styleSmall, k.ink()), k.para(n.Text, styleRow, k.ink()))
	})
}

// credits lists who found the flaw, or with validated who looked it over.
func (v *advisoriesView) credits(a *domain.Advisory, validated bool) []fyne.CanvasObject {
	list := slices.DeleteFunc(slices.Clone(a.Credits), func(c domain.Credit) bool { return c.Validated != validated })
	return v.limited(len(list), func(i int) fyne.CanvasObject { return v.w.k.para(words.Credit(&list[i]), styleRow, v.w.k.ink()) })
}
