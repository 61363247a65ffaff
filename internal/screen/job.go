package screen

import (
	"sync"
	"time"

	"fenceline/internal/domain"
)

// reportEvery is the least time between two reports of progress.
const reportEvery = 60 * time.Millisecond

// Job is long work that is running.
type Job struct {
	Name     string // the file or folder, or "" for the sample
	Sample   bool
	Renew    bool // what an older program derived is brought up to date
	SBOM     bool
	Intake   bool // a list or inventories are read, or written
	Dry      bool // nothing is written by it
	Scan     bool // this computer, or a folder of it, is looked through
	Progress domain.Progress
	Rate     float64       // per second of Progress.Done in this stage; 0 while not known
	Left     time.Duration // until the stage ends; 0 while not known
	Stopping bool          // cancel was asked for
}

// at is the job a step further on. A state that was handed out keeps the job it had.
func (j *Job) at(p domain.Progress, rate float64, left time.Duration) *Job {
	next := *j
	next.Progress, next.Rate, next.Left = p, rate, left
	return &next
}

// halted is the job once its end was asked for.
func (j *Job) halted() *Job {
	next := *j
	next.Stopping = true
	return &next
}

// reporter hands progress on with its pace, a few times a second at most: drawing
// it must not cost more than the work.
func reporter(now func() time.Time, post func(func()), advance func(domain.Progress, float64, time.Duration)) func(domain.Progress) {
	var guard sync.Mutex
	started, told := now(), time.Time{}
	stage := domain.Code("")
	return func(p domain.Progress) {
		guard.Lock()
		defer guard.Unlock()
		at := now()
		switch {
		case p.Stage != stage:
			started, stage = at, p.Stage
		case at.Sub(told) < reportEvery && p.Done != p.Total:
			return
		}
		told = at
		rate, left := pace(p, at.Sub(started))
		post(func() { advance(p, rate, left) })
	}
}

// pace gives the rate per second and the time left, zero while too little is
// known.
func pace(p domain.Progress, elapsed time.Duration) (rate float64, left time.Duration) {
	if p.Done <= 0 || elapsed < 500*time.Millisecond {
		return 0, 0
	}
	rate = float64(p.Done) / elapsed.Seconds()
	if p.Total > p.Done {
		left = time.Duration(float64(p.Total-p.Done) / rate * float64(time.Second))
	}
	return rate, left
}
