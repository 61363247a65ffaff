package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Attach keeps a file with tasks: its exact bytes under their hash, with a note.
// The same file on the same task is kept once. A file over [domain.MaxAttachment]
// is refused before it is read. Errors: NotFound (a task, the file), Invalid (too
// large, empty, no regular file).
func (d *Desk) Attach(ctx context.Context, tasks []string, file, note string) ([]domain.Attachment, error) {
	done, err := d.writer()
	if err != nil {
		return nil, err
	}
	defer done()
	if len(tasks) == 0 {
		return nil, &domain.Error{Kind: domain.Invalid, Op: "attach", Code: "no_task_named"}
	}
	err = d.store.View(ctx, func(r *store.Read) error { // before a long copy
		_, _, err := choose(r, tasks, nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	data, err := readAttachment(file)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	a := domain.Attachment{Name: filepath.Base(file), Digest: hex.EncodeToString(sum[:]), Size: int64(len(data)), Note: strings.TrimSpace(note),
		Assurance: d.assurance, At: d.now().UTC()}
	if err := d.store.PutOriginal(ctx, a.Digest, data); err != nil {
		return nil, err
	}
	var out []domain.Attachment
	err = d.store.Update(ctx, func(w *store.Write) (err error) {
		out = nil
		if a.By, err = d.person(&w.Read); err != nil {
			return err
		}
		for _, task := range unique(slices.Clone(tasks)) {
			kept, err := d.attach(w, a, task)
			if err != nil {
				return err
			}
			out = append(out, kept)
		}
		return nil
	})
	return out, err
}

// readAttachment reads a file of a size that may be kept. The size it has is asked
// first; of one that has none to ask for, no more than the limit is read.
func readAttachment(file string) ([]byte, error) {
	bad := func(kind domain.Kind, code domain.Code, size int64, err error) error {
		return &domain.Error{Kind: kind, Op: "attach", Subject: file, Code: code, Err: err,
			Params: domain.Params{"have": strconv.FormatInt((size+1<<20-1)>>20, 10), "limit": strconv.Itoa(domain.MaxAttachment)}}
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, bad(domain.NotFound, "attachment_missing", 0, err)
	case err != nil:
		return nil, bad(domain.Storage, "attachment_unread", 0, err)
	case !info.Mode().IsRegular():
		return nil, bad(domain.Invalid, "attachment_not_regular", 0, nil)
	case info.Size() > domain.MaxAttachment:
		return nil, bad(domain.Invalid, "attachment_too_large", info.Size(), nil)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, bad(domain.Storage, "attachment_unread", 0, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(f, domain.MaxAttachment+1))
	switch {
	case err != nil:
		return nil, bad(domain.Storage, "attachment_unread", 0, err)
	case len(data) > domain.MaxAttachment: // it grew meanwhile
		return nil, bad(domain.Invalid, "attachment_too_large", int64(len(data)), nil)
	case len(data) == 0:
		return nil, bad(domain.Invalid, "attachment_empty", 0, nil)
	}
	return data, nil
}

// attach writes one attachment and its event; what the task has already is given
// back as it is.
func (d *Desk) attach(w *store.Write, a domain.Attachment, task string) (domain.Attachment, error) {
	for have, err := range w.Attachments(task) {
		if err != nil || have.Digest == a.Digest {
			return have, err
		}
	}
	n, err := w.NextID("attachment")
	if err != nil {
		return a, err
	}
	a.ID, a.Task = "A-"+strconv.FormatUint(n, 10), task
	if err := w.PutAttachment(a); err != nil {
		return a, err
	}
	e := d.event(a.By, "task.attach", task)
	e.Reason = a.Name
	return a, d.log(w, e, nil, a)
}

// attachments are the files kept with a task, oldest first.
func attachments(r *store.Read, task string) ([]domain.Attachment, error) {
	var out []domain.Attachment
	for a, err := range r.Attachments(task) {
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b domain.Attachment) int { return compareIDs(a.ID, b.ID) })
	return out, nil
}

// SaveAttachment copies a file kept with a task out, compared with its hash.
// Errors: NotFound (the task, the attachment), Corrupt, and those of the destination.
func (d *Desk) SaveAttachment(ctx context.Context, task, id string, to Destination) (domain.Attachment, error) {
	var found domain.Attachment
	var data []byte
	err := d.store.View(ctx, func(r *store.Read) error {
		if _, err := r.TaskView(task); err != nil {
			return noTask(err, task)
		}
		all, err := attachments(r, task)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(a domain.Attachment) bool { return a.ID == id || a.Name == id })
		if at < 0 {
			return &domain.Error{Kind: domain.NotFound, Op: "save attachment", Subject: task, Code: "no_such_attachment", Params: domain.Params{"name": id}}
		}
		found = all[at]
		data, err = r.Original(found.Digest)
		return err
	})
	if err != nil {
		return found, err
	}
	return found, to.Write(d.folder, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
