package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

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
	for name, text := range map[string]string{"a place that is no more": `{"screen":"attic"}`, "a search": `{"screen":"search","id":"x"}`, "what nobody can read": `{"scr`} {
		place.text = []byte(text)
		if got := start().history.Current(); got != (screen.Route{Screen: screen.NameToday}) {
			t.Errorf("%s: it opens on %v", name, got)
		}
	}
}
