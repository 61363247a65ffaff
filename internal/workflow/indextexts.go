package workflow

import (
	"cmp"
	"context"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"fenceline/internal/domain"
	"fenceline/internal/search"
	"fenceline/internal/store"
)

// A segment with fewer documents than smallSegment is small; when there are
// manySmall of them they are made one. Of those that are no more than half full a
// feed leaves one each day: when there are manyHalves, the smallest become a full one.
const (
	smallSegment = 2048
	manySmall    = 8
	manyHalves   = 24
)

// textWork is what has to be read into the text index.
type textWork struct {
	index   store.TextIndex
	heads   []search.Head
	keys    []domain.AdvisoryKey
	todo    []string             // names of what is struck off afterwards
	again   []domain.AdvisoryKey // and what goes on waiting all the same
	retired []int                // segments that go
}

// indexTexts reads every advisory the stored text index does not have into new
// segments. A segment is nobody's until the description names it, so that a crash
// at any moment leaves the index as it was. The caller has the turn to write.
func (d *Desk) indexTexts(ctx context.Context) error {
	defer debug.SetGCPercent(debug.SetGCPercent(readingGarbage))
	todo, err := d.textWork(ctx)
	if err != nil {
		return err
	}
	workers := max(1, min(runtime.GOMAXPROCS(0), (len(todo.keys)+smallSegment-1)/smallSegment))
	size := min(search.MostDocs, (len(todo.keys)+workers-1)/workers)
	var chunks [][]domain.AdvisoryKey
	for chunk := range slices.Chunk(todo.keys, max(size, 1)) {
		chunks = append(chunks, chunk)
	}
	built := make([]search.Head, len(chunks))
	errs := make([]error, len(chunks))
	slots := make(chan struct{}, workers)
	var group sync.WaitGroup
	for i := range chunks {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			built[i], errs[i] = d.indexSegment(ctx, todo.index.Next+i, chunks[i])
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	todo.index.Next += len(chunks)
	return d.nameSegments(ctx, todo, built)
}

// textWork plans: what waits, and small or thinned segments to be read anew.
func (d *Desk) textWork(ctx context.Context) (*textWork, error) {
	var t *textWork
	err := d.store.View(ctx, func(r *store.Read) error {
		t = &textWork{}
		index, ok, err := r.TextIndex()
		if err != nil {
			return err
		}
		t.index, t.heads = index, headsOf(&index)
		if t.keys, err = waitingTexts(r, ok, 0); err != nil || !ok {
			return err
		}
		for todo, err := range r.TextTodo() {
			if err != nil {
				return err
			}
			t.todo = append(t.todo, todo.Name)
		}
		k := &knowledge{}
		x := search.New(t.heads, nil)
		places, err := x.Places(k.blocks(r))
		if err != nil {
			return err
		}
		strike(t.heads, places, t.keys)
		t.retire(places)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if t.index.Born == "" {
		t.index.Born, err = d.ids.next()
	}
	slices.Sort(t.keys)
	return t, err
}

// retire takes small and thinned segments out and their documents up again.
func (t *textWork) retire(places map[string]search.Place) {
	gone := goneSegments(t.heads)
	has := map[domain.AdvisoryKey]bool{}
	for _, key := range t.keys {
		has[key] = true
	}
	for key, at := range places {
		if gone[at.Segment] && !has[domain.AdvisoryKey(key)] {
			t.keys = append(t.keys, domain.AdvisoryKey(key))
		}
	}
	var left []search.Head
	for i, head := range t.heads {
		if gone[i] {
			t.retired = append(t.retired, head.Number)
		} else {
			left = append(left, head)
		}
	}
	t.heads = left
}

// goneSegments tells which segments are thinned or small and many, and better read
// into new ones.
func goneSegments(heads []search.Head) []bool {
	gone := make([]bool, len(heads))
	small, bySize := 0, []int{} // places of those that are no more than half full
	for i, h := range heads {
		if h.Live() < smallSegment {
			small++
		}
		if h.Live() <= search.MostDocs/2 {
			bySize = append(bySize, i)
		}
	}
	slices.SortFunc(bySize, func(a, b int) int { return cmp.Compare(heads[a].Live(), heads[b].Live()) })
	for i, h := range heads {
		gone[i] = h.Live()*2 < h.Docs || h.Live() < smallSegment && small >= manySmall
	}
	if docs := 0; len(bySize) >= manyHalves {
		for _, i := range bySize {
			if docs += heads[i].Live(); docs > search.MostDocs {
				break
			}
			gone[i] = true
		}
	}
	return gone
}

// indexSegment builds and stores one segment.
func (d *Desk) indexSegment(ctx context.Context, number int, keys []domain.AdvisoryKey) (search.Head, error) {
	b := search.NewBuilder()
	describe := func(r *store.Read, keys []domain.AdvisoryKey) error {
		var recs []store.AdvisoryRecord
		for _, key := range keys {
			rec, err := r.Advisory(key)
			if domain.Is(err, domain.NotFound) {
				continue
			}
			if err != nil {
				return err
			}
			recs = append(recs, rec)
		}
		return d.decodeMany(r, recs, func(a *domain.Advisory, rec *store.AdvisoryRecord) error { return describeText(r, b, a, rec) })
	}
	// Nobody else writes, so that one look after the other sees the same.
	err := d.store.View(ctx, func(r *store.Read) error { return describe(r, keys) })
	if err != nil {
		return search.Head{}, err
	}
	return search.Head{Number: number, Docs: b.Len()}, d.putSegment(ctx, number, b)
}

// putSegment stores the blocks of a segment under a number that no segment has; what
// a run that was stopped left under it goes first.
func (d *Desk) putSegment(ctx context.Context, number int, b *search.Builder) error {
	if err := d.dropSegment(ctx, number); err != nil {
		return err
	}
	batch := d.store.Batch(ctx)
	for _, block := range b.Blocks() {
		if err := batch.Do(func(w *store.Write) error { return w.PutTextBlock(number, store.TextBlock(block)) }); err != nil {
			return err
		}
	}
	return batch.Flush()
}

func (d *Desk) dropSegment(ctx context.Context, number int) error {
	for more := true; more; {
		err := d.store.Update(ctx, func(w *store.Write) (err error) {
			more, err = w.DropTextSegment(number)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// nameSegments makes new segments count, then removes what they replace.
func (d *Desk) nameSegments(ctx context.Context, t *textWork, built []search.Head) error {
	t.index.Segments = nil
	for _, head := range append(t.heads, built...) {
		if head.Docs > len(head.Struck) {
			t.index.Segments = append(t.index.Segments, store.TextSegment{Number: head.Number, Docs: head.Docs, Struck: head.Struck})
		}
	}
	err := d.store.Update(ctx, func(w *store.Write) error {
		w.Touch(t.again)
		return w.PutTextIndex(t.index)
	})
	if err != nil {
		return err
	}
	err = inSteps(ctx, d.store, t.todo, func(w *store.Write, name string) error { return w.DeleteTextTodo(name) })
	if err != nil {
		return err
	}
	for _, segment := range t.retired {
		if err := d.dropSegment(ctx, segment); err != nil {
			return err
		}
	}
	return nil
}
