// Command firstframe takes the time from the start of a process to its first
// painted frame, for Fenceline's window on a desk and for an empty Fyne window of
// the same size, in turns, on a screen of its own (Xvfb, software OpenGL). From the
// top folder, with an X server's Xvfb installed:
//
//	go run ./.ci/firstframe [-runs N] [-most RATIO] DESK
//
// It prints the median and the least of each and their ratio, and fails where the
// ratio of the medians is above -most.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

const (
	screen  = ":97"
	patient = 30 * time.Second // for the first frame of one run
)

func main() {
	log.SetFlags(0)
	runs := flag.Int("runs", 7, "how often each window is opened")
	most := flag.Float64("most", 0, "fail above this ratio; 0: only print it")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("name the folder of a desk")
	}
	if err := measure(flag.Arg(0), *runs, *most); err != nil {
		log.Fatal(err)
	}
}

func measure(desk string, runs int, most float64) error {
	folder, err := os.MkdirTemp("", "firstframe")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	programs := map[string]string{"empty": "./.ci/firstframe/empty", "fenceline": "./app"}
	for name, source := range programs {
		build := exec.Command("go", "build", "-buildvcs=false", "-tags=migrated_fynedo", "-o", filepath.Join(folder, name), source)
		build.Env = append(os.Environ(), "CGO_ENABLED=1")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", name, err, out)
		}
	}
	server := exec.Command("Xvfb", screen, "-screen", "0", "1440x900x24", "-fbdir", folder, "-nolisten", "tcp")
	if err := server.Start(); err != nil {
		return fmt.Errorf("start Xvfb: %w", err)
	}
	defer func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	}()
	picture, err := open(filepath.Join(folder, "Xvfb_screen0"))
	if err != nil {
		return err
	}
	defer picture.close()
	times := map[string][]time.Duration{}
	for run := range runs + 1 {
		for _, name := range []string{"empty", "fenceline"} {
			args := []string{}
			if name == "fenceline" {
				args = []string{"--data", desk, "window"}
			}
			took, err := picture.firstFrame(filepath.Join(folder, name), args...)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if run > 0 { // the first only warms what the system keeps in memory
				times[name] = append(times[name], took)
			}
		}
	}
	for _, name := range []string{"empty", "fenceline"} {
		slices.Sort(times[name])
		fmt.Printf("%-10s median %v, least %v\n", name, median(times[name]).Round(time.Millisecond), times[name][0].Round(time.Millisecond))
	}
	ratio := median(times["fenceline"]).Seconds() / median(times["empty"]).Seconds()
	fmt.Printf("ratio of the medians %.2f, of the least %.2f\n", ratio, times["fenceline"][0].Seconds()/times["empty"][0].Seconds())
	if most > 0 && ratio > most {
		return fmt.Errorf("more than %.2f", most)
	}
	return nil
}

func median(sorted []time.Duration) time.Duration { return sorted[len(sorted)/2] }

// frame is the screen as Xvfb keeps it in a file: an XWD header, colours, pixels.
type frame struct{ file, pixels []byte }

func open(path string) (*frame, error) {
	for wait := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		file, err := os.OpenFile(path, os.O_RDONLY, 0)
		if err == nil {
			defer file.Close()
			info, err := file.Stat()
			if err != nil {
				return nil, err
			}
			if info.Size() > 1<<20 {
				data, err := syscall.Mmap(int(file.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
				if err != nil {
					return nil, err
				}
				// X11's XWDFile.h: header_size is the first word, ncolors the twentieth.
				word := func(at int) int { return int(binary.BigEndian.Uint32(data[4*at:])) }
				return &frame{file: data, pixels: data[word(0)+12*word(19):]}, nil
			}
		}
		if time.Since(wait) > patient {
			return nil, errors.New("no screen after half a minute")
		}
	}
}

func (f *frame) close() { _ = syscall.Munmap(f.file) }

// firstFrame starts a program, waits until the screen shows something of more than
// one colour, and ends it.
func (f *frame) firstFrame(program string, args ...string) (time.Duration, error) {
	if !f.plainWithin(patient) {
		return 0, errors.New("the screen of the run before does not go away")
	}
	var said bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+screen, "LANG=en_US.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1")
	cmd.Stdout, cmd.Stderr = &said, &said
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		stop := time.AfterFunc(5*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		stop.Stop()
	}()
	for time.Since(started) < patient {
		if !f.plain() {
			return time.Since(started), nil
		}
		time.Sleep(2 * time.Millisecond)
	}
	return 0, fmt.Errorf("nothing was painted in %v\n%s", patient, said.String())
}

func (f *frame) plainWithin(limit time.Duration) bool {
	for wait := time.Now(); time.Since(wait) < limit; time.Sleep(20 * time.Millisecond) {
		if f.plain() {
			return true
		}
	}
	return false
}

// plain reports whether the whole screen has one colour.
func (f *frame) plain() bool {
	return bytes.Equal(f.pixels[4:], f.pixels[:len(f.pixels)-4])
}
