package words

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// codesOfTree finds every code that the program's source makes: constants of
// type domain.Code, conversions to it, and literals of a field named Code.
func codesOfTree(t *testing.T) map[domain.Code]string {
	t.Helper()
	found := map[domain.Code]string{}
	for _, root := range []string{"..", "../../app"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			if strings.Contains(filepath.ToSlash(path), "/storetest/") {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			codesOfFile(file, func(code domain.Code) { found[code] = path })
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	return found
}

func codesOfFile(file *ast.File, add func(domain.Code)) {
	isCode := func(e ast.Expr) bool {
		if s, ok := e.(*ast.SelectorExpr); ok {
			return s.Sel.Name == "Code"
		}
		id, ok := e.(*ast.Ident)
		return ok && id.Name == "Code" && file.Name.Name == "domain"
	}
	literal := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && s != "" {
				add(domain.Code(s))
			}
		}
	}
	codeFuncs := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			if n.Type != nil && isCode(n.Type) {
				for _, v := range n.Values {
					literal(v)
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && (id.Name == "Code" || id.Name == "Stage") {
				literal(n.Value)
			}
		case *ast.AssignStmt:
			if fn, ok := only(n.Rhs).(*ast.FuncLit); ok && len(fn.Type.Params.List) > 0 && isCode(fn.Type.Params.List[0].Type) {
				if id, ok := only(n.Lhs).(*ast.Ident); ok {
					codeFuncs[id.Name] = true
				}
			}
			if id, ok := only(n.Lhs).(*ast.Ident); ok && id.Name == "code" {
				literal(only(n.Rhs))
			}
		case *ast.CallExpr:
			id, named := n.Fun.(*ast.Ident)
			if len(n.Args) > 0 && (isCode(n.Fun) || named && codeFuncs[id.Name]) && file.Name.Name != "words" {
				literal(n.Args[0])
			}
		}
		return true
	})
}

func only(list []ast.Expr) ast.Expr {
	if len(list) != 1 {
		return nil
	}
	return list[0]
}

func TestEveryCodeHasASentence(t *testing.T) {
	codes := codesOfTree(t)
	for _, must := range []domain.Code{"in_range", "no_such_asset", "asset_without_name", "nothing_to_move", "not_a_target", "store_busy", "json_truncated", "explain_held"} {
		if codes[must] == "" {
			t.Errorf("the search of the source does not see %q any more", must)
		}
	}
	for code, path := range codes {
		if !Has(English, code) && !Has(English, "stage_"+code) {
			t.Errorf("%s: code %q has no sentence", path, code)
		}
	}
}

func TestEveryReasonHasBothForms(t *testing.T) {
	for code := range enReasons {
		base, isClause := strings.CutPrefix(string(code), "because_")
		if isClause && base != "in_range_fixed" && !Has(English, domain.Code(base)) {
			t.Errorf("%q has no sentence of its own", code)
		}
		if !isClause && !strings.HasPrefix(base, "finding_") && base != "component" && !Has(English, "because_"+code) {
			t.Errorf("%q has no form after because", code)
		}
	}
}

func TestTemplatesAreSound(t *testing.T) {
	bad := regexp.MustCompile(`(?i)\b(clean|safe|compliant|risk score)\b`)
	name := regexp.MustCompile(`^[a-z]+$`)
	for language, tongue := range tongues {
		for code, tmpl := range tongue.codes {
			for _, text := range []string{tmpl.Say, tmpl.Next} {
				if bad.MatchString(text) {
					t.Errorf("%s %q says more than can be known: %s", language, code, text)
				}
				if strings.Count(text, "{") != strings.Count(text, "}") || strings.Count(text, "[") != strings.Count(text, "]") {
					t.Errorf("%s %q has an unclosed part: %s", language, code, text)
				}
				for _, part := range strings.Split(text, "{")[1:] {
					if param, _, _ := strings.Cut(part, "}"); !name.MatchString(param) {
						t.Errorf("%s %q has a strange parameter %q", language, code, param)
					}
				}
			}
			if tmpl.Say == "" {
				t.Errorf("%s %q says nothing", language, code)
			}
		}
	}
}

func TestEveryErrorHasANextStep(t *testing.T) {
	kinds := []domain.Kind{domain.Invalid, domain.Unsupported, domain.Untrusted, domain.NotFound, domain.Conflict, domain.Busy,
		domain.Storage, domain.Corrupt, domain.Cancelled, domain.Internal, "of another world"}
	for _, kind := range kinds {
		what, next := Error(&domain.Error{Kind: kind, Op: "read", Subject: "a.json", Code: "a_code_nobody_knows"})
		if what == "" || next == "" || !strings.Contains(what, "a.json") {
			t.Errorf("%s: %q, %q", kind, what, next)
		}
	}
	for _, part := range []Catalogue{enDesk, enFiles, enReaders, enInventories, enStore, enTaskErrors, enPlanErrors} {
		for code := range part {
			if code == "place" {
				continue
			}
			if _, next := Error(&domain.Error{Kind: domain.Invalid, Code: code}); next == "" {
				t.Errorf("%q has no next step", code)
			}
		}
	}
}

func TestError(t *testing.T) {
	disk := errors.New("no space left on device")
	cases := []struct {
		name       string
		err        error
		what, next string
	}{
		{"nothing", nil, "", ""},
		{"a catalogue where an inventory belongs",
			&domain.Error{Kind: domain.Unsupported, Op: "decode sbom", Subject: "kev.json", Code: "not_an_sbom", Params: domain.Params{"format": "kev"}},
			"kev.json: This is a KEV catalogue, not an inventory.", "fenceline import FILE"},
		{"line and column", &domain.Error{Kind: domain.Invalid, Code: "json_truncated", Params: domain.Params{"line": "3", "column": "7"}},
			"The document ends too early, at line 3, column 7: it was cut off on the way.", "import it once more"},
		{"no line", &domain.Error{Kind: domain.Invalid, Code: "json_syntax"}, "The document is no sound JSON.", "publisher"},
		{"a place", &domain.Error{Kind: domain.Invalid, Code: "member_missing", Place: "/document/tracking/id", Params: domain.Params{"member": "id"}},
			"The member id, which the format requires, is missing. Place: /document/tracking/id.", "publisher"},
		{"somebody else", &domain.Error{Kind: domain.Busy, Code: "desk_open_elsewhere", Params: domain.Params{"person": "R.T.", "host": "PC-7", "since": ""}},
			"The desk is open elsewhere, by R.T. on PC-7.", "Close it"},
		{"nobody known", &domain.Error{Kind: domain.Busy, Code: "desk_open_elsewhere"}, "The desk is open elsewhere.", "Close it"},
		{"a limit in bytes", &domain.Error{Kind: domain.Untrusted, Code: "limit_bytes", Params: domain.Params{"limit": "536870912"}},
			"The document is larger than 512 MiB. It was not read.", "expect"},
		{"a full disk", &domain.Error{Kind: domain.Storage, Code: "store_failed", Err: disk}, "The disk or the data file failed: no space left on device.", "room"},
		{"a cause of no kind", errors.New("boom"), "Something went wrong inside the program: boom.", "report"},
		{"stopped", context.Canceled, "This was stopped. What was saved before is kept.", "again"},
		{"a state", &domain.Error{Kind: domain.Conflict, Subject: "T-1", Code: "step_not_allowed", Params: domain.Params{"state": "restart_pending", "step": "claimed"}},
			"\"T-1\" cannot be set to claimed now: it is restart pending.", "task show T-1"},
		{"a value that looks like a template", &domain.Error{Kind: domain.Invalid, Code: "answer_unknown", Params: domain.Params{"value": "[{next}]"}},
			"\"[{next}]\" is no answer.", "yes or no"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			what, next := Error(c.err)
			if what != c.what || !strings.Contains(next, c.next) {
				t.Errorf("got %q and %q", what, next)
			}
		})
	}
}

func TestFill(t *testing.T) {
	cases := []struct {
		name, template string
		params         domain.Params
		want           string
	}{
		{"plain", "Nothing here", nil, "Nothing here"},
		{"named", "{a} and {b}", domain.Params{"a": "1", "b": "2"}, "1 and 2"},
		{"missing", "{a} and {b}", domain.Params{"a": "1"}, "1 and not known"},
		{"part in", "x[ ({a})]", domain.Params{"a": "1"}, "x (1)"},
		{"part out", "x[ ({a})]", nil, "x"},
		{"part with two, one missing", "x[ {a} {b}]y", domain.Params{"a": "1"}, "xy"},
		{"value not read again", "{a}", domain.Params{"a": "{b}[c]", "b": "no"}, "{b}[c]"},
		{"value in a part not read again", "[{a}]", domain.Params{"a": "]{b}", "b": "no"}, "]{b}"},
		{"unclosed", "a {b", nil, "a {b"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := fill(c.template, c.params); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDays(t *testing.T) {
	const today = domain.Day("2026-11-24")
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	cases := []struct{ name, got, want string }{
		{"this year", Day("2026-11-27", today), "Fri 27 Nov"},
		{"next year", Day("2027-01-04", today), "Mon 4 Jan 2027"},
		{"no date", Day("", today), ""},
		{"long", DayLong("2026-11-27"), "Friday 27 November 2026"},
		{"today", Relative(today, today), "today"},
		{"tomorrow", Relative("2026-11-25", today), "tomorrow"},
		{"in three", Relative("2026-11-27", today), "in 3 days"},
		{"one late", Relative("2026-11-23", today), "1 day overdue"},
		{"two late", Relative("2026-11-22", today), "2 days overdue"},
		{"relative to nothing", Relative("", today), ""},
		{"age today", Age(at.Add(-23*time.Hour), at), "today"},
		{"age one", Age(at.Add(-24*time.Hour), at), "1 day old"},
		{"age three", Age(at.AddDate(0, 0, -3), at), "3 days old"},
		{"age unknown", Age(time.Time{}, at), "not known"},
		{"from the future", Age(at.Add(time.Hour), at), "today"},
		{"a day ahead", Age(at.Add(25*time.Hour), at), "dated ahead of this clock"},
		{"number", Number(9870), "9,870"},
		{"large number", Number(1234567), "1,234,567"},
		{"small number", Number(-999), "-999"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
}

func TestNoCodeStandsTwice(t *testing.T) {
	seen := map[domain.Code]bool{}
	for _, part := range englishParts() {
		for code := range part {
			if seen[code] {
				t.Errorf("%q stands in two parts of the catalogue", code)
			}
			seen[code] = true
		}
	}
}
