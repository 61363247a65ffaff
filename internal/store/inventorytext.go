package store

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// InventoryText is an inventory as it is stored, whose components are decoded when
// they are asked for: to find a few of many costs a twentieth of decoding all.
type InventoryText struct {
	key     string   // of the generation's head, for errors
	chunks  [][]byte // each a JSON array of components
	records int
	cut     bool // the chunks can be cut into their components
}

// recordStart stands between two components of a chunk. It stands nowhere else:
// inside of a string a quotation mark has a backslash before it, and behind the end
// of one there is no name.
var recordStart = []byte(`},{"id":"`)

// InventoryText is the asset's inventory of that generation, not decoded;
// generation 0 is empty.
func (r *Read) InventoryText(asset string, gen uint64) (*InventoryText, error) {
	if gen == 0 {
		return &InventoryText{}, nil
	}
	t := &InventoryText{key: keyGeneration(pathInventory, asset, gen, "h")}
	head, ok, err := find[generationHead](r, t.key)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, corruptRecord(t.key, fmt.Errorf("generation %d of %s is missing or not whole", gen, pathInventory))
	}
	t.records = head.Records
	found := 0
	for n := range head.Chunks {
		key := keyGeneration(pathInventory, asset, gen, number(n))
		value, err := get(r.r, key)
		if err != nil {
			return nil, err
		}
		if value == nil {
			return nil, corruptRecord(key, fmt.Errorf("chunk %d of %d is missing", n, head.Chunks))
		}
		data, err := unpack(r.r, key, value)
		if err != nil {
			return nil, err
		}
		t.chunks = append(t.chunks, data)
		found += bytes.Count(data, recordStart) + 1
	}
	t.cut = found == t.records
	return t, nil
}

// Len is how many components there are.
func (t *InventoryText) Len() int { return t.records }

// Holds reports whether the text stands anywhere as a whole string.
func (t *InventoryText) Holds(text string) bool {
	quoted := quote(text)
	return slices.ContainsFunc(t.chunks, func(data []byte) bool { return bytes.Contains(data, quoted) })
}

// HasOwners reports whether any component names the package its files belong to.
func (t *InventoryText) HasOwners() bool {
	return slices.ContainsFunc(t.chunks, func(data []byte) bool { return bytes.Contains(data, []byte(`,"owner":"`)) })
}

// All decodes every component, in the order in which they were written.
func (t *InventoryText) All() ([]domain.Held, error) {
	all := make([]domain.Held, 0, min(t.records, 1<<20))
	for _, data := range t.chunks {
		var part []domain.Held
		if err := unmarshal(t.key, data, &part); err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	if len(all) != t.records {
		return nil, corruptRecord(t.key, fmt.Errorf("%d records, want %d", len(all), t.records))
	}
	return all, nil
}

// Naming decodes the components in which one of the texts stands as a whole string:
// its id, an identity, the package it belongs to. Others may be among them. They
// come in the order in which they were written.
func (t *InventoryText) Naming(texts []string) ([]domain.Held, error) {
	if !t.cut {
		return t.All()
	}
	var out []domain.Held
	for _, data := range t.chunks {
		var starts []int
		for _, text := range texts {
			starts = startsOf(starts, data, quote(text))
		}
		slices.Sort(starts)
		for _, start := range slices.Compact(starts) {
			end := bytes.Index(data[start:], recordStart) + 1
			if end == 0 {
				end = len(data) - start - 1 // the array's closing bracket
			}
			var h domain.Held
			if err := unmarshal(t.key, data[start:start+end], &h); err != nil {
				return nil, err
			}
			out = append(out, h)
		}
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
