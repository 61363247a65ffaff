package cli_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"fenceline/internal/cli"
	"fenceline/internal/workflow"
	"fenceline/testdata/sample"
)

// program is the whole program as the scripts start it: the command line with a
// clock that FENCELINE_TEST_NOW sets. It runs on from one command of a script to
// the next, from the real instant in FENCELINE_TEST_START, as a computer's does.
func program() int {
	now := time.Now
	if text := os.Getenv("FENCELINE_TEST_NOW"); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return cli.ExitInternal
		}
		start := time.Now()
		if began, err := time.Parse(time.RFC3339Nano, os.Getenv("FENCELINE_TEST_START")); err == nil {
			start = began
		}
		now = func() time.Time { return at.Add(time.Since(start)) }
	}
	return cli.Run(context.Background(), cli.Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Program: "Fenceline test", Now: now, Sample: sample.FS, Notices: func() []byte { return []byte("licences\n") }, Locale: os.Getenv("LANG"),
	}, os.Args[1:])
}

// hold opens the desk and keeps it open until the file named by its second
// argument appears.
func hold() int {
	d, err := workflow.Open(context.Background(), workflow.Options{Folder: os.Args[1], Person: "R.T."})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := os.WriteFile(os.Args[2]+".held", nil, 0o600); err != nil {
		return 1
	}
	for range 600 {
		if _, err := os.Stat(os.Args[2]); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := d.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func TestMain(m *testing.M) {
	if code, moved := withoutNetwork(); moved {
		os.Exit(code)
	}
	testscript.Main(m, map[string]func(){
		"fenceline": func() { os.Exit(program()) },
		"holddesk":  func() { os.Exit(hold()) },
	})
}

func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(scripts) < 5 {
		t.Fatalf("scripts: %d, %v", len(scripts), err)
	}
	root, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	var secrets sync.Map // of the keys the scripts make, by working folder and name
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("FENCELINE_UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("FENCELINE_DATA", filepath.Join(env.WorkDir, "desk"))
			env.Setenv("FENCELINE_PERSON", "J.M.")
			env.Setenv("FENCELINE_TEST_NOW", "2026-11-24T21:05:00Z")
			env.Setenv("FENCELINE_TEST_START", time.Now().Format(time.RFC3339Nano))
			env.Setenv("SAMPLE", filepath.Join(root, "sample"))
			env.Setenv("TZ", "UTC")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"waitfor": waitFor,
			"digest":  digest,
			"taskfor": taskFor,
			"newkey":  newKey(&secrets),
			"sign":    sign(&secrets),
			"seal":    seal(&secrets),

			"manycsaf": manyCSAF,
		},
	})
}

// manyCSAF writes CSAF documents that fail mandatory tests: manycsaf FOLDER COUNT.
func manyCSAF(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile("invalid.json")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.MkdirAll(ts.MkAbs(args[0]), 0o755))
	for i := range n {
		name := fmt.Sprintf("%02d.json", i)
		one := strings.ReplaceAll(text, "AL-1", "AL-MANY-"+name)
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[0]), name), []byte(one), 0o600))
	}
}

// waitFor waits until a file appears.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	for range 200 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s did not appear", args[0])
}

// digest prints the SHA-256 of a file into a variable.
func digest(ts *testscript.TestScript, neg bool, args []string) {
	ts.Setenv(args[0], fmt.Sprintf("%x", sha256.Sum256([]byte(ts.ReadFile(args[1])))))
}

// taskFor puts the number of the task whose line in the last output holds a text
// into a variable.
func taskFor(ts *testscript.TestScript, neg bool, args []string) {
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if strings.Contains(line, args[1]) {
			ts.Setenv(args[0], strings.Fields(line)[0])
			return
		}
	}
	ts.Fatalf("no task for %q", args[1])
}
