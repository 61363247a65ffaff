package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/screen"
)

// tasksList is the list of tasks of a window that remembers its place.
func tasksList(t *testing.T, p Place) (*Window, *worklist) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Preferences().SetString(prefAppearance, string(Light))
	w := newWindow(app, Deps{Desk: cedarHollow(), Now: func() time.Time { return now }, Place: p}, direct)
	w.win.Resize(fyne.NewSize(1440, 900))
	w.start()
	t.Cleanup(w.win.Close)
	w.Go(screen.Route{Screen: screen.NameTasks})
	return w, w.views[screen.NameTasks].(*tasksView).list
}

func lineOfMenu(t *testing.T, items []menuItem, word string) menuItem {
	t.Helper()
	i := slices.IndexFunc(items, func(m menuItem) bool { return m.word == word })
	if i < 0 {
		t.Fatalf("no line %q among %v", word, items)
	}
	return items[i]
}

func TestColumnsAreChosenAndKept(t *testing.T) {
	p := &memory{}
	w, l := tasksList(t, p)
	lineOfMenu(t, l.columnMenu(), "Owner").press()
	lineOfMenu(t, l.columnMenu(), "Clears").press()
	if got := l.table(nil)[0]; strings.Join(got, " ") != "Fix Assets Due State" {
		t.Errorf("shown %q", got)
	}
	if lineOfMenu(t, l.columnMenu(), "Owner").checked || !lineOfMenu(t, l.columnMenu(), "Due").checked {
		t.Error("the menu ticks what is not shown, or does not tick what is")
	}
	l.widen(4, 30) // due
	l.keep()
	w.keepPlace()
	again, l := tasksList(t, p)
	if got := l.table(nil)[0]; strings.Join(got, " ") != "Fix Assets Due State" {
		t.Errorf("after a restart %q", got)
	}
	if got := l.widthOfColumn(4); got != l.columns[4].width+30 {
		t.Errorf("after a restart due is %v wide", got)
	}
	samePicture(t, "tasks-columns.png", again.win.Canvas().Capture())
	for _, name := range []string{"Fix", "Assets", "Due"} {
		lineOfMenu(t, l.columnMenu(), name).press()
	}
	if items := l.columnMenu(); len(items) < 6 || !strings.HasPrefix(items[5].word, "State, ") {
		t.Errorf("the last column can be left out: %v", items)
	}
	lineOfMenu(t, l.columnMenu(), "Columns as they were").press()
	if got := l.table(nil)[0]; len(got) != 6 || l.widthOfColumn(4) != l.columns[4].width {
		t.Errorf("put back: %q, due %v", got, l.widthOfColumn(4))
	}
}

func TestColumnWidthsByPointerAndKeyboard(t *testing.T) {
	w, l := tasksList(t, &memory{})
	h := l.header
	ws := l.widths(l.Size().Width)
	edge := gap16
	for i := 0; i <= 4; i++ { // the right edge of due
		edge += max(0, ws[i])
	}
	edge -= gap4
	h.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(edge, 10)}})
	if h.Cursor() != desktop.HResizeCursor || !h.grip.Visible() {
		t.Error("the edge under the pointer does not show that it can be dragged")
	}
	was := ws[4]
	h.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(edge+20, 10)}, Dragged: fyne.Delta{DX: 20}})
	h.DragEnd()
	if got := l.widths(l.Size().Width)[4]; got != was+20 {
		t.Errorf("dragged to %v from %v", got, was)
	}
	w.win.Canvas().Focus(h)
	for h.at != 4 {
		h.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	h.TypedKey(&fyne.KeyEvent{Name: fyne.KeyMinus})
	if got := l.widths(l.Size().Width)[4]; got != was+8 {
		t.Errorf("by keyboard %v", got)
	}
	for range 100 {
		h.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPlus})
	}
	for i, width := range l.widths(l.Size().Width) {
		if l.columns[i].width == 0 && width < restLeast {
			t.Errorf("the column that takes the rest is %v wide", width)
		}
	}
	h.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if w.tasks.State().Sort.Column != "due" {
		t.Errorf("sorted by %q", w.tasks.State().Sort.Column)
	}
}

func TestRowsShownAreCopiedAndWritten(t *testing.T) {
	w, l := tasksList(t, &memory{})
	lineOfMenu(t, l.listMenu(), "Copy all rows shown").press()
	lines := strings.Split(w.app.Clipboard().Content(), "\n")
	if len(lines) < 10 || lines[0] != "Fix\tAssets\tClears\tDue\tOwner\tState" || !strings.HasPrefix(lines[1], "Update Apache Tomcat to 10.1.52\t3\t3\tFri 27 Nov\t") {
		t.Errorf("copied %q", lines)
	}
	l.rows[1].cells[1].text = "=1+1"
	if got := l.csv(); !strings.HasPrefix(got, "Fix,Assets,Clears,Due,Owner,State\r\n'=1+1,3,") {
		t.Errorf("written %q", got)
	}
}
