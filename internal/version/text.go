package version

import (
	"strings"
)

// statement is free text about versions, read by docs/version-grammar.md. The
// zero value is one that could not be read.
type statement struct {
	pieces []piece // the affected set is their union
	open   bool    // an entry of the list is no version: what is not listed stays open
	tiers  *tiers  // several upper bounds in a list
}

// piece is a set of versions: those that keep to all bounds.
type piece struct {
	bounds    []edge   // none: every version
	branch    *release // speaks of this branch alone; nil: of all
	condition string   // what else must hold, as found; it cannot be checked here
	hidden    bool     // the condition may hide other bounds: outside nothing is decided either
}

// edge is one bound.
type edge struct {
	op    string   // <, <=, >, >= or =
	at    *release // never nil
	vague bool     // it is not said whether the version itself is meant
	maybe bool     // it is not said whether older ones are meant
}

// tiers are upper bounds of several branches, "<= 5.0.27 | <= 5.1.19": under all
// of them is in, over all is out; between, only what is on the branch of one and
// under it is in. Entries without an operator may be versions of their own.
type tiers struct {
	uppers    []edge
	bare      []edge
	condition string
	hidden    bool
}

// entry is one bound, version or "all versions" of a statement, with how it is
// joined to the one before.
type entry struct {
	edge
	all       bool
	unread    bool
	joined    tokenKind // barToken, commaToken, andToken, orToken, toToken; wordToken: nothing between
	branch    *release
	condition string
	hidden    bool
	cut       bool // a list breaks off here
	lead      bool // a version that stands before an operator: "V14 < V14 SP3"
}

// longestText is the length beyond which a statement is not read.
const longestText = 4096

var operators = strings.NewReplacer("≤", "<=", "≥", ">=", "&lt;", "<", "&gt;", ">", "=<", "<=", "=>", ">=", "< =", "<=", "> =", ">=", "==", "=", "&&", " and ",
	"\u2013", " - ", "\u2014", " - ", "||", "|", "\u2264", "<=", "\u2265", ">=")

// parseText reads free text about versions; ok is false where it cannot be read.
func parseText(text string) (*statement, bool) {
	if len(text) > longestText {
		return nil, false
	}
	s := plainWords(plainDates(plainText(operators.Replace(ellipsis().ReplaceAllString(text, "${1} etc ${2}")))))
	if s == "" {
		return nil, false
	}
	p := &textParser{s: s, tokens: lex(s)}
	entries, ok := p.entries()
	if !ok || len(entries) == 0 {
		return nil, false
	}
	return combine(entries)
}

// textParser turns tokens into entries.
type textParser struct {
	s      string
	tokens []token
	i      int
	out    []entry
	joined tokenKind
	from   bool // after "between": the ends are vague
}

func (p *textParser) peek() tokenKind {
	if p.i < len(p.tokens) {
		return p.tokens[p.i].kind
	}
	return barToken
}

func (p *textParser) done() bool { return p.i >= len(p.tokens) }

func (p *textParser) entries() ([]entry, bool) {
	p.joined = barToken
	for !p.done() {
		if !p.step() {
			return nil, false
		}
	}
	if p.joined == andToken || p.joined == orToken {
		p.out = append(p.out, entry{unread: true, cut: true, joined: p.joined}) // a list that breaks off
	}
	return p.out, true
}

func (p *textParser) step() bool {
	t := p.tokens[p.i]
	switch t.kind {
	case barToken, commaToken:
		p.i++
		p.joined, p.from = t.kind, false
	case andToken, orToken:
		p.i++
		if len(p.out) == 0 {
			p.add(entry{unread: true, cut: true}) // what comes before is missing
		}
		if p.joined == barToken || p.joined == commaToken && t.kind == orToken || p.joined == commaToken && t.kind == andToken || p.joined == wordToken {
			p.joined = t.kind
		} else {
			return false
		}
	case allToken:
		p.i++
		p.add(entry{all: true})
	case betweenToken:
		p.i++
		return p.betweenTwo()
	case operatorToken:
		p.i++
		return p.bound(t.text)
	case toToken: // "through 3.1"
		p.i++
		return len(p.out) == 0 && strings.HasPrefix(t.text, "through") && p.bound("<=")
	case parensToken:
		return p.remark()
	case wordToken:
		return p.words()
	default:
		return false
	}
	return true
}

func (p *textParser) add(e entry) {
	e.joined = p.joined
	p.out = append(p.out, e)
	p.joined = wordToken
}

// bound reads the version behind an operator.
func (p *textParser) bound(op string) bool {
	if op == "!=" || op == "!" {
		return false
	}
	if p.peek() == parensToken { // "<=(R4.10)"
		p.tokens[p.i].kind = wordToken
	}
	at, ok := p.version()
	if !ok {
		return false
	}
	p.add(entry{edge: edge{op: strings.TrimSuffix(op, "?"), at: at, vague: strings.HasSuffix(op, "?")}})
	return p.upTo(false)
}

// upTo reads "to Y" behind a lower end, and the "onwards" of "from X onwards".
func (p *textParser) upTo(vague bool) bool {
	last := &p.out[len(p.out)-1]
	if p.peek() == laterToken && last.op == ">=" {
		p.i++
		p.skipWeightless()
		return true
	}
	if p.peek() != toToken {
		return true
	}
	p.i++
	switch k := p.peek(); {
	case k == wordToken && startsCondition(p.tokens[p.i].text): // "< V2.0 - only with ..."
		return p.condition(p.tokens[p.i].at)
	case k == operatorToken && strings.HasPrefix(p.tokens[p.i].text, "<") && (last.op == ">=" || last.op == ">"): // "from 1.0 to before 2.0"
		return true
	}
	if k := p.peek(); (k == barToken || k == parensToken) && last.op != "=" { // ">= R6.01.01 -| <=R8.03.01"
		return true
	}
	if last.op != "=" && last.op != ">=" && last.op != ">" {
		return false
	}
	at, ok := p.version()
	if !ok {
		return false
	}
	if last.op == "=" {
		last.op = ">="
	}
	p.joined = toToken
	p.add(entry{edge: edge{op: "<=", at: at, vague: vague}})
	return true
}

// betweenTwo reads "between X and Y", whose ends are vague until a remark says
// more.
func (p *textParser) betweenTwo() bool {
	at, ok := p.version()
	if !ok {
		return false
	}
	p.add(entry{edge: edge{op: ">=", at: at, vague: true}})
	for p.peek() == parensToken {
		if !p.remark() {
			return false
		}
	}
	if k := p.peek(); k != andToken && k != toToken {
		return false
	}
	p.i++
	if at, ok = p.version(); !ok {
		return false
	}
	p.joined = toToken
	p.add(entry{edge: edge{op: "<=", at: at, vague: true}})
	return true
}

// version takes the words that name one version, and brackets that belong to it.
func (p *textParser) version() (*release, bool) {
	start := p.i
	for !p.done() && p.tokens[p.i].kind == wordToken && !(p.i > start && startsCondition(p.tokens[p.i].text)) {
		p.i++
	}
	end := p.i
	at, ok := parseRelease(p.text(start, end))
	if !ok {
		return nil, false
	}
	for p.i == end && p.peek() == parensToken {
		more, fits := parseRelease(p.text(start, end) + " (" + p.tokens[p.i].text + ")")
		if !fits {
			break
		}
		at = more
		p.i++
	}
	return at, true
}

// wordsFrom gives the words from a token up to the next that is none.
func (p *textParser) wordsFrom(start int) string {
	end := start
	for end < len(p.tokens) && p.tokens[end].kind == wordToken {
		end++
	}
	return p.text(start, end)
}

// text gives the words from a token to another.
func (p *textParser) text(from, until int) string {
	words := make([]string, 0, until-from)
	for _, t := range p.tokens[from:until] {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// words reads what begins with a word: a version, words before an operator, or a
// condition.
func (p *textParser) words() bool {
	first := p.tokens[p.i]
	if len(p.out) > 0 && p.joined == wordToken && startsCondition(first.text) {
		return p.condition(first.at)
	}
	start := p.i
	at, ok := p.version()
	if !ok {
		return p.notVersion(start)
	}
	switch p.peek() {
	case laterToken, earlierToken:
		if p.tokens[p.i].text == "+" && at.label != "" { // "Snapdragon 8+ Gen 1" is a name
			p.i = start
			for !p.done() && p.peek() != barToken && p.peek() != commaToken {
				p.i++
			}
			p.add(entry{unread: true})
			return true
		}
		op := map[tokenKind]string{laterToken: ">=", earlierToken: "<="}[p.peek()]
		p.i++
		p.add(entry{edge: edge{op: op, at: at}})
		p.skipWeightless()
		return true
	case maybeToken:
		p.i++
		p.add(entry{edge: edge{op: "<=", at: at, maybe: true}})
		p.skipWeightless()
		return true
	case colonToken:
		p.i++
		p.add(entry{branch: at, lead: true})
		return p.peek() == operatorToken
	case operatorToken:
		if at.label != "" { // "NMC2 <= 6.9.6"
			p.i = start
			return p.notVersion(start)
		}
		p.add(entry{edge: edge{op: "=", at: at}, lead: true})
		return strings.HasPrefix(p.tokens[p.i].text, "<")
	}
	p.add(entry{edge: edge{op: "=", at: at}})
	return p.upTo(false)
}

func (p *textParser) skipWeightless() {
	for p.peek() == wordToken && weightless[strings.ToLower(p.tokens[p.i].text)] {
		p.i++
	}
}

// notVersion deals with words that name no version: before an operator they are
// a condition or nothing; behind a bound and "and" a condition; in a list an
// entry that nobody can read.
func (p *textParser) notVersion(start int) bool {
	first := p.tokens[start]
	if len(p.out) > 0 && others[strings.ToLower(p.wordsFrom(start))] {
		for p.i = start; p.peek() == wordToken && !p.done(); p.i++ {
		}
		p.add(entry{unread: true, cut: true})
		return true
	}
	if (p.joined == andToken || p.joined == wordToken) && len(p.out) > 0 && !p.out[len(p.out)-1].unread {
		p.joined = wordToken
		return p.condition(first.at)
	}
	if p.joined == commaToken && len(p.out) > 0 && p.out[len(p.out)-1].op != "=" && !p.out[len(p.out)-1].unread {
		p.joined = wordToken
		return p.condition(first.at)
	}
	for !p.done() && (p.tokens[p.i].kind == wordToken || p.tokens[p.i].kind == commaToken && p.tokens[p.i].text == "/") {
		p.i++
	}
	said := p.text(start, p.i)
	switch p.peek() {
	case operatorToken:
		if allWeightless(said) {
			return true
		}
		if serial(said) {
			return false
		}
		n := len(p.out)
		op := p.tokens[p.i].text
		p.i++
		if !p.bound(op) {
			return false
		}
		p.out[n].condition = said
		return true
	case allToken:
		return allWeightless(said)
	}
	if allWeightless(said) {
		return true
	}
	for !p.done() && p.peek() != barToken && p.peek() != commaToken && p.peek() != andToken && p.peek() != orToken {
		p.i++
	}
	p.add(entry{unread: true})
	return true
}

func allWeightless(s string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		if !weightless[strings.TrimRight(w, ".")] && w != "with" {
			return false
		}
	}
	return true
}
