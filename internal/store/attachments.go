package store

import (
	"iter"

	"fenceline/internal/domain"
)

// Attachments yields the files kept with a task, in the order of their ids as text.
func (r *Read) Attachments(task string) iter.Seq2[domain.Attachment, error] {
	return scan[domain.Attachment](r, Range{Prefix: under(pathAttachment, task)})
}

// PutAttachment stores what is known of a file; its bytes are an original.
func (w *Write) PutAttachment(a domain.Attachment) error {
	return w.put(path(pathAttachment, a.Task, a.ID), a)
}
