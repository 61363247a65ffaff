package ui

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

func TestIntakePictures(t *testing.T) {
	for _, s := range []struct {
		name          string
		desk          *fixture
		look          Appearance
		width, height float32
		at            screen.Name
		then          func(w *Window)
	}{
		{"list", cedarHollow(), Light, 1280, 720, screen.NameIntake, func(w *Window) { w.preview(domain.GuessAssets, "/media/usb/computers.csv") }},
		{"machines", cedarHollow(), Dark, 1280, 720, screen.NameIntake, func(w *Window) { w.preview(domain.GuessMachines, "/media/usb/lists") }},
		{"asked", cedarHollow(), Light, 1280, 720, screen.NameIntake, func(w *Window) {
			w.preview(domain.GuessMachines, "/media/usb/lists")
			w.views[screen.NameIntake].(*intakeView).chosen("2unnamed.cdx.json")
		}},
		{"given-dark", cedarHollow(), Dark, 1280, 720, screen.NameIntake, func(w *Window) {
			w.preview(domain.GuessMachines, "/media/usb/lists")
			w.intake.Choose("unnamed.cdx.json")
			w.intake.Assign("a-LAB-IF-01")
		}},
		{"rules", cedarHollow(), Light, 1280, 720, screen.NameSettings, func(w *Window) { w.settings.Open("machines") }},
		{"rules-none-dark", emptyDesk(), Dark, 1280, 720, screen.NameSettings, func(w *Window) { w.settings.Open("machines") }},
		{"scanned", cedarHollow(), Dark, 1440, 900, screen.NameScan, func(w *Window) {
			w.scan.Set(func(f *screen.ScanForm) { f.This, f.Folder, f.Asset = false, "/srv/portal", "a-PORTAL-01" })
			w.scan.Start()
		}},
		{"folder", cedarHollow(), Light, 1280, 720, screen.NameScan, func(w *Window) {
			w.scan.Set(func(f *screen.ScanForm) { f.This = false })
			w.scan.Start()
		}},
		{"this-dark", cedarHollow(), Dark, 1280, 720, screen.NameScan, nil},
	} {
		t.Run(s.name, func(t *testing.T) {
			w := open(t, s.desk, s.look, s.width, s.height)
			w.Go(screen.Route{Screen: s.at})
			if s.then != nil {
				s.then(w)
			}
			samePicture(t, string(s.at)+"-"+s.name+".png", w.win.Canvas().Capture())
		})
	}
}
