package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

func TestTaskPictures(t *testing.T) {
	for _, s := range []struct {
		name          string
		desk          *fixture
		look          Appearance
		width, height float32
		then          func(w *Window)
	}{
		{"except", cedarHollow(), Light, 1440, 900, func(w *Window) {
			w.tasks.Begin(screen.ActExcept, []string{"T-118"}, "", "")
			w.tasks.Enter("approver", "Dr. Halloran")
			w.tasks.Enter("end", "soon")
			w.tasks.Send()
		}},
		{"decide-dark", cedarHollow(), Dark, 1280, 720, func(w *Window) {
			w.tasks.Begin(screen.ActTriage, []string{"T-118"}, "a-PORTAL-01", domain.TriageDecision)
			w.views[screen.NameTasks].(*tasksView).detail.scroll.ScrollToOffset(fyne.NewPos(0, 330))
		}},
		{"marked", cedarHollow(), Light, 1280, 720, func(w *Window) {
			w.tasks.Mark("T-112")
			w.tasks.Mark("T-109")
			w.tasks.Begin(screen.ActAssign, []string{"T-112", "T-109"}, "", "")
		}},
		{"marked-dark", cedarHollow(), Dark, 1440, 900, func(w *Window) { w.tasks.MarkAll() }},
		{"exceptions", cedarHollow(), Light, 1440, 900, func(w *Window) { w.tasks.ShowOnly(screen.TasksExceptions) }},
		{"no-exceptions", emptyDesk(), Light, 1280, 720, func(w *Window) { w.tasks.ShowOnly(screen.TasksExceptions) }},
		{"payloads", withPayloads(cedarHollow()), Light, 1280, 720, func(w *Window) { w.tasks.OpenTab(screen.TabRemediation) }},
		{"payloads-dark", withPayloads(cedarHollow()), Dark, 1280, 720, func(w *Window) { w.tasks.OpenTab(screen.TabRemediation) }},
		{"history", cedarHollow(), Light, 1280, 720, func(w *Window) { w.tasks.OpenTab(screen.TabHistory) }},
		{"notes-dark", cedarHollow(), Dark, 1280, 720, func(w *Window) {
			w.tasks.OpenTab(screen.TabNotes)
			w.views[screen.NameTasks].(*tasksView).beginAt(placeNotes, screen.ActNote, []string{"T-118"}, "")()
		}},
		{"lower", cedarHollow(), Light, 1440, 900, func(w *Window) { w.views[screen.NameTasks].(*tasksView).detail.scroll.ScrollToBottom() }},
		{"files", withFiles(cedarHollow()), Light, 1280, 720, func(w *Window) { w.tasks.OpenTab(screen.TabNotes) }},
		{"attach-dark", withFiles(cedarHollow()), Dark, 1280, 720, func(w *Window) {
			w.tasks.OpenTab(screen.TabNotes)
			w.views[screen.NameTasks].(*tasksView).beginAt(placeFiles, screen.ActAttach, []string{"T-118"}, "")()
			w.tasks.Enter("file", "memory.raw")
			w.tasks.Send()
		}},
		{"split", cedarHollow(), Light, 1280, 720, func(w *Window) {
			w.tasks.Begin(screen.ActSplit, []string{"T-118"}, "a-PORTAL-01", "")
			w.tasks.Send()
		}},
		{"split-dark", cedarHollow(), Dark, 1280, 720, func(w *Window) { w.tasks.Begin(screen.ActSplit, []string{"T-118"}, "", "") }},
		{"filtered", cedarHollow(), Light, 1280, 720, func(w *Window) { w.tasks.Narrow(screen.TaskFilter{Owner: "R.T."}) }},
	} {
		t.Run(s.name, func(t *testing.T) {
			w := open(t, s.desk, s.look, s.width, s.height)
			w.Go(screen.Route{Screen: screen.NameTasks})
			s.then(w)
			samePicture(t, "tasks-"+s.name+".png", w.win.Canvas().Capture())
		})
	}
}

func TestRecordAClockFromToday(t *testing.T) {
	desk := cedarHollow()
	w := open(t, desk, Light, 1440, 900)
	press(t, w, "Record…")
	if got := w.history.Current(); got.Screen != screen.NameTasks || got.ID != "T-118" {
		t.Fatalf("it went to %v", got)
	}
	f, ok := w.win.Canvas().Focused().(*field)
	if !ok {
		t.Fatal("the form does not have the keyboard")
	}
	test.Type(f, "one host")
	press(t, w, "Record")
	did(t, desk, `triage T-118 a-PORTAL-01 scope "" "one host" false`)
}

func TestReviewOfAnExceptionFromToday(t *testing.T) {
	w := open(t, cedarHollow(), Light, 1440, 900)
	press(t, w, "Look")
	if s := w.tasks.State(); s.Show != screen.TasksExceptions || s.Chosen != "x-1" || s.Selected != "T-096" {
		t.Errorf("chosen %q of %v", s.Chosen, s.Show)
	}
}

// fieldNamed finds the field that stands under a name.
func fieldNamed(t *testing.T, w *Window, label string) *field {
	t.Helper()
	var found *field
	next := false
	walk(w.root, fyne.Position{}, 0, 1e6, func(o fyne.CanvasObject, _ fyne.Position, _, _ float32) {
		if text, ok := o.(*canvas.Text); ok && text.Text == label {
			next = true
		}
		if f, ok := o.(*field); ok && next && found == nil {
			found = f
		}
	})
	if found == nil {
		t.Fatalf("no field %q in sight: %q", label, textsOf(w))
	}
	return found
}

func openTasks(t *testing.T, desk *fixture) (*Window, *worklist) {
	t.Helper()
	w := open(t, desk, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameTasks, ID: "T-118"})
	return w, w.views[screen.NameTasks].(*tasksView).list
}

func TestClaimATarget(t *testing.T) {
	desk := cedarHollow()
	w, _ := openTasks(t, desk)
	press(t, w, "It is done…")
	if !shows(w, "newer inventory") {
		t.Error("it is not said that a claim needs evidence")
	}
	note, ok := w.win.Canvas().Focused().(*field)
	if !ok {
		t.Fatal("the form does not have the keyboard")
	}
	test.Type(note, "CHG-7")
	test.Type(fieldNamed(t, w, "How long it took on each asset, optional"), "40 min")
	press(t, w, "Say it is done")
	did(t, desk, `claim [T-118] [a-PORTAL-01] "CHG-7" when  week false took 40`)
	if w.tasks.State().Form != nil || !shows(w, "a newer inventory proves it") {
		t.Error("the form is still open, or the claim is not told")
	}
}

func TestAnExceptionIsTyped(t *testing.T) {
	desk := cedarHollow()
	w, _ := openTasks(t, desk)
	press(t, w, "Exception…")
	reason := w.win.Canvas().Focused().(*field)
	test.Type(reason, "no firmware yet")
	reason.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !shows(w, "This is missing.") || len(desk.done) > 0 {
		t.Fatalf("an exception without an approver went to the desk: %q", desk.done)
	}
	if got := fieldNamed(t, w, "Reason").Text; got != "no firmware yet" {
		t.Errorf("what was typed is lost: %q", got)
	}
	test.Type(fieldNamed(t, w, "What protects the asset meanwhile"), "own segment")
	test.Type(fieldNamed(t, w, "Approved by"), "Dr. Halloran")
	end := fieldNamed(t, w, "Ends on")
	test.Type(end, "18 Dec")
	if !shows(w, "Fri 18 Dec, in 24 days") {
		t.Error("the day is not said in full")
	}
	desk.moveErr = &domain.Error{Kind: domain.Invalid, Code: "approval_unproven", Subject: "Dr. Halloran"}
	press(t, w, "Grant exception")
	if !strings.Contains(strings.Join(textsOf(w), " "), "has a passphrase, and it was not given") {
		t.Error("what the desk refused is not told")
	}
	desk.moveErr = nil
	press(t, w, "Grant exception")
	did(t, desk, "exception by Dr. Halloran, own segment, until 2026-12-18")
	press(t, w, "Undo")
	did(t, desk, `expire [T-118] [a-1] "" when  week false took 0`)
}

func TestBulkByKeyboard(t *testing.T) {
	desk := cedarHollow()
	w, list := openTasks(t, desk)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if !shows(w, "2 tasks selected") {
		t.Fatal("the marked tasks are not counted")
	}
	press(t, w, "Block…")
	test.Type(w.win.Canvas().Focused().(*field), "the window is closed")
	press(t, w, "Block")
	did(t, desk, `block [T-118 T-117] [] "the window is closed" when  week false took 0`)
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if n := len(w.tasks.State().Marked); n != 12 {
		t.Errorf("%d marked", n)
	}
	w.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(w.tasks.State().Marked) != 0 {
		t.Error("Escape leaves the marks")
	}
}

func TestRowMenu(t *testing.T) {
	desk := cedarHollow()
	w, list := openTasks(t, desk)
	list.keyMenu()
	c := w.win.Canvas()
	if got := c.Focused().(*button).label; got != "Start" {
		t.Fatalf("the menu begins with %q", got)
	}
	c.Focused().(*button).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	did(t, desk, `start [T-118] [] "" when  week false took 0`)
	if !shows(w, "work has begun") {
		t.Error("the step is not told")
	}
}

func TestForensicStepsAreRecorded(t *testing.T) {
	desk := cedarHollow()
	w, _ := openTasks(t, desk)
	if !shows(w, "1 h 25 min left") || !shows(w, "desk 17:05") || !shows(w, "policy over on arrival") {
		t.Errorf("both clocks are not told: %q", textsOf(w))
	}
	press(t, w, "Record…")
	test.Type(w.win.Canvas().Focused().(*field), "one host, no way further")
	press(t, w, "Record")
	did(t, desk, `triage T-118 a-PORTAL-01 scope "" "one host, no way further" false`)
}

func TestFailedStepIsToldInTheDetail(t *testing.T) {
	desk := cedarHollow()
	w, _ := openTasks(t, desk)
	desk.moveErr = &domain.Error{Kind: domain.Storage, Op: "write", Subject: "fenceline.db", Err: errors.New("no space left")}
	w.tasks.Begin(screen.ActUnblock, []string{"T-118"}, "", "")
	if !shows(w, "no space left") {
		t.Errorf("the failure is not told: %q", textsOf(w))
	}
}

func TestExceptionOfTheRegisterOpensItsTask(t *testing.T) {
	w, _ := openTasks(t, cedarHollow())
	w.tasks.ShowOnly(screen.TasksExceptions)
	list := w.views[screen.NameTasks].(*tasksView).register
	if got := list.chosen; got != "x-1" || w.tasks.State().Selected != "T-096" {
		t.Errorf("chosen %q", got)
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got := w.tasks.State().Selected; got != "T-104" {
		t.Errorf("the second exception opened %q", got)
	}
	if !shows(w, "Dr. Halloran") || !shows(w, "no plan") {
		t.Error("approver or gap is not told")
	}
}
