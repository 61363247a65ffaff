package ui

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
)

// runner starts the screens' work on goroutines of its own and brings results
// back to the drawing goroutine.
type runner struct {
	ctx  context.Context
	stop context.CancelFunc
	open sync.WaitGroup
}

func newRunner() *runner {
	r := &runner{}
	r.ctx, r.stop = context.WithCancel(context.Background())
	return r
}

// run implements [screen.Run].
func (r *runner) run(work func(context.Context, func(func()))) {
	r.open.Add(1)
	go func() {
		defer r.open.Done()
		work(r.ctx, func(f func()) {
			if r.ctx.Err() == nil {
				fyne.Do(f)
			}
		})
	}()
}

// end cancels all work and waits until it has stopped.
func (r *runner) end() {
	r.stop()
	r.open.Wait()
}

var _ screen.Run = (*runner)(nil).run
