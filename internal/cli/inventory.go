package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type inventoryCmd struct {
	Import inventoryImportCmd `cmd:"" help:"Bring in what runs on machines: lists of programs, updates and packages, scans, SBOMs."`
	Rules  inventoryRulesCmd  `cmd:"" help:"List remembered answers to the question which asset a file is of."`
	Forget inventoryForgetCmd `cmd:"" help:"Take one of these answers back, with what it taught the asset."`
}

type inventoryImportCmd struct {
	Path   string `arg:"" help:"File, folder or archive: winget export, Get-Package, Get-HotFix, uninstall keys (CSV, JSON, .reg), dpkg, rpm and apk lists, osquery, GLPI JSON, Nmap XML, SBOMs." type:"path"`
	Asset  string `help:"Name or id of the asset, for a file about one machine. Default: found by the names in the file, or by the file's own name." placeholder:"NAME"`
	Slot   string `help:"Which of the asset's inventories it replaces. Default: by the sort of list." placeholder:"NAME"`
	OS     string `help:"Distribution a list of packages is of, where it does not say: debian:12, rocky:9." name:"os" placeholder:"RELEASE"`
	Create bool   `help:"Machines that are no asset yet become assets."`
	DryRun bool   `help:"Show what would be done, and write nothing."`

	Remember bool `help:"With --asset: files with this name that name no machine are of that asset from now on. See inventory rules."`
}

func (c *inventoryImportCmd) Run(r *run) error {
	do := r.writing
	if c.DryRun {
		do = r.trying
	}
	return do(func(d *workflow.Desk) error {
		receipt, err := d.ImportInventory(r.ctx, c.Path, workflow.InventoryOptions{Asset: c.Asset, Slot: c.Slot, OS: c.OS, Create: c.Create, DryRun: c.DryRun, Remember: c.Remember})
		if err != nil {
			return err
		}
		if receipt.Refused > 0 {
			r.code = ExitPartly
		}
		return r.answer(receipt, func(w io.Writer) error { return inventoryText(w, &receipt, d.Now()) })
	})
}

func inventoryText(w io.Writer, receipt *domain.InventoryReceipt, now time.Time) error {
	if receipt.DryRun {
		fmt.Fprintln(w, words.Text("Dry run: nothing is written."))
	}
	for _, m := range receipt.Machines {
		if m.Outcome == domain.RowRefused {
			what, next := words.Error(m.Error)
			what = strings.TrimPrefix(what, m.File+": ") // the file stands before it
			fmt.Fprintf(w, words.Text("  refused    %s %s: %s %s\n"), oneLine(m.File), oneLine(m.Machine), oneLine(what), oneLine(next))
			continue
		}
		fmt.Fprintf(w, words.Text("  %-10s %s (%s, inventory \"%s\"): %s\n"), m.Outcome, oneLine(m.Name), oneLine(m.File), m.Slot, words.Census(m.Census))
		if told := words.MachineTold(&m, time.Local, now); told != "" {
			fmt.Fprintf(w, words.Text("             %s\n"), oneLine(told))
		}
		if m.Added+m.Removed+m.Changed > 0 {
			fmt.Fprintf(w, words.Text("             components: %d new, %d with another version, %d gone\n"), m.Added, m.Changed, m.Removed)
		}
		if text := changesText(domain.AssetLine{Outcome: m.Outcome, Changes: m.Changes}); text != "" {
			fmt.Fprintf(w, words.Text("             facts:%s\n"), text)
		}
		for _, warning := range m.Warnings {
			fmt.Fprintf(w, words.Text("             note: %s\n"), oneLine(words.Warning(warning)))
		}
	}
	_, err := fmt.Fprintf(w, words.Text("%s, %s: %d created, %d updated, %d unchanged, %d refused.\n"), words.Several(receipt.Files, "file", "files"), words.Several(len(receipt.Machines), "machine", "machines"),
		receipt.Created, receipt.Updated, receipt.Unchanged, receipt.Refused)
	return err
}
