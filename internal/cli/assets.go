package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type assetCmd struct {
	Add     assetAddCmd     `cmd:"" help:"Put an asset on the list."`
	Import  assetImportCmd  `cmd:"" help:"Bring in a list of assets: CSV, XLSX, or a host name per line."`
	List    assetListCmd    `cmd:"" help:"List all assets."`
	Show    assetShowCmd    `cmd:"" help:"Show one asset with its inventories."`
	Set     assetSetCmd     `cmd:"" help:"Change facts of one asset or of several."`
	Retire  assetRetireCmd  `cmd:"" help:"Take assets out of use; nothing is deleted."`
	Restore assetRestoreCmd `cmd:"" help:"Put retired assets back into use."`
	Changes assetChangesCmd `cmd:"" help:"Tell how an asset's software differs between two days."`
	Confirm assetConfirmCmd `cmd:"" help:"Confirm that the list of assets is complete and true, with your name and today's date."`
	Merge   assetMergeCmd   `cmd:"" help:"Make one asset of several that are one machine."`
}

type assetAddCmd struct {
	Name string `arg:"" help:"Name of the asset."`
	assetFlags
}

func (c *assetAddCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		a := domain.Asset{Name: c.Name}
		who, err := d.Who(r.ctx)
		if err != nil {
			return err
		}
		if err := c.apply(&a, who, d.Now()); err != nil {
			return err
		}
		added, err := d.AddAsset(r.ctx, a)
		if err != nil {
			return err
		}
		return r.answer(added, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("Added %s (%s). Next: fenceline sbom import --asset %s FILE\n"), added.Name, added.ID, quoted(added.Name))
			return err
		})
	})
}

// quoted puts a name with blanks into quotes, to be typed in a shell.
func quoted(name string) string {
	if strings.ContainsAny(name, " '\"") {
		return strconv.Quote(name)
	}
	return name
}

type assetShowCmd struct {
	Name     string `arg:"" help:"Name or id of the asset."`
	Software bool   `help:"List its components too."`
}

func (c *assetShowCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		a, err := d.Asset(r.ctx, c.Name)
		if err != nil {
			return err
		}
		var held []domain.Held
		if c.Software {
			if held, err = d.Software(r.ctx, a.ID); err != nil {
				return err
			}
		}
		value := struct {
			domain.AssetView
			Software []domain.Held `json:"software,omitzero"`
		}{a, held}
		return r.answer(value, func(w io.Writer) error { return assetText(w, a, held) })
	})
}

func assetText(w io.Writer, a domain.AssetView, held []domain.Held) error {
	fmt.Fprintf(w, "%s\n\n", oneLine(a.Name))
	for _, f := range assetFacts(&a.Asset) {
		if f[1] != "" {
			fmt.Fprintf(w, "  %-26s %s\n", f[0], oneLine(f[1]))
		}
	}
	fmt.Fprintf(w, words.Text("\n%s, %d of them without a version; %d affected, %d cannot tell.\n"), words.Several(a.Components, "component", "components"), a.WithoutVersion, a.Affected, a.CannotTell)
	for _, s := range a.Snapshots {
		current := ""
		if s.Current {
			current = words.Text("  in force")
		}
		fmt.Fprintf(w, words.Text("  %s  %-10s %s, by %s: %s%s\n"), s.At.Local().Format("2006-01-02 15:04"), s.Slot, oneLine(s.File), oneLine(s.By), words.Census(s.Census), current)
		for _, warning := range s.Warnings {
			fmt.Fprintf(w, words.Text("      note: %s\n"), oneLine(words.Warning(warning)))
		}
	}
	if len(held) == 0 {
		return nil
	}
	fmt.Fprintln(w)
	var rows [][]string
	for _, h := range held {
		rows = append(rows, []string{h.Name, or(h.Version, words.Text("not known")), h.Vendor, or(string(h.Key), words.Text("no identity")), h.Place})
	}
	return table(w, []string{"COMPONENT", "VERSION", "MAKER", "IDENTITY", "PLACE"}, rows)
}

type sbomCmd struct {
	Import sbomImportCmd `cmd:"" help:"Make an SBOM the newest inventory of an asset."`
}

type sbomImportCmd struct {
	Asset string `required:"" help:"Name or id of the asset."`
	Slot  string `help:"Which of the asset's inventories it replaces. An asset may have several: system, application, firmware." default:"software"`
	File  string `arg:"" help:"CycloneDX (JSON, XML), SPDX (JSON, tag-value) or syft JSON." type:"path"`
}

func (c *sbomImportCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		before, err := d.Asset(r.ctx, c.Asset)
		if err != nil {
			return err
		}
		snapshot, err := d.ImportSBOM(r.ctx, c.Asset, c.File, c.Slot)
		if err != nil {
			return err
		}
		a, err := d.Asset(r.ctx, c.Asset)
		if err != nil {
			return err
		}
		return r.answer(snapshot, func(w io.Writer) error {
			same := slices.ContainsFunc(before.Snapshots, func(s domain.SnapshotView) bool {
				return s.Current && s.Slot == snapshot.Slot && s.Digest == snapshot.Digest
			})
			if same {
				fmt.Fprintln(w, words.Text("This inventory is unchanged: nothing was written."))
			}
			fmt.Fprintf(w, "%s: %s\n", oneLine(a.Name), words.Census(snapshot.Census))
			for _, warning := range snapshot.Warnings {
				fmt.Fprintf(w, words.Text("  note: %s\n"), oneLine(words.Warning(warning)))
			}
			_, err := fmt.Fprintf(w, words.Text("%d affected, %d cannot tell, %s.\n"), a.Affected, a.CannotTell, words.Several(a.OpenTargets, "open target", "open targets"))
			return errors.Join(err, showEnded(w, snapshot.Effect))
		})
	})
}

// showEnded names the targets that what was brought in closed.
func showEnded(w io.Writer, effect domain.Effect) error {
	if len(effect.Ended) == 0 {
		return nil
	}
	_, err := fmt.Fprintln(w, words.Text("Closed by it, or as far as the forensic steps allow:"))
	for _, e := range effect.Ended {
		_, wrote := fmt.Fprintf(w, "  %s\n", oneLine(words.Ended(e)))
		err = errors.Join(err, wrote)
	}
	return err
}
