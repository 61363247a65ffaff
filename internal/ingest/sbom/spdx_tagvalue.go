package sbom

import (
	"bufio"
	"bytes"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// maxNamed is how many single places of one sort of trouble are named; the rest
// is counted.
const maxNamed = 20

// tagReader reads SPDX 2 tag-value: one "Tag: value" a line, where a value in
// <text> may span lines and a new package, file or snippet begins with its
// first tag.
type tagReader struct {
	doc     *document
	version string
	entry   *entry    // the package the next tags belong to; nil outside packages
	related [4]string // the relationship whose comment may follow: of, kind, to, comment
	owners  spdxOwners

	unread int
}

func readSPDXTagValue(data []byte) (*document, error) {
	t := &tagReader{doc: &document{format: domain.FormatSPDX}}
	t.owners.doc = t.doc
	scanner := bufio.NewScanner(bytes.NewReader(data))
	scanner.Buffer(make([]byte, 0, 64<<10), jsondoc.MaxBytes+1)
	for line := 1; scanner.Scan(); line++ {
		s := strings.TrimSpace(scanner.Text())
		if s == "" || s[0] == '#' {
			continue
		}
		tag, value, ok := strings.Cut(s, ":")
		if !ok || strings.ContainsAny(tag, " \t<>") {
			t.lost(line)
			continue
		}
		value = strings.TrimSpace(value)
		if rest, open := strings.CutPrefix(value, "<text>"); open {
			from := line
			var long strings.Builder
			part, _, closed := strings.Cut(rest, "</text>")
			for long.WriteString(part); !closed; long.WriteString("\n" + part) {
				if !scanner.Scan() {
					return nil, refuse(domain.Invalid, CodeTagValueCut, "", domain.Params{"tag": tag, "line": strconv.Itoa(from)}, nil)
				}
				line++
				part, _, closed = strings.Cut(scanner.Text(), "</text>")
			}
			value = long.String()
		}
		t.take(tag, strings.TrimSpace(value), line)
	}
	if err := scanner.Err(); err != nil {
		return nil, refuse(domain.Invalid, CodeTagValue, "", nil, err)
	}
	if t.unread > maxNamed {
		t.doc.warnings = append(t.doc.warnings, domain.Warning{Code: WarnLines, Params: domain.Params{"count": strconv.Itoa(t.unread)}})
	}
	checked, err := newSPDX(t.version, "SPDXVersion")
	if err != nil {
		return nil, err
	}
	t.doc.spec = checked.spec
	t.relate()
	t.owners.settle()
	return t.doc, nil
}

// lost names a line that is no tag and value.
func (t *tagReader) lost(line int) {
	if t.unread++; t.unread <= maxNamed {
		t.doc.warnings = append(t.doc.warnings, domain.Warning{Code: WarnLine, Place: "line " + strconv.Itoa(line)})
	}
}

func (t *tagReader) begin(e entry) {

	t.doc.entries = append(t.doc.entries, e)
	t.entry = &t.doc.entries[len(t.doc.entries)-1]
}

func (t *tagReader) take(tag, value string, line int) {
	switch tag {
	case "SPDXVersion":
		t.version = firstOf(t.version, value)
	case "DocumentName":
		t.doc.subject = firstOf(t.doc.subject, value)
	case "Created":
		t.doc.taken = instant(value)
	case "Creator":
		t.doc.addCreator(value)
	case "PackageName":
		t.begin(entry{kind: kindUnstated, name: stated(value), at: "line " + strconv.Itoa(line)})
	case "FileName":
		t.begin(entry{kind: "file", name: value, at: "line " + strconv.Itoa(line)})
	case "Relationship":
		t.relate()
		if f := strings.Fields(value); len(f) == 3 {
			t.related = [4]string{f[0], f[1], f[2]}
		}
	case "RelationshipComment":
		t.related[3] = value
	case "SnippetSPDXID", "LicenseID", "Reviewer", "Annotator":
		t.entry = nil
	default:
		if t.entry != nil {
			t.entry.take(tag, value)
		}
	}
}

// relate takes the relationship that was read, with its comment.
func (t *tagReader) relate() {
	t.owners.relate(t.related[0], t.related[1], t.related[2], t.related[3])
	t.related = [4]string{}
}

// take sets what a tag says about the package or file it stands under.
func (e *entry) take(tag, value string) {
	switch tag {
	case "SPDXID":
		e.ref = firstOf(e.ref, value)
	case "PackageVersion":
		e.version = stated(value)
	case "PackageSupplier":
		e.vendor = firstOf(party(value), e.vendor)
	case "PackageOriginator":
		e.vendor = firstOf(e.vendor, party(value))
	case "PrimaryPackagePurpose":
		e.kind = purpose(value)
	case "PackageChecksum":
		algorithm, digest, _ := strings.Cut(value, ":")
		e.addHash(algorithm, digest)
	case "ExternalRef":
		if f := strings.Fields(value); len(f) >= 3 {
			e.addExternal(f[1], strings.Join(f[2:], " "))
		}
	}
}

// withoutTexts copies a tag-value document with every <text> of several lines
// emptied: none of them is read, and the library takes time by the square of
// their length.
func withoutTexts(data []byte) []byte {
	out := make([]byte, 0, len(data))
	inside := false
	for line := range bytes.Lines(data) {
		if inside {
			_, after, closed := bytes.Cut(line, []byte("</text>"))
			if inside = !closed; closed {
				out = append(append(out, "</text>"...), after...)
			}
			continue
		}
		if at := bytes.Index(line, []byte("<text>")); at >= 0 && !bytes.Contains(line[at:], []byte("</text>")) {
			out, inside = append(out, line[:at+len("<text>")]...), true
			continue
		}
		out = append(out, line...)
	}
	return out
}
