package archtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// house reads every Go file below the module's root. Folders that begin with a
// dot or an underscore are no part of the program.
func house(t *testing.T) []source {
	t.Helper()
	root := filepath.Join("..", "..")
	var files []source
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); name != root && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		files = append(files, source{path: filepath.ToSlash(below), text: string(text)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestFloorPlan(t *testing.T) {
	files := house(t)
	rooms := make(map[string]bool)
	for _, f := range files {
		rooms[f.room()] = true
	}
	for _, must := range []string{"internal/domain", "internal/ingest/sbom", "internal/archtest"} {
		if !rooms[must] {
			t.Fatalf("%s is not there: the test looks at the wrong place", must)
		}
	}
	for _, breach := range breaches(files) {
		t.Error(breach)
	}
}

// TestPlanItself holds the table against the rules it stands for.
func TestPlanItself(t *testing.T) {
	floor := map[string]int{"app": 5, "internal/cli": 4, "internal/workflow": 3, "internal/ui": 3}
	for _, name := range floorOne {
		floor[name] = 1
	}
	level := func(name string) int {
		if n, ok := floor[name]; ok {
			return n
		}
		return 2
	}
	for name, r := range plan {
		if r.dials != (name == dialRoom) {
			t.Errorf("%s dials: %v", name, r.dials)
		}
		for user, other := range plan {
			if within(dialRoom, other.imports) && user != "internal/workflow" {
				t.Errorf("%s may use %s: the workflow alone may, where a person asks for it", user, dialRoom)
			}
		}
		for _, target := range append(r.imports, r.ground...) {
			if _, known := plan[strings.TrimSuffix(target, "/*")]; !known {
				t.Errorf("%s may import %s, which is no room", name, target)
			}
			if target != "assets" && target != "testdata/sample" && level(target) > level(name) {
				t.Errorf("%s on floor %d may import %s on floor %d: arrows go down", name, level(name), target, level(target))
			}
		}
		for _, module := range r.outside {
			if strings.HasPrefix(module, "github.com/anchore/syft") && name != "internal/ingest/sbom" && name != "internal/scan" ||
				strings.HasPrefix(module, "go.etcd.io/bbolt") && name != "internal/store/bolt" ||
				strings.HasPrefix(module, "fyne.io") && name != "app" && name != "internal/ui" {
				t.Errorf("%s must not house %s", name, module)
			}
		}
	}
	if len(plan["internal/domain"].imports)+len(plan["internal/domain"].outside) > 0 {
		t.Error("domain imports the standard library only")
	}
}

// TestBreachesAreFound feeds the test what it is there to find.
func TestBreachesAreFound(t *testing.T) {
	file := func(name, body string) source {
		return source{path: name, text: "// Package x does it.\npackage x\n\n" + body}
	}
	runner := "import \"fyne.io/fyne/v2\"\n\nfunc f() { fyne.Do(nil) }\n"
	tests := []struct {
		name  string
		files []source
		want  string // part of the only breach; "" for none
	}{
		{"nothing wrong", []source{file("internal/assess/a.go", `import "fenceline/internal/domain"`)}, ""},
		{"an arrow upwards", []source{file("internal/domain/a.go", `import "fenceline/internal/words"`)}, "internal/words: not this room's"},
		{"a neighbour on the same floor", []source{file("internal/store/a.go", `import "fenceline/internal/assess"`)}, "internal/assess: not this room's"},
		{"one reader in another", []source{file("internal/ingest/osv/a.go", `import "fenceline/internal/ingest/csaf"`)}, "internal/ingest/csaf: not this room's"},
		{"a reader in the door", []source{file("internal/ingest/a.go", `import "fenceline/internal/ingest/csaf"`)}, ""},
		{"the store in a screen", []source{file("internal/screen/a.go", `import "fenceline/internal/store"`)}, "not this room's"},
		{"an unknown room", []source{file("internal/util/a.go", "")}, `"internal/util" is no room`},
		{"an unknown room below a known one", []source{file("internal/store/sqlite/a.go", "")}, `"internal/store/sqlite" is no room`},
		{"a file at the root", []source{file("main.go", "")}, `"." is no room`},
		{"an outside module elsewhere", []source{file("internal/workflow/a.go", `import "go.etcd.io/bbolt"`)}, "does not live in this room"},
		{"an outside module at home", []source{file("internal/store/bolt/a.go", `import "go.etcd.io/bbolt/errors"`)}, ""},
		{"a module that begins alike", []source{file("internal/store/bolt/a.go", `import "go.etcd.io/bboltx"`)}, "does not live in this room"},
		{"a new outside module", []source{file("internal/report/a.go", `import "example.org/pdf"`)}, "does not live in this room"},
		{"syft elsewhere", []source{file("internal/identity/a.go", `import "github.com/anchore/syft/syft/pkg"`)}, "does not live in this room"},
		{"a window elsewhere", []source{file("internal/ui/a.go", `import "fyne.io/fyne/v2/app"`)}, "only app opens a window"},
		{"a window in app", []source{file("app/a.go", `import "fyne.io/fyne/v2/app"`)}, ""},
		{"dialling", []source{file("internal/workflow/a.go", `import "net/http"`)}, "only internal/fetch dials"},
		{"dialling in the room for it", []source{file("internal/fetch/a.go", `import "net/http"`)}, ""},
		{"running a program there", []source{file("internal/fetch/a.go", `import "os/exec"`)}, "no room runs programs"},
		{"encryption for a connection", []source{file("internal/trust/a.go", `import "crypto/tls"`)}, "only internal/fetch dials"},
		{"the dialling room in a screen", []source{file("internal/screen/a.go", `import "fenceline/internal/fetch"`)}, "not this room's"},
		{"the dialling room at the door", []source{file("internal/ingest/a.go", `import "fenceline/internal/fetch"`)}, "not this room's"},
		{"dialling for Windows", []source{file("internal/cli/a_windows.go", `import "net"`)}, "only internal/fetch dials"},
		{"dialling behind a build tag", []source{{"internal/cli/a.go", "//go:build never\n\n// Package x does it.\npackage x\n\nimport \"net\"\n"}}, "only internal/fetch dials"},
		{"an address is no call", []source{file("internal/ingest/csaf/a.go", `import "net/url"`)}, ""},
		{"another program", []source{file("app/a.go", `import "os/exec"`)}, "no room runs programs"},
		{"cgo", []source{file("app/a.go", `import "C"`)}, "cgo is for no room"},
		{"dialling in a test", []source{file("internal/cli/a.go", ""), file("internal/cli/a_test.go", `import "net"`)}, ""},
		{"a file in assess", []source{file("internal/assess/a.go", `import "os"`)}, "opens no file"},
		{"a clock in assess", []source{file("internal/assess/a.go", "import \"time\"\n\nvar t = time.Now()\n")}, "reads the clock"},
		{"a renamed clock", []source{file("internal/assess/a.go", "import c \"time\"\n\nvar t = c.Now()\n")}, "reads the clock"},
		{"a clock in workflow", []source{file("internal/workflow/a.go", "import \"time\"\n\nvar t = time.Now()\n")}, ""},
		{"a test tool in the program", []source{file("internal/cli/a.go", `import "pgregory.net/rapid"`)}, "does not live in this room"},
		{"a test tool in a test", []source{file("internal/cli/a.go", ""), file("internal/cli/a_test.go", `import "pgregory.net/rapid"`)}, ""},
		{"an arrow upwards in a test", []source{file("internal/domain/a.go", ""), file("internal/domain/a_test.go", `import "fenceline/internal/store"`)}, "not this room's"},
		{"the engine suite in a test", []source{file("internal/store/bolt/a.go", ""), file("internal/store/bolt/a_test.go", `import "fenceline/internal/store/storetest"`)}, ""},
		{"one runner", []source{file("app/a.go", runner)}, ""},
		{"two runners", []source{file("app/a.go", runner), file("internal/ui/a.go", runner)}, "fyne.Do: occurs 2 times"},
		{"a long file", []source{file("internal/cli/a.go", strings.Repeat("\n", maxLines))}, "lines, more than"},
		{"no package comment", []source{{"internal/cli/a.go", "package cli\n"}}, "no comment"},
		{"unfinished", []source{file("internal/cli/a.go", "// TO"+"DO: later\n")}, "the word"},
		{"an excuse", []source{file("internal/cli/a.go", "// A st"+"ub.\nvar a int\n")}, "a comment says"},
		{"one machine", []source{file("internal/cli/a.go", "var a = \"/wo"+"rk/x\"\n")}, "a path of one machine"},
		{"no Go", []source{{"internal/cli/a.go", "pakcage cli\n"}}, "expected 'package'"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := breaches(tt.files)
			switch {
			case tt.want == "" && len(got) > 0:
				t.Errorf("found %q", got)
			case tt.want != "" && (len(got) != 1 || !strings.Contains(got[0], tt.want)):
				t.Errorf("found %q, want one with %q", got, tt.want)
			}
		})
	}
}
