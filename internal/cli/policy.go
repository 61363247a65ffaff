package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type policyCmd struct {
	List   policyListCmd   `cmd:"" help:"List the tables and what each is used for."`
	Show   policyShowCmd   `cmd:"" help:"Print every row of a table."`
	Use    policyUseCmd    `cmd:"" help:"Choose the table that gives the due dates, for the desk or a group of assets."`
	Import policyImportCmd `cmd:"" help:"Take in a table of your own, from JSON or CSV."`
	Export policyExportCmd `cmd:"" help:"Write a table to a file, to change it or pass it on."`
	Drop   policyDropCmd   `cmd:"" help:"Take a table of your own away."`
	Due    policyDueCmd    `cmd:"" help:"Compute due dates for lines of facts, to test the clock."`
}

type policyListCmd struct{}

func (c *policyListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error { return r.policies(d) })
}

func (r *run) policies(d *workflow.Desk) error {
	all, err := d.Policies(r.ctx)
	if err != nil {
		return err
	}
	return r.answer(all, func(w io.Writer) error {
		var rows [][]string
		for _, p := range all {
			rows = append(rows, []string{p.Name, p.Version, fmt.Sprint(len(p.Rows)), words.PolicyUse(&p), p.Title})
		}
		return table(w, []string{"NAME", "VERSION", "ROWS", "USED FOR", "TITLE"}, rows)
	})
}

type policyShowCmd struct {
	Name string `arg:"" optional:"" help:"Name of the table." default:"bod-26-04"`
	CSV  bool   `help:"As CSV, with the columns of the published table." name:"csv"`
}

func (c *policyShowCmd) Run(r *run) error {
	if policy, ok := domain.Policy(c.Name); ok {
		return c.show(r, &policy)
	}
	return r.reading(func(d *workflow.Desk) error {
		policy, err := d.Policy(r.ctx, c.Name)
		if err != nil {
			return err
		}
		return c.show(r, &policy)
	})
}

func (c *policyShowCmd) show(r *run, policy *domain.Table) error {
	if c.CSV {
		return policy.WriteCSV(r.env.Stdout)
	}
	return r.answer(policy, func(w io.Writer) error {
		fmt.Fprintf(w, words.Text("%s, version %s\n\n"), oneLine(policy.Title), oneLine(policy.Version))
		var rows [][]string
		for i, row := range policy.Rows {
			rows = append(rows, append([]string{fmt.Sprint(i)}, row...))
		}
		if err := table(w, append([]string{"ROW"}, policy.Columns()...), rows); err != nil {
			return err
		}
		for _, line := range words.PolicyNotes(policy) {
			fmt.Fprintln(w, oneLine(line))
		}
		return nil
	})
}

type policyUseCmd struct {
	Name  string `arg:"" optional:"" help:"Name of the table; none leaves a group to the desk's own."`
	Group string `help:"Only for the assets of this group." placeholder:"NAME"`
}

func (c *policyUseCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.UsePolicy(r.ctx, c.Name, c.Group); err != nil {
			return err
		}
		return r.policies(d)
	})
}

type policyImportCmd struct {
	File    string `arg:"" help:"The file, .json or .csv." type:"path"`
	Name    string `help:"Name of the table; a CSV file needs it." placeholder:"NAME"`
	Version string `name:"policy-version" help:"Its version; a CSV file needs it." placeholder:"VERSION"`
}

func (c *policyImportCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		policy, err := d.ImportPolicy(r.ctx, c.File, c.Name, c.Version)
		if err != nil {
			return err
		}
		return r.answer(policy, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%s, version %s, with %s is here. To judge by it: fenceline policy use %s\n"), oneLine(policy.Name), oneLine(policy.Version),
				words.Several(len(policy.Rows), "row", "rows"), oneLine(policy.Name))
			return err
		})
	})
}

type policyExportCmd struct {
	Name  string `arg:"" help:"Name of the table."`
	File  string `arg:"" help:"File to write, .json or .csv; - for standard output." type:"path"`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *policyExportCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		if err := d.ExportPolicy(r.ctx, c.Name, strings.HasSuffix(strings.ToLower(c.File), ".csv"), r.to(c.File, c.Force)); err != nil {
			return err
		}
		return r.written(c.File, words.Text("The table lies in"))
	})
}

type policyDropCmd struct {
	Name string `arg:"" help:"Name of the table."`
}

func (c *policyDropCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.DropPolicy(r.ctx, c.Name); err != nil {
			return err
		}
		return r.policies(d)
	})
}

type policyDueCmd struct {
	TSV  bool   `help:"Lines of tab-separated facts; the only form there is." name:"tsv" required:""`
	File string `arg:"" optional:"" help:"File to read; standard input otherwise." type:"path"`
}

func (c *policyDueCmd) Run(r *run) error {
	in := r.env.Stdin
	if c.File != "" {
		f, err := os.Open(c.File)
		if err != nil {
			return &domain.Error{Kind: domain.NotFound, Op: "read facts", Subject: c.File, Code: "no_such_file", Err: err}
		}
		defer f.Close()
		in = f
	}
	return workflow.DueTSV(in, r.env.Stdout)
}
