package jsondoc

import (
	"errors"
	"io"
	"reflect"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// MaxDepth is how deep arrays and objects may nest: as deep as the JSON library
// follows, whose own limit keeps a decoder's stack small. A CSAF product tree of
// 30 branches (the deepest the standard has in mind) needs 66.
const MaxDepth = 10_000

// SafeDepth is the limit for what is read by code that calls itself per level, or
// by another library.
const SafeDepth = 200

// Decode reads one document from r into the wire struct that into points at.
// The warnings are those of [Text]; errors are [*domain.Error] under op.
func Decode(op string, r io.Reader, into any) ([]domain.Warning, error) {
	text, warnings, err := Read(op, r)
	if err != nil {
		return nil, err
	}
	if err := Unmarshal(op, text, into); err != nil {
		return nil, err
	}
	return warnings, nil
}

// Unmarshal decodes text into the wire struct that into points at.
func Unmarshal(op string, text []byte, into any) error {
	if err := json.Unmarshal(text, into); err != nil {
		return Explain(op, text, err)
	}
	return nil
}

// CheckDepth refuses text that nests deeper than limit.
func CheckDepth(op string, text []byte, limit int) error {
	at := tooDeep(text, limit)
	if at < 0 {
		return nil
	}
	e := fault(op, CodeDepth, text, int64(at))
	e.Kind = domain.Untrusted
	e.Params["limit"] = strconv.Itoa(limit)
	return e
}

// Explain turns an error of the JSON library over text into a [*domain.Error];
// an error that is one already is given its op where it has none.
func Explain(op string, text []byte, err error) error {
	var own *domain.Error
	if errors.As(err, &own) {
		if own.Op == "" {
			own.Op = op
		}
		return own
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		e := fault(op, CodeType, text, semantic.ByteOffset)
		e.Place = string(semantic.JSONPointer)
		e.Params["want"], e.Params["got"] = wanted(semantic.GoType), found(semantic.JSONKind)
		e.Err = err
		return e
	}
	var syntax *jsontext.SyntacticError
	if !errors.As(err, &syntax) {
		return &domain.Error{Kind: domain.Invalid, Op: op, Code: CodeRead, Err: err}
	}
	if deep := CheckDepth(op, text, MaxDepth); deep != nil {
		return deep
	}
	e := fault(op, CodeSyntax, text, syntax.ByteOffset)
	e.Place = string(syntax.JSONPointer)
	e.Err = err
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		e.Code = CodeTruncated
	case errors.Is(err, jsontext.ErrDuplicateName):
		e.Code = CodeDuplicate
		e.Params["name"] = syntax.JSONPointer.LastToken()
	case !utf8.Valid(text[:min(int64(len(text)), syntax.ByteOffset+utf8.UTFMax)]) && !utf8.Valid(text):
		e.Code = CodeEncoding
	case isTrailing(text, syntax.ByteOffset):
		e.Code = CodeTrailing
	}
	return e
}

// isTrailing reports whether the fault lies behind a whole document.
func isTrailing(text []byte, offset int64) bool {
	if offset <= 0 || offset > int64(len(text)) {
		return false
	}
	return jsontext.Value(text[:offset]).IsValid()
}

func fault(op string, code domain.Code, text []byte, offset int64) *domain.Error {
	line, column := position(text, offset)
	return &domain.Error{Kind: domain.Invalid, Op: op, Code: code,
		Params: domain.Params{"line": strconv.Itoa(line), "column": strconv.Itoa(column)}}
}

// position gives line and column of a byte offset, both from 1, the column in
// bytes. A line ends with LF, CR LF or CR.
func position(text []byte, offset int64) (line, column int) {
	offset = max(0, min(offset, int64(len(text))))
	line, start := 1, 0
	for i, c := range text[:offset] {
		if c == '\n' || c == '\r' && (i+1 >= len(text) || text[i+1] != '\n') {
			line++
			start = i + 1
		}
	}
	return line, int(offset) - start + 1
}

func wanted(t reflect.Type) string {
	if t == nil {
		return "value"
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Slice, reflect.Array:
		return "array"
	case reflect.Struct, reflect.Map, reflect.Pointer:
		return "object"
	case reflect.Bool:
		return "boolean"
	}
	return "number"
}

func found(kind jsontext.Kind) string {
	switch kind {
	case jsontext.KindString:
		return "string"
	case jsontext.KindBeginArray, jsontext.KindEndArray:
		return "array"
	case jsontext.KindBeginObject, jsontext.KindEndObject:
		return "object"
	case jsontext.KindTrue, jsontext.KindFalse:
		return "boolean"
	case jsontext.KindNumber:
		return "number"
	case jsontext.KindNull:
		return "null"
	}
	return "value"
}
