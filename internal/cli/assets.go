package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type assetCmd struct {
	Add  assetAddCmd  `cmd:"" help:"Put an asset on the list."`
	List assetListCmd `cmd:"" help:"List all assets."`
	Show assetShowCmd `cmd:"" help:"Show one asset with its inventories."`
	Set  assetSetCmd  `cmd:"" help:"Change facts of an asset."`
}

// assetFlags are the facts of an asset; a flag that is not given changes nothing.
type assetFlags struct {
	Kind         *string  `help:"Kind: workstation, server, medical device, network ..."`
	Role         *string  `help:"What it does."`
	Manufacturer *string  `help:"Who made it."`
	Model        *string  `help:"Model, as advisories name it."`
	Serial       *string  `help:"Serial number."`
	Firmware     *string  `help:"Version of the device's own software."`
	OS           *string  `help:"Operating system." name:"os"`
	Location     *string  `help:"Where it stands."`
	Zone         *string  `help:"Network zone."`
	Owner        *string  `help:"Who answers for it."`
	Criticality  *string  `help:"low, medium or high; empty for not known."`
	Exposed      *string  `help:"Publicly exposed? yes, no, or unknown."`
	Safety       *string  `help:"Can a failure hurt people? yes, no, or unknown."`
	Mission      *string  `help:"Does the mission stop without it? yes, no, or unknown."`
	NextUpgrade  *string  `help:"Day of the next planned upgrade, as 2026-12-31; empty for none." placeholder:"DAY"`
	SupportEnd   *string  `help:"Day the maker's support ends, as 2026-12-31; empty for not known." placeholder:"DAY"`
	Hostname     []string `help:"Host name; may be given several times."`
	Tag          []string `help:"Tag; may be given several times."`
	Notes        *string  `help:"Notes."`
}

// apply puts the given facts into the asset; exposure is answered apart.
func (f *assetFlags) apply(a *domain.Asset, d *workflow.Desk, person string) error {
	for _, set := range []struct{ from, to *string }{
		{f.Kind, &a.Kind}, {f.Role, &a.Role}, {f.Manufacturer, &a.Manufacturer}, {f.Model, &a.Model}, {f.Serial, &a.Serial},
		{f.Firmware, &a.Firmware}, {f.OS, &a.OS}, {f.Location, &a.Location}, {f.Zone, &a.Zone}, {f.Owner, &a.Owner},
		{f.Criticality, &a.Criticality}, {f.Notes, &a.Notes}, {f.NextUpgrade, (*string)(&a.NextUpgrade)}, {f.SupportEnd, (*string)(&a.SupportEnd)},
	} {
		if set.from != nil {
			*set.to = strings.TrimSpace(*set.from)
		}
	}
	if len(f.Hostname) > 0 {
		a.Hostnames = f.Hostname
	}
	if len(f.Tag) > 0 {
		a.Tags = f.Tag
	}
	for _, set := range []struct {
		from *string
		to   *domain.Stated
	}{{f.Safety, &a.Safety}, {f.Mission, &a.Mission}} {
		if set.from == nil {
			continue
		}
		value, err := answer(*set.from)
		if err != nil {
			return err
		}
		*set.to = domain.Stated{Value: value, By: person, At: d.Now()}
	}
	return nil
}

// answer reads yes, no or unknown.
func answer(text string) (domain.Answer, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "yes":
		return domain.Yes, nil
	case "no":
		return domain.No, nil
	case "", "unknown":
		return domain.Unanswered, nil
	}
	return "", &domain.Error{Kind: domain.Invalid, Op: "set asset", Subject: text, Code: "answer_unknown", Params: domain.Params{"value": text}}
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
		if err := c.apply(&a, d, who); err != nil {
			return err
		}
		if c.Exposed != nil {
			value, err := answer(*c.Exposed)
			if err != nil {
				return err
			}
			if value != domain.Unanswered {
				a.Exposure = []domain.Stated{{Value: value, By: who, At: d.Now()}}
			}
		}
		added, err := d.AddAsset(r.ctx, a)
		if err != nil {
			return err
		}
		return r.answer(added, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "Added %s (%s). Next: fenceline sbom import --asset %s FILE\n", added.Name, added.ID, quoted(added.Name))
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

type assetListCmd struct{}

func (c *assetListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		assets, err := d.Assets(r.ctx)
		if err != nil {
			return err
		}
		if err := r.answer(assets, func(w io.Writer) error { return assetTable(w, assets) }); err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

func assetTable(w io.Writer, assets []domain.AssetView) error {
	if len(assets) == 0 {
		_, err := fmt.Fprintln(w, "No assets yet. Add the first one: fenceline asset add NAME")
		return err
	}
	var rows [][]string
	unknown := 0
	for _, a := range assets {
		software := strconv.Itoa(a.Components)
		if a.Components == 0 {
			software = "not known"
			unknown++
		}
		rows = append(rows, []string{a.Name, a.Kind, or(string(a.Exposed().Value), "not answered"), or(a.Criticality, "not known"), software,
			strconv.Itoa(a.Affected), strconv.Itoa(a.CannotTell), words.TierShort(a.Tier)})
	}
	if err := table(w, []string{"ASSET", "KIND", "EXPOSED", "CRITICALITY", "COMPONENTS", "AFFECTED", "CANNOT TELL", "MOST URGENT"}, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\nSoftware known for %d of %d assets.\n", len(assets)-unknown, len(assets))
	return err
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
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
	exposed := a.Exposed()
	line := or(string(exposed.Value), "not answered")
	if exposed.By != "" {
		line += " (" + exposed.By + ", " + exposed.At.Local().Format("2 Jan 2006") + ")"
	}
	facts := [][2]string{{"Publicly exposed", line}, {"Criticality", or(a.Criticality, "not known")},
		{"Can a failure hurt people", or(string(a.Safety.Value), "not answered")}, {"Mission stops without it", or(string(a.Mission.Value), "not answered")},
		{"Kind", a.Kind}, {"Role", a.Role}, {"Manufacturer", a.Manufacturer}, {"Model", a.Model}, {"Serial", a.Serial},
		{"Firmware", a.Firmware}, {"Operating system", a.OS}, {"Location", a.Location}, {"Network zone", a.Zone}, {"Owner", a.Owner},
		{"Next upgrade", or(string(a.NextUpgrade), "none planned")}, {"Support ends", or(string(a.SupportEnd), "not known")}, {"Notes", a.Notes}, {"Id", a.ID}}
	for _, f := range facts {
		if f[1] != "" {
			fmt.Fprintf(w, "  %-26s %s\n", f[0], oneLine(f[1]))
		}
	}
	fmt.Fprintf(w, "\n%d components, %d of them without a version; %d affected, %d cannot tell.\n", a.Components, a.WithoutVersion, a.Affected, a.CannotTell)
	for _, s := range a.Snapshots {
		current := ""
		if s.Current {
			current = "  in force"
		}
		fmt.Fprintf(w, "  %s  %-10s %s, by %s: %s%s\n", s.At.Local().Format("2006-01-02 15:04"), s.Slot, oneLine(s.File), oneLine(s.By), words.Census(s.Census), current)
		for _, warning := range s.Warnings {
			fmt.Fprintf(w, "      note: %s\n", oneLine(words.Warning(warning)))
		}
	}
	if len(held) == 0 {
		return nil
	}
	fmt.Fprintln(w)
	var rows [][]string
	for _, h := range held {
		rows = append(rows, []string{h.Name, or(h.Version, "not known"), h.Vendor, or(string(h.Key), "no identity"), h.Place})
	}
	return table(w, []string{"COMPONENT", "VERSION", "MAKER", "IDENTITY", "PLACE"}, rows)
}

type assetSetCmd struct {
	Name   string  `arg:"" help:"Name or id of the asset."`
	Rename *string `help:"New name."`
	Retire bool    `help:"Take it out of use; nothing is deleted."`
	assetFlags
}

func (c *assetSetCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		who, err := d.Who(r.ctx)
		if err != nil {
			return err
		}
		a, err := d.SetAsset(r.ctx, c.Name, func(a *domain.Asset) error {
			if c.Rename != nil {
				a.Name = *c.Rename
			}
			if c.Retire && a.Retired.IsZero() {
				a.Retired = d.Now()
			}
			return c.apply(a, d, who)
		})
		if err != nil {
			return err
		}
		if c.Exposed != nil {
			value, err := answer(*c.Exposed)
			if err != nil {
				return err
			}
			if err := d.AnswerExposure(r.ctx, a.ID, value); err != nil {
				return err
			}
		}
		view, err := d.Asset(r.ctx, a.ID)
		if err != nil {
			return err
		}
		return r.answer(view, func(w io.Writer) error { return assetText(w, view, nil) })
	})
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
		snapshot, err := d.ImportSBOM(r.ctx, c.Asset, c.File, c.Slot)
		if err != nil {
			return err
		}
		a, err := d.Asset(r.ctx, c.Asset)
		if err != nil {
			return err
		}
		return r.answer(snapshot, func(w io.Writer) error {
			fmt.Fprintf(w, "%s: %s\n", a.Name, words.Census(snapshot.Census))
			for _, warning := range snapshot.Warnings {
				fmt.Fprintf(w, "  note: %s\n", oneLine(words.Warning(warning)))
			}
			_, err := fmt.Fprintf(w, "%d affected, %d cannot tell, %d open targets.\n", a.Affected, a.CannotTell, a.OpenTargets)
			return err
		})
	})
}
