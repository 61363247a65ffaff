package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/screen"
)

func openPlan(t *testing.T, desk *fixture, look Appearance, width, height float32) (*Window, *planBoard) {
	t.Helper()
	w := open(t, desk, look, width, height)
	w.Go(screen.Route{Screen: screen.NamePlan})
	return w, w.views[screen.NamePlan].(*planView).board
}

func TestPlanPictures(t *testing.T) {
	for _, s := range []struct {
		name          string
		desk          *fixture
		look          Appearance
		width, height float32
		then          func(w *Window)
	}{
		{"chosen", cedarHollow(), Light, 1280, 720, func(w *Window) { w.plan.Choose(screen.CardKey{Task: "T-099", Week: "2026-12-07"}) }},
		{"moved-dark", cedarHollow(), Dark, 1440, 900, func(w *Window) { w.plan.Move("T-103", "2026-12-14") }},
		{"windows", cedarHollow(), Light, 1440, 900, func(w *Window) {
			w.plan.Show(screen.PlanWindows)
			w.plan.Open(screen.PlanForm{Field: screen.PlanFieldFreeze})
			f := w.win.Canvas().Focused().(*field)
			f.SetText("some day")
			f.OnSubmitted(f.Text)
		}},
		{"people-dark", cedarHollow(), Dark, 1280, 720, func(w *Window) {
			w.plan.Show(screen.PlanPeople)
			w.plan.Open(screen.PlanForm{Field: screen.PlanFieldCapacity})
		}},
		{"empty", emptyDesk(), Light, 1280, 720, nil},
		{"error", brokenDesk(), Light, 1280, 720, nil},
		{"small", cedarHollow(), Light, 720, 450, nil},
		{"huge", hugeDesk(), Light, 1280, 720, nil},
	} {
		t.Run(s.name, func(t *testing.T) {
			w, _ := openPlan(t, s.desk, s.look, s.width, s.height)
			if s.then != nil {
				s.then(w)
			}
			samePicture(t, "plan-"+s.name+".png", w.win.Canvas().Capture())
		})
	}
}

func did(t *testing.T, desk *fixture, want string) {
	t.Helper()
	if len(desk.done) == 0 || desk.done[len(desk.done)-1] != want {
		t.Errorf("done %q, not %q at the end", desk.done, want)
	}
}

func TestMoveByKeyboard(t *testing.T) {
	desk := cedarHollow()
	w, b := openPlan(t, desk, Light, 1440, 900)
	if w.win.Canvas().Focused() != b {
		t.Fatal("the board does not have the keyboard")
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got := w.plan.State().Chosen.Task; got != "T-117" {
		t.Fatalf("chosen %q", got)
	}
	b.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: fyne.KeyModifierShortcutDefault})
	did(t, desk, "set [T-117] week 2026-11-30 owner  change ")
	if !shows(w, "T-117 moved to the week of 30 Nov–6 Dec") {
		t.Errorf("the move is not told: %q", textsOf(w))
	}
	b.TypedShortcut(&fyne.ShortcutUndo{})
	did(t, desk, "set [T-117] week  owner  change ")
	if !shows(w, "T-117, taken back") {
		t.Error("the undo is not told")
	}
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	did(t, desk, "set [T-117] week  owner  change ")
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := w.history.Current(); got.Screen != screen.NameTasks || got.ID != "T-117" {
		t.Errorf("Enter went to %v", got)
	}
}

func TestMoveByDragging(t *testing.T) {
	desk := cedarHollow()
	_, b := openPlan(t, desk, Light, 1440, 900)
	from := b.cards[0].at.AddXY(10, 10)
	drag := func(to fyne.Position) {
		b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.Delta{DX: to.X - from.X, DY: to.Y - from.Y}})
	}
	drag(from.AddXY(4, 4))
	drag(fyne.NewPos(b.columns[3].x+20, from.Y))
	b.DragEnd()
	did(t, desk, "set [T-118] week 2026-12-14 owner  change ")
	drag(from.AddXY(4, 4))
	b.DragEnd()
	if len(desk.done) != 1 {
		t.Errorf("dropped where it was: %q", desk.done)
	}
}

func TestMoveByMenu(t *testing.T) {
	desk := cedarHollow()
	w, b := openPlan(t, desk, Light, 1440, 900)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	c := w.win.Canvas()
	for range 3 {
		c.Focused().(*button).TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if got := c.Focused().(*button).label; !strings.HasPrefix(got, "7–13 Dec") {
		t.Fatalf("the third week of the menu is %q", got)
	}
	c.Focused().(*button).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	did(t, desk, "set [T-118] week 2026-12-07 owner  change ")
}

func TestPlanSettingsAreTyped(t *testing.T) {
	desk := cedarHollow()
	w, _ := openPlan(t, desk, Light, 1440, 900)
	w.plan.Show(screen.PlanPeople)
	w.plan.Open(screen.PlanForm{Field: screen.PlanFieldCapacity, Who: ""})
	f, ok := w.win.Canvas().Focused().(*field)
	if !ok {
		t.Fatal("the form does not have the keyboard")
	}
	f.SetText("")
	test.Type(f, "much")
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !shows(w, "is no time of work") || len(desk.done) != 0 {
		t.Errorf("nonsense was taken or is not told: %q", desk.done)
	}
	w.plan.SetCapacity("", "7.5")
	did(t, desk, `capacity "" 450 `)
	if w.plan.State().Form.Field != "" || !shows(w, "Everybody else: 7.5 h a week") {
		t.Errorf("the form is open or the deed untold: %q", textsOf(w))
	}
	press(t, w, "Undo")
	did(t, desk, `capacity "" 540 `)
}
