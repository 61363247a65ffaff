package version

import (
	"slices"
	"strings"
)

// tokenKind is what a piece of a statement does.
type tokenKind uint8

const (
	wordToken     tokenKind = iota
	parensToken             // a remark in parentheses, without them
	operatorToken           // <, <=, >, >= or =; "<?" and ">?" do not say whether the version itself is meant
	barToken                // between entries of a list
	commaToken              // also a slash between blanks
	andToken                // "and"
	orToken                 // "or"
	toToken                 // "X to Y"
	betweenToken            // "between X and Y"
	laterToken              // "X and later"
	earlierToken            // "X and earlier"
	maybeToken              // "X and possibly earlier"
	colonToken              // "V4.7: ..."
	allToken                // "all versions", *
)

type token struct {
	kind tokenKind
	text string
	at   int // place in the statement
}

// lex cuts a statement into tokens; phrases such as "prior to" become operators.
func lex(s string) []token {
	var out []token
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ':
			i++
		case strings.IndexByte("<>=!", c) >= 0:
			n := 1
			if i+1 < len(s) && (s[i+1] == '=' || s[i+1] == '?') {
				n = 2
			}
			out = append(out, token{operatorToken, s[i : i+n], i})
			i += n
		case c == '|' || c == ';':
			out = append(out, token{barToken, "|", i})
			i++
		case c == ',':
			out = append(out, token{commaToken, ",", i})
			i++
		case c == '(':
			end := closing(s, i)
			out = append(out, token{parensToken, strings.TrimSpace(s[i+1 : end]), i})
			i = end + 1
		default:
			n := wordLength(s[i:])
			out = append(out, lexWord(s[i:i+n], i)...)
			i += n
		}
	}
	return phrases(out)
}

// closing finds the bracket that closes the one at place i; the end where none
// does.
func closing(s string, i int) int {
	depth := 0
	for j := i; j < len(s); j++ {
		switch s[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return len(s)
}

// wordLength takes letters up to a blank or an operator; brackets that are glued
// to a word belong to it.
func wordLength(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ', '<', '>', '=', '|', ';', ',':
			return i
		case '(':
			if i > 0 {
				i = closing(s, i)
			}
		}
	}
	return len(s)
}

func lexWord(w string, at int) []token {
	switch w {
	case "*":
		return []token{{allToken, w, at}}
	case "-":
		return []token{{toToken, w, at}}
	case "/":
		return []token{{commaToken, w, at}}
	case "&":
		return []token{{andToken, w, at}}
	}
	switch {
	case len(w) > 1 && strings.HasPrefix(w, "/"):
		return []token{{commaToken, "/", at}, {wordToken, w[1:], at + 1}}
	case len(w) > 1 && strings.HasSuffix(w, ":"):
		return []token{{wordToken, w[:len(w)-1], at}, {colonToken, ":", at + len(w) - 1}}
	case len(w) > 1 && strings.HasSuffix(w, "+") && isDigit(w[len(w)-2]):
		return []token{{wordToken, w[:len(w)-1], at}, {laterToken, "+", at + len(w) - 1}}
	}
	return []token{{wordToken, w, at}}
}

// phrase is a run of words with one meaning.
type phrase struct {
	words []string
	kind  tokenKind
	text  string
}

// phraseTable is sorted by length, longest first.
var phraseTable = makePhrases()

func makePhrases() []phrase {
	var out []phrase
	add := func(kind tokenKind, text string, list ...string) {
		for _, p := range list {
			out = append(out, phrase{strings.Fields(p), kind, text})
		}
	}
	add(operatorToken, "<=", "up to and including", "prior to and including", "until and including", "before and including", "less than or equal to",
		"lower than or equal to", "earlier than or equal to", "no later than", "not later than", "at most", "through and including", "thru and including",
		"to and including", "up to and incl.")
	add(operatorToken, "<", "prior to", "before", "earlier than", "lower than", "less than", "older than", "smaller than", "below", "preceding", "previous to",
		"up to but not including", "until but not including", "up to but excluding", "up to and excluding", "up to excluding", "up to and not including", "prior")
	add(operatorToken, "<?", "up to", "upto", "until", "till")
	add(operatorToken, ">=", "starting from", "starting with", "starting at", "beginning with", "beginning from", "beginning at", "since", "as of", "at least",
		"greater than or equal to", "higher than or equal to", "later than or equal to", "newer than or equal to", "from", "not earlier than")
	add(operatorToken, ">", "after", "later than", "newer than", "higher than", "greater than", "above", "more recent than")
	add(toToken, "to", "to")
	add(toToken, "through", "through", "thru")
	add(betweenToken, "between", "between")
	for _, link := range []string{"and", "or", "and all", "or any", "and any"} {
		for _, w := range []string{"later", "newer", "above", "higher", "up", "upwards", "onwards", "greater", "following", "subsequent"} {
			add(laterToken, "and later", link+" "+w)
		}
		for _, w := range []string{"prior", "earlier", "older", "below", "lower", "previous", "before", "under"} {
			add(earlierToken, "and earlier", link+" "+w)
		}
	}
	add(laterToken, "and later", "onwards", "onward", "or later", "or newer")
	for _, w := range []string{"prior", "earlier", "older", "previous"} {
		add(maybeToken, "and possibly earlier", "and possibly "+w, "and possibly all "+w, "and maybe "+w)
	}
	add(allToken, "*", "all versions", "all version", "any version", "any versions", "every version", "all releases", "all firmware versions", "all bios versions",
		"all software versions", "all firmware", "all known versions", "all product versions", "all released versions")
	add(andToken, "and", "and", "as well as", "but")
	add(orToken, "or", "or")
	slices.SortStableFunc(out, func(a, b phrase) int { return len(b.words) - len(a.words) })
	return out
}

// phrases replaces runs of words that are phrases by their tokens.
func phrases(in []token) []token {
	var out []token
	for i := 0; i < len(in); {
		p, ok := phraseAt(in, i)
		if !ok {
			out = append(out, in[i])
			i++
			continue
		}
		out = append(out, token{p.kind, p.text, in[i].at})
		i += len(p.words)
	}
	return out
}

func phraseAt(in []token, i int) (phrase, bool) {
	for _, p := range phraseTable {
		if !matchesPhrase(in, i, p) {
			continue
		}
		if p.kind == earlierToken || p.kind == laterToken { // "and below 5" is "and", "below 5"
			next := i + len(p.words)
			for next < len(in) && in[next].kind == wordToken && weightless[strings.ToLower(in[next].text)] {
				next++
			}
			if next < len(in) && in[next].kind == wordToken && (strings.ContainsAny(in[next].text, "0123456789") || joinsBound(in[next].text)) {
				continue
			}
		}
		if p.kind == andToken && p.words[0] == "but" { // only before the other end: "newer than 1.0 but older than 2.0"
			if next, ok := phraseAt(in, i+1); !ok || next.kind != operatorToken {
				continue
			}
		}
		return p, true
	}
	return phrase{}, false
}

// joinsBound reports the second word of "prior to" and "older than".
func joinsBound(w string) bool { return strings.EqualFold(w, "to") || strings.EqualFold(w, "than") }

func matchesPhrase(in []token, i int, p phrase) bool {
	if i+len(p.words) > len(in) {
		return false
	}
	for j, w := range p.words {
		if in[i+j].kind != wordToken || !strings.EqualFold(in[i+j].text, w) {
			return false
		}
	}
	return true
}
