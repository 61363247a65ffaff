package csafcheck

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// wordTable lists words of security advisories in English, one a line, lower case:
// those of four letters or more that stand in at least six of some 1,750 published
// advisories, and rarer ones that look like one of them.
//
//go:embed data/words.txt
var wordTable string

// vocabulary are the words, and every word with one letter left out.
type vocabulary struct {
	words   map[string]bool
	without map[string][]string // words by what they are with a letter left out
}

var english6 = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{words: make(map[string]bool), without: make(map[string][]string)}
	for line := range strings.Lines(wordTable) {
		word := strings.TrimSpace(line)
		v.words[word] = true
		if len(word) < 6 {
			continue
		}
		for i := range len(word) {
			short := word[:i] + word[i+1:]
			if list := v.without[short]; len(list) == 0 || list[len(list)-1] != word {
				v.without[short] = append(list, word)
			}
		}
	}
	return v
})

// misspelt gives the known word that an unknown one is one letter away from
// (left out, put in, changed, or swapped with its neighbour), and "" where there
// is none, or where the two are forms of one word.
func misspelt(word string) string {
	v := english6()
	if v.words[word] {
		return ""
	}
	var found []string
	found = append(found, v.without[word]...)
	for i := range len(word) {
		short := word[:i] + word[i+1:]
		if v.words[short] && len(short) >= 6 {
			found = append(found, short)
		}
		for _, other := range v.without[short] {
			if len(other) == len(word) && oneChange(word, other) {
				found = append(found, other)
			}
		}
	}
	slices.Sort(found)
	for _, other := range found {
		if sameWord(word, other) {
			return ""
		}
	}
	if len(found) == 0 {
		return ""
	}
	return found[0]
}

// oneChange reports whether two words of one length differ by one letter, or by
// two neighbours that changed places.
func oneChange(a, b string) bool {
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// endings are what forms of one word differ by.
var endings = []string{"s", "d", "r", "n", "y", "t", "e", "k"}

// sameWord reports whether two words are forms of one: an ending, a British and
// an American spelling, or another ending of the same length.
func sameWord(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if rest, ok := strings.CutPrefix(b, a); ok && slices.Contains(endings, rest) {
		return true
	}
	american := strings.NewReplacer("is", "iz", "ys", "yz", "our", "or", "ence", "ense", "ll", "l").Replace
	if american(a) == american(b) {
		return true
	}
	return len(a) == len(b) && a[:len(a)-1] == b[:len(b)-1]
}

// Word lists of the rules of grammar.
var (
	modals     = strings.Fields("must can could should would shall will may might cannot")
	modalNouns = strings.Fields("the a an this that his her its our your their my") // in front of a modal that is a noun
	notPast    = strings.Fields("need feed seed speed proceed exceed succeed embed shed bleed breed heed")
	notPlural  = strings.Fields("access process address analysis basis bus bypass class focus has is its loss less means news of series species status stress this virus was us plus release various")
	bareVerbs  = strings.Fields("ensure obtain prevent execute allow provide enable avoid")
	mayRepeat  = strings.Fields("that had")
	notVowel   = strings.Fields("one once european euro ubiquitous")
)

// wrongPhrase gives the first phrase of a text that breaks a rule, and the rule.
func wrongPhrase(s string) (phrase, rule string) {
	fields := strings.Fields(s)
	for i := 0; i+1 < len(fields); i++ {
		first, second := fields[i], fields[i+1]
		a, b := strings.TrimLeft(first, `"'([`), strings.TrimRight(second, `.,;:!?)]"'`)
		if !isWord(a) || !isWord(b) {
			continue
		}
		a = strings.ToLower(a)
		before := ""
		if i > 0 {
			before = strings.ToLower(fields[i-1])
		}
		if rule := wrongPair(before, a, b); rule != "" {
			return first + " " + b, rule
		}
	}
	return "", ""
}

// wrongPair gives the rule that two neighbouring words break, and "" for none.
// The second keeps its capital, because names follow rules of their own.
func wrongPair(before, a, b string) string {
	lower := b == strings.ToLower(b)
	switch {
	case a == b && len(a) > 1 && !slices.Contains(mayRepeat, a):
		return "twice"
	case slices.Contains(modals, a) && !slices.Contains(modalNouns, before) && strings.HasSuffix(b, "ed") && len(b) > 4 && !slices.Contains(notPast, b):
		return "modal"
	case a == "for" && slices.Contains(bareVerbs, b):
		return "infinitive"
	case a == "a" && lower && isPlural(b), a == "an" && lower && isPlural(b):
		return "plural"
	case a == "a" && lower && english6().words[b] && strings.ContainsRune("aeio", rune(b[0])) && !slices.Contains(notVowel, b) && !strings.HasPrefix(b, "eu"):
		return "article"
	case a == "an" && lower && english6().words[b] && strings.ContainsRune("bcdfgjkmpqtvwyz", rune(b[0])):
		return "article"
	}
	return ""
}

func isPlural(word string) bool {
	singular, ok := strings.CutSuffix(word, "s")
	return ok && english6().words[singular] && !strings.HasSuffix(singular, "s") && !slices.Contains(notPlural, word)
}
