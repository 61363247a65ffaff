package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// pick presses the last choice of the word in sight: a list's own choices stand
// before those of a form.
func pick(t *testing.T, w *Window, word string) {
	t.Helper()
	var found *segmentButton
	walk(w.root, fyne.Position{}, 0, 1e6, func(o fyne.CanvasObject, _ fyne.Position, _, _ float32) {
		if s, ok := o.(*segmentButton); ok && s.c.word == word {
			found = s
		}
	})
	if found == nil {
		t.Fatalf("no choice %q in sight", word)
	}
	test.Tap(found)
}

func TestDecideAtAFinding(t *testing.T) {
	f := decidedDesk()
	w := open(t, f, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameFindings})
	w.findings.Select("f-04")
	press(t, w, "Decide…")
	pick(t, w, "Affected")
	fieldNamed(t, w, "What to do about it").SetText("keep port 104 closed")
	fieldNamed(t, w, "Reason").SetText("tried on the bench")
	pick(t, w, "Every asset")
	press(t, w, "Decide")
	said := strings.Join(f.done, "\n")
	for _, want := range []string{"CVE-2026-48210", "OpenSSL", "Everywhere:true", "Status:affected", "keep port 104 closed", "tried on the bench"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q was not asked for in %s", want, said)
		}
	}
	if !shows(w, "Own decision V-4 made; what it covers was judged anew") || shows(w, "What you found out") {
		t.Error("nothing is told of the decision, or its form is still there")
	}
}

func TestARefusedDecisionKeepsWhatWasTyped(t *testing.T) {
	f := decidedDesk()
	f.moveErr = &domain.Error{Kind: domain.Untrusted, Op: "decide", Code: "role_missing", Params: domain.Params{"name": "J.M.", "role": "approve"}}
	w := open(t, f, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameFindings})
	w.findings.Select("f-04")
	press(t, w, "Decide…")
	pick(t, w, "Fixed")
	fieldNamed(t, w, "Reason").SetText("built here with the patch")
	press(t, w, "Decide")
	if fieldNamed(t, w, "Reason").Text != "built here with the patch" || !shows(w, "What you found out") {
		t.Error("what was typed is lost")
	}
	if w.decisions.State().Form.Errs[""] == nil {
		t.Error("the refusal is not told")
	}
}

func TestDecideAtATask(t *testing.T) {
	f := decidedDesk()
	w, _ := openTasks(t, f)
	d := w.tasks.State().Detail
	w.decideTask(d, d.Vulnerabilities[0])
	if !shows(w, "What you found out") {
		t.Fatal("the form is not in the detail of the task")
	}
	pick(t, w, "Looking into it")
	fieldNamed(t, w, "Reason").SetText("asked the vendor")
	press(t, w, "Decide")
	said := strings.Join(f.done, "\n")
	if !strings.Contains(said, d.Vulnerabilities[0]) || !strings.Contains(said, "Status:under_investigation") || !strings.Contains(said, d.Targets[0].Asset) {
		t.Errorf("asked %s", said)
	}
}

func TestOwnDecisionsAreReachedAndTakenBack(t *testing.T) {
	f := decidedDesk()
	w := open(t, f, Dark, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameFindings})
	press(t, w, "Own decisions: 2")
	if !shows(w, "In force, review 3 Nov 2027.") || shows(w, "All 2,159") {
		t.Error("the decisions are not in the place of the findings")
	}
	press(t, w, "Take back…")
	fieldNamed(t, w, "Reason").SetText("needed again")
	press(t, w, "Take back")
	if len(f.done) != 1 || f.done[0] != `undo V-3 "needed again"` {
		t.Errorf("done %q", f.done)
	}
	w.decisions.Show(false, "")
	if !shows(w, "Cannot tell") {
		t.Error("the way back leads nowhere")
	}
}

func TestAnExportWithoutAnAuthorLeadsToTheSettings(t *testing.T) {
	f := decidedDesk()
	f.moveErr = &domain.Error{Kind: domain.Invalid, Op: "export vex", Code: "vex_no_author"}
	w := open(t, f, Light, 1280, 720)
	w.toDecision("")
	press(t, w, "Export…")
	w.decisions.Write("/media/usb/own.json")
	press(t, w, "Name and website of the operator")
	if w.history.Current().Screen != screen.NameSettings || w.settings.State().Section != screen.SectionDesk {
		t.Errorf("it leads to %+v", w.history.Current())
	}
}
