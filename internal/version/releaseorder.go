package version

import (
	"cmp"
	"slices"
	"strings"
)

// order is what may be true of two releases: any of older, same and newer. Only
// one of them is a decision.
type order uint8

const (
	older order = 1 << iota
	same
	newer
	anyOrder = older | same | newer
)

func (o order) flip() order {
	out := o & same
	if o&older != 0 {
		out |= newer
	}
	if o&newer != 0 {
		out |= older
	}
	return out
}

// then goes on where the first difference was none.
func (o order) then(next func() order) order {
	if o&same == 0 {
		return o
	}
	return o&^same | next()
}

// compareReleases tells what may be true of a against b. It is antisymmetric, and
// anyOrder wherever both are not surely on one line of versions.
func compareReleases(a, b *release) order {
	switch {
	case !sameLine(a, b):
		return anyOrder
	case a.date || b.date:
		return compareDates(a, b)
	case len(a.core) == 0 || len(b.core) == 0:
		if len(a.core) != len(b.core) {
			return anyOrder
		}
	}
	if letterAgainst(a, b) || letterAgainst(b, a) || buildAgainst(a, b) || buildAgainst(b, a) {
		return anyOrder
	}
	return compareCores(a.core, b.core).then(func() order { return compareModifiers(a.more, b.more) })
}

// letterAgainst reports whether a letter of a stands against a further number or
// a modifier of b: "11.2a" and "11.2.1", "11.2a" and "11.2 HF1" have no order.
func letterAgainst(a, b *release) bool {
	n := len(a.core) - 1
	if n < 0 || len(b.core) <= n || len(a.core[n]) < 2 || a.core[n][1].word == "" || len(b.core[n]) != 1 || b.core[n][0].wild {
		return false
	}
	for i := range n {
		if compareAtoms(a.core[i], b.core[i], 0) != same {
			return false
		}
	}
	if compareAtoms(a.core[n][:1], b.core[n], 0) != same {
		return false
	}
	ranked := slices.ContainsFunc(b.more, func(m modifier) bool { return modifierRank[m.kind] > 0 })
	return ranked || !allZero(b.core[n+1:])
}

// buildAgainst reports whether a build of a stands where b has one more number:
// "2.0 build 501" and "2.0.500" may count the same thing.
func buildAgainst(a, b *release) bool {
	n := len(a.core)
	if n == 0 || len(b.core) <= n || len(a.more) == 0 || modifierRank[a.more[0].kind] > 0 || allZero(b.core[n:]) {
		return false
	}
	return compareCores(a.core, b.core[:n]) == same
}

// sameLine reports whether the two are numbered alike.
func sameLine(a, b *release) bool {
	if a.cisco != b.cisco || a.train != b.train || (a.apart || b.apart) && a.r != b.r {
		return false
	}
	if a.label != b.label {
		return false
	}
	return a.date || b.date || likeSized(a, b) && likeSized(b, a)
}

// likeSized refuses to compare years, builds and serial numbers with classic
// numbers: 2020 with 8.1.
func likeSized(a, b *release) bool {
	x, ok := leading(a)
	y, ok2 := leading(b)
	if !ok || !ok2 || len(x) < 4 || len(y) > 2 {
		return true
	}
	return y == "" && allZero(b.core) && len(b.more) == 0
}

func leading(r *release) (string, bool) {
	if len(r.core) == 0 || r.core[0][0].word != "" || r.core[0][0].wild {
		return "", false
	}
	return r.core[0][0].lo, true
}

func allZero(core []chunk) bool {
	for _, c := range core {
		if !c.zero() {
			return false
		}
	}
	return true
}

// compareDates compares dates with dates; a missing month or day may be any.
func compareDates(a, b *release) order {
	x, y := dateOf(a), dateOf(b)
	if x == nil || y == nil || len(a.more)+len(b.more) > 0 {
		return anyOrder
	}
	for i := range min(len(x), len(y)) {
		if o := compareAtoms(x[i], y[i], 0); o != same {
			return o
		}
	}
	if len(x) != len(y) {
		return anyOrder
	}
	return same
}

// dateOf gives the date a release is, also one written as eight digits.
func dateOf(r *release) []chunk {
	if r.date {
		return r.core
	}
	if len(r.core) == 1 && len(r.core[0]) == 1 && len(r.core[0][0].lo) == 8 && r.core[0][0].lo == r.core[0][0].hi {
		d := r.core[0][0].lo
		if c, ok := parseDate(d[:4] + "-" + d[4:6] + "-" + d[6:]); ok {
			return c
		}
	}
	return nil
}

var zeroChunk = chunk{{}}

// compareCores compares between full stops; what is missing is zero.
func compareCores(a, b []chunk) order {
	var out order // what may be true where an imprecise number decides
	for i := range max(len(a), len(b)) {
		x, y := zeroChunk, zeroChunk
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if wildAt(x, 0) || wildAt(y, 0) {
			return out | compareWild(wildAt(x, 0), wildAt(y, 0), tailOf(a, i), tailOf(b, i))
		}
		o := compareAtoms(x, y, 0)
		if i == 1 && len(a) == 2 && len(b) == 2 && (zerosMore(x, y) || zerosMore(y, x)) {
			o |= same
		}
		out |= o &^ same
		if o&same == 0 {
			return out
		}
	}
	return out | same
}

// zerosMore reports whether x is y with zeros behind it, as 50 is 5: "4.50" is one
// release with "4.5" where numbers are read as decimals, and another where not.
func zerosMore(x, y chunk) bool {
	if len(x) != 1 || len(y) != 1 || x[0].word != "" || y[0].word != "" || x[0].wild || y[0].wild || y[0].lo == "" {
		return false
	}
	rest, ok := strings.CutPrefix(x[0].lo, y[0].lo)
	return ok && rest != "" && strings.Trim(rest, "0") == ""
}

func tailOf(core []chunk, i int) []chunk {
	if i >= len(core) {
		return nil
	}
	return core[i:]
}

func wildAt(c chunk, i int) bool { return i < len(c) && c[i].wild }

// compareWild knows one thing of an open end: it is not below zero.
func compareWild(x, y bool, a, b []chunk) order {
	switch {
	case x && !y && allZero(b):
		return same | newer
	case y && !x && allZero(a):
		return same | older
	}
	return anyOrder
}

// compareAtoms compares numbers and words in turn from place i on.
func compareAtoms(x, y chunk, i int) order {
	if i == 0 && slices.Equal(x, y) && !slices.ContainsFunc(x, func(a atom) bool { return a.wild || a.lo != a.hi }) {
		return same
	}
	switch {
	case i >= len(x) && i >= len(y):
		return same
	case i >= len(x):
		return compareMissing(y, i)
	case i >= len(y):
		return compareMissing(x, i).flip()
	}
	a, b := x[i], y[i]
	switch {
	case a.wild || b.wild || hash(x[i:]) || hash(y[i:]):
		return anyOrder
	case a.word == "" && b.word == "":
		return compareNumberAtoms(a, b).then(func() order { return compareAtoms(x, y, i+1) })
	case a.word == b.word:
		return compareAtoms(x, y, i+1)
	case len(a.word) == 1 && len(b.word) == 1 && i+1 == len(x) && i+1 == len(y) && i > 0:
		return decided(cmp.Compare(a.word, b.word))
	case i > 0 && i+1 == len(x) && i+1 == len(y) && beyondZ(a.word) && beyondZ(b.word) && (len(a.word) == 2 || len(b.word) == 2):
		return decided(cmp.Or(cmp.Compare(len(a.word), len(b.word)), cmp.Compare(a.word, b.word)))
	}
	return anyOrder
}

// beyondZ reports a single letter, or one behind z: 1.0.2z is followed by 1.0.2za.
func beyondZ(w string) bool { return len(w) == 1 || len(w) == 2 && w[0] == 'z' }

// hash reports what looks like the name of a commit: it is the same or it is not.
func hash(c chunk) bool {
	words := 0
	for _, a := range c {
		if a.word != "" {
			words++
		}
	}
	return words > 1 && len(c) > 3
}

// compareMissing compares nothing with what stands behind a number in y: a
// letter sorts behind none; other words have no order, since "b2" may be a beta.
func compareMissing(y chunk, i int) order {
	a := y[i]
	if i == 0 || a.wild || a.word == "" || !beyondZ(a.word) {
		return anyOrder
	}
	if i+1 == len(y) {
		return older
	}
	n := y[i+1]
	if n.wild || n.lo == "" || a.word == "a" || a.word == "b" || a.word == "c" {
		return anyOrder
	}
	return older
}

func compareNumberAtoms(a, b atom) order {
	switch {
	case a.lo == a.hi && b.lo == b.hi:
		return decided(compareDigits(a.lo, b.lo))
	case compareDigits(a.hi, b.lo) < 0:
		return older
	case compareDigits(a.lo, b.hi) > 0:
		return newer
	}
	return anyOrder
}

func compareDigits(a, b string) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}

func decided(c int) order {
	switch {
	case c < 0:
		return older
	case c > 0:
		return newer
	}
	return same
}

// compareModifiers walks both lists. What is missing sorts first; of two kinds
// the one of higher rank is newer, since the other lacks it.
func compareModifiers(a, b []modifier) order {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return present(b[i]).flip()
		case i >= len(b):
			return present(a[i])
		case a[i].kind == b[i].kind:
			if o := compareValues(a[i], b[i]); o != same {
				if a[i].kind == "parentheses" && len(a[i].value) != len(b[i].value) && len(a)+len(b) > 2*(i+1) {
					return anyOrder // "9.8(4)12" and "9.8(4.12)"
				}
				return o
			}
		default:
			x, y := modifierRank[a[i].kind], modifierRank[b[i].kind]
			if x == y || x == 0 || y == 0 {
				return anyOrder
			}
			return decided(cmp.Compare(x, y))
		}
	}
	return same
}

// present compares a release that has the modifier with one that has none.
func present(m modifier) order {
	if modifierRank[m.kind] == 0 || len(m.value) == 0 {
		return anyOrder
	}
	if m.kind == "r" && len(m.value) == 1 && len(m.value[0]) == 1 && m.value[0][0].lo == "1" {
		return same | newer // the first release of a year may be written without
	}
	if wildAt(m.value[0], 0) {
		return same | newer
	}
	return newer
}

func compareValues(a, b modifier) order {
	if len(a.value) == 0 || len(b.value) == 0 {
		if len(a.value) == len(b.value) {
			return same
		}
		return anyOrder
	}
	x, y := a.value[0][0], b.value[0][0]
	if x.word != "" && y.word != "" && len(a.value)+len(b.value) == 2 && len(a.value[0])+len(b.value[0]) == 2 {
		return decided(cmp.Compare(x.word, y.word)) // "Rev T"
	}
	if o := compareCores(a.value, b.value); o == same || !monthFirst(a.value) && !monthFirst(b.value) {
		return o
	}
	return anyOrder
}

// monthFirst reports eight digits that end in a year: a date whose digits do not
// follow the calendar.
func monthFirst(value []chunk) bool {
	n := value[0][0]
	if n.word != "" || len(n.lo) < 7 || len(n.lo) > 8 {
		return false
	}
	year := n.lo[len(n.lo)-4:]
	return year >= "1990" && year <= "2099" && !(n.lo[:2] == "19" || n.lo[:2] == "20" && len(n.lo) == 8)
}
