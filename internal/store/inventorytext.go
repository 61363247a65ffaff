package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// InventoryText is an inventory as it is stored, whose components are read and
// decoded when they are asked for: to find a few of many costs little, however
// many there are. It is for one goroutine.
type InventoryText struct {
	asset  string
	gen    uint64
	head   generationHead
	chunks []inventoryChunk
	index  inventoryIndex
	known  bool // index was read
}

// inventoryChunk is a JSON array of components.
type inventoryChunk struct {
	data []byte // nil: not read yet
	cut  bool   // it can be cut into its components
}

// inventoryIndex holds for each chunk a short hash of everything its components are
// found by, two bytes each, in order. Where a hash stands the text most likely
// does; where it does not stand the text does not.
type inventoryIndex struct {
	Chunks  [][]byte `json:"chunks"`
	Records []int    `json:"records"` // of each chunk
}

// recordStart stands between two components of a chunk. It stands nowhere else:
// inside of a string a quotation mark has a backslash before it, and behind the end
// of one there is no name.
var recordStart = []byte(`},{"id":"`)

// indexInventory makes the index of components whose chunks begin there.
func indexInventory(held []domain.Held, begins []int) inventoryIndex {
	var index inventoryIndex
	for n, begin := range begins {
		end := len(held)
		if n+1 < len(begins) {
			end = begins[n+1]
		}
		var all []uint16
		for i := begin; i < end; i++ {
			h := &held[i]
			all = append(all, shortHash(h.ID), shortHash(string(h.Key)), shortHash(string(h.Owner)))
			for _, key := range h.Also {
				all = append(all, shortHash(string(key)))
			}
		}
		slices.Sort(all)
		all = slices.Compact(all)
		data := make([]byte, 0, 2*len(all))
		for _, one := range all {
			data = binary.BigEndian.AppendUint16(data, one)
		}
		index.Chunks = append(index.Chunks, data)
		index.Records = append(index.Records, end-begin)
	}
	return index
}

// shortHash is FNV-1a of 32 bits, folded to 16.
func shortHash(text string) uint16 {
	if !utf8.ValidString(text) {
		text = string([]rune(text)) // as it is stored
	}
	sum := uint32(2166136261)
	for i := range len(text) {
		sum = (sum ^ uint32(text[i])) * 16777619
	}
	return uint16(sum>>16) ^ uint16(sum)
}

// has reports whether the hash stands in a chunk.
func (x *inventoryIndex) has(chunk int, hash uint16) bool {
	data := x.Chunks[chunk]
	lo, hi := 0, len(data)/2
	for lo < hi {
		mid := (lo + hi) / 2
		switch one := binary.BigEndian.Uint16(data[2*mid:]); {
		case one == hash:
			return true
		case one < hash:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return false
}

// InventoryText is the asset's inventory of that generation, not read; generation 0
// is empty.
func (r *Read) InventoryText(asset string, gen uint64) (*InventoryText, error) {
	t := &InventoryText{asset: asset, gen: gen}
	if gen == 0 {
		return t, nil
	}
	var ok bool
	var err error
	if t.head, ok, err = find[generationHead](r, t.key("h")); err != nil {
		return nil, err
	}
	if !ok {
		return nil, corruptRecord(t.key("h"), fmt.Errorf("generation %d of %s is missing or not whole", gen, pathInventory))
	}
	t.chunks = make([]inventoryChunk, t.head.Chunks)
	return t, nil
}

func (t *InventoryText) key(last string) string {
	return keyGeneration(pathInventory, t.asset, t.gen, last)
}

// Len is how many components there are.
func (t *InventoryText) Len() int { return t.head.Records }

// read gives a chunk as it is stored.
func (t *InventoryText) read(r *Read, n int) (*inventoryChunk, error) {
	c := &t.chunks[n]
	if c.data != nil {
		return c, nil
	}
	key := t.key(number(n))
	value, err := get(r.r, key)
	if err != nil {
		return nil, err
	}
	if value == nil {
		return nil, corruptRecord(key, fmt.Errorf("chunk %d of %d is missing", n, t.head.Chunks))
	}
	if c.data, err = unpack(r.r, key, value); err != nil {
		return nil, err
	}
	if t.known { // what an older program wrote is decoded whole
		c.cut = bytes.Count(c.data, recordStart)+1 == t.index.Records[n]
	}
	return c, nil
}

// readIndex reads what tells where to look.
func (t *InventoryText) readIndex(r *Read) error {
	if t.known || !t.head.Indexed {
		return nil
	}
	index, ok, err := find[inventoryIndex](r, t.key("i"))
	switch {
	case err != nil:
		return err
	case !ok || len(index.Chunks) != t.head.Chunks || len(index.Records) != t.head.Chunks:
		return corruptRecord(t.key("i"), fmt.Errorf("the index of generation %d is missing or of another", t.gen))
	}
	t.index, t.known = index, true
	return nil
}

// HasOwners reports whether any component names the package its files belong to;
// where an older program wrote the inventory it may.
func (t *InventoryText) HasOwners() bool { return t.head.Owners || !t.head.Indexed }

// All decodes every component, in the order in which they were written.
func (t *InventoryText) All(r *Read) ([]domain.Held, error) {
	all := make([]domain.Held, 0, min(t.head.Records, 1<<20))
	for n := range t.chunks {
		c, err := t.read(r, n)
		if err != nil {
			return nil, err
		}
		var part []domain.Held
		if err := unmarshal(t.key(number(n)), c.data, &part); err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	if len(all) != t.head.Records {
		return nil, corruptRecord(t.key("h"), fmt.Errorf("%d records, want %d", len(all), t.head.Records))
	}
	return all, nil
}

// Naming decodes the components in which one of the texts stands as a whole string:
// its id, an identity, the package it belongs to. Others may be among them. They
// come in the order in which they were written.
func (t *InventoryText) Naming(r *Read, texts []string) ([]domain.Held, error) {
	if err := t.readIndex(r); err != nil {
		return nil, err
	}
	if !t.known {
		return t.All(r)
	}
	var out []domain.Held
	for n := range t.chunks {
		var quoted [][]byte
		for _, text := range texts {
			if t.index.has(n, shortHash(text)) {
				quoted = append(quoted, quote(text))
			}
		}
		if len(quoted) == 0 {
			continue
		}
		found, err := t.find(r, n, quoted)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// find decodes the components of a chunk in which one of the quoted texts stands.
func (t *InventoryText) find(r *Read, n int, quoted [][]byte) ([]domain.Held, error) {
	c, err := t.read(r, n)
	if err != nil {
		return nil, err
	}
	var out []domain.Held
	if !c.cut {
		err := unmarshal(t.key(number(n)), c.data, &out)
		return out, err
	}
	var starts []int
	for _, q := range quoted {
		starts = startsOf(starts, c.data, q)
	}
	slices.Sort(starts)
	for _, start := range slices.Compact(starts) {
		end := bytes.Index(c.data[start:], recordStart) + 1
		if end == 0 {
			end = len(c.data) - start - 1 // the array's closing bracket
		}
		var h domain.Held
		if err := unmarshal(t.key(number(n)), c.data[start:start+end], &h); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// startsOf appends where the components begin in which the quoted text stands.
func startsOf(starts []int, data, quoted []byte) []int {
	for from := 0; ; {
		at := bytes.Index(data[from:], quoted)
		if at < 0 {
			return starts
		}
		starts = append(starts, startBefore(data, from+at))
		from += at + len(quoted)
	}
}

// startBefore is where the component begins that holds the byte. It looks back in
// growing steps: a component is short, a chunk is not.
func startBefore(data []byte, at int) int {
	for window := 1 << 10; ; window *= 4 {
		from := max(0, at-window)
		// The pattern may end behind the byte: an id is part of it.
		if i := bytes.LastIndex(data[from:min(len(data), at+1)], recordStart); i >= 0 {
			return from + i + len("},")
		}
		if from == 0 {
			return len("[")
		}
	}
}

// quote is the text as the codec writes it, with its quotation marks.
func quote(text string) []byte {
	quoted, err := jsontext.AppendQuote(nil, text)
	if err != nil { // text that is no UTF-8 is stored with replacement characters
		quoted, _ = jsontext.AppendQuote(nil, string([]rune(text)))
	}
	return quoted
}
