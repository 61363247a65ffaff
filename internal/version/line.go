package version

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// Line places the installed version, what a set of versions says, and the version that
// mends it (may be empty) in the order of the scheme. The drawing never says more than
// [Contains]: where that cannot tell, or would say otherwise, there is no line.
func Line(set domain.VersionSet, scheme, installed, fixed string) domain.VersionLine {
	m := NewMemo()
	if set.Scheme != "" {
		scheme = set.Scheme
	}
	installed = strings.TrimSpace(installed)
	line := domain.VersionLine{Scheme: scheme, Installed: installed}
	if installed == "" {
		line.Why = domain.LineNoVersion
		return line
	}
	l := &liner{m: m, set: &set, scheme: scheme, installed: installed}
	if line.Why = l.gather(); line.Why != "" {
		return line
	}
	line.Scheme = l.scheme
	holds := m.Contains(&set, scheme, installed).In
	stretches, more, ok := l.nearest()
	if !ok || holds == domain.Unanswered {
		line.Why = domain.LineOrder
		return line
	}
	if line.Why = l.draw(&line, stretches, fixed); line.Why != "" {
		return line
	}
	line.More = more
	if line.In != (holds == domain.Yes) {
		line.Points, line.Spans, line.More, line.In, line.Why = nil, nil, 0, false, domain.LineOrder
	}
	return line
}

// stretch is a range by its ends; an empty end is none.
type stretch struct {
	low, high     string
	lowIn, highIn bool
}

// liner gathers the ranges of a set and compares versions as the set is compared.
type liner struct {
	m         *Memo
	set       *domain.VersionSet
	scheme    string
	installed string
	words     bool // versions are compared as people write them
	all       []stretch
}

// compare orders two versions; ok is false where they have no order.
func (l *liner) compare(a, b string) (c int, ok bool) {
	if a == b {
		return 0, true
	}
	if !l.words {
		c, err := l.m.Compare(l.scheme, a, b)
		return c, err == nil
	}
	x, y := l.m.release(a), l.m.release(b)
	if x == nil || y == nil {
		return 0, false
	}
	switch compareReleases(x, y) {
	case older:
		return -1, true
	case same:
		return 0, true
	case newer:
		return 1, true
	}
	return 0, false
}

// gather reads the ranges; a code says why there are none to draw.
func (l *liner) gather() domain.Code {
	switch l.set.Kind {
	case domain.SetAll:
		return domain.LineAll
	case domain.SetNone:
		return domain.LineNone
	case domain.SetExact:
		return domain.LineList
	case domain.SetVers:
		return l.vers()
	case domain.SetText:
		return l.statement(l.m.statement(l.set.Text))
	case domain.SetCPE:
		return l.statement(l.m.cpe(l.set.Text))
	}
	return l.ranges()
}

// ranges takes the events of OSV and CVE. Ranges of another order than the one that
// decides are left out by [liner.nearest], since nothing compares with them.
func (l *liner) ranges() domain.Code {
	git := false
	for i := range l.set.Ranges {
		r := &l.set.Ranges[i]
		if strings.EqualFold(r.Type, "GIT") {
			git = true
			continue
		}
		scheme := rangeScheme(l.m, l.set, r, l.scheme, l.installed)
		v := l.m.parse(scheme, l.installed)
		points, ok := l.m.points(nil, r, scheme)
		if v.err != nil || !ok || scheme == Generic && !alike(v, points) {
			if scheme != Generic || len(l.all) > 0 && !l.words {
				return domain.LineOrder
			}
			l.words = true
			if code := l.statement(l.m.rangeInWords(r)); code != "" {
				return code
			}
			continue
		}
		if l.words || len(l.all) > 0 && scheme != l.scheme {
			return domain.LineOrder // two orders do not share a line
		}
		l.scheme = scheme
		if !l.events(points) {
			return domain.LineWords
		}
	}
	switch {
	case len(l.all) > 0:
		return ""
	case len(l.set.Exact) > 0:
		return domain.LineList
	case git:
		return domain.LineCommits
	}
	return domain.LineNone
}

// events makes ranges of ordered events; limits are ends that nothing draws.
func (l *liner) events(points []point) bool {
	var now *stretch
	for _, p := range points {
		switch {
		case p.Limit != "" && p.at != highest:
			return false
		case p.Introduced != "" && now == nil:
			now = &stretch{low: p.Introduced, lowIn: true}
			if p.at == lowest {
				now = &stretch{}
			}
		case p.Fixed != "" && now != nil:
			now.high = p.Fixed
			l.all, now = append(l.all, *now), nil
		case p.LastAffected != "" && now != nil:
			now.high, now.highIn = p.LastAffected, true
			l.all, now = append(l.all, *now), nil
		}
	}
	if now != nil {
		l.all = append(l.all, *now)
	}
	return true
}

func (l *liner) vers() domain.Code {
	v, err := parseVers(l.set.Text)
	if err != nil {
		return l.statement(l.m.statement(l.set.Text))
	}
	if v.All {
		return domain.LineAll
	}
	bounds, err := l.m.checkVers(v)
	if err != nil {
		return l.statement(l.m.statement(l.set.Text))
	}
	l.scheme = versTypes[v.Type]
	var now *stretch
	for _, b := range bounds {
		switch b.Comparator[0] {
		case '!':
			return domain.LineWords // a hole is no end
		case '=':
			l.all = append(l.all, stretch{b.Version, b.Version, true, true})
		case '>':
			now = &stretch{low: b.Version, lowIn: b.Comparator == ">="}
		default:
			if now == nil {
				now = &stretch{}
			}
			now.high, now.highIn = b.Version, b.Comparator == "<="
			l.all, now = append(l.all, *now), nil
		}
	}
	if now != nil {
		l.all = append(l.all, *now)
	}
	return l.onlyList()
}

// statement takes a sentence about versions whose every end is plain.
func (l *liner) statement(st *statement) domain.Code {
	switch {
	case st == nil || st.open || st.tiers != nil:
		return domain.LineWords
	case st.everything():
		return domain.LineAll
	}
	l.words = true
	for _, p := range st.pieces {
		if p.branch != nil || p.hidden || len(p.bounds) == 0 || len(p.bounds) > 2 {
			return domain.LineWords
		}
		var s stretch
		for _, e := range p.bounds {
			text := plainText(e.at.text)
			switch {
			case e.vague || e.maybe:
				return domain.LineWords
			case e.op == "=":
				s = stretch{text, text, true, true}
			case e.op[0] == '>':
				s.low, s.lowIn = text, e.op == ">="
			default:
				s.high, s.highIn = text, e.op == "<="
			}
		}
		l.all = append(l.all, s)
	}
	l.scheme = ""
	return l.onlyList()
}

// onlyList tells that there is no range among what was gathered.
func (l *liner) onlyList() domain.Code {
	for _, s := range l.all {
		if s.low != s.high || s.low == "" {
			return ""
		}
	}
	return domain.LineList
}

// nearest keeps the ranges that hold the installed version, or the one before and the
// one after it; ok is false where a range does not compare with it.
func (l *liner) nearest() (kept []stretch, more int, ok bool) {
	var holding []stretch
	var before, after *stretch
	for i := range l.all {
		s := &l.all[i]
		side, ok := l.side(s)
		if !ok {
			return nil, 0, false
		}
		switch side {
		case 0:
			holding = append(holding, *s)
		case 1:
			if before == nil || l.newer(s.high, before.high) {
				before = s
			}
		case -1:
			if after == nil || l.newer(after.low, s.low) {
				after = s
			}
		}
	}
	if before != nil {
		kept = append(kept, *before)
	}
	kept = append(kept, holding...)
	if after != nil {
		kept = append(kept, *after)
	}
	const most = 3
	if len(kept) > most {
		kept = holding[:min(len(holding), most)]
	}
	return kept, len(l.all) - len(kept), true
}

// newer reports whether a surely comes after b.
func (l *liner) newer(a, b string) bool {
	c, ok := l.compare(a, b)
	return ok && c > 0
}

// side tells where the installed version lies: -1 before the range, 0 in it, 1 behind.
func (l *liner) side(s *stretch) (side int, ok bool) {
	if s.low != "" {
		c, ok := l.compare(l.installed, s.low)
		if !ok {
			return 0, false
		}
		if c < 0 || c == 0 && !s.lowIn {
			return -1, true
		}
	}
	if s.high != "" {
		c, ok := l.compare(l.installed, s.high)
		if !ok {
			return 0, false
		}
		if c > 0 || c == 0 && !s.highIn {
			return 1, true
		}
	}
	return 0, true
}

// draw orders all versions and notes where each range begins and ends.
func (l *liner) draw(line *domain.VersionLine, kept []stretch, fixed string) domain.Code {
	all := []string{l.installed}
	for _, s := range kept {
		all = append(all, s.low, s.high)
	}
	if fixed != "" {
		if _, ok := l.compare(fixed, l.installed); ok {
			all = append(all, fixed)
		}
	}
	var order []string // one of those that are equal
	for _, v := range all {
		if v == "" {
			continue
		}
		at := 0
		for ; at < len(order); at++ {
			c, ok := l.compare(v, order[at])
			if !ok {
				return domain.LineOrder
			}
			if c <= 0 {
				break
			}
		}
		if at < len(order) {
			if c, _ := l.compare(v, order[at]); c == 0 {
				continue
			}
		}
		order = slices.Insert(order, at, v)
	}
	find := func(v string) int {
		return slices.IndexFunc(order, func(o string) bool { c, ok := l.compare(v, o); return v != "" && ok && c == 0 })
	}
	for i, v := range order {
		line.Points = append(line.Points, domain.VersionPoint{Version: v, Installed: i == find(l.installed), Fixed: i == find(fixed)})
	}
	for _, s := range kept {
		line.Spans = append(line.Spans, domain.VersionSpan{From: find(s.low), To: find(s.high), FromIn: s.lowIn, ToIn: s.highIn})
		if side, ok := l.side(&s); ok && side == 0 {
			line.In = true
		}
	}
	return ""
}
