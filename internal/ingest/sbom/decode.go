package sbom

import (
	"io"

	"fenceline/internal/domain"
)

const (
	// MaxBytes is the largest document that is read, in bytes.
	MaxBytes = 64 << 20
	// MaxDepth is how deep objects, arrays or elements may nest.
	MaxDepth = 256

	op = "decode sbom"
)

// Decode reads one SBOM from r and emits exactly one [domain.Snapshot], its
// components sorted by name, version and place. A document with nothing in it
// that can be identified is emitted with the warning "no_components".
//
// Errors are [*domain.Error] of kind Invalid for a broken document, Unsupported
// for one that is no SBOM or of a sort that is not read, and Untrusted for one
// over the limits; an error of r itself and of emit is handed through.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return err
	}
	if len(raw) > MaxBytes {
		return refuse(domain.Untrusted, "too_large", "", domain.Params{"limit": "64 MiB"}, nil)
	}
	data, warnings, err := toUTF8(raw)
	if err != nil {
		return err
	}
	dialect, err := recognise(data)
	if err != nil {
		return err
	}
	doc, err := dialect.read(data)
	if err != nil {
		return err
	}
	doc.warnings = append(warnings, doc.warnings...)
	found, more := consult(dialect, data)
	doc.warnings = append(doc.warnings, more...)
	return emit(assemble(doc, found))
}

// refuse makes the error for a document that is not taken.
func refuse(kind domain.Kind, code domain.Code, place string, params domain.Params, cause error) error {
	return &domain.Error{Kind: kind, Op: op, Place: place, Code: code, Params: params, Err: cause}
}
