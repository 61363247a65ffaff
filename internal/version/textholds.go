package version

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// truth has three values; open says that it cannot be told.
type truth int8

const (
	isNot truth = iota - 1
	open
	is
)

// both is true where both are, untrue where one is not.
func (t truth) both(u truth) truth { return min(t, u) }

// either is true where one is, untrue where both are not.
func (t truth) either(u truth) truth { return max(t, u) }

// agrees keeps what both say.
func (t truth) agrees(u truth) truth {
	if t == u {
		return t
	}
	return open
}

// names are the release and its other numberings.
func (r *release) names() []*release {
	if len(r.alias) == 0 && r.until == nil {
		return []*release{r}
	}
	out := []*release{r.bare()}
	for _, a := range r.alias {
		out = append(out, a.names()...)
	}
	if r.until != nil {
		out = append(out, r.begin(), r.until)
	}
	return out
}

// begin is the first version of what may be a span.
func (r *release) begin() *release {
	begin := r.bare()
	begin.more = nil
	return begin
}

func (r *release) bare() *release {
	bare := *r
	bare.alias, bare.until = nil, nil
	return &bare
}

// holds tells whether v keeps to the bound. A version that goes by two numberings
// must keep to it by both.
func (e edge) holds(v *release) truth {
	if e.at.until != nil && v.until != nil {
		return e.holdsBy(e.at.bare(), v.bare()) // "13.1-49.15" and "13.1-49.13" are of one form, and no spans
	}
	if e.op == "=" && e.at.until != nil && len(e.at.alias) == 0 && v.until == nil && len(v.alias) == 0 {
		low, up := edge{op: ">=", at: e.at.begin()}, edge{op: "<=", at: e.at.until}
		return equals(e.at, v).agrees(low.holds(v).both(up.holds(v)))
	}
	var out truth
	first := true
	for _, at := range e.at.names() {
		for _, w := range v.names() {
			t := e.holdsBy(at, w)
			if first {
				out, first = t, false
			}
			out = out.agrees(t)
		}
	}
	return out
}

func (e edge) holdsBy(at, v *release) truth {
	if e.op == "=" {
		return equals(at, v)
	}
	if v.special(at) {
		return open
	}
	o := compareReleases(v, at.facing(v))
	if e.vague && o&same != 0 || e.maybe && o&older != 0 {
		return open
	}
	in, out := map[string]order{"<": older, "<=": older | same, ">": newer, ">=": newer | same}[e.op], order(0)
	out = anyOrder &^ in
	switch {
	case o&out == 0:
		return is
	case o&in == 0:
		return isNot
	}
	return open
}

// special reports letters behind a dash that the other release does not have:
// "12.2.4-lab7" may be a build of its own, with or without what a range is about.
func (r *release) special(at *release) bool {
	for _, m := range r.more {
		if m.kind[0] == '-' && !slices.ContainsFunc(at.more, func(o modifier) bool { return o.kind == m.kind }) {
			return true
		}
	}
	return false
}

// facing gives the release without its label where the installed version has
// none: "CPCI85 V05.11" is a number of the product at hand. A single letter may be
// a series, an order number a variant; both stay.
func (r *release) facing(v *release) *release {
	if r.label == "" || v.label != "" || len(r.label) == 1 || strings.Contains(r.label, "(") {
		return r
	}
	for word := range strings.FieldsSeq(r.label) {
		if editions[word] || !strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyz") && word == r.label {
			return r
		}
	}
	plain := *r
	plain.label = ""
	return &plain
}

// equals tells whether v is the version stated, or one of those that are: "7.x"
// holds 7.3.
func equals(at, v *release) truth {
	if at.glued && v.label == "" && compareReleases(v, at.facing(v)) == same {
		return is
	}
	if within, ok := holdsAll(at, v); ok {
		return within
	}
	if at.open && len(at.more) == 0 && sameLine(at, v) && compareCores(v.core, at.core) == same {
		return is
	}
	o := compareReleases(v, at)
	switch {
	case o == same:
		return is
	case o&same != 0:
		return open
	case !at.sure && (at.label == "" || at.label != v.label || len(at.core) != len(v.core)):
		return open // it may be the name of a model
	}
	return isNot
}

// holdsAll answers for a stated version that ends in a wildcard.
func holdsAll(at, v *release) (truth, bool) {
	if len(at.core) == 0 || len(at.more) > 0 || !sameLine(at, v) || at.date || v.date {
		return open, false
	}
	last := len(at.core) - 1
	wild := slices.IndexFunc(at.core, func(c chunk) bool { return wildAt(c, 0) })
	if wild < 0 || slices.ContainsFunc(at.core[wild:], func(c chunk) bool { return !wildAt(c, 0) }) || wild > last {
		return open, false
	}
	for i := range wild {
		x := zeroChunk
		if i < len(v.core) {
			x = v.core[i]
		}
		switch o := compareAtoms(x, at.core[i], 0); {
		case o&same == 0:
			return isNot, true
		case o != same:
			return open, true
		}
	}
	return is, true
}

// holds tells whether v lies in the piece.
func (p piece) holds(v *release) truth {
	t := is
	for _, e := range p.bounds {
		t = t.both(e.holds(v))
	}
	if p.branch != nil && !onBranch(v, p.branch) {
		return open
	}
	if p.condition != "" && (t == is || p.hidden) {
		return open
	}
	return t
}

// onBranch reports whether v surely begins with the numbers of the branch.
func onBranch(v, branch *release) bool {
	if !sameLine(v, branch) {
		return false
	}
	for i, c := range branch.core {
		x := zeroChunk
		if i < len(v.core) {
			x = v.core[i]
		}
		if wildAt(c, 0) {
			return true
		}
		if compareAtoms(x, c, 0) != same {
			return false
		}
	}
	return true
}

// holds reads the bounds one by one, as the branches they close, and together;
// only what all readings agree on is decided.
func (t *tiers) holds(v *release) truth {
	apart := t.spread(v, t.uppers)
	for _, e := range t.bare {
		apart = apart.either(e.holds(v))
	}
	if len(t.bare) > 0 {
		all := slices.Clone(t.uppers)
		for _, e := range t.bare {
			e.op = t.uppers[0].op
			all = append(all, e)
		}
		apart = apart.agrees(t.spread(v, all))
	}
	if apart == is && t.condition != "" || t.hidden {
		return open
	}
	return apart
}

func (t *tiers) spread(v *release, uppers []edge) truth {
	every, some, own := is, isNot, is
	branches := 0
	for _, e := range uppers {
		h := e.holds(v)
		every, some = every.both(h), some.either(h)
		if len(e.at.core) > 1 && sharesBranch(v, e.at) {
			own, branches = own.both(h), branches+1
		}
	}
	switch {
	case every == is, branches > 0 && own == is:
		return is
	case some == isNot:
		return isNot
	}
	return open
}

// sharesBranch reports whether v has all numbers of at but the last.
func sharesBranch(v, at *release) bool {
	branch := *at
	branch.core = at.core[:len(at.core)-1]
	return onBranch(v, &branch)
}

// holds tells whether the set holds v.
func (st *statement) holds(v *release) truth {
	t := isNot
	own := slices.ContainsFunc(st.pieces, func(p piece) bool { return p.branch != nil && onBranch(v, p.branch) })
	for _, p := range st.pieces {
		if own && p.branch != nil && !p.hidden && !onBranch(v, p.branch) {
			continue // its own branch has a bound, and this one speaks of another
		}
		t = t.either(p.holds(v))
	}
	if st.tiers != nil {
		t = t.either(st.tiers.holds(v))
	}
	if st.open {
		t = t.either(open)
	}
	return t
}

// everything reports whether the set is every version without a condition.
func (st *statement) everything() bool {
	return len(st.pieces) == 1 && len(st.pieces[0].bounds) == 0 && st.pieces[0].condition == "" && st.pieces[0].branch == nil && st.tiers == nil && !st.open
}

// read answers for an installed version as found; v is nil where it is none.
func (st *statement) read(v *release, installed string) Reading {
	if st.everything() {
		return yes(domain.ReasonAllVersions, "")
	}
	if v == nil {
		if installed == "" {
			return unknown(domain.ReasonNoVersion)
		}
		return unknown(domain.ReasonVersionUnreadable)
	}
	switch st.holds(v) {
	case is:
		for _, p := range st.pieces {
			if len(p.bounds) == 1 && p.bounds[0].op == "=" && p.holds(v) == is {
				return yes(domain.ReasonListed, p.bounds[0].at.text)
			}
		}
		return yes(domain.ReasonInRange, "")
	case isNot:
		return st.outside(v)
	}
	if slices.ContainsFunc(v.more, func(m modifier) bool { return m.kind[0] == '-' }) {
		return unknown(domain.ReasonVersionUnreadable)
	}
	if st.conditions() != "" && st.withoutConditions().holds(v) == is {
		return unknown(domain.ReasonCondition)
	}
	return unknown(domain.ReasonUndecided)
}

// outside finds the words for a version that is not in the set.
func (st *statement) outside(v *release) Reading {
	listed, code, bound := true, domain.ReasonOutsideRange, ""
	for _, p := range st.pieces {
		for _, e := range p.bounds {
			listed = listed && e.op == "="
			switch {
			case e.op == "<" && e.holds(v) == isNot:
				if len(st.pieces) == 1 {
					code, bound = domain.ReasonFixedReached, e.at.text
				}
			case e.op[0] == '>' && e.holds(v) == isNot && len(st.pieces) == 1:
				code = domain.ReasonBelowRange
			}
		}
	}
	if listed && st.tiers == nil {
		code = domain.ReasonNotListed
	}
	return no(code, bound)
}

func (st *statement) withoutConditions() *statement {
	out := *st
	out.pieces = slices.Clone(st.pieces)
	for i := range out.pieces {
		out.pieces[i].condition, out.pieces[i].hidden = "", false
	}
	if st.tiers != nil {
		t := *st.tiers
		t.condition, t.hidden = "", false
		out.tiers = &t
	}
	return &out
}

// fix is the version that ends the range which holds v, "" where none is stated.
func (st *statement) fix(v *release) string {
	for _, p := range st.withoutConditions().pieces {
		if p.holds(v) == is {
			for _, e := range p.bounds {
				if e.op == "<" && !e.vague {
					return e.at.text
				}
			}
		}
	}
	return ""
}
