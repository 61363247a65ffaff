package workflow

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// Import reads advisories and signals from files, folders and archives, in
// place, stores what is new with its original bytes, matches it to the inventory
// and plans. One bad file is one line of the receipt. Progress may be nil.
//
// A cancelled or broken import keeps what is on its receipt so far; the rest
// comes with the next import of the same source, and matching goes on with the
// next opening of the desk. One of several paths that cannot be opened is a
// rejected line of the receipt, which holds some lines only where it is Cut:
// [Desk.Receipt] has them all. Errors: NotFound or Storage where the only path
// cannot be opened, Cancelled, Storage, Busy.
func (d *Desk) Import(ctx context.Context, paths []string, progress func(domain.Progress)) (domain.Receipt, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(readingGarbage))
	beside, refused, err := besideAll(ctx, paths)
	if err != nil {
		return domain.Receipt{}, err
	}
	walk := func(visit func(ingest.Document, error) error) error {
		for _, first := range []bool{true, false} { // what was mistyped stands first on the receipt
			for _, path := range paths {
				if (refused[path] != nil) != first {
					continue
				}
				if err := walkOne(ctx, path, collectedBelow(beside, path), refused[path], len(paths) > 1, visit); err != nil {
					return err
				}
			}
		}
		return nil
	}
	var total int64
	source := ""
	for i, path := range paths {
		if full, err := filepath.Abs(path); err == nil {
			path = full
		}
		if i > 0 {
			source += ", "
		}
		source += path
		if _, bytes, err := ingest.Total(ctx, path); err == nil {
			total += bytes
		}
	}
	return d.importFrom(ctx, source, total, d.gathering(beside), walk, progress)
}

// importFS imports a tree that is part of the program: the sample operator.
func (d *Desk) importFS(ctx context.Context, tree fs.FS, root, source string, progress func(domain.Progress)) (domain.Receipt, error) {
	beside, err := ingest.ProofsFS(ctx, tree, root, ingest.DefaultLimits())
	if err != nil {
		return domain.Receipt{}, err
	}
	return d.importFrom(ctx, source, 0, d.gathering([]gathered{{beside: beside}}), func(visit func(ingest.Document, error) error) error {
		return beside.WalkFS(ctx, tree, root, ingest.DefaultLimits(), visit)
	}, progress)
}

// importRun is one import under way.
type importRun struct {
	desk     *Desk
	ctx      context.Context
	receipt  domain.Receipt
	chunk    int // receipt chunks written
	batch    []*prepared
	weight   int   // keys the batch will write, about
	size     int   // bytes the batch will write, about
	held     int64 // bytes of the batch's documents as they came
	progress func(domain.Progress)
	total    int64
	read     int64
	shown    time.Time
	line     *pipeline
	texts    *importTexts
	memory   *memoryLimit
	proofs   *proofs
	csaf     int  // CSAF documents that came so far
	csafCame bool // one of them is imported
	feedCame bool // a document of many advisories is
}

func (d *Desk) importFrom(ctx context.Context, source string, total int64, gather gatherer, walk func(func(ingest.Document, error) error) error, progress func(domain.Progress)) (domain.Receipt, error) {
	done, err := d.writer()
	if err != nil {
		return domain.Receipt{}, err
	}
	defer done()
	run := &importRun{desk: d, progress: progress, total: total, memory: limitMemory()}
	defer run.memory.end()
	if run.progress == nil {
		run.progress = func(domain.Progress) {}
	}
	err = d.store.Together(ctx, func(ctx context.Context) error { return run.do(ctx, source, gather, walk) })
	return run.receipt, err
}

// do imports what walk hands over, matches and plans.
func (run *importRun) do(ctx context.Context, source string, gather gatherer, walk func(func(ingest.Document, error) error) error) error {
	d := run.desk
	run.ctx = ctx
	if err := run.begin(source); err != nil {
		return err
	}
	offered, err := run.gather(gather)
	if err != nil {
		return err
	}
	if run.texts, err = d.importTexts(ctx); err != nil {
		return err
	}
	walkErr := run.readAll(walk)
	if err := run.flush(); err != nil {
		return errors.Join(err, run.texts.saved(), run.end(true))
	}
	if walkErr == nil {
		walkErr = run.texts.end()
	}
	if walkErr != nil {
		return errors.Join(asCancelled(ctx, walkErr), run.texts.saved(), run.end(true))
	}
	if err := d.weighAgain(ctx, offered, run.progress); err != nil {
		return errors.Join(asCancelled(ctx, err), run.end(true))
	}
	matching := &matchRun{receipt: run.receipt.ID, csaf: run.csafCame}
	effect, err := d.settleRun(ctx, matching, run.progress)
	run.receipt.Effect = effect
	if err != nil {
		run.receipt.Effect.Pending = true
		return errors.Join(asCancelled(ctx, err), run.end(true))
	}
	if len(matching.meets) > 0 || run.feedCame { // else none does
		if run.receipt.Effect.Touching, err = d.touching(ctx, run.receipt.ID, matching.meets); err != nil {
			return err
		}
	}
	return run.end(false)
}

// asCancelled gives a stopped run its own kind.
func asCancelled(ctx context.Context, err error) error {
	if ctx.Err() != nil && !domain.Is(err, domain.Cancelled) {
		return &domain.Error{Kind: domain.Cancelled, Op: "import", Code: "import_cancelled", Err: ctx.Err()}
	}
	return err
}

func (run *importRun) begin(source string) error {
	d := run.desk
	id, err := d.ids.next()
	if err != nil {
		return err
	}
	run.receipt = domain.Receipt{ID: id, Source: source, Started: d.now().UTC()}
	return d.store.Update(run.ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		run.receipt.By = person
		return w.PutReceipt(run.receipt)
	})
}

// readAhead is how many bytes of documents may be on their way from the source
// into a batch; a larger one goes alone.
const readAhead = 8 << 20

// readingGarbage is the garbage collector's percentage while documents stream
// through: little lives long then, and collecting more rarely costs few bytes.
// More than this costs more in pages touched for the first time than it saves.
const readingGarbage = 200

// readAll walks the source through the pipeline into batches.
func (run *importRun) readAll(walk func(func(ingest.Document, error) error) error) error {
	defer debug.SetGCPercent(debug.SetGCPercent(readingGarbage))
	ctx, cancel := context.WithCancel(run.ctx)
	defer cancel()
	run.line = newPipeline(max(1, runtime.GOMAXPROCS(0)), readAhead, run.proofs)
	before := came{desk: run.desk}
	var walkErr error
	go func() {
		defer run.line.close()
		walkErr = walk(func(doc ingest.Document, err error) error {
			p := &prepared{doc: doc, err: err}
			run.memory.makeRoom(int64(len(doc.Data))) // a stream is none of it
			if err == nil && doc.Stream != nil {
				p.err = p.takePayload(ctx, run.desk, run.proofs)
			} else if err == nil {
				p.seen, p.err = before.before(ctx, doc.Digest)
				p.unchanged = p.seen != nil && !run.proofs.news(&doc, p.seen)
				if doc.Format == domain.FormatCSAF && p.seen == nil {
					run.csaf++
					p.later = run.csaf > domain.CSAFAtOnce || run.proofs.files > domain.CSAFAtOnceFiles
				}
			}
			return run.line.put(ctx, p)
		})
	}()
	var firstErr error
	for p := range run.described() {
		if firstErr == nil {
			if firstErr = run.take(p); firstErr != nil {
				cancel()
			}
		}
		run.line.done(p)
	}
	if firstErr != nil {
		return firstErr
	}
	return walkErr
}

// described hands on what the pipeline gives, in its order, once the words of it are
// noted: beside what is decoded and what is written.
func (run *importRun) described() <-chan *prepared {
	out := make(chan *prepared)
	go func() {
		defer close(out)
		for next := range run.line.queue {
			p := <-next
			run.texts.describe(p)
			out <- p
		}
	}()
	return out
}

// known gives how the very same bytes came in before as an advisory, or nil.
func (d *Desk) known(ctx context.Context, digest string) (same *store.Arrival, err error) {
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		same, err = cameBefore(r, digest)
		return err
	})
	return same, err
}

// cameBefore gives the last arrival of the bytes with the digest that is not an
// inventory, or nil.
func cameBefore(r *store.Read, digest string) (*store.Arrival, error) {
	if kept, err := r.HasOriginal(digest); err != nil || !kept {
		return nil, err
	}
	arrivals, err := r.ArrivalsOf(digest)
	var last *store.Arrival
	for i := range arrivals {
		if arrivals[i].Asset == "" {
			last = &arrivals[i]
		}
	}
	return last, err
}

// end closes the receipt, or leaves it open for a run that was stopped, and
// writes the import into the log.
func (run *importRun) end(stopped bool) error {
	d := run.desk
	ctx := context.WithoutCancel(run.ctx)
	if !stopped {
		run.receipt.Finished = d.now().UTC()
	}
	head := run.receipt
	head.Files = nil
	return d.store.Update(ctx, func(w *store.Write) error {
		if err := w.PutReceipt(head); err != nil {
			return err
		}
		return w.AppendEvent(d.importEvent(&head))
	})
}
