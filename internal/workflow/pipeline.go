package workflow

import (
	"context"
	"sync"
)

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
