package screen

import "context"

// Run starts work away from the drawing goroutine. The context ends with the
// window. post hands a function to the drawing goroutine; functions are called
// in the order they were posted.
type Run func(work func(ctx context.Context, post func(func())))

// Stage says how far a state's data is.
type Stage int

// Stages of data.
const (
	Loading Stage = iota // asked for the first time, nothing to show yet
	Ready
	Failed // Err says why; what was there before is still shown
)

// turn counts questions of one kind, so that only the newest answer counts.
type turn struct {
	n    int
	stop context.CancelFunc // of the newest question that may be given up; nil for none
}

// pass makes every answer that is on its way one too late.
func (t *turn) pass() { t.n++ }

// ask asks one question and hands the answer on, unless a newer question of the
// same kind was asked meanwhile: that gives the older one up. So questions of one who
// is quicker than the desk do not pile up.
func ask[T any](run Run, newest *turn, question func(context.Context) (T, error), answer func(T, error)) {
	ctx, stop := context.WithCancel(context.Background())
	newest.begin(stop)
	answered(run, newest, func(window context.Context) (T, error) {
		defer stop()
		defer context.AfterFunc(window, stop)()
		return question(ctx)
	}, answer)
}

// order is [ask] for what changes something: a newer question gives up the answer,
// but never the work.
func order[T any](run Run, newest *turn, work func(context.Context) (T, error), answer func(T, error)) {
	newest.begin(nil)
	answered(run, newest, work, answer)
}

func (t *turn) begin(stop context.CancelFunc) {
	if t.stop != nil {
		t.stop()
	}
	t.n, t.stop = t.n+1, stop
}

func answered[T any](run Run, newest *turn, work func(context.Context) (T, error), answer func(T, error)) {
	mine := newest.n
	run(func(ctx context.Context, post func(func())) {
		value, err := work(ctx)
		post(func() {
			if newest.n == mine {
				answer(value, err)
			}
		})
	})
}
