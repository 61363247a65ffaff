package ui

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/screen"
	"time"
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

func TestLook(t *testing.T) {
	out := os.Getenv("LOOK")
	if out == "" {
		t.Skip()
	}
	for _, a := range []Appearance{Light, Dark} {
		for _, n := range []screen.Name{screen.NameToday, screen.NameTasks, screen.NameAssets, screen.NameAdvisories, screen.NameFindings, screen.NameReports, screen.NameImports} {
			w := openWindow(t, cedarHollow(), a, 1440, 900)
			w.Go(screen.Route{Screen: n})
			f, _ := os.Create(filepath.Join(out, string(n)+"-"+string(a)+".png"))
			png.Encode(f, w.win.Canvas().Capture())
			f.Close()
		}
	}
}
