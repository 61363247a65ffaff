package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// risky reports a character that could make a terminal do or show something
// other than the text says: control characters of C0 and C1 (ECMA-48), among
// them ESC and BEL, the characters that turn the direction of text around (Unicode
// Standard Annex 9), line and paragraph separators, and what is no Unicode. Line
// ends and tabs are not risky in text of several lines.
func risky(c rune) bool {
	switch {
	case c == '\n', c == '\t':
		return false
	case c < ' ', c >= 0x7f && c <= 0x9f, c == utf8.RuneError:
		return true
	case c == 0x061c, c == 0x200e, c == 0x200f, c >= 0x2028 && c <= 0x202e, c >= 0x2066 && c <= 0x2069, c == 0xfeff:
		return true
	}
	return false
}

// instead stands where a risky character was, so that a name that held one does
// not look like another name.
const instead = utf8.RuneError

// oneLine makes foreign text harmless for a line of a table or a terminal.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n', c == '\t', c == '\r':
			return ' '
		case risky(c):
			return instead
		}
		return c
	}, s)
}

// plain makes a longer foreign text harmless for a terminal: line ends and tabs
// stay, a carriage return goes.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\r':
			return -1
		case risky(c):
			return instead
		}
		return c
	}, s)
}

// OneLine makes foreign text harmless for one line on a terminal.
func OneLine(s string) string { return oneLine(s) }

// harmless writes text to a terminal without what could do harm there, whoever
// wrote the text and however it was put together. Files are not written by it.
type harmless struct {
	to   io.Writer
	json bool   // such characters are escaped as JSON strings allow, not replaced
	rest []byte // the beginning of a character whose other bytes are still to come
}

// Write writes all of data, but for an unfinished character at its end.
func (h *harmless) Write(data []byte) (int, error) {
	text := append(h.rest, data...)
	var out strings.Builder
	out.Grow(len(text))
	for len(text) > 0 && utf8.FullRune(text) {
		c, size := utf8.DecodeRune(text)
		switch {
		case !risky(c):
			out.Write(text[:size])
		case h.json && c > ' ':
			fmt.Fprintf(&out, "\\u%04x", c)
		case c != '\r':
			out.WriteRune(instead)
		}
		text = text[size:]
	}
	h.rest = append([]byte(nil), text...)
	if _, err := io.WriteString(h.to, out.String()); err != nil {
		return 0, err
	}
	return len(data), nil
}
