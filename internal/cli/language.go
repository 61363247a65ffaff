package cli

import (
	"path/filepath"
	"strings"

	"fenceline/internal/words"
)

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

// forPrograms writes a report; one that programs read is written in English.
func forPrograms(format, file string, write func() error) error {
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(file)), ".")
	}
	if format == "csv" || format == "json" {
		spoken := words.Speaking()
		words.Use(words.English)
		defer words.Use(spoken)
	}
	return write()
}
