package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// speakingRooms are the folders whose files hold sentences for people.
var speakingRooms = []string{"../words", "../screen", "../ui", "../report", "../cli", "../../app"}

// pending are the files, or the folders, of which not every sentence can be
// translated yet. The list only gets shorter.
var pending = []string{}

func isPending(path string) bool {
	for _, p := range pending {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}

// speech is what the source of the rooms says.
type speech struct {
	texts map[string][]string // English, and the files that say it
	bare  map[string][]string // by file, what looks like a sentence that goes through no catalogue
	calls int
}

func heard(t *testing.T) *speech {
	t.Helper()
	s := &speech{texts: map[string][]string{}, bare: map[string][]string{}}
	for _, room := range speakingRooms {
		paths, err := filepath.Glob(room + "/*.go")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no files in %s: %v", room, err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			s.file(filepath.ToSlash(path), file)
		}
		s.templates(t, room)
	}
	return s
}

// templates looks at the pages of a room: {{say "Made by"}}.
func (s *speech) templates(t *testing.T, room string) {
	t.Helper()
	pages, err := filepath.Glob(room + "/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pages {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(text), -1) {
			s.texts[m[1]] = append(s.texts[m[1]], filepath.ToSlash(path))
		}
	}
}

var said = regexp.MustCompile(`\{\{say "([^"]*)"\}\}`)

func (s *speech) file(path string, file *ast.File) {
	if base := filepath.Base(path); file.Name.Name == "words" && (strings.HasPrefix(base, "en_") || strings.HasPrefix(base, "es_") || base == "assetfields.go") {
		return // catalogues
	}
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && (d.Tok == token.IMPORT || d.Tok == token.CONST || d.Tok == token.TYPE) {
			continue
		}
		s.node(path, decl)
	}
}

// node looks at one piece of source; every literal in it is a text of a catalogue,
// a code, or bare.
func (s *speech) node(path string, n ast.Node) {
	ast.Inspect(n, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.Field:
			return x.Tag == nil
		case *ast.CaseClause:
			for _, body := range x.Body {
				s.node(path, body)
			}
			return false
		case *ast.BinaryExpr:
			if x.Op == token.EQL || x.Op == token.NEQ {
				s.others(path, x.X, x.Y)
				return false
			}
		case *ast.IndexExpr:
			s.others(path, x.X, x.Index)
			return false
		case *ast.KeyValueExpr:
			s.others(path, x.Key)
			if key, ok := x.Key.(*ast.Ident); !ok || key.Name != "Op" { // what was done, for programmers
				s.node(path, x.Value)
			}
			return false
		case *ast.CallExpr:
			return !s.call(path, x)
		case *ast.BasicLit:
			if text, ok := literal(x); ok && looksLikeWords(text) {
				s.bare[path] = append(s.bare[path], text)
			}
		}
		return true
	})
}

// others looks at those expressions that are no literal.
func (s *speech) others(path string, all ...ast.Expr) {
	for _, e := range all {
		if _, ok := literal(e); !ok && e != nil {
			s.node(path, e)
		}
	}
}

// call looks at a call, and reports whether it has seen to its arguments.
func (s *speech) call(path string, call *ast.CallExpr) bool {
	name, pkg := callee(call)
	say := func(form string, at ...int) {
		s.calls++
		for _, i := range at {
			if i < len(call.Args) {
				if text, ok := literal(call.Args[i]); ok {
					text = strings.Replace(form, "*", text, 1)
					s.texts[text] = append(s.texts[text], path)
				}
			}
		}
		s.others(path, call.Fun)
		s.others(path, call.Args...)
	}
	switch {
	case pkg == "fmt" && name == "Errorf", name == "panic", name == "String", name == "MustCompile": // for programmers
	case name == "plain", name == "ctrl", name == "alt", name == "Font", name == "Family": // keys as they are engraved, fonts
	case name == "Text", name == "Term":
		say("*", 0)
	case name == "Plural":
		say("*", 1, 2)
	case name == "several", name == "Several":
		say("{n} *", 1, 2)
	case name == "table" && len(call.Args) == 3:
		if heads, ok := call.Args[1].(*ast.CompositeLit); ok {
			for _, head := range heads.Elts {
				if text, ok := literal(head); ok && text != "" {
					s.texts[text] = append(s.texts[text], path)
				}
			}
			s.others(path, call.Args[2])
			return true
		}
		return false
	case name == "dated":
		say("*", 1)
	case name == "Sense":
		if meaning, ok := literal(call.Args[0]); ok {
			say(meaning+": *", 1)
		}
	case pkg == "strings" && name != "Join", pkg == "os", pkg == "time", name == "Format", name == "say", name == "count", name == "word", name == "phrase", name == "Code", name == "Has":
		s.others(path, call.Args...)
	default:
		return false
	}
	return true
}

func callee(call *ast.CallExpr) (name, pkg string) {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name, ""
	case *ast.SelectorExpr:
		if id, ok := f.X.(*ast.Ident); ok {
			pkg = id.Name
		}
		return f.Sel.Name, pkg
	}
	return "", ""
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// looksLikeWords reports whether a literal is likely shown to people: it has a space
// between letters, or is one word with a capital at its start alone.
func looksLikeWords(text string) bool {
	text = verbs.ReplaceAllString(text, "")
	letters, lower := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsLower(r) {
			lower++
		}
	}
	first := []rune(text + " ")[0]
	return strings.Contains(strings.TrimSpace(text), " ") && letters > 2 || unicode.IsUpper(first) && lower > 1 && lower == letters-1 && !strings.ContainsAny(text, "-_/.")
}

// placeholders lists what a sentence takes in, sorted by name, and the verbs of
// package fmt in their order.
func placeholders(text string) string {
	found := map[string]bool{}
	var names []string
	for _, m := range parameter.FindAllString(text, -1) {
		if !found[m] {
			found[m] = true
			names = append(names, m)
		}
	}
	slices.Sort(names)
	return strings.Join(append(names, verbs.FindAllString(text, -1)...), " ")
}

// TestEveryTextIsTranslated holds the catalogues of sentences against the source.
func TestEveryTextIsTranslated(t *testing.T) {
	s := heard(t)
	if s.calls < 500 || len(s.texts) < 500 {
		t.Fatalf("only %d sentences were found: the test looks at the wrong place", len(s.texts))
	}
	es := spanishTexts()
	for english, paths := range s.texts {
		spanish, ok := es[english]
		switch {
		case !ok && isPending(paths[0]):
		case !ok:
			t.Errorf("%s: no Spanish for %q", paths[0], english)
		case placeholders(english) != placeholders(spanish):
			t.Errorf("%q takes in other values than %q", spanish, english)
		}
	}
	for english := range es {
		if _, said := s.texts[english]; !said {
			t.Errorf("Spanish for %q, which nothing says any more", english)
		}
	}
}

// TestNoBareSentences finds what is written for people and goes through no catalogue.
func TestNoBareSentences(t *testing.T) {
	for path, texts := range heard(t).bare {
		for _, text := range texts {
			if !isPending(path) && !untranslated[verbs.ReplaceAllString(text, "")] && !slices.Contains(dataFiles, path) {
				t.Errorf("%s: %q is in no catalogue: say it with Text, or Plural, and give its Spanish", path, text)
			}
		}
	}
}

// dataFiles write what programs read, or hold commands: both are English in every
// language, and so is the help of the command line.
var dataFiles = []string{"../report/csv.go", "../report/json.go", "../report/vex.go", "../report/csafvex.go", "../ui/keys.go", "../ui/gallerydata.go", "../cli/help.go", "../cli/completion.go"}

// untranslated are what the tests take for sentences, and is none or the same in
// every language.
var untranslated = map[string]bool{
	"English": true, "Español": true, // in itself
	"Fenceline": true, "Fenceline ": true, "Fenceline test": true,
	"Alt+": true, "Ctrl+": true, // keys
	"2 Jan": true, "2 Jan 2006": true, "2 January 2006": true, "Jan 2 2006": true, "January 2 2006": true, // forms of days, by way of dated
	"Letter": true, "Regular": true, "SemiBold": true, "Calibri": true, "Sheet1": true, "&R&P / &N": true, "yyyy-mm-dd hh:mm": true, // forms of files
	"log head ": true, "-//Fenceline//Patch plan//EN": true, // read again by programs
	"is:not-for-us is:touching": true, "powershell -NoProfile -ExecutionPolicy Bypass -File ": true, " -Out DIR": true, // to be typed
	"fenceline: \n": true, "fenceline: \n\n": true,
	"window creation error": true, "failed to initialise GLFW": true, // what the toolkit says
}
