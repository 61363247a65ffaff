package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/words"
)

// marks marks rows where the pointer or the keys ask for it: with Ctrl one, with
// Shift all from the chosen one, at the check box one.
func (l *worklist) marks(key string, e *fyne.PointEvent) bool {
	if l.onMark == nil {
		return false
	}
	held := heldKeys()
	switch {
	case held&fyne.KeyModifierShift != 0:
		l.onMark(key, true)
	case held&fyne.KeyModifierShortcutDefault != 0, e != nil && e.Position.X < gap16+markSize+gap8:
		l.onMark(key, false)
	default:
		if len(l.marked) > 0 {
			l.onMarks(false)
		}
		return false
	}
	return true
}

// heldKeys are the modifier keys that are held down.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(interface{ CurrentKeyModifiers() fyne.KeyModifier }); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// markStep moves the choice by a row; with Shift both rows are marked.
func (l *worklist) markStep(n int) {
	from := l.chosen
	shift := l.onMark != nil && heldKeys()&fyne.KeyModifierShift != 0
	if shift && from != "" && !l.marked[from] {
		l.onMark(from, false)
	}
	l.step(n)
	if shift && l.chosen != from && !l.marked[l.chosen] {
		l.onMark(l.chosen, false)
	}
}

// markOf gives a cell, the first one with a check box in the place of its shape
// while rows are marked.
func (l *worklist) markOf(r *listRow, i int) *cell {
	c := &r.cells[i]
	if i > 0 || len(l.marked) == 0 || r.key == "" {
		return c
	}
	boxed := *c
	boxed.mark, boxed.markC, boxed.markU = "box-off", l.k.edge, l.k.surface
	if l.marked[r.key] {
		boxed.mark, boxed.markC, boxed.markU = "box-on", l.k.primary, l.k.onPrimary
	}
	return &boxed
}

// openMenu shows what can be done with a row, and copies it.
func (l *worklist) openMenu(i int, at fyne.Position) {
	row := &l.rows[i]
	var items []menuItem
	if l.menuOf != nil {
		items = l.menuOf(row.key)
	}
	items = append(items, menuItem{word: words.Text("Copy as text"), press: func() { l.k.copy(row.plain()) }})
	l.k.menu(append(items, l.listMenu()...), at)
}

// keyMenu opens the menu of the chosen row under it.
func (l *worklist) keyMenu() {
	i := l.at()
	if i < 0 {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	top := l.tops[i+1] - l.scroll.Offset.Y + l.scroll.Position().Y
	l.openMenu(i, at.AddXY(2*gap24, top))
}
