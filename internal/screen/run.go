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
type turn int

// ask asks one question and hands the answer on, unless a newer question of the
// same kind was asked meanwhile.
func ask[T any](run Run, newest *turn, question func(context.Context) (T, error), answer func(T, error)) {
	*newest++
	mine := *newest
	run(func(ctx context.Context, post func(func())) {
		value, err := question(ctx)
		post(func() {
			if *newest == mine {
				answer(value, err)
			}
		})
	})
}
