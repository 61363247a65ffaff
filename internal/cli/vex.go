package cli

import (
	"fmt"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type vexCmd struct {
	Decide vexDecideCmd `cmd:"" help:"Decide how a flaw bears on a product here. It goes before what publishers say; both are shown."`
	Undo   vexUndoCmd   `cmd:"" help:"Take a decision back; the clocks run on as if it had never been made."`
	List   vexListCmd   `cmd:"" help:"The decisions, who made them, and what publishers say to the contrary."`
	Export vexExportCmd `cmd:"" help:"Write the decisions as OpenVEX or CSAF VEX."`
}

type vexDecideCmd struct {
	Vulnerability string   `arg:"" help:"Any name of the flaw, as CVE-2026-90001."`
	Component     string   `help:"The software, by name, identity or package URL; needed where the flaw is in several." placeholder:"NAME"`
	Asset         []string `help:"Only on these assets, by name. May be given more than once." placeholder:"NAME"`
	Everywhere    bool     `help:"On every asset, those to come too."`
	AnyVersion    bool     `help:"For every version; else for those installed now."`
	Status        string   `help:"not-affected, fixed, affected or under-investigation." required:"" enum:"not-affected,fixed,affected,under-investigation" placeholder:"STATUS"`
	Justification string   `help:"For not-affected: ${justifications}." placeholder:"LABEL"`
	Impact        string   `help:"Why it does no harm, in words for readers elsewhere." placeholder:"TEXT"`
	Action        string   `help:"For affected: what to do about it." placeholder:"TEXT"`
	Reason        string   `help:"Why it was decided. It stays on this desk." required:"" placeholder:"TEXT"`
	Review        string   `help:"The day on which it is looked at again; a year from now otherwise." placeholder:"DAY"`
}

func (c *vexDecideCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		made, err := d.DecideVEX(r.ctx, domain.VEXRequest{Vulnerability: c.Vulnerability, Component: c.Component, Assets: c.Asset, Everywhere: c.Everywhere,
			AnyVersion: c.AnyVersion, Status: domain.Status(strings.ReplaceAll(c.Status, "-", "_")), Justification: strings.ReplaceAll(c.Justification, "-", "_"),
			Impact: c.Impact, Action: c.Action, Reason: c.Reason, Review: domain.Day(c.Review)})
		if err != nil {
			return err
		}
		return r.answer(made, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%s: %s.\n", made.ID, oneLine(words.VEXDecision(&made)))
			return err
		})
	})
}

type vexUndoCmd struct {
	ID     string `arg:"" help:"Number of the decision, as V-1."`
	Reason string `help:"Why." required:"" placeholder:"TEXT"`
}

func (c *vexUndoCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.UndoVEX(r.ctx, c.ID, c.Reason); err != nil {
			return err
		}
		return r.answer(map[string]string{"undone": c.ID}, func(w io.Writer) error {
			_, err := fmt.Fprintln(w, words.Text("Taken back. What publishers say counts again."))
			return err
		})
	})
}

type vexListCmd struct {
	All bool `help:"Also those that are over."`
}

func (c *vexListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		all, err := d.VEXDecisions(r.ctx, c.All)
		if err != nil {
			return err
		}
		status, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		zone := deskZone(status)
		return r.answer(all, func(w io.Writer) error {
			if len(all) == 0 {
				_, err := fmt.Fprintln(w, words.Text("This desk has made no VEX decision."))
				return err
			}
			for i := range all {
				v := &all[i]
				fmt.Fprintf(w, "%-5s %s\n", v.ID, oneLine(words.VEXDecision(&v.VEXDecision)))
				lines := []string{words.VEXScope(v) + "; " + words.VEXStands(v, zone), words.VEXBy(&v.VEXDecision, zone)}
				if v.Ended.IsZero() {
					lines = append(lines, words.VEXAgainst(v)...)
				}
				for _, line := range lines {
					fmt.Fprintf(w, "      %s\n", oneLine(line))
				}
			}
			return nil
		})
	})
}

type vexExportCmd struct {
	File     string `arg:"" help:"Where to write it; - for standard output."`
	Format   string `help:"openvex or csaf." enum:"openvex,csaf" default:"openvex"`
	Audience string `help:"Who will read it: inside, examiner, provider, public." enum:"inside,examiner,provider,public" default:"inside"`
	Force    bool   `help:"Replace the file if it is there."`
}

func (c *vexExportCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		to := workflow.Destination{Path: c.File, Replace: c.Force, Standard: r.env.Stdout}
		doc, err := d.ExportVEX(r.ctx, c.Format, c.Audience, to)
		if err != nil || to.ToStandard() {
			return err
		}
		return r.answer(doc, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("TLP:%s. %s written, revision %d.\n"), doc.TLP, words.Several(len(doc.Statements), "statement", "statements"), len(doc.Changes))
			if doc.Withheld > 0 {
				fmt.Fprintf(w, words.Text("%s withheld: the label of the advisories does not let this audience see it.\n"), words.Several(doc.Withheld, "decision", "decisions"))
			}
			if doc.Unnamed > 0 {
				fmt.Fprintf(w, words.Text("%s left out: the software is known by a bare name only, which binds nothing elsewhere.\n"), words.Several(doc.Unnamed, "decision", "decisions"))
			}
			return nil
		})
	})
}
