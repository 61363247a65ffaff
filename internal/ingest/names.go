package ingest

import (
	"path"
	"strings"
	"unicode"

	"fenceline/internal/domain"
)

// maxName is how many bytes the name of a file or member may have.
const maxName = 4096

// checkName gives the name of a file or member in its shortest form, or why it
// is refused.
func checkName(name string) (string, *domain.Error) {
	code := domain.Code("")
	switch {
	case name == "" || len(name) > maxName || strings.ContainsFunc(name, unicode.IsControl):
		code = CodeName
	case strings.ContainsRune(name, '\\'):
		code = CodeBackslash
	case name[0] == '/' || len(name) > 1 && name[1] == ':' && isLetter(name[0]):
		code = CodeAbsolute
	case name == ".." || strings.HasPrefix(name, "../") || strings.HasSuffix(name, "/..") || strings.Contains(name, "/../"):
		code = CodeParent
	}
	if code != "" {
		return "", &domain.Error{Kind: domain.Untrusted, Code: code, Params: domain.Params{"name": printable(name)}}
	}
	return strings.ToValidUTF8(path.Clean(name), "\uFFFD"), nil
}

func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' }

// printable makes a foreign name fit to be shown: short, valid, one line.
func printable(name string) string {
	const most = 260
	if len(name) > most {
		name = name[:most] + "…"
	}
	name = strings.ToValidUTF8(name, "\uFFFD")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, name)
}
