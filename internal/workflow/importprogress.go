package workflow

import (
	"time"

	"fenceline/internal/domain"
)

// tick is how often an import says how far it is: ten times a second.
const tick = 100 * time.Millisecond

// show tells how far the reading is, where it was not told just now.
func (run *importRun) show(file string) {
	if now := time.Now(); now.Sub(run.shown) > tick {
		run.shown = now
		run.tell(file)
	}
}

func (run *importRun) tell(file string) {
	run.progress(domain.Progress{Stage: "read", Done: run.read, Total: max(run.total, run.read), Name: file})
}

// telling runs work and calls tell every now and then until it is done: whoever waits
// for a large transaction sees that something goes on. Both are called one at a time.
func telling(every <-chan time.Time, tell func(), work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	for {
		select {
		case err := <-done:
			return err
		case <-every:
			tell()
		}
	}
}
