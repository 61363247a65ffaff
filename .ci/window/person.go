package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// said is one text in sight, with the middle of it in pixels of the window.
type said struct {
	Text string
	X, Y int
}

// sight is what the window shows, as ui.Sight.
type sight struct {
	Screen string
	Busy   bool
	Texts  []said
}

// person sits before the window: looks, presses, types, and asks the desk from
// another process.
type person struct {
	home, keep, desk string
	program          string
	display          string
	server, manager  *exec.Cmd
	window           *exec.Cmd
	ended            chan error // of the window's program
	in               io.WriteCloser
	out              *bufio.Reader
	id               string // of the window, for xdotool
	last             sight
	acts             int // clicks, keys and words typed
}

// prepare builds the program that can be driven, lays out files, and starts a
// screen; without a screen the display stays empty.
func prepare(folder, keep, program string) (*person, error) {
	p := &person{keep: keep, home: filepath.Join(folder, "home"), desk: filepath.Join(folder, "desk"), program: program}
	if p.program == "" {
		p.program = filepath.Join(folder, "fenceline")
		if err := p.build(); err != nil {
			return p, err
		}
	}
	if err := os.CopyFS(filepath.Join(p.home, "bundle"), os.DirFS("testdata/sample/bundle")); err != nil {
		return p, err
	}
	for name, from := range map[string]string{"before.json": "sboms", "after.json": "later"} {
		data, err := os.ReadFile(filepath.Join("testdata/sample", from, "PORTAL-TEST.cdx.json"))
		if err == nil {
			err = os.WriteFile(filepath.Join(p.home, name), data, 0o600)
		}
		if err != nil {
			return p, err
		}
	}
	return p, p.screen()
}

// build builds the program with what lets it be driven.
func (p *person) build() error {
	build := exec.Command("go", "build", "-buildvcs=false", "-tags=migrated_fynedo,watch", "-o", p.program, "./app")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the window: %w\n%s", err, out)
	}
	return nil
}

// screen starts an X server on a number it chooses itself, and a window manager.
func (p *person) screen() error {
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	p.server = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1500x960x24", "-nolisten", "tcp")
	p.server.ExtraFiles = []*os.File{write}
	err = p.server.Start()
	_ = write.Close()
	if err != nil {
		p.server = nil
		return nil // no screen is no fault
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		return nil
	}
	p.display = ":" + strings.TrimSpace(number)
	p.manager = exec.Command("openbox")
	p.manager.Env = p.environment()
	if err := p.manager.Start(); err != nil {
		return err
	}
	return p.finds("the window manager", func() (bool, error) {
		_, err := p.tool("get_desktop") // fails until a manager answers for the screen
		return err == nil, nil
	})()
}

func (p *person) environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		for _, name := range []string{"HOME=", "DISPLAY=", "WAYLAND_DISPLAY=", "XDG_", "LANG=", "LC_ALL=", "FYNE_"} {
			if strings.HasPrefix(v, name) {
				return true
			}
		}
		return false
	})
	return append(env, "HOME="+p.home, "DISPLAY="+p.display, "LANG=en_US.UTF-8", "FYNE_THEME=light", "LIBGL_ALWAYS_SOFTWARE=1")
}

// exitNoWindow is how the program ends where there is no OpenGL.
const exitNoWindow = 8

var errNoWindow = errors.New("this screen offers no OpenGL")

// open starts the program and waits until its window has the keyboard.
func (p *person) open() error {
	p.window = exec.Command(p.program, "--data", p.desk, "--person", "J.M.", "window")
	p.window.Env, p.window.Dir, p.window.Stderr = p.environment(), p.home, os.Stderr
	var err error
	if p.in, err = p.window.StdinPipe(); err != nil {
		return err
	}
	out, err := p.window.StdoutPipe()
	if err != nil {
		return err
	}
	p.out = bufio.NewReader(out)
	if err := p.window.Start(); err != nil {
		return err
	}
	p.ended = make(chan error, 1)
	go func(c *exec.Cmd, ended chan error) { ended <- c.Wait() }(p.window, p.ended)
	return p.finds("the window with the keyboard", func() (bool, error) {
		select {
		case err := <-p.ended:
			p.window = nil
			var how *exec.ExitError
			if errors.As(err, &how) && how.ExitCode() == exitNoWindow {
				return false, errNoWindow
			}
			return false, fmt.Errorf("the program ended before its window came: %w", err)
		default:
		}
		ids, _ := p.tool("search", "--name", "^Fenceline$") // fails while there is none
		lines := strings.Fields(ids)
		if len(lines) == 0 {
			return false, nil
		}
		p.id = lines[len(lines)-1]
		active, _ := p.tool("getactivewindow")
		if strings.TrimSpace(active) == p.id {
			return true, nil
		}
		_, _ = p.tool("windowactivate", p.id) // fails while the manager has not seen it
		return false, nil
	})()
}

// close closes the window as its cross does and waits until the program has ended.
func (p *person) close() error {
	if p.window == nil {
		return nil
	}
	if _, err := p.tool("key", "alt+F4"); err != nil {
		return err
	}
	select {
	case err := <-p.ended:
		p.window = nil
		return err
	case <-time.After(patient):
		return errors.New("the program does not end after its window was closed")
	}
}

// leave ends what was started, whatever happened.
func (p *person) leave() {
	if p.window != nil && p.window.Process != nil {
		_ = p.window.Process.Kill()
		<-p.ended
	}
	for _, c := range []*exec.Cmd{p.manager, p.server} {
		if c != nil && c.Process != nil {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}
}

func (p *person) tool(args ...string) (string, error) {
	ctx, stop := context.WithTimeout(context.Background(), patient)
	defer stop()
	c := exec.CommandContext(ctx, "xdotool", args...)
	c.Env = p.environment()
	out, err := c.Output()
	if err != nil {
		err = fmt.Errorf("xdotool %s: %w", strings.Join(args, " "), err)
	}
	return string(out), err
}

// asks runs a command on the desk from another process; who asks only may while
// the window has it.
func (p *person) asks(args ...string) (string, error) {
	ctx, stop := context.WithTimeout(context.Background(), patient)
	defer stop()
	c := exec.CommandContext(ctx, p.program, append([]string{"--data", p.desk}, args...)...)
	c.Env = p.environment()
	out, err := c.CombinedOutput()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ended.ExitCode() != 1 {
		return string(out), nil // matching is pending, or nothing is there yet
	}
	return string(out), err
}

// look asks the program what its window shows now.
func (p *person) look() (sight, error) {
	if _, err := io.WriteString(p.in, "look\n"); err != nil {
		return sight{}, err
	}
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return sight{}, fmt.Errorf("the program answers no more: %w", err)
	}
	var s sight
	err = json.Unmarshal(line, &s)
	p.last = s
	return s, err
}

// step is one thing the person does or waits for.
type step func() error

func (p *person) all(steps ...step) error {
	for i, do := range steps {
		if err := do(); err != nil {
			return fmt.Errorf("part %d: %w", i+1, err)
		}
	}
	return nil
}

// finds asks again and again until what is asked for is there.
func (p *person) finds(what string, there func() (bool, error)) step {
	return func() error {
		until := time.Now().Add(patient)
		for {
			ok, err := there()
			if ok || err != nil {
				return err
			}
			if time.Now().After(until) {
				return fmt.Errorf("%s did not come", what)
			}
			time.Sleep(40 * time.Millisecond) // between two questions, for the machine's sake
		}
	}
}

func (p *person) sees(words string) error { return p.waits(words)() }

// waits until words stand in the window.
func (p *person) waits(words string) step {
	return p.finds(strconv.Quote(words)+" in the window", func() (bool, error) {
		s, err := p.look()
		return slices.ContainsFunc(s.Texts, func(t said) bool { return strings.Contains(t.Text, words) }), err
	})
}

// place waits until exactly these words stand still somewhere: at the same place
// in two looks, with no import running. Where they stand more than once it is the
// first place, or with right the one farthest to the right.
func (p *person) place(words string, right bool) (at said, err error) {
	var before said
	err = p.finds(strconv.Quote(words)+" to press", func() (bool, error) {
		s, err := p.look()
		i := -1
		for j, t := range s.Texts {
			if t.Text == words && (i < 0 || right && t.X > s.Texts[i].X) {
				i = j
			}
		}
		if err != nil || i < 0 || s.Busy {
			before = said{}
			return false, err
		}
		still := before == s.Texts[i]
		before = s.Texts[i]
		return still, nil
	})()
	return before, err
}

// clicks presses on words.
func (p *person) clicks(words string) step { return p.clicksOn(words, false) }

// clicksRight presses on the words that stand farthest to the right: details stand
// at the right of lists.
func (p *person) clicksRight(words string) step { return p.clicksOn(words, true) }

func (p *person) clicksOn(words string, right bool) step {
	return func() error {
		at, err := p.place(words, right)
		if err != nil {
			return err
		}
		return p.presses(at.X, at.Y)
	}
}

// presses presses on a place of the window.
func (p *person) presses(x, y int) error {
	p.acts++
	_, err := p.tool("mousemove", "--sync", "--window", p.id, strconv.Itoa(x), strconv.Itoa(y), "click", "1")
	if err != nil { // where the pointer lay there already, the wait for its move may fail
		_, err = p.tool("mousemove", "--window", p.id, strconv.Itoa(x), strconv.Itoa(y), "click", "1")
	}
	return err
}

// chooses picks a name in the file dialog, without its ending, and confirms; the
// dialog is the one with places such as this computer.
func (p *person) chooses(name, confirm string) step {
	const places = "Computer"
	return func() error {
		return p.all(p.waits(places), p.clicks(name), p.clicks(confirm), p.finds("the end of the dialog", func() (bool, error) {
			s, err := p.look()
			return !slices.ContainsFunc(s.Texts, func(t said) bool { return t.Text == places }), err
		}))
	}
}

// keys presses keys together: "ctrl+k".
func (p *person) keys(keys string) step {
	return func() error {
		p.acts++
		_, err := p.tool("key", keys)
		return err
	}
}

// types types text; a tab and a line end are the keys of that name.
func (p *person) types(text string) step {
	return func() error {
		p.acts++
		for text != "" {
			switch i := strings.IndexAny(text, "\t\n"); i {
			case 0:
				key := "Tab"
				if text[0] == '\n' {
					key = "Return"
				}
				if _, err := p.tool("key", key); err != nil {
					return err
				}
				text = text[1:]
			default:
				if i < 0 {
					i = len(text)
				}
				if _, err := p.tool("type", "--delay", "8", text[:i]); err != nil {
					return err
				}
				text = text[i:]
			}
		}
		return nil
	}
}

// picture keeps what the screen shows.
func (p *person) picture(name string) error {
	ctx, stop := context.WithTimeout(context.Background(), patient)
	defer stop()
	c := exec.CommandContext(ctx, "import", "-window", "root", filepath.Join(p.keep, name+".png"))
	c.Env = p.environment()
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("picture of %s: %w\n%s", name, err, out)
	}
	return nil
}

// account says what was in sight when a step failed, and keeps the picture.
func (p *person) account(name string) string {
	_ = p.picture("failed-" + name) // the words below are what counts
	var b strings.Builder
	fmt.Fprintf(&b, "On screen %q, busy %v:\n", p.last.Screen, p.last.Busy)
	for _, t := range p.last.Texts {
		fmt.Fprintf(&b, "  %4d %4d  %s\n", t.X, t.Y, t.Text)
	}
	return b.String()
}
