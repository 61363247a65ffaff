package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// BenchmarkStart builds the window as it is seen first.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		w := New(test.NewApp(), Deps{Desk: &fixture{}})
		w.start()
		w.win.Canvas().Capture()
	}
}
