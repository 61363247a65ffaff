package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const module = "fenceline"

// source is one Go file: its path below the module's root and its text.
type source struct{ path, text string }

func (s source) room() string { return path.Dir(s.path) }
func (s source) test() bool   { return strings.HasSuffix(s.path, "_test.go") }

// breaches lists what breaks the plan or a rule of the house, one line each.
// Every file counts, whatever its build constraints.
func breaches(files []source) []string {
	var out []string
	say := func(at, format string, args ...any) { out = append(out, at+": "+fmt.Sprintf(format, args...)) }
	commented := make(map[string]bool)
	runners := 0
	for _, f := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), f.path, f.text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			say(f.path, "%v", err)
			continue
		}
		if _, known := plan[f.room()]; !known {
			say(f.path, "%q is no room of the plan", f.room())
			continue
		}
		for _, spec := range tree.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				say(f.path, "%v", err)
				continue
			}
			if why := forbidden(f, name); why != "" {
				say(f.path, "imports %s: %s", name, why)
			}
		}
		if !f.test() {
			runners += calls(tree, "fyne.io/fyne/v2", "Do", "DoAndWait")
			if plan[f.room()].deaf && calls(tree, "time", "Now", "Since", "Until") > 0 {
				say(f.path, "reads the clock in a room that is told the time")
			}
		}
		commented[f.room()] = commented[f.room()] || tree.Doc != nil && strings.HasPrefix(tree.Doc.Text(), "Package ") ||
			tree.Name.Name == "main" && tree.Doc != nil
		out = append(out, textBreaches(f, tree)...)
	}
	if runners > 1 {
		say("fyne.Do", "occurs %d times in the program; the runner handed to the screens is its only place", runners)
	}
	for name, ok := range commented {
		if !ok {
			say(name, "the package has no comment that begins with its name")
		}
	}
	slices.Sort(out)
	return out
}

// forbidden says why a file may not import a package; "" where it may.
func forbidden(f source, name string) string {
	r := plan[f.room()]
	if name == "C" {
		return "cgo is for no room"
	}
	if name == windowPackage && f.room() != windowRoom {
		return "only " + windowRoom + " opens a window"
	}
	if rest, own := strings.CutPrefix(name, module+"/"); own {
		allowed := slices.Concat(r.ground, r.imports)
		if f.test() {
			allowed = append(slices.Concat(allowed, testRooms[f.room()]), f.room())
		}
		if !within(rest, allowed) {
			return "not this room's to use"
		}
		return ""
	}
	if first, _, _ := strings.Cut(name, "/"); strings.Contains(first, ".") {
		allowed := r.outside
		if f.test() {
			allowed = slices.Concat(allowed, testTools)
		}
		if !slices.ContainsFunc(allowed, func(prefix string) bool { return name == prefix || strings.HasPrefix(name, prefix+"/") }) {
			return "the module does not live in this room"
		}
		return ""
	}
	switch {
	case f.test():
	case within(name, dialling) && !slices.Contains(harmless, name) && !r.dials:
		return "only " + dialRoom + " dials"
	case within(name, running):
		return "no room runs programs"
	case r.deaf && within(name, []string{"os", "os/*", "io/ioutil", "log", "log/*"}):
		return "this room opens no file and logs nothing"
	}
	return ""
}

// within reports whether name is in a list in which "x/*" stands for all below x.
func within(name string, list []string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		below, wide := strings.CutSuffix(entry, "*")
		return name == entry || wide && strings.HasPrefix(name, below)
	})
}

// calls counts the uses of functions of a package in a file, whatever name it
// is imported under.
func calls(tree *ast.File, pkg string, functions ...string) int {
	local := ""
	for _, spec := range tree.Imports {
		if spec.Path.Value == strconv.Quote(pkg) {
			local = path.Base(pkg)
			if strings.HasPrefix(local, "v") {
				local = path.Base(path.Dir(pkg))
			}
			if spec.Name != nil {
				local = spec.Name.Name
			}
		}
	}
	count := 0
	ast.Inspect(tree, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && local != "" {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == local && slices.Contains(functions, s.Sel.Name) {
				count++
			}
		}
		return true
	})
	return count
}

// The words are put together here so that this file does not hold them.
var (
	unfinished = regexp.MustCompile(`\b(` + strings.Join([]string{"TO" + "DO", "FIX" + "ME", "XX" + "X"}, "|") + `)\b`)
	excuses    = regexp.MustCompile(`(?i)\b(` + strings.Join([]string{"st" + "ub", "place" + "holder", "for " + "now", "ha" + "ck",
		"work in " + "progress", "not implemented " + "yet"}, "|") + `)\b`)
	ownMachine = regexp.MustCompile(`"/(` + "wo" + `rk|tmp|root)/|\b(` + "wo" + `rk/main)\b`)
)

func textBreaches(f source, tree *ast.File) []string {
	var out []string
	lines := strings.Count(f.text, "\n")
	if reason, listed := longFiles[f.path]; lines > maxLines && !listed {
		out = append(out, fmt.Sprintf("%s: %d lines, more than %d", f.path, lines, maxLines))
	} else if listed && (lines <= maxLines || reason == "") {
		out = append(out, f.path+": listed as long without being so, or without a reason")
	}
	if word := unfinished.FindString(f.text); word != "" {
		out = append(out, f.path+": the word "+word)
	}
	if found := ownMachine.FindString(f.text); found != "" {
		out = append(out, f.path+": a path of one machine: "+found)
	}
	for _, group := range tree.Comments {
		if word := excuses.FindString(group.Text()); word != "" {
			out = append(out, f.path+": a comment says "+strconv.Quote(word))
		}
	}
	return out
}
