package csafcheck

import (
	"bytes"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const op = "validate csaf"

// kind is the JSON type of a value.
type kind byte

const (
	null    kind = 'n'
	boolean kind = 't'
	number  kind = '0'
	text    kind = '"'
	object  kind = '{'
	array   kind = '['
)

// kindNames are the names of the types as a message says them.
var kindNames = map[kind]string{null: "null", boolean: "a boolean", number: "a number", text: "a string", object: "an object", array: "an array"}

// node is one JSON value.
type node struct {
	kind   kind
	str    string  // a string's text, a number's digits, "true" or "false"
	inside *inside // of an object or array that is not empty
}

// inside is what an object or an array holds. Members keep the order they stand in;
// objects with the same names in the same order share them.
type inside struct {
	names  []string
	values []node
}

// names are the names of an object's members.
func (n *node) names() []string {
	if n.inside == nil {
		return nil
	}
	return n.inside.names
}

// values are the members of an object or the items of an array.
func (n *node) values() []node {
	if n.inside == nil {
		return nil
	}
	return n.inside.values
}

// member gives a member of an object, nil where there is none.
func (n *node) member(name string) *node {
	if n.kind != object {
		return nil
	}
	for i, have := range n.names() {
		if have == name {
			return &n.inside.values[i]
		}
	}
	return nil
}

// parse reads text into a tree. Errors are those of package jsondoc.
func parse(doc []byte) (*node, error) {
	if err := jsondoc.CheckDepth(op, doc, jsondoc.SafeDepth); err != nil {
		return nil, err
	}
	d := jsontext.NewDecoder(bytes.NewBuffer(doc)) // a buffer is read in place
	r := reader{d: d, texts: make(map[string]string), shapes: make(map[string][]string)}
	root, err := r.value()
	if err != nil {
		return nil, jsondoc.Explain(op, doc, err)
	}
	if _, err := d.ReadToken(); err == nil {
		return nil, &domain.Error{Kind: domain.Invalid, Op: op, Code: jsondoc.CodeTrailing}
	} else if d.InputOffset() < int64(len(bytes.TrimRight(doc, " \t\r\n"))) {
		return nil, jsondoc.Explain(op, doc, err)
	}
	return &root, nil
}

// reader builds nodes from tokens. Short texts and lists of names that recur are
// kept once.
type reader struct {
	d      *jsontext.Decoder
	texts  map[string]string
	shapes map[string][]string
	stack  []node   // values of the objects and arrays that are being read
	open   []string // names of the objects
	key    []byte   // scratch of shape
}

func (r *reader) value() (node, error) {
	t, err := r.d.ReadToken()
	if err != nil {
		return node{}, err
	}
	switch t.Kind() {
	case jsontext.KindBeginObject:
		return r.object()
	case jsontext.KindBeginArray:
		return r.array()
	case jsontext.KindString:
		return node{kind: text, str: r.once(t.String())}, nil
	case jsontext.KindNumber:
		return node{kind: number, str: t.String()}, nil
	case jsontext.KindTrue, jsontext.KindFalse:
		return node{kind: boolean, str: t.String()}, nil
	}
	return node{kind: null}, nil
}

// once gives the kept copy of a short text.
func (r *reader) once(s string) string {
	const short, most = 48, 1 << 18
	if len(s) > short {
		return s
	}
	if kept, ok := r.texts[s]; ok {
		return kept
	}
	if len(r.texts) < most {
		r.texts[s] = s
	}
	return s
}

// take gives the values that were pushed since the stack was as high as start.
func (r *reader) take(start int) []node {
	out := slices.Clone(r.stack[start:])
	clear(r.stack[start:])
	r.stack = r.stack[:start]
	return out
}

func (r *reader) array() (node, error) {
	start := len(r.stack)
	for r.d.PeekKind() != jsontext.KindEndArray {
		v, err := r.value()
		if err != nil {
			return node{}, err
		}
		r.stack = append(r.stack, v)
	}
	n := node{kind: array}
	if len(r.stack) > start {
		n.inside = &inside{values: r.take(start)}
	}
	_, err := r.d.ReadToken()
	return n, err
}

func (r *reader) object() (node, error) {
	start, first := len(r.stack), len(r.open)
	for r.d.PeekKind() != jsontext.KindEndObject {
		t, err := r.d.ReadToken()
		if err != nil {
			return node{}, err
		}
		name := r.once(t.String())
		v, err := r.value()
		if err != nil {
			return node{}, err
		}
		r.stack, r.open = append(r.stack, v), append(r.open, name)
	}
	n := node{kind: object}
	if len(r.stack) > start {
		n.inside = &inside{names: r.shape(r.open[first:]), values: r.take(start)}
	}
	r.open = r.open[:first]
	_, err := r.d.ReadToken()
	return n, err
}

// shape gives the kept copy of a list of names.
func (r *reader) shape(names []string) []string {
	const most = 1 << 12
	r.key = r.key[:0]
	for _, name := range names {
		r.key = append(append(r.key, name...), 0)
	}
	if kept, ok := r.shapes[string(r.key)]; ok && slices.Equal(kept, names) {
		return kept
	}
	kept := slices.Clone(names)
	if len(r.shapes) < most {
		r.shapes[string(r.key)] = kept
	}
	return kept
}

// place is a value and where it stands. The nil place is a value that is absent;
// every method takes it.
type place struct {
	*node
	up    *place
	name  string // in an object
	index int    // in an array
}

func (p *place) is(k kind) bool { return p != nil && p.kind == k }

// field gives a member of an object, nil where there is none.
func (p *place) field(path ...string) *place {
	for _, name := range path {
		if p == nil {
			return nil
		}
		n := p.member(name)
		if n == nil {
			return nil
		}
		p = &place{node: n, up: p, name: name}
	}
	return p
}

// text gives a string's text, "" where the value is none.
func (p *place) text() string {
	if !p.is(text) {
		return ""
	}
	return p.str
}

// get is the text of a member.
func (p *place) get(path ...string) string {
	if p == nil {
		return ""
	}
	n := p.node
	for _, name := range path {
		if n = n.member(name); n == nil {
			return ""
		}
	}
	if n.kind != text {
		return ""
	}
	return n.str
}

// items goes through an array's values.
func (p *place) items() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		if !p.is(array) {
			return
		}
		list := p.values()
		for i := range list {
			if !yield(&place{node: &list[i], up: p, index: i}) {
				return
			}
		}
	}
}

// members goes through an object's values.
func (p *place) members() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		if !p.is(object) {
			return
		}
		list, names := p.values(), p.names()
		for i := range list {
			if !yield(&place{node: &list[i], up: p, name: names[i]}) {
				return
			}
		}
	}
}

// each goes through the values that a path leads to; "*" stands for every value
// of an array.
func (p *place) each(path ...string) iter.Seq[*place] {
	return func(yield func(*place) bool) { p.walk(path, yield) }
}

func (p *place) walk(path []string, yield func(*place) bool) bool {
	if p == nil {
		return true
	}
	if len(path) == 0 {
		return yield(p)
	}
	if path[0] != "*" {
		return p.field(path[0]).walk(path[1:], yield)
	}
	for item := range p.items() {
		if !item.walk(path[1:], yield) {
			return false
		}
	}
	return true
}

// pointer gives the JSON Pointer (RFC 6901) of the place, "" for the root.
func (p *place) pointer() string {
	if p == nil || p.up == nil {
		return ""
	}
	step := p.name
	if p.up.kind == array {
		step = strconv.Itoa(p.index)
	}
	return jsondoc.Pointer(p.up.pointer(), step)
}

// key is a text that two values share exactly if JSON Schema calls them equal.
func (n *node) key() string {
	var b strings.Builder
	n.writeKey(&b)
	return b.String()
}
