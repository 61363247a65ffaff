package store

import (
	"iter"

	"fenceline/internal/domain"
)

// Mark is what people noted of an advisory; the zero mark where nobody did.
func (r *Read) Mark(key domain.AdvisoryKey) (domain.AdvisoryMark, error) {
	mark, _, err := find[domain.AdvisoryMark](r, path(pathMark, string(key)))
	mark.Advisory = key
	return mark, err
}

// Deleted tells since which arrival an advisory is off the desk: what arrived of
// it up to that one says nothing; "" where it is not. It is cheap where nobody
// noted anything of any advisory.
func (r *Read) Deleted(key domain.AdvisoryKey) (through string, err error) {
	if !r.askedMarks {
		r.askedMarks, r.noMarks = true, true
		for _, err := range r.r.Scan(Range{Prefix: under(pathMark), Limit: 1}) {
			if err != nil {
				return "", err
			}
			r.noMarks = false
		}
	}
	if r.noMarks {
		return "", nil
	}
	mark, err := r.Mark(key)
	if err != nil || mark.Deleted == nil {
		return "", err
	}
	return mark.Deleted.Through, nil
}

// Marks yields every advisory people noted something of, by key.
func (r *Read) Marks() iter.Seq2[domain.AdvisoryMark, error] {
	return scan[domain.AdvisoryMark](r, Range{Prefix: under(pathMark)})
}

// PutMark replaces what people noted of an advisory; a mark that says nothing is
// removed.
func (w *Write) PutMark(mark domain.AdvisoryMark) error {
	w.askedMarks = false
	if mark.Empty() {
		return w.delete(path(pathMark, string(mark.Advisory)))
	}
	return w.put(path(pathMark, string(mark.Advisory)), mark)
}

// ReadThrough is up to when everything that came counts as read.
func (r *Read) ReadThrough() (domain.ReadThrough, error) {
	through, _, err := find[domain.ReadThrough](r, keyReadThrough)
	return through, err
}

// PutReadThrough replaces it.
func (w *Write) PutReadThrough(through domain.ReadThrough) error {
	return w.put(keyReadThrough, through)
}
