package workflow

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/search"
	"fenceline/internal/store"
)

// fewTexts is how many advisories are read for a question without keeping what
// came of it.
const fewTexts = 512

// heldSegment is the number of the segment that is not stored.
const heldSegment = 1 << 20

// finder keeps what was read to find advisories, while the desk stays the same.
type finder struct {
	mu      sync.Mutex
	changes uint64
	known   *knowledge

	touching sync.Mutex
	assets   map[string]touchedBy
	count    map[domain.AdvisoryKey]int
	counted  uint64 // changes of the desk when the count began
}

// uncommitted is for counts of what is not committed yet: they are not kept.
const uncommitted = ^uint64(0)

// knowledge is one state of the desk, as far as finding advisories goes.
type knowledge struct {
	born    string
	index   *search.Index
	held    search.Held // what the stored index does not have yet
	brief   int
	marks   map[string]domain.AdvisoryMark
	hidden  int // marks that say not for us
	through domain.ReadThrough

	counting sync.Mutex
	counted  *domain.AdvisoryCounts
}

// know gives what is known in r, which was opened after changes were counted.
func (f *finder) know(d *Desk, r *store.Read, changes uint64) (*knowledge, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known != nil && f.changes == changes {
		return f.known, nil
	}
	k := &knowledge{marks: map[string]domain.AdvisoryMark{}, held: search.Held{}}
	for mark, err := range r.Marks() {
		if err != nil {
			return nil, err
		}
		k.marks[string(mark.Advisory)] = mark
		if mark.NotForUs != nil && mark.Deleted == nil {
			k.hidden++
		}
	}
	var err error
	if k.through, err = r.ReadThrough(); err != nil {
		return nil, err
	}
	if err := k.texts(d, r, f.known); err != nil {
		return nil, err
	}
	f.known, f.changes = k, changes
	return k, nil
}

// texts opens the stored index and reads what it does not have.
func (k *knowledge) texts(d *Desk, r *store.Read, before *knowledge) error {
	stored, ok, err := r.TextIndex()
	if err != nil {
		return err
	}
	heads := headsOf(&stored)
	keys, err := waitingTexts(r, ok, 0)
	if err != nil {
		return err
	}
	k.born = stored.Born
	var old *search.Index
	if before != nil && before.born == k.born && ok {
		old = before.index
	}
	if ok && len(keys) > 0 {
		x := search.New(heads, old)
		places, err := x.Places(k.blocks(r))
		if err != nil {
			return err
		}
		strike(heads, places, keys)
		old = x
	}
	b := search.NewBuilder()
	for i, key := range keys {
		rec, err := r.Advisory(key)
		if domain.Is(err, domain.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		a := briefly(&rec)
		if i < fewTexts {
			if a, err = d.decodeOriginal(r, rec.Revisions[len(rec.Revisions)-1].Digest, rec.Advisory); err != nil {
				return err
			}
		} else {
			k.brief++
		}
		if err := describeText(r, b, a, &rec); err != nil {
			return err
		}
	}
	if b.Len() > 0 {
		heads = append(heads, k.held.Hold(heldSegment, b))
	}
	k.index = search.New(heads, old)
	k.index.Forget(heldSegment)
	return nil
}

// briefly is what a record says of an advisory whose document is not read.
func briefly(rec *store.AdvisoryRecord) *domain.Advisory {
	a := &domain.Advisory{Format: rec.Format, Namespace: rec.Namespace, ID: rec.ID, Title: rec.Title, Publisher: rec.Publisher, Status: rec.Status,
		Revision: rec.Revisions[len(rec.Revisions)-1].Revision, Published: rec.Published, Modified: rec.Modified, Withdrawn: rec.Withdrawn, TLP: rec.TLP}
	for _, name := range rec.Names {
		a.Vulnerabilities = append(a.Vulnerabilities, domain.Vulnerability{ID: name})
	}
	if rec.Score > 0 && len(a.Vulnerabilities) > 0 {
		a.Vulnerabilities[0].Scores = []domain.Score{{Base: rec.Score}}
	}
	return a
}

// describeText adds an advisory to a segment.
func describeText(r *store.Read, b *search.Builder, a *domain.Advisory, rec *store.AdvisoryRecord) error {
	newest := rec.Revisions[len(rec.Revisions)-1]
	arrival, err := r.Arrival(newest.Arrival)
	if err != nil && !domain.Is(err, domain.NotFound) { // an import that was stopped writes the arrival last
		return err
	}
	b.Describe(a, search.Known{Badge: newest.Badge, File: arrival.File, Received: rec.Received, Arrived: newest.Received, Revisions: len(rec.Revisions)})
	return nil
}

func headsOf(stored *store.TextIndex) []search.Head {
	var heads []search.Head
	for _, s := range stored.Segments {
		heads = append(heads, search.Head{Number: s.Number, Docs: s.Docs, Struck: slices.Clone(s.Struck)})
	}
	return heads
}

// strike takes keys out of the segments that have them.
func strike(heads []search.Head, places map[string]search.Place, keys []domain.AdvisoryKey) {
	for _, key := range keys {
		if at, ok := places[string(key)]; ok {
			heads[at.Segment].Struck = append(heads[at.Segment].Struck, uint32(at.Doc))
		}
	}
	sortStruck(heads)
}

func sortStruck(heads []search.Head) {
	for i := range heads {
		slices.Sort(heads[i].Struck)
		heads[i].Struck = slices.Compact(heads[i].Struck)
	}
}

// waitingTexts lists the advisories the stored index does not have as they are
// now, each once: all where there is none. With a limit it stops counting there.
func waitingTexts(r *store.Read, built bool, limit int) ([]domain.AdvisoryKey, error) {
	var keys []domain.AdvisoryKey
	if !built {
		for key, err := range r.AdvisoryKeys() {
			if err != nil {
				return nil, err
			}
			if keys = append(keys, key); limit > 0 && len(keys) >= limit {
				return keys, nil
			}
		}
		return keys, nil
	}
	seen := map[domain.AdvisoryKey]bool{}
	for todo, err := range r.TextTodo() {
		if err != nil {
			return nil, err
		}
		for _, key := range todo.Keys {
			if !seen[key] {
				seen[key] = true
				keys = append(keys, key)
			}
		}
		if limit > 0 && len(keys) >= limit {
			break
		}
	}
	return keys, nil
}

// blocks reads blocks of the stored segments and of those held.
func (k *knowledge) blocks(r *store.Read) search.Blocks { return textBlocks{r, k} }

type textBlocks struct {
	r *store.Read
	k *knowledge
}

func (t textBlocks) Block(segment int, name string) ([]byte, error) {
	if segment == heldSegment {
		return t.k.held.Block(segment, name)
	}
	return t.r.TextBlock(segment, name)
}

func (t textBlocks) Dictionary(segment int, from string) iter.Seq2[search.Block, error] {
	if segment == heldSegment {
		return t.k.held.Dictionary(segment, from)
	}
	return func(yield func(search.Block, error) bool) {
		for block, err := range t.r.TextBlocks(segment, "t/", from) {
			if !yield(search.Block(block), err) {
				return
			}
		}
	}
}

// touchedBy is which advisories touch an asset under one generation of findings.
type touchedBy struct {
	findings   uint64
	advisories map[domain.AdvisoryKey]domain.Verdict // the worst of each, none that is not affected
}

// touched counts for each advisory the assets it is affected or cannot tell for.
// Findings are read once for each generation, and nothing is while the desk stays as it
// was: r was opened after changes were counted.
func (f *finder) touched(r *store.Read, changes uint64) (map[domain.AdvisoryKey]int, error) {
	f.touching.Lock()
	defer f.touching.Unlock()
	if f.count != nil && f.counted == changes && changes != uncommitted {
		return f.count, nil
	}
	next, changed := map[string]touchedBy{}, f.count == nil
	for cur, err := range r.Currents() {
		if err != nil {
			return nil, err
		}
		if have, ok := f.assets[cur.Asset]; ok && have.findings == cur.Findings {
			next[cur.Asset] = have
			continue
		}
		changed = true
		finds, err := r.Findings(cur.Asset, cur.Findings)
		if err != nil {
			return nil, err
		}
		by := touchedBy{cur.Findings, map[domain.AdvisoryKey]domain.Verdict{}}
		for i := range finds {
			if v := finds[i].Verdict; v == domain.Affected || v != domain.NotAffected && by.advisories[finds[i].Advisory] == "" {
				by.advisories[finds[i].Advisory] = v
			}
		}
		next[cur.Asset] = by
	}
	if changed || len(next) != len(f.assets) {
		f.count = map[domain.AdvisoryKey]int{}
		for _, by := range next {
			for key := range by.advisories {
				f.count[key]++
			}
		}
	}
	f.assets, f.counted = next, changes
	return f.count, nil
}

// readTexts brings the stored text index up to date where much is missing, or where
// its segments came to be many. It
// leaves it to a later question while somebody else writes.
func (d *Desk) readTexts(ctx context.Context) error {
	waiting, crowded := 0, false
	err := d.store.View(ctx, func(r *store.Read) error {
		index, ok, err := r.TextIndex()
		if err != nil {
			return err
		}
		keys, err := waitingTexts(r, ok, fewTexts+1)
		waiting, crowded = len(keys), slices.Contains(goneSegments(headsOf(&index)), true)
		return err
	})
	if err != nil || waiting <= fewTexts && !crowded || d.copied != "" || !d.writing.TryLock() {
		return err
	}
	defer d.writing.Unlock()
	return d.indexTexts(ctx)
}

// decodeMany reads kept documents again and gives each advisory that is asked for.
// A document that holds many is read once.
func (d *Desk) decodeMany(r *store.Read, recs []store.AdvisoryRecord, use func(*domain.Advisory, *store.AdvisoryRecord) error) error {
	wanted := map[string]map[domain.AdvisoryKey]*store.AdvisoryRecord{}
	var digests []string
	for i := range recs {
		digest := recs[i].Revisions[len(recs[i].Revisions)-1].Digest
		if wanted[digest] == nil {
			wanted[digest] = map[domain.AdvisoryKey]*store.AdvisoryRecord{}
			digests = append(digests, digest)
		}
		wanted[digest][recs[i].Advisory] = &recs[i]
	}
	for _, digest := range digests {
		data, err := r.Original(digest)
		if err != nil {
			return err
		}
		doc := ingest.Document{Format: ingest.Recognise("", data), Size: int64(len(data)), Digest: digest, Data: data}
		var failed error
		err = ingest.Decode(doc, func(item domain.Item) error {
			a, ok := item.(domain.Advisory)
			if !ok {
				return nil
			}
			rec := wanted[digest][a.Key()]
			if rec == nil {
				return nil
			}
			delete(wanted[digest], a.Key())
			failed = use(&a, rec)
			return failed
		})
		if err := errors.Join(failed, err); err != nil {
			return err
		}
		for _, rec := range wanted[digest] {
			if err := use(briefly(rec), rec); err != nil {
				return err
			}
		}
	}
	return nil
}
