package search

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// terms are the words of a segment being built, each with the documents that hold
// it. A segment has hundreds of thousands of them, most with one document, so they
// stand in a few large slices without pointers: the garbage collector need not walk
// them, and a word that was seen before costs one look.
type terms struct {
	seed    maphash.Seed
	slots   []uint32 // entries by hash, counted from 1; 0 is free
	entries []entry
	keys    []byte
	named   []namedPosting
	arena   []byte // of chunks, see [terms.grow]

	noted []byte   // to read a posting in
	codes []uint32 // and to sort it
}

// entry is one word with the documents that hold it anywhere, and those that hold it
// under a field: it is looked up once, whatever it is found by.
type entry struct {
	hash   uint32
	key    uint32 // where it begins in keys
	size   uint16
	common bool
	named  uint32 // the first of its fields, counted from 1
	any    posting
}

type namedPosting struct {
	field Field
	next  uint32 // the next field of the same word
	posting
}

// posting is the documents of one term: encoded ones in chunks, but for the last.
type posting struct {
	first  uint32 // chunk
	at     uint32 // where the next byte goes
	end    uint32 // of the chunk's bytes
	chunks uint16
	strong bool  // the last one
	count  int32 // encoded
	before int32 // the document encoded last
	doc    int32 // the last one, not encoded yet
}

func newPosting() posting { return posting{before: -1, doc: -1} }

func newTerms() *terms { return &terms{seed: maphash.MakeSeed(), slots: make([]uint32, 1<<12)} }

// entry gives the entry of a word, a new one where there is none; it is good until
// the next call.
func (t *terms) entry(word []byte) *entry {
	hash := uint32(maphash.Bytes(t.seed, word))
	mask := uint32(len(t.slots) - 1)
	slot := hash & mask
	for ; t.slots[slot] != 0; slot = (slot + 1) & mask {
		e := &t.entries[t.slots[slot]-1]
		if e.hash == hash && bytes.Equal(t.key(e), word) {
			return e
		}
	}
	t.entries = append(t.entries, entry{hash: hash, key: uint32(len(t.keys)), size: uint16(len(word)), any: newPosting()})
	t.keys = append(t.keys, word...)
	t.slots[slot] = uint32(len(t.entries))
	if len(t.entries)*2 > len(t.slots) {
		t.spread()
	}
	return &t.entries[len(t.entries)-1]
}

// spread doubles the slots.
func (t *terms) spread() {
	t.slots = make([]uint32, 2*len(t.slots))
	mask := uint32(len(t.slots) - 1)
	for i := range t.entries {
		slot := t.entries[i].hash & mask
		for t.slots[slot] != 0 {
			slot = (slot + 1) & mask
		}
		t.slots[slot] = uint32(i + 1)
	}
}

func (t *terms) key(e *entry) []byte { return t.keys[e.key : e.key+uint32(e.size)] }

// under gives the documents that hold a word under a field; they are good until the
// next call.
func (t *terms) under(e *entry, f Field) *posting {
	for at := e.named; at != 0; at = t.named[at-1].next {
		if t.named[at-1].field == f {
			return &t.named[at-1].posting
		}
	}
	t.named = append(t.named, namedPosting{field: f, next: e.named, posting: newPosting()})
	e.named = uint32(len(t.named))
	return &t.named[len(t.named)-1].posting
}

// add notes a document, which is the last one noted or a later one.
func (t *terms) add(p *posting, doc int, strong bool) {
	if p.doc == int32(doc) {
		p.strong = p.strong || strong
		return
	}
	t.flush(p)
	p.doc, p.strong = int32(doc), strong
}

// flush encodes the last document: its distance from the one before, doubled, and
// one more where the term is strong in it.
func (t *terms) flush(p *posting) {
	if p.doc < 0 {
		return
	}
	code := uint64(p.doc-p.before) << 1
	if p.strong {
		code |= 1
	}
	var buf [binary.MaxVarintLen64]byte
	for _, c := range buf[:binary.PutUvarint(buf[:], code)] {
		if p.at == p.end {
			t.grow(p)
		}
		t.arena[p.at] = c
		p.at++
	}
	p.before, p.doc = p.doc, -1
	p.count++
}

// A chunk has this many bytes, twice as many as the one before; in the four behind
// them stands where the next one begins.
const (
	firstChunk = 8
	mostDouble = 8
	linkSize   = 4
)

func chunkSize(n uint16) uint32 { return firstChunk << min(n, mostDouble) }

// grow adds a chunk to a posting.
func (t *terms) grow(p *posting) {
	at, size := uint32(len(t.arena)), chunkSize(p.chunks)
	t.arena = append(t.arena, make([]byte, size+linkSize)...)
	if p.chunks == 0 {
		p.first = at
	} else {
		binary.LittleEndian.PutUint32(t.arena[p.end:], at)
	}
	p.at, p.end, p.chunks = at, at+size, p.chunks+1
}

// documents appends the documents of a posting, encoded as they were noted, under their
// places in a new order, and tells how many; those with a place below zero are left out.
func (t *terms) documents(out []byte, p *posting, places []int32) ([]byte, int) {
	t.noted = t.encoded(t.noted[:0], p)
	t.codes = t.codes[:0]
	doc := int32(-1)
	for data := t.noted; len(data) > 0; {
		code, used := binary.Uvarint(data)
		data = data[used:]
		doc += int32(code >> 1)
		if place := places[doc]; place >= 0 {
			t.codes = append(t.codes, uint32(place)<<1|uint32(code&1))
		}
	}
	slices.Sort(t.codes)
	before := int64(-1)
	for _, code := range t.codes {
		place := int64(code >> 1)
		out = binary.AppendUvarint(out, uint64(place-before)<<1|uint64(code&1))
		before = place
	}
	return out, len(t.codes)
}

// encoded appends the documents of a posting as they were noted.
func (t *terms) encoded(out []byte, p *posting) []byte {
	at := p.first
	for n := uint16(0); n < p.chunks; n++ {
		end := at + chunkSize(n)
		if n == p.chunks-1 {
			return append(out, t.arena[at:p.at]...)
		}
		out = append(out, t.arena[at:end]...)
		at = binary.LittleEndian.Uint32(t.arena[end:])
	}
	return out
}

// term is a term of the segment with its documents.
type term struct {
	name []byte
	*posting
}

// sorted gives all terms in their order: words, and words under fields.
func (t *terms) sorted() []term {
	out := make([]term, 0, len(t.entries)+len(t.named))
	names := make([]byte, 0, len(t.keys)+16*len(t.named)) // the terms are parts of it
	for i := range t.entries {
		e := &t.entries[i]
		t.flush(&e.any)
		if e.any.count > 0 {
			out = append(out, term{t.key(e), &e.any})
		}
		for at := e.named; at != 0; at = t.named[at-1].next {
			n := &t.named[at-1]
			t.flush(&n.posting)
			begin := len(names)
			names = append(append(append(names, n.field...), ':'), t.key(e)...)
			out = append(out, term{names[begin:len(names):len(names)], &n.posting})
		}
	}
	slices.SortFunc(out, func(a, b term) int { return bytes.Compare(a.name, b.name) })
	return out
}
