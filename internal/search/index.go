package search

import "slices"

// Index is a list of segments. It keeps the columns it has read, so hold on to it
// while its segments stay the same; its methods may run side by side.
type Index struct{ segments []*segment }

// New is the index of the segments that the heads describe. Segments that before
// has, in the same state, keep their columns; before may be nil.
func New(heads []Head, before *Index) *Index {
	x := &Index{}
	for _, head := range heads {
		s := newSegment(head)
		if before != nil {
			for _, old := range before.segments {
				if old.head.Number == head.Number && old.head.Docs == head.Docs {
					old.mu.Lock()
					for c, v := range old.texts {
						s.texts[c] = v
					}
					for c, v := range old.numbers {
						s.numbers[c] = v
					}
					old.mu.Unlock()
				}
			}
		}
		x.segments = append(x.segments, s)
	}
	return x
}

// Len is how many documents there are, without those struck.
func (x *Index) Len() int {
	n := 0
	for _, s := range x.segments {
		n += s.head.Docs - len(s.struck)
	}
	return n
}

// Places gives each key's segment and place there.
func (x *Index) Places(src Blocks) (map[string]Place, error) {
	out := make(map[string]Place, x.Len())
	for i, s := range x.segments {
		keys, err := s.text(src, ColumnKey)
		if err != nil {
			return nil, err
		}
		for n, key := range keys {
			if !s.struck[uint32(n)] {
				out[key] = Place{Segment: i, Doc: n}
			}
		}
	}
	return out, nil
}

// PlacesOf gives the places of some keys, each in the order of segments; a key may
// have several while what replaces a document was not struck from its segment yet.
func (x *Index) PlacesOf(src Blocks, wanted map[string]bool) (map[string][]Place, error) {
	out := make(map[string][]Place, len(wanted))
	for i, s := range x.segments {
		keys, err := s.text(src, ColumnKey)
		if err != nil {
			return nil, err
		}
		for n, key := range keys {
			if wanted[key] && !s.struck[uint32(n)] {
				out[key] = append(out[key], Place{Segment: i, Doc: n})
			}
		}
	}
	return out, nil
}

// Each calls use with every document that is not struck, in no special order, until it
// fails. The row is good until use returns.
func (x *Index) Each(src Blocks, use func(*Row) error) error {
	row := Row{x: x, src: src}
	for i, s := range x.segments {
		keys, err := s.text(src, ColumnKey)
		if err != nil {
			return err
		}
		for n, key := range keys {
			if s.struck[uint32(n)] {
				continue
			}
			row.Key, row.at = key, Place{i, n}
			if err := use(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

// Forget drops the columns of a segment that is kept under a number which another
// one had before.
func (x *Index) Forget(number int) {
	for i, s := range x.segments {
		if s.head.Number == number {
			x.segments[i] = newSegment(s.head)
		}
	}
}

// Named gives the keys of the documents that have one of the names, whole.
func (x *Index) Named(src Blocks, names []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, s := range x.segments {
		keys, err := s.text(src, ColumnKey)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			err := s.each(src, "="+wholeTerm(name), false, func(doc int, _, _ bool) {
				if !s.struck[uint32(doc)] {
					out[keys[doc]] = true
				}
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// Place is a document of an index.
type Place struct{ Segment, Doc int }

// Row is a document that was found.
type Row struct {
	Key   string
	Score int
	at    Place
	x     *Index
	src   Blocks
}

// Text gives the row's value in a column of texts.
func (r *Row) Text(c Column) (string, error) {
	values, err := r.x.segments[r.at.Segment].text(r.src, c)
	if err != nil {
		return "", err
	}
	return values[r.at.Doc], nil
}

// Number gives the row's value in a column of numbers.
func (r *Row) Number(c Column) (int64, error) {
	values, err := r.x.segments[r.at.Segment].number(r.src, c)
	if err != nil {
		return 0, err
	}
	return values[r.at.Doc], nil
}

// Options say what to find and in which order.
type Options struct {
	Query         Query
	Sort          string // one of [Sorts]; "" by how well it fits, then the newest
	Reverse       bool
	Offset, Limit int // 0 for all

	// Flag says whether a document has a mark of the user's, such as unread; it is
	// asked only of what everything else holds for, and may be called very often.
	Flag func(flag string, row *Row) (bool, error)
	// Skip leaves documents out before anything else; it may be nil.
	Skip func(key string) bool
}

// Find gives the documents from Offset on, at most Limit, and how many there are.
func (x *Index) Find(src Blocks, o Options) (rows []Row, total int, err error) {
	by, err := order(o)
	if err != nil {
		return nil, 0, err
	}
	var all []candidate
	for i, s := range x.segments {
		if all, err = x.match(src, s, i, &o, all); err != nil {
			return nil, 0, err
		}
	}
	if err := by.load(src, x); err != nil {
		return nil, 0, err
	}
	limit := len(all)
	if o.Limit > 0 {
		limit = min(limit, o.Offset+o.Limit)
	}
	best := smallest(all, limit, by.compare)
	for _, c := range best[min(o.Offset, len(best)):] {
		keys, err := x.segments[c.at.Segment].text(src, ColumnKey)
		if err != nil {
			return nil, 0, err
		}
		rows = append(rows, Row{Key: keys[c.at.Doc], Score: c.score, at: c.at, x: x, src: src})
	}
	return rows, len(all), nil
}

// candidate is a document for which everything holds.
type candidate struct {
	at    Place
	score int
}

// exactScore is above what any number of words comes to.
const exactScore = 1 << 20

// match appends the documents of one segment that fit.
func (x *Index) match(src Blocks, s *segment, number int, o *Options, all []candidate) ([]candidate, error) {
	keys, err := s.text(src, ColumnKey)
	if err != nil {
		return nil, err
	}
	f := found{score: make([]uint16, s.head.Docs), last: make([]uint16, s.head.Docs)}
	step := uint16(0)
	for i := range o.Query.Clauses {
		c := &o.Query.Clauses[i]
		if c.Not || len(c.Words) == 0 {
			continue
		}
		for _, word := range c.Words {
			if err := s.mark(src, c, word, &f, step); err != nil {
				return nil, err
			}
			step++
		}
	}
	exact := map[int]bool{}
	if o.Query.Exact != "" {
		if err := s.each(src, "="+o.Query.Exact, false, func(doc int, _, _ bool) { exact[doc] = true }); err != nil {
			return nil, err
		}
	}
	without, err := s.without(src, &o.Query)
	if err != nil {
		return nil, err
	}
	for doc := range s.head.Docs {
		if f.last[doc] != step && !(exact[doc] && o.Query.Ranked()) || s.struck[uint32(doc)] || without[doc] {
			continue
		}
		if o.Skip != nil && o.Skip(keys[doc]) {
			continue
		}
		c := candidate{at: Place{number, doc}, score: int(f.score[doc])}
		if exact[doc] {
			c.score += exactScore
		}
		ok, err := x.others(src, s, c.at, keys[doc], o)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, c)
		}
	}
	return all, nil
}

// mark notes the documents with a word for which every earlier word holds.
func (s *segment) mark(src Blocks, c *Clause, word string, f *found, step uint16) error {
	term, begins := word, len(word) > 1 && !c.Whole
	if c.Field != "" {
		term, begins = string(c.Field)+":"+word, !c.Whole
	}
	return s.each(src, term, begins, func(doc int, strong, whole bool) {
		if doc >= len(f.last) || f.last[doc] < step {
			return
		}
		score := uint16(1)
		if strong && c.Field == "" {
			score = 8
		}
		if whole {
			score *= 2
		}
		if f.last[doc] == step {
			f.last[doc] = step + 1
			f.score[doc] += score
		}
	})
}

// without gives the documents that a clause with a minus leaves out.
func (s *segment) without(src Blocks, q *Query) (map[int]bool, error) {
	out := map[int]bool{}
	for i := range q.Clauses {
		c := &q.Clauses[i]
		if !c.Not || len(c.Words) == 0 {
			continue
		}
		f := found{score: make([]uint16, s.head.Docs), last: make([]uint16, s.head.Docs)}
		for n, word := range c.Words {
			if err := s.mark(src, c, word, &f, uint16(n)); err != nil {
				return nil, err
			}
		}
		for doc, n := range f.last {
			if int(n) == len(c.Words) {
				out[doc] = true
			}
		}
	}
	return out, nil
}

// others tries the clauses that are no words.
func (x *Index) others(src Blocks, s *segment, at Place, key string, o *Options) (bool, error) {
	for i := range o.Query.Clauses {
		c := &o.Query.Clauses[i]
		switch {
		case c.Compare != "":
			values, err := s.number(src, c.Column)
			if err != nil {
				return false, err
			}
			if c.holds(values[at.Doc]) == c.Not {
				return false, nil
			}
		case c.Flag != "":
			row := Row{Key: key, at: at, x: x, src: src}
			has, err := o.Flag(c.Flag, &row)
			if err != nil {
				return false, err
			}
			if has == c.Not {
				return false, nil
			}
		}
	}
	return true, nil
}

// smallest gives the first n in order, sorted. For a page of a long list it keeps
// only the best so far.
func smallest(all []candidate, n int, compare func(a, b *candidate) int) []candidate {
	byPointer := func(a, b candidate) int { return compare(&a, &b) }
	if n*8 > len(all) {
		slices.SortFunc(all, byPointer)
		return all[:n]
	}
	best := make([]candidate, 0, n+1)
	for i := range all {
		if len(best) == n && (n == 0 || compare(&all[i], &best[n-1]) >= 0) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, all[i], byPointer)
		best = slices.Insert(best, at, all[i])
		best = best[:min(len(best), n)]
	}
	return best
}
