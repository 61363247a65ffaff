package sbom

import (
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// text is a string of a document whose writer may have put a number or a
// boolean there; anything else reads as empty.
type text string

// UnmarshalJSONFrom reads any scalar as its text.
func (t *text) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	switch dec.PeekKind() {
	case '"', '0', 't', 'f':
		tok, err := dec.ReadToken()
		if err != nil {
			return err
		}
		*t = text(strings.Clone(tok.String()))
		return nil
	}
	*t = ""
	return dec.SkipValue()
}

func (t text) String() string { return strings.TrimSpace(string(t)) }

// loose is a part of a document that is read where it has the right form and
// passed over where it has not.
type loose[T any] struct{ value T }

// UnmarshalJSONFrom reads T, or nothing.
func (l *loose[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	raw, err := dec.ReadValue()
	if err != nil {
		return err
	}
	var value T
	if json.Unmarshal(raw, &value) == nil {
		l.value = value
	}
	return nil
}
