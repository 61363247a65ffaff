package assess

import (
	"slices"
	"time"
)

// duty is the instant from which the desk has held the forensic duty without a
// break: of the instants at which something came in, the first from which on every
// one gives the forensic tier.
func (r *replay) duty() time.Time {
	start := r.in.firstHeld()
	instants := []time.Time{start}
	for fact := range r.lines {
		for _, e := range r.lines[fact] {
			if e.known.At.After(start) && e.day <= r.now {
				instants = append(instants, e.known.At)
			}
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	out := instants[len(instants)-1]
	for _, at := range slices.Backward(instants) {
		if _, forensic := r.in.Rules.tiers[r.in.Rules.of(r.at(at), r.in.Missing).tier].Plain(); !forensic {
			break
		}
		out = at
	}
	return out
}

// at gives the answers as the desk knew them at an instant.
func (r *replay) at(instant time.Time) answers {
	until := *r
	for fact, line := range r.lines {
		n := 0
		for n < len(line) && !line[n].known.At.After(instant) {
			n++
		}
		until.lines[fact] = line[:n]
	}
	return until.on(r.now)
}
