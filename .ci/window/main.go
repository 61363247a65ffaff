// Command window drives Fenceline's real window with mouse and keyboard, on a
// screen of its own (Xvfb, openbox, software OpenGL), from the first run to a
// restart. From the top folder, with Xvfb, openbox, xdotool and ImageMagick:
//
//	go run ./.ci/window [-keep FOLDER] [-program FILE] [-inventory] [-numbers DESK [-import ARCHIVE]]
//
// Every step waits for what it brings about, as the window shows it and as another
// process reads it in the desk; nothing waits for a time. Pictures of the steps lie
// in the folder named by -keep, bin/window where none is. Where no screen can be
// had it says so and ends well. With -inventory it goes another way, from an empty desk
// to twenty assets with software and answers. With -numbers it measures the window on a desk, such as
// .ci/largedesk makes, and prints what it finds.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// patient is how long one step may take on a loaded machine.
const patient = 60 * time.Second

func main() {
	log.SetFlags(0)
	keep := flag.String("keep", filepath.Join("bin", "window"), "folder for the pictures")
	program := flag.String("program", "", "program built with the tag watch; built where none is named")
	inventory := flag.Bool("inventory", false, "go from an empty desk to twenty assets instead")
	desk := flag.String("numbers", "", "measure the window on the desk in this folder instead")
	archive := flag.String("import", "", "with -numbers: measure it during the import of this archive of advisories too")
	flag.Parse()
	for _, tool := range []string{"Xvfb", "openbox", "xdotool", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			log.Printf("no window is driven here: %s is missing", tool)
			return
		}
	}
	began := time.Now()
	if *desk != "" {
		*keep = os.TempDir() // no pictures are kept
	}
	if err := drive(*keep, *program, *desk, *archive, *inventory); err != nil {
		log.Fatalf("the window: %v", err)
	}
	if *desk != "" || *inventory {
		return
	}
	log.Printf("The window was driven from the first run to a restart in %.0f s; pictures are in %s.", time.Since(began).Seconds(), *keep)
}

func drive(keep, program, desk, archive string, inventory bool) error {
	folder, err := os.MkdirTemp("", "fenceline-window")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := os.MkdirAll(keep, 0o755); err != nil {
		return err
	}
	p, err := prepare(folder, keep, program)
	if err != nil {
		return err
	}
	defer p.leave()
	if p.display == "" {
		log.Print("no window is driven here: there is no screen to be had")
		return nil
	}
	switch {
	case desk != "":
		return numbers(p, desk, archive)
	case inventory:
		return walkInventory(p)
	}
	for _, step := range []struct {
		name string
		do   func(*person) error
	}{
		{"first-run", firstRun}, {"asset", addAsset}, {"inventory", bringInventory}, {"bundle", importBundle}, {"answer", answerQuestion},
		{"close-task", closeTask}, {"report", exportReport}, {"search", searchByKeyboard}, {"restart", restart},
	} {
		started := time.Now()
		err := step.do(p)
		if errors.Is(err, errNoWindow) {
			log.Printf("no window is driven here: %v", err)
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", step.name, err, p.account(step.name))
		}
		if err := p.picture(step.name); err != nil {
			return err
		}
		log.Printf("%-12s %5.1f s", step.name, time.Since(started).Seconds())
	}
	return p.close()
}

// firstRun: an empty desk offers the three steps.
func firstRun(p *person) error {
	if err := p.open(); err != nil {
		return err
	}
	return p.sees("Open the sample hospital")
}

// addAsset types the name of an asset into the form that the first step opens. The
// form stays for the next one.
func addAsset(p *person) error {
	return p.all(
		p.clicks("Add assets"), p.waits("Only the name is needed"), p.types("PORTAL-TEST\tserver\n"),
		p.finds("the asset in the desk", func() (bool, error) {
			out, err := p.asks("asset", "list")
			return strings.Contains(out, "PORTAL-TEST"), err
		}),
		p.keys("Escape"), p.waits("Software"))
}

// bringInventory hands the asset its first SBOM, chosen in the file dialog and seen
// before it comes in.
func bringInventory(p *person) error {
	return p.all(p.clicks("Software"), p.clicks("Import its software…"), p.chooses("before", "Preview"), p.clicks("Import"),
		p.finds("the inventory in the desk", func() (bool, error) {
			out, err := p.asks("asset", "show", "PORTAL-TEST", "--software")
			return strings.Contains(out, "10.1.48"), err
		}))
}

// importBundle imports a folder of advisories through the folder dialog.
func importBundle(p *person) error {
	return p.all(p.clicks("Imports"), p.clicks("Import…"), p.clicks("A folder…"), p.chooses("bundle", "Import"),
		p.waits("Receipt"), p.waits("cve/"),
		p.finds("tasks in the desk", func() (bool, error) {
			out, err := p.asks("task", "list")
			return strings.Contains(out, "10.1.52") && !strings.Contains(out, "pending"), err
		}))
}

// answerQuestion answers the question that waits on Today.
func answerQuestion(p *person) error {
	return p.all(p.clicks("Today"), p.waits("Waiting for your answer"), p.clicks("Answer…"), p.waits("Four questions"), p.clicksRight("No"),
		p.finds("the answer in the desk", func() (bool, error) {
			out, err := p.asks("--json", "asset", "show", "PORTAL-TEST")
			return strings.Contains(strings.ReplaceAll(out, " ", ""), `"value":"no"`), err
		}))
}

// closeTask brings a newer SBOM, which proves the fix, and looks at what it closed.
func closeTask(p *person) error {
	return p.all(p.clicks("Assets"), p.clicks("PORTAL-TEST"), p.clicks("Software"), p.clicks("Import its software…"), p.clicks("(Parent)"), p.chooses("after", "Preview"), p.clicks("Import"),
		p.finds("the task closed in the desk", func() (bool, error) {
			out, err := p.asks("task", "list", "--closed")
			return strings.Contains(out, "nginx to 1.22.1-9+deb12u4"), err
		}),
		p.clicks("Tasks"), p.clicks("Closed"), p.waits("Update nginx to 1.22.1-9+deb12u4"))
}

// exportReport writes the report through the save dialog.
func exportReport(p *person) error {
	return p.all(p.clicks("Reports"), p.clicks("HTML"), p.clicks("Export HTML…"), p.waits("Computer"), p.clicks("Export"),
		p.finds("the report on the disk", func() (bool, error) {
			found, err := filepath.Glob(filepath.Join(p.home, "fenceline-report-*.html"))
			if err != nil || len(found) == 0 {
				return false, err
			}
			text, err := os.ReadFile(found[0])
			return strings.Contains(string(text), "PORTAL-TEST"), err
		}))
}

// searchByKeyboard goes to the asset without touching the mouse.
func searchByKeyboard(p *person) error {
	return p.all(p.keys("ctrl+k"), p.types("portal\n"), p.waits("PORTAL-TEST"), p.keys("Down"), p.keys("Return"), p.waits("Import its software…"))
}

// restart closes the window and opens it again: it is where it was, with the list as
// it was narrowed, and so is the desk.
func restart(p *person) error {
	if err := p.all(p.clicks("Tasks"), p.clicks("Closed"), p.waits("Update nginx to 1.22.1-9+deb12u4")); err != nil {
		return err
	}
	if err := p.close(); err != nil {
		return err
	}
	if err := p.open(); err != nil {
		return err
	}
	if err := p.sees("Update nginx to 1.22.1-9+deb12u4"); err != nil {
		return err
	}
	seen, err := p.look()
	if err == nil && seen.Screen != "tasks" {
		err = fmt.Errorf("the window opened on %q, not where it was closed", seen.Screen)
	}
	return err
}
