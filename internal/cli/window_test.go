package cli_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/cli"
	"fenceline/internal/workflow"
)

// TestWindowOpens: whatever opens the window opens it with the same options, and
// what is wrong or asks for something else is told as for every command.
func TestWindowOpens(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "desk")
	for _, c := range []struct {
		name   string
		args   []string
		code   int
		opened bool
		sample bool
		says   string
	}{
		{"nothing said", nil, 7, true, false, ""},
		{"by name", []string{"--data", folder, "--person", "J.M.", "window"}, 7, true, false, ""},
		{"with the sample", []string{"window", "--sample", "--data", folder}, 7, true, true, ""},
		{"the gallery", []string{"gallery", "--data", folder}, 7, true, false, ""},
		{"help", []string{"window", "--help"}, cli.ExitDone, false, false, "--sample"},
		{"version", []string{"--version"}, cli.ExitDone, false, false, "Fenceline test"},
		{"unknown flag", []string{"window", "--sampel"}, cli.ExitUsage, false, false, "--sampel"},
		{"an argument too many", []string{"window", "now"}, cli.ExitUsage, false, false, "now"},
		{"an empty argument", []string{"--data", folder, "window", ""}, cli.ExitUsage, false, false, "unexpected argument"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("FENCELINE_DATA", folder)
			var said bytes.Buffer
			opened, sample, gallery := false, false, false
			code := cli.Run(context.Background(), cli.Env{Stdout: &said, Stderr: &said, Program: "Fenceline test",
				Window: func(_ context.Context, o workflow.Options, at cli.Opening) int {
					opened, sample, gallery = true, at.Sample, at.Gallery
					if o.Folder != folder || o.Program != "Fenceline test" || (c.name == "by name") != (o.Person == "J.M.") {
						t.Errorf("opened with %+v", o)
					}
					return 7
				}}, c.args)
			if code != c.code || opened != c.opened || sample != c.sample || gallery != (c.name == "the gallery") {
				t.Errorf("code %d, opened %v, sample %v\n%s", code, opened, sample, said.String())
			}
			if !strings.Contains(said.String(), c.says) || c.opened && said.Len() > 0 {
				t.Errorf("said %q", said.String())
			}
		})
	}
}
