package ui

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// The link of a check opens the screen of its evidence, narrowed to what the check counts.
func TestEvidenceOfChecks(t *testing.T) {
	desk := cedarHollow()
	for i := range desk.ready.Checks {
		c := &desk.ready.Checks[i]
		t.Run(string(c.Code), func(t *testing.T) {
			w := open(t, desk, Light, 1280, 720)
			w.assets.Narrow(screen.AssetFilter{Text: "left over"})
			w.tasks.Narrow(screen.TaskFilter{KEV: true})
			w.Go(screen.Route{Screen: screen.NameReadiness})
			w.toEvidence(c)
			if at := w.history.Current(); string(at.Screen) != c.Evidence.Screen {
				t.Fatalf("the link leads to %v, the evidence lies at %v", at, c.Evidence)
			}
			assets, tasks := w.assets.State(), w.tasks.State()
			wrong := false
			switch c.Evidence.ID {
			case domain.OnlyWithoutSoftware:
				wrong = assets.Filter.Inventory == nil || *assets.Filter.Inventory || len(assets.Assets) == 0
			case domain.OnlyExposureOpen:
				wrong = assets.Filter.Exposed == nil || *assets.Filter.Exposed != domain.Unanswered
			case domain.OnlyThings:
				wrong = len(assets.Assets) != len(c.Evidence.Things)
			case domain.OnlyConfirm:
				wrong = assets.Form == nil || assets.Form.Act != screen.AssetConfirm
			case domain.OnlyConfirmYearly:
				wrong = assets.Form == nil || assets.Form.Values[screen.FieldHeld] != string(domain.ConfirmYearly)
			case domain.OnlyOverdue:
				wrong = !tasks.Filter.Overdue || tasks.Shown == 0
			case domain.OnlyWithoutOwner:
				wrong = !tasks.Filter.NoOwner
			case domain.OnlyExceptions:
				wrong = tasks.Show != screen.TasksExceptions
			case "contacts":
				wrong = w.readiness.State().Editing != domain.ContactISAC
			case "quarantine":
				wrong = w.imports.State().Tab != screen.TabQuarantine
			case "keys", "backup", "log", "desk":
				wrong = string(w.settings.State().Section) != c.Evidence.ID
			}
			if wrong {
				t.Errorf("%s: assets %+v, tasks %+v, section %s", c.Evidence.ID, assets.Filter, tasks.Filter, w.settings.State().Section)
			}
			if c.Evidence.Screen == "assets" && c.Evidence.ID == "" && assets.Filter.Text != "" {
				t.Error("what was looked for before still hides assets")
			}
		})
	}
}
