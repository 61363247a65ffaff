package csafcheck

import (
	"errors"
	"strings"

	"fenceline/internal/version"
)

// bound is one constraint of a range: a comparator and a version.
type bound struct{ comparator, version string }

// versionRange is the name of a product_version_range, read.
type versionRange struct {
	err      error  // why it keeps neither the rules of vers nor those of vls
	vers     bool   // it says vers:
	kind     string // the type of vers
	all      bool   // every version
	bounds   []bound
	scheme   string // order of the versions; "" where none is known
	spans    []span
	excluded []string
}

// span is an interval of versions; an end that is "" is open to infinity.
type span struct {
	low, high     string
	lowIn, highIn bool
}

// rangeMemo reads every name once.
type rangeMemo struct {
	read  map[string]*versionRange
	order *version.Memo
}

func newRangeMemo() *rangeMemo {
	return &rangeMemo{read: make(map[string]*versionRange), order: version.NewMemo()}
}

func (m *rangeMemo) of(name string) *versionRange {
	r, ok := m.read[name]
	if !ok {
		r = readRange(name)
		m.read[name] = r
	}
	return r
}

// readRange reads a range as section 3.1.2.3.2 of CSAF 2.1 has it: vers in its
// canonical form, or vls, which is the constraints of vers alone. A vers without
// a type that says all is taken for vers:all/*, which the conformance documents
// of the standard do too.
func readRange(name string) *versionRange {
	if name == "vers:/all" {
		return &versionRange{vers: true, all: true}
	}
	if !strings.HasPrefix(name, "vers:") {
		return readVLS(name)
	}
	v, err := version.ParseVers(name)
	kind, _, _ := strings.Cut(strings.TrimPrefix(name, "vers:"), "/")
	r := &versionRange{vers: true, kind: kind, all: v.All, err: err}
	if err != nil || v.All {
		return r
	}
	if err := v.Check(); err != nil && !errors.Is(err, version.ErrScheme) {
		r.err = err
	}
	r.scheme, _ = version.VersScheme(kind)
	for _, c := range v.Constraints {
		r.bounds = append(r.bounds, bound{c.Comparator, c.Version})
	}
	r.build()
	return r
}

var (
	errSpace      = errors.New("white space or a control character")
	errConstraint = errors.New("a comparator without a version")
	errComparator = errors.New("a comparator inside of a version")
)

func readVLS(name string) *versionRange {
	r := &versionRange{scheme: version.Generic}
	if name == "*" {
		r.all = true
		return r
	}
	for part := range strings.SplitSeq(name, "|") {
		b := bound{"=", part}
		for _, comparator := range []string{">=", "<=", "!=", "<", ">", "="} {
			if rest, ok := strings.CutPrefix(part, comparator); ok {
				b = bound{comparator, rest}
				break
			}
		}
		switch {
		case b.version == "":
			r.err = errConstraint
		case strings.ContainsFunc(b.version, func(c rune) bool { return c <= ' ' || c == 0x7f || c == 0xa0 }):
			r.err = errSpace
		case strings.ContainsAny(b.version, "<>=!*"):
			r.err = errComparator
		}
		r.bounds = append(r.bounds, b)
	}
	r.build()
	return r
}

// build turns the constraints, in the order they stand in, into intervals.
func (r *versionRange) build() {
	var open *span
	for _, b := range r.bounds {
		switch b.comparator {
		case "!=":
			r.excluded = append(r.excluded, b.version)
		case "=":
			r.spans = append(r.spans, span{b.version, b.version, true, true})
		case ">", ">=":
			if open != nil {
				r.spans = append(r.spans, *open)
			}
			open = &span{low: b.version, lowIn: b.comparator == ">="}
		case "<", "<=":
			s := span{}
			if open != nil {
				s, open = *open, nil
			}
			s.high, s.highIn = b.version, b.comparator == "<="
			r.spans = append(r.spans, s)
		}
	}
	if open != nil {
		r.spans = append(r.spans, *open)
	}
	if len(r.spans) == 0 && len(r.excluded) > 0 {
		r.spans = []span{{}}
	}
}

// single reports whether the range is one version.
func (r *versionRange) single() bool {
	if r.err != nil || r.all || len(r.spans) != 1 {
		return false
	}
	s := r.spans[0]
	return s.low != "" && s.low == s.high && s.lowIn && s.highIn
}

// upperOpen reports whether the range has no end: its last constraint that
// includes versions is a lower bound.
func (r *versionRange) upperOpen() bool {
	if r.all {
		return true
	}
	for i := len(r.bounds) - 1; i >= 0; i-- {
		if c := r.bounds[i].comparator; c != "!=" {
			return c[0] == '>'
		}
	}
	return len(r.bounds) > 0
}

// overlaps reports whether two ranges share a version; known is false where no
// order tells.
func (m *rangeMemo) overlaps(a, b *versionRange) (shared, known bool) {
	if a.err != nil || b.err != nil || a.vers != b.vers {
		return false, false
	}
	if a.all || b.all {
		return true, true
	}
	if a.kind != b.kind || a.scheme == "" {
		return false, false
	}
	for _, x := range a.spans {
		for _, y := range b.spans {
			meets, only, ok := m.meet(a.scheme, x, y)
			if !ok {
				return false, false
			}
			if meets && (only == "" || !m.excludes(a, only) && !m.excludes(b, only)) {
				return true, true
			}
		}
	}
	return false, true
}

// meet reports whether two intervals share a version, and names it where it is
// the only one.
func (m *rangeMemo) meet(scheme string, x, y span) (meets bool, only string, ok bool) {
	for _, pair := range [][2]span{{x, y}, {y, x}} {
		low, high := pair[0], pair[1]
		if low.low == "" || high.high == "" {
			continue
		}
		c, err := m.order.Compare(scheme, low.low, high.high)
		if err != nil {
			return false, "", false
		}
		if c > 0 || c == 0 && (!low.lowIn || !high.highIn) {
			return false, "", true
		}
		if c == 0 {
			only = low.low
		}
	}
	if y.low != "" && y.low == y.high {
		only = y.low
	}
	return true, only, true
}

func (m *rangeMemo) excludes(r *versionRange, v string) bool {
	for _, e := range r.excluded {
		if c, err := m.order.Compare(r.scheme, e, v); err == nil && c == 0 {
			return true
		}
	}
	return false
}

// holds reports whether a range includes a version.
func (m *rangeMemo) holds(r *versionRange, v string) (in, known bool) {
	if r.err != nil || v == "" {
		return false, false
	}
	if r.all {
		return true, true
	}
	if r.scheme == "" || !m.order.Reads(r.scheme, v) {
		return false, false
	}
	one := &versionRange{vers: r.vers, kind: r.kind, scheme: r.scheme, spans: []span{{v, v, true, true}}}
	return m.overlaps(r, one)
}

// plainCause is an error without the range it begins with.
func plainCause(err error) string {
	s := err.Error()
	if i := strings.LastIndex(s, "\": "); i >= 0 {
		return s[i+3:]
	}
	return s
}
