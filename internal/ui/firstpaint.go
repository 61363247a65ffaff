package ui

import (
	"context"
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// onFirstPaint gives a clear picture that runs f, once, as soon as the window is
// painted with it for the first time. What the window asks of the desk waits for
// that: reading a large desk on all cores would hold up the first frame.
func (w *Window) onFirstPaint(f func()) fyne.CanvasObject {
	var once sync.Once
	return canvas.NewRaster(func(int, int) image.Image {
		once.Do(func() { w.run(func(_ context.Context, do func(func())) { do(f) }) })
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	})
}
