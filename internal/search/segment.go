package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"sort"
	"strings"
	"sync"
)

// Blocks gives the blocks of segments back.
type Blocks interface {
	// Block gives a block by its name, nil where there is none.
	Block(segment int, name string) ([]byte, error)
	// Dictionary yields the dictionary blocks, in their order, from the last one
	// whose name is not behind from.
	Dictionary(segment int, from string) iter.Seq2[Block, error]
}

// Head describes a segment: its number, how many documents it has, and which of
// them were struck, in order.
type Head struct {
	Number int      `json:"number"`
	Docs   int      `json:"docs"`
	Struck []uint32 `json:"struck,omitzero"`
}

// Live is how many documents count.
func (h Head) Live() int { return h.Docs - len(h.Struck) }

var errBlock = errors.New("a block of the text index is cut short")

// segment is one segment with the columns that were asked for so far.
type segment struct {
	head   Head
	struck map[uint32]bool

	mu      sync.Mutex
	texts   map[Column][]string
	numbers map[Column][]int64
}

func newSegment(head Head) *segment {
	s := &segment{head: head, struck: map[uint32]bool{}, texts: map[Column][]string{}, numbers: map[Column][]int64{}}
	for _, n := range head.Struck {
		s.struck[n] = true
	}
	return s
}

func columnName(c Column, n int) string { return fmt.Sprintf("%s%s/%06d", columnBlock, c, n) }

// text gives a column of texts.
func (s *segment) text(src Blocks, c Column) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if values, ok := s.texts[c]; ok {
		return values, nil
	}
	values := make([]string, 0, s.head.Docs)
	for n := 0; len(values) < s.head.Docs; n++ {
		data, err := src.Block(s.head.Number, columnName(c, n))
		if err != nil {
			return nil, err
		}
		if len(data) == 0 {
			return nil, errBlock
		}
		whole := string(data) // the values are parts of it
		for at := 0; at < len(whole); {
			size, used := binary.Uvarint(data[at:])
			if used <= 0 || uint64(len(whole)-at-used) < size {
				return nil, errBlock
			}
			at += used
			values = append(values, whole[at:at+int(size)])
			at += int(size)
		}
	}
	s.texts[c] = values
	return values, nil
}

// number gives a column of numbers.
func (s *segment) number(src Blocks, c Column) ([]int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if values, ok := s.numbers[c]; ok {
		return values, nil
	}
	values := make([]int64, 0, s.head.Docs)
	before := int64(0)
	for n := 0; len(values) < s.head.Docs; n++ {
		data, err := src.Block(s.head.Number, columnName(c, n))
		if err != nil {
			return nil, err
		}
		if len(data) == 0 {
			return nil, errBlock
		}
		for len(data) > 0 {
			value, used := binary.Varint(data)
			if used <= 0 {
				return nil, errBlock
			}
			before += value
			values = append(values, before)
			data = data[used:]
		}
	}
	s.numbers[c] = values
	return values, nil
}

// found is what a search marks of each document of a segment.
type found struct {
	score []uint16 // of words that hold
	last  []uint16 // the last clause that holds, counted from 1
}

// each calls use with every document whose terms are the one given or, where
// begins is set, begin with it.
func (s *segment) each(src Blocks, term string, begins bool, use func(doc int, strong, whole bool)) error {
	for block, err := range src.Dictionary(s.head.Number, dictionaryBlock+term) {
		if err != nil {
			return err
		}
		if first := strings.TrimPrefix(block.Name, dictionaryBlock); first > term && !(begins && strings.HasPrefix(first, term)) {
			return nil
		}
		if err := eachTerm(block.Data, func(t []byte, postings []byte) error {
			whole := string(t) == term
			if !whole && !(begins && strings.HasPrefix(string(t), term)) {
				return nil
			}
			return eachPosting(postings, func(doc int, strong bool) { use(doc, strong, whole) })
		}); err != nil {
			return err
		}
	}
	return nil
}

// eachTerm reads a dictionary block.
func eachTerm(data []byte, use func(term, postings []byte) error) error {
	var term []byte
	number := func() (int, bool) {
		n, used := binary.Uvarint(data)
		if used <= 0 || n > 1<<30 {
			return 0, false
		}
		data = data[used:]
		return int(n), true
	}
	for len(data) > 0 {
		same, ok := number()
		size, ok2 := number()
		if !ok || !ok2 || same > len(term) || size > len(data) {
			return errBlock
		}
		term = append(term[:same], data[:size]...)
		data = data[size:]
		_, ok = number() // how many documents
		size, ok2 = number()
		if !ok || !ok2 || size > len(data) {
			return errBlock
		}
		if err := use(term, data[:size]); err != nil {
			return err
		}
		data = data[size:]
	}
	return nil
}

func eachPosting(data []byte, use func(doc int, strong bool)) error {
	doc := -1
	for len(data) > 0 {
		code, used := binary.Uvarint(data)
		if used <= 0 {
			return errBlock
		}
		data = data[used:]
		doc += int(code >> 1)
		use(doc, code&1 == 1)
	}
	return nil
}

// Held keeps the blocks of segments in memory: of what was not indexed yet.
type Held map[int][]Block

// Hold keeps the blocks of a builder under a number.
func (h Held) Hold(number int, b *Builder) Head {
	h[number] = b.Blocks()
	return Head{Number: number, Docs: b.Len()}
}

// Block implements [Blocks].
func (h Held) Block(segment int, name string) ([]byte, error) {
	for _, b := range h[segment] {
		if b.Name == name {
			return b.Data, nil
		}
	}
	return nil, nil
}

// Dictionary implements [Blocks].
func (h Held) Dictionary(segment int, from string) iter.Seq2[Block, error] {
	return func(yield func(Block, error) bool) {
		blocks := h[segment]
		n := sort.Search(len(blocks), func(i int) bool { return !strings.HasPrefix(blocks[i].Name, dictionaryBlock) || blocks[i].Name > from })
		for i := max(n-1, 0); i < len(blocks) && strings.HasPrefix(blocks[i].Name, dictionaryBlock); i++ {
			if !yield(blocks[i], nil) {
				return
			}
		}
	}
}
