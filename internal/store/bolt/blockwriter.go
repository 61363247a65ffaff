package bolt

import (
	"encoding/binary"
	"slices"

	"github.com/klauspost/compress/s2"
	"go.etcd.io/bbolt"
)

// blockWriter makes blocks of items that come in the order of their keys.
type blockWriter struct {
	pack  func(stream []byte, path string, data []byte) ([]byte, error) // appends a block of the path to the stream
	write func(w *blockWriter, size int) error                          // calls put and passed; nil: somebody else does
	step  int                                                           // bytes of the stream from which on it is called

	path string // of the block being made
	last string
	data []byte

	stream []byte // not written yet
	begun  uint64 // where stream begins: always with a piece
	ready  []madeBlock
}

// madeBlock is a block whose entry is not written yet.
type madeBlock struct {
	last  string
	where address
}

// add takes the next item.
func (w *blockWriter) add(key string, value []byte) error {
	path := pathOf(key)
	if len(w.data) > 0 && (path != w.path || len(w.data)+len(value) > blockLen) {
		if err := w.close(); err != nil {
			return err
		}
	}
	w.data = appendItem(w.data, w.last, key, value)
	w.path, w.last = path, key
	return nil
}

// close packs the block.
func (w *blockWriter) close() (err error) {
	at := len(w.stream)
	if w.stream, err = w.pack(w.stream, w.path, w.data); err != nil {
		return err
	}
	w.ready = append(w.ready, madeBlock{w.last, address{w.begun + uint64(at), uint64(len(w.stream) - at)}})
	w.data, w.last = w.data[:0], ""
	if w.write == nil || len(w.stream) < w.step {
		return nil
	}
	return w.write(w, len(w.stream)/pieceLen*pieceLen)
}

// put stores the entries of the blocks made so far, and so many bytes of the
// stream. Both come in the order of keys, so pages can be full.
func (w *blockWriter) put(blocks, stream *bbolt.Bucket, size int) error {
	blocks.FillPercent, stream.FillPercent = 1, 1
	for _, made := range w.ready {
		if err := blocks.Put([]byte(made.last), made.where.encode()); err != nil {
			return err
		}
	}
	for at := 0; at < size; at += pieceLen {
		n := (w.begun + uint64(at)) / pieceLen
		if err := stream.Put(pieceKey(n), w.stream[at:min(at+pieceLen, size)]); err != nil {
			return err
		}
	}
	return nil
}

// passed drops what was written.
func (w *blockWriter) passed(size int) {
	w.begun += uint64(size)
	w.stream, w.ready = append(w.stream[:0], w.stream[size:]...), w.ready[:0]
}

// end packs what is left, and writes it.
func (w *blockWriter) end() error {
	if len(w.data) > 0 {
		if err := w.close(); err != nil {
			return err
		}
	}
	if w.write == nil {
		return nil
	}
	return w.write(w, len(w.stream))
}

// packQuick packs a block of a run: what is written once, and soon merged or rewritten,
// has to be packed in little time.
func packQuick(stream []byte, _ string, data []byte) ([]byte, error) {
	most := s2.MaxEncodedLen(len(data))
	if room := 1 + 8 + most; cap(stream)-len(stream) < room {
		stream = slices.Grow(stream, max(room, len(stream))) // the longer it is, the more follows
	}
	at := len(stream) + 1
	stream = append(stream, blockQuick)[:at+8]
	packed := s2.Encode(stream[at+8:at+8+most], data)
	binary.LittleEndian.PutUint64(stream[at:], sumOf(packed))
	return stream[:at+8+len(packed)], nil
}

// unpackQuick reads such a block; wrong is told where it is damaged.
func unpackQuick(data []byte, wrong error) ([]byte, error) {
	if len(data) < 8 || sumOf(data[8:]) != binary.LittleEndian.Uint64(data) {
		return nil, wrong
	}
	if n, err := s2.DecodedLen(data[8:]); err != nil || n > mostBlock {
		return nil, wrong
	}
	out, err := s2.Decode(nil, data[8:])
	if err != nil {
		return nil, wrong
	}
	return out, nil
}
