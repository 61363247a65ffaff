package cli_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"fenceline/internal/cli"
	"fenceline/testdata/sample"
)

// TestFullDisk: an answer that does not arrive is trouble with the disk, in
// words, also where the command does not look at what it prints.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no device that is always full")
	}
	defer full.Close()
	folder := t.TempDir()
	do := func(args ...string) (int, string) {
		var said bytes.Buffer
		code := cli.Run(context.Background(), cli.Env{Stdout: full, Stderr: &said, Sample: sample.FS, Notices: func() []byte { return []byte("licences\n") }},
			append([]string{"--data", folder}, args...))
		return code, said.String()
	}
	for _, line := range []string{"desk set --operator Hospital", "status", "task list", "report --format html -", "report --format csv /dev/stdout", "--json report --format json -",
		"backup -", "policy show --csv", "policy list", "licences", "--json status", "event list --jsonl"} {
		if code, said := do(strings.Fields(line)...); code != cli.ExitStorage || !strings.Contains(said, "could not be written") {
			t.Errorf("%s ends with %d and says %q", line, code, said)
		}
	}
}
