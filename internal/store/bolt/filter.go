package bolt

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
)

// A filter tells for most keys that a run does not have them, without reading any of
// its blocks (Bloom, "Space/Time Trade-offs in Hash Coding with Allowable Errors", 1970).
// It holds every key of the run, and what keys begin with up to their second
// slash, so that it also answers for scans below that. It is never wrong about what is
// there; of what is not there it lets one in about two thousand pass.
type filter []byte

const (
	filterBits   = 16 // for each entry
	filterProbes = 8
)

// newFilter is an empty filter with room for n entries.
func newFilter(n int) filter {
	return make(filter, (max(n, 1)*filterBits+63)/64*8)
}

// add puts an entry in.
func (f filter) add(hash uint64) {
	size, step := uint64(len(f))*8, bits.RotateLeft64(hash, 32)|1
	for range filterProbes {
		at, _ := bits.Mul64(hash, size) // evenly into [0, size)
		f[at>>3] |= 1 << (at & 7)
		hash += step
	}
}

// maybe is false where the entry was surely not put in.
func (f filter) maybe(hash uint64) bool {
	size, step := uint64(len(f))*8, bits.RotateLeft64(hash, 32)|1
	for range filterProbes {
		at, _ := bits.Mul64(hash, size)
		if f[at>>3]&(1<<(at&7)) == 0 {
			return false
		}
		hash += step
	}
	return true
}

// stored is the filter with its check sum in front, as the file keeps it.
func (f filter) stored() []byte {
	return append(binary.LittleEndian.AppendUint64(make([]byte, 0, 8+len(f)), sumOf(f)), f...)
}

// readFilter copies a stored filter; ok is false where it is damaged.
func readFilter(data []byte) (f filter, ok bool) {
	if len(data) <= 8 {
		return nil, false
	}
	f = filter(bytes.Clone(data[8:]))
	return f, sumOf(f) == binary.LittleEndian.Uint64(data)
}

// sumOf is a check sum: it tells what was damaged, not what was forged.
func sumOf(data []byte) uint64 { return hashOf(data) }

// hashOf is the entry of a key, or of the beginning of keys. It is part of the form of the
// file and must stay as it is.
func hashOf[T string | []byte](s T) uint64 {
	const prime = 0x9E3779B97F4A7C15
	hash := uint64(len(s)) * prime
	var rest [8]byte
	for ; len(s) >= 8; s = s[8:] {
		copy(rest[:], s)
		hash = mixed(hash ^ binary.LittleEndian.Uint64(rest[:]))
	}
	if len(s) > 0 {
		rest = [8]byte{}
		copy(rest[:], s)
		hash = mixed(hash ^ binary.LittleEndian.Uint64(rest[:]))
	}
	return mixed(hash)
}

// mixed spreads every bit over all of them.
func mixed(h uint64) uint64 {
	high, low := bits.Mul64(h^0x2545F4914F6CDD1D, 0x9E3779B97F4A7C15)
	return high ^ low ^ h>>29
}

// stemOf is what a key begins with up to its second slash, or "" where it has fewer.
func stemOf(key string) string {
	first := strings.IndexByte(key, '/') + 1
	second := strings.IndexByte(key[first:], '/') + 1
	if first == 0 || second == 0 {
		return ""
	}
	return key[:first+second]
}

// stemOfScan is the stem that all keys in [from, to) share, or "" where they need not
// share one.
func stemOfScan(from, to string) string {
	stem := stemOf(from)
	if stem == "" || to == "" || to > stem[:len(stem)-1]+"0" { // the byte behind the slash
		return ""
	}
	return stem
}
