package jsondoc

import (
	"bytes"
	"encoding/binary"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"fenceline/internal/domain"
)

// MaxBytes is the size a document may have. CSAF 2.1, appendix C, asks a
// consumer to take 50 MiB.
const MaxBytes = 64 << 20

// Read gives the document as UTF-8 text without a byte-order mark. Bytes handed
// in as a [*bytes.Buffer] are not copied and must not change meanwhile.
func Read(op string, r io.Reader) ([]byte, []domain.Warning, error) {
	return ReadMost(op, r, MaxBytes)
}

// ReadMost is [Read] for a format whose documents may have so many bytes.
func ReadMost(op string, r io.Reader, most int64) ([]byte, []domain.Warning, error) {
	raw, err := readAll(op, r, most)
	if err != nil {
		return nil, nil, err
	}
	text, warnings := Text(raw)
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, nil, &domain.Error{Kind: domain.Invalid, Op: op, Code: CodeEmpty}
	}
	return text, warnings, nil
}

func readAll(op string, r io.Reader, most int64) ([]byte, error) {
	raw, err := allOf(r, most)
	switch {
	case err != nil:
		return nil, &domain.Error{Kind: domain.Invalid, Op: op, Code: CodeRead, Err: err}
	case int64(len(raw)) > most:
		return nil, &domain.Error{Kind: domain.Untrusted, Op: op, Code: CodeSize,
			Params: domain.Params{"limit": strconv.FormatInt(most, 10)}}
	}
	return raw, nil
}

func allOf(r io.Reader, most int64) ([]byte, error) {
	if b, ok := r.(*bytes.Buffer); ok {
		return b.Bytes(), nil
	}
	return io.ReadAll(io.LimitReader(r, most+1))
}

var (
	bomUTF8 = []byte{0xEF, 0xBB, 0xBF}
	bomLE   = []byte{0xFF, 0xFE}
	bomBE   = []byte{0xFE, 0xFF}
)

// Text turns raw bytes into UTF-8 without a byte-order mark, and warns where it
// had to change them. Bytes that are neither UTF-8 nor marked or plain UTF-16
// come back as they are.
func Text(raw []byte) ([]byte, []domain.Warning) {
	switch {
	case bytes.HasPrefix(raw, bomUTF8):
		return raw[len(bomUTF8):], []domain.Warning{{Code: WarnBOM}}
	case bytes.HasPrefix(raw, bomLE):
		return fromUTF16(raw[2:], binary.LittleEndian), []domain.Warning{{Code: WarnUTF16}}
	case bytes.HasPrefix(raw, bomBE):
		return fromUTF16(raw[2:], binary.BigEndian), []domain.Warning{{Code: WarnUTF16}}
	case len(raw) >= 4 && raw[0] != 0 && raw[1] == 0 && raw[2] != 0 && raw[3] == 0:
		return fromUTF16(raw, binary.LittleEndian), []domain.Warning{{Code: WarnUTF16}}
	case len(raw) >= 4 && raw[0] == 0 && raw[1] != 0 && raw[2] == 0 && raw[3] != 0:
		return fromUTF16(raw, binary.BigEndian), []domain.Warning{{Code: WarnUTF16}}
	}
	return raw, nil
}

func fromUTF16(raw []byte, order binary.ByteOrder) []byte {
	text := make([]byte, 0, len(raw)/2+len(raw)/8)
	for len(raw) >= 2 {
		r := rune(order.Uint16(raw))
		raw = raw[2:]
		if utf16.IsSurrogate(r) {
			second := rune(utf8.RuneError)
			if len(raw) >= 2 {
				second = rune(order.Uint16(raw))
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				raw = raw[2:]
			}
		}
		text = utf8.AppendRune(text, r)
	}
	return text
}
