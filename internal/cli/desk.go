package cli

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type statusCmd struct{}

func (c *statusCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		s, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		if s.Pending {
			r.code = ExitPartly
		}
		statistics, err := d.Statistics(r.ctx)
		if err != nil {
			return err
		}
		s.Statistics = &statistics
		return r.answer(s, func(w io.Writer) error { return statusText(w, s) })
	})
}

func statusText(w io.Writer, s domain.DeskStatus) error {
	fmt.Fprintf(w, words.Text("%s\n  desk in %s (%s), zone %s, policy %s, missing facts %s\n\n"), or(s.Desk.Operator, words.Text("A desk without a name")), s.Store, megabytes(s.Bytes), s.Desk.Zone, s.Desk.Policy, words.MissingName(s.Desk.Missing))
	if s.Pending {
		fmt.Fprintln(w, words.Text("Matching is still pending: the counts below are not final."))
	}
	fmt.Fprintf(w, words.Text("%s; %s affected, %d cannot tell, %d not affected.\n"), words.Several(s.Advisories, "advisory", "advisories"),
		words.Several(s.Findings[domain.Affected], "finding", "findings"), s.Findings[domain.CannotTell], s.Findings[domain.NotAffected])
	fmt.Fprintf(w, words.Text("%s with %s, %d of them overdue.\n"), words.Several(s.Tasks, "open task", "open tasks"), words.Several(s.Targets, "open target", "open targets"), s.Overdue)
	for _, tier := range domain.TiersWith(slices.Collect(maps.Keys(s.ByTier))...) {
		if n := s.ByTier[tier]; n > 0 {
			fmt.Fprintf(w, "  %-20s %d\n", words.TierShort(tier), n)
		}
	}
	fmt.Fprintln(w)
	for _, line := range words.Coverage(s.Coverage) {
		fmt.Fprintln(w, line)
	}
	if len(s.Sources) == 0 {
		fmt.Fprintln(w, words.Text("No advisories were imported yet: nothing can be said about any asset."))
	}
	for _, source := range s.Sources {
		fmt.Fprintln(w, words.Source(source, deskZone(s), s.At))
	}
	if s.CSAF != (domain.CSAFStanding{}) {
		fmt.Fprintln(w, words.CSAFStanding(s.CSAF))
	}
	if s.Statistics != nil {
		for _, line := range words.Statistics(s.Statistics) {
			fmt.Fprintln(w, line)
		}
	}
	_, err := fmt.Fprintf(w, words.Text("\nEvent log: %s, head %s\n"), words.Several(int(s.Log.Seq), "entry", "entries"), s.Log.Hash)
	return err
}

type deskCmd struct {
	Set deskSetCmd `cmd:"" help:"Change the desk's settings."`
}

type deskSetCmd struct {
	Operator *string `help:"Name of the organisation."`
	Beds     *int    `help:"Beds, for a hospital."`
	Website  *string `help:"Address of the organisation, https://...: its own documents are named under it." placeholder:"ADDRESS"`
	Zone     *string `help:"Time zone, as America/Chicago." placeholder:"ZONE"`
	Missing  *string `help:"How missing facts are filled in: flat-60, table-reading, worst-case." placeholder:"NAME"`
	CSAF     *string `name:"csaf-failures" help:"What an import does with CSAF documents that fail mandatory tests: warn (without a setting: the first 25 of an import are checked at once, none of one with more than 200 files, the others by fenceline csaf check), quarantine (all are checked at once, which doubles the work), off." placeholder:"NAME"`
	Actor    *string `help:"Who acts when nobody says otherwise." placeholder:"NAME"`

	PayloadLimit *int `help:"Largest patch file that is kept, in MiB; 4096 without a setting, 0 keeps none." name:"payload-limit" placeholder:"N"`

	KeepYears  *int    `help:"Years for which entries of the log are kept from when they were last in effect; six without a setting." name:"keep-years" placeholder:"N"`
	TwoPersons *string `help:"Does an approval need another person than the one who asks? yes or no." enum:"yes,no" placeholder:"WORD"`
}

func (c *deskSetCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		err := d.Configure(r.ctx, func(s *domain.Desk) {
			for _, set := range []struct{ from, to *string }{{c.Operator, &s.Operator}, {c.Website, &s.Website}, {c.Zone, &s.Zone}, {c.Missing, (*string)(&s.Missing)}, {c.CSAF, (*string)(&s.CSAF)}, {c.Actor, &s.Person}} {
				if set.from != nil {
					*set.to = *set.from
				}
			}
			if c.Beds != nil {
				s.Beds = *c.Beds
			}
			if c.KeepYears != nil {
				s.Retention = *c.KeepYears
			}
			if c.PayloadLimit != nil {
				if s.PayloadMiB = *c.PayloadLimit; s.PayloadMiB == 0 {
					s.PayloadMiB = -1
				}
			}
			if c.TwoPersons != nil {
				s.TwoPersons = *c.TwoPersons == "yes"
			}
		})
		if err != nil {
			return err
		}
		s, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(s.Desk, func(w io.Writer) error { return statusText(w, s) })
	})
}

type reindexCmd struct{}

func (c *reindexCmd) Run(r *run) error {
	r.options.RenewLater = true // it does so itself
	return r.writing(func(d *workflow.Desk) error {
		out, err := d.Reindex(r.ctx, r.progress())
		if err != nil {
			return err
		}
		return r.answer(out, func(w io.Writer) error {
			if out.Identical {
				_, err := fmt.Fprintf(w, words.Text("Built again from %d originals; every derived record is as it was.\n"), out.Arrivals)
				return err
			}
			_, err := fmt.Fprintf(w, words.Text("Built again from %d originals; some derived records differed and are now as the originals say.\n"), out.Arrivals)
			return err
		})
	})
}

type backupCmd struct {
	File  string `arg:"" help:"File to write; - for standard output." type:"path"`
	Force bool   `help:"Replace the file if it is there."`

	Payloads bool `help:"Copy the patch files, too, into the folder FILE.payloads; restore brings them back from there. Without it a backup knows of them and has not their bytes."`
}

func (c *backupCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		if err := d.Backup(r.ctx, r.to(c.File, c.Force)); err != nil {
			return err
		}
		if r.to(c.File, c.Force).ToStandard() {
			_, err := fmt.Fprintln(r.env.Stderr, words.Text("The backup went to standard output. Where it lies, check it: fenceline restore --verify FILE"))
			return err
		}
		facts, err := workflow.VerifyBackup(r.ctx, c.File)
		if err != nil {
			return err
		}
		patches := ""
		if c.Payloads {
			n, err := d.BackupPayloads(r.ctx, c.File)
			if err != nil {
				return err
			}
			patches = words.Text(" Patch files in {file}.payloads: {n}.", "file", c.File, "n", strconv.Itoa(n))
		}
		return r.answer(facts, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("Written and checked: %s (%d assets, log head %s). It is not encrypted: keep it where only you can read it.%s\n"), c.File, facts.Assets, facts.Log.Hash, patches)
			return err
		})
	})
}

type restoreCmd struct {
	File   string `arg:"" help:"The backup." type:"path"`
	Verify bool   `help:"Only check the backup; change nothing."`
}

func (c *restoreCmd) Run(r *run) error {
	if c.Verify {
		facts, err := workflow.VerifyBackup(r.ctx, c.File)
		if err != nil {
			return err
		}
		if !facts.Sealed {
			r.code = ExitPartly
		}
		return r.answer(facts, func(w io.Writer) error {
			return backupText(w, facts)
		})
	}
	facts, kept, err := workflow.Restore(r.ctx, r.options, c.File)
	if err != nil {
		return err
	}
	return r.answer(facts, func(w io.Writer) error {
		fmt.Fprintf(w, words.Text("Restored: %s, %d assets.\n"), or(facts.Operator, words.Text("a desk without a name")), facts.Assets)
		if kept != "" {
			fmt.Fprintf(w, words.Text("What was there before is kept as %s\n"), kept)
		}
		if !facts.Sealed {
			fmt.Fprintf(w, "%s\n", unsealed)
		}
		return nil
	})
}

// unsealed is said of backups that earlier versions wrote.
const unsealed = "It carries no seal, as backups of earlier versions: a value that was changed in it would not be noticed. Compare the log head with one printed in an earlier report, and make a new backup."

func backupText(w io.Writer, facts workflow.BackupFacts) error {
	verdict, last := words.Text("is whole"), words.Text("Its seal fits: SHA-256 {sha}", "sha", facts.SHA256)
	if !facts.Sealed {
		verdict, last = words.Text("can be read"), unsealed
	}
	_, err := fmt.Fprintf(w, words.Text("The backup %s: %s, %d assets, %d log entries, log head %s.\n%s\n"), verdict, oneLine(or(facts.Operator, words.Text("a desk without a name"))), facts.Assets, facts.Log.Seq, facts.Log.Hash, last)
	return err
}

type sampleCmd struct {
	Report string `help:"Where to write the report." default:"fenceline-sample.html" type:"path"`
	Force  bool   `help:"Replace the report if it is there."`
}

func (c *sampleCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		to := workflow.Destination{Path: c.Report, Replace: c.Force}
		if err := to.Check(d.Folder()); err != nil {
			return err
		}
		receipt, err := d.OpenSample(r.ctx, workflow.Sample{Tree: r.env.Sample, Worked: true}, r.progress())
		if err != nil {
			return err
		}
		tasks, err := d.Tasks(r.ctx, false)
		if err != nil {
			return err
		}
		status, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		if err := d.ExportReport(r.ctx, workflow.ReportHTML, "inside", to); err != nil {
			return err
		}
		full, err := filepath.Abs(c.Report)
		if err != nil {
			full = c.Report
		}
		value := map[string]any{"receipt": worded(receipt), "tasks": tasks, "report": full}
		return r.answer(value, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("%s (an invented operator), desk in %s\n\n"), status.Desk.Operator, status.Store)
			if err := receiptText(w, receipt, false); err != nil {
				return err
			}
			fmt.Fprintln(w)
			if err := taskTable(w, tasks, status, false); err != nil {
				return err
			}
			_, err := fmt.Fprintf(w, words.Text("\nThe report lies in %s\n"), full)
			return err
		})
	})
}

type licencesCmd struct{}

func (c *licencesCmd) Run(r *run) error {
	_, err := r.env.Stdout.Write(r.env.Notices())
	return err
}
