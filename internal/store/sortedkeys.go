package store

import (
	"iter"
	"slices"
)

// runLen is how many keys a run of [sortedKeys] holds before it is halved.
const runLen = 256

// sortedKeys is a set of keys in order. It is a list of short runs, so that a
// transaction of ten thousand keys moves a few hundred at each insertion. Keys are put
// in order when somebody asks: many transactions only write.
type sortedKeys struct {
	runs  [][]string // none empty; every key of a run is less than those of the next
	fresh []string   // inserted since
}

// insert adds a key that is not in the set.
func (s *sortedKeys) insert(key string) { s.fresh = append(s.fresh, key) }

// settle puts the fresh keys in order: a few into their runs, many all at once.
func (s *sortedKeys) settle() {
	if len(s.fresh) == 0 {
		return
	}
	if len(s.fresh) <= max(runLen, s.len())/16 {
		for _, key := range s.fresh {
			s.place(key)
		}
		s.fresh = s.fresh[:0]
		return
	}
	all := s.fresh
	s.fresh = nil
	for _, run := range s.runs {
		all = append(all, run...)
	}
	slices.Sort(all)
	s.runs = s.runs[:0]
	for part := range slices.Chunk(all, runLen/2) { // halves leave room for more
		s.runs = append(s.runs, append(make([]string, 0, runLen), part...))
	}
}

// place adds a key to the runs.
func (s *sortedKeys) place(key string) {
	if len(s.runs) == 0 {
		s.runs = [][]string{append(make([]string, 0, runLen), key)}
		return
	}
	at := max(0, s.after(key)-1)
	run := s.runs[at]
	if len(run) == runLen {
		upper := append(make([]string, 0, runLen), run[runLen/2:]...)
		clear(run[runLen/2:])
		run = run[:runLen/2]
		s.runs[at] = run
		s.runs = slices.Insert(s.runs, at+1, upper)
		if key > upper[0] {
			at++
			run = upper
		}
	}
	in, _ := slices.BinarySearch(run, key)
	s.runs[at] = slices.Insert(run, in, key)
}

// after counts the runs that begin at or below key.
func (s *sortedKeys) after(key string) int {
	low, high := 0, len(s.runs)
	for low < high {
		mid := (low + high) / 2
		if s.runs[mid][0] <= key {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// from gives the least key that is not below key.
func (s *sortedKeys) from(key string) (string, bool) {
	s.settle()
	at := s.after(key)
	if at > 0 {
		run := s.runs[at-1]
		if in, _ := slices.BinarySearch(run, key); in < len(run) {
			return run[in], true
		}
	}
	if at == len(s.runs) {
		return "", false
	}
	return s.runs[at][0], true
}

// below gives the greatest key below key; an empty key is above all.
func (s *sortedKeys) below(key string) (string, bool) {
	s.settle()
	at := len(s.runs)
	if key != "" {
		at = s.after(key)
	}
	if at == 0 {
		return "", false
	}
	run := s.runs[at-1]
	in := len(run)
	if key != "" {
		in, _ = slices.BinarySearch(run, key)
	}
	switch {
	case in > 0:
		return run[in-1], true
	case at > 1:
		before := s.runs[at-2]
		return before[len(before)-1], true
	}
	return "", false
}

// len counts the keys.
func (s *sortedKeys) len() int {
	n := len(s.fresh)
	for _, run := range s.runs {
		n += len(run)
	}
	return n
}

// all yields the keys in order.
func (s *sortedKeys) all() iter.Seq[string] {
	s.settle()
	return func(yield func(string) bool) {
		for _, run := range s.runs {
			for _, key := range run {
				if !yield(key) {
					return
				}
			}
		}
	}
}
