//go:build unix

package cli_test

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fenceline/internal/cli"
)

// A pipe that nobody writes to would be waited for without end.
func TestPipe(t *testing.T) {
	root := t.TempDir()
	pipe := filepath.Join(root, "pipe.json")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("this file system has no pipes: ", err)
	}
	refused(t, root, root, "pipe.json", "device_refused")
	for _, file := range []string{pipe, "/dev/zero"} {
		d := newDesk(t)
		code, stdout, _ := d.run("import", file)
		if code != cli.ExitPartly && code != cli.ExitInput || !strings.Contains(stdout, "device") {
			t.Errorf("%s: exit code %d, %q", file, code, stdout)
		}
		d.run("asset", "add", "A")
		if code, _, stderr := d.run("sbom", "import", "--asset", "A", file); code != cli.ExitInput || len(stderr) < 30 {
			t.Errorf("%s as an SBOM: exit code %d, %q", file, code, stderr)
		}
	}
}
