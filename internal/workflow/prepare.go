package workflow

import (
	"cmp"
	"context"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// prepared is one document that was decoded, judged and compressed outside any
// transaction, ready to be written.
type prepared struct {
	doc        ingest.Document
	err        error
	unchanged  bool
	packed     store.Packed
	advisories []preparedAdvisory
	signals    []domain.Signal
	scores     dayScores // of a day of EPSS, in place of its signals
	warnings   []domain.Warning
	later      bool                // a CSAF document behind those that are checked as they come
	unchecked  bool                // so it waits
	failure    *domain.CSAFFailure // it fails and is taken in
	payload    *keptPayload        // of a patch file, in place of all that
	origin
}

// preparedAdvisory is what an import needs of an advisory. Its products,
// statements and texts are gone: they stay with the original.
type preparedAdvisory struct {
	advisory domain.Advisory
	keys     []domain.PackageKey       // identities it speaks of, sorted
	rows     []store.PackedRows        // under each of them, in the order of statements
	places   map[domain.PackageKey]int // in keys, while rows are being added to many
	speaksOf []string                  // ecosystems, sorted and each once
	size     int                       // bytes of the stored rows, about
}

// records counts what the document holds.
func (p *prepared) records() int { return len(p.advisories) + len(p.signals) + p.scores.packed.Count() }

// keys estimates how many keys the document will write: its original, arrival and
// receipt line, and per advisory its record, source and ecosystems, its aliases in
// both directions and every row, each with what it leaves to be matched again.
func (p *prepared) keys() int {
	n := 6 + 3*len(p.signals) + p.packed.Len()>>15 + 2*len(p.kept)
	if p.scores.packed.Count() > 0 {
		n += mostKeys // a day of scores is always written in steps
	}
	for i := range p.advisories {
		pa := &p.advisories[i]
		n += 2 + len(pa.speaksOf) + 2*len(pa.keys)
		for j := range pa.advisory.Vulnerabilities {
			n += 2 + 4*len(pa.advisory.Vulnerabilities[j].Aliases)
		}
	}
	return n
}

// size estimates how many bytes that is.
func (p *prepared) size() int {
	n := p.packed.Len() + 200*p.keys()
	for i := range p.advisories {
		n += p.advisories[i].size
	}
	return n
}

// decodeInto fills p from its document: the part of an import that needs no
// store. The document's bytes are dropped afterwards; packed holds them.
func (p *prepared) decodeInto() {
	if p.doc.Size > largeDocument {
		defer debug.SetGCPercent(debug.SetGCPercent(largeGarbage))
	}
	items := 0
	p.err = ingest.Decode(p.doc, func(item domain.Item) error {
		if items++; items%collectEvery == 0 {
			runtime.GC()
		}
		switch item := item.(type) {
		case domain.Advisory:
			pa := prepareAdvisory(item)
			p.warnings = append(p.warnings, item.Warnings...)
			p.advisories = append(p.advisories, pa)
		case domain.Signal:
			if item.Kind == domain.SignalEPSS {
				p.scores.add(&item)
				p.warnings = append(p.warnings, item.Warnings...)
				return nil
			}
			p.signals = append(p.signals, item)
			p.warnings = append(p.warnings, item.Warnings...)
		case domain.Snapshot:
			return &domain.Error{Kind: domain.Unsupported, Op: "import", Subject: p.doc.File, Code: "not_an_advisory", Params: domain.Params{"format": string(p.doc.Format)}}
		}
		return nil
	})
	if p.err != nil {
		p.advisories, p.signals, p.warnings, p.scores = nil, nil, nil, dayScores{}
		return
	}
	p.scores.pack()
	p.warnings = append(p.warnings, p.scores.twice...)
	if p.records() > 0 {
		p.packed = store.CompressAs(p.doc.Digest, p.doc.Data)
	}
}

// collectEvery is after how many items of one document what they left behind is
// collected: an import collects rarely (see readingGarbage), and one day's scores
// alone leave 300,000 rows.
const collectEvery = 16384

// largeDocument is from how many bytes on a document is decoded with less garbage lying
// about, so that it takes no multiple of its size; it is mostly alone then.
const (
	largeDocument = 8 << 20
	largeGarbage  = 30
)

func prepareAdvisory(a domain.Advisory) preparedAdvisory {
	pa := preparedAdvisory{}
	assess.EachRow(&a, pa.add)
	pa.sort()
	a.Products, a.Statements, a.References, a.Revisions, a.Notes, a.Credits = nil, nil, nil, nil, nil, nil
	for i := range a.Vulnerabilities {
		a.Vulnerabilities[i].Title, a.Vulnerabilities[i].Text = "", ""
	}
	pa.advisory = a
	return pa
}

// fewKeys is up to how many keys are looked through one by one.
const fewKeys = 8

// add puts a row under its key.
func (pa *preparedAdvisory) add(kr *domain.KeyedRow) {
	i := -1
	if pa.places == nil {
		i = slices.Index(pa.keys, kr.Key)
	} else if at, ok := pa.places[kr.Key]; ok {
		i = at
	}
	if i < 0 {
		i = len(pa.keys)
		pa.keys, pa.rows = append(pa.keys, kr.Key), append(pa.rows, store.PackedRows{})
		if len(pa.keys) > fewKeys && pa.places == nil {
			pa.places = map[domain.PackageKey]int{}
			for at, key := range pa.keys {
				pa.places[key] = at
			}
		} else if pa.places != nil {
			pa.places[kr.Key] = i
		}
	}
	pa.rows[i].Add(&kr.Row)
	for _, eco := range assess.Spoken(kr) {
		if !slices.Contains(pa.speaksOf, eco) {
			pa.speaksOf = append(pa.speaksOf, eco)
		}
	}
	pa.size += 300 + len(kr.Row.Versions.Text)
	for _, v := range kr.Row.Versions.Exact {
		pa.size += len(v) + 3
	}
	for _, r := range kr.Row.Versions.Ranges {
		pa.size += 60 * (1 + len(r.Events))
	}
}

// sort brings the keys into order, with the rows under them.
func (pa *preparedAdvisory) sort() {
	order := make([]int, len(pa.keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(pa.keys[a], pa.keys[b]) })
	keys, rows := make([]domain.PackageKey, len(order)), make([]store.PackedRows, len(order))
	for i, at := range order {
		keys[i], rows[i] = pa.keys[at], pa.rows[at]
	}
	pa.keys, pa.rows, pa.places = keys, rows, nil
	slices.Sort(pa.speaksOf)
}

// pipeline decodes documents on all cores and hands them on in the order in
// which they came. At most ahead bytes are in flight.
type pipeline struct {
	queue chan chan *prepared
	group sync.WaitGroup
	jobs  chan job
	mu    sync.Mutex
	room  *sync.Cond
	bytes int64
	ahead int64

	proofs *proofs // what the documents are checked with
}

// job is a document and where it goes when it is done.
type job struct {
	doc *prepared
	out chan *prepared
}

// newPipeline starts the workers; they live as long as the pipeline, since a goroutine
// for each document would have to grow its stack each time.
func newPipeline(workers int, ahead int64, proofs *proofs) *pipeline {
	l := &pipeline{queue: make(chan chan *prepared, 256), jobs: make(chan job), ahead: ahead, proofs: proofs}
	l.room = sync.NewCond(&l.mu)
	for range workers {
		l.group.Go(func() {
			for j := range l.jobs {
				j.doc.work(l.proofs)
				j.out <- j.doc
			}
		})
	}
	return l
}

// put starts the work on one document; it waits while too much is in flight.
func (l *pipeline) put(ctx context.Context, p *prepared) error {
	size := int64(len(p.doc.Data))
	l.mu.Lock()
	for l.bytes > 0 && l.bytes+size > l.ahead {
		l.room.Wait()
	}
	l.bytes += size
	l.mu.Unlock()
	out := make(chan *prepared, 1)
	select {
	case l.queue <- out:
	case <-ctx.Done():
		return ctx.Err()
	}
	if p.err != nil || p.unchanged || p.payload != nil {
		out <- p
		return nil
	}
	select {
	case l.jobs <- job{p, out}:
		return nil
	case <-ctx.Done():
		p.err = ctx.Err()
		out <- p
		return ctx.Err()
	}
}

// done gives back the room of a document that was written.
func (l *pipeline) done(p *prepared) {
	l.mu.Lock()
	l.bytes -= int64(len(p.doc.Data))
	l.mu.Unlock()
	l.room.Broadcast()
	p.doc.Data = nil
}

// close ends the queue after the last put.
func (l *pipeline) close() {
	close(l.jobs)
	l.group.Wait()
	close(l.queue)
}
