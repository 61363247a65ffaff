package vex

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// CodeXML says that a document is no sound XML. Param: line, and cause as the parser
// says it. References to entities that the document makes up itself are among that: they are
// how a small document becomes a large one, and nothing honest needs them.
const CodeXML domain.Code = "vex_xml"

// isXML tells the XML form of CycloneDX.
func isXML(text []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(text), []byte("<")) }

func newXML(text []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return r, nil // it is UTF-8 by now: see [jsondoc.Text]
		}
		return nil, errors.New("it is written in " + label)
	}
	return d
}

// unmarshalXML decodes the XML form into the wire struct.
func unmarshalXML(text []byte, into *cdxDocument) error {
	if err := checkXMLDepth(text); err != nil {
		return err
	}
	d := newXML(text)
	if err := d.Decode(into); err != nil {
		return badXML(d, err)
	}
	for { // what stands behind the end of the document must be sound, too
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if _, more := token.(xml.StartElement); err == nil && more {
			err = errors.New("a second document follows the first")
		}
		if err != nil {
			return badXML(d, err)
		}
	}
}

// checkXMLDepth refuses elements nested deeper than any honest document, before a
// decoder follows them by calling itself.
func checkXMLDepth(text []byte) error {
	d := newXML(text)
	for depth := 0; ; {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return badXML(d, err)
		}
		switch token.(type) {
		case xml.StartElement:
			if depth++; depth > jsondoc.SafeDepth {
				line, column := d.InputPos()
				return &domain.Error{Kind: domain.Untrusted, Op: op, Code: jsondoc.CodeDepth, Params: domain.Params{
					"limit": strconv.Itoa(jsondoc.SafeDepth), "line": strconv.Itoa(line), "column": strconv.Itoa(column)}}
			}
		case xml.EndElement:
			depth--
		}
	}
}

func badXML(d *xml.Decoder, err error) error {
	line, _ := d.InputPos()
	cause := err.Error()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		line, cause = syntax.Line, syntax.Msg
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(cause, "unexpected EOF") {
		return &domain.Error{Kind: domain.Invalid, Op: op, Code: jsondoc.CodeTruncated, Params: domain.Params{"line": strconv.Itoa(line), "column": "1"}}
	}
	return &domain.Error{Kind: domain.Invalid, Op: op, Code: CodeXML, Params: domain.Params{"line": strconv.Itoa(line), "cause": cause}, Err: err}
}

// holdsXML reports whether the outermost element has vulnerabilities.
func holdsXML(text []byte) bool {
	if !bytes.Contains(text, []byte("vulnerabilities")) {
		return false
	}
	d := newXML(text)
	depth, inside := 0, false
	for {
		token, err := d.RawToken()
		if err != nil {
			return false
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				inside = token.Name.Local == "vulnerabilities"
			} else if inside && depth == 3 && token.Name.Local == "vulnerability" {
				return true
			}
		case xml.EndElement:
			depth--
		}
	}
}
