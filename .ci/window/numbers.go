package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// screens are the entries of the rail with their keys, as ctrl and a figure.
var screens = []string{"today", "tasks", "plan", "assets", "advisories", "findings", "reports", "readiness", "imports", "settings"}

const rounds = 5 // of which the median counts

// numbers measures the window on a desk: how long each screen and a detail take to
// show, memory and idle work against an empty window, and, where an archive of
// advisories is named, how long a key waits while it is imported into a desk of its
// own. Times are taken from outside: from the key's press until the program answers
// that it shows what was asked for. It prints and judges nothing: a busy machine is no
// measure.
func numbers(p *person, desk, archive string) error {
	empty := filepath.Join(filepath.Dir(p.desk), "empty")
	build := exec.Command("go", "build", "-buildvcs=false", "-tags=migrated_fynedo", "-o", empty, "./.ci/firstframe/empty")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the empty window: %w\n%s", err, out)
	}
	before, err := emptyMemory(p, empty)
	if err != nil {
		return err
	}
	own := p.desk
	p.desk = desk
	if err := p.open(); err != nil {
		return err
	}
	if err := p.shown("today")(); err != nil {
		return err
	}
	if err := everyScreen(p); err != nil {
		return err
	}
	if err := details(p); err != nil {
		return err
	}
	if err := atRest(p, before); err != nil {
		return err
	}
	if err := p.close(); err != nil || archive == "" {
		return err
	}
	p.desk = own
	return whileImporting(p, archive)
}

// emptyMemory is what the empty window keeps for itself.
func emptyMemory(p *person, program string) (int, error) {
	c := exec.Command(program)
	c.Env = p.environment()
	if err := c.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	if err := p.finds("the empty window", func() (bool, error) {
		out, _ := p.tool("search", "--name", "^Empty$") // fails while there is none
		return strings.TrimSpace(out) != "", nil
	})(); err != nil {
		return 0, err
	}
	time.Sleep(2 * time.Second) // until its memory has settled: a measure, no wait for anything to appear
	return ownMemory(c.Process.Pid)
}

// shown waits until a screen shows what it holds.
func (p *person) shown(name string) step {
	return p.finds("what "+name+" holds", func() (bool, error) {
		s, err := p.look()
		return err == nil && s.Screen == name && !reading(&s), err
	})
}

// reading reports whether a screen or its detail says that it is being read.
func reading(s *sight) bool {
	return slices.ContainsFunc(s.Texts, func(t said) bool { return strings.HasPrefix(t.Text, "Reading ") })
}

// since presses keys and says how long it takes until the window shows what is asked
// for.
func (p *person) since(keys string, there func(*sight) bool) (time.Duration, error) {
	pressed := time.Now()
	if _, err := p.tool("key", keys); err != nil {
		return 0, err
	}
	for time.Since(pressed) < patient {
		s, err := p.look()
		if err != nil || there(&s) {
			return time.Since(pressed), err
		}
	}
	return 0, fmt.Errorf("%s brings nothing", keys)
}

func everyScreen(p *person) error {
	first, whole := map[string][]time.Duration{}, map[string][]time.Duration{}
	for range rounds {
		for i, name := range screens {
			shown, err := p.since("ctrl+"+strconv.Itoa((i+1)%10), func(s *sight) bool { return s.Screen == name })
			if err != nil {
				return err
			}
			began := time.Now()
			if err := p.shown(name)(); err != nil {
				return err
			}
			first[name] = append(first[name], shown)
			whole[name] = append(whole[name], shown+time.Since(began))
		}
	}
	for _, name := range screens {
		fmt.Printf("%-11s shown in %4d ms, whole in %4d ms, the first time in %4d ms\n", name, middle(first[name]), middle(whole[name]), whole[name][0].Milliseconds())
	}
	return nil
}

// details moves the choice in each list by one row.
func details(p *person) error {
	for i, name := range screens {
		if !slices.Contains([]string{"tasks", "assets", "advisories", "findings"}, name) {
			continue
		}
		if err := p.all(p.keys("ctrl+"+strconv.Itoa(i+1)), p.shown(name)); err != nil {
			return err
		}
		var took []time.Duration
		for range rounds {
			before := textsOf(&p.last)
			t, err := p.since("Down", func(s *sight) bool { return !reading(s) && textsOf(s) != before })
			if err != nil {
				return err
			}
			took = append(took, t)
		}
		fmt.Printf("%-11s another row's detail in %4d ms\n", name, middle(took))
	}
	return nil
}

func textsOf(s *sight) string {
	var b strings.Builder
	for _, t := range s.Texts {
		b.WriteString(t.Text)
	}
	return b.String()
}

// middle is the median in milliseconds.
func middle(all []time.Duration) int64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2].Milliseconds()
}

// atRest says what the window keeps and does when nobody touches it.
func atRest(p *person, before int) error {
	const rest = 20 * time.Second
	if err := p.all(p.keys("ctrl+1"), p.shown("today")); err != nil {
		return err
	}
	time.Sleep(5 * time.Second) // what was begun comes to its end
	pid := p.window.Process.Pid
	worked, err := worked(pid)
	if err != nil {
		return err
	}
	time.Sleep(rest)
	now, err := workedSince(pid, worked)
	if err != nil {
		return err
	}
	memory, err := ownMemory(pid)
	if err != nil {
		return err
	}
	fmt.Printf("at rest     %d ms of CPU in %v; memory of its own %d MB, an empty window %d MB, %d MB more\n", now.Milliseconds(), rest, memory>>10, before>>10, (memory-before)>>10)
	return nil
}

// whileImporting presses keys while an archive comes in.
func whileImporting(p *person, archive string) error {
	p.window = nil
	if err := p.open(); err != nil {
		return err
	}
	if err := p.shown("today")(); err != nil {
		return err
	}
	if err := os.Symlink(archive, filepath.Join(p.home, "advisories.zip")); err != nil {
		return err
	}
	if err := p.all(p.clicks("Imports"), p.clicks("Import…"), p.clicks("A file or archive…"), p.chooses("advisories", "Import")); err != nil {
		return err
	}
	var took []time.Duration
	for began := time.Now(); time.Since(began) < 10*time.Minute; {
		i := len(took) % len(screens)
		t, err := p.since("ctrl+"+strconv.Itoa((i+1)%10), func(s *sight) bool { return s.Screen == screens[i] })
		if err != nil {
			return err
		}
		took = append(took, t)
		if !p.last.Busy && len(took) > 3 {
			break
		}
	}
	slices.Sort(took)
	log.Printf("during an import %d keys were answered in %d ms (median), %d ms (19 of 20), %d ms (the slowest)",
		len(took), middle(took), took[len(took)*19/20].Milliseconds(), took[len(took)-1].Milliseconds())
	return nil
}

// ownMemory is what a process keeps that is no file, in KB.
func ownMemory(pid int) (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range bytes.Lines(text) {
		if rest, ok := bytes.CutPrefix(line, []byte("RssAnon:")); ok {
			return strconv.Atoi(strings.Fields(string(rest))[0])
		}
	}
	return 0, fmt.Errorf("process %d does not say what it keeps", pid)
}

// worked is the processor time of a process so far.
func worked(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The name in parentheses may hold anything; user and system time are the 14th and
	// 15th fields, in hundredths of a second.
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	var sum time.Duration
	for _, f := range fields[11:13] {
		n, err := strconv.Atoi(f)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(n) * 10 * time.Millisecond
	}
	return sum, nil
}

func workedSince(pid int, before time.Duration) (time.Duration, error) {
	now, err := worked(pid)
	return now - before, err
}
