package words

import (
	"strings"
)

// Text is a sentence, or a part of one that stands by itself, in the language in
// use. It is written in English where it is used; its other languages stand in the
// files es_text_*.go by this English. Parameters are written "{name}" and given as
// pairs of name and value; values are put in as they are.
func Text(english string, pairs ...string) string {
	return put(translated(english), pairs)
}

// Plural is [Text] for a number, which is parameter n: one is for 1, many for every
// other number.
func Plural(n int, one, many string, pairs ...string) string {
	form := many
	if n == 1 {
		form = one
	}
	return put(translated(form), append([]string{"n", Number(n)}, pairs...))
}

// Term names a sentence that is put into a table before the language is known; where
// it is shown, [Text] translates it.
func Term(english string) string { return english }

// Sense is [Text] for a word whose meaning decides its translation: "Open", once what
// a button does and once how a task stands.
func Sense(meaning, english string) string {
	if text, ok := speaking.Load().texts[meaning+": "+english]; ok {
		return text
	}
	return english
}

func translated(english string) string {
	if text, ok := speaking.Load().texts[english]; ok {
		return text
	}
	return english
}

// put fills parameters in; what is not given stays as it is written.
func put(template string, pairs []string) string {
	if len(pairs) == 0 {
		return template
	}
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(template, "{")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		value, known := valueOf(pairs, name)
		if !closed || !known {
			out.WriteString("{")
			template = rest
			continue
		}
		out.WriteString(value)
		template = after
	}
}

func valueOf(pairs []string, name string) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return "", false
}
