package sbom

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"fenceline/internal/domain"
)

var xmlEncoding = regexp.MustCompile(`^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// toUTF8 gives the text of a document as valid UTF-8 without a byte-order mark.
// UTF-16 and, in XML that declares it, Latin-1 are converted; other declared
// encodings are Unsupported. Bytes that are no UTF-8 become U+FFFD and are
// counted in a warning.
func toUTF8(raw []byte) ([]byte, []domain.Warning, error) {
	data := raw
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		data = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), startsWide(raw, 0, 1):
		data = fromUTF16(raw, 0, 1)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")), startsWide(raw, 1, 0):
		data = fromUTF16(raw, 1, 0)
	}
	wide := len(raw) > 0 && (len(data) == 0 || &data[0] != &raw[0]) && !bytes.HasPrefix(raw, []byte("\xef\xbb\xbf"))
	if m := xmlEncoding.FindSubmatchIndex(data[:min(len(data), 256)]); m != nil {
		name := string(data[m[4]:m[5]])
		declared := data
		data = append(bytes.Clone(data[:m[3]]), data[m[1]:]...)
		switch strings.ToLower(name) {
		case "utf-8", "utf8", "us-ascii", "ascii":
		case "utf-16", "utf-16le", "utf-16be":
			if !wide && !utf8.Valid(declared) {
				return nil, nil, refuse(domain.Invalid, "encoding_mismatch", "", domain.Params{"encoding": name}, nil)
			}
		case "iso-8859-1", "latin1", "iso_8859-1":
			if !wide {
				data = fromLatin1(data)
			}
		default:
			return nil, nil, refuse(domain.Unsupported, "unsupported_encoding", "", domain.Params{"encoding": name}, nil)
		}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, nil, refuse(domain.Invalid, "empty_file", "", nil, nil)
	}
	if utf8.Valid(data) {
		return data, nil, nil
	}
	clean, bad := repairUTF8(data)
	return clean, []domain.Warning{{Code: "invalid_utf8", Params: domain.Params{"count": strconv.Itoa(bad)}}}, nil
}

// startsWide reports whether raw begins with a "{", "<" or "S" two bytes wide.
func startsWide(raw []byte, low, high int) bool {
	return len(raw) >= 2 && raw[high] == 0 && strings.IndexByte("{<S", raw[low]) >= 0
}

// fromUTF16 converts 16-bit units whose low and high byte stand at the given
// offsets; an odd last byte is dropped, lone surrogates become U+FFFD.
func fromUTF16(raw []byte, low, high int) []byte {
	out := make([]byte, 0, len(raw))
	var pending rune
	for i := 0; i+1 < len(raw); i += 2 {
		unit := rune(raw[i+low]) | rune(raw[i+high])<<8
		if pending != 0 {
			if r := utf16.DecodeRune(pending, unit); r != utf8.RuneError {
				out, pending = utf8.AppendRune(out, r), 0
				continue
			}
			out, pending = utf8.AppendRune(out, utf8.RuneError), 0
		}
		if unit >= 0xd800 && unit < 0xdc00 {
			pending = unit
			continue
		}
		out = utf8.AppendRune(out, unit)
	}
	return bytes.TrimPrefix(out, []byte("\ufeff"))
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
