// Command fuzz runs the fuzz targets of the project one after the other, on one core
// and behind everything else that runs, and prints a row for each: how long it
// computed, how many executions that were, which share of them a reader gave
// something for, and how long before the end the last new coverage came. From the top
// folder:
//
//	go run ./.ci/fuzz [-each 30m] [-only PATTERN]
//
// What it finds is kept where go test keeps it, so that a run goes on where the last
// one ended; a failing input lies in testdata/fuzz of its package and the command
// fails.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// tallyEnv names the folder in which targets count what they reached.
const tallyEnv = "FENCELINE_FUZZ_TALLY"

type target struct{ room, name string }

// outcome is what a run of a target told.
type outcome struct {
	cpu        time.Duration
	executions int
	corpus     int           // inputs kept because each covers something of its own
	fresh      int           // of them found by this run
	quiet      time.Duration // since the last of them came
	given      float64       // share of executions with something read; -1 where the target does not count
}

func main() {
	log.SetFlags(0)
	each := flag.Duration("each", 30*time.Minute, "how long each target runs")
	only := flag.String("only", "", "run only targets whose folder/name matches this pattern")
	flag.Parse()
	pattern, err := regexp.Compile(*only)
	if err != nil {
		log.Fatal(err)
	}
	targets, err := find("internal", pattern)
	if err != nil {
		log.Fatal(err)
	}
	if len(targets) == 0 {
		log.Fatal("no fuzz target matches; run this from the top folder")
	}
	fmt.Println("| target | CPU | executions | something read | inputs kept, of them new | quiet at the end |")
	fmt.Println("|---|---|---|---|---|---|")
	failed := false
	for _, t := range targets {
		got, err := run(t, *each)
		if err != nil {
			failed = true
			log.Printf("%s of %s: %v", t.name, t.room, err)
			continue
		}
		given := ""
		if got.given >= 0 {
			given = fmt.Sprintf("%.1f %%", 100*got.given)
		}
		fmt.Printf("| `%s.%s` | %s | %s | %s | %d, %d | %s |\n", strings.TrimPrefix(filepath.ToSlash(t.room), "internal/"), t.name,
			got.cpu.Round(time.Second), thousands(got.executions), given, got.corpus, got.fresh, got.quiet.Round(time.Second))
	}
	if failed {
		os.Exit(1)
	}
}

// find lists the targets of the tests below root.
func find(root string, only *regexp.Regexp) (all []target, err error) {
	declared := regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			if t := (target{filepath.Dir(path), m[1]}); only.MatchString(filepath.ToSlash(t.room) + "/" + t.name) {
				all = append(all, t)
			}
		}
		return err
	})
	return all, err
}

// run fuzzes one target for so long.
func run(t target, each time.Duration) (outcome, error) {
	tally, err := os.MkdirTemp("", "fuzz")
	if err != nil {
		return outcome{}, err
	}
	defer os.RemoveAll(tally)
	cmd := exec.Command("nice", "-n", "19", "go", "test", "-buildvcs=false", "-tags=migrated_fynedo", "-run=^$",
		"-fuzz=^"+t.name+"$", "-fuzztime="+each.String(), "-fuzzminimizetime=10x", "-parallel=1", "./"+filepath.ToSlash(t.room))
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", tallyEnv+"="+tally)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return outcome{}, err
	}
	if err := cmd.Start(); err != nil {
		return outcome{}, err
	}
	got, told, readErr := follow(out)
	if err := errors.Join(readErr, cmd.Wait()); err != nil && !overtaken(told) {
		return outcome{}, fmt.Errorf("%w\n%s", err, told)
	}
	got.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	got.given, err = share(tally)
	return got, err
}

// overtaken tells a target whose time ended amid an execution, which go test calls a
// failure, from one that failed.
func overtaken(told string) bool {
	return strings.Contains(told, "context deadline exceeded") && !strings.Contains(told, "Failing input")
}

// progress is a line of go test: "fuzz: elapsed: 3s, execs: 100 (33/sec), new interesting: 1 (total: 9)".
var progress = regexp.MustCompile(`^fuzz: elapsed: (\S+), execs: (\d+) .*new interesting: (\d+) \(total: (\d+)\)`)

// follow reads what go test says; told is the last of it.
func follow(out io.Reader) (got outcome, told string, err error) {
	var last []string
	var grown, now time.Duration
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if last = append(last, lines.Text()); len(last) > 40 {
			last = last[1:]
		}
		m := progress.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		if at, err := time.ParseDuration(m[1]); err == nil {
			now = at
		}
		got.executions, _ = strconv.Atoi(m[2]) // the pattern lets digits through alone
		fresh, _ := strconv.Atoi(m[3])
		got.corpus, _ = strconv.Atoi(m[4])
		if fresh > got.fresh {
			got.fresh, grown = fresh, now
		}
	}
	got.quiet = now - grown
	return got, strings.Join(last, "\n"), lines.Err()
}

// share adds up what the target's processes counted: files with the number of
// executions and of those that gave something.
func share(folder string) (float64, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return -1, err
	}
	var all, given float64
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			return -1, err
		}
		var a, g float64
		if _, err := fmt.Sscan(string(text), &a, &g); err != nil {
			return -1, fmt.Errorf("read the tally %q: %w", text, err)
		}
		all, given = all+a, given+g
	}
	if all == 0 {
		return -1, nil
	}
	return given / all, nil
}

// thousands writes a number with spaces between groups of three digits.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + " " + text[at:]
	}
	return text
}
