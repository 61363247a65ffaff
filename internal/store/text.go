package store

import (
	"errors"
	"iter"
	"strings"

	"fenceline/internal/domain"
)

// TextIndex describes the text index over advisories. It is built when it is
// first needed, so a store may have none.
type TextIndex struct {
	Born     string        `json:"born"` // an id: an index built anew has another
	Next     int           `json:"next"` // number of the next segment
	Segments []TextSegment `json:"segments"`
}

// TextSegment is a segment of the text index: how many documents it has, and which
// of them do not count any more.
type TextSegment struct {
	Number int      `json:"number"`
	Docs   int      `json:"docs"`
	Struck []uint32 `json:"struck,omitzero"`
}

// TextIndex gives the description of the text index; ok is false where none was
// built yet.
func (r *Read) TextIndex() (index TextIndex, ok bool, err error) {
	return find[TextIndex](r, pathTextHead)
}

// PutTextIndex replaces the description.
func (w *Write) PutTextIndex(index TextIndex) error { return w.put(pathTextHead, index) }

// TextBlock is a block of a segment, nil where there is none.
func (r *Read) TextBlock(segment int, name string) ([]byte, error) {
	key := keyText(segment, name)
	value, err := get(r.r, key)
	if err != nil || value == nil {
		return nil, err
	}
	return unpackText(key, value)
}

// unpackText reads the stored form of a block, which is always packed.
func unpackText(key string, value []byte) ([]byte, error) {
	if len(value) == 0 || value[0] != tagZstd {
		return nil, corruptRecord(key, errTextBlock)
	}
	data, err := decompress(value[1:])
	if err != nil {
		return nil, corruptRecord(key, err)
	}
	return data, nil
}

var errTextBlock = errors.New("no block of the text index")

// TextBlocks yields the blocks of a segment whose names begin with prefix, in
// their order, from the last one whose name is not behind from.
func (r *Read) TextBlocks(segment int, prefix, from string) iter.Seq2[TextBlock, error] {
	return func(yield func(TextBlock, error) bool) {
		all, begin := keyText(segment, prefix), keyText(segment, from)
		for item, err := range r.r.Scan(Range{Prefix: all, To: begin + "\x00", Reverse: true, Limit: 1}) {
			if err != nil {
				yield(TextBlock{}, err)
				return
			}
			begin = item.Key
		}
		for item, err := range r.r.Scan(Range{Prefix: all, From: begin}) {
			var data []byte
			if err == nil {
				data, err = unpackText(item.Key, item.Value)
			}
			if !yield(TextBlock{Name: strings.TrimPrefix(item.Key, keyText(segment, "")), Data: data}, err) || err != nil {
				return
			}
		}
	}
}

// TextBlock is a named block of a segment.
type TextBlock struct {
	Name string
	Data []byte
}

// PutTextBlock stores a block of at most 60 KB under a name whose parts, between
// slashes, hold nothing a key escapes.
func (w *Write) PutTextBlock(segment int, block TextBlock) error {
	return w.w.Put(keyText(segment, block.Name), compress([]byte{tagZstd}, block.Data))
}

// DropTextSegment removes the blocks of a segment, at most as many as fit into
// the transaction; more is true where some are left.
func (w *Write) DropTextSegment(segment int) (more bool, err error) {
	for item, err := range w.r.Scan(Range{Prefix: keyText(segment, "")}) {
		if err != nil {
			return false, err
		}
		if w.Full() {
			return true, nil
		}
		if err := w.w.Delete(item.Key); err != nil {
			return false, err
		}
	}
	return false, nil
}

// TextSizes yields the bytes of each stored block.
func (r *Read) TextSizes() iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for item, err := range r.r.Scan(Range{Prefix: under(pathText)}) {
			if !yield(len(item.Value), err) || err != nil {
				return
			}
		}
	}
}

func keyText(segment int, name string) string { return pathText + "/" + number(segment) + "/" + name }

// noteTouched leaves behind which advisories this transaction changed, for the
// text index to take in. Where none was built yet all are to be taken in anyway.
func (w *Write) noteTouched() error {
	if len(w.touched) == 0 {
		return nil
	}
	if _, ok, err := w.TextIndex(); err != nil || !ok {
		return err
	}
	n := 0
	for item, err := range w.r.Scan(Range{Prefix: under(pathTextTodo), Reverse: true, Limit: 1}) {
		if err != nil {
			return err
		}
		for _, c := range strings.TrimPrefix(item.Key, under(pathTextTodo)) {
			n = n*10 + int(c-'0')
		}
	}
	return w.put(path(pathTextTodo, longNumber(n+1)), w.touched)
}

// touch notes that an advisory was put or deleted.
func (w *Write) touch(key domain.AdvisoryKey) {
	if n := len(w.touched); n == 0 || w.touched[n-1] != key {
		w.touched = append(w.touched, key)
	}
}

// Touch leaves advisories behind for the text index to take in, as a change of each
// of them does.
func (w *Write) Touch(keys []domain.AdvisoryKey) {
	for _, key := range keys {
		w.touch(key)
	}
}

// TextTodo yields the advisories that were changed since the text index was last
// brought up to date, by the number of the transaction; one may come several times.
func (r *Read) TextTodo() iter.Seq2[TextTodo, error] {
	return func(yield func(TextTodo, error) bool) {
		for item, err := range r.r.Scan(Range{Prefix: under(pathTextTodo)}) {
			todo := TextTodo{Name: strings.TrimPrefix(item.Key, under(pathTextTodo))}
			if err == nil {
				todo.Keys, err = decode[[]domain.AdvisoryKey](r, item.Key, item.Value)
			}
			if !yield(todo, err) || err != nil {
				return
			}
		}
	}
}

// TextTodo is what one transaction changed.
type TextTodo struct {
	Name string
	Keys []domain.AdvisoryKey
}

// DeleteTextTodo strikes off what the text index has taken in.
func (w *Write) DeleteTextTodo(name string) error { return w.delete(path(pathTextTodo, name)) }
