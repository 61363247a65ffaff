package ui

import (
	"context"
	"image"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// toScreen is how long a painted frame may take to the screen where the processor
// draws it: three frames.
const toScreen = 50 * time.Millisecond

// onFirstPaint gives a clear picture that runs f, once, when the window has been
// painted with it for the first time. What the window asks of the desk waits for
// that: reading a large desk on all cores would hold up the first frame.
func (w *Window) onFirstPaint(f func()) fyne.CanvasObject {
	var once sync.Once
	return canvas.NewRaster(func(int, int) image.Image {
		once.Do(func() { w.run(later(toScreen, f)) })
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	})
}

// later is work that does nothing but f, after a while.
func later(after time.Duration, f func()) func(context.Context, func(func())) {
	return func(ctx context.Context, do func(func())) {
		select {
		case <-time.After(after):
			do(f)
		case <-ctx.Done():
		}
	}
}
