package sbom

import (
	"io"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode sbom"

// Decode reads one SBOM from r and emits exactly one [domain.Snapshot], its
// components sorted by name, version and place. A document with nothing in it
// that can be identified is emitted with the warning "no_components".
//
// Errors are [*domain.Error] of kind Invalid for a broken document, Unsupported
// for one that is no SBOM or of a sort that is not read, and Untrusted for one
// over the limits of package jsondoc, which hold for every notation; an error of
// emit is handed through.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	text, warnings, err := jsondoc.Read(op, r)
	if err != nil {
		return err
	}
	data, more, err := toUTF8(text, warnings)
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
	doc.warnings = slices.Concat(warnings, more, doc.warnings)
	found, more := consult(dialect, data)
	doc.warnings = append(doc.warnings, more...)
	return emit(assemble(doc, found))
}

// refuse makes the error for a document that is not taken.
func refuse(kind domain.Kind, code domain.Code, place string, params domain.Params, cause error) error {
	return &domain.Error{Kind: kind, Op: op, Place: place, Code: code, Params: params, Err: cause}
}
