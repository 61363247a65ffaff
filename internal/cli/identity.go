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

type identityCmd struct {
	Ask    identityAskCmd    `cmd:"" help:"List components that agree with an advisory's product by name only."`
	Same   identitySameCmd   `cmd:"" help:"Say that a component is the product advisories speak of."`
	Other  identityOtherCmd  `cmd:"" help:"Say that it is another product: nothing is matched."`
	Forget identityForgetCmd `cmd:"" help:"Take an answer back."`
	List   identityListCmd   `cmd:"" help:"List all answers, with who gave them."`
	Export identityExportCmd `cmd:"" help:"Write all answers to a file for another desk."`
	Import identityImportCmd `cmd:"" help:"Take in the answers of another desk; own answers stay."`
}

type identityAskCmd struct{}

func (c *identityAskCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		list, err := d.IdentityQuestions(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(list, func(w io.Writer) error {
			if len(list) == 0 {
				_, err := fmt.Fprintln(w, words.Text("Nothing to ask: no component agrees with an advisory by its name only."))
				return err
			}
			var rows [][]string
			for _, q := range list {
				rows = append(rows, []string{strings.TrimSpace(q.Vendor + " " + q.Name), strconv.Itoa(q.Assets), strconv.Itoa(q.Findings), q.Says, string(q.Component), string(q.Product)})
			}
			if err := table(w, []string{"COMPONENT", "ASSETS", "FINDINGS", "AN ADVISORY", "KEY", words.Text("ADVISORY'S KEY")}, rows); err != nil {
				return err
			}
			_, err := fmt.Fprintln(w, words.Text("\nAnswer once: fenceline identity same KEY ADVISORYS-KEY, or fenceline identity other KEY ADVISORYS-KEY"))
			return err
		})
	})
}

type identityPair struct {
	Component string `arg:"" help:"Key of the component, as identity ask shows it."`
	Product   string `arg:"" help:"Key the advisories use, as identity ask shows it."`
}

type identitySameCmd struct {
	identityPair
	Reason string `help:"How it is known."`
}

func (c *identitySameCmd) Run(r *run) error { return c.say(r, true, c.Reason) }

type identityOtherCmd struct {
	identityPair
	Reason string `help:"How it is known."`
}

func (c *identityOtherCmd) Run(r *run) error { return c.say(r, false, c.Reason) }

func (c *identityPair) say(r *run, same bool, reason string) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.AnswerIdentity(r.ctx, domain.PackageKey(c.Component), domain.PackageKey(c.Product), same, reason); err != nil {
			return err
		}
		return c.left(r, d)
	})
}

// left says how many questions are open.
func (c *identityPair) left(r *run, d *workflow.Desk) error {
	list, err := d.IdentityQuestions(r.ctx)
	if err != nil {
		return err
	}
	value := struct {
		Open int `json:"open_questions"`
	}{len(list)}
	return r.answer(value, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, words.Text("Noted; what it touches was matched again. %s left.\n"), words.Several(len(list), "question is", "questions are"))
		return err
	})
}

type identityForgetCmd struct{ identityPair }

func (c *identityForgetCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.ForgetIdentity(r.ctx, domain.PackageKey(c.Component), domain.PackageKey(c.Product)); err != nil {
			return err
		}
		return c.left(r, d)
	})
}

type identityListCmd struct{}

func (c *identityListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		rules, err := d.IdentityRules(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(rules, func(w io.Writer) error {
			var rows [][]string
			for _, rule := range rules {
				answer := "other"
				if rule.Same {
					answer = "same"
				}
				came := ""
				if rule.ImportedBy != "" {
					came = words.Text("from {or}, taken in by {importedby}", "or", or(rule.Operator, words.Text("another desk")), "importedby", rule.ImportedBy)
				}
				rows = append(rows, []string{string(rule.Component), answer, string(rule.Product), rule.By, day(rule.At), came, rule.Reason})
			}
			return table(w, []string{"COMPONENT", "ANSWER", words.Text("ADVISORY'S KEY"), "BY", "ON", "CAME", "REASON"}, rows)
		})
	})
}

type identityExportCmd struct {
	File  string `arg:"" help:"File to write; - for standard output." type:"path"`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *identityExportCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		if err := d.ExportIdentityRules(r.ctx, r.to(c.File, c.Force)); err != nil {
			return err
		}
		return r.written(c.File, words.Text("The answers"))
	})
}

type identityImportCmd struct {
	File string `arg:"" help:"A file that identity export wrote." type:"path"`
}

func (c *identityImportCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		done, err := d.ImportIdentityRules(r.ctx, c.File)
		if err != nil {
			return err
		}
		return r.answer(done, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%d taken in, %d known already, %d answered otherwise here: those stay as they are.\n"), done.Added, done.Known, done.Disputed)
			return err
		})
	})
}
