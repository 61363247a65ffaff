package store

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
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
	switch {
	case bytes.HasPrefix(frame, plainMark):
		return frame[len(plainMark):], nil
	case bytes.HasPrefix(frame, zstdMagic):
		return decompress(frame)
	}
	if n, err := s2.DecodedLen(frame); err != nil || int64(n) != size {
		return nil, errors.Join(errOriginalSize, err)
	}
	return s2.Decode(nil, frame)
}

// plainMark begins a kept original that is not compressed. No S2 block begins so:
// behind its length of 1 would stand a copy from before its beginning.
var plainMark = []byte{0x01, 0x01, 0xFF}

// loosenedMost is how large an original may be to be kept in one value as it is.
var loosenedMost = DefaultLimits().Value - len(plainMark)

// Loosened gives a stored value in a form that says the same and compresses better
// together with its neighbours, for an engine that does so: an original that was compressed
// alone, and fits into a value without it, and its head. Everything else stays.
func Loosened(key string, value []byte) []byte {
	if !strings.HasPrefix(key, pathOriginal+"/") {
		return value
	}
	switch key[strings.LastIndexByte(key, '/')+1:] {
	case "h":
		return loosenedHead(value)
	case number(0):
		return loosenedChunk(value)
	}
	return value
}

func loosenedHead(value []byte) []byte {
	var head originalHead
	if json.Unmarshal(value, &head) != nil || head.Chunks != 1 || head.Size > int64(loosenedMost) {
		return value
	}
	head.Packed = int(head.Size) + len(plainMark)
	if data, err := marshal(head); err == nil {
		return data
	}
	return value
}

// loosenedChunk leaves the first of several chunks as it is: alone it cannot be decoded.
func loosenedChunk(value []byte) (loose []byte) {
	var plain []byte
	var err error
	switch n, e := s2.DecodedLen(value); {
	case bytes.HasPrefix(value, plainMark):
		return value
	case bytes.HasPrefix(value, zstdMagic):
		plain, err = decompress(value)
	case e == nil && n <= loosenedMost:
		plain, err = s2.Decode(nil, value)
	default:
		return value
	}
	if err != nil || len(plain) > loosenedMost {
		return value
	}
	return slices.Concat(plainMark, plain)
}
