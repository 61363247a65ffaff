package cli

import (
	"fmt"
	"io"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

// assetFlags are the facts of an asset; a flag that is not given changes nothing,
// and an empty one, or "unknown", takes the fact back to not known. Their names
// are those of domain.AssetFields.
type assetFlags struct {
	Kind            *string  `help:"Kind: workstation, server, medical device, network ..."`
	Role            *string  `help:"What it does."`
	Manufacturer    *string  `help:"Who made it."`
	Model           *string  `help:"Model, as advisories name it."`
	Serial          *string  `help:"Serial number."`
	AssetTag        *string  `help:"Asset tag."`
	Firmware        *string  `help:"Version of the device's own software."`
	OS              *string  `help:"Operating system." name:"os"`
	OSBuild         *string  `help:"Build of the operating system, on Windows with the update revision: 10.0.19045.5131." name:"os-build"`
	Hostname        []string `help:"Host name; may be given several times."`
	IP              []string `help:"Address; may be given several times." name:"ip"`
	MAC             []string `help:"Hardware address; may be given several times." name:"mac"`
	Location        *string  `help:"Where it stands."`
	Zone            *string  `help:"Network zone."`
	Environment     *string  `help:"Environment: production, test ..."`
	Owner           *string  `help:"Who answers for it."`
	Custodian       *string  `help:"Who has it in hand."`
	VendorContact   *string  `help:"Whom to ask at the vendor."`
	Exposed         *string  `help:"Publicly exposed? yes, no, or unknown."`
	Criticality     *string  `help:"low, medium or high; empty for not known."`
	Safety          *string  `help:"Can a failure hurt people? yes, no, or unknown."`
	Mission         *string  `help:"Does the mission stop without it? yes, no, or unknown."`
	Window          *string  `help:"When it may be worked on."`
	WindowGroup     *string  `help:"Group that is patched together."`
	NextUpgrade     *string  `help:"Day of the next planned upgrade, as 2026-12-31; empty for none." placeholder:"DAY"`
	SupportEnd      *string  `help:"Day the maker's support ends, as 2026-12-31; empty for not known." placeholder:"DAY"`
	Twin            *string  `help:"Name of its twin for disaster recovery."`
	UDI             *string  `help:"Medical device: UDI-DI." name:"udi"`
	FDAClass        *string  `help:"Medical device: FDA class." name:"fda-class"`
	MDS2            *string  `help:"Medical device: reference of the MDS2 form." name:"mds2"`
	ApprovedPatches *string  `help:"Medical device: where the maker's list of approved patches is."`
	BESClass        *string  `help:"Utility: BES cyber system class." name:"bes-class"`
	Protocol        []string `help:"Utility: protocol it speaks; may be given several times."`
	DataClass       *string  `help:"Bank: class of the data on it."`
	ThirdParty      *string  `help:"Bank: third party that runs or supplies it."`
	Tag             []string `help:"Tag; may be given several times."`
	Notes           *string  `help:"Notes."`
}

// given lists the facts that were given, by the names of domain.AssetFields.
func (f *assetFlags) given() map[string]string {
	out := map[string]string{}
	for name, value := range map[string]*string{"kind": f.Kind, "role": f.Role, "manufacturer": f.Manufacturer, "model": f.Model, "serial": f.Serial,
		"asset-tag": f.AssetTag, "firmware": f.Firmware, "os": f.OS, "os-build": f.OSBuild, "location": f.Location, "zone": f.Zone, "environment": f.Environment,
		"owner": f.Owner, "custodian": f.Custodian, "vendor-contact": f.VendorContact, "exposed": f.Exposed, "criticality": f.Criticality,
		"safety": f.Safety, "mission": f.Mission, "window": f.Window, "window-group": f.WindowGroup, "next-upgrade": f.NextUpgrade,
		"support-end": f.SupportEnd, "twin": f.Twin, "udi": f.UDI, "fda-class": f.FDAClass, "mds2": f.MDS2, "approved-patches": f.ApprovedPatches,
		"bes-class": f.BESClass, "data-class": f.DataClass, "third-party": f.ThirdParty, "notes": f.Notes} {
		if value != nil {
			out[name] = *value
		}
	}
	for name, list := range map[string][]string{"hostname": f.Hostname, "ip": f.IP, "mac": f.MAC, "protocol": f.Protocol, "tag": f.Tag} {
		for i, value := range list {
			if i > 0 {
				value = out[name] + ";" + value
			}
			out[name] = value
		}
	}
	return out
}

// apply puts the given facts into the asset.
func (f *assetFlags) apply(a *domain.Asset, person string, at time.Time) error {
	given := f.given()
	for _, field := range domain.AssetFields {
		value, ok := given[field.Name]
		if !ok {
			continue
		}
		checked, err := field.Check(value)
		if err != nil {
			return err
		}
		if err := field.Set(a, checked, person, at); err != nil {
			return err
		}
	}
	return nil
}

type assetSetCmd struct {
	Names  []string `arg:"" name:"name" help:"Names or ids of the assets."`
	Rename *string  `help:"New name, for one asset."`
	Retire bool     `help:"Take them out of use; nothing is deleted." hidden:""`
	assetFlags
}

func (c *assetSetCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if c.Rename != nil && len(c.Names) > 1 {
			return &domain.Error{Kind: domain.Invalid, Op: "set asset", Subject: *c.Rename, Code: "rename_several"}
		}
		who, err := d.Who(r.ctx)
		if err != nil {
			return err
		}
		at := d.Now()
		after, err := d.SetAssets(r.ctx, c.Names, func(a *domain.Asset) error {
			if c.Rename != nil {
				a.Name = *c.Rename
			}
			if c.Retire && a.Retired.IsZero() {
				a.Retired = at
			}
			return c.apply(a, who, at)
		})
		if err != nil {
			return err
		}
		if len(after) > 1 {
			return r.answer(after, func(w io.Writer) error {
				for _, a := range after {
					fmt.Fprintf(w, words.Text("%s set.\n"), oneLine(a.Name))
				}
				return nil
			})
		}
		view, err := d.Asset(r.ctx, after[0].ID)
		if err != nil {
			return err
		}
		return r.answer(view, func(w io.Writer) error { return assetText(w, view, nil) })
	})
}

type assetRetireCmd struct {
	Names []string `arg:"" name:"name" help:"Names or ids of the assets."`
}

func (c *assetRetireCmd) Run(r *run) error {
	return r.eachAsset(c.Names, "retired", func(d *workflow.Desk, name string) (domain.Asset, error) { return d.RetireAsset(r.ctx, name) })
}

type assetRestoreCmd struct {
	Names []string `arg:"" name:"name" help:"Names or ids of the assets."`
}

func (c *assetRestoreCmd) Run(r *run) error {
	return r.eachAsset(c.Names, words.Text("in use again"), func(d *workflow.Desk, name string) (domain.Asset, error) { return d.RestoreAsset(r.ctx, name) })
}

func (r *run) eachAsset(names []string, said string, do func(*workflow.Desk, string) (domain.Asset, error)) error {
	return r.writing(func(d *workflow.Desk) error {
		var out []domain.Asset
		for _, name := range names {
			a, err := do(d, name)
			if err != nil {
				return err
			}
			out = append(out, a)
		}
		return r.answer(out, func(w io.Writer) error {
			for _, a := range out {
				fmt.Fprintf(w, words.Text("%s is %s.\n"), oneLine(a.Name), said)
			}
			return nil
		})
	})
}

type assetMergeCmd struct {
	Keep   string   `arg:"" help:"The asset that stays."`
	Others []string `arg:"" name:"other" help:"Assets that are the same machine."`
}

func (c *assetMergeCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if _, err := d.MergeAssets(r.ctx, c.Keep, c.Others); err != nil {
			return err
		}
		view, err := d.Asset(r.ctx, c.Keep)
		if err != nil {
			return err
		}
		return r.answer(view, func(w io.Writer) error { return assetText(w, view, nil) })
	})
}

// said names who answered and when.
func said(value, by string, at time.Time) string {
	if value == "" || by == "" {
		return value
	}
	return value + " (" + by + ", " + words.DayPlain(domain.DayOf(at, time.Local)) + ")"
}

// assetFacts are the facts of an asset with their labels; those that steer due
// dates are there even where they are not known.
func assetFacts(a *domain.Asset) [][2]string {
	exposed := a.Exposed()
	out := [][2]string{{words.Text("Publicly exposed"), or(said(string(exposed.Value), exposed.By, exposed.At), words.Text("not answered"))},
		{words.Text("Criticality"), or(said(a.Criticality, a.CriticalityBy, a.CriticalityAt), words.Text("not known"))},
		{words.Text("Can a failure hurt people"), or(said(string(a.Safety.Value), a.Safety.By, a.Safety.At), words.Text("not answered"))},
		{words.Text("Mission stops without it"), or(said(string(a.Mission.Value), a.Mission.By, a.Mission.At), words.Text("not answered"))}}
	for _, f := range domain.AssetFields {
		switch f.Name {
		case "name", "exposed", "criticality", "safety", "mission":
		case "next-upgrade":
			out = append(out, [2]string{words.Text("Next upgrade"), or(string(a.NextUpgrade), words.Text("none planned"))})
		case "support-end":
			out = append(out, [2]string{words.Text("Support ends"), or(string(a.SupportEnd), words.Text("not known"))})
		default:
			out = append(out, [2]string{words.AssetField(f.Name), f.Get(a)})
		}
	}
	if !a.Retired.IsZero() {
		out = append(out, [2]string{words.Text("Retired"), words.DayPlain(domain.DayOf(a.Retired, time.Local))})
	}
	return append(out, [2]string{"Id", a.ID})
}
