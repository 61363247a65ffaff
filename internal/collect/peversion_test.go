package collect

import (
	"bytes"
	"strings"
	"testing"
)

func TestVersionOf(t *testing.T) {
	program := packed(t, "testdata/service.exe.gz")
	want := fileVersion{"7.4.1.22", "Meridian Sync", "Meridian Health GmbH"}
	if got, ok := versionOf(strings.NewReader(program)); !ok || got != want {
		t.Errorf("%v %+v", ok, got)
	}
	for name, text := range map[string]string{"empty": "", "no program": "MZ and nothing", "cut": program[:1200], "another resource": strings.Replace(program, "\xbd\x04\xef\xfe", "\x00\x00\x00\x00", 1)} {
		if got, ok := versionOf(strings.NewReader(text)); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestServicePath(t *testing.T) {
	for command, want := range map[string]string{
		`"C:\Program Files\A B\a.exe" -k x`:     `C:\Program Files\A B\a.exe`,
		`C:\Program Files\A B\a.EXE -k "x.exe"`: `C:\Program Files\A B\a.EXE`,
		`%ProgramFiles%\A\a.exe`:                `C:\Program Files\A\a.exe`,
		`\SystemRoot\System32\svchost.exe -k n`: `C:\Windows\System32\svchost.exe`,
		`\??\D:\x\y.exe`:                        `D:\x\y.exe`,
		`system32\lsass.exe`:                    `C:\Windows\System32\lsass.exe`,
		`"`:                                     "", ``: "", `a.exe`: "", `\\server\share\a.exe`: "",
	} {
		if got := servicePath(command); got != want {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
}

// FuzzVersionOf holds that no file, however made, breaks the reader.
func FuzzVersionOf(f *testing.F) {
	f.Add([]byte(packed(f, "testdata/service.exe.gz")))
	f.Fuzz(func(t *testing.T, data []byte) {
		if v, ok := versionOf(bytes.NewReader(data)); ok && strings.Count(v.version, ".") != 3 {
			t.Errorf("%+v", v)
		}
	})
}
