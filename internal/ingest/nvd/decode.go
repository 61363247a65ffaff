package nvd

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode nvd"

// MaxBytes is the size a feed may have: NVD publishes a year's records as one document,
// whose largest have 200 MB and grow.
const MaxBytes = 768 << 20

// Names in every advisory and signal of this reader.
const (
	Namespace  = "nvd.nist.gov"
	Publisher  = "NVD"
	SourceSSVC = "NVD SSVC"
)

// Codes of this reader, beside those of packages jsondoc, cvss and cpematch. Params in
// brackets.
const (
	CodeFormat domain.Code = "nvd_format" // [format version] is not the CVE data of API 2.0

	WarnSSVC domain.Code = "nvd_ssvc" // [point value] of SSVC is none that is known
)

// Decode reads one answer or feed and emits, record by record, its
// [domain.Advisory] and then its signals. On an error, a [*domain.Error], drop what
// was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	text, noticed, err := jsondoc.ReadMost(op, r, MaxBytes)
	if err != nil {
		return err
	}
	if err := jsondoc.CheckDepth(op, text, jsondoc.MaxDepth); err != nil {
		return err
	}
	f := feed{text: text, dec: jsontext.NewDecoder(bytes.NewBuffer(text)), emit: emit, noticed: noticed}
	if err := f.read(); err != nil {
		var foreign *emitError
		if errors.As(err, &foreign) {
			return foreign.err
		}
		return jsondoc.Explain(op, text, err)
	}
	return nil
}

// emitError marks an error of the caller's emit, which is handed back as it is.
type emitError struct{ err error }

func (e *emitError) Error() string { return e.err.Error() }

// feed is the state of one reading.
type feed struct {
	text    []byte
	dec     *jsontext.Decoder
	emit    func(domain.Item) error
	noticed []domain.Warning // about the whole; the first record carries them
	format  string
	version string
	list    bool // "vulnerabilities" was there
}

func (f *feed) read() error {
	if f.dec.PeekKind() != jsontext.KindBeginObject {
		var object struct{}
		if err := json.UnmarshalDecode(f.dec, &object); err != nil {
			return err
		}
		return jsondoc.Missing(op, "/vulnerabilities")
	}
	if _, err := f.dec.ReadToken(); err != nil {
		return err
	}
	for f.dec.PeekKind() == jsontext.KindString {
		name, err := f.dec.ReadToken()
		if err != nil {
			return err
		}
		if err := f.member(name.String()); err != nil {
			return err
		}
	}
	if _, err := f.dec.ReadToken(); err != nil {
		return err
	}
	if rest := f.text[f.dec.InputOffset():]; len(bytes.TrimLeft(rest, " \t\r\n")) > 0 {
		return json.Unmarshal(f.text, new(jsontext.Value)) // which says where
	}
	switch {
	case !f.list:
		return jsondoc.Missing(op, "/vulnerabilities")
	case f.format != "" && f.format != "NVD_CVE" || f.version != "" && f.version != "2.0":
		return &domain.Error{Kind: domain.Unsupported, Op: op, Place: "/format", Code: CodeFormat,
			Params: domain.Params{"format": f.format, "version": f.version}}
	}
	return nil
}

func (f *feed) member(name string) error {
	switch name {
	case "format":
		return json.UnmarshalDecode(f.dec, &f.format)
	case "version":
		return json.UnmarshalDecode(f.dec, &f.version)
	case "vulnerabilities":
		f.list = true
		return f.records()
	}
	return f.dec.SkipValue()
}

func (f *feed) records() error {
	if f.dec.PeekKind() != jsontext.KindBeginArray {
		return json.UnmarshalDecode(f.dec, &[]wireEntry{})
	}
	if _, err := f.dec.ReadToken(); err != nil {
		return err
	}
	for i := 0; f.dec.PeekKind() != jsontext.KindEndArray; i++ {
		var w wireEntry
		if err := json.UnmarshalDecode(f.dec, &w); err != nil {
			return err
		}
		if err := f.record(&w.CVE, "/vulnerabilities/"+strconv.Itoa(i)+"/cve"); err != nil {
			return err
		}
	}
	_, err := f.dec.ReadToken()
	return err
}

func (f *feed) record(w *wireCVE, place string) error {
	c := converter{wire: w, place: place}
	c.warnings.Append(f.noticed)
	f.noticed = nil
	if err := c.convert(); err != nil {
		return err
	}
	if err := f.emit(c.advisory); err != nil {
		return &emitError{err}
	}
	for _, s := range c.signals {
		if err := f.emit(s); err != nil {
			return &emitError{err}
		}
	}
	return nil
}
