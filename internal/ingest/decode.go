package ingest

import (
	"bytes"
	"errors"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/csaf"
	"fenceline/internal/ingest/cve"
	"fenceline/internal/ingest/inventory"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/kev"
	"fenceline/internal/ingest/nvd"
	"fenceline/internal/ingest/osv"
	"fenceline/internal/ingest/stix"
	"fenceline/internal/ingest/vex"
)

// Decode hands the items of a document to emit. Hashes, signatures and the lists
// of a provider hold none. An inventory is refused with [CodeSBOM], since it needs to
// be told whose it is, unless it carries vulnerabilities: those are read as VEX. Errors are [*domain.Error] with the file as Subject,
// unless emit's own; on one, drop what was emitted.
func Decode(doc Document, emit func(domain.Item) error) error {
	return named(doc, decode(doc, emit))
}

// named gives an error the name of the file.
func named(doc Document, err error) error {
	var own *domain.Error
	if errors.As(err, &own) && own.Subject == "" {
		own.Subject = doc.File
	}
	return err
}

// DecodeInParts is [Decode] for the import: of a CSAF or OpenVEX document with more than
// most statements they are handed to part, some at a time, and are not in what is emitted.
// See [jsondoc.Parts].
func DecodeInParts(doc Document, most int, part func(a *domain.Advisory, first int), emit func(domain.Item) error) error {
	switch doc.Format {
	case domain.FormatCSAF:
		return named(doc, csaf.DecodeInParts(bytes.NewBuffer(doc.Data), most, part, emit))
	case domain.FormatOpenVEX:
		return named(doc, vex.DecodeInParts(bytes.NewBuffer(doc.Data), most, part, emit))
	}
	return Decode(doc, emit)
}

func decode(doc Document, emit func(domain.Item) error) error {
	data := bytes.NewBuffer(doc.Data)
	switch doc.Format {
	case domain.FormatCSAF:
		return csaf.Decode(data, emit)
	case domain.FormatOSV:
		return osv.Decode(data, emit)
	case domain.FormatCVE:
		return cve.Decode(data, emit)
	case domain.FormatKEV:
		return kev.Decode(data, emit)
	case domain.FormatEPSS:
		return scores(doc, emit)
	case domain.FormatNVD:
		return nvd.Decode(data, emit)
	case domain.FormatSTIX:
		return stix.Decode(data, emit)
	case domain.FormatOpenVEX:
		return vex.Decode(data, emit)
	case domain.FormatHash, domain.FormatSignature, domain.FormatProvider, domain.FormatKey, domain.FormatManifest:
		return nil
	case domain.FormatCycloneDX, domain.FormatSPDX, domain.FormatSyft:
		if text, _ := jsondoc.Text(doc.Data); doc.Format == domain.FormatCycloneDX && vex.Holds(text) {
			return vex.Decode(data, emit)
		}
		return &domain.Error{Kind: domain.Unsupported, Op: "import", Code: CodeSBOM,
			Params: domain.Params{"format": string(doc.Format)}}
	}
	text, _ := jsondoc.Text(doc.Data)
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return &domain.Error{Kind: domain.Invalid, Op: "recognise", Code: CodeEmpty}
	}
	if name := foreignSchema(text); name != "" {
		return &domain.Error{Kind: domain.Unsupported, Op: "recognise", Code: CodeUnread,
			Params: domain.Params{"format": name}}
	}
	if format := inventory.Recognise(doc.Data); format != domain.FormatUnknown {
		return &domain.Error{Kind: domain.Unsupported, Op: "import", Code: CodeInventory,
			Params: domain.Params{"format": string(format)}}
	}
	if name := foreign(text); name != "" {
		return &domain.Error{Kind: domain.Unsupported, Op: "recognise", Code: CodeUnread,
			Params: domain.Params{"format": name}}
	}
	return &domain.Error{Kind: domain.Unsupported, Op: "recognise", Code: CodeUnknown}
}
