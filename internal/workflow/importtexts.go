package workflow

import (
	"context"

	"fenceline/internal/domain"
	"fenceline/internal/search"
	"fenceline/internal/store"
)

// importTexts puts what an import brings into new segments of the text index while
// the documents are decoded anyway: to read them all again for the first question
// costs more than the import did. Segments count once the whole import is written;
// a run that is stopped leaves what it brought to the next question, as does one that
// brings little.
//
// One goroutine describes documents in the order in which they come, another writes
// them in the same order and knows only then what became of each.
type importTexts struct {
	desk *Desk
	ctx  context.Context

	filling *textSegment // being described
	writing *textSegment // the one whose documents are being written

	todo     map[string]bool // names of what waited before
	number   int             // of the next segment
	docs     int             // written
	built    []search.Head
	replaced map[string]bool             // keys of documents that may stand in an older segment
	again    map[domain.AdvisoryKey]bool // changed, but not in the new segments as they are now
	saving   chan error                  // of the segment being stored, or nil
}

// textSegment is a segment between its first document's being described and its
// last one's being written.
type textSegment struct {
	builder *search.Builder
	known   []search.Known // of the documents written so far
	dropped []int          // those of them that are not in force here
}

// importTexts begins the texts of an import; it is nil on a desk whose advisories
// wait to be read into their first index.
func (d *Desk) importTexts(ctx context.Context) (*importTexts, error) {
	t := &importTexts{desk: d, ctx: ctx, filling: &textSegment{builder: search.NewBuilder()}, todo: map[string]bool{}, replaced: map[string]bool{}, again: map[domain.AdvisoryKey]bool{}}
	known, some := false, false
	err := d.store.View(ctx, func(r *store.Read) error {
		index, ok, err := r.TextIndex()
		if err != nil {
			return err
		}
		if known, t.number = ok, index.Next; !ok {
			some, err = anyAdvisory(r)
			return err
		}
		for todo, err := range r.TextTodo() {
			if err != nil {
				return err
			}
			t.todo[todo.Name] = true
		}
		return nil
	})
	if err != nil || some {
		return nil, err
	}
	if !known {
		born, err := d.ids.next()
		if err != nil {
			return nil, err
		}
		err = d.store.Update(ctx, func(w *store.Write) error { return w.PutTextIndex(store.TextIndex{Born: born}) })
		if err != nil {
			return nil, err
		}
	}
	t.writing = t.filling
	return t, nil
}

func anyAdvisory(r *store.Read) (bool, error) {
	for _, err := range r.AdvisoryKeys() {
		return err == nil, err
	}
	return false, nil
}

// describe puts the texts of a decoded document into the segment being filled, and
// drops them from the document. It is called in the order in which documents are
// written.
func (t *importTexts) describe(p *prepared) {
	if t != nil && !p.wordless {
		if t.filling.builder.Len() >= search.MostDocs {
			t.filling = &textSegment{builder: search.NewBuilder()}
		}
		p.texts = t.filling
		for i := range p.advisories {
			t.filling.builder.Describe(&p.advisories[i].advisory, search.Known{Badge: p.verdict.Badge, File: p.doc.File})
		}
	}
	for i := range p.advisories {
		p.advisories[i].strip()
	}
}

// wrote notes what became of the advisories of documents that were written.
func (t *importTexts) wrote(batch []*prepared) error {
	if t == nil {
		return nil
	}
	for _, p := range batch {
		if p.texts != nil && p.texts != t.writing {
			if err := t.save(t.writing); err != nil {
				return err
			}
			t.writing = p.texts
		}
		for i := range p.advisories {
			t.note(p.texts, &p.advisories[i])
		}
	}
	return nil
}

// note takes down what became of one advisory, the next one of its segment; the
// segment is nil where its texts are not in one.
func (t *importTexts) note(s *textSegment, pa *preparedAdvisory) {
	key, c := pa.advisory.Key(), pa.written
	if s == nil || c == nil || !c.inForce {
		if c != nil {
			t.again[key] = true
		}
		if s != nil {
			s.dropped = append(s.dropped, len(s.known))
			s.known = append(s.known, search.Known{})
		}
		return
	}
	delete(t.again, key)
	if !c.first {
		t.replaced[string(key)] = true
	}
	s.known = append(s.known, search.Known{Received: c.received, Arrived: c.arrived, Revisions: c.revisions})
	t.docs++
}

// save stores a segment all of whose documents are written, beside what goes on.
func (t *importTexts) save(s *textSegment) error {
	if err := t.saved(); err != nil || len(s.known) == len(s.dropped) {
		return err
	}
	number := t.number
	t.number++
	t.built = append(t.built, search.Head{Number: number, Docs: len(s.known) - len(s.dropped)})
	done := make(chan error, 1)
	t.saving = done
	go func() {
		for i, known := range s.known {
			s.builder.SetKnown(i, known)
		}
		for _, doc := range s.dropped {
			s.builder.Drop(doc)
		}
		done <- t.desk.putSegment(t.ctx, number, s.builder)
	}()
	return nil
}

// saved waits for the segment being stored.
func (t *importTexts) saved() error {
	if t == nil || t.saving == nil {
		return nil
	}
	err := <-t.saving
	t.saving = nil
	return err
}

// end makes the new segments count, in place of what was noted for the next
// question while this import wrote.
func (t *importTexts) end() error {
	if t == nil || t.docs < smallSegment {
		return t.saved()
	}
	if err := t.save(t.writing); err != nil {
		return err
	}
	if err := t.saved(); err != nil {
		return err
	}
	var work *textWork
	err := t.desk.store.View(t.ctx, func(r *store.Read) (err error) {
		work, err = t.work(r)
		return err
	})
	if err != nil {
		return err
	}
	return t.desk.nameSegments(t.ctx, work, t.built)
}

// work is what naming the segments does: strike what they replace, and keep for the
// next question only what is not in them.
func (t *importTexts) work(r *store.Read) (*textWork, error) {
	index, _, err := r.TextIndex()
	if err != nil {
		return nil, err
	}
	w := &textWork{index: index, heads: headsOf(&index)}
	w.index.Next = t.number
	for todo, err := range r.TextTodo() {
		if err != nil {
			return nil, err
		}
		if !t.todo[todo.Name] {
			w.todo = append(w.todo, todo.Name)
		}
	}
	for key := range t.again {
		w.again = append(w.again, key)
	}
	if len(t.replaced) == 0 {
		return w, nil
	}
	all := append(w.heads[:len(w.heads):len(w.heads)], t.built...)
	places, err := search.New(all, nil).PlacesOf((&knowledge{}).blocks(r), t.replaced)
	if err != nil {
		return nil, err
	}
	for _, at := range places {
		for _, old := range at[:len(at)-1] {
			all[old.Segment].Struck = append(all[old.Segment].Struck, uint32(old.Doc))
		}
	}
	sortStruck(all)
	w.heads, t.built = all[:len(w.heads)], all[len(w.heads):]
	return w, nil
}
