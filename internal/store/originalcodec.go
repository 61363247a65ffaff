package store

import (
	"bytes"
	"errors"
	"sync"

	"github.com/klauspost/compress/s2"
)

// Originals are compressed as one block of S2, a form of Snappy. They are a third
// larger than as zstd, which makes a desk a twentieth larger; zstd took a seventh
// of an import's time. Originals kept as zstd frames are read as well.

// zstdMagic begins a zstd frame (RFC 8878, section 3.1.1). No S2 block begins so:
// behind its length of 40 bytes would stand a copy of nothing.
var zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}

var errOriginalSize = errors.New("the compressed bytes do not hold what the head says")

// scratch holds room for compressing.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

func compressOriginal(data []byte) []byte {
	most := s2.MaxEncodedLen(len(data))
	if most < 0 { // beyond 4 GiB
		return compress(nil, data)
	}
	room := scratch.Get().(*[]byte)
	defer scratch.Put(room)
	if cap(*room) < most {
		*room = make([]byte, most)
	}
	return bytes.Clone(s2.Encode((*room)[:cap(*room)], data))
}

func decompressOriginal(frame []byte, size int64) ([]byte, error) {
	if bytes.HasPrefix(frame, zstdMagic) {
		return decompress(frame)
	}
	if n, err := s2.DecodedLen(frame); err != nil || int64(n) != size {
		return nil, errors.Join(errOriginalSize, err)
	}
	return s2.Decode(nil, frame)
}
