package store

import (
	"iter"

	"fenceline/internal/domain"
)

// PendingReindex is the kind of the work [Store.DropDerived] leaves: deriving
// everything again. Whoever has done it deletes the entry "all".
const (
	PendingReindex = "reindex"
	PendingAll     = "all"
)

// PendingID is where a piece of work is kept.
type PendingID struct{ Kind, ID string }

// PendingItem is a piece of work as [Read.Pendings] yields it, or the error that
// ended the scan.
type PendingItem struct {
	Pending
	Err error
}

// pendingRecord is the stored form: the id beside the work, since a long id is
// hashed in the key.
type pendingRecord struct {
	ID   string  `json:"id"`
	Work Pending `json:"work"`
}

// Pending is one piece of work; NotFound where it is done.
func (r *Read) Pending(kind, id string) (Pending, error) {
	record, ok, err := find[pendingRecord](r, path(pathPending, kind, id))
	if err == nil && !ok {
		err = &domain.Error{Kind: domain.NotFound, Op: "read pending", Subject: id, Err: errAbsent}
	}
	return record.Work, err
}

// PutPending stores work to be done.
func (w *Write) PutPending(kind, id string, pending Pending) error {
	return w.put(path(pathPending, kind, id), pendingRecord{ID: id, Work: pending})
}

// DeletePending removes work that is done.
func (w *Write) DeletePending(kind, id string) error { return w.delete(path(pathPending, kind, id)) }

// Pendings yields the work of one kind under its id, in the order of keys. A
// failed scan ends with an item that holds the error.
func (r *Read) Pendings(kind string) iter.Seq2[string, PendingItem] {
	return func(yield func(string, PendingItem) bool) {
		for record, err := range scan[pendingRecord](r, Range{Prefix: under(pathPending, kind)}) {
			if !yield(record.ID, PendingItem{Pending: record.Work, Err: err}) {
				return
			}
		}
	}
}

// AnyPending reports whether any work is to be done.
func (r *Read) AnyPending() (bool, error) {
	return r.anyUnder(pathPending)
}
