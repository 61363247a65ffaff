package csafcheck

import (
	"bytes"
	"iter"
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

// node is one JSON value. Members keep the order they stand in.
type node struct {
	kind    kind
	str     string   // a string's text, a number's digits, "true" or "false"
	names   []string // of an object
	entries []node   // of an object or an array
}

// parse reads text into a tree. Errors are those of package jsondoc.
func parse(doc []byte) (*node, error) {
	if err := jsondoc.CheckDepth(op, doc); err != nil {
		return nil, err
	}
	d := jsontext.NewDecoder(bytes.NewReader(doc))
	r := reader{d: d, names: make(map[string]string)}
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

// reader builds nodes from tokens; names of members are kept once.
type reader struct {
	d     *jsontext.Decoder
	names map[string]string
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
		n := node{kind: array}
		for r.d.PeekKind() != jsontext.KindEndArray {
			v, err := r.value()
			if err != nil {
				return node{}, err
			}
			n.entries = append(n.entries, v)
		}
		_, err := r.d.ReadToken()
		return n, err
	case jsontext.KindString:
		return node{kind: text, str: t.String()}, nil
	case jsontext.KindNumber:
		return node{kind: number, str: t.String()}, nil
	case jsontext.KindTrue, jsontext.KindFalse:
		return node{kind: boolean, str: t.String()}, nil
	}
	return node{kind: null}, nil
}

func (r *reader) object() (node, error) {
	n := node{kind: object}
	for r.d.PeekKind() != jsontext.KindEndObject {
		t, err := r.d.ReadToken()
		if err != nil {
			return node{}, err
		}
		name := t.String()
		if kept, ok := r.names[name]; ok {
			name = kept
		} else {
			r.names[name] = name
		}
		v, err := r.value()
		if err != nil {
			return node{}, err
		}
		n.names = append(n.names, name)
		n.entries = append(n.entries, v)
	}
	_, err := r.d.ReadToken()
	return n, err
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
		if !p.is(object) {
			return nil
		}
		at := -1
		for i, n := range p.names {
			if n == name {
				at = i
				break
			}
		}
		if at < 0 {
			return nil
		}
		p = &place{node: &p.entries[at], up: p, name: name}
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
func (p *place) get(path ...string) string { return p.field(path...).text() }

// items goes through an array's values.
func (p *place) items() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		if !p.is(array) {
			return
		}
		for i := range p.entries {
			if !yield(&place{node: &p.entries[i], up: p, index: i}) {
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
		for i := range p.entries {
			if !yield(&place{node: &p.entries[i], up: p, name: p.names[i]}) {
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
