package version

import (
	"slices"
	"strings"
)

// combine turns entries into the affected set. What contradicts itself or breaks
// off is not read.
func combine(entries []entry) (*statement, bool) {
	entries, open, ok := readable(entries)
	if !ok {
		return nil, false
	}
	if entries, ok = leads(entries); !ok || len(entries) == 0 {
		return nil, false
	}
	markApart(entries)
	c := &combiner{st: &statement{open: open}}
	for i := range entries {
		if !c.add(&entries[i], i > 0 && entries[i-1].op == "=") {
			return nil, false
		}
	}
	return c.finish()
}

// readable takes out entries nobody can read; beside bounds there must be none,
// since they may be the other end of one.
func readable(entries []entry) (kept []entry, open, ok bool) {
	bounds := false
	for _, e := range entries {
		bounds = bounds || e.op != "" && e.op != "="
	}
	for i, e := range entries {
		if i > 0 && e.joined == wordToken && e.op == "=" && !e.lead && !entries[i-1].all || bounds && e.op == "=" && (!e.at.sure || e.at.label != "") {
			return nil, false, false // words between that nobody read, or a name among bounds
		}
	}
	for _, group := range groups(entries) {
		fragment := slices.ContainsFunc(group, func(e entry) bool { return e.unread && !e.cut })
		for _, e := range group {
			if e.unread || fragment { // "SMR October in Android 12, 13": 13 is no version of its own
				open = true
				continue
			}
			kept = append(kept, e)
		}
	}
	if !open {
		return kept, false, true
	}
	for _, e := range kept {
		if e.op != "=" || e.lead || e.all {
			return nil, true, false
		}
	}
	return kept, true, true
}

// groups cuts entries at the bars between them.
func groups(entries []entry) [][]entry {
	var out [][]entry
	for i, e := range entries {
		if i == 0 || e.joined == barToken {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}

// leads settles what stands before a bound: "all versions" has no weight there, a
// version is the branch or the lower end.
func leads(entries []entry) ([]entry, bool) {
	var out []entry
	for i := 0; i < len(entries); i++ {
		e := entries[i]
		next := func() *entry {
			if i+1 < len(entries) && entries[i+1].joined == wordToken {
				return &entries[i+1]
			}
			return nil
		}()
		switch {
		case e.all && next != nil:
			next.joined = e.joined
			continue
		case e.lead && next == nil:
			return nil, false
		case e.lead && e.op == "":
			if next.op[0] != '<' {
				return nil, false
			}
			next.branch, next.joined = e.branch, e.joined
			continue
		case e.lead && branchOf(e.at, next.at):
			next.branch, next.joined = e.at, e.joined
			continue
		case e.lead:
			e.op, e.lead = ">=", false
			next.joined = toToken
		}
		out = append(out, e)
	}
	return out, true
}

// branchOf reports whether "A < B" speaks of the branch A: B is A with something
// behind, or one of "A.x".
func branchOf(a, b *release) bool {
	if !sameLine(a, b) {
		return false
	}
	if wild := slices.IndexFunc(a.core, func(c chunk) bool { return wildAt(c, 0) }); wild > 0 {
		return onBranch(b, a)
	}
	return compareCores(a.core, b.core) == same
}

// markApart lets a leading R count where a statement uses it for some versions
// and not for others.
func markApart(entries []entry) {
	with, without := false, false
	for _, e := range entries {
		if e.at != nil {
			with, without = with || e.at.r, without || !e.at.r
		}
	}
	if !with || !without {
		return
	}
	for i := range entries {
		if entries[i].at != nil {
			apart := *entries[i].at
			apart.apart = true
			entries[i].at = &apart
		}
	}
}

// combiner puts ends together.
type combiner struct {
	st     *statement
	lower  *entry // waits for its upper end
	uppers []*entry
	bare   []edge
	ended  bool // the entry before is an upper end without a lower one
}

func (c *combiner) add(e *entry, afterVersion bool) bool {
	was := c.ended
	c.ended = false
	switch {
	case e.all:
		c.st.pieces = append(c.st.pieces, piece{condition: e.condition, hidden: e.hidden})
		return c.lower == nil
	case e.op == "=":
		if c.lower != nil {
			return false
		}
		if was {
			c.ended = true
			c.bare = append(c.bare, e.edge)
			return e.condition == ""
		}
		c.st.pieces = append(c.st.pieces, piece{bounds: []edge{e.edge}, condition: e.condition, hidden: e.hidden, branch: e.branch})
		return true
	case e.op[0] == '>':
		if c.lower != nil {
			return false
		}
		if was && (e.joined == andToken || e.joined == wordToken) { // "< 5 and >= 3"
			n := len(c.uppers) - 1
			up := c.uppers[n]
			c.uppers = c.uppers[:n]
			return c.pair(e, up)
		}
		c.lower = e
		return true
	case c.lower != nil:
		low := c.lower
		c.lower = nil
		return c.pair(low, e)
	}
	if afterVersion && e.joined != toToken { // "13.0 | < 13.0.1"
		e.maybe = true
	}
	c.uppers = append(c.uppers, e)
	c.ended = true
	return true
}

// pair makes an interval, which must not be empty.
func (c *combiner) pair(low, up *entry) bool {
	o := compareReleases(low.at, up.at)
	if o != older && !(o == same && low.op == ">=" && up.op == "<=") {
		return false
	}
	p := piece{bounds: []edge{low.edge, up.edge}, branch: up.branch, condition: join(low.condition, up.condition), hidden: low.hidden || up.hidden}
	if p.branch == nil {
		p.branch = low.branch
	}
	c.st.pieces = append(c.st.pieces, p)
	return true
}

func join(a, b string) string {
	switch {
	case strings.Contains(a, b):
		return a
	case strings.Contains(b, a):
		return b
	}
	return a + "; " + b
}

func (c *combiner) finish() (*statement, bool) {
	if c.lower != nil {
		if len(c.uppers) > 0 {
			return nil, false
		}
		c.st.pieces = append(c.st.pieces, piece{bounds: []edge{c.lower.edge}, branch: c.lower.branch, condition: c.lower.condition, hidden: c.lower.hidden})
	}
	all := 0
	for _, p := range c.st.pieces {
		if len(p.bounds) == 0 {
			all++
		}
	}
	if all > 0 && (len(c.st.pieces) > 1 || len(c.uppers) > 0 || c.st.open) {
		return nil, false
	}
	if len(c.uppers) == 1 && len(c.bare) == 0 {
		up := c.uppers[0]
		c.st.pieces = append(c.st.pieces, piece{bounds: []edge{up.edge}, branch: up.branch, condition: up.condition, hidden: up.hidden})
		return c.st, true
	}
	if len(c.bare) == 0 && len(c.uppers) > 1 && !slices.ContainsFunc(c.uppers, func(e *entry) bool { return e.branch == nil }) {
		for _, up := range c.uppers { // "V4.7: < V4.7 HF27 | V4.8: < V4.8 HF3"
			c.st.pieces = append(c.st.pieces, piece{bounds: []edge{up.edge}, branch: up.branch, condition: up.condition, hidden: up.hidden})
		}
		return c.st, true
	}
	if len(c.uppers) > 0 {
		t := &tiers{bare: c.bare}
		for _, up := range c.uppers {
			if up.branch != nil {
				return nil, false
			}
			t.uppers = append(t.uppers, up.edge)
			t.condition, t.hidden = join(t.condition, up.condition), t.hidden || up.hidden
		}
		c.st.tiers = t
	}
	return c.st, len(c.st.pieces) > 0 || c.st.tiers != nil
}

// String writes the set in one notation: ">= 1.0, < 2.0 or 2.4", "*" for every
// version; a condition behind " if ", a branch behind " in ".
func (st *statement) String() string {
	var parts []string
	for _, p := range st.pieces {
		parts = append(parts, p.String())
	}
	if t := st.tiers; t != nil {
		for _, up := range t.uppers {
			parts = append(parts, up.String())
		}
		for _, e := range t.bare {
			parts = append(parts, e.String())
		}
	}
	if st.open {
		parts = append(parts, "?")
	}
	return strings.Join(parts, " or ")
}

func (p piece) String() string {
	if len(p.bounds) == 0 {
		return "*"
	}
	var parts []string
	for _, e := range p.bounds {
		parts = append(parts, e.String())
	}
	out := strings.Join(parts, ", ")
	if p.branch != nil {
		out += " [" + plainText(p.branch.text) + "]"
	}
	return out
}

func (e edge) String() string {
	text := plainText(e.at.text)
	switch {
	case e.maybe:
		return "? " + e.op + " " + text
	case e.vague:
		return e.op + "? " + text
	case e.op == "=":
		return text
	}
	return e.op + " " + text
}

// conditions gives what else must hold, as found.
func (st *statement) conditions() string {
	out := ""
	for _, p := range st.pieces {
		out = join(out, p.condition)
	}
	if st.tiers != nil {
		out = join(out, st.tiers.condition)
	}
	return out
}
