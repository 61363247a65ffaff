package version

import (
	"slices"
	"strings"
)

// scanner walks over the text of a version from its first digit.
type scanner struct {
	s  string
	at int
}

func (s *scanner) end() bool    { return s.at >= len(s.s) }
func (s *scanner) rest() string { return s.s[s.at:] }

func (s *scanner) peek() byte {
	if s.end() {
		return 0
	}
	return s.s[s.at]
}

func (s *scanner) skip() {
	for s.peek() == ' ' {
		s.at++
	}
}

// run takes letters, digits, wildcards and question marks' like.
func (s *scanner) run() string {
	start := s.at
	for !s.end() && (isAlnum(s.s[s.at]) || s.s[s.at] == '*') {
		s.at++
	}
	return s.s[start:s.at]
}

func isAlnum(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// chunks takes runs with full stops between them.
func (s *scanner) chunks() ([]chunk, bool) {
	var list []chunk
	for {
		c, ok := parseChunk(s.run())
		if !ok {
			return nil, false
		}
		list = append(list, c)
		if s.peek() != '.' || s.at+1 >= len(s.s) || !isAlnum(s.s[s.at+1]) && s.s[s.at+1] != '*' {
			return list, true
		}
		s.at++
	}
}

// parseChunk reads "29F", "HW00", "x", "15x", "2310****".
func parseChunk(s string) (chunk, bool) {
	if s == "" {
		return nil, false
	}
	if strings.Trim(s, "xX*") == "" {
		return chunk{{wild: true}}, true
	}
	var c chunk
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i > start {
			c = append(c, numberAtom(s[start:i]))
			continue
		}
		for i < len(s) && !isDigit(s[i]) {
			i++
		}
		word := s[start:i]
		if strings.Trim(word, "xX*") == "" {
			if i < len(s) {
				return nil, false
			}
			return wildEnd(c, s[:start], word), true
		}
		if strings.Contains(word, "*") {
			return nil, false
		}
		c = append(c, atom{word: strings.ToLower(word)})
	}
	return c, true
}

func numberAtom(digits string) atom {
	n := strings.TrimLeft(digits, "0")
	return atom{lo: n, hi: n}
}

// wildEnd puts the wildcard behind digits: each x may be a digit or anything
// behind the number. A single capital X behind two or more digits may be the
// letter itself, which is "anything behind the number" as well.
func wildEnd(c chunk, before, wild string) chunk {
	if n := len(c); n > 0 && c[n-1].word == "" && !(wild == "X" && len(before) > 1) {
		c[n-1].hi = strings.TrimLeft(c[n-1].hi+strings.Repeat("9", len(wild)), "0")
	}
	return append(c, atom{wild: true})
}

// ciscoForm is "15.2(4)EA7", "15.2(4a)EA5", "12.2(33)SXI4a": release, number of
// maintenance, train, rebuild.
var ciscoForm = pattern(`^([0-9]+)\.([0-9]+)\(([0-9]+[a-z]?)\) ?([A-Za-z]+)([0-9]*[a-z]?(?:\.[A-Za-z0-9]+)*)(?: |$)`)

// number reads the core, from its first digit.
func (r *release) number(s *scanner) bool {
	if m := ciscoForm().FindStringSubmatch(s.s); m != nil && !strings.EqualFold(m[4], "su") {
		s.at = len(m[0])
		r.cisco, r.train, r.sure = true, strings.ToLower(m[4]), true
		fields := []string{m[1], m[2], m[3]}
		if m[5] != "" {
			fields = append(fields, strings.Split(m[5], ".")...)
		}
		for _, field := range fields {
			c, ok := parseChunk(orZero(field))
			if !ok {
				return false
			}
			r.core = append(r.core, c)
		}
		return true
	}
	if _, _, ok := modifierAt(s.s); ok && !isDigit(s.peek()) && !isWild(firstWord(s.s)) {
		return true // a modifier stands alone: "SP1"
	}
	var ok bool
	if r.core, ok = s.chunks(); !ok {
		return false
	}
	r.sure = r.sure || r.named || len(r.core) > 1
	r.gluedModifiers()
	return true
}

func orZero(s string) string {
	if s == "" {
		return "0"
	}
	return s
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// gluedModifiers takes "SP1" off "1.0SP1" and "R2" off "2014R2".
func (r *release) gluedModifiers() {
	last := r.core[len(r.core)-1]
	if kind := modifierNames[last[0].word]; len(r.core) > 1 && len(last) == 2 && len(last[0].word) > 1 && modifierRank[kind] > 0 && !last[1].wild {
		r.core = r.core[:len(r.core)-1] // "5.1.2.HF3"
		r.more = append(r.more, modifier{kind, []chunk{{last[1]}}})
		return
	}
	for i := 1; i+1 < len(last); i++ {
		kind, ok := modifierNames[last[i].word]
		if !ok || modifierRank[kind] == 0 && kind != "build" || last[i+1].word != "" || last[i+1].wild {
			continue
		}
		r.core[len(r.core)-1] = last[:i]
		for ; i+1 < len(last); i += 2 {
			kind, ok := modifierNames[last[i].word]
			if !ok || last[i+1].word != "" {
				kind = "-" + last[i].word
			}
			r.more = append(r.more, modifier{kind, []chunk{{last[i+1]}}})
		}
		if i < len(last) {
			n := len(r.more) - 1
			r.more[n].value = []chunk{append(r.more[n].value[0][:1:1], last[i:]...)}
		}
		return
	}
}

// tail reads one thing behind the core.
func (r *release) tail(s *scanner) bool {
	switch c := s.peek(); {
	case c == '(':
		return r.parentheses(s)
	case c == '-' || c == '+':
		s.at++
		if c == '-' && r.named && !r.r && len(s.rest()) > 1 && (s.peek() == 'V' || s.peek() == 'v') && isDigit(s.rest()[1]) {
			s.at++ // "V191-V195"
		}
		if c == '-' && (isDigit(s.peek()) || isWild(s.rest())) {
			return r.valued(s, "dash")
		}
		if kind, n, ok := modifierAt(s.rest()); ok {
			s.at += n
			return r.value(s, kind)
		}
		return r.dashed(s)
	case isDigit(c):
		if n := len(r.more) - 1; n >= 0 && r.more[n].kind == "parentheses" && s.at > 0 && s.s[s.at-1] == ')' {
			return r.valued(s, interim)
		}
		return r.valued(s, "bare")
	}
	if kind, n, ok := modifierAt(s.rest()); ok {
		s.at += n
		return r.value(s, kind)
	}
	if prefix, digits := splitAtDigit(strings.ToLower(firstWord(s.rest()))); digits != "" && (prefix == "v" || prefix == "ver." || prefix == "ver") {
		other, ok := parseRelease(s.rest())
		if ok {
			r.alias = append(r.alias, other)
			s.at = len(s.s)
		}
		return ok
	}
	if c := s.rest(); len(c) == 1 && c[0] >= 'A' && c[0] <= 'Z' && len(r.more) == 0 && len(r.core) > 0 {
		s.at++ // "1.05 F"
		last := len(r.core) - 1
		r.core[last] = append(r.core[last][:len(r.core[last]):len(r.core[last])], atom{word: strings.ToLower(c)})
		return true
	}
	return false
}

// dashed reads letters behind a dash that are no modifier we know: "-GA", "-k4".
func (r *release) dashed(s *scanner) bool {
	c, ok := parseChunk(s.run())
	if !ok || c[0].word == "" {
		return false
	}
	m := modifier{kind: "-" + c[0].word}
	switch {
	case len(c) != 2 || c[1].lo == "":
	case c[0].word == "h": // "10.1.14-h9"
		m.kind = "hotfix"
	case c[0].word == "s" && r.counted(): // "21.4R3-S5"
		m.kind = "sr"
	}
	if len(c) > 1 {
		m.value = []chunk{c[1:]}
	}
	r.more = append(r.more, m)
	return true
}

// counted reports a release counted behind an R: "21.4R3".
func (r *release) counted() bool {
	if len(r.more) > 0 {
		return r.more[len(r.more)-1].kind == "r"
	}
	last := r.core[len(r.core)-1]
	return len(last) == 3 && last[1].word == "r"
}

func (r *release) valued(s *scanner, kind string) bool {
	value, ok := s.chunks()
	if ok {
		r.more = append(r.more, modifier{kind, value})
	}
	return ok
}

// value reads what stands behind a modifier's name.
func (r *release) value(s *scanner, kind string) bool {
	for !s.end() && strings.IndexByte(" .-:#", s.peek()) >= 0 {
		s.at++
	}
	if isDigit(s.peek()) {
		if date, n, ok := leadingDate(s.rest()); ok {
			s.at += n
			r.more = append(r.more, modifier{kind, date})
			return true
		}
		return r.valued(s, kind)
	}
	if word := s.rest(); kind == "rev" && len(firstWord(word)) == 1 && isAlnum(word[0]) {
		s.at++
		r.more = append(r.more, modifier{kind, []chunk{{{word: strings.ToLower(word[:1])}}}})
		return true
	}
	switch kind {
	case "alpha", "beta", "rc", "pre", "preview", "dev", "snapshot", "ga":
		r.more = append(r.more, modifier{kind, nil})
		return true
	}
	return false
}

var integer = pattern(`^[0-9]+[A-Za-z]?$`)

// parentheses reads "(96)", "(Build 683.003)", "(Rev T)" as modifiers and
// "(1.9.0)", "(2018 R1)" as the same version numbered in another way.
func (r *release) parentheses(s *scanner) bool {
	inner, after, ok := strings.Cut(s.rest()[1:], ")")
	if !ok {
		return false
	}
	inner = strings.TrimSpace(inner)
	glued := s.at > 0 && s.s[s.at-1] != ' '
	s.at = len(s.s) - len(after)
	if glued || integer().MatchString(inner) {
		in := scanner{s: inner}
		value, ok := in.chunks()
		if !ok || !in.end() {
			return false
		}
		r.more = append(r.more, modifier{"parentheses", value})
		return true
	}
	in := &scanner{s: inner}
	if kind, n, ok := modifierAt(inner); ok {
		in.at = n
		return r.value(in, kind) && in.end()
	}
	other, ok := parseRelease(inner)
	ok = ok && other.label == ""
	if ok {
		r.alias = append(r.alias, other)
	}
	return ok
}

// modifierAt tells the modifier whose name s begins with, and the name's length.
// Behind the name stand blanks, a digit, or nothing.
func modifierAt(s string) (kind string, n int, ok bool) {
	lower := strings.ToLower(s)
	for name, k := range modifierNames {
		if len(name) > n && strings.HasPrefix(lower, name) && (len(lower) == len(name) || !isAlpha(lower[len(name)])) {
			kind, n, ok = k, len(name), true
		}
	}
	if n == 1 && (n >= len(s) || s[n] == ' ') {
		return "", 0, false // a single letter needs its number at once
	}
	return kind, n, ok
}

func isAlpha(c byte) bool { return isAlnum(c) && !isDigit(c) }

// settle drops modifiers that say nothing: "SP0".
func (r *release) settle() {
	kept := r.more[:0]
	for _, m := range r.more {
		if modifierRank[m.kind] > 0 && len(m.value) == 1 && m.value[0].zero() {
			continue
		}
		kept = append(kept, m)
		r.sure = r.sure || modifierRank[m.kind] > 0
	}
	r.more = kept
	odd := slices.ContainsFunc(kept, func(m modifier) bool { return m.kind[0] == '-' })
	if len(r.core) == 1 && len(r.core[0]) == 1 && r.label == "" && !odd {
		r.sure = true // a plain number
	}
	if odd && len(r.core) < 2 && !r.named {
		r.sure = false // "389-ds-base"
	}
	r.span()
}

// span finds out whether "2014-2016" or "1.81.01-1.81.03" may be two versions:
// both ends are of one form and the second is the newer.
func (r *release) span() {
	if len(r.more) != 1 || r.more[0].kind != "dash" || len(r.more[0].value) != len(r.core) || compareCores(r.core, r.more[0].value)&older == 0 {
		return
	}
	until := *r
	until.core, until.more = r.more[0].value, nil
	r.until = &until
}
