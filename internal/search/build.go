package search

import (
	"encoding/binary"
	"slices"
)

// MostDocs is how many documents one segment holds.
const MostDocs = 16 << 10

// blockSize is about how many bytes one block has; a single term's documents may
// make it twice as long.
const blockSize = 24 << 10

// Builder makes one segment. Add documents with Begin, Text, Set and SetNumber,
// then take the blocks with [Builder.Blocks]. It is for one goroutine.
type Builder struct {
	terms   map[string]*posting
	docs    int // begun
	texts   map[Column][]string
	numbers map[Column][]int64
	word    []byte
	term    []byte
}

// posting is the documents of one term, encoded but for the last one.
type posting struct {
	data   []byte
	count  int
	before int // the document encoded last
	doc    int // the last one, not encoded yet
	strong bool
}

// NewBuilder begins an empty segment.
func NewBuilder() *Builder {
	return &Builder{terms: map[string]*posting{}, texts: map[Column][]string{}, numbers: map[Column][]int64{}}
}

// Len is how many documents were begun.
func (b *Builder) Len() int { return b.docs }

// Begin starts the next document; the key is whatever the caller knows it by.
func (b *Builder) Begin(key string) {
	b.docs++
	for _, c := range textColumns {
		b.texts[c] = append(b.texts[c], "")
	}
	for _, c := range numberColumns {
		b.numbers[c] = append(b.numbers[c], 0)
	}
	b.Set(ColumnKey, key)
}

// Set gives the document's value in a column of text.
func (b *Builder) Set(c Column, value string) { b.texts[c][b.docs-1] = value }

// SetNumber gives the document's value in a column of numbers.
func (b *Builder) SetNumber(c Column, value int64) { b.numbers[c][b.docs-1] = value }

// Name makes the document the first to be found by a whole id or name.
func (b *Builder) Name(name string) {
	if name != "" {
		b.add(append(append(b.term[:0], '='), wholeTerm(name)...), true)
	}
}

// Text adds a text of the document under a field.
func (b *Builder) Text(f Field, text string) {
	if text == "" {
		return
	}
	r := fields[f]
	if r.whole {
		b.add(append(append(append(b.term[:0], f...), ':'), wholeTerm(text)...), true)
		return
	}
	named := f != FieldNote
	b.word = eachWord(b.word, text, true, func(word []byte) {
		if common[string(word)] {
			return
		}
		if r.weight != silent {
			b.add(word, r.weight == strong)
		}
		if named {
			b.term = append(append(append(b.term[:0], f...), ':'), word...)
			b.add(b.term, true)
		}
	})
}

func (b *Builder) add(term []byte, strong bool) {
	p := b.terms[string(term)]
	if p == nil {
		p = &posting{before: -1, doc: -1}
		b.terms[string(term)] = p
	}
	at := b.docs - 1
	if p.doc == at {
		p.strong = p.strong || strong
		return
	}
	p.flush()
	p.doc, p.strong = at, strong
}

// flush encodes the last document: its distance from the one before, doubled, and
// one more where the term is strong in it.
func (p *posting) flush() {
	if p.doc < 0 {
		return
	}
	code := uint64(p.doc-p.before) << 1
	if p.strong {
		code |= 1
	}
	p.data = binary.AppendUvarint(p.data, code)
	p.before, p.doc = p.doc, -1
	p.count++
}

// Block is one piece of a segment: its name is unique there, and dictionary blocks
// sort by it as their first terms do.
type Block struct {
	Name string
	Data []byte
}

// Names of blocks begin with one of these.
const (
	dictionaryBlock = "t/"
	columnBlock     = "c/"
)

// Blocks gives the segment, for the caller to keep. Equal documents in equal order
// give equal blocks.
func (b *Builder) Blocks() []Block {
	var out []Block
	names := make([]string, 0, len(b.terms))
	for term := range b.terms {
		names = append(names, term)
	}
	slices.Sort(names)
	var open []byte
	first, last := "", ""
	for _, term := range names {
		p := b.terms[term]
		p.flush()
		if len(open) > 0 && len(open)+len(p.data) > blockSize {
			out = append(out, Block{dictionaryBlock + first, open})
			open = nil
		}
		if len(open) == 0 {
			first, last = term, ""
		}
		same := 0
		for same < len(last) && same < len(term) && last[same] == term[same] {
			same++
		}
		open = binary.AppendUvarint(open, uint64(same))
		open = binary.AppendUvarint(open, uint64(len(term)-same))
		open = append(open, term[same:]...)
		open = binary.AppendUvarint(open, uint64(p.count))
		open = binary.AppendUvarint(open, uint64(len(p.data)))
		open = append(open, p.data...)
		last = term
	}
	if len(open) > 0 {
		out = append(out, Block{dictionaryBlock + first, open})
	}
	return append(out, b.columns()...)
}

func (b *Builder) columns() []Block {
	var out []Block
	for _, c := range textColumns {
		out = append(out, cutColumn(c, len(b.texts[c]), func(data []byte, i int) []byte {
			value := b.texts[c][i]
			data = binary.AppendUvarint(data, uint64(len(value)))
			return append(data, value...)
		})...)
	}
	for _, c := range numberColumns {
		before := int64(0)
		out = append(out, cutColumn(c, len(b.numbers[c]), func(data []byte, i int) []byte {
			value := b.numbers[c][i]
			data = binary.AppendVarint(data, value-before)
			before = value
			return data
		})...)
	}
	return out
}

func cutColumn(c Column, n int, encode func(data []byte, i int) []byte) []Block {
	var out []Block
	var open []byte
	for i := range n {
		open = encode(open, i)
		if len(open) >= blockSize || i == n-1 {
			out = append(out, Block{columnName(c, len(out)), open})
			open = nil
		}
	}
	return out
}
