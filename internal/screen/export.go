package screen

import (
	"context"
	"iter"
	"time"

	"fenceline/internal/domain"
)

// WriteRows writes rows to a file that may exist; what was there stays until all of them
// are written, and wherever rows yields an error.
type WriteRows func(path string, rows iter.Seq2[[]string, error]) error

// Paged is a list that is read in pages: its first row, and a page of it with how many
// rows there are in all.
type Paged struct {
	Head []string
	Page func(ctx context.Context, offset, limit int) (rows [][]string, total int, err error)
}

// exportPage is how many rows are read at once.
const exportPage = 1_000

// ExportState is how the writing of a list stands.
type ExportState struct {
	Job  *Job   // nil while nothing is written
	Path string // of the last one that was written whole, until it is put away
	Rows int    // of it
	Err  error  // why the last one was not
}

// Export writes lists whole, page by page, beside the drawing.
type Export struct {
	write   WriteRows
	run     Run
	now     func() time.Time
	changed func(ExportState)
	state   ExportState
	stop    context.CancelFunc
}

// NewExport makes it; nothing is written before Start.
func NewExport(write WriteRows, run Run, now func() time.Time, changed func(ExportState)) *Export {
	return &Export{write: write, run: run, now: now, changed: changed}
}

// State is the newest state.
func (s *Export) State() ExportState { return s.state }

// Start writes every row of a list to a file; it does nothing while another is written.
// A list that changes meanwhile is not written: its pages would not fit together.
func (s *Export) Start(name, path string, list Paged) {
	if s.state.Job != nil || path == "" {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.state = ExportState{Job: &Job{Name: name}}
	s.changed(s.state)
	s.run(func(window context.Context, post func(func())) {
		defer context.AfterFunc(window, stop)()
		rows := 0
		tell := reporter(s.now, post, s.advance)
		err := s.write(path, list.all(ctx, func(done, total int) {
			rows = done
			tell(domain.Progress{Done: int64(done), Total: int64(total)})
		}))
		stop()
		post(func() {
			s.state = ExportState{Err: err}
			if err == nil {
				s.state = ExportState{Path: path, Rows: rows}
			}
			s.stop = nil
			s.changed(s.state)
		})
	})
}

// all yields the head and every row, told of each page.
func (l *Paged) all(ctx context.Context, told func(done, total int)) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		if !yield(l.Head, nil) {
			return
		}
		for done, whole := 0, -1; whole < 0 || done < whole; {
			rows, total, err := l.Page(ctx, done, exportPage)
			switch {
			case ctx.Err() != nil:
				err = &domain.Error{Kind: domain.Cancelled, Op: "export", Code: "export_stopped", Err: ctx.Err()}
			case err == nil && (whole >= 0 && total != whole || len(rows) == 0 && done < total):
				err = &domain.Error{Kind: domain.Conflict, Op: "export", Code: "export_changed"}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			whole, done = total, done+len(rows)
			told(done, total)
		}
	}
}

// Cancel stops what is written; no file is left of it.
func (s *Export) Cancel() {
	if s.state.Job == nil || s.stop == nil {
		return
	}
	s.state.Job = s.state.Job.halted()
	s.stop()
	s.changed(s.state)
}

// PutAway takes back what was said of the last one.
func (s *Export) PutAway() {
	if s.state.Job == nil && s.state != (ExportState{}) {
		s.state = ExportState{}
		s.changed(s.state)
	}
}

func (s *Export) advance(p domain.Progress, rate float64, left time.Duration) {
	if s.state.Job == nil {
		return
	}
	s.state.Job = s.state.Job.at(p, rate, left)
	s.changed(s.state)
}
