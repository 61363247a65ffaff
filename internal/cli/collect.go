package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type collectCmd struct {
	Out     string   `required:"" help:"Folder the file is written to; on a stick, for example." type:"path" placeholder:"DIR"`
	Script  string   `help:"Write the collector for machines on which this program may not run instead: shell for Linux, powershell for Windows." enum:",shell,powershell" default:"" placeholder:"KIND"`
	Folder  []string `help:"Look through this folder for software as well; may be given several times." type:"path" placeholder:"DIR"`
	Exclude []string `help:"Leave out paths below the folders that fit: \"cache\", \"**/*.iso\"." placeholder:"PATTERN" sep:"none"`
	Root    string   `help:"Root of another Linux system's files, to collect that one. Default: this machine." type:"path" placeholder:"DIR"`
}

func (c *collectCmd) Run(r *run) error {
	if c.Script != "" {
		file, err := workflow.WriteCollector(c.Out, c.Script)
		if err != nil {
			return err
		}
		return r.answer(map[string]string{"file": file}, func(w io.Writer) error {
			how := "sh " + filepath.Base(file) + " DIR"
			if c.Script == "powershell" {
				how = "powershell -NoProfile -ExecutionPolicy Bypass -File " + filepath.Base(file) + " -Out DIR"
			}
			_, err := fmt.Fprintf(w, words.Text("Written: %s\nNext, on the machine: %s\n"), file, how)
			return err
		})
	}
	now := r.env.Now
	if now == nil {
		now = time.Now
	}
	got, err := workflow.Collect(r.ctx, workflow.CollectOptions{Out: c.Out, Root: c.Root, Folders: c.Folder, Exclude: c.Exclude, Program: r.env.Program, Now: now, Progress: r.progress()})
	if err != nil {
		return err
	}
	return r.answer(got, func(w io.Writer) error {
		fmt.Fprintf(w, words.Text("%s, SHA-256 %s\n"), r.env.Program, or(got.Itself, words.Text("not known")))
		fmt.Fprintf(w, words.Text("%s: %s %s; %d packages, %d programs, %d updates\n"), oneLine(got.Machine), oneLine(or(got.System, words.Text("system not named"))), got.Build, got.Packages, got.Programs, got.Updates)
		collectedText(w, &got)
		_, err := fmt.Fprintf(w, words.Text("Written: %s (%d bytes, SHA-256 %s)\nNext, on the desk: fenceline inventory import --create DIR\n"), got.File, got.Size, got.SHA256)
		return err
	})
}

// collectedText says what of a collected machine wants to be seen.
func collectedText(w io.Writer, got *workflow.CollectedFile) {
	if got.Software > 0 {
		fmt.Fprintf(w, words.Text("  in folders: %d\n"), got.Software)
	}
	for _, why := range got.Restart {
		fmt.Fprintf(w, words.Text("  waits for a restart: %s\n"), oneLine(why))
	}
	for _, note := range got.Notes {
		fmt.Fprintf(w, words.Text("  not read: %s\n"), oneLine(note))
	}
}
