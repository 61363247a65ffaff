package cli

import (
	"fmt"
	"io"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type exceptionCmd struct {
	Grant exceptionGrantCmd `cmd:"" help:"Grant a dated exception: who approves it, what protects the asset meanwhile, until when."`
	End   exceptionEndCmd   `cmd:"" help:"Take exceptions back; the targets are open again with the dates they had."`
	List  exceptionListCmd  `cmd:"" help:"The register of exceptions, the next to end first."`

	Import exceptionImportCmd `cmd:"" help:"Bring in a list of exceptions kept elsewhere, from CSV or XLSX: every row is one."`

	Unpatchable unpatchableCmd `cmd:"" help:"The register of assets that no update mends, or whose support ends, with the plan for each."`
}

type unpatchableCmd struct{}

func (c *unpatchableCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		all, err := d.Unpatchable(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(all, func(w io.Writer) error {
			if len(all) == 0 {
				_, err := fmt.Fprintln(w, words.Text("No asset is known to be unpatchable or near the end of its support."))
				return err
			}
			var rows [][]string
			for i := range all {
				u := &all[i]
				rows = append(rows, []string{u.Asset, or(u.Owner, words.Text("no owner")), words.Unpatchable(u), or(string(u.Plan), words.Text("no plan"))})
			}
			return table(w, []string{"ASSET", "OWNER", "WHY", "PLAN"}, rows)
		})
	})
}

type exceptionGrantCmd struct {
	taskRefs
	Reason   string `help:"Why it is not patched." required:"" placeholder:"TEXT"`
	Approver string `help:"Who approves it." required:"" placeholder:"NAME"`
	Control  string `help:"What protects the asset meanwhile." required:"" placeholder:"TEXT"`
	Proof    string `name:"approver-passphrase" help:"Passphrase of the approver, where they are not the one who acts and have one." env:"FENCELINE_APPROVER_PASSPHRASE" hidden:"" placeholder:"TEXT"`
	End      string `help:"The last day on which it holds." required:"" placeholder:"DAY"`
	Review   string `help:"The day on which it is looked at again; half way to the end otherwise." placeholder:"DAY"`
}

func (c *exceptionGrantCmd) Run(r *run) error {
	return r.moveTasks(domain.Move{Intent: domain.IntentExcept, Tasks: c.IDs, Assets: c.Asset, Reason: c.Reason, ApproverPassphrase: c.Proof,
		Exception: domain.Exception{Approver: c.Approver, Control: c.Control, End: domain.Day(c.End), Review: domain.Day(c.Review)}})
}

type exceptionEndCmd struct{ taskStepCmd }

func (c *exceptionEndCmd) Run(r *run) error { return c.take(r, domain.IntentExpire) }

type exceptionListCmd struct {
	All bool `help:"Also those that are over."`
}

func (c *exceptionListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		all, err := d.Exceptions(r.ctx, c.All)
		if err != nil {
			return err
		}
		return r.answer(all, func(w io.Writer) error { return exceptionTable(w, all) })
	})
}

func exceptionTable(w io.Writer, all []domain.ExceptionView) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(w, words.Text("No exception is in the register."))
		return err
	}
	var rows [][]string
	for i := range all {
		e := &all[i]
		rows = append(rows, []string{e.Task, e.AssetName, e.Fix, string(e.End), words.ExceptionStands(e), e.Approver + " (" + words.Assurance(e.Approved) + ")",
			e.Control, e.Reason, or(string(e.Due), words.Text("no date"))})
	}
	return table(w, []string{"TASK", "ASSET", "FIX", "UNTIL", "STANDS", "APPROVED BY", "CONTROL", "REASON", "WAS DUE"}, rows)
}
