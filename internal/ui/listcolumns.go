package ui

import (
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// columnsKept is what a person made of the columns of a list: those left out, and widths
// other than the list's own, both by the name of the column.
type columnsKept struct {
	Out    []string           `json:"out,omitempty"`
	Widths map[string]float32 `json:"widths,omitempty"`
}

const (
	widthLeast float32 = 40
	widthMost  float32 = 600
	restLeast  float32 = 60 // of the column that takes what the others leave
)

// nameOf is what a column is kept under.
func (l *worklist) nameOf(i int) string {
	if key := l.columns[i].key; key != "" {
		return key
	}
	return strconv.Itoa(i)
}

// out reports whether a person left the column out.
func (l *worklist) out(i int) bool { return slices.Contains(l.kept.Out, l.nameOf(i)) }

// widthOfColumn is the width the column wishes for; 0 takes the rest.
func (l *worklist) widthOfColumn(i int) float32 {
	if w, ok := l.kept.Widths[l.nameOf(i)]; ok && l.columns[i].width > 0 {
		return min(max(w, widthLeast), widthMost)
	}
	return l.columns[i].width
}

// widths shares the list's width among its columns; a column left out gets -1. Where the
// column that takes the rest is left out, the last one does.
func (l *worklist) widths(total float32) []float32 {
	ws := make([]float32, len(l.columns))
	left := total - 2*gap16
	rest, last := -1, -1
	for i, c := range l.columns {
		switch {
		case c.from > total, l.out(i):
			ws[i] = -1
			continue
		case c.width == 0:
			rest = i
		default:
			ws[i] = l.widthOfColumn(i)
			left -= ws[i]
		}
		last = i
	}
	switch {
	case rest >= 0:
		ws[rest] = max(restLeast, left)
	case last >= 0 && left > 0 && !l.columns[last].right:
		ws[last] += left
	}
	return ws
}

// canWiden reports whether the right edge of a column can be moved: either the column
// has a width, or the next one in sight has, which gives way.
func (l *worklist) canWiden(i int) bool {
	return l.onKeep != nil && l.widening(i) >= 0
}

// widening is the column whose width changes when the right edge of column i moves.
func (l *worklist) widening(i int) int {
	if l.columns[i].title == "" {
		return -1
	}
	if l.columns[i].width > 0 {
		return i
	}
	for j := i + 1; j < len(l.columns); j++ {
		if !l.out(j) && l.columns[j].from <= l.Size().Width && l.columns[j].width > 0 {
			return j
		}
	}
	return -1
}

// widen moves the right edge of a column.
func (l *worklist) widen(i int, by float32) {
	j := l.widening(i)
	if j < 0 || l.onKeep == nil {
		return
	}
	if j != i {
		by = -by
	}
	ws := l.widths(l.Size().Width)
	for r, c := range l.columns { // what takes the rest keeps its least
		if c.width == 0 && ws[r] >= 0 {
			by = min(by, max(0, ws[r]-restLeast))
		}
	}
	if l.kept.Widths == nil {
		l.kept.Widths = map[string]float32{}
	}
	l.kept.Widths[l.nameOf(j)] = min(max(l.widthOfColumn(j)+by, widthLeast), widthMost)
	l.shape()
}

// shape draws header and rows anew for other columns.
func (l *worklist) shape() {
	if l.header != nil {
		l.header.dress()
		l.header.Refresh()
	}
	l.place()
}

func (l *worklist) keep() {
	if l.onKeep != nil {
		l.onKeep(l.kept)
	}
}

// columnMenu is the choice of columns: each in sight is ticked, one stays, and the list
// can be put back.
func (l *worklist) columnMenu() []menuItem {
	if l.onKeep == nil {
		return nil
	}
	named, shown := 0, 0
	for i, c := range l.columns {
		if c.title != "" {
			named++
			if !l.out(i) {
				shown++
			}
		}
	}
	var items []menuItem
	for i, c := range l.columns {
		if c.title == "" {
			continue
		}
		name, out := l.nameOf(i), l.out(i)
		if !out && shown == 1 {
			items = append(items, menuItem{word: words.OneColumnStays(c.title), checked: true, press: func() {}})
			continue
		}
		items = append(items, menuItem{word: c.title, checked: !out, press: func() { l.showColumn(name, out) }})
	}
	if named > 1 && (len(l.kept.Out) > 0 || len(l.kept.Widths) > 0) {
		items = append(items, menuItem{word: words.Text("Columns as they were"), press: func() {
			l.kept = columnsKept{}
			l.shape()
			l.keep()
		}})
	}
	return items
}

// showColumn shows a column, or leaves it out.
func (l *worklist) showColumn(name string, show bool) {
	l.kept.Out = slices.DeleteFunc(slices.Clone(l.kept.Out), func(n string) bool { return n == name })
	if !show {
		l.kept.Out = append(l.kept.Out, name)
	}
	l.shape()
	l.keep()
}

// keepsColumns has the window remember what a person makes of the list's columns, under
// a name.
func (w *Window) keepsColumns(name string, l *worklist) {
	l.kept = w.columns[name]
	l.onKeep = func(kept columnsKept) { w.columns[name] = kept }
	l.onExport = func() {
		w.chooseSave(name+".csv", words.Text("Export"), func(path string) {
			lines := l.table(nil)
			w.export.Start(name, path, screen.Paged{Head: lines[0], Page: func(_ context.Context, offset, limit int) ([][]string, int, error) {
				rows := lines[1:]
				return rows[min(offset, len(rows)):min(offset+limit, len(rows))], len(rows), nil
			}})
		})
	}
}

// exportsAll has a list that is read in pages write all of its rows, whatever was read
// of it so far.
func (w *Window) exportsAll(name string, l *worklist, list func() screen.Paged) {
	l.paged = true
	l.onExport = func() {
		w.chooseSave(name+".csv", words.Text("Export"), func(path string) { w.export.Start(name, path, list()) })
	}
}

// table is the list as it is shown: the names of the columns, then the rows, second
// lines behind the first.
func (l *worklist) table(only map[string]bool) [][]string {
	var shown []int
	var head []string
	for i, c := range l.columns {
		if c.title != "" && !l.out(i) {
			shown, head = append(shown, i), append(head, c.title)
		}
	}
	out := [][]string{head}
	for i := range l.rows {
		r := &l.rows[i]
		if r.key == "" || only != nil && !only[r.key] {
			continue
		}
		l.whole(r)
		line := make([]string, 0, len(shown))
		for _, at := range shown {
			text := ""
			if at < len(r.cells) {
				text = r.cells[at].said()
				if sub := r.cells[at].sub; sub != "" {
					text = strings.TrimSpace(text + " – " + sub)
				}
			}
			line = append(line, text)
		}
		out = append(out, line)
	}
	return out
}

// csv is the list as comma-separated values (RFC 4180). What a spreadsheet would take
// for a formula begins with an apostrophe.
func (l *worklist) csv() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, line := range l.table(nil) {
		_ = w.Write(inert(line)) // to memory
	}
	w.Flush()
	return b.String()
}

// copyRows copies the marked rows, or the chosen one.
func (l *worklist) copyRows() {
	if len(l.marked) > 0 && len(l.columns) > 0 {
		l.copyTable(l.marked)
		return
	}
	if i := l.at(); i >= 0 {
		l.whole(&l.rows[i])
		l.k.copy(l.rows[i].plain())
	}
}

func (l *worklist) copyTable(only map[string]bool) {
	var lines []string
	for _, line := range l.table(only) {
		lines = append(lines, strings.Join(line, "\t"))
	}
	l.k.copy(strings.Join(lines, "\n"))
}

// listMenu is what can be done with all rows that are shown.
func (l *worklist) listMenu() []menuItem {
	if len(l.columns) == 0 || l.header == nil {
		return nil
	}
	copying, exporting := words.Text("Copy all rows shown"), words.Text("Export the rows shown…")
	if l.paged {
		copying, exporting = words.Text("Copy the rows read so far"), words.Text("Export every row of this filter…")
	}
	items := []menuItem{{word: copying, press: func() { l.copyTable(nil) }}}
	if l.onExport != nil {
		items = append(items, menuItem{word: exporting, press: l.onExport})
	}
	if l.onKeep != nil {
		items = append(items, menuItem{word: words.Text("Columns…"), press: func() {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.header)
			l.k.menu(l.columnMenu(), at.AddXY(gap16, columnHeight))
		}})
	}
	return items
}
