package ingest

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
)

// edited makes another JSON document of data: every four bytes of the script are one
// change to one value of it. Bytes that are changed anywhere are refused long before
// anybody converts them; a document that is changed by values is read to its end.
// What is no JSON stays as it is.
func edited(data, script []byte) []byte {
	var tree any
	if len(script) < 4 || json.Unmarshal(data, &tree) != nil {
		return data
	}
	for n := 0; len(script) >= 4 && n < 32; n, script = n+1, script[4:] {
		var all []slot
		if all = slots(all, &tree); len(all) > mostValues {
			break
		}
		at := (int(script[1])<<8 | int(script[2])) % len(all)
		all[at].change(script[0], script[3], all)
	}
	out, err := json.Marshal(tree, json.Deterministic(true))
	if err != nil {
		return data
	}
	return out
}

// mostValues keeps changes that double a part from growing without end.
const mostValues = 2000

// slot is a place that holds a value.
type slot struct {
	get func() any
	set func(any)
	del func() // nil for the document itself
}

// slots lists the places of a tree, the same order for the same tree.
func slots(all []slot, root *any) []slot {
	all = append(all, slot{get: func() any { return *root }, set: func(v any) { *root = v }})
	return within(all, *root, func(v any) { *root = v })
}

func within(all []slot, value any, replace func(any)) []slot {
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			s := slot{get: func() any { return value[name] }, set: func(v any) { value[name] = v }, del: func() { delete(value, name) }}
			all = within(append(all, s), value[name], s.set)
		}
	case []any:
		for i := range value {
			s := slot{get: func() any { return value[i] }, set: func(v any) { value[i] = v },
				del: func() { replace(slices.Concat(value[:i], value[i+1:])) }}
			all = within(append(all, s), value[i], s.set)
		}
	}
	return all
}

// odd gives values that a reader does not expect where they come to stand, each time
// new ones: they are changed in their turn.
func odd() []any {
	return []any{nil, "", " ", true, false, 0.0, -1.0, 1e308, 12345678901.0, []any{}, map[string]any{}, []any{nil}, "CVE-2026-99999",
		"2026-13-45T99:99:99Z", "2026-06-01T00:00:00", "*", "vers:rpm/>=1|<2", ">=1.0 <2", "1.0", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
		"pkg:npm/%40a/b@1?arch=x#y", "cpe:2.3:a:b:c:*:*:*:*:*:*:*:*", strings.Repeat("x", 3000), "\u202e<script>\x00", "../../etc/passwd", "NaN"}
}

// change makes one change of the kind that the byte says.
func (s slot) change(kind, with byte, all []slot) {
	switch kind % 6 {
	case 0:
		if s.del != nil {
			s.del()
		}
	case 1:
		s.set(oddFor(s.get(), with))
	case 2: // what stands elsewhere
		other := all[int(with)*len(all)/256].get()
		if data, err := json.Marshal(other); err == nil && len(data) < 20_000 {
			var copied any
			if json.Unmarshal(data, &copied) == nil {
				s.set(copied)
			}
		}
	case 3:
		s.set([]any{s.get()})
	case 4:
		if list, ok := s.get().([]any); ok && len(list) > 0 && len(list) < 64 {
			s.set(append(slices.Clone(list), list[int(with)%len(list)]))
		}
	case 5:
		if text, ok := s.get().(string); ok && len(text) > 0 {
			at := int(with) % len(text)
			s.set(strings.ToValidUTF8(text[:at]+text[at+1:], "?"))
		}
	}
}

// oddFor picks an odd value; most often one of the type that stands there, which
// readers get further with.
func oddFor(value any, with byte) any {
	var alike []any
	all := odd()
	for _, v := range all {
		if reflect.TypeOf(v) == reflect.TypeOf(value) {
			alike = append(alike, v)
		}
	}
	if with >= 200 || len(alike) == 0 {
		alike = all
	}
	return alike[int(with)%len(alike)]
}

// TestEdited holds that a script changes a document, that most changed documents are
// still read, and that the same script makes the same document.
func TestEdited(t *testing.T) {
	text := []byte(samples["pm-1.json"])
	read, changed := 0, 0
	for i := range 200 {
		script := []byte{byte(i), byte(i * 7), byte(i * 31), byte(i * 13)}
		out := edited(text, script)
		if string(out) != string(edited(text, script)) {
			t.Fatalf("%v makes two documents", script)
		}
		var tree any
		if json.Unmarshal(out, &tree) == nil {
			read++
		}
		if string(out) != string(edited(text, []byte{4, 0, 0, 0})) {
			changed++
		}
	}
	if read < 200 || changed < 100 {
		t.Errorf("%d of 200 are JSON, %d changed", read, changed)
	}
}
