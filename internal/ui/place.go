package ui

import (
	"encoding/json"

	"fyne.io/fyne/v2"

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
	Screen  screen.Name             `json:"screen"`
	ID      string                  `json:"id,omitempty"`
	Lists   screen.Kept             `json:"lists,omitzero"`
	Splits  map[screen.Name]float32 `json:"splits,omitempty"`  // the list's share of a screen's width
	Columns map[string]columnsKept  `json:"columns,omitempty"` // by the name of the list
	Width   float32                 `json:"width,omitzero"`
	Height  float32                 `json:"height,omitzero"`
}

// keepPlace remembers where the window is, for its next start on this desk.
func (w *Window) keepPlace() {
	if w.deps.Place == nil {
		return
	}
	at, size := w.history.Current(), w.win.Canvas().Size()
	last := kept{Screen: at.Screen, ID: at.ID, Splits: w.splits, Columns: w.columns, Width: size.Width, Height: size.Height}
	last.Lists = screen.Kept{Tasks: w.tasks.Keep(), Assets: w.assets.Keep(), Advisories: w.advisories.Keep(), Verdict: w.findings.Keep()}
	if text, err := json.Marshal(last); err == nil {
		w.deps.Place.Write(text)
	}
}

// readPlace is what is remembered; the zero value where that is nothing, or is not
// to be read.
func (w *Window) readPlace() kept {
	var last kept
	if w.deps.Place == nil || json.Unmarshal(w.deps.Place.Read(), &last) != nil {
		return kept{}
	}
	return last
}

// asLeft gives the window the size, the lists and the widths it was left with.
func (w *Window) asLeft(last *kept) {
	w.splits, w.columns = map[screen.Name]float32{}, map[string]columnsKept{}
	for name, kept := range last.Columns {
		w.columns[name] = kept
	}
	for name, share := range last.Splits {
		if share > 0 && share < 1 {
			w.splits[name] = share
		}
	}
	w.size = usualSize
	if last.Width >= smallWindowWide && last.Width < 20_000 && last.Height >= smallWindowHigh && last.Height < 20_000 {
		w.size = fyne.NewSize(last.Width, last.Height)
	}
	w.tasks.Restore(last.Lists.Tasks)
	w.assets.Restore(last.Lists.Assets)
	w.advisories.Restore(last.Lists.Advisories)
	w.findings.Restore(last.Lists.Verdict)
	w.begin = screen.Route{Screen: screen.NameToday}
	for _, item := range railItems() {
		if item.name == last.Screen {
			w.begin = screen.Route{Screen: last.Screen, ID: last.ID}
		}
	}
}
