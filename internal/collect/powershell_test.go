package collect

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"fenceline/internal/ingest/inventory"
)

// notOfWindows are the members that only a collected Linux machine has, and those
// that folders to be looked through would fill.
var notOfWindows = map[string]bool{"id": true, "release": true, "running_kernel": true, "installed_kernels": true, "restart_of": true, "packages": true, "software": true, "notes": true}

// members are the names of a type's JSON members and of those below it.
func members(of reflect.Type, out map[string]bool) {
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if notOfWindows[name] {
			continue
		}
		out[name] = true
		below := f.Type
		if below.Kind() == reflect.Slice {
			below = below.Elem()
		}
		if below.Kind() == reflect.Struct && below.PkgPath() == of.PkgPath() {
			members(below, out)
		}
	}
}

// TestPowerShellWritesTheSame holds the script to what the program reads and
// writes on Windows: every member, every key, every place, every sentence.
func TestPowerShellWritesTheSame(t *testing.T) {
	text, err := os.ReadFile("scripts/fenceline-collect.ps1")
	if err != nil {
		t.Fatal(err)
	}
	script := string(text)
	for i, b := range text {
		if b >= 0x80 {
			t.Fatalf("byte %d is not ASCII: PowerShell 5.1 would read it in another encoding", i)
		}
	}
	names := map[string]bool{}
	members(reflect.TypeFor[inventory.Collected](), names)
	if len(names) < 20 {
		t.Fatalf("only %d members found", len(names))
	}
	for name := range names {
		if !strings.Contains(script, "'"+name+"'") && !strings.Contains(script, "`\""+name+"`\"") {
			t.Errorf("the member %s is not written", name)
		}
	}
	has := func(what, part string) {
		if !strings.Contains(script, part) {
			t.Errorf("%s: %q is not in it", what, part)
		}
	}
	for _, key := range []string{uninstall, windowsNT, servicing, smbios, board, clickToRun, storePrograms, dotNet, servicesKey, cardClass} {
		has("key", strings.TrimPrefix(key, `HKLM\`))
	}
	has("restart", "'"+servicesWait+"'")
	for id, channel := range officeChannels {
		has("channel", "'"+id+"' = '"+channel+"'")
	}
	for _, b := range browserFolders {
		if !strings.HasPrefix(b.folder, "AppData") {
			continue
		}
		has("browser", strings.ReplaceAll(b.folder, "/", `\`))
		has("browser", "'"+b.browser+"'")
	}
	for _, r := range sharedRuntimes {
		has("runtime", "@('"+r.folder+"', '"+r.name+"')")
	}
	for _, p := range shortPaths {
		has("path", "@('"+p.from+"', '"+p.to+"')")
	}
	for _, m := range javaMakers {
		has("maker", "'"+m+"'")
	}
	c, err := Windows(windowsMachine("Windows 10 Pro", "19045", "#1", "X", fake{servicing + `\RebootPending\x`: {},
		`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired\x`: {},
		`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager`:                                     {"PendingFileRenameOperations": "x"}}), nil)
	if err != nil || len(c.System.Restart) != 3 {
		t.Fatal(err, c)
	}
	for _, why := range c.System.Restart {
		has("restart", "'"+why+"'")
	}
}

// TestPowerShellIsWhole holds that every bracket and string of the script ends, as
// far as that can be told without PowerShell.
func TestPowerShellIsWhole(t *testing.T) {
	text, err := os.ReadFile("scripts/fenceline-collect.ps1")
	if err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]string{"as it is": string(text), "with a bracket less": strings.Replace(string(text), "}", "", 1), "with an open string": string(text) + "'"} {
		if got := unbalanced(script); (got == "") != (name == "as it is") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// unbalanced says what does not end; "" where all does. A double-quoted string may
// hold $( ) with strings of its own.
func unbalanced(s string) string {
	var open []byte // brackets, and a double quote for a string that one may stand in
	top := func() byte {
		if len(open) == 0 {
			return 0
		}
		return open[len(open)-1]
	}
	pairs := map[byte]byte{')': '(', '}': '{', ']': '['}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if top() == '"' {
			switch {
			case c == '`':
				i++
			case c == '"':
				open = open[:len(open)-1]
			case c == '$' && i+1 < len(s) && s[i+1] == '(':
				open = append(open, '(')
				i++
			}
			continue
		}
		switch c {
		case '#':
			for i < len(s) && s[i] != '\n' {
				i++
			}
		case '`':
			i++
		case '\'':
			end := strings.IndexByte(s[i+1:], '\'')
			if end < 0 {
				return "a string is open"
			}
			i += end + 1
		case '"', '(', '{', '[':
			open = append(open, c)
		case ')', '}', ']':
			if top() != pairs[c] {
				return "a bracket too many: " + s[max(0, i-40):i+1]
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return "open: " + string(open)
	}
	return ""
}
