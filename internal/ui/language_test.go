package ui

import (
	"testing"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// TestLanguageIsRemembered chooses a language in the settings: the window speaks it
// at once, and the next one from its first frame.
func TestLanguageIsRemembered(t *testing.T) {
	defer words.Use(words.English)
	w := open(t, cedarHollow(), Light, 1280, 720)
	w.Go(screen.Route{Screen: screen.NameTasks, ID: "T-112"})
	if !shows(w, "Tasks") || shows(w, "Tareas") {
		t.Fatal("the window does not begin in English")
	}
	w.Speak(words.Spanish)
	if !shows(w, "Tareas") || !shows(w, "Ajustes") || shows(w, "Settings") {
		t.Error("the window does not speak Spanish")
	}
	if got := w.tasks.State().Selected; got != "T-112" {
		t.Errorf("the choice was lost: %q", got)
	}
	if got := w.app.Preferences().String(prefLanguage); got != "es" {
		t.Errorf("remembered %q", got)
	}
	w.Speak("")
	if words.Speaking() != words.English || !shows(w, "Settings") {
		t.Error("the system's language does not come back")
	}
}

// TestSpanishPictures draws every screen in Spanish, whose sentences are longer.
func TestSpanishPictures(t *testing.T) {
	words.Use(words.Spanish)
	defer words.Use(words.English)
	for _, name := range everyScreen() {
		t.Run(string(name), func(t *testing.T) {
			w := open(t, cedarHollow(), Light, 1280, 720)
			w.Go(screen.Route{Screen: name})
			samePicture(t, string(name)+"-spanish.png", w.win.Canvas().Capture())
		})
	}
	t.Run("empty", func(t *testing.T) {
		w := open(t, emptyDesk(), Light, 1280, 720)
		samePicture(t, "today-spanish-empty.png", w.win.Canvas().Capture())
	})
	t.Run("shortcuts", func(t *testing.T) {
		w := open(t, cedarHollow(), Light, 1280, 720)
		w.openKeySheet()
		samePicture(t, "today-spanish-shortcuts.png", w.win.Canvas().Capture())
	})
}
