package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// FindingSet is one state of an asset's findings: parts by the first digits of the
// component's id, each stored under the hash of its content. Two states share the
// parts in which they do not differ, so that what changes about one component
// touches one part, however many findings the asset has. The zero FindingSet is the
// empty state. It is for one goroutine.
type FindingSet struct {
	asset   string
	records int
	parts   []findingPart // a power of two of them; those without findings have no name
	whole   []domain.Finding
	old     bool // of an older program: not in parts, and decoded into whole
	gen     uint64
}

type findingPart struct {
	name  string
	data  []byte        // the JSON array of its findings; nil: not read yet
	fresh bool          // data is to be stored
	texts []findingText // of data, in the order of components
}

// findingText is one finding as it is stored.
type findingText struct {
	component string
	data      []byte
	finding   *domain.Finding // decoded; nil: not yet
}

// findingHead is written after the parts, so that its presence means that the state
// is whole. Older programs wrote numbered chunks instead of parts.
type findingHead struct {
	Records int      `json:"records"`
	Chunks  int      `json:"chunks,omitzero"`
	Parts   []string `json:"parts,omitzero"`
}

const (
	findingsPerPart = 16 // at most, on average
	mostParts       = 1 << 10
)

// partsFor is into how many parts so many findings go. It follows from their number
// alone, so that equal states are stored alike, however they came about.
func partsFor(records int) int {
	n := 1
	for n < mostParts && records > n*findingsPerPart {
		n *= 2
	}
	return n
}

// partOf is the part of a component's findings, from the first digits of its id:
// the parts in their order hold the findings in the order of their components.
func partOf(component string, parts int) int {
	at := 0
	for i := range 4 {
		at *= 16
		if i >= len(component) {
			continue
		}
		switch c := component[i]; {
		case c >= '0' && c <= '9':
			at += int(c - '0')
		case c >= 'a':
			at += min(int(c-'a')+10, 15)
		}
	}
	return at * parts >> 16
}

// NewFindingSet puts an asset's findings into parts. They are kept in the order of
// their components, those of one as they are given.
func NewFindingSet(asset string, finds []domain.Finding) (*FindingSet, error) {
	s := &FindingSet{asset: asset, records: len(finds), parts: make([]findingPart, partsFor(len(finds)))}
	if !slices.IsSortedFunc(finds, byComponent) {
		finds = slices.Clone(finds)
		slices.SortStableFunc(finds, byComponent)
	}
	for i := range finds {
		text, err := textOf(&finds[i])
		if err != nil {
			return nil, err
		}
		p := &s.parts[partOf(text.component, len(s.parts))]
		p.texts = append(p.texts, text)
	}
	for i := range s.parts {
		s.parts[i].join()
	}
	return s, s.name()
}

func byComponent(a, b domain.Finding) int { return strings.Compare(a.Component, b.Component) }

func textOf(f *domain.Finding) (findingText, error) {
	data, err := marshal(f)
	return findingText{f.Component, data, f}, err
}

// join puts the texts of a part together and names it by them.
func (p *findingPart) join() {
	p.name, p.data, p.fresh = "", nil, false
	if len(p.texts) == 0 {
		return
	}
	size := 2
	for i := range p.texts {
		size += len(p.texts[i].data) + 1
	}
	p.data = append(make([]byte, 0, size), '[')
	for i := range p.texts {
		if i > 0 {
			p.data = append(p.data, ',')
		}
		p.data = append(p.data, p.texts[i].data...)
	}
	p.data = append(p.data, ']')
	sum := sha256.Sum256(p.data)
	p.name, p.fresh = hex.EncodeToString(sum[:8]), true
}

// cut gives the texts of a part again. Between two findings stands what
// [recordStart] is, and nowhere else: nothing in a finding is a list of objects.
func (p *findingPart) cut(key string) error {
	rest := bytes.TrimSuffix(bytes.TrimPrefix(p.data, []byte("[")), []byte("]"))
	for len(rest) > 0 {
		one := rest
		if at := bytes.Index(rest, recordStart); at >= 0 {
			one, rest = rest[:at+1], rest[at+2:]
		} else {
			rest = nil
		}
		text := findingText{data: one}
		if !text.named() {
			if _, err := text.decoded(key); err != nil {
				return err
			}
			text.component = text.finding.Component
		}
		p.texts = append(p.texts, text)
	}
	return nil
}

var componentMember = []byte(`,"component":"`)

// named reads the component off the text; false where it takes decoding. The
// members before it are texts, in which no bare quotation mark stands.
func (t *findingText) named() bool {
	at := bytes.Index(t.data, componentMember)
	if at < 0 {
		return false
	}
	value := t.data[at+len(componentMember):]
	end := bytes.IndexByte(value, '"')
	if end < 0 || bytes.IndexByte(value[:end], '\\') >= 0 {
		return false
	}
	t.component = string(value[:end])
	return true
}

func (t *findingText) decoded(key string) (*domain.Finding, error) {
	if t.finding == nil {
		var f domain.Finding
		if err := unmarshal(key, t.data, &f); err != nil {
			return nil, err
		}
		t.finding = &f
	}
	return t.finding, nil
}

// name gives the state its generation, by the content of its parts.
func (s *FindingSet) name() error {
	s.gen = 0
	if s.records == 0 {
		return nil
	}
	data, err := marshal(s.head())
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	s.gen = binary.BigEndian.Uint64(sum[:8]) | 1
	return nil
}

func (s *FindingSet) head() findingHead {
	h := findingHead{Records: s.records, Parts: make([]string, len(s.parts))}
	for i := range s.parts {
		h.Parts[i] = s.parts[i].name
	}
	return h
}

// Generation names the state by its content; 0 is the empty one.
func (s *FindingSet) Generation() uint64 { return s.gen }

// Len is how many findings there are.
func (s *FindingSet) Len() int { return s.records }

func keyFindingPart(asset, name string) string { return path(pathFinding, asset, name, "c") }

// read gives the texts of a part.
func (s *FindingSet) read(r *Read, at int) ([]findingText, error) {
	p := &s.parts[at]
	if p.data != nil || p.name == "" {
		return p.texts, nil
	}
	key := keyFindingPart(s.asset, p.name)
	value, err := get(r.r, key)
	if err != nil {
		return nil, err
	}
	if value == nil {
		return nil, corruptRecord(key, errors.New("a part of the findings is missing"))
	}
	if p.data, err = unpack(r.r, key, value); err != nil {
		return nil, err
	}
	return p.texts, p.cut(key)
}

// pick decodes the findings that choose wants, in the order of components.
func (s *FindingSet) pick(r *Read, places []int, choose func(*findingText) bool) ([]domain.Finding, error) {
	var out []domain.Finding
	for _, at := range places {
		if _, err := s.read(r, at); err != nil {
			return nil, err
		}
		p := &s.parts[at]
		for i := range p.texts {
			if !choose(&p.texts[i]) {
				continue
			}
			f, err := p.texts[i].decoded(keyFindingPart(s.asset, p.name))
			if err != nil {
				return nil, err
			}
			out = append(out, *f)
		}
	}
	if !slices.IsSortedFunc(out, byComponent) { // an id that does not begin with digits
		slices.SortStableFunc(out, byComponent)
	}
	return out, nil
}

// All decodes every finding, in the order of components.
func (s *FindingSet) All(r *Read) ([]domain.Finding, error) {
	if s.old || s.records == 0 {
		return slices.Clone(s.whole), nil
	}
	all, err := s.pick(r, s.everywhere(), func(*findingText) bool { return true })
	if err == nil && len(all) != s.records {
		err = corruptRecord(keyGeneration(pathFinding, s.asset, s.gen, "h"), fmt.Errorf("%d records, want %d", len(all), s.records))
	}
	return all, err
}

func (s *FindingSet) everywhere() []int {
	all := make([]int, len(s.parts))
	for i := range all {
		all[i] = i
	}
	return all
}

// Of decodes the findings of the components, in the order of components.
func (s *FindingSet) Of(r *Read, components map[string]bool) ([]domain.Finding, error) {
	if s.old {
		return slices.DeleteFunc(slices.Clone(s.whole), func(f domain.Finding) bool { return !components[f.Component] }), nil
	}
	return s.pick(r, s.places(components), func(t *findingText) bool { return components[t.component] })
}

// Naming decodes the findings in which one of the texts stands as a whole string.
// Others may be among them.
func (s *FindingSet) Naming(r *Read, texts []string) ([]domain.Finding, error) {
	if s.old {
		return slices.Clone(s.whole), nil
	}
	quoted := make([][]byte, len(texts))
	for i, text := range texts {
		quoted[i] = quote(text)
	}
	return s.pick(r, s.everywhere(), func(t *findingText) bool {
		return slices.ContainsFunc(quoted, func(q []byte) bool { return bytes.Contains(t.data, q) })
	})
}

// places are the parts of the components, each once, in order.
func (s *FindingSet) places(components map[string]bool) []int {
	if len(s.parts) == 0 {
		return nil
	}
	all := make([]int, 0, len(components))
	for id := range components {
		all = append(all, partOf(id, len(s.parts)))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// With is the state with other findings of some components in the place of theirs;
// finds are in the order of components. It equals what [NewFindingSet] makes of the
// whole, to the byte.
func (s *FindingSet) With(r *Read, components map[string]bool, finds []domain.Finding) (*FindingSet, error) {
	if s.old {
		all := slices.DeleteFunc(slices.Clone(s.whole), func(f domain.Finding) bool { return components[f.Component] })
		return NewFindingSet(s.asset, append(all, finds...))
	}
	places := s.places(components)
	gone := 0
	for _, at := range places {
		texts, err := s.read(r, at)
		if err != nil {
			return nil, err
		}
		for i := range texts {
			if components[texts[i].component] {
				gone++
			}
		}
	}
	records := s.records - gone + len(finds)
	if len(s.parts) != partsFor(records) {
		all, err := s.All(r)
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(f domain.Finding) bool { return components[f.Component] })
		return NewFindingSet(s.asset, append(all, finds...))
	}
	next := &FindingSet{asset: s.asset, records: records, parts: slices.Clone(s.parts)}
	for _, at := range places {
		if err := next.replace(at, components, finds); err != nil {
			return nil, err
		}
	}
	return next, next.name()
}

// replace puts what one part holds of the components anew.
func (s *FindingSet) replace(at int, components map[string]bool, finds []domain.Finding) error {
	p := &s.parts[at]
	was := *p
	p.texts = make([]findingText, 0, len(was.texts)+len(finds))
	for _, t := range was.texts {
		if !components[t.component] {
			p.texts = append(p.texts, t)
		}
	}
	for i := range finds {
		if partOf(finds[i].Component, len(s.parts)) != at {
			continue
		}
		text, err := textOf(&finds[i])
		if err != nil {
			return err
		}
		p.texts = append(p.texts, text)
	}
	slices.SortStableFunc(p.texts, func(a, b findingText) int { return strings.Compare(a.component, b.component) })
	if p.join(); p.name == was.name {
		p.fresh = was.fresh
	}
	return nil
}
