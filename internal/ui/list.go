package ui

import (
	"image/color"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/screen"
)

// listColumn is one column of a work list. The column of width 0 takes the
// rest. A column is left out while the list is narrower than from.
type listColumn struct {
	key   string // for sorting; "" cannot be sorted by
	title string
	width float32
	right bool
	from  float32
}

// cell is what stands in one column of one row.
type cell struct {
	mark   string
	markC  color.Color
	markU  color.Color // what lies on the mark; nil: the surface
	text   string
	whole  string      // what is copied and exported in the place of text, where that is shortened
	c      color.Color // nil: plain text
	bold   bool
	dashed bool   // a dashed line under it: assumed
	path   bool   // it is cut at its beginning
	sub    string // a second line
	subC   color.Color
}

// listRow is one line of a work list: a row of cells, or the head of a group.
type listRow struct {
	key    string // "" for a group head
	height float32
	cells  []cell
	head   *groupHead
	data   any // for bodies of their own, and for lists that make cells when a row is seen first
}

// groupHead is the line above the rows of a group.
type groupHead struct {
	mark   string
	c      color.Color
	title  string
	count  string
	note   string
	fold   func() // nil: cannot be folded
	folded bool
}

// rowBody draws the inside of one row; it is kept and shown for other rows
// while the list scrolls, so it changes only what differs.
type rowBody interface {
	objects() []fyne.CanvasObject
	show(r *listRow, chosen bool, width float32)
}

// worklist is a list of rows with columns, a head that stays, groups, and a
// choice that follows the keyboard. Only rows in sight are objects.
type worklist struct {
	widget.BaseWidget
	k       *kit
	columns []listColumn
	body    func() rowBody
	ground  color.Color

	onChoose func(key string)
	onOpen   func(key string) // Enter
	onTap    func(key string) // a press of the pointer, after the row was chosen
	onSort   func(column string)
	onEnd    func()
	onMark   func(key string, to bool) // nil: rows cannot be marked; to marks all from the chosen one
	onMarks  func(all bool)            // marks all, or none
	menuOf   func(key string) []menuItem
	cellsOf  func(data any) []cell // nil: rows come with their cells
	marked   map[string]bool
	kept     columnsKept            // what a person made of the columns
	onKeep   func(kept columnsKept) // it was changed
	paged    bool                   // rows are read as the list is scrolled: those here may not be all
	onExport func()                 // nil: the rows cannot be written to a file

	rows    []listRow
	tops    []float32 // top of each row, and the end
	chosen  string
	last    int // where the chosen row was last
	sorted  string
	down    bool
	focused bool
	keyed   bool // the keyboard is in use: show the focus ring
	silent  bool // the next focus was given by the window, not by a person

	header *listHeader
	scroll *container.Scroll
	canvas *fyne.Container
	size   *pageLayout
	pool   []*rowView
	box    *fyne.Container
}

func (k *kit) worklist(columns []listColumn, body func(l *worklist) rowBody) *worklist {
	l := &worklist{k: k, columns: columns, ground: k.surface}
	l.body = func() rowBody { return body(l) }
	if body == nil {
		l.body = func() rowBody { return newCellBody(l) }
	}
	l.size = &pageLayout{}
	l.canvas = &fyne.Container{Layout: &scrollBody{l.size}}
	l.scroll = container.NewVScroll(l.canvas)
	l.scroll.OnScrolled = func(fyne.Position) { l.place() }
	objects := []fyne.CanvasObject{l.scroll}
	if len(columns) > 0 {
		l.header = newListHeader(l)
		objects = append(objects, l.header)
	}
	l.box = &fyne.Container{Objects: objects}
	l.ExtendBaseWidget(l)
	return l
}

// scrollBody leaves its objects where they were put.
type scrollBody struct{ *pageLayout }

func (*scrollBody) Layout([]fyne.CanvasObject, fyne.Size) {}

// set shows other rows and keeps the place it is scrolled to.
func (l *worklist) set(rows []listRow, chosen string) {
	moved := chosen != l.chosen
	same := len(rows) > 0 && len(rows) == len(l.rows) && &rows[0] == &l.rows[0]
	l.rows, l.chosen = rows, chosen
	if !same {
		l.tops = make([]float32, len(rows)+1)
		for i := range rows {
			l.tops[i+1] = l.tops[i] + rows[i].height
		}
	}
	l.size.height = l.tops[len(rows)]
	l.canvas.Resize(fyne.NewSize(l.Size().Width, max(l.size.height, l.scroll.Size().Height)))
	if limit := max(0, l.size.height-l.scroll.Size().Height); l.scroll.Offset.Y > limit {
		l.scroll.Offset.Y = limit
	}
	l.scroll.Refresh()
	l.place()
	if i := l.at(); moved && i >= 0 && l.scroll.Size().Height > 0 {
		l.reveal(i)
	}
}

// order shows which column the rows are sorted by.
func (l *worklist) order(column string, down bool) {
	l.sorted, l.down = column, down
	if l.header != nil {
		l.header.dress()
		l.header.Refresh()
	}
}

// Resize implements [fyne.CanvasObject].
func (l *worklist) Resize(s fyne.Size) {
	if s == l.Size() {
		return
	}
	l.BaseWidget.Resize(s)
	top := float32(0)
	if l.header != nil {
		l.header.Resize(fyne.NewSize(s.Width, columnHeight))
		top = columnHeight
	}
	l.scroll.Move(fyne.NewPos(0, top))
	l.canvas.Resize(fyne.NewSize(s.Width, max(l.size.height, s.Height-top)))
	l.scroll.Resize(fyne.NewSize(s.Width, max(0, s.Height-top)))
	l.place()
}

// MinSize implements [fyne.CanvasObject].
func (l *worklist) MinSize() fyne.Size { return fyne.NewSize(240, 120) }

// CreateRenderer implements [fyne.Widget].
func (l *worklist) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }

// place gives every row in sight a view from the pool.
func (l *worklist) place() {
	height, width := l.scroll.Size().Height, l.scroll.Size().Width
	if height <= 0 || len(l.tops) == 0 {
		return
	}
	from := l.scroll.Offset.Y
	first := sort.Search(len(l.rows), func(i int) bool { return l.tops[i+1] > from })
	n := 0
	for i := first; i < len(l.rows) && l.tops[i] < from+height; i++ {
		if n == len(l.pool) {
			l.pool = append(l.pool, newRowView(l))
			l.canvas.Objects = append(l.canvas.Objects, l.pool[n])
		}
		l.whole(&l.rows[i])
		v := l.pool[n]
		v.show(i, width)
		v.Move(fyne.NewPos(0, l.tops[i]))
		v.Resize(fyne.NewSize(width, l.rows[i].height))
		v.Show()
		n++
	}
	for _, v := range l.pool[n:] {
		v.Hide()
	}
	if l.onEnd != nil && len(l.rows) > 0 && from+height > l.tops[len(l.rows)]-4*rowPlain {
		l.onEnd()
	}
}

// choose makes a row the chosen one and brings it into sight.
func (l *worklist) choose(i int) {
	if i < 0 || i >= len(l.rows) || l.rows[i].key == "" {
		return
	}
	l.reveal(i)
	if l.rows[i].key == l.chosen {
		return
	}
	l.chosen, l.last = l.rows[i].key, i
	l.place()
	if l.onChoose != nil {
		l.onChoose(l.chosen)
	}
}

func (l *worklist) reveal(i int) {
	height := l.scroll.Size().Height
	offset := l.scroll.Offset.Y
	top := l.tops[i]
	if i > 0 && l.rows[i-1].key == "" {
		top = l.tops[i-1]
	}
	switch {
	case top < offset:
		offset = top
	case l.tops[i+1] > offset+height:
		offset = l.tops[i+1] - height
	default:
		return
	}
	l.scroll.Offset.Y = max(0, offset)
	l.scroll.Refresh()
	l.place()
}

func (l *worklist) at() int {
	if l.chosen == "" {
		return -1
	}
	if l.last < len(l.rows) && l.rows[l.last].key == l.chosen {
		return l.last
	}
	for i := range l.rows {
		if l.rows[i].key == l.chosen {
			l.last = i
			return i
		}
	}
	return -1
}

// step moves the choice by n rows, group heads not counted.
func (l *worklist) step(n int) {
	i := l.at()
	dir := 1
	if n < 0 {
		dir, n = -1, -n
	}
	if i < 0 && dir < 0 {
		i = len(l.rows)
	}
	best := -1
	for j := i + dir; j >= 0 && j < len(l.rows) && n > 0; j += dir {
		if l.rows[j].key != "" {
			best = j
			n--
		}
	}
	l.choose(best)
}

// FocusGained implements [fyne.Focusable].
func (l *worklist) FocusGained() {
	l.focused, l.keyed, l.silent = true, !l.silent, false
	if l.at() < 0 && l.keyed {
		l.step(1)
	}
	l.place()
}

// FocusLost implements [fyne.Focusable].
func (l *worklist) FocusLost() {
	l.focused = false
	l.place()
}

// TypedRune implements [fyne.Focusable].
func (l *worklist) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable]: arrows, page keys, Home and End move
// the choice, Enter opens it.
func (l *worklist) TypedKey(e *fyne.KeyEvent) {
	if !l.keyed {
		l.keyed = true
		l.place()
	}
	page := max(1, int(l.scroll.Size().Height/rowTask)-1)
	switch keyIn(screen.InList, e) {
	case screen.DoNext:
		l.markStep(1)
	case screen.DoPrior:
		l.markStep(-1)
	case screen.DoMark:
		if l.onMark != nil && l.chosen != "" {
			l.onMark(l.chosen, false)
		}
	case screen.DoMenu:
		l.keyMenu()
	case screen.DoPageOn:
		l.step(page)
	case screen.DoPageUp:
		l.step(-page)
	case screen.DoFirst:
		l.step(-len(l.rows))
	case screen.DoLast:
		l.step(len(l.rows))
	case screen.DoOpen:
		if l.onOpen != nil && l.chosen != "" {
			l.onOpen(l.chosen)
		}
	default:
		l.k.forward(e)
	}
}

// TypedShortcut implements [fyne.Shortcutable]: copy gives the chosen row as
// text, everything else is the window's.
func (l *worklist) TypedShortcut(s fyne.Shortcut) {
	switch do := shortcutIn(screen.InList, s); {
	case do == screen.DoCopy:
		l.copyRows()
	case do == screen.DoMarkAll && l.onMarks != nil:
		l.onMarks(true)
	default:
		l.k.chord(s)
	}
}

// whole makes the cells of a row that were not needed before.
func (l *worklist) whole(r *listRow) {
	if l.cellsOf != nil && r.cells == nil && r.data != nil {
		r.cells = l.cellsOf(r.data)
	}
}

// said is the text of a cell, whole.
func (c *cell) said() string {
	if c.whole != "" {
		return c.whole
	}
	return c.text
}

// plain is the row as text, columns parted by tabs.
func (r *listRow) plain() string {
	s := ""
	for _, c := range r.cells {
		for _, text := range []string{c.said(), c.sub} {
			if text != "" && s != "" {
				s += "\t"
			}
			s += text
		}
	}
	if s == "" {
		return r.key
	}
	return s
}
