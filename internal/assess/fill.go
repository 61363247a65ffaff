package assess

import (
	"cmp"
	"slices"
)

// byHand puts what people moved where they moved it, also where that is more than
// the week holds: in a window of that week where there is one that fits, else in
// any of them, else in the week itself.
func (s *scheduler) byHand() {
	for _, j := range s.order {
		monday := s.in.Jobs[j].Week
		if monday == "" {
			continue
		}
		week := monday.Sub(s.in.From.Monday()) / 7
		week = min(max(week, 0), s.in.Weeks-1) // a week that is over has become this one
		slot := s.weekSlots[week]
		found := false
		for _, place := range s.places[j] {
			if s.slots[place].Week != week || found && !s.fits(j, place) {
				continue
			}
			if !found || !s.fits(j, slot) {
				slot, found = place, true
			}
		}
		s.put(j, slot)
	}
}

// commit gives a job the least lateness that the jobs before it leave. It keeps
// clear of the front, which others may need more: within its lateness it takes a
// slot where its asset restarts anyway, else the last one.
func (s *scheduler) commit(job int) {
	j := &s.in.Jobs[job]
	places := slices.DeleteFunc(slices.Clone(s.places[job]), func(place int) bool { return !s.everFits(j, place) })
	for from := 0; from < len(places); {
		bound := s.late(j, places[from])
		to := from
		for to < len(places) && s.late(j, places[to]) <= bound {
			to++
		}
		if slot, ok := s.room(job, places[from:to]); ok {
			s.put(job, slot)
		} else if !s.search(job, bound) {
			from = to
			continue
		}
		s.bound[job] = bound
		s.committed = append(s.committed, job)
		return
	}
}

// room finds a slot that fits as things stand.
func (s *scheduler) room(job int, places []int) (slot int, ok bool) {
	j := &s.in.Jobs[job]
	slot = -1
	for _, place := range slices.Backward(places) {
		if !s.fits(job, place) {
			continue
		}
		if j.Restart && s.outages[outage{j.Asset, j.Who, place}] > 0 {
			return place, true
		}
		if slot < 0 {
			slot = place
		}
	}
	return slot, slot >= 0
}

// search looks for any way to have the job within the bound and all before it
// within theirs: first by moving one of them aside, then, among few jobs, by
// trying everything.
func (s *scheduler) search(job, bound int) bool {
	if s.in.Search == 0 || s.left <= 0 {
		return false
	}
	if s.aside(job, bound) {
		return true
	}
	if len(s.committed) >= searchJobs {
		return false
	}
	was := slices.Clone(s.at)
	s.bound[job] = bound
	all := append(slices.Clone(s.committed), job)
	for _, j := range s.committed {
		s.take(j)
	}
	options := make(map[int][]int, len(all))
	for _, j := range all {
		for _, place := range s.places[j] {
			if s.late(&s.in.Jobs[j], place) <= s.bound[j] {
				options[j] = append(options[j], place)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(options[a]), len(options[b])), cmp.Compare(s.in.Jobs[b].Minutes, s.in.Jobs[a].Minutes))
	})
	steps := min(s.in.Search, s.left)
	before := steps
	found := s.tryAll(all, options, &steps)
	s.left -= before - steps
	if !found {
		for _, j := range s.committed {
			s.put(j, was[j])
		}
	}
	return found
}

// tryAll places the jobs in turn and takes back what leads nowhere.
func (s *scheduler) tryAll(jobs []int, options map[int][]int, steps *int) bool {
	if len(jobs) == 0 {
		return true
	}
	for _, place := range slices.Backward(options[jobs[0]]) {
		if *steps--; *steps < 0 {
			return false
		}
		if !s.fits(jobs[0], place) {
			continue
		}
		s.put(jobs[0], place)
		if s.tryAll(jobs[1:], options, steps) {
			return true
		}
		s.take(jobs[0])
	}
	return false
}

// aside makes room by moving one earlier job to another slot within its bound.
func (s *scheduler) aside(job, bound int) bool {
	j := &s.in.Jobs[job]
	for _, place := range s.places[job] {
		if s.late(j, place) > bound || !s.everFits(j, place) {
			continue
		}
		week := s.slots[place].Week
		for _, other := range slices.Backward(s.committed) {
			o := &s.in.Jobs[other]
			from := s.at[other]
			if s.left--; s.left <= 0 {
				return false
			}
			if from != place && (o.Who != j.Who || s.slots[from].Week != week) {
				continue
			}
			s.take(other)
			if s.fits(job, place) {
				s.put(job, place)
				for _, to := range slices.Backward(s.places[other]) {
					if s.late(o, to) <= s.bound[other] && s.fits(other, to) {
						s.put(other, to)
						return true
					}
				}
				s.take(job)
			}
			s.put(other, from)
		}
	}
	return false
}

// drawForward moves everything as far to the front as it fits, the most urgent
// first; jobs that share an outage go together, and a single one may change places
// with something less urgent that can wait. Nothing comes later than its bound.
func (s *scheduler) drawForward() {
	s.left = swapTotal
	there := map[int][]int{} // jobs by slot, by urgency
	for _, j := range s.order {
		if s.at[j] >= 0 {
			there[s.at[j]] = append(there[s.at[j]], j)
		}
	}
	done := make([]bool, len(s.in.Jobs))
	for _, j := range s.order {
		if done[j] || s.at[j] < 0 || s.in.Jobs[j].Week != "" {
			continue
		}
		together := s.sharing(j, there[s.at[j]])
		if slices.ContainsFunc(together, func(o int) bool { return s.in.Jobs[o].Week != "" }) {
			continue // an outage that a person put there stays whole
		}
		was := s.at[j]
		if s.forward(together); len(together) == 1 {
			s.exchange(j, there, done)
		}
		for _, o := range together {
			done[o] = true
			relist(there, o, was, s.at[o])
		}
	}
}

// sharing are the jobs of a slot that share a job's outage, itself among them.
func (s *scheduler) sharing(job int, there []int) []int {
	j := &s.in.Jobs[job]
	if !j.Restart {
		return []int{job}
	}
	return slices.DeleteFunc(slices.Clone(there), func(o int) bool {
		other := &s.in.Jobs[o]
		return !other.Restart || other.Asset != j.Asset || other.Who != j.Who
	})
}

// relist keeps the lists of who is where, each by urgency as far as it matters:
// what is moved is done and gives way to nobody.
func relist(there map[int][]int, job, from, to int) {
	if from == to {
		return
	}
	there[from] = slices.DeleteFunc(there[from], func(o int) bool { return o == job })
	there[to] = append(there[to], job)
}

// exchange brings a job to an earlier slot by moving one less urgent job from
// there to where it is within its bound.
func (s *scheduler) exchange(job int, there map[int][]int, done []bool) {
	now := s.at[job]
	for _, place := range s.places[job] {
		if place >= now {
			return
		}
		for _, other := range slices.Backward(there[place]) {
			if s.left--; s.left <= 0 {
				return
			}
			if done[other] || s.in.Jobs[other].Week != "" || s.in.Jobs[other].Who != s.in.Jobs[job].Who || len(s.sharing(other, there[place])) > 1 {
				continue
			}
			if to, ok := s.swap(job, other, place); ok {
				relist(there, other, place, to)
				return
			}
		}
	}
}

// swap puts the job in the place of another one, and that one in the first place
// behind it that its bound allows; where that does not go, nothing changes.
func (s *scheduler) swap(job, other, place int) (to int, ok bool) {
	now := s.at[job]
	s.take(job)
	s.take(other)
	if s.fits(job, place) {
		s.put(job, place)
		for _, to := range s.places[other] {
			s.left--
			if to > place && s.late(&s.in.Jobs[other], to) <= s.bound[other] && s.fits(other, to) {
				s.put(other, to)
				return to, true
			}
		}
		s.take(job)
	}
	s.put(other, place)
	s.put(job, now)
	return 0, false
}

// forward moves jobs of one slot together to the first slot that holds them all.
func (s *scheduler) forward(jobs []int) {
	now := s.at[jobs[0]]
	for _, j := range jobs {
		s.take(j)
	}
	for _, place := range s.places[jobs[0]] {
		if place >= now {
			break
		}
		moved := 0
		for _, j := range jobs {
			if !slices.Contains(s.places[j], place) || !s.fits(j, place) {
				break
			}
			s.put(j, place)
			moved++
		}
		if moved == len(jobs) {
			return
		}
		for _, j := range jobs[:moved] {
			s.take(j)
		}
	}
	for _, j := range jobs {
		s.put(j, now)
	}
}
