package words

import (
	"slices"
	"strings"
	"sync/atomic"
)

// Language is a language this program speaks, by its code in ISO 639-1.
type Language string

// The languages. English is the one everything is first written in.
const (
	English Language = "en"
	Spanish Language = "es"
)

// speaking is the language in use. It is chosen when the program starts, or by a
// person in the settings; whatever is put into words afterwards is in it.
var speaking atomic.Pointer[tongue]

// tongue is all a language has.
type tongue struct {
	language Language
	codes    Catalogue         // sentences of codes
	texts    map[string]string // sentences by their English; none for English itself
}

var tongues = map[Language]*tongue{
	English: {language: English, codes: english()},
	Spanish: {language: Spanish, codes: spanish(), texts: spanishTexts()},
}

func init() { Use(English) }

// Use makes the program speak a language. One it has no sentences in leaves it as
// it is.
func Use(l Language) {
	if t, ok := tongues[l]; ok {
		speaking.Store(t)
	}
}

// Speaking is the language in use.
func Speaking() Language { return speaking.Load().language }

// Languages lists the languages there are sentences in.
func Languages() []Language {
	out := make([]Language, 0, len(tongues))
	for l := range tongues {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// LanguageName is a language's name in itself.
func LanguageName(l Language) string {
	if l == Spanish {
		return "Español"
	}
	return "English"
}

// LanguageOf is the language of a system's locale, "es_MX.UTF-8" or "es-MX"; English
// for one there are no sentences in.
func LanguageOf(locale string) Language {
	code, _, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	code, _, _ = strings.Cut(code, ".")
	l := Language(strings.ToLower(code))
	if _, ok := tongues[l]; ok {
		return l
	}
	return English
}
