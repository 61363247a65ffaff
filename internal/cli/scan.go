package cli

import (
	"errors"
	"fmt"
	"io"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type scanCmd struct {
	Folder   string   `arg:"" optional:"" help:"Folder to look through for software. Default: the machine this runs on, as collect reads it." type:"path"`
	Asset    string   `help:"Name or id of the asset. Needed with a folder; default: found by this machine's names, or made." placeholder:"NAME"`
	Slot     string   `help:"Which of the asset's inventories it replaces. Default: one named after the folder." placeholder:"NAME"`
	Out      string   `help:"Write the SBOM of the folder to a file in this folder, and leave the desk alone." type:"path" placeholder:"DIR"`
	Exclude  []string `help:"Leave out paths below the folder that fit: \"cache\", \"**/*.iso\"; may be given several times." placeholder:"PATTERN" sep:"none"`
	Declared bool     `help:"List also what lock files and manifests ask for, installed or not."`
	MaxFiles int      `help:"Refuse a folder with more files." placeholder:"N"`
	MaxSize  int64    `help:"Pass over, and count, files of more megabytes." placeholder:"MB"`
}

func (c *scanCmd) Run(r *run) error {
	if c.Folder == "" {
		return c.machine(r)
	}
	o := workflow.ScanOptions{Folder: c.Folder, Asset: c.Asset, Slot: c.Slot, Exclude: c.Exclude, Declared: c.Declared, MaxFiles: c.MaxFiles, MaxBytes: c.MaxSize << 20,
		Program: r.env.Program, Progress: r.progress()}
	if c.Out != "" {
		got, err := workflow.ScanToFile(r.ctx, o, c.Out)
		if err != nil {
			return err
		}
		return r.answer(got, func(w io.Writer) error {
			scannedText(w, &got)
			_, err := fmt.Fprintf(w, words.Text("Written: %s (SHA-256 %s)\nNext, on the desk: fenceline sbom import --asset NAME FILE\n"), got.File, got.SHA256)
			return err
		})
	}
	if c.Asset == "" {
		return &domain.Error{Kind: domain.Invalid, Op: "scan", Subject: c.Folder, Code: "scan_asset"}
	}
	return r.writing(func(d *workflow.Desk) error {
		got, err := d.ScanFolder(r.ctx, o)
		if err != nil {
			return err
		}
		return r.answer(got, func(w io.Writer) error {
			scannedText(w, &got)
			fmt.Fprintf(w, words.Text("Inventory \"%s\": %s\n"), got.Snapshot.Slot, words.Census(got.Snapshot.Census))
			for _, warning := range got.Snapshot.Warnings {
				fmt.Fprintf(w, words.Text("  note: %s\n"), oneLine(words.Warning(warning)))
			}
			return showEnded(w, got.Snapshot.Effect)
		})
	})
}

// machine scans the computer this runs on.
func (c *scanCmd) machine(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		got, receipt, err := d.ScanMachine(r.ctx, workflow.CollectOptions{Program: r.env.Program, Now: r.env.Now, Progress: r.progress()}, c.Asset)
		if err != nil {
			return err
		}
		return r.answer(receipt, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("%s: %s %s; %d packages, %d programs, %d updates\n"), oneLine(got.Machine), oneLine(or(got.System, words.Text("system not named"))), got.Build, got.Packages, got.Programs, got.Updates)
			collectedText(w, &got)
			return errors.Join(inventoryText(w, &receipt, d.Now()))
		})
	})
}

// scannedText says what was looked at, and what was not.
func scannedText(w io.Writer, got *workflow.Scanned) {
	fmt.Fprintf(w, words.Text("%s: %s looked at, %s found\n"), oneLine(got.Folder), words.Several(got.Files, "file", "files"), words.Several(got.Packages, "package", "packages"))
	for _, left := range []struct {
		n    int
		what string
	}{{got.Excluded, words.Text("left out as you said")}, {got.Links, words.Text("links, not followed")}, {got.Special, words.Text("devices, pipes and sockets")}, {got.Large, words.Text("too large, not read")},
		{got.Closed, words.Text("closed to this account")}, {got.Unread, words.Text("could not be made sense of")}} {
		if left.n > 0 {
			fmt.Fprintf(w, words.Text("  not read: %d %s\n"), left.n, left.what)
		}
	}
}
