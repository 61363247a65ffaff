package version

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/osv-scalibr/semantic"
)

// ErrScheme says that no order is known by that name.
var ErrScheme = errors.New("no order of versions is known by that name")

// ErrUnreadable says that a string is no version of its scheme.
var ErrUnreadable = errors.New("not a version of the scheme")

// Compare orders two versions: -1 where a is older than b, 0 where they are
// equal, 1 where a is newer. It is an error, and never an order, where the
// scheme is unknown or one of them is no version of it.
func Compare(scheme, a, b string) (int, error) {
	var m Memo
	return m.Compare(scheme, a, b)
}

// mostRead bounds the memory of a [Memo], in versions.
const mostRead = 1 << 18

// Memo remembers versions it has read, since reading costs far more than
// comparing. The zero Memo remembers nothing; see [NewMemo]. It is not safe for
// concurrent use.
type Memo struct {
	read     map[memoKey]*parsed
	texts    map[memoKey]*statement
	releases map[string]*release
}

// mostTexts bounds the memory of statements and of versions as people write them.
const mostTexts = 1 << 16

type memoKey struct{ scheme, version string }

// NewMemo gives a Memo that remembers.
func NewMemo() *Memo {
	return &Memo{read: make(map[memoKey]*parsed), texts: make(map[memoKey]*statement), releases: make(map[string]*release)}
}

// Compare is [Compare] with the memory of m.
func (m *Memo) Compare(scheme, a, b string) (int, error) {
	x := m.parse(scheme, a)
	if x.err != nil {
		return 0, fmt.Errorf("version %q of %s: %w", a, scheme, x.err)
	}
	y := m.parse(scheme, b)
	if y.err != nil {
		return 0, fmt.Errorf("version %q of %s: %w", b, scheme, y.err)
	}
	return x.compare(y)
}

// Reads reports whether s is a version of the scheme.
func (m *Memo) Reads(scheme, s string) bool { return m.parse(scheme, s).err == nil }

// parsed is a version that was read once. Exactly one of the forms is set where
// err is nil.
type parsed struct {
	err     error
	numbers []string // Generic: without leading zeros
	library semantic.Version
	text    *string
	instant *time.Time
}

// lowest stands before every version, OSV's "0"; highest after every one, the
// limit "*".
var lowest, highest = &parsed{text: new(string)}, &parsed{numbers: []string{"*"}}

func (m *Memo) parse(scheme, s string) *parsed {
	if scheme != "" {
		scheme, _, _ = strings.Cut(scheme, ":")
	}
	key := memoKey{scheme, s}
	if p, ok := m.read[key]; ok {
		return p
	}
	p := parse(scheme, s)
	if m.read != nil {
		if len(m.read) >= mostRead {
			clear(m.read)
		}
		m.read[key] = p
	}
	return p
}

func parse(name, s string) *parsed {
	switch name {
	case Generic:
		return parseGeneric(s)
	case Lexicographic:
		if s == "" {
			return &parsed{err: ErrUnreadable}
		}
		return &parsed{text: &s}
	case DateTime:
		t, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			return &parsed{err: ErrUnreadable}
		}
		return &parsed{instant: &t}
	}
	how, ok := schemes[name]
	if !ok {
		return &parsed{err: ErrScheme}
	}
	if !how.accepts(s) {
		return &parsed{err: ErrUnreadable}
	}
	v, err := how.parse(s)
	if err != nil {
		return &parsed{err: ErrUnreadable}
	}
	return &parsed{library: v}
}

// parseGeneric reads numbers between dots with an optional v in front.
func parseGeneric(s string) *parsed {
	s = strings.TrimSpace(s)
	if s != "" && (s[0] == 'v' || s[0] == 'V') {
		s = s[1:]
	}
	if len(s) > longest {
		return &parsed{err: ErrUnreadable}
	}
	parts := strings.Split(s, ".")
	for i, part := range parts {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return &parsed{err: ErrUnreadable}
		}
		parts[i] = strings.TrimLeft(part, "0")
	}
	return &parsed{numbers: parts}
}

// compare orders two versions of one scheme.
func (p *parsed) compare(q *parsed) (int, error) {
	switch {
	case p == lowest || q == lowest || p == highest || q == highest:
		return cmp.Compare(rank(p), rank(q)), nil
	case p.library != nil && q.library != nil:
		c, err := p.library.Compare(q.library)
		return cmp.Compare(c, 0), err
	case p.numbers != nil && q.numbers != nil:
		return compareNumbers(p.numbers, q.numbers), nil
	case p.text != nil && q.text != nil:
		return cmp.Compare(*p.text, *q.text), nil
	case p.instant != nil && q.instant != nil:
		return p.instant.Compare(*q.instant), nil
	}
	return 0, ErrScheme
}

func rank(p *parsed) int {
	switch p {
	case lowest:
		return 0
	case highest:
		return 2
	}
	return 1
}

// compareNumbers compares number by number; a missing one is zero. Numbers have
// no leading zeros and may be longer than any machine word.
func compareNumbers(a, b []string) int {
	for i := range max(len(a), len(b)) {
		x, y := number(a, i), number(b, i)
		if c := cmp.Compare(len(x), len(y)); c != 0 {
			return c
		}
		if c := cmp.Compare(x, y); c != 0 {
			return c
		}
	}
	return 0
}

func number(n []string, i int) string {
	if i < len(n) {
		return n[i]
	}
	return ""
}
