package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type assetImportCmd struct {
	File      string            `arg:"" help:"CSV or XLSX with a row per asset, or a host name or address per line." type:"path"`
	Map       map[string]string `help:"What a column holds: \"Warranty End=support-end\"; a column may be named by its number; \"-\" leaves it out. May be given several times, and is remembered for lists with the same header." placeholder:"COLUMN=FACT" mapsep:"none"`
	Dates     string            `help:"Whether the month (mdy) or the day (dmy) comes first in days such as 3/4/2027." placeholder:"ORDER"`
	Separator string            `help:"What separates the columns: \",\", \";\", \"|\" or tab. Default: told from the list." placeholder:"SIGN"`
	Sheet     string            `help:"Sheet of the workbook. Default: the first."`
	DryRun    bool              `help:"Show how the list is read and what would be done, and write nothing."`
	All       bool              `help:"Show every row, not only those refused."`
}

func (c *assetImportCmd) Run(r *run) error {
	do := r.writing
	if c.DryRun {
		do = r.trying
	}
	return do(func(d *workflow.Desk) error {
		receipt, err := d.ImportAssets(r.ctx, c.File, workflow.AssetListOptions{Map: c.Map, Dates: c.Dates, Separator: c.Separator, Sheet: c.Sheet, DryRun: c.DryRun})
		if err != nil {
			return err
		}
		if receipt.Refused > 0 {
			r.code = ExitPartly
		}
		return r.answer(receipt, func(w io.Writer) error { return assetReceiptText(w, &receipt, c.All || c.DryRun) })
	})
}

// previewRows is how many rows a preview shows.
const previewRows = 20

func assetReceiptText(w io.Writer, receipt *domain.AssetReceipt, all bool) error {
	if receipt.DryRun {
		fmt.Fprintln(w, words.Text("Dry run: nothing is written."))
	}
	if receipt.Tool != "" {
		fmt.Fprintf(w, words.Text("The list looks like an export of %s.\n"), receipt.Tool)
	}
	var rows [][]string
	for _, c := range receipt.Columns {
		field, how := words.Text("not read"), ""
		if c.Field != "" {
			field, how = words.AssetField(c.Field), "guessed"
		}
		if c.Given {
			how = "given"
		}
		rows = append(rows, []string{oneLine(c.Header), field, how})
	}
	if len(rows) > 0 && all {
		if err := table(w, []string{"COLUMN", "READ AS", ""}, rows); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	shown := 0
	for _, line := range receipt.Lines {
		if line.Outcome == domain.RowRefused {
			fmt.Fprintf(w, words.Text("  line %d refused: %s\n"), line.Line, oneLine(line.Reason))
			continue
		}
		if !all || shown == previewRows && receipt.DryRun {
			continue
		}
		shown++
		fmt.Fprintf(w, words.Text("  line %d %s: %s%s\n"), line.Line, line.Outcome, oneLine(line.Name), changesText(line))
	}
	if err := nextSteps(w, receipt.Lines); err != nil {
		return err
	}
	for _, warning := range receipt.Warnings {
		fmt.Fprintf(w, words.Text("  note: %s\n"), oneLine(words.Warning(warning)))
	}
	_, err := fmt.Fprintf(w, words.Text("%s read: %d created, %d updated, %d unchanged, %d refused.\n"), words.Several(receipt.Rows, "row", "rows"), receipt.Created, receipt.Updated, receipt.Unchanged, receipt.Refused)
	return err
}

// nextSteps says once for each sort of refusal what helps.
func nextSteps(w io.Writer, lines []domain.AssetLine) error {
	var said []string
	for _, line := range lines {
		if line.Error == nil {
			continue
		}
		if _, next := words.Error(line.Error); next != "" && !slices.Contains(said, next) {
			said = append(said, next)
			if _, err := fmt.Fprintf(w, "  %s\n", oneLine(next)); err != nil {
				return err
			}
		}
	}
	return nil
}

// changesText names what of an asset changed; of a new one, what is known.
func changesText(line domain.AssetLine) string {
	var out []string
	for _, c := range line.Changes {
		switch {
		case line.Outcome == domain.RowCreated && c.Field == "name":
		case c.Before == "":
			out = append(out, c.Field+" "+c.After)
		default:
			out = append(out, c.Field+" "+c.Before+" -> "+or(c.After, words.Text("not known")))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + oneLine(strings.Join(out, ", ")) + ")"
}
