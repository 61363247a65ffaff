package sbom

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
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

// decodeJSON reads one whole JSON document and turns what is wrong with it into
// a [*domain.Error] with its place.
func decodeJSON(data []byte, into any) error {
	if err := json.Unmarshal(data, into); err != nil {
		return jsonError(err)
	}
	return nil
}

func jsonError(err error) error {
	place, code := "", domain.Code("bad_json")
	var syntactic *jsontext.SyntacticError
	var semantic *json.SemanticError
	switch {
	case errors.As(err, &syntactic):
		place = string(syntactic.JSONPointer)
		if place == "" {
			place = "byte " + strconv.FormatInt(syntactic.ByteOffset, 10)
		}
		if errors.Is(err, jsontext.ErrDuplicateName) {
			code = "duplicate_key"
		}
	case errors.As(err, &semantic):
		place, code = string(semantic.JSONPointer), "bad_member"
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		code = "truncated"
	}
	return refuse(domain.Invalid, code, place, nil, err)
}
