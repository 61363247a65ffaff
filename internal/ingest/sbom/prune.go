package sbom

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// essential members are never cut from a CycloneDX document: without them the
// library would be asked about something else than the document.
var essential = []string{
	"bomFormat", "specVersion", "components", "metadata", "component",
	"bom-ref", "cpe", "group", "name", "purl", "type", "version",
}

// withoutOffender cuts the member that a decoder stumbled over out of a
// CycloneDX document, wherever it occurs, and names each place in a warning.
// No warning means that there is nothing to cut.
func withoutOffender(data []byte, err error) ([]byte, []domain.Warning) {
	var mismatch *stdjson.UnmarshalTypeError
	if !errors.As(err, &mismatch) || mismatch.Field == "" {
		return nil, nil
	}
	// The error names the path through the library's types, which for a member
	// with an own decoder can go deeper than the document does.
	for path := strings.Split(mismatch.Field, "."); len(path) > 0; path = path[:len(path)-1] {
		if slices.Contains(essential, path[len(path)-1]) {
			return nil, nil
		}
		smaller, places, err := cutMembers(data, path)
		if err != nil {
			return nil, nil
		}
		if len(places) > 0 {
			return smaller, unread(places)
		}
	}
	return nil, nil
}

func unread(places []string) []domain.Warning {
	var out []domain.Warning
	for _, place := range places[:min(len(places), maxNamed)] {
		out = append(out, domain.Warning{Code: WarnMember, Place: place})
	}
	return out
}

// cutMembers copies a document without the members at path, a list of member
// names that looks through arrays, and gives the JSON Pointers of what it cut.
func cutMembers(data []byte, path []string) (smaller []byte, places []string, err error) {
	var buffer bytes.Buffer
	dec := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	enc := jsontext.NewEncoder(&buffer, jsontext.AllowDuplicateNames(true))
	var names []string // the open objects' current members; "" stands for an array
	for {
		kind, length := dec.StackIndex(dec.StackDepth())
		isName := kind == '{' && length%2 == 0 && dec.PeekKind() == '"'
		tok, err := dec.ReadToken()
		if err != nil {
			break
		}
		switch tok.Kind() {
		case '{', '[':
			names = append(names, "")
		case '}', ']':
			names = names[:len(names)-1]
		}
		if isName {
			names[len(names)-1] = tok.String()
			if len(path) <= len(names) && slices.Equal(slices.DeleteFunc(slices.Clone(names), isArray), path) {
				places = append(places, string(dec.StackPointer()))
				if err := dec.SkipValue(); err != nil {
					return nil, nil, err
				}
				continue
			}
		}
		if err := enc.WriteToken(tok); err != nil {
			return nil, nil, err
		}
	}
	return buffer.Bytes(), places, nil
}

func isArray(name string) bool { return name == "" }
