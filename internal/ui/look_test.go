package ui

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/screen"
)

func direct(work func(context.Context, func(func()))) {
	work(context.Background(), func(f func()) { f() })
}

func openWindow(t *testing.T, desk screen.Source, a Appearance, width, height float32) *Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Preferences().SetString(prefAppearance, string(a))
	w := newWindow(app, Deps{Desk: desk, Now: func() time.Time { return now }, AddAsset: func(context.Context, string, string) (string, error) { return "a-new", nil }}, direct)
	w.win.Resize(fyne.NewSize(width, height))
	w.start()
	return w
}

func shot(w *Window, out, name string) {
	f, _ := os.Create(filepath.Join(out, name+".png"))
	png.Encode(f, w.win.Canvas().Capture())
	f.Close()
}

var all = []screen.Name{screen.NameToday, screen.NameTasks, screen.NameAssets, screen.NameAdvisories, screen.NameFindings, screen.NameReports, screen.NameImports}

func TestLook(t *testing.T) {
	out := os.Getenv("LOOK")
	if out == "" {
		t.Skip()
	}
	for _, a := range []Appearance{Light, Dark} {
		for _, n := range all {
			w := openWindow(t, cedarHollow(), a, 1440, 900)
			w.Go(screen.Route{Screen: n})
			shot(w, out, string(n)+"-"+string(a))
		}
	}
}

func TestLook2(t *testing.T) {
	out := os.Getenv("LOOK")
	if out == "" {
		t.Skip()
	}
	for name, desk := range map[string]*fixture{"empty": emptyDesk(), "broken": brokenDesk(), "huge": hugeDesk()} {
		for _, n := range all {
			w := openWindow(t, desk, Light, 1280, 720)
			w.Go(screen.Route{Screen: n})
			shot(w, out, name+"-"+string(n))
		}
	}
	w := openWindow(t, cedarHollow(), Light, 960, 600)
	for _, n := range all {
		w.Go(screen.Route{Screen: n})
		shot(w, out, "small-"+string(n))
	}
}
