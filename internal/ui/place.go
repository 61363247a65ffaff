package ui

import (
	"encoding/json"

	"fenceline/internal/screen"
)

// Place keeps a few bytes beside a desk from one start of its window to the next.
// The toolkit's preferences will not do: they are written a while after the program
// has ended, or not at all.
type Place interface {
	Read() []byte // nil where nothing was kept
	Write([]byte)
}

// kept is what is remembered.
type kept struct {
	Screen screen.Name `json:"screen"`
	ID     string      `json:"id,omitempty"`
}

// keepPlace remembers where the window is, for its next start on this desk.
func (w *Window) keepPlace() {
	if w.deps.Place == nil {
		return
	}
	at := w.history.Current()
	if text, err := json.Marshal(kept{at.Screen, at.ID}); err == nil {
		w.deps.Place.Write(text)
	}
}

// lastPlace is where the window was when it was closed last: an entry of the rail
// and what was chosen there. Today where nothing is remembered.
func (w *Window) lastPlace() screen.Route {
	var last kept
	if w.deps.Place != nil && json.Unmarshal(w.deps.Place.Read(), &last) == nil {
		for _, item := range railItems() {
			if item.name == last.Screen {
				return screen.Route{Screen: last.Screen, ID: last.ID}
			}
		}
	}
	return screen.Route{Screen: screen.NameToday}
}
