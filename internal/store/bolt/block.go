package bolt

import (
	"bytes"
	"encoding/binary"
	"sort"
	"strings"

	"fenceline/internal/store"
)

// A rewritten file keeps its items in blocks: neighbours, compressed
// together with a pattern that all blocks of a path share. Blocks are never
// changed; what is written later lies above them, large transactions in blocks of
// their own (runs.go). Four buckets hold this:
//
//	blocks    last key of the block -> where it lies in the stream, and its length
//	stream    number -> a piece of all blocks written one behind the other
//	patterns  path -> bytes the frames of that path may point into
//	gone      key -> nothing: deleted since, though a block has it
//
// A block is a tag and its items as one zstd frame. The stream is cut into pieces that fill
// pages, so that nothing is left between blocks.
//
// The items of a block, one after the other, in the order of keys: how many bytes
// the key shares with the one before, how many follow, those; the length of the
// value, and the value. Numbers are unsigned varints.
var (
	blocksBucket   = []byte("blocks")
	streamBucket   = []byte("stream")
	patternsBucket = []byte("patterns")
	goneBucket     = []byte("gone")
)

// pieceLen is how long a piece of the stream is: two, with their keys and what bbolt
// notes of them, are exactly a page, and no page holds fewer than two.
const pieceLen = (pageSize-pageHead)/2 - entryLen - 8

// The first byte of a stored block.
const (
	blockPlain   = 0x01 // the frame stands alone
	blockPattern = 0x02 // the frame points into the pattern of its path
	blockQuick   = 0x03 // in place of a frame eight bytes of check sum and a block of S2
)

// block is a decoded block.
type block struct {
	keys   []string
	values [][]byte // parts of one slice; they must not be changed
	size   int
}

// appendItem appends an item to the bytes of a block whose last key is before.
func appendItem(data []byte, before, key string, value []byte) []byte {
	shared := 0
	for shared < len(key) && shared < len(before) && key[shared] == before[shared] {
		shared++
	}
	data = binary.AppendUvarint(data, uint64(shared))
	data = binary.AppendUvarint(data, uint64(len(key)-shared))
	data = append(data, key[shared:]...)
	data = binary.AppendUvarint(data, uint64(len(value)))
	return append(data, value...)
}

// decodeBlock reads the items of a block, whose last key must be last.
func decodeBlock(data []byte, last string) (*block, error) {
	b := &block{size: len(data)}
	wrong := errDamaged{"the block that ends with " + last + " is wrong"}
	number := func() (n int, ok bool) {
		u, size := binary.Uvarint(data)
		if size <= 0 || u > uint64(len(data)) {
			return 0, false
		}
		data = data[size:]
		return int(u), true
	}
	take := func() (part []byte, ok bool) {
		n, ok := number()
		if !ok || n > len(data) {
			return nil, false
		}
		part, data = data[:n:n], data[n:]
		return part, true
	}
	most := 1 + len(data)/blockItem
	b.values = make([][]byte, 0, most)
	all, ends := make([]byte, 0, len(data)/2), make([]int, 0, most) // of the keys: one string holds them all
	begin := 0                                                      // of the key before
	for len(data) > 0 {
		shared, size := binary.Uvarint(data)
		before := all[begin:]
		if size <= 0 || shared > uint64(len(before)) {
			return nil, wrong
		}
		data = data[size:]
		rest, ok := take()
		if !ok {
			return nil, wrong
		}
		value, ok := take()
		if !ok {
			return nil, wrong
		}
		begin = len(all)
		all = append(append(all, before[:shared]...), rest...)
		if bytes.Compare(all[begin:], before) <= 0 {
			return nil, wrong
		}
		b.values, ends = append(b.values, value), append(ends, len(all))
	}
	if string(all[begin:]) != last {
		return nil, wrong
	}
	keys := string(all)
	b.keys, begin = make([]string, len(ends)), 0
	for i, end := range ends {
		b.keys[i], begin = keys[begin:end], end
	}
	return b, nil
}

// from finds the first item whose key is not before key.
func (b *block) from(key string) int { return sort.SearchStrings(b.keys, key) }

// item copies an item, for somebody who may change it.
func (b *block) item(i int) store.Item {
	return store.Item{Key: b.keys[i], Value: store.Owned(b.values[i])}
}

// address is where a block lies in the stream.
type address struct{ at, size uint64 }

func (a address) encode() []byte {
	return binary.AppendUvarint(binary.AppendUvarint(nil, a.at), a.size)
}

func decodeAddress(data []byte) (a address, ok bool) {
	at, n := binary.Uvarint(data)
	if n <= 0 {
		return address{}, false
	}
	size, m := binary.Uvarint(data[n:])
	return address{at, size}, m > 0 && n+m == len(data) && size > 0 && size <= mostBlock
}

// blockItem is about how many bytes an item of a block has.
const blockItem = 256

// mostBlock bounds what a damaged file can ask for.
const mostBlock = 1 << 30

// pieceKey names a piece of the stream.
func pieceKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// pathOf is what keys that resemble each other begin with.
func pathOf(key string) string {
	path, _, _ := strings.Cut(key, "/")
	return path
}
