package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// Documents compares two JSON documents and lists what differs, in the order of
// the older one, what is new after its neighbours. Texts in Before and After are
// whole. Errors: Invalid where one is no JSON.
func Documents(older, newer []byte) ([]domain.Change, error) {
	a, err := read(older)
	if err != nil {
		return nil, err
	}
	b, err := read(newer)
	if err != nil {
		return nil, err
	}
	w := &walker{names: map[string]string{}}
	w.products(a)
	w.products(b)
	w.compare(nil, a, b)
	return w.out, nil
}

func read(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, &domain.Error{Kind: domain.Invalid, Op: "compare", Code: "not_comparable", Err: err}
	}
	return v, nil
}

type walker struct {
	out   []domain.Change
	names map[string]string // of products, by their id
}

// products collects the names a product tree gives its ids.
func (w *walker) products(v any) {
	switch v := v.(type) {
	case map[string]any:
		id, _ := v["product_id"].(string)
		if name, ok := v["name"].(string); ok && id != "" {
			w.names[id] = name
		}
		for _, key := range sortedKeys(v) {
			w.products(v[key])
		}
	case []any:
		for _, one := range v {
			w.products(one)
		}
	}
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// deepest is how deep documents are compared; what lies deeper is compared whole.
const deepest = 100

func (w *walker) compare(path []string, a, b any) {
	x, isObject := a.(map[string]any)
	y, alsoObject := b.(map[string]any)
	if isObject && alsoObject && len(path) < deepest {
		w.objects(path, x, y)
		return
	}
	p, isList := a.([]any)
	q, alsoList := b.([]any)
	if isList && alsoList && len(path) < deepest {
		w.lists(path, p, q)
		return
	}
	if text(a) != text(b) {
		w.out = append(w.out, domain.Change{Sort: domain.ChangeChanged, Path: path, Before: w.show(a), After: w.show(b)})
	}
}

func (w *walker) objects(path []string, a, b map[string]any) {
	keys := sortedKeys(a)
	for key := range b {
		if _, both := a[key]; !both {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		x, was := a[key]
		y, is := b[key]
		at := append(slices.Clone(path), key)
		switch {
		case !is:
			w.out = append(w.out, domain.Change{Sort: domain.ChangeRemoved, Path: at, Before: w.show(x)})
		case !was:
			w.out = append(w.out, domain.Change{Sort: domain.ChangeAdded, Path: at, After: w.show(y)})
		default:
			w.compare(at, x, y)
		}
	}
}

// lists pairs entries by their names; of several with one name the first with the
// first, and so on.
func (w *walker) lists(path []string, a, b []any) {
	before, after := named(a), named(b)
	have := map[string]int{}
	for i := range after {
		have[after[i].key] = i
	}
	met := map[string]bool{}
	for _, one := range before {
		at := append(slices.Clone(path), "["+w.label(one.name)+"]")
		other, ok := have[one.key]
		if !ok {
			w.out = append(w.out, domain.Change{Sort: domain.ChangeRemoved, Path: at, Before: w.show(one.value)})
			continue
		}
		met[one.key] = true
		w.compare(at, one.value, after[other].value)
	}
	for _, one := range after {
		if !met[one.key] {
			at := append(slices.Clone(path), "["+w.label(one.name)+"]")
			w.out = append(w.out, domain.Change{Sort: domain.ChangeAdded, Path: at, After: w.show(one.value)})
		}
	}
}

type entry struct {
	name, key string
	value     any
}

func named(list []any) []entry {
	out := make([]entry, len(list))
	seen := map[string]int{}
	for i, v := range list {
		name := nameOf(v)
		seen[name]++
		out[i] = entry{name, name + "\x00" + strconv.Itoa(seen[name]), v}
	}
	return out
}

// naming are the members that name an entry, the surest first; one with several
// parts needs all of them.
var naming = [][]string{{"cve"}, {"cve_id"}, {"product_id"}, {"group_id"}, {"number"}, {"id"}, {"category", "product_ids"}, {"category", "group_ids"}, {"ecosystem", "name"}, {"package"},
	{"label"}, {"system_name", "text"}, {"category", "title"}, {"category", "name"}, {"url"}, {"full_product_name"}, {"product"}, {"type", "score"}, {"type", "events"}, {"vulnerability"}, {"names"}, {"name"}, {"lang"}, {"category"}}

// nameOf names an entry of a list; a value is its own name.
func nameOf(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return text(v)
	}
	for _, members := range naming {
		var parts []string
		for _, member := range members {
			if value, has := m[member]; has {
				if inner, isObject := value.(map[string]any); isObject {
					parts = append(parts, nameOf(inner))
				} else {
					parts = append(parts, text(value))
				}
			}
		}
		if len(parts) == len(members) {
			return strings.Join(parts, " ")
		}
	}
	return text(v)
}

// text is a value on one line: texts as they are, all else as JSON.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case nil:
		return "null"
	}
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// longestLabel is how many letters of an entry's name stand in a path.
const longestLabel = 80

func (w *walker) label(name string) string {
	if product, ok := w.names[name]; ok && product != name {
		name += " (" + product + ")"
	}
	if r := []rune(name); len(r) > longestLabel {
		name = string(r[:longestLabel]) + "..."
	}
	return name
}

// show is a value for people: an object or list as its members.
func (w *walker) show(v any) string {
	switch v := v.(type) {
	case string:
		if name, ok := w.names[v]; ok && name != v {
			return v + " (" + name + ")"
		}
		return v
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = w.show(v[i])
		}
		return strings.Join(parts, "; ")
	case map[string]any:
		var parts []string
		for _, key := range sortedKeys(v) {
			parts = append(parts, key+": "+w.show(v[key]))
		}
		return strings.Join(parts, ", ")
	}
	return text(v)
}
