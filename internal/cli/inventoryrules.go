package cli

import (
	"fmt"
	"io"

	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type inventoryRulesCmd struct{}

func (c *inventoryRulesCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		rules, err := d.AssetRules(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(rules, func(w io.Writer) error {
			if len(rules) == 0 {
				_, err := fmt.Fprintln(w, words.Text("No answers are remembered. They are when you say which asset a file is of: fenceline inventory import --asset NAME --remember FILE"))
				return err
			}
			var rows [][]string
			for _, rule := range rules {
				rows = append(rows, []string{shortRule(rule.ID), words.AssetRuleSigns(&rule), rule.Name, rule.By, day(rule.At), rule.File})
			}
			return table(w, []string{"ID", "SIGNS", "ASSET", "BY", "ON", "FILE"}, rows)
		})
	})
}

// shortRule is the end of an id, which tells one answer from another.
func shortRule(id string) string { return id[max(0, len(id)-8):] }

type inventoryForgetCmd struct {
	ID string `arg:"" help:"Id of the answer, as inventory rules shows it."`
}

func (c *inventoryForgetCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		rule, err := d.ForgetAssetRule(r.ctx, c.ID)
		if err != nil {
			return err
		}
		return r.answer(rule, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("Forgotten: %s → %s. The question is asked again.\n"), oneLine(words.AssetRuleSigns(&rule)), oneLine(rule.Name))
			return err
		})
	})
}
