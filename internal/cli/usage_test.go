package cli_test

import (
	"encoding/json"
	"strings"
	"testing"

	"fenceline/internal/cli"
)

// TestUsageErrors: what no command means is refused in words with its own code,
// and as an object where JSON was asked for.
func TestUsageErrors(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"limit below zero":            {[]string{"advisory", "list", "--limit=-1"}, "--limit cannot be less than 0"},
		"limit below zero, apart":     {[]string{"finding", "list", "--limit", "-5"}, "--limit cannot be less than 0"},
		"count below zero":            {[]string{"receipt", "--count=-1"}, "--count cannot be less than 0"},
		"empty argument":              {[]string{"finding", "explain", ""}, "an argument is empty"},
		"empty path":                  {[]string{"import", ""}, "an argument is empty"},
		"empty argument after a flag": {[]string{"finding", "explain", "--json", ""}, "an argument is empty"},
		"unknown flag":                {[]string{"task", "list", "--nonsense"}, "--nonsense"},
		"help of nothing known":       {[]string{"help", "nonsense"}, "nonsense"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := d.run(c.args...)
			if code != cli.ExitUsage || stdout != "" || !strings.Contains(stderr, c.want) || !strings.Contains(stderr, "--help") {
				t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
			}
			if c.args[0] == "help" {
				return
			}
			code, _, stderr = d.run(append([]string{"--json"}, c.args...)...)
			var object struct {
				Error struct{ Kind, Message, Next string }
			}
			if err := json.Unmarshal([]byte(stderr), &object); err != nil {
				t.Fatalf("%v: %q", err, stderr)
			}
			if e := object.Error; code != cli.ExitUsage || e.Kind != "usage" || !strings.Contains(e.Message, c.want) || e.Next == "" {
				t.Errorf("exit code %d, %+v", code, e)
			}
		})
	}
	if code, _, stderr := d.run("asset", "add", "WS-1", "--owner", ""); code != 0 {
		t.Errorf("a flag with nothing in it ends with %d: %s", code, stderr)
	}
}

// TestEmptyLists: a list with nothing in it is a list in JSON.
func TestEmptyLists(t *testing.T) {
	d := newDesk(t)
	if code, _, stderr := d.run("asset", "add", "WS-1"); code != 0 {
		t.Fatal(stderr)
	}
	for _, verb := range []string{"task list", "asset list", "advisory list", "finding list", "exception list", "exception unpatchable", "trust list",
		"quarantine list", "receipt", "person list", "event list", "log list", "today", "status", "plan show", "plan settings", "asset show WS-1", "policy list"} {
		code, stdout, stderr := d.run(append([]string{"--json"}, strings.Fields(verb)...)...)
		if code != 0 || !json.Valid([]byte(stdout)) {
			t.Errorf("%s: exit code %d, %s%s", verb, code, stdout, stderr)
		}
		if strings.Contains(stdout, "null") {
			t.Errorf("%s: %s", verb, stdout)
		}
	}
}

func TestHelpAndVersion(t *testing.T) {
	d := newDesk(t)
	for want, lines := range map[string][]string{
		"Fenceline test\n":           {"--version", "version"},
		"version":                    {"help", "--help"},
		"Usage: fenceline import":    {"help import", "import --help"},
		"Usage: fenceline task list": {"help task list"},
	} {
		for _, line := range lines {
			if code, stdout, stderr := d.run(strings.Fields(line)...); code != 0 || !strings.Contains(stdout, want) {
				t.Errorf("%s: exit code %d, %s%s", line, code, stdout, stderr)
			}
		}
	}
	_, all, _ := d.run("--help")
	var out, errs strings.Builder
	if code := cli.Run(t.Context(), cli.Env{Stdout: &out, Stderr: &errs, Program: "Fenceline test"}, nil); code != 0 || out.String() != all {
		t.Errorf("without a window, the program alone ends with %d and says %q, %q", code, out.String(), errs.String())
	}
}
