package csafcheck

import (
	"io"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// Level says what a finding means for the document.
type Level string

// The levels of the standard. A document with a finding of the first is invalid.
const (
	Mandatory   Level = "mandatory"   // the schema, and tests 6.1
	Recommended Level = "recommended" // tests 6.2 of CSAF 2.1
	Optional    Level = "optional"    // tests 6.2 of CSAF 2.0
	Informative Level = "informative" // tests 6.3
)

// Schema is the test that findings about form count for, Note that of what a test
// says beside its findings: that it could not be run, or not on everything.
const (
	Schema = "schema"
	Note   = "note"
)

// maxFindings is how many findings of one test are listed; the rest are counted
// in one more.
const maxFindings = 1000

// Finding is what one test says about one place of a document. Package words
// has the sentence of the code.
type Finding struct {
	Test    string // the section number, "6.1.1", or Schema or Note
	Level   Level
	Pointer string // JSON Pointer (RFC 6901); "" for the document
	Code    domain.Code
	Params  domain.Params
}

// Result is the judgement over a document.
type Result struct {
	Edition  string // "2.0" or "2.1", as the document says
	Valid    bool   // neither the schema nor a mandatory test fails
	Findings []Finding
	Warnings []domain.Warning // what was lived with while reading: a byte-order mark
}

// Codes of documents that cannot be judged. Params in brackets.
const (
	CodeNoCSAF  domain.Code = "csaf_none"            // no document/csaf_version
	CodeEdition domain.Code = "csaf_edition_unknown" // [version]
)

// Check judges the document that r gives. now is the time of the judgement, which
// test 6.2.33 asks for. Errors are [*domain.Error]: the bytes are no JSON or no
// CSAF of a known edition, or go beyond the limits of package jsondoc.
func Check(r io.Reader, now time.Time) (Result, error) {
	return check(r, now, func(string) bool { return true })
}

// Basic is [Check] with the schema and the mandatory tests of section 6.1 alone.
func Basic(r io.Reader, now time.Time) (Result, error) {
	return check(r, now, section("6.1."))
}

func check(r io.Reader, now time.Time, in func(test string) bool) (Result, error) {
	raw, warnings, err := jsondoc.Read(op, r)
	if err != nil {
		return Result{}, err
	}
	tree, err := parse(raw)
	if err != nil {
		return Result{}, err
	}
	root := &place{node: tree}
	e, err := editionOf(root)
	if err != nil {
		return Result{}, err
	}
	c := collector{edition: e, counts: make(map[string]int)}
	run := runner{report: c.reporter}
	run.check(root, e.schema, Schema)
	d := newDocument(e, root, now)
	d.unknown, d.note = run.unknown, c.reporter(Note)
	for _, t := range tests {
		if t.in&e.bit() != 0 && in(t.id) {
			t.run(d, c.reporter(t.id))
		}
		if d.work > maxWork {
			return Result{}, &domain.Error{Kind: domain.Untrusted, Op: op, Code: jsondoc.CodeWork, Params: domain.Params{"limit": strconv.Itoa(maxWork)}}
		}
	}
	return Result{Edition: e.name, Valid: !c.failed, Findings: c.all(), Warnings: warnings}, nil
}

func editionOf(root *place) (*edition, error) {
	version := root.field("document", "csaf_version")
	switch version.text() {
	case "2.0":
		return edition20, nil
	case "2.1":
		return edition21, nil
	}
	if version == nil && root.get("$schema") == schema21 {
		return edition21, nil
	}
	if version == nil && root.field("document", "tracking") != nil {
		return edition20, nil // the older edition; its schema says what is missing
	}
	if !version.is(text) {
		return nil, &domain.Error{Kind: domain.Invalid, Op: op, Place: "/document/csaf_version", Code: CodeNoCSAF}
	}
	return nil, &domain.Error{Kind: domain.Unsupported, Op: op, Place: version.pointer(), Code: CodeEdition, Params: domain.Params{"version": shorten(version.str)}}
}

// collector takes findings and counts what it does not list.
type collector struct {
	edition  *edition
	findings []Finding
	counts   map[string]int
	order    []string // tests with more findings than are listed
	failed   bool
}

func (c *collector) reporter(test string) reporter {
	return func(at *place, code domain.Code, pairs ...string) {
		level := c.edition.level(test)
		c.failed = c.failed || level == Mandatory
		if c.counts[test]++; c.counts[test] > maxFindings {
			if c.counts[test] == maxFindings+1 {
				c.order = append(c.order, test)
			}
			return
		}
		f := Finding{Test: test, Level: level, Pointer: at.pointer(), Code: code}
		if len(pairs) > 0 {
			f.Params = make(domain.Params, len(pairs)/2)
			for i := 0; i+1 < len(pairs); i += 2 {
				f.Params[pairs[i]] = shorten(pairs[i+1])
			}
		}
		c.findings = append(c.findings, f)
	}
}

func (c *collector) all() []Finding {
	for _, test := range c.order {
		c.findings = append(c.findings, Finding{Test: test, Level: c.edition.level(test), Code: "check_more",
			Params: domain.Params{"count": strconv.Itoa(c.counts[test] - maxFindings)}})
	}
	return c.findings
}

// level is that of the section a test stands in.
func (e *edition) level(test string) Level {
	switch {
	case strings.HasPrefix(test, "6.2.") && e.v21:
		return Recommended
	case strings.HasPrefix(test, "6.2."):
		return Optional
	case strings.HasPrefix(test, "6.3."), test == Note:
		return Informative
	}
	return Mandatory
}

// shorten keeps foreign text in a message from filling the screen.
func shorten(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
