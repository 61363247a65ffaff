package inventory

import (
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/table"
)

// Options say what a document does not say itself.
type Options struct {
	OS string // the distribution a list of packages is of: "debian:12"
}

// Decode reads one document from r and emits a [domain.Snapshot] for each machine
// it speaks of, in the document's order, their components sorted by name. A
// snapshot's About holds what the document says of the machine itself; both it
// and the components may be empty.
//
// Errors are [*domain.Error] of kind Invalid for a broken document, Unsupported
// for one that is none of these, and Untrusted for one over the limits; an error
// of emit is handed through.
func Decode(r io.Reader, o Options, emit func(domain.Item) error) error {
	raw, err := io.ReadAll(io.LimitReader(r, jsondoc.MaxBytes+1))
	if err != nil {
		return refuse(domain.Invalid, jsondoc.CodeRead, "", nil, err)
	}
	text, warnings, err := table.Text(op, raw)
	if err != nil {
		return err
	}
	format := recognise(text)
	read, ok := readers[format]
	if !ok {
		if name := foreign(text); name != "" {
			return refuse(domain.Unsupported, CodeForeign, "", domain.Params{"format": name}, nil)
		}
		plain := strings.TrimSpace(text)
		if plain == "" { // spaces that another encoding has
			return refuse(domain.Invalid, jsondoc.CodeEmpty, "", nil, nil)
		}
		if plain[0] == '{' || plain[0] == '[' {
			var any any
			if _, err := jsondoc.Decode(op, strings.NewReader(plain), &any); err != nil {
				return err // what is broken says more than that it is not known
			}
		}
		return refuse(domain.Unsupported, CodeUnknown, "", nil, nil)
	}
	machines, err := read(text)
	if err != nil {
		return err
	}
	for i, m := range machines {
		if m.format == "" {
			m.format = format
		}
		s := assemble(m, o.OS)
		if i == 0 {
			s.Warnings = append(warnings[:len(warnings):len(warnings)], s.Warnings...)
		}
		if err := emit(s); err != nil {
			return err
		}
	}
	return nil
}

var readers = map[domain.Format]func(string) ([]*machine, error){
	domain.FormatWinget:   readWinget,
	domain.FormatPrograms: readRows,
	domain.FormatHotfixes: readRows,
	domain.FormatRegistry: readRegistry,
	domain.FormatPackages: readPackages,
	domain.FormatOsquery:  readOsquery,
	domain.FormatGLPI:     readGLPI,
	domain.FormatNmap:     readNmap,

	domain.FormatCollected: readCollected,
}

// Recognise tells the format of an inventory by its content, and
// [domain.FormatUnknown] for anything else.
func Recognise(data []byte) domain.Format {
	text, _, err := table.Text(op, data)
	if err != nil {
		return domain.FormatUnknown
	}
	return recognise(text)
}

func recognise(text string) domain.Format {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return domain.FormatUnknown
	case text[0] == '{' || text[0] == '[':
		return recogniseJSON(text)
	case text[0] == '<':
		if root := xmlRoot(text); root == "nmaprun" {
			return domain.FormatNmap
		}
		return domain.FormatUnknown
	case strings.HasPrefix(text, "Windows Registry Editor"), strings.HasPrefix(text, "REGEDIT4"):
		return domain.FormatRegistry
	case packageList(text) != nil:
		return domain.FormatPackages
	}
	return recogniseRows(text)
}

func recogniseJSON(text string) domain.Format {
	if text[0] == '[' {
		return rowsFormat([]byte(text))
	}
	has := map[string]bool{}
	collected := false
	jsondoc.Members([]byte(text), func(m jsondoc.Member) bool {
		has[m.Name] = true
		collected = collected || m.Name == "fenceline" && string(m.Value) == `"`+CollectedMark+`"`
		return true
	})
	switch {
	case collected:
		return domain.FormatCollected
	case has["Sources"] && (has["WinGetVersion"] || has["CreationDate"] || has["$schema"]):
		return domain.FormatWinget
	case has["content"] && (has["deviceid"] || has["action"] || has["itemtype"]):
		return domain.FormatGLPI
	}
	return rowsFormat([]byte(text))
}

// foreign names what a document is instead, as far as it is plain.
func foreign(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || text[0] != '<' {
		return ""
	}
	switch xmlRoot(text) {
	case "REQUEST":
		return "GLPI XML"
	case "Objs":
		return "CliXml"
	case "bom", "rdf":
		return "SBOM"
	}
	return ""
}

// xmlRoot is the name of a document's outermost element.
func xmlRoot(text string) string {
	for len(text) > 0 && text[0] == '<' {
		switch {
		case strings.HasPrefix(text, "<?"), strings.HasPrefix(text, "<!"):
			end := ">"
			if strings.HasPrefix(text, "<!--") {
				end = "-->"
			}
			_, rest, ok := strings.Cut(text, end)
			if !ok {
				return ""
			}
			text = strings.TrimSpace(rest)
		default:
			name := text[1:]
			if at := strings.IndexAny(name, " \t\n/>"); at >= 0 {
				name = name[:at]
			}
			return name[strings.IndexByte(name, ':')+1:]
		}
	}
	return ""
}
