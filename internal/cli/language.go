package cli

import "fenceline/internal/words"

// speak chooses the language of what is said: the one that was asked for, or the
// system's. What programs read is never translated.
func (r *run) speak(asked string) {
	language := words.LanguageOf(r.env.Locale)
	switch {
	case r.json:
		language = words.English
	case asked != "":
		language = words.LanguageOf(asked)
	}
	words.Use(language)
}
