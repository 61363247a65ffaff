package kev

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode kev"

// Source names the catalogue in every signal.
const Source = "CISA KEV"

// Warnings of this reader, beside those of package jsondoc. Params in brackets.
const (
	WarnCount domain.Code = "kev_count" // [stated found] numbers of entries differ
	WarnTwice domain.Code = "kev_twice" // [cve] stands in the catalogue more than once
	WarnDue   domain.Code = "kev_due"   // [value] is no day; kept as not stated
)

// Decode reads one catalogue, JSON or CSV, and emits a [domain.Signal] of kind kev
// per entry, in order. Value is dateAdded, Published the release of the catalogue;
// CSV states none, so that it is the newest dateAdded there. On an error, a
// [*domain.Error], drop what was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	text, noticed, err := jsondoc.Read(op, r)
	if err != nil {
		return err
	}
	if !isJSON(text) {
		return decodeCSV(text, noticed, emit)
	}
	if err := jsondoc.CheckDepth(op, text, jsondoc.MaxDepth); err != nil {
		return err
	}
	c := catalogue{text: text, dec: jsontext.NewDecoder(bytes.NewBuffer(text)), emit: emit,
		seen: map[string]bool{}, header: wireHeader{count: -1}}
	c.warnings.Append(noticed)
	if err := c.read(); err != nil {
		var foreign *emitError
		if errors.As(err, &foreign) {
			return foreign.err
		}
		return jsondoc.Explain(op, text, err)
	}
	return nil
}

// isJSON tells by the first byte; no header of a table starts like a JSON value.
func isJSON(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && bytes.IndexByte([]byte("{[n"), text[0]) >= 0
}

// emitError marks an error of the caller's emit, which is handed back as it is.
type emitError struct{ err error }

func (e *emitError) Error() string { return e.err.Error() }

// catalogue is the state of one reading. The last signal is held back until the
// end is known, so that it can carry the warnings about the whole.
type catalogue struct {
	text     []byte
	dec      *jsontext.Decoder
	emit     func(domain.Item) error
	header   wireHeader
	entries  int64
	list     bool // "vulnerabilities" was there
	seen     map[string]bool
	held     *domain.Signal
	warnings jsondoc.Warnings
}

func (c *catalogue) read() error {
	if c.dec.PeekKind() != jsontext.KindBeginObject {
		var object struct{}
		if err := json.UnmarshalDecode(c.dec, &object); err != nil {
			return err
		}
		return jsondoc.Missing(op, "/vulnerabilities")
	}
	if _, err := c.dec.ReadToken(); err != nil {
		return err
	}
	for c.dec.PeekKind() == jsontext.KindString {
		name, err := c.dec.ReadToken()
		if err != nil {
			return err
		}
		if err := c.member(name.String()); err != nil {
			return err
		}
	}
	if _, err := c.dec.ReadToken(); err != nil {
		return err
	}
	if err := c.atEnd(); err != nil {
		return err
	}
	return c.finish()
}

// atEnd refuses bytes behind the document.
func (c *catalogue) atEnd() error {
	rest := c.text[c.dec.InputOffset():]
	if trimmed := bytes.TrimLeft(rest, " \t\r\n"); len(trimmed) > 0 {
		return json.Unmarshal(c.text, new(jsontext.Value))
	}
	return nil
}

func (c *catalogue) member(name string) error {
	switch name {
	case "catalogVersion":
		return json.UnmarshalDecode(c.dec, &c.header.catalogVersion)
	case "dateReleased":
		return json.UnmarshalDecode(c.dec, &c.header.dateReleased)
	case "count":
		return json.UnmarshalDecode(c.dec, &c.header.count)
	case "vulnerabilities":
		c.list = true
		return c.vulnerabilities()
	}
	return c.dec.SkipValue()
}

func (c *catalogue) vulnerabilities() error {
	if c.dec.PeekKind() != jsontext.KindBeginArray {
		return json.UnmarshalDecode(c.dec, &[]wireEntry{})
	}
	if _, err := c.dec.ReadToken(); err != nil {
		return err
	}
	for i := 0; c.dec.PeekKind() != jsontext.KindEndArray; i++ {
		var w wireEntry
		if err := json.UnmarshalDecode(c.dec, &w); err != nil {
			return err
		}
		if err := c.entry(i, &w); err != nil {
			return err
		}
	}
	_, err := c.dec.ReadToken()
	return err
}

func (c *catalogue) entry(i int, w *wireEntry) error {
	place := func(member string) string { return jsondoc.Pointer("/vulnerabilities", i, member) }
	cve := strings.TrimSpace(w.CVE)
	if cve == "" {
		return jsondoc.Missing(op, place("cveID"))
	}
	if w.Added == "" {
		return jsondoc.Missing(op, place("dateAdded"))
	}
	added, err := domain.ParseDay(strings.TrimSpace(w.Added))
	if err != nil {
		return jsondoc.BadDate(op, place("dateAdded"), w.Added)
	}
	c.entries++
	if c.seen[cve] {
		c.warnings.Add(WarnTwice, place("cveID"), "cve", cve)
	}
	c.seen[cve] = true
	s := domain.Signal{Kind: domain.SignalKEV, Vulnerability: cve, Value: string(added), Source: Source,
		Published: c.released(), Name: w.Name, Action: w.Action, Ransomware: w.Ransomware, Forensic: textOf(w.Forensic)}
	if w.Due != "" {
		if s.Due, err = domain.ParseDay(strings.TrimSpace(w.Due)); err != nil {
			c.warnings.Add(WarnDue, place("dueDate"), "value", w.Due)
		}
	}
	return c.hold(&s)
}

// hold emits the signal held so far and keeps this one.
func (c *catalogue) hold(s *domain.Signal) error {
	if c.held != nil {
		if err := c.emit(*c.held); err != nil {
			return &emitError{err}
		}
	}
	c.held = s
	return nil
}

func (c *catalogue) finish() error {
	if !c.list {
		return jsondoc.Missing(op, "/vulnerabilities")
	}
	if c.header.count >= 0 && c.header.count != c.entries {
		c.warnings.Add(WarnCount, "/count", "stated", strconv.FormatInt(c.header.count, 10),
			"found", strconv.FormatInt(c.entries, 10))
	}
	if c.held != nil {
		c.held.Warnings = c.warnings.List()
	}
	return c.hold(nil)
}

// released gives the date of the catalogue: dateReleased, else the day in
// catalogVersion ("2026.11.02"), else the zero time.
func (c *catalogue) released() time.Time {
	if t, _, ok := jsondoc.Time(c.header.dateReleased); ok {
		return t
	}
	t, _, _ := jsondoc.Time(strings.ReplaceAll(c.header.catalogVersion, ".", "-"))
	return t
}

// textOf gives a text as it is and anything else as written; null is no answer.
func textOf(v jsontext.Value) string {
	switch v.Kind() {
	case jsontext.KindNull, jsontext.KindInvalid:
		return ""
	case jsontext.KindString:
		var s string
		if json.Unmarshal(v, &s) == nil {
			return s
		}
	}
	return strings.TrimSpace(string(v))
}
