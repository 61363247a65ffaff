package ui

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
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
	l.rows[1].cells[1].text, l.rows[1].cells[1].whole = "=1+1", ""
	if got := l.csv(); !strings.HasPrefix(got, "Fix,Assets,Clears,Due,Owner,State\r\n'=1+1,3,") {
		t.Errorf("written %q", got)
	}
}

// A list that is read in pages is written whole: every row of the filter, with the assets
// that stand in its heads, whatever of it was read so far.
func TestEveryFindingIsExported(t *testing.T) {
	desk := cedarHollow()
	for i := range 2_500 {
		f := desk.findings[i%6]
		f.ID = fmt.Sprint("more-", i)
		desk.findings = append(desk.findings, f)
	}
	w := open(t, desk, Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameFindings})
	v := w.views[screen.NameFindings].(*findingsView)
	path := filepath.Join(t.TempDir(), "findings.csv")
	w.export.Start("findings", path, v.everyRow())
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	total := w.findings.State().Total
	if shown := len(w.findings.State().Rows); len(rows) != total+1 || shown >= total {
		t.Errorf("%d rows of %d are in the file, %d in the window", len(rows)-1, total, shown)
	}
	if got := w.export.State(); got.Rows != total || got.Path != path || rows[0][0] != "Asset" || rows[1][0] == "" {
		t.Errorf("%+v, first rows %q", got, rows[:2])
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".fenceline-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// Copied rows of a narrow list say the whole fix, though the list leaves its verb out.
func TestCopiedRowsNameTheWholeFix(t *testing.T) {
	w := open(t, cedarHollow(), Light, 960, 600)
	w.Go(screen.Route{Screen: screen.NameTasks})
	l := w.views[screen.NameTasks].(*tasksView).list
	if l.Size().Width >= fixWhole {
		t.Fatalf("the list is %v wide", l.Size().Width)
	}
	for _, text := range []string{listText(l), l.csv()} {
		if !strings.Contains(text, "Update Apache Tomcat to 10.1.52") {
			t.Errorf("without its verb: %.200s", text)
		}
	}
}
