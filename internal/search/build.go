package search

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// MostDocs is how many documents one segment holds.
const MostDocs = 16 << 10

// blockSize is about how many bytes one block has; a single term's documents may
// make it twice as long.
const blockSize = 24 << 10

// Builder makes one segment. Add documents with Begin, Text, Set and SetNumber,
// then take the blocks with [Builder.Blocks]: they have the documents in the order of
// their keys, in which neighbours are alike. It is for one goroutine.
type Builder struct {
	terms   *terms
	docs    int      // begun
	texts   [][]byte // of each column of texts: the documents before the last one, encoded
	last    []string // the last document's
	numbers map[Column][]int64
	dropped map[int]bool
	word    []byte
	term    []byte
}

// NewBuilder begins an empty segment.
func NewBuilder() *Builder {
	n := len(textColumns)
	b := &Builder{terms: newTerms(), texts: make([][]byte, n), last: make([]string, n), numbers: map[Column][]int64{}}
	for w := range common {
		b.terms.entry([]byte(w)).common = true
	}
	return b
}

// Len is how many documents were begun and not dropped.
func (b *Builder) Len() int { return b.docs - len(b.dropped) }

// Drop leaves a document out, by its place among those begun.
func (b *Builder) Drop(doc int) {
	if b.dropped == nil {
		b.dropped = map[int]bool{}
	}
	b.dropped[doc] = true
}

// Begin starts the next document; the key is whatever the caller knows it by.
func (b *Builder) Begin(key string) {
	b.endTexts()
	b.docs++
	for _, c := range numberColumns {
		b.numbers[c] = append(b.numbers[c], 0)
	}
	b.Set(ColumnKey, key)
}

// endTexts encodes the last document's texts.
func (b *Builder) endTexts() {
	if b.docs == 0 {
		return
	}
	for i, value := range b.last {
		b.texts[i] = append(binary.AppendUvarint(b.texts[i], uint64(len(value))), value...)
		b.last[i] = ""
	}
}

// Set gives the document's value in a column of text.
func (b *Builder) Set(c Column, value string) { b.last[columnPlaces[c]] = value }

// columnPlaces are the places of the columns of text in their list.
var columnPlaces = map[Column]int{}

func init() {
	for i, c := range textColumns {
		columnPlaces[c] = i
	}
}

// SetNumber gives the document's value in a column of numbers.
func (b *Builder) SetNumber(c Column, value int64) { b.numbers[c][b.docs-1] = value }

// Name makes the document the first to be found by a whole id or name.
func (b *Builder) Name(name string) {
	if name != "" {
		b.term = appendWhole(append(b.term[:0], '='), name)
		b.whole(b.term)
	}
}

// Text adds a text of the document under a field.
func (b *Builder) Text(f Field, text string) {
	if text == "" {
		return
	}
	r := fields[f]
	if r.whole {
		b.term = appendWhole(append(append(b.term[:0], f...), ':'), text)
		b.whole(b.term)
		return
	}
	b.word = eachWord(b.word, text, true, func(word []byte) {
		e := b.terms.entry(word)
		if e.common {
			return
		}
		if r.weight != silent {
			b.terms.add(&e.any, b.docs-1, r.weight == strong)
		}
		if f != FieldNote {
			b.terms.add(b.terms.under(e, f), b.docs-1, true)
		}
	})
}

// whole notes a term that is no word.
func (b *Builder) whole(term []byte) { b.terms.add(&b.terms.entry(term).any, b.docs-1, true) }

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

// Blocks gives the segment, for the caller to keep; the builder is done with.
// Equal documents give equal blocks, in whatever order they were added; of several with
// one key the order counts.
func (b *Builder) Blocks() []Block {
	b.endTexts()
	var out []Block
	var open, last, data []byte
	first := ""
	order, places := b.order()
	for _, t := range b.terms.sorted() {
		var count int
		if data, count = b.terms.documents(data[:0], t.posting, places); count == 0 {
			continue
		}
		if len(open) > 0 && len(open)+len(data) > blockSize {
			out = append(out, Block{dictionaryBlock + first, open})
			open = nil
		}
		if len(open) == 0 {
			first, last = string(t.name), nil
		}
		same := 0
		for same < len(last) && same < len(t.name) && last[same] == t.name[same] {
			same++
		}
		open = binary.AppendUvarint(open, uint64(same))
		open = binary.AppendUvarint(open, uint64(len(t.name)-same))
		open = append(open, t.name[same:]...)
		open = binary.AppendUvarint(open, uint64(count))
		open = binary.AppendUvarint(open, uint64(len(data)))
		open = append(open, data...)
		last = t.name
	}
	if len(open) > 0 {
		out = append(out, Block{dictionaryBlock + first, open})
	}
	return append(out, b.columns(order)...)
}

// order gives the documents that count by key, and the place of each document there, or -1.
func (b *Builder) order() (order []int, places []int32) {
	keys := b.texts[columnPlaces[ColumnKey]]
	at := b.values(columnPlaces[ColumnKey])
	for doc := range b.docs {
		if !b.dropped[doc] {
			order = append(order, doc)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return bytes.Compare(text(keys[at[x]:at[x+1]]), text(keys[at[y]:at[y+1]])) })
	places = make([]int32, b.docs)
	for doc := range places {
		places[doc] = -1
	}
	for place, doc := range order {
		places[doc] = int32(place)
	}
	return order, places
}

// values tells where each document's value begins in a column of texts, and the last one ends.
func (b *Builder) values(column int) []uint32 {
	data := b.texts[column]
	out := make([]uint32, 1, b.docs+1)
	for at := 0; at < len(data); {
		size, used := binary.Uvarint(data[at:])
		at += used + int(size)
		out = append(out, uint32(at))
	}
	return out
}

// text is a value of a column without its length.
func text(value []byte) []byte {
	_, used := binary.Uvarint(value)
	return value[used:]
}

func (b *Builder) columns(order []int) []Block {
	var out []Block
	for i, c := range textColumns {
		at := b.values(i)
		out = append(out, cutColumn(c, len(order), func(data []byte, n int) []byte {
			return append(data, b.texts[i][at[order[n]]:at[order[n]+1]]...)
		})...)
	}
	for _, c := range numberColumns {
		before := int64(0)
		out = append(out, cutColumn(c, len(order), func(data []byte, n int) []byte {
			value := b.numbers[c][order[n]]
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
