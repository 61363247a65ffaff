package store

import (
	"iter"

	"fenceline/internal/domain"
)

// CSAFTodo lists documents that came in and wait for the check by mandatory tests.
type CSAFTodo struct {
	Name  string     `json:"name"` // of the list
	Files []CSAFFile `json:"files"`
}

// CSAFFile is one of them.
type CSAFFile struct {
	Digest string `json:"digest"`
	File   string `json:"file"`
}

// CSAFTodos yields the lists of what waits for the check.
func (r *Read) CSAFTodos() iter.Seq2[CSAFTodo, error] {
	return scan[CSAFTodo](r, Range{Prefix: under(pathCSAFTodo)})
}

// PutCSAFTodo stores a list under its name.
func (w *Write) PutCSAFTodo(t CSAFTodo) error { return w.put(path(pathCSAFTodo, t.Name), t) }

// DeleteCSAFTodo removes a list: its documents were checked.
func (w *Write) DeleteCSAFTodo(name string) error { return w.delete(path(pathCSAFTodo, name)) }

// CSAFFailures yields the documents that came in and fail, by digest.
func (r *Read) CSAFFailures() iter.Seq2[domain.CSAFFailure, error] {
	return scan[domain.CSAFFailure](r, Range{Prefix: under(pathCSAFFailure)})
}

// CSAFFailure is what is known of a document that fails; ok is false where nothing is.
func (r *Read) CSAFFailure(digest string) (f domain.CSAFFailure, ok bool, err error) {
	return find[domain.CSAFFailure](r, path(pathCSAFFailure, digest))
}

// PutCSAFFailure stores what a check found under the digest of the document.
func (w *Write) PutCSAFFailure(f domain.CSAFFailure) error {
	return w.put(path(pathCSAFFailure, f.Digest), f)
}
