package vex

import (
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// DecodeInParts is [Decode] for OpenVEX documents that state something of very many
// products. Where that makes more than most statements, they are handed to part as
// [jsondoc.Parts] says, and the advisory that is emitted afterwards has none. Of a
// document with fewer, and of one that speaks of a vulnerability in several places, there
// are no parts: a later statement may take the place of any earlier one. On an error,
// drop what was handed over.
func DecodeInParts(r io.Reader, most int, part func(a *domain.Advisory, first int), emit func(domain.Item) error) error {
	return read(r, jsondoc.Parts{Most: most, Part: part}, emit)
}

// streamed is an OpenVEX document of which one statement is held at a time.
type streamed struct {
	openDocument
	Statements eachStatement `json:"statements"`
}

// eachStatement hands the entries of a list over one after the other.
type eachStatement struct {
	do func(i int, s *openStatement) error
	n  int
}

// UnmarshalJSONFrom reads the list. What is no list has no entries.
func (e *eachStatement) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() != jsontext.KindBeginArray {
		return dec.SkipValue()
	}
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	for ; dec.PeekKind() != jsontext.KindEndArray; e.n++ {
		var s openStatement
		if err := json.UnmarshalDecode(dec, &s); err != nil {
			return err
		}
		if err := e.do(e.n, &s); err != nil {
			return err
		}
	}
	_, err := dec.ReadToken()
	return err
}

// fewestBytes is what a statement about one more product takes in a document at least.
const fewestBytes = 4

// fitsParts reads the document through and gives its head where its statements can be
// handed over in parts: there are more than may be held, and all of a vulnerability stand in one
// place. Else it gives nil; what cannot be read is told by the reading that follows.
func (c *converter) fitsParts() *streamed {
	if c.parts.Part == nil || len(c.text) < c.parts.Most*fewestBytes {
		return nil
	}
	var d streamed
	total, once, seen := 0, true, map[string]bool{}
	d.Statements.do = func(_ int, s *openStatement) error {
		name := s.name()
		once = once && !seen[name]
		seen[name] = true
		for i := range s.Products {
			total += max(1, len(s.Products[i].Subcomponents)+len(s.Subcomponents))
		}
		return nil
	}
	if json.Unmarshal(c.text, &d) != nil || !once || total <= c.parts.Most {
		return nil
	}
	return &d
}

// name is what the statement calls its vulnerability.
func (s *openStatement) name() string {
	if name := strings.TrimSpace(s.Vulnerability.Name); name != "" {
		return name
	}
	return lastStep(s.Vulnerability.ID)
}

// openVEXInParts is openVEX for a document that fits parts. It is read twice, since its
// head may stand behind its statements.
func (c *converter) openVEXInParts(head *streamed) error {
	if err := c.head(&head.openDocument, head.Statements.n); err != nil {
		return err
	}
	var d streamed
	d.Statements.do = func(i int, s *openStatement) error {
		if err := c.openStatement(&head.openDocument, s, jsondoc.Pointer("/statements", i)); err != nil {
			return err
		}
		clear(c.latest) // no other statement is about the same
		if len(c.advisory.Statements) >= c.parts.Most {
			c.noteSaid()
			c.parts.Hand(&c.advisory, false)
		}
		return nil
	}
	if err := jsondoc.Unmarshal(op, c.text, &d); err != nil {
		return err
	}
	c.noteSaid()
	c.parts.Hand(&c.advisory, true)
	return nil
}
