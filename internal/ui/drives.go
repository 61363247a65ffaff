package ui

import (
	"context"
	"slices"
	"time"

	"fenceline/internal/domain"
)

// driveEvery is how often the system is asked for removable media: it costs a tenth
// of a millisecond, and a person who plugs one in waits no longer than that.
const driveEvery = 3 * time.Second

// watchDrives tells the screen of imports which media are plugged in, whenever that
// has changed.
func (w *Window) watchDrives(ctx context.Context, post func(func())) {
	tick := time.NewTicker(driveEvery)
	defer tick.Stop()
	var last []domain.Drive
	for first := true; ; first = false {
		now, err := w.deps.Desk.Drives(ctx)
		if err == nil && (first || !slices.Equal(now, last)) { // a system that does not tell has none
			last = now
			post(func() { w.imports.Plugged(now) })
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
