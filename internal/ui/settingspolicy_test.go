package ui

import (
	"errors"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

func TestARefusedTableSaysWhereAndKeepsWhatWasTyped(t *testing.T) {
	f := ownTables()
	f.moveErr = &domain.Error{Kind: domain.Invalid, Op: "import policy", Subject: "/media/usb/ours.csv", Place: "line 7", Code: "policy_unusable", Err: errors.New("the row is there twice")}
	w := open(t, f, Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameSettings, ID: "policy"})
	press(t, w, "Take in a table…")
	fieldNamed(t, w, "Name").SetText("ours")
	w.settings.TakeTable("/media/usb/ours.csv", "ours", "2")
	if !shows(w, "line 7") || !shows(w, "the row is there") || shows(w, "fenceline policy") {
		t.Errorf("the refusal reads %q", textsOf(w))
	}
	if fieldNamed(t, w, "Name").Text != "ours" {
		t.Error("what was typed is lost")
	}
}

func TestEveryRowOfATableIsThere(t *testing.T) {
	w := open(t, ownTables(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameSettings, ID: "policy"})
	for _, p := range domain.Policies() {
		w.settings.ShowTable(p.Name)
		v := w.views[screen.NameSettings].(*settingsView)
		if v.parts == nil || len(v.parts.rows) != len(p.Rows) {
			t.Fatalf("%s has %d rows", p.Name, len(p.Rows))
		}
		for i, row := range p.Rows {
			for j, value := range row {
				if got := v.parts.rows[i].cells[j+1].text; got != value {
					t.Errorf("%s, row %d, column %d: %q, not %q", p.Name, i, j, got, value)
				}
			}
		}
	}
	press(t, w, "Policy")
	if w.settings.State().Table != "" || !shows(w, "Groups of assets") {
		t.Error("the way back leads nowhere")
	}
}
