package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"fenceline/internal/domain"
)

// hostileName makes a terminal change its title and colour, ring, and turn a
// name around.
const hostileName = "x\x1b]0;pwn\x07\x1b[31m\u202egpj.\u2066a\u009b2J\x9by\nfenceline: fine\rz"

// harmful reports a character of text that a terminal acts on, line ends and
// tabs apart.
func harmful(text string) string {
	for _, c := range text {
		if c != '\n' && c != '\t' && (unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c)) {
			return strings.ToUpper(string(c)) + " in " + text
		}
	}
	return ""
}

// TestNothingForTheTerminal: whatever names and arguments hold, neither answers
// nor errors bring it to the terminal.
func TestNothingForTheTerminal(t *testing.T) {
	d := newDesk(t)
	folder := t.TempDir()
	file := folder + "/s\x1b]0;pwn\x07\u202evil.json"
	writeFile(t, file, []byte("x"))
	titled := folder + "/titled.json"
	summary, _ := json.Marshal(hostileName) // strings encode
	writeFile(t, titled, []byte(`{"schema_version":"1.7.0","id":"OSV-1","modified":"2026-11-20T10:00:00Z","summary":`+string(summary)+`,"details":`+string(summary)+
		`,"affected":[{"package":{"ecosystem":"npm","name":"a"},"versions":["1"]}]}`))
	for name, args := range map[string][]string{
		"verb": {hostileName}, "flag": {"task", "list", "--" + hostileName}, "value": {"finding", "list", "--verdict", hostileName},
		"number": {"advisory", "list", "--limit", hostileName}, "asset": {"asset", "show", hostileName}, "new asset": {"asset", "add", hostileName},
		"task": {"task", "show", hostileName}, "file": {"import", file}, "inventory": {"inventory", "import", file}, "sbom": {"sbom", "import", "--asset", hostileName, file},
		"no file": {"import", file + "2"}, "several": {"import", file, file + "2"}, "folder": {"import", folder, "--all"}, "desk": {"--data", file + "/desk", "status"},
		"list": {"advisory", "list"}, "advisory": {"advisory", "show", "OSV-1"}, "receipt": {"receipt", "--count", "9"}, "validate": {"csaf", "validate", file},
	} {
		for _, json := range [][]string{nil, {"--json"}} {
			_, stdout, stderr := d.run(append(json, args...)...)
			if stdout+stderr == "" {
				t.Errorf("%s says nothing", name)
			}
			if bad := harmful(stdout + stderr); bad != "" {
				t.Errorf("%s brings %q to the terminal", name, bad)
			}
			for line := range strings.Lines(stdout + stderr) {
				if strings.HasPrefix(line, "fenceline: fine") {
					t.Errorf("%s: a name makes a line of its own: %q", name, line)
				}
			}
		}
	}
	var shown domain.Advisory
	d.ask(&shown, "advisory", "show", "OSV-1")
	if want := strings.ToValidUTF8(hostileName, "\ufffd"); shown.Title != want {
		t.Errorf("JSON tells the title as %q, not %q", shown.Title, want)
	}
}
