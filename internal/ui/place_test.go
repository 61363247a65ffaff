package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// memory is a place in memory.
type memory struct{ text []byte }

func (m *memory) Read() []byte      { return m.text }
func (m *memory) Write(text []byte) { m.text = text }

func TestTheWindowOpensWhereItWasClosed(t *testing.T) {
	place := &memory{}
	start := func() *Window {
		w := newWindow(test.NewTempApp(t), Deps{Desk: cedarHollow(), Place: place}, direct)
		w.start()
		return w
	}
	w := start()
	if got := w.history.Current(); got.Screen != screen.NameToday {
		t.Fatalf("the first start is on %v", got)
	}
	w.Go(screen.Route{Screen: screen.NameTasks, ID: "T-115"})
	w.keepPlace()
	if got := start().history.Current(); got != (screen.Route{Screen: screen.NameTasks, ID: "T-115"}) {
		t.Errorf("it opens on %v", got)
	}
	w = start()
	w.Go(screen.Route{Screen: screen.NameTasks})
	w.tasks.ShowOnly(screen.TasksClosed)
	w.tasks.SortBy("fix")
	w.tasks.SortBy("fix")
	w.tasks.Narrow(screen.TaskFilter{Overdue: true, Owner: "J.M."})
	w.tasks.Fold(domain.Tier14Days)
	unanswered := domain.Unanswered
	w.assets.Narrow(screen.AssetFilter{Exposed: &unanswered})
	w.assets.SortBy("open")
	w.findings.ShowOnly(domain.CannotTell)
	w.advisories.Find("vendor:apache")
	w.views[screen.NameTasks].(*tasksView).all.moved(0.375)
	w.win.Resize(fyne.NewSize(1300, 777))
	w.keepPlace()
	again := start()
	before, after := w.tasks.State(), again.tasks.State()
	if after.Show != before.Show || after.Sort != before.Sort || after.Filter != before.Filter || !again.tasks.Keep().Filter.Overdue || len(again.tasks.Keep().Folded) != 1 {
		t.Errorf("the tasks were left as %+v and are %+v", w.tasks.Keep(), again.tasks.Keep())
	}
	if a := again.assets.State(); a.Sort.Column != "open" || a.Filter.Exposed == nil || *a.Filter.Exposed != domain.Unanswered {
		t.Errorf("the assets are %+v", again.assets.Keep())
	}
	if again.findings.State().Verdict != domain.CannotTell || again.advisories.State().Query != "vendor:apache" {
		t.Errorf("findings %q, advisories %q", again.findings.State().Verdict, again.advisories.State().Query)
	}
	if again.view(screen.NameTasks).(*tasksView).all.share != 0.375 || again.size != fyne.NewSize(1300, 777) {
		t.Errorf("the window is %v, the list has %v of it", again.size, again.splits)
	}
	for name, text := range map[string]string{"a place that is no more": `{"screen":"attic"}`, "a search": `{"screen":"search","id":"x"}`, "what nobody can read": `{"scr`, "sizes that cannot be": `{"screen":"today","width":-5,"height":1e9,"splits":{"tasks":7},"lists":{"tasks":{"show":99}}}`} {
		place.text = []byte(text)
		if got := start().history.Current(); got != (screen.Route{Screen: screen.NameToday}) {
			t.Errorf("%s: it opens on %v", name, got)
		}
	}
}
