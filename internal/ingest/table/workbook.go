package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// workbook is an open package.
type workbook struct {
	op     string
	parts  map[string]*zip.File
	left   int64 // bytes that may still be unpacked
	shared []string
	dates  map[int]bool // cell formats that show a date
	from04 bool         // days count from 1904
	cells  int
}

// maxUnpacked is how much of a workbook is read, all parts together.
const maxUnpacked = 4 * jsondoc.MaxBytes

func readWorkbook(op string, data []byte, sheet string) (Table, error) {
	w := &workbook{op: op, parts: map[string]*zip.File{}, left: maxUnpacked, dates: map[int]bool{}}
	if len(data) > jsondoc.MaxBytes {
		return Table{}, refuse(op, domain.Untrusted, jsondoc.CodeSize, domain.Params{"limit": strconv.Itoa(jsondoc.MaxBytes)})
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Table{}, w.broken("zip", err)
	}
	for _, f := range z.File {
		w.parts[strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/")] = f
	}
	name, part, sheets, err := w.choose(sheet)
	if err != nil {
		return Table{}, err
	}
	if err := w.readStrings(); err != nil {
		return Table{}, err
	}
	if err := w.readStyles(); err != nil {
		return Table{}, err
	}
	t := Table{Sheet: name}
	if len(sheets) > 1 && sheet == "" {
		t.Warnings = append(t.Warnings, domain.Warning{Code: WarnSheets, Params: domain.Params{"sheet": name, "sheets": strings.Join(sheets, ", ")}})
	}
	return t, w.readSheet(part, &t)
}

func (w *workbook) broken(part string, err error) error {
	var own *domain.Error
	if errors.As(err, &own) {
		return err
	}
	return &domain.Error{Kind: domain.Invalid, Op: w.op, Code: CodeWorkbook, Params: domain.Params{"part": part}, Err: err}
}

// limited hands out bytes until the whole workbook has had its share.
type limited struct {
	w *workbook
	r io.Reader
}

func (l limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.w.left -= int64(n); l.w.left < 0 {
		return n, refuse(l.w.op, domain.Untrusted, jsondoc.CodeSize, domain.Params{"limit": strconv.Itoa(maxUnpacked)})
	}
	return n, err
}

// walk hands the start and end of every element of a part to visit, with its
// decoder. A part that is not there is none.
func (w *workbook) walk(part string, visit func(*xml.Decoder, xml.Token) error) error {
	f, ok := w.parts[part]
	if !ok {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return w.broken(part, err)
	}
	defer r.Close()
	dec := xml.NewDecoder(limited{w, r})
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = visit(dec, token)
		}
		if err != nil {
			return w.broken(part, err)
		}
	}
}

// choose finds the sheet and the part it lies in (ECMA-376-1, 18.2.19).
func (w *workbook) choose(want string) (name, part string, names []string, err error) {
	type ref struct{ name, id string }
	var sheets []ref
	err = w.walk("xl/workbook.xml", func(_ *xml.Decoder, token xml.Token) error {
		start, ok := token.(xml.StartElement)
		switch {
		case ok && start.Name.Local == "sheet":
			sheets = append(sheets, ref{attr(start, "name"), attr(start, "id")})
		case ok && start.Name.Local == "workbookPr":
			v := attr(start, "date1904")
			w.from04 = v == "1" || v == "true"
		}
		return nil
	})
	if err != nil {
		return "", "", nil, err
	}
	targets := map[string]string{}
	err = w.walk("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, token xml.Token) error {
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Relationship" {
			target := attr(start, "Target")
			if !strings.HasPrefix(target, "/") {
				target = "xl/" + target
			}
			targets[attr(start, "Id")] = strings.TrimPrefix(path.Clean("/"+target), "/")
		}
		return nil
	})
	if err != nil {
		return "", "", nil, err
	}
	for _, s := range sheets {
		names = append(names, s.name)
		if part == "" && (want == "" || strings.EqualFold(want, s.name)) {
			name, part = s.name, targets[s.id]
		}
	}
	switch {
	case len(sheets) == 0 || part != "" && w.parts[part] == nil:
		return "", "", nil, w.broken("xl/workbook.xml", errors.New("there is no sheet in it"))
	case part == "":
		return "", "", nil, refuse(w.op, domain.Invalid, CodeNoSheet, domain.Params{"sheet": want, "sheets": strings.Join(names, ", ")})
	}
	return name, part, names, nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readStrings reads the texts that cells share (18.4).
func (w *workbook) readStrings() error {
	var b strings.Builder
	inText, phonetic := false, false
	return w.walk("xl/sharedStrings.xml", func(_ *xml.Decoder, token xml.Token) error {
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
			phonetic = phonetic || e.Name.Local == "rPh"
			if e.Name.Local == "si" {
				b.Reset()
			}
		case xml.CharData:
			if inText && !phonetic {
				b.Write(e)
			}
		case xml.EndElement:
			inText = false
			if e.Name.Local == "rPh" {
				phonetic = false
			}
			if e.Name.Local == "si" {
				if len(w.shared) == maxCells {
					return refuse(w.op, domain.Untrusted, CodeLarge, domain.Params{"limit": strconv.Itoa(maxCells)})
				}
				w.shared = append(w.shared, b.String())
			}
		}
		return nil
	})
}

// readStyles learns which cell formats show a date (18.8.30, 18.8.10).
func (w *workbook) readStyles() error {
	custom := map[string]bool{}
	inCells, n := false, 0
	return w.walk("xl/styles.xml", func(_ *xml.Decoder, token xml.Token) error {
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "numFmt":
				custom[attr(e, "numFmtId")] = showsDate(attr(e, "formatCode"))
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					id := attr(e, "numFmtId")
					number, _ := strconv.Atoi(id)
					w.dates[n] = custom[id] || number >= 14 && number <= 17 || number == 22
					n++
				}
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				inCells = false
			}
		}
		return nil
	})
}

// showsDate reports whether a number format shows a day: it has a year or a day
// outside quoted text, brackets and escapes.
func showsDate(format string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && strings.IndexByte("yYdD", c) >= 0:
			return true
		}
	}
	return false
}
