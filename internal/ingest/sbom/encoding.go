package sbom

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

var xmlEncoding = regexp.MustCompile(`^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// toUTF8 settles the encoding of text from which package jsondoc has taken
// byte-order mark and UTF-16, with the warnings it gave. An XML declaration is
// followed for UTF-8, UTF-16 and Latin-1, and taken out; other encodings are
// Unsupported. Bytes that are no UTF-8 become U+FFFD and are counted in a
// warning.
func toUTF8(text []byte, known []domain.Warning) ([]byte, []domain.Warning, error) {
	wide := slices.ContainsFunc(known, func(w domain.Warning) bool { return w.Code == jsondoc.WarnUTF16 })
	if m := xmlEncoding.FindSubmatchIndex(text[:min(len(text), 256)]); m != nil {
		name := string(text[m[4]:m[5]])
		valid := utf8.Valid(text)
		text = append(bytes.Clone(text[:m[3]]), text[m[1]:]...)
		switch strings.ToLower(name) {
		case "utf-8", "utf8", "us-ascii", "ascii":
		case "utf-16", "utf-16le", "utf-16be":
			if !wide && !valid {
				return nil, nil, refuse(domain.Invalid, CodeMismatch, "", domain.Params{"encoding": name}, nil)
			}
		case "iso-8859-1", "latin1", "iso_8859-1":
			if !wide {
				text = fromLatin1(text)
			}
		default:
			return nil, nil, refuse(domain.Unsupported, CodeEncoding, "", domain.Params{"encoding": name}, nil)
		}
	}
	if utf8.Valid(text) {
		return text, nil, nil
	}
	clean, bad := repairUTF8(text)
	return clean, []domain.Warning{{Code: WarnUTF8, Params: domain.Params{"count": strconv.Itoa(bad)}}}, nil
}

func fromLatin1(data []byte) []byte {
	out := make([]byte, 0, len(data)+len(data)/8)
	for _, b := range data {
		out = utf8.AppendRune(out, rune(b))
	}
	return out
}

func repairUTF8(data []byte) (clean []byte, bad int) {
	clean = make([]byte, 0, len(data)+8)
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			bad++
		}
		clean = utf8.AppendRune(clean, r)
		data = data[size:]
	}
	return clean, bad
}
