package workflow

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"fenceline/internal/csafcheck"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// failsCSAF runs the mandatory tests over a document; nil where it passes all of them, or
// cannot be judged at all, which its reader has told.
func (g *proofs) failsCSAF(data []byte, digest, file string) *domain.CSAFFailure {
	result, err := csafcheck.Basic(bytes.NewBuffer(data), g.at)
	if err != nil || result.Valid {
		return nil
	}
	out := &domain.CSAFFailure{Digest: digest, File: file, At: g.at}
	for _, f := range result.Findings {
		if f.Level == csafcheck.Mandatory {
			if out.Tests++; out.Tests == 1 {
				out.Test, out.Place = f.Test, f.Pointer
			}
		}
	}
	return out
}

func failureParams(f *domain.CSAFFailure) domain.Params {
	return domain.Params{"n": strconv.Itoa(f.Tests), "test": f.Test, "place": f.Place}
}

// noteCSAF keeps what the check of documents that are taken in found, and
// which of them wait for it.
func noteCSAF(w *store.Write, batch []*prepared, lines []domain.FileReceipt, name string) error {
	var waiting []store.CSAFFile
	for i, p := range batch {
		if i >= len(lines) || lines[i].Outcome != domain.Imported {
			continue
		}
		if p.failure != nil {
			if err := w.PutCSAFFailure(*p.failure); err != nil {
				return err
			}
		}
		if p.unchecked {
			waiting = append(waiting, store.CSAFFile{Digest: p.doc.Digest, File: p.doc.File})
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	return w.PutCSAFTodo(store.CSAFTodo{Name: name, Files: waiting})
}

// csafStanding counts what waits and what fails.
func csafStanding(r *store.Read) (out domain.CSAFStanding, err error) {
	for todo, err := range r.CSAFTodos() {
		if err != nil {
			return out, err
		}
		out.Waiting += len(todo.Files)
	}
	for _, err := range r.CSAFFailures() {
		if err != nil {
			return out, err
		}
		out.Failing++
	}
	return out, nil
}

// CSAFFailing lists the documents that came in and fail mandatory tests, by file,
// and counts those that wait for the check.
func (d *Desk) CSAFFailing(ctx context.Context) (out domain.CSAFChecked, err error) {
	err = d.store.View(ctx, func(r *store.Read) error {
		out = domain.CSAFChecked{}
		for f, err := range r.CSAFFailures() {
			if err != nil {
				return err
			}
			out.Failed = append(out.Failed, f)
		}
		out.Standing, err = csafStanding(r)
		return err
	})
	sortFailures(out.Failed)
	return out, err
}

func sortFailures(list []domain.CSAFFailure) {
	slices.SortFunc(list, func(a, b domain.CSAFFailure) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Digest, b.Digest))
	})
}

// CheckCSAF runs the mandatory tests over every CSAF document that came in and waits
// for it, and keeps which ones fail. Nothing else changes: what fails stays in. A run that
// is stopped goes on where it stopped. Progress may be nil. Errors: Busy, Storage, Cancelled.
func (d *Desk) CheckCSAF(ctx context.Context, progress func(domain.Progress)) (domain.CSAFChecked, error) {
	var out domain.CSAFChecked
	var todos []store.CSAFTodo
	err := d.store.View(ctx, func(r *store.Read) error {
		todos = nil
		for todo, err := range r.CSAFTodos() {
			if err != nil {
				return err
			}
			todos = append(todos, todo)
		}
		return nil
	})
	total := 0
	for i := range todos {
		total += len(todos[i].Files)
	}
	for i := range todos {
		if err != nil {
			return out, err
		}
		if progress != nil {
			progress(domain.Progress{Stage: "csaf", Done: int64(out.Checked), Total: int64(total), Name: todos[i].Files[0].File})
		}
		var failed []domain.CSAFFailure
		if failed, err = d.checkTodo(ctx, &todos[i]); err == nil {
			err = d.keepFailures(ctx, todos[i].Name, failed)
		}
		if err == nil {
			out.Checked += len(todos[i].Files)
			out.Failed = append(out.Failed, failed...)
		}
	}
	if err != nil {
		return out, asCancelled(ctx, err)
	}
	sortFailures(out.Failed)
	return out, d.store.View(ctx, func(r *store.Read) (err error) {
		out.Standing, err = csafStanding(r)
		return err
	})
}

// checkTodo checks the documents of one list on all cores, outside of any
// transaction.
func (d *Desk) checkTodo(ctx context.Context, todo *store.CSAFTodo) ([]domain.CSAFFailure, error) {
	g := &proofs{at: d.now().UTC()}
	found := make([]*domain.CSAFFailure, len(todo.Files))
	errs := make([]error, len(todo.Files))
	slots := make(chan struct{}, max(1, runtime.GOMAXPROCS(0)))
	var group sync.WaitGroup
	for i := range todo.Files {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			var data []byte
			errs[i] = d.store.View(ctx, func(r *store.Read) (err error) {
				data, err = r.Original(todo.Files[i].Digest)
				return err
			})
			if errs[i] == nil {
				found[i] = g.failsCSAF(data, todo.Files[i].Digest, todo.Files[i].File)
			}
		})
	}
	group.Wait()
	var out []domain.CSAFFailure
	for _, f := range found {
		if f != nil {
			out = append(out, *f)
		}
	}
	return out, errors.Join(errs...)
}

// keepFailures notes what a list came to and drops it.
func (d *Desk) keepFailures(ctx context.Context, name string, failed []domain.CSAFFailure) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	return d.store.Update(ctx, func(w *store.Write) error {
		for _, f := range failed {
			if err := w.PutCSAFFailure(f); err != nil {
				return err
			}
		}
		return w.DeleteCSAFTodo(name)
	})
}
