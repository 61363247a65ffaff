package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fenceline/internal/domain"
)

// sorting compares candidates by a column.
type sorting struct {
	column  Column
	numbers bool
	rank    func(string) int // of words with an order of their own
	reverse bool
	ranked  bool // the score goes first
	texts   [][]string
	values  [][]int64
	newest  [][]int64
	keys    [][]string
}

// Sorts are the names of what can be sorted by.
func Sorts() []string {
	var out []string
	for _, c := range textColumns {
		if c != ColumnKey {
			out = append(out, string(c))
		}
	}
	for _, c := range numberColumns {
		out = append(out, string(c))
	}
	slices.Sort(out)
	return out
}

func order(o Options) (*sorting, error) {
	s := &sorting{column: ColumnModified, numbers: true, reverse: !o.Reverse, ranked: o.Sort == "" && o.Query.Ranked()}
	if o.Sort == "" {
		return s, nil
	}
	s.column, s.reverse = Column(o.Sort), o.Reverse
	s.numbers = slices.Contains(numberColumns, s.column)
	if !s.numbers && !slices.Contains(textColumns, s.column) || s.column == ColumnKey {
		return nil, &domain.Error{Kind: domain.Invalid, Op: "find advisories", Subject: o.Sort, Code: "advisory_sort_unknown",
			Params: domain.Params{"value": o.Sort, "known": strings.Join(Sorts(), ", ")}}
	}
	switch s.column {
	case ColumnSeverity:
		s.rank = severityRank
	case ColumnTLP:
		s.rank = func(v string) int { return domain.TLP(strings.ToUpper(v)).Rank() }
	case ColumnBadge:
		s.rank = badgeRank
	}
	return s, nil
}

func (s *sorting) load(src Blocks, x *Index) error {
	for _, seg := range x.segments {
		newest, err := seg.number(src, ColumnModified)
		if err != nil {
			return err
		}
		s.newest = append(s.newest, newest)
		keys, err := seg.text(src, ColumnKey)
		if err != nil {
			return err
		}
		s.keys = append(s.keys, keys)
		if s.numbers {
			values, err := seg.number(src, s.column)
			if err != nil {
				return err
			}
			s.values = append(s.values, values)
			continue
		}
		texts, err := seg.text(src, s.column)
		if err != nil {
			return err
		}
		s.texts = append(s.texts, texts)
	}
	return nil
}

// compare puts what has no value last, whatever the direction; then the newest
// goes first, then the last key: equal questions have equal answers, whatever
// segments the documents came to stand in.
func (s *sorting) compare(a, b *candidate) int {
	if s.ranked && a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	n := 0
	if s.numbers {
		x, y := s.values[a.at.Segment][a.at.Doc], s.values[b.at.Segment][b.at.Doc]
		if n = cmp.Compare(x, y); n != 0 && (x == 0 || y == 0) {
			return -n
		}
	} else if x, y := s.texts[a.at.Segment][a.at.Doc], s.texts[b.at.Segment][b.at.Doc]; x != y {
		if x == "" || y == "" {
			return cmp.Compare(y, x)
		}
		if s.rank != nil {
			n = cmp.Compare(s.rank(x), s.rank(y))
		}
		if n == 0 {
			n = compareText(x, y)
		}
	}
	if s.reverse {
		n = -n
	}
	return cmp.Or(n, cmp.Compare(s.newest[b.at.Segment][b.at.Doc], s.newest[a.at.Segment][a.at.Doc]),
		cmp.Compare(s.keys[b.at.Segment][b.at.Doc], s.keys[a.at.Segment][a.at.Doc]))
}

// severityRank orders the words publishers use for how bad it is, mildest first;
// other words stand below them.
func severityRank(text string) int {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "none", "informational":
		return 1
	case "low", "minor":
		return 2
	case "medium", "moderate":
		return 3
	case "high", "important", "major":
		return 4
	case "critical", "severe":
		return 5
	}
	return 0
}

func badgeRank(text string) int {
	n := 0
	for _, b := range []domain.Badge{domain.BadgeUnsigned, domain.BadgeHash, domain.BadgeSigned, domain.BadgeVerified} {
		if domain.Badge(text).AtLeast(b) {
			n++
		}
	}
	return n
}

// compareText orders without regard to case, and numbers in texts by what they
// count: CVE-2026-999 before CVE-2026-1000, and 9 before 10.
func compareText(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		if digit(x[0]) && digit(y[0]) {
			n, m := digits(x), digits(y)
			p, q := strings.TrimLeft(x[:n], "0"), strings.TrimLeft(y[:m], "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[n:], y[m:]
			continue
		}
		r, n := utf8.DecodeRuneInString(x)
		s, m := utf8.DecodeRuneInString(y)
		if c := cmp.Compare(unicode.ToLower(r), unicode.ToLower(s)); c != 0 {
			return c
		}
		x, y = x[n:], y[m:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func digits(s string) int {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n
}
