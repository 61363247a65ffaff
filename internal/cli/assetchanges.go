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

type assetChangesCmd struct {
	Name string `arg:"" help:"Name or id of the asset."`
	From string `help:"Day whose end is compared. Default: before the newest inventory came in." placeholder:"DAY"`
	To   string `help:"Day whose end is compared. Default: now." placeholder:"DAY"`
}

func (c *assetChangesCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		status, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		zone, err := time.LoadLocation(status.Desk.Zone)
		if err != nil {
			return err
		}
		ends := make([]time.Time, 2)
		for i, text := range []string{c.From, c.To} {
			if text == "" {
				continue
			}
			day, err := domain.ParseDay(text)
			if err != nil {
				return err
			}
			ends[i] = day.End(zone).Add(-time.Nanosecond)
		}
		got, err := d.SoftwareChanges(r.ctx, c.Name, ends[0], ends[1])
		if err != nil {
			return err
		}
		return r.answer(got, func(w io.Writer) error { return softwareText(w, &got, zone) })
	})
}

func softwareText(w io.Writer, got *domain.SoftwareChanges, zone *time.Location) error {
	if len(got.Documents) == 0 {
		_, err := fmt.Fprintf(w, words.Text("%s has no inventory.\n"), oneLine(got.Asset))
		return err
	}
	fmt.Fprintf(w, words.Text("%s, %s to %s: %s then, %s now.\n"), oneLine(got.Asset), got.From.In(zone).Format("2006-01-02 15:04"), got.To.In(zone).Format("2006-01-02 15:04"),
		words.Several(got.Before, "component", "components"), words.Several(got.After, "component", "components"))
	for _, s := range got.Documents {
		fmt.Fprintf(w, words.Text("  %s  %-10s %s, by %s\n"), s.At.In(zone).Format("2006-01-02 15:04"), s.Slot, oneLine(s.File), oneLine(s.By))
	}
	if len(got.Changes) == 0 {
		_, err := fmt.Fprintln(w, words.Text("No difference."))
		return err
	}
	fmt.Fprintln(w)
	versions := func(all []string, none string) string {
		if len(all) == 0 {
			return none
		}
		shown := make([]string, len(all))
		for i, v := range all {
			shown[i] = or(v, words.Text("not known"))
		}
		return strings.Join(shown, ", ")
	}
	var rows [][]string
	for _, c := range got.Changes {
		rows = append(rows, []string{c.Name, versions(c.Before, "new"), versions(c.After, "gone"), c.Slot})
	}
	return table(w, []string{"COMPONENT", "BEFORE", "AFTER", "INVENTORY"}, rows)
}

type assetConfirmCmd struct {
	Yearly bool   `help:"For the year: owner, place and answers of every asset were looked at too; without it, for the month."`
	Note   string `help:"What the confirmation rests on." placeholder:"TEXT"`
}

func (c *assetConfirmCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		kind := domain.ConfirmMonthly
		if c.Yearly {
			kind = domain.ConfirmYearly
		}
		got, err := d.ConfirmAssets(r.ctx, kind, c.Note)
		if err != nil {
			return err
		}
		return r.answer(got, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%s confirmed the list of %s. It is in the event log with the digest of the list, %s.\n"), oneLine(got.By), words.Several(got.Assets, "asset", "assets"), got.Digest[:16])
			return err
		})
	})
}
